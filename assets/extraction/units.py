"""The unit of a number: currencies, physical units, rates. What stands before or after the digits, from the lexicons.

Belongs here: recognising a unit and its factor into the canonical one. Does not: the number, or what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from babel import Locale

from assets.extraction.nouns import singular
from assets.extraction.numbers import parse_digits
from assets.extraction.tokens import Token, Tokens
from assets.extraction.vocabulary import PhraseTable, phrases, scales, words
from warehouse.lexicon import Entry, lexicon, refused

KIND_OF_DIMENSION = {
    "money": "money",
    "ratio": "percentage",
    "point": "percentage",
    "fold": "fold",
    "time": "duration",
    "duration": "duration",
}
POUND = Decimal("0.00045359237")
WEIGHT_WINDOW = 4
"""Tokens before 'pounds' in which a word for weighing makes it a weight."""
_BEFORE = "stands before its number"
_RATE_PERIODS = {
    "annually": "year",
    "yearly": "year",
    "annum": "year",
    "year": "year",
    "yr": "year",
    "a.": "year",
    "day": "day",
    "d": "day",
    "daily": "day",
    "month": "month",
    "monthly": "month",
    "week": "week",
    "weekly": "week",
    "quarter": "quarter",
    "hour": "hour",
    "h": "hour",
    "minute": "minute",
    "second": "second",
}


@dataclass(slots=True)
class Unit:
    """Canonical unit with the factor that takes a printed value into it; tokens[first:last) say it."""

    canonical: str
    dimension: str
    factor: Decimal
    first: int
    last: int

    @property
    def kind(self) -> str:
        """The figure's kind that this unit makes."""
        if "/" in self.canonical and self.dimension not in ("speed",):
            return "rate"
        return KIND_OF_DIMENSION.get(self.dimension, "physical")


@cache
def _currencies() -> tuple[PhraseTable, PhraseTable]:
    """Currency signs and names that stand before, and those that stand after the number; ISO codes on both sides."""
    rows = lexicon("currencies")
    taken = {e.alias for e in rows} | refused("currencies")
    codes = [
        Entry(code, code, "und", True, "", "CLDR through babel", {"position": "both"})
        for code in map(str, Locale("en").currencies)
        if code not in taken and len(code) == 3
    ]
    entries = [*rows, *codes]
    return (
        PhraseTable(e for e in entries if e["position"] in ("before", "both")),
        PhraseTable(e for e in entries if e["position"] in ("after", "both")),
    )


@cache
def _worth(text: str) -> Decimal:
    return Decimal(text or "1")


def _factor(entry: Entry) -> Decimal:
    """What one of a row's unit is in the canonical one; 1 where the row says nothing."""
    return _worth(entry["factor"])


def currency_before(tokens: Sequence[Token], last: int) -> Unit | None:
    """A currency that ends just before tokens[last]: '$', 'US$', 'Rs', 'INR '."""
    match = _currencies()[0].ending_at(tokens, last)
    if match is None and last > 1 and tokens[last - 1].text == ".":
        match = _currencies()[0].ending_at(tokens, last - 1)  # 'Rs. 40'
    if match is None:
        return None
    return Unit(match.entry.canonical, "money", _factor(match.entry), match.first, last)


def currency_at(tokens: Sequence[Token], first: int) -> Unit | None:
    """A currency that begins at tokens[first], before its number: the second sign of '$5 to $7', 'RM5 to RM7'."""
    match = _currencies()[0].at(tokens, first)
    if match is None:
        return None
    return Unit(match.entry.canonical, "money", _factor(match.entry), match.first, match.last)


def unit_before(tokens: Sequence[Token], last: int) -> Unit | None:
    """A unit whose name stands before the number: 'magnitude 3.4', 'magnitude-3.4'."""
    end = last - 1 if last and tokens[last - 1].kind == "dash" else last
    match = phrases("units").ending_at(tokens, end)
    if match is None or match.entry.note != _BEFORE:
        return None
    return Unit(match.entry.canonical, match.entry["dimension"], _factor(match.entry), match.first, last)


