"""What stands behind a paragraph changes nothing of what its figures say.

Whose a figure is, and which months a fiscal year has, is learned from the whole document: a name that is told in full
further down, crores and rupees. Everything else is said by the text up to the figure, and stays.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.extraction import ExtractedFigure, extract_figures
from tests.property.hostile import hostile_texts
from tests.property.no_figures import KINDS
from tests.property.planted import FILLERS, planted_figures
from tests.unit.extraction.paragraphs import document_of

PUBLISHED = date(2025, 6, 12)
WHOSE = frozenset(("subject", "counterparty", "place"))
WHEN = frozenset(("period_start", "period_end", "period_basis"))
LEARNED = WHOSE | WHEN | {"assumed", "comparable_key", "steps"}
NEWS = (
    "Trade between Norway and Spain rose 12.5% to $3.4bn in 2024, the ministry said.",
    "The yard sold 96,4 tonnes of rope and laid out 1.150 moorings.",
    "The silo held 1.345 tonnes of barley.",
    "Corda Shipping's profit nearly doubled to Rs 12 crore in the first quarter of FY25.",
    "It was up from 9, Marta Lind of Corda Shipping said.",
    "Norway is the second-largest supplier of Spain.",
    "The second farm, of 300 MW, will open in 2027 at Ostby on the Brenna coast.",
    "Exports fell by a third from a year earlier, to 1,150 containers.",
)
QUIET = (
    "It rained on the mill and on the road.",
    "The clerk went home by the river.",
    "There were gulls on the quay while the lamps were lit.",
)
paragraphs = (
    st.sampled_from((*NEWS, *NEWS, *FILLERS)) | planted_figures().map(lambda p: p.text) | st.one_of(*KINDS.values())
)
steady = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@given(st.lists(paragraphs, min_size=1, max_size=4), st.lists(paragraphs | hostile_texts, min_size=1, max_size=3))
@steady
def test_a_paragraph_behind_changes_nothing_of_what_figures_before_it_say(before: list[str], behind: list[str]) -> None:
    alone, after = _before_and_after(before, behind)
    assert [_said(f, LEARNED) for f in after[: len(alone)]] == [_said(f, LEARNED) for f in alone]


@given(st.lists(paragraphs, min_size=1, max_size=4), st.lists(st.sampled_from(QUIET), min_size=1, max_size=3))
@steady
def test_a_paragraph_without_names_and_numbers_changes_nothing_at_all(before: list[str], behind: list[str]) -> None:
    alone, after = _before_and_after(before, behind)
    assert after == alone


def _before_and_after(before: list[str], behind: list[str]) -> tuple[list[ExtractedFigure], list[ExtractedFigure]]:
    """The figures of a text alone, and those of the same text with paragraphs behind it; the new ones stand in these."""
    text = "\n".join(before)
    alone = extract_figures(document_of(text, PUBLISHED))
    after = extract_figures(document_of("\n".join((text, *behind)), PUBLISHED))
    assert all(f.char_start > len(text) for f in after[len(alone) :])
    return alone, after


def _said(figure: ExtractedFigure, but: frozenset[str]) -> dict[str, object]:
    return {f.name: getattr(figure, f.name) for f in fields(figure) if f.name not in but}
