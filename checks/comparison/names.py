"""Names: when two written subjects, counterparties or places are the same thing, and when one is part of the other.

Belongs here: comparing names by their words. Does not: finding names in text, or any list of places.
"""

from __future__ import annotations

import re
from functools import cache

from checks.comparison.relations import Relation
from warehouse.lexicon.load import lexicon

JOINT = " + "
# Senses of words that say what a thing is, not which one.
_WITHOUT_NAME = ("kind", "branch", "sited", "part")


def relate_names(a: str | None, b: str | None) -> Relation:
    """How two subjects relate: same core words EQUAL, a part word on one side CONTAINED, one inside the other UNKNOWN.

    'marlow' and 'marlow energy plc' are EQUAL (what is added only says what kind of thing it is), 'marlow' and 'marlow unit 2' are
    CONTAINED, 'marlow' and 'marlow brewery' UNKNOWN, 'marlow wind' and 'marlow solar' DISJOINT. Joint subjects must name the same
    parties.
    """
    if not a or not b:
        return Relation.UNKNOWN
    if a == b:
        return Relation.EQUAL
    if JOINT in a or JOINT in b:
        parties_a, parties_b = ({core(p) for p in n.split(JOINT)} for n in (a, b))
        return Relation.EQUAL if parties_a == parties_b else Relation.DISJOINT
    part_a, part_b = part_words(a), part_words(b)
    core_a, core_b = core(a), core(b)
    branch_a, branch_b = branch_words(a), branch_words(b)
    if not (branch_a <= branch_b or branch_b <= branch_a):
        return Relation.DISJOINT
    if core_a == core_b and part_a == part_b:
        return Relation.EQUAL
    if core_a <= core_b or core_b <= core_a:
        return Relation.CONTAINED if part_a != part_b else Relation.UNKNOWN
    return Relation.DISJOINT


def relate_places(a: str | None, b: str | None) -> Relation:
    """How two places relate; one that holds all words of the other ('northern sea' and 'german sector of the northern sea') is EQUAL."""
    if not a or not b:
        return Relation.UNKNOWN
    words_a, words_b = words(a), words(b)
    return Relation.EQUAL if words_a <= words_b or words_b <= words_a else Relation.DISJOINT


def words(name: str) -> frozenset[str]:
    """The words of a name, lower case, without articles and prepositions."""
    found = re.findall(r"\w+", name.casefold())
    return frozenset(w for w in found if _sense().get(w) != "filler") or frozenset(found)


@cache
def core(name: str) -> frozenset[str]:
    """The words that tell a name from others: without those that only say what kind of thing it is; all words where nothing is left."""
    every = words(name)
    kept = frozenset(w for w in every if _sense().get(w) not in _WITHOUT_NAME and not _is_ordinal(w))
    return kept or every


@cache
def branch_words(name: str) -> frozenset[str]:
    """Words that say in which trade it is: a short name leaves them out, but two different ones are two things."""
    return frozenset(w for w in words(name) if _sense().get(w) == "branch")


@cache
def part_words(name: str) -> frozenset[str]:
    """Words that make a name a part of something: 'phase', 'unit', with the letter or number that goes with them."""
    every = words(name)
    parts = frozenset(w for w in every if _sense().get(w) == "part")
    return parts | frozenset(w for w in every if _is_ordinal(w)) if parts else parts


def is_sited(name: str | None) -> bool:
    """Whether the name says that it is a thing which stands in one place: a farm, a plant, a bridge."""
    return any(_sense().get(w) == "sited" for w in words(name or ""))


def _is_ordinal(word: str) -> bool:
    return len(word) == 1 or word.isdigit() or word in ("ii", "iii", "iv", "first", "second", "third")


@cache
def _sense() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("subject_words")}
