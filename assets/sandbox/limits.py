"""How much one task may cost, and why a task was ended.

Belongs here: the numbers, as measured, and the reasons. Does not: enforcing them (`confinement` in the child, `child` outside of it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MEGABYTE = 1_000_000
MEMORY_BYTES = 1_500 * MEGABYTE
"""Address space of a child. The largest page that is read (16 MB) takes 0.5 GB of it, the text of a megabyte with the most
figures that was seen 0.7 GB to extract."""
ANSWER_BYTES = 512 * MEGABYTE
"""Longest answer that is taken from a child."""
WALL_PER_CPU = 3
"""Seconds on the clock for each second of work: what a machine that is shared may take longer."""

EndReason = Literal["too_slow", "too_much_memory", "crashed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds of work, seconds on the clock, and bytes of address space."""

    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int = MEMORY_BYTES


def reading_limits(size_bytes: int) -> Limits:
    """For one file: 15 s, and 2 s for each megabyte. Ordinary pages take a tenth of a second, 16 MB of them 10 s."""
    return _of_work(15 + 2 * (size_bytes // MEGABYTE))


def extraction_limits(chars: int) -> Limits:
    """For the figures of one text: 30 s, and 60 s for each million characters. Ordinary text takes 4 to 15 s a million."""
    return _of_work(30 + 60 * chars // MEGABYTE)


def _of_work(cpu_seconds: int) -> Limits:
    return Limits(cpu_seconds, WALL_PER_CPU * cpu_seconds)


class Lost(Exception):
    """The child did not answer and is gone; `reason` is a code of quarantine, `detail` the limit or the signal."""

    def __init__(self, reason: EndReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason: EndReason = reason
        self.detail = detail
