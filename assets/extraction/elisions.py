"""What a number leaves out because its neighbour says it: the noun, the unit, the scale or the modifier of a list or pair.

Belongs here: passing them from one quantity of a sentence to another. Does not: reading a quantity, or other sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from assets.extraction.calendar_numbers import may_be_year
from assets.extraction.clause_words import clause_words
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words
from warehouse.lexicon import lexicon

MAX_LENDERS = 4
"""Quantities before a bare number that may lend it their noun."""
MAX_BETWEEN = 14
"""Tokens between two numbers of one comparison: '512 flats by fire and 96 by flood'."""
MAX_SPREAD = 2
"""Words between an amount and the time that it is spread over."""
LISTED_BELOW = 1000
"""A member of a list that leaves out 'million' is a small number."""
PART_OF_A_COUNT = "part of a count"
"""How a number was read that is told as some of a counted whole: '5 of its 14 pubs'."""
_SCALES = tuple(Decimal(10) ** power for power in (12, 9, 6, 3))
_INSTEAD = (("instead", "of"), ("rather", "than"))
_MEASURED = ("physical", "count")
_LISTED_KINDS = ("physical", "money", "percentage", "rate", "duration")


def with_shared_words(tokens: Sequence[Token], found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a sentence, each with what its neighbours lend it."""
    quantities = _lists_share_their_last(tokens, list(found))
    out: list[Quantity] = []
    for index, quantity in enumerate(quantities):
        after = quantities[index + 1] if index + 1 < len(quantities) else None
        out.append(_complete(tokens, quantity, out, after))
    return out


def _complete(
    tokens: Sequence[Token], quantity: Quantity, said: Sequence[Quantity], after: Quantity | None
) -> Quantity:
    if quantity.unit.startswith("/"):
        below = quantity.unit[1:]
        counts = (q for q in reversed(said[-MAX_LENDERS:]) if q.kind == "count" and q.unit and not q.bare)
        top = next((q for q in counts if q.unit.split(" ")[-1] != below), None)
        if top is not None:  # '30 thefts, against an average of 12 per month'
            named = _lent(quantity, top, "count in a list")
            return replace(named, unit=top.unit + quantity.unit, kind="rate", factor=quantity.factor)
    if quantity.bare and not quantity.unit and quantity.kind == "number":
        if after is not None and _is_part_of(tokens, quantity, after):
            return _lent(quantity, after, PART_OF_A_COUNT)
        for earlier in reversed(said[-MAX_LENDERS:]):
            if not earlier.bare and earlier.unit and _continues(tokens, quantity, earlier):
                return _lent(quantity, earlier, "count in a list")
        return _of_group(tokens, quantity)
    if (
        quantity.modifier == "over"
        and quantity.dimension in ("time", "duration")
        and _is_spread(tokens, quantity, said)
    ):
        return replace(quantity, modifier=None, first=quantity.core_first)
    return quantity


def _is_spread(tokens: Sequence[Token], quantity: Quantity, said: Sequence[Quantity]) -> bool:
    """'£38m over two years', '3% growth over ten years': a span of time, not more than it."""
    if not said or tokens[quantity.first].low != "over":
        return False
    between = range(said[-1].last, quantity.first)
    plain = all(tokens[i].kind == "word" and tokens[i].low not in clause_words("tie") for i in between)
    return len(between) <= MAX_SPREAD and plain and said[-1].dimension not in ("time", "duration")


def _lent(quantity: Quantity, lender: Quantity, rule: str) -> Quantity:
    lent = {
        "unit": lender.unit, "dimension": lender.dimension, "kind": lender.kind, "factor": lender.factor,
        "unit_first": lender.unit_first, "unit_last": lender.unit_last, "bare": False, "rule": rule,
    }  # fmt: skip
    values = {
        n: None if (v := getattr(quantity, n)) is None else v * lender.factor
        for n in ("value", "value_low", "value_high")
    }
    return replace(quantity, step=quantity.step * lender.factor, **values, **lent)


