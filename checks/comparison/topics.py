"""Topics: the words and names that tell what articles are about, of many texts at one time.

Texts are taken apart as columns, and only what a written word means is asked in Python, once a word and not once an article.

Belongs here: which words of a text tell, and how much. Does not: what a word means (`contexts`), nor what follows from articles that
share words (`checks.stories`).
"""

from __future__ import annotations

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


def article_terms(texts: pl.DataFrame) -> pl.DataFrame:
    """The most telling terms of each text (version, text) with their weights, as rows (version, term, weight). Names begin with '@'.

    A name is a word that is written with a capital and stands nowhere in the text without.
    """
    written = (
        texts.select("version", word=pl.col("text").str.extract_all(_WORD))
        .explode("word")
        .drop_nulls()
        .group_by("version", "word")
        .agg(times=pl.len())
    )
    told = written.join(_vocabulary(written["word"].unique()), on="word")
    uncapped = written.select("version", plain="word")
    capped = told.filter("is_capped")
    named = capped.join(uncapped, on=["version", "plain"], how="anti").with_columns(term="@" + pl.col("plain"))
    spoken = pl.concat(
        [told.filter(~pl.col("is_capped")), capped.join(uncapped, on=["version", "plain"], how="semi")]
    )
    meant = spoken.join(_meanings(spoken["plain"].unique()), on="plain")
    return _strongest(pl.concat([one.select("version", "term", "times") for one in (named, meant)]))


def _strongest(told: pl.DataFrame) -> pl.DataFrame:
    """Terms with their weights, of each text no more than MOST_TERMS: among those that weigh the same the first by their letters."""
    times = told.group_by("version", "term").agg(pl.col("times").sum())
    name = pl.when(pl.col("term").str.starts_with("@")).then(NAME_WEIGHT).otherwise(1.0)
    weighed = times.select("version", "term", weight=(1 + pl.col("times").cast(pl.Float64).log()) * name)
    is_long = pl.len().over("version") > MOST_TERMS
    long = weighed.filter(is_long).sort(["version", "weight", "term"], descending=[False, True, False])
    return pl.concat([weighed.filter(~is_long), long.group_by("version", maintain_order=True).head(MOST_TERMS)])


def _vocabulary(words: pl.Series) -> pl.DataFrame:
    """Of each written word that tells something: what it is in plain letters, and whether it begins with a capital."""
    rows = [(word, plain_word(word), word[0].isupper()) for word in words]
    told = [row for row in rows if len(row[1]) >= _LEAST_LETTERS and not says_nothing(row[1])]
    return pl.DataFrame(told, schema={"word": pl.String, "plain": pl.String, "is_capped": pl.Boolean}, orient="row")


def _meanings(plain: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"plain": plain, "term": pl.Series([sense(word) for word in plain], dtype=pl.String)})
