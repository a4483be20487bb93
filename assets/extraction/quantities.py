"""Scans a sentence's tokens for quantities: number, unit or counted noun, range, modifier, with exact token places.

Belongs here: the order of the scan. What the quantity is about is decided later, from context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from assets.extraction.calendar_numbers import is_lone_year
from assets.extraction.compound_units import with_lower_unit
from assets.extraction.elisions import with_shared_words
from assets.extraction.folds_and_ranks import fold_word_at, rank_at
from assets.extraction.ranges import pair
from assets.extraction.single_quantity import Quantity, exchange_rate, finish, number_with_money, single
from assets.extraction.tokens import Token
from assets.extraction.units import currency_before, unit_after, unit_before
from assets.extraction.vague import vague_at
from warehouse.lexicon import lexicon


def scan(tokens: Sequence[Token], *, every_number: bool = False) -> list[Quantity]:
    """All quantities of a sentence, in order; numbers that are no figures are passed over.

    With `every_number` those that are refused as trivial (an age, 'one of them', 'the past two years') are kept.
    """
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        if not may_start(tokens[index]) or is_lone_year(tokens, index):
            index += 1
            continue
        quantities, after = _at(tokens, index, found[-1].last if found else 0)
        found.extend(q for q in quantities if every_number or q.refused is None)
        index = max(after, index + 1)
    return with_shared_words(tokens, found)


def may_start(token: Token) -> bool:
    """Whether a quantity can begin with the token: digits, their point, or a word of number, multiple or rank."""
    return token.kind in ("num", "frac") or token.low in _first_words()


@cache
def _first_words() -> frozenset[str]:
    numerals = {entry.alias.split()[0] for entry in lexicon("numerals")}
    others = {e.alias.lower().split()[0] for name in ("folds", "superlatives", "vague_numbers") for e in lexicon(name)}
    return frozenset(numerals | others | {"a", "an", "half", "."})


def _is_below_nought(tokens: Sequence[Token], index: int) -> bool:
    """'€-120 million': a sign between the currency and its number."""
    if index < 2 or tokens[index - 1].text not in ("-", "\u2212") or tokens[index - 1].end != tokens[index].start:
        return False
    return tokens[index - 2].end == tokens[index - 1].start and currency_before(tokens, index - 1) is not None


def _at(tokens: Sequence[Token], index: int, taken: int) -> tuple[list[Quantity], int]:
    token = tokens[index]
    if token.kind == "word":
        rank = rank_at(tokens, index)
        if rank is not None:
            value, last = rank
            return [
                finish(tokens, index, last, index, last, "rank", "rank", "rank", value, Decimal(0), "rank phrase")
            ], last
        vague = vague_at(tokens, index)
        if vague is not None:
            return [vague], vague.last
        fold = fold_word_at(tokens, index)
        if fold is not None:
            step = Decimal("0.2") if fold == 2 else Decimal("0.1") * fold
            quantity = finish(
                tokens, index, index + 1, index, index + 1, "fold", "fold", "fold", fold, step, "multiple word"
            )
            return [quantity], index + 1
    money = currency_before(tokens, index) or unit_before(tokens, index)
    if money is not None and money.first < taken:
        money = None  # the sign belongs to the number before it
    negative = money is None and _is_below_nought(tokens, index)
    if negative:
        money = currency_before(tokens, index - 1)
    number = number_with_money(tokens, index, money)
    if number is not None and negative:
        number = replace(number, value=-number.value)
    if number is None:
        return [], index + 1
    if money is not None and money.dimension != "money" and unit_after(tokens, number.last) is not None:
        money = None  # 'a load factor of 43 per cent': the unit behind is the number's own
    rate = exchange_rate(tokens, number, money)
    if rate is not None:
        return [rate], rate.last
    two = pair(tokens, number, money)
    if two is not None:
        return two
    quantity = with_lower_unit(tokens, single(tokens, number, money))
    return ([quantity] if quantity else []), quantity.last if quantity and not quantity.refused else number.last
