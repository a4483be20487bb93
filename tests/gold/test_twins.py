"""Clean twins: articles in other words beside their originals are not called a conflict. Ceilings stand in `rivals_floors.toml`.

What a bare reprint under another publisher's name raises is counted under that name; of the other ways of rewriting, what is beyond it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.gold.rivals import RIVAL, Corpus
from tests.gold.twins import KINDS, twins

HERE = Path(__file__).parent
STORIES = Path(__file__).parents[3] / "shared" / "eval" / "stories" / "articles"
OWN = {"examples": HERE.parents[1] / "examples" / "articles"} | {
    name: HERE / name / "articles" for name in ("own", "port_heat_grocer", "mine_rail_budget")
}
FLOORS: dict[str, Any] = tomllib.loads((HERE / "rivals_floors.toml").read_text(encoding="utf-8"))["twins"]


@pytest.fixture(scope="module", params=sorted(FLOORS))
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Corpus]:
    """The articles that ship with the project, and the stories beside it where they are there."""
    name: str = request.param
    folders = OWN if name == "shipped" else {"stories": STORIES}
    if not all(folder.is_dir() for folder in folders.values()):
        pytest.skip("the stories are not beside the repository")
    return name, Corpus(folders, tmp_path_factory.mktemp(name))


@pytest.mark.parametrize("kind", KINDS)
def test_a_twin_that_says_the_same_is_not_called_a_conflict(corpus: tuple[str, Corpus], kind: str) -> None:
    name, articles = corpus
    found = {one.path: twins(one, kind, RIVAL)[0] for one in articles.originals}
    rewrites = {path: rewrite for path, rewrite in found.items() if rewrite is not None}
    floor = FLOORS[name][kind]
    assert len(rewrites) >= floor["articles"], "a test of nothing proves nothing"
    raised = articles.reprinted if kind == "another publisher" else articles.beyond_reprint(articles.raised(rewrites))
    told = Counter(one.flag.verdict for one in raised)
    assert told["conflict"] <= floor["conflict"], [one.flag.title for one in raised if one.flag.verdict == "conflict"]
    assert told["possible_conflict"] <= floor["possible_conflict"], [one.flag.title for one in raised]
