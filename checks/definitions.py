"""The Dagster assets of what we conclude, and the asset checks: each wraps one step or one proof and shows what came of it.

Belongs here: descriptions, dependencies, severities and what a result shows. Does not: laws, contracts and steps themselves, nor
what the catalog says of an asset (`orchestration.catalog`).
"""

from collections.abc import Iterator

import dagster as dg

from checks.anchoring import anchoring
from checks.compare import CompareReport, CompareSettings, RuleReport, compare
from checks.contracts import ContractReport, contract
from checks.coverage import ANY_LAW, LACKING, Covered
from checks.find import find
from checks.rules import RULES, Rule
from warehouse.safe_text import markdown_table
from warehouse.store import Store

# metadata of a check that failed: what is wrong, as plain text
PROBLEM = "problem"
WRITER_POOL = "warehouse_writer"
# the catalog (orchestration.catalog) knows it; the UI shows the lineage of the last materialisation
_LINEAGE = "dagster/column_lineage"
_ROWS_SHOWN = 50
_ROWS_IN_DESCRIPTION = 8
_ROWS_INLINE = 4

# asset -> the base tables that it writes
TABLES_OF = {
    "articles": ("article_versions", "quarantine"),
    "figures": ("figures",),
    "comparisons": ("comparisons", "evidence", "coverage"),
    "findings": ("finding_log", "decisions"),
}


def law_check(rule: Rule) -> str:
    """Name of the asset check of a law."""
    return f"law_{rule.name}"


@dg.asset(
    deps=["figures"],
    pool=WRITER_POOL,
    check_specs=[
        dg.AssetCheckSpec(
            law_check(rule),
            asset="comparisons",
            description=f"{rule.question} Fails as a warning: what it finds is a result.",
        )
        for rule in RULES
    ],
)
def comparisons(
    context: dg.AssetExecutionContext, store: dg.ResourceParam[Store], laws: dg.ResourceParam[CompareSettings]
) -> dg.MaterializeResult:
    """Figures of one thing, put to the laws: what agrees, what only rounding reconciles, what conflicts, with formula,
    explanation and evidence."""
    report = compare(store, context.run_id, laws)
    context.log.info(f"{report.comparisons} comparisons, {report.flagged} of them flagged")
    by_rule = {rule.rule: rule for rule in report.rules}
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": report.comparisons,
            _LINEAGE: context.assets_def.metadata_by_key[context.asset_key][_LINEAGE],
            "flagged": report.flagged,
            "evidence_rows": report.evidence,
            "changed_rows": report.changed_rows,
            "laws": dg.MetadataValue.md(_laws_table(report)),
            "verdicts": dg.MetadataValue.md(_verdicts_table(report)),
            "could_not_be_compared": sum(one.figures for one in _left_out(report, ANY_LAW)),
            "coverage": dg.MetadataValue.md(_coverage_table(report)),
            "compared": "everything" if report.full else f"what {report.versions} changed article versions touch",
            "agreement": "recorded"
            if report.agreement
            else "not recorded: there are too many figures, or it was switched off",
            "crowded_blocks": len(report.crowded),
            "left_out": dg.MetadataValue.md(_crowded_table(report)),
        },
        check_results=[_law_result(rule, by_rule.get(rule.name), _coverage_words(report, rule.name)) for rule in RULES],
    )


def _laws_table(report: CompareReport) -> str:
    rows = [(rule.rule, rule.question, rule.eligible, rule.tested, rule.flagged) for rule in report.rules]
    return markdown_table(["law", "question", "eligible", "tested", "flagged"], rows)


def _crowded_table(report: CompareReport) -> str:
    rows = [(one.kind, one.what, one.figures, one.kept) for one in report.crowded[:_ROWS_SHOWN]]
    return markdown_table(["block over its limit", "of", "figures", "compared"], rows, empty="nothing was left out")


def _verdicts_table(report: CompareReport) -> str:
    rows = [(rule.rule, verdict, count) for rule in report.rules for verdict, count in rule.verdicts.items()]
    return markdown_table(["law", "verdict", "comparisons"], rows)


def _left_out(report: CompareReport, law: str) -> list[Covered]:
    return [one for one in report.coverage if one.rule == law and one.outcome in LACKING]


def _coverage_table(report: CompareReport) -> str:
    rows = [(one.rule, one.outcome, one.figures) for one in report.coverage]
    return markdown_table(["law", "outcome", "figures"], rows)


def _coverage_words(report: CompareReport, law: str) -> str:
    """'Of 7 figures that it is about: 3 compared, 4 alone.', which the page of a check shows at once; a table only after a click."""
    rows = [(one.outcome, one.figures) for one in report.coverage if one.rule == law]
    if not rows:
        return "No figure that was read is one that it asks about."
    told = ", ".join(f"{figures} {outcome.replace('_', ' ')}" for outcome, figures in rows)
    return f"Of {sum(figures for _, figures in rows)} figures that it asks about: {told}."


