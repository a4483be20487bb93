"""Gold figures as rows of the store: what the laws would be given if extraction made no mistake.

Belongs here: reading a gold set into rows of `store.figures`, and which column comes from where. Does not: the laws, or how what
they say of these rows is scored (`relations`).

From the gold: the span, the number, its unit, modifier, change, subject, place, period, status and attribution. From the text, by the
project's own reading: the sentence, the worth of the last printed digit. By rule: the measure (`measure_of`), the two ends of a flow
(`parties`), the statistic, the interval (`assets.extraction.intervals`), and which level is the base of a change. Product and
counterparty are in the gold's own words for measure and subject, and are empty but for what these rules split off. The gold does not
say the accounting basis, nor which amounts are parts of a stated whole or bases of a change without a period: with `layout` these come
from the extracted figure at the same place, without it nothing is a part and no basis is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assets.extraction import EXTRACTOR_VERSION, ExtractedFigure, extract_figures
from assets.extraction.intervals import bounds, range_bounds
from assets.extraction.tokens import sentences
from assets.extraction.units import KIND_OF_DIMENSION
from assets.ingest import ingest
from assets.reading import Document, read_document
from tests.gold.scoring import Gold, alike, canonical, partner, places, value_is_right
from tests.unit.extraction.paragraphs import document_of
from warehouse.ids import figure_id
from warehouse.lexicon import lexicon
from warehouse.schemas import Figure
from warehouse.store import Store

Row = dict[str, Any]
# (file, start) of a gold figure, as its relations name it
Place = tuple[str, int]
# the gold's words for a measure -> the measure, and which kind of it
Names = Mapping[str, tuple[str, str | None]]
_CHANGES = {"factor": "ratio_to"}
_RELATIVE = frozenset({"ratio", "point", "fold", "rank"})
_LEVELS = ("level", "price", "rate", "share")
# words that make what stands behind them something else: 'share of X', 'products reduced in X' are not kinds of X
_RELATING = frozenset("share of per as in at after by over beside from to the than if".split())
_FLOW, _BETWEEN = re.compile(r"\bfrom (.+) to (.+)$"), re.compile(r"\bbetween (.+) and (.+)$")
_DECIMAL_POINT = re.compile(r"\d[.,·]\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Oracle:
    """A store that holds a gold set's figures, and the figure id of each gold figure by (file, start)."""

    store: Store
    figure_ids: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A gold figure in its text: its span in our reading of the file, and what extraction read there, if anything."""

    gold: Gold
    start: int
    end: int
    read: ExtractedFigure | None


def gold_rows(folder: Path, name: str) -> list[Gold]:
    """The records of `name`.jsonl of a gold folder."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def oracle_store(gold: Path, articles: Path, store: Store, *, layout: bool) -> Oracle:
    """Ingests the articles and puts their gold figures where extracted ones would be; `layout` as the module says."""
    ingest(store, [articles], "oracle")
    with store.reading() as session:
        versions = session.query("SELECT article_id, version_id, source_path FROM store.article_versions").rows(
            named=True
        )
    by_file: dict[str, list[Gold]] = {}
    figures = gold_rows(gold, "figures")
    for one in figures:
        by_file.setdefault(one["file"], []).append(one)
    names = _names(figures)
    rows: dict[str, Row] = {}
    ids: dict[Place, str] = {}
    for version in versions:
        path = Path(version["source_path"])
        if path.name not in by_file:
            continue
        document = read_document(_bytes(articles, path), path.name)
        for seen, row in _figures_of(document, version, by_file[path.name], names, layout=layout):
            rows.setdefault(row["figure_id"], row)
            ids[(seen.gold["file"], seen.gold["start"])] = row["figure_id"]
    with store.writing() as session:
        session.replace_all("figures", Figure.frame([dict(row) for row in rows.values()]))
    return Oracle(store, ids)


def extracted_ids(gold: Path, articles: Path, store: Store) -> dict[Place, str]:
    """The ids that extraction gave the gold figures of a store that was run over the articles; what it missed is not there."""
    with store.reading() as session:
        versions = session.query("SELECT version_id, source_path FROM store.article_versions").rows(named=True)
    ids: dict[Place, str] = {}
    for version in versions:
        path = Path(version["source_path"])
        mine = [one for one in gold_rows(gold, "figures") if one["file"] == path.name]
        for seen in _seen(read_document(_bytes(articles, path), path.name), mine) if mine else ():
            if seen.read is not None:
                found = figure_id(version["version_id"], seen.read.char_start, seen.read.char_end)
                ids[(seen.gold["file"], seen.gold["start"])] = found
    return ids


def _bytes(articles: Path, path: Path) -> bytes:
    return (articles / path.name).read_bytes()


def _seen(document: Document, gold: Sequence[Gold]) -> list[_Seen]:
    left = extract_figures(document)
    found = []
    for wanted, (start, end) in places(document.text, gold):
        read = partner(wanted, start, end, left)
        if read is not None:
            left.remove(read)
        found.append(_Seen(wanted, start, end, read))
    return found


