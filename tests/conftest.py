"""Settings that hold for all tests."""

from __future__ import annotations

from hypothesis import settings

# no deadline: a shared machine may be slow for a moment. derandomize: the same tree gives the same result; a longer, random
# search is `pytest --hypothesis-profile=default`
settings.register_profile("tieout", deadline=None, derandomize=True)
settings.load_profile("tieout")
