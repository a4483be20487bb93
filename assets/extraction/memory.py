"""What earlier sentences of a document leave for the later ones: period, measure, currency, subjects, status.

All of it is assumed where it is used, and marked so. Reading the current sentence is the business of `extractor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assets.extraction.elided_units import Counted
from assets.extraction.figure_builder import Line
from assets.extraction.measures import Measured, names_a_count
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_model import Clock, Period
from assets.extraction.single_quantity import Quantity
from assets.extraction.subjects import About
from assets.extraction.tokens import Token

_POINTER = ("the", "figure")
"""'puts the figure at': says in so many words that the measure is the one before."""


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the document said: their period, measures, subjects by scope, currency and status."""

    period: Period | None = None
    main_period: Period | None = None
    block_start: int = -1
    currency: str | None = None
    subjects: dict[str, About] = field(default_factory=dict)
    measures: dict[str, Measured] = field(default_factory=dict)
    body_sentences: int = 0
    status: str = "actual"
    before: Sequence[Token] = ()
    counted: Counted = field(default_factory=Counted)

    def enter_block(self, char_start: int) -> None:
        """A new paragraph: what the last one said is forgotten, but for the period of the document."""
        self.block_start, self.period, self.currency, self.status = char_start, self.main_period, None, "actual"
        self.measures.clear()


def with_elided_currency(tokens: Sequence[Token], quantity: Quantity, memory: Memory) -> Quantity:
    """'already at 413 million', said after amounts of money in the paragraph: the currency of the last one.

    Not where the sentence names something that is counted: 'passengers rose to 5.1 million'.
    """
    if quantity.dimension == "money":
        memory.currency = quantity.unit
    elif quantity.bare and quantity.scaled and memory.currency is not None and not names_a_count(tokens):
        return replace(
            quantity,
            unit=memory.currency,
            dimension="money",
            kind="money",
            bare=False,
            rule="money, currency from before",
        )
    return quantity


def remember_headline(memory: Memory, periods: Sequence[Period], clock: Clock) -> None:
    """A headline's period ('Q1 profit') is the document's, also where the headline says no figure."""
    past = [p for p in periods if p.kind in ("span", "year") and p.start and p.end and not p.is_base]
    if past and (clock.published is None or past[0].start is None or past[0].start <= clock.published):
        memory.main_period = memory.period = past[0]


def with_remembered_measure(
    tokens: Sequence[Token], measured: Measured, quantity: Quantity, memory: Memory
) -> Measured:
    """'we are already at 413 million', 'puts the figure at': the paragraph's last measure of the same dimension, assumed."""
    if measured.measure is not None and not measured.assumed:
        if not measured.measure.startswith("~"):
            memory.measures[quantity.dimension] = measured
        return measured
    last = memory.measures.get(quantity.dimension)
    points_back = any(tuple(t.low for t in tokens[i : i + 2]) == _POINTER for i in range(quantity.first))
    if last is None or quantity.dimension in ("ratio", "point", "fold", "count", "time", "duration", "rank"):
        return measured
    return replace(last, assumed=not points_back, first=-1)


def remember(memory: Memory, line: Line, periods: Sequence[tuple[Period | None, str]], clock: Clock) -> None:
    """Keeps the last span of the paragraph and the first of the document; what lies ahead is never inherited."""
    said = [
        p for p, basis in periods
        if p is not None and basis in ("explicit", "relative") and not p.is_base and p.kind in ("span", "year")
        and p.start is not None and p.end is not None and not (clock.published and p.start > clock.published)
    ]  # fmt: skip
    if said and not line.block.boilerplate:
        memory.period = said[0]
        memory.main_period = memory.main_period or said[0]


def set_status(figure: ExtractedFigure, status: tuple[str, bool], memory: Memory) -> None:
    """Writes the status on the figure; without a cue of its own it is the paragraph's, and marked as assumed."""
    figure.status, said = status
    if not said:
        figure.assumed.add("status")
    elif figure.role == "main" and not figure.boilerplate:
        memory.status = figure.status
