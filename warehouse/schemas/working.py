"""What the comparing step remembers between two runs, so that it judges again only what changed. Private: never published.

Belongs here: tables that can be emptied at any time at the price of one full comparing run. Does not: anything that a reader asks for.
"""

from __future__ import annotations

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
