"""Stories: which articles report on the same thing, as groups made from the likeness of pairs.

Belongs here: grouping. Does not: how alike two articles are (warehouse/sql/queries/story_edges.sql).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# More reports of one story than this are a topic, and its figures are too many to be met by their words.
MOST_ARTICLES = 40


@dataclass(frozen=True, slots=True)
class Grouping:
    """Story by article, for those that share one with another; `cut` are the groups that a likeness would
    have joined, had they not been too large together."""

    story_of: dict[str, str]
    cut: frozenset[str]


def group(edges: Iterable[tuple[str, str, float]], most: int = MOST_ARTICLES) -> Grouping:
    """Groups articles along (a, b, likeness), the most alike first, and never into a story of more than `most` articles.

    A story is named after the first of its articles, so that the same articles give the same name in whatever order they come.
    """
    parent: dict[str, str] = {}
    size: dict[str, int] = {}
    cut: set[str] = set()

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for a, b, _ in sorted(edges, key=lambda e: (-e[2], e[0], e[1])):
        for name in (a, b):
            parent.setdefault(name, name)
            size.setdefault(name, 1)
        one, other = root(a), root(b)
        if one == other:
            continue
        if size[one] + size[other] > most:
            cut |= {a, b}
            continue
        keep, join = min(one, other), max(one, other)
        parent[join] = keep
        size[keep] += size.pop(join)
    return Grouping({name: root(name) for name in sorted(parent) if size[root(name)] > 1}, frozenset(map(root, cut)))
