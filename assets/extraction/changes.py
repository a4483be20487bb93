"""How a quantity moves something: by, to, ratio, from; and which quantity another one is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assets.extraction.change_cues import beyond_words, cue_words, lead_of, leaves_verb_out
from assets.extraction.elisions import PART_OF_A_COUNT
from assets.extraction.folds_and_ranks import fold_word_at
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases
from warehouse.lexicon import Entry

LEFT_WINDOW, RIGHT_WINDOW, BASE_WINDOW = 7, 6, 6
NEIGHBOURS = 8
"""No window is wider in tokens, and each quantity takes one at least."""
_PARTICLES = {"up": "increase", "down": "decrease"}
"""'closed down' is a verb of its own, but 'closed down 7.8%' a movement."""
_COMPARATIVES = frozenset(("more", "less", "fewer", "higher", "lower"))
_THEM, _OPENERS = frozenset(("which", "whom", "them", "these", "those")), frozenset((",", "(", "–", "—"))
MAX_CROSSED = 3
"""Quantities between a word of movement and the level that it leads to: 'rose 11 cents, or 0.4%, to 25'."""
MAX_GAP = 12
"""Tokens between two amounts that share one verb: 'imports rose 4% over the year and exports 3%'."""
_READINGS = frozenset(("temperature", "speed", "length", "angle", "magnitude", "sound", "pressure", "time", "duration"))
"""Dimensions that are read off an instrument or a clock: what 'hits' 40 degrees has not grown to it."""


@dataclass(slots=True)
class Movement:
    """`change` as in the column of that name; `role` is base where the quantity is what others are compared with."""

    change: str | None
    role: str
    directed: bool


def movement_of(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> Movement:
    """Direction and role of one quantity in its sentence; of `quantities`, those within NEIGHBOURS places suffice."""
    role = "base" if quantity.role == "base" or _is_base(tokens, quantity, quantities) else "main"
    if _is_part(tokens, quantity) or quantity.rule == PART_OF_A_COUNT:
        role = "part"
    if quantity.dimension == "fold":
        return Movement("ratio_to", role, True)
    if quantity.sign and quantity.dimension in ("ratio", "point", "money"):
        return Movement("increase_by" if quantity.sign == "+" else "decrease_by", role, True)
    direction = _direction(tokens, quantity, quantities)
    if direction is None and role == "main":
        first = _said_before(tokens, quantity, quantities)
        if first is not None:
            shared = movement_of(tokens, first, quantities)
            again = first.dimension != quantity.dimension
            return shared if again or (shared.change or "").endswith("_by") else Movement(None, role, shared.directed)
        if _is_height(tokens, quantity):
            return Movement("increase_to", role, True)
    if role == "base" or direction is None:
        return Movement(None, role, direction is not None)
    if direction == "unchanged":
        return Movement("unchanged" if quantity.dimension in ("ratio", "point") else None, role, True)
    return Movement(f"{direction}_{_by_or_to(tokens, quantity)}", role, True)


def _is_part(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'Of which 12 are new', '12 of these were withdrawn': some of what was told before; not 'the owners, 12 of them'."""
    before = [t.low for t in tokens[max(0, quantity.first - 2) : quantity.first]]
    if len(before) == 2 and before[0] == "of" and before[1] in ("which", "whom", "them"):
        return True
    behind = [t.low for t in tokens[quantity.last : quantity.last + 2]]
    added = bool(before) and before[-1] in _OPENERS
    return len(behind) == 2 and behind[0] == "of" and behind[1] in _THEM and not added


