"""Facets: how two figures relate in what they measure, of whom, where and when, and which verdict that allows at most.

Belongs here: the relation of each facet and the table of caps. Does not: the numbers themselves (`intervals`), nor the wording of a
verdict (`verdicts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from checks.comparison.names import JOINT, core, is_sited, part_words, relate_names, relate_places, words
from checks.comparison.relations import Relation
from checks.comparison.statements import Statement
from warehouse.lexicon.load import lexicon

# From the weakest to the strongest thing that may be said about figures which do not meet.
STRENGTH = ("scope_differs", "plan_vs_actual", "revision", "possible_conflict", "conflict")
# Planned, agreed and target are all intentions; a projection is a guess; the rest has happened.
STATUS_CLASS = {"planned": "intended", "agreed": "intended", "target": "intended", "projected": "projected"}
# What a figure without a marked accounting basis is taken to mean.
DEFAULT_BASES = frozenset({"consolidated", "reported"})
# Attributes of a thing, whichever day they are told.
_LASTING = ("static", "unlisted")
_E, _C, _O, _U, _D = Relation.EQUAL, Relation.CONTAINED, Relation.OVERLAP, Relation.UNKNOWN, Relation.DISJOINT


@dataclass(frozen=True, slots=True)
class Facets:
    """What was found of each facet of a pair, the strongest verdict it allows, and the facet that limits it."""

    relations: Mapping[str, Relation]
    cap: str
    limit: str | None

    @property
    def text(self) -> str:
        """'name=RELATION' joined by '; '."""
        return "; ".join(f"{name}={relation}" for name, relation in self.relations.items())

    def only_differs_in(self, name: str) -> bool:
        """Whether this facet alone is not EQUAL."""
        return all((relation is _E) != (facet == name) for facet, relation in self.relations.items())


def relate(a: Statement, b: Statement) -> Facets:
    """All facets of two figures of one measure and unit, and what may be concluded from figures that do not meet.

    One UNKNOWN facet leaves a possible conflict; an unread status limits the verdict, but says nothing of identity. A facet that was
    assumed, but equal, is half an unknown, and so is a place that only one side names: two of them still leave a possible conflict.
    More than that, and nothing is known to be the same.
    """
    relations = {name: relation(a, b) for name, relation, _ in FACETS}
    cap, limit, doubt = "conflict", None, 0.0
    for name, _, caps in FACETS:
        found = relations[name]
        if found is _U and name != "status":
            # the same unit and the same subject can be said of a hundred measures: an assumed measure is wholly unknown
            doubt += 0.5 if name == "place" or (name != "measure" and _assumed_alike(name, a, b)) else 1.0
        allowed = caps.get(found, "conflict")
        if STRENGTH.index(allowed) < STRENGTH.index(cap):
            cap, limit = allowed, name
    if doubt > 1:
        cap, limit = "scope_differs", "unknown"
    return Facets(relations, cap, limit)


def likely_same(a: Statement, b: Statement, *, whatever_day: bool = False) -> bool:
    """Whether every facet is EQUAL, or was assumed and is equal as assumed; `whatever_day` lets the two know different days."""
    for name, relation in relate(a, b).relations.items():
        if relation is _E or (whatever_day and name == "as_of" and relation is _D):
            continue
        if relation is not _U or not _assumed_alike(name, a, b):
            return False
    return True


def status_class(status: str) -> str:
    """'intended', 'projected' or 'actual'."""
    return STATUS_CLASS.get(status, "actual")


def _measure(a: Statement, b: Statement) -> Relation:
    if not a.measure or a.measure != b.measure:
        return _D if a.measure and b.measure else _U
    unsure = "measure" in a.assumed | b.assumed or a.dynamics == "generic" or _unit_left_out(a, b)
    return _U if unsure else _E


def _unit_left_out(a: Statement, b: Statement) -> bool:
    """Whether one of two bare numbers is no whole one: things are not counted so, it is a share or millions of them."""
    bare = [s.value for s in (a, b) if s.kind == "number" and s.dimension == "count"]
    return any(value is not None and value % 1 != 0 for value in bare)


def _subject(a: Statement, b: Statement) -> Relation:
    """Assumed or missing: UNKNOWN. Different parties of the same kind of thing in the same place may be partners in one thing: UNKNOWN."""
    found = relate_names(a.subject, b.subject)
    if "subject" in a.assumed | b.assumed:
        return _U if found in (_E, _U) or _same_kind_of_thing(a, b) or _share_a_party(a, b) else found
    if found is _D and _same_kind_of_thing(a, b) and not (is_sited(a.subject) and is_sited(b.subject)):
        return _U
    return found


def _counterparty(a: Statement, b: Statement) -> Relation:
    """A flow with a counterparty is part of the flow with all of them."""
    if a.counterparty is None or b.counterparty is None:
        return _E if a.counterparty == b.counterparty else _C
    return relate_names(a.counterparty, b.counterparty)


def _product(a: Statement, b: Statement) -> Relation:
    """One product is part of all of them, except where the subject itself is that one thing."""
    if a.product == b.product:
        return _E
    if a.product is None or b.product is None:
        return _E if _same_site(a, b) else _U if _same_named_thing(a, b) else _C
    return _C if a.product in wholes_of(b.product) or b.product in wholes_of(a.product) else _D


def _place(a: Statement, b: Statement) -> Relation:
    """A thing that stands in one place needs no place; otherwise a place on one side alone leaves open whether it is all of it."""
    place_a, place_b = _own_place(a), _own_place(b)
    if place_a == place_b or _same_site(a, b) or _same_named_thing(a, b):
        return _E
    return relate_places(place_a, place_b)


def _own_place(one: Statement) -> str | None:
    """The place, where it says more than the subject and the counterparty do."""
    for party in (one.subject, one.counterparty):
        if one.place and party and JOINT not in party and words(one.place) <= words(party):
            return None
    return one.place


def _role(a: Statement, b: Statement) -> Relation:
    """A part is not its whole; where everything else is the same, it may be a part of something else."""
    if (a.role == "part") == (b.role == "part"):
        return _E
    same = all(f(a, b) is _E for f in (_subject, _counterparty, _product, _place)) and a.subject is not None
    return _U if same else _C


def _period(a: Statement, b: Statement) -> Relation:
    """Of a flow, the two periods; of what stands on a day, only a day that is still to come (the rest is `as_of`)."""
    if a.dynamics in ("flow", "period") or a.statistic == "change":
        return _flow_period(a, b)
    if a.dynamics == "unlisted" and _both_read(a, b) and _unlike_periods(a, b):
        return _flow_period(a, b)
    future_a, future_b = (s.period_end if s.period_end != s.as_of else None for s in (a, b))
    if future_a == future_b or _same_site(a, b):
        return _E
    if future_a and future_b:
        return _D
    # a goal is nothing without its date; a plan is the same plan whether or not its date is told
    return _U if "target" in (a.status, b.status) else _E


def _both_read(a: Statement, b: Statement) -> bool:
    """Whether both sentences name their time themselves."""
    return all(s.period_basis in ("explicit", "relative") and s.period_end is not None for s in (a, b))


def _unlike_periods(a: Statement, b: Statement) -> bool:
    """Whether two periods end on different days, or are known to begin on different ones."""
    starts = {s.period_start for s in (a, b)}
    return a.period_end != b.period_end or (None not in starts and len(starts) == 2)


def _flow_period(a: Statement, b: Statement) -> Relation:
    ends = (a.period_start, a.period_end, b.period_start, b.period_end)
    if a.period_end is None or b.period_end is None:
        if a.period_start is not None and (a.period_start, a.period_end) == (b.period_start, b.period_end):
            return _U if "period" in a.assumed | b.assumed else _E
        # a change without a period is counted from an unknown day
        return _U if a.statistic != "change" or a.article_id == b.article_id else _O
    if (a.period_start, a.period_end) == (b.period_start, b.period_end):
        return _U if "period" in a.assumed | b.assumed or a.period_start is None else _E
    if None in ends:
        return _D
    start_a, end_a, start_b, end_b = (end for end in ends if end is not None)
    if end_a < start_b or end_b < start_a:
        return _D
    inside = (start_a <= start_b and end_b <= end_a) or (start_b <= start_a and end_a <= end_b)
    return _C if inside else _O


def _as_of(a: Statement, b: Statement) -> Relation:
    """Whether both know the same day: for what changes daily that very day, for what lasts some weeks (see `Thresholds`).

    Two days that were read are two days, however lasting the thing: who names the day knows that it changes.
    """
    if a.dynamics in ("flow", "period", "fixed") or a.statistic == "change":
        return _E
    if a.as_of is None or b.as_of is None:
        return _E if a.article_id == b.article_id else _U
    apart = abs((a.as_of - b.as_of).days)
    if a.dynamics in _LASTING and not (_on_a_day(a) and _on_a_day(b)):
        return _E if apart <= min(a.same_as_of_days, b.same_as_of_days) else _D
    return _E if apart == 0 else _D


def _on_a_day(one: Statement) -> bool:
    """Whether its sentence itself says on which day it was so."""
    read = one.period_basis in ("explicit", "relative") and one.period_end is not None
    return read and one.period_start == one.period_end == one.as_of


def _basis(a: Statement, b: Statement) -> Relation:
    """An unmarked figure is taken as the default basis; a marked one is another number."""
    basis_a, basis_b = (None if s.basis in DEFAULT_BASES else s.basis for s in (a, b))
    return _E if basis_a == basis_b else _D


def _status(a: Statement, b: Statement) -> Relation:
    """A status that was assumed, and differs, is not known to differ."""
    if status_class(a.status) == status_class(b.status):
        return _E
    return _U if "status" in a.assumed | b.assumed else _D


_SCOPE = {_C: "scope_differs", _O: "scope_differs", _D: "scope_differs", _U: "possible_conflict"}
# Facet, how it is found, and what each relation allows at most; a relation that is not named allows a conflict.
FACETS: tuple[tuple[str, Callable[[Statement, Statement], Relation], Mapping[Relation, str]], ...] = (
    ("measure", _measure, _SCOPE),  # another measure is another number
    ("subject", _subject, _SCOPE),  # of whom: unproven identity is never a conflict
    ("counterparty", _counterparty, _SCOPE),  # trade with one partner is part of trade with all
    ("product", _product, _SCOPE),  # solar is part of renewable energy
    ("place", _place, _SCOPE),
    ("role", _role, _SCOPE),  # a part is compared with its whole by another law
    ("period", _period, _SCOPE),  # nested and overlapping periods are compared by other laws
    ("basis", _basis, _SCOPE),  # net and gross are two numbers
    ("status", _status, {_D: "plan_vs_actual", _U: "possible_conflict"}),  # a plan is not refuted by what came of it
    ("as_of", _as_of, {_D: "revision", _U: "possible_conflict"}),  # the world may have moved between the two days
)


def wholes_of(product: str) -> frozenset[str]:
    """Broader products of which this one is a part, at any remove."""
    found, open_ends = set[str](), [product]
    while open_ends:
        broader = _wholes().get(open_ends.pop(), frozenset()) - found
        found |= broader
        open_ends.extend(broader)
    return frozenset(found)


@cache
def _wholes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in lexicon("product_wholes"):
        found[entry.alias] = found.get(entry.alias, frozenset()) | {entry.canonical}
    return found


def _same_site(a: Statement, b: Statement) -> bool:
    """Whether both are read to be about one thing that stands in one place."""
    if "subject" in a.assumed | b.assumed or relate_names(a.subject, b.subject) is not _E:
        return False
    return is_sited(a.subject) or is_sited(b.subject)


def _share_a_party(a: Statement, b: Statement) -> bool:
    """Whether both were assumed to be about what their articles are about, and the articles have a name in common."""
    parties_a, parties_b = ({core(p) for p in (s.subject or "").split(JOINT) if p} for s in (a, b))
    return "subject" in a.assumed & b.assumed and bool(parties_a & parties_b)


def _same_named_thing(a: Statement, b: Statement) -> bool:
    """Whether both name, in so many words, the same holder of a lasting attribute."""
    lasting = a.dynamics in (*_LASTING, "fixed") and b.dynamics in (*_LASTING, "fixed")
    return lasting and "subject" not in a.assumed | b.assumed and relate_names(a.subject, b.subject) is _E


def _same_kind_of_thing(a: Statement, b: Statement) -> bool:
    """Whether both name the same product and the same place, and neither names a part."""
    named = a.product is not None and a.product == b.product and a.place is not None and b.place is not None
    return (
        named
        and relate_places(a.place, b.place) is _E
        and not (part_words(a.subject or "") or part_words(b.subject or ""))
    )


def _assumed_alike(name: str, a: Statement, b: Statement) -> bool:
    """Whether an unknown facet is one that was assumed on a side, and then said the same."""
    if name not in a.assumed | b.assumed or name == "status":
        return False
    return name != "subject" or relate_names(a.subject, b.subject) is _E
