"""What the tests of reading again share: three articles, a run whose counts have to add up, a question to the store.

Belongs here: these. Does not: any test.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from assets.extract import ExtractReport, extract
from assets.ingest import IngestReport, ingest
from assets.tally import FileTally, tally_files
from warehouse.store import Store

FERRY = "Ferry opens\n\n3 March 2025\n\nThe North Ferry terminal in Oldport cost $240 million in 2024. It has 14 berths, the city said.\n"
AUDIT = "Ferry costs reviewed\n\n5 March 2025\n\nThe North Ferry terminal in Oldport cost $310 million in 2024, auditors found.\n"
TRAMS = "Trams again\n\n7 March 2025\n\nThe tram line carried 1.2 million passengers in 2024, its owner said.\n"


def run(store: Store, folder: Path, run_id: str) -> tuple[IngestReport, ExtractReport, FileTally]:
    """Ingestion and extraction, whose counts have to add up in every run."""
    ingested = ingest(store, [folder], run_id)
    extracted = extract(store, run_id)
    tally = tally_files(ingested, extracted)
    assert tally.holds, tally
    assert ingested.files == ingested.new + ingested.changed + ingested.unchanged + ingested.quarantined
    return ingested, extracted, tally


def ask(store: Store, sql: str) -> pl.DataFrame:
    """The rows of a query."""
    with store.reading() as session:
        return session.query(sql)
