"""The noun that is counted: where its phrase ends, and its singular. No lexicon of things, only of what ends a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assets.extraction.tokens import Token
from assets.extraction.vocabulary import words
from warehouse.lexicon import lexicon

MAX_PHRASE_WORDS = 5
_ADJECTIVES = ("al", "ic", "ive", "ous", "able", "ible", "ary", "ory", "ern", "ful", "less", "ed", "ish", "ient")
"""How words end that an 'and' may tie to the next one before the noun: 'local and national papers'."""
HYPHENS = frozenset(("-", "\u2010", "\u2011"))
_PASSED_OVER = frozenset(("other", "more", "further", "additional", "such", "new"))


@cache
def _irregular() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("plurals")}


@cache
def _ends_phrase() -> frozenset[str]:
    """Words that no noun phrase goes across; a singular in -s ('gas turbines') is none of them."""
    return frozenset(entry.alias.lower() for entry in lexicon("noun_stops") if entry.canonical == "stop")


def _is_stop(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.low not in _ends_phrase():
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    country = token.text == "US" and after is not None and after.kind == "word" and not after.text.isupper()
    return not country


@cache
def singular(word: str) -> str:
    """Singular of a lower-case English noun; the lexicon of irregular plurals first, then the spelling rules."""
    known = _irregular().get(word)
    if known:
        return known
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in _irregular():
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in words("noun_stops")
    )


def counted_noun(tokens: Sequence[Token], first: int, *, one: bool) -> tuple[int, str] | None:
    """End of the noun phrase that begins at tokens[first], and its canonical form in the singular.

    'custom-designed electric buses' -> 'custom-designed electric bus'. Only a plural ends a phrase; after `one` the
    word before a stop does. None where no noun follows.
    """
    parts: list[str] = []
    if first < len(tokens) and tokens[first].low in _PASSED_OVER:
        first += 1
    index, joined = first, False
    while index < len(tokens) and len(parts) < MAX_PHRASE_WORDS:
        token = tokens[index]
        if parts and _joins(tokens, index):
            joined, index = True, index + 1
            continue
        if parts and _ties_adjectives(tokens, index):
            parts.append(token.low)
            index += 1
            continue
        if parts and not joined and _is_model_number(tokens, index):
            parts.append(token.text)
            index += 1
            continue
        if token.kind != "word" or (_is_stop(tokens, index) and not joined and not _hyphenates(tokens, index)):
            break
        if index > first and not joined and tokens[index - 1].end + 1 < token.start:
            break
        if joined:
            parts[-1] = f"{parts[-1]}-{token.low}"
        else:
            parts.append(token.low)
        joined = False
        ended = not _joins(tokens, index + 1)
        initials = _is_plural_of_initials(token)
        if initials and ended:
            return index + 1, " ".join([*parts[:-1], parts[-1].removesuffix("s")])
        if is_plural(token.low) and ended:
            nxt = tokens[index + 1] if index + 1 < len(tokens) else None
            compound = (
                nxt is not None
                and nxt.kind == "word"
                and (nxt.low in _irregular() or (token.low in _irregular() and is_plural(nxt.low)))  # '64 dead seals'
                and nxt.low not in words("noun_stops")
            )
            if not compound:
                return index + 1, _canonical(parts)
        index += 1
    if one and parts and index > first and not tokens[first].capitalised:
        return index, _canonical(parts)
    return None


def _is_plural_of_initials(token: Token) -> bool:
    """'EVs', 'MPs', 'TVs'."""
    return len(token.text) > 2 and token.text.endswith("s") and token.text[:-1].isupper() and token.text[:-1].isalpha()


def _is_model_number(tokens: Sequence[Token], index: int) -> bool:
    """The 9 of 'Wagon 9 vans': a small number in a name, with more of the noun phrase behind it."""
    token = tokens[index]
    if token.kind != "num" or not token.text.isdecimal() or len(token.text) > 4 or index + 1 >= len(tokens):
        return False
    behind = tokens[index + 1]
    named = tokens[index - 1].capitalised and tokens[index - 1].kind == "word" and tokens[index - 1].end < token.start
    return named and behind.kind == "word" and behind.start > token.end and is_plural(behind.low)


def _ties_adjectives(tokens: Sequence[Token], index: int) -> bool:
    """Whether 'and' or 'or' stands between two words of one noun phrase: two adjectives, or two names ('Oak and Elm trees')."""
    if tokens[index].low not in ("and", "or") or index + 2 >= len(tokens):
        return False
    before, after, beyond = tokens[index - 1], tokens[index + 1], tokens[index + 2]
    if after.kind != "word" or beyond.kind != "word":
        return False
    names = before.capitalised and after.capitalised and is_plural(beyond.low)
    return names or (before.low.endswith(_ADJECTIVES) and (after.low.endswith(_ADJECTIVES) or is_plural(beyond.low)))


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Whether tokens[index] is a hyphen inside a compound; a dash behind a noun ends its phrase ('40 boats—all new')."""
    if not 0 < index < len(tokens) - 1 or tokens[index].text not in HYPHENS:
        return False
    return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def _hyphenates(tokens: Sequence[Token], index: int) -> bool:
    """Whether a small word is the middle of a compound: the 'to' of 'ship-to-shore'."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return before.kind == "dash" and after.kind == "dash" and after.start == tokens[index].end


def _canonical(parts: list[str]) -> str:
    head = parts[-1]
    stem, dash, last = head.rpartition("-")
    return " ".join([*parts[:-1], f"{stem}{dash}{singular(last)}"])
