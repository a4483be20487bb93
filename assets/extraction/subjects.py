"""Of whom or what a figure is: subject, counterparty, product and place, by the scope of its measure.

From the sentence first; what the sentence leaves open is taken from what the document is about, and marked assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assets.extraction.directory import Directory, Name
from assets.extraction.name_roles import describes, event_places, passes_by, speaks, stands_on
from assets.extraction.name_types import name_words
from assets.extraction.nouns import singular
from assets.extraction.pointing import meant_before, pointed_back
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token, Tokens
from assets.extraction.vocabulary import phrases, words

NEAR_AFTER, NEAR_BEFORE, PRODUCT_AFTER, PRODUCT_BEFORE = 7, 24, 7, 10
SECOND_PARTY = 0.4
"""A second party is taken from context only where the document names it this often as the first."""
_WHOLE_WORLD = frozenset(("external trade", "foreign trade", "total trade"))


@dataclass(slots=True)
class About:
    """The facets of one figure; `assumed` names those that the sentence did not say.

    `pointer` is where it says 'the company' for its subject, as tokens[first:last).
    """

    subject: str | None = None
    counterparty: str | None = None
    product: str | None = None
    place: str | None = None
    measure: str | None = None
    pointer: tuple[int, int] = (0, 0)
    assumed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence names, and what its document is about."""

    tokens: Tokens
    countries: Sequence[Name]
    names: Sequence[Name]
    quantities: Sequence[Quantity]
    directory: Directory
    is_lead: bool
    previous: dict[str, About]
    before: Tokens = field(default_factory=Tokens)


def about(scene: Scene, quantity: Quantity, measure: str | None, scope: str, mention: int) -> About:
    """Subject and its companions for a quantity of a measure with this scope; the measure stands at tokens[mention]."""
    if scope == "asset" and _is_of_product(scene, quantity):
        scope = "place"
    if scope in ("bilateral", "flow"):
        found = _flow(scene, mention, measure or "", scope)
    elif scope == "rank":
        found = _rank(scene, quantity)
    else:
        found = _of_one(scene, quantity, scope)
    found.product = found.product or product_near(scene, quantity)
    if scope not in ("bilateral", "flow", "rank", "company", "place"):
        found.place = found.place or _place(scene, quantity)
        if found.place == found.subject:
            found.place = None
    return found


def _is_of_product(scene: Scene, quantity: Quantity) -> bool:
    """'12 GW of offshore wind': a stock of a kind of thing, which a country has rather than a plant."""
    after = quantity.last
    named = after + 1 < len(scene.tokens) and scene.tokens[after].low == "of"
    return named and phrases("products").at(scene.tokens, after + 1) is not None


def product_near(scene: Scene, quantity: Quantity) -> str | None:
    """The kind of thing named right behind the quantity, or else before it, with no other quantity between."""
    tokens = scene.tokens
    inside_names = {i for n in scene.names for i in range(n.first, n.last) if n.kind in ("organisation", "person")}
    starts = {
        q.core_first for q in scene.quantities if q is not quantity and q.dimension not in ("ratio", "point", "fold")
    }
    behind = range(quantity.core_last, min(len(tokens), quantity.last + PRODUCT_AFTER))
    before = range(quantity.first - 1, max(-1, quantity.first - 1 - PRODUCT_BEFORE), -1)
    for direction in (behind, before):
        for index in direction:
            if index in starts or tokens[index].text in (";", "."):
                break
            if tokens[index].text == "," and direction is behind:
                break
            if index in inside_names:
                continue
            match = (
                phrases("products").at(tokens, index)
                if direction is behind
                else phrases("products").ending_at(tokens, index + 1)
            )
            if match is not None:
                return match.entry.canonical
    return None


