"""Random news of a small world: articles that say levels, growths, shares and ranks of a few subjects, some with facets left open.

Belongs here: making them and putting them into a store. Does not: what the laws should say of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checks.compare import CompareReport, CompareSettings, compare
from warehouse.schemas import ArticleVersion, Figure
from warehouse.store import Store

# The corpus of tests/unit/checks/conftest.py, which a module cannot import.
Corpus = Any
SUBJECTS = ("tarn hollow", "tarn hollow dairy", "wick", "wick + tarn hollow", "gull rock wind farm", "gull rock", None)
PLACES = ("north fell", "fell", None, None)
PRODUCTS = ("solar", "wind", None, None)
MEASURES = (
    ("exports", "USD", "level"),
    ("capacity", "MW", "level"),
    ("turnover", "USD", "level"),
    ("deaths", "dead", "level"),
)
ASSUMED = (None, None, "subject", "period", "subject,period", "status")


@dataclass(frozen=True, slots=True)
class News:
    """One article with its figures, as the arguments of `Corpus.say`."""

    publisher: str
    published_on: date
    figures: tuple[dict[str, Any], ...]


def random_news(seed: int, number: int) -> list[News]:
    """`number` articles; the same seed gives the same ones."""
    rng = random.Random(seed)
    return [
        News(f"Paper {n}", date(2025, rng.randint(1, 6), 1), tuple(_figure(rng) for _ in range(rng.randint(1, 5))))
        for n in range(number)
    ]


def _figure(rng: random.Random) -> dict[str, Any]:
    measure, unit, statistic = rng.choice(MEASURES)
    year = rng.choice((2022, 2023, 2024))
    figure: dict[str, Any] = {
        "value": float(rng.choice((10, 10, 11, 12, 20, 24, 1000))),
        "unit": unit,
        "measure": measure,
        "statistic": statistic,
        "step": rng.choice((0.0, 1.0)),
        "subject": rng.choice(SUBJECTS),
        "place": rng.choice(PLACES),
        "product": rng.choice(PRODUCTS),
        "status": rng.choice(("actual", "actual", "planned")),
        "assumed": rng.choice(ASSUMED),
        "role": rng.choice(("main", "main", "main", "base", "part")),
        "sentence_start": rng.choice((0, 100)),
        "counterparty": rng.choice((None, None, None, "brask")),
    }
    if rng.random() < 0.7:
        figure |= {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    match rng.randint(0, 9):
        case 0:
            figure |= {
                "statistic": "change",
                "change": "increase_by",
                "value": float(rng.choice((10, 100))),
                "unit": "percent",
            }
        case 1:
            figure |= {"statistic": "rank", "value": float(rng.randint(1, 2)), "unit": "rank"}
        case 2:
            figure |= {"statistic": "share", "value": float(rng.choice((50, 83))), "unit": "percent"}
        case _:
            pass
    return figure


def told_apart(news: Iterable[News]) -> list[News]:
    """The news without the two things that blocks do not look for: a place within another place, and a change without a period."""
    return [replace(one, figures=tuple(_told_apart(figure) for figure in one.figures)) for one in news]


def _told_apart(figure: dict[str, Any]) -> dict[str, Any]:
    told = figure | {"place": "south dene" if figure["place"] == "fell" else figure["place"]}
    if figure["statistic"] == "change" and "period_end" not in figure:
        told |= {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    return told


def put(corpus: Corpus, news: Iterable[News]) -> None:
    """Writes the articles over whatever the store of a `Corpus` holds of the same ones."""
    fresh = type(corpus)(corpus.store.path)
    for one in news:
        for figure in one.figures:
            fresh.say(
                one.publisher,
                figure["value"],
                published_on=one.published_on,
                **{k: v for k, v in figure.items() if k != "value"},
            )
    fresh.write()


def take_away(store: Store, publishers: Iterable[str]) -> None:
    """Takes articles out of a store with their figures."""
    gone = set(publishers)
    with store.writing() as session, session.transaction():
        versions = session.table("article_versions")
        kept = versions.filter(~versions["publisher"].is_in(list(gone)))
        figures = session.table("figures")
        session.replace_all("figures", figures.join(kept.select("version_id"), on="version_id", how="semi"))
        session.replace_all("article_versions", kept)


def everything_judged_anew(corpus: Corpus, other: Corpus, settings: CompareSettings) -> CompareReport:
    """Compares the figures of one store in another, empty one."""
    with corpus.store.reading() as session:
        versions, figures = session.table("article_versions"), session.table("figures")
    with other.store.writing() as session:
        session.insert("article_versions", ArticleVersion.validate(versions))
        session.insert("figures", Figure.validate(figures))
    return compare(other.store, "anew", settings)
