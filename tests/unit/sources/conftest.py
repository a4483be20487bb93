"""One server for all tests of a file, with nothing on it when a test begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .site import Site, started


@pytest.fixture(scope="module")
def running_site() -> Iterator[Site]:
    found = started()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def site(running_site: Site) -> Site:
    running_site.answers.clear()
    running_site.asked.clear()
    return running_site