def _said_before(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> Quantity | None:
    """The quantity that moves as this one does: said again ('fell 230 points, or 0.7%'), or by the same verb.

    'Imports rose 4% over the year and exports 3%': the second clause leaves the verb out.
    """
    index = next((i for i, q in enumerate(quantities) if q is quantity), 0)
    if not index:
        return None
    before = quantities[index - 1]
    between = range(before.last, quantity.first)
    lows = [tokens[i].low for i in between[:3]]
    if before.dimension != quantity.dimension:
        again = len(between) <= 2 and lows in ([",", "or"], ["or"], ["("]) and quantity.dimension in ("ratio", "point")
        share = quantity.last < len(tokens) and tokens[quantity.last].low == "of"
        return before if again and not share else None
    if before.unit != quantity.unit or not 2 <= len(between) <= MAX_GAP:
        return None
    return before if leaves_verb_out(tokens, between) else None


def _is_height(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'Turnover reached 4 million', 'the total has passed 9,000': a level that is new; 'passed nine laws' is none."""
    lead = lead_of(tokens, quantity.first)
    if (
        lead < 0
        or tokens[lead].low not in cue_words("reach")
        or (lead and tokens[lead - 1].low in ("to", "that", "who"))
    ):
        return False
    if quantity.dimension == "count":
        return quantity.last == quantity.core_last
    return quantity.kind != "percentage" and quantity.dimension not in _READINGS


def _by_or_to(tokens: Sequence[Token], quantity: Quantity) -> str:
    lead = lead_of(tokens, quantity.first)
    before = tokens[lead].low if lead >= 0 else ""
    behind = quantity.last < len(tokens) and tokens[quantity.last].low in cue_words("behind")
    if behind and quantity.dimension in ("ratio", "point"):
        return "by"  # 'leads to a 3% gain'
    if before in cue_words("to") or _is_level_behind(tokens, lead):
        return "to"
    if before == "by" or quantity.dimension in ("ratio", "point"):
        return "by"
    if _is_amount_of_change(tokens, quantity) or _adds(tokens, quantity):
        return "by"
    return "by" if behind or phrases("directions").ending_at(tokens, lead + 1) is not None else "to"


def _is_level_behind(tokens: Sequence[Token], lead: int) -> bool:
    """'4% higher at 815': the level that a change led to."""
    if lead < 1 or tokens[lead].low != "at":
        return False
    return tokens[lead - 1].low in cue_words("compared")


def _is_amount_of_change(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'an increase of 40 MW': the noun of movement right before 'of'."""
    of = lead_of(tokens, quantity.first)
    return of > 0 and tokens[of].low == "of" and phrases("directions").ending_at(tokens, of) is not None


def _adds(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'40 more operations than last year': the comparative between the number and its noun."""
    more = quantity.core_last < quantity.last and tokens[quantity.core_last].low in ("more", "fewer")
    return more and quantity.last < len(tokens) and tokens[quantity.last].low == "than"


def _direction(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> str | None:
    """How the clause moves the quantity: by its two ends, by a word right behind ('9% higher'), else by one before."""
    ends = _between_ends(tokens, quantity, quantities)
    if ends is not None:
        return ends
    if _adds(tokens, quantity):
        return "increase" if tokens[quantity.core_last].low == "more" else "decrease"
    behind = _behind(tokens, quantity, quantities)
    return behind if behind is not None else _before(tokens, quantity, quantities)


def _between_ends(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> str | None:
    """'from 9 to 4 hours', 'to 4.1% from 3.8': where both ends stand together, their values say the direction."""
    index = next((i for i, q in enumerate(quantities) if q is quantity), -1)
    if index < 0 or not quantity.first or tokens[quantity.first - 1].low != "to":
        return None
    for other, gap in (
        (quantities[index - 1] if index else None, lambda q: range(q.last, quantity.first)),
        (quantities[index + 1] if index + 1 < len(quantities) else None, lambda q: range(quantity.last, q.first)),
    ):
        if other is None or other.unit != quantity.unit:
            continue
        between = gap(other)
        before = other.first < quantity.first
        led = other.first and tokens[other.first - 1].low == "from"
        if not led or len(between) != 1:
            continue
        one, two = _size(other), _size(quantity)
        if (before or other.role != "main" or led) and one is not None and two is not None and one != two:
            return "increase" if two > one else "decrease"
    return None


def _size(quantity: Quantity) -> Decimal | None:
    return quantity.value if quantity.value is not None else quantity.value_high


def _behind(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> str | None:
    """A word of movement behind the figure: '4% higher', 'a 15% year-on-year rise', '9% below the peak'."""
    percent = quantity.dimension in ("ratio", "point", "fold")
    starts = {q.core_first for q in quantities}
    index = quantity.last
    for _ in range(RIGHT_WINDOW if percent else 1):
        if index >= len(tokens) or index in starts:
            return None
        low = tokens[index].low
        after = tokens[index + 1].low if index + 1 < len(tokens) else ""
        if percent and index == quantity.last and low in beyond_words() and after in cue_words("measured from"):
            return None if _is_span(tokens, index) else beyond_words()[low]
        if low == "," or low in cue_words("stop") or low in cue_words("closes"):
            return None
        if low in cue_words("behind") and (percent or low != "more" or after == "than"):
            match = phrases("directions").ending_at(tokens, index + 1)
            if match is not None and match.entry.canonical != "none":
                return match.entry.canonical
        index += 1
        while index + 1 < len(tokens) and tokens[index].kind == "dash" and tokens[index].start == tokens[index - 1].end:
            index += 2  # 'year-on-year' is one word
    return None


def _is_span(tokens: Sequence[Token], over: int) -> bool:
    """'4% over the past year': a time, not what the percentage is measured from."""
    return any(
        (unit := phrases("units").at(tokens, i)) is not None and unit.entry["dimension"] in ("time", "duration")
        for i in range(over + 1, min(len(tokens), over + 5))
    )


def _before(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> str | None:
    """The nearest word of movement before the figure; behind 'to' a verb beats a noun ('cut its forecast for growth to')."""
    percent = quantity.dimension in ("ratio", "point", "fold")
    lead = lead_of(tokens, quantity.first)
    low = tokens[lead].low if lead >= 0 else ""
    if _is_level_behind(tokens, lead):
        match = phrases("directions").ending_at(tokens, lead)
        return match.entry.canonical if match is not None and match.entry.canonical != "none" else None
    leads = low in cue_words("to")
    linked = leads or low in (*cue_words("by"), "from", ",")
    ends = {q.last: q for q in quantities if q is not quantity and q.role != "base"}
    inside = {i for q in quantities if q is not quantity and q.role != "base" for i in range(q.core_first, q.core_last)}
    noun: str | None = None
    crossed = steps = 0
    index = quantity.first - 1
    while index >= 0 and steps < LEFT_WINDOW:
        steps += 1
        if tokens[index].low in cue_words("stop") or (index and _costs(tokens, index)):
            break
        if leads and not percent and (fold := fold_word_at(tokens, index)) is not None:
            return "increase" if fold > 1 else "decrease"  # 'doubled to 40 MW'
        other = ends.get(index + 1)
        if other is not None or index in inside:
            crossed += 1
            if (percent and not leads) or crossed > MAX_CROSSED or not linked:
                break
            if other is not None:
                index, steps = min(other.first, index) - 1, 0
                continue
        match = phrases("directions").ending_at(tokens, index + 1)
        if percent and index == quantity.first - 1 and match is not None and match.entry.canonical == "none":
            way = _PARTICLES.get(tokens[index].low)
            if way is not None and match.entry.alias.split()[0] in cue_words("closing"):
                return way
        known = (
            match is not None
            and match.entry.canonical != "none"
            and not _is_plain_loss(tokens, quantity, match.entry)
            and not _is_tail(tokens, match.first)
        )
        if match is not None and known:
            if leads and match.entry["form"] == "noun" and match.last <= lead:
                noun = noun or match.entry.canonical
            else:
                moves = (linked and low not in ("from", ",")) or _is_amount_of_change(tokens, quantity)
                return match.entry.canonical if percent or moves or match.last == lead + 1 else noun
        index -= 1
    return noun


def _costs(tokens: Sequence[Token], index: int) -> bool:
    """'an expansion that cost 40m': what is told is a price, however much it made larger."""
    return tokens[index].low in ("cost", "costs") and tokens[index - 1].low in ("that", "which")


def _is_tail(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the end of a hyphenated one: nothing goes up in a 'follow-up of 14 months'."""
    if index < 2 or tokens[index - 1].kind != "dash":
        return False
    word, dash = tokens[index - 2], tokens[index - 1]
    return word.kind == "word" and word.end == dash.start and dash.end == tokens[index].start


def _is_plain_loss(tokens: Sequence[Token], quantity: Quantity, entry: Entry) -> bool:
    """'lost 40% of the trees' says a share and 'lost 3 ships' a count; 'lost 1.2%' and 'lost 40 points' are movements."""
    if entry["form"] != "loss":
        return False
    whole = [t.low for t in tokens[quantity.last : quantity.last + 3]]
    share = whole[:1] == ["of"] and not (len(whole) == 3 and whole[2] in cue_words("kept worth"))
    return share or (quantity.dimension not in ("ratio", "point") and quantity.unit != "point")


def _is_base(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether 'from', 'than', 'against', 'compared with' leads to the quantity."""
    first = quantity.first
    lead = first - 1
    while lead >= 0 and tokens[lead].low in cue_words("skipped"):
        lead -= 1
    if lead >= 0 and tokens[lead].low == "from" and quantity.dimension not in ("time", "duration"):
        return True
    for multiple in quantities:
        if multiple.dimension != "fold" or not 2 <= first - multiple.last <= 6:
            continue
        if tokens[multiple.last].low == "the" and tokens[first - 1].low == "of":
            return True  # '1.5 times the 2023 level of 170,000'
    starts = {q.core_first for q in quantities if q is not quantity}
    cues = phrases("base_cues")
    for index in range(first - 1, max(-1, first - 1 - BASE_WINDOW), -1):
        token = tokens[index]
        if (token.kind == "punct" and token.text not in ("'", "’")) or index in starts or token.low == "and":
            return False
        cue = cues.at(tokens, index)
        if cue is None or cue.entry.alias == "from":
            continue
        before = tokens[index - 1].low if index else ""
        modifier = cue.entry["after_comparative"] == "modifier" and before in _COMPARATIVES
        return cue.last < first or (cue.last == first and not (modifier and not _follows_quantity(index, quantities)))
    return False


def _follows_quantity(index: int, quantities: Sequence[Quantity]) -> bool:
    """Whether the comparative at tokens[index - 1] stands right behind a quantity ('15% more than €3.2bn')."""
    return any(q.last in (index - 1, index) for q in quantities)
