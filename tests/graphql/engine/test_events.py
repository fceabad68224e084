"""Events in the API: one closed list that grows, and never a journal that cannot be read."""

from __future__ import annotations

from uuid import UUID

from portico.domain import ids
from portico.domain.events import Happening, RowEvent
from portico.domain.sentences import quoted
from portico.domain.statuses import PortingNumberStatus
from portico.domain.tables import EVENTS
from portico.graphql.desk.journal_enums import kind_named, status_named, verb_named
from portico.graphql.engine.enums import EventName, event_name
from portico.operations.engine.work import Unit, Work
from tests import factories
from tests.graphql.asking import ask

TIMELINE = "query ($id: ID!) { portingRequest(id: $id) { journal(first: 9) { edges { node { event verb } } } } }"


def test_the_api_names_every_event_and_one_for_those_it_does_not_know() -> None:
    assert {event.value for event in EventName} == {*EVENTS, "unknown"}
    assert event_name("porting_number.foc_confirmed").name == "PORTING_NUMBER_FOC_CONFIRMED"
    assert event_name("porting_number.dreamed").name == "UNKNOWN"


async def test_an_entry_of_an_event_that_is_gone_is_read_as_unknown(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    await happen(work, placed.id, RowEvent("porting_request.dreamed"))
    await happen(work, placed.id, Happening.PORTING_REQUEST_WINDOW_CLOSING)
    found = await ask(work, scene.member, TIMELINE, id=ids.encode("preq", placed.id))
    assert [edge["node"]["event"] for edge in found["portingRequest"]["journal"]["edges"]][:2] == [
        "PORTING_REQUEST_WINDOW_CLOSING",
        "UNKNOWN",
    ]


def test_verbs_kinds_and_statuses_are_named_and_what_is_gone_is_unknown() -> None:
    assert (verb_named("confirm_foc").name, kind_named("porting_number").name) == ("CONFIRM_FOC", "PORTING_NUMBER")
    assert (status_named("FOC_DATE_SET").name, status_named(None)) == ("FOC_DATE_SET", None)
    assert {named("dreamed").name for named in (verb_named, kind_named, status_named)} == {"UNKNOWN"}


async def test_an_entry_of_a_verb_that_is_gone_can_be_read(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    await happen(work, placed.id, Happening.PORTING_REQUEST_WINDOW_CLOSING, verb="dream")
    found = await ask(work, scene.member, TIMELINE, id=ids.encode("preq", placed.id))
    assert found["portingRequest"]["journal"]["edges"][0]["node"]["verb"] == "UNKNOWN"


async def happen(work: Work, request_id: UUID, event: RowEvent | Happening, verb: str = "test") -> None:
    async def do(unit: Unit) -> None:
        await unit.lock("porting_request", [request_id])
        unit.record(
            subject_kind="porting_request",
            subject_id=request_id,
            version=1,
            order_id=request_id,
            verb=verb,
            event=event,
            reason=quoted("A test."),
        )

    await work.unit(do)
