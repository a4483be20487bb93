"""The small words that clauses are built with, by what they do: pronouns, auxiliaries, links, contrasts.

Belongs here: look-up by role. Does not: the words themselves, which are rows of the lexicon `clause_words`.
"""

from __future__ import annotations

from functools import cache

from warehouse.lexicon import lexicon


@cache
def clause_words(role: str) -> frozenset[str]:
    """The words of one role in lower case, as a set."""
    return frozenset(entry.alias for entry in lexicon("clause_words") if entry.canonical == role)
