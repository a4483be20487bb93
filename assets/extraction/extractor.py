"""The order in which a document is read: names, then sentences, then numbers, then what they say. One call, one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assets.extraction.changes import movement_of
from assets.extraction.figure_builder import Line, bare_is_figure, build_figure
from assets.extraction.measures import Measured, measure_mentions, measure_of
from assets.extraction.model import ExtractedFigure
from assets.extraction.names import Directory, countries_at, names_at, read_names
from assets.extraction.period_choice import choose_periods
from assets.extraction.periods import Clock, Period, find_periods
from assets.extraction.quantities import Quantity, scan
from assets.extraction.statements import speaker_of, status_cues, status_of
from assets.extraction.subjects import About, Scene, about
from assets.extraction.tokens import Token, sentences, tokenise
from assets.extraction.vocabulary import word_values, words
from assets.reading import Document

EXTRACTOR_VERSION = "1"
_RUPEE_FISCAL = re.compile(r"\bcrores?\b|\bFY\d{2}\b.*\b(?:Rs|INR|rupees)\b", re.DOTALL)


@dataclass(slots=True)
class _Memory:
    """What earlier sentences of the document said: their period, subjects by scope, status and speaker."""

    period: Period | None = None
    main_period: Period | None = None
    block_start: int = -1
    currency: str | None = None
    subjects: dict[str, About] = field(default_factory=dict)
    measures: dict[str, Measured] = field(default_factory=dict)
    speaker: str | None = None
    body_sentences: int = 0


def extract_figures(document: Document) -> list[ExtractedFigure]:
    """Figures of a document in the order of the text; spans are half-open code points of `document.text`."""
    lines = list(_lines(document))
    directory = read_names(
        ((line.tokens, line.block.kind == "title") for line in lines if not line.block.boilerplate),
        [n.lower() for n in (document.facts.publisher, document.facts.author) if n],
    )
    clock = Clock(document.facts.published_on, 4 if _RUPEE_FISCAL.search(document.text) else 1)
    memory, found = _Memory(), []
    for line in lines:
        if not line.block.boilerplate and line.block.kind != "title":
            memory.body_sentences += 1
        if memory.main_period is None and line.block.kind == "title":
            _remember_headline(memory, find_periods(line.tokens, clock), clock)
        if _may_hold_figure(line.tokens):
            found.extend(_read_line(document.text, line, directory, clock, memory))
    return found


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if block.kind == "byline":
            continue
        for sentence in sentences(document.text, block.char_start, block.char_end):
            yield Line(block, sentence, tokenise(document.text, sentence.start, sentence.end))


def _may_hold_figure(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says a digit, a number word, a multiple or a rank."""
    cardinals, tens, fractions = word_values("cardinal"), word_values("tens"), word_values("fraction")
    return any(
        t.kind in ("num", "frac") or t.low in cardinals or t.low in tens or t.low in fractions
        or t.low in words("folds") or t.low in words("superlatives") or t.low == "dozen" or t.low in ("million", "hundred")
        for t in tokens
    )  # fmt: skip


def _read_line(text: str, line: Line, directory: Directory, clock: Clock, memory: _Memory) -> Iterator[ExtractedFigure]:
    tokens = line.tokens
    quantities = [_with_elided_currency(q, memory) for q in scan(tokens)]
    if not quantities:
        return
    if line.block.char_start != memory.block_start:
        memory.block_start, memory.period = line.block.char_start, memory.main_period
        memory.measures.clear()
    names = names_at(tokens, directory)
    scene = Scene(
        tokens, countries_at(tokens), names, quantities, directory, memory.body_sentences <= 2, memory.subjects
    )
    mentions, cues = measure_mentions(tokens), status_cues(tokens)
    speaker = speaker_of(tokens, names, text)
    movements = [movement_of(tokens, q, quantities) for q in quantities]
    measured = [
        measure_of(tokens, q, quantities, mentions, m.directed) for q, m in zip(quantities, movements, strict=True)
    ]
    measured = [_with_remembered_measure(m, q, memory) for m, q in zip(measured, quantities, strict=True)]
    periods = choose_periods(tokens, quantities, movements, find_periods(tokens, clock), memory.period)
    for index, quantity in enumerate(quantities):
        if quantity.bare and not bare_is_figure(quantity, measured[index], movements[index]):
            continue
        facets = about(scene, quantity, measured[index].measure, measured[index].scope, measured[index].first)
        figure = build_figure(text, line, quantity, movements[index], measured[index], facets)
        period, basis = periods[index]
        if period is not None:
            figure.period_start, figure.period_end, figure.period_basis = period.start, period.end, basis
        if basis == "inherited":
            figure.assumed.add("period")
        figure.status = status_of(tokens, quantity, figure.role, cues, period, clock.published, "actual")
        figure.attribution = speaker
        memory.subjects["flow" if measured[index].scope in ("bilateral", "flow") else measured[index].scope] = facets
        yield figure
    _remember(memory, line, periods, speaker, clock)


def _with_elided_currency(quantity: Quantity, memory: _Memory) -> Quantity:
    """'already at 413 million', said after amounts of money: the currency of the last one."""
    if quantity.dimension == "money":
        memory.currency = quantity.unit
    elif quantity.bare and quantity.scaled and memory.currency is not None:
        return replace(
            quantity,
            unit=memory.currency,
            dimension="money",
            kind="money",
            bare=False,
            rule="money, currency from before",
        )
    return quantity


def _remember_headline(memory: _Memory, periods: Sequence[Period], clock: Clock) -> None:
    """A headline's period ('Q1 profit') is the document's, also where the headline says no figure."""
    past = [p for p in periods if p.kind in ("span", "year") and p.start and p.end and not p.is_base]
    if past and (clock.published is None or past[0].end is None or past[0].end <= clock.published):
        memory.main_period = memory.period = past[0]


def _with_remembered_measure(measured: Measured, quantity: Quantity, memory: _Memory) -> Measured:
    """'we are already at 413 million', 'puts the figure at': the paragraph's last measure of the same dimension, assumed."""
    if measured.measure is not None and not measured.assumed:
        if not measured.measure.startswith("~"):
            memory.measures[quantity.dimension] = measured
        return measured
    last = memory.measures.get(quantity.dimension)
    if last is None or quantity.dimension in ("ratio", "point", "fold", "count", "time", "duration", "rank"):
        return measured
    return replace(last, assumed=True, first=-1)


def _remember(
    memory: _Memory, line: Line, periods: Sequence[tuple[Period | None, str]], speaker: str | None, clock: Clock
) -> None:
    """Keeps the last span of the paragraph and the first of the document; what lies ahead is never inherited."""
    said = [
        p for p, basis in periods
        if p is not None and basis in ("explicit", "relative") and not p.is_base and p.kind in ("span", "year")
        and p.start is not None and p.end is not None and not (clock.published and p.end > clock.published)
    ]  # fmt: skip
    if said and not line.block.boilerplate:
        memory.period = said[0]
        memory.main_period = memory.main_period or said[0]
    memory.speaker = speaker or memory.speaker
