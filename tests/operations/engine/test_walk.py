"""One request of three numbers from draft to its end, each step a move of the person or machine whose it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import DocumentStatus
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import rows
from tests import factories
from tests.clock import Clock


async def all_moved(work: Work, actor: Actor, subject: str, verb: str, ids: list[UUID], asked: Any = None) -> None:
    outcomes = await move(work, actor, subject, verb, [Target(key) for key in ids], asked)
    assert [outcome.refusal for outcome in outcomes] == [None] * len(ids)


async def test_a_us_request_goes_from_draft_to_completed(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 3, status="DRAFT", papers=DocumentStatus.UPLOADED)
    ported, numbers = list(placed.numbers[:2]), list(placed.numbers)
    await all_moved(work, scene.member, "porting_request", "submit", [placed.id])
    await all_moved(work, scene.agent, "porting_request", "accept", [placed.id])
    await all_moved(work, scene.agent, "document", "accept", list(placed.documents.values()))
    await all_moved(work, scene.agent, "porting_number", "start_review", numbers)
    await all_moved(work, scene.agent, "porting_number", "mark_portable", ported, GiveReason())
    not_portable = NameReasons([ReasonCode.NUMBER_NOT_PORTABLE])
    await all_moved(work, scene.agent, "porting_number", "mark_not_portable", numbers[2:], not_portable)
    await all_moved(work, scene.agent, "porting_number", "start", ported)
    await all_moved(work, scene.network, "porting_number", "hand_over", ported)
    foc_at = factories.foc(work.now)
    await all_moved(work, scene.losing, "porting_number", "confirm_foc", ported, ConfirmFoc(foc_at))
    clock.now = foc_at - timedelta(hours=48)
    await all_moved(work, SYSTEM, "porting_number", "provision", ported)
    clock.now = foc_at
    await all_moved(work, scene.agent, "porting_number", "complete", ported, GiveReason())
    (request,) = rows.decode_all(models.PortingRequest, await work.reader.fetch("SELECT * FROM porting_request WHERE id = $1", placed.id))
    assert (request["status"], request["open_count"], request["status_reason"]) == (
        "COMPLETED",
        0,
        "2 of 3 numbers ported, 1 not portable.",
    )
    assert request["status_reason_said"] == {
        "code": "porting_request.outcome.not_portable",
        "params": {"ported": 2, "count": 3, "others": 1},
    }
