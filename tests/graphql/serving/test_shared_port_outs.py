"""The feed of port-outs is shared by whoever is shown the same: by all of an account, or, with what one can do, by one person's screens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PortOutRejectCode
from portico.domain.statuses import Role
from portico.graphql.serving import dependences
from portico.graphql.serving.dependences import DECLARED, NOTHING, of_field
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.tallies import EXECUTIONS
from tests import factories
from tests.graphql.dashboard import document
from tests.graphql.serving.test_ending_sockets import cookie, endpoint
from tests.graphql.serving.test_streams import SSE, Line, bearer, sent
from tests.live.conftest import until

__all__ = ["cookie", "endpoint"]
pytestmark = pytest.mark.either_engine

FEED = """subscription { portOutRequestChanged(batchMs: 0) { __typename ... on PortOutRequestsPage { cursor requests {
    id reference status statusReason accountName endUser numbers(first: 10) { e164 display } } } } }"""


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """What was planted is forgotten."""
    yield
    of_field.cache_clear()


async def told(line: Line) -> list[Any]:
    found: list[Any] = (await line.told())["data"]["data"]["portOutRequestChanged"]["requests"]
    return found


async def listening(stack: AsyncExitStack, endpoint: GraphQLEndpoint, asked: str, shown: list[dict[str, str]]) -> list[Line]:
    lines = [await stack.enter_async_context(sent(endpoint, asked={"query": asked}, accept=SSE, **each)) for each in shown]
    for line in lines:
        assert await told(line) == []
    return lines


async def reject(work: Work, endpoint: GraphQLEndpoint, scene: factories.Scene) -> str:
    """An account says no to a port-out of its own; answers whose it is."""
    leaving = await factories.port_out(work, scene, 3)
    said = RejectPortOut(PortOutRejectCode.OTHER, f"Not from {scene.account_id}")
    [outcome] = await move(work, scene.admin, "port_out_request", "reject", [Target(leaving.id)], said)
    assert outcome.refusal is None
    await endpoint._surroundings()[1].look()
    return said.comment or ""


async def test_an_account_is_told_of_its_port_outs_together_and_of_nobody_elses(work: Work, endpoint: GraphQLEndpoint) -> None:
    ours, theirs = await factories.scene(work), await factories.scene(work)
    members = (ours, ours, theirs, theirs, theirs)
    accounts: list[dict[str, Any]] = [{"role": Role.CUSTOMER, "account_id": scene.account_id} for scene in members]
    shown = [await bearer(work, **each) for each in (*accounts, {}, {"name": "Another"})]
    async with AsyncExitStack() as stack:
        lines = await listening(stack, endpoint, FEED, shown)
        await until(lambda: sorted(endpoint.crowds.sizes) == [2, 2, 3], "an account, the other one, and staff")
        before = EXECUTIONS.counts["together",]
        reason = await reject(work, endpoint, ours)
        pages = [await told(lines[place]) for place in (0, 1, 5, 6)]
        assert EXECUTIONS.counts["together",] - before == 2, "of staff and of the account"
        assert all(page == pages[0] for page in pages)
        assert [(each["statusReason"], len(each["numbers"])) for each in pages[0]] == [(reason, 3)]
        assert all(number["display"] for number in pages[0][0]["numbers"])
        other = await reject(work, endpoint, theirs)
        assert [[each["statusReason"] for each in await told(line)] for line in lines[2:]] == [[other]] * 5
        assert lines[0].to_client.empty()


@pytest.mark.parametrize(("field", "untrue"), [(("Subscription", "portOutRequestChanged"), NOTHING)])
async def test_a_leak_between_accounts_would_be_found(
    work: Work, endpoint: GraphQLEndpoint, field: tuple[str, str], untrue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault planted: what the test above counts is not so any more."""
    monkeypatch.setattr(dependences, "DECLARED", {**DECLARED, field: untrue})
    of_field.cache_clear()
    scenes = [await factories.scene(work) for _ in range(2)]
    shown = [await bearer(work, role=Role.CUSTOMER, account_id=scene.account_id) for scene in scenes]
    async with AsyncExitStack() as stack:
        lines = await listening(stack, endpoint, FEED, shown)
        await until(lambda: list(endpoint.crowds.sizes) == [2], "both are told together")
        reason = await reject(work, endpoint, scenes[0])
        assert [[each["statusReason"] for each in await told(line)] for line in lines] == [[reason]] * 2


async def test_what_one_can_do_is_told_to_the_screens_of_one_person_together(work: Work, endpoint: GraphQLEndpoint) -> None:
    """Who agreed first is offered otherwise than a second person: so two of an account share no page that says what they can do."""
    scene, asked = await factories.scene(work), document("PortOutRequestsChanged").replace("$batchMs: Int!", "$batchMs: Int = 0")
    anna, ben = [await bearer(work, role=Role.CUSTOMER, account_id=scene.account_id, name=name) for name in ("Anna", "Ben")]
    async with AsyncExitStack() as stack:
        await listening(stack, endpoint, asked, [anna, anna, ben])
        await until(lambda: sorted(endpoint.crowds.sizes) == [1, 2], "one of two screens, and one of another person's")
