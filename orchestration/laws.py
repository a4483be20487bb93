"""Which laws are on: the settings' list of those that are off, as what the comparing step takes.

Belongs here: that translation, with a message for a name that there is not. Does not: the laws.
"""

from __future__ import annotations

from checks.compare import CompareSettings
from checks.rules import RULES
from orchestration.settings import Settings, SettingsError, did_you_mean


def compare_settings(settings: Settings) -> CompareSettings:
    """All laws but those that are switched off. Raises SettingsError for a name that no law has."""
    off = settings.compare.rules_off
    names = tuple(rule.name for rule in RULES)
    for name in off:
        if name not in names:
            raise SettingsError(
                f"{settings.file}: [compare] rules_off: no law is called {name!r}; {did_you_mean(name, names)}"
            )
    return CompareSettings(rules=tuple(name for name in names if name not in off) if off else None)
