"""Topics: the words and names that tell what articles are about, of many texts at one time.

Texts are taken apart as columns, and only what a written word means is asked in Python, once a word and not once an article.

Belongs here: which words of a text tell, and how much. Does not: what a word means (`contexts`), nor what follows from articles that
share words (`checks.stories`).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from checks.comparison.contexts import plain_word, says_nothing, sense

# What Python's `[^\W\d_][\w'’-]*` is: a letter, then letters, digits and what stands inside words.
_WORD = r"[\p{L}\p{Nl}\p{No}][\p{L}\p{N}_'’-]*"
# Names tell two stories apart better than common words do.
NAME_WEIGHT = 2.0
# A story is told by its most frequent words; what follows is chance.
MOST_TERMS = 120
# A word of two letters is an abbreviation or grammar.
_LEAST_LETTERS = 3


def article_terms(texts: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """The most telling terms of each text (version, text) with their weights, as rows (version, term, weight), and the terms that the
    numbers in `term` are places in, in the order of their letters. Names begin with '@'.

    A name is a word that is written with a capital and stands nowhere in the text without.
    """
    written = (
        texts.select("version", word=pl.col("text").str.extract_all(_WORD))
        .explode("word")
        .drop_nulls()
        .group_by("version", "word")
        .agg(times=pl.len())
    )
    vocabulary, letters = _vocabulary(written["word"].unique())
    told = written.join(vocabulary, on="word").select("version", "times", "plain", "is_capped", "is_plain")
    small, capped = told.filter(~pl.col("is_capped")), told.filter("is_capped")
    uncapped = small.filter("is_plain").select("version", "plain", is_said=pl.lit(value=True))
    capped = capped.join(uncapped, on=["version", "plain"], how="left")
    columns = ("version", "times", "plain")
    rows = pl.concat(
        [
            small.select(*columns, is_name=pl.lit(value=False)),
            capped.select(*columns, is_name=pl.col("is_said").is_null()),
        ]
    )
    names, spoken = (rows.filter(which)["plain"].unique() for which in (pl.col("is_name"), ~pl.col("is_name")))
    meant, terms = _numbered(letters, names, spoken)
    return _strongest(rows.join(meant, on=["plain", "is_name"])), terms


def _strongest(told: pl.DataFrame) -> pl.DataFrame:
    """Terms with their weights, of each text no more than MOST_TERMS: among those that weigh the same the first by their letters."""
    times = told.group_by("version", "term").agg(pl.col("times").sum(), pl.col("is_name").first())
    name = pl.when("is_name").then(NAME_WEIGHT).otherwise(1.0)
    weighed = times.select("version", "term", weight=(1 + pl.col("times").cast(pl.Float64).log()) * name)
    is_long = pl.len().over("version") > MOST_TERMS
    long = weighed.filter(is_long).sort(["version", "weight", "term"], descending=[False, True, False])
    return pl.concat([weighed.filter(~is_long), long.group_by("version", maintain_order=True).head(MOST_TERMS)])


def _vocabulary(words: pl.Series) -> tuple[pl.DataFrame, list[str]]:
    """Written words that tell something (word, is_capped, is_plain, plain), and the plain letters that the numbers in `plain` are
    places in; `is_plain` says whether it is written in these."""
    letters: dict[str, int] = {}
    rows: list[tuple[str, bool, bool, int]] = []
    for word in words:
        plain = plain_word(word)
        if len(plain) >= _LEAST_LETTERS and not says_nothing(plain):
            rows.append((word, word[0].isupper(), plain == word, letters.setdefault(plain, len(letters))))
    columns = {"word": pl.String, "is_capped": pl.Boolean, "is_plain": pl.Boolean, "plain": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row"), list(letters)


def _numbered(letters: Sequence[str], names: pl.Series, spoken: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
    """Which term a plain word stands for as a name and as a word (plain, is_name, term), and the terms that the numbers are places in."""
    rows = [(plain, True, f"@{letters[plain]}") for plain in names]
    rows += [(plain, False, sense(letters[plain])) for plain in spoken]
    meant = pl.DataFrame(rows, schema={"plain": pl.Int64, "is_name": pl.Boolean, "letters": pl.String}, orient="row")
    terms = meant.select(pl.col("letters").unique().sort()).with_row_index("term")
    return meant.join(terms, on="letters").drop("letters"), terms["letters"]
