"""Scans a sentence's tokens for quantities: number, unit or counted noun, range, modifier, with exact token places.

Belongs here: how the pieces of one quantity hang together. What the quantity is about is decided later, from context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assets.extraction.exclusions import is_year, reason_not_a_figure
from assets.extraction.folds_and_ranks import fold_word_at, is_multiple, rank_at
from assets.extraction.nouns import counted_noun
from assets.extraction.numbers import Number, number_at
from assets.extraction.tokens import Token
from assets.extraction.units import Unit, currency_before, denominator_factor, rate_after, unit_after, unit_before
from assets.extraction.vocabulary import phrases, phrases_where, word_values

_ASCENDING_MARKS = frozenset(("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"))
_COUNT_LEADS = frozenset(("of", "out"))
_DETERMINERS = frozenset("the its their his her these those our them all".split())


@dataclass(frozen=True, slots=True)
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


def scan(tokens: Sequence[Token]) -> list[Quantity]:
    """All quantities of a sentence, in order; numbers that are no figures are passed over."""
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        quantities, after = _at(tokens, index)
        found.extend(quantities)
        index = max(after, index + 1)
    return _share_counts(tokens, found)


def _at(tokens: Sequence[Token], index: int) -> tuple[list[Quantity], int]:
    token = tokens[index]
    if token.kind == "word":
        rank = rank_at(tokens, index)
        if rank is not None:
            value, last = rank
            return [
                _finish(tokens, index, last, index, last, "rank", "rank", "rank", value, Decimal(0), "rank phrase")
            ], last
        fold = fold_word_at(tokens, index)
        if fold is not None:
            step = Decimal("0.2") if fold == 2 else Decimal("0.1") * fold
            quantity = _finish(
                tokens, index, index + 1, index, index + 1, "fold", "fold", "fold", fold, step, "multiple word"
            )
            return [quantity], index + 1
    money = currency_before(tokens, index) or unit_before(tokens, index)
    number = _number(tokens, index, money)
    if number is None:
        return [], index + 1
    rate = _exchange_rate(tokens, number, money)
    if rate is not None:
        return [rate], rate.last
    pair = _pair(tokens, number, money)
    if pair is not None:
        return pair
    quantity = _single(tokens, number, money)
    return ([quantity] if quantity else []), quantity.last if quantity else number.last


def _exchange_rate(tokens: Sequence[Token], number: Number, money: Unit | None) -> Quantity | None:
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
    return _finish(
        tokens, start, last, start, last, "rate", name, "money rate", price.value, price.step, "exchange rate"
    )


def _number(tokens: Sequence[Token], index: int, money: Unit | None) -> Number | None:
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


def _single(tokens: Sequence[Token], number: Number, money: Unit | None) -> Quantity | None:
    """One number with what belongs to it, or None when it is no figure."""
    unit = money or unit_after(tokens, number.last)
    if unit is not None and unit.canonical == "fold" and money is None and not is_multiple(tokens, number, unit):
        return (
            None
            if number.form == "words" and unit.last < len(tokens) and tokens[unit.last].low == "out"
            else _occurrences(tokens, number, unit)
        )
    if unit is None and number.form == "fraction":
        return _share(tokens, number)
    noun = None if unit is not None else _noun(tokens, number)
    follows = "unit" if unit is not None else "noun" if noun is not None else None
    if reason_not_a_figure(tokens, number, follows) is not None or _is_compound(tokens, number, unit):
        return None
    core_first = money.first if money else number.first
    if unit is not None:
        return _with_unit(tokens, number, unit, core_first, max(number.last, unit.last if not money else 0))
    core_last = number.last
    last, name = noun if noun is not None else (core_last, "")
    rate = rate_after(tokens, last)
    if rate is not None:
        last, name = rate[1], f"{name}/{rate[0]}"
    kind = "rate" if rate is not None else "count" if noun is not None else "number"
    quantity = _finish(
        tokens, core_first, last, core_first, core_last, kind, name, "count", number.value, _count_step(number), "count"
    )
    return replace(
        quantity, bare=noun is None and rate is None, unit_first=core_last, unit_last=last, scaled=number.scaled
    )


def _with_unit(tokens: Sequence[Token], number: Number, unit: Unit, core_first: int, core_last: int) -> Quantity:
    rate = rate_after(tokens, core_last)
    canonical, dimension, kind, last, factor = unit.canonical, unit.dimension, unit.kind, core_last, unit.factor
    if rate is not None and dimension not in ("time", "duration", "ratio", "point"):
        canonical, dimension, kind = f"{canonical}/{rate[0]}", f"{dimension} rate", "rate"
        factor = factor / denominator_factor(tokens, core_last, rate)
        last = rate[1]
    value, step = number.value * factor, number.step * factor
    if unit.canonical == "percent" and number.form == "fraction" and number.value < 1:
        value, step = number.value, number.step  # 'half a percent'
    if canonical == "fold" and not step:
        step = value / 10  # 'three times' is read as widely as 'tripled'
    quantity = _finish(
        tokens, core_first, last, core_first, core_last, kind, canonical, dimension, value, step, f"{kind} with unit"
    )
    return replace(quantity, unit_first=unit.first, unit_last=unit.last, scaled=number.scaled)


def _share(tokens: Sequence[Token], number: Number) -> Quantity | None:
    """A fraction without a unit is a share, in percent; its soft interval is two and a half points wide each way."""
    before = tokens[number.first - 1].low if number.first else ""
    if before in ("the", "first", "second", "and", "last") and tokens[number.first].low == "half":
        return None
    return _finish(
        tokens, number.first, number.last, number.first, number.last,
        "percentage", "percent", "ratio", number.value * 100, Decimal(5), "fraction in words",
    )  # fmt: skip


def _occurrences(tokens: Sequence[Token], number: Number, unit: Unit) -> Quantity | None:
    if reason_not_a_figure(tokens, number, "noun") is not None:
        return None
    return _finish(
        tokens,
        number.first,
        unit.last,
        number.first,
        number.last,
        "count",
        "time",
        "count",
        number.value,
        _count_step(number),
        "count",
    )


def _noun(tokens: Sequence[Token], number: Number) -> tuple[int, str] | None:
    """The counted noun right after the number, or behind 'of the' ('nine of the victims')."""
    one = number.value == 1
    noun = counted_noun(tokens, number.last, one=one)
    if (
        noun is None
        and number.last + 2 < len(tokens)
        and tokens[number.last].low == "of"
        and tokens[number.last + 1].low in _DETERMINERS
    ):
        behind = counted_noun(tokens, number.last + 2, one=False)
        return (number.last, behind[1]) if behind is not None else None
    return noun


def _is_compound(tokens: Sequence[Token], number: Number, unit: Unit | None) -> bool:
    """'two-way', 'four-lane', 'one another', 'top five': a number that is part of a word or of a list's name."""
    before = tokens[number.first - 1] if number.first else None
    if before is not None and before.low in ("top", "g", "page", "chapter", "another") and unit is None:
        return True
    if unit is not None or number.last + 1 >= len(tokens):
        return False
    after, beyond = tokens[number.last], tokens[number.last + 1]
    hung = after.kind == "dash" and after.start == tokens[number.last - 1].end and beyond.start == after.end
    return hung and beyond.kind == "word" and after.text in ("-", "\u2010", "\u2011")


