"""What one sentence says: its numbers, then of each what it measures, of whom, when, and how surely.

Belongs here: the order in which the rooms of extraction are asked about a sentence. Does not: what they answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assets.extraction.changes import NEIGHBOURS, Movement, movement_of
from assets.extraction.clause_words import clause_words
from assets.extraction.concepts import concepts
from assets.extraction.conversions import as_first, second_readings, tie, with_modifiers
from assets.extraction.directory import Directory, Name
from assets.extraction.elided_units import with_elided_units
from assets.extraction.figure_builder import (
    Line,
    bare_is_figure,
    build_figure,
    changes_follow_levels,
    set_period,
)
from assets.extraction.measures import Measured, measure_mentions, measure_of
from assets.extraction.memory import (
    Memory,
    points_back_at,
    remember,
    set_status,
    with_elided_currency,
    with_remembered_measure,
)
from assets.extraction.model import ExtractedFigure
from assets.extraction.names import countries_at, names_at
from assets.extraction.period_choice import choose_periods
from assets.extraction.period_ends import close_ends
from assets.extraction.period_model import Clock, Period
from assets.extraction.periods import find_periods
from assets.extraction.plan_times import settle_plan
from assets.extraction.quantities import scan
from assets.extraction.single_quantity import Quantity
from assets.extraction.statements import basis_of, noted_status, speaker_of, status_cues, status_of
from assets.extraction.subjects import Scene, about
from assets.extraction.tables import Cell
from assets.extraction.tense import verb_tense
from assets.extraction.tokens import Tokens
from assets.extraction.topic_period import Topic, Waiting
from assets.extraction.trace import steps_of
from assets.extraction.undated import await_event
from assets.extraction.vocabulary import words

Row = Sequence[Cell | Quantity]
"""The quantities of a row of a table: cells with their heads, and what the cells of words say."""


@dataclass(slots=True)
class Article:
    """What is known of a document while its sentences are read one after the other."""

    text: str
    directory: Directory
    clock: Clock
    memory: Memory
    every_number: bool
    topic: Topic = field(default_factory=Topic)
    waiting: Waiting = field(default_factory=Waiting)


@dataclass(slots=True)
class Telling:
    """A quantity of the sentence with what the sentence tells of it."""

    quantity: Quantity
    movement: Movement
    measured: Measured
    period: Period | None
    period_basis: str
    of_another_time: bool


def read_sentence(article: Article, line: Line, row: Row | None) -> Sequence[ExtractedFigure]:
    """The figures of a sentence, or of a row of a table, in order; what it leaves for later ones goes into the memory."""
    memory = article.memory
    _enter(memory, line)
    cells = {i: cell for i, cell in enumerate(row or ()) if isinstance(cell, Cell)}
    quantities = _quantities(article, line, row)
    if not quantities:
        pass_over(article, line)
        return ()
    readings = second_readings(line.tokens, quantities)
    quantities = with_modifiers(quantities, readings)
    told = _tell(article, line, quantities, cells, readings)
    figures = _figures(article, line, told, cells)
    tie(figures, readings)
    if article.every_number:
        about_words = concepts(line.tokens, quantities)
        for index, figure in figures.items():
            figure.concepts = about_words[index]
    times = [(t.period, t.period_basis) for t in told if t.movement.role == "main"]
    remember(memory, line, times, article.clock, of_plans=_tells_but_plans(told, figures, article.clock))
    return changes_follow_levels(list(figures.values()))


def pass_over(article: Article, line: Line) -> None:
    """What a sentence without figures leaves for those behind it in its paragraph: whether it told of a plan."""
    if line.block.boilerplate or line.block.kind == "title":
        return
    _enter(article.memory, line)
    article.memory.status = noted_status(line.tokens) or article.memory.status


def _enter(memory: Memory, line: Line) -> None:
    if line.block.char_start != memory.block_start:
        memory.enter_block(line.block.char_start, is_item=_is_item(line.tokens))


def _tells_but_plans(told: Sequence[Telling], figures: Mapping[int, ExtractedFigure], clock: Clock) -> bool:
    """Whether all times of the sentence's levels are still open, and only plans and forecasts are told of them."""
    for index, t in enumerate(told):
        figure, end = figures.get(index), t.period.end if t.period is not None else None
        if t.movement.role != "main" or figure is None or end is None:
            continue
        if figure.status == "actual" or clock.published is None or end <= clock.published:
            return False
    return True


def _is_item(tokens: Tokens) -> bool:
    """Whether a paragraph is an item of a list: 'Health: €6.3bn', with neither a verb nor a full stop."""
    stopped = bool(tokens) and tokens[-1].text in (".", "!", "?")
    verbs = (words("speech_verbs"), clause_words("auxiliary"))
    return not stopped and all(verb.isdisjoint(tokens.lows) for verb in verbs)


