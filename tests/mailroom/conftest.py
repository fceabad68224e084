"""A mail room with a journal to relay, without its loops: the tests turn the crank, so nothing happens at once or by chance."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from portico.domain.ids import new_id
from portico.domain.retry import Verdict
from portico.graphql.rendering import render_event
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch, Sender
from portico.mailroom.letters.mail import SmtpMail
from portico.mailroom.relay import Relay
from portico.mailroom.webhooks import Callbacks, Webhooks
from portico.operations.engine.work import Unit, Work
from portico.operations.people import links
from portico.operations.people.operator_settings import mail_sender
from portico.storage import models
from portico.storage.engine import rows, sql
from portico.storage.engine.outbox import Answer, Owed
from portico.storage.engine.rows import Row
from tests import factories
from tests.factories import Rows, Scene
from tests.journaled import write_entries
from tests.mailroom.servers import PostOffice, Receiver


@dataclass
class Room:
    """Relay and dispatches over a database. `turn` does all there is to do at this moment of the clock."""

    work: Work
    post: PostOffice
    receiver: Receiver
    scene: Scene
    mail: SmtpMail
    callbacks: Callbacks
    webhooks: Webhooks
    rendered: list[tuple[str, UUID]] = field(default_factory=list)
    carried: list[Owed] = field(default_factory=list)
    dispatches: dict[str, Dispatch] = field(default_factory=dict)
    relay: Relay = field(init=False)

    def __post_init__(self) -> None:
        self.relay = Relay(self.work, self.render, lambda: None, partial(render_event, self.work))
        self.another_worker()

    def another_worker(self) -> None:
        """Forgets the senders' state, as a process that died has."""
        senders: dict[str, Sender] = {"email": self.mail, "callback": self.callbacks, "webhook": self.webhooks, "carrier": self.carry}
        self.dispatches = {route.kind: Dispatch(self.work, route, senders[route.kind], Bell()) for route in ROUTES}

    async def render(self, order_kind: str, order_id: UUID, _account_id: UUID) -> Mapping[str, Any] | None:
        self.rendered.append((order_kind, order_id))
        return {"id": str(order_id), "numbers": [{"e164": "+31201234567"}], "name": "Büro “A”"}

    async def carry(self, owed: Owed) -> Answer:
        self.carried.append(owed)
        return Answer(Verdict.DELIVERED)

    async def turn(self, *kinds: str) -> None:
        """Relays everything, then sends whatever is due until nothing more is."""
        while await self.relay.step():
            pass
        for sending in [self.dispatches[kind] for kind in kinds] or self.dispatches.values():
            await self.send(sending)

    async def send(self, sending: Dispatch) -> None:
        while True:
            await sending.step()
            if not sending._flying:
                return
            await sending.finish(30)

    async def request(self, numbers: int = 2, **values: Any) -> factories.Request:
        return await factories.request(self.work, self.scene, numbers, **values)

    async def deliveries(self, kind: str | None = None) -> list[Row]:
        found = rows.decode_all(models.Delivery, await self.work.reader.fetch("SELECT * FROM delivery ORDER BY order_sequence, id"))
        return [row for row in found if kind in (None, row["kind"])]

    async def attempts(self) -> list[Row]:
        statement = "SELECT a.* FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id ORDER BY d.order_sequence, d.id, a.no"
        return rows.decode_all(models.DeliveryAttempt, await self.work.reader.fetch(statement))

    async def journal(self, order: factories.Request | factories.PortOut, *moves: Iterable[Mapping[str, Any]]) -> None:
        """Commits each move in a unit of its own, as an operation would."""
        kind = "porting_request" if isinstance(order, factories.Request) else "port_out_request"
        model = {"porting_request": models.PortingRequest, "port_out_request": models.PortOutRequest}[kind]
        for move in moves:

            async def write(unit: Unit, move: Iterable[Mapping[str, Any]] = move) -> None:
                (row,) = await unit.connection.fetch(f"SELECT sequence, account_id FROM {kind} WHERE id = $1", order.id)
                told = [dict(values) for values in move]
                places = range(row["sequence"] + 1, row["sequence"] + len(told) + 1)
                await sql.update_rows(unit.connection, model, {order.id: {"sequence": row["sequence"] + len(told)}})
                owner = row["account_id"] if isinstance(row["account_id"], UUID) else UUID(row["account_id"])
                common = {"order_kind": kind, "order_id": order.id, "account_id": owner, "move_id": unit.move_id, "at": unit.now}
                await write_entries(
                    unit.connection, [ENTRY | common | {"id": new_id(), "order_sequence": n} | e for n, e in zip(places, told, strict=True)]
                )

            await self.work.unit(write)


ROUTES = (dispatch.MAIL, dispatch.CALLBACK, dispatch.WEBHOOK, dispatch.CARRIER)
ENTRY: dict[str, Any] = {
    "subject_version": 2,
    "verb": "",
    "actor_role": "STAFF",
    "actor_kind": "user",
    "actor_name": "Ada",
    "reason": "Because.",
    "data": {},
    "from_status": None,
    "to_status": None,
}


def happened(event: str, subject: UUID, before: str | None = None, after: str | None = None, **values: Any) -> dict[str, Any]:
    """An entry as a move records it."""
    kind = event.partition(".")[0]
    return {"event": event, "subject_kind": kind, "subject_id": subject, "from_status": before, "to_status": after, **values}


def portable(request: factories.Request, *places: int) -> list[dict[str, Any]]:
    """A move that marks numbers of the request portable."""
    return [
        happened("porting_number.marked_portable", request.numbers[n], "PENDING", "PORTABLE", data={"e164": request.e164s[n]})
        for n in places or range(len(request.numbers))
    ]


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    office = PostOffice()
    await office.open()
    yield office
    await office.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    server = Receiver()
    await server.open()
    yield server
    await server.close()


@pytest.fixture
async def room(work: Work, post: PostOffice, receiver: Receiver) -> AsyncIterator[Room]:
    """Mails go to ada@acme.example (company profile) and desk@acme.example (account), callbacks to the receiver's /hook."""
    made = Rows(work.now)
    scene = made.scene("US", default_callback_url=receiver.url())
    await made.write(work)
    settings = work.settings.model_copy(
        update={
            "smtp_url": f"smtp://127.0.0.1:{post.port}",
            "mail_from": "Portico <porting@operator.example>",
            "base_url": "https://port.example",
        }
    )
    sender_of = partial(mail_sender, work.reader, settings)
    mail, callbacks = SmtpMail(settings, partial(links.address_of, work), sender_of), Callbacks(work, allow_private=True, total_seconds=1.0)
    webhooks = Webhooks(work, allow_private=True)
    yield Room(work, post, receiver, scene, mail, callbacks, webhooks)
    for sender in (mail, callbacks, webhooks):
        await sender.close()
