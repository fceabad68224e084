"""Every spec of frontend/e2e: what people do at the desk, in the machine's own Chromium.

One run of Playwright with two workers. Each file of specs has a server of its own on a copy of one seed, so that no order matters.
`SPECS="calendar deadline" pytest -m browser` runs some of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hatch_build
from tests.stories.forks import ROOT

MINUTES = 15


def test_the_dashboard_does_what_the_specs_say(seed: Path, chromium: str) -> None:
    """A spec that fails fails the test: its account is in the output, a screenshot in frontend/test-results, and with `TRACE=1` a trace."""
    command, environment = hatch_build.npm_command("run", "--silent", "browser", *os.environ.get("SPECS", "").split())
    serve = {"PYTHON": sys.executable, "PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}", "SEED": str(seed)}
    given = {**environment, **serve, "CHROMIUM": chromium}
    done = subprocess.run(command, cwd=hatch_build.FRONTEND, env=given, timeout=MINUTES * 60, check=False)
    assert done.returncode == 0, "playwright failed: see the output and frontend/test-results"
