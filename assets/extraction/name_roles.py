"""What a name does in its sentence: it speaks, it stands by the way, it describes another name, or the sentence is about it.

Belongs here: the grammar around a name. Does not: what type it is of (`name_types`), or which figure is of it (`subjects`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.extraction.clause_words import clause_words
from assets.extraction.directory import Name
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import words

APPOSITION = 8
"""Tokens of an insertion between a speaker and the verb: 'Halden, the owner of the yard, said'."""
SPEAKER, PASSER_BY, DESCRIBES, ABOUT = 0.3, 0.6, 0.3, 1.0
"""How much a mention in each role speaks for its name being what a text is about."""


def weight_of(tokens: Sequence[Token], name: Name) -> float:
    """How much a mention of a name speaks for the text being about it, from 0 to 1."""
    if describes(tokens, name):
        return DESCRIBES
    if speaks(tokens, name):
        return SPEAKER
    return PASSER_BY if passes_by(tokens, name) else ABOUT


def speaks(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name is who says so: 'Halden said', 'Halden, the owner of the yard, said', 'according to the Halden'."""
    after, verbs = name.last, words("speech_verbs")
    if after < len(tokens) and not name.possessive:
        if tokens[after].low in verbs:
            return True
        if tokens[after].text == "," and after + 1 < len(tokens):
            closing = next((i for i in range(after + 1, min(after + APPOSITION, len(tokens))) if tokens[i].text == ","), None)
            if closing is not None and closing + 1 < len(tokens) and tokens[closing + 1].low in verbs:
                return True
    before = name.first - 1
    if before >= 0 and tokens[before].low == "the":
        before -= 1
    if before < 0:
        return False
    to_whom = tokens[before].low == "to" and before > 0 and tokens[before - 1].low == "according"
    behind_quote = tokens[before].low in verbs and before > 0 and tokens[before - 1].text in (",", '"', "”", "’", "'")
    return to_whom or behind_quote


def passes_by(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name only stands in a phrase of place, source or company: 'from Halden', 'near Oslo', 'with the Halden'."""
    before = name.first - 1
    if before >= 0 and tokens[before].low in clause_words("article"):
        before -= 1
    return before >= 0 and tokens[before].low in clause_words("passing by")


def describes(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a country or place only says whose another name is: "Norway's Halden", 'the Norwegian Halden Energy'."""
    if name.kind not in ("country", "place") or name.last >= len(tokens) or not (name.possessive or name.kind == "country"):
        return False
    following = tokens[name.last]
    if following.kind != "word":
        return False
    if following.capitalised and following.low not in words("common_openers"):
        return True
    later = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    noun = not name.possessive and following.low not in words("noun_stops") and following.low not in clause_words("auxiliary")
    return noun and later is not None and later.capitalised and later.kind == "word"
