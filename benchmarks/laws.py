"""How right the laws are: alone over gold figures, over clean twins, over planted errors; and which facets cost most.

Run by hand: `uv run python -m benchmarks.laws [oracle] [twins] [slips]`, all three without an argument. Gold and stories that lie beside
the repository are taken where they are there. Prints Markdown tables; `tests/gold/` holds floors a little below them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from checks.compare import CompareReport, compare
from checks.comparison.facets import relate
from checks.comparison.statements import Statement, statement
from checks.rules import RULES
from tests.gold.oracle import gold_rows, oracle_store
from tests.gold.relations import FIRM, FLAGGED, Judgement, Scores, percent, score
from tests.gold.rivals import RIVAL, Corpus, caught
from tests.gold.slips import KINDS as SLIPS
from tests.gold.slips import slip
from tests.gold.twins import KINDS as TWINS
from tests.gold.twins import twins
from warehouse.store import Store

ROOT = Path(__file__).parents[1]
GOLD, SHARED = ROOT / "tests" / "gold", ROOT.parent / "shared"
# gold folder and its articles
SETS: Mapping[str, tuple[Path, Path]] = {
    "seeds": (SHARED / "eval" / "seeds", SHARED / "articles"),
    "stories": (SHARED / "eval" / "stories", SHARED / "eval" / "stories" / "articles"),
} | {name: (GOLD / name, GOLD / name / "articles") for name in ("own", "port_heat_grocer", "mine_rail_budget")}


def main() -> None:
    """Prints the tables asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("parts", nargs="*", choices=["oracle", "twins", "slips", []], default=[])
    parts = arguments.parse_args().parts or ["oracle", "twins", "slips"]
    with tempfile.TemporaryDirectory() as work:
        if "oracle" in parts:
            _print(_oracle(Path(work)))
        if "twins" in parts or "slips" in parts:
            folders = {name: articles for name, (_, articles) in SETS.items() if articles.is_dir() and name != "seeds"}
            corpus = Corpus({"examples": ROOT / "examples" / "articles"} | folders, Path(work) / "rivals")
            _print(_twins(corpus) if "twins" in parts else ())
            _print(_slips(corpus) if "slips" in parts else ())


def _oracle(work: Path) -> Iterator[str]:
    """The laws over gold figures: a line a set and variant, a line a law, and every miss and false alarm with its facets."""
    yield "| set | recall | precision | of `conflict` | conflicts | arithmetic | false conflicts | false alarms |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    laws: list[str] = []
    misses: list[str] = []
    costs: Counter[str] = Counter()
    for name, (gold, articles) in SETS.items():
        for layout in (False, True) if gold.is_dir() else ():
            oracle = oracle_store(gold, articles, Store(work / f"{name}-{layout}.store.duckdb"), layout=layout)
            report = compare(oracle.store, "oracle")
            scores = score(gold_rows(gold, "relations"), oracle.figure_ids, oracle.store)
            yield _set_line(f"{name}{', roles as read' if layout else ''}", scores)
            if layout:
                laws += _law_lines(name, report, scores)
                known = _statements(oracle.store, oracle.figure_ids.values())
                for judgement in scores.judgements:
                    claims = [(c["file"], c["start"]) for c in judgement.relation["claims"]]
                    said = [known[oracle.figure_ids[place]] for place in claims if place in oracle.figure_ids]
                    misses += _unlike(name, judgement, said, costs)
    yield from (
        "",
        "| set | law | eligible | tested | flagged | right | wrong |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *laws,
    )
    yield from ("", "Facets that capped or separated the figures of a missed relation:", "")
    yield from (f"- {facet}: {n}" for facet, n in costs.most_common())
    yield from (
        "",
        "| set | what | relation | law: verdict | facets that are not EQUAL |",
        "| --- | --- | --- | --- | --- |",
        *misses,
    )


def _set_line(name: str, scores: Scores) -> str:
    right = len([flag for flag in scores.flags if flag.comparison_id in scores.right])
    conflicts, sums = scores.caught("conflict"), scores.caught("arithmetic")
    return (
        f"| {name} | {scores.recall} | {scores.precision()} ({right} of {len(scores.flags)}) | {scores.precision(FIRM)}"
        f" | {conflicts[0]} of {conflicts[1]} | {sums[0]} of {sums[1]} | {len(scores.false_conflicts)} | {len(scores.false_alarms)} |"
    )


