"""`tieout triage`: list findings with their state, dismiss and reopen them, carry decisions over from another warehouse.

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
SELECT finding_id, state, verdict, severity, title, reason, first_seen_run, last_seen_run, decided_at FROM findings
WHERE $everything OR state IN ('open', 'reopened') ORDER BY state, verdict, severity, finding_id"""


@click.group()
def triage() -> None:
    """List findings, and decide which of them need no attention. Decisions are kept for good and survive every run."""


@triage.command("list")
@click.option("--all", "everything", is_flag=True, help="Dismissed and resolved ones too.")
@warehouse_option
@json_option
def list_(everything: bool, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Findings with their state, one line each."""
    with reading_published(warehouse_to_read(config, warehouse)) as session:
        frame = session.query(_LIST, {"everything": everything})
    if as_json:
        write_json(frame.to_dicts())
        return Exit.DONE
    shown = frame.select("finding_id", "state", "verdict", "severity", "title", "reason")
    write_lines(table(shown.columns, shown.iter_rows(), screen_of_stdout(), widest=70))
    say(f"{frame.height} finding{'' if frame.height == 1 else 's'}")
    return Exit.DONE


@triage.command()
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, help="Why it needs no attention.")
@click.option("--by", "decided_by", help="Who decides.")
@warehouse_option
@json_option
def dismiss(
    id_: str, reason: str, decided_by: str | None, warehouse: Path | None, config: Path | None, as_json: bool
) -> int:
    """Set a finding aside. It comes back by itself when another value or source joins it."""
    return _decide("dismiss", id_, reason, decided_by, warehouse_to_read(config, warehouse), as_json)


@triage.command()
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, help="Why it needs attention after all.")
@click.option("--by", "decided_by", help="Who decides.")
@warehouse_option
@json_option
def reopen(
    id_: str, reason: str, decided_by: str | None, warehouse: Path | None, config: Path | None, as_json: bool
) -> int:
    """Take back a dismissal."""
    return _decide("reopen", id_, reason, decided_by, warehouse_to_read(config, warehouse), as_json)


@triage.command("import")
@click.argument("other", type=click.Path(path_type=Path, dir_okay=False))
@warehouse_option
@json_option
def import_(other: Path, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Carry the decisions of OTHER, a published warehouse, over to this one."""
    from checks.triage import carry_over
    from orchestration.cli.query import private_store

    published = warehouse_to_read(config, warehouse)
    store = private_store(published)
    with reading_published(other) as session:
        decisions = session.query("FROM decisions")
    added = carry_over(store, decisions)
    _publish(store, published)
    if as_json:
        write_json({"found": decisions.height, "added": added})
    else:
        write_lines([f"{added} of {decisions.height} decisions of {shown_path(other)} were new and are taken over."])
    return Exit.DONE


def _decide(action: str, prefix: str, reason: str, decided_by: str | None, published: Path, as_json: bool) -> int:
    from checks.triage import TriageError, decide
    from orchestration.cli.query import private_store
    from orchestration.cli.why import find_id

    store = private_store(published)
    with reading_published(published) as session:
        _, finding_id = find_id(session, prefix, published)
    try:
        decision_id = decide(store, finding_id, action, reason, decided_by)
    except TriageError as error:
        raise UsageProblem(str(error)) from error
    _publish(store, published)
    if as_json:
        write_json({"finding_id": finding_id, "action": action, "decision_id": decision_id})
    else:
        write_lines([f"{finding_id}: {'dismissed' if action == 'dismiss' else 'reopened'}"])
    return Exit.DONE


def _publish(store: Store, published: Path) -> None:
    """Puts the decision where readers see it: the published copy, and the page beside it where there is one."""
    from assets.publish import publish, write_report

    publish(store, published)
    page = published.with_suffix(".html")
    if page.exists():
        write_report(store, page)
