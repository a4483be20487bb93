"""Wiring only: Dagster definitions, resources, jobs, schedules, sensors, settings and the command line. No domain logic."""