def _continues(tokens: Sequence[Token], quantity: Quantity, before: Quantity) -> bool:
    """Whether a bare number goes on about what the quantity before it counted or measured."""
    first, last = quantity.first, quantity.last
    lead = tokens[first - 1].low if first else ""
    behind = tokens[last].low if last < len(tokens) else ""
    if before.kind == "count" and [t.low for t in tokens[last : last + 2]] in (["of", "them"], ["of", "which"]):
        return True
    if before.kind == "count" and lead in clause_words("list mark") and behind in clause_words("behind listed"):
        return True
    if lead == "to" and before.last == first - 1 and not quantity.scaled:
        led = tokens[before.first - 1].low if before.first else ""
        if led == "from" and (before.kind in _LISTED_KINDS or before.kind == "count") and before.kind != "money":
            return True  # 'from 37 hours to 35'
        if led == "by" and before.kind == "count" and _at_most(quantity, before):
            return True  # 'by six votes to three'
    if lead == "from" and before.last == first - 1 and before.kind in _MEASURED and quantity.scaled == before.scaled:
        return True  # 'to 6.2 million tons from 8.1 million'
    rival = tuple(t.low for t in tokens[max(0, first - 2) : first])
    if rival in _INSTEAD and before.kind in (*_LISTED_KINDS, "count") and first - before.last == 2:
        return True  # 'for three months instead of six'
    if before.unit == "point" and lead in ("to", "at"):
        return True  # 'rose 38 points to 2,140'
    between = range(before.last, first)
    if len(between) > MAX_BETWEEN:
        return False
    ended = (
        behind in ("", ",", ".", ";", ")") or behind in clause_words("behind listed") or behind in words("noun_stops")
    )
    if not ended:
        return False
    if lead in clause_words("be") and any(tokens[i].low in clause_words("contrast") for i in between):
        return True  # 'the dearest is 90 cents, the cheapest is 60'
    if before.kind != "count":
        return False
    if lead == "to" and before.first and tokens[before.first - 1].low == "from":
        return True  # 'from 3 units in May to 4 in June'
    return lead in clause_words("compared") and any(phrases("base_cues").ending_at(tokens, i + 1) for i in between)


def _at_most(quantity: Quantity, before: Quantity) -> bool:
    return quantity.value is not None and before.value is not None and quantity.value <= before.value


def _is_part_of(tokens: Sequence[Token], quantity: Quantity, whole: Quantity) -> bool:
    """'5 of its 14 pubs', '5 out of 14 pubs'."""
    between = [t.low for t in tokens[quantity.last : min(whole.first, quantity.last + 4)]]
    return whole.kind == "count" and not whole.bare and 1 <= len(between) <= 3 and between[0] in ("of", "out")


def _of_group(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """'a crew of 23': a word for a group of people before 'of' says what is counted."""
    of = quantity.first - 1
    if of < 1 or tokens[of].low != "of" or quantity.value is None or tokens[of - 1].low not in _groups_of_people():
        return quantity
    return replace(quantity, unit="person", kind="count", bare=False, rule="count of a group")


@cache
def _groups_of_people() -> frozenset[str]:
    return frozenset(entry.alias for entry in lexicon("group_nouns") if entry.canonical == "person")


def _lists_share_their_last(tokens: Sequence[Token], quantities: list[Quantity]) -> list[Quantity]:
    """'$5, $7 and $9 million', '5, 7 and 9 MW': three and more members share the scale or the unit of the last."""
    index = len(quantities) - 1
    while index >= 2:
        first = index
        while first > 0 and _linked(tokens, quantities[first - 1], quantities[first], last=first == index):
            first -= 1
        if index - first >= 2:
            for member in range(first, index):
                quantities[member] = _scaled_or_named(quantities[member], quantities[index])
        index = min(first, index - 1)
    return quantities


def _linked(tokens: Sequence[Token], left: Quantity, right: Quantity, *, last: bool) -> bool:
    between = [t.low for t in tokens[left.last : right.first]]
    if last:
        return between in (["and"], ["or"], [",", "and"], [",", "or"])
    return between == [","]


def _scaled_or_named(member: Quantity, last: Quantity) -> Quantity:
    """A member of a list with the scale of the list's last one, and its unit where it has none."""
    if member.value is None or last.value is None or member.scaled:
        return member
    bare = member.bare and not member.unit and not last.bare and last.kind in _LISTED_KINDS
    alike = member.kind == last.kind == "money" and member.unit == last.unit and last.scaled
    if not (bare or alike) or (bare and may_be_year(member.value)) or member.value >= LISTED_BELOW:
        return member
    scale = _scale_of(last)
    scaled = (
        replace(member, value=member.value * scale, step=max(member.step, Decimal(1)) * scale) if scale > 1 else member
    )
    scaled = replace(scaled, scaled=last.scaled)
    return _lent(scaled, last, "unit of a list") if bare else scaled


def _scale_of(quantity: Quantity) -> Decimal:
    """The scale word that a printed number carries, from its size: 'million' of '9.5 million'."""
    if not quantity.scaled or quantity.value is None:
        return Decimal(1)
    printed, step = abs(quantity.value) / quantity.factor, quantity.step / quantity.factor
    return next((s for s in _SCALES if 1 <= printed / s < LISTED_BELOW and step <= s), Decimal(1))
