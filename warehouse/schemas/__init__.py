"""The one definition of every table: pandera models, from which DDL, contracts, comments and the data dictionary are made.

No SQL and no checks across tables here; a law about figures lives in `checks.rules`.
"""

from warehouse.schemas.articles import ArticleVersion, Quarantine
from warehouse.schemas.base import TableModel
from warehouse.schemas.comparisons import Comparison, Coverage, Evidence
from warehouse.schemas.figures import Figure
from warehouse.schemas.findings import Decision, FindingLog
from warehouse.schemas.runs import Run
from warehouse.schemas.stories import ArticleTerm, Story

TABLES: dict[str, type[TableModel]] = {
    "runs": Run,
    "article_versions": ArticleVersion,
    "quarantine": Quarantine,
    "figures": Figure,
    "comparisons": Comparison,
    "evidence": Evidence,
    "coverage": Coverage,
    "finding_log": FindingLog,
    "decisions": Decision,
    "article_terms": ArticleTerm,
    "stories": Story,
}

__all__ = [
    "TABLES",
    "ArticleTerm",
    "ArticleVersion",
    "Comparison",
    "Coverage",
    "Decision",
    "Evidence",
    "Figure",
    "FindingLog",
    "Quarantine",
    "Run",
    "Story",
    "TableModel",
]
