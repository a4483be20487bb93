"""What earlier sentences of a document leave for the later ones: period, measure, currency, subjects, status.

All of it is assumed where it is used, and marked so. Reading the current sentence is the business of `extractor`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assets.extraction.elided_units import Counted
from assets.extraction.figure_builder import Line
from assets.extraction.measures import Measured, names_a_count
from assets.extraction.model import ExtractedFigure
from assets.extraction.period_model import Clock, Days, Period, months_of
from assets.extraction.single_quantity import Quantity
from assets.extraction.subjects import About
from assets.extraction.tokens import Token, Tokens

OLD_YEARS = 3
"""Years before publication after which a period is history, and nothing that the article reports on."""
_POINTER = ("the", "figure")
"""'puts the figure at': says in so many words that the measure is the one before."""


@dataclass(frozen=True, slots=True)
class Event:
    """First and last day of what the article tells of, and the sentence that said so."""

    start: date
    end: date
    sentence: int


@dataclass(frozen=True, slots=True)
class Undated:
    """A figure that waits for the article's event: how its measure is dated, its tense, and the day that it names itself.

    `so_far`: it has come about since the event, as 'have cleared 300 tonnes' says.
    """

    figure: ExtractedFigure
    dated: str
    tense: str
    own: Period | None
    sentence: int
    increment: bool
    so_far: bool


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the document said: their period, measures, subjects by scope, currency and status.

    `main_is_plan`: only a plan or a forecast told the main period so far; the first that a fact tells takes its place.
    `spans` are the last periods that it named by their months, `told` how often it named each, `named` the times of
    events by their nouns, `goals` the dates of its goals by dimension, `plans` the times of its plans by measure and
    subject, both with the sentence. `coming` are the days of a coming event, `last_told` the time of the last sentence
    that told figures. `undated` waits for the end of the article.
    """

    period: Period | None = None
    main_period: Period | None = None
    main_is_plan: bool = False
    block_start: int = -1
    is_item: bool = False
    currency: str | None = None
    text_currency: str | None = None
    subjects: dict[str, About] = field(default_factory=dict)
    measures: dict[str, Measured] = field(default_factory=dict)
    body_sentences: int = 0
    status: str = "actual"
    before: Tokens = field(default_factory=Tokens)
    spans: dict[int, Period] = field(default_factory=dict)
    told: Counter[Days] = field(default_factory=Counter)
    named: dict[str, Period] = field(default_factory=dict)
    event: Event | None = None
    news_day: date | None = None
    undated: list[Undated] = field(default_factory=list)
    goals: dict[str, tuple[Period, int]] = field(default_factory=dict)
    plans: dict[tuple[str, str | None], tuple[Period, int]] = field(default_factory=dict)
    coming: tuple[Period, int] | None = None
    last_told: tuple[Period, int] | None = None
    counted: Counted = field(default_factory=Counted)

    def enter_block(self, char_start: int, *, is_item: bool = False) -> None:
        """A new paragraph: what the last one said is forgotten, but for the period of the document.

        An item of a list goes on with what the sentence above the list says of plan and outcome.
        """
        self.block_start, self.period, self.currency = char_start, self.main_period, None
        self.is_item = is_item
        if not is_item:
            self.status = "actual"
        self.measures.clear()
        self.subjects = {scope: facets for scope, facets in self.subjects.items() if scope == "flow"}


def with_elided_currency(tokens: Sequence[Token], quantity: Quantity, memory: Memory) -> Quantity:
    """'already at 413 million', said after amounts of money in the paragraph: the currency of the last one.

    Not where the sentence names something that is counted: 'passengers rose to 5.1 million'.
    """
    if quantity.dimension in ("money", "money rate") and tokens[quantity.unit_first].low in _CENTS:
        return _in_cents(quantity, memory.text_currency)
    if quantity.dimension == "money":
        memory.text_currency = quantity.unit if quantity.unit in _WITH_CENTS else memory.text_currency
        converted = memory.currency is not None and quantity.first > 0 and tokens[quantity.first - 1].text == "("
        memory.currency = memory.currency if converted else quantity.unit
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


