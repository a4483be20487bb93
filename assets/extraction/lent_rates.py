"""What an amount shares with another one of its sentence without saying it: percent, the denominator, millions, points.

'to 0.8 percent from 1.1', '₹9 a kilo, down from ₹34', '12 rupees lower', 'spending per guest was €742', '7.3 points' of a
share. Belongs here: passing them on. Does not: counted nouns (`elided_units`), lists and pairs (`elisions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assets.extraction.change_cues import base_cues, cue_words, lead_of
from assets.extraction.clause_words import clause_words
from assets.extraction.nouns import is_plural, singular
from assets.extraction.period_model import period_words
from assets.extraction.rates import denominator_factor, rate_after
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words

MAX_LEVELS = 3
"""Quantities before a base among which its level stands."""
MAX_POINTS = 100
"""No share moves by more percentage points."""
PER_REACH = 10
"""Tokens between 'per guest' in the subject and the amount."""
MAX_LED = 8
"""Tokens from a percentage to the points that it moved by."""
MARGIN_REACH = 8
INDEX_REACH = 16


def with_lent_rate(
    tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity], later: Sequence[Quantity], millions: str,
    before: str = "",
) -> Quantity:  # fmt: skip
    """The quantity with what it shares with those around it; `millions` is the noun that was last told in 'm', `before`
    the one that the sentence before counted."""
    ahead = later[0] if later else None
    if quantity.unit == "point" and _is_of_share(tokens, quantity, earlier, ahead):
        return replace(quantity, unit="percentage_point", dimension="point", kind="percentage")
    if quantity.bare and not quantity.unit and _is_of_index(tokens, quantity):
        return replace(quantity, unit="point", kind="count", bare=False, rule="points of an index")
    if quantity.kind == "count" and not quantity.bare:
        by = _period_of_measure(tokens, quantity)
        return replace(quantity, unit=quantity.unit + by, kind="rate") if by else quantity
    each = quantity.dimension == "money" and quantity.last < len(tokens)
    if each and tuple(t.low for t in tokens[quantity.last : quantity.last + 4]) == _FOR_EACH:
        thing = next((q.unit for q in reversed(earlier) if q.kind == "count" and not q.bare), "")
        if thing and "/" not in quantity.unit + thing:
            return replace(quantity, unit=f"{quantity.unit}/{thing}", dimension="money rate", kind="rate")
    if each and tokens[quantity.last].low in _EACH:
        return _for_each(tokens, quantity, earlier, before)
    if (
        earlier
        and quantity.bare
        and not quantity.unit
        and quantity.scaled
        and _is_level_or_difference(tokens, quantity, earlier[-1])
    ):
        return _in_unit_of(quantity, earlier[-1])
    told = next((q for q in reversed(earlier) if _is_in_written_millions(tokens, q)), None)
    if told is not None and _is_millions(tokens, quantity, beside=True):
        return _in_millions_of(quantity, told)
    if _is_millions(tokens, quantity):
        noun = millions or _counted_by_subject(tokens, quantity)
        return _in_millions(quantity, noun) if noun else quantity
    if earlier and is_compared(tokens, quantity):
        return _like_level(tokens, quantity, earlier)
    if quantity.dimension == "money" and not quantity.scaled:
        below = next((q for q in reversed(earlier) if _is_told_by(q, quantity)), None)
        if below is not None and _is_difference(tokens, quantity):
            return _with_denominator(tokens, quantity, below)
        level = next((q for q in later if _is_told_by(q, quantity) and tokens[q.first - 1].low == "to"), None)
        if level is not None and phrases("directions").ending_at(tokens, quantity.first) is not None:
            return _with_denominator(tokens, quantity, level)
        rate = _rate_of_subject(tokens, quantity, earlier)
        if rate is not None:
            return replace(quantity, unit=f"{quantity.unit}/{rate}", dimension="money rate", kind="rate")
    return quantity


_EACH = frozenset(("each", "apiece"))
_FOR_EACH = ("for", "each", "of", "them")


def _for_each(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity], before: str) -> Quantity:
    """'40 benches at £85 each', '£60 apiece': the price of one of the things that were counted before."""
    behind = tokens[quantity.last + 1] if quantity.last + 1 < len(tokens) else None
    goes_on = behind is not None and behind.kind == "word" and behind.low not in words("noun_stops")
    if goes_on or "/" in quantity.unit:
        return quantity
    thing = _thing_priced(tokens, quantity, earlier, before)
    if not thing or "/" in thing:
        return quantity
    return replace(quantity, unit=f"{quantity.unit}/{thing}", dimension="money rate", kind="rate")


def _thing_priced(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity], before: str) -> str:
    """The plural right before 'at £85 each', else the last thing counted, with nothing but its total between."""
    at = lead_of(tokens, quantity.first)
    if at > 0 and tokens[at].low in ("at", "for") and is_plural(tokens[at - 1].low):
        return singular(tokens[at - 1].low)
    counted = next((i for i in range(len(earlier) - 1, -1, -1) if earlier[i].kind == "count"), None)
    if counted is None:
        return "" if earlier else before.split(" ")[-1]
    between = earlier[counted + 1 :]
    stops = any(tokens[i].low == "and" for i in range(earlier[counted].last, quantity.first))
    near = len(between) <= 1 and all(q.dimension == "money" for q in between) and not (stops and between)
    return earlier[counted].unit.split(" ")[-1] if near and not earlier[counted].bare else ""


def _is_of_index(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'the share index rose 0.9% to 5,751.1': the level of an index that moved, in points."""
    lead = lead_of(tokens, quantity.first)
    if lead < 0 or tokens[lead].low not in ("to", "at") or quantity.value is None or quantity.value < MAX_POINTS:
        return False
    reach = range(max(0, quantity.first - INDEX_REACH), quantity.first)
    named = next((i for i in reach if tokens[i].low in clause_words("index")), None)
    return named is not None and any(phrases("directions").at(tokens, i) is not None for i in range(named + 1, lead))


