"""What Dagster's catalog says of each asset: group, owners, kinds, the table with its columns, and where each column comes from.

Belongs here: these facts, the columns taken from the pandera models. Does not: what an asset does, nor its description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import dagster as dg

from warehouse.schemas import TABLES

GROUP = "tieout"
OWNERS = ["team:research-desk"]


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """Kinds of an asset, the base table that it keeps, and lineage: own column -> columns of the one asset upstream."""

    kinds: frozenset[str]
    table: str | None = None
    upstream: str | None = None
    lineage: Mapping[str, list[str]] = field(default_factory=dict)


_NOT_FROM_TEXT = {
    "figure_id": ["version_id"],
    "article_id": ["article_id"],
    "version_id": ["version_id"],
    "source_path": ["source_path"],
    "published_on": ["published_on"],
    "byte_start": ["byte_map"],
    "byte_end": ["byte_map"],
    "page": ["pages"],
    "identity": ["version_id"],
    "period_start": ["text", "published_on"],
    "period_end": ["text", "published_on"],
    "period_basis": ["text", "published_on"],
}
_FROM_NOTHING = ("extractor_version",)
_FIGURES = {
    name: _NOT_FROM_TEXT.get(name, ["text"]) for name in TABLES["figures"].columns() if name not in _FROM_NOTHING
}
_COMPARISONS = {
    "comparison_id": ["comparable_key", "value", "value_low", "value_high", "unit"],
    "verdict": ["low", "high", "hard_low", "hard_high", "assumed"],
    "gap": ["low", "high"],
    "formula": ["quote", "value", "value_low", "value_high"],
    "explanation": ["quote", "low", "high"],
    "measure": ["measure"],
    "subject": ["subject"],
    "period_start": ["period_start"],
    "period_end": ["period_end"],
    "comparable_key": ["comparable_key"],
    "facets": [
        "measure",
        "subject",
        "counterparty",
        "product",
        "place",
        "period_start",
        "period_end",
        "basis",
        "status",
    ],
    "title": ["measure", "subject", "quote"],
}
_FINDINGS = {"comparison_id": ["comparison_id", "verdict"], "title": ["title"], "stands": ["verdict"]}

CATALOG = {
    "articles": CatalogEntry(frozenset({"duckdb", "python"}), "article_versions"),
    "figures": CatalogEntry(frozenset({"duckdb", "python"}), "figures", "articles", _FIGURES),
    "comparisons": CatalogEntry(frozenset({"duckdb", "pandera"}), "comparisons", "figures", _COMPARISONS),
    "findings": CatalogEntry(frozenset({"duckdb"}), "finding_log", "comparisons", _FINDINGS),
    "published_warehouse": CatalogEntry(frozenset({"duckdb"})),
    "evidence_report": CatalogEntry(frozenset({"html"})),
}


def catalogued(asset: dg.AssetsDefinition) -> dg.AssetsDefinition:
    """The asset with its entry of the catalog."""
    return asset.map_asset_specs(_with_entry)


def _with_entry(spec: dg.AssetSpec) -> dg.AssetSpec:
    entry = CATALOG[spec.key.to_user_string()]
    described = spec.merge_attributes(metadata=_metadata(entry), owners=OWNERS, kinds=set(entry.kinds))
    return described.replace_attributes(group_name=GROUP)


def _metadata(entry: CatalogEntry) -> dict[str, object]:
    metadata: dict[str, object] = {}
    if entry.table:
        metadata |= {"dagster/column_schema": _schema(entry.table), "dagster/table_name": f"store.{entry.table}"}
    if entry.upstream:
        upstream = dg.AssetKey(entry.upstream)
        deps = {name: [dg.TableColumnDep(upstream, one) for one in found] for name, found in entry.lineage.items()}
        metadata["dagster/column_lineage"] = dg.TableColumnLineage(deps)
    return metadata


def _schema(table: str) -> dg.TableSchema:
    columns = [
        dg.TableColumn(name, kind, description=text, constraints=dg.TableColumnConstraints(nullable=nullable))
        for name, (kind, text, nullable) in TABLES[table].columns().items()
    ]
    return dg.TableSchema(columns=columns)
