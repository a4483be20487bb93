"""Values of `tieout.toml` held against what a key may be, and the line on which something is written.

Belongs here: what every part of the settings needs to say what is wrong and where. Does not: any key.
"""

from __future__ import annotations

import re


class SettingsError(ValueError):
    """The settings file is missing or says something that cannot be followed; the message names file, line and remedy."""


def typed(value: object, default: object, where: str) -> object:
    """`value` if it has the type of the key's default; raises SettingsError that says what to write."""
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and "${" in text:
            raise SettingsError(
                f"{where}: {text!r} is taken as it stands; variables are not put in, so write the value itself"
            )
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise SettingsError(f'{where} must be a list of strings, such as ["one", "two"]')
        return tuple(value)
    if isinstance(default, bool) or isinstance(value, bool):
        if not (isinstance(default, bool) and isinstance(value, bool)):
            raise SettingsError(f"{where} must be {_words_for(default)}")
        return value
    if isinstance(default, float) and isinstance(value, int | float):
        return float(value)
    if not isinstance(value, type(default)) or value == "":
        raise SettingsError(f"{where} must be {_words_for(default)}")
    return value


def _words_for(default: object) -> str:
    return {bool: "true or false", int: "a whole number", float: "a number"}.get(
        type(default), 'a string, such as "…", and not empty'
    )


def line_of(text: str, section: str, key: str | None) -> int:
    """1-based line of a section's header, or of a key in it; the header's where the key is written in another style."""
    header = re.compile(rf"^\s*\[\s*[\"']?{re.escape(section)}[\"']?\s*\]|^\s*[\"']?{re.escape(section)}[\"']?\s*[.=]")
    wanted = re.compile(rf"^\s*(?:{re.escape(section)}\.)?[\"']?{re.escape(key or '')}[\"']?\s*=")
    outer, _, inner = section.rpartition(".")
    # a section in a section may stand as a key of the outer one: sources = { "a name" = "low" }
    start = line_of(text, outer, inner) if outer else 1
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if header.search(line):
            start, inside = number, True
            if key is None:
                return number
        elif line.lstrip().startswith("["):
            inside = False
        if inside and key is not None and wanted.search(line):
            return number
    return start


def line_in_array(text: str, section: str, index: int, key: str | None) -> int:
    """1-based line of the header of the table `index` (from 0) of [[section]], or of a key in it."""
    header = re.compile(rf"^\s*\[\[\s*[\"']?{re.escape(section)}[\"']?\s*\]\]")
    wanted = re.compile(rf"^\s*[\"']?{re.escape(key or '')}[\"']?\s*=")
    start, seen = line_of(text, section, None), -1
    for number, line in enumerate(text.splitlines(), start=1):
        if header.search(line):
            seen += 1
            start = number if seen == index else start
        if seen == index and key is not None and wanted.search(line):
            return number
        if seen > index:
            break
    return start
