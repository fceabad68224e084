"""The mail room as a process runs it: loops, bells, real moves, a real mail server and a real receiver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import UUID

from portico.domain.retry import Verdict
from portico.graphql import rendering
from portico.live import bells as live_bells
from portico.live.loops import Loops
from portico.mailroom import worker
from portico.mailroom.dispatch import Sender
from portico.mailroom.letters.mail import SmtpMail
from portico.mailroom.webhooks import Callbacks, Webhooks
from portico.mailroom.worker import MailRoom
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage.engine.outbox import Answer, Owed
from tests import factories
from tests.mailroom.conftest import Room


async def render(_work: Work, _kind: str, order_id: UUID, _account_id: UUID) -> Mapping[str, Any]:
    return {"id": str(order_id)}


@asynccontextmanager
async def running(room: Room, carried: list[Owed] | None = None, patience: float = 1.0) -> AsyncIterator[tuple[MailRoom, Loops]]:
    """What `app.py` does, over this room's servers; who does not answer is waited for with this patience, in seconds."""

    async def carry(owed: Owed) -> Answer:
        if carried is not None:
            carried.append(owed)
        return Answer(Verdict.DELIVERED)

    rings = live_bells.hang_for(room.work.database, room.work.settings)
    room.work.bells.append(rings)
    mail = SmtpMail(room.work.settings.model_copy(update={"smtp_url": f"smtp://127.0.0.1:{room.post.port}"}))
    callbacks = Callbacks(room.work, allow_private=True, total_seconds=patience)
    webhooks = Webhooks(room.work, allow_private=True)
    senders: dict[str, Sender] = {"email": mail, "callback": callbacks, "webhook": webhooks, "carrier": carry}
    made = MailRoom(room.work, render_order=partial(render, room.work), senders=senders, bells=rings)
    made.when_closed(mail.close, callbacks.close, webhooks.close)
    loops = Loops()
    loops.start(rings.loop, *made.loops)
    try:
        yield made, loops
    finally:
        await loops.stop()
        await made.close()
        await rings.close()
        room.work.bells.remove(rings)


async def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - nobody tells when it does
            await asyncio.sleep(0.01)


async def mark_portable(room: Room, request: factories.Request) -> None:
    targets = [Target(number) for number in request.numbers]
    outcomes = await moves.move(room.work, room.scene.agent, "porting_number", "mark_portable", targets)
    assert [outcome.refusal for outcome in outcomes] == [None] * len(outcomes)


async def reviewed(room: Room, numbers: int = 2) -> factories.Request:
    started = {"status": "PENDING", "review_started_at": room.work.now}
    return await factories.request(room.work, room.scene, [started] * numbers)


async def test_a_move_is_mailed_and_called_back_within_a_moment(room: Room) -> None:
    request = await reviewed(room)
    async with running(room):
        await asyncio.sleep(0.2)
        await mark_portable(room, request)
        await until(lambda: len(room.post.letters) == 2 and len(room.receiver.calls) == 1)
    [call] = room.receiver.calls
    assert [event["number"] for event in call.event["data"]["events"]] == list(request.e164s)


async def test_dead_servers_do_not_slow_a_move(room: Room) -> None:
    await room.post.close()
    room.receiver.hangs.add("/hook")
    async with running(room, patience=3600), asyncio.timeout(60):
        for _ in range(10):
            request = await reviewed(room)
            await mark_portable(room, request)
        await until(lambda: bool(room.receiver.calls))
        await mark_portable(room, await reviewed(room))
        await room.receiver.close()
        await room.post.open()
    while await room.relay.step():
        pass
    owed = await room.deliveries()
    assert len(owed) == 33


async def test_what_a_killed_process_left_is_sent_after_its_restart_in_order(room: Room, clock: Any) -> None:
    room.post.hold = asyncio.Event()
    requests = [await reviewed(room, 1) for _ in range(3)]
    async with running(room) as (made, loops):
        for request in requests:
            await mark_portable(room, request)
            await moves.move(room.work, room.scene.agent, "porting_number", "start", [Target(request.number)])
        await until(lambda: len(room.receiver.calls) >= 3 and len(room.post.sessions) >= 6)
        for sending in made._dispatches:  # kill -9: tries under way end without a word
            for task in list(sending._flying):
                task.cancel()
        await loops.stop(grace=0)
    room.post.hang_up()
    room.post.hold = None

    def everything_has_come() -> bool:
        clock.advance(seconds=1)  # on PostgreSQL the claims of the dead are watched for a lease; SQLite knows that they are dead
        return len(room.post.letters) >= 12 and len({call.headers["webhook-id"] for call in room.receiver.calls}) == 6

    async with running(room):
        await until(everything_has_come)
    assert len({letter["Message-ID"] for letter in room.post.letters}) == 12
    for request in requests:
        mine = [call for call in room.receiver.calls if call.event["data"]["request"]["id"] == str(request.id)]
        sequences = [call.event["data"]["sequence"] for call in mine]
        assert sequences == sorted(sequences), "sent again perhaps, but never out of order"
        assert len({call.body for call in mine}) == 2
        letters = [letter["Subject"] for letter in room.post.letters if letter["To"] == "ada@acme.example"]
        assert sum("can be ported" in subject for subject in letters) == sum("started" in subject for subject in letters) == 3


async def test_the_room_of_an_installation_is_opened_with_its_own_senders(room: Room) -> None:
    carried: list[Owed] = []
    request = await factories.request(room.work, room.scene, [{"status": "PORTABLE"}])
    rings = live_bells.hang_for(room.work.database, room.work.settings)

    def gateway(_tasks: object) -> Sender:
        async def carry(owed: Owed) -> Answer:
            carried.append(owed)
            return Answer(Verdict.DELIVERED)

        return carry

    opened = worker.open_room(room.work, rings, render, rendering.render_event, carrier=gateway)
    loops = Loops()
    loops.start(*opened.loops)
    await moves.move(room.work, room.scene.agent, "porting_number", "start", [Target(request.number)])
    await until(lambda: len(carried) == 1)
    await loops.stop()
    await opened.close()
    [task] = carried[0].payload["tasks"]
    assert (task["task"], task["numbers"]) == ("submit", [{"id": str(request.number), "e164": request.e164s[0]}])
    letters = list((room.work.settings.data_dir / "mailbox").iterdir())
    assert len(letters) == 2, "without a mail server the letters lie in the mailbox"
