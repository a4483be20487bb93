"""Publication facts from named fields: of a JSON record, of front matter, of the properties that an office program keeps.

Belongs here: which names mean what, and reading their values. Does not: finding the fields in a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar, cast

from assets.reading.dates import date_mentions, iso_day
from assets.reading.document import PublicationFacts

_Value = TypeVar("_Value")

TITLE_FIELDS = ("title", "headline", "subject")
_DATE_FIELDS = (
    "published_on",
    "published",
    "date_published",
    "published_at",
    "publication_date",
    "published_date",
    "publish_date",
    "pub_date",
    "pubdate",
    "date",
    "timestamp",
    "created_at",
)
_PUBLISHER_FIELDS = ("publisher", "source", "site_name", "site", "outlet", "publication", "source_name")
_AUTHOR_FIELDS = ("author", "authors", "byline", "creator")
_LANGUAGE_FIELDS = ("language", "lang", "inlanguage")
_URL_FIELDS = ("url", "link", "uri", "canonical_url", "web_url", "permalink")
_LONGEST_NAME = 300
_MILLISECONDS = 10**11
"""A number of seconds as large as this is one of milliseconds: they passed it in 1973."""


def folded(fields: Mapping[str, _Value]) -> dict[str, _Value]:
    """The fields by their names as they are compared: 'datePublished' and 'Date-Published' are 'date_published'."""
    named: dict[str, _Value] = {}
    for name, value in fields.items():
        spaced = "".join(
            f"_{c.lower()}" if c.isupper() and i and name[i - 1].islower() else c for i, c in enumerate(name)
        )
        named.setdefault(spaced.lower().replace("-", "_").replace(" ", "_"), value)
    return named


def with_fields(facts: PublicationFacts, fields: Mapping[str, object]) -> PublicationFacts:
    """The facts with those that the folded `fields` state in place of those that were found in the text."""
    published = next(filter(None, (day_of(fields.get(name)) for name in _DATE_FIELDS)), None)
    made = replace(
        facts,
        title=first_text(fields, TITLE_FIELDS) or facts.title,
        publisher=first_text(fields, _PUBLISHER_FIELDS) or facts.publisher,
        author=first_text(fields, _AUTHOR_FIELDS) or facts.author,
        language=(first_text(fields, _LANGUAGE_FIELDS) or "").lower() or facts.language,
    )
    return replace(made, published_on=published, published_basis="meta") if published else made


def address_in(fields: Mapping[str, object]) -> str | None:
    """The address on the web at which the piece stands, if the fields give one."""
    found = first_text(fields, _URL_FIELDS)
    return found if found and found.lower().startswith(("http://", "https://")) and " " not in found else None


def first_text(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The first of the fields `names` that says something, on one line; names in a list are joined."""
    return next(filter(None, (_name(fields.get(name)) for name in names)), None)


def _name(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = cast("Mapping[str, object]", value).get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, cast("list[Any]", value)[:10]))) or None
    if not isinstance(value, str):
        return None
    return " ".join(value.split())[:_LONGEST_NAME] or None


def day_of(value: object) -> date | None:
    """The day that a value gives: a date, a text that is one, or seconds or milliseconds since 1970."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / 1000 if abs(value) >= _MILLISECONDS else value, UTC).date()
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        return None
    if day := iso_day(value.strip()):
        return day
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError):
        return next((mention.full for mention in date_mentions(value) if mention.full), None)
