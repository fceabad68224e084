"""What cannot be done: a typed answer each, with words for people, and nothing has changed."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.ids import new_id
from tests.contract.conftest import fresh
from tests.stories.client import PORT_OUT, REQUEST, Client, Node
from tests.stories.story import Story, codes

NUMBER_VERBS: dict[str, dict[str, Any]] = {
    "startReview": {},
    "markPortable": {},
    "markNotPortable": {"codes": ["OTHER"], "reason": "No."},
    "cancel": {"reason": "No."},
    "start": {},
    "handOver": {},
    "confirmFoc": {"focAt": "2027-03-10T15:00:00Z"},
    "reviseFoc": {"focAt": "2027-03-10T15:00:00Z", "reason": "Later."},
    "withdrawFoc": {"reason": "No."},
    "requireAction": {"codes": ["NAME_MISMATCH"]},
    "resubmit": {},
    "acceptCancellation": {},
    "rejectCancellation": {"reason": "No."},
    "complete": {},
    "assignProfile": {"configurationProfileId": None},
}
REQUEST_VERBS: dict[str, dict[str, Any]] = {
    "submit": {},
    "discard": {},
    "accept": {},
    "reject": {"reason": "No."},
    "cancel": {"reason": "No."},
    "delay": {"reason": "Wait.", "answerDueAt": "2027-03-10T15:00:00Z"},
    "makeReady": {"firstPossibleDate": "2027-03-10"},
    "block": {"code": "27", "reason": "No."},
    "schedulePerform": {"performAt": None},
    "perform": {},
    "acceptCancellation": {},
    "rejectCancellation": {"reason": "No."},
    "update": {"name": "Other"},
    "replace": {},
}
PORT_OUT_VERBS: dict[str, dict[str, Any]] = {
    "open": {},
    "approve": {},
    "reject": {"code": "NOT_AUTHORISED"},
    "staffReject": {"reason": "No."},
    "staffApprove": {},
    "complete": {},
    "amend": {"requestedDate": "2027-03-20"},
    "withdraw": {},
}
STAFF_ONLY = {"accept", "reject", "acceptCancellation", "rejectCancellation"}


def field(noun: str, verb: str) -> str:
    return f"{noun}{verb[0].upper()}{verb[1:]}"


async def handed_in(desk: Story, count: int = 1) -> Node:
    request, _ = await desk.submitted(desk.client("acme"), "US", numbers=fresh(count))
    return request


async def begun(desk: Story) -> Node:
    """A draft with a number and nothing else: enough to be told that one may not touch it."""
    made = await desk.client("acme").do("portingRequestCreate", country="US", numberType="GEOGRAPHIC", numbers=fresh(1))
    return await desk.client("acme").request(made["id"])


async def unchanged(client: Client, request: Node) -> None:
    assert await client.request(request["id"]) == request


def paths(problem: Node) -> dict[str, str]:
    assert problem["__typename"] == "InvalidInput", problem
    assert all(found["message"] for found in problem["fields"])
    return {found["path"]: found["code"] for found in problem["fields"]}


@pytest.mark.parametrize("verb", REQUEST_VERBS)
async def test_a_request_verb_on_an_unknown_id_or_a_strangers_is_not_found(desk: Story, verb: str) -> None:
    """Also for a verb that is not the stranger's to say: nothing tells them that the request is there."""
    request = await begun(desk)
    for key in (ids.encode("preq", new_id()), ids.encode("pnum", new_id()), request["id"]):
        answer = await desk.client("rival").say(field("portingRequest", verb), id=key, **REQUEST_VERBS[verb])
        assert answer["code"] == "NOT_FOUND", answer
    await unchanged(desk.client("acme"), request)


@pytest.mark.parametrize("verb", NUMBER_VERBS)
async def test_a_number_verb_on_an_unknown_id_or_a_strangers_is_not_found(desk: Story, verb: str) -> None:
    request = await begun(desk)
    keys = [ids.encode("pnum", new_id()), ids.encode("preq", new_id()), request["numbers"][0]["id"]]
    answers = await desk.client("rival").try_move(verb, keys, **NUMBER_VERBS[verb])
    assert [answer["code"] for answer in answers] == ["NOT_FOUND"] * 3
    await unchanged(desk.client("acme"), request)


