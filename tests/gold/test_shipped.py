"""Score floors on articles that are shipped with the project, so that they are held where nothing else is at hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.gold.scoring import read_set, scores

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "shipped_floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_of_shipped_articles_reach_their_floors(name: str) -> None:
    reached, floors = scores(read_set(HERE / name)), FLOORS[name]
    assert set(floors) == set(reached), "every score has a floor, and every floor a score"
    below = {score: (reached[score], floor) for score, floor in floors.items() if reached[score] < floor}
    assert not below, "reached, floor"
