"""The table of docs/hostile-input.md, made of the cases that are tested. `uv run python -m tests.hostile.table` writes it anew.

Belongs here: that table. Does not: the cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tests.hostile.cases import CASES, Case

DOCUMENT = Path(__file__).parents[2] / "docs" / "hostile-input.md"
FOLDERS = (
    ("a file of 1 GB", "quarantined: `too_large`", "16 MB; it is not opened"),
    ("a named pipe that nobody writes to", "quarantined: `not_a_file`", "only regular files are opened"),
    ("a link to a file outside of the folder", "not read", "nothing outside of the source is opened"),
    (
        "a text of which the figures take too much",
        "quarantined: `extraction_failed`",
        "time and memory of the child process",
    ),
)
"""What is tested in test_folders: what it is, what becomes of it, which limit."""
_BEGIN, _END = "| what | what Tieout does | by what |", "\n\n"


def table(cases: Sequence[Case]) -> str:
    """The table in Markdown."""
    rows = [(case.what, _outcome(case), case.because) for case in cases]
    lines = [_BEGIN, "| --- | --- | --- |", *(f"| {' | '.join(row)} |" for row in (*rows, *FOLDERS))]
    return "\n".join(lines)


def _outcome(case: Case) -> str:
    if case.outcome != "read":
        return f"quarantined: `{case.outcome}`"
    return f"read, with the doubt `{case.doubt}`" if case.doubt else "read"


if __name__ == "__main__":
    before = DOCUMENT.read_text(encoding="utf-8")
    found = re.search(re.escape(_BEGIN) + r".*?(?=\n\n|\Z)", before, re.S)
    assert found is not None
    DOCUMENT.write_text(
        before[: found.start()] + table(CASES) + before[found.end() :].rstrip("\n") + "\n", encoding="utf-8"
    )
