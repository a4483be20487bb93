"""`tieout sql`, `export` and `report`: the published warehouse as a table, as files, as a page.

Belongs here: what these three print and write. Does not: the views (`warehouse/sql`), nor the page (`warehouse.report`).
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TextIO

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
from warehouse.safe_text import spreadsheet_cell
from warehouse.store import Store, StoreQueryError, reading_published

_ROWS_ON_SCREEN = 200


@click.command()
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="CSV on stdout; text that a spreadsheet would run is defused.")
@warehouse_option
@json_option
def sql(query: str, as_csv: bool, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Ask the published warehouse in SQL; it can only be read. `from data_dictionary` says what there is."""
    with reading_published(warehouse_to_read(config, warehouse)) as session:
        try:
            frame = session.query(query)
        except StoreQueryError as error:
            raise UsageProblem(
                f"{error.what}\n`tieout sql 'from data_dictionary'` says what there is to ask."
            ) from error
    if as_json:
        write_json([{name: _json_value(value) for name, value in row.items()} for row in frame.to_dicts()])
    elif as_csv:
        write_csv(sys.stdout, frame.columns, frame.iter_rows())
    else:
        write_lines(table(frame.columns, frame.head(_ROWS_ON_SCREEN).iter_rows(), screen_of_stdout()))
        more = f" ({_ROWS_ON_SCREEN} shown; --json and --csv give all)" if frame.height > _ROWS_ON_SCREEN else ""
        say(f"{frame.height:,} row{'' if frame.height == 1 else 's'}{more}")
    return Exit.DONE


def write_csv(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV with a header line, LF line ends, and no cell that a spreadsheet would run as a formula."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([spreadsheet_cell(value) for value in row] for row in rows)


def _json_value(value: object) -> object:
    """JSON knows no decimals, no infinity and no NaN: a number, and null."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "kind", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@warehouse_option
@json_option
def export(folder: Path, kind: str, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Write every public view into FOLDER, one file a view. Files of the same name are replaced."""
    from warehouse.dictionary import VIEWS

    published = warehouse_to_read(config, warehouse)
    written: list[dict[str, object]] = []
    with reading_published(published) as session:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for view in VIEWS:
                frame = session.query(f"FROM {view}")
                path = folder / f"{view}.{kind}"
                if kind == "parquet":
                    frame.write_parquet(path)
                else:
                    with path.open("w", encoding="utf-8", newline="") as file:
                        write_csv(file, frame.columns, frame.iter_rows())
                written.append({"view": view, "rows": frame.height, "file": path.as_posix()})
        except OSError as error:
            raise UsageProblem(f"{folder}: cannot be written to: {error.strerror or error}") from error
    if as_json:
        write_json(written)
    else:
        rows = [[row["view"], row["rows"], shown_path(str(row["file"]))] for row in written]
        write_lines(table(["view", "rows", "file"], rows, screen_of_stdout()))
    return Exit.DONE


@click.command()
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: the warehouse's name with .html"
)
@warehouse_option
@json_option
def report(output: Path | None, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Write the evidence report: one HTML page with every finding and both quotes."""
    from assets.publish import write_report

    published = warehouse_to_read(config, warehouse)
    store = private_store(published)
    page = (output or published.with_suffix(".html")).absolute()
    summary = write_report(store, page)
    if as_json:
        write_json({"path": summary.path, "findings": summary.shown, "written": summary.written})
    else:
        write_lines([f"{shown_path(summary.path)}: {summary.shown} findings"])
    return Exit.DONE


def private_store(published: Path) -> Store:
    """The store beside a published copy, which must be there. Raises UsageProblem or StoreError."""
    with reading_published(published):
        pass
    store = Store.beside(published)
    if not store.path.exists():
        raise UsageProblem(
            f"{store.path}: the private store is not there; it lies beside the published copy and is needed for this. "
            "Run `tieout run` again to make it."
        )
    return store