def _flow(scene: Scene, mention: int, measure: str, scope: str) -> About:
    """Two parties of a flow. Exports and imports become exports of the seller to the buyer where both are known."""
    found = About()
    named = sorted(_parties(scene, mention), key=lambda n: n.first)
    said = list(dict.fromkeys(n.canonical for n in named))
    last = scene.previous.get("flow")
    whole = any(
        tuple(t.low for t in scene.tokens[i : i + 2]) in {tuple(w.split()) for w in _WHOLE_WORLD}
        for i in range(len(scene.tokens))
    )
    if whole and said:
        found.subject = said[0]
        return found
    if len(said) < 2:
        actor = _actor(scene, mention) if not said else None
        if actor is not None:
            found.subject = actor.canonical
            return found
        if not said and last is not None:
            found.subject, found.counterparty = last.subject, last.counterparty
            found.assumed.add("subject")
            return _directed(found, measure, scene, mention)
        context = _partners(scene.directory)
        said = [*said, *[c for c in context if c not in said]][:2]
        found.assumed.add("subject")
    if scope == "bilateral" and measure == "trade_turnover":
        found.subject = " + ".join(sorted(said[:2])) or None
        return found
    found.subject = said[0] if said else None
    found.counterparty = said[1] if len(said) > 1 else None
    return _directed(found, measure, scene, mention)


def _actor(scene: Scene, mention: int) -> Name | None:
    """Who does it, right before the word for it: 'Vessen exported'."""
    return next(
        (n for n in scene.names if n.kind != "person" and 0 <= mention - n.last <= 1 and not n.possessive), None
    )


def _partners(directory: Directory) -> list[str]:
    """The one or two parties that the document is about: the second only where it is named about as often as the first."""
    context = directory.focus(("country", "place"), 2)
    if len(context) == 2 and directory.counts[context[1]] < SECOND_PARTY * directory.counts[context[0]]:
        return context[:1]
    return context


def _directed(found: About, measure: str, scene: Scene, mention: int) -> About:
    """Turns 'imports from X' and 'exports to Y' into the seller as subject and the buyer as counterparty."""
    parties = [p for p in (found.subject or "").split(" + ") if p] + (
        [found.counterparty] if found.counterparty else []
    )
    if (
        measure not in ("exports", "imports", "visitors", "investment", "gas_volume", "freight_volume")
        or len(parties) != 2
    ):
        if found.subject and measure == "trade_balance" and found.counterparty:
            found.subject, found.counterparty = " + ".join(sorted(parties)), None
        return found
    seller = buyer = None
    for name in _attached(mention, _parties(scene, mention)):
        lead = scene.tokens[name.first - 1].low if name.first else ""
        if lead == "from":
            seller = name.canonical
        elif lead in ("to", "into"):
            buyer = name.canonical
        elif name.adjective or name.possessive:
            seller, buyer = (name.canonical, buyer) if measure != "imports" else (seller, name.canonical)
    if seller is None and buyer is None:
        seller = parties[0] if measure != "imports" else None
        buyer = parties[0] if measure == "imports" else None
        found.assumed.add("direction")
    seller = seller or next((p for p in parties if p != buyer), None)
    buyer = buyer or next((p for p in parties if p != seller), None)
    found.subject, found.counterparty = seller, buyer
    if measure == "imports" and seller and buyer:
        found.measure = "exports"
    return found


def _attached(mention: int, parties: Sequence[Name]) -> Sequence[Name]:
    """The parties that stand by the measure: right before it, or within a few words behind; else all of them."""
    near = [n for n in parties if 0 <= mention - n.last <= 1 or 0 < n.first - mention <= 4]
    return near if mention >= 0 and near else parties


def _parties(scene: Scene, mention: int) -> list[Name]:
    """Countries of the sentence, and names that no list knows where they stand like one: 'exports from Tolmeria'."""
    unknown = [
        n for n in scene.names
        if n.kind in ("place", "other") and mention >= 0 and abs(n.first - mention) <= 4
        and (n.possessive or (n.first and scene.tokens[n.first - 1].low in ("from", "to", "into", "with", "between")))
    ]  # fmt: skip
    return [*scene.countries, *unknown]


