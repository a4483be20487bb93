"""The one definition of every table: pandera models, from which DDL, contracts, comments and the data dictionary are made.

No SQL and no checks across tables here; a law about figures lives in `checks.rules`.
"""

from warehouse.schemas.articles import ArticleVersion, Quarantine
from warehouse.schemas.base import TableModel
from warehouse.schemas.comparisons import Comparison, Coverage, Evidence
from warehouse.schemas.figures import Figure
from warehouse.schemas.findings import Decision, FindingLog
from warehouse.schemas.ingest_memory import FileLook, VersionMark, VersionSentence
from warehouse.schemas.runs import Run
from warehouse.schemas.stories import (
    ArticleTerm,
    Component,
    EarlierCount,
    SentenceMark,
    StaleVersion,
    Story,
    StoryEdge,
    StoryMember,
    TermCount,
    TouchedTerm,
)
from warehouse.schemas.working import (
    ClassPair,
    ClassSum,
    ClassTest,
    ComparedVersion,
    CrowdedBlock,
    FigureKey,
    Name,
    NameLink,
    Pick,
    SuspectPair,
    TouchedClass,
    TouchedVersion,
)

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
    "stories": Story,
}
# kept by the private store alone, for ingesting and comparing; emptied, they only cost one full run
WORKING_TABLES: dict[str, type[TableModel]] = {
    "compared_versions": ComparedVersion,
    "picks": Pick,
    "names": Name,
    "name_links": NameLink,
    "figure_keys": FigureKey,
    "class_sums": ClassSum,
    "class_pairs": ClassPair,
    "class_tests": ClassTest,
    "crowded_blocks": CrowdedBlock,
    "suspect_pairs": SuspectPair,
    "touched_classes": TouchedClass,
    "touched_versions": TouchedVersion,
    "article_terms": ArticleTerm,
    "term_counts": TermCount,
    "earlier_counts": EarlierCount,
    "touched_terms": TouchedTerm,
    "stale_versions": StaleVersion,
    "story_members": StoryMember,
    "story_edges": StoryEdge,
    "components": Component,
    "sentence_marks": SentenceMark,
    "file_looks": FileLook,
    "version_sentences": VersionSentence,
    "version_marks": VersionMark,
}

__all__ = [
    "TABLES",
    "WORKING_TABLES",
    "ArticleVersion",
    "Comparison",
    "Coverage",
    "Decision",
    "Evidence",
    "Figure",
    "FileLook",
    "FindingLog",
    "Quarantine",
    "Run",
    "Story",
    "TableModel",
]
