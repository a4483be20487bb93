"""`tieout fetch`: brings the mirrors of feeds, addresses and sitemaps up to date, without reading what the pages say.

Belongs here: what it prints. Does not: fetching (`assets.sources.fetch`).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orchestration.cli.options import (
    Exit,
    UsageProblem,
    json_option,
    say,
    settings_for,
    shown_path,
    warehouse_option,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import screen_of_stdout, table
from warehouse.safe_text import visible
from warehouse.spelling import did_you_mean

if TYPE_CHECKING:
    from assets.sources import WebSource
    from assets.sources.fetch import FetchReport, ItemOutcome

_COUNTED = ("name", "offered", "listed", "fetched", "unchanged", "gone", "refused")
_COUNTED_DRY = ("name", "offered", "listed", "would", "unchanged", "refused")
_SAID = {"would_fetch": "to fetch", "would_ask": "to ask again"}


@click.command("fetch")
@click.argument("names", nargs=-1)
@click.option("--dry-run", is_flag=True, help="List what would be fetched; ask for no page and write nothing.")
@warehouse_option
@json_option
def fetch_command(
    names: tuple[str, ...], dry_run: bool, warehouse: Path | None, config: Path | None, as_json: bool
) -> int:
    """Fetch pages of the sources NAMES (default: all feeds, addresses and sitemaps of the settings) into files.

    Only what is new or changed is written, beside the warehouse. `tieout run` does this first. Exit 2 when an address was refused.
    """
    # httpx and the parsers of feeds take a while to import
    from assets.sources.fetch import fetch
    from assets.sources.mirror import mirror_root
    from orchestration.source_places import named_sources

    settings = settings_for(config, warehouse)
    named = named_sources(settings)
    chosen = _chosen(named.web, names)
    root = mirror_root(settings.published)
    report = fetch(chosen, root, named.options, dry_run=dry_run, say=say)
    if as_json:
        sources = [asdict(counts) for counts in report.sources]
        write_json({"sources": sources, "items": [asdict(item) for item in report.items], "folder": str(root)})
    else:
        write_lines(_lines(report, root, dry_run=dry_run))
    return Exit.INCOMPLETE if report.refused else Exit.DONE


def _chosen(web: tuple[WebSource, ...], names: tuple[str, ...]) -> list[WebSource]:
    """The sources of these names; all of them where none is named. Raises UsageProblem."""
    known = {source.name.casefold(): source for source in web}
    if not known:
        raise UsageProblem("the settings name no page of the web; see docs/how-to/sources.md for [[source]]")
    for name in names:
        if name.casefold() not in known:
            raise UsageProblem(
                f"no feed, address or sitemap is called {name!r}; {did_you_mean(name, [s.name for s in web])}"
            )
    wanted = {name.casefold() for name in names} or set(known)
    return [source for name, source in known.items() if name in wanted]


def _lines(report: FetchReport, root: Path, *, dry_run: bool) -> list[str]:
    columns = _COUNTED_DRY if dry_run else _COUNTED
    rows = [[getattr(counts, name) for name in columns] for counts in report.sources]
    heads = ["source", *("to ask" if name == "would" else name for name in columns[1:])]
    lines = [_item_line(item) for item in report.items]
    lines += [""] if lines else []
    lines += table(heads, rows, screen_of_stdout())
    return lines if dry_run else [*lines, f"Pages: {shown_path(root)}"]


def _item_line(item: ItemOutcome) -> str:
    said = _SAID.get(item.outcome, item.outcome)
    return visible(f"{said}: {item.address}{f': {item.detail}' if item.detail else ''}")
