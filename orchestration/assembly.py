"""Puts all definitions together, by name: assets, checks, jobs, schedule, sensor, resources. No folder is searched for more.

Belongs here: the list. Does not: what is on it, nor which settings hold (`orchestration.definitions`).
"""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg

from assets.definitions import articles, evidence_report, figures, published_warehouse
from checks.definitions import comparisons, figures_are_anchored, findings, table_contracts
from orchestration.automation import compare_again, daily_schedule, everything, folder_sensor
from orchestration.catalog import catalogued
from orchestration.laws import compare_settings
from orchestration.resources import LawsResource, LedgerResource, LimitsResource, PlacesResource, StoreResource
from orchestration.settings import Settings
from orchestration.source_places import named_sources

_ASSETS = (articles, figures, comparisons, findings, published_warehouse, evidence_report)


def build_definitions(settings: Settings, loggers: Mapping[str, dg.LoggerDefinition] | None = None) -> dg.Definitions:
    """All definitions for one warehouse and its sources; `loggers` replace Dagster's own. Raises SettingsError."""
    published = settings.published.as_posix()
    return dg.Definitions(
        assets=[catalogued(asset) for asset in _ASSETS],
        asset_checks=[*table_contracts, figures_are_anchored],
        jobs=[everything, compare_again],
        schedules=[daily_schedule(settings)],
        sensors=[folder_sensor(settings)],
        resources={
            "store": StoreResource(published=published),
            "places": PlacesResource(sources=[p.as_posix() for p in settings.source_paths], published=published),
            "named_sources": named_sources(settings),
            "ledger": LedgerResource(),
            "limits": LimitsResource.of(settings.limits),
            "laws": LawsResource.of(compare_settings(settings)),
        },
        executor=dg.in_process_executor,
        loggers=loggers,
    )
