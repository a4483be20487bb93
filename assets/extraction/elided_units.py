"""Units left out because they were said before: '63,418 patients, up from 61,902', 'Of those, 41 …', 'Burglaries fell to 5,140'.

Belongs here: which noun a bare number takes, from its own sentence or, where a pronoun or a comparison points back, from
the sentence before; and the percent or the denominator that a base shares with its level. Does not: money left out
(`memory`), lists of counts (`quantities`), nor what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assets.extraction.nouns import counted_noun, is_plural, singular
from assets.extraction.rates import denominator_factor, rate_after
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words
from warehouse.lexicon import lexicon

REACH = 8
"""How far before a number the words stand that tie it to a noun."""
RULE = "count, noun from before"
_PRONOUNS = frozenset("those these them whom which".split())
_COPULAS = frozenset("were was are is stood stands totalled totaled numbered reached hit passed topped at".split())
_BETWEEN = frozenset(
    "to at from by a an the record just only about around nearly almost some unchanged , or and".split()
)
_DETERMINERS = frozenset("the these those all its their".split())
_COMPARATIVES = frozenset("fewer more less below above short".split())
_CLOSES = frozenset((",", ".", ";", ")", "than", "from", "in", "on", "a", "the", "its", "their"))


@dataclass(slots=True)
class Counted:
    """The noun that was counted last, '' where none was."""

    noun: str = ""


def with_elided_units(tokens: Sequence[Token], quantities: Sequence[Quantity], counted: Counted) -> list[Quantity]:
    """The quantities, bare ones with the noun that they leave out; remembers the last noun for the next sentence."""
    out: list[Quantity] = []
    before = counted.noun
    for index, quantity in enumerate(quantities):
        if out and _is_compared(tokens, quantity):
            quantity = _like(tokens, quantity, out[-1])
        if quantity.bare and _is_whole(quantity):
            said = next((q.unit for q in reversed(out) if _counts(q)), "")
            ahead = quantities[index + 1] if index + 1 < len(quantities) else None
            noun = _noun_of(tokens, quantity, out, ahead, said, before)
            if noun:
                quantity = replace(quantity, unit=noun, kind="count", bare=False, rule=RULE)
        out.append(quantity)
        if _counts(quantity) and not quantity.bare:
            counted.noun = quantity.unit
    return out


def _like(tokens: Sequence[Token], base: Quantity, level: Quantity) -> Quantity:
    """'to 0.8 percent from 1.1', '₹9 a kilo, down from ₹34': the base with the percent or the denominator of its level."""
    small = base.value is not None and base.value < 100 and not base.scaled
    if base.bare and not base.unit and small and level.dimension in ("ratio", "point"):
        return replace(
            base, unit="percent", dimension="ratio", kind="percentage", bare=False, rule="percent from before"
        )
    shared = base.dimension == level.dimension.removesuffix(" rate") and base.unit == level.unit.split("/")[0]
    if not shared or base.value is None or "/" not in level.unit or base.dimension == level.dimension:
        return base
    for place in (level.core_last, level.unit_last):
        rate = rate_after(tokens, place)
        if rate is not None:
            by = denominator_factor(tokens, place, rate)
            return replace(
                base,
                unit=level.unit,
                dimension=level.dimension,
                kind="rate",
                value=base.value / by,
                step=base.step / by,
            )
    return base


def _counts(quantity: Quantity) -> bool:
    return (
        quantity.dimension == "count" and bool(quantity.unit) and quantity.kind == "count" and "/" not in quantity.unit
    )


def _is_whole(quantity: Quantity) -> bool:
    value = quantity.value
    return value is not None and not quantity.unit and value == value.to_integral_value() and value > 1


def _noun_of(
    tokens: Sequence[Token],
    quantity: Quantity,
    earlier: Sequence[Quantity],
    ahead: Quantity | None,
    said: str,
    before: str,
) -> str:
    """The noun of a bare number: the whole that it is part of, what it is compared with, or the subject of its verb."""
    if ahead is not None and _counts(ahead) and _is_part_of(tokens, quantity, ahead):
        return ahead.unit
    if said and (_is_compared(tokens, quantity) or _is_of_whole(tokens, quantity, earlier)):
        return said
    if _points_back(tokens, quantity) or _is_difference(tokens, quantity):
        return said or before
    return _subject(tokens, quantity, earlier)


def _is_part_of(tokens: Sequence[Token], quantity: Quantity, whole: Quantity) -> bool:
    """'52 of the 150 seats'."""
    gap = range(quantity.last, whole.core_first)
    return 1 <= len(gap) <= 3 and tokens[quantity.last].low == "of"


def _is_compared(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'…, up from 61,902', 'compared with 3,796', 'to the visitors' nine'."""
    lead = quantity.first - 1
    while lead >= 0 and (
        tokens[lead].low in ("the", "a", "an", "some", "about", "just") or tokens[lead].low.endswith("'s")
    ):
        lead -= 1
    if lead < 0:
        return False
    return any(
        lead + 1 >= len(cue) and tuple(t.low for t in tokens[lead + 1 - len(cue) : lead + 1]) == cue for cue in _bases()
    ) or (lead < quantity.first - 1 and tokens[lead].low == "to")


