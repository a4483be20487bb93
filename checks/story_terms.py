"""Keeps what each article is about: its words and distinctive values as hashes with weights, and how many articles have each.

Belongs here: `store.article_terms`, `store.term_counts` and the length of each article, brought up to the articles that there are. Does
not: the words of a text (`checks.comparison.topics`), nor what follows from them (`checks.stories`).
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib import resources

import polars as pl

from checks import comparison
from checks.comparison.topics import article_terms
from warehouse.ddl import read_meta, write_meta
from warehouse.lexicon.load import lexicon_names
from warehouse.store import Session

# A term of thirty articles tells half of what a term of one does; one of two hundred tells of a language, not of a story.
COMMON, MOST_ARTICLES_OF_A_TERM = 30, 200
# What a term that no other article has tells, of what one of two does: a writer's own words make an article only a little longer.
ALONE = 0.55
# What a figure printed with three digits or more tells of an article: as much as a name that stands there three times.
VALUE_WEIGHT = 4.0
# Weights are kept in thousandths, as whole numbers: their sums are the same in any order.
THOUSANDTHS = 1000
# Bytes of text whose words are taken at one time: as columns they take some five times as much.
BYTES_AT_ONCE = 8_000_000
_WORDS = "words"
_COUNTS = {"common": COMMON, "most": MOST_ARTICLES_OF_A_TERM, "alone": ALONE}


def keep_terms(session: Session, *, everything: bool) -> None:
    """Makes terms, counts and lengths those of the current articles; but for `everything`, only those of store.touched_versions change.

    Leaves in store.stale_versions the versions whose likeness to others may have changed: touched ones, and those with a term of which
    more or fewer articles make another step. Members of the touched versions are made anew.
    """
    asked = {"everything": everything}
    if not everything:
        session.execute("DELETE FROM store.touched_terms")
        session.fill("touched_terms", "stories/terms_of_touched", {"sign": -1})
    _forget_terms(session, everything)
    session.fill("story_members", "stories/members", asked)
    _add_words(session, everything)
    session.fill("article_terms", "stories/values", {**asked, "value_weight": round(VALUE_WEIGHT * THOUSANDTHS)})
    session.execute("DELETE FROM store.earlier_counts")
    if not everything:
        session.fill("touched_terms", "stories/terms_of_touched", {"sign": 1})
        session.execute(_EARLIER)
    session.execute("DELETE FROM store.term_counts" if everything else _COUNTS_OF_TOUCHED)
    session.fill("term_counts", "stories/term_counts", {**asked, **_COUNTS})
    mark_stale(session, everything=everything)


def mark_stale(session: Session, *, everything: bool) -> None:
    """Fills store.stale_versions and writes the lengths of these; with `everything`, of all."""
    session.execute("DELETE FROM store.stale_versions")
    session.fill("stale_versions", "stories/stale_versions", {"everything": everything})
    session.execute_file("stories/lengths")


def _forget_terms(session: Session, everything: bool) -> None:
    """Takes out the members and terms of touched versions; of all, but the words of texts are kept while words are taken alike."""
    if not everything:
        for table in ("story_members", "article_terms"):
            session.execute(
                f"DELETE FROM store.{table} WHERE version IN (SELECT (hash(version_id) >> 1)::BIGINT FROM store.touched_versions)"  # noqa: S608 - own names
            )
        return
    session.execute("DELETE FROM store.story_members")
    alike = read_meta(session).get(_WORDS) == _how_words_are_taken()
    session.execute(_TERMS_OF_OTHERS if alike else "DELETE FROM store.article_terms")
    write_meta(session, _WORDS, _how_words_are_taken())


def _add_words(session: Session, everything: bool) -> None:
    """The words of versions that have none yet, taken from so much text at one time."""
    places = session.query_file("stories/versions_without_terms", {"everything": everything})
    parts = places.with_columns(part=(pl.col("bytes").cum_sum() - pl.col("bytes")) // BYTES_AT_ONCE)
    for part in parts.partition_by("part", maintain_order=True):
        stretch = {"places": part["place"].to_list(), "first": part["place"].min(), "last": part["place"].max()}
        session.insert("article_terms", _words(session.query_file("stories/texts", stretch)))


def _words(texts: pl.DataFrame) -> pl.DataFrame:
    """The words of texts (version, text) as rows of store.article_terms."""
    found, terms = article_terms(texts)
    keys = pl.Series([_key(term) for term in terms], dtype=pl.Int64)
    weight = (pl.col("weight") * THOUSANDTHS).round().cast(pl.Int64)
    return found.select("version", term=keys.gather(found["term"]), weight=weight, is_value=pl.lit(value=False)).sort(
        "version"
    )


@lru_cache(maxsize=1 << 18)
def _key(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


@cache
def _how_words_are_taken() -> str:
    """Changes with the code that takes words out of a text and with the lexicon."""
    found = hashlib.sha256()
    for name in ("contexts.py", "topics.py"):
        found.update(resources.files(comparison).joinpath(name).read_bytes())
    for name in lexicon_names():
        found.update(resources.files("warehouse.lexicon").joinpath(f"{name}.csv").read_bytes())
    return found.hexdigest()[:16]


_EARLIER = "INSERT INTO store.earlier_counts BY NAME SELECT * FROM store.term_counts SEMI JOIN store.touched_terms USING (term)"
_COUNTS_OF_TOUCHED = "DELETE FROM store.term_counts WHERE term IN (SELECT term FROM store.touched_terms)"
_TERMS_OF_OTHERS = """DELETE FROM store.article_terms WHERE is_value OR version NOT IN (
    SELECT (hash(version_id) >> 1)::BIGINT FROM store.article_versions WHERE is_current)"""
