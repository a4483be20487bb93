"""Rewritten articles in a store beside, or in place of, their originals, and what the laws newly say because of them.

Belongs here: running the steps over a corpus with rewritten articles in it, and telling what is new. Does not: how articles are
rewritten (`twins`, `slips`), or how much is too much.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

from assets.extract import extract
from assets.ingest import ingest
from checks.compare import compare
from tests.gold.relations import FIRM, FLAGGED, Flag, all_flags
from tests.gold.rewriting import Original, Rewrite, rewritten
from warehouse.store import Store

# a figure by the original's path and the span of its characters there
Origin = tuple[str, int, int]
Pair = frozenset[Origin]
Spans = Mapping[str, Sequence[tuple[int, int]]]
RIVAL = "The Rival Gazette"


@dataclass(frozen=True, slots=True)
class Raised:
    """A comparison that is flagged only because of rewritten articles.

    `pairs`: the original figures that stand against each other in it, a figure against its own twin as a pair of one. `caught`: the
    paths of the originals whose edited figures are among its evidence.
    """

    flag: Flag
    pairs: frozenset[Pair]
    caught: frozenset[str]


class Corpus:
    """Articles in folders of their own, read and compared once; rewritten ones are added to copies of that store."""

    def __init__(self, folders: Mapping[str, Path], work: Path) -> None:
        self.work = work
        self.articles = work / "articles"
        for name, folder in folders.items():
            shutil.copytree(folder, self.articles / name)
        self.store = Store(work / "base.store.duckdb")
        ingest(self.store, [self.articles], "base")
        extract(self.store, "base")
        compare(self.store, "base")

    @cached_property
    def originals(self) -> list[Original]:
        """All articles that have figures, in the order of their paths."""
        paths = sorted(p for p in self.articles.rglob("*") if p.suffix in (".txt", ".html", ".md"))
        return [found for found in map(Original.read, paths) if found.figures]

    @cached_property
    def _spans(self) -> Spans:
        return {str(one.path): [(f.char_start, f.char_end) for f in one.figures] for one in self.originals}

    @cached_property
    def known(self) -> tuple[set[Pair], set[Pair]]:
        """Pairs of figures that stand on different sides of a conflict, and of a conflict or a possible one, before anything is added."""
        where, flags = _origins(self.store, {}, {}), all_flags(self.store)

        def pairs(verdicts: frozenset[str]) -> set[Pair]:
            return {pair for flag in flags if flag.verdict in verdicts for pair in _pairs(flag, where)}

        return pairs(FIRM), pairs(FLAGGED)

    @cached_property
    def reprinted(self) -> list[Raised]:
        """What is flagged newly when every article is reprinted, word for word, under another publisher's name."""
        found = {one.path: rewritten(one, [], RIVAL) for one in self.originals}
        return self.raised({path: rewrite for path, rewrite in found.items() if rewrite is not None})

    def beyond_reprint(self, raised: Iterable[Raised]) -> list[Raised]:
        """Those that a mere reprint does not raise: what is said against each other in them is due to the edits."""
        told = (_pairs_of(self.reprinted, FIRM) | self.known[0], _pairs_of(self.reprinted, FLAGGED) | self.known[1])
        return [one for one in raised if not one.pairs <= told[0 if one.flag.verdict in FIRM else 1]]

    def raised(self, rewrites: Mapping[Path, Rewrite], *, instead: bool = False) -> list[Raised]:
        """Flags that no original raises, when each article's rewrite is added as another source, or put in its place."""
        store = Store(self.work / "rivals.store.duckdb")
        shutil.copyfile(self.store.path, store.path)
        folder = self.work / "rivals"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.articles, folder) if instead else folder.mkdir()
        added: dict[str, tuple[str, Rewrite]] = {}
        before: dict[Path, bytes] = {}
        for path, rewrite in rewrites.items():
            if instead:
                before[path] = path.read_bytes()
                path.write_bytes(rewrite.raw)
                added[str(path)] = (str(path), rewrite)
            else:
                rival = folder / path.parent.name / f"rival-{path.name}"
                rival.parent.mkdir(exist_ok=True)
                rival.write_bytes(rewrite.raw)
                added[str(rival)] = (str(path), rewrite)
        try:
            ingest(store, [self.articles] if instead else [self.articles, folder], "rivals")
            extract(store, "rivals")
            compare(store, "rivals")
        finally:
            for path, raw in before.items():
                path.write_bytes(raw)
        return list(_new(store, added, self._spans, self.known))