def _law_lines(name: str, report: CompareReport, scores: Scores) -> Iterator[str]:
    """Eligible: what the law's query put together; tested: comparisons that came of it."""
    by_name = {rule.rule: rule for rule in report.rules}
    for rule in RULES:
        counts, mine = by_name[rule.name], [flag for flag in scores.flags if flag.rule == rule.name]
        right = sum(flag.comparison_id in scores.right for flag in mine)
        yield f"| {name} | `{rule.name}` | {counts.eligible} | {counts.tested} | {len(mine)} | {right} | {len(mine) - right} |"


def _unlike(name: str, judgement: Judgement, said: Sequence[Statement], costs: Counter[str]) -> Iterator[str]:
    """A line for a relation that was missed or falsely flagged: the facets in which its figures differ."""
    missed = judgement.must_flag and not judgement.caught
    if not missed and not judgement.false:
        return
    found: Counter[str] = Counter()
    for a, b in combinations(said, 2) if judgement.relation["type"] != "arithmetic" else ():
        facets = relate(a, b)
        found.update(f"{facet}={relation}" for facet, relation in facets.relations.items() if relation != "EQUAL")
    if missed:
        costs.update(
            found or ["arithmetic: no trial" if judgement.relation["type"] == "arithmetic" else "none: the law itself"]
        )
    told = ", ".join(sorted({f"{flag.rule}: {flag.verdict}" for flag in judgement.touching})) or "not tested"
    what = "missed" if missed else "false"
    yield f"| {name} | {what} | {judgement.relation['id']} ({judgement.relation['type']}) | {told} | {', '.join(found) or 'none'} |"


def _statements(store: Store, figure_ids: object) -> dict[str, Statement]:
    with store.reading() as session:
        rows = session.query_file("candidates/witnesses", {"figure_ids": sorted(set(figure_ids))})  # type: ignore[call-overload]
    return {one.figure_id: one for one in map(statement, rows.iter_rows(named=True))}


def _twins(corpus: Corpus) -> Iterator[str]:
    """Twins by the way of rewriting: what they raise, and what of that a bare reprint does not raise."""
    yield "| twin | articles | edits | conflict | possible | conflict beyond a reprint | possible beyond it | a figure against its twin |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for kind in TWINS:
        made = {one.path: twins(one, kind, RIVAL) for one in corpus.originals}
        rewrites = {path: rewrite for path, (rewrite, _) in made.items() if rewrite is not None}
        raised = corpus.raised(rewrites)
        all_told = Counter(one.flag.verdict for one in raised)
        beyond = [] if kind == "another publisher" else corpus.beyond_reprint(raised)
        told, own = (
            Counter(one.flag.verdict for one in beyond),
            sum(any(len(p) == 1 for p in one.pairs) for one in raised),
        )
        yield (
            f"| {kind} | {len(rewrites)} | {sum(n for _, n in made.values())} | {all_told['conflict']} | {all_told['possible_conflict']}"
            f" | {told['conflict']} | {told['possible_conflict']} | {own} |"
        )


def _slips(corpus: Corpus) -> Iterator[str]:
    """Planted errors by kind: caught beside the original and in its place, firmly or at all."""
    yield "| slip | planted | beside: caught | beside: as `conflict` | instead: caught | instead: as `conflict` |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in SLIPS:
        cells: list[str] = []
        for instead in (False, True):
            made = {one.path: slip(one, kind, None if instead else RIVAL, n) for n, one in enumerate(corpus.originals)}
            planted = {path: rewrite for path, rewrite in made.items() if rewrite is not None}
            raised = corpus.raised(planted, instead=instead)
            new = raised if instead else corpus.beyond_reprint(raised)
            cells += [] if cells else [str(len(planted))]
            cells += [
                f"{n} ({percent(n, len(planted))} %)" for n in (len(caught(new, FLAGGED)), len(caught(new, FIRM)))
            ]
        yield f"| {kind} | {' | '.join(cells)} |"


def _print(lines: Iterator[str] | tuple[()]) -> None:
    for line in lines:
        print(line, flush=True)
    print()


if __name__ == "__main__":
    main()
