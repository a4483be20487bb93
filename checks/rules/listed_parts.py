"""Which figures of a passage are the parts of which whole, by the words: 'of them', 'the rest', 'together', 'comprised', a colon.

Belongs here: finding whole and parts, and whether the list is closed (it must add up) or open (it may not exceed). Does not: the law over
them (`parts_add_up`), nor parts that are so by product, place or name (`part_within_whole`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.comparison.cues import complementary, follows, holds, leads, leftover
from checks.comparison.passages import Passage, hides_number, is_amount, names_no_thing, same_family
from checks.comparison.statements import Statement

_BY = ("increase_by", "decrease_by", "ratio_to")
# 'Of the 52 stations, 34 …': the whole stands first in its clause.
OF_THE = re.compile(
    r"(^|[,;:–—(]\s*|\band\s+)of\s+(the\s+|its\s+|their\s+|all\s+|these\s+|those\s+|his\s+|her\s+|our\s+|an?\s+)*(\w+\s+){0,2}$",
    re.IGNORECASE,
)
# 'holds 118 of the seats: 74 in the towns': a list opens right behind the whole and a few words.
_COLON = re.compile(r"^[^:;.,]{0,60}[:–—]\s*(the\s+|some\s+|about\s+)?$")
_NEITHER_LIST = re.compile(r"[;]|\bof (which|whom)\b", re.IGNORECASE)
_OF_WHOLE = re.compile(r"^\s+of\s+(?:the|its|their|all|those|these)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# How far numbers behind a whole may exceed it and still be meant as its parts.
_APPOSED = Decimal("1.25")
# Words that may stand between two items of a list; more of them tell something else.
_ITEM_WORDS = 12
# 'in all' and 'together' end what they sum up: 'together with' does not.
_TOTAL_ENDS = re.compile(
    r"[\s,)]*(?:\w+\s+){0,1}?\b(?:in all|in total|altogether|all told|together|combined|overall|between them)"
    r"\b(?!\s+(?:with|of\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole and its parts. `closed`: the parts are all of it; `sure`: the words say so; `at_end`: the whole stands behind the list."""

    whole: Statement
    parts: tuple[Statement, ...]
    closed: bool
    sure: bool
    at_end: bool = False


def listings(passage: Passage) -> Iterator[Listing]:
    """Every whole of the passage with the parts that words give it, the plainest wording of each whole first."""
    figures = [f for f in passage.figures if is_amount(f)]
    taken: set[str] = set()
    for find in (_summed_up, _spelled_out, _divided, _pointing_back, _two_kinds, _in_apposition):
        for found in find(passage, figures):
            if len(found.parts) >= 2 and found.whole.figure_id not in taken and _sound(passage, found):
                taken.add(found.whole.figure_id)
                yield found


def _sound(passage: Passage, found: Listing) -> bool:
    """Whether no number within the list went unread, and no part alone exceeds the whole by far."""
    run = sorted((p for p in found.parts if p.sentence_start == passage.start), key=lambda p: p.char_start)
    if found.whole.sentence_start == passage.start:
        run = sorted({*run, found.whole}, key=lambda s: s.char_start)
    return not hides_number(passage.words(run[0], run[-1]))


def _summed_up(passage: Passage, figures: Sequence[Statement]) -> Iterator[Listing]:
    """'A, B and C, a total of W', 'W in all', 'together they hold W, A here and B there'."""
    for whole in figures:
        behind = passage.behind(whole)
        marked = (
            leads("total_before", passage.before(whole))
            or bool(_TOTAL_ENDS.match(behind))
            or _sums_verb(passage.before(whole))
        )
        if not marked:
            continue
        listed_things = ":" in behind
        ahead = _run([f for f in figures if f.char_end <= whole.char_start][::-1], passage, whole, backwards=True)
        if len(ahead) >= 2:
            if not _is_open(passage, [*ahead]):
                yield Listing(whole, tuple(ahead), closed=True, sure=True, at_end=True)
            continue
        after = _run([f for f in figures if f.char_start >= whole.char_end], passage, whole, any_noun=listed_things)
        if len(after) >= 2 and not _is_open(passage, [whole, *after]):
            yield Listing(whole, tuple(after), closed=True, sure=False)


def _sums_verb(before: str) -> bool:
    """'together the two hold W': the cue and a verb of a few words."""
    return bool(
        re.search(r"\b(together|combined|between them|altogether|in all)\b[^,;:]{0,40}$", before, re.IGNORECASE)
    )


def _spelled_out(passage: Passage, figures: Sequence[Statement]) -> Iterator[Listing]:
    """'W comprised A, B and C', 'W: A, B and C'."""
    for index, whole in enumerate(figures[:-1]):
        text = passage.between(whole, figures[index + 1])
        verb = leads("comprises", text)
        if passage.behind(whole) != text or not (verb or _COLON.match(text)):
            continue
        parts = _run(figures[index + 1 :], passage, whole, any_noun=True)
        if len(parts) >= 2 and not _is_open(passage, [whole, *parts]):
            yield Listing(whole, tuple(parts), closed=True, sure=verb or all(p.unit == whole.unit for p in parts))


def _divided(passage: Passage, figures: Sequence[Statement]) -> Iterator[Listing]:
    """'Of the W, A are …, B … and the rest, C, …': all of it where the rest is told, else no more than it."""
    for index, whole in enumerate(figures[:-1]):
        if not OF_THE.search(passage.before(whole)):
            continue
        following = [f for f in figures[index + 1 :] if same_family(f, whole)]
        parts = [f for f in following if f.centre <= whole.centre]
        # what is told of a whole in one clause: 'of the 40, 30 came, 20 of them late'
        if len(parts) != len(following) or any(_points_back(passage, p) for p in parts):
            continue
        rest = any(leads("rest", passage.before(p)) for p in parts)
        yield Listing(whole, tuple(parts), closed=rest, sure=rest)


