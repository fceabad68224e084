"""Why something stands where it stands, as clients get it: the sentence in English, and beside it what another language is made of."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.port_ins.porting_number import NameReasons
from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PORT_IN, PORT_OUT, PortOutRejectCode, ReasonCode
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask
from tests.operations.engine.test_effects import do

pytestmark = pytest.mark.either_engine

READ = """query ($request: ID!, $left: ID!) {
    portingRequest(id: $request) { statusReason statusReasonSentence
        numbers(orderBy: E164_ASC) { edges { node { statusReason statusReasonSentence } } } }
    portOutRequest(id: $left) { statusReason statusReasonSentence } }"""


async def test_why_something_stands_where_it_stands_is_told_with_its_code(work: Work) -> None:
    """Of all three kinds; nothing held it, and null for a sentence of Portico's own went unseen."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS] * 2)
    left = await factories.port_out(work, scene)
    first, second = placed.numbers
    await do(work, scene.agent, "porting_number", "mark_not_portable", first, NameReasons([ReasonCode.NUMBER_INACTIVE]))
    await do(work, scene.agent, "porting_number", "mark_not_portable", second, NameReasons([ReasonCode.OTHER], "It is a fax."))
    await do(work, scene.member, "port_out_request", "reject", left.id, RejectPortOut(PortOutRejectCode.PIN_INVALID))
    keys = {"request": ids.spelled("porting_request", placed.id), "left": ids.spelled("port_out_request", left.id)}
    found = await ask(work, scene.agent, READ, **keys)
    request = found["portingRequest"]
    numbers = [tuple(edge["node"].values()) for edge in request["numbers"]["edges"]]
    inactive = PORT_IN[ReasonCode.NUMBER_INACTIVE]
    assert numbers == [(inactive.text, {"code": inactive.sentence.code, "params": {}}), ("It is a fax.", None)]
    outcome = {"code": "porting_request.outcome.not_portable", "params": {"ported": 0, "count": 2, "others": 2}}
    assert (request["statusReason"], request["statusReasonSentence"]) == ("0 of 2 numbers ported, 2 not portable.", outcome)
    pin = PORT_OUT[PortOutRejectCode.PIN_INVALID]
    assert found["portOutRequest"] == {"statusReason": pin.text, "statusReasonSentence": {"code": pin.sentence.code, "params": {}}}