def _period_of_measure(tokens: Sequence[Token], quantity: Quantity) -> str:
    """'an annual capacity of 150,000 cars': the '/year' that the measure right before the number says."""
    of = lead_of(tokens, quantity.first)
    if of < 1 or tokens[of].low != "of" or "/" in quantity.unit:
        return ""
    measure = phrases("measures").ending_at(tokens, of)
    unit = measure.entry["unit"] if measure is not None else ""
    return unit if unit.startswith("/") and measure is not None and "count" in measure.entry["dimensions"] else ""


def is_compared(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'…, up from 61,902', 'compared with 3,796', 'instead of the usual 40', "to the visitors' nine"."""
    lead = lead_of(tokens, quantity.first)
    while lead >= 0 and tokens[lead].low.endswith("'s"):
        lead = lead_of(tokens, lead)
    if lead < 0:
        return False
    return any(
        lead + 1 >= len(cue) and tuple(t.low for t in tokens[lead + 1 - len(cue) : lead + 1]) == cue
        for cue in base_cues()
    ) or (
        lead < quantity.first - 1 and tokens[lead].low == "to" and tokens[quantity.first - 1].low.endswith(("'s", "s'"))
    )


def _like_level(tokens: Sequence[Token], base: Quantity, earlier: Sequence[Quantity]) -> Quantity:
    """The base with the percent or the denominator of its level."""
    level = earlier[-1]
    small = base.value is not None and base.value < MAX_POINTS and not base.scaled
    if base.bare and not base.unit and small and level.dimension in ("ratio", "point"):
        return replace(
            base, unit="percent", dimension="ratio", kind="percentage", bare=False, rule="percent from before"
        )
    if base.bare and not base.unit and base.scaled and level.scaled and level.kind in ("physical", "rate"):
        return _in_unit_of(base, level)
    if base.bare and not base.unit and level.dimension == "count" and level.kind == "rate" and level.factor == 1:
        return replace(base, unit=level.unit, dimension=level.dimension, kind="rate", bare=False)
    below = next((q for q in reversed(earlier[-MAX_LEVELS:]) if _is_told_by(q, base)), None)
    if below is not None and base.scaled and not below.scaled:
        return base  # '$9 million, or $2 per share, compared with $8 million'
    return _with_denominator(tokens, base, below) if below is not None else base


def _is_told_by(level: Quantity, base: Quantity) -> bool:
    """Whether the level is a rate of what the base is an amount of."""
    top, slash, _ = level.unit.partition("/")
    return (
        bool(slash) and base.unit == top and base.dimension == level.dimension.removesuffix(" rate") != level.dimension
    )


def _with_denominator(tokens: Sequence[Token], amount: Quantity, level: Quantity) -> Quantity:
    """The amount told by what the level is told by."""
    for place in (level.core_last, level.unit_last):
        rate = rate_after(tokens, place)
        if rate is not None and amount.value is not None:
            by = denominator_factor(tokens, place, rate)
            return replace(
                amount, unit=level.unit, dimension=level.dimension, kind="rate", value=amount.value / by,
                step=amount.step / by,
            )  # fmt: skip
    return replace(amount, unit=level.unit, dimension=level.dimension, kind="rate")  # its subject said it


def _is_difference(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'12 rupees lower than in May'."""
    behind = [t.low for t in tokens[quantity.last : quantity.last + 2]]
    return behind[:1] != [] and behind[0] in cue_words("behind") and behind[1:] in (["than"], ["on"])


def _rate_of_subject(tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity]) -> str | None:
    """'Spending per guest was €742': the denominator stands in the subject, and no other amount between."""
    others = [q.last for q in earlier if q.dimension not in ("ratio", "point")]
    lowest = max(others[-1] if others else 0, quantity.first - PER_REACH, 1)
    for index in range(quantity.first - 2, lowest - 1, -1):
        token = tokens[index]
        if token.text in (",", ";", ":") or token.low in cue_words("stop") or token.low in clause_words("contrast"):
            return None
        if token.low == "per" and tokens[index - 1].kind == "word" and tokens[index - 1].low not in words("noun_stops"):
            rate = rate_after(tokens, index)
            verb = rate is not None and any(
                tokens[i].low in clause_words("be") or tokens[i].low in clause_words("totals") or tokens[i].low == "to"
                for i in range(rate[1], quantity.first)
            )
            return rate[0] if rate is not None and verb and denominator_factor(tokens, index, rate) == 1 else None
    return None