@pytest.mark.parametrize("verb", PORT_OUT_VERBS)
async def test_a_port_out_verb_on_an_unknown_id_is_not_found(desk: Story, verb: str) -> None:
    for key in (ids.encode("pout", new_id()), ids.encode("preq", new_id())):
        for who in ("rival", "desk", "Pacific Voice"):
            answer = await desk.client(who).say(field("portOutRequest", verb), id=key, **PORT_OUT_VERBS[verb])
            assert answer["code"] in {"NOT_FOUND", "NOT_PERMITTED"}, answer
            assert answer["code"] == "NOT_FOUND" or who not in WHO_MAY[verb]


WHO_MAY = {
    "open": {"rival"},
    "approve": {"rival"},
    "reject": {"rival"},
    "staffReject": {"desk"},
    "staffApprove": {"desk"},
    "complete": {"desk", "Pacific Voice"},
    "amend": {"desk", "Pacific Voice"},
    "withdraw": {"desk", "Pacific Voice"},
}


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


@pytest.mark.parametrize("verb", [verb for verb in NUMBER_VERBS if verb not in {"cancel", "resubmit", "assignProfile"}])
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
    assert answer["code"] == ("NOT_FOUND" if who == "Liberty Network" else "NOT_PERMITTED"), answer
    await unchanged(desk.client("acme"), request)


async def test_nobody_creates_or_uploads_without_the_right(desk: Story) -> None:
    request = await begun(desk)
    given = {"country": "US", "numberType": "GEOGRAPHIC", "numbers": fresh(1)}
    for who in ("acme-viewer", "acme-reader", "Liberty Network"):
        assert (await desk.client(who).say("portingRequestCreate", **given))["code"] == "NOT_PERMITTED"
        assert (await desk.client(who).say("companyProfileCreate", label="x", companyName="x", country="US"))["code"] == "NOT_PERMITTED"
        assert (await desk.client(who).upload(request["id"], "LOA", b"%PDF-1.7")).status_code == 403
    assert (await desk.client("acme").say("portOutRequestReceive", carrierReference="X", numbers=fresh(1)))["code"] == "NOT_PERMITTED"


@pytest.mark.parametrize("verb", ["markPortable", "start", "handOver", "reviseFoc", "withdrawFoc", "rejectCancellation", "complete"])
async def test_a_verb_out_of_its_status_is_unavailable_or_blocked(desk: Story, verb: str) -> None:
    request = await handed_in(desk)
    await desk.staff.do("portingRequestAccept", id=request["id"])
    (answer,) = await desk.staff.try_move(verb, request["numbers"], **NUMBER_VERBS[verb])
    if verb == "markPortable":
        assert codes(answer) == ["REVIEW_NOT_STARTED"]
    else:
        assert answer["code"] == "ACTION_UNAVAILABLE"
    assert (await desk.client("acme").request(request["id"]))["numbers"] == request["numbers"]


async def test_an_ended_request_takes_nothing_more(desk: Story) -> None:
    request = await handed_in(desk)
    await desk.client("acme").do("portingRequestCancel", id=request["id"])
    for who, verb in (
        ("acme", "cancel"),
        ("acme", "submit"),
        ("desk", "accept"),
        ("desk", "reject"),
        ("acme", "discard"),
        ("acme", "replace"),
    ):
        answer = await desk.client(who).say(field("portingRequest", verb), id=request["id"], **REQUEST_VERBS[verb])
        assert answer["code"] == "ACTION_UNAVAILABLE", (verb, answer)
    edited = await desk.client("acme").say("portingRequestUpdate", id=request["id"], accountNumber="1")
    assert edited["code"] in {"ACTION_UNAVAILABLE", "BLOCKED", "INVALID_INPUT"}, edited


async def test_a_stale_version_is_told_the_current_one(desk: Story) -> None:
    request = await handed_in(desk)
    accepted = await desk.staff.do("portingRequestAccept", id=request["id"], expectedVersion=request["version"])
    stale = await desk.client("acme").say("portingRequestUpdate", id=request["id"], expectedVersion=request["version"], name="Later")
    assert (stale["code"], stale["currentVersion"]) == ("STALE_VERSION", accepted["version"])
    number = request["numbers"][0]
    target = {"id": number["id"], "expectedVersion": number["version"] + 7}
    (answer,) = (await desk.staff.do("portingNumbersStartReview", numbers=[target]))["results"]
    assert (answer["code"], answer["currentVersion"]) == ("STALE_VERSION", number["version"])


MALFORMED = {
    "1-800-FLOWERS": "LETTERS",
    "+1 212 555 0142 ext. 5": "EXTENSION",
    "+1 212 555 01": "TOO_SHORT",
    "+1 212 555 0142 99 99": "TOO_LONG",
    "": "EMPTY",
    "not a number": "LETTERS",
    "+1 111 111 1111": "INVALID",
    "911": "TOO_SHORT",
}


