"""Each hostile file alone: refused with its reason or read, within the limit and a second, and the next file is read as ever."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from assets.reading import Document
from assets.sandbox.limits import USUAL, Limits
from assets.sandbox.tasks import Failure, FileTask, read_one
from tests.hostile.cases import CASES, Case
from tests.hostile.table import FOLDERS, table

ENDED_SOON = Limits(cpu_seconds=3, wall_seconds=60)
"""For a file that is ended by the clock of its work in any case: less than is given to files of a run."""
ORDINARY = FileTask(b"The yard at Corda sold 14 boats.\n\nIt had sold 12 boats in 2023.\n", "ordinary.txt")
DOCUMENT = Path(__file__).parents[2] / "docs" / "hostile-input.md"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_a_hostile_file_is_refused_or_read_within_its_limit_and_the_next_one_is_read(case: Case) -> None:
    raw = case.make()
    limits = ENDED_SOON if case.outcome == "too_slow" else USUAL.of_file(len(raw))
    start = monotonic()
    found = read_one(FileTask(raw, case.name), limits_of=lambda size: limits)
    seconds = monotonic() - start
    assert seconds < limits.wall_seconds + 1
    assert (found.reason if isinstance(found, Failure) else "read") == case.outcome, found
    if isinstance(found, Failure):
        assert found.detail.endswith(".")
    else:
        _assert_said(case, found)
    after = read_one(ORDINARY)
    assert not isinstance(after, Failure)
    assert after[0].text == ORDINARY.raw.decode()


def _assert_said(case: Case, documents: tuple[Document, ...]) -> None:
    text = "\n".join(document.text for document in documents)
    assert case.holds in text
    assert not case.lacks or case.lacks not in text
    assert documents[0].doubts == ((case.doubt,) if case.doubt else ())


def test_the_table_of_hostile_input_says_what_these_tests_prove() -> None:
    assert table(CASES) in DOCUMENT.read_text(encoding="utf-8"), "write it anew: python -m tests.hostile.table"
    assert len({case.what for case in CASES} | {row[0] for row in FOLDERS}) == len(CASES) + len(FOLDERS)
