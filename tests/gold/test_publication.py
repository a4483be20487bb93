"""Score floors for publication facts and the boundaries of the body, on every set that has gold for them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.gold.publication import percent_right, read_facts

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared"
BESIDE = {
    "seeds": (SHARED / "eval" / "seeds", SHARED / "articles"),
    "stories": (SHARED / "eval" / "stories", SHARED / "eval" / "stories" / "articles"),
}
SHIPPED = {path.parent.name: (path.parent, path.parent / "articles") for path in sorted(HERE.glob("*/articles.jsonl"))}
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "publication_floors.toml").read_text(encoding="utf-8"))


def test_every_set_with_publication_facts_has_floors() -> None:
    assert set(FLOORS) == set(BESIDE) | set(SHIPPED)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_publication_facts_reach_their_floors(name: str) -> None:
    folder, articles = {**BESIDE, **SHIPPED}[name]
    if not folder.is_dir():
        pytest.skip(f"the gold data are not beside the repository: {folder}")
    answers = read_facts(folder, articles)
    wrong = [(a.file, a.fact, f"wanted {a.wanted!r}", f"read {a.read!r}") for a in answers if not a.is_right]
    reached, floors = percent_right(answers), FLOORS[name]
    assert set(floors) == set(reached), "every fact has a floor, and every floor a fact"
    below = {fact: (reached[fact], floor) for fact, floor in floors.items() if reached[fact] < floor}
    assert not below, f"reached, floor; what is wrong: {wrong}"
