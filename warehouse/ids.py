"""Names of articles, versions and figures, made from what they are, so that the same input gives the same ids everywhere.

Belongs here: ids of what sources say. Does not: ids of comparisons (`checks`), which know nothing of offsets.
"""

from __future__ import annotations

import hashlib


def article_id(uri: str) -> str:
    """'art_' and 16 hex digits of the sha256 of the article's URI."""
    return f"art_{_short(uri)}"


def version_id(raw: bytes) -> str:
    """The sha256 of the source file's bytes, 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


def figure_id(version: str, char_start: int, char_end: int) -> str:
    """'fig_' and 16 hex digits of the version and the span [char_start, char_end) in code points of its text."""
    return f"fig_{_short(f'{version}:{char_start}:{char_end}')}"


def _short(text: str) -> str:
    # surrogates can come out of a broken file; they must not stop a run
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
