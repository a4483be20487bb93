"""Ids are made from what a thing is, and nothing else."""

from __future__ import annotations

import hashlib

from warehouse.ids import article_id, figure_id, version_id


def test_ids_are_the_same_on_every_machine() -> None:
    assert article_id("file:///news/a.txt") == "art_" + hashlib.sha256(b"file:///news/a.txt").hexdigest()[:16]
    assert version_id(b"abc") == hashlib.sha256(b"abc").hexdigest()
    assert figure_id("v", 3, 7) == "fig_" + hashlib.sha256(b"v:3:7").hexdigest()[:16]


def test_figures_at_other_places_or_in_other_versions_have_other_ids() -> None:
    ids = {figure_id(version, start, start + 3) for version in ("a", "b") for start in range(50)}
    assert len(ids) == 100
