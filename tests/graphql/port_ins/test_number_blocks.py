"""The direct-dial blocks a request's numbers came in with are kept for the letter, and never name a number that is not asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from portico.domain import ids
from portico.domain.statuses import NumberType, PortingRequestStatus
from portico.graphql import rendering
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_requests import CreateRequest, UpdateRequest, create, replace, update
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

STEM = "+493023456"
BLOCK = "030 23456-0 (00-09)"
TOLD = {"stem": STEM, "attendant": f"{STEM}0", "extent": "00-09", "count": 11, "display": "+49 30 23456-0 (00-09)"}
KEPT = {"stem": STEM, "attendant": "0", "first": "00", "last": "09"}
ASKED = """query ($id: ID!) { portingRequest(id: $id) {
  numberBlocks { stem attendant extent count display } attempts { snapshot diff { field before after } }
  numbers(first: 100) { edges { node { id e164 } } } } }"""


async def asked(work: Work, actor: Any, request_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = (await ask(work, actor, ASKED, id=ids.encode("preq", request_id)))["portingRequest"]
    return found


async def displayed(work: Work, actor: Any, request_id: UUID) -> list[str]:
    return [block["display"] for block in (await asked(work, actor, request_id))["numberBlocks"]]


async def drafted(work: Work, scene: factories.Scene, *numbers: str) -> UUID:
    return await create(work, scene.member, CreateRequest(country="DE", number_type=NumberType.GEOGRAPHIC, numbers=list(numbers)))


async def ids_of(work: Work, scene: factories.Scene, request_id: UUID, *dialed: str) -> list[UUID]:
    edges = (await asked(work, scene.member, request_id))["numbers"]["edges"]
    found = {edge["node"]["e164"]: ids.decode("pnum", edge["node"]["id"]) for edge in edges}
    return [found[f"{STEM}{each}"] for each in dialed]


def placed_numbers(*statuses: str) -> list[dict[str, Any]]:
    return [{"e164": f"{STEM}{place:02}", "status": status} for place, status in enumerate(statuses)]


async def test_a_block_is_kept_with_its_stem_and_attendant_and_not_only_as_eleven_numbers(work: Work) -> None:
    scene = await factories.scene(work)
    made = await drafted(work, scene, BLOCK, "+49 30 7654321", "+49 30 7654400 / +49 30 7654401")
    found = await asked(work, scene.member, made)
    assert found["numberBlocks"] == [TOLD]
    assert len(found["numbers"]["edges"]) == 14
    callback = await rendering.render_order(work, "porting_request", made, scene.account_id)
    assert callback
    assert callback["numberBlocks"] == [TOLD]
    assert await displayed(work, scene.member, await drafted(work, scene, "+49 30 7654321")) == []


async def test_a_number_taken_out_of_a_draft_leaves_the_block_and_comes_back_as_itself(work: Work) -> None:
    scene = await factories.scene(work)
    made = await drafted(work, scene, BLOCK)
    await update(work, scene.member, made, None, UpdateRequest(remove_numbers=await ids_of(work, scene, made, "05")))
    parts = ["+49 30 23456-0 (00-04)", "+49 30 23456-06..09"]
    assert await displayed(work, scene.member, made) == parts
    await update(work, scene.member, made, None, UpdateRequest(add_numbers=["030 2345605"]))
    assert await displayed(work, scene.member, made) == parts
    await update(work, scene.member, made, None, UpdateRequest(add_numbers=["030 34567-10..19"]))
    assert await displayed(work, scene.member, made) == [*parts, "+49 30 34567-10..19"]
    gone = await ids_of(work, scene, made, "0", *(f"{each:02}" for each in range(10) if each != 5))
    await update(work, scene.member, made, None, UpdateRequest(remove_numbers=gone))
    assert await displayed(work, scene.member, made) == ["+49 30 34567-10..19"]


async def test_a_block_does_not_name_numbers_that_were_canceled_or_are_not_portable(work: Work) -> None:
    scene = await factories.scene(work)
    numbers = placed_numbers("COMPLETED", "CANCELED", "IN_PROCESS", "PENDING", "NOT_PORTABLE", "PENDING")
    placed = await factories.request(work, scene, numbers, number_blocks=[KEPT])
    assert await displayed(work, scene.member, placed.id) == ["+49 30 23456-00", "+49 30 23456-02..03", "+49 30 23456-05"]


async def test_a_losing_carrier_is_told_of_blocks_what_was_handed_over_to_it(work: Work) -> None:
    scene = await factories.scene(work)
    first, second, third = placed_numbers("IN_PROCESS", "IN_PROCESS", "IN_PROCESS")
    numbers = [first, second, third | {"handed_over_at": None, "verified_at": None, "attempt_no": 0}]
    placed = await factories.request(work, scene, numbers, number_blocks=[KEPT])
    assert await displayed(work, scene.losing, placed.id) == ["+49 30 23456-00..01"]
    assert await displayed(work, scene.member, placed.id) == ["+49 30 23456-00..02"]


async def test_an_attendant_inside_its_block_is_ported_once(work: Work) -> None:
    scene = await factories.scene(work)
    assert await displayed(work, scene.member, await drafted(work, scene, "030 23456-0 (0-9)")) == ["+49 30 23456-0 (0-9)"]


async def test_a_request_made_anew_has_the_blocks_of_the_one_it_replaces(work: Work) -> None:
    scene = await factories.scene(work)
    numbers = placed_numbers(*["CANCELED"] * 3)
    status = PortingRequestStatus.CANCELED
    placed = await factories.request(work, scene, numbers, status=status, number_blocks=[KEPT], ended_at=work.now)
    assert await displayed(work, scene.member, placed.id) == []
    assert await displayed(work, scene.member, await replace(work, scene.member, placed.id)) == ["+49 30 23456-00..02"]


async def test_an_attempt_keeps_the_part_of_a_block_that_was_sent(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, placed_numbers("PORTABLE", "PORTABLE", "PENDING"), number_blocks=[KEPT])
    await move_one(work, scene.agent, "porting_number", "start", Target(placed.numbers[1]))
    (attempt,) = (await asked(work, scene.member, placed.id))["attempts"]
    assert attempt["snapshot"]["number_blocks"] == [{"stem": STEM, "attendant": None, "first": "01", "last": "01"}]
    await move_one(work, scene.agent, "porting_number", "start", Target(placed.numbers[0]))
    (*_, second) = (await asked(work, scene.member, placed.id))["attempts"]
    assert second["diff"] == [{"field": "number_blocks", "before": "+49 30 23456-01", "after": "+49 30 23456-00"}]