def caught(raised: Iterable[Raised], verdicts: frozenset[str] = FLAGGED) -> frozenset[str]:
    """Paths of the originals whose edited sentences hold a figure of a raised comparison."""
    return frozenset(path for one in raised if one.flag.verdict in verdicts for path in one.caught)


def _pairs_of(raised: Iterable[Raised], verdicts: frozenset[str]) -> set[Pair]:
    return {pair for one in raised if one.flag.verdict in verdicts for pair in one.pairs}


def _new(
    store: Store, added: Mapping[str, tuple[str, Rewrite]], first: Spans, known: tuple[set[Pair], set[Pair]]
) -> Iterable[Raised]:
    where = _origins(store, added, first)
    with store.reading() as session:
        rows = session.query("SELECT figure_id, source_path, sentence_start, sentence_end FROM store.figures").rows(
            named=True
        )
    edited = {row["figure_id"]: where[row["figure_id"]][0] for row in rows if _is_edited(row, added)}
    for flag in all_flags(store):
        if flag.verdict not in FLAGGED:
            continue
        pairs = _pairs(flag, where)
        if not pairs <= known[0 if flag.verdict in FIRM else 1]:
            yield Raised(flag, frozenset(pairs), frozenset(edited[f] for f in flag.sides if f in edited))


def _is_edited(row: Mapping[str, object], added: Mapping[str, tuple[str, Rewrite]]) -> bool:
    """Whether an edit changed the figure's own characters, or others of its sentence: the year, or 'to' for 'by'."""
    found = added.get(str(row["source_path"]))
    if found is None:
        return False
    origin = found[1].origin(int(str(row["sentence_start"])), int(str(row["sentence_end"])))
    return origin is not None and any(e.start < origin[1] and origin[0] <= e.end for e in found[1].edits)


def _origins(store: Store, added: Mapping[str, tuple[str, Rewrite]], first: Spans) -> dict[str, Origin]:
    """For each figure id the original's path and the span that it stands for there; `first`: the figures of each original."""
    with store.reading() as session:
        rows = session.query("SELECT figure_id, source_path, char_start, char_end FROM store.figures").rows(named=True)
    found: dict[str, Origin] = {}
    for row in rows:
        path, start, end = row["source_path"], row["char_start"], row["char_end"]
        if path in added:
            path, rewrite = added[path]
            start, end = _nearest(first.get(path, ()), rewrite.origin(start, end))
        found[row["figure_id"]] = (path, start, end)
    return found


def _nearest(spans: Iterable[tuple[int, int]], behind: tuple[int, int] | None) -> tuple[int, int]:
    """The span of a figure of the original that shares most characters with a place; the place itself where there is none."""
    if behind is None:
        return -1, -1
    shared = [(min(last, behind[1]) - max(first, behind[0]), first, last) for first, last in spans]
    overlap, first, last = max(shared, default=(0, *behind))
    return (first, last) if overlap > 0 else behind


def _pairs(flag: Flag, where: Mapping[str, Origin]) -> set[Pair]:
    """Pairs of origins on different sides; a figure against its own twin is a set of one."""
    figures: Sequence[str] = sorted(f for f in flag.sides if f in where)
    return {frozenset((where[a], where[b])) for a, b in combinations(figures, 2) if flag.sides[a] != flag.sides[b]}
