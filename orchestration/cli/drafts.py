"""`tieout check` and `tieout extract`: texts in, contradictions or figures out; nothing is kept.

Belongs here: reading what is handed in and printing what came of it. Does not: extraction, laws, or a warehouse to keep.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from orchestration.cli.findings import at_or_above, coverage_line, finding_lines, read_findings, summary_of
from orchestration.cli.options import (
    Exit,
    config_option,
    json_option,
    plain,
    say,
    settings_for,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import paragraph, screen_of_stdout
from warehouse.safe_text import visible

if TYPE_CHECKING:
    from assets.extraction.batches import Text

_REFUSED = "SELECT source_path, reason, detail FROM quarantine ORDER BY source_path"


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--fail-on",
    type=click.Choice(["conflict", "possible_conflict", "never"]),
    default="possible_conflict",
    show_default=True,
    help="Exit 1 for such findings.",
)
@config_option
@json_option
def check_command(paths: tuple[Path, ...], fail_on: str, config: Path | None, as_json: bool) -> int:
    """Check the texts in PATHS, files or folders or - for standard input, against themselves and each other."""
    from assets.extract import extract
    from assets.ingest import ingest
    from checks.compare import compare
    from checks.find import find
    from orchestration.laws import compare_settings
    from warehouse.store import Store

    settings = settings_for(config)
    laws = compare_settings(settings)
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder, _with_standard_input(paths, Path(folder)) as sources:
        store = Store(Path(folder) / "check.store.duckdb")
        # a draft that was saved a moment ago is what its writer wants to have looked at now
        ingest(store, sources, "check", settle_seconds=0, limits=settings.limits)
        extracted = extract(store, "check", limits=settings.limits)
        compared = compare(store, "check", laws)
        find(store, "check")
        with store.reading() as session:
            found = read_findings(session)
            refused = session.query(_REFUSED).to_dicts()
            left_out = coverage_line(session)
    if as_json:
        write_json(
            {
                "findings": found,
                "quarantine": refused,
                "figures": extracted.figures,
                "comparisons": compared.comparisons,
                "coverage": [asdict(one) for one in compared.coverage],
            }
        )
    else:
        screen = screen_of_stdout()
        lines = [line for number, row in enumerate(found, start=1) for line in finding_lines(row, screen, number)]
        lines.append(f"{extracted.figures} figures, {compared.comparisons} comparisons: {summary_of(found)}.")
        lines += paragraph(left_out, screen) if left_out else []
        write_lines(lines)
    for row in refused:
        say(visible(f"not read: {row['source_path']}: {row['detail']}"))
    if refused:
        return Exit.INCOMPLETE
    return Exit.FINDINGS if at_or_above(found, fail_on) else Exit.DONE


@contextmanager
def _with_standard_input(paths: tuple[Path, ...], folder: Path) -> Iterator[list[Path]]:
    """The paths, with standard input as a file where '-' stands."""
    draft = folder / "standard-input.txt"
    if Path("-") in paths:
        draft.write_bytes(sys.stdin.buffer.read())
    yield [draft if path == Path("-") else path for path in paths]


@click.command("extract")
@click.argument("lines", type=click.File("rb"), default="-")
@click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that read the texts."
)
def extract_command(lines: BinaryIO, workers: int) -> int:
    """Figures of texts: JSON lines {"id", "text"} in, from a file or standard input; {"id", "figures"} out, in their order.

    "published_on" (YYYY-MM-DD) may say from when "last year" counts. A line that cannot be read, or whose text takes more than its
    limits of time and memory, is named on stderr; the rest goes on, and the exit code is 2.
    """
    from assets.extraction.batches import document_of_text
    from assets.sandbox.pool import AHEAD, Pool
    from assets.sandbox.tasks import Failure, figures_of

    broken: list[int] = []
    refused = 0
    texts, again = tee(_texts(lines, broken))
    # with one worker each text is answered before the next line is asked for, as a program that talks to this one expects
    with Pool(workers, ahead=1 if workers == 1 else AHEAD) as pool:
        for text, found in zip(texts, figures_of(map(document_of_text, again), pool=pool), strict=True):
            if isinstance(found, Failure):
                refused += 1
                say(f"id {json.dumps(text.name)}: {found.detail}")
                continue
            figures = [{**_plain_figure(asdict(figure)), "steps": figure.explained()} for figure in found]
            sys.stdout.write(json.dumps({"id": text.name, "figures": figures}, ensure_ascii=True, default=plain) + "\n")
    if count := len(broken) + refused:
        say(f"{count} line{'' if count == 1 else 's'} could not be read")
    return Exit.INCOMPLETE if count else Exit.DONE


def _texts(lines: BinaryIO, broken: list[int]) -> Iterator[Text]:
    """The texts of JSON lines; the number of each line that says none goes to `broken`."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            yield _parsed(raw)
        except ValueError as error:
            broken.append(number)
            say(f"line {number}: {error}")


def _parsed(raw: bytes) -> Text:
    """The text of one line. Raises ValueError that says what is wrong with it."""
    from assets.extraction.batches import Text as NamedText

    try:
        found = json.loads(raw)
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: {error.reason} at byte {error.start}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(found, dict) or "id" not in found or not isinstance(found.get("text"), str):
        raise ValueError('expected an object with "id" and a string "text"')
    day = found.get("published_on")
    try:
        return NamedText(found["id"], found["text"], None if day is None else date.fromisoformat(day))
    except (TypeError, ValueError) as error:
        raise ValueError(f'"published_on" must be a day such as "2025-03-31", not {day!r}') from error


def _plain_figure(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure's fields as JSON knows them: decimals as numbers, sets as sorted lists."""
    return {name: _plain_value(value) for name, value in figure.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    return sorted(value) if isinstance(value, set | frozenset) else value
