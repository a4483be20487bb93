"""The order in which a document is read: names, then sentences, then numbers, then what they say. One call, one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assets.extraction.as_read import put_back, reading_of
from assets.extraction.changes import NEIGHBOURS, Movement, movement_of
from assets.extraction.decimal_marks import DecimalMarks
from assets.extraction.figure_builder import (
    Line,
    bare_is_figure,
    build_figure,
    changes_follow_levels,
    set_period,
)
from assets.extraction.measures import Measured, inherits_period, measure_mentions, measure_of
from assets.extraction.memory import (
    Memory,
    points_back_at,
    remember,
    remember_headline,
    set_status,
    with_elided_currency,
    with_remembered_measure,
)
from assets.extraction.model import ExtractedFigure
from assets.extraction.names import Directory, countries_at, names_at, read_names
from assets.extraction.period_choice import choose_periods
from assets.extraction.period_model import Clock
from assets.extraction.periods import find_periods
from assets.extraction.quantities import scan
from assets.extraction.single_quantity import Quantity
from assets.extraction.statements import basis_of, speaker_of, status_cues, status_of
from assets.extraction.subjects import Scene, about
from assets.extraction.tokens import (
    Sentence,
    Token,
    dateline_end,
    sentences,
    tokenise,
)
from assets.extraction.vocabulary import word_values, words
from assets.reading import Document

EXTRACTOR_VERSION = "1"
_CRORES, _RUPEES = re.compile(r"\bcrores?\b"), re.compile(r"\b(?:Rs|INR|rupees)\b")
_FISCAL_YEAR = re.compile(r"\bFY\d{2}\b")


def extract_figures(document: Document) -> list[ExtractedFigure]:
    """Figures of a document in the order of the text; spans are half-open code points of `document.text`."""
    read, places = reading_of(document)
    figures = _figures(read)
    if places is not None:
        put_back(figures, places, document.text)
    return figures


def _figures(document: Document) -> list[ExtractedFigure]:
    lines = list(_lines(document))
    directory = read_names(
        ((line.tokens, line.block.kind == "title") for line in lines if not line.block.boilerplate),
        [n.lower().removeprefix("the ") for n in (document.facts.publisher, document.facts.author) if n],
    )
    clock = Clock(_plausible(document.facts.published_on), _fiscal_start(document.text))
    memory, found = Memory(), []
    for line in lines:
        if not line.block.boilerplate and line.block.kind != "title":
            memory.body_sentences += 1
        if memory.main_period is None and line.block.kind == "title":
            remember_headline(memory, find_periods(line.tokens, clock), clock)
        if _may_hold_figure(line.tokens):
            found.extend(_read_line(document.text, line, directory, clock, memory))
        memory.before = line.tokens
    return found


def _fiscal_start(text: str) -> int:
    """The month in which the fiscal year begins: April where India's money and numbers are written, else January."""
    indian = _CRORES.search(text) or (_FISCAL_YEAR.search(text) and _RUPEES.search(text))
    return 4 if indian else 1


def _plausible(published: date | None) -> date | None:
    """The publication day, but not the 0001-01-01 and 9999-12-31 that pages print when they know none."""
    return published if published is not None and 1800 <= published.year <= 2200 else None


def _lines(document: Document) -> Iterator[Line]:
    marks = DecimalMarks()
    for block in document.blocks:
        if block.kind == "byline":
            continue
        continental = marks.read(document.text, block.char_start, block.char_end)
        for sentence in sentences(document.text, block.char_start, block.char_end):
            start = dateline_end(document.text, sentence.start, sentence.end)
            tokens = tokenise(document.text, start, sentence.end, continental=continental)
            yield Line(block, Sentence(start, sentence.end), tokens)


def _may_hold_figure(tokens: Sequence[Token]) -> bool:
    """Whether a sentence says a digit, a number word, a multiple or a rank."""
    cardinals, tens, fractions = word_values("cardinal"), word_values("tens"), word_values("fraction")
    return any(
        t.kind in ("num", "frac") or t.low in cardinals or t.low in tens or t.low in fractions
        or t.low in words("folds") or t.low in words("superlatives") or t.low == "dozen" or t.low in ("million", "hundred")
        for t in tokens
    )  # fmt: skip


def _read_line(text: str, line: Line, directory: Directory, clock: Clock, memory: Memory) -> Iterator[ExtractedFigure]:
    tokens = line.tokens
    if line.block.char_start != memory.block_start:
        memory.enter_block(line.block.char_start)
    quantities = [with_elided_currency(tokens, q, memory) for q in scan(tokens)]
    if not quantities:
        return
    names = names_at(tokens, directory)
    scene = Scene(
        tokens,
        countries_at(tokens),
        names,
        quantities,
        directory,
        memory.body_sentences <= 1,
        memory.subjects,
        memory.before,
    )
    speaker = speaker_of(tokens, names, text)
    movements = [
        movement_of(tokens, q, quantities[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1])
        for i, q in enumerate(quantities)
    ]
    measured = _measure_all(tokens, quantities, movements, memory)
    heirs = [
        memory.period if inherits_period(m.measure) or q.dimension in ("ratio", "fold", "point") else None
        for m, q in zip(measured, quantities, strict=True)
    ]
    periods = choose_periods(tokens, quantities, movements, find_periods(tokens, clock), heirs)
    cues, figures = status_cues(tokens), []
    for quantity, movement, told, (period, basis) in zip(quantities, movements, measured, periods, strict=True):
        if quantity.bare and not bare_is_figure(quantity, told, movement):
            continue
        facets = about(scene, quantity, told.measure, told.scope, told.first)
        figure = build_figure(text, line, quantity, movement, told, facets)
        set_period(figure, period, basis)
        status = status_of(tokens, quantity, figure.role, cues, period, clock.published, memory.status)
        set_status(figure, status, memory)
        figure.attribution, figure.basis = speaker, basis_of(tokens, quantity)
        if not line.block.boilerplate:
            memory.subjects["flow" if told.scope in ("bilateral", "flow") else told.scope] = facets
        figures.append(figure)
    main_periods = [p for p, m in zip(periods, movements, strict=True) if m.role == "main"]
    remember(memory, line, main_periods, clock)
    yield from changes_follow_levels(figures)


def _measure_all(
    tokens: Sequence[Token], quantities: Sequence[Quantity], movements: Sequence[Movement], memory: Memory
) -> list[Measured]:
    """The measure of each quantity, from the sentence or else from the paragraph."""
    mentions, pointer = measure_mentions(tokens), points_back_at(tokens)
    found: list[Measured] = []
    for quantity, movement in zip(quantities, movements, strict=True):
        measured = measure_of(tokens, quantity, quantities, mentions, movement.directed)
        found.append(with_remembered_measure(measured, quantity, memory, pointer))
    return found
