"""What an amount is told by: 'per tonne', '/MWh', 'a day', 'a head', 'for every 1,000 residents', 'annually'.

Belongs here: the unit below the line and its factor. Does not: the unit above it (`units`), nor a denominator that stands
elsewhere in the sentence (`lent_rates`). The words are rows of the lexicon `rate_words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from assets.extraction.nouns import counted_noun, singular
from assets.extraction.numbers import parse_digits
from assets.extraction.tokens import Token
from assets.extraction.units import factor_of
from assets.extraction.vocabulary import phrases, scales, words
from warehouse.lexicon import lexicon

_DISTRIBUTES = ("a", "an", "each", "every")
_PRICED_BY = ("power", "mass", "oil volume", "energy", "area", "volume", "length")
"""Dimensions whose unit stands behind 'a': '$4 a barrel', '£30 a megawatt hour'."""


@cache
def rate_words(sense: str) -> dict[str, str]:
    """The words of one sense (period, short period, adverb, thing, no rate) -> their canonical unit."""
    return {entry.alias: entry.canonical for entry in lexicon("rate_words") if entry["sense"] == sense}


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
    if token.low in rate_words("adverb"):
        return rate_words("adverb")[token.low], unit_last + 1
    if token.text == "/" and unit_last and tokens[unit_last - 1].kind == "num":
        digits = unit_last + 1 < len(tokens) and tokens[unit_last + 1].kind == "num"
        return None if digits else _denominator(tokens, unit_last + 1)  # '9/11' is no nine per eleven
    if token.text == "/" or token.low == "per":
        return _denominator(tokens, unit_last + 1)
    if unit_last + 1 >= len(tokens):
        return None
    if token.low == "for" and tokens[unit_last + 1].low in ("each", "every"):
        return _for_every(tokens, unit_last + 2)
    return _distributed(tokens, unit_last) if token.low in _DISTRIBUTES else None


def _distributed(tokens: Sequence[Token], article: int) -> tuple[str, int] | None:
    """'a day', '£24 a-year', 'a head', 'each household', 'a barrel'; 'a year ago' and 'a share price' are none."""
    first = article + 1
    if tokens[first].kind == "dash":
        low = tokens[first + 1].low if first + 1 < len(tokens) else ""
        period = rate_words("period").get(low) if tokens[article].low == "a" else None
        return (period, first + 2) if period is not None else None
    match = phrases("units").at(tokens, first)
    low, after = tokens[first].low, tokens[first + 1] if first + 1 < len(tokens) else None
    past = after is not None and after.low in rate_words("no rate")
    if low in rate_words("period"):
        return None if past else (rate_words("period")[low], first + 1)
    if match is not None and tokens[article].low in ("a", "an") and match.entry["dimension"] in _PRICED_BY:
        distance = match.entry["dimension"] == "length" and match.last < len(tokens)
        away = distance and tokens[match.last].low in rate_words("no rate")
        return None if away else (match.entry.canonical, match.last)
    if low not in rate_words("thing") or past:
        return None
    goes_on = after is not None and after.kind == "word" and after.low not in words("noun_stops")
    return None if goes_on else (rate_words("thing")[low], first + 1)


def _for_every(tokens: Sequence[Token], first: int) -> tuple[str, int] | None:
    """'for every 1,000 residents', 'for each damaged house'."""
    if first < len(tokens) and (tokens[first].kind == "num" or tokens[first].low in rate_words("period")):
        return _denominator(tokens, first)
    unit = phrases("units").at(tokens, first)
    if unit is not None:
        return unit.entry.canonical, unit.last
    noun = counted_noun(tokens, first, one=True)
    return (noun[1].split(" ")[-1], noun[0]) if noun is not None else None


def _hyphened_rate(tokens: Sequence[Token], dash: int) -> tuple[str, int] | None:
    """'$40-a-day', '£24 a-year': a rate joined by hyphens."""
    low = [t.low for t in tokens[dash : dash + 4]]
    joined = len(low) == 4 and low[1] in ("a", "an", "per") and tokens[dash + 2].kind == "dash"
    return (rate_words("period")[low[3]], dash + 4) if joined and low[3] in rate_words("period") else None


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
    period = rate_words("period").get(low) or rate_words("short period").get(low) or rate_words("adverb").get(low)
    if period is not None:
        return period, first + 1
    match = phrases("units").at(tokens, first)
    if match is not None:
        return match.entry.canonical, match.last
    if low in ("head", "capita"):
        return "person", first + 1
    if low in words("modifiers") or low in words("noun_stops") or low == "cent":
        return None
    behind = tokens[first + 1].low if first + 1 < len(tokens) else ""
    if low not in rate_words("thing") and behind in rate_words("thing"):
        return rate_words("thing")[behind], first + 2  # 'per diluted share'
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
        known = tokens[index].low in rate_words("period") or tokens[index].low in rate_words("short period")
        if match is not None and match.entry.canonical == canonical and not known:
            return factor_of(match.entry)
    return Decimal(1)
