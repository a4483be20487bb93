"""`tieout lexicon`: are the lexicons sound, and which nouns did articles use that they do not know?

Belongs here: printing both. Does not: what a lexicon means, nor adding to it.
"""

from __future__ import annotations

from pathlib import Path

import click

from orchestration.cli.options import (
    Exit,
    json_option,
    shown_path,
    warehouse_option,
    warehouse_to_read,
    write_json,
    write_lines,
)
from orchestration.cli.terminal import screen_of_stdout, table
from warehouse.store import reading_published

# a measure that no lexicon knows is stored as the noun phrase that was met, after a tilde
_UNKNOWN = """
SELECT measure[2:] AS noun, count(*) AS figures, count(DISTINCT article_id) AS articles, any_value(sentence) AS example
FROM figures WHERE starts_with(measure, '~') AND NOT boilerplate GROUP BY measure ORDER BY figures DESC, noun LIMIT $rows"""


@click.group()
def lexicon() -> None:
    """The CSV files by which units, measures, names and words of change are known."""


@lexicon.command()
@click.option("--rows", default=20, show_default=True, help="How many unknown nouns to list.")
@warehouse_option
@json_option
def lint(rows: int, warehouse: Path | None, config: Path | None, as_json: bool) -> int:
    """Check every lexicon, and list the head nouns that articles use and no lexicon knows, by frequency."""
    from warehouse.lexicon import LexiconError, lexicon_names
    from warehouse.lexicon import lexicon as entries_of

    sizes: dict[str, int] = {}
    broken: list[str] = []
    for name in lexicon_names():
        try:
            sizes[name] = len(entries_of(name))
        except LexiconError as error:
            broken.append(str(error))
    published = warehouse_to_read(config, warehouse)
    unknown: list[dict[str, object]] = []
    if warehouse is not None or published.exists():
        with reading_published(published) as session:
            unknown = session.query(_UNKNOWN, {"rows": rows}).to_dicts()
    if as_json:
        write_json({"lexicons": sizes, "broken": broken, "unknown_nouns": unknown})
        return Exit.INCOMPLETE if broken else Exit.DONE
    screen = screen_of_stdout()
    lines = [*table(["lexicon", "rows"], sizes.items(), screen), "", *(broken or ["Every lexicon is sound."]), ""]
    if unknown:
        lines.append(f"Nouns in {shown_path(published)} that no lexicon knows:")
        lines += table(list(unknown[0]), [list(row.values()) for row in unknown], screen)
    elif published.exists():
        lines.append(f"Every measure in {shown_path(published)} is in a lexicon.")
    else:
        lines.append(
            f"{shown_path(published)} is not there yet; `tieout run` makes it, then unknown nouns are listed here."
        )
    write_lines(lines)
    return Exit.INCOMPLETE if broken else Exit.DONE
