"""`tieout findings`, `why` and `verify`: what is flagged, what it rests on, and whether the sources still say it.

Belongs here: the way back from a row to the bytes. Does not: triage, nor SQL of the user's own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from checks.coverage import ALONE, COMPARED, LACKING, outcome_of_figure
from orchestration.cli.findings import (
    ALL_STATES,
    OPEN_STATES,
    byline,
    camps_line,
    evidence_lines,
    finding_lines,
    read_findings,
    side_letter,
    summary_of,
    with_evidence,
)
from orchestration.cli.options import (
    Exit,
    UsageProblem,
    json_option,
    say,
    settings_for,
    shown_path,
    warehouse_option,
    warehouse_to_read,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import Screen, paragraph, screen_of_stdout, underlined_sentence
from warehouse.safe_text import visible
from warehouse.store import Session, reading_published

_COMPARISON_IDS = "SELECT comparison_id AS id FROM comparisons WHERE starts_with(comparison_id, $prefix)"
_FINDING_IDS = "SELECT finding_id AS id FROM findings WHERE starts_with(finding_id, $prefix)"
_FIGURE_IDS = "SELECT figure_id AS id FROM figure_history WHERE starts_with(figure_id, $prefix)"
_RESTS_ON_IT = """
SELECT tested.comparison_id, shown.role, shown.side, tested.rule, tested.verdict, tested.title
FROM evidence AS shown JOIN comparisons AS tested USING (comparison_id)
WHERE shown.figure_id = $id ORDER BY tested.verdict, tested.comparison_id"""


@click.command()
@click.option("--all", "everything", is_flag=True, help="Dismissed and resolved ones too.")
@warehouse_option
@json_option
def findings(everything: bool, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """List the findings of a warehouse, the gravest first."""
    with reading_published(warehouse_to_read(config, warehouse)) as session:
        found = read_findings(session, ALL_STATES if everything else OPEN_STATES)
    if as_json:
        write_json(found)
        return Exit.DONE
    screen = screen_of_stdout()
    lines = [line for number, row in enumerate(found, start=1) for line in finding_lines(row, screen, number)]
    write_lines([*lines, summary_of([row for row in found if row["state"] in OPEN_STATES]) + "."])
    return Exit.DONE


@click.command()
@click.argument("id_", metavar="ID")
@warehouse_option
@json_option
def why(id_: str, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Show what a finding, a comparison or a figure rests on, down to the bytes. The start of an ID is enough."""
    published = warehouse_to_read(config, warehouse)
    with reading_published(published) as session:
        kind, found = find_id(session, id_, published)
        row = _figure_chain(session, found) if kind == "figure" else _comparison_chain(session, found)
    if as_json:
        write_json(row)
        return Exit.DONE
    screen = screen_of_stdout()
    write_lines(_figure_lines(row, screen) if kind == "figure" else _comparison_lines(row, screen))
    return Exit.DONE


def find_id(session: Session, prefix: str, published: Path) -> tuple[str, str]:
    """('comparison' or 'figure', the whole id) of what starts with `prefix`. Raises UsageProblem for none or several."""
    hits: dict[str, str] = {}
    for kind, query in (("comparison", _COMPARISON_IDS), ("comparison", _FINDING_IDS), ("figure", _FIGURE_IDS)):
        hits |= {str(found): kind for found in session.query(query, {"prefix": prefix})["id"].to_list()}
    if prefix in hits:
        return hits[prefix], prefix
    if not hits:
        raise UsageProblem(
            f"nothing in {shown_path(published)} has an id that starts with {prefix!r}; `tieout findings` lists what there is"
        )
    if len(hits) > 1:
        some = ", ".join(sorted(hits)[:5])
        raise UsageProblem(
            f"{prefix!r} is the start of {len(hits)} ids: {some}{' …' if len(hits) > 5 else ''}; write more of it"
        )
    return next((kind, found) for found, kind in hits.items())


def _comparison_chain(session: Session, comparison_id: str) -> dict[str, Any]:
    """The comparison with its evidence, its triage where it is a finding, and the runs that read the articles."""
    finding = session.query("SELECT * FROM findings WHERE finding_id = $id", {"id": comparison_id}).to_dicts()
    compared = session.query("SELECT * FROM comparisons WHERE comparison_id = $id", {"id": comparison_id}).to_dicts()
    row = {**(finding[0] if finding else {}), **(compared[0] if compared else {}), "comparison_id": comparison_id}
    chain = with_evidence(session, [row], key="comparison_id")[0]
    runs = (
        "SELECT version_id, ingested_run, encoding FROM articles WHERE article_id = $article AND version_id = $version"
    )
    for line in chain["evidence"]:
        read = session.query(runs, {"article": line["article_id"], "version": line["sha256"]}).to_dicts()
        line["ingested_run"] = read[0]["ingested_run"] if read else None
        line["encoding"] = read[0]["encoding"] if read else None
    return chain


def _figure_chain(session: Session, figure_id: str) -> dict[str, Any]:
    figure = session.query("SELECT * FROM figure_history WHERE figure_id = $id", {"id": figure_id}).to_dicts()[0]
    outcome = outcome_of_figure(session, figure_id)
    return {**figure, "comparisons": session.query(_RESTS_ON_IT, {"id": figure_id}).to_dicts(), "coverage": outcome}


