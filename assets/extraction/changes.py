"""How a quantity moves something: by, to, ratio, from; and which quantity another one is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assets.extraction.folds_and_ranks import fold_word_at
from assets.extraction.single_quantity import Quantity
from assets.extraction.tokens import Token
from assets.extraction.vocabulary import phrases
from warehouse.lexicon import Entry, lexicon

LEFT_WINDOW, RIGHT_WINDOW, BASE_WINDOW = 7, 5, 6
NEIGHBOURS = 8
"""No window is wider in tokens, and each quantity takes one at least."""
_COMPARATIVES = frozenset(("more", "less", "fewer", "higher", "lower"))
_STOPS = frozenset((";", ":", ".", "while", "but", "whereas"))
_SKIPPED = frozenset("the a an its their his her our only just some about around".split())
_AFTER_NOUNS = frozenset(
    "more less higher lower fewer rise increase growth fall drop decline decrease jump reduction gain hike surge cut"
    " improvement expansion contraction up down larger smaller slump cheaper dip climb uplift longer shorter".split()
)


@dataclass(slots=True)
class Movement:
    """`change` as in the column of that name; `role` is base where the quantity is what others are compared with.

    `cue` is the half-open place of the words that say the movement, where there are any.
    """

    change: str | None
    role: str
    directed: bool
    cue: tuple[int, int] = (0, 0)


@cache
def _to_words() -> frozenset[str]:
    """Words right before a figure that make it the level reached: 'to', 'reaching', 'hit'."""
    return frozenset(entry.alias for entry in lexicon("change_cues") if entry.canonical == "to")


def movement_of(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> Movement:
    """Direction and role of one quantity in its sentence; of `quantities`, those within NEIGHBOURS places suffice."""
    role = "base" if quantity.role == "base" or _is_base(tokens, quantity, quantities) else "main"
    if [t.low for t in tokens[max(0, quantity.first - 2) : quantity.first]] in (
        ["of", "which"],
        ["of", "whom"],
        ["of", "them"],
    ):
        role = "part"
    direction = _direction(tokens, quantity, quantities)
    if direction is None and role == "main" and quantity.dimension in ("ratio", "point"):
        first = _said_otherwise(tokens, quantity, quantities)
        if first is not None:
            return movement_of(tokens, first, quantities)
    if quantity.dimension == "fold":
        return Movement("ratio_to", role, True)
    if quantity.sign and quantity.dimension in ("ratio", "point", "money"):
        return Movement("increase_by" if quantity.sign == "+" else "decrease_by", role, True)
    if role == "base" or direction is None:
        return Movement(None, role, direction is not None)
    if direction == "unchanged":
        return Movement("unchanged" if quantity.dimension in ("ratio", "point") else None, role, True)
    return Movement(f"{direction}_{_by_or_to(tokens, quantity)}", role, True)


def _said_otherwise(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> Quantity | None:
    """The amount that a percentage says again: 'fell 230 points, or 0.7%', 'rose $3 (6%)'."""
    index = next((i for i, q in enumerate(quantities) if q is quantity), 0)
    if not index:
        return None
    before = quantities[index - 1]
    between = [t.low for t in tokens[before.last : quantity.first]]
    again = between in ([",", "or"], ["or"], ["("]) and before.dimension != quantity.dimension
    return before if again else None


def _by_or_to(tokens: Sequence[Token], quantity: Quantity) -> str:
    before = tokens[quantity.first - 1].low if quantity.first else ""
    if before in _to_words():
        return "to"
    if before == "by" or quantity.dimension in ("ratio", "point"):
        return "by"
    after = [t.low for t in tokens[quantity.last : quantity.last + 2]]
    if _is_amount_of_change(tokens, quantity) or any(w in _AFTER_NOUNS for w in after[:1]):
        return "by"
    verb = phrases("directions").ending_at(tokens, quantity.first)
    return "by" if verb is not None else "to"


def _is_amount_of_change(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """'an increase of 40 MW': the noun of movement right before 'of'."""
    of = quantity.first - 1
    return of > 0 and tokens[of].low == "of" and phrases("directions").ending_at(tokens, of) is not None


def _direction(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> str | None:
    """The nearest word of movement in the clause; a word right behind ('9% higher') beats one before."""
    percent = quantity.dimension in ("ratio", "point", "fold")
    right = range(quantity.last, min(len(tokens), quantity.last + (RIGHT_WINDOW if percent else 1)))
    for index in right:
        token = tokens[index]
        if token.low in _STOPS or token.text == "," or any(q.core_first == index for q in quantities):
            break
        if token.low in _AFTER_NOUNS:
            match = phrases("directions").at(tokens, index)
            if match is not None and match.entry.canonical != "none":
                return match.entry.canonical
    others = {i for q in quantities if q is not quantity and q.role != "base" for i in range(q.core_first, q.core_last)}
    crossed = 0
    level = not percent and quantity.first > 0 and tokens[quantity.first - 1].low in _to_words()
    for index in range(quantity.first - 1, max(-1, quantity.first - 1 - LEFT_WINDOW), -1):
        token = tokens[index]
        if token.low in _STOPS:
            break
        if level and (fold := fold_word_at(tokens, index)) is not None:
            return "increase" if fold > 1 else "decrease"  # 'doubled to 40 MW'
        if index in others:
            crossed += 1
            if percent or crossed > 3 or tokens[quantity.first - 1].low not in _to_words() | {"by", "from", ","}:
                break
            continue
        match = phrases("directions").ending_at(tokens, index + 1)
        if match is not None and (match.entry.canonical == "none" or _is_plain_loss(tokens, quantity, match.entry)):
            continue
        if match is not None:
            moves = tokens[quantity.first - 1].low in _to_words() | {"by"} or _is_amount_of_change(tokens, quantity)
            return match.entry.canonical if percent or moves or match.last == quantity.first else None
    return None


def _is_plain_loss(tokens: Sequence[Token], quantity: Quantity, entry: Entry) -> bool:
    """'lost 40% of the trees' says a share and 'lost 3 ships' a count; 'lost 1.2%' and 'lost 40 points' are movements."""
    if entry["form"] != "loss":
        return False
    share = quantity.last < len(tokens) and tokens[quantity.last].low == "of"
    return share or (quantity.dimension not in ("ratio", "point") and quantity.unit != "point")


def _is_base(tokens: Sequence[Token], quantity: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether 'from', 'than', 'against', 'compared with' leads to the quantity."""
    first = quantity.first
    lead = first - 1
    while lead >= 0 and tokens[lead].low in _SKIPPED:
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
        if (token.kind == "punct" and token.text not in ("'", "’")) or index in starts:
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
