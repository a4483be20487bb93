"""What a name does in its sentence: it speaks, it stands by the way, it describes another name, or the sentence is about it.

Belongs here: the grammar around a name. Does not: what type it is of (`name_types`), or which figure is of it (`subjects`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.extraction.clause_words import clause_words
from assets.extraction.directory import Name
from assets.extraction.name_types import types
from assets.extraction.tokens import Token, Tokens
from assets.extraction.vocabulary import words

APPOSITION = 8
"""Tokens of an insertion between a speaker and the verb: 'Marlow, the owner of the yard, said'."""
EVENT_KINDS = frozenset(("country", "place", "other", "asset"))
BEHIND_EVENT, BEFORE_EVENT = 4, 3
"""Tokens between an event's noun and its place: 'a fire at the Mill Lane depot', 'the Wenham rail disaster'."""
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
    """Whether a name is who says so: 'Marlow said', 'Marlow, the owner of the yard, said', 'according to the Marlow'."""
    after, verbs = name.last, words("speech_verbs")
    if after < len(tokens) and not name.possessive:
        if tokens[after].low in verbs:
            return True
        if tokens[after].text == "," and after + 1 < len(tokens):
            closing = next(
                (i for i in range(after + 1, min(after + APPOSITION, len(tokens))) if tokens[i].text == ","), None
            )
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
    """Whether a name only stands in a phrase of place, source or company: 'from Marlow', 'near Oslo', 'with the Marlow'.

    Or in the words that explain another: 'Selby Rail, the rival of Marlow, sold'.
    """
    if apposed(tokens, name):
        return True
    before = _past_article(tokens, name.first - 1)
    if before > 0 and tokens[before].low == "of":
        low = tokens[before - 1].low
        if low in words("compass_words"):  # 'south of Marlow'
            return True
        if types().get(low) == "asset":  # 'off the port of Marlow'
            before = _past_article(tokens, before - 2)
    if before < 0 or tokens[before].low not in clause_words("passing by"):
        return False
    owned = tokens[before].low == "in" and before > 0 and tokens[before - 1].low in clause_words("part owned")
    return not owned  # 'shares in Marlow'


def apposed(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name stands in an insertion behind another one: the comma behind that, an article, and no comma since."""
    for comma in range(name.first - 2, max(0, name.first - APPOSITION - 1), -1):
        if tokens[comma].kind == "number":
            return False
        if tokens[comma].text == ",":
            opens = tokens[comma + 1].low in clause_words("article") or tokens[comma + 1].low in ("which", "whose")
            return opens and tokens[comma - 1].capitalised and tokens[comma - 1].kind == "word"
    return False


def stands_on(tokens: Sequence[Token], name: Name) -> bool:
    """Whether something is told of what is on or in a site: 'freight on the Marlow line', 'cranes in the Marlow yard'."""
    before = _past_article(tokens, name.first - 1)
    return before >= 0 and tokens[before].low in clause_words("on a site")


def _past_article(tokens: Sequence[Token], index: int) -> int:
    return index - 1 if index >= 0 and tokens[index].low in clause_words("article") else index


def describes(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name only says of what kind or whose another is: "Norway's Marlow", 'the Norwegian Marlow', 'the Oslo-based group'."""
    if (
        name.last + 1 < len(tokens)
        and tokens[name.last].kind == "dash"
        and tokens[name.last].start == tokens[name.last - 1].end
    ):
        return tokens[name.last + 1].start == tokens[name.last].end
    if (
        name.kind not in ("country", "place")
        or name.last >= len(tokens)
        or not (name.possessive or name.kind == "country")
    ):
        return False
    following = tokens[name.last]
    if following.kind != "word":
        return False
    if following.capitalised and following.low not in words("common_openers"):
        return True
    later = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    noun = (
        not name.possessive
        and following.low not in words("noun_stops")
        and following.low not in clause_words("auxiliary")
    )
    return noun and later is not None and later.capitalised and later.kind == "word"


def event_places(tokens: Tokens, named: Sequence[Name]) -> list[tuple[Name, int]]:
    """Places that stand by the word for an event, each with where that word is: 'the Wenham rail disaster', 'a fire at Mill Lane'.

    In "floods in Ostria's Lower Sava" it is the Lower Sava.
    """
    if words("event_nouns").isdisjoint(tokens.lows):
        return []
    nouns = [i for i, t in enumerate(tokens) if t.low in words("event_nouns")]
    found: list[tuple[Name, int]] = []
    for name in named:
        if name.kind not in EVENT_KINDS or describes(tokens, name):
            continue
        owner = next((n for n in named if n.last == name.first and n.possessive), name)
        lead = owner.first - (2 if owner.first and tokens[owner.first - 1].low == "the" else 1)
        before = [i for i in nouns if name.last <= i < name.last + BEFORE_EVENT and not name.possessive]
        located = lead >= 0 and tokens[lead].low in clause_words("at a place")
        behind = [i for i in nouns if located and lead - BEHIND_EVENT < i < lead]
        if before or behind:
            found.append((name, (before or behind)[0]))
    return found
