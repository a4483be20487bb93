"""What `dagster dev` and `dg dev` load: the definitions for the settings file that holds.

Belongs here: that one object. Does not: what it is made of (`orchestration.assembly`).
"""

from __future__ import annotations

from orchestration.assembly import build_definitions
from orchestration.settings import find_settings_file, load_settings

defs = build_definitions(load_settings(find_settings_file()))
