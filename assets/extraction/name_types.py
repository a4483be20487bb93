"""Of which type a name is: country, place, organisation, asset, person or other. By its own words and those around it.

Belongs here: the gazetteer, and the words that tell types. Does not: finding names (`names`), or what a document says of them.
"""

from __future__ import annotations

from functools import cache

from babel import Locale

from assets.extraction.clause_words import clause_words
from assets.extraction.tokens import Tokens
from assets.extraction.vocabulary import PhraseTable, words
from warehouse.lexicon import Entry, lexicon, refused

MAX_AGE = 120


@cache
def place_table() -> PhraseTable:
    """Territories of CLDR, with the lexicon's demonyms, capitals and usual names on top."""
    rows = lexicon("places")
    known = {entry.alias for entry in rows} | refused("places")
    territories = [
        Entry(name, name.lower(), "en", True, "", "CLDR through babel", {})
        for code, name in ((str(c), str(n)) for c, n in Locale("en").territories.items())
        if len(code) == 2 and name not in known
    ]
    return PhraseTable([*rows, *territories])


@cache
def types() -> dict[str, str]:
    return {entry.alias: entry.canonical for entry in lexicon("name_types")}


@cache
def name_words(kind: str) -> frozenset[str]:
    """The words that tell a name of one kind: 'plant', 'bridge' for assets."""
    return frozenset(alias for alias, told in types().items() if told == kind)


def kind_of(tokens: Tokens, first: int, last: int, parts: list[str]) -> str:
    """The type of a name by the words in it and around it."""
    before = tokens[first - 1].low if first else ""
    if before in words("compass_words") and first > 1:
        before = tokens[first - 2].low
    after = [t.low for t in tokens[last : last + 3]]
    if before == "," and first > 1 and types().get(tokens[first - 2].low) == "person":
        return "person"
    if after[:2] and after[0] == "," and any(types().get(w) == "person" for w in after[1:]) and len(parts) == 2:
        return "person"
    told = types().get(_head_of(parts)) if len(parts) > 1 else None
    if told not in ("organisation", "asset", "authority", "place") and _is_titled(before, parts, after):
        return "person"
    if parts[0] in words("compass_words") and place_table().among(tokens, (last - 1,)):
        return "place"  # 'Western Australia'
    if " ".join(parts) in words("regions"):
        return "place"
    if told in ("place", "organisation", "authority", "speaker"):
        return told
    speaks = (after[:1] and after[0] in words("speech_verbs")) or before in words("speech_verbs")
    if speaks and len(parts) == 2:
        return "person"
    if len(parts) == 2 and parts[0] in words("given_names") and told is None:
        return "person"
    site = _described_as_site(before, tokens[first - 2].low if first > 1 else "", after)
    if site is not None or told is not None:
        return site or told or "other"
    if after[:1] and after[0] in words("speech_verbs") and tokens[min(last + 1, len(tokens) - 1)].kind != "num":
        return "organisation"
    if parts[-1] != tokens[last - 1].low and after[:1] and types().get(after[0]) == "government":
        return "place"
    if before == "in" and first > 1 and tokens[first - 2].low in clause_words("part owned"):
        return "organisation"
    if before in ("in", "near", "at", "off", "across") and after[:1] != ["'s"]:
        return "place"
    return "other"


def _is_titled(before: str, parts: list[str], after: list[str]) -> bool:
    """'minister Ruth Ansell', 'Energy Minister Ruth Ansell', 'Ruth Ansell, 61,', 'Ruth Ansell, who': what only a person is called by."""
    if types().get(before) == "person" or any(types().get(word) == "person" for word in parts[:-1]):
        return True
    if after[:2] == [",", "who"] and len(parts) in (2, 3):
        return True
    aged = len(after) == 3 and after[0] == "," and after[2] == "," and after[1].isdigit() and int(after[1]) < MAX_AGE
    return aged and len(parts) in (2, 3)


def _described_as_site(before: str, earlier: str, after: list[str]) -> str | None:
    """'Gull Rock wind farm' and 'the terminal at Selby' name things that stand somewhere; 'Selby port authority' names a place."""
    if before == "at" and types().get(earlier) == "asset":
        return "asset"
    found = None
    for word in after:
        kind = types().get(word)
        if word in words("noun_stops") or (found is not None and kind is None):
            break
        if kind == "authority":
            return "place"
        if kind == "asset":
            found = kind
    return found


def _head_of(parts: list[str]) -> str:
    """The word that says what a name is of: the last one, or the one before 'of' ('Ministry of Health')."""
    of = parts.index("of") if "of" in parts else len(parts)
    return parts[of - 1] if of else parts[-1]