def unit_after(tokens: Sequence[Token], first: int) -> Unit | None:
    """The unit that begins at tokens[first], a joining hyphen skipped ('480-MW', '25 - fold').

    It is asked for again by each reading of the number before it, so a sentence remembers the answer.
    """
    if not isinstance(tokens, Tokens):
        return _unit_after(tokens, first)
    if first not in tokens.units:
        tokens.units[first] = _unit_after(tokens, first)
    return cast("Unit | None", tokens.units[first])


def _unit_after(tokens: Sequence[Token], first: int) -> Unit | None:
    index = first
    if index < len(tokens) and tokens[index].kind == "dash":
        index += 1
    if index >= len(tokens):
        return None
    glued = tokens[index].start == tokens[index - 1].end if index else False
    physical = phrases("units").at(tokens, index)
    money = _currencies()[1].at(tokens, index)
    if index > first and (
        money is not None
        or (physical is not None and tokens[first].end != tokens[index].start and physical.entry.canonical != "fold")
    ):
        return None
    if money is not None and (physical is None or money.last > physical.last):
        if money.entry.alias == "p" and not glued:
            return None
        if money.entry.alias in ("pound", "pounds") and _weighs(tokens, index, money.last):
            return Unit("t", "mass", POUND, first, money.last)
        return Unit(money.entry.canonical, "money", _factor(money.entry), first, money.last)
    if physical is None or not _allowed(tokens, index, physical.last, physical.entry, glued):
        return None
    entry = physical.entry
    return Unit(entry.canonical, entry["dimension"], _factor(entry), first, physical.last)


def _weighs(tokens: Sequence[Token], pounds: int, last: int) -> bool:
    """Whether pounds are a weight: behind 'weighs', or 'of' a substance. Pounds of millions are money."""
    if tokens[pounds - 1].text in scales():
        return False
    if any(tokens[i].low in words("weight_words") for i in range(max(0, pounds - WEIGHT_WINDOW), pounds)):
        return True
    if last + 1 >= len(tokens) or tokens[last].low != "of":
        return False
    what = tokens[last + 1]
    plain = what.kind == "word" and not what.capitalised and what.low not in words("noun_stops")
    return plain and what.low not in words("money_words")


def _allowed(tokens: Sequence[Token], first: int, last: int, entry: Entry, glued: bool) -> bool:
    """Letters that are words elsewhere count as units only where they are glued or cannot be anything else."""
    text = tokens[first].text
    if text in ("C", "F") and last - first == 1:
        return glued and len(tokens[first - 1].text) > 1  # '42.6C', and no flat 3C
    if last - first == 1 and len(text) == 1 and text.isalpha():
        return glued or text in "mtg"
    if text.lower() in ("min", "x", "pc", "pp", "inch", "ft") and not glued:
        return text.lower() in ("min", "pp", "ft", "inch")
    return not (text.lower() == "second" and not (first and tokens[first - 1].kind == "num"))


