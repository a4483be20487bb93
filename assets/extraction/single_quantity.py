"""One quantity: a number with its unit or counted noun, its modifiers and sign, with exact token places.

Belongs here: what makes a single quantity. Does not: two numbers that hang together (`ranges`), or the scan (`quantities`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assets.extraction.counted import Counted, attribute, noun_behind, whole_behind
from assets.extraction.exclusions import TRIVIAL, names_term, reason_not_a_figure
from assets.extraction.folds_and_ranks import is_multiple
from assets.extraction.nouns import HYPHENS, counted_noun
from assets.extraction.numbers import Number, number_at
from assets.extraction.rates import denominator_factor, rate_after
from assets.extraction.tokens import Token
from assets.extraction.units import Unit, currency_before, magnitude_of, share_of_money, unit_after, without_excess
from assets.extraction.vocabulary import Match, phrases, phrases_where

FEW = 100
"""So few things are not a mark that a count passes: 'passed nine laws', 'topped 12 lists'."""


@dataclass(slots=True)
class Quantity:
    """A number with its unit at tokens[first:last); tokens[core_first:core_last) are the digits with their symbol."""

    first: int
    last: int
    core_first: int
    core_last: int
    kind: str
    unit: str
    dimension: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    step: Decimal
    modifier: str | None
    rule: str
    unit_first: int = 0
    unit_last: int = 0
    role: str = "main"
    sign: str = ""
    bare: bool = False
    scaled: bool = False
    pointed: bool = False
    step_low: Decimal | None = None
    factor: Decimal = Decimal(1)
    refused: str | None = None
    """Why the number is trivial: no figure, but a quantity for who asks for every number."""


def single(tokens: Sequence[Token], number: Number, money: Unit | None, *, sure: bool = False) -> Quantity | None:
    """One number with what belongs to it, or None when it is no figure; `sure` that it is none of those."""
    unit = money or unit_after(tokens, number.last)
    if unit is None and number.pointed and 1 <= number.value < 10:
        unit = magnitude_of(tokens, number.first, number.last)
    if unit is not None and unit.canonical == "fold" and money is None and not is_multiple(tokens, number, unit):
        return (
            None
            if number.form == "words" and unit.last < len(tokens) and tokens[unit.last].low == "out"
            else _occurrences(tokens, number, unit)
        )
    if unit is None and number.form == "fraction":
        return _share(tokens, number)
    noun = None if unit is not None else noun_behind(tokens, number)
    follows = "unit" if unit is not None else "noun" if noun is not None else None
    refused = None if sure else reason_not_a_figure(tokens, number, follows)
    if unit is not None and refused is None and names_term(tokens, number, unit.last, unit.dimension):
        refused = "term"
    if (
        _is_compound(tokens, number, unit)
        and phrases_where("modifiers", "side", "after").at(tokens, number.last) is None
    ):
        return None
    if follows is None and refused is None:
        noun = attribute(tokens, number)
        refused = "attribute" if noun is not None else None
    if refused is not None and refused not in TRIVIAL:
        return None
    made = _made(tokens, number, money, unit, noun)
    if refused is not None:
        made.refused = made.rule = refused
    return made


def _made(
    tokens: Sequence[Token], number: Number, money: Unit | None, unit: Unit | None, noun: Counted | None
) -> Quantity:
    core_first = money.first if money else number.first
    if unit is not None:
        return _with_unit(tokens, number, unit, core_first, max(number.last, unit.last if not money else 0))
    core_last = number.last
    last, name = (noun.end, noun.name) if noun is not None else (core_last, "")
    rate, factor = rate_after(tokens, last), Decimal(1)
    if rate is not None:
        factor = 1 / denominator_factor(tokens, last, rate)
        noun = noun or _noun_of_rate(tokens, rate[1])
        last, name = max(rate[1], noun.last if noun is not None else 0), f"{noun.name if noun else ''}/{rate[0]}"
    kind = "rate" if rate is not None else "count" if noun is not None else "number"
    quantity = finish(
        tokens, core_first, last, core_first, core_last,
        kind, name, "count", number.value * factor, count_step(number) * factor, "count",
    )  # fmt: skip
    unit_first, unit_last = (noun.first, noun.last) if noun is not None else (core_last, core_last)
    quantity.bare, quantity.scaled, quantity.factor = noun is None and rate is None, number.scaled, factor
    quantity.unit_first, quantity.unit_last = unit_first, unit_last
    return quantity


def _noun_of_rate(tokens: Sequence[Token], first: int) -> Counted | None:
    """'120,000 daily visitors': the noun behind an adverb of rate."""
    if not tokens[first - 1].low.endswith("ly"):
        return None
    noun = counted_noun(tokens, first, one=False)
    return Counted(first, noun[0], noun[1], noun[0]) if noun is not None else None


def _with_unit(tokens: Sequence[Token], number: Number, unit: Unit, core_first: int, core_last: int) -> Quantity:
    whole = share_of_money(tokens, unit, core_last)
    if whole is not None:
        return finish(
            tokens, core_first, whole, core_first, core_last,
            "percentage", "percent", "ratio", number.value, number.step, "pence in the pound",
        )  # fmt: skip
    rate = rate_after(tokens, core_last)
    canonical, dimension, kind, last, factor = unit.canonical, unit.dimension, unit.kind, core_last, unit.factor
    if rate is not None and _takes_rate(dimension, unit, rate[0]):
        canonical, dimension, kind = f"{canonical}/{rate[0]}", f"{dimension} rate", "rate"
        factor = factor / denominator_factor(tokens, core_last, rate)
        last = rate[1]
    value, step = number.value * factor, number.step * factor
    if canonical == "fold" and not step:
        step = value / 10  # 'three times' is read as widely as 'tripled'
    quantity = finish(
        tokens, core_first, last, core_first, core_last, kind, canonical, dimension, value, step, f"{kind} with unit"
    )
    quantity.unit_first, quantity.unit_last, quantity.factor = unit.first, unit.last, factor
    quantity.scaled, quantity.pointed = number.scaled, number.pointed
    return quantity


def _takes_rate(dimension: str, unit: Unit, period: str) -> bool:
    """Whether 'a week' behind the unit makes a rate: '30 hours a week' does, '5 per cent a year' stays a percentage."""
    if dimension == "time":
        return unit.factor < 1 and period in ("day", "week", "month", "year")  # hours and minutes, not '5 days a week'
    return dimension not in ("duration", "ratio", "point")


def _share(tokens: Sequence[Token], number: Number) -> Quantity | None:
    """A fraction without a unit is a share, in percent; its soft interval is two and a half points wide each way."""
    before = tokens[number.first - 1].low if number.first else ""
    if before in ("the", "first", "second", "and", "last") and tokens[number.first].low == "half":
        return None
    if before == "and" and tokens[number.last - 1].low == "half":
        return None  # 'an hour and a half'
    quantity = finish(
        tokens, number.first, number.last, number.first, number.last,
        "percentage", "percent", "ratio", number.value * 100, Decimal(5), "fraction in words",
    )  # fmt: skip
    whole = whole_behind(tokens, number.last)
    return quantity if whole is None else replace(quantity, unit_first=whole.first, unit_last=whole.last)


def _occurrences(tokens: Sequence[Token], number: Number, unit: Unit) -> Quantity | None:
    refused = reason_not_a_figure(tokens, number, "noun")
    if refused is not None and refused not in TRIVIAL:
        return None
    rate = rate_after(tokens, unit.last)
    last, name, kind = (rate[1], f"time/{rate[0]}", "rate") if rate is not None else (unit.last, "time", "count")
    quantity = finish(
        tokens, number.first, last, number.first, number.last,
        kind, name, "count", number.value, count_step(number), "count",
    )  # fmt: skip
    return replace(quantity, refused=refused, unit_first=number.last, unit_last=unit.last)


def exchange_rate(tokens: Sequence[Token], number: Number, money: Unit | None) -> Quantity | None:
    """'$1 = 86.39 rupees': the price of one currency in the other, 'INR/USD'."""
    base = money or unit_after(tokens, number.last)
    if base is None or base.dimension != "money" or number.value != 1:
        return None
    equals = max(number.last, base.last if money is None else 0)
    if equals + 1 >= len(tokens) or tokens[equals].text != "=":
        return None
    first = equals + 1
    if currency_before(tokens, first + 1) is not None and tokens[first].kind != "num":
        first += 1
    price = number_at(tokens, first, money=True) if first < len(tokens) else None
    unit = currency_before(tokens, first) if price is not None else None
    unit = unit or (unit_after(tokens, price.last) if price is not None else None)
    if price is None or unit is None or unit.dimension != "money":
        return None
    start, last = min(first, unit.first), max(price.last, unit.last)
    name = f"{unit.canonical}/{base.canonical}"
    return finish(
        tokens, start, last, start, last, "rate", name, "money rate", price.value, price.step, "exchange rate"
    )


def _is_compound(tokens: Sequence[Token], number: Number, unit: Unit | None) -> bool:
    """'two-way', 'four-lane', 'one another', 'top five': a number that is part of a word or of a list's name."""
    before = tokens[number.first - 1] if number.first else None
    if before is not None and before.low in ("top", "page", "chapter") and unit is None:
        return True
    if unit is not None or number.last + 1 >= len(tokens):
        return False
    after, beyond = tokens[number.last], tokens[number.last + 1]
    if number.value >= 100 and number.form == "digits":
        return False  # 'the 2,000-bed hospital'
    hung = after.text in HYPHENS and after.start == tokens[number.last - 1].end and beyond.start == after.end
    return hung and beyond.kind == "word"