def _rank(scene: Scene, quantity: Quantity) -> About:
    """Who holds a rank (the sentence's first name) and in whose ranking (the owner of the phrase, or the second name)."""
    found = About()
    countries = sorted(scene.countries, key=lambda n: n.first)
    owner = [n for n in countries if (n.possessive or n.adjective) and n.last <= quantity.first]
    holder = [n for n in countries if not n.possessive and not n.adjective and n.first < quantity.first]
    others = [n for n in scene.names if n.kind != "person" and n.first < quantity.first]
    found.subject = holder[0].canonical if holder else others[0].canonical if others else None
    near = [n for n in owner if n.canonical != found.subject] or [n for n in countries if n.canonical != found.subject]
    found.counterparty = near[-1].canonical if near else None
    context = scene.directory.focus(("country",), 2)
    if found.subject is None and context:
        found.subject = context[0]
        found.assumed.add("subject")
    if found.counterparty is None:
        found.counterparty = next((c for c in context if c != found.subject), None)
        found.assumed.add("counterparty")
    return found


_WANTED = {
    "asset": ("asset", "other", "place"),
    "company": ("organisation", "other"),
    "place": ("country", "place"),
    "route": ("asset", "organisation", "other"),
    "event": (),
    "entity": ("asset", "organisation", "other"),
}


def _of_one(scene: Scene, quantity: Quantity, scope: str) -> About:
    """The one thing, company, place or event that a figure is of."""
    found = About()
    wanted = _WANTED.get(scope, ())
    pool = [
        n for n in (*scene.names, *(scene.countries if "country" in wanted else ()))
        if n.kind in wanted and _may_hold(scene, n, scope)
    ]  # fmt: skip
    chosen = _nearest(scene, quantity, pool, of_place=scope == "place")
    if chosen is not None:
        found.subject = chosen.canonical
        return found
    if scope == "event":
        told = [n for n, at in event_places(scene.tokens, [*scene.names, *scene.countries]) if at < quantity.first]
        if told:
            found.subject = told[-1].canonical
            return found
    holders = _in_subject_position(scene)
    if scope in ("asset", "entity", "route") and holders:
        found.subject = " + ".join(sorted(holders))
        return found
    if scope in ("asset", "route", "entity") and not scene.is_lead and _is_indefinite(scene.tokens, quantity):
        return found
    bracketed = _before_bracket(scene, quantity)
    if bracketed is not None:
        found.subject = bracketed.canonical
        return found
    meant = meant_before(scene.tokens, quantity.first, scene.directory)
    if meant is not None and scene.directory.kind(meant[0]) in wanted:
        found.subject, at = meant
        found.pointer = (at, at + 2)
        return found
    pointed = pointed_back(scene.tokens, scene.before, scene.directory, wanted)
    if pointed is not None:
        found.subject = pointed.canonical
        found.assumed.add("subject")
        return found
    previous = scene.previous.get(scope)
    found.subject = previous.subject if previous is not None else None
    found.subject = found.subject or scene.directory.main(scope)
    if found.subject is not None:
        found.assumed.add("subject")
    return found


def _before_bracket(scene: Scene, quantity: Quantity) -> Name | None:
    """'ahead of Marlow (40 MW)': a name whose amount is told in brackets."""
    opened = quantity.first - 1
    if opened < 1 or scene.tokens[opened].text != "(":
        return None
    return next((n for n in (*scene.names, *scene.countries) if n.last == opened and n.kind != "person"), None)


def _may_hold(scene: Scene, name: Name, scope: str) -> bool:
    """Whether a name can be the holder where it stands: not by the way, and not as who says so of something else."""
    if describes(scene.tokens, name):
        return False
    if name.kind in ("place", "country"):
        return True
    if speaks(scene.tokens, name):
        return name.canonical == scene.directory.main(scope)
    # what moves on a line or through a port is of it
    return not passes_by(scene.tokens, name) or (name.kind == "asset" and stands_on(scene.tokens, name))