def _comparison_lines(row: dict[str, Any], screen: Screen) -> list[str]:
    lines = [screen.bold(visible(f"{row['verdict'] or 'resolved'}: {row['title']}"))]
    lines += _labelled({"id": row["comparison_id"], "law": row.get("rule"), "formula": row.get("formula")}, screen)
    lines += _labelled({"because": row.get("explanation"), "agree if": row.get("reconciles")}, screen)
    lines += _labelled({"sides": camps_line(row["evidence"]), "sources": _sources(row)}, screen)
    lines += _labelled({"facets": row.get("facets"), "hints": row.get("hints"), "state": _state(row)}, screen)
    lines.append("")
    for line in row["evidence"]:
        lines += evidence_lines([line], screen)
        place = {
            "file": line["source_path"],
            "chars": f"{line['char_start']}–{line['char_end']}   bytes {line['byte_start']}–{line['byte_end']}",
            "sha256": line["sha256"],
            "read by": f"run {line['ingested_run']}" if line["ingested_run"] else None,
            "figure": line["figure_id"],
        }
        lines += [*_labelled(place, screen, "      "), ""]
    return lines


def _sources(row: dict[str, Any]) -> str | None:
    """How grave it is, and how many stand behind it."""
    if not row.get("independent_sources"):
        return None
    return f"{row['independent_sources']} independent; severity {row['severity']}"


def _state(row: dict[str, Any]) -> str | None:
    if not row.get("state"):
        return None
    reason = f": {row['reason']}" if row.get("reason") else ""
    return f"{row['state']}{reason} (first seen by run {row['first_seen_run']}, last by {row['last_seen_run']})"


def _figure_lines(row: dict[str, Any], screen: Screen) -> list[str]:
    start, end = row["char_start"] - row["sentence_start"], row["char_end"] - row["sentence_start"]
    lines = [screen.bold(visible(f"figure: {row['quote']}")), f"   {visible(byline(row))}"]
    lines += [*underlined_sentence(str(row["sentence"]), [(start, end)], screen, "   "), ""]
    value = row["value"] if row["value"] is not None else f"{row['value_low']} to {row['value_high']}"
    says = {
        "id": row["figure_id"],
        "value": f"{value} {row['unit']}" + (f", {row['modifier']}" if row["modifier"] else ""),
        "means": f"{_bound(row['low'])} to {_bound(row['high'])} (never outside {_bound(row['hard_low'])} to {_bound(row['hard_high'])})",
        "measure": row["measure"],
        "subject": row["subject"],
        "period": f"{row['period_start'] or '…'} to {row['period_end'] or '…'} ({row['period_basis']})",
        "status": row["status"],
        "said by": row["attribution"],
        "compared": None if row["coverage"] == COMPARED else f"no: {_not_compared(row['coverage'])}",
        "found by": f"{row['rule']}, extractor {row['extractor_version']}",
        "file": row["source_path"],
        "chars": f"{row['char_start']}–{row['char_end']}   bytes {row['byte_start']}–{row['byte_end']}",
        "sha256": row["version_id"],
    }
    lines += _labelled(says, screen)
    lines += ["", "   how it was read", *_steps(str(row["steps"]), screen)]
    for line in row["comparisons"]:
        role = f"{side_letter(int(line['side']))}, {line['role']}"
        lines += paragraph(f"in {line['comparison_id']} ({role}): {line['verdict']}: {line['title']}", screen, "   ")
    return lines


def _not_compared(outcome: str | None) -> str:
    """Why a figure is in no comparison, as words about one figure."""
    others = {
        None: "it is of an older version of its article, or stands in site furniture",
        ALONE: "nothing else that was read says the same thing",
        "second_reading": "it is a second reading in another unit; the first one is compared",
    }
    return others[outcome] if outcome in others else f"it is {LACKING[str(outcome)]}"


def _steps(steps: str, screen: Screen) -> list[str]:
    """One line a step: what it is, the characters, what they mean, and the lexicon or rule that says so."""
    lines: list[str] = []
    for step in json.loads(steps):
        said = f"“{step['said']}” → " if step["said"] else ""
        lines += _labelled({step["step"]: f"{said}{step['means']}   ({step['source']})"}, screen, "      ")
    return lines


def _bound(value: float | None) -> str:
    return "no end" if value is None else f"{value:,.10g}"


def _labelled(pairs: dict[str, object], screen: Screen, indent: str = "   ") -> list[str]:
    """One 'name  value' a line for those that have a value, the value wrapped below itself."""
    lines: list[str] = []
    for name, value in pairs.items():
        if value is None or value == "":
            continue
        wrapped = paragraph(str(value), screen, indent + " " * 10)
        first = f"{indent}{name:<9} " + wrapped[0].strip() if wrapped else indent + name
        lines += [first, *wrapped[1:]]
    return lines


@click.command()
@warehouse_option
@json_option
def verify(warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Read every quote again from its source file; exit 2 if one is lost."""
    published = warehouse_to_read(config, warehouse)
    from orchestration.cli.verified import verification

    say(f"reading the sources of {shown_path(published)} again")
    outcome, lines, sound = verification(published, settings_for(config).limits)
    if as_json:
        write_json(outcome)
    else:
        write_lines(lines)
    return Exit.DONE if sound else Exit.INCOMPLETE