def count_step(number: Number) -> Decimal:
    """Integers up to about 100 that count things are exact; a round large number is rounded to its last non-zero digit."""
    if number.scaled:
        return number.step
    if number.value != number.value.to_integral_value():
        return number.step
    if number.value <= 100:
        return Decimal(0)
    return Decimal(1)


def number_with_money(tokens: Sequence[Token], index: int, money: Unit | None) -> Number | None:
    """The number at `index`; '120m yuan' is read as money where the currency stands behind."""
    plain = number_at(tokens, index, money=money is not None)
    if plain is None or money is not None:
        return plain
    as_money = number_at(tokens, index, money=True)
    if as_money is not None and as_money.last > plain.last:
        unit = unit_after(tokens, as_money.last)
        if unit is not None and unit.dimension == "money":
            return as_money
    return plain


def finish(
    tokens: Sequence[Token], first: int, last: int, core_first: int, core_last: int,
    kind: str, unit: str, dimension: str, value: Decimal, step: Decimal, rule: str,
) -> Quantity:  # fmt: skip
    """A quantity with the modifiers around it and its sign."""
    sign = ""
    start = core_first
    if (
        start
        and tokens[start - 1].text in ("+", "-", "\u2212", "\u2013")
        and tokens[start - 1].end == tokens[start].start
    ):
        glued = (
            start >= 2
            and tokens[start - 2].end == tokens[start - 1].start
            and tokens[start - 2].kind in ("word", "num")
        )
        if not glued:
            sign, start = ("+" if tokens[start - 1].text == "+" else "-"), start - 1
    below = start - 1 if start and tokens[start - 1].kind == "dash" else start
    if below and tokens[below - 1].low == "minus" and dimension not in ("count", "time", "duration"):
        sign, start = "-", below - 1  # 'minus 4 °C', 'minus-4 °C'
    lead = phrases_where("modifiers", "side", "before").ending_at(tokens, start)
    trails = phrases_where("modifiers", "side", "after")
    trail = trails.at(tokens, last) or trails.at(tokens, core_last)
    if lead is not None and (_closes_tag(tokens, lead) or _moves_up(tokens, lead)):
        lead = None
    if lead is not None and lead.entry.canonical == "none":
        lead = None  # 'hands over 40'
    if lead is not None and lead.entry["form"] == "verb" and dimension == "count" and unit and value < FEW:
        lead = None  # 'passed nine laws'
    modifier = lead.entry.canonical if lead else trail.entry.canonical if trail else None
    if (
        trail is None
        and core_last < len(tokens)
        and tokens[core_last].text == "+"
        and tokens[core_last].start == tokens[core_last - 1].end
    ):
        modifier = modifier or "at_least"
    begin = lead.first if lead is not None and lead.entry["form"] != "verb" else start
    end = max(last, trail.last) if trail is not None and lead is None else last
    value = without_excess(-value if sign == "-" and dimension == "temperature" else value)
    return Quantity(
        begin, end, core_first, core_last, kind, unit, dimension, value, None, None, step, modifier, rule, sign=sign
    )


def _moves_up(tokens: Sequence[Token], lead: Match) -> bool:
    """'edged up to 4%': the 'up' is the verb's, and 'to' says the level."""
    verb = phrases("directions").ending_at(tokens, lead.first + 1) if lead.entry.alias == "up to" else None
    return verb is not None and verb.first < lead.first and verb.entry.canonical != "none"


def _closes_tag(tokens: Sequence[Token], lead: Match) -> bool:
    """Whether '>' ends a tag of markup: glued to a word that '<' or '/' leads."""
    index = lead.first
    if lead.entry.alias != ">":
        return False
    if index < 2 or tokens[index - 1].kind != "word" or tokens[index - 1].end != tokens[index].start:
        return False
    return tokens[index - 2].text in ("<", "/")
