"""A small scorer of figures against gold made by hand, for gold that is shipped with the project.

Belongs here: laying read figures beside gold ones, and counting. Does not: the gold, or what a score must reach.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assets.extraction import extract_figures
from assets.extraction.model import ExtractedFigure
from assets.extraction.units import factor_of
from assets.reading import read_document
from warehouse.lexicon import Entry, lexicon

Gold = Mapping[str, Any]
Pair = tuple[Gold, ExtractedFigure]
# modifiers and statuses that say the same for a score
_ALIKE = {"approx": "about", "more_than": "over", "well_over": "over", "less_than": "under", "up_to": "at_most"}
_TIMES = frozenset(("hour", "day", "week", "month", "quarter", "year"))
_PLANS = frozenset(("planned", "agreed", "target", "projected", "forecast"))


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a set: gold figures with their partner, and what stands alone on either side."""

    paired: Sequence[Pair]
    missed: Sequence[Gold]
    extra: Sequence[tuple[str, ExtractedFigure]]


def read_set(folder: Path, articles: Path | None = None) -> Read:
    """Extracts the articles of a folder and lays their figures beside its figures.jsonl; optional gold is left out of all counts.

    `articles` is where the articles are, if not in the folder of that name.
    """
    gold = [json.loads(line) for line in (folder / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
    paired: list[Pair] = []
    missed: list[Gold] = []
    extra: list[tuple[str, ExtractedFigure]] = []
    for file in sorted({g["file"] for g in gold}):
        path = (articles or folder / "articles") / file
        document = read_document(path.read_bytes(), path.name)
        left = [f for f in extract_figures(document) if not f.boilerplate]
        for wanted, (start, end) in places(document.text, [g for g in gold if g["file"] == file]):
            found = partner(wanted, start, end, left)
            if found is not None:
                left.remove(found)
            if wanted["optional"]:
                continue
            if found is None:
                missed.append(wanted)
            else:
                paired.append((wanted, found))
        extra.extend((file, figure) for figure in left)
    return Read(paired, missed, extra)


def scores(read: Read) -> dict[str, float]:
    """Percentages: precision and recall of being found, F1 of value and unit, and the facets of what was found."""
    found, wanted = len(read.paired), len(read.paired) + len(read.missed)
    told = found + len(read.extra)
    exact = sum(value_is_right(g, f) and unit_is_right(g, f) for g, f in read.paired)
    spans = [(g, f) for g, f in read.paired if g["period_start"] or g["period_end"]]
    return {
        "found precision": _percent(found, told),
        "found recall": _percent(found, wanted),
        "value and unit f1": _percent(2 * exact, told + wanted),
        "modifier where there is one": _share(
            [(g, f) for g, f in read.paired if g["modifier"]], lambda g, f: g["modifier"] == alike(f.modifier)
        ),
        "change": _share(read.paired, lambda g, f: g["change"] == _change(f)),
        "period where there is one": _share(
            spans, lambda g, f: (g["period_start"], g["period_end"]) == (_day(f.period_start), _day(f.period_end))
        ),
        "planned or actual": _share(read.paired, lambda g, f: (g["status"] in _PLANS) == (f.status in _PLANS)),
    }


def value_is_right(gold: Gold, figure: ExtractedFigure) -> bool:
    """Whether the values are the same, each in its canonical unit; half a percent apart where words say it."""
    right = unit_is_right(gold, figure)
    factor = canonical(gold["unit"])[1] / canonical(figure.unit)[1] if right else 1.0
    near = 2e-4 if any(c.isdigit() for c in gold["quote"]) else 5e-3

    def same(a: float | None, b: Decimal | None) -> bool:
        if a is None or b is None:
            return a is None and b is None
        return abs(abs(a * factor) - abs(float(b))) <= near * max(abs(a * factor), 1e-9)

    if gold["low"] is not None:
        return same(gold["low"], figure.value_low) and same(gold["high"], figure.value_high)
    return gold["value"] is not None and same(gold["value"], figure.value)


def unit_is_right(gold: Gold, figure: ExtractedFigure) -> bool:
    """Whether the units are the same; of counted nouns the head is enough ('vessel' for 'fishing vessel')."""
    mine, theirs = canonical(gold["unit"])[0], canonical(figure.unit)[0]
    tops, bottoms = mine.split("/"), theirs.split("/")
    return len(tops) == len(bottoms) and all(_same_name(a, b) for a, b in zip(tops, bottoms, strict=True))


def canonical(unit: str) -> tuple[str, float]:
    """A unit as the lexicon names it, and the factor that takes a value into it."""
    if "/" in unit:
        top, bottom = unit.split("/", 1)
        (over, times), (under, by) = canonical(top), canonical(bottom)
        time = {"h": "hour"}.get(bottom, bottom)
        return (f"{over}/{time}", times) if time in _TIMES else (f"{over}/{under}", times / by)
    plain = unit.replace("_", " ")
    row = _units().get(plain) or _units().get(plain.lower())
    return (row.canonical, float(factor_of(row))) if row is not None else (plain, 1.0)


@cache
def _units() -> dict[str, Entry]:
    return {entry.alias: entry for entry in reversed(lexicon("units"))}


def _same_name(a: str, b: str) -> bool:
    if a == b:
        return True
    known = {entry.canonical for entry in lexicon("units")}
    if a in known or b in known or not a or not b:
        return False
    return a.split()[-1] == b.split()[-1] or b in a.split(" or ")


def places(text: str, gold: Sequence[Gold]) -> list[tuple[Gold, tuple[int, int]]]:
    """Where each gold core stands: as it says for a text file, by its quotes in order for a page, whose text the reader makes."""
    found: list[tuple[Gold, tuple[int, int]]] = []
    at = 0
    for wanted in sorted(gold, key=lambda g: g["start"]):
        start, end = wanted["core_start"], wanted["core_end"]
        if wanted["file"].endswith(".html"):
            start = text.find(wanted["quote"], at)
            assert start >= 0, f"{wanted['file']} does not say {wanted['quote']!r} behind character {at}"
            end = at = start + len(wanted["quote"])
        found.append((wanted, (start, end)))
    return found


def partner(gold: Gold, start: int, end: int, figures: Sequence[ExtractedFigure]) -> ExtractedFigure | None:
    """The figure that shares characters with the gold core: the one with its value first, then the longest overlap."""
    best: tuple[tuple[bool, int], ExtractedFigure] | None = None
    for figure in figures:
        overlap = min(end, figure.char_end) - max(start, figure.char_start)
        if overlap > 0 and (best is None or (value_is_right(gold, figure), overlap) > best[0]):
            best = (value_is_right(gold, figure), overlap), figure
    return best[1] if best is not None else None


def _change(figure: ExtractedFigure) -> str | None:
    return None if figure.change in (None, "none", "unchanged") else figure.change


def alike(modifier: str | None) -> str | None:
    return _ALIKE.get(modifier or "", modifier)


def _day(day: object) -> str | None:
    return str(day) if day is not None else None


def _share(pairs: Sequence[Pair], right: Callable[[Gold, ExtractedFigure], bool]) -> float:
    return _percent(sum(right(g, f) for g, f in pairs), len(pairs))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
