"""Jobs, the daily schedule and the folder sensor: what is run together, and when.

Belongs here: these four. Does not: assets, checks, resources.
"""

import dagster as dg

from orchestration.settings import Settings
from orchestration.source_places import named_sources
from orchestration.sources import Watch, list_sources

EVERYTHING = "everything"
COMPARE_AGAIN = "compare_again"
_STILL_MOVING = "{} files, not all as they were a look ago; a run is asked for when they stand still"
_COMPARED_ASSETS = ("comparisons", "findings", "published_warehouse", "evidence_report")


everything = dg.define_asset_job(
    EVERYTHING,
    selection=dg.AssetSelection.all(),
    description="Reads what is new in the sources, extracts figures, compares them, publishes. Unchanged files cost nothing.",
    executor_def=dg.in_process_executor,
)
compare_again = dg.define_asset_job(
    COMPARE_AGAIN,
    selection=dg.AssetSelection.assets(*_COMPARED_ASSETS),
    description="Compares the stored figures again and publishes, without reading any source: for when a law was changed.",
    executor_def=dg.in_process_executor,
)


def daily_schedule(settings: Settings) -> dg.ScheduleDefinition:
    """Reads the sources again when [schedule] of the settings says so."""
    status = dg.DefaultScheduleStatus.RUNNING if settings.schedule.enabled else dg.DefaultScheduleStatus.STOPPED
    return dg.ScheduleDefinition(
        name="every_morning",
        job=everything,
        cron_schedule=settings.schedule.cron,
        execution_timezone=settings.schedule.timezone,
        default_status=status,
        description="Reads the sources again; [schedule] in tieout.toml sets when.",
    )


def folder_sensor(settings: Settings) -> dg.SensorDefinition:
    """Asks for one run when the listing of the source folders differs from the one it asked for last, and has stood still.

    Pages of the web are fetched by the run itself: for these there is the schedule.
    """
    folders = named_sources(settings).folders
    sources = (*folders, *settings.source_paths)
    places = [source.folder for source in folders] + list(settings.source_paths)
    status = dg.DefaultSensorStatus.RUNNING if settings.sensor.enabled else dg.DefaultSensorStatus.STOPPED

    @dg.sensor(
        name="source_folders",
        job=everything,
        minimum_interval_seconds=settings.sensor.interval_seconds,
        default_status=status,
        description="Asks for one run when files came, changed or went in the source folders, however many they are, as soon as"
        " two looks find the folders the same.",
    )
    def source_folders(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        listing = list_sources(sources)
        if not listing.files:
            return dg.SkipReason(
                f"no article in {', '.join(path.as_posix() for path in places) or 'any folder, as there is none'}"
            )
        before = Watch.of(context.cursor)
        now = before.after(listing.digest)
        # the cursor is kept by Dagster's storage, so that a restart neither asks again nor forgets
        if not now.is_asked(before):
            why = f"{listing.files} files, all as they were" if now.is_settled else _STILL_MOVING.format(listing.files)
            return dg.SensorResult(skip_reason=why, cursor=now.cursor)
        # no run_key: a folder that goes back to an earlier state is news again, and Dagster would drop a key it knows
        request = dg.RunRequest(tags={"tieout/files": str(listing.files)})
        return dg.SensorResult(run_requests=[request], cursor=now.cursor)

    return source_folders
