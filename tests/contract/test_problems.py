"""What somebody may not do, or not now: a typed answer each, with words for people, and nothing has changed."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.ids import new_id
from portico.domain.statuses import Role
from tests.contract.asking import NUMBER_VERBS, PORT_OUT_VERBS, REQUEST_VERBS, begun, field, handed_in, roles_by_verb, unchanged
from tests.contract.conftest import fresh
from tests.stories.story import Story, codes

pytestmark = pytest.mark.either_engine

SIDES = {"rival": Role.CUSTOMER, "desk": Role.STAFF, "Pacific Voice": Role.CARRIER}
WHO_MAY = {verb: {who for who, role in SIDES.items() if role & roles} for verb, roles in roles_by_verb("port_out_request").items()}
WHO_MAY["open"] = {"rival"}
NEVER_A_CUSTOMERS = {
    subject: {verb for verb, roles in roles_by_verb(subject).items() if not roles & Role.CUSTOMER}
    for subject in ("porting_request", "porting_number")
}
"""What each side may is held by the grids, written from the domain; here it only says which refusal is the right one."""


def strangers_answer(subject: str, verb: str) -> str:
    """What is said of a stranger's thing, as of one that nobody has: nothing tells whether it is there."""
    return "NOT_PERMITTED" if verb in NEVER_A_CUSTOMERS[subject] else "NOT_FOUND"


@pytest.mark.parametrize("verb", REQUEST_VERBS)
async def test_a_request_verb_on_a_strangers_is_answered_as_on_an_unknown_id(desk: Story, verb: str) -> None:
    request = await begun(desk)
    for key in (ids.encode("preq", new_id()), ids.encode("pnum", new_id()), request["id"]):
        answer = await desk.client("rival").say(field("portingRequest", verb), id=key, **REQUEST_VERBS[verb])
        assert answer["code"] == strangers_answer("porting_request", verb), answer
    await unchanged(desk.client("acme"), request)


@pytest.mark.parametrize("verb", NUMBER_VERBS)
async def test_a_number_verb_on_a_strangers_is_answered_as_on_an_unknown_id(desk: Story, verb: str) -> None:
    request = await begun(desk)
    keys = [ids.encode("pnum", new_id()), ids.encode("preq", new_id()), request["numbers"][0]["id"]]
    answers = await desk.client("rival").try_move(verb, keys, **NUMBER_VERBS[verb])
    assert [answer["code"] for answer in answers] == [strangers_answer("porting_number", verb)] * 3
    await unchanged(desk.client("acme"), request)


@pytest.mark.parametrize("verb", PORT_OUT_VERBS)
async def test_a_port_out_verb_on_an_unknown_id_is_not_found(desk: Story, verb: str) -> None:
    for key in (ids.encode("pout", new_id()), ids.encode("preq", new_id())):
        for who in ("rival", "desk", "Pacific Voice"):
            answer = await desk.client(who).say(field("portOutRequest", verb), id=key, **PORT_OUT_VERBS[verb])
            assert answer["code"] in {"NOT_FOUND", "NOT_PERMITTED"}, answer
            assert answer["code"] == "NOT_FOUND" or who not in WHO_MAY[verb]


async def test_a_stranger_reads_nothing_of_a_request(desk: Story) -> None:
    request = await begun(desk)
    number, rival = request["numbers"][0], desk.client("rival")
    query = """query($r: ID!, $n: ID!, $search: String) {
        portingRequest(id: $r) { id } portingNumber(id: $n) { id } a: node(id: $r) { __typename } b: node(id: $n) { __typename }
        portingRequests(filter: { search: $search }) { totalCount edges { cursor } }
        portingNumbers(filter: { requestId: $r }) { totalCount edges { cursor } }
        deliveries(orderId: $r) { totalCount } }"""
    found = await rival.ask(query, r=request["id"], n=number["id"], search=number["e164"])
    assert (found["portingRequest"], found["portingNumber"], found["a"], found["b"]) == (None,) * 4
    assert [found[name]["totalCount"] for name in ("portingRequests", "portingNumbers", "deliveries")] == [0, 0, 0]
    own = await desk.client("acme").ask(query, r=request["id"], n=number["id"], search=number["e164"])
    assert [own[name]["totalCount"] for name in ("portingRequests", "portingNumbers")] == [1, 1]


async def test_a_carrier_sees_a_port_in_only_from_the_hand_over_on_and_without_what_is_the_customers(desk: Story) -> None:
    request = await desk.at_the_carrier(desk.client("acme"), "US", numbers=fresh(1))
    before = await handed_in(desk)
    query = "query($id: ID!) { portingRequest(id: $id) { reference callbackUrl companyProfile { id } documents { id } } }"
    for carrier in ("Empire Bell", "Liberty Network"):
        seen = (await desk.client(carrier).ask(query, id=request["id"]))["portingRequest"]
        assert seen == {"reference": request["reference"], "callbackUrl": None, "companyProfile": None, "documents": []}
        assert (await desk.client(carrier).ask(query, id=before["id"]))["portingRequest"] is None
    assert (await desk.client("Pacific Voice").ask(query, id=request["id"]))["portingRequest"] is None