def _is_of_share(
    tokens: Sequence[Token], quantity: Quantity, earlier: Sequence[Quantity], ahead: Quantity | None
) -> bool:
    """'at 48.6%, down 7.3 points from 55.9%', 'a margin of error of 1.5 points': points between percentages."""
    if quantity.value is None or quantity.value >= MAX_POINTS or quantity.kind != "count":
        return False
    if any(tokens[i].low == "margin" for i in range(max(0, quantity.first - MARGIN_REACH), quantity.first)):
        return True
    if ahead is not None and ahead.dimension == "ratio" and ahead.first - quantity.last == 1:
        return tokens[quantity.last].low in ("from", "to", "below", "above")
    before = earlier[-1] if earlier else None
    again = ahead is not None and ahead.dimension == "ratio" and tokens[ahead.first - 1].low in ("or", "(")
    if before is None or before.dimension != "ratio" or again:
        return False
    near = quantity.first - before.last <= MAX_LED
    return near and tokens[quantity.first - 1].low in ("up", "down")


def _is_in_written_millions(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'6.4m tonnes': the letter is the scale, and the unit stands behind it."""
    letter = any(tokens[i].text == "m" for i in range(quantity.core_first, quantity.core_last))
    return letter and quantity.kind == "physical" and quantity.scaled and quantity.dimension != "length"


def _is_millions(tokens: Sequence[Token], quantity: Quantity, *, beside: bool = False) -> bool:
    """'1.61m' alone, after things were told in millions: not '17.5m of water', nor a length that says what it is of.

    `beside`: the sentence itself tells millions of something that is no length, so that a verb may follow.
    """
    if quantity.dimension != "length" or quantity.value is None or tokens[quantity.core_last - 1].text != "m":
        return False
    around = range(max(0, quantity.first - 3), min(len(tokens), quantity.last + 3))
    if any(tokens[i].low in words("size_words") for i in around):
        return False
    after = tokens[quantity.last] if quantity.last < len(tokens) else None
    if beside:
        return after is None or after.low != "of"
    closed = after is None or after.kind == "punct" or after.low in ("last", "this", "next")
    closed = closed or (after is not None and (after.low in period_words("guesser") or after.low.endswith("ed")))
    return closed or (after is not None and after.low in words("noun_stops") and after.low != "of")


def _counted_by_subject(tokens: Sequence[Token], quantity: Quantity) -> str:
    """'Passenger numbers rose to 9.1m': what the measure before the number counts, unless lengths are told as well."""
    noun = ""
    for measure in phrases("measures").all(tokens):
        dimensions = measure.entry["dimensions"].split("|")
        if "length" in dimensions:
            return ""
        unit = measure.entry["unit"]
        if measure.last <= quantity.first and "count" in dimensions and unit and not unit.startswith("/"):
            noun = unit
    return noun


def _in_millions(quantity: Quantity, noun: str) -> Quantity:
    million = Decimal(1_000_000)
    assert quantity.value is not None
    container = noun == "TEU"
    return replace(
        quantity, unit=noun, dimension="container" if container else "count", kind="physical" if container else "count",
        value=quantity.value * million, step=quantity.step * million, factor=Decimal(1), scaled=True,
        rule="millions from before",
    )  # fmt: skip


def _in_millions_of(quantity: Quantity, told: Quantity) -> Quantity:
    """'6.4m tonnes, of which Brasna's 1.9m': millions of the same unit."""
    assert quantity.value is not None
    scale = Decimal(1_000_000) * told.factor
    return replace(
        quantity, unit=told.unit, dimension=told.dimension, kind=told.kind, value=quantity.value * scale,
        step=quantity.step * scale, factor=told.factor, scaled=True, rule="millions from before",
    )  # fmt: skip


def _is_level_or_difference(tokens: Sequence[Token], quantity: Quantity, before: Quantity) -> bool:
    """'from 612 million litres a day to 566 million, a saving of 46 million': the level reached, and what lies between."""
    if not before.scaled or before.kind not in ("physical", "rate") or quantity.first - before.last > MAX_LED:
        return False
    lead = lead_of(tokens, quantity.first)
    if lead < 0:
        return False
    if tokens[lead].low == "to":
        return lead == before.last
    named = tokens[lead].low == "of" and lead > 1 and tokens[lead - 2].low in ("a", "an")
    return named and tokens[before.last].low == ","


def _in_unit_of(quantity: Quantity, told: Quantity) -> Quantity:
    """A number of millions in the unit that its neighbour was told in."""
    values = {
        name: None if (value := getattr(quantity, name)) is None else value * told.factor
        for name in ("value", "value_low", "value_high")
    }
    return replace(
        quantity, unit=told.unit, dimension=told.dimension, kind=told.kind, factor=told.factor, bare=False,
        step=quantity.step * told.factor, rule="unit from before", **values,
    )  # fmt: skip
