"""`tieout triage`: list findings with their state, dismiss and reopen them, carry decisions to and from files and warehouses.

Belongs here: what these print. Does not: decisions themselves (`checks.triage`).
"""

from __future__ import annotations

from pathlib import Path

import click

from orchestration.cli.options import (
    Exit,
    UsageProblem,
    json_option,
    say,
    shown_path,
    warehouse_option,
    warehouse_to_read,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import screen_of_stdout, table
from warehouse.store import Store, reading_published

_LIST = """
SELECT finding_id, state, verdict, severity, title, reason, first_seen_run, last_seen_run, decided_at, rule, measure, subject
FROM findings
WHERE ($everything OR state IN ('open', 'reopened'))
    AND ($rule IS NULL OR rule = $rule) AND contains(lower(coalesce(subject, '')), lower($subject))
ORDER BY state, verdict, severity, finding_id"""

_DECISIONS = "SELECT * FROM decisions ORDER BY decided_at, decision_id"


@click.group()
def triage() -> None:
    """List findings, and decide which of them need no attention. Decisions are kept for good and survive every run."""


@triage.command("list")
@click.option("--all", "everything", is_flag=True, help="Dismissed and resolved ones too.")
@click.option("--rule", help="Only findings of this law.")
@click.option("--subject", default="", help="Only findings whose subject has this in its name.")
@warehouse_option
@json_option
def list_(
    everything: bool, rule: str | None, subject: str, warehouse: Path | None, config: Path | None, as_json: bool
) -> int:
    """Findings with their state, one line each."""
    _check_rule(rule)
    with reading_published(warehouse_to_read(config, warehouse)) as session:
        frame = session.query(_LIST, {"everything": everything, "rule": rule, "subject": subject})
    if as_json:
        write_json(frame.to_dicts())
        return Exit.DONE
    shown = frame.select("finding_id", "state", "verdict", "severity", "title", "reason")
    write_lines(table(shown.columns, shown.iter_rows(), screen_of_stdout(), widest=70))
    say(f"{frame.height} finding{'' if frame.height == 1 else 's'}")
    return Exit.DONE


@triage.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why it needs no attention.")
@click.option("--by", "decided_by", help="Who decides.")
@warehouse_option
@json_option
def dismiss(
    ids: tuple[str, ...],
    reason: str,
    decided_by: str | None,
    warehouse: Path | None,
    config: Path | None,
    as_json: bool,
) -> int:
    """Set findings aside, all of them or none. One comes back by itself when another value or source joins it."""
    return _decide("dismiss", ids, reason, decided_by, warehouse_to_read(config, warehouse), as_json)


@triage.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why it needs attention after all.")
@click.option("--by", "decided_by", help="Who decides.")
@warehouse_option
@json_option
def reopen(
    ids: tuple[str, ...],
    reason: str,
    decided_by: str | None,
    warehouse: Path | None,
    config: Path | None,
    as_json: bool,
) -> int:
    """Take back dismissals, all of them or none."""
    return _decide("reopen", ids, reason, decided_by, warehouse_to_read(config, warehouse), as_json)


@triage.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@warehouse_option
@json_option
def export_(file: Path, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Write every decision to FILE: JSON lines (.jsonl), or CSV (.csv) that a spreadsheet can open and runs no cell of."""
    from checks.decision_files import FORMATS, write_decisions

    if file.suffix.lower() not in FORMATS:
        raise UsageProblem(f"{file}: write decisions to a file that ends in {' or '.join(FORMATS)}")
    with reading_published(warehouse_to_read(config, warehouse)) as session:
        rows = session.query(_DECISIONS).to_dicts()
    try:
        file.write_text(write_decisions(rows, file.suffix.lower()), encoding="utf-8", newline="")
    except OSError as error:
        raise UsageProblem(f"{file}: cannot be written to: {error.strerror or error}") from error
    if as_json:
        write_json({"file": str(file), "decisions": len(rows)})
    else:
        write_lines([f"{shown_path(file)}: {len(rows)} decision{'' if len(rows) == 1 else 's'}"])
    return Exit.DONE


@triage.command("import")
@click.argument("other", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@warehouse_option
@json_option
def import_(other: Path, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Take over the decisions of FILE: JSON lines or CSV as `export` writes them, or another published warehouse.

    A decision on a finding that is not here is listed and left out. Importing twice changes nothing.
    """
    from checks.triage import take_over
    from orchestration.cli.query import private_store

    published = warehouse_to_read(config, warehouse)
    store = private_store(published)
    decisions = _decisions_of(other)
    taken = take_over(store, decisions)
    _publish(store, published)
    if as_json:
        not_here = [
            {name: row.get(name) for name in ("comparison_id", "action", "reason", "title")} for row in taken.not_here
        ]
        write_json({"found": len(decisions), "added": taken.added, "known": taken.known, "not_here": not_here})
        return Exit.DONE
    lines = [f"{taken.added} of {len(decisions)} decisions of {shown_path(other)} were new and are taken over."]
    if taken.not_here:
        lines += ["", "These are about findings that are not here, and were left out:"]
        rows = [(row["comparison_id"], row["action"], row["reason"], row.get("title")) for row in taken.not_here]
        lines += table(["finding_id", "action", "reason", "title"], rows, screen_of_stdout(), widest=50)
    write_lines(lines)
    return Exit.DONE


def _decisions_of(other: Path) -> list[dict[str, object]]:
    """Decisions of a file in one of the two formats, else of a published warehouse; one of an older Tieout knows less of each."""
    from checks.decision_files import FORMATS, DecisionFileError, read_decisions

    if other.suffix.lower() not in FORMATS:
        with reading_published(other) as session:
            return session.query(_DECISIONS).to_dicts()
    try:
        return read_decisions(other)
    except DecisionFileError as error:
        raise UsageProblem(str(error)) from error


def _check_rule(rule: str | None) -> None:
    if rule is None:
        return
    from checks.rules import RULES
    from orchestration.settings import did_you_mean

    names = [one.name for one in RULES]
    if rule not in names:
        raise UsageProblem(f"no law is called {rule!r}; {did_you_mean(rule, names)}")


def _decide(
    action: str, prefixes: tuple[str, ...], reason: str, decided_by: str | None, published: Path, as_json: bool
) -> int:
    from checks.triage import TriageError, decide
    from orchestration.cli.query import private_store
    from orchestration.cli.why import find_id

    store = private_store(published)
    with reading_published(published) as session:
        finding_ids = list(dict.fromkeys(find_id(session, prefix, published)[1] for prefix in prefixes))
    try:
        decision_ids = decide(store, finding_ids, action, reason, decided_by)
    except TriageError as error:
        raise UsageProblem(str(error)) from error
    _publish(store, published)
    if as_json:
        pairs = zip(finding_ids, decision_ids, strict=True)
        write_json([{"finding_id": found, "action": action, "decision_id": decided} for found, decided in pairs])
    else:
        write_lines(f"{found}: {'dismissed' if action == 'dismiss' else 'reopened'}" for found in finding_ids)
    return Exit.DONE


def _publish(store: Store, published: Path) -> None:
    """Puts the decision where readers see it: the published copy, and the page beside it where there is one."""
    from assets.publish import publish, write_report

    publish(store, published)
    page = published.with_suffix(".html")
    if page.exists():
        write_report(store, page)
