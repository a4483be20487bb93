"""Figures as messages, and back; numbers keep every digit.

Belongs here: this form, apart from that of documents, because a child that only reads does not import extraction. Does not: what
makes a figure valid (`warehouse.schemas`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

from assets.extraction.model import ExtractedFigure
from assets.sandbox.messages import BrokenMessage, Message

_NAMES = tuple(field.name for field in fields(ExtractedFigure))
_HINTS = {name: str(hint) for name, hint in get_type_hints(ExtractedFigure).items()}
_DECIMALS = frozenset(name for name, hint in _HINTS.items() if "Decimal" in hint)
_DAYS = frozenset(name for name, hint in _HINTS.items() if "datetime.date" in hint)


def with_figures(figures: Sequence[ExtractedFigure]) -> Message:
    """Figures as one message; numbers keep every digit."""
    return Message({"figures": [[_plain(getattr(figure, name)) for name in _NAMES] for figure in figures]})


def figures_of_answer(message: Message) -> list[ExtractedFigure]:
    """The figures of a message. Raises BrokenMessage where they make no sense; what their values mean is not checked here."""
    try:
        return [_figure(dict(zip(_NAMES, row, strict=True))) for row in message.head["figures"]]
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise BrokenMessage(f"its figures make no sense: {type(error).__name__}: {error}") from error


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, set) else value


def _figure(said: dict[str, Any]) -> ExtractedFigure:
    for name in _DECIMALS:
        said[name] = None if said[name] is None else Decimal(said[name])
    for name in _DAYS:
        said[name] = None if said[name] is None else date.fromisoformat(said[name])
    said["assumed"], said["concepts"] = set(said["assumed"]), tuple(said["concepts"])
    said["steps"] = tuple((step, chars, means, source) for step, chars, means, source in said["steps"])
    return ExtractedFigure(**said)
