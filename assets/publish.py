"""The last step: puts the published copy in place, and the page of findings beside it.

Belongs here: the two steps as the jobs call them. Does not: copying (`warehouse.published`) or the page (`warehouse.report`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warehouse.published import publish_copy
from warehouse.report.page import GENERATOR, render_page
from warehouse.report.read import read_findings
from warehouse.store import Store, StoreError, StoreForeign

__all__ = ["PublishReport", "ReportSummary", "publish", "write_report"]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published: `written` is false when the file already said the same and was left alone. `rows` by base table."""

    path: str
    written: bool
    bytes: int
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """The page of findings: how many findings it shows by state, and how many more there are than it shows."""

    path: str
    written: bool
    bytes: int
    shown: int
    left_out: int
    by_state: dict[str, int]


def publish(store: Store, published: Path) -> PublishReport:
    """Puts a copy of the store at `published` with one rename; open readers keep their old copy.

    Raises StoreForeign when a file is there that Tieout did not publish; it is left as it is.
    """
    done = publish_copy(store, published)
    return PublishReport(done.path.as_posix(), done.written, done.bytes, done.rows)


def write_report(store: Store, path_html: Path) -> ReportSummary:
    """Writes the findings and their evidence as one HTML page; a page that would say the same is left alone.

    Raises StoreForeign when a file is there that is not such a page, StoreError when the place cannot be written to.
    """
    path = Path(path_html).absolute()
    found = read_findings(store)
    content = render_page(found).encode("utf-8", "replace")
    try:
        written = _write_whole(path, content)
    except OSError as error:
        raise StoreError(f"the page cannot be written: {error.strerror}", path, "Name another place.") from error
    return ReportSummary(path.as_posix(), written, len(content), len(found.findings), found.left_out, found.by_state)


def _write_whole(path: Path, content: bytes) -> bool:
    """Puts the content at `path` with one rename; returns whether that was needed."""
    if path.exists():
        present = path.read_bytes()
        if present == content:
            return False
        if GENERATOR.encode() not in present:
            raise StoreForeign(
                "this file is not a page of Tieout; it was left as it is", path, "Name another file for the page."
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.writing")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return True