async def test_malformed_numbers_are_named_by_their_place_with_what_was_understood(desk: Story) -> None:
    """Every one in one answer, the good ones among them unmentioned, and nothing is created."""
    texts = [text for bad in MALFORMED for text in (*fresh(1), bad)]
    answer = await desk.client("acme").say("portingRequestCreate", country="US", numberType="GEOGRAPHIC", numbers=texts)
    found = paths(answer)
    assert set(found) == {f"numbers.{2 * place + 1}" for place in range(len(MALFORMED))}
    known = {text: found[f"numbers.{2 * place + 1}"] for place, text in enumerate(MALFORMED)}
    assert known["1-800-FLOWERS"] == "LETTERS"
    assert known["+1 212 555 0142 ext. 5"] == "EXTENSION"
    assert known["+1 212 555 01"] == "TOO_SHORT"
    message = next(problem["message"] for problem in answer["fields"] if problem["path"] == "numbers.1")
    assert "+1 800-356-9377" in message, "what was understood"


async def test_numbers_of_another_country_or_type_do_not_fit(desk: Story) -> None:
    texts = ["+44 20 7946 0199", "+1 800 356 9377", *fresh(1)]
    answer = await desk.client("acme").say("portingRequestCreate", country="US", numberType="GEOGRAPHIC", numbers=texts)
    assert paths(answer) == {"numbers.0": "MISFIT", "numbers.1": "MISFIT"}


async def test_a_number_twice_in_one_request_is_told_where_it_stood(desk: Story) -> None:
    (number,) = fresh(1)
    spelled = f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    answer = await desk.client("acme").say("portingRequestCreate", country="US", numberType="GEOGRAPHIC", numbers=[number, spelled])
    assert paths(answer) == {"numbers.1": "DUPLICATE"}
    assert "place 1" in answer["fields"][0]["message"]


async def test_a_number_in_a_live_request_is_refused_without_saying_whose_it_is(desk: Story) -> None:
    request = await handed_in(desk)
    number = request["numbers"][0]["e164"]
    draft = await desk.draft(desk.client("rival"), "US", numbers=[number])
    await desk.papers(desk.client("rival"), draft)
    answer = await desk.client("rival").say("portingRequestSubmit", id=draft["id"])
    assert codes(answer) == ["NUMBER_LIVE_ELSEWHERE"]
    said = answer["message"] + answer["blockers"][0]["message"]
    assert number in said
    assert "Acme" not in said
    assert request["reference"] not in said
    await desk.client("acme").do("portingRequestCancel", id=request["id"])
    assert (await desk.client("rival").do("portingRequestSubmit", id=draft["id"]))["status"] == "REQUESTED", "free again"


async def test_a_number_in_service_here_cannot_be_ported_in(desk: Story) -> None:
    draft = await desk.draft(desk.client("rival"), "US", numbers=[desk.cast["in_service"][0]])
    await desk.papers(desk.client("rival"), draft)
    answer = await desk.client("rival").say("portingRequestSubmit", id=draft["id"])
    assert codes(answer) == ["NUMBER_IN_SERVICE"]
    assert "Acme" not in answer["blockers"][0]["message"]


async def test_1001_numbers_are_too_many_and_1000_are_not(desk: Story) -> None:
    numbers = fresh(1001)
    given = {"country": "US", "numberType": "GEOGRAPHIC"}
    answer = await desk.client("acme").say("portingRequestCreate", **given, numbers=numbers)
    assert paths(answer) == {"numbers": "TOO_MANY"}
    draft = await desk.client("acme").do("portingRequestCreate", **given, numbers=numbers[:1000])
    assert draft["numberCount"] == 1000
    more = await desk.client("acme").say("portingRequestUpdate", id=draft["id"], addNumbers=numbers[1000:])
    assert paths(more) == {"addNumbers": "TOO_MANY"}
    targets = [{"id": ids.encode("pnum", new_id())} for _ in range(1001)]
    assert paths(await desk.staff.say("portingNumbersStartReview", numbers=targets)) == {"numbers": "TOO_MANY"}
    none = await desk.staff.say("portingNumbersStartReview", numbers=[])
    assert paths(none) == {"numbers": "REQUIRED"}
    twice = await desk.staff.say("portingNumbersStartReview", numbers=targets[:1] * 2)
    assert paths(twice) == {"numbers.1": "DUPLICATE"}


