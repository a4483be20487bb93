"""Reads one number out of tokens: digits in every convention, number words, fractions, scales. No units, no meaning.

Each value comes with its step: the worth of the last printed digit, from which the interval is made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assets.extraction.clause_words import clause_words
from assets.extraction.nouns import counted_noun
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, scales, word_values, words

MAX_SCALES = 2
"""Scale words behind one number: '1.2 lakh crore' has two."""
MAX_EXPONENT_DIGITS = 3
MAX_DIGITS = 24
"""Longer digit strings are identifiers, not quantities."""
_SHARE_BOTTOMS = frozenset((3, 4, 5, 10, 20, 100))
"""What people count shares in: 'nine in 10'; 'two in 17 days' is none."""
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_FUNCTION_WORDS = frozenset(
    "of the a an more less higher lower from in to off on by against since at than that this its their his her was were is"
    " are has have will would and or but as for with over under during after before between among when while which who"
    " below above up down longer shorter cheaper larger smaller bigger fewer greater not each every per last".split()
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens[first:last). `step` is 0 where the number is exact by nature; `form` names how it is written."""

    first: int
    last: int
    value: Decimal
    step: Decimal
    form: str  # digits, words, fraction
    scaled: bool = False
    pointed: bool = False  # printed with a decimal point


def parse_digits(text: str) -> tuple[Decimal, Decimal] | None:
    """Value and worth of the last digit of a digit string, or None when it is no number (a version, an address).

    1,345.5 · 1.345,5 · 1'345 · 12,34,567 · 1 345 with a no-break space. A lone dot is a decimal point.
    """
    plain = re.sub(r"[\u00a0\u202f'’]", "", text)
    if len(plain) > MAX_DIGITS:
        return None
    commas, dots = plain.count(","), plain.count(".")
    if commas and dots:
        decimal_mark = max(",.", key=plain.rfind)
        other = "," if decimal_mark == "." else "."
        if plain.count(decimal_mark) > 1 or plain.find(other) > plain.find(decimal_mark):
            return None
        whole, fraction = plain.replace(other, "").split(decimal_mark)
        return _decimal(whole, fraction)
    if commas:
        if _THOUSANDS.fullmatch(plain):
            return _decimal(plain.replace(",", ""), "")
        return _decimal(*plain.split(",")) if commas == 1 else None
    if dots > 1:
        groups = plain.split(".")
        grouped = 1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
        return _decimal("".join(groups), "") if grouped else None
    whole, _, fraction = plain.partition(".")
    return _decimal(whole, fraction)


def _decimal(whole: str, fraction: str) -> tuple[Decimal, Decimal]:
    value = Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)
    return value, Decimal(1).scaleb(-len(fraction))


def number_at(tokens: Sequence[Token], first: int, *, money: bool = False) -> Number | None:
    """The longest number that begins at tokens[first], its scale included; `money` lets a lone 'm' mean million."""
    token = tokens[first]
    if token.kind == "num":
        found = _digits_at(tokens, first)
    elif token.kind == "frac":
        found = Number(first, first + 1, Decimal(str(unicodedata.numeric(token.text))), Decimal(0), "fraction")
    elif token.text == "." and _leads_decimal(tokens, first):
        found = _point_first(tokens, first)
    elif token.kind == "word":
        found = (
            _half_of_scale(tokens, first)
            or _part_of_point(tokens, first)
            or _fraction_at(tokens, first)
            or _words_at(tokens, first)
        )
    else:
        return None
    return None if found is None else _with_scale(tokens, found, money)


def _leads_decimal(tokens: Sequence[Token], first: int) -> bool:
    """Whether a lone dot begins a number: '.275', not 'No.5'."""
    if first + 1 >= len(tokens) or tokens[first + 1].kind != "num" or tokens[first + 1].start != tokens[first].end:
        return False
    before = tokens[first - 1] if first else None
    return before is None or before.end < tokens[first].start or before.text in ("(", "$", "£", "€")


def _point_first(tokens: Sequence[Token], first: int) -> Number | None:
    digits = tokens[first + 1].text
    if not digits.isdecimal() or len(digits) > MAX_DIGITS:
        return None
    return Number(first, first + 2, Decimal(f"0.{digits}"), Decimal(1).scaleb(-len(digits)), "digits", pointed=True)


def _digits_at(tokens: Sequence[Token], first: int) -> Number | None:
    parsed = parse_digits(tokens[first].low)
    if parsed is None:
        return None
    value, step = parsed
    last = first + 1
    if last < len(tokens):
        after = tokens[last]
        adjacent = after.start == tokens[first].end
        if adjacent and after.kind == "word" and after.low in ("st", "nd", "rd", "th", "s"):
            return None  # an ordinal, a decade
        if adjacent and after.kind == "frac":
            return Number(
                first, last + 1, value + Decimal(str(unicodedata.numeric(after.text))), Decimal(0), "fraction"
            )
        power = _power_of_ten(tokens, first, value, step)
        if power is not None:
            return power
        share = _out_of(tokens, first, last, value) or _slash_fraction(tokens, first, value)
        if share is not None:
            return share
    if [t.low for t in tokens[last : last + 2]] == ["of", "a"]:
        unit = phrases("units").at(tokens, last + 2)
        if unit is not None and unit.entry["dimension"] == "point":
            last += 2  # '0.25 of a percentage point'
    return Number(first, last, value, step, "digits", pointed=step < 1)


