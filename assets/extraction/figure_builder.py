"""From a quantity and what was found about it to the figure: place in the text, unit, statistic, bounds, blocking key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assets.extraction.changes import Movement
from assets.extraction.intervals import bounds, range_bounds
from assets.extraction.measures import PERSON_NOUNS, Measured
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_model import Period
from assets.extraction.single_quantity import Quantity
from assets.extraction.subjects import About
from assets.extraction.tokens import Sentence, Tokens
from assets.reading import Block
from warehouse.lexicon import lexicon

_STATES_OF_PERSONS = frozenset(("dead", "missing", "injured", "wounded", "victim"))


@dataclass(slots=True)
class Line:
    """One sentence with its tokens and its block. `continental`: its paragraph writes decimal commas.

    `periods` are the times that it names, where they were asked for.
    """

    block: Block
    sentence: Sentence
    tokens: Tokens
    continental: bool = False
    periods: Sequence[Period] | None = None


def bare_is_figure(quantity: Quantity, measured: Measured, movement: Movement, arrived: bool = False) -> bool:
    """A number without unit or noun is a figure where a measure of counts claims it, or where it is written as one.

    `arrived`: the sentence has such a figure as the level that something moved to; then the level that it came from is one too.
    """
    claimed = measured.measure is not None and not measured.measure.startswith("~") and not measured.assumed
    return (
        claimed
        or quantity.scaled
        or (arrived and movement.role == "base")
        or (quantity.value is not None and quantity.value >= 1000)
        or (quantity.modifier is not None and quantity.modifier != "under" and movement.directed)
    )


def build_figure(
    text: str, line: Line, quantity: Quantity, movement: Movement, measured: Measured, facets: About
) -> ExtractedFigure:
    """The figure of a quantity: its place, its bounds, and its facets."""
    tokens = line.tokens
    start, end = tokens[quantity.first].start, tokens[quantity.last - 1].end
    statistic = _statistic(quantity, movement, measured)
    unit = _unit(quantity, measured)
    figure = ExtractedFigure(
        start, end, tokens[quantity.core_first].start, tokens[quantity.core_last - 1].end,
        "count" if quantity.kind == "number" and unit else quantity.kind, unit, quantity.dimension, quantity.rule,
        value=quantity.value, value_low=quantity.value_low, value_high=quantity.value_high, step=quantity.step,
        factor=quantity.factor, modifier=quantity.modifier, change=movement.change, quote=text[start:end],
        sentence=text[line.sentence.start : line.sentence.end],
        sentence_start=line.sentence.start, sentence_end=line.sentence.end, in_title=line.block.kind == "title",
        measure=facets.measure or measured.measure, statistic=statistic, role=movement.role,
        subject=facets.subject, counterparty=facets.counterparty, product=facets.product, place=facets.place,
        boilerplate=line.block.boilerplate, assumed=set(facets.assumed),
    )  # fmt: skip
    if quantity.unit_last > quantity.unit_first:
        figure.unit_as_written = text[tokens[quantity.unit_first].start : tokens[quantity.unit_last - 1].end]
    if measured.assumed:
        figure.assumed.add("measure")
    _bound(figure, quantity)
    if figure.measure is not None and not figure.boilerplate:
        figure.comparable_key = f"{figure.measure}|{figure.dimension}|{statistic}"
    return figure


@cache
def _physical_units() -> frozenset[str]:
    return frozenset(e.canonical for e in lexicon("units") if e["dimension"] not in ("time", "duration"))


def _unit(quantity: Quantity, measured: Measured) -> str:
    """The quantity's own unit, or what its measure counts where the text leaves the noun out or names the measure."""
    if measured.unit.startswith("/"):
        whole = "/" in quantity.unit or quantity.dimension in ("ratio", "point", "fold", "power")
        # what a printed amount is by (a litre, a gallon) is not known: only what is told one by one may be added
        return quantity.unit if whole or measured.unit[1:] in _physical_units() else quantity.unit + measured.unit
    if not quantity.unit or quantity.unit.startswith("/"):
        return measured.unit + quantity.unit
    head = quantity.unit.split(" ")[-1]
    says_measure = quantity.dimension == "count" and (
        (quantity.unit_first <= measured.first < quantity.unit_last and head in PERSON_NOUNS)
        or head in _STATES_OF_PERSONS
    )
    return measured.unit if says_measure and measured.unit == "person" else quantity.unit


def _bound(figure: ExtractedFigure, quantity: Quantity) -> None:
    if quantity.value is not None:
        limits = bounds(quantity.value, quantity.step, quantity.modifier, quantity.kind, pointed=quantity.pointed)
    elif quantity.value_low is not None and quantity.value_high is not None:
        limits = range_bounds(
            quantity.value_low, quantity.value_high, quantity.step, quantity.modifier, quantity.step_low
        )
    else:
        return
    figure.low, figure.high = limits.low, limits.high
    figure.hard_low, figure.hard_high = limits.hard_low, limits.hard_high


def _statistic(quantity: Quantity, movement: Movement, measured: Measured) -> str:
    if quantity.kind == "rank":
        return "rank"
    if quantity.dimension in ("point", "fold"):
        return "change"
    if movement.change in ("increase_by", "decrease_by"):
        return "change"
    if quantity.dimension == "ratio":
        return measured.statistic or (
            "change" if movement.change and movement.role == "main" and not measured.statistic else "share"
        )
    if quantity.dimension == "money rate":
        return "price"
    return measured.statistic or "level"


def set_period(figure: ExtractedFigure, period: Period | None, basis: str) -> None:
    """Writes the chosen period on the figure; one that was inherited is marked as assumed."""
    if period is not None:
        figure.period_start, figure.period_end, figure.period_basis = period.start, period.end, basis
    if basis == "inherited":
        figure.assumed.add("period")


def changes_follow_levels(figures: Sequence[ExtractedFigure]) -> Sequence[ExtractedFigure]:
    """A change is of what its level is of, and so is a base: both take the product of the nearest level of their measure."""
    levels = [f for f in figures if f.statistic in ("level", "price") and f.role == "main" and f.product is not None]
    for figure in figures:
        follows = figure.statistic == "change" or figure.role == "base"
        if not follows or figure.product is not None:
            continue
        same = [f for f in levels if f.measure == figure.measure]
        if same:
            figure.product = min(same, key=lambda f: abs(f.char_start - figure.char_start)).product
    return figures
