"""`tieout demo` and `tieout run`: the whole job through Dagster in this process, then its findings in plain words.

Belongs here: what these two print. Does not: the job (`orchestration.job`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from orchestration.cli.findings import at_or_above, coverage_line, finding_lines, read_findings, summary_of
from orchestration.cli.options import (
    Exit,
    json_option,
    say,
    settings_for,
    shown_path,
    warehouse_option,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import Screen, paragraph, screen_of_stdout
from orchestration.settings import PROJECT_ROOT, Settings
from warehouse.safe_text import visible
from warehouse.store import Store

_COVERAGE = "FROM coverage ORDER BY rule, outcome"
FAIL_ON = ("conflict", "possible_conflict", "never")
_RUN = "SELECT * FROM runs WHERE run_id = $run_id"
_REFUSED = "SELECT source_path, reason, detail FROM quarantine WHERE last_seen_run = $run_id ORDER BY source_path"


@click.command()
@warehouse_option
@json_option
def demo(warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Read the bundled articles into out/demo.duckdb and show what does not hold."""
    published = warehouse or Path.cwd() / "out" / "demo.duckdb"
    settings = settings_for(config, published, [PROJECT_ROOT / "examples" / "articles"])
    findings = _run_and_show(settings, as_json=as_json)
    if not as_json:
        write_lines(_what_next(settings, findings))
    return Exit.DONE


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@warehouse_option
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="never", show_default=True, help="Exit 1 for such findings."
)
@json_option
def run(paths: tuple[Path, ...], warehouse: Path | None, config: Path | None, fail_on: str, as_json: bool) -> int:
    """Read PATHS (default: the sources of the settings), compare every figure, publish the warehouse."""
    findings = _run_and_show(settings_for(config, warehouse, paths), as_json=as_json)
    return Exit.FINDINGS if at_or_above(findings, fail_on) else Exit.DONE


def _run_and_show(settings: Settings, *, as_json: bool) -> list[dict[str, Any]]:
    """Runs the job and prints what came of it; returns the open findings."""
    say(f"reading {_places(settings)}")
    # Dagster takes seconds to import, so only these two commands do
    from orchestration.job import run_everything

    run_id = run_everything(settings, say)
    # a published copy that would say the same is left alone, so this run's own counts are in the private store
    with Store.beside(settings.published).reading() as session:
        found = read_findings(session)
        counts = session.query(_RUN, {"run_id": run_id}).to_dicts()[0]
        refused = session.query(_REFUSED, {"run_id": run_id}).to_dicts()
        covered = session.query(_COVERAGE).to_dicts()
        left_out = coverage_line(session)
    report = settings.published.with_suffix(".html")
    if as_json:
        write_json(
            {
                "run": counts,
                "quarantine": refused,
                "findings": found,
                "coverage": covered,
                "warehouse": str(settings.published),
            }
        )
        return found
    screen = screen_of_stdout()
    lines = [""]
    for number, finding in enumerate(found, start=1):
        lines += finding_lines(finding, screen, number)
    lines += run_lines(counts, refused, screen)
    lines += paragraph(left_out, screen) if left_out else []
    lines += [screen.bold(f"{summary_of(found)[0].upper()}{summary_of(found)[1:]}."), ""]
    lines += [f"Warehouse: {shown_path(settings.published)}"]
    if report.exists():
        lines += [f"Report:    {shown_path(report)}"]
    write_lines(lines)
    return found


def _places(settings: Settings) -> str:
    named = [table.name for table in settings.named_sources]
    return ", ".join([*named, *(shown_path(path) for path in settings.source_paths)]) or "no source"


def run_lines(counts: dict[str, Any], refused: list[dict[str, Any]], screen: Screen) -> list[str]:
    """What a run read, in one line whose numbers add up, and each file that could not be read with its reason."""
    files, unchanged = int(counts["files"]), int(counts["unchanged"])
    if unchanged and unchanged + int(counts["quarantined"]) == files:
        read = f"{unchanged} unchanged, nothing new to read"
    else:
        read = f"{counts['with_figures']} with figures, {counts['without_figures']} without, {unchanged} unchanged"
    files_word = "file" if files == 1 else "files"
    lines = [f"{files} {files_word}: {read}, {counts['quarantined']} could not be read."]
    lines += [f"  {visible(shown_path(row['source_path']))}: {visible(row['detail'])}" for row in refused]
    lines += [f"{counts['figures']} new figures, {counts['comparisons']} comparisons stand."]
    return lines


def _what_next(settings: Settings, findings: list[dict[str, Any]]) -> list[str]:
    # uv tells the programs that it runs where it is; its user has no `tieout` on the path
    prefix = "uv run " if os.environ.get("UV") else ""
    option = f" --warehouse {shown_path(settings.published)}"
    first = str(findings[0]["finding_id"]) if findings else "ID"
    return [
        "",
        "Try next:",
        f"  {prefix}tieout why {first}{option}",
        "      the numbers, the sentences and the bytes that a finding rests on",
        f'  {prefix}tieout sql "from disputed(NULL, NULL)"{option}',
        "      the same in SQL; `from data_dictionary` says what there is to ask",
        f"  {prefix}tieout run PATH… --warehouse out/mine.duckdb",
        "      your own folders: text, pages, PDF, .docx, mail, Markdown and JSON lines",
        f"  {prefix}dagster dev",
        "      from the project's folder: lineage, checks and schedule in the browser, at http://localhost:3000",
    ]
