"""The bundled corpus: what is planted in `examples/articles` is found, and what only looks like it is left alone.

Its list stands in `examples/expected.csv`; how many of each kind must be found stands in `examples_floors.toml`.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from assets.extract import extract
from assets.ingest import ingest
from assets.reading import read_document
from checks.compare import compare
from warehouse.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"
FLOORS = tomllib.loads(Path(__file__).with_name("examples_floors.toml").read_text(encoding="utf-8"))
FLAGGED = {"conflict", "possible_conflict"}
# the planted total is coarsely printed: that the parts fit through rounding alone is worth saying, and no more
ALLOWED = {"part_whole": FLAGGED | {"rounding"}}
HARMLESS = {"agreement", "trap"}

Place = tuple[str, int, int]
Verdicts = dict[str, set[str]]


def _rows() -> list[dict[str, str]]:
    with (EXAMPLES / "expected.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _place(file: str, quote: str) -> Place:
    """Where a quote first stands in the visible text of a file; line breaks and no-break spaces count as spaces."""
    path = EXAMPLES / "articles" / file
    text = read_document(path.read_bytes(), path.name).text.replace("\u00a0", " ").replace("\n", " ")
    start = text.find(quote)
    assert start >= 0, f"{file} does not say {quote!r}"
    return file, start, start + len(quote)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """For each listed pair, the verdicts of the comparisons that hold both of its quotes on different sides."""
    store = Store(tmp_path_factory.mktemp("examples") / "examples.store.duckdb")
    ingest(store, [EXAMPLES / "articles"], "examples")
    extract(store, "examples")
    compare(store, "examples")
    with store.reading() as session:
        figures = session.query("SELECT figure_id, source_path, char_start, char_end FROM figures").rows(named=True)
        evidence = session.query(
            "SELECT comparison_id, figure_id, side, verdict FROM store.evidence JOIN store.comparisons USING (comparison_id)"
        ).rows(named=True)
    sides: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    verdict_of: dict[str, str] = {}
    for row in evidence:
        sides[row["comparison_id"]][row["figure_id"]].add(row["side"])
        verdict_of[row["comparison_id"]] = row["verdict"]

    def figure_at(place: Place) -> str | None:
        file, start, end = place
        overlaps = [
            (min(end, f["char_end"]) - max(start, f["char_start"]), f["figure_id"])
            for f in figures
            if Path(f["source_path"]).name == file
        ]
        best = max(overlaps, default=(0, ""))
        return best[1] if best[0] > 0 else None

    found: Verdicts = {}
    for row in _rows():
        a, b = figure_at(_place(row["file_a"], row["quote_a"])), figure_at(_place(row["file_b"], row["quote_b"]))
        found[row["id"]] = {
            verdict_of[c] for c, held in sides.items() if a in held and b in held and a != b and held[a] != held[b]
        }
    return found


@pytest.mark.parametrize("kind", sorted(FLOORS["planted"]))
def test_what_is_planted_is_found(kind: str, verdicts: Verdicts) -> None:
    allowed = ALLOWED.get(kind, FLAGGED)
    found = [row["id"] for row in _rows() if row["kind"] == kind and verdicts[row["id"]] & allowed]
    assert len(found) >= FLOORS["planted"][kind]


def test_agreements_and_traps_are_not_called_conflicts(verdicts: Verdicts) -> None:
    harmless = [row for row in _rows() if row["kind"] in HARMLESS]
    called: Counter[str] = Counter()
    for row in harmless:
        called.update(verdicts[row["id"]] & FLAGGED)
    assert called["conflict"] <= FLOORS["ceilings"]["conflict"]
    assert called["possible_conflict"] <= FLOORS["ceilings"]["possible_conflict"]