def _quantities(article: Article, line: Line, row: Row | None) -> list[Quantity]:
    found = (
        scan(line.tokens, every_number=article.every_number)
        if row is None
        else [c.quantity if isinstance(c, Cell) else c for c in row]
    )
    priced = [with_elided_currency(line.tokens, q, article.memory) for q in found]
    return with_elided_units(line.tokens, priced, article.memory.counted)


def _tell(
    article: Article,
    line: Line,
    quantities: Sequence[Quantity],
    cells: Mapping[int, Cell],
    readings: Mapping[int, int],
) -> list[Telling]:
    """How each quantity moves, what it measures and when; the heads of a table speak for its cells."""
    tokens, memory = line.tokens, article.memory
    near = [quantities[max(0, i - NEIGHBOURS) : i + NEIGHBOURS + 1] for i in range(len(quantities))]
    movements = as_first([movement_of(tokens, q, near[i]) for i, q in enumerate(quantities)], readings)
    mentions, pointer = measure_mentions(tokens), points_back_at(tokens)
    measured: list[Measured] = []
    for quantity, movement in zip(quantities, movements, strict=True):
        own = measure_of(tokens, quantity, quantities, mentions, movement.directed)
        measured.append(with_remembered_measure(own, quantity, memory, pointer))
    measured = as_first(measured, readings)
    measured = [cells[i].measured(m, movements[i].directed) if i in cells else m for i, m in enumerate(measured)]
    named = line.periods if line.periods is not None else find_periods(tokens, article.clock)
    periods = choose_periods(tokens, quantities, movements, measured, named, memory)
    periods = as_first([cells[i].told_at(p) if i in cells else p for i, p in enumerate(periods)], readings)
    earlier = any(p.kind == "earlier" and p.first <= 1 for p in named)  # 'A year ago there were 900'
    return [Telling(q, v, m, *p, earlier) for q, v, m, p in zip(quantities, movements, measured, periods, strict=True)]


def _figures(
    article: Article, line: Line, told: Sequence[Telling], cells: Mapping[int, Cell]
) -> dict[int, ExtractedFigure]:
    """Index of each quantity that is a figure -> the figure."""
    tokens, memory, clock = line.tokens, article.memory, article.clock
    scene = _scene(article, line, [t.quantity for t in told])
    speaker = speaker_of(tokens, scene.names, article.text)
    cues, measured = status_cues(tokens, in_title=line.block.kind == "title"), [t.measured for t in told]
    figures: dict[int, ExtractedFigure] = {}
    arrived = any(_arrives(t) for t in told)
    for index, t in enumerate(told):
        quantity = t.quantity
        is_told = article.every_number or (index in cells and cells[index].is_told)
        if quantity.bare and not is_told and not bare_is_figure(quantity, t.measured, t.movement, arrived):
            continue
        facets = about(scene, quantity, t.measured.measure, t.measured.scope, t.measured.first)
        figure = figures[index] = build_figure(article.text, line, quantity, t.movement, t.measured, facets)
        set_period(figure, t.period, t.period_basis)
        status = status_of(tokens, quantity, figure.role, cues, t.period, clock.published, memory.status)
        set_status(figure, status, memory)
        settle_plan(tokens, quantity, figure, t.period, memory, clock)
        close_ends(figure, t.period, clock)
        if figure.period_basis in ("none", "inherited") and not (figure.boilerplate or t.of_another_time):
            listed = line.block.kind == "item" or memory.is_item
            article.waiting.add(figure, verb_tense(tokens, quantity.first, quantity.last), is_listed=listed)
        await_event(tokens, scene.quantities, measured, index, figure, t.period, memory)
        figure.attribution, figure.basis = speaker, basis_of(tokens, quantity)
        figure.steps = steps_of(
            article.text, tokens, quantity, t.movement, t.measured, t.period, cues, figure, facets.pointer
        )
        if index in cells:
            cells[index].set_apart(figure)
        elif not line.block.boilerplate:
            scope = t.measured.scope
            memory.subjects["flow" if scope in ("bilateral", "flow") else scope] = facets
    return figures


def _arrives(telling: Telling) -> bool:
    """Whether it is a number without a noun that something moved to: where it came from is as much of a figure."""
    moved = telling.movement.change in ("increase_to", "decrease_to")
    return telling.quantity.bare and moved and bare_is_figure(telling.quantity, telling.measured, telling.movement)


def _scene(article: Article, line: Line, quantities: Sequence[Quantity]) -> Scene:
    countries = countries_at(line.tokens)
    names: Sequence[Name] = names_at(line.tokens, countries, article.directory)
    memory = article.memory
    return Scene(
        line.tokens, countries, names, quantities, article.directory,
        memory.body_sentences <= 1, memory.subjects, memory.before,
    )  # fmt: skip
