"""Numbers in the plural that say an order of magnitude alone: 'thousands of jobs', 'dozens of firms'.

They are refused as figures, for no two articles can disagree about them, and kept where every number is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assets.extraction.counted import Counted
from assets.extraction.nouns import counted_noun
from assets.extraction.single_quantity import Quantity, finish
from assets.extraction.tokens import Token
from assets.extraction.units import Unit, unit_after
from assets.extraction.vocabulary import phrases


def vague_at(tokens: Sequence[Token], index: int) -> Quantity | None:
    """The order of magnitude that begins at tokens[index], as a range, with what it is of."""
    match = phrases("vague_numbers").at(tokens, index)
    if match is None or match.last >= len(tokens) or tokens[match.last].low != "of":
        return None
    low, high = Decimal(match.entry.canonical), Decimal(match.entry["high"])
    unit = unit_after(tokens, match.last + 1)
    noun = None if unit is not None else counted_noun(tokens, match.last + 1, one=False)
    if unit is None and noun is None:
        return None
    named = unit if unit is not None else Counted(match.last + 1, noun[0], noun[1], noun[0]) if noun else None
    if isinstance(named, Unit):
        kind, name, dimension, factor = named.kind, named.canonical, named.dimension, named.factor
    else:
        kind, name, dimension, factor = "count", named.name if named else "", "count", Decimal(1)
    last = named.last if named is not None else match.last
    quantity = finish(
        tokens, index, last, index, match.last, kind, name, dimension, low * factor, Decimal(0), "vague number"
    )
    return replace(
        quantity, value=None, value_low=low * factor, value_high=high * factor, factor=factor,
        unit_first=match.last + 1, unit_last=last, refused="vague number",
    )  # fmt: skip
