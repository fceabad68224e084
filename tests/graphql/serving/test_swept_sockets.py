"""What ends an open socket whose client asks nothing: the sweep, by itself or woken by the bell; and what keeps its session."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from portico import app
from portico.domain.statuses import PortingNumberStatus, Role
from portico.graphql.engine.context import Context
from portico.graphql.serving import sockets
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.following import callers
from portico.graphql.serving.following.callers import Caller, OneOperation
from portico.graphql.serving.sockets import Sockets
from portico.live.bells import Bell, Bells
from portico.live.loops import Loops
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials
from portico.operations.people.signing_in.last_seen import SESSION_LASTS
from tests import factories
from tests.clock import Clock
from tests.graphql.serving.test_ending_sockets import FEED, Wire, cookie, endpoint, opened
from tests.operations.people.test_long_connections import expires_in, set_columns

__all__ = ["cookie", "endpoint"]

LASTS = SESSION_LASTS[Role.STAFF]
WITHIN = 30.0  # seconds, as promised
VIEWER = "{ viewer { name } }"
DISCARD = 'mutation { portingRequestDiscard(input: {id: "preq_x"}) { __typename } }'


async def greet(wire: Wire, **payload: str) -> None:
    await wire.say(type="connection_init", payload=payload)
    assert (await wire.heard())["type"] == "connection_ack"


async def follow(wire: Wire, key: str = "feed") -> None:
    await wire.say(type="subscribe", id=key, payload={"query": FEED})
    assert (await wire.heard())["type"] == "next"


# A forgotten page does expire.


async def test_a_feed_that_is_asked_for_and_followed_is_no_sign_of_life(
    work: Work, endpoint: GraphQLEndpoint, cookie: str, clock: Clock
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    clock.advance(minutes=10)
    async with opened(endpoint, cookie) as wire:
        await greet(wire)
        assert await expires_in(work) == LASTS - timedelta(minutes=10)
        await follow(wire)
        await move(work, scene.agent, "porting_number", "start_review", [Target(placed.number)])
        await endpoint._surroundings()[1].look()
        assert (await wire.heard())["type"] == "next"
        assert await expires_in(work) == LASTS - timedelta(minutes=10)
        for asked, lasts in ((VIEWER, LASTS - timedelta(minutes=10)), (DISCARD, LASTS)):
            await wire.say(type="subscribe", id=asked, payload={"query": asked})
            assert [(await wire.heard())["type"] for _ in range(2)] == ["next", "complete"]
            assert await expires_in(work) == lasts, "a page asks by itself; only who does something is there"


async def test_each_feed_of_one_socket_has_a_place_of_its_own(work: Work) -> None:
    """Feeds of one socket shared the place they stand at, so that one of them could join others behind what it had not been told."""
    made = await credentials.create_token(work, role=Role.STAFF, name="Machine")
    caller = Caller(Context(work=work, actor_or_none=await access.actor_of_token(work, made.token)))
    one, other = [await caller.context_of(OneOperation(FEED, None, None)) for _ in range(2)]
    assert one.place is not other.place


async def test_an_answer_about_a_credential_is_good_for_five_seconds(
    work: Work, endpoint: GraphQLEndpoint, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr(callers, "monotonic", lambda: now)
    async with opened(endpoint, cookie) as wire:
        await greet(wire)
        await follow(wire)
        await access.sign_out(work, cookie)
        now += 4.9
        await follow(wire, "from memory")
        now += 0.2
        await wire.say(type="subscribe", id="asked again", payload={"query": FEED})
        assert await wire.heard() == {"closed": 4403}


# The sweep.


@asynccontextmanager
async def sweeping(work: Work, endpoint: GraphQLEndpoint, bells: Bells) -> AsyncIterator[None]:
    """The sweeper as the process runs it, after its first turn."""
    swept, whole = asyncio.Event(), Sockets.sweep

    async def sweep(self: Sockets, work: Work) -> None:
        await whole(self, work)
        swept.set()

    house = app.House(work, bells, endpoint._surroundings()[1], Loops())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sockets, "sweep", sweep)
        patch.setattr(sockets, "SWEEP_PAUSE", 0.0)
        house.loops.start(app._sweeper(endpoint.sockets, house))
        try:
            await asyncio.wait_for(swept.wait(), 20)
            yield
        finally:
            await house.loops.stop()


class Silent(Bells):
    """Bells that never ring, and a minute that passes at once: who waits no longer than was promised is woken."""

    def hang(self) -> Bell:
        return Hurried()


class Hurried(Bell):
    async def wait(self, timeout: float) -> bool:  # noqa: ASYNC109 - as a bell is waited for
        await asyncio.sleep(0.01 if timeout + sockets.SWEEP_PAUSE <= WITHIN else 3_600)
        return False


async def session_expired(_work: Work, clock: Clock) -> None:
    clock.advance(seconds=LASTS.total_seconds())


async def disabled(work: Work, _clock: Clock) -> None:
    await set_columns(work, "UPDATE app_user SET disabled_at = $1", work.now)


async def token_expired(work: Work, clock: Clock) -> None:
    await set_columns(work, "UPDATE api_token SET expires_at = $1", work.now + timedelta(seconds=5))
    clock.advance(seconds=5)


Ends = Callable[[Work, Clock], Awaitable[None]]


@pytest.mark.parametrize("listens", [False, True], ids=["idle", "listening"])
@pytest.mark.parametrize("ends", [session_expired, disabled, token_expired])
async def test_a_socket_whose_credential_has_ended_is_closed_within_the_half_minute(
    work: Work, endpoint: GraphQLEndpoint, cookie: str, clock: Clock, ends: Ends, listens: bool
) -> None:
    machine = ends is token_expired
    bearer = (await credentials.create_token(work, role=Role.STAFF, name="Machine")).token if machine else ""
    async with sweeping(work, endpoint, Silent()), opened(endpoint, None if machine else cookie) as wire:
        await greet(wire, **({"authorization": f"Bearer {bearer}"} if machine else {}))
        if listens:
            await follow(wire)
        await ends(work, clock)
        assert await wire.heard() == {"closed": 4403}


@pytest.mark.parametrize("signs_out", [True, False], ids=["signed out", "revoked"])
async def test_the_bell_of_a_revocation_wakes_the_sweep_long_before_its_time(
    work: Work, endpoint: GraphQLEndpoint, cookie: str, signs_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "SWEEP_SECONDS", 3_600.0)
    made = await credentials.create_token(work, role=Role.STAFF, name="Machine")
    bells = Bells()
    work.bells.append(bells)
    async with opened(endpoint, cookie if signs_out else None) as wire:
        await greet(wire, **({} if signs_out else {"authorization": f"Bearer {made.token}"}))
        async with sweeping(work, endpoint, bells):
            await (access.sign_out(work, cookie) if signs_out else credentials.revoke_token(work, made.token.split("_")[1]))
            assert await wire.heard() == {"closed": 4403}


async def test_a_sweep_leaves_those_open_whose_credential_is_good(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    async with opened(endpoint, cookie) as wire:
        await greet(wire)
        await endpoint.sockets.sweep(work)
        await wire.say(type="subscribe", id="1", payload={"query": VIEWER})
        assert (await wire.heard())["type"] == "next"


@pytest.mark.either_engine
async def test_a_socket_that_is_shut_by_an_operation_and_by_the_sweep_ends_once(endpoint: GraphQLEndpoint, cookie: str) -> None:
    async with opened(endpoint, cookie) as wire:
        await greet(wire)
        (socket,) = endpoint.sockets._open
        for _ in range(5):
            await socket.shut()
            await asyncio.sleep(0)
        assert not len(endpoint.sockets)
