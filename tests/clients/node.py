"""Clients of npm against a running server, by the dashboard's Node: scripts that print a line of JSON for each thing they heard."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import hatch_build
from tests.conftest import not_here

HERE: Final = Path(__file__).parent
MODULES: Final = HERE / "node_modules"
STAMP: Final = MODULES / ".portico-lock"
HEARD_WITHIN: Final = 30.0


class Script:
    """One of the scripts beside this file while it runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def heard(self) -> Any:
        """The next thing that it heard; fails the test where it says nothing more."""
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), HEARD_WITHIN)
        if not line:
            raise AssertionError(await self.complaint())
        return json.loads(line)

    async def rest(self) -> list[Any]:
        """Everything else that it says until its end, which has to be a good one."""
        assert self._process.stdout is not None
        said = await asyncio.wait_for(self._process.stdout.read(), HEARD_WITHIN)
        assert await self._process.wait() == 0, await self.complaint()
        return [json.loads(line) for line in said.splitlines()]

    async def complaint(self) -> str:
        assert self._process.stderr is not None
        return (await self._process.stderr.read()).decode() or "it ended without a word"

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def script(name: str, **variables: str) -> AsyncIterator[Script]:
    """A script under way, with these variables of its environment; it is ended with the block."""
    node = _installed()
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(node, str(HERE / name), env=variables, stdout=pipe, stderr=pipe, limit=1 << 22)
    running = Script(process)
    try:
        yield running
    finally:
        await running.stop()


@cache
def _installed() -> str:
    """The path of Node, with the packages of the lock beside the scripts: installed once for each lock, by whichever worker comes first."""
    command, environment = hatch_build.npm_command("ci", "--no-audit", "--no-fund")
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    with (HERE / ".npmrc").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not STAMP.exists() or STAMP.read_text() != wanted:
            done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                not_here(f"the clients of npm cannot be installed: {done.stderr[-500:]}")
            STAMP.write_text(wanted)
    return command[0]
