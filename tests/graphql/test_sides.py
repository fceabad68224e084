"""What is about port-ins and port-outs alike, letters and the journal, is read by the scope of its own side only."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Scope
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.operations.engine.work import Work
from portico.storage.engine import outbox
from portico.storage.engine.outbox import DeliveryKind
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask, errors
from tests.graphql.test_scopes import ROLES, alone
from tests.journaled import write_entries
from tests.storage.conftest import entry

pytestmark = pytest.mark.either_engine


@pytest.fixture
async def told(work: Work) -> factories.Scene:
    """A port-in and a port-out, each with an entry and a letter, and one that was refused at the door, which belongs to no order."""
    scene = await factories.scene(work)
    moving, leaving = await factories.request(work, scene), await factories.port_out(work, scene)
    number = await factories.phone_number(work, scene)
    things: list[tuple[str, str, UUID, UUID, Any]] = [
        ("porting_request", "porting_request", moving.id, moving.id, Happening.PORTING_REQUEST_CREATED),
        ("port_out_request", "port_out_request", leaving.id, leaving.id, Happening.PORT_OUT_REQUEST_RECEIVED),
        ("port_out_request", "comment", leaving.id, new_id(), Happening.PORT_OUT_REQUEST_COMMENTED),
        ("account", "phone_number", scene.account_id, number, Happening.PORT_OUT_REQUEST_REFUSED),
    ]
    async with work.database.transaction() as unit:
        for kind, subject, order, key, event in things:
            about = {"subject_kind": subject, "subject_id": key, "order_kind": kind, "account_id": scene.account_id, "event": event}
            await write_entries(unit, [entry(order, 1, **about)])
            told = {"event": event, "move_id": new_id(), "order": (kind, order, 1), "account_id": scene.account_id}
            owed = outbox.owing(DeliveryKind.EMAIL, "a@b.example", {}, **told)
            await outbox.insert(unit, [owed], work.now, work.machine_now)
    return scene


PORT_INS, PORT_OUTS = {"PORTING_REQUEST_CREATED"}, {"PORT_OUT_REQUEST_RECEIVED", "PORT_OUT_REQUEST_COMMENTED", "PORT_OUT_REQUEST_REFUSED"}
SIDES = [
    ({Scope.PORTING_READ}, PORT_INS),
    ({Scope.PORTOUT_READ}, PORT_OUTS),
    ({Scope.PORTING_READ, Scope.PORTOUT_READ}, PORT_INS | PORT_OUTS),
    ({Scope.PORTING_WRITE, Scope.DOCUMENTS_READ}, None),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("scopes", "theirs"), SIDES, ids=["port-ins", "port-outs", "both", "neither"])
async def test_letters_of_the_other_side_are_not_read(
    work: Work, told: factories.Scene, role: str, scopes: set[Scope], theirs: set[str] | None
) -> None:
    """`porting:read` read every mail about a port-out, its fee and its carrier."""
    token, document = alone(getattr(told, role), *scopes), "{ deliveries { totalCount edges { node { event } } } }"
    if theirs is None:
        assert await errors(work, token, document) == ["NOT_PERMITTED"]
        return
    found = (await ask(work, token, document))["deliveries"]
    assert ({edge["node"]["event"] for edge in found["edges"]}, found["totalCount"]) == (theirs, len(theirs))


async def test_the_next_try_is_told_by_the_clock_that_people_read(work: Work, told: factories.Scene, clock: Clock) -> None:
    clock.step(days=3)
    found = (await ask(work, told.agent, "{ deliveries { edges { node { nextAttemptAt } } } }"))["deliveries"]
    assert {datetime.fromisoformat(edge["node"]["nextAttemptAt"]) for edge in found["edges"]} == {clock.now}
