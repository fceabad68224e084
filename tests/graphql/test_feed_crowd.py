"""A crowd that listens costs the database what one listener of each kind costs, and takes nothing from those who read and write."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from strawberry.dataloader import DataLoader

from portico.domain.actors import Actor, Scope
from portico.domain.giving_reasons import GiveReason
from portico.domain.ids import encode, new_id
from portico.domain.port_ins.porting_number import NameReasons
from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.statuses import PortingNumberStatus
from portico.graphql.engine.batches import by_id
from portico.graphql.engine.context import Context
from portico.graphql.port_ins import porting_numbers
from portico.graphql.schema import schema
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work, utc_now
from portico.operations.people.accounts import port_out_policies
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Connection
from portico.storage.engine.engines.shares import Share, of_this_task
from portico.storage.engine.keyring import KeyRing
from portico.storage.people import profiles
from tests import factories
from tests.graphql.asking import ask
from tests.graphql.dashboard import document
from tests.graphql.test_committed import START

PATIENCE = 60.0
NUMBERS, REQUESTS, PORT_OUTS = "PortingNumbersChanged", "PortingRequestsChanged", "PortOutRequestsChanged"


class Screen:
    """A feed of the dashboard's as somebody follows it; `told` is what it brought, by the last state of each."""

    def __init__(self, work: Work, tail: Tail, actor: Actor, name: str = NUMBERS, after: str | None = None) -> None:
        self.told: dict[str, dict[str, Any]] = {}
        self.pages = 0
        self._context = Context(work=work, actor_or_none=actor, tail=tail)
        self._name, self.start = name, after
        # As a socket's operation of the served process: what the tail set for itself is not inherited.
        self._task = asyncio.create_task(self._follow(), context=contextvars.Context())
        self._begun = asyncio.Event()

    async def _follow(self) -> None:
        variables = {"batchMs": 0, "after": self.start}
        results: Any = await schema.stream(document(self._name), variable_values=variables, context_value=self._context)
        async with aclosing(results):
            async for result in results:
                assert not result.errors, result.errors
                (page,) = result.data.values()
                assert page["__typename"].endswith("Page"), page
                (things,) = (value for value in page.values() if isinstance(value, list))
                self.start = self.start or page["cursor"]
                self.pages += bool(things)
                self.told |= {thing["id"]: thing for thing in things}
                self._begun.set()

    async def begun(self) -> None:
        await asyncio.wait([self._task, asyncio.create_task(self._begun.wait())], return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            self._task.result()

    async def got(self, count: int, pages: int = 1) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.told) < count or self.pages < pages:
                if self._task.done():
                    self._task.result()
                await asyncio.sleep(0.005)

    async def leave(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


@asynccontextmanager
async def watching(work: Work, actors: Sequence[Actor], name: str = NUMBERS) -> AsyncIterator[tuple[Tail, list[Screen]]]:
    """Screens that have begun to listen. The tail looks when the test says so."""
    tail = await Tail.open(work.reader, Bell())
    async with AsyncExitStack() as stack:
        crowd = [Screen(work, tail, actor, name) for actor in actors]
        for screen in crowd:
            stack.push_async_callback(screen.leave)
        await asyncio.gather(*(screen.begun() for screen in crowd))
        yield tail, crowd


class Asked:
    """The statements over any connection while it is on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.statements: list[str] = []
        self.shares: set[Share] = set()
        for name in ("fetch", "read"):
            patch.setattr(Connection, name, self._watched(getattr(Connection, name)))

    def _watched(self, ask: Any) -> Any:
        async def asking(connection: Connection, sql: str, *args: Any) -> Any:
            self.statements.append(" ".join(sql.split()))
            self.shares.add(of_this_task())
            return await ask(connection, sql, *args)

        return asking


def people(kinds: Sequence[Actor], count: int) -> list[Actor]:
    """So many different people, or tokens, of each kind."""
    return [replace(actor, kind="token", id=new_id(utc_now()), name=f"{actor.name} {place}") for place in range(count) for actor in kinds]


@dataclass
class Happening:
    """A change, who may see it, and how many things it changes."""

    kinds: Sequence[Actor]
    count: int
    work: Work
    subject: str
    verb: str
    targets: Sequence[UUID]
    asked: Any = None

    async def happen(self) -> None:
        outcomes = await move(self.work, self.kinds[0], self.subject, self.verb, [Target(key) for key in self.targets], self.asked)
        assert [outcome.refusal for outcome in outcomes] == [None] * len(self.targets)


async def happening(work: Work, name: str) -> Happening:
    scene = await factories.scene(work)
    if name == PORT_OUTS:
        port_out = await factories.port_out(work, scene, 3)
        no = RejectPortOut(PortOutRejectCode.NOT_AUTHORISED)  # what hangs on who acts, as a release does, is read for each
        return Happening((scene.admin, scene.agent, scene.network), 1, work, "port_out_request", "reject", [port_out.id], no)
    own = {"status": PortingNumberStatus.IN_PROCESS, "configuration_profile_id": scene.configuration_id}
    placed = await factories.request(work, scene, [own] * 20)
    asked = NameReasons(codes=[ReasonCode.NAME_MISMATCH])
    kinds = (scene.agent, scene.member, scene.losing)
    return Happening(kinds, 20 if name == NUMBERS else 1, work, "porting_number", "require_action", placed.numbers, asked)


async def statements_of_a_page(work: Work, name: str, listeners: int) -> list[str]:
    """What is asked from the commit until everybody has been told."""
    change = await happening(work, name)
    async with watching(work, people(change.kinds, listeners), name) as (tail, crowd):
        await change.happen()
        with pytest.MonkeyPatch.context() as patch:
            asked = Asked(patch)
            await tail.look()
            await asyncio.gather(*(screen.got(change.count) for screen in crowd))
        assert asked.shares == {"feeds"}
        return sorted(asked.statements)


@pytest.mark.either_engine
@pytest.mark.parametrize("name", [NUMBERS, REQUESTS, PORT_OUTS])
@pytest.mark.parametrize("count", [8, pytest.param(40, marks=pytest.mark.soak)])
async def test_a_page_costs_the_same_statements_however_many_listen(work: Work, name: str, count: int) -> None:
    alone = await statements_of_a_page(work, name, 1)
    crowd = await statements_of_a_page(work, name, count)
    assert crowd == alone


async def test_a_feed_of_its_own_socket_reads_over_the_share_of_the_feeds(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """It inherits nothing from the tail, whose own looks are the feeds' too: both what is past and what comes is read by itself."""
    change = await happening(work, NUMBERS)
    async with watching(work, [change.kinds[2]]) as (tail, (screen,)):
        before = tail.head.encode()
        await change.happen()
        asked = Asked(monkeypatch)
        await tail.look()
        await screen.got(change.count)
        again = Screen(work, tail, change.kinds[2], after=before)
        await again.got(change.count)
        await again.leave()
    assert asked.statements
    assert asked.shares == {"feeds"}


async def test_people_of_one_account_and_level_share_a_read_and_each_sees_their_own_actions(work: Work) -> None:
    scene = await factories.scene(work)
    stranger = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    without = replace(scene.member, id=new_id(utc_now()), scopes=scene.member.scopes - {Scope.PORTING_WRITE})
    actors = (scene.agent, scene.member, scene.viewer, without, stranger.member, scene.network)
    async with watching(work, actors) as (tail, crowd):
        staff, member, viewer, reader, strange, carrier = crowd
        await move(work, scene.agent, "porting_number", "start_review", [Target(placed.number)])
        await move(work, stranger.agent, "porting_number", "start_review", [Target((await factories.request(work, stranger)).number)])
        await tail.look()
        await staff.got(2)
        for screen in (member, viewer, reader, strange):
            await screen.got(1)
        own, theirs = encode("pnum", placed.number), set(strange.told)
        assert set(member.told) == set(viewer.told) == set(reader.told) == {own}
        assert set(staff.told) == {own} | theirs
        assert own not in theirs
        assert carrier.told == {}, "nothing was handed over yet"
        verbs = [[action["action"] for action in screen.told[own]["availableActions"]] for screen in (staff, member, viewer, reader)]
        assert "MARK_PORTABLE" in verbs[0]
        assert "CANCEL" in verbs[1]
        assert verbs[2] == verbs[3] == []


async def test_who_prepared_a_port_out_is_told_by_the_feed_that_somebody_else_has_to_release_it(work: Work) -> None:
    """Rows are read for everybody alike, as nobody in particular: who had done nothing was offered what he would have been refused."""
    scene = await factories.scene(work)
    leaving = await factories.port_out(work, scene)
    await port_out_policies.set_policy(work, scene.staff_admin, scene.account_id, None, SetPortOutPolicy(port_out_hours=48))
    async with watching(work, [scene.staff_admin, scene.agent], PORT_OUTS) as (tail, (preparer, colleague)):
        [outcome] = await move(work, scene.admin, "port_out_request", "approve", [Target(leaving.id)])
        assert outcome.refusal is None
        await tail.look()
        key, codes = encode("pout", leaving.id), list[set[str]]()
        for screen in (preparer, colleague):
            await screen.got(1)
            (release,) = [each for each in screen.told[key]["availableActions"] if each["action"] == "STAFF_APPROVE"]
            codes.append({blocker["code"] for blocker in release["blockers"]})
        assert codes[0] - codes[1] == {"PREPARED_BY_YOU"}


async def test_who_is_told_of_a_change_is_told_nothing_older_than_it(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    key = encode("pnum", placed.number)
    async with watching(work, people([scene.agent], 5)) as (tail, crowd):
        for verb, asked, version in (("start_review", None, 2), ("mark_portable", GiveReason(), 3)):
            [outcome] = await move(work, scene.agent, "porting_number", verb, [Target(placed.number)], asked)
            assert outcome.refusal is None
            await tail.look()
            for screen in crowd:
                await screen.got(1, pages=version - 1)
            assert {screen.told[key]["version"] for screen in crowd} == {version}


async def test_who_leaves_while_a_read_is_under_way_takes_it_from_nobody(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    change = await happening(work, NUMBERS)
    everybody, go, waiting = asyncio.Event(), asyncio.Event(), 0
    whole, load = profiles.configuration_profiles, DataLoader.load

    def counted(loader: DataLoader[Any, Any], key: Any) -> Any:
        nonlocal waiting
        waiting += 1
        if waiting == 3 * change.count:
            everybody.set()
        return load(loader, key)

    async def slow(*args: Any) -> Any:
        await go.wait()
        return await whole(*args)

    monkeypatch.setattr(DataLoader, "load", counted)
    monkeypatch.setattr(porting_numbers, "CONFIGURATION_PROFILE", by_id(slow))
    async with watching(work, people([change.kinds[0]], 3)) as (tail, crowd):
        await change.happen()
        await tail.look()
        await everybody.wait()
        await crowd[0].leave()
        go.set()
        await asyncio.gather(*(screen.got(change.count) for screen in crowd[1:]))


async def test_a_failed_read_is_not_kept(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    change = await happening(work, NUMBERS)
    whole, lost = profiles.configuration_profiles, True

    async def read(*args: Any) -> Any:
        if lost:
            raise ConnectionResetError
        return await whole(*args)

    monkeypatch.setattr(porting_numbers, "CONFIGURATION_PROFILE", by_id(read))
    async with watching(work, people([change.kinds[0]], 2)) as (tail, crowd):
        await change.happen()
        await tail.look()
        for screen in crowd:
            with pytest.raises(AssertionError, match="went wrong"):
                await screen.got(1)
        lost = False
        again = Screen(work, tail, change.kinds[0], after=crowd[0].start)
        await again.got(change.count)
        await again.leave()


@pytest.fixture
async def narrow(migrated_url: str, tmp_path: Path) -> AsyncIterator[Work]:
    """A house whose pool has one connection for each kind of use."""
    settings = Settings(environment="test", database_url=migrated_url, data_dir=tmp_path, database_pool_min=3, database_pool_max=3)
    opened = await database.open(settings)
    yield Work(opened, settings, KeyRing(settings.secret_keys), random=Random(7))
    await opened.close()


@pytest.mark.parametrize("count", [5, pytest.param(15, marks=pytest.mark.soak)])
async def test_a_storm_of_feeds_loses_no_feed_and_no_answer_with_a_pool_of_three(narrow: Work, count: int) -> None:
    scene = await factories.scene(narrow)
    placed = await factories.request(narrow, scene, [PortingNumberStatus.PENDING] * 100)
    given = {"numbers": [{"id": encode("pnum", key)} for key in placed.numbers]}
    async with watching(narrow, people([scene.agent, scene.member], count)) as (tail, crowd):
        watched = asyncio.create_task(tail.wait_beyond(tail.ring.end, PATIENCE))
        answered = asyncio.create_task(ask(narrow, scene.agent, START, input=given))
        while not watched.done():
            await tail.look()
        reads = [ask(narrow, scene.viewer, READ) for _ in range(20)]
        found = await asyncio.gather(answered, *reads, *(screen.got(100) for screen in crowd))
    assert {result["__typename"] for result in found[0]["portingNumbersStartReview"]["results"]} == {"PortingNumber"}


READ = "{ portingRequests(first: 5) { totalCount edges { node { id companyProfile { label } } } } }"
