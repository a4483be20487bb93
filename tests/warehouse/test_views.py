"""The public views and macros: complete, described, in the order that was promised, and true about what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from warehouse.ddl import view_columns
from warehouse.dictionary import MACROS, VIEWS
from warehouse.schemas.base import FLAGGED_VERDICTS, VERDICTS
from warehouse.store import Store

PROMISED = {
    "articles": "article_id version_id source_path uri publisher title author published_on published_basis language media_type"
    " bytes ingested_run is_current duplicate_cluster",
    "figures": "figure_id article_id version_id source_path char_start char_end byte_start byte_end quote sentence kind value"
    " value_low value_high unit dimension unit_as_written modifier change low high hard_low hard_high measure subject"
    " counterparty place period_start period_end period_basis basis status attribution published_on comparable_key rule"
    " extractor_version",
    "comparisons": "comparison_id rule verdict hints measure subject period_start period_end formula explanation reconciles gap"
    " independent_sources facets",
    "findings": "finding_id rule verdict severity title state reason first_seen_run last_seen_run",
    "evidence": "comparison_id figure_id role side quote sentence publisher published_on source_path char_start char_end"
    " byte_start byte_end sha256",
}


@pytest.mark.parametrize("view", PROMISED)
def test_the_view_begins_with_the_columns_that_were_promised(store: Store, view: str) -> None:
    with store.reading() as session:
        columns = session.query(f"FROM {view}").columns
    promised = PROMISED[view].split()
    assert columns[: len(promised)] == promised


def test_every_view_column_has_a_description_which_duckdb_and_the_dictionary_repeat(store: Store) -> None:
    with store.reading() as session:
        columns = view_columns(session)
        comments = session.query_file("queries/view_columns")
        dictionary = session.query("SELECT object, column_name, description FROM data_dictionary WHERE kind = 'column'")
    described = {(row[0], row[1]): VIEWS[row[0]].column(row[1]) for row in columns}
    assert not [place for place, text in described.items() if not text]
    assert described == {(view, column): comment for view, column, _, comment in comments.iter_rows()}
    assert described == {(view, column): text for view, column, text in dictionary.iter_rows()}


def test_every_view_and_macro_has_a_description_in_duckdb_and_in_the_dictionary(store: Store) -> None:
    with store.reading() as session:
        views = dict(session.query("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").iter_rows())
        macros = dict(
            session.query("SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal").iter_rows()
        )
        rows = session.query("SELECT object, description FROM data_dictionary WHERE kind <> 'column'")
    said = {name: doc.description for name, doc in (*VIEWS.items(), *MACROS.items())}
    assert views == {name: doc.description for name, doc in VIEWS.items()}
    assert macros == {name: doc.description for name, doc in MACROS.items()}
    assert dict(rows.iter_rows()) == said


def test_no_description_is_written_for_a_column_that_a_view_does_not_have(store: Store) -> None:
    with store.reading() as session:
        columns = {(view, column) for view, column, _ in view_columns(session)}
    assert not [(view, column) for view, doc in VIEWS.items() for column in doc.own if (view, column) not in columns]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_exactly_the_flagged_verdicts_are_findings(
    store: Store, comparison_row: Callable[..., dict[str, object]], add: Callable[..., int], verdict: str
) -> None:
    with store.writing() as session:
        add(session, "comparisons", [comparison_row(verdict=verdict)])
        found = session.query("FROM findings").height
    assert found == (1 if verdict in FLAGGED_VERDICTS else 0)


def test_a_finding_is_open_dismissed_reopened_or_resolved_by_its_latest_decision_and_the_last_run(
    disputed_store: Store, add: Callable[..., int]
) -> None:
    states: list[object] = []
    with disputed_store.writing() as session:
        states.append(session.query("SELECT state FROM findings").item())
        for number, action in enumerate(["dismiss", "reopen", "dismiss"]):
            decision = {
                "decision_id": f"d{number}",
                "comparison_id": "cmp_1",
                "action": action,
                "reason": f"reason {number}",
                "decided_at": datetime(2025, 1, 1 + number),
            }
            add(session, "decisions", [decision])
            states += session.query("SELECT state, reason FROM findings").row(0)
        session.execute("UPDATE store.finding_log SET stands = false")
        states.append(session.query("SELECT state FROM findings").item())
    assert states == ["open", "dismissed", "reason 0", "reopened", "reason 1", "dismissed", "reason 2", "resolved"]


def test_a_finding_whose_comparison_is_gone_stays_as_resolved_with_its_title(disputed_store: Store) -> None:
    with disputed_store.writing() as session:
        session.delete("comparisons", {"comparison_id": "cmp_1"})
        row = session.query("SELECT finding_id, state, title, verdict FROM findings").row(0)
    assert row == ("cmp_1", "resolved", "Trade", None)


def test_evidence_leads_to_the_quote_its_sentence_and_its_bytes(disputed_store: Store) -> None:
    with disputed_store.reading() as session:
        rows = session.query("SELECT * FROM evidence ORDER BY side").to_dicts()
        raw = dict(session.query("SELECT version_id, raw FROM store.article_versions").iter_rows())
    assert [row["publisher"] for row in rows] == ["Caspian Post", "Baku Times"]
    for row in rows:
        assert raw[row["sha256"]][row["byte_start"] : row["byte_end"]].decode() == row["quote"]
        assert row["quote"] in row["sentence"]


def test_figures_are_those_of_current_versions_and_history_has_all(disputed_store: Store) -> None:
    with disputed_store.writing() as session:
        session.execute("UPDATE store.article_versions SET is_current = false WHERE publisher = 'Baku Times'")
        now = session.query("SELECT quote FROM figures")["quote"].to_list()
        history = dict(session.query("SELECT quote, is_current FROM figure_history").iter_rows())
    assert now == ["$3.7bn"]
    assert history == {"$3.7bn": True, "$2.1bn": False}


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        ("NULL, NULL", 2),
        ("'', ''", 2),
        ("'trade', NULL", 2),
        ("NULL, 'China'", 2),
        ("'gas', NULL", 0),
        ("subject := 'peru'", 0),
        ("", 2),
    ],
)
def test_disputed_shows_each_camp_and_matches_any_part_of_a_name(
    disputed_store: Store, arguments: str, rows: int
) -> None:
    with disputed_store.reading() as session:
        found = session.query(f"FROM disputed({arguments})")
    assert found.height == rows
    assert found["said_by"].to_list() == ["Caspian Post", "Baku Times"][:rows]


def test_disputed_leaves_out_what_was_dismissed(disputed_store: Store, add: Callable[..., int]) -> None:
    decision = {
        "decision_id": "d1",
        "comparison_id": "cmp_1",
        "action": "dismiss",
        "reason": "two phases",
        "decided_at": datetime(2025, 1, 1),
    }
    with disputed_store.writing() as session:
        add(session, "decisions", [decision])
        assert session.query("FROM disputed()").height == 0


def test_why_gives_the_formula_and_every_figure_with_its_place(disputed_store: Store) -> None:
    with disputed_store.reading() as session:
        rows = session.query("FROM why('cmp_1')").to_dicts()
        nothing = session.query("FROM why('cmp_x')")
    assert [row["quote"] for row in rows] == ["$3.7bn", "$2.1bn"]
    assert all("∩" in row["formula"] for row in rows)
    assert nothing.height == 0


def test_cite_is_one_line_with_quote_publisher_date_file_characters_and_hash(disputed_store: Store) -> None:
    with disputed_store.reading() as session:
        figure, version = session.query("SELECT figure_id, version_id FROM figures WHERE quote = '$3.7bn'").row(0)
        line = session.query("SELECT cite(?)", [figure]).item()
        nothing = session.query("SELECT cite('fig_0')").item()
        all_lines = session.query("SELECT cite(figure_id) AS line FROM figures")["line"]
    assert line == f'"$3.7bn" — Caspian Post, 2025-01-20, /news/a.txt chars 14-20 sha256 {version}'
    assert nothing is None
    assert line in all_lines.to_list()


def test_sources_count_articles_and_figures_by_publisher_and_folder(disputed_store: Store) -> None:
    with disputed_store.reading() as session:
        rows = session.query("SELECT publisher, folder, articles, figures FROM sources ORDER BY publisher").rows()
    assert rows == [("Baku Times", "/news", 1, 1), ("Caspian Post", "/news", 1, 1)]
