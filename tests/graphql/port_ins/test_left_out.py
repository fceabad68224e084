"""A request made anew left numbers out without a word: how many stands beside the button, and that many stay behind."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

READ = "query ($id: ID!) { portingRequest(id: $id) { numberCount replaceable leftOutCount } }"
REPLACE = "mutation ($id: ID!) { portingRequestReplace(input: { id: $id }) { ... on PortingRequest { numberCount } } }"
REFUSED = "mutation ($id: ID!) { portingRequestReplace(input: { id: $id }) { __typename ... on Problem { message } } }"


@pytest.mark.parametrize("own", [0, 1, 2])
async def test_as_many_numbers_stay_behind_as_were_told(work: Work, own: int) -> None:
    scene = await factories.scene(work, "NL")
    blocked = {"status": PortingNumberStatus.NOT_PORTABLE, "status_reason": "Subscriber not found."}
    numbers = [blocked | ({"status_reason": "Not in service."} if place < own else {}) for place in range(3)]
    made = await factories.request(work, scene, numbers, country="NL", status="BLOCKED", status_reason="Subscriber not found.")
    key = ids.spelled("porting_request", made.id)
    found = (await ask(work, scene.member, READ, id=key))["portingRequest"]
    assert found == {"numberCount": 3, "replaceable": True, "leftOutCount": own}
    assert (await ask(work, scene.member, REPLACE, id=key))["portingRequestReplace"]["numberCount"] == 3 - own


async def test_a_number_with_the_same_words_and_a_blocking_code_of_its_own_stays_behind(work: Work) -> None:
    scene = await factories.scene(work, "NL")
    words = "Not available"
    numbers = [{"status": PortingNumberStatus.NOT_PORTABLE, "status_reason": words, "status_reason_code": code} for code in ("41", "27")]
    blocked = {"status": "BLOCKED", "status_reason": words, "status_reason_code": "27"}
    made = await factories.request(work, scene, numbers, country="NL", **blocked)
    key = ids.spelled("porting_request", made.id)
    assert (await ask(work, scene.member, READ, id=key))["portingRequest"]["leftOutCount"] == 1
    assert (await ask(work, scene.member, REPLACE, id=key))["portingRequestReplace"]["numberCount"] == 1


async def test_a_request_on_its_way_leaves_nothing_out(work: Work) -> None:
    scene = await factories.scene(work)
    refused = {"status": PortingNumberStatus.NOT_PORTABLE, "status_reason": "No."}
    made = await factories.request(work, scene, [refused, {"status": PortingNumberStatus.IN_PROCESS}])
    found = (await ask(work, scene.member, READ, id=ids.spelled("porting_request", made.id)))["portingRequest"]
    assert (found["replaceable"], found["leftOutCount"]) == (False, 0)


async def test_a_request_all_of_whose_numbers_were_refused_for_themselves_is_not_made_anew(work: Work) -> None:
    """A draft without a number was made."""
    scene = await factories.scene(work, "NL")
    numbers = [{"status": PortingNumberStatus.NOT_PORTABLE, "status_reason": "Not in service."}] * 2
    made = await factories.request(work, scene, numbers, country="NL", status="BLOCKED", status_reason="Subscriber not found.")
    key = ids.spelled("porting_request", made.id)
    found = (await ask(work, scene.member, READ, id=key))["portingRequest"]
    assert found == {"numberCount": 2, "replaceable": False, "leftOutCount": 2}
    refused = (await ask(work, scene.member, REFUSED, id=key))["portingRequestReplace"]
    assert refused == {
        "__typename": "ActionUnavailable",
        "message": "Every number of this request was rejected for a reason of its own: none is left to ask for again.",
    }
