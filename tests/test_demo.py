"""The demo: seeded by the real operations, complete however its first start went, believable on any day of the year."""

from __future__ import annotations

import asyncio
import io
import json
import pickle
import re
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from pypdf import PdfReader

from portico import demo
from portico.carriers import sandbox_desk
from portico.demo import papers
from portico.demo.cast import PASSWORD
from portico.demo.post import Post
from portico.demo.stage import told
from portico.domain.statuses import (
    DocumentStatus,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutOrderStatus,
    PortOutRequestStatus,
)
from portico.operations import drift
from portico.operations.desk.papers import document_inspection, pdf_inspection
from portico.operations.engine import inspectors
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, passwords
from portico.settings import Settings
from portico.storage import models
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests.forgetting import forget_sign_ins
from tests.once import once_per_run
from tests.operations.engine import archive

SUNDAY = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
DAYS = {
    "when only America has changed its clocks": datetime(2027, 3, 16, 15, 0, tzinfo=UTC),
}
MORE_DAYS = {
    "the first of January at midnight": datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
    "a Monday morning": datetime(2026, 9, 14, 5, 0, tzinfo=UTC),
    "the day after Christmas": datetime(2026, 12, 26, 9, 0, tzinfo=UTC),
    "the day after Thanksgiving": datetime(2026, 11, 27, 21, 0, tzinfo=UTC),
    "the week of Easter": datetime(2027, 3, 31, 23, 59, tzinfo=UTC),
}


class BrokenOff(BaseException):
    """Somebody pressed Ctrl-C."""


@asynccontextmanager
async def opened(url: str, data_dir: Path, now: datetime = SUNDAY) -> AsyncIterator[Work]:
    settings = Settings(environment="demo", database_url=url, data_dir=data_dir)
    found = await database.open(settings)
    try:
        await found.migrate()
        yield Work(found, settings, KeyRing(settings.secret_keys), clock=lambda: now)
    finally:
        await found.close()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch.setattr)


def quick(replace: Callable[[Any, str, Any], None]) -> None:
    """Papers are looked at in this process (as strictly), and everyone has the same hash."""

    async def ask(file: IO[bytes], program: Sequence[str]) -> bytes:
        file.seek(0)
        return json.dumps(document_inspection.inspect(file.read(), program[-1])).encode()

    hashed = passwords._hasher.hash(PASSWORD)

    async def hash_password(_password: str) -> str:
        return hashed

    replace(inspectors, "_ask", ask)
    replace(passwords, "hash_password", hash_password)


@dataclass(frozen=True)
class Played:
    """A first start that nothing disturbed: its data folder, to be copied, and what it looks like."""

    folder: Path
    picture: dict[str, Any]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = once_per_run(tmp_path_factory, "demo", _play)
    return Played(folder / "data", pickle.loads((folder / "picture").read_bytes()))  # noqa: S301 - our own, of this run


def _play(folder: Path) -> None:
    """A first start in `data`, and its picture beside it."""
    data = folder / "data"
    data.mkdir()

    async def play() -> dict[str, Any]:
        async with opened(in_folder(data), data) as work:
            await demo.seed(work)
            return await picture(work)

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as thread:
        quick(patch.setattr)
        (folder / "picture").write_bytes(pickle.dumps(thread.submit(lambda: asyncio.run(play())).result()))


@pytest.fixture
async def shown(played: Played, tmp_path: Path) -> AsyncIterator[Work]:
    """The demo as it is after its first start."""
    folder = tmp_path / "demo"
    shutil.copytree(played.folder, folder)
    async with opened(in_folder(folder), folder) as work:
        yield work


def in_folder(folder: Path) -> str:
    return f"sqlite://{folder / 'portico.sqlite3'}"


async def statuses(work: Work, model: Any) -> set[Any]:
    return {row["status"] for row in await archive.all_of(work, model)}


