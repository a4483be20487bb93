"""Stories: which articles report on the same thing, and what each article is about. Kept by the comparing step.

Belongs here: the stories that readers may ask for, and the working tables from which they are made; these can be emptied at the price
of one full comparing run. Does not: how alike two articles are (warehouse/sql/stories).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pandera.polars as pa

from warehouse.schemas.base import TableModel

_VERSION = "Hash of a version's id."
_TERM = "Hash of a word's sense, of a name, or of a value with its unit."


class Story(TableModel):
    """The story that a current article belongs to; articles that share none with another have no row."""

    __key__: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str = pa.Field(unique=True, description="Article that reports on it.")
    story: str = pa.Field(description="Id of the story: that of the first of its articles.")


class ArticleTerm(TableModel):
    """A word, a name or a distinctive figure of one version of an article, with how much it tells."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version: int = pa.Field(description=_VERSION)
    term: int = pa.Field(description=_TERM)
    weight: int = pa.Field(
        ge=0, description="What it tells of the article before how many have it too, in thousandths."
    )
    is_value: bool = pa.Field(description="Whether it is a value: those follow the figures, words the text.")


class TermCount(TableModel):
    """How many current articles have a term."""

    __key__: ClassVar[tuple[str, ...]] = ()

    term: int = pa.Field(description=_TERM)
    articles: int = pa.Field(gt=0, description="How many articles have it.")
    tells: int = pa.Field(ge=0, description="What that makes it tell, in thousandths; 0 of a term that too many have.")


class EarlierCount(TermCount):
    """What a term told before the run that is at work. Empty between runs."""


class TouchedTerm(TableModel):
    """A term of versions that came, changed or went before the run that is at work. Empty between runs."""

    __key__: ClassVar[tuple[str, ...]] = ()

    term: int = pa.Field(description=_TERM)
    articles: int = pa.Field(description="How many of them have it now, or, below zero, had it.")


class StaleVersion(TableModel):
    """A version whose likeness to others has to be looked at again in the run that is at work. Empty between runs."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version: int = pa.Field(description=_VERSION)


class StoryMember(TableModel):
    """A current version as stories see it."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version: int = pa.Field(description=_VERSION)
    article_id: str = pa.Field(description="The first article that prints it.")
    published_on: date | None = pa.Field(nullable=True, description="Day of its publication.")
    length: int = pa.Field(ge=0, description="Sum of the squared weights of its terms.")
    component: int = pa.Field(description="The least of the versions that likenesses link it to, itself among them.")


class Component(TableModel):
    """The component of a member as it was found by the run that is at work. Empty between runs."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version: int = pa.Field(description=_VERSION)
    component: int = pa.Field(description="Its component.")


class StoryEdge(TableModel):
    """Two versions that are alike enough to be of one story."""

    __key__: ClassVar[tuple[str, ...]] = ()

    a: int = pa.Field(description="The version with the smaller hash.")
    b: int = pa.Field(description="The other.")
    likeness: float = pa.Field(gt=0, description="Cosine of their weighted terms.")


class SentenceMark(TableModel):
    """A sentence with figures by its words alone, numbers masked."""

    __key__: ClassVar[tuple[str, ...]] = ()

    version_id: str = pa.Field(description="Article version.")
    sentence_start: int = pa.Field(description="Where the sentence begins in its text.")
    mark: int = pa.Field(description="Hash of its words: one in all articles that print it with whatever numbers.")
