"""What Dagster hands to the assets: the private store, the places to read and to publish, limits, and which laws are on.

Belongs here: turning settings into the plain objects that steps take. Does not: any step, nor the settings file.
"""

from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path
from typing import Self

import dagster as dg

from assets.ledger import Places, RunLedger
from assets.sandbox.limits import Allowance
from checks.blocks import BlockLimits
from checks.compare import CompareSettings
from checks.comparison.thresholds import Thresholds
from warehouse.store import Store


class StoreResource(dg.ConfigurableResource[Store]):
    """The private store beside the published warehouse; opened by each step for as long as it reads or writes."""

    published: str

    def create_resource(self, context: dg.InitResourceContext) -> Store:
        """The store that belongs to the published file."""
        return Store.beside(Path(self.published))


class PlacesResource(dg.ConfigurableResource[Places]):
    """Folders and files to read, and the file to publish. All three can be changed for one run in the launchpad."""

    sources: list[str]
    published: str

    def create_resource(self, context: dg.InitResourceContext) -> Places:
        """The places as paths."""
        return Places(tuple(Path(source) for source in self.sources), Path(self.published))


class LedgerResource(dg.ConfigurableResource[RunLedger]):
    """What the steps of one run reported. Made once a run, which the in-process executor keeps in one process."""

    def create_resource(self, context: dg.InitResourceContext) -> RunLedger:
        """An empty ledger."""
        return RunLedger()


class LimitsResource(dg.ConfigurableResource[Allowance]):
    """What each file and each text may cost; see [limits] of `tieout.toml`."""

    reading_seconds: int
    reading_seconds_per_megabyte: int
    extraction_seconds: int
    extraction_seconds_per_million_characters: int
    clock_factor: int
    memory_megabytes: int

    @classmethod
    def of(cls, limits: Allowance) -> Self:
        """The resource that hands out these limits."""
        return cls(**asdict(limits))

    def create_resource(self, context: dg.InitResourceContext) -> Allowance:
        """The limits as steps take them."""
        return Allowance(**{f.name: getattr(self, f.name) for f in fields(Allowance)})


class LawsResource(dg.ConfigurableResource[CompareSettings]):
    """The laws that are tested, by name (all of them where no list is given), and what they are told; see `tieout.toml`."""

    rules: list[str] | None = None
    wide_gap: float
    same_as_of_days: int
    agreement_figures: int
    block_figures: int
    source_severities: dict[str, str]
    measure_severities: dict[str, str]

    @classmethod
    def of(cls, laws: CompareSettings) -> Self:
        """The resource that hands out these settings."""
        told = laws.thresholds
        return cls(
            rules=None if laws.rules is None else list(laws.rules),
            wide_gap=float(told.wide_gap),
            same_as_of_days=told.same_as_of_days,
            agreement_figures=laws.agreement_figures,
            block_figures=laws.limits.class_figures,
            source_severities=dict(told.source_severities),
            measure_severities=dict(told.measure_severities),
        )

    def create_resource(self, context: dg.InitResourceContext) -> CompareSettings:
        """The settings of the comparing step."""
        thresholds = Thresholds(
            wide_gap=Decimal(repr(self.wide_gap)),
            same_as_of_days=self.same_as_of_days,
            source_severities=self.source_severities,
            measure_severities=self.measure_severities,
        )
        return CompareSettings(
            rules=None if self.rules is None else tuple(self.rules),
            agreement_figures=self.agreement_figures,
            limits=BlockLimits(whole_test=self.block_figures, class_figures=self.block_figures),
            thresholds=thresholds,
        )