async def picture(work: Work) -> dict[str, Any]:
    """What somebody who looks at everything counts."""
    kinds = (models.PortingRequest, models.PortingNumber, models.PortOutRequest, models.PhoneNumber, models.Document, models.Charge)
    counted: dict[str, Any] = {model._meta.db_table: len(await archive.all_of(work, model)) for model in kinds}
    for model in kinds[:-1]:
        rows = [str(row["status"]) for row in await archive.all_of(work, model)]
        counted[f"{model._meta.db_table} by status"] = {status: rows.count(status) for status in sorted(set(rows))}
    return counted


def but_for_the_inventory(seen: dict[str, Any]) -> dict[str, Any]:
    """Over a weekend the next FOC is farther away, and fewer numbers are provisioned."""
    return {name: count for name, count in seen.items() if not name.startswith("phone_number")}


async def test_every_status_of_both_flows_can_be_seen(shown: Work) -> None:
    assert await statuses(shown, models.PortingRequest) == set(PortingRequestStatus)
    assert await statuses(shown, models.PortingNumber) == set(PortingNumberStatus)
    assert await statuses(shown, models.PortOutRequest) == set(PortOutRequestStatus) - {PortOutRequestStatus.WITHDRAWN}
    assert await statuses(shown, models.PortOutOrder) == {PortOutOrderStatus.FEE_BILLED, PortOutOrderStatus.COMPLETED}
    assert await statuses(shown, models.PhoneNumber) >= set(PhoneNumberStatus) - {PhoneNumberStatus.REMOVED}
    assert await statuses(shown, models.Document) == {DocumentStatus.UPLOADED, DocumentStatus.ACCEPTED}


async def test_its_rows_hold_together(shown: Work) -> None:
    await archive.check_port_ins(shown)
    await archive.check_port_outs(shown)


async def test_the_doctor_finds_nothing_in_it_that_contradicts_itself(shown: Work) -> None:
    assert [found.message for code in drift.KINDS for found in await drift.contradictions(shown.reader, code)] == []


async def test_its_history_lies_behind_it_and_its_dates_ahead(shown: Work) -> None:
    entries = await archive.all_of(shown, models.JournalEntry, "position")
    assert max(entry["at"] for entry in entries) < SUNDAY
    assert min(entry["at"] for entry in entries) < SUNDAY - timedelta(days=30)
    awaited = {
        row["foc_at"] for row in await archive.all_of(shown, models.PortingNumber) if row["status"] is PortingNumberStatus.FOC_DATE_SET
    }
    assert min(awaited) < SUNDAY + timedelta(days=4)
    assert max(awaited) > SUNDAY + timedelta(days=6)
    deadlines = [
        row["expires_at"]
        for row in await archive.all_of(shown, models.PortOutRequest)
        if row["status"] is PortOutRequestStatus.ACTION_REQUIRED
    ]
    assert len(set(deadlines)) == 3
    assert all(SUNDAY < deadline < SUNDAY + timedelta(hours=72) for deadline in deadlines)


async def test_letters_are_dated_when_things_happened_and_wait_for_the_mail_room(shown: Work) -> None:
    owed = await archive.all_of(shown, models.Delivery)
    letters = [row for row in owed if row["kind"] == "email"]
    assert len({row["created_at"].date() for row in letters}) > 15
    assert max(row["created_at"] for row in letters) < SUNDAY
    assert {row["status"] for row in owed if row["kind"] == "carrier"} == {"DELIVERED"}
    assert {row["kind"] for row in owed} == {"email", "carrier"}
    of_orders = [entry for entry in await archive.all_of(shown, models.JournalEntry, "position") if entry["event"] != "user.created"]
    assert all(entry["relayed_at"] for entry in of_orders)


async def test_the_sign_ins_that_the_terminal_shows_are_good(shown: Work) -> None:
    said = demo.welcome("http://localhost:8000", mails_leave=False)
    people = re.findall(r"(\S+@\S+)\s+(\S+)$", said, re.MULTILINE)
    found = [await access.signed_in(shown, await access.sign_in(shown, email, password, "127.0.0.1")) for email, password in people]
    assert [(person.actor.role.name, person.account_name) for person in found] == [("CUSTOMER", "Northsea Hotels"), ("STAFF", None)]
    assert "http://localhost:8000" in said
    forget_sign_ins()


