"""Shares of a whole that are said without a sign: 'two-thirds', 'half', 'one in five', '3 out of 4', '2/3 of voters'.

Belongs here: recognising them, never ordinals ('second half', 'a third term'). Does not: their unit, which is percent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assets.extraction.clause_words import clause_words
from assets.extraction.digits import Numeral, parse_digits
from assets.extraction.nouns import is_plural
from assets.extraction.number_words import small_at
from assets.extraction.tense import is_past, is_present
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, scales, word_values, words

_SHARE_BOTTOMS = frozenset((3, 4, 5, 10, 20, 100))
"""What people count shares in: 'nine in 10'; 'two in 17 days' is none."""


def slash_fraction(tokens: Sequence[Token], first: int, top: Decimal) -> Numeral | None:
    """'2/3 of voters', '1/2 tonne'; with nothing of the kind behind it may be a date, a score or a name."""
    last = first + 3
    if last >= len(tokens) or tokens[first + 1].text != "/" or not tokens[first + 2].text.isdecimal():
        return None
    if len(tokens[first + 2].text) > 3 or not 0 < top < int(tokens[first + 2].text) <= 100:
        return None
    pounds = tokens[last].low in ("pound", "pounds")
    if tokens[last].low != "of" and not pounds and phrases("units").at(tokens, last) is None:
        return None
    return Numeral(top / int(tokens[first + 2].text), last)


def out_of(tokens: Sequence[Token], last: int, top: Decimal) -> Numeral | None:
    """'1 in 7', 'three out of four', 'one in every twenty' as a share of one; 'the only one in 20 years' is none."""
    low = [t.low for t in tokens[last : last + 3]]
    skip = 1 if low[:1] == ["in"] and 0 < top < 10 else 2 if low[:2] == ["out", "of"] else 0
    if not skip:
        return None
    skip += low[skip : skip + 1] == ["every"]
    if last + skip >= len(tokens):
        return None
    bottom, end = _bottom(tokens, last + skip)
    if bottom is None or not top < bottom <= 1000 or bottom != bottom.to_integral_value():
        return None
    if skip == 1 and top > 1 and bottom not in _SHARE_BOTTOMS:
        return None
    behind = phrases("units").at(tokens, end)
    if low[0] == "in" and behind is not None and behind.entry["dimension"] in ("time", "duration"):
        return None
    return Numeral(top / bottom, end)


def of_things(tokens: Sequence[Token], noun: int, top: Decimal) -> Numeral | None:
    """'one train in five', 'two voters in every ten' from the noun on; 'two men in five boats' is none."""
    if noun + 2 >= len(tokens) or tokens[noun].kind != "word" or not 0 < top < 10 or top != top.to_integral_value():
        return None
    low = tokens[noun].low
    thing = low not in words("noun_stops") and low not in word_values("cardinal") and is_plural(low) == (top > 1)
    if not thing or tokens[noun + 1].low != "in":
        return None
    every = tokens[noun + 2].low == "every"
    start = noun + 2 + every
    bottom, end = _bottom(tokens, start) if start < len(tokens) else (None, start)
    if bottom is None or not top < bottom <= 100 or not (every or bottom <= 20 or bottom in _SHARE_BOTTOMS):
        return None
    if not every and end < len(tokens) and tokens[end].kind == "word":
        verb = tokens[end].low in clause_words("behind share") or is_past(tokens, end) or is_present(tokens, end)
        return Numeral(top / bottom, end) if verb and tokens[start].kind == "word" else None
    return Numeral(top / bottom, end)


def _bottom(tokens: Sequence[Token], index: int) -> tuple[Decimal | None, int]:
    """The number that a share is taken of, and its end."""
    if tokens[index].kind == "num":
        parsed = parse_digits(tokens[index].low)
        return (parsed[0] if parsed else None), index + 1
    spoken = small_at(tokens, index)
    return (spoken.value, spoken.last) if spoken is not None else (None, index)


def fraction_at(tokens: Sequence[Token], first: int) -> Numeral | None:
    """'a third', 'two-thirds', 'half': a share in words; never an ordinal ('a third term', 'second half')."""
    fractions, cardinals = word_values("fraction"), word_values("cardinal")
    word = tokens[first].low
    if word == "half" and _is_share(tokens, first + 1) and not _after_ordinal(tokens, first):
        return Numeral(Decimal("0.5"), first + 1)
    top = "1" if word in ("a", "one") else cardinals.get(word)
    index = first + 1
    if index < len(tokens) and tokens[index].kind == "dash":
        index += 1
    if top is None or index >= len(tokens) or tokens[index].low not in fractions:
        return None
    if first and tokens[first - 1].low in ("first", "last", "final", "all"):
        return None  # 'the first three quarters'
    bottom = tokens[index].low
    plural = bottom.endswith("s")
    if (top == "1") == plural or not _is_share(tokens, index + 1):
        return None
    share = Decimal(top) / Decimal(fractions[bottom].split("/")[1])
    last = index + 1
    of_scale = [t.low for t in tokens[last : last + 2]] == ["of", "a"] and last + 2 < len(tokens)
    if of_scale and scales().get(tokens[last + 2].text, (0, ""))[1] == "word":
        last += 2  # 'three-quarters of a million'
    return Numeral(share, last) if share < 1 else None


def part_of_one(tokens: Sequence[Token], share: Numeral) -> Numeral | None:
    """'a quarter of a percentage point', 'of an hour': a part of one unit, and no share of anything."""
    if [t.low for t in tokens[share.last : share.last + 2]] not in (["of", "a"], ["of", "an"], ["of", "one"]):
        return None
    unit = phrases("units").at(tokens, share.last + 2)
    return Numeral(share.value, share.last + 2) if unit is not None else None


def part_of_point(tokens: Sequence[Token], of: int) -> bool:
    """Whether tokens[of:] goes on 'of a percentage point'."""
    if of + 2 >= len(tokens) or tokens[of].low != "of" or tokens[of + 1].low != "a":
        return False
    unit = phrases("units").at(tokens, of + 2)
    return unit is not None and unit.entry["dimension"] == "point"


def _is_share(tokens: Sequence[Token], after: int) -> bool:
    """Whether what follows a fraction word lets it be a share rather than an ordinal or half of a compound."""
    if after >= len(tokens):
        return True
    token = tokens[after]
    if token.kind == "dash":
        return token.text not in ("-", "\u2010", "\u2011")
    return token.kind in ("punct", "num") or token.low in clause_words("behind share")


def _after_ordinal(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and (
        tokens[first - 1].low in word_values("ordinal") or tokens[first - 1].low in ("a", "and", "other", "latter")
    )
