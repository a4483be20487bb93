"""Stories: what each article is about, and which articles report on the same thing. Kept by the comparing step."""

from __future__ import annotations

from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import TableModel


class ArticleTerm(TableModel):
    """A word, a name or a distinctive figure of one version of an article, with how much it tells."""

    __key__: ClassVar[tuple[str, ...]] = ("version_id", "term")

    version_id: str = pa.Field(description="Version of the article.")
    term: str = pa.Field(description="Sense of a word; '@' and a name; or '=' and a value with its unit.")
    weight: float = pa.Field(gt=0, description="How much it tells of the article, before how many others have it too.")


class Story(TableModel):
    """The story that a current article belongs to; articles that share none with another have no row."""

    __key__: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str = pa.Field(unique=True, description="Article that reports on it.")
    story: str = pa.Field(description="Id of the story: that of the first of its articles.")