def _count_step(number: Number) -> Decimal:
    """Integers up to about 100 that count things are exact; a round large number is rounded to its last non-zero digit."""
    if number.scaled:
        return number.step
    if number.value != number.value.to_integral_value():
        return number.step
    if number.value <= 100:
        return Decimal(0)
    return Decimal(1)


def _finish(
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
    lead = phrases_where("modifiers", "side", "before").ending_at(tokens, start)
    trail = phrases_where("modifiers", "side", "after").at(tokens, last)
    modifier = lead.entry.canonical if lead else trail.entry.canonical if trail else None
    if (
        trail is None
        and core_last < len(tokens)
        and tokens[core_last].text == "+"
        and tokens[core_last].start == tokens[core_last - 1].end
    ):
        modifier = modifier or "at_least"
    begin = lead.first if lead is not None and lead.entry["form"] != "verb" else start
    end = trail.last if trail is not None and lead is None else last
    if sign == "-" and dimension == "temperature":
        value = -value
    return Quantity(
        begin, end, core_first, core_last, kind, unit, dimension, value, None, None, step, modifier, rule, sign=sign
    )


def _pair(tokens: Sequence[Token], number: Number, money: Unit | None) -> tuple[list[Quantity], int] | None:
    """A range ('18-23 days', 'between 28 and 41 km') or two levels that share a unit ('from 6 to 5 days')."""
    if money is None and is_year(tokens, number):
        return None
    own = None if money is not None else unit_after(tokens, number.last)
    link = own.last if own is not None and tokens[number.last].kind != "dash" else number.last
    if link + 1 >= len(tokens):
        return None
    joiner = tokens[link]
    lead = tokens[(money.first if money else number.first) - 1].low if (money.first if money else number.first) else ""
    spaced = joiner.kind == "dash" and joiner.start != tokens[link - 1].end
    dash = joiner.text in _ASCENDING_MARKS and not (spaced and joiner.text != "\u2013")
    if not (
        dash
        or joiner.low == "to"
        or (joiner.low == "and" and lead == "between")
        or (joiner.low == "or" and number.value < 100)
    ):
        return None
    second_first = link + 1
    if tokens[second_first].kind == "sym" and second_first + 1 < len(tokens):
        second_first += 1
    if tokens[second_first].kind == "word" and tokens[second_first].low not in _number_words():
        return None
    second_money = currency_before(tokens, second_first)
    second = _number(tokens, second_first, second_money or money)
    if second is None or second.form == "fraction":
        return None
    return _join(tokens, number, second, money or second_money, own, joiner.low, lead)


def _number_words() -> frozenset[str]:
    return frozenset(word_values("cardinal")) | frozenset(word_values("tens"))


def _join(
    tokens: Sequence[Token],
    number: Number,
    second: Number,
    money: Unit | None,
    own: Unit | None,
    joiner: str,
    lead: str,
) -> tuple[list[Quantity], int] | None:
    tail = money or unit_after(tokens, second.last)
    if own is not None and (tail is None or tail.dimension != own.dimension):
        return None
    if tail is None and reason_not_a_figure(tokens, number, None) is not None:
        return None
    noun = None if tail is not None else _noun(tokens, second)
    if tail is None and noun is None:
        return ([], second.last) if joiner not in ("to", "and", "or") and number.value < 100 else None  # a score
    low = _elided(number, second)
    first_factor = own.factor if own is not None else tail.factor if tail is not None else Decimal(1)
    second_quantity = _single(tokens, second, money if tail is money else None)
    if second_quantity is None or second_quantity.value is None:
        return None
    rated = second_quantity.value / second.value if second.value else Decimal(1)
    low_value = low * (first_factor if own is not None else rated)
    start = money.first if money is not None and money.first < number.first else number.first
    moved = lead == "from" and joiner == "to" and any(phrases("directions").at(tokens, i) for i in range(number.first))
    if lead == "between" or (low_value < second_quantity.value and not moved):
        ranged = _finish(
            tokens, start, second_quantity.last, start, second_quantity.core_last, second_quantity.kind,
            second_quantity.unit, second_quantity.dimension, low_value, second_quantity.step, "range",
        )  # fmt: skip
        high = second_quantity.value
        return [
            replace(ranged, value=None, value_low=min(low_value, high), value_high=max(low_value, high),
                    unit_first=second_quantity.unit_first, unit_last=second_quantity.unit_last)
        ], second_quantity.last  # fmt: skip
    if joiner != "to":
        return None
    base = _finish(
        tokens, start, number.last, start, number.last, second_quantity.kind, second_quantity.unit,
        second_quantity.dimension, low_value, number.step * first_factor, "level before a change",
    )  # fmt: skip
    return [replace(base, role="base"), second_quantity], second_quantity.last


def _elided(number: Number, second: Number) -> Decimal:
    """'3-4 billion': the first number takes the scale of the second where it has none of its own."""
    if second.scaled and not number.scaled:
        for power in (3, 5, 6, 7, 9, 12):
            factor = Decimal(10) ** power
            mantissa = second.value / factor
            if (
                second.step
                and mantissa * factor == second.value
                and second.step <= factor
                and number.value < mantissa <= 10000
                and mantissa < 1000
            ):
                return number.value * factor
    return number.value


def _share_counts(tokens: Sequence[Token], found: list[Quantity]) -> list[Quantity]:
    """'Eighteen of the victims were in A, nine in B and seven in C': bare numbers in a list take the noun before."""
    out: list[Quantity] = []
    for quantity in found:
        previous = out[-1] if out else None
        if quantity.bare and previous is not None and previous.kind == "count" and not previous.bare:
            before = tokens[quantity.first - 1].low if quantity.first else ""
            after = tokens[quantity.last].low if quantity.last < len(tokens) else ""
            if before in (",", "and", ";") and after in ("in", "from", "at", "on", "for", "to", "by"):
                quantity = replace(quantity, bare=False, kind="count", unit=previous.unit, rule="count in a list")
        out.append(quantity)
    return out
