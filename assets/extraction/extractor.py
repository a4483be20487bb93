"""The order in which a document is read: names, then sentences, then numbers, then what they say. One call, one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assets.extraction.changes import Movement, movement_of
from assets.extraction.intervals import bounds, range_bounds
from assets.extraction.measures import Measured, measure_mentions, measure_of
from assets.extraction.model import ExtractedFigure
from assets.extraction.names import Directory, countries_at, names_at, read_names
from assets.extraction.period_choice import choose_periods
from assets.extraction.periods import Clock, Period, find_periods
from assets.extraction.quantities import Quantity, scan
from assets.extraction.statements import speaker_of, status_cues, status_of
from assets.extraction.subjects import About, Scene, about
from assets.extraction.tokens import Sentence, Token, sentences, tokenise
from assets.extraction.vocabulary import word_values, words
from assets.reading import Block, Document

EXTRACTOR_VERSION = "1"
_RUPEE_FISCAL = re.compile(r"\bcrores?\b|\bFY\d{2}\b.*\b(?:Rs|INR|rupees)\b", re.DOTALL)


@dataclass(slots=True)
class _Memory:
    """What earlier sentences of the document said: their period, subjects by scope, status and speaker."""

    period: Period | None = None
    subjects: dict[str, About] = field(default_factory=dict)
    measure: Measured | None = None
    speaker: str | None = None
    body_sentences: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence with its tokens and its block."""

    block: Block
    sentence: Sentence
    tokens: Sequence[Token]


def extract_figures(document: Document) -> list[ExtractedFigure]:
    """Figures of a document in the order of the text; spans are half-open code points of `document.text`."""
    lines = list(_lines(document))
    directory = read_names((line.tokens, line.block.kind == "title") for line in lines if not line.block.boilerplate)
    clock = Clock(document.facts.published_on, 4 if _RUPEE_FISCAL.search(document.text) else 1)
    memory, found = _Memory(), []
    for line in lines:
        if not line.block.boilerplate and line.block.kind != "title":
            memory.body_sentences += 1
        if _may_hold_figure(line.tokens):
            found.extend(_read_line(document.text, line, directory, clock, memory))
    return found


def _lines(document: Document) -> Iterator[_Line]:
    for block in document.blocks:
        if block.kind == "byline":
            continue
        for sentence in sentences(document.text, block.char_start, block.char_end):
            yield _Line(block, sentence, tokenise(document.text, sentence.start, sentence.end))


def _may_hold_figure(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says a digit, a number word, a multiple or a rank."""
    cardinals, tens, fractions = word_values("cardinal"), word_values("tens"), word_values("fraction")
    return any(
        t.kind in ("num", "frac") or t.low in cardinals or t.low in tens or t.low in fractions
        or t.low in words("folds") or t.low in words("superlatives") or t.low == "dozen" or t.low in ("million", "hundred")
        for t in tokens
    )  # fmt: skip


def _read_line(
    text: str, line: _Line, directory: Directory, clock: Clock, memory: _Memory
) -> Iterator[ExtractedFigure]:
    tokens = line.tokens
    quantities = scan(tokens)
    if not quantities:
        return
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
    periods = choose_periods(tokens, quantities, movements, find_periods(tokens, clock), memory.period)
    for index, quantity in enumerate(quantities):
        if quantity.bare and not _bare_is_figure(quantity, measured[index], movements[index]):
            continue
        facets = about(scene, quantity, measured[index].measure, measured[index].scope)
        figure = _figure(text, line, quantity, movements[index], measured[index], facets)
        period, basis = periods[index]
        if period is not None:
            figure.period_start, figure.period_end, figure.period_basis = period.start, period.end, basis
        if basis == "inherited":
            figure.assumed.add("period")
        figure.status = status_of(quantity, figure.role, cues, period, clock.published, "actual")
        figure.attribution = speaker
        memory.subjects["flow" if measured[index].scope in ("bilateral", "flow") else measured[index].scope] = facets
        yield figure
    _remember(memory, line, periods, speaker)


def _remember(memory: _Memory, line: _Line, periods: Sequence[tuple[Period | None, str]], speaker: str | None) -> None:
    said = [p for p, basis in periods if p is not None and basis in ("explicit", "relative") and not p.is_base]
    if said and not line.block.boilerplate:
        memory.period = said[0]
    memory.speaker = speaker or memory.speaker


def _bare_is_figure(quantity: Quantity, measured: Measured, movement: Movement) -> bool:
    """A number without unit or noun is a figure where a measure of counts claims it, or where it is written as one."""
    claimed = measured.measure is not None and not measured.measure.startswith("~") and not measured.assumed
    return (
        claimed
        or quantity.scaled
        or (quantity.value is not None and quantity.value >= 1000)
        or (quantity.modifier is not None and quantity.modifier != "under" and movement.directed)
    )


def _figure(
    text: str, line: _Line, quantity: Quantity, movement: Movement, measured: Measured, facets: About
) -> ExtractedFigure:
    """The figure of a quantity: its place, its bounds, and its facets."""
    tokens = line.tokens
    start, end = tokens[quantity.first].start, tokens[quantity.last - 1].end
    statistic = _statistic(quantity, movement, measured)
    unit = quantity.unit or measured.unit
    figure = ExtractedFigure(
        start, end, tokens[quantity.core_first].start, tokens[quantity.core_last - 1].end,
        "count" if quantity.kind == "number" and unit else quantity.kind, unit, quantity.dimension, quantity.rule,
        value=quantity.value, value_low=quantity.value_low, value_high=quantity.value_high, step=quantity.step,
        modifier=quantity.modifier, change=movement.change, quote=text[start:end],
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


def _bound(figure: ExtractedFigure, quantity: Quantity) -> None:
    if quantity.value is not None:
        limits = bounds(quantity.value, quantity.step, quantity.modifier, quantity.kind)
    elif quantity.value_low is not None and quantity.value_high is not None:
        limits = range_bounds(quantity.value_low, quantity.value_high, quantity.step, quantity.modifier)
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
