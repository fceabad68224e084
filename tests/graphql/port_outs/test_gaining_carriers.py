"""What a gaining carrier reads of its own requests: what became of them, and nothing that the owner said or who of it did."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PortOutRejectCode
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

DETAIL = """query($id: ID!) { portOutRequest(id: $id) { statusReason statusReasonSentence rejectCode
    journal(first: 9) { edges { node { event reason reasonCode data facts { text } actor { name } } } } } }"""
NARROW = "query($id: ID!) { portOutRequest(id: $id) { journal(first: 9) { edges { node { %s } } } } }"
SAID = "Nobody here asked for this."


async def test_a_carrier_reads_the_reason_that_was_chosen_and_not_what_the_owner_wrote_beside_it(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    asked = RejectPortOut(PortOutRejectCode.NAME_MISMATCH, SAID)
    await move_one(work, scene.member, "port_out_request", "reject", Target(placed.id), asked)
    key = ids.encode("pout", placed.id)
    told: dict[str, Any] = (await ask(work, scene.network, DETAIL, id=key))["portOutRequest"]
    assert (told["rejectCode"], told["statusReasonSentence"]["code"]) == ("NAME_MISMATCH", "port_out_reason.NAME_MISMATCH")
    (entry,) = [edge["node"] for edge in told["journal"]["edges"]]
    assert (entry["reason"], entry["reasonCode"]) == (told["statusReason"], "port_out_reason.NAME_MISMATCH")
    for fields in ("reason", "reasonCode", "data", "actor { name }", "facts { text }"):
        told[fields] = await ask(work, scene.network, NARROW % fields, id=key)
    assert [secret for secret in (SAID, scene.member.name) if secret in str(told)] == []
    owners = await ask(work, scene.viewer, DETAIL, id=key)
    assert str(owners).count(SAID) >= 2
