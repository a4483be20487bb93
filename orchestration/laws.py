"""Which laws are on and what they are told: the settings as what the comparing step takes.

Belongs here: that translation, with a message for a name or a word that there is not. Does not: the laws, nor reading the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from decimal import Decimal

from checks.blocks import BlockLimits
from checks.compare import CompareSettings
from checks.comparison.thresholds import Thresholds
from checks.rules import RULES
from orchestration.settings import Settings, SettingsError, did_you_mean
from warehouse.lexicon import lexicon
from warehouse.schemas.base import SEVERITIES

# a measure that no lexicon knows begins so: the noun phrase that was met; any may come up in an article
_PROVISIONAL = "~"


def compare_settings(settings: Settings) -> CompareSettings:
    """All laws but those that are switched off, with thresholds. Raises SettingsError with line and likely word."""
    off = settings.compare.rules_off
    names = tuple(rule.name for rule in RULES)
    for name in off:
        if name not in names:
            where = settings.where("compare", "rules_off")
            raise SettingsError(f"{where}: rules_off: no law is called {name!r}; {did_you_mean(name, names)}")
    _check_levels(settings, "severity.sources", settings.severity.sources)
    _check_levels(settings, "severity.measures", settings.severity.measures)
    _check_measures(settings)
    return CompareSettings(
        rules=tuple(name for name in names if name not in off) if off else None,
        agreement_figures=settings.compare.agreement_figures,
        limits=BlockLimits(whole_test=settings.compare.block_figures, class_figures=settings.compare.block_figures),
        thresholds=Thresholds(
            # through its shortest form, so that 0.05 is 0.05
            wide_gap=Decimal(repr(settings.compare.wide_gap)),
            same_as_of_days=settings.compare.same_as_of_days,
            source_severities=settings.severity.sources,
            measure_severities=settings.severity.measures,
        ),
    )


def _check_levels(settings: Settings, section: str, levels: Mapping[str, str]) -> None:
    for name, level in levels.items():
        if level not in SEVERITIES:
            where = settings.where(section, name)
            raise SettingsError(f"{where}: no severity is called {level!r}; {did_you_mean(level, SEVERITIES)}")


def _check_measures(settings: Settings) -> None:
    known = {entry.canonical for entry in lexicon("measures")} | {entry.alias for entry in lexicon("measure_kinds")}
    for measure in settings.severity.measures:
        if measure in known or measure.startswith(_PROVISIONAL):
            continue
        near = difflib.get_close_matches(measure, sorted(known), n=1, cutoff=0.5)
        remedy = (
            f"did you mean {near[0]!r}?"
            if near
            else "the names are the canonical ones of warehouse/lexicon/measures.csv"
        )
        where = settings.where("severity.measures", measure)
        raise SettingsError(f"{where}: no measure is called {measure!r}; {remedy}")
