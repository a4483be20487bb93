"""Finds the figures of one version of an article again in the next one, by place, by the words around them, and by what they say.

Pure: anchors in, pairs out. Belongs here: when two figures of two versions are the same figure. Does not: the store, nor where the
figures of a version come from (`assets.extract`).

Steps go from what is certain to what is likely, and each takes only what the steps before it left on both sides. A step pairs figures that
share its key. Where several share it, they are paired in their order if there are as many before as after, and left otherwise. That
position alone finds almost nothing after an edit, the quote alone two in three, and words around it nearly all, was measured before
this was written (DESIGN.md, 5).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

# of the 32 characters kept on either side, so many count once space is reduced to one blank: a line break may have been two
_NEAR_CHARS = 24
# and where numbers are masked, so many: a number may have got another length
_MASKED_CHARS = 18
# with one side alone, fewer than so many are no evidence
_ENOUGH_CHARS = 8
# share of the words of two sentences, in their order, from which one is the other, edited
_SAME_SENTENCE = 0.6
# pairs of figures with one key of which the sentences are compared; more are a table that was made anew
_MOST_PAIRS = 2_500
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure as it can be found again: its id (before: its identity), its span, its characters, and those around it.

    `sense` is what a figure keeps when its number is corrected: its kind and its unit.
    """

    figure_id: str
    char_start: int
    char_end: int
    quote: str
    prefix: str
    suffix: str
    sentence: str
    sense: str


@dataclass(frozen=True, slots=True)
class Reanchored:
    """Figures of the later version with that of the earlier one which each is, and those of the earlier one that were not found."""

    found: dict[str, str]
    lost: tuple[Anchor, ...]


_Key = Callable[[Anchor], Hashable | None]


def reanchored(before: Sequence[Anchor], after: Sequence[Anchor]) -> Reanchored:
    """Pairs figures of two versions; no figure of either is in two pairs."""
    old = sorted(before, key=lambda one: (one.char_start, one.char_end))
    new = sorted(after, key=lambda one: (one.char_start, one.char_end))
    found: dict[str, str] = {}
    for key in _STEPS:
        old, new = _paired(old, new, key, found)
    old, new = _by_sentence(old, new, found, lambda one: (_said(one), one.sense))
    old, new = _paired(old, new, lambda one: (_said(one), one.sense), found, is_unique=True)
    old, new = _by_sentence(old, new, found, lambda one: one.sense)
    return Reanchored(found, tuple(old))


def _paired(
    old: Sequence[Anchor], new: Sequence[Anchor], key: _Key, found: dict[str, str], *, is_unique: bool = False
) -> tuple[list[Anchor], list[Anchor]]:
    """Pairs figures of one key; returns what is left of both."""
    there: dict[Hashable, list[Anchor]] = {}
    here: dict[Hashable, list[Anchor]] = {}
    for anchors, by_key in ((old, there), (new, here)):
        for anchor in anchors:
            value = key(anchor)
            if value is not None:
                by_key.setdefault(value, []).append(anchor)
    taken: set[str] = set()
    for value, candidates in there.items():
        partners = here.get(value, [])
        if len(candidates) != len(partners) or (is_unique and len(candidates) > 1):
            continue
        for one, other in zip(candidates, partners, strict=True):
            found[other.figure_id] = one.figure_id
            taken |= {"before " + one.figure_id, "after " + other.figure_id}
    return (
        [one for one in old if "before " + one.figure_id not in taken],
        [one for one in new if "after " + one.figure_id not in taken],
    )


def _by_sentence(
    old: Sequence[Anchor], new: Sequence[Anchor], found: dict[str, str], key: _Key
) -> tuple[list[Anchor], list[Anchor]]:
    """Pairs figures of one key whose sentences are one, edited: the most alike first, each once."""
    there: dict[Hashable | None, list[Anchor]] = {}
    for one in old:
        there.setdefault(key(one), []).append(one)
    partners: dict[Hashable | None, list[Anchor]] = {}
    for one in new:
        partners.setdefault(key(one), []).append(one)
    likenesses: list[tuple[float, int, int, Anchor, Anchor]] = []
    for value, candidates in there.items():
        others = partners.get(value, [])
        if len(candidates) * len(others) > _MOST_PAIRS:
            continue
        for one in candidates:
            for other in others:
                likeness = _likeness(one.sentence, other.sentence)
                if likeness >= _SAME_SENTENCE:
                    apart = abs(one.char_start - other.char_start)
                    likenesses.append((-likeness, apart, other.char_start, one, other))
    taken: set[str] = set()
    for *_, one, other in sorted(likenesses, key=lambda found: found[:3]):
        if "before " + one.figure_id not in taken and "after " + other.figure_id not in taken:
            found[other.figure_id] = one.figure_id
            taken |= {"before " + one.figure_id, "after " + other.figure_id}
    return (
        [one for one in old if "before " + one.figure_id not in taken],
        [one for one in new if "after " + one.figure_id not in taken],
    )


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    """Share of the words of both sentences that stand in both in the same order; numbers are left out, for they may be corrected."""
    words = [_WORD.findall(_NUMBER.sub(" ", text.lower())) for text in (one, other)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    if matcher.real_quick_ratio() < _SAME_SENTENCE or matcher.quick_ratio() < _SAME_SENTENCE:
        return 0.0
    return matcher.ratio()


def _even(text: str) -> str:
    return _SPACE.sub(" ", text)


def _said(one: Anchor) -> str:
    return _even(one.quote)


def _before(one: Anchor) -> str:
    return _even(one.prefix)[-_NEAR_CHARS:]


def _after(one: Anchor) -> str:
    return _even(one.suffix)[:_NEAR_CHARS]


def _masked(text: str) -> str:
    return _NUMBER.sub("0", text)


def _around(one: Anchor) -> tuple[str, str]:
    """What stands around it, without the numbers, for a neighbour may have been corrected."""
    return _masked(_even(one.prefix))[-_MASKED_CHARS:], _masked(_even(one.suffix))[:_MASKED_CHARS]


def _one_side(text: str) -> str | None:
    return text if len(text.strip()) >= _ENOUGH_CHARS else None


def _left(one: Anchor) -> Hashable | None:
    side = _one_side(_around(one)[0])
    return None if side is None else (side, _said(one))


def _right(one: Anchor) -> Hashable | None:
    side = _one_side(_around(one)[1])
    return None if side is None else (_said(one), side)


def _corrected(one: Anchor) -> Hashable | None:
    """The place of a number whose characters may be others; both sides, for one may be a turn that stands in many places."""
    before, after = _around(one)
    return None if _one_side(before) is None and _one_side(after) is None else (before, after, one.sense)


_STEPS: tuple[_Key, ...] = (
    lambda one: (one.char_start, one.char_end, one.quote, one.prefix, one.suffix),
    lambda one: (_before(one), _said(one), _after(one)),
    lambda one: (*_around(one), _said(one)),
    _corrected,
    _left,
    _right,
)
