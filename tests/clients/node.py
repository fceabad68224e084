"""Clients of npm against a running server, by the dashboard's Node: scripts that print a line of JSON for each thing they heard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from tests.npm import installed

HERE: Final = Path(__file__).parent
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
    node = installed(HERE)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(node, str(HERE / name), env=variables, stdout=pipe, stderr=pipe, limit=1 << 22)
    running = Script(process)
    try:
        yield running
    finally:
        await running.stop()
