"""Two numbers that hang together: ranges, pairs of levels, a change with its level. One unit serves both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assets.extraction.calendar_numbers import is_year, may_be_year
from assets.extraction.counted import noun_behind
from assets.extraction.exclusions import reason_not_a_figure
from assets.extraction.folds_and_ranks import fold_word_at
from assets.extraction.numbers import Number
from assets.extraction.rates import denominator_factor, rate_after
from assets.extraction.single_quantity import Quantity, count_step, finish, number_with_money, single
from assets.extraction.tokens import Token
from assets.extraction.units import Unit, currency_at, currency_before, unit_after, without_excess
from assets.extraction.vocabulary import phrases, word_values

_ASCENDING_MARKS = frozenset(("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"))
LEVEL_ABOVE_CHANGE = 3
"""'by 50 to 450 tonnes' is a change and a level; 'by 20 to 30 cm' is a range."""


MOVED_WINDOW = 40
"""Tokens before 'from A to B' in which a word of movement makes it two levels."""


def pair(tokens: Sequence[Token], number: Number, money: Unit | None) -> tuple[list[Quantity], int] | None:
    """A range ('18-23 days', 'between 28 and 41 km') or two levels that share a unit ('from 6 to 5 days')."""
    own = None if money is not None else unit_after(tokens, number.last)
    if number.form == "fraction" and own is None:
        return None  # 'cut by half to 12 cents'
    link = own.last if own is not None and tokens[number.last].kind != "dash" else number.last
    if link + 1 >= len(tokens):
        return None
    joiner = tokens[link]
    lead = tokens[(money.first if money else number.first) - 1].low if (money.first if money else number.first) else ""
    if lead in ("-", "\u2212") and number.first > 1 and tokens[number.first - 2].low in ("between", "from"):
        lead = tokens[number.first - 2].low
        number = replace(number, first=number.first - 1, value=-number.value)
    second_first = _second_number(tokens, link, number, lead)
    if second_first is None or second_first >= len(tokens):
        return None
    second_sign = currency_at(tokens, second_first)
    if second_sign is not None:
        second_first = second_sign.last
    if number.value < 0 and tokens[second_first].kind == "dash":
        second_first += 1  # 'from -9 to -5'
    if second_first >= len(tokens):
        return None
    if tokens[second_first].kind == "word" and tokens[second_first].low not in _number_words():
        return None
    second_money = currency_before(tokens, second_first)
    second = number_with_money(tokens, second_first, second_money or money)
    if second is None or second.form == "fraction":
        return None
    behind = tokens[link + 1].low
    low = "to" if joiner.low == "up" else behind if joiner.kind == "dash" and behind in ("to", "or") else joiner.low
    if money is None and is_year(tokens, number) and (joiner.kind != "dash" or unit_after(tokens, second.last) is None):
        return None
    return _join(tokens, number, second, money or second_money, own, low, lead)


def _second_number(tokens: Sequence[Token], link: int, number: Number, lead: str) -> int | None:
    """Where the second number begins behind what joins the two at tokens[link], or None where nothing joins them."""
    joiner = tokens[link]
    if joiner.low == "to" or (joiner.low == "and" and lead == "between") or (joiner.low == "or" and number.value < 100):
        return link + 1
    if joiner.low == "up" and lead == "from" and tokens[link + 1].low == "to":
        return link + 2
    if joiner.kind != "dash":
        return None
    hung = joiner.start == tokens[link - 1].end and tokens[link + 1].start > joiner.end
    if hung and tokens[link + 1].low in ("or", "to"):
        return link + 2  # '5- or 6-inch'
    if tokens[link + 1].low == "to" and link + 2 < len(tokens) and tokens[link + 2].kind == "dash":
        return link + 3  # '0-to-50'
    apart = joiner.start != tokens[link - 1].end
    evenly = apart and tokens[link + 1].kind == "num" and tokens[link + 1].start != joiner.end
    joined = joiner.text in _ASCENDING_MARKS and (not apart or joiner.text == "\u2013" or evenly)
    return link + 1 if joined else None


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
    if joiner in _ASCENDING_MARKS and tail is None and _is_score(tokens, number, second):
        return [], second.last
    refused = reason_not_a_figure(tokens, number, None) if tail is None else None
    if refused == "age":
        return [], second.last  # 'aged 18 to 34'
    if refused is not None:
        return None
    noun = None if tail is not None else noun_behind(tokens, second)
    if tail is None and noun is None and lead == "between" and number.value < second.value:
        return _bare_range(tokens, number, second)
    if tail is None and noun is None:
        return ([], second.last) if joiner not in ("to", "and", "or") and number.value < 100 else None  # a score
    low = _elided(number, second)
    first_factor = own.factor if own is not None else tail.factor if tail is not None else Decimal(1)
    counts = noun is not None and lead in ("from", "between") and not may_be_year(number.value)
    sign = (currency_before(tokens, second.first) or money) if tail is money else None
    if sign is not None and money is not None and sign.canonical != money.canonical:
        return None
    second_quantity = single(tokens, second, sign, sure=counts)
    if second_quantity is None or second_quantity.value is None or second_quantity.refused is not None:
        return None
    rated = second_quantity.value / second.value if second.value else Decimal(1)
    low_value = without_excess(low * (first_factor if own is not None else rated))
    start = money.first if money is not None and money.first < number.first else number.first
    risen = own is not None and own.dimension in ("money", "mass", "power", "length") and joiner == "to"
    if risen and phrases("directions").ending_at(tokens, start) is not None and second_quantity.value > low_value:
        return _change_and_level(tokens, number, second_quantity, low_value, start, own)  # 'rose 4 t to 9 t'
    moves = lead == "by" or phrases("directions").ending_at(tokens, start) is not None
    if moves and joiner == "to" and second_quantity.value > LEVEL_ABOVE_CHANGE * low_value:
        return _change_and_level(tokens, number, second_quantity, low_value, start, own)
    moved = lead == "from" and joiner == "to" and _is_moved(tokens, number)
    if lead == "between" or (low_value < second_quantity.value and not moved):
        alike = low == number.value
        return [_range_of(tokens, number, second_quantity, low_value, start, alike=alike)], second_quantity.last
    return (
        _base_and_level(tokens, number, second_quantity, low_value, start, own, first_factor)
        if joiner == "to"
        else None
    )


def _is_moved(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the words before say that something went from the one number to the other."""
    before = range(max(0, number.first - MOVED_WINDOW), number.first)
    return any(phrases("directions").at(tokens, i) or fold_word_at(tokens, i) for i in before)


