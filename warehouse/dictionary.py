"""What every public view, column and macro means: taken from the pandera models, and written here only where a view adds a column.

Belongs here: the one place of view descriptions, in the order in which the views are created. Does not: SQL, or base columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from warehouse.contracts import table_model


@dataclass(frozen=True, slots=True)
class ViewDoc:
    """A public view: what a row is, the base tables whose column descriptions hold for it, and its own columns."""

    description: str
    tables: tuple[str, ...] = ()
    own: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str | None:
        """Description of a column: the view's own, else that of the first base table that has it, else None."""
        if name in self.own:
            return self.own[name]
        found = (table_model(table).columns().get(name) for table in self.tables)
        return next((entry[1] for entry in found if entry), None)


@dataclass(frozen=True, slots=True)
class MacroDoc:
    """A public macro: how it is called, and whether it is used in FROM (a table macro) or in SELECT."""

    call: str
    description: str
    is_table: bool


_SHA256 = "sha256 of the source file's bytes; the same as version_id where the file is one article."
_PUBLISHED = "Day the article was published."

# in the order in which they are made: figures is made of figure_history
VIEWS: dict[str, ViewDoc] = {
    "articles": ViewDoc(
        "One row a version of an article; what the source file says now has is_current.", ("article_versions",)
    ),
    "figure_history": ViewDoc(
        "One row a figure of any version, superseded ones included.", ("figures", "article_versions")
    ),
    "figures": ViewDoc(
        "One row a figure of a current article version; figures of site furniture stand in figure_history alone.",
        ("figures", "article_versions"),
    ),
    "figure_revisions": ViewDoc(
        "One row a figure that a new version of its article changed, took out or brought: corrections, with both numbers.",
        ("figures", "article_versions"),
        {
            "revision": "changed: the same figure with another number; went: not found again in the new version; came: new in it.",
            "quote_before": "How the version before said it; null for one that came.",
            "quote": "How the new version says it; null for one that went.",
            "value_before": "The number in the version before, canonical unit.",
            "unit_before": "Its unit in the version before.",
            "sentence": "The sentence around it, in the new version where it is there.",
            "read_at": "When the run began that first read the new version, UTC.",
            "version_before": "Version of the article that was current before.",
            "version_id": "Version of the article that took its place.",
            "figure_id_before": "The figure in the version before; null for one that came.",
            "figure_id": "The figure in the new version; null for one that went.",
            "source_path": "File of the article.",
        },
    ),
    "comparisons": ViewDoc("One row a test of a law, as of the last comparing run.", ("comparisons",)),
    "coverage": ViewDoc(
        "One row a law and outcome: how many figures it compared, and how many it could not, by what they lack.",
        ("coverage",),
    ),
    "findings": ViewDoc(
        "One row a comparison that a person should look at, with its state of triage.",
        ("comparisons", "finding_log"),
        {
            "finding_id": "Id of the finding: the comparison_id.",
            "rule": "Name of the law that was tested; null once a resolved finding's comparison is gone.",
            "state": "open, dismissed, resolved (the last comparing run no longer found it) or reopened (by a person, or because a"
            " value or a source joined what was dismissed).",
            "reason": "Why it was dismissed or reopened last, in the person's own words; of one that follows an earlier finding,"
            " that decision with what joined since.",
            "decided_at": "When it, or the earlier finding that it follows, was last decided on, UTC; null where nobody has.",
            "earlier_id": "Dismissed finding about the same that it grew from, or was left of; null where it has its own decision.",
        },
    ),
    "evidence": ViewDoc(
        "One row a figure in its role in one comparison, with the way back to the bytes of its source file.",
        ("evidence", "figures", "article_versions"),
        {"sha256": _SHA256, "title": "Headline of the article.", "article_id": "Article that says it."},
    ),
    "sources": ViewDoc(
        "One row a publisher and folder: what was read from there.",
        ("article_versions",),
        {
            "folder": "Folder of the source files, forward slashes.",
            "articles": "Current articles from there.",
            "figures": "Figures of those articles.",
            "first_published_on": "Earliest known day of publication.",
            "last_published_on": "Latest known day of publication.",
        },
    ),
    "quarantine": ViewDoc("One row a source file that could not be read, as last seen.", ("quarantine",)),
    "runs": ViewDoc("One row a run of the job, with counts that add up.", ("runs",)),
    "decisions": ViewDoc("One row an act of triage; append-only.", ("decisions",)),
    "data_dictionary": ViewDoc(
        "One row a view, macro or column of this warehouse, with its meaning.",
        (),
        {
            "object": "Name of the view or macro.",
            "kind": "view, column or macro.",
            "column_name": "Name of the column; null in the row about the object itself.",
            "type": "DuckDB type of the column, or how the macro is called.",
            "description": "What it means.",
        },
    ),
}

MACROS: dict[str, MacroDoc] = {
    "disputed": MacroDoc(
        "FROM disputed(measure, subject)",
        "One row a finding and camp: who says what, with quotes. Both arguments match any part, NULL or '' matches all.",
        is_table=True,
    ),
    "why": MacroDoc(
        "FROM why(finding_id)",
        "One row a figure that a finding rests on, with the law as numbers, the quote, and its place in the source file.",
        is_table=True,
    ),
    "cite": MacroDoc(
        "SELECT cite(figure_id)",
        "A figure's citation in one line: quote, publisher, date, file, characters, sha256.",
        is_table=False,
    ),
}
