"""Reading what was sent costs a process of its own its time and memory, and nobody else anything."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

import pytest

from portico.domain.actors import Actor
from portico.domain.desk.media_types import MediaType, Unusable
from portico.domain.statuses import Level, Role
from portico.operations.desk.papers import inspection
from portico.operations.desk.papers.inspection import Inspected, inspect
from portico.operations.engine import inspectors
from portico.operations.engine.inspectors import Inspectors
from tests.operations.port_ins import hostile_pdfs
from tests.web import papers

USUAL: Final = "from portico.operations.desk.papers import document_inspection as program; import os, sys, time; "
WAITS: Final = "import time; time.sleep(60)"


def somebody() -> Actor:
    return Actor(Role.CUSTOMER, Level.MEMBER, "user", uuid4(), "Ada", account_id=uuid4())


@pytest.fixture
def sent() -> Iterator[Callable[[bytes], IO[bytes]]]:
    """Files as uploads leave them: without a name."""
    opened: list[IO[bytes]] = []

    def send(content: bytes) -> IO[bytes]:
        opened.append(tempfile.TemporaryFile())  # noqa: SIM115 - closed below
        opened[-1].write(content)
        opened[-1].flush()
        return opened[-1]

    yield send
    for file in opened:
        file.close()


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Makes the inspecting program this one; answers where its process's id will stand."""

    def use(code: str) -> Path:
        noted = tmp_path / "pid"
        note = f"import os; open({str(noted)!r}, 'w').write(str(os.getpid())); "
        monkeypatch.setattr(inspection, "PROGRAM", ("-s", "-P", "-c", note + code))
        return noted

    return use


def noted(path: Path) -> int:
    """The id of the process, once it runs."""
    until = time.monotonic() + 20
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < until
        time.sleep(0.01)
    return int(path.read_text())


def gone(pid: int) -> bool:
    """The process has ended and was taken away (the thread that waits for it does that, a moment later)."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


async def test_one_upload_does_not_stop_the_server(sent: Callable[[bytes], IO[bytes]]) -> None:
    """20 MB of `ff` after a JPEG's beginning took 3.1 s of the event loop."""
    file, begun = sent(b"\xff\xd8" + b"\xff" * 19_999_998), time.process_time()
    found = await inspect(Inspectors(), somebody(), file, "scan.jpg")
    assert isinstance(found, Unusable)
    assert found.code == "DAMAGED"
    assert time.process_time() - begun < 0.5


async def test_a_pdf_bomb_ends_at_its_own_limits_and_the_next_file_is_read(sent: Callable[[bytes], IO[bytes]]) -> None:
    house = Inspectors()
    found = await inspect(house, somebody(), sent(hostile_pdfs.bomb()), "scan.pdf")
    assert isinstance(found, Unusable)
    assert found.code == "TOO_COMPLEX"
    assert isinstance(await inspect(house, somebody(), sent(papers.pdf()), "loa.pdf"), Inspected)


async def test_a_reader_that_is_killed_takes_no_other_upload_with_it(
    sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path]
) -> None:
    program(USUAL + "os.kill(os.getpid(), 9) if sys.argv[1] == 'jpg' else program.main()")
    house, actor = Inspectors(), somebody()
    files = [("a.pdf", papers.pdf()), ("b.jpg", papers.jpeg()), ("c.png", papers.png()), ("d.jpg", papers.jpeg()), ("e.pdf", papers.pdf())]
    found = await asyncio.gather(*(inspect(house, actor, sent(content), name) for name, content in files))
    assert [one.media_type if isinstance(one, Inspected) else one.code for one in found] == [
        MediaType.PDF,
        "TOO_COMPLEX",
        MediaType.PNG,
        "TOO_COMPLEX",
        MediaType.PDF,
    ]


async def test_a_reader_that_hangs_is_ended_and_its_upload_refused(
    sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspectors, "WITHIN_SECONDS", 2.0)
    path = program(WAITS)
    found = await inspect(Inspectors(), somebody(), sent(papers.pdf()), "loa.pdf")
    assert isinstance(found, Unusable)
    assert "too large inside" in found.message
    assert await asyncio.to_thread(gone, noted(path))


