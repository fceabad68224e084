"""Every spec of frontend/e2e against a demo server: what people do at the desk, in the machine's own Chromium.

All specs share one server, as people do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import hatch_build
from tests.browser.demo import Demo, copy_of, seed

ENDING = ".spec.ts"
FIRST = "screens"
"""Sees the demo as it was seeded, before the others add orders to it."""
SPECS = sorted(
    (path.name.removesuffix(ENDING) for path in (hatch_build.FRONTEND / "e2e").glob(f"*{ENDING}")), key=lambda n: (n != FIRST, n)
)


@pytest.fixture(scope="session")
def seeded(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo") / "data"
    seed(data)
    return data


@pytest.fixture(scope="session")
def shared(bundle: None, seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    yield from _served(seeded, tmp_path_factory.mktemp("shared"))


@pytest.mark.parametrize("spec", SPECS)
def test_spec(spec: str, shared: Demo, playwright: Callable[..., None]) -> None:
    playwright(shared.url, f"e2e/{spec}{ENDING}", DATA_DIR=str(shared.data), RESULTS=spec)


def test_there_are_specs() -> None:
    """A pattern that matches nothing must not pass for a test that passed."""
    assert FIRST in SPECS


def _served(seeded: Path, folder: Path) -> Iterator[Demo]:
    demo = copy_of(seeded, folder)
    demo.start()
    yield demo
    demo.stop()
