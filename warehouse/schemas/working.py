"""What the comparing step remembers between two runs, so that it judges again only what changed. Private: never published.

Belongs here: tables that can be emptied at any time at the price of one full comparing run. Does not: anything that a reader asks for.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import TableModel


class ComparedVersion(TableModel):
    """One current article version as the last comparing run saw it."""

    __key__: ClassVar[tuple[str, ...]] = ()

    article_id: str = pa.Field(description="Article.")
    version_id: str = pa.Field(description="Version of it that was current.")
    state: int = pa.Field(description="Hash of what the laws can see of the version beside its figures.")
    figures: int = pa.Field(ge=0, description="How many figures it had.")
    content: int = pa.Field(description="Hash of its figures; of their ids alone in a large store.")


class Pick(TableModel):
    """One figure in its role in one test, as a candidate query put it there."""

    __key__: ClassVar[tuple[str, ...]] = ()

    rule: str = pa.Field(description="Law whose candidate query it is.")
    test: str = pa.Field(description="What is tested together, as the query names it.")
    role: str = pa.Field(description="Part that the figure plays.")
    figure_id: str = pa.Field(description="Figure.")
    version_id: str = pa.Field(description="Article version of the figure.")


class Name(TableModel):
    """One written name with what the comparing of names makes of it, computed once."""

    __key__: ClassVar[tuple[str, ...]] = ()

    name: str = pa.Field(description="The name as figures have it: of a subject, a counterparty or a place.")
    key: int = pa.Field(
        description="Hash of what tells it from other names: two names that mean the same have one key."
    )
    core: str = pa.Field(description="Its core words in alphabetical order; of a joint name those of all parties.")
    parties: str = pa.Field(
        description="The core words of each party of a joint name, joined by '|'; of a single name, its core."
    )
    words: str = pa.Field(description="All its words in alphabetical order.")
    is_joint: bool = pa.Field(description="Whether it names several parties.")
    is_sited: bool = pa.Field(description="Whether it is a thing that stands in one place.")
    is_part: bool = pa.Field(description="Whether it names a part of something.")


class FigureKey(TableModel):
    """One figure under the keys by which it can meet others, with its widest interval, signed."""

    __key__: ClassVar[tuple[str, ...]] = ()

    figure_id: str = pa.Field(description="Figure.")
    version_id: str = pa.Field(description="Its article version.")
    test: int = pa.Field(description="Hash of measure, dimension, statistic and unit.")
    scope: int = pa.Field(
        description="Hash of the test and of the time that figures must share: a flow's period, a state's day."
    )
    class_id: int = pa.Field(description="Hash of the scope and of whom it is about.")
    name: int | None = pa.Field(nullable=True, description="Key of its subject's name; null without a subject.")
    site: int | None = pa.Field(nullable=True, description="Hash of place and product; null without a place.")
    has_product: bool = pa.Field(description="Whether it names a product.")
    is_assumed: bool = pa.Field(description="Whether its subject was assumed, not read.")
    is_open: bool = pa.Field(description="Whether it is a flow without a period, which meets those of any period.")
    product: int | None = pa.Field(nullable=True, description="Hash of its product; null without one.")
    party: int | None = pa.Field(
        nullable=True, description="Hash of the core words of its counterparty; null without one."
    )
    place: int | None = pa.Field(nullable=True, description="Hash of the words of its place; null without one.")
    basis: int | None = pa.Field(nullable=True, description="Hash of its basis; null for one that goes without saying.")
    day: date | None = pa.Field(nullable=True, description="Day of which it is told, of a thing that is as it is.")
    is_sited: bool = pa.Field(description="Whether its subject is a thing that stands in one place.")
    is_anywhere: bool = pa.Field(description="Whether it names no place beside those in the names of whom it is about.")
    is_lasting: bool = pa.Field(description="Whether its measure is of what lasts.")
    low: float = pa.Field(description="Low end of what is not excluded; minus infinity for none.")
    high: float = pa.Field(description="High end of what is not excluded; infinity for none.")


class ClassSum(TableModel):
    """All figures of one class: how many, and whether they can all be true."""

    __key__: ClassVar[tuple[str, ...]] = ()

    class_id: int = pa.Field(description="Class.")
    test: int = pa.Field(description="Test of the class.")
    scope: int = pa.Field(description="Scope of the class.")
    name: int | None = pa.Field(nullable=True, description="Key of the name; null without a subject.")
    is_open: bool = pa.Field(description="Whether it is of flows without a period.")
    figures: int = pa.Field(description="How many figures it has.")
    low: float = pa.Field(description="Highest of the low ends.")
    high: float = pa.Field(description="Lowest of the high ends.")
    is_exact: bool = pa.Field(
        description="Whether one of them is one exact number, which may stand on an end of another."
    )


class ClassPair(TableModel):
    """Two classes, or one twice, of which some two figures can meet and do not agree."""

    __key__: ClassVar[tuple[str, ...]] = ()

    a: int = pa.Field(description="One class.")
    b: int = pa.Field(description="The other, or the same.")


class NameLink(TableModel):
    """Two names of which the words of the one are all words of the other."""

    __key__: ClassVar[tuple[str, ...]] = ()

    small: int = pa.Field(description="Key of the name with fewer words.")
    large: int = pa.Field(description="Key of the name that has all of them.")


class SuspectPair(ClassPair):
    """Two classes whose sums do not agree: what the figures themselves are asked about. Empty between runs."""


class TouchedClass(TableModel):
    """A class that gained, lost or changed a figure in the run that is at work. Empty between runs."""

    __key__: ClassVar[tuple[str, ...]] = ()

    class_id: int = pa.Field(description="Class.")


class TouchedVersion(TableModel):
    """An article version that came, changed or went before the run that is at work. Empty between runs."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version_id: str = pa.Field(description="Article version.")


class ClassTest(TableModel):
    """The test in which the figures of a class are judged."""

    __key__: ClassVar[tuple[str, ...]] = ()

    class_id: int = pa.Field(description="Class.")
    test: str = pa.Field(description="Name of the test: that of its first class.")


class CrowdedBlock(TableModel):
    """A block over its limit: what was left out of comparing, and how large it is."""

    __key__: ClassVar[tuple[str, ...]] = ()

    kind: str = pa.Field(
        isin=["class", "site", "party", "story"],
        description="class: one subject, measure and time; site: one place and product; party: one of a joint name; story: one story.",
    )
    block: int = pa.Field(
        description="Its hash; of a story that of its first article's id, 0 for words that too many articles share."
    )
    figures: int = pa.Field(description="How many figures it has; of words, how many pairs of articles.")
    kept: int = pa.Field(
        description="How many of them were compared: the extremes of a class, of a topic those of one story."
    )