def _figures_of(
    document: Document, version: Mapping[str, Any], gold: Sequence[Gold], names: Names, *, layout: bool
) -> Iterator[tuple[_Seen, Row]]:
    seen = _seen(document, gold)
    place = {name: version[name] for name in ("version_id", "article_id", "source_path")}
    spans = [(f.sentence_start, f.sentence_end) for f in extract_figures(document)]
    rows = [place | _row(document, one, version["version_id"], names, spans, layout=layout) for one in seen]
    _name_changes(rows, [one.gold["measure"].casefold() for one in seen])
    _name_bases(rows)
    for one, row in zip(seen, rows, strict=True):
        row["comparable_key"] = f"{row['measure']}|{row['dimension']}|{row['statistic']}" if row["measure"] else None
        yield one, row


def _row(
    document: Document, seen: _Seen, version: str, names: Names, spans: Sequence[tuple[int, int]], *, layout: bool
) -> Row:
    """The row of one gold figure; change figures and bases are named afterwards, when all rows of the article are there."""
    gold, read, text = seen.gold, seen.read, document.text
    start, end = _quoted(seen, text)
    unit, dimension, kind = _unit(gold)
    measure, leftover = names[gold["measure"]]
    sentence = _sentence(document, start, spans)
    byte_start, byte_end = document.byte_span(start, end)
    change = _CHANGES.get(gold["change"] or "", gold["change"])
    modifier = alike(gold["modifier"])
    subject, counterparty = parties(gold["subject"])
    row: Row = {
        "figure_id": figure_id(version, start, end),
        "char_start": start, "char_end": end, "byte_start": byte_start, "byte_end": byte_end, "quote": text[start:end],
        "sentence": text[sentence[0] : sentence[1]], "sentence_start": sentence[0], "sentence_end": sentence[1],
        "in_title": any(b.kind == "title" and b.char_start <= start < b.char_end for b in document.blocks),
        "kind": kind, "unit": unit, "dimension": dimension, "modifier": modifier, "change": change,
        "measure": measure, "product": leftover, "statistic": _statistic(kind, dimension, change),
        "subject": subject, "counterparty": counterparty, "place": _lower(gold.get("place")), "role": "main",
        "period_start": _day(gold["period_start"]), "period_end": _day(gold["period_end"]),
        "period_basis": "explicit" if gold["period_start"] or gold["period_end"] else "none",
        "status": gold["status"], "attribution": gold["attribution"], "published_on": document.facts.published_on,
        "boilerplate": False, "steps": "[]", "rule": "gold", "extractor_version": EXTRACTOR_VERSION,
        "prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32],
    }  # fmt: skip
    if layout and read is not None:
        row |= {"role": read.role, "basis": read.basis, "conversion_of": read.conversion_of}
    return row | _numbers(gold, read, kind, modifier)


def _quoted(seen: _Seen, text: str) -> tuple[int, int]:
    """The span of the whole quote where the text says it there, else that of the core."""
    gold = seen.gold
    start = gold["start"] if text[gold["start"] : gold["end"]] == gold["quote"] else seen.start
    end = start + len(gold["quote"])
    return (start, end) if text[start:end] == gold["quote"] else (seen.start, seen.end)


def _names(gold: Sequence[Gold]) -> dict[str, tuple[str, str | None]]:
    """Each of the gold's measures by its words; a change of something is named like the amounts of it."""
    dimensions: dict[str, str] = {}
    for one in gold:
        dimension = _unit(one)[1]
        if dimension not in _RELATIVE or one["measure"] not in dimensions:
            dimensions[one["measure"]] = dimension
    return {words: measure_of(words, dimension) for words, dimension in dimensions.items()}


def measure_of(words: str, dimension: str) -> tuple[str, str | None]:
    """The gold's free words as a measure: the lexicon's name where an alias is all of them, or stands at their end.

    Words before the alias then say which kind of it, and go to the product ('statutory profit before tax'). Words that no alias fits
    are a measure of their own: the gold has the same words for the same thing.
    """
    said = words.replace("_", " ").casefold()
    parts = said.split()
    for first in range(len(parts)):
        for name, dimensions in _measures().get(" ".join(parts[first:]), ()):
            fits = dimension in _RELATIVE or not dimensions or dimension in dimensions
            if fits and not _RELATING & set(parts[:first]):
                return name, " ".join(parts[:first]) or None
    return said.replace(" ", "_"), None


@cache
def _measures() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Aliases and names of measures -> the measures, each with the dimensions that the alias asks for."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in lexicon("measures"):
        asked = frozenset(row["dimensions"].split("|")) - {""}
        found.setdefault(row.alias.casefold(), []).append((row.canonical, asked))
    for row in lexicon("measure_kinds"):
        found.setdefault(row.alias.replace("_", " "), []).append((row.alias, frozenset()))
    return found


def _unit(gold: Gold) -> tuple[str, str, str]:
    """Canonical unit, dimension and kind of a gold figure."""
    unit = canonical(gold["unit"] or "")[0]
    if "/" in unit:
        return unit, f"{_dimension(unit.split('/', 1)[0])} rate", "rate"
    dimension = _dimension(unit)
    if dimension == "count":
        return unit, dimension, "count" if unit else "number"
    return unit, dimension, "rank" if unit == "rank" else KIND_OF_DIMENSION.get(dimension, "physical")


