"""The built dashboard in the machine's Chromium: Playwright runs the specs of frontend/e2e against a server a test started."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

import hatch_build

MINUTES = 10


@pytest.fixture(scope="session")
def bundle() -> None:
    """Up to date before the first server starts, also when someone runs one browser test alone."""
    hatch_build.build()


@pytest.fixture
def playwright(bundle: None, chromium: str) -> Callable[..., None]:
    """Runs `playwright(url, "sign-in", CUSTOMER_EMAIL=...)`: the specs whose path holds the word, with that environment.

    A spec that fails fails the test; its own account of what it saw is in the captured output, screenshots and traces in
    frontend/test-results.
    """

    def run(url: str, spec: str = "", **environment: str) -> None:
        command, inherited = hatch_build.npm_command("run", "--silent", "browser", *([spec] if spec else []))
        given = {**inherited, **environment, "DASHBOARD_URL": url, "CHROMIUM": chromium}
        done = subprocess.run(command, cwd=hatch_build.FRONTEND, env=given, timeout=MINUTES * 60, check=False)
        assert done.returncode == 0, f"playwright {spec or 'e2e'} failed: see the output and frontend/test-results"

    return run
