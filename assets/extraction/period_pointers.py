"""What a sentence points back to for its time: the span, the event or the things that the text told before.

Belongs here: the words that point, over tokens alone. Does not: which figure takes the time that they point to (`period_choice`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assets.extraction.period_model import Period, count_word, period_words
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases


def lengths_named(tokens: Sequence[Token]) -> list[int]:
    """Months of the spans that the sentence points back to."""
    found = [int(m.entry.canonical) for m in phrases("span_references").all(tokens)]
    for i in range(len(tokens) - 2):
        if tokens[i + 1].kind == "dash" and tokens[i + 2].low == "month":
            value = count_word(tokens[i])
            found.extend([value] if value else [])
    return found


def event_pointed_at(tokens: Sequence[Token], named: Mapping[str, Period]) -> Period | None:
    """The time of an event that the text named before: 'during the visit', 'in that fire'."""
    for i in range(len(tokens) - 2):
        if tokens[i].low in period_words("pointing") and tokens[i + 1].low in ("this", "that", "the"):
            event = named.get(tokens[i + 2].low)
            if event is not None:
                return event
    return None


def points_back(tokens: Sequence[Token], index: int) -> bool:
    """'of them', 'of those', 'of the total'."""
    words = [t.low for t in tokens[index : index + 3]]
    if words[:1] != ["of"] or len(words) < 3:
        return False
    alone = words[1] in ("them", "these", "those") and tokens[index + 2].kind != "word"
    return alone or words[1] == "them" or words[1:] == ["the", "total"]


def closes_a_span(tokens: Sequence[Token], before: int) -> bool:
    """'ended the quarter with 12 ships': whether what is told at tokens[before] stood at the close of the span."""
    for i in range(min(before, len(tokens)) - 3):
        closing = tokens[i].low in period_words("close") and tokens[i + 1].low in ("the", "that")
        if closing and tokens[i + 2].low in _SPANS and tokens[i + 3].low in ("with", "at", "on"):
            return True
    return False


_SPANS = frozenset(("quarter", "half", "year", "period", "month"))
