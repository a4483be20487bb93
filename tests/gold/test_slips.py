"""Planted errors: how many are caught, by kind, beside the article that they were planted in and in its place.

Floors stand in `rivals_floors.toml`. Beside the original a slip is caught where both say the same thing of the same; in its place only
where something else in the corpus, or in the article itself, speaks against it: most numbers of an article are said once.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.gold.rivals import RIVAL, Corpus, caught
from tests.gold.slips import slip

HERE = Path(__file__).parent
FOLDERS = {
    "examples": HERE.parents[1] / "examples" / "articles",
    "port_heat_grocer": HERE / "port_heat_grocer" / "articles",
}
FLOORS: dict[str, Any] = tomllib.loads((HERE / "rivals_floors.toml").read_text(encoding="utf-8"))["slips"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Articles of several outlets on the same stories."""
    return Corpus(FOLDERS, tmp_path_factory.mktemp("slips"))


@pytest.mark.parametrize("kind", sorted(FLOORS["beside"]))
def test_planted_errors_are_caught_beside_the_article_that_they_were_planted_in(corpus: Corpus, kind: str) -> None:
    floor = FLOORS["beside"][kind]
    found = {one.path: slip(one, kind, RIVAL, turn) for turn, one in enumerate(corpus.originals)}
    planted = {path: rewrite for path, rewrite in found.items() if rewrite is not None}
    assert len(planted) >= floor["planted"]
    assert len(caught(corpus.beyond_reprint(corpus.raised(planted)))) >= floor["caught"]


@pytest.mark.parametrize("kind", sorted(FLOORS["instead"]))
def test_planted_errors_are_caught_in_place_of_the_article(corpus: Corpus, kind: str) -> None:
    floor = FLOORS["instead"][kind]
    found = {one.path: slip(one, kind, None, turn) for turn, one in enumerate(corpus.originals)}
    planted = {path: rewrite for path, rewrite in found.items() if rewrite is not None}
    assert len(planted) >= floor["planted"]
    assert len(caught(corpus.raised(planted, instead=True))) >= floor["caught"]
