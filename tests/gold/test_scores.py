"""Score floors: the whole job on articles with hand-made gold, scored by the program that comes with the gold.

Belongs here: running the job in this process, without Dagster, and holding its scores against `floors.toml`. Does not:
any number; lowering a floor is a change of that file, and shows in a review.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assets.extract import extract
from assets.ingest import ingest
from assets.publish import publish
from benchmarks.newsquant import main as adapt
from checks.compare import compare
from checks.find import find
from warehouse.store import Store

SHARED = Path(__file__).parents[3] / "shared"
EVAL = SHARED / "eval"
ARTICLES = {"seeds": SHARED / "articles", "stories": EVAL / "stories" / "articles"}
FLOORS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text(encoding="utf-8")
)
SETS = sorted(ARTICLES)

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the gold data are not beside the repository: ../shared/eval")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The scorer, imported by its path: it is a program beside the gold, not part of the project."""
    spec = importlib.util.spec_from_file_location("tieout_gold_score", EVAL / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=SETS)
def scored(request: pytest.FixtureRequest, score: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    """The scores of one set of articles: its name, its figures' and its relations' scores."""
    name: str = request.param
    published = tmp_path_factory.mktemp(name) / f"{name}.duckdb"
    _run_job(ARTICLES[name], published)
    gold = str(EVAL / name)
    return name, score.figures(gold, str(published)), score.relations(gold, str(published))


Scores = tuple[str, dict[str, Any], dict[str, Any]]


def _run_job(articles: Path, published: Path) -> None:
    """Every step over a store of its own, as the assets and the command line call them."""
    store = Store.beside(published)
    run = "gold"
    ingest(store, [articles], run)
    extract(store, run)
    compare(store, run)
    find(store, run)
    publish(store, published)


def test_figures_reach_their_floors(scored: Scores) -> None:
    name, figures, _ = scored
    reached = {
        "found precision": figures["found"]["P"],
        "found recall": figures["found"]["R"],
        "value and unit f1": figures["value+unit"]["F1"],
        "modifier where there is one": figures["modifier where there is one"],
        "change": figures["change"],
        "period where there is one": figures["period where there is one"],
        "planned or actual": figures["planned or actual"],
    }
    _hold_floors(FLOORS[name]["figures"], reached)


def test_relations_reach_their_floors(scored: Scores) -> None:
    """Each kind of relation by how many of its cases are caught: 'caught' as far as possible ones, 'firmly' as conflicts."""
    name, _, relations = scored
    reached = {
        kind: float(_first_of(told)) for kind, told in relations.items() if isinstance(told, str) and "caught" in kind
    }
    _hold_floors(FLOORS[name]["relations"], reached)


def test_what_is_no_conflict_is_not_called_one(scored: Scores) -> None:
    name, _, relations = scored
    reached = {kind: _first_of(relations[kind]) for kind in FLOORS[name]["ceilings"]}
    above = {
        kind: (n, FLOORS[name]["ceilings"][kind]) for kind, n in reached.items() if n > FLOORS[name]["ceilings"][kind]
    }
    assert not above, "reached, ceiling: a false conflict costs a reader's trust"


def test_sentences_of_newsquant_reach_their_floors(score: ModuleType, tmp_path: Path) -> None:
    """Through the adapter that anyone can run, as its authors count."""
    gold, predicted = EVAL / "newsquant" / "dev.jsonl", tmp_path / "predicted.jsonl"
    adapt(str(gold), str(predicted))
    reached = {name: found["F1"] for name, found in score.newsquant(str(gold), str(predicted))["authors' way"].items()}
    floors = FLOORS["newsquant"]
    assert set(floors) <= set(reached)
    below = {name: (reached[name], floor) for name, floor in floors.items() if reached[name] < floor}
    assert not below, "reached, floor"


def _first_of(told: str) -> int:
    """3 of '3 of 7 …', as the scorer counts."""
    return int(told.split(" ", 1)[0])


def _hold_floors(floors: Mapping[str, float], reached: Mapping[str, float]) -> None:
    assert set(floors) == set(reached), "every score has a floor, and every floor a score"
    below = {name: (reached[name], floor) for name, floor in floors.items() if reached[name] < floor}
    assert not below, "reached, floor"