async def test_a_request_that_lacks_everything_is_told_everything_at_once(desk: Story) -> None:
    draft = await desk.client("acme").do("portingRequestCreate", country="US", numberType="GEOGRAPHIC")
    answer = await desk.client("acme").say("portingRequestSubmit", id=draft["id"])
    assert set(codes(answer)) >= {
        "PROFILE_INVALID",
        "REQUIREMENTS_NOT_MET",
        "LOA_MISSING",
        "PROOF_OF_OWNERSHIP_MISSING",
        "LOSING_CARRIER_MISSING",
        "NO_NUMBERS",
    }
    offered = {action["action"]: [b["code"] for b in action["blockers"]] for action in draft["availableActions"]}
    assert set(offered["SUBMIT"]) == set(codes(answer)), "the same as was shown before the click"


async def test_a_trial_account_drafts_but_does_not_submit(desk: Story) -> None:
    client = desk.client("trial")
    draft = await desk.draft(client, "US", numbers=fresh(1))
    await desk.papers(client, draft)
    assert codes(await client.say("portingRequestSubmit", id=draft["id"])) == ["TIER_TRIAL"]


async def test_unknown_and_foreign_references_in_an_input_are_named(desk: Story) -> None:
    foreign = await desk.client("rival").do("companyProfileCreate", label="Ours", companyName="Rival Voice", country="US")
    rings = await desk.configuration(desk.client("rival"), "Ours")
    answer = await desk.client("acme").say(
        "portingRequestCreate",
        country="US",
        numberType="GEOGRAPHIC",
        numbers=fresh(1),
        companyProfileId=foreign["id"],
        configurationProfileId=rings["id"],
        losingCarrierId=ids.encode("carr", new_id()),
        networkCarrierId=desk.cast["carriers"]["Liberty Network"],
        requestedDate="2020-01-01",
        callbackUrl="ftp://nowhere",
    )
    assert paths(answer) == {
        "companyProfileId": "NOT_FOUND",
        "configurationProfileId": "NOT_FOUND",
        "losingCarrierId": "NOT_FOUND",
        "networkCarrierId": "NOT_PERMITTED",
        "requestedDate": "IN_THE_PAST",
        "callbackUrl": "MALFORMED",
    }
    request = await handed_in(desk)
    (assigned,) = await desk.client("acme").try_move("assignProfile", request["numbers"], configurationProfileId=rings["id"])
    assert paths(assigned) == {"configurationProfileId": "NOT_FOUND"}


async def test_a_country_nobody_ports_here_is_said(desk: Story) -> None:
    answer = await desk.client("acme").say("portingRequestCreate", country="AQ", numberType="GEOGRAPHIC")
    assert paths(answer) == {"country": "NOT_SUPPORTED"}
    answer = await desk.client("acme").say("portingRequestCreate", country="Narnia", numberType="GEOGRAPHIC")
    assert set(paths(answer)) == {"country"}


async def test_a_profile_that_cannot_be_read_is_told_field_by_field(desk: Story) -> None:
    bad = {"label": " ", "companyName": "x" * 2000, "country": "England", "representativePhone": "12"}
    answer = await desk.client("acme").say("companyProfileCreate", **bad, emails=["ada@acme.example", "nobody"])
    assert set(paths(answer)) == {*bad, "emails.1"}
    rings = {"name": "x", "destinationKind": "SIP_URI", "destination": "not a uri", "capacity": -1}
    assert set(paths(await desk.client("acme").say("configurationProfileCreate", **rings))) == {"destination", "capacity"}


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


async def test_the_account_of_a_staff_command_has_to_be_named_and_known(desk: Story) -> None:
    given = {"country": "US", "numberType": "GEOGRAPHIC", "numbers": fresh(1)}
    assert set(paths(await desk.staff.say("portingRequestCreate", **given))) == {"accountId"}
    unknown = await desk.staff.say("portingRequestCreate", **given, accountId=ids.encode("acct", new_id()))
    assert paths(unknown) == {"accountId": "NOT_FOUND"}
    made = await desk.staff.do("portingRequestCreate", **given, accountId=desk.cast["accounts"]["acme"]["id"])
    entries = await desk.client("acme").journal("portingRequest", made["id"])
    assert entries[0]["actor"] == {"role": "STAFF", "name": "the operator", "onBehalf": True}
    foreign = await desk.client("acme").say("portingRequestCreate", **given, accountId=desk.cast["accounts"]["rival"]["id"])
    assert foreign["code"] in {"INVALID_INPUT", "NOT_PERMITTED"}, foreign


def test_the_fields_of_these_tests_are_asked_for() -> None:
    """What the checks above compare is in the documents they send."""
    assert "availableActions" in REQUEST
    assert "expiresAt" in PORT_OUT