async def test_a_reader_that_wants_too_much_memory_or_time_is_stopped(
    sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path], tmp_path: Path
) -> None:
    said = json.dumps({"media_type": "application/pdf", "sha256": ""})
    for greedy in (
        "program.confine(1000); bytearray(1_000_000_000)",
        "program.CPU_SECONDS = 1; program.confine(1000); [0 for _ in iter(lambda: time.process_time() < 5, False)]",
        f"program.confine(1000); open({str(tmp_path / 'kept')!r}, 'w').write('x' * 100_000)",
    ):
        program(f"{USUAL}{greedy}; print({said!r})")
        found = await inspect(Inspectors(), somebody(), sent(papers.pdf()), "loa.pdf")
        assert isinstance(found, Unusable)
        assert found.code == "TOO_COMPLEX"


async def test_a_reader_sets_its_limits_before_it_reads(sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path]) -> None:
    """One that would not end by itself is stopped by what `main` has set, whatever was to be read."""
    program(USUAL + "program.inspect = lambda *_: print(len(bytearray(1_000_000_000))); program.main()")
    found = await inspect(Inspectors(), somebody(), sent(papers.png()), "scan.png")
    assert isinstance(found, Unusable)
    assert found.code == "TOO_COMPLEX"


async def test_only_a_few_files_are_read_at_once_whoever_sent_them(
    sent: Callable[[bytes], IO[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = [], asyncio.Event()

    async def ask(_file: IO[bytes], program: Sequence[str]) -> bytes:
        begun.append(program[-1])
        await go_on.wait()
        return b""

    monkeypatch.setattr(inspectors, "_ask", ask)
    house = Inspectors()
    waiting = [asyncio.create_task(inspect(house, somebody(), sent(b""), "scan.png")) for _ in range(20)]
    for _ in range(100):
        await asyncio.sleep(0)
    assert len(begun) == inspectors.AT_ONCE
    go_on.set()
    await asyncio.gather(*waiting)
    assert len(begun) == len(waiting)


async def test_a_server_that_stops_leaves_no_reader_behind(sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path]) -> None:
    path = program(WAITS)
    task = asyncio.create_task(inspect(Inspectors(), somebody(), sent(papers.pdf()), "loa.pdf"))
    pid = await asyncio.to_thread(noted, path)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(gone, pid)


async def test_a_reader_knows_none_of_the_servers_secrets(
    sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTICO_SECRET_KEYS", "k" * 40)
    program(USUAL + "sys.exit(1) if any('PORTICO' in name for name in os.environ) else program.main()")
    assert isinstance(await inspect(Inspectors(), somebody(), sent(papers.png()), "scan.png"), Inspected)


async def test_one_accounts_slow_files_do_not_keep_anothers_waiting(
    sent: Callable[[bytes], IO[bytes]], program: Callable[[str], Path]
) -> None:
    program(USUAL + "time.sleep(60) if sys.argv[1] == 'jpg' else program.main()")
    house, slow = Inspectors(), somebody()
    waiting = [asyncio.create_task(inspect(house, slow, sent(papers.jpeg()), "scan.jpg")) for _ in range(6)]
    await asyncio.sleep(0)  # they are in line before anybody else
    assert isinstance(await inspect(house, somebody(), sent(papers.png()), "scan.png"), Inspected)
    assert not any(task.done() for task in waiting)
    for task in waiting:
        task.cancel()
    await asyncio.wait(waiting)


async def test_what_an_account_sends_beyond_a_few_files_at_once_waits_unread() -> None:
    house, actor, other = Inspectors(), somebody(), somebody()
    admitted: list[Actor] = []
    done = asyncio.Event()

    async def send(who: Actor) -> None:
        async with house.admitted(who):
            admitted.append(who)
            await done.wait()

    sending = [asyncio.create_task(send(who)) for who in [actor] * 9 + [other]]
    for _ in range(20):
        await asyncio.sleep(0)
    assert (admitted.count(actor), admitted.count(other)) == (inspectors.UPLOADS_OF_ONE, 1)
    done.set()
    await asyncio.gather(*sending)
    assert admitted.count(actor) == 9
