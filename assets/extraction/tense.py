"""Whether a clause tells what is so now or what happened, by its verbs. No parsing: cue words, and participles in -ed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assets.extraction.tokens import Token
from warehouse.lexicon import lexicon

PERFECT_REACH = 3
"""Tokens between 'has' or 'is' and its participle."""


@cache
def _cues() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("tense_cues")}


def is_perfect(tokens: Sequence[Token], first: int) -> bool:
    """Whether the nearest verb before tokens[first] tells what somebody has brought about: 'have cleared 300 tonnes'."""
    for index in range(first - 1, -1, -1):
        if tokens[index].text == ";":
            return False
        found = _tense_of(tokens, index)
        if found is not None:
            helpers = [t.low for t in tokens[max(0, index - PERFECT_REACH) : index]]
            perfect = "has" in helpers or "have" in helpers
            return perfect and _is_participle(tokens[index].low) and "been" not in helpers
    return False


def tense_at(tokens: Sequence[Token], first: int, last: int) -> str:
    """'past' or 'now', by the verb of the clause; 'now' without one, as in a list of figures."""
    return verb_tense(tokens, first, last) or "now"


def verb_tense(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The tense of the nearest verb before tokens[first], else behind tokens[last - 1]; None where no verb is known."""
    for index in range(first - 1, -1, -1):
        if tokens[index].text == ";":
            break
        found = _tense_of(tokens, index)
        if found is not None:
            return found
    return next((found for i in range(last, len(tokens)) if (found := _tense_of(tokens, i)) is not None), None)


def is_present(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb of the present stands at tokens[index]."""
    return index < len(tokens) and _cues().get(tokens[index].low) == "now"


def is_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Whether 'will', 'would', 'to' or 'not' stands at tokens[index], so that the verb behind it tells no fact."""
    return 0 <= index < len(tokens) and _cues().get(tokens[index].low) == "infinitive"


def is_past(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb of the past stands at tokens[index]."""
    return index < len(tokens) and _tense_of(tokens, index) == "past"


def _tense_of(tokens: Sequence[Token], index: int) -> str | None:
    low = tokens[index].low
    if not _is_participle(low):
        return "now" if _cues().get(low) == "now" else None
    if index and tokens[index - 1].low in ("be", "being"):
        return None  # 'to be built', 'being built': its auxiliary says when
    helped = any(tokens[i].low in ("has", "have", "is", "are") for i in range(max(0, index - PERFECT_REACH), index))
    return "now" if helped else "past"


def _is_participle(low: str) -> bool:
    cue = _cues().get(low)
    return cue == "past" or (cue is None and low[-2:] == "ed" and len(low) > 4)
