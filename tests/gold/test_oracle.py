"""The laws alone: fed with gold figures instead of extracted ones, so that what they miss or invent is their own doing.

Belongs here: holding the scores against `oracle_floors.toml`. Does not: how gold becomes rows (`oracle`), nor the definition of caught
(`relations`).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checks.compare import compare
from tests.gold.oracle import gold_rows, oracle_store
from tests.gold.relations import Scores, score
from warehouse.store import Store

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared"
FLOORS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "oracle_floors.toml").read_text(encoding="utf-8"))
ELSEWHERE = {
    "seeds": (SHARED / "eval" / "seeds", SHARED / "articles"),
    "stories": (SHARED / "eval" / "stories", SHARED / "eval" / "stories" / "articles"),
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Scores]:
    """The name of a gold set and what the laws say of its figures."""
    name: str = request.param
    gold, articles = ELSEWHERE.get(name, (HERE / name, HERE / name / "articles"))
    if not gold.is_dir():
        pytest.skip(f"the gold is not beside the repository: {name}")
    oracle = oracle_store(gold, articles, Store(tmp_path_factory.mktemp(name) / "oracle.store.duckdb"), layout=True)
    compare(oracle.store, "oracle")
    return name, score(gold_rows(gold, "relations"), oracle.figure_ids, oracle.store)


def test_laws_over_gold_figures_catch_what_clashes(scored: tuple[str, Scores]) -> None:
    name, scores = scored
    missed = [j.relation["id"] for j in scores.judgements if j.must_flag and not j.caught]
    assert scores.recall >= FLOORS[name]["recall"], missed


def test_laws_over_gold_figures_flag_what_they_should(scored: tuple[str, Scores]) -> None:
    name, scores = scored
    wrong = [(flag.rule, flag.title) for flag in scores.flags if flag.comparison_id not in scores.right]
    assert scores.precision() >= FLOORS[name]["precision"], wrong


def test_laws_over_gold_figures_leave_harmless_pairs_alone(scored: tuple[str, Scores]) -> None:
    name, scores = scored
    told = [(j.relation["id"], sorted(j.verdicts)) for j in (*scores.false_conflicts, *scores.false_alarms)]
    assert len(scores.false_conflicts) <= FLOORS[name]["false conflicts"], told
    assert len(scores.false_alarms) <= FLOORS[name]["false alarms"], told