def _power_of_ten(tokens: Sequence[Token], first: int, value: Decimal, step: Decimal) -> Number | None:
    """'3.2×10^8', '3.2 × 10−8', '3.2×10⁸'."""
    if first + 3 >= len(tokens) or tokens[first + 1].text not in ("×", "x", "*") or tokens[first + 2].text != "10":
        return None
    mark, last = tokens[first + 3], first + 4
    if mark.start != tokens[first + 2].end:
        return None
    raised = unicodedata.normalize("NFKC", mark.text).replace("\u2212", "-")
    if mark.kind == "dash" or mark.text == "^":
        signed = mark.text == "^" and last < len(tokens) and tokens[last].kind == "dash"
        at = last + signed
        if at >= len(tokens) or not tokens[at].text.isdecimal() or tokens[at].start != tokens[at - 1].end:
            return None
        raised, last = ("-" if mark.kind == "dash" or signed else "") + tokens[at].text, at + 1
    if not raised.lstrip("-").isdecimal() or len(raised) > MAX_EXPONENT_DIGITS:
        return None
    power = Decimal(10) ** int(raised)
    return Number(first, last, value * power, step * power, "digits", scaled=True, pointed=step < 1)


def _slash_fraction(tokens: Sequence[Token], first: int, top: Decimal) -> Number | None:
    """'2/3 of voters'; without 'of' behind it may be a date, a score or a name."""
    low = [t.low for t in tokens[first : first + 4]]
    if len(low) < 4 or low[1] != "/" or not low[2].isdecimal() or not 0 < top < int(low[2]) <= 100:
        return None
    if low[3] != "of" and low[3] not in ("pound", "pounds") and phrases("units").at(tokens, first + 3) is None:
        return None
    return Number(first, first + 3, top / int(low[2]), Decimal(0), "fraction")


def _out_of(tokens: Sequence[Token], first: int, last: int, top: Decimal) -> Number | None:
    """'1 in 7', 'three out of four' as a share of one."""
    low = [t.low for t in tokens[last : last + 2]]
    skip = 1 if low[:1] == ["in"] and 0 < top < 10 else 2 if low == ["out", "of"] else 0
    if not skip or last + skip >= len(tokens):
        return None
    below = tokens[last + skip]
    bottom = None
    if below.kind == "num":
        parsed = parse_digits(below.text)
        bottom = parsed[0] if parsed else None
    elif below.low in word_values("cardinal"):
        bottom = Decimal(word_values("cardinal")[below.low])
    if bottom is None or not top < bottom <= 1000 or bottom != bottom.to_integral_value():
        return None
    if skip == 1 and top > 1 and bottom not in _SHARE_BOTTOMS:
        return None
    return Number(first, last + skip + 1, top / bottom, Decimal(0), "fraction")


def _fraction_at(tokens: Sequence[Token], first: int) -> Number | None:
    """'a third', 'two-thirds', 'half': a share in words; never an ordinal ('a third term', 'second half')."""
    fractions, cardinals = word_values("fraction"), word_values("cardinal")
    word = tokens[first].low
    if word == "half" and _is_share(tokens, first + 1) and not _after_ordinal(tokens, first):
        return Number(first, first + 1, Decimal("0.5"), Decimal(0), "fraction")
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
    return Number(first, index + 1, share, Decimal(0), "fraction") if share < 1 else None


def _is_share(tokens: Sequence[Token], after: int) -> bool:
    """Whether what follows a fraction word lets it be a share rather than an ordinal or half of a compound."""
    if after >= len(tokens):
        return True
    token = tokens[after]
    if token.kind == "dash":
        return token.text not in ("-", "\u2010", "\u2011")
    return token.kind in ("punct", "num") or token.low in _FUNCTION_WORDS


