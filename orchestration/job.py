"""Runs the whole job through Dagster in this process, as the command line does, with Dagster's own noise kept away.

Belongs here: the in-process run and what it says while it runs. Does not: definitions, nor what is printed afterwards.
"""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Callable

import dagster as dg
from dagster._core.definitions.asset_checks.asset_check_evaluation import AssetCheckEvaluation
from dagster._core.errors import DagsterAssetCheckFailedError

from checks.definitions import PROBLEM
from orchestration.assembly import build_definitions
from orchestration.automation import EVERYTHING
from orchestration.settings import Settings
from warehouse.store import StoreError, reading_published


class BlockedByCheck(StoreError):
    """A blocking asset check failed, and nothing after it was done; `failed` has one line a check."""

    def __init__(self, failed: list[str]) -> None:
        self.failed = failed
        super().__init__(
            "a blocking check failed; the steps after it were not taken and nothing was published:\n  "
            + "\n  ".join(failed)
            + "\n",
            "the job",
            "Run again: files that changed while they were read are read anew. If it fails again, please report it.",
        )


class _Progress(logging.Handler):
    """Passes on what the assets log themselves; Dagster's events and stack traces stay away."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        meta = getattr(record, "dagster_meta", None) or {}
        if meta.get("dagster_event") is None and meta.get("step_key"):
            self._say(f"  {meta['step_key']}: {meta.get('orig_message')}")


def run_everything(settings: Settings, say: Callable[[str], None]) -> str:
    """Materialises every asset with its checks and returns the run's id; history is kept only where DAGSTER_HOME is set.

    Raises what a step raises (StoreError, SourceError …), or BlockedByCheck.
    """
    _refuse_foreign_file(settings)

    @dg.logger
    def progress(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger("tieout", logging.INFO)
        logger.addHandler(_Progress(say))
        return logger

    definitions = build_definitions(settings, loggers={"console": progress})
    job = definitions.resolve_job_def(EVERYTHING)
    run_id = str(uuid.uuid4())
    with _instance() as instance:
        try:
            job.execute_in_process(run_config={"loggers": {"console": {}}}, instance=instance, run_id=run_id)
        except DagsterAssetCheckFailedError as error:
            raise BlockedByCheck(_failed_checks(instance, run_id)) from error
    return run_id


def _refuse_foreign_file(settings: Settings) -> None:
    """Raises StoreError before anything is read when the place of the published copy is taken by something else."""
    if settings.published.exists():
        with reading_published(settings.published):
            pass


def _instance() -> dg.DagsterInstance:
    return dg.DagsterInstance.get() if os.environ.get("DAGSTER_HOME") else dg.DagsterInstance.ephemeral()


def _failed_checks(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """One line a blocking check that failed in this run, with what it says about itself."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
    found = [record.event_log_entry.asset_check_evaluation for record in records]
    failed = [check for check in found if check and not check.passed and check.blocking]
    return [f"{check.check_name} of {check.asset_key.to_user_string()}: {_problem(check)}" for check in failed]


def _problem(check: AssetCheckEvaluation) -> str:
    """What the check says is wrong, as plain text."""
    problem = check.metadata.get(PROBLEM)
    return str(problem.value) if problem else check.description or "failed"
