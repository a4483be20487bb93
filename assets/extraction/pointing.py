"""Whom a sentence means that does not name it: 'the company', "the terminal's", 'its strike price'.

Belongs here: nouns and pronouns that point at a name of the document. Does not: names themselves (`names`), or what is assumed where
nothing points (`subjects`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assets.extraction.clause_words import clause_words
from assets.extraction.directory import Directory, Name
from assets.extraction.name_types import types
from assets.extraction.names import countries_at, names_at
from assets.extraction.tokens import Token, Tokens
from assets.extraction.vocabulary import words

POINTERS = frozenset(("the", "this"))
REACH = 24
"""Tokens between the noun and the quantity."""


def meant_before(tokens: Sequence[Token], first: int, directory: Directory) -> tuple[str, int] | None:
    """The name that the nearest 'the company' or 'the plant' before tokens[first] means, and where its article stands.

    None where it neither leads a clause nor owns something, and where it is open whom it means.
    """
    for index in range(first - 1, max(0, first - REACH), -1):
        low = tokens[index].low
        noun = low.removesuffix("'s")
        if tokens[index - 1].low not in POINTERS or not _points(noun):
            continue
        if low == noun and not _leads(tokens, index - 1):
            continue
        meant = directory.pointed_at(noun)
        return None if meant is None else (meant, index - 1)
    return None


def _points(noun: str) -> bool:
    return types().get(noun) in ("asset", "organisation") or noun in words("company_nouns")


def _leads(tokens: Sequence[Token], index: int) -> bool:
    """Whether a phrase that begins at tokens[index] can be what its clause is about: not in 'near the plant', 'told the company'."""
    if index == 0 or tokens[index - 1].kind != "word":
        return True
    before = tokens[index - 1].low
    return before in clause_words("clause") or before in words("speech_verbs") or before in ("that", "of", "and")


def pointed_back(tokens: Sequence[Token], before: Tokens, directory: Directory, wanted: Sequence[str]) -> Name | None:
    """'Its strike price': the first fitting name of the sentence before."""
    if not before or tokens[0].low not in ("its", "it"):
        return None
    names = names_at(before, countries_at(before), directory)
    return next((n for n in names if n.kind in wanted), None)