def _after_ordinal(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and (
        tokens[first - 1].low in word_values("ordinal") or tokens[first - 1].low in ("a", "and", "other", "latter")
    )


def _half_of_scale(tokens: Sequence[Token], first: int) -> Number | None:
    """'half a million', 'half a dozen'."""
    if [t.low for t in tokens[first : first + 2]] != ["half", "a"] or first + 2 >= len(tokens):
        return None
    third = tokens[first + 2].low
    if third in word_values("dozen"):
        return Number(first, first + 3, Decimal(6), Decimal(0), "words")
    unit = phrases("units").at(tokens, first + 2)
    of_percent = unit is not None and unit.entry["dimension"] in ("ratio", "point")
    return Number(first, first + 2, Decimal("0.5"), Decimal(0), "words") if third in scales() or of_percent else None


def _part_of_point(tokens: Sequence[Token], first: int) -> Number | None:
    """'a quarter of a percentage point': a part of one unit, and no share of anything."""
    share = _fraction_at(tokens, first)
    if share is None or [t.low for t in tokens[share.last : share.last + 2]] not in (["of", "a"], ["of", "one"]):
        return None
    unit = phrases("units").at(tokens, share.last + 2)
    return Number(first, share.last + 2, share.value, Decimal(0), "words") if unit is not None else None


def _words_at(tokens: Sequence[Token], first: int) -> Number | None:
    """Cardinals in words: 'twenty-five', 'six hundred', 'two and a half', 'a dozen', 'half a million', 'a million'."""
    cardinals, tens, dozens = word_values("cardinal"), word_values("tens"), word_values("dozen")
    low = tokens[first].low
    following = tokens[first + 1].low if first + 1 < len(tokens) else ""
    if low in ("a", "an") and following in dozens:
        return Number(first, first + 2, Decimal(12), Decimal(0), "words")
    if low in ("a", "an") and following in scales() and scales()[following][1] == "word":
        return Number(first, first + 1, Decimal(1), Decimal(1), "words")
    value, index = Decimal(0), first
    if low in tens:
        value, index = Decimal(tens[low]), first + 1
        joined = index + 1 if index < len(tokens) and tokens[index].kind == "dash" else index
        if joined < len(tokens) and 0 < int(cardinals.get(tokens[joined].low, "0")) < 10:
            value, index = value + Decimal(cardinals[tokens[joined].low]), joined + 1
    elif low in cardinals:
        value, index = Decimal(cardinals[low]), first + 1
        share = _out_of(tokens, first, index, value)
        if share is not None:
            return share
    else:
        return None
    return _extend_words(tokens, first, index, value)


def _extend_words(tokens: Sequence[Token], first: int, index: int, value: Decimal) -> Number:
    """Adds 'and a half', 'hundred [and five]', 'dozen' to a cardinal that has been read."""
    low = [t.low for t in tokens[index : index + 3]]
    if low == ["and", "a", "half"]:
        return Number(first, index + 3, value + Decimal("0.5"), Decimal(0), "words")
    if low[:1] == ["dozen"]:
        return Number(first, index + 1, value * 12, Decimal(0), "words")
    if low[:1] == ["hundred"]:
        index += 1
        value *= 100
        start = index + 1 if index < len(tokens) and tokens[index].low == "and" else index
        rest = (
            _words_at(tokens, start) if start < len(tokens) and tokens[start].low not in ("a", "an", "half") else None
        )
        if rest is not None and rest.value < 100 and rest.form == "words":
            return Number(first, rest.last, value + rest.value, Decimal(0), "words")
        return Number(first, index, value, Decimal(100), "words")
    return Number(first, index, value, Decimal(0), "words")


def _with_scale(tokens: Sequence[Token], number: Number, money: bool) -> Number:
    """Multiplies by the scale words that follow ('3.7bn', '1.2 lakh crore', '1-million')."""
    for _ in range(MAX_SCALES):
        index = number.last
        if index >= len(tokens):
            break
        if tokens[index].kind == "dash" and index + 1 < len(tokens) and tokens[index + 1].start == tokens[index].end:
            index += 1
        if index >= len(tokens):
            break
        scale = scales().get(tokens[index].text)
        if scale is None or (number.form == "fraction" and number.step == 0 and scale[1] != "word"):
            break
        factor, form = scale
        glued = tokens[index].start == number_end(tokens, number)
        if form == "letter" and not glued and tokens[index].text == "B" and _counts_things(tokens, index + 1):
            form = "word"  # '3 B people'
        if form == "letter" and not _letter_scales(tokens, index, glued, money):
            break
        if form == "abbreviation" and tokens[index].low in ("cr", "tn", "mil", "bil") and not (money or glued):
            break
        step = (
            number.step * factor
            if number.step
            else (factor if number.value == number.value.to_integral_value() else Decimal(0))
        )
        number = replace(number, last=index + 1, value=number.value * factor, step=step, scaled=True)
        if number.form == "fraction":
            number = replace(number, form="words", step=factor / 10)
        if form == "letter":
            break
    return number


def number_end(tokens: Sequence[Token], number: Number) -> int:
    """Character offset just past the number."""
    return tokens[number.last - 1].end


def _letter_scales(tokens: Sequence[Token], index: int, glued: bool, money: bool) -> bool:
    """Whether a lone letter is a scale: always after money, 'k' when glued, 'm' before a counted noun or a unit."""
    letter = tokens[index].text
    if money:
        return glued or letter in "mMbB"
    if not glued:
        return False
    if letter in "kK":
        return True
    return letter in "mMbB" and _counts_things(tokens, index + 1)


def _counts_things(tokens: Sequence[Token], first: int) -> bool:
    """Whether '2.7m' is followed by things rather than by what is so many metres: 'users', 'of its users', 'paid digital users'.

    An adjective of size ('long', 'deep') or an article of one thing makes the letter a metre.
    """
    if first + 1 < len(tokens) and tokens[first].low == "of" and tokens[first + 1].low in clause_words("owner"):
        first += 2
    if first < len(tokens) and tokens[first].low in clause_words("periodically"):
        first += 1
    noun = counted_noun(tokens, first, one=False)
    return noun is not None and not any(tokens[i].low in words("size_words") for i in range(first, noun[0]))
