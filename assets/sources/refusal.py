"""Why an address gave no page: a short code, and a sentence that says what to do.

Belongs here: the codes. Does not: finding out.
"""

from __future__ import annotations

from typing import Literal

RefusalReason = Literal[
    "bad_address",
    "scheme",
    "private_address",
    "unreachable",
    "robots",
    "robots_unreachable",
    "redirect",
    "front_page",
    "postponed",
    "status",
    "gone",
    "too_large",
    "too_slow",
    "content_type",
    "content_encoding",
    "empty",
    "broken",
    "not_kept",
]


class Refusal(Exception):
    """No page can be had from an address, and asking again at once would not help."""

    def __init__(self, reason: RefusalReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason: RefusalReason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


class Trouble(Exception):
    """Something that may pass: the same request can be tried again, after `wait_seconds` where the server says so."""

    def __init__(self, refusal: Refusal, wait_seconds: float | None = None) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
        self.wait_seconds = wait_seconds