@pytest.mark.parametrize("verb", [verb for verb in NUMBER_VERBS if verb in NEVER_A_CUSTOMERS["porting_number"]])
async def test_a_customer_never_does_what_is_for_staff_and_carriers(desk: Story, verb: str) -> None:
    request = await begun(desk)
    (answer,) = await desk.client("acme").try_move(verb, request["numbers"], **NUMBER_VERBS[verb])
    assert answer["code"] == "NOT_PERMITTED"
    await unchanged(desk.client("acme"), request)


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("acme", "accept"),
        ("acme", "reject"),
        ("acme", "block"),
        ("acme-viewer", "cancel"),
        ("acme-viewer", "update"),
        ("acme-viewer", "discard"),
        ("acme-reader", "cancel"),
        ("acme-reader", "update"),
        ("desk", "perform"),
        ("desk", "schedulePerform"),
        ("Liberty Network", "accept"),
        ("Liberty Network", "submit"),
    ],
)
async def test_the_wrong_role_level_or_scope_is_told_so(desk: Story, who: str, verb: str) -> None:
    request = await begun(desk)
    answer = await desk.client(who).say(field("portingRequest", verb), id=request["id"], **REQUEST_VERBS[verb])
    assert answer["code"] == "NOT_PERMITTED", answer
    await unchanged(desk.client("acme"), request)


async def test_nobody_creates_or_uploads_without_the_right(desk: Story) -> None:
    request = await begun(desk)
    given = {"country": "US", "numberType": "GEOGRAPHIC", "numbers": fresh(1)}
    for who in ("acme-viewer", "acme-reader", "Liberty Network"):
        assert (await desk.client(who).say("portingRequestCreate", **given))["code"] == "NOT_PERMITTED"
        assert (await desk.client(who).say("companyProfileCreate", label="x", companyName="x", country="US"))["code"] == "NOT_PERMITTED"
        assert (await desk.client(who).upload(request["id"], "LOA", b"%PDF-1.7")).status_code == 403
    assert (await desk.client("acme").say("portOutRequestReceive", carrierReference="X", numbers=[{"number": each} for each in fresh(1)]))[
        "code"
    ] == "NOT_PERMITTED"


async def test_a_verb_out_of_its_status_is_unavailable_or_blocked(desk: Story) -> None:
    request = await handed_in(desk)
    await desk.staff.do("portingRequestAccept", id=request["id"])
    for verb in ("markPortable", "start", "handOver", "reviseFoc", "withdrawFoc", "rejectCancellation", "complete"):
        (answer,) = await desk.staff.try_move(verb, request["numbers"], **NUMBER_VERBS[verb])
        if verb == "markPortable":
            assert codes(answer) == ["REVIEW_NOT_STARTED"]
        else:
            assert answer["code"] == "ACTION_UNAVAILABLE", verb
            assert answer["messageCode"] == "action_unavailable"
            assert answer["messageParams"]["status"] == {"code": "status.PENDING", "params": {}, "text": "Pending", "parts": []}
        assert (await desk.client("acme").request(request["id"]))["numbers"] == request["numbers"], verb
    assert (await desk.client("acme").say("portingRequestReplace", id=request["id"]))["code"] == "ACTION_UNAVAILABLE"


async def test_an_ended_request_takes_nothing_more_and_is_made_anew(desk: Story) -> None:
    request = await handed_in(desk)
    await desk.client("acme").do("portingRequestCancel", id=request["id"])
    for who, verb in (
        ("acme", "cancel"),
        ("acme", "submit"),
        ("desk", "accept"),
        ("desk", "reject"),
        ("acme", "discard"),
    ):
        answer = await desk.client(who).say(field("portingRequest", verb), id=request["id"], **REQUEST_VERBS[verb])
        assert answer["code"] == "ACTION_UNAVAILABLE", (verb, answer)
    edited = await desk.client("acme").say("portingRequestUpdate", id=request["id"], accountNumber="1")
    assert edited["code"] in {"ACTION_UNAVAILABLE", "BLOCKED", "INVALID_INPUT"}, edited
    anew = await desk.client("acme").do("portingRequestReplace", id=request["id"])
    assert (anew["status"], anew["replacesId"]) == ("DRAFT", request["id"]), "the copy that the mail about it offers"


async def test_a_stale_version_is_told_the_current_one(desk: Story) -> None:
    request = await handed_in(desk)
    accepted = await desk.staff.do("portingRequestAccept", id=request["id"], expectedVersion=request["version"])
    stale = await desk.client("acme").say("portingRequestUpdate", id=request["id"], expectedVersion=request["version"], name="Later")
    assert (stale["code"], stale["currentVersion"]) == ("STALE_VERSION", accepted["version"])
    number = request["numbers"][0]
    target = {"id": number["id"], "expectedVersion": number["version"] + 7}
    (answer,) = (await desk.staff.do("portingNumbersStartReview", numbers=[target]))["results"]
    assert (answer["code"], answer["currentVersion"]) == ("STALE_VERSION", number["version"])


async def test_what_is_offered_is_what_is_refused(desk: Story) -> None:
    """For each action a number offers with blockers, saying it answers those blockers; and what is not offered is refused."""
    request = await handed_in(desk)
    number = request["numbers"][0]
    for who in ("acme", "desk"):
        seen = (await desk.client(who).request(request["id"]))["numbers"][0]
        offered = {action["action"]: [blocker["code"] for blocker in action["blockers"]] for action in seen["availableActions"]}
        for verb, given in NUMBER_VERBS.items():
            action = "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in verb)
            if action in offered and not offered[action]:
                continue
            (answer,) = await desk.client(who).try_move(verb, [number], **given)
            assert answer["code"] == ("BLOCKED" if action in offered else answer["code"])
            assert answer["code"] in {"BLOCKED", "ACTION_UNAVAILABLE", "NOT_PERMITTED"}
            if action in offered:
                assert codes(answer) == offered[action]
