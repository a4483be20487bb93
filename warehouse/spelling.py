"""What is said about a word that is not known: the nearest known one, else all of them.

Belongs here: that sentence. Does not: where the word stood, nor which words are known.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'did you mean x?' for the nearest known word, else the list of them."""
    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(words)}"
