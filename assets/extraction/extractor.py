"""The order in which a document is read: its sentences, its names, then what each sentence says. One call, one document.

Belongs here: what concerns the whole document. Does not: the figures of one sentence (`sentence_reader`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from assets.extraction.article_event import may_tell_of_event, notice_event
from assets.extraction.as_read import put_back, reading_of
from assets.extraction.decimal_marks import DecimalMarks
from assets.extraction.figure_builder import Line
from assets.extraction.financial_years import financial_start, fiscal_named, half_end, split_start
from assets.extraction.inferred_day import mark_inferred_day
from assets.extraction.memory import Memory, remember_headline, reported_until
from assets.extraction.model import ExtractedFigure
from assets.extraction.name_reading import read_names
from assets.extraction.period_model import Clock
from assets.extraction.periods import find_periods
from assets.extraction.sentence_reader import Article, pass_over, read_sentence
from assets.extraction.tables import Tables
from assets.extraction.tokens import MAX_SENTENCE, Sentence, Tokens, dateline_end, sentences, tokenise
from assets.extraction.topic_period import date_by_topic, names_a_count, notice_topic
from assets.extraction.undated import date_by_event
from assets.extraction.vocabulary import words
from assets.reading import Block, Document
from warehouse.lexicon import lexicon

MASTHEAD_TOKENS = 8
# Paragraphs that name the publisher from which on it is a party of the story; a paper names itself once ("told the Gazette").
SPOKEN_OF = 2
EXTRACTOR_VERSION = "4"
_CRORES, _RUPEES = re.compile(r"\bcrores?\b"), re.compile(r"\b(?:Rs|INR|rupees)\b")
_FISCAL_YEAR = re.compile(r"\bFY\d{2}\b")


def extract_figures(document: Document, *, every_number: bool = False) -> list[ExtractedFigure]:
    """Figures of a document in the order of the text; spans are half-open code points of `document.text`.

    With `every_number` the trivial ones too, which nothing is compared with: ages, 'one of them', bare numbers.
    """
    read, places = reading_of(document)
    figures = _figures(read, every_number)
    if places is not None:
        put_back(figures, places, document.text)
    return figures


def _never_meant(document: Document) -> list[str]:
    """Names that figures are not about: the author, and the publisher unless the article speaks of it, as a release of a port does."""
    publisher, author = document.facts.publisher, document.facts.author
    body = (document.text[b.char_start : b.char_end] for b in document.blocks if b.kind in ("paragraph", "item"))
    told = sum(publisher in paragraph for paragraph in body) if publisher else 0
    names = (None if told >= SPOKEN_OF else publisher, author)
    return [name.lower().removeprefix("the ") for name in names if name]


def _figures(document: Document, every_number: bool) -> list[ExtractedFigure]:
    lines = list(_lines(document))
    if not every_number and not any(_may_hold_figure(line.tokens) for line in lines):
        return []
    directory = read_names(
        ((line.tokens, line.block.kind == "title") for line in lines if not line.block.boilerplate),
        _never_meant(document),
        _mastheads(lines),
    )
    published, financial = _plausible(document.facts.published_on), financial_start(document.text)
    split = split_start(document.text)
    clock = Clock(
        published, _fiscal_start(document.text), financial_start=financial, split_start=split,
        fiscal_named=fiscal_named(document.text), half_end=half_end(document.text),
    )  # fmt: skip
    article = Article(document.text, directory, clock, Memory(), every_number)
    tables = Tables(clock)
    found: list[ExtractedFigure] = []
    for line in lines:
        row = tables.row(document.text, line)
        _notice(article, line)
        if every_number or _may_hold_figure(line.tokens):
            found.extend(read_sentence(article, line, row))
        else:
            pass_over(article, line)
        article.memory.before = line.tokens
    date_by_topic(article.topic, article.waiting, found)
    date_by_event(found, article.memory, article.clock)
    mark_inferred_day(found, document.facts)
    return found


def _mastheads(lines: Sequence[Line]) -> Iterator[Tokens]:
    """The furniture over the headline, where papers and issuers of releases print their names."""
    for line in lines:
        if line.block.kind == "title":
            return
        if line.block.boilerplate and len(line.tokens) <= MASTHEAD_TOKENS:
            yield line.tokens


def _notice(article: Article, line: Line) -> None:
    """What a sentence leaves for the others before its figures are read: its number, the headline's period, the event."""
    memory, clock = article.memory, article.clock
    if clock.published is None and clock.anchor is None:
        article.clock = clock = replace(clock, anchor=reported_until(memory))
    if not line.block.boilerplate and line.block.kind != "title":
        memory.body_sentences += 1
    if line.block.kind == "title" or names_a_count(line.tokens):
        line.periods = find_periods(line.tokens, clock)
    if memory.main_period is None and line.block.kind == "title":
        remember_headline(memory, line.periods or (), clock)
    elif not line.block.boilerplate and may_tell_of_event(line.tokens, memory):
        line.periods = find_periods(line.tokens, clock)
        notice_event(line.tokens, line.periods, clock, memory)
    if line.periods:
        notice_topic(article.topic, line, line.periods, clock, memory.body_sentences)


def _fiscal_start(text: str) -> int:
    """The month in which the fiscal year begins: April where India's money and numbers are written, else January."""
    indian = ("crore" in text and _CRORES.search(text)) or (
        "FY" in text and _FISCAL_YEAR.search(text) and _RUPEES.search(text)
    )
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
        for sentence in _sentences(document.text, block):
            start = dateline_end(document.text, sentence.start, sentence.end)
            tokens = tokenise(document.text, start, sentence.end, continental=continental)
            yield Line(block, Sentence(start, sentence.end), tokens, continental)


def _sentences(text: str, block: Block) -> Iterator[Sentence]:
    """The sentences of a block; a row of a table is one."""
    if block.kind == "row" and block.char_end - block.char_start <= MAX_SENTENCE:
        yield Sentence(block.char_start, block.char_end)
    else:
        yield from sentences(text, block.char_start, block.char_end)


def _may_hold_figure(tokens: Tokens) -> bool:
    """Whether a sentence says a digit, a number word, a multiple or a rank."""
    return tokens.numeric or not _telling_words().isdisjoint(tokens.lows)


@cache
def _telling_words() -> frozenset[str]:
    """Words without which a sentence in words holds no figure."""
    numerals = {e.alias for e in lexicon("numerals") if e["sense"] != "ordinal"}
    return frozenset(numerals | words("folds") | words("superlatives") | {"dozen", "million", "hundred"})
