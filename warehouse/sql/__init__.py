"""The SQL files by name: `views/figures` is `warehouse/sql/views/figures.sql`. Each opens with its grain, inputs and parameters.

Belongs here: finding and reading the files. Does not: running them (`warehouse.session`).
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from warehouse.errors import SqlFileMissing


@cache
def sql_text(name: str) -> str:
    """Text of the SQL file `name` (folder/stem, without .sql); raises SqlFileMissing and names what is there."""
    if name not in sql_names():
        raise SqlFileMissing(
            f"there is no SQL file {name!r}", f"warehouse/sql/{name}.sql", f"There are: {', '.join(sql_names())}."
        )
    return resources.files("warehouse.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


@cache
def sql_names() -> tuple[str, ...]:
    """Names of all SQL files, folder/stem, in alphabetical order."""
    root = resources.files("warehouse.sql")
    folders = [folder for folder in root.iterdir() if folder.is_dir()]
    return tuple(
        sorted(
            f"{folder.name}/{file.name.removesuffix('.sql')}"
            for folder in folders
            for file in folder.iterdir()
            if file.name.endswith(".sql")
        )
    )
