"""Ids of comparisons: hashes of what a comparison is, so that a dismissal survives reading everything again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from checks.comparison.statements import Statement


def comparison_id(rule: str, key: str, played: Iterable[tuple[str, Statement]]) -> str:
    """'cmp_' and 16 hex digits of the rule, the key and the set of (role, source, normalised value).

    No offset, path, clock or run takes part: the same figures give the same id wherever and whenever they are read, and a source or
    a value that joins gives another one.
    """
    said = sorted({f"{role}\x1f{one.source}\x1f{one.value_key}" for role, one in played})
    return "cmp_" + hashlib.sha256("\x1e".join([rule, key, *said]).encode("utf-8", "surrogatepass")).hexdigest()[:16]
