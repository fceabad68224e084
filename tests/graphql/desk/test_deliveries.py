"""What was owed to addresses outside, over the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from portico.domain import ids
from portico.domain.actors import Scope
from portico.domain.events import ABOUT_PORT_OUTS, Happening
from portico.domain.ids import new_id
from portico.domain.retry import Verdict
from portico.domain.sentences import quoted
from portico.mailroom.posting import NOT_PUBLIC
from portico.operations.engine.work import Work
from portico.storage.engine import outbox
from portico.storage.engine.outbox import Answer, DeliveryKind, Settlement
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

LIST = "{ deliveries { edges { node { destination status nextAttemptAt deliveredAt lastError lastErrorSentence } } } }"


async def test_only_what_is_still_to_be_sent_has_a_next_try(work: Work) -> None:
    """A message that was given up was said to be tried again at the instant at which it was given up, and what went wrong had no code."""
    scene, now = await factories.scene(work), work.now
    ends = {"gone": Settlement(Answer(Verdict.GIVE_UP, error=NOT_PUBLIC.said()), 1), "there": Settlement(Answer(Verdict.DELIVERED, 200), 1)}
    ends["late"] = Settlement(Answer(Verdict.RETRY, 500, quoted("HTTP 500")), 1, now + timedelta(minutes=1))
    event = Happening.PORTING_REQUEST_CREATED
    rows = [
        outbox.owing(
            DeliveryKind.EMAIL, to, {}, event=event, move_id=new_id(), order=("porting_request", new_id(), 1), account_id=scene.account_id
        )
        for to in ends
    ]
    async with work.database.transaction() as unit:
        for owed in await outbox.claim(unit, await outbox.insert(unit, rows, now, now), by="one", until=now + timedelta(minutes=1)):
            await outbox.settle(unit, owed, ends[owed.destination], by="one", now=now, machine_now=now)
    found = (await ask(work, scene.agent, LIST))["deliveries"]["edges"]
    said = {edge["node"]["destination"]: (edge["node"]["status"], edge["node"]["nextAttemptAt"] is not None) for edge in found}
    assert said == {"gone": ("GIVEN_UP", False), "there": ("DELIVERED", False), "late": ("PENDING", True)}
    assert {edge["node"]["destination"]: (edge["node"]["lastError"], edge["node"]["lastErrorSentence"]) for edge in found} == {
        "gone": ("not a public address", {"code": "delivery.not_public", "params": {}}),
        "late": ("HTTP 500", None),
        "there": (None, None),
    }


ABOUT = "query ($id: ID!) { deliveries(orderId: $id) { edges { node { destination orderId } } } }"


async def test_deliveries_about_a_port_out_request_are_listed_by_its_id(work: Work) -> None:
    """The answer was an empty list, as if nobody had been told."""
    scene = await factories.scene(work)
    made = [(kind, new_id(), to) for kind, to in (("porting_request", "in@acme.example"), ("port_out_request", "out@acme.example"))]
    rows = [
        outbox.owing(
            DeliveryKind.EMAIL, to, {}, event=Happening.PORTING_REQUEST_CREATED, move_id=new_id(), order=(kind, key, 1),
            account_id=scene.account_id,
        )
        for kind, key, to in made
    ]  # fmt: skip
    async with work.database.transaction() as unit:
        await outbox.insert(unit, rows, work.now, work.now)
    for kind, key, to in made:
        about = ids.spelled(kind, key)
        found = (await ask(work, scene.agent, ABOUT, id=about))["deliveries"]["edges"]
        assert [edge["node"] for edge in found] == [{"destination": to, "orderId": about}]


@pytest.mark.parametrize(("mail_server", "leave"), [("", False), ("smtp://localhost:2525", True)])
async def test_the_api_says_whether_mails_leave(work: Work, mail_server: str, leave: bool) -> None:
    scene = await factories.scene(work)
    installed = replace(work, settings=work.settings.model_copy(update={"smtp_url": mail_server}))
    assert await ask(installed, scene.member, "{ mailsLeave }") == {"mailsLeave": leave}


@pytest.mark.parametrize("told", sorted(ABOUT_PORT_OUTS))
async def test_letters_of_an_account_about_its_port_outs_are_read_with_portout_read_and_not_with_porting_read(
    work: Work, told: Happening
) -> None:
    """A token with `porting:read` read who asked for which numbers, one with `portout:read` did not; the journal did the same."""
    scene = await factories.scene(work)
    owed = outbox.owing(
        DeliveryKind.EMAIL, "ops@acme.example", {}, event=told, move_id=new_id(), order=("account", scene.account_id, 1),
        account_id=scene.account_id,
    )  # fmt: skip
    async with work.database.transaction() as unit:
        await outbox.insert(unit, [owed], work.now, work.now)
    seen = {}
    for scope in (Scope.PORTING_READ, Scope.PORTOUT_READ):
        token = replace(scene.member, kind="token", scopes=frozenset({scope}))
        seen[scope] = len((await ask(work, token, LIST))["deliveries"]["edges"])
    assert seen == {Scope.PORTING_READ: 0, Scope.PORTOUT_READ: 1}
