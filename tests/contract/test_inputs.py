"""What cannot be used as it was written: every field at fault named in one answer, and what a request lacks said before the click."""

from __future__ import annotations

import pytest
from graphql import build_schema, is_required_input_field

from portico.domain import ids
from portico.domain.ids import new_id
from portico.graphql.schema import sdl
from tests.contract.asking import NUMBER_VERBS, PORT_OUT_VERBS, REQUEST_VERBS, field, handed_in, paths
from tests.contract.conftest import fresh
from tests.stories.story import Story, codes

pytestmark = pytest.mark.either_engine

SCHEMA = build_schema(sdl())

MALFORMED = {
    "1-800-FLOWERS": "LETTERS",
    "+1 212 555 0142 ext. 5": "EXTENSION",
    "+1 212 555 01": "TOO_SHORT",
    "+1 212 555 0142 99 99": "TOO_LONG",
    "": "EMPTY",
    "not a number": "NOT_A_NUMBER",
    "+1 111 111 1111": "INVALID",
    "911": "TOO_SHORT",
}


async def test_malformed_numbers_are_named_by_their_place_with_what_was_understood(desk: Story) -> None:
    """Every one in one answer, the good ones among them unmentioned, and nothing is created."""
    texts = [text for bad in MALFORMED for text in (*fresh(1), bad)]
    answer = await desk.client("acme").say("portingRequestCreate", country="US", numberType="GEOGRAPHIC", numbers=texts)
    found = paths(answer)
    assert set(found) == {f"numbers.{2 * place + 1}" for place in range(len(MALFORMED))}
    assert {text: found[f"numbers.{2 * place + 1}"] for place, text in enumerate(MALFORMED)} == MALFORMED
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


@pytest.mark.parametrize(
    ("noun", "verb", "given"),
    [
        (noun, verb, given)
        for noun, verbs in (("portingNumbers", NUMBER_VERBS), ("portingRequest", REQUEST_VERBS), ("portOutRequest", PORT_OUT_VERBS))
        for verb, given in verbs.items()
    ],
)
def test_every_verb_is_asked_here_with_what_it_requires(noun: str, verb: str, given: dict[str, object]) -> None:
    """What a new verb requires is given in `asking.py`: else it would be refused for its input, whoever says it."""
    name = field(noun, verb)
    asked = SCHEMA.type_map[f"{name[0].upper()}{name[1:]}Input"].fields  # type: ignore[attr-defined]
    required = {key for key, each in asked.items() if is_required_input_field(each)} - {"id", "numbers"}
    assert required <= given.keys() <= asked.keys()
