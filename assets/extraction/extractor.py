"""The order in which a document is read: names, then sentences, then numbers, then what they say. One call, one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assets.extraction.changes import movement_of
from assets.extraction.figure_builder import Line, bare_is_figure, build_figure
from assets.extraction.measures import inherits_period, measure_mentions, measure_of
from assets.extraction.memory import (
    Memory,
    remember,
    remember_headline,
    with_elided_currency,
    with_remembered_measure,
)
from assets.extraction.model import ExtractedFigure
from assets.extraction.names import Directory, countries_at, names_at, read_names
from assets.extraction.period_choice import choose_periods
from assets.extraction.period_model import Clock
from assets.extraction.periods import find_periods
from assets.extraction.quantities import scan
from assets.extraction.statements import speaker_of, status_cues, status_of
from assets.extraction.subjects import Scene, about
from assets.extraction.tokens import Sentence, Token, dateline_end, sentences, tokenise
from assets.extraction.vocabulary import word_values, words
from assets.reading import Document

EXTRACTOR_VERSION = "1"
_RUPEE_FISCAL = re.compile(r"\bcrores?\b|\bFY\d{2}\b.*\b(?:Rs|INR|rupees)\b", re.DOTALL)


def extract_figures(document: Document) -> list[ExtractedFigure]:
    """Figures of a document in the order of the text; spans are half-open code points of `document.text`."""
    lines = list(_lines(document))
    directory = read_names(
        ((line.tokens, line.block.kind == "title") for line in lines if not line.block.boilerplate),
        [n.lower().removeprefix("the ") for n in (document.facts.publisher, document.facts.author) if n],
    )
    clock = Clock(document.facts.published_on, 4 if _RUPEE_FISCAL.search(document.text) else 1)
    memory, found = Memory(), []
    for line in lines:
        if not line.block.boilerplate and line.block.kind != "title":
            memory.body_sentences += 1
        if memory.main_period is None and line.block.kind == "title":
            remember_headline(memory, find_periods(line.tokens, clock), clock)
        if _may_hold_figure(line.tokens):
            found.extend(_read_line(document.text, line, directory, clock, memory))
    return found


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if block.kind == "byline":
            continue
        for sentence in sentences(document.text, block.char_start, block.char_end):
            start = dateline_end(document.text, sentence.start, sentence.end)
            yield Line(block, Sentence(start, sentence.end), tokenise(document.text, start, sentence.end))


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
    quantities = [with_elided_currency(q, memory) for q in scan(tokens)]
    if not quantities:
        return
    if line.block.char_start != memory.block_start:
        memory.block_start, memory.period = line.block.char_start, memory.main_period
        memory.measures.clear()
        memory.status = "actual"
    names = names_at(tokens, directory)
    scene = Scene(
        tokens, countries_at(tokens), names, quantities, directory, memory.body_sentences <= 1, memory.subjects
    )
    mentions, cues = measure_mentions(tokens), status_cues(tokens)
    speaker = speaker_of(tokens, names, text)
    movements = [movement_of(tokens, q, quantities) for q in quantities]
    measured = [
        measure_of(tokens, q, quantities, mentions, m.directed) for q, m in zip(quantities, movements, strict=True)
    ]
    measured = [with_remembered_measure(m, q, memory) for m, q in zip(measured, quantities, strict=True)]
    heirs = [
        memory.period if inherits_period(m.measure) or q.dimension in ("ratio", "fold", "point") else None
        for m, q in zip(measured, quantities, strict=True)
    ]
    periods = choose_periods(tokens, quantities, movements, find_periods(tokens, clock), heirs)
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
        figure.status, said = status_of(tokens, quantity, figure.role, cues, period, clock.published, memory.status)
        if not said:
            figure.assumed.add("status")
        elif figure.role == "main" and not line.block.boilerplate:
            memory.status = figure.status
        figure.attribution = speaker
        memory.subjects["flow" if measured[index].scope in ("bilateral", "flow") else measured[index].scope] = facets
        yield figure
    told = [p for p, m in zip(periods, movements, strict=True) if m.role == "main"]
    remember(memory, line, told, speaker, clock)