def _base_and_level(
    tokens: Sequence[Token],
    number: Number,
    level: Quantity,
    low_value: Decimal,
    start: int,
    own: Unit | None,
    factor: Decimal,
) -> tuple[list[Quantity], int]:
    """'fell from 9 t to 4 t': the level before a change, and the one after it."""
    last = own.last if own is not None else number.last
    base = finish(
        tokens, start, last, start, last, level.kind, level.unit, level.dimension, low_value, number.step * factor,
        "level before a change",
    )  # fmt: skip
    return [replace(base, role="base", factor=factor if own is not None else level.factor), level], level.last


def _is_score(tokens: Sequence[Token], number: Number, second: Number) -> bool:
    """'Ostby 2-1 Belin Rovers': two small numbers that do not rise, or stand between two names."""
    before = tokens[number.first - 1] if number.first else None
    after = tokens[second.last] if second.last < len(tokens) else None
    if number.value >= 100 or number.form != "digits" or after is None or after.kind != "word" or not after.capitalised:
        return False
    return number.value >= second.value or (before is not None and before.capitalised)


def _bare_range(tokens: Sequence[Token], number: Number, second: Number) -> tuple[list[Quantity], int] | None:
    """'between 200 and 300 are sold': two ends without a noun."""
    if reason_not_a_figure(tokens, second, None) is not None or (not second.scaled and may_be_year(second.value)):
        return None
    low = _elided(number, second)
    ranged = finish(
        tokens, number.first, second.last, number.first, second.last,
        "number", "", "count", low, count_step(second), "range",
    )  # fmt: skip
    ranged = replace(ranged, value=None, value_low=low, value_high=second.value, bare=True, scaled=second.scaled)
    return [ranged], second.last


def _range_of(
    tokens: Sequence[Token], number: Number, upper: Quantity, low: Decimal, start: int, *, alike: bool
) -> Quantity:
    """The range from `low`, printed as `number`, to `upper`; `alike`: both ends are printed in the same scale."""
    ranged = finish(
        tokens, start, upper.last, start, upper.core_last, upper.kind, upper.unit, upper.dimension, low, upper.step, "range",
    )  # fmt: skip
    high = upper.value if upper.value is not None else low
    step_low = number.step * (low / number.value) if alike and number.step > 0 and number.value and low > 0 else None
    return replace(
        ranged, value=None, value_low=min(low, high), value_high=max(low, high),
        unit_first=upper.unit_first, unit_last=upper.unit_last, step_low=step_low, factor=upper.factor,
    )  # fmt: skip


def _change_and_level(
    tokens: Sequence[Token], number: Number, level: Quantity, value: Decimal, start: int, own: Unit | None
) -> tuple[list[Quantity], int]:
    """'rose by 50 to 450 tonnes': a change and a level that share a unit."""
    last = own.last if own is not None else number.last
    step = number.step * (own.factor if own is not None else Decimal(1))
    rate = rate_after(tokens, level.core_last) if level.dimension.endswith(" rate") and own is not None else None
    by = denominator_factor(tokens, level.core_last, rate) if rate is not None else Decimal(1)
    value, step = value / by, step / by  # 'rose 3p to 142.7p a litre': both are by the litre
    change = finish(
        tokens, start, last, start, last, level.kind, level.unit, level.dimension, value, step, "change before a level"
    )
    factor = own.factor / by if own is not None else level.factor
    return [replace(change, factor=factor), level], level.last


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
