"""How much one task may cost, and why a task was ended.

Belongs here: the numbers, as measured, and the reasons. Does not: enforcing them (`confinement` in the child, `child` outside of it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MEGABYTE = 1_000_000
ANSWER_BYTES = 512 * MEGABYTE
"""Longest answer that is taken from a child."""

EndReason = Literal["too_slow", "too_much_memory", "crashed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds of work, seconds on the clock, and bytes of address space."""

    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int = 1_500 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Allowance:
    """What each file and each text may cost; the keys of `[limits]` in `tieout.toml`.

    Ordinary pages take a tenth of a second to read, 16 MB of them 10 s and 500 MB of address space; a million characters of ordinary
    text 4 to 15 s for their figures, those with the most figures that were seen 700 MB. `clock_factor`: seconds on the clock for
    each second of work, what a machine that is shared may take longer.
    """

    reading_seconds: int = 15
    reading_seconds_per_megabyte: int = 2
    extraction_seconds: int = 30
    extraction_seconds_per_million_characters: int = 60
    clock_factor: int = 3
    memory_megabytes: int = 1_500

    def of_file(self, size_bytes: int) -> Limits:
        """For reading one file of this size."""
        return self._of_work(self.reading_seconds + self.reading_seconds_per_megabyte * (size_bytes // MEGABYTE))

    def of_text(self, chars: int) -> Limits:
        """For the figures of one text of this length."""
        more = self.extraction_seconds_per_million_characters * chars // MEGABYTE
        return self._of_work(self.extraction_seconds + more)

    def _of_work(self, cpu_seconds: int) -> Limits:
        return Limits(cpu_seconds, self.clock_factor * cpu_seconds, self.memory_megabytes * MEGABYTE)


USUAL = Allowance()
"""What holds where the settings say nothing else."""


class Lost(Exception):
    """The child did not answer and is gone; `reason` is a code of quarantine, `detail` the limit or the signal.

    `is_lasting`: the same task would end so again, with the same limits. What the clock of a busy machine or the system ended would not.
    """

    def __init__(self, reason: EndReason, detail: str, *, is_lasting: bool = False) -> None:
        super().__init__(reason, detail)
        self.reason: EndReason = reason
        self.detail = detail
        self.is_lasting = is_lasting
