"""Score floors on articles that are shipped with the project, so that they are held where nothing else is at hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.gold.scoring import read_set, scores

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "own_floors.toml").read_text(encoding="utf-8"))


def test_figures_of_our_own_articles_reach_their_floors() -> None:
    reached = scores(read_set(HERE / "own"))
    assert set(FLOORS) == set(reached), "every score has a floor, and every floor a score"
    below = {name: (reached[name], floor) for name, floor in FLOORS.items() if reached[name] < floor}
    assert not below, "reached, floor"
