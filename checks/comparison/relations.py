"""The five ways in which a facet of two figures can relate."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """How one facet of two figures relates."""

    EQUAL = "EQUAL"
    CONTAINED = "CONTAINED"
    OVERLAP = "OVERLAP"
    UNKNOWN = "UNKNOWN"
    DISJOINT = "DISJOINT"
