"""A client's first hour (docs/api.md): each piece as it stands there, in every language, against a server that is killed meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import standardwebhooks.webhooks

from tests.clients.node import HEARD_WITHIN, HERE, Script
from tests.npm import installed
from tests.stories.client import Node, eventually
from tests.stories.receiver import Callback
from tests.stories.story import Story
from tests.test_docs import FENCE

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])

PAGE: Final = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESS: Final = '"wss://port.example.com/graphql"'


def blocks(heading: str, language: str) -> list[str]:
    """What stands under this heading, up to the next one of any level."""
    (part,) = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ [A-Z]|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return [code for found, code in FENCE.findall(part) if found == language]


TOKEN, *_ = blocks("A client's first hour", "sh")
SHELL, TYPESCRIPT, PYTHON = blocks("With curl", "sh"), blocks("In TypeScript", "ts"), blocks("In Python", "python")
(COMING_BACK,) = blocks("Coming back", "ts")
CALLBACKS = blocks("Callbacks", "python")


def curl(_folder: Path) -> tuple[list[str], str, str]:
    return ["sh"], "first_hour.sh", "".join(SHELL[:2])


def typescript(folder: Path) -> tuple[list[str], str, str]:
    assert ADDRESS in COMING_BACK
    asked, followed, _ = TYPESCRIPT
    coming_back = COMING_BACK.replace(ADDRESS, "`${url!.replace(/^http/, 'ws')}/graphql`")
    return [node(folder)], "first_hour.mts", f"{asked}\n{coming_back}\n{followed}"


def python(_folder: Path) -> tuple[list[str], str, str]:
    return [sys.executable], "first_hour.py", "\n\n".join(PYTHON)


def node(folder: Path) -> str:
    """Node, with the packages of npm's clients beside what runs in this folder."""
    found = installed(HERE)
    (folder / "node_modules").symlink_to(HERE / "node_modules")
    return found


@asynccontextmanager
async def running(command: list[str], folder: Path, **variables: str) -> AsyncIterator[Script]:
    """A script with all that it starts."""
    pipe, given = asyncio.subprocess.PIPE, {"PATH": os.environ["PATH"], **variables}
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=given, stdout=pipe, stderr=pipe, start_new_session=True)
    try:
        yield Script(process)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def shown_token(story: Story) -> str:
    """What the first piece shows, for an account of ours."""
    _, *arguments = shlex.split(TOKEN.replace("northsea-hotels", "acme"))
    (token,) = re.findall(r"ptc_\w+", await story.house.command(*arguments))
    return str(token)


@pytest.mark.parametrize("way", [curl, typescript, python])
async def test_the_first_hour_is_as_the_docs_say(story: Story, tmp_path: Path, way: Callable[[Path], tuple[list[str], str, str]]) -> None:
    command, name, text = way(tmp_path)
    (tmp_path / name).write_text(text)
    token, customer = await shown_token(story), story.client("acme")
    async with running([*command, name], tmp_path, URL=story.house.url, TOKEN=token) as script:
        mine, made = [answered(await script.heard()) for _ in range(2)]
        assert mine["journalCursor"]
        order = made["portingRequestCreate"]["id"]
        heard = await told_of(script, order)
        story.house.kill()
        await story.house.start()
        another = await customer.do("portingRequestCreate", country="US", numberType="GEOGRAPHIC")
        heard += await told_of(script, another["id"])
    for key in (order, another["id"]):
        written = [entry["id"] for entry in await customer.journal("portingRequest", key)]
        assert [entry["id"] for entry in heard if entry["orderId"] == key] == written, "once, and nothing is missing"


def answered(said: Node) -> Node:
    """What was answered, with what curl shows around it or without."""
    found: Node = said.get("data", said)
    return found


async def told_of(script: Script, order: str) -> list[Node]:
    """All entries up to the one by which this order began."""
    found = list[Node]()
    async with asyncio.timeout(2 * HEARD_WITHIN):
        while not any(entry["orderId"] == order and entry["event"] == "PORTING_REQUEST_CREATED" for entry in found):
            found.append(await script.heard())
    return found


@pytest.fixture
async def callback(story: Story) -> Callback:
    """One that came from a server."""
    await story.submitted(story.client("acme"), "US")
    await eventually(lambda: bool(story.receiver.callbacks), "a callback")
    return story.receiver.callbacks[0]


def headers(callback: Callback) -> dict[str, str]:
    at = str(int(callback.signed_at.timestamp()))
    return {"webhook-id": callback.id, "webhook-timestamp": at, "webhook-signature": callback.signature}


def by_shell(callback: Callback, body: bytes, secret: str, folder: Path) -> bool:
    (folder / "body").write_bytes(body)
    given = {name.upper().replace("-", "_"): value for name, value in headers(callback).items()} | {"SECRET": secret}
    said = ran(["sh", "-c", SHELL[2]], folder, given)
    assert said in {"ours", "not ours"}
    return said == "ours"


def by_typescript(callback: Callback, body: bytes, secret: str, folder: Path) -> bool:
    asked = json.dumps([headers(callback), secret])
    at = int(callback.signed_at.timestamp()) * 1000
    (folder / "verify.mts").write_text(
        f"{TYPESCRIPT[2]}\nDate.now = () => {at};\nconst [headers, secret] = {asked};\n"
        f"console.log(isOurs(Buffer.from({list(body)}), headers, secret));\n"
    )
    return bool(json.loads(ran([installed(HERE), "verify.mts"], folder, {})))


def by_python(callback: Callback, body: bytes, secret: str, _folder: Path) -> bool:
    library, by_hand = dict[str, Any](), dict[str, Any]()
    exec(compile(CALLBACKS[0], "docs/api.md", "exec", dont_inherit=True), library)  # noqa: S102 - the docs' own
    exec(compile(CALLBACKS[1], "docs/api.md", "exec", dont_inherit=True), by_hand)  # noqa: S102 - the docs' own
    found = by_hand["is_ours"](body, headers(callback), secret)
    assert (library["receive"](body, headers(callback), secret) is not None) == found
    return bool(found)


def ran(command: list[str], folder: Path, given: Mapping[str, str]) -> str:
    variables = {"PATH": os.environ["PATH"], **given}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=HEARD_WITHIN)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


async def test_a_callback_is_told_from_what_somebody_else_sent_in_every_way_of_the_docs(
    story: Story, callback: Callback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, secret, other = callback.signed_at, story.secret("acme"), story.secret("rival")

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Then:
            return cls.fromtimestamp(at.timestamp(), tz or UTC)

    monkeypatch.setattr("time.time", at.timestamp)
    monkeypatch.setattr(standardwebhooks.webhooks, "datetime", Then)
    assert secret != other
    for way in (by_shell, by_typescript, by_python):
        judged = [way(callback, body, key, tmp_path) for body, key in
                  ((callback.raw, secret), (callback.raw.replace(b"acme", b"acne") + b" ", secret), (callback.raw, other))]  # fmt: skip
        assert judged == [True, False, False], way.__name__