_CENTS = frozenset(("cent", "cents"))
_WITH_CENTS = frozenset(("USD", "EUR", "AUD", "CAD", "NZD", "SGD", "HKD", "ZAR"))


def _in_cents(quantity: Quantity, currency: str | None) -> Quantity:
    """'a dividend of 80 cents' in a text that counts in euros: a hundredth of the money that it told before."""
    top, slash, below = quantity.unit.partition("/")
    return quantity if currency is None or top != "USD" else replace(quantity, unit=f"{currency}{slash}{below}")


def remember_headline(memory: Memory, periods: Sequence[Period], clock: Clock) -> None:
    """A headline's period ('Q1 profit') is the document's, also where the headline says no figure."""
    past = [p for p in periods if p.kind in ("span", "year") and p.start and p.end and not p.is_base]
    if past and (clock.published is None or past[0].start is None or past[0].start <= clock.published):
        memory.main_period = memory.period = past[0]
        _keep_span(memory, past[0])


def reported_until(memory: Memory) -> date | None:
    """The last day of the months or quarters that an article reports on: what 'in June' counts from where no day is known."""
    period = memory.main_period
    return period.end if period is not None and period.kind == "span" and period.basis == "explicit" else None


def points_back_at(tokens: Sequence[Token]) -> int | None:
    """Where a sentence first says 'the figure', or None."""
    return next((i for i in range(len(tokens) - 1) if (tokens[i].low, tokens[i + 1].low) == _POINTER), None)


def with_remembered_measure(measured: Measured, quantity: Quantity, memory: Memory, pointer: int | None) -> Measured:
    """'we are already at 413 million', 'puts the figure at': the paragraph's last measure of the same dimension, assumed.

    `pointer` is where the sentence points back, from `points_back_at`.
    """
    if measured.measure is not None and not measured.assumed:
        if not measured.measure.startswith("~"):
            memory.measures[quantity.dimension] = measured
        return measured
    last = memory.measures.get(quantity.dimension)
    if last is None or quantity.dimension in ("ratio", "point", "fold", "count", "time", "duration", "rank"):
        return measured
    unit = "" if last.unit.startswith("/") else last.unit  # what the last one was told by is its own
    return replace(last, unit=unit, assumed=pointer is None or pointer >= quantity.first, first=-1)


def remember(
    memory: Memory, line: Line, periods: Sequence[tuple[Period | None, str]], clock: Clock, *, of_plans: bool
) -> None:
    """Keeps the last span of the paragraph and the first of the document; what lies ahead is never inherited.

    `of_plans`: nothing but plans is told of them, so that a span of which a fact is told will go before them.
    """
    told = next((p for p, _ in periods if p is not None and not p.is_base and p.brackets is None), None)
    memory.last_told = None if told is None or line.block.boilerplate else (told, memory.body_sentences)
    said = [
        p for p, basis in periods
        if p is not None and basis in ("explicit", "relative") and not p.is_base and p.kind in ("span", "year")
        and p.brackets is None and p.start is not None and months_of(p) is not None and not (clock.published and p.start > clock.published)
    ]  # fmt: skip
    if said and not line.block.boilerplate:
        memory.period = said[0]
        for period in said:
            _keep_span(memory, period)
        recent = clock.published is None or said[0].end is None or clock.published.year - said[0].end.year <= OLD_YEARS
        if recent and (memory.main_period is None or memory.main_is_plan):
            memory.main_period, memory.main_is_plan = said[0], of_plans


def _keep_span(memory: Memory, period: Period) -> None:
    memory.told[period.start, period.end] += 1
    months = months_of(period)
    if months is not None:
        memory.spans[months] = period


def set_status(figure: ExtractedFigure, status: tuple[str, bool], memory: Memory) -> None:
    """Writes the status on the figure; without a cue of its own it is the paragraph's, and marked as assumed."""
    figure.status, said = status
    if not said:
        figure.assumed.add("status")
    elif figure.role == "main" and not figure.boilerplate:
        memory.status = figure.status
