"""Packages of npm that tests need, by the dashboard's Node: each folder with a lock of its own is installed once for that lock."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
from functools import cache
from pathlib import Path

import hatch_build
from tests.conftest import not_here


@cache
def installed(folder: Path) -> str:
    """The path of Node, with the packages of the folder's lock in it, put there by whichever worker comes first."""
    command, environment = hatch_build.npm_command("ci", "--no-audit", "--no-fund")
    stamp = folder / "node_modules" / ".portico-lock"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    with (folder / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                not_here(f"the packages of tests/{folder.name} cannot be installed: {done.stderr[-500:]}")
            stamp.write_text(wanted)
    return command[0]
