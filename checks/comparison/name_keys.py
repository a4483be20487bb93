"""Keys of names: what a name is filed under, so that names are compared by equal keys and shared words instead of one by one.

Belongs here: the key, as wide as `names.relate_names` is: names that it calls EQUAL have one key, and of names that it calls UNKNOWN
the core words of the one are among those of the other. Does not: how two names relate.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from checks.comparison.names import JOINT, core, is_sited, part_words, words


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name taken apart: its key (63 bits), its core words, those of each party, all its words, and what kind of name it is."""

    name: str
    key: int
    core: str
    parties: str
    words: str
    is_joint: bool
    is_sited: bool
    is_part: bool


def name_key(name: str) -> NameKey:
    """The key of a name; a joint name has the core words of all its parties."""
    parties = name.split(JOINT)
    cores = sorted({" ".join(sorted(core(party))) for party in parties})
    parts = "" if len(parties) > 1 else " ".join(sorted(part_words(name)))
    told = "\x1e".join([*cores, "\x1f", parts])
    return NameKey(
        name,
        int.from_bytes(hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1,
        " ".join(sorted({word for party in cores for word in party.split(" ") if word})),
        "|".join(cores),
        " ".join(sorted(words(name))),
        len(cores) > 1,
        is_sited(name),
        bool(part_words(name)),
    )
