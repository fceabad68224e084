"""The built dashboard in the machine's Chromium, and the seed its servers start from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import hatch_build
from tests.browser import demo


@pytest.fixture(scope="session")
def seed(chromium: str, pytestconfig: pytest.Config) -> Path:
    """Kept in pytest's cache from run to run, as long as the code stays the same.

    Beside it the bundle is brought up to date, also when someone runs the browser tests alone: neither waits for the other.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        built = beside.submit(hatch_build.build)
        found = demo.seeded(pytestconfig.cache.mkdir("demo"))
        built.result()
    return found
