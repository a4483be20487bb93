"""The month in which 'the financial year' of a text begins, by the money it counts in.

Belongs here: what the words 'financial year' mean where no date says it. Does not: quarters and years of companies, which
begin as they please and are read from what is printed (`calendar_periods`).
"""

from __future__ import annotations

from warehouse.lexicon import lexicon


def financial_start(text: str) -> int:
    """April for a text that counts in pounds and speaks of a financial year; January where nothing tells."""
    if "financial year" not in text:
        return 1
    found = [(text.count(entry.alias), int(entry.canonical)) for entry in lexicon("financial_years")]
    count, month = max(found, default=(0, 1))
    return month if count else 1
