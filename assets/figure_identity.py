"""Gives figures the identity under which they were first seen, from the figures of the version before.

Belongs here: which figures a version is held against, and the column `identity`. Does not: finding a figure again
(`assets.reanchoring`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assets.reanchoring import Anchor, reanchored
from warehouse.store import Session

_Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class LostFigure:
    """A figure of an earlier version that was not found again in the next one: taken out, or told in other words."""

    path: str
    quote: str
    sentence: str
    figure_id: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the figures of one earlier version: how many were found again, and which were not. Nothing of a version that is read again."""

    found: int = 0
    lost: tuple[LostFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresBefore:
    """What the figures of one version are held against: its own, if it was read before, else those of the version that it follows."""

    anchors: tuple[Anchor, ...] = ()
    is_own: bool = False


def figures_before(session: Session, due: Iterable[tuple[str, str]]) -> dict[str, FiguresBefore]:
    """For these (article, version) the figures that may be theirs already. Those that a copy of the file still has stay with the copy."""
    asked = list(due)
    rows = session.query_file(
        "queries/figures_before", {"articles": [a for a, _ in asked], "versions": [v for _, v in asked]}
    )
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row["due_version"], []).append(row)
    return {
        version: FiguresBefore(tuple(_anchor(row, str(row["identity"])) for row in own), bool(own[0]["is_own"]))
        for version, own in found.items()
    }


def with_identity(rows: Sequence[_Row], before: FiguresBefore, path: str) -> Kept:
    """Sets `identity` of each row that is a figure of before; none has that of another."""
    if not before.anchors:
        return Kept()
    pairs = reanchored(before.anchors, [_anchor(row, str(row["figure_id"])) for row in rows])
    own = {str(row["figure_id"]) for row in rows}
    for row in rows:
        identity = pairs.found.get(str(row["figure_id"]))
        # null where it is its own id; a figure that stands here under that id keeps it
        row["identity"] = None if identity in own else identity
    if before.is_own:
        return Kept()
    lost = tuple(LostFigure(path, one.quote, one.sentence, one.figure_id) for one in pairs.lost)
    return Kept(len(pairs.found), lost)


def _anchor(row: Mapping[str, Any], figure_id: str) -> Anchor:
    return Anchor(
        figure_id=figure_id,
        char_start=row["char_start"],
        char_end=row["char_end"],
        quote=row["quote"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        sentence=row["sentence"],
        sense=f"{row['kind']} {row['unit']}",
    )
