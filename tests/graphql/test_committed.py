"""After a commit nothing is reported as a failure of the command: an answer that cannot be given says what was done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from graphql import GraphQLError

from portico.domain.actors import Actor
from portico.domain.ids import encode
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus
from portico.graphql.engine.batches import by_id
from portico.graphql.engine.context import Context
from portico.graphql.port_ins import porting_numbers
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from portico.storage.engine import listing
from portico.storage.engine.database import Database
from portico.storage.engine.engines.postgres import PoolExhausted
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

COMMITTED = {"code": "COMMITTED", "messageCode": "request.committed", "messageParams": {}}
START = """mutation ($input: PortingNumbersStartReviewInput!) { portingNumbersStartReview(input: $input) { __typename
    ... on PortingNumbersMoved { results { __typename ... on PortingNumber { id version configurationProfile { name } }
        ... on Problem { code } } } } }"""
CANCEL = """mutation ($input: PortingRequestCancelInput!) { portingRequestCancel(input: $input) { __typename
    ... on PortingRequest { id status } ... on Problem { code } } }"""
CREATE = """mutation ($input: PortingRequestCreateInput!) { portingRequestCreate(input: $input) { __typename
    ... on PortingRequest { id } ... on Problem { code } } }"""


async def said(work: Work, actor: Actor, document: str, **given: Any) -> list[GraphQLError]:
    """The errors a mutation is answered with."""
    result = await schema.execute(document, {"input": given}, context_value=Context(work=work, actor_or_none=actor))
    return result.errors or []


def failing(problem: Exception) -> Callable[..., Awaitable[Any]]:
    async def read(*_: Any, **__: Any) -> Any:
        raise problem

    return read


async def moves(work: Work) -> list[str]:
    return [str(row["move_id"]) for row in await work.reader.fetch("SELECT DISTINCT move_id FROM journal_entry")]


@pytest.mark.parametrize("problem", [PoolExhausted("none came free"), ConnectionResetError(), RuntimeError("a defect")])
async def test_a_command_whose_answer_cannot_be_read_says_that_it_was_committed(
    work: Work, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING] * 2)
    given = {"numbers": [{"id": encode("pnum", key)} for key in placed.numbers], "idempotencyKey": "once"}
    monkeypatch.setattr(listing, "all_of", failing(problem))
    [error] = await said(work, scene.agent, START, **given)
    [move_id] = await moves(work)
    assert error.extensions == {**COMMITTED, "committed": True, "moveId": move_id}
    assert str(problem) not in error.message or not str(problem)
    [again] = await said(work, scene.agent, START, **given)
    assert again.extensions == error.extensions, "a repeated command names the move that did it"
    monkeypatch.undo()
    results = (await ask(work, scene.agent, START, input=given))["portingNumbersStartReview"]["results"]
    assert [result["__typename"] for result in results] == ["PortingNumber"] * 2
    assert await moves(work) == [move_id], "it was done once"


async def test_a_failure_further_down_in_the_answer_says_so_too(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    own = {"status": PortingNumberStatus.PENDING, "configuration_profile_id": scene.configuration_id}
    placed = await factories.request(work, scene, [own])
    monkeypatch.setattr(porting_numbers, "CONFIGURATION_PROFILE", by_id(failing(ConnectionResetError())))
    [error] = await said(work, scene.agent, START, numbers=[{"id": encode("pnum", placed.number)}])
    assert error.path is not None
    assert error.path[-1] == "configurationProfile"
    assert (error.extensions or {})["committed"] is True
    assert (error.extensions or {})["moveId"] == (await moves(work))[0]


async def test_a_verb_of_one_thing_and_a_command_that_makes_one_say_so_alike(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, status=PortingRequestStatus.IN_PROGRESS)
    monkeypatch.setattr(listing, "all_of", failing(ConnectionResetError()))
    for document, given in (
        (CANCEL, {"id": encode("preq", placed.id), "reason": "No."}),
        (CREATE, {"country": "US", "numberType": "GEOGRAPHIC"}),
    ):
        before = set(await moves(work))
        [error] = await said(work, scene.member, document, **given)
        [move_id] = set(await moves(work)) - before
        assert error.extensions == {**COMMITTED, "committed": True, "moveId": move_id}


async def test_a_bell_that_fails_after_the_commit_is_no_failure_of_the_command(work: Work) -> None:
    class Broken:
        def ring(self) -> None:
            raise RuntimeError("no clapper")

    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    work.bells.append(Broken())
    [error] = await said(work, scene.agent, START, numbers=[{"id": encode("pnum", placed.number)}])
    assert error.extensions == {**COMMITTED, "committed": True, "moveId": (await moves(work))[0]}


async def test_what_failed_before_the_commit_is_not_called_done(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    given = {"numbers": [{"id": encode("pnum", placed.number)}]}

    def full(_: Database) -> Any:
        raise PoolExhausted("none came free")

    monkeypatch.setattr(Database, "transaction", full)
    [error] = await said(work, scene.agent, START, **given)
    assert error.extensions == {"code": "INTERNAL", "messageCode": "request.failed", "messageParams": {}}
    monkeypatch.undo()
    assert await moves(work) == []


async def test_a_command_in_which_everything_was_refused_reads_nothing_and_is_not_called_done(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.COMPLETED])
    monkeypatch.setattr(listing, "all_of", failing(ConnectionResetError()))
    data = await ask(work, scene.agent, START, input={"numbers": [{"id": encode("pnum", placed.number)}]})
    assert data["portingNumbersStartReview"]["results"] == [{"__typename": "ActionUnavailable", "code": "ACTION_UNAVAILABLE"}]


async def test_one_mutation_of_a_document_is_not_called_done_for_another(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING] * 2)
    twice = """mutation ($a: PortingNumbersStartReviewInput!, $b: PortingNumbersStartReviewInput!) {
        a: portingNumbersStartReview(input: $a) { __typename } b: portingNumbersStartReview(input: $b) { __typename } }"""
    one, other = ({"numbers": [{"id": encode("pnum", key)}]} for key in placed.numbers)
    whole, calls = Database.transaction, []

    def second_fails(self: Database) -> Any:
        calls.append(self)
        if len(calls) == 2:
            raise ConnectionResetError
        return whole(self)

    monkeypatch.setattr(Database, "transaction", second_fails)
    result = await schema.execute(twice, {"a": one, "b": other}, context_value=Context(work=work, actor_or_none=scene.agent))
    assert result.errors is not None
    [error] = result.errors
    [move_id] = await moves(work)
    assert (error.path, error.extensions) == (
        ["b"],
        {"code": "INTERNAL", "messageCode": "request.failed", "messageParams": {}, "committedFields": {"a": move_id}},
    )


async def test_over_a_socket_it_is_said_alike_and_each_operation_speaks_for_itself(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    monkeypatch.setattr(listing, "all_of", failing(ConnectionResetError()))
    given = {"input": {"numbers": [{"id": encode("pnum", placed.number)}]}}
    key = encode("pnum", placed.number)
    query = f'{{ portingNumbersStartReview: portingNumber(id: "{key}") {{ id }} }}'

    async def codes(document: str, variables: Any = None) -> list[Any]:
        context = Context(work=work, actor_or_none=scene.agent)
        streamed = await schema.stream(document, variable_values=variables, context_value=context)
        return [(error.extensions or {})["code"] async for result in streamed for error in result.errors or ()]  # type: ignore[union-attr]

    assert await codes(START, given) == ["COMMITTED"]
    assert await codes(query) == ["INTERNAL"]
