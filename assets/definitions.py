"""The Dagster assets of what sources say and of what is published: each wraps one step and shows what came of it.

Belongs here: descriptions, dependencies and what a materialisation shows. Does not: the steps themselves, nor what the catalog
says of an asset (`orchestration.catalog`).
"""

from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from assets.extract import SAMPLE_COLUMNS, ExtractReport, extract
from assets.extraction import EXTRACTOR_VERSION
from assets.ingest import IngestReport, ingest
from assets.ledger import Places, RunLedger, run_counts
from assets.publish import publish, write_report
from assets.sandbox.limits import Allowance
from assets.sources import FolderSource, NamedSources
from assets.sources.fetch import FetchReport, fetch
from assets.sources.mirror import mirror_root, mirrored
from warehouse.runs import finish_run, start_run
from warehouse.safe_text import markdown_table, visible
from warehouse.store import Store

WRITER_POOL = "warehouse_writer"
# the catalog (orchestration.catalog) knows it; the UI shows the lineage of the last materialisation
_LINEAGE = "dagster/column_lineage"
_ROWS_SHOWN = 50


@dg.asset(pool=WRITER_POOL)
def articles(
    context: dg.AssetExecutionContext,
    store: dg.ResourceParam[Store],
    places: dg.ResourceParam[Places],
    named_sources: dg.ResourceParam[NamedSources],
    ledger: dg.ResourceParam[RunLedger],
    limits: dg.ResourceParam[Allowance],
) -> dg.MaterializeResult:
    """Source files as text, one row a version. Pages of feeds, addresses and sitemaps are fetched into files first. A file is
    read again only when its bytes changed; what cannot be read is quarantined with its reason, and the rest goes on."""
    fetched = _fetched(context, named_sources, places)
    mirrors = [mirrored(source, mirror_root(places.published)) for source in named_sources.web]
    sources = [*named_sources.folders, *mirrors, *places.sources]
    report = ledger.ingested = ingest(store, sources, context.run_id, limits=limits)
    context.log.info(
        f"{report.files} files: {report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{report.quarantined} could not be read"
        + "".join(f"; {count} {word}" for count, word in _beside_the_sum(report) if count)
    )
    for path, note in report.notes[:_ROWS_SHOWN]:
        context.log.warning(visible(f"{path}: {note}"))
    if report.passed_over:
        context.log.info(f"passed over, as their endings are none of articles: {_passed_over(report)}")
    with store.reading() as session:
        rows = int(session.query("SELECT count(*) AS n FROM articles WHERE is_current").item())
    read = "\n".join(f"- `{place.as_posix()}`" for place in _places_read(named_sources, mirrors, places))
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": rows,
            **_ingest_metadata(report),
            "sources": dg.MetadataValue.md(read),
            **(_fetch_metadata(fetched) if named_sources.web else {}),
        }
    )


def _ingest_metadata(report: IngestReport) -> dict[str, dg.MetadataValue | int | str]:
    """Counts that add up, and what a person looks for: new and changed articles, refusals, what else there was."""
    changed = [row for row in report.rows if row.outcome not in ("quarantined", "waiting")]
    refused = [row for row in report.rows if row.outcome == "quarantined"]
    waiting = [row for row in report.rows if row.outcome == "waiting"]
    counted = ("files", "new", "changed", "unchanged", "quarantined", "renamed", "gone", "waiting")
    return {
        **{name: getattr(report, name) for name in counted},
        "files_by_outcome": f"{report.files} = {report.new} new + {report.changed} changed + {report.unchanged} unchanged"
        f" + {report.quarantined} quarantined",
        "new_and_changed_articles": _table(
            ["outcome", "title", "publisher", "published", "file", "what happened"],
            [(r.outcome, r.title, r.publisher, r.published_on, r.path, r.detail) for r in changed],
            empty="every file is as it was",
        ),
        "quarantine": _table(["reason", "what to do", "file"], [(r.reason, r.detail, r.path) for r in refused]),
        "still_being_written": _table(
            ["file"], [(r.path,) for r in waiting], empty="every file stood still for two looks"
        ),
        "sidecars": _table(["file", "what to do"], report.notes, empty="every sidecar serves its file"),
        "passed_over": _passed_over(report) or "every file of the folders is an article by its ending",
    }


def _passed_over(report: IngestReport) -> str:
    return visible(", ".join(f"{count} {ending}" for ending, count in report.passed_over.items()))


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, empty: str = "none") -> dg.MetadataValue:
    """The first rows of a table, or a word where there are none."""
    return dg.MetadataValue.md(markdown_table(columns, rows[:_ROWS_SHOWN], empty=empty))


def _places_read(named: NamedSources, mirrors: list[FolderSource], places: Places) -> list[Path]:
    return [*(source.folder for source in (*named.folders, *mirrors)), *places.sources]


def _fetched(context: dg.AssetExecutionContext, named: NamedSources, places: Places) -> FetchReport:
    """Brings the mirrors up to date, where the settings name pages of the web."""
    if not named.web:
        return FetchReport()
    report = fetch(named.web, mirror_root(places.published), named.options, say=context.log.info)
    for counts in report.sources:
        context.log.info(
            f"{counts.name}: {counts.listed} listed = {counts.fetched} fetched + {counts.unchanged} unchanged"
            f" + {counts.gone} gone + {counts.refused} refused"
        )
    for item in report.refused[:_ROWS_SHOWN]:
        context.log.warning(visible(f"not fetched: {item.address}: {item.detail}"))
    return report


