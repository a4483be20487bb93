"""The order in which a document is read: names, then sentences, then numbers, then what they say. One call, one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assets.extraction.changes import Movement, movement_of
from assets.extraction.conversions import as_first, second_readings, tie, with_modifiers
from assets.extraction.elided_units import with_elided_units
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
from assets.extraction.tables import Cell, Tables
from assets.extraction.tokens import (
    MAX_SENTENCE,
    Sentence,
    Token,
    dateline_end,
    sentences,
    tokenise,
    writes_decimal_commas,
)
from assets.extraction.vocabulary import word_values, words
from assets.reading import Document

EXTRACTOR_VERSION = "1"
_CRORES, _RUPEES = re.compile(r"\bcrores?\b"), re.compile(r"\b(?:Rs|INR|rupees)\b")
_FISCAL_YEAR = re.compile(r"\bFY\d{2}\b")


def extract_figures(document: Document) -> list[ExtractedFigure]:
    """Figures of a document in the order of the text; spans are half-open code points of `document.text`."""
    lines = list(_lines(document))
    directory = read_names(
        ((line.tokens, line.block.kind == "title") for line in lines if not line.block.boilerplate),
        [n.lower().removeprefix("the ") for n in (document.facts.publisher, document.facts.author) if n],
    )
    clock = Clock(_plausible(document.facts.published_on), _fiscal_start(document.text))
    memory, found = Memory(), []
    tables = Tables(clock, writes_decimal_commas(document.text))
    for line in lines:
        row = tables.row(document.text, line)
        if not line.block.boilerplate and line.block.kind != "title":
            memory.body_sentences += 1
        if memory.main_period is None and line.block.kind == "title":
            remember_headline(memory, find_periods(line.tokens, clock), clock)
        if _may_hold_figure(line.tokens):
            found.extend(_read_line(document.text, line, directory, clock, memory, row))
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
    continental = writes_decimal_commas(document.text)
    for block in document.blocks:
        if block.kind == "byline":
            continue
        whole = Sentence(block.char_start, block.char_end)
        is_row = block.kind == "row" and whole.end - whole.start <= MAX_SENTENCE
        parts = [whole] if is_row else sentences(document.text, whole.start, whole.end)
        for sentence in parts:
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


def _read_line(
    text: str, line: Line, directory: Directory, clock: Clock, memory: Memory, row: Sequence[Cell | Quantity] | None
) -> Iterator[ExtractedFigure]:
    tokens = line.tokens
    if line.block.char_start != memory.block_start:
        memory.enter_block(line.block.char_start)
    cells = {i: cell for i, cell in enumerate(row or ()) if isinstance(cell, Cell)}
    read = scan(tokens) if row is None else [c.quantity if isinstance(c, Cell) else c for c in row]
    quantities = [with_elided_currency(tokens, q, memory) for q in read]
    quantities = with_elided_units(tokens, quantities, memory.counted)
    if not quantities:
        return
    readings = second_readings(tokens, quantities)
    quantities = with_modifiers(quantities, readings)
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
    movements = as_first([movement_of(tokens, q, quantities) for q in quantities], readings)
    measured = as_first(_measure_all(tokens, quantities, movements, memory), readings)
    measured = [cells[i].measured(m, movements[i].directed) if i in cells else m for i, m in enumerate(measured)]
    heirs = [
        memory.period if inherits_period(m.measure) or q.dimension in ("ratio", "fold", "point") else None
        for m, q in zip(measured, quantities, strict=True)
    ]
    periods = choose_periods(tokens, quantities, movements, find_periods(tokens, clock), heirs)
    periods = [cells[i].told_at(p) if i in cells else p for i, p in enumerate(periods)]
    periods = as_first(periods, readings)
    cues, figures = status_cues(tokens), dict[int, ExtractedFigure]()
    told_all = zip(quantities, movements, measured, periods, strict=True)
    for index, (quantity, movement, told, (period, basis)) in enumerate(told_all):
        if quantity.bare and not bare_is_figure(quantity, told, movement):
            continue
        facets = about(scene, quantity, told.measure, told.scope, told.first)
        figure = build_figure(text, line, quantity, movement, told, facets)
        set_period(figure, period, basis)
        status = status_of(tokens, quantity, figure.role, cues, period, clock.published, memory.status)
        set_status(figure, status, memory)
        figure.attribution, figure.basis = speaker, basis_of(tokens, quantity)
        if index in cells:
            cells[index].set_apart(figure)
        elif not line.block.boilerplate:
            memory.subjects["flow" if told.scope in ("bilateral", "flow") else told.scope] = facets
        figures[index] = figure
    tie(figures, readings)
    main_periods = [p for p, m in zip(periods, movements, strict=True) if m.role == "main"]
    remember(memory, line, main_periods, clock)
    yield from changes_follow_levels(list(figures.values()))


def _measure_all(
    tokens: Sequence[Token], quantities: Sequence[Quantity], movements: Sequence[Movement], memory: Memory
) -> list[Measured]:
    """The measure of each quantity, from the sentence or else from the paragraph."""
    mentions = measure_mentions(tokens)
    found: list[Measured] = []
    for quantity, movement in zip(quantities, movements, strict=True):
        measured = measure_of(tokens, quantity, quantities, mentions, movement.directed)
        found.append(with_remembered_measure(tokens, measured, quantity, memory))
    return found