def _dimension(unit: str) -> str:
    return "rank" if unit == "rank" else _dimensions().get(unit, "count")


@cache
def _dimensions() -> dict[str, str]:
    return {e.canonical: e["dimension"] for e in lexicon("units")} | {
        e.canonical: "money" for e in lexicon("currencies")
    }


def _statistic(kind: str, dimension: str, change: str | None) -> str:
    """As extraction decides it, for figures whose measure names no statistic of its own."""
    if kind == "rank":
        return "rank"
    if dimension in ("point", "fold") or change in ("increase_by", "decrease_by"):
        return "change"
    if dimension == "ratio":
        return "change" if change == "ratio_to" else "share"
    return "price" if dimension == "money rate" else "level"


def _numbers(gold: Gold, read: ExtractedFigure | None, kind: str, modifier: str | None) -> Row:
    """Value, step and the ends of the interval, in the canonical unit."""
    factor = Decimal(repr(canonical(gold["unit"] or "")[1]))
    step = _step(gold, read, factor)
    if gold["value"] is None:
        low, high = (Decimal(repr(float(gold[name]))) * factor for name in ("low", "high"))
        limits = range_bounds(low, high, step, modifier)
        told = {"value": None, "value_low": float(low), "value_high": float(high)}
    else:
        value = abs(Decimal(repr(float(gold["value"]))) * factor)
        limits = bounds(value, step, modifier, kind, pointed=bool(_DECIMAL_POINT.search(gold["quote"])))
        told = {"value": float(value)}
    ends = {name: getattr(limits, name) for name in ("low", "high", "hard_low", "hard_high")}
    return told | {"step": float(step)} | {name: None if end is None else float(end) for name, end in ends.items()}


def _step(gold: Gold, read: ExtractedFigure | None, factor: Decimal) -> Decimal:
    """Worth of the last printed digit, as our reading of the text, or of the quote alone, says; else what the number itself shows."""
    for figure in (read, *extract_figures(document_of(f"It was {gold['quote']}."))):
        if figure is not None and value_is_right(gold, figure):
            return figure.step
    number = gold["value"] if gold["value"] is not None else gold["high"]
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    exact = isinstance(exponent, int) and exponent >= 0 and number <= 100
    return Decimal(0) if exact else Decimal(1).scaleb(int(exponent)) * factor


def _name_changes(rows: Sequence[Row], words: Sequence[str]) -> None:
    """A change whose words hold the words of a level of the same subject is a change of that level."""
    levels = [(said, row) for said, row in zip(words, rows, strict=True) if row["statistic"] in _LEVELS]
    for said, row in zip(words, rows, strict=True):
        if row["statistic"] == "change" and said not in [told for told, _ in levels]:
            same = [(told, one) for told, one in levels if one["subject"] == row["subject"]]
            held = [(told, one) for told, one in same if told in said and " if " not in said]
            if held:
                level = max(held, key=lambda pair: len(pair[0]))[1]
                row["measure"], row["product"] = level["measure"], level["product"]


def _name_bases(rows: Sequence[Row]) -> None:
    """Which levels a change is counted from: those of an earlier time in its sentence, of the same measure and subject.

    A level that is said to have risen or fallen to where it is, and one in a sentence without a change, is none.
    """
    changes = [row for row in rows if row["statistic"] == "change"]
    for row in (row for row in rows if row["statistic"] in _LEVELS):
        mine = [c for c in changes if all(c[name] == row[name] for name in ("sentence_start", "measure", "subject"))]
        ends = [change["period_end"] for change in mine if change["period_end"]]
        if not mine or row["change"] in ("increase_to", "decrease_to") or row["period_end"] in ends:
            row["role"] = "main" if row["role"] == "base" else row["role"]
        elif row["period_end"] and any(row["period_end"] < end for end in ends):
            row["role"] = "base"


def _sentence(document: Document, start: int, spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The sentence around a place: the one that extraction read there, else the one that the text is split into."""
    for first, last in spans:
        if first <= start < last:
            return first, last
    for block in document.blocks:
        if block.char_start <= start < block.char_end:
            for sentence in sentences(document.text, block.char_start, block.char_end):
                if sentence.start <= start < sentence.end:
                    return sentence.start, sentence.end
            return block.char_start, block.char_end
    return 0, len(document.text)


def parties(subject: str | None) -> tuple[str | None, str | None]:
    """Subject and counterparty out of the gold's subject: 'exports from A to B' has both, 'trade between A and B' is joint."""
    name = _lower(subject)
    flow, joint = _FLOW.search(name or ""), _BETWEEN.search(name or "")
    if flow is not None:
        return flow[1], flow[2]
    return (" + ".join(sorted(joint.groups())), None) if joint is not None else (name, None)


def _lower(name: str | None) -> str | None:
    return name.casefold() if name else None


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
