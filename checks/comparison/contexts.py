"""Contexts: the words around a figure, by what they mean and how near they stand.

Belongs here: tokens, stems and senses of words for comparing sentences. Does not: facets of a figure (`facets`), what follows from
two contexts that are alike (`retelling`), nor what whole articles are about (`topics`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

import snowballstemmer  # stems of English words; BSD-3-Clause

from warehouse.lexicon.load import lexicon

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*")
_BREAK = re.compile(r"[,;:()–—|]")
# A word eight words away says half as much of a figure as the word beside it; a comma and another number on the way take their part.
HALF_AWAY = 8
BEHIND_A_BREAK, BEHIND_A_NUMBER = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a figure: senses of words with their nearness (0 to 1), and the names among them with theirs."""

    senses: Mapping[str, float]
    names: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    senses: tuple[str, ...]
    name: str | None
    is_number: bool


@lru_cache(maxsize=4096)
def context(sentence: str, start: int, end: int, *, with_own: bool = True) -> Context:
    """The context of the characters [start, end) of a sentence; `with_own` lets the figure's own words (its unit) be part of it."""
    words = _words(sentence)
    if not with_own:
        words = tuple(w for w in words if w.end <= start or w.start >= end)
    senses: dict[str, float] = {}
    names: dict[str, float] = {}
    for nearness, word in _by_nearness(sentence, words, start, end):
        for sense in word.senses:
            senses[sense] = max(senses.get(sense, 0.0), nearness)
        if word.name:
            names[word.name] = max(names.get(word.name, 0.0), nearness)
    return Context(MappingProxyType(senses), MappingProxyType(names))


def days_counted_to(sentence: str) -> frozenset[tuple[int, int]]:
    """The days (month, day) up to which a sentence says that it counts: 'as of Sept. 30', 'by 23 October'."""
    return frozenset(
        (_months()[(m["m1"] or m["m2"]).casefold()], int(m["d1"] or m["d2"])) for m in _until().finditer(sentence)
    )


def says_nothing(plain: str) -> bool:
    """Whether a word in plain letters says nothing of what a text is about: grammar, a day, a month, a number."""
    return plain in _empty()


@lru_cache(maxsize=65536)
def sense(word: str) -> str:
    """What a word means, as far as rows say so; else its stem. 'dead', 'killed' and 'toll' are one sense.

    A sense that starts with '~' is faint: 'rise' and 'forecast' stand beside figures of any kind.
    """
    stem = _stem(word)
    return _senses().get(stem, stem)


def _by_nearness(sentence: str, words: tuple[_Word, ...], start: int, end: int) -> Iterable[tuple[float, _Word]]:
    before = [w for w in words if w.end <= start]
    after = [w for w in words if w.start >= end]
    yield from ((1.0, w) for w in words if w.end > start and w.start < end)
    for side, backwards in ((before[::-1], True), (after, False)):
        held, edge = 1.0, start if backwards else end
        for steps, word in enumerate(side, 1):
            gap = sentence[word.end : edge] if backwards else sentence[edge : word.start]
            edge = word.start if backwards else word.end
            held *= BEHIND_A_BREAK if _BREAK.search(gap) else 1.0
            held *= BEHIND_A_NUMBER if word.is_number else 1.0
            yield held / (1 + steps / HALF_AWAY), word


@lru_cache(maxsize=4096)
def _words(sentence: str) -> tuple[_Word, ...]:
    return tuple(_word(m, sentence) for m in _WORD.finditer(sentence))


def _word(match: re.Match[str], sentence: str) -> _Word:
    written = match.group()
    if written[0].isdigit():
        return _Word(match.start(), match.end(), (), None, is_number=True)
    plain = plain_word(written)
    pieces = [plain, *plain.split("-")] if "-" in plain else [plain]
    senses = tuple(dict.fromkeys(sense(p) for p in pieces if len(p) > 1 and p not in _empty()))
    opens = not sentence[: match.start()].strip()
    is_name = written[0].isupper() and not opens and plain not in _empty() and sense(plain) == _stem(plain)
    return _Word(match.start(), match.end(), senses, plain if is_name else None, is_number=False)


def plain_word(word: str) -> str:
    """Lower case, without an apostrophe and what follows it at the end."""
    plain = word.casefold().replace("’", "'").strip("'-")
    return plain[:-2] if plain.endswith("'s") else plain


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")


@cache
def _senses() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in lexicon("like_words"):
        found.setdefault(_stem(entry.alias), entry.canonical)
    return found


@cache
def _empty() -> frozenset[str]:
    """Words that say nothing of what a figure is: grammar, and the names of days, months and numbers."""
    names = ("empty_words", "months", "weekdays", "scales", "numerals")
    return frozenset(entry.alias.casefold() for name in names for entry in lexicon(name))


@cache
def _months() -> Mapping[str, int]:
    return {entry.alias.casefold(): int(entry.canonical) for entry in lexicon("months")}


@cache
def _until() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_months(), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"\b(?:by|as of|as at|through|until|up to)\s+(?:the\s+)?(?:end\s+of\s+)?"
        rf"(?:(?P<m1>{names})\.?\s+(?P<d1>\d{{1,2}})\b|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{names})\b)",
        re.IGNORECASE,
    )
