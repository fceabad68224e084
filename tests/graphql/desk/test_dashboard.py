"""The figures say what lists count, for everyone and after everything that happens, and cost no statement."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest

from portico.domain.actors import Actor, Scope
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus, PortOutOrderStatus, PortOutRequestStatus, Role
from portico.domain.tables import LIFECYCLES
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit, Work
from portico.storage import drift, figures
from portico.storage.engine.journal import Cursor
from tests import factories
from tests.domain.lifecycles.cells import Row
from tests.factories import Rows, Scene
from tests.graphql.asking import errors
from tests.graphql.test_feed_crowd import Asked
from tests.graphql.test_what_is_offered import apt, states
from tests.operations.engine.placing import Placed, place

KINDS: Final = {
    "portingNumbers": [each.name for each in PortingNumberStatus],
    "portingRequests": [each.name for each in PortingRequestStatus],
    "portOutRequests": [each.name for each in PortOutRequestStatus],
}
WAITING: Final = ("CUSTOMER", "STAFF", "CARRIER", "NOBODY")
STEPS: Final = 24
HOME: Final = """{ dashboard { asOf portingNumbers portingRequests(waitingOn: [STAFF]) unknown: portingRequests(losingCarrierUnknown: true)
    portOutRequests portOutOrders(statuses: [FEE_BILLED]) } }"""


def each_filter() -> dict[str, tuple[str, str]]:
    """Name → the list, and what it is asked for: nothing, each status, whom it waits for, both together, what is to be matched."""
    wanted = [(kind, "") for kind in KINDS]
    for kind, statuses in KINDS.items():
        wanted += [(kind, f"statuses: [{status}]") for status in statuses]
        wanted += [(kind, f"waitingOn: [{who}]") for who in WAITING]
        wanted += [(kind, f"statuses: [{', '.join(statuses[::2])}], waitingOn: [STAFF, CUSTOMER]"), (kind, "statuses: []")]
    wanted += [("portingRequests", f"losingCarrierUnknown: {unknown}") for unknown in ("true", "false")]
    return {f"f{place}": each for place, each in enumerate(wanted)}


FILTERS: Final = each_filter()


def _said(name: str, kind: str, asked: str) -> str:
    return f"{name}: {kind}({asked})" if asked else f"{name}: {kind}"


FIGURES: Final = "{ dashboard { " + " ".join(_said(name, *wanted) for name, wanted in FILTERS.items()) + " } }"


def _documents() -> list[str]:
    counted = [f"{name}: {kind}(first: 0, filter: {{ {asked} }}) {{ totalCount }}" for name, (kind, asked) in FILTERS.items()]
    return ["{ " + " ".join(counted[at : at + 10]) + " }" for at in range(0, len(counted), 10)]


COUNTS: Final = _documents()


async def asked(work: Work, actor: Actor, document: str, tail: Tail | None = None) -> dict[str, Any]:
    result = await schema.execute(document, {}, context_value=Context(work=work, actor_or_none=actor, tail=tail))
    assert not result.errors, result.errors
    assert result.data is not None
    return result.data


async def counted(work: Work, actor: Actor) -> dict[str, int]:
    found: dict[str, Any] = {}
    for document in COUNTS:
        found |= await asked(work, actor, document)
    return {name: of["totalCount"] for name, of in found.items()}


async def said(work: Work, actor: Actor, tail: Tail | None) -> dict[str, int]:
    told: dict[str, int] = (await asked(work, actor, FIGURES, tail))["dashboard"]
    return told


async def agree(work: Work, actors: list[Actor], tail: Tail | None) -> int:
    """Whether the figures are what is there for each of them; answers how many that are in all."""
    whole = 0
    for actor in actors:
        told, there = await said(work, actor, tail), await counted(work, actor)
        assert told == there, {FILTERS[name]: (told[name], there[name]) for name in FILTERS if told[name] != there[name]}
        whole += sum(told.values())
    orders = await work.reader.fetch("SELECT status, COUNT(*) AS n FROM port_out_order GROUP BY status")
    document = " ".join(f"{status.name}: portOutOrders(statuses: [{status.name}])" for status in PortOutOrderStatus)
    expected = {status.name: 0 for status in PortOutOrderStatus} | {row["status"]: row["n"] for row in orders}
    assert (await asked(work, actors[0], f"{{ dashboard {{ {document} }} }}", tail))["dashboard"] == expected
    return whole


async def untold(work: Work) -> list[Any]:
    return await drift.found(work.reader, "figures")


LIFECYCLES_OF: Final = ("porting_request", "porting_number", "port_out_request", "document")


def some(chance: Random, rows: list[Row]) -> list[Row]:
    return chance.sample(rows, min(12, len(rows)))


@pytest.fixture
async def placed(work: Work) -> list[tuple[str, Placed]]:
    """Situations of all kinds, each of an account of its own."""
    chance, made = Random(10), Rows(work.now)
    made.fee("US")
    profile = made.scene().configuration_id
    chosen = [(lifecycle, row) for lifecycle in LIFECYCLES_OF for row in some(chance, states(lifecycle))]
    found = [(lifecycle, place(made, lifecycle, row, profile)) for lifecycle, row in chosen]
    await made.write(work)
    return found


async def step(work: Work, chance: Random, placed: list[tuple[str, Placed]]) -> bool:
    """Somebody tries something; whether it was done."""
    lifecycle, one = chance.choice(placed)
    verb = chance.choice(sorted(LIFECYCLES[lifecycle].verbs))
    try:
        wanted = apt(LIFECYCLES[lifecycle].verbs[verb][0].asks, work.now, one.of.cast.network_id)
    except KeyError:
        return False
    actor = one.of.actor(chance.choice(["customer", "staff", "staff", "carrier", "system"]))
    target = Target(one.id, attempt=getattr(one.of.subject, "attempt_no", None))
    (outcome,) = await move(work, actor, lifecycle, verb, [target], wanted)
    return outcome.refusal is None


async def everywhere(work: Work, status: str) -> None:
    """Every number stands so."""

    async def do(unit: Unit) -> None:
        await unit.connection.execute("UPDATE porting_number SET status = $1", status)

    await work.unit(do)


@pytest.mark.either_engine
async def test_figures_are_what_is_there_for_every_role_after_every_move_of_a_random_walk(
    work: Work, placed: list[tuple[str, Placed]]
) -> None:
    chance, tail = Random(11), await Tail.open(work.reader, Bell())
    crowd = [placed[0][1].of.actor("staff"), *(one.of.actor(role) for _, one in placed[::9] for role in ("customer", "carrier"))]
    await said(work, crowd[0], tail)
    done = 0
    for _ in range(STEPS * 12):
        if await step(work, chance, placed):
            done += 1
            await tail.look()
            assert await agree(work, crowd[:1] if done % 6 else crowd, tail) > 0
            assert await untold(work) == []
        if done == STEPS:
            break
    assert done > STEPS // 2
    assert await agree(work, crowd, None) == await agree(work, crowd, tail)


async def carriers(work: Work) -> tuple[Scene, list[Actor]]:
    """A request that one carrier sends and another one has, beside a port-out."""
    of = await factories.scene(work)
    number = {"status": PortingNumberStatus.IN_PROCESS, "handed_to_id": of.losing_id, "sent_through_id": of.network_id}
    await factories.request(work, of, [number, PortingNumberStatus.PENDING], status=PortingRequestStatus.IN_PROGRESS)
    await factories.port_out(work, of)
    return of, [of.agent, of.member, of.losing, of.network]


async def test_a_carrier_is_told_how_many_are_in_its_hands_and_a_stranger_of_none(work: Work) -> None:
    of, crowd = await carriers(work)
    stranger = await factories.scene(work)
    assert await agree(work, [*crowd, stranger.member, stranger.losing], None) > 0
    told = {role: (await asked(work, actor, HOME))["dashboard"] for role, actor in {"losing": of.losing, "none": stranger.losing}.items()}
    assert [each["portingNumbers"] for each in told.values()] == [1, 0]


async def test_figures_cost_no_statement_once_somebody_has_asked(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    of, _ = await carriers(work)
    tail = await Tail.open(work.reader, Bell())
    watching = Asked(monkeypatch)
    await asked(work, of.member, HOME, tail)
    assert len(watching.statements) == 1
    watching.statements.clear()
    for actor in (of.agent, of.member, of.network):
        document = HOME if actor.role is not Role.CARRIER else "{ dashboard { asOf portingNumbers portOutRequests } }"
        await asked(work, actor, document, tail)
    assert watching.statements == []


async def test_whoever_may_read_one_kind_is_told_nothing_of_the_other(work: Work) -> None:
    of, _ = await carriers(work)
    porting, port_outs = (replace(of.member, kind="token", scopes=frozenset({scope})) for scope in (Scope.PORTING_READ, Scope.PORTOUT_READ))
    told = [(await asked(work, actor, HOME))["dashboard"] for actor in (porting, port_outs)]
    assert [(each["portingNumbers"], each["portOutRequests"]) for each in told] == [(2, 0), (0, 1)]
    neither = replace(porting, scopes=frozenset({Scope.WEBHOOKS_WRITE}))
    assert await errors(work, neither, HOME) == ["NOT_PERMITTED"]


async def test_what_a_unit_gave_up_is_not_counted(work: Work) -> None:
    of, crowd = await carriers(work)
    tail = await Tail.open(work.reader, Bell())
    before = await said(work, of.agent, tail)

    async def do(unit: Unit) -> None:
        await unit.connection.execute("UPDATE porting_number SET status = 'FOC_DATE_SET'")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await work.unit(do)
    await tail.look()
    assert await said(work, of.agent, tail) == before
    assert await agree(work, crowd, tail) > 0


async def test_rows_that_go_with_their_request_are_counted_no_more(work: Work) -> None:
    of, crowd = await carriers(work)
    tail = await Tail.open(work.reader, Bell())
    await said(work, of.agent, tail)

    async def do(unit: Unit) -> None:
        await unit.connection.execute("DELETE FROM number_claim")
        await unit.connection.execute("DELETE FROM porting_request")

    await work.unit(do)
    await tail.look()
    assert (await asked(work, of.agent, HOME, tail))["dashboard"]["portingNumbers"] == 0
    assert await agree(work, crowd, tail) > 0
    assert await untold(work) == []


async def test_a_change_that_was_lost_is_found_and_counting_anew_mends_it_for_whoever_follows(work: Work) -> None:
    of, crowd = await carriers(work)
    tail = await Tail.open(work.reader, Bell())
    await said(work, of.agent, tail)

    async def lose(unit: Unit) -> None:
        await unit.connection.execute("DELETE FROM figure WHERE position = (SELECT MAX(position) FROM figure)")

    await work.unit(lose)
    assert [(row["told"], row["counted"]) for row in await untold(work)] == [(0, 1)]
    await work.unit(lambda unit: figures.count_anew(unit.connection))
    await tail.look()
    assert await untold(work) == []
    assert await agree(work, crowd, tail) > 0


async def test_summing_up_changes_no_figure_and_leaves_one_row_of_each(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    of, crowd = await carriers(work)
    tail = await Tail.open(work.reader, Bell())
    before = await said(work, of.agent, tail)
    for status in ("FOC_DATE_SET", "IN_PROCESS", "FOC_DATE_SET"):
        await everywhere(work, status)
    assert not await figures.are_many(work.reader)
    monkeypatch.setattr(figures, "MANY", 1)
    assert await figures.are_many(work.reader)
    await work.unit(lambda unit: figures.sum_up(unit.connection))
    (left,) = await work.reader.fetch(
        "SELECT COUNT(*) AS n, COUNT(DISTINCT kind || status || COALESCE(CAST(carrier_id AS TEXT), '')) AS d FROM figure"
    )
    assert left["n"] == left["d"] > 0
    assert not await figures.are_many(work.reader)
    await everywhere(work, "PORTABLE")
    await tail.look()
    assert await said(work, of.agent, tail) != before
    assert await agree(work, crowd, tail) > 0


async def test_a_feed_brings_the_figures_with_what_changed_them(work: Work) -> None:
    of = await factories.scene(work)
    number = {"status": PortingNumberStatus.PENDING, "review_started_at": work.now}
    request = await factories.request(work, of, [number], status=PortingRequestStatus.IN_PROGRESS)
    tail = await Tail.open(work.reader, Bell())
    start = (await asked(work, of.member, HOME, tail))["dashboard"]["asOf"]
    document = """subscription ($after: String) { dashboardChanged(after: $after, batchMs: 0) { __typename ... on DashboardPage {
        cursor dashboard { asOf pending: portingNumbers(statuses: [PENDING]) ended: portingNumbers(statuses: [NOT_PORTABLE]) } } } }"""
    context = Context(work=work, actor_or_none=of.member, tail=tail)
    results: Any = await schema.stream(document, variable_values={"after": start}, context_value=context)
    async with asyncio.timeout(20), aclosing(results):
        pages = _pages(results)
        assert _numbers(await anext(pages)) == (1, 0)
        wanted = apt(LIFECYCLES["porting_number"].verbs["mark_not_portable"][0].asks, work.now, of.losing_id)
        (outcome,) = await move(work, of.agent, "porting_number", "mark_not_portable", [Target(request.number)], wanted)
        assert outcome.refusal is None
        await tail.look()
        page = await anext(pages)
        assert _numbers(page) == (0, 1)
        assert Cursor.decode(page["dashboard"]["asOf"]).place >= Cursor.decode(page["cursor"]).place


async def _pages(results: Any) -> AsyncIterator[dict[str, Any]]:
    async for result in results:
        assert not result.errors, result.errors
        yield result.data["dashboardChanged"]


def _numbers(page: dict[str, Any]) -> tuple[int, int]:
    return page["dashboard"]["pending"], page["dashboard"]["ended"]