@pytest.mark.parametrize(("mail_server", "leave"), [("", False), ("smtp://localhost:2525", True)])
def test_the_terminal_says_whether_the_demos_mails_leave(mail_server: str, leave: bool) -> None:
    """It said that none is sent where a mail server was set, too."""
    settings = Settings(environment="demo", smtp_url=mail_server)
    said = demo.welcome("http://localhost:8000", mails_leave=settings.mails_leave)
    assert settings.mails_leave is leave
    assert ("Mails LEAVE" in said, "No mail leaves" in said) == (leave, not leave)


async def test_nobody_signs_in_as_the_sandbox_desk(shown: Work) -> None:
    users = {row["email"]: row["password_hash"] for row in await archive.all_of(shown, models.User)}
    assert [email for email, hashed in users.items() if hashed is None] == [sandbox_desk.EMAIL]


async def test_a_second_start_changes_nothing(shown: Work) -> None:
    before = await picture(shown), len(await archive.all_of(shown, models.JournalEntry, "position"))
    await demo.seed(shown)
    assert (await picture(shown), len(await archive.all_of(shown, models.JournalEntry, "position"))) == before


async def test_a_first_start_that_was_broken_off_is_made_complete(played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps, deliver = 0, Post.deliver

    async def deliver_until_broken_off(post: Post) -> None:
        nonlocal steps
        steps += 1
        if steps in {20, 120}:
            raise BrokenOff
        await deliver(post)

    monkeypatch.setattr(Post, "deliver", deliver_until_broken_off)
    url, folder = in_folder(tmp_path), tmp_path
    for _start in range(2):
        with pytest.raises(BrokenOff):
            async with opened(url, folder) as work:
                await demo.seed(work)
    async with opened(url, folder, SUNDAY + timedelta(hours=3)) as work:
        await demo.seed(work)
        await archive.check_port_ins(work)
        assert await picture(work) == played.picture


@pytest.mark.parametrize(
    "now",
    [
        *(pytest.param(day, id=name) for name, day in DAYS.items()),
        *(pytest.param(day, id=name, marks=pytest.mark.soak) for name, day in MORE_DAYS.items()),
    ],
)
async def test_it_looks_the_same_on_any_day(played: Played, tmp_path: Path, now: datetime) -> None:
    async with opened(in_folder(tmp_path), tmp_path, now) as work:
        await demo.seed(work)
        assert but_for_the_inventory(await picture(work)) == but_for_the_inventory(played.picture)


async def test_it_plays_on_postgresql_too(played: Played, postgres_url: str, tmp_path: Path) -> None:
    async with opened(postgres_url, tmp_path) as work:
        await demo.seed(work)
        assert await picture(work) == played.picture


async def test_known_passwords_stay_in_the_demo(work: Work) -> None:
    with pytest.raises(RuntimeError, match="known password"):
        await demo.seed(work)
    assert await archive.all_of(work, models.User) == []


def test_papers_say_what_they_are_for() -> None:
    holder = papers.Holder("Café (De Kroon) B.V.", "Renée Vos", ["Damrak 70", "1012 LM Amsterdam"], "PT-1")
    numbers = [f"+31 20 123 45{place:02d}" for place in range(20)]
    letter = papers.letter_of_authorization(holder, numbers, "Polder Telecom", "Lowlands Telecom", date(2026, 11, 2))
    bill = papers.invoice(holder, numbers, "Polder Telecom", date(2026, 10, 20), "EUR")
    for content in (letter, bill):
        assert pdf_inspection.verdict(content) == ""
        text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
        assert {"Polder Telecom", "PT-1", "Café (De Kroon) B.V.", numbers[0]} <= set(re.split(r"\n|(?<=\d{4}) {2,}", text)) or numbers[
            0
        ] in text
    assert all(number in PdfReader(io.BytesIO(letter)).pages[0].extract_text() for number in numbers)


def test_everybody_is_invented() -> None:
    text = " ".join(str(told(name)) for name in ("operator.json", "port_ins.json", "port_outs.json"))
    assert all(address.endswith(".example") for address in re.findall(r"[\w.+-]+@([\w.-]+\w)", text))
