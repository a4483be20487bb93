"""The unit of a number: currencies, physical units. What stands before or after the digits, from the lexicons.

Belongs here: recognising a unit and its factor into the canonical one. Does not: what stands below the line (`rates`), the
number, or what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache
from typing import cast

from babel import Locale

from assets.extraction.clause_words import clause_words
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
SURE_DIGITS = 26
"""Digits of a value that is a product with an inexact factor which can be trusted."""
QUAKE_REACH = 10
"""Tokens before 'measured 5.1' in which the quake stands."""
_BEFORE = "stands before its number"


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
def written_factor(factor: str) -> Decimal:
    """The value of a factor as rows write it: '1609.344', '1/24', 1 where they say nothing."""
    top, _, bottom = factor.partition("/")
    return Decimal(top or "1") / Decimal(bottom or "1")


def factor_of(entry: Entry) -> Decimal:
    """What one of the row's unit is in its canonical one."""
    return written_factor(entry["factor"])


def without_excess(value: Decimal) -> Decimal:
    """The value without the digits that a factor such as 1/24 leaves behind: 24 hours are one day, and nothing more."""
    if len(value.as_tuple().digits) <= SURE_DIGITS:
        return value
    rounded = Context(prec=SURE_DIGITS).plus(value)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


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


def currency_before(tokens: Sequence[Token], last: int) -> Unit | None:
    """A currency that ends just before tokens[last]: '$', 'US$', 'Rs', 'INR '."""
    match = _currencies()[0].ending_at(tokens, last)
    if match is None and last > 1 and tokens[last - 1].text == ".":
        match = _currencies()[0].ending_at(tokens, last - 1)  # 'Rs. 40'
    if match is None:
        return None
    return Unit(match.entry.canonical, "money", factor_of(match.entry), match.first, last)


def currency_at(tokens: Sequence[Token], first: int) -> Unit | None:
    """A currency that begins at tokens[first], before its number: the second sign of '$5 to $7', 'RM5 to RM7'."""
    match = _currencies()[0].at(tokens, first)
    if match is None:
        return None
    return Unit(match.entry.canonical, "money", factor_of(match.entry), match.first, match.last)


def unit_before(tokens: Sequence[Token], last: int) -> Unit | None:
    """A unit whose name stands before the number: 'magnitude 3.4', 'magnitude-3.4'."""
    end = last - 1 if last and tokens[last - 1].kind == "dash" else last
    match = phrases("units").ending_at(tokens, end)
    if match is None or match.entry.note != _BEFORE:
        return None
    return Unit(match.entry.canonical, match.entry["dimension"], factor_of(match.entry), match.first, last)


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
        return Unit(money.entry.canonical, "money", factor_of(money.entry), first, money.last)
    if physical is None or not _allowed(tokens, index, physical.last, glued):
        return None
    entry = physical.entry
    return Unit(entry.canonical, entry["dimension"], factor_of(entry), first, physical.last)


def share_of_money(tokens: Sequence[Token], unit: Unit, last: int) -> int | None:
    """The end of '36p in every pound', '40 cents on the dollar': a hundredth of a whole is a percent."""
    if unit.dimension != "money" or unit.factor != Decimal("0.01") or last + 2 >= len(tokens):
        return None
    if tokens[last].low not in ("in", "on") or tokens[last + 1].low not in ("the", "every", "each"):
        return None
    whole = _currencies()[1].at(tokens, last + 2)
    return whole.last if whole is not None and whole.entry.canonical == unit.canonical else None


def magnitude_of(tokens: Sequence[Token], number: int, last: int) -> Unit | None:
    """The magnitude of 'a 5.8 quake' and 'the strongest aftershock measured 5.1', for a number with a decimal point."""
    behind = last < len(tokens) and tokens[last].low in clause_words("quake")
    told = number > 0 and tokens[number - 1].low in clause_words("measured")
    reach = range(max(0, number - QUAKE_REACH), number)
    if not behind and not (told and any(tokens[i].low in clause_words("quake") for i in reach)):
        return None
    return Unit("magnitude", "magnitude", Decimal(1), last, last)


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


def _allowed(tokens: Sequence[Token], first: int, last: int, glued: bool) -> bool:
    """Letters that are words elsewhere count as units only where they are glued or cannot be anything else."""
    text = tokens[first].text
    if text in ("C", "F") and last - first == 1:
        return glued and len(tokens[first - 1].text) > 1  # '42.6C', and no flat 3C
    if last - first == 1 and len(text) == 1 and text.isalpha():
        return glued or text in "mtg"
    if text.lower() in ("min", "x", "pc", "pp", "inch", "ft") and not glued:
        return text.lower() in ("min", "pp", "ft", "inch")
    return not (text.lower() == "second" and not (first and tokens[first - 1].kind == "num"))
