"""What the page of findings shows, read from the store: findings in the order in which a person should look at them.

Belongs here: queries and the shapes that the template is given. Does not: HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from warehouse.schemas.base import STATES
from warehouse.store import Store

MOST_FINDINGS = 500
"""A page with more cannot be read by a person; the rest is in the warehouse."""


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote in its sentence, `before` + `quote` + `after`, with its source and its place."""

    role: str
    before: str
    quote: str
    after: str
    publisher: str | None
    article_title: str | None
    published_on: str | None
    source_path: str
    char_span: tuple[int, int]
    byte_span: tuple[int, int]
    sha256: str
    figure_id: str


@dataclass(frozen=True, slots=True)
class Camp:
    """One side of a disagreement."""

    side: int
    quotes: tuple[ShownQuote, ...]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding with its reasons and its camps; a resolved one may have lost all but its title."""

    finding_id: str
    title: str
    verdict: str | None
    severity: str | None
    state: str
    reason: str | None
    rule: str | None
    hints: str | None
    formula: str | None
    explanation: str | None
    reconciles: str | None
    independent_sources: int | None
    facets: str | None
    camps: tuple[Camp, ...]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything on the page; `by_state` counts all findings, `findings` are at most MOST_FINDINGS of them.

    `left_out_of_comparison` says in words what figures lack, and how many do.
    """

    findings: tuple[ShownFinding, ...]
    articles: int
    figures: int
    comparisons: int
    by_state: dict[str, int]
    left_out_of_comparison: tuple[tuple[str, int], ...]

    @property
    def left_out(self) -> int:
        """How many findings there are that the page does not show."""
        return sum(self.by_state.values()) - len(self.findings)

    @property
    def not_compared(self) -> int:
        """How many figures lack what comparing needs."""
        return sum(figures for _, figures in self.left_out_of_comparison)

    @property
    def waiting(self) -> int:
        """How many findings wait for a person."""
        return self.by_state["open"] + self.by_state["reopened"]

    def in_state(self, *states: str) -> tuple[ShownFinding, ...]:
        """The shown findings in any of the states."""
        return tuple(finding for finding in self.findings if finding.state in states)


def read_findings(store: Store, most: int = MOST_FINDINGS) -> ReportContent:
    """The content of the page as the store stands."""
    with store.reading() as session:
        found = session.query_file("queries/report_findings", {"most": most})
        ids = found["finding_id"].to_list()
        evidence = session.query_file("queries/report_evidence", {"finding_ids": ids})
        lacking = session.query_file("queries/figures_left_out").rows()
        counts = {name: int(n) for name, n in session.query_file("queries/report_counts").row(0, named=True).items()}
    rows = groupby(evidence.iter_rows(named=True), key=lambda row: row["comparison_id"])
    camps = {finding_id: _camps(list(group)) for finding_id, group in rows}
    findings = tuple(_finding(row, camps.get(row["finding_id"], ())) for row in found.iter_rows(named=True))
    by_state = {state: counts[state] for state in STATES}
    return ReportContent(
        findings, counts["articles"], counts["figures"], counts["comparisons"], by_state, tuple(lacking)
    )


def _finding(row: dict[str, object], camps: tuple[Camp, ...]) -> ShownFinding:
    own = {name: row[name] for name in ShownFinding.__dataclass_fields__ if name in row}
    return ShownFinding(**own, camps=camps)  # pyright: ignore[reportArgumentType] - the columns of queries/report_findings


def _camps(rows: list[dict[str, object]]) -> tuple[Camp, ...]:
    by_side = groupby(rows, key=lambda row: row["side"])
    return tuple(Camp(int(str(side)), tuple(_quote(row) for row in group)) for side, group in by_side)


def _quote(row: dict[str, object]) -> ShownQuote:
    """The sentence is cut at the quote's own offsets; one that does not hold them is left out rather than guessed at."""
    number = {
        name: int(str(row[name])) for name in ("char_start", "char_end", "byte_start", "byte_end", "sentence_start")
    }
    sentence, quote = str(row["sentence"]), str(row["quote"])
    start = number["char_start"] - number["sentence_start"]
    end = number["char_end"] - number["sentence_start"]
    holds = start >= 0 and sentence[start:end] == quote
    return ShownQuote(
        role=str(row["role"]),
        before=sentence[:start] if holds else "",
        quote=quote,
        after=sentence[end:] if holds else "",
        publisher=_text(row["publisher"]),
        article_title=_text(row["title"]),
        published_on=_text(row["published_on"]),
        source_path=str(row["source_path"]),
        char_span=(number["char_start"], number["char_end"]),
        byte_span=(number["byte_start"], number["byte_end"]),
        sha256=str(row["sha256"]),
        figure_id=str(row["figure_id"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
