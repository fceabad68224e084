"""PostGraphile 5 from npm, in a folder of the user's cache: no part of this repository names where it comes from."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from hatch_build import npm_command

WANTED: Final = "postgraphile@~5.1"
CONFIGURATION: Final = Path(__file__).with_name("postgraphile.config.mjs")
PATIENCE: Final = 240


class NotInstalled(Exception):
    """There is none on this machine and none to be had; the text says why."""


def folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "portico" / "postgraphile-5.1"


def command() -> tuple[list[str], dict[str, str]]:
    """How it is started, and in which environment; installs it the first time. Raises NotInstalled."""
    home = folder()
    program = home / "node_modules" / "postgraphile" / "dist" / "cli-run.js"
    if not program.exists():
        _install(home)
    configuration = home / CONFIGURATION.name
    shutil.copyfile(CONFIGURATION, configuration)  # what it imports is found beside it
    (node, *_), environment = npm_command()
    return [node, str(program), "--config", str(configuration)], {**environment, "NODE_ENV": "production", "GRAPHILE_ENV": "production"}


def _install(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "package.json").write_text('{"private": true}\n')
    arguments, environment = npm_command("install", "--no-audit", "--no-fund", "--no-package-lock", WANTED)
    try:
        subprocess.run(arguments, cwd=home, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.CalledProcessError as failed:
        raise NotInstalled(f"npm says: {str(failed.stderr).strip()[-300:]}") from None
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"npm took more than {PATIENCE} s") from None