def _fetch_metadata(report: FetchReport) -> dict[str, dg.MetadataValue]:
    counted = ["name", "offered", "listed", "fetched", "unchanged", "gone", "refused"]
    return {
        "fetched": dg.MetadataValue.md(
            markdown_table(
                ["source", *counted[1:]], [[getattr(row, name) for name in counted] for row in report.sources]
            )
        ),
        "not_fetched": dg.MetadataValue.md(
            markdown_table(
                ["source", "address", "reason", "what to do"],
                [(row.source, row.address, row.reason, row.detail) for row in report.refused[:_ROWS_SHOWN]],
            )
        ),
    }


def _beside_the_sum(report: IngestReport) -> tuple[tuple[int, str], ...]:
    """What the log says of files beside the sum, where there are any."""
    return (
        (report.renamed, "of the unchanged were renamed or moved"),
        (report.gone, "are no longer there"),
        (report.waiting, "were still being written and are left to the next run"),
    )


@dg.asset(
    deps=[articles],
    pool=WRITER_POOL,
    code_version=EXTRACTOR_VERSION,
    check_specs=[
        dg.AssetCheckSpec(
            "counts_add_up",
            asset="figures",
            description="files = with figures + without + unchanged + quarantined, and every new or changed file is in one of them.",
        )
    ],
)
def figures(
    context: dg.AssetExecutionContext,
    store: dg.ResourceParam[Store],
    ledger: dg.ResourceParam[RunLedger],
    limits: dg.ResourceParam[Allowance],
) -> dg.MaterializeResult:
    """Every number in the articles with what it says: value, unit, interval, measure, subject, period; and the exact
    characters and bytes that say it."""
    report = ledger.extracted = extract(store, context.run_id, limits=limits)
    files = ledger.tally
    context.log.info(
        f"{report.figures} figures in {report.with_figures} files; {report.without_figures} files say none"
    )
    with store.reading() as session:
        rows = int(session.query("SELECT count(*) AS n FROM figures").item())
    sums = (
        f"{files.files} = {files.with_figures} with figures + {files.without_figures} without"
        f" + {files.unchanged} unchanged + {files.quarantined} quarantined"
    )
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": rows,
            _LINEAGE: context.assets_def.metadata_by_key[context.asset_key][_LINEAGE],
            "files_by_outcome": sums,
            **_extract_metadata(report),
        },
        check_results=[
            dg.AssetCheckResult(
                check_name="counts_add_up",
                passed=files.holds,
                metadata={"sum": sums, "unaccounted_files": _table(["file"], [[path] for path in files.unaccounted])},
            )
        ],
    )


def _extract_metadata(report: ExtractReport) -> dict[str, dg.MetadataValue | int | str]:
    """New figures by kind with a sample, what became of those of changed articles, and files whose figures could not be found."""
    failed = [(row.path, row.error) for row in report.rows if row.error is not None]
    lost = [(one.quote, one.sentence, one.path, one.figure_id) for one in report.lost]
    return {
        "new_figures": report.figures,
        "new_figures_by_kind": _table(["kind", "figures"], list(report.by_kind.items())),
        "sample_of_new_figures": _table(
            SAMPLE_COLUMNS, [[row[name] for name in SAMPLE_COLUMNS] for row in report.sample]
        ),
        "re_anchored": f"{report.reanchored} of {report.reanchored + len(report.lost)} figures of changed articles"
        " were found again in the new version",
        "not_found_again": _table(["quote", "sentence", "file", "figure_id"], lost, empty="none is missing"),
        "failed": _table(["file", "error"], failed),
    }


@dg.asset(deps=["findings"], pool=WRITER_POOL)
def published_warehouse(
    context: dg.AssetExecutionContext,
    store: dg.ResourceParam[Store],
    places: dg.ResourceParam[Places],
    ledger: dg.ResourceParam[RunLedger],
) -> dg.MaterializeResult:
    """The copy that readers open: public views and macros with comments, put in place whole, while open readers keep the old
    one."""
    start_run(store, context.run_id, places.sources, extractor_version=EXTRACTOR_VERSION)
    counts = run_counts(store, ledger)
    finish_run(store, context.run_id, counts)
    report = publish(store, places.published)
    path = report.path
    context.log.info(f"published {path}" if report.written else f"{path} already said the same and was left alone")
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(path),
            "size_bytes": report.bytes,
            "written": report.written,
            "rows_by_table": dg.MetadataValue.md(markdown_table(["table", "rows"], report.rows.items())),
            "figures": counts.figures,
            "comparisons": counts.comparisons,
            "open_findings": counts.findings,
            "ask_it": dg.MetadataValue.md(
                f'```\nduckdb {path} "from findings"\ntieout sql "from disputed(NULL, NULL)"\n```'
            ),
        }
    )


@dg.asset(deps=["findings"], pool=WRITER_POOL)
def evidence_report(
    context: dg.AssetExecutionContext, store: dg.ResourceParam[Store], places: dg.ResourceParam[Places]
) -> dg.MaterializeResult:
    """One HTML page with every finding, both quotes in their sentences, and the way back to the files."""
    report = write_report(store, places.report)
    context.log.info(f"wrote {report.path}" if report.written else f"{report.path} already said the same")
    return dg.MaterializeResult(
        metadata={
            "page": dg.MetadataValue.url(places.report.absolute().as_uri()),
            "path": dg.MetadataValue.path(report.path),
            "size_bytes": report.bytes,
            "written": report.written,
            "findings_shown": report.shown,
            "findings_by_state": dg.MetadataValue.md(markdown_table(["state", "findings"], report.by_state.items())),
        }
    )