def _pointing_back(passage: Passage, figures: Sequence[Statement]) -> Iterator[Listing]:
    """'Forty-six of them …, 28 … and 19 …': parts of the nearest amount before, in this sentence or the one before."""
    pointing = [f for f in figures if _points_back(passage, f)]
    if not pointing:
        return
    first = pointing[0]
    ahead = [f for f in figures if f.char_end <= first.char_start]
    whole = ahead[-1] if ahead else _last_whole(passage, first)
    if whole is None or not same_family(first, whole) or first.centre > whole.centre:
        return
    following = [f for f in figures if f.char_start > first.char_start]
    parts = [first, *(f for f in following if same_family(f, whole) and same_family(f, first))]
    if len(parts) != len(following) + 1 or (len(pointing) > 1 and not all(p in parts for p in pointing)):
        return
    told = passage.text[first.sentence_start - passage.start :] if not ahead else passage.between(whole, parts[-1])
    rest = any(leads("rest", passage.before(p)) for p in parts[1:])
    both = len(parts) == 2 and complementary(told)
    if _is_open(passage, parts, told_of=True) and not rest:
        return
    yield Listing(whole, tuple(parts), closed=rest or both, sure=rest or (bool(ahead) and not both))


def _two_kinds(passage: Passage, figures: Sequence[Statement]) -> Iterator[Listing]:
    """'men were 640 of the 1,230 dead and women 590': two kinds that are together all there is."""
    for first, whole, second in zip(figures, figures[1:], figures[2:], strict=False):
        of_whole = _OF_WHOLE.match(passage.between(first, whole)) and passage.behind(first) == passage.between(
            first, whole
        )
        alike = (
            same_family(first, whole) and same_family(second, whole) and max(first.centre, second.centre) < whole.centre
        )
        until = passage.text[: second.char_end - passage.start]
        if of_whole and alike and passage.before(second) == passage.between(whole, second) and complementary(until):
            yield Listing(whole, (first, second), closed=True, sure=False)


def _in_apposition(passage: Passage, figures: Sequence[Statement]) -> Iterator[Listing]:
    """'37 people, 22 on Friday and 18 on Saturday': bare numbers behind a counted whole may be all of it, and no more."""
    for index, whole in enumerate(figures[:-2]):
        parts = figures[index + 1 :]
        listed = all(names_no_thing(p) and same_family(p, whole) and p.centre < whole.centre for p in parts)
        gaps = passage.gaps([whole, *parts])
        near = sum(p.centre for p in parts) <= _APPOSED * whole.centre
        joined = gaps[0].rstrip().endswith((",", "–", "—")) and re.search(r"\band\s*$", gaps[-1]) is not None
        plain = not any(holds("clause", gap) or leads("prior", gap) for gap in gaps)
        if listed and joined and plain and near and not names_no_thing(whole) and whole.kind == "count":
            yield Listing(whole, tuple(parts), closed=False, sure=False)


def _last_whole(passage: Passage, part: Statement) -> Statement | None:
    """The amount of the sentence before that a part can be of: the only one of its unit there that is large enough."""
    if not passage.earlier:
        return None
    last = passage.earlier[-1].sentence_start
    found = [
        f
        for f in passage.earlier
        if f.sentence_start == last and is_amount(f) and same_family(part, f) and f.change not in _BY
    ]
    large = [f for f in found if f.centre > part.centre]
    return large[0] if len(large) == 1 else None


def _points_back(passage: Passage, one: Statement) -> bool:
    """'40 of them', 'of which 40'; '90, of which 40' points forward, and '59 per cent of the total, 40' is about the share."""
    if _is_of_them(passage, one):
        return True
    index = passage.figures.index(one)
    said_of_other = index > 0 and _is_of_them(passage, passage.figures[index - 1])
    return leads("of_them", passage.before(one)) and not said_of_other


def _is_of_them(passage: Passage, one: Statement) -> bool:
    behind = passage.behind(one)
    return behind[:1] != "," and follows("of_them", behind)


def _run(
    figures: Sequence[Statement], passage: Passage, whole: Statement, *, any_noun: bool = False, backwards: bool = False
) -> list[Statement]:
    """Neighbouring figures that can be items of one list of the whole, in the order of the text."""
    kept: list[Statement] = []
    for one in figures:
        if not same_family(one, whole, any_noun=any_noun) or (
            one.change in _BY and one.unit == whole.unit and leads("by", passage.before(one))
        ):
            break
        if kept:
            first, second = (one, kept[-1]) if backwards else (kept[-1], one)
            gap = passage.between(first, second)
            if (
                _NEITHER_LIST.search(gap)
                or holds("clause", gap)
                or leads("prior", gap)
                or len(leftover(gap)) > _ITEM_WORDS
            ):
                break
        kept.append(one)
    beyond = figures[len(kept) + 1 :]
    if kept and any(same_family(one, whole) and one.kind == whole.kind for one in beyond) and not backwards:
        return []  # the list goes on behind something else: what it is a list of is not known
    return kept[::-1] if backwards else kept


def _is_open(passage: Passage, run: Sequence[Statement], *, told_of: bool = False) -> bool:
    """Whether words such as 'including' stand before or within the list."""
    if told_of:
        return any(holds("open_list", gap) for gap in (passage.before(run[0]), *passage.gaps(run)))
    return any(holds("open", gap) for gap in (passage.before(run[0]) if run[0].char_start else "", *passage.gaps(run)))
