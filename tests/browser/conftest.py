"""The built dashboard in the machine's Chromium, and the seed its servers start from."""

from __future__ import annotations

from pathlib import Path

import pytest

import hatch_build
from tests.browser import demo


@pytest.fixture(scope="session")
def bundle() -> None:
    """Up to date before the first server starts, also when someone runs the browser tests alone."""
    hatch_build.build()


@pytest.fixture(scope="session")
def seed(chromium: str, pytestconfig: pytest.Config) -> Path:
    """Kept in pytest's cache from run to run, as long as the code stays the same."""
    return demo.seeded(pytestconfig.cache.mkdir("demo"))
