"""The small words around a figure that say how it moves: what leads to a level, what stands between, what follows a change.

Belongs here: finding them by their role. Does not: the words, which are rows of the lexicon `change_cues`, nor the change
that they make of a figure (`changes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assets.extraction.clause_words import clause_words
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases, words
from warehouse.lexicon import lexicon

MAX_ADJECTIVES = 2
"""Words between an article and a number: 'an impressive 40', 'a surprisingly strong 40', 'the usual 40'."""


@cache
def cue_words(role: str) -> frozenset[str]:
    """The words of one role in lower case, as a set."""
    return frozenset(entry.alias for entry in lexicon("change_cues") if entry.canonical == role)


@cache
def beyond_words() -> dict[str, str]:
    """'above' and 'below' behind a percentage -> the change that they make it."""
    return {entry.alias: entry["direction"] for entry in lexicon("change_cues") if entry.canonical == "beyond"}


@cache
def base_cues() -> tuple[tuple[str, ...], ...]:
    """The words that lead to what a figure is compared with, each cue word by word."""
    return tuple(tuple(entry.alias.split()) for entry in lexicon("base_cues"))


def lead_of(tokens: Sequence[Token], first: int) -> int:
    """The place of the word that leads to the figure at tokens[first], -1 where none does.

    Passed over: 'the', 'about', 'an average of', 'a record', 'an impressive'.
    """
    index = first - 1
    while index >= 0:
        low = tokens[index].low
        if low == "of" and index and tokens[index - 1].low in cue_words("whole"):
            index -= 2
            continue
        article = _article_before(tokens, index)
        if article is not None:
            index = article - 1
        elif low in cue_words("skipped"):
            index -= 1
        else:
            break
    return index


def _article_before(tokens: Sequence[Token], last: int) -> int | None:
    """The article before one or two plain adjectives that end with tokens[last]."""
    for index in range(last, max(-1, last - MAX_ADJECTIVES - 1), -1):
        token = tokens[index]
        if index < last and token.low in clause_words("article"):
            return index
        leads = token.low in cue_words("reach") or token.low in cue_words("to") or token.low in clause_words("totals")
        moves = leads or phrases("directions").ending_at(tokens, index + 1) is not None
        if token.kind != "word" or moves or token.low in words("noun_stops") or token.low in words("modifiers"):
            return None
    return None


def leaves_verb_out(tokens: Sequence[Token], between: range) -> bool:
    """Whether tokens[between] names another thing behind 'and' or a comma, with no verb and right before its number."""
    lows = [tokens[i].low for i in between]
    joint = max((n for n, low in enumerate(lows) if low in ("and", ",")), default=len(lows))
    named = lows[joint + 1 :]
    if (
        not named
        or any(tokens[i].kind != "word" for i in between[joint + 1 :])
        or tokens[between[-1]].low.endswith("ed")
    ):
        return False
    closed = named[-1] in words("noun_stops") or named[-1] in words("modifiers")
    verbs = clause_words("auxiliary") | words("speech_verbs") | cue_words("stop")
    moved = any(phrases("directions").at(tokens, i) is not None for i in between)
    return not closed and not moved and not any(low in verbs for low in lows)