def _nearest(scene: Scene, quantity: Quantity, pool: Sequence[Name], *, of_place: bool) -> Name | None:
    """A name in the phrase right behind the quantity, or else the nearest one before it in the sentence.

    A place counts where the measure is one of places, or where the thing stands at it ('700 MW at Tern Reach').
    """
    tokens = scene.tokens
    behind = [n for n in pool if quantity.core_last <= n.first <= quantity.last + NEAR_AFTER]
    for name in sorted(behind, key=lambda n: n.first):
        between = tokens[quantity.last : name.first]
        breaks = any(t.kind == "punct" or t.low in ("and", "from", "by", "will", "is", "was", "than") for t in between)
        crossed = any(quantity.last <= q.core_first < name.first for q in scene.quantities)
        stands_at = len(between) == 1 and between[0].low in (("in", "for", "across") if of_place else ("at",))
        if not breaks and not crossed and (name.kind != "place" or stands_at):
            return name
    before = [
        n for n in pool
        if n.last <= quantity.first and quantity.first - n.last <= NEAR_BEFORE
        and (n.kind != "place" or (of_place and _is_where(tokens, n)))
    ]  # fmt: skip
    if before:
        return max(before, key=lambda n: n.last)
    places = [n for n in pool if n.kind in ("place", "country") and n.last <= quantity.first]
    return max(places, key=lambda n: n.last) if places and any(n.kind == "country" for n in pool) else None


def _is_where(tokens: Sequence[Token], place: Name) -> bool:
    """Whether a place tells where something is so: 'highest in Kensington', not 'ministers in Oslo' or 'free on board Oslo'."""
    speaks = place.last < len(tokens) and tokens[place.last].low in words("speech_verbs")
    if place.possessive or (place.first == 0 and not speaks):
        return True
    if not place.first or tokens[place.first - 1].low not in ("in", "across", "within"):
        return False
    people = singular(tokens[place.first - 2].low) if place.first > 1 else ""
    return people not in name_words("person") and people not in name_words("government")


def _in_subject_position(scene: Scene) -> set[str]:
    """Countries and places that open the sentence or own what follows: 'Baku and Beijing plan', "Norland's fleet"."""
    places = [n for n in (*scene.countries, *(n for n in scene.names if n.kind == "place")) if not n.adjective]
    opening = [
        n
        for n in places
        if n.first <= 2
        and not describes(scene.tokens, n)
        and not (n.first and scene.tokens[n.first - 1].low in ("in", "at", "near", "from"))
    ]
    return {n.canonical for n in opening}


def _is_indefinite(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether the quantity stands in 'a 1 GW wind farm': a thing that is named here for the first time."""
    if not _names_asset(tokens, quantity.last):
        return False
    for index in range(quantity.first - 1, max(-1, quantity.first - 6), -1):
        if tokens[index].low in ("a", "an", "another", "new"):
            return True
        if tokens[index].low in ("the", "its", "this", "of") or tokens[index].low in words("noun_stops"):
            return False
    return False


def _names_asset(tokens: Sequence[Token], first: int) -> bool:
    """Whether the words behind a quantity are a thing: 'wind farm', 'plant'."""
    return any(t.low in name_words("asset") for t in tokens[first : first + 3])


def _place(scene: Scene, quantity: Quantity) -> str | None:
    """The nearest place behind the quantity ('in the Caspian Sea'), else before it, else none."""
    places = [n for n in scene.names if n.kind == "place"] + [n for n in scene.countries if not n.adjective]
    behind = sorted((n for n in places if n.first >= quantity.core_last), key=lambda n: n.first)
    starts = sorted(q.core_first for q in scene.quantities if q.core_first >= quantity.last)
    limit = starts[0] if starts else len(scene.tokens)
    for name in behind:
        if name.first <= limit:
            return name.canonical
    before = [n for n in places if n.last <= quantity.first]
    return max(before, key=lambda n: n.last).canonical if before else None
