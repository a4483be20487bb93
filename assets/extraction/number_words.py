"""Numbers in words: 'twenty-five', 'three hundred and twelve', 'two and a half', 'a dozen', 'half a million'.

Belongs here: the words up to a scale ('two hundred' of 'two hundred thousand'). Does not: scales and what is added behind
them, which numbers in digits have as well (`numbers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from assets.extraction.digits import Numeral
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, scales, word_values

_HYPHENS = ("-", "\u2010", "\u2011")
_ARTICLES = ("a", "an")
_HALF = Decimal("0.5")
MAX_DECIMAL_WORDS = 4
"""Digits said behind 'point': 'two point seven five'."""


@cache
def number_leads() -> frozenset[str]:
    """The words that a number in words can begin with."""
    return frozenset((*word_values("cardinal"), *word_values("tens"), *_ARTICLES, "half"))


def spoken_at(tokens: Sequence[Token], first: int) -> Numeral | None:
    """The number in words that begins at tokens[first], without its scale."""
    if tokens[first].low in _ARTICLES:
        return _with_article(tokens, first)
    small = small_at(tokens, first)
    return _extended(tokens, first, small) if small is not None else None


def small_at(tokens: Sequence[Token], first: int) -> Numeral | None:
    """A number below a hundred: 'seven', 'nineteen', 'twenty', 'twenty-five'."""
    if first >= len(tokens):
        return None
    cardinals, tens = word_values("cardinal"), word_values("tens")
    low = tokens[first].low
    if low in cardinals:
        return Numeral(Decimal(cardinals[low]), first + 1)
    if low not in tens:
        return None
    joined = joined_at(tokens, first + 1)
    ones = int(cardinals.get(tokens[joined].low, "0")) if joined < len(tokens) else 0
    if 0 < ones < 10:
        return Numeral(Decimal(tens[low]) + ones, joined + 1)
    return Numeral(Decimal(tens[low]), first + 1)


def joined_at(tokens: Sequence[Token], index: int) -> int:
    """The place of the next word of a number: a hyphen between words is passed over ('two-and-a-half')."""
    if index + 1 < len(tokens) and tokens[index].text in _HYPHENS and tokens[index].end == tokens[index + 1].start:
        return index + 1
    return index


def follows_between(tokens: Sequence[Token], first: int) -> bool:
    """Whether 'between' stands before a number at tokens[first], so that its 'and' leads to another one."""
    return any(tokens[i].low == "between" for i in range(max(0, first - 3), first))


def _lows(tokens: Sequence[Token], index: int, count: int) -> list[str]:
    """The next words of a number from tokens[index] on, in lower case, and behind them ends of sentence."""
    found: list[str] = []
    for _ in range(count):
        index = joined_at(tokens, index)
        found.append(tokens[index].low if index < len(tokens) else "")
        index += 1
    return found


def _past(tokens: Sequence[Token], index: int, count: int) -> int:
    """The end of `count` words of a number that begin at tokens[index]."""
    for _ in range(count):
        index = joined_at(tokens, index) + 1
    return index


_HALVED = frozenset(("ratio", "point", "time", "duration", "length", "mass", "volume"))
"""Dimensions of units of which 'half a' tells the half of one: 'half an hour'."""


def half_of_scale(tokens: Sequence[Token], first: int) -> Numeral | None:
    """'half a million', 'a half-million', 'half a dozen', 'half a percent', 'half an hour'; never the 'second half'."""
    lead = 1 if tokens[first].low in _ARTICLES else 0
    low = _lows(tokens, first, lead + 2)
    if low[lead] != "half" or (first and tokens[first - 1].low in word_values("ordinal")):
        return None
    article = 1 if low[lead + 1] in _ARTICLES else 0
    last = _past(tokens, first, lead + 1 + article)
    scale = joined_at(tokens, last)
    if scale >= len(tokens):
        return None
    if tokens[scale].low in word_values("dozen"):
        return Numeral(Decimal(6), scale + 1)
    if _is_scale(tokens[scale]):
        return Numeral(_HALF, last)
    unit = phrases("units").at(tokens, scale) if article else None
    return Numeral(_HALF, last) if unit is not None and unit.entry["dimension"] in _HALVED else None


def _with_article(tokens: Sequence[Token], first: int) -> Numeral | None:
    """'a dozen', 'a hundred and fifty', 'a million'."""
    index = first + 1
    if index >= len(tokens):
        return None
    if tokens[index].low in word_values("dozen"):
        return Numeral(Decimal(12), index + 1)
    if tokens[index].low == "hundred":
        return _hundreds(tokens, first, index, Decimal(1))
    return Numeral(Decimal(1), index, Decimal(1)) if _is_scale(tokens[index]) else None


def _is_scale(token: Token) -> bool:
    return token.text in scales() and scales()[token.text][1] == "word"


def _extended(tokens: Sequence[Token], first: int, small: Numeral) -> Numeral:
    """Adds 'and a half', 'hundred [and five]', 'dozen', 'point five' to a small number that has been read."""
    low = _lows(tokens, small.last, 3)
    if low == ["and", "a", "half"]:
        return Numeral(small.value + _HALF, _past(tokens, small.last, 3))
    if low == ["and", "a", "quarter"]:
        return Numeral(small.value + _HALF / 2, _past(tokens, small.last, 3))
    if low[0] == "dozen":
        return Numeral(small.value * 12, _past(tokens, small.last, 1))
    if low[0] == "hundred":
        return _hundreds(tokens, first, joined_at(tokens, small.last), small.value)
    if low[0] == "point":
        return _with_decimals(tokens, small)
    return small


def _hundreds(tokens: Sequence[Token], first: int, index: int, count: Decimal) -> Numeral:
    """'three hundred and twelve' from its 'hundred' at tokens[index] on."""
    bare = Numeral(count * 100, index + 1, Decimal(100))
    start = joined_at(tokens, index + 1)
    joined = start < len(tokens) and tokens[start].low == "and"
    if joined and follows_between(tokens, first):
        return bare
    rest = small_at(tokens, joined_at(tokens, start + 1) if joined else start)
    if rest is None or not rest.value or _lows(tokens, rest.last, 1)[0] in ("hundred", "dozen"):
        return bare
    return Numeral(bare.value + rest.value, rest.last)


def _with_decimals(tokens: Sequence[Token], whole: Numeral) -> Numeral:
    """'two point seven five': digits said one by one behind 'point'."""
    cardinals = word_values("cardinal")
    digits, index = "", _past(tokens, whole.last, 1)
    while index < len(tokens) and len(digits) < MAX_DECIMAL_WORDS and len(cardinals.get(tokens[index].low, "")) == 1:
        digits, index = digits + cardinals[tokens[index].low], index + 1
    if not digits:
        return whole
    return Numeral(whole.value + Decimal(f"0.{digits}"), index, Decimal(1).scaleb(-len(digits)))
