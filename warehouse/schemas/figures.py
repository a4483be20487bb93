"""Figures: numbers in an article together with what they say. One row a figure of one article version."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from warehouse.schemas.base import CHANGES, KINDS, MODIFIERS, STATUSES, TableModel


class Figure(TableModel):
    """A number in an article with its span, value, unit, interval, and what, whose, where and when it is about."""

    __key__: ClassVar[tuple[str, ...]] = ("figure_id",)

    figure_id: str = pa.Field(unique=True, description="Hash of the version and the span.")
    article_id: str = pa.Field(description="Article that says it.")
    version_id: str = pa.Field(description="Version of the article: sha256 of its raw bytes.")
    source_path: str = pa.Field(description="File that the version was read from.")
    char_start: int = pa.Field(ge=0, description="First code point of the quote in the article's text.")
    char_end: int = pa.Field(gt=0, description="One past the last code point of the quote.")
    byte_start: int = pa.Field(ge=0, description="First byte of the same place in the article's raw bytes.")
    byte_end: int = pa.Field(gt=0, description="One past the last byte of the same place there.")
    page: int | None = pa.Field(
        nullable=True, description="Page of the source file, from 1, on which it stands, where the format has pages."
    )
    identity: str | None = pa.Field(
        nullable=True,
        description="figure_id under which it was first seen: the same figure in later versions of the article keeps it. Null in the "
        "private table where that is its own.",
    )
    quote: str = pa.Field(str_length={"min_value": 1}, description="text[char_start:char_end], letter by letter.")
    sentence: str = pa.Field(description="The sentence around it, as it stands in the text.")
    sentence_start: int = pa.Field(ge=0, description="First code point of that sentence in the article's text.")
    sentence_end: int = pa.Field(gt=0, description="One past the last code point of that sentence.")
    in_title: bool = pa.Field(description="Whether it stands in the headline.")
    kind: str = pa.Field(
        isin=list(KINDS), description="money, percentage, fold, physical, count, duration, rank, rate or number."
    )
    value: float | None = pa.Field(
        nullable=True, description="The number in the canonical unit; null for a printed range."
    )
    value_low: float | None = pa.Field(nullable=True, description="Lower number of a printed range, canonical unit.")
    value_high: float | None = pa.Field(nullable=True, description="Upper number of a printed range, canonical unit.")
    unit: str = pa.Field(
        description="Canonical unit: ISO 4217, MW, MWh, t, m, m2, m3, bbl, day, month, percent, fold, rank, a singular noun, or a/b."
    )
    dimension: str = pa.Field(
        description="What kind of quantity the unit measures: money, power, energy, mass, length, count, ratio, …"
    )
    unit_as_written: str | None = pa.Field(nullable=True, description="The unit's characters in the text.")
    step: float = pa.Field(
        ge=0, description="Worth of the last printed digit, canonical unit; 0 where the number is exact."
    )
    modifier: str | None = pa.Field(
        nullable=True, isin=list(MODIFIERS), description="about, nearly, over, at_least, under, at_most."
    )
    change: str | None = pa.Field(
        nullable=True,
        isin=list(CHANGES),
        description="How it moves something: increase_by, decrease_by, increase_to, decrease_to, ratio_to, unchanged.",
    )
    low: float | None = pa.Field(nullable=True, description="Lower end of what a reader expects; null for no end.")
    high: float | None = pa.Field(nullable=True, description="Upper end of what a reader expects; null for no end.")
    hard_low: float | None = pa.Field(nullable=True, description="Below this is excluded; null for no end.")
    hard_high: float | None = pa.Field(nullable=True, description="Above this is excluded; null for no end.")
    measure: str | None = pa.Field(
        nullable=True, description="What is counted, e.g. trade_turnover; a provisional noun phrase starts with '~'."
    )
    statistic: str = pa.Field(
        isin=["level", "change", "share", "rank", "rate", "price"],
        description="Which statistic of the measure: level, change, share, rank, rate, price.",
    )
    role: str = pa.Field(
        isin=["main", "base", "part"],
        description="Role in its sentence: main, base (what another figure is compared with) or part (of a stated whole).",
    )
    subject: str | None = pa.Field(
        nullable=True, description="Of whom or what, lower case; several joined by ' + ' in alphabetical order."
    )
    counterparty: str | None = pa.Field(nullable=True, description="The other side of a flow: to or from whom.")
    product: str | None = pa.Field(
        nullable=True, description="Which kind of thing: offshore wind, solar, natural gas, …"
    )
    place: str | None = pa.Field(nullable=True, description="Where, lower case.")
    period_start: date | None = pa.Field(nullable=True, description="First day the figure is about; null when open.")
    period_end: date | None = pa.Field(nullable=True, description="Last day the figure is about; null when open.")
    period_basis: str = pa.Field(
        isin=["explicit", "relative", "inherited", "document", "none"],
        description="How the period was found: explicit; relative to publication; inherited from sentences before; document:"
        " from the article's event or its day of publication; none.",
    )
    basis: str | None = pa.Field(
        nullable=True, description="Accounting basis: consolidated, standalone, net, gross, seasonally adjusted, …"
    )
    status: str = pa.Field(isin=list(STATUSES), description="actual, planned, target, projected or agreed.")
    attribution: str | None = pa.Field(nullable=True, description="Who says so, as the text names them.")
    published_on: date | None = pa.Field(nullable=True, description="Day the article was published.")
    boilerplate: bool = pa.Field(description="Whether it stands in site furniture; such figures are never compared.")
    assumed: str | None = pa.Field(
        nullable=True,
        description="Facets that were assumed, not read, joined by commas: subject, period, measure, …; published_on where the "
        "period was counted from a publication day that was inferred.",
    )
    comparable_key: str | None = pa.Field(
        nullable=True, description="Blocking key: measure|dimension|statistic; figures without one cannot be compared."
    )
    conversion_of: int | None = pa.Field(
        nullable=True,
        description="char_start of the figure of which this is a second reading in another unit: 19 km of '12 miles (19 km)'.",
    )
    steps: str = pa.Field(
        description='How it was read, as JSON: a list of {"step", "said", "means", "source"} from the number outwards;'
        " `said` is empty where no characters say it, `source` is the lexicon or the rule."
    )
    rule: str = pa.Field(description="Name of the pattern that found it.")
    extractor_version: str = pa.Field(description="Version of the extraction rules.")
    prefix: str = pa.Field(description="Up to 32 characters before the quote, for re-anchoring.")
    suffix: str = pa.Field(description="Up to 32 characters after the quote, for re-anchoring.")

    @pa.dataframe_check(name="spans are half-open and not empty")
    def spans_are_half_open(cls, data: PolarsData) -> pl.LazyFrame:
        """0 ≤ start < end in characters and in bytes, and the quote is as long as its span."""
        return data.lazyframe.select(
            (pl.col("char_start") < pl.col("char_end"))
            & (pl.col("byte_start") < pl.col("byte_end"))
            & (pl.col("quote").str.len_chars() == pl.col("char_end") - pl.col("char_start"))
        )

    @pa.dataframe_check(name="a soft interval lies inside its hard interval")
    def soft_inside_hard(cls, data: PolarsData) -> pl.LazyFrame:
        """hard_low ≤ low ≤ high ≤ hard_high wherever both ends are there."""
        ordered = [("hard_low", "low"), ("low", "high"), ("high", "hard_high")]
        tests = [(pl.col(a) <= pl.col(b)) | pl.col(a).is_null() | pl.col(b).is_null() for a, b in ordered]
        return data.lazyframe.select(tests[0] & tests[1] & tests[2])

    @pa.dataframe_check(name="a figure has a value or a range")
    def value_or_range(cls, data: PolarsData) -> pl.LazyFrame:
        """Exactly one of value and (value_low, value_high) is there."""
        ranged = pl.col("value_low").is_not_null() & pl.col("value_high").is_not_null()
        return data.lazyframe.select(pl.col("value").is_not_null() ^ ranged)
