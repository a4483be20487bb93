"""Settings that hold for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from assets import settling

# no deadline: a shared machine may be slow for a moment. derandomize: the same tree gives the same result; a longer, random
# search is `pytest --hypothesis-profile=default`
settings.register_profile("tieout", deadline=None, derandomize=True)
settings.load_profile("tieout")


@pytest.fixture(autouse=True, scope="session")
def short_settling() -> Iterator[None]:
    """Files of tests are seconds old, and most tests are not about that: no test waits half a second for each run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "SETTLE_SECONDS", 0.01)
        yield
