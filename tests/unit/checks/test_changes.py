"""What makes a run a full one: laws, settings, lexicon and code that changed, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ASKED = "from checks.changes import fingerprint_of; from checks.rules import RULES; print(fingerprint_of(RULES, []))"


def test_the_fingerprint_of_how_is_compared_is_the_same_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", ASKED],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
    assert found != {""}
