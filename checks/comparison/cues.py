"""The words that say what figures of one sentence are to each other: the total, the rest, from, each, what is left.

Belongs here: finding them right before a figure, right behind it, or anywhere in a stretch of text. Does not: the words, which are
rows of the lexicons `arithmetic_cues` and `complements`, nor what follows from them (the laws of `checks.rules`).
"""

from __future__ import annotations

import re
from functools import cache

from warehouse.lexicon.load import lexicon

# Words that a cue and its number may have between them: 'a total of [just over the]'.
_MOST_SKIPPED = 4


def leads(role: str, before: str) -> bool:
    """Whether the text before a figure ends with a cue of the role, but for words such as 'the' and 'some'."""
    return bool(_leading(role).search(before))


def follows(role: str, behind: str) -> bool:
    """Whether the text behind a figure opens with a cue of the role."""
    return bool(_opening(role).match(behind))


def holds(role: str, text: str) -> bool:
    """Whether a cue of the role stands anywhere in the text."""
    return bool(_anywhere(role).search(text))


def leftover(text: str, *roles: str) -> list[str]:
    """The words of a text that are cues of none of the roles."""
    for role in roles:
        text = _anywhere(role).sub(" ", text)
    return re.findall(r"\w+", text)


def complementary(text: str) -> bool:
    """Whether the text names two things that are together all there is, such as exports and imports."""
    return any(a.search(text) and b.search(text) for a, b in _complements())


def pattern(*roles: str) -> str:
    """A regular expression for a query: true of sentences that hold a cue of one of the roles."""
    return "|".join(_words(role) for role in roles)


@cache
def _aliases(role: str) -> tuple[str, ...]:
    # words of movement stand once, in the lexicon that extraction reads
    moves = {"moves_up": "increase", "moves_down": "decrease"}
    if role in moves:
        return tuple(
            sorted((e.alias for e in lexicon("directions") if e.canonical == moves[role]), key=lambda a: (-len(a), a))
        )
    found = [entry.alias for entry in lexicon("arithmetic_cues") if entry.canonical == role]
    if not found:
        raise KeyError(f"arithmetic_cues.csv has no row of the role {role!r}")
    return tuple(sorted(found, key=lambda alias: (-len(alias), alias)))


@cache
def _words(role: str) -> str:
    """Aliases as one alternative, the longest first; a sign such as ';' needs no edge of a word."""
    told = [re.escape(alias).replace(r"\ ", r"\s+") for alias in _aliases(role)]
    edged = [rf"\b{word}\b" if alias[-1].isalnum() else word for alias, word in zip(_aliases(role), told, strict=True)]
    return "(?:" + "|".join(edged) + ")"


@cache
def _leading(role: str) -> re.Pattern[str]:
    skipped = rf"(?:[\s,(]+{_words('skipped')}){{0,{_MOST_SKIPPED}}}"
    return re.compile(rf"{_words(role)}{skipped}[\s,(:–—-]*$", re.IGNORECASE)


@cache
def _opening(role: str) -> re.Pattern[str]:
    return re.compile(rf"[\s,)]*{_words(role)}", re.IGNORECASE)


@cache
def _anywhere(role: str) -> re.Pattern[str]:
    return re.compile(_words(role), re.IGNORECASE)


@cache
def _complements() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    def word(alias: str) -> re.Pattern[str]:
        return re.compile(rf"\b{re.escape(alias)}\b", re.IGNORECASE)

    return tuple((word(entry.alias), word(entry.canonical)) for entry in lexicon("complements"))
