"""Floors on whether figures of one thing meet in their subject, on articles that are shipped with the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.subjects import score
from tests.gold.scoring import read_set

HERE = Path(__file__).parent
# of pairs with one subject at least so many percent EQUAL, and at most so many DISJOINT
FLOORS = {
    "own": (83.0, 12.0),
    "port_heat_grocer": (81.0, 18.0),
    "mine_rail_budget": (55.0, 45.0),
    "trust_festival": (59.0, 34.0),
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_of_one_thing_are_given_one_subject(name: str) -> None:
    equal, disjoint = FLOORS[name]
    found = score(read_set(HERE / name).paired)
    assert found.pairs_same > 50
    assert found.same_equal >= equal
    assert found.same_disjoint <= disjoint
