"""How often a host may be asked: a pause between requests, longer where the host wants it, and hosts that are left alone.

Belongs here: the clock of each host. Does not: what is asked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from assets.sources.refusal import Refusal

_FAILURES = 3


@dataclass(slots=True)
class Pace:
    """The pauses of one run, in seconds; `longest_seconds` caps what a host may ask for between two requests."""

    pause_seconds: float
    longest_seconds: float
    _next: dict[str, float] = field(default_factory=dict[str, float])
    _pauses: dict[str, float] = field(default_factory=dict[str, float])
    _failures: dict[str, int] = field(default_factory=dict[str, int])
    _closed: dict[str, Refusal] = field(default_factory=dict[str, Refusal])

    def ready_at(self, host: str) -> float:
        """The moment of time.monotonic() from which the host may be asked; 0 for one that was not asked yet."""
        return self._next.get(host, 0.0)

    def wait(self, host: str) -> None:
        """Waits until the host may be asked, and counts the request that follows. Raises Refusal for a host left alone."""
        if host in self._closed:
            raise self._closed[host]
        left = self.ready_at(host) - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._next[host] = time.monotonic() + self._pauses.get(host, self.pause_seconds)

    def hold(self, host: str, seconds: float) -> None:
        """Lets the host rest for so long before it is asked again."""
        self._next[host] = max(self.ready_at(host), time.monotonic() + seconds)

    def slow_down(self, host: str, seconds: float) -> None:
        """The pause that the host wants, if it is longer than ours, up to the cap."""
        self._pauses[host] = min(max(seconds, self.pause_seconds), max(self.longest_seconds, self.pause_seconds))

    def close(self, host: str, refusal: Refusal) -> None:
        """Leaves the host alone for the rest of the run."""
        self._closed[host] = refusal

    def succeeded(self, host: str) -> None:
        """The host answered."""
        self._failures.pop(host, None)

    def failed(self, host: str) -> None:
        """The host did not answer, however often it was asked; after three such pages in a row it is left alone."""
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= _FAILURES:
            detail = f"{host} failed {_FAILURES} times in a row and was not asked again in this run. Try again later."
            self.close(host, Refusal("postponed", detail))