def _law_result(rule: Rule, report: RuleReport | None, coverage: str) -> dg.AssetCheckResult:
    """A law's result: a warning when it flagged something, with the rows to look at."""
    if report is None:
        return dg.AssetCheckResult(
            check_name=law_check(rule), passed=True, description="Switched off by [compare] rules_off in tieout.toml."
        )
    rows = [(one.verdict, one.title, " / ".join(one.quotes), one.comparison_id) for one in report.sample]
    header = ["verdict", "title", "quotes", "tieout why"]
    flagged = f"{report.eligible} eligible, {report.tested} tested, {report.flagged} flagged. {coverage}"
    if report.flagged:
        # the page of a check shows its description at once, and tables of metadata only after a click
        flagged += "\n\n" + markdown_table(header, rows[: min(report.flagged, _ROWS_IN_DESCRIPTION)])
    return dg.AssetCheckResult(
        check_name=law_check(rule),
        passed=report.flagged == 0,
        severity=dg.AssetCheckSeverity.WARN,
        description=flagged,
        metadata={
            "eligible": report.eligible,
            "tested": report.tested,
            "flagged": report.flagged,
            "verdicts": dg.MetadataValue.md(markdown_table(["verdict", "comparisons"], report.verdicts.items())),
            "comparisons": dg.MetadataValue.md(markdown_table(header, rows)),
        },
    )


@dg.asset(deps=[comparisons], pool=WRITER_POOL)
def findings(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> dg.MaterializeResult:
    """What a person should look at: flagged comparisons with the runs that first and last saw them, and their state of triage."""
    report = find(store, context.run_id)
    context.log.info(f"{report.standing} findings stand, {report.new} of them new")
    with store.reading() as session:
        rows = session.query_file("checks/open_findings", {"rows": _ROWS_SHOWN}).to_dicts()
        counts = session.query(
            "SELECT verdict, state, count(*) AS findings FROM findings GROUP BY ALL ORDER BY ALL"
        ).rows()
    columns = ["verdict", "severity", "title", "quotes", "explanation", "state", "reason", "files", "finding_id"]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": report.standing,
            _LINEAGE: context.assets_def.metadata_by_key[context.asset_key][_LINEAGE],
            "new": report.new,
            "returned": report.returned,
            "gone": report.gone,
            "reopened": report.reopened,
            "findings_by_verdict": dg.MetadataValue.md(markdown_table(["verdict", "state", "findings"], counts)),
            # Dagster shows markdown of up to 1,000 characters inline, and longer only after a click
            "gravest_findings": dg.MetadataValue.md(
                markdown_table(["verdict", "title"], [(r["verdict"], r["title"]) for r in rows[:_ROWS_INLINE]])
            ),
            "open_findings": dg.MetadataValue.md(
                markdown_table(columns, [[row[name] for name in columns] for row in rows], empty="nothing disagrees")
            ),
        }
    )


def _contract_checks(asset: str, tables: tuple[str, ...]) -> dg.AssetChecksDefinition:
    """One op that holds an asset's tables against their pandera models, one blocking check a table."""
    specs = [
        dg.AssetCheckSpec(
            f"{table}_contract",
            asset=asset,
            blocking=True,
            description=f"Every row of store.{table} keeps its pandera model: types, nulls, allowed values, unique key.",
        )
        for table in tables
    ]

    @dg.multi_asset_check(name=f"{asset}_contracts", specs=specs, pool=WRITER_POOL, can_subset=True)
    def held(context: dg.AssetCheckExecutionContext, store: dg.ResourceParam[Store]) -> Iterator[dg.AssetCheckResult]:
        wanted = {key.name for key in context.selected_asset_check_keys}
        for table in tables:
            if f"{table}_contract" in wanted:
                yield _contract_result(asset, contract(store, table))

    return held


def _contract_result(asset: str, report: ContractReport) -> dg.AssetCheckResult:
    if report.holds:
        outcome, metadata = f"{report.rows} rows keep the contract.", {}
    else:
        outcome = f"{len(report.failures)} checks of the contract are broken."
        lines = markdown_table(["what is broken"], [[line] for line in report.failures])
        metadata = {PROBLEM: "; ".join(report.failures), "broken": dg.MetadataValue.md(lines)}
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=f"{report.table}_contract",
        passed=report.holds,
        description=outcome,
        metadata={"rows": report.rows, **metadata},
    )


table_contracts = [_contract_checks(asset, tables) for asset, tables in TABLES_OF.items()]


@dg.asset_check(
    asset="figures",
    blocking=True,
    pool=WRITER_POOL,
    description="text[char_start:char_end] is the quote of every figure, and every source file still has the sha256 that was read; one that"
    " nobody touched since ingestion took it is not opened again.",
)
def figures_are_anchored(context: dg.AssetCheckExecutionContext, store: dg.ResourceParam[Store]) -> dg.AssetCheckResult:
    """Stops the run when a quote is not where its figure says, or a file changed after it was read."""
    report = anchoring(store, context.run.run_id)
    problems = [f"{file.source_path} {file.problem}" for file in report.changed]
    problems += [f"{loose.source_path}: {loose.expected!r} is not at {loose.char_start}" for loose in report.loose]
    metadata: dict[str, dg.MetadataValue | str] = {}
    if problems:
        loose = [(r.expected, r.found, r.char_start, r.char_end, r.source_path, r.figure_id) for r in report.loose]
        header = ["quote", "found", "start", "end", "file", "figure_id"]
        changed = [(r.source_path, r.problem) for r in report.changed]
        metadata = {
            PROBLEM: "; ".join(problems[:_ROWS_SHOWN]),
            "changed_files": dg.MetadataValue.md(markdown_table(["file", "problem"], changed)),
            "loose_figures": dg.MetadataValue.md(markdown_table(header, loose[:_ROWS_SHOWN])),
        }
    return dg.AssetCheckResult(
        passed=report.holds,
        description=f"{report.figures} quotes in {report.files} files; {len(report.changed)} files changed since they were read, "
        f"{len(report.loose)} quotes are not where they should be.",
        metadata={
            "quotes": report.figures,
            "files": report.files,
            "files_read_again": report.read_again,
            "files_of_other_runs": report.elsewhere,
            **metadata,
        },
    )