def rate_after(tokens: Sequence[Token], unit_last: int) -> tuple[str, int] | None:
    """The denominator that follows a unit, canonical, and where it ends: 'per tonne', '/MWh', 'a day', 'annually'.

    A per-unit of mass or power stays as written ('t', 'MW'); the value is not rescaled by it except kilo and mega
    forms, which `denominator_factor` gives.
    """
    if unit_last >= len(tokens):
        return None
    if tokens[unit_last].kind == "dash":
        return _hyphened_rate(tokens, unit_last)
    token = tokens[unit_last]
    if token.low in ("annually", "yearly", "daily", "monthly", "weekly"):
        return _RATE_PERIODS[token.low], unit_last + 1
    if token.text == "/" and unit_last and tokens[unit_last - 1].kind == "num":
        digits = unit_last + 1 < len(tokens) and tokens[unit_last + 1].kind == "num"
        return None if digits else _denominator(tokens, unit_last + 1)  # '9/11' is no nine per eleven
    if token.text == "/" or token.low == "per":
        return _denominator(tokens, unit_last + 1)
    hyphen = unit_last + 1 < len(tokens) and tokens[unit_last + 1].kind == "dash"
    if token.low == "a" and hyphen and unit_last + 2 < len(tokens) and len(tokens[unit_last + 2].low) > 2:
        period = _RATE_PERIODS.get(tokens[unit_last + 2].low)
        return (period, unit_last + 3) if period is not None else None  # '£24 a-year'
    if token.low in ("a", "an", "each", "every") and unit_last + 1 < len(tokens):
        noun = tokens[unit_last + 1].low
        past = unit_last + 2 < len(tokens) and tokens[unit_last + 2].low in (
            "ago",
            "earlier",
            "before",
            "later",
            "after",
            "back",
            "on",
        )
        if noun in _RATE_PERIODS and noun not in ("a.", "h", "d", "second"):
            return None if past else (_RATE_PERIODS[noun], unit_last + 2)
        match = phrases("units").at(tokens, unit_last + 1)
        if (
            token.low in ("a", "an")
            and match is not None
            and match.entry["dimension"] in ("power", "mass", "oil volume", "energy", "area", "volume")
        ):
            return match.entry.canonical, match.last
    return None


def _hyphened_rate(tokens: Sequence[Token], dash: int) -> tuple[str, int] | None:
    """'$40-a-day', '£24 a-year': a rate joined by hyphens."""
    low = [t.low for t in tokens[dash : dash + 4]]
    joined = len(low) == 4 and low[1] in ("a", "an", "per") and tokens[dash + 2].kind == "dash"
    return (_RATE_PERIODS[low[3]], dash + 4) if joined and low[3] in _RATE_PERIODS and len(low[3]) > 2 else None


def _denominator(tokens: Sequence[Token], first: int) -> tuple[str, int] | None:
    if first < len(tokens) and tokens[first].kind == "num" and first + 1 < len(tokens):
        scaled = first + 2 if tokens[first + 1].text in scales() else first + 1  # 'per 1 million people'
        match = phrases("units").at(tokens, first + 1)  # 'per 50kg bag', 'per 10 grams'
        after = match.last if match else scaled
        if after < len(tokens) and tokens[after].kind == "word" and tokens[after].low not in words("noun_stops"):
            return singular(tokens[after].low), after + 1
        return None
    if first >= len(tokens) or tokens[first].kind != "word":
        return None
    low = tokens[first].low
    if low in _RATE_PERIODS:
        return _RATE_PERIODS[low], first + 1
    match = phrases("units").at(tokens, first)
    if match is not None:
        return match.entry.canonical, match.last
    if low in words("modifiers"):
        return None
    if low in words("noun_stops") or low in ("cent", "capita"):
        return ("person", first + 1) if low == "capita" else None
    return singular(low), first + 1


def denominator_factor(tokens: Sequence[Token], first: int, rate: tuple[str, int]) -> Decimal:
    """What one written denominator is in canonical units: 0.001 for 'per kWh' (MWh is canonical), 1 for 'per tonne'."""
    canonical, last = rate
    number = next((i for i in range(first, last) if tokens[i].kind == "num"), None)
    if number is not None and phrases("units").at(tokens, number + 1) is None:
        parsed = parse_digits(tokens[number].low)
        scale = scales().get(tokens[number + 1].text, (Decimal(1), ""))[0] if number + 1 < last else Decimal(1)
        return parsed[0] * scale if parsed and parsed[0] else Decimal(1)  # 'per 1,000 births'
    for index in range(first, last):
        match = phrases("units").at(tokens, index)
        if match is not None and match.entry.canonical == canonical and tokens[index].low not in _RATE_PERIODS:
            return _factor(match.entry)
    return Decimal(1)