@cache
def _bases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entry.alias.split()) for entry in lexicon("base_cues"))


def _is_of_whole(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> bool:
    """'Of the 1,460 boats on the list, some 900 …': the sentence opens with the whole."""
    return bool(earlier) and tokens[0].low == "of" and earlier[0].core_first <= 3 and _counts(earlier[0])


def _points_back(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'Of those, 2,870 had …', 'and 41 of them'."""
    if quantity.first and tokens[quantity.first - 1].low in _DETERMINERS:
        return False
    after = [t.low for t in tokens[quantity.last : quantity.last + 2]]
    if after[:1] == ["of"] and after[1:] and after[1] in _PRONOUNS:
        return True
    return any(
        tokens[i].low == "of" and tokens[i + 1].low in _PRONOUNS
        for i in range(max(0, quantity.first - REACH), quantity.first - 1)
    )


def _is_difference(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'…, three fewer than last year', '210 below its strength'."""
    if quantity.last >= len(tokens) or tokens[quantity.last].low not in _COMPARATIVES:
        return False
    return quantity.last + 1 >= len(tokens) or tokens[quantity.last + 1].low in _CLOSES


def _subject(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> str:
    """'Burglaries fell to 5,140', 'robberies were unchanged at 1,022', 'The number of members rose by a tenth to 812'."""
    taken = {i for q in earlier for i in range(q.first, q.last)}
    index = quantity.first - 1
    lowest = max(0, quantity.first - REACH)
    while index >= lowest and (tokens[index].low in _BETWEEN or index in taken):
        index -= 1
    if index < lowest:
        return ""
    verb = phrases("directions").ending_at(tokens, index + 1)
    first = verb.first if verb is not None else index
    if verb is None and tokens[index].low not in _COPULAS:
        return ""
    return _number_of(tokens, first) or _plural_before(tokens, first)


def _number_of(tokens: Sequence[Token], verb: int) -> str:
    """The noun of 'the number of …' before the verb."""
    for index in range(max(0, verb - 3 * REACH), verb - 2):
        if tokens[index].low in ("number", "numbers") and tokens[index + 1].low == "of":
            noun = counted_noun(tokens, index + 2, one=False)
            return noun[1] if noun is not None and noun[0] <= verb and _in_pieces(tokens, noun[0], noun[1]) else ""
    return ""


def _plural_before(tokens: Sequence[Token], verb: int) -> str:
    """The plural right before the verb, unless it names what is measured in other units than pieces."""
    if verb < 1:
        return ""
    noun = tokens[verb - 1]
    if noun.kind != "word" or not is_plural(noun.low) or noun.low in words("noun_stops"):
        return ""
    one = singular(noun.low)
    return one if _in_pieces(tokens, verb, one) else ""


def _in_pieces(tokens: Sequence[Token], last: int, noun: str) -> bool:
    """Whether what ends before tokens[last] is counted as what it is called: burglaries are, prices and the injured are not."""
    measure = phrases("measures").ending_at(tokens, last)
    return measure is None or measure.entry["unit"] == noun
