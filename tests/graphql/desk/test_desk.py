"""The desk over the API: comments, what is asked and counted otherwise, corrections, differences, the calendar."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import SYSTEM
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import DocumentKind, DocumentStatus, PortingNumberStatus
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.operations.engine.work import Work
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.factories import Rows, raise_reasons
from tests.graphql.asking import ask, errors
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus

COMMENT = """mutation ($input: PortingRequestCommentInput!) { portingRequestComment(input: $input) {
    __typename ... on Comment { id text internal authorName authorRole mine requestId portOutRequestId }
    ... on InvalidInput { fields { path code } } } }"""
COMMENTS = "query ($id: ID!) { portingRequest(id: $id) { comments { totalCount edges { node { text internal authorName mine } } } } }"


async def comment(work: Work, actor: Any, request: factories.Request, text: str, **more: Any) -> dict[str, Any]:
    data = await ask(work, actor, COMMENT, input={"id": ids.encode("preq", request.id), "text": text, **more})
    found: dict[str, Any] = data["portingRequestComment"]
    return found


async def test_a_comment_is_read_by_whom_it_is_for(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS])
    made = await comment(work, scene.agent, placed, "Ask them again.", internal=True)
    assert (made["__typename"], made["internal"], made["mine"], made["authorName"]) == ("Comment", True, True, scene.agent.name)
    clock.advance(minutes=1)
    await comment(work, scene.agent, placed, "We asked again.", idempotencyKey="one")
    await comment(work, scene.agent, placed, "We asked again.", idempotencyKey="one")
    clock.advance(minutes=1)
    assert (await comment(work, scene.member, placed, "Thanks."))["authorRole"] == "CUSTOMER"
    key = ids.encode("preq", placed.id)
    theirs = (await ask(work, scene.viewer, COMMENTS, id=key))["portingRequest"]["comments"]
    assert theirs["totalCount"] == 2
    assert [edge["node"] for edge in theirs["edges"]] == [
        {"text": "Thanks.", "internal": False, "authorName": scene.member.name, "mine": False},
        {"text": "We asked again.", "internal": False, "authorName": "the operator", "mine": False},
    ]
    assert (await ask(work, scene.agent, COMMENTS, id=key))["portingRequest"]["comments"]["totalCount"] == 3
    assert (await ask(work, scene.network, COMMENTS, id=key))["portingRequest"]["comments"] == {"totalCount": 0, "edges": []}
    refused = await comment(work, scene.member, placed, "", internal=True)
    assert [(field["path"], field["code"]) for field in refused["fields"]] == [("text", "REQUIRED"), ("internal", "STAFF_ONLY")]


async def test_a_port_out_is_commented_on_alike(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    document = """mutation ($input: PortOutRequestCommentInput!) { portOutRequestComment(input: $input) {
        ... on Comment { portOutRequestId } } }"""
    key = ids.encode("pout", placed.id)
    made = await ask(work, scene.member, document, input={"id": key, "text": "Not ours."})
    assert made["portOutRequestComment"]["portOutRequestId"] == key
    read = "query ($id: ID!) { portOutRequest(id: $id) { comments { edges { node { text } } } } }"
    assert len((await ask(work, scene.agent, read, id=key))["portOutRequest"]["comments"]["edges"]) == 1
    assert (await ask(work, scene.network, read, id=key))["portOutRequest"]["comments"]["edges"] == []


# The history.

FACTS = """query ($id: ID!) { portingRequest(id: $id) { journal { edges { node {
    event reason reasonCode facts { text code params } } } } } }"""
REVISE = """mutation ($input: PortingNumbersReviseFocInput!) { portingNumbersReviseFoc(input: $input) {
    ... on PortingNumbersMoved { results { __typename } } } }"""
UPDATE = """mutation ($input: PortingRequestUpdateInput!) { portingRequestUpdate(input: $input) { __typename } }"""


async def test_a_timeline_says_what_moved_from_when_to_when_and_what_was_changed(work: Work) -> None:
    scene = await factories.scene(work)
    foc = datetime(2026, 3, 10, 14, tzinfo=UTC)
    placed = await factories.request(work, scene, [{"status": Number.FOC_DATE_SET, "foc_at": foc}])
    number = {"id": ids.encode("pnum", placed.number)}
    later = {"focAt": "2026-03-12T14:00:00Z", "reason": "Their technician is ill."}
    await ask(work, scene.agent, REVISE, input={"numbers": [number], **later})
    await ask(work, scene.member, UPDATE, input={"id": ids.encode("preq", placed.id), "name": "Utrecht", "customerReference": "4711"})
    found = await ask(work, scene.viewer, FACTS, id=ids.encode("preq", placed.id))
    entries = {edge["node"]["event"]: edge["node"] for edge in found["portingRequest"]["journal"]["edges"]}
    moved = entries["PORTING_NUMBER_FOC_REVISED"]
    assert (moved["reason"], moved["reasonCode"]) == ("Their technician is ill.", None)
    assert [fact["text"] for fact in moved["facts"]] == ["FOC moved from 10 to 12 March 2026."]
    assert {name: day["params"] for name, day in moved["facts"][0]["params"].items()} == {
        "before": {"date": "2026-03-10"},
        "after": {"date": "2026-03-12"},
    }
    assert [fact["text"] for fact in entries["PORTING_REQUEST_UPDATED"]["facts"]] == ["Changed: customer reference, name."]


async def test_a_field_that_only_one_country_asks_for_is_told_by_its_own_name(work: Work) -> None:
    """It was told as "fields of this country"."""
    scene = await factories.scene(work, "GB")
    placed = await factories.request(work, scene, country="GB", status="DRAFT", extra_fields={"LINE_TYPE": "single"})
    extras = [{"name": "LINE_TYPE", "value": "multi"}]
    await ask(work, scene.member, UPDATE, input={"id": ids.encode("preq", placed.id), "extraFields": extras})
    found = await ask(work, scene.viewer, FACTS, id=ids.encode("preq", placed.id))
    (entry,) = [each["node"] for each in found["portingRequest"]["journal"]["edges"] if each["node"]["event"] == "PORTING_REQUEST_UPDATED"]
    assert [fact["text"] for fact in entry["facts"]] == ["Changed: LINE TYPE."]


# Requirements.

REQUIREMENT = """query { requirement(country: "us", numberType: GEOGRAPHIC) { businessOnly partialPort notes sources { name } }
    requirements { country numberType businessOnly } }"""
OVERRIDE = """mutation ($input: RequirementOverrideInput!) { requirementOverride(input: $input) { __typename
    ... on RequirementOverride { country version changes changedByName requirement { businessOnly } }
    ... on InvalidInput { fields { path message } } ... on NotPermitted { message } } }"""
RESTORE = """mutation ($input: RequirementRestoreInput!) { requirementRestore(input: $input) { __typename
    ... on RequirementRestored { requirement { businessOnly } } } }"""
PLACE = {"country": "us", "numberType": "GEOGRAPHIC"}


async def test_everybody_is_asked_what_staff_ask(work: Work) -> None:
    scene = await factories.scene(work)
    before = await ask(work, None, REQUIREMENT)
    assert before["requirement"]["businessOnly"] is False
    made = (await ask(work, scene.staff_admin, OVERRIDE, input={**PLACE, "changes": {"business_only": True}}))["requirementOverride"]
    assert (made["country"], made["version"], made["changes"]) == ("US", 1, {"business_only": True})
    assert (made["changedByName"], made["requirement"]) == (scene.staff_admin.name, {"businessOnly": True})
    after = await ask(work, None, REQUIREMENT)
    assert after["requirement"]["businessOnly"] is True
    assert after["requirement"]["sources"][-1]["name"] == "Set by the operator"
    changed = [each for each, old in zip(after["requirements"], before["requirements"], strict=True) if each != old]
    assert [(each["country"], each["numberType"]) for each in changed] == [("US", "GEOGRAPHIC")]
    listed = "query { requirementOverrides { country numberType version } }"
    assert len((await ask(work, scene.agent, listed))["requirementOverrides"]) == 1
    assert await errors(work, scene.admin, listed) == ["NOT_PERMITTED"]
    restored = (await ask(work, scene.staff_admin, RESTORE, input=PLACE))["requirementRestore"]
    assert restored == {"__typename": "RequirementRestored", "requirement": {"businessOnly": False}}
    assert await ask(work, None, REQUIREMENT) == before


async def test_a_repeated_override_is_done_once_and_a_bad_one_is_refused_at_its_path(work: Work) -> None:
    scene = await factories.scene(work)
    once = {**PLACE, "changes": {"business_only": True}, "idempotencyKey": "one"}
    for _ in range(2):
        assert (await ask(work, scene.staff_admin, OVERRIDE, input=once))["requirementOverride"]["version"] == 1
    for changes in ({"colour": "blue"}, [1], "x"):
        refused = (await ask(work, scene.staff_admin, OVERRIDE, input={**PLACE, "changes": changes}))["requirementOverride"]
        assert [field["path"] for field in refused["fields"]] == ["changes"]
    refused = (await ask(work, scene.agent, OVERRIDE, input={**PLACE, "changes": {"notes": []}}))["requirementOverride"]
    assert refused["__typename"] == "NotPermitted"


async def test_findings_of_drafts_and_profiles_are_judged_by_what_staff_ask(work: Work) -> None:
    scene = await factories.scene(work)
    draft = await factories.request(work, scene, status="DRAFT")
    changes = {"profile_fields": ["vat_id"], "po_box_allowed": None, "interval": {"min": 2, "max": 3, "unit": "BUSINESS_DAYS"},
               "documents": ["@loa_and_proof", {"kind": "ID", "required": True}]}  # fmt: skip
    await ask(work, scene.staff_admin, OVERRIDE, input={**PLACE, "changes": changes})
    document = """query ($id: ID!) { portingRequest(id: $id) { typicalInterval { minDays maxDays unit } findings { path blocks }
        numbers { edges { node { typicalInterval { minDays } } } }
        companyProfile { findings(country: "US", numberType: GEOGRAPHIC) { field } } } }"""
    found = (await ask(work, scene.member, document, id=ids.encode("preq", draft.id)))["portingRequest"]
    assert [finding["path"] for finding in found["findings"] if finding["blocks"]] == ["company_profile.vat_id", "documents.ID"]
    assert found["companyProfile"]["findings"] == [{"field": "vat_id"}]
    assert found["typicalInterval"] == {"minDays": 2, "maxDays": 3, "unit": "BUSINESS_DAYS"}
    assert found["numbers"]["edges"][0]["node"]["typicalInterval"] == {"minDays": 2}


# Business days.


async def test_staff_set_and_take_back_a_day(work: Work) -> None:
    scene = await factories.scene(work)
    document = """mutation ($input: BusinessDayOverrideSetInput!) { businessDayOverrideSet(input: $input) {
        ... on BusinessDayOverride { id country day isBusinessDay note } } }"""
    day = {"country": "nl", "day": "2026-12-24", "isBusinessDay": False, "note": "Closed"}
    made = (await ask(work, scene.staff_admin, document, input=day))["businessDayOverrideSet"]
    assert {name: made[name] for name in day} == {**day, "country": "NL"}
    listed = "query ($country: String) { businessDayOverrides(country: $country) { id } }"
    assert (await ask(work, scene.viewer, listed, country="nl"))["businessDayOverrides"] == [{"id": made["id"]}]
    assert (await ask(work, scene.viewer, listed))["businessDayOverrides"] == [{"id": made["id"]}]
    assert (await ask(work, scene.viewer, listed, country="BE"))["businessDayOverrides"] == []
    remove = """mutation ($input: BusinessDayOverrideRemoveInput!) { businessDayOverrideRemove(input: $input) { __typename
        ... on BusinessDayOverrideRemoved { id } } }"""
    gone = (await ask(work, scene.staff_admin, remove, input={"id": made["id"]}))["businessDayOverrideRemove"]
    assert gone == {"__typename": "BusinessDayOverrideRemoved", "id": made["id"]}
    again = (await ask(work, scene.staff_admin, remove, input={"id": made["id"]}))["businessDayOverrideRemove"]
    assert again["__typename"] == "NotFound"


# Corrections and attempts.

CORRECTION = """query ($id: ID!) { portingRequest(id: $id) { correction { fields documents reasons { code } }
    numbers { edges { node { correction { fields documents reasons { code } } } } } } }"""


async def test_the_correction_form_opens_what_the_reasons_name(work: Work) -> None:
    scene = await factories.scene(work)
    raised = raise_reasons(ReasonCode.POSTAL_CODE_MISMATCH, ReasonCode.LOA_EXPIRED)
    numbers: list[dict[str, Any]] = [{"status": Number.ACTION_REQUIRED, "status_reasons": raised}, {"status": Number.IN_PROCESS}]
    placed = await factories.request(work, scene, numbers)
    found = (await ask(work, scene.member, CORRECTION, id=ids.encode("preq", placed.id)))["portingRequest"]
    assert found["correction"]["documents"] == ["LOA"]
    assert "subscriber.service_address.postal_code" in found["correction"]["fields"]
    assert [reason["code"] for reason in found["correction"]["reasons"]] == ["POSTAL_CODE_MISMATCH", "LOA_EXPIRED"]
    first, second = sorted((edge["node"]["correction"] for edge in found["numbers"]["edges"]), key=lambda each: each is None)
    assert first == found["correction"]
    assert second is None


async def test_a_rejected_document_is_a_correction_until_another_one_comes_and_what_it_named_is_corrected(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PENDING], papers=DocumentStatus.UPLOADED)
    key = ids.encode("preq", placed.id)
    assert (await ask(work, scene.member, CORRECTION, id=key))["portingRequest"]["correction"] is None
    reject = "mutation ($input: DocumentRejectInput!) { documentReject(input: $input) { __typename } }"
    paper = ids.encode("doc", placed.documents[DocumentKind.LOA])
    rejected = await ask(work, scene.agent, reject, input={"id": paper, "reason": "Not signed.", "fields": ["subscriber.name"]})
    assert rejected["documentReject"]["__typename"] == "Document"
    found = (await ask(work, scene.member, CORRECTION, id=key))["portingRequest"]["correction"]
    assert found == {"fields": ["subscriber.name"], "documents": ["LOA"], "reasons": []}
    clock.advance(hours=1)
    made = Rows(work.now)
    made.document({"id": placed.id, "account_id": scene.account_id}, DocumentKind.LOA, created_at=work.now)
    await made.write(work)
    found = (await ask(work, scene.member, CORRECTION, id=key))["portingRequest"]["correction"]
    assert found == {"fields": ["subscriber.name"], "documents": [], "reasons": []}, "what was named stays open until it is corrected"
    update = "mutation ($input: PortingRequestUpdateInput!) { portingRequestUpdate(input: $input) { __typename } }"
    corrected = await ask(work, scene.member, update, input={"id": key, "subscriberName": "Ada Lovelace"})
    assert corrected["portingRequestUpdate"]["__typename"] == "PortingRequest"
    assert (await ask(work, scene.member, CORRECTION, id=key))["portingRequest"]["correction"] is None


DIFF = "query ($id: ID!) { portingRequest(id: $id) { attempts { no snapshot diff { field before after } } } }"


async def test_the_second_attempt_tells_what_is_different(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE])
    number = {"numbers": [{"id": ids.encode("pnum", placed.number)}]}

    async def move(actor: Any, verb: str, **more: Any) -> None:
        kind = f"PortingNumbers{verb[0].upper()}{verb[1:]}Input"
        document = f"""mutation ($input: {kind}!) {{ portingNumbers{verb[0].upper()}{verb[1:]}(input: $input) {{ __typename
            ... on PortingNumbersMoved {{ results {{ __typename }} }} }} }}"""
        (answer,) = (await ask(work, actor, document, input={**number, **more})).values()
        assert answer["results"] == [{"__typename": "PortingNumber"}]

    await move(scene.agent, "start")
    await move(scene.agent, "requireAction", codes=["NAME_MISMATCH"])
    clock.advance(hours=1)
    update = "mutation ($input: PortingRequestUpdateInput!) { portingRequestUpdate(input: $input) { __typename } }"
    key = ids.encode("preq", placed.id)
    changed = await ask(work, scene.member, update, input={"id": key, "subscriberName": "Acme Limited"})
    assert changed["portingRequestUpdate"]["__typename"] == "PortingRequest"
    await move(scene.member, "resubmit")
    first, second = (await ask(work, scene.member, DIFF, id=key))["portingRequest"]["attempts"]
    assert (first["no"], first["diff"]) == (1, [])
    assert second["diff"] == [{"field": "subscriber.name", "before": "Acme Ltd.", "after": "Acme Limited"}]
    sent = second["snapshot"]
    assert sent["losing_carrier_id"] == ids.encode("carr", scene.losing_id)
    assert sent["company_profile_id"] == ids.encode("prof", scene.profile_id)
    assert {paper["id"][:4] for paper in sent["documents"]} == {"doc_"}
    _, shown = (await ask(work, scene.network, DIFF, id=key))["portingRequest"]["attempts"]
    assert not {"company_profile", "company_profile_id"} & shown["snapshot"].keys()


# Searching.


@pytest.mark.parametrize("field", ["portingRequests", "portingNumbers", "portOutRequests", "phoneNumbers"])
async def test_a_search_longer_than_anything_is_called_is_an_error_of_the_request(work: Work, field: str) -> None:
    """SQLite refuses a pattern of 50,000 bytes, and a long one takes it seconds."""
    scene = await factories.scene(work)
    text = f'{{ {field}(filter: {{ search: "%s" }}) {{ edges {{ cursor }} }} }}'
    for actor in (scene.agent, scene.member):
        assert await errors(work, actor, text % ("%" * 201)) == ["BAD_REQUEST"]
        assert await errors(work, actor, text % ("%" * 200)) == []


async def test_a_list_is_counted_as_far_as_somebody_wants_to_know(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 5)
    text = """query ($id: ID!, $upTo: Int) { portingNumbers { all: totalCount totalCount(upTo: $upTo) }
        portingRequest(id: $id) { numbers { totalCount(upTo: $upTo) } } }"""

    async def counted(up_to: int | None) -> tuple[int, int, int]:
        data = await ask(work, scene.viewer, text, id=ids.encode("preq", placed.id), upTo=up_to)
        numbers = data["portingNumbers"]
        return numbers["all"], numbers["totalCount"], data["portingRequest"]["numbers"]["totalCount"]

    assert await counted(None) == (5, 5, 5)
    assert await counted(5) == (5, 5, 5)
    assert await counted(3) == (5, 4, 4), "one more says that there are more"
    assert await errors(work, scene.viewer, text, id=ids.encode("preq", placed.id), upTo=-1) == ["BAD_REQUEST"]


async def test_digits_that_are_searched_for_mean_a_number(work: Work) -> None:
    """`0000` answered every row: its zeros were left out, and nothing was looked for."""
    scene = await factories.scene(work)
    dutch, italian = ({"status": Number.PENDING, "e164": e164} for e164 in ("+31201230045", "+390331123456"))
    placed = await factories.request(work, scene, [dutch, italian], reference="PI-2026-000942", name="Room 1007")
    text = """query ($text: String!) { portingRequests(filter: { search: $text }) { totalCount }
        portingNumbers(filter: { search: $text }) { edges { node { e164 } } } }"""

    async def found(sought: str) -> tuple[int, list[str]]:
        data = await ask(work, scene.viewer, text, text=sought)
        return data["portingRequests"]["totalCount"], sorted(edge["node"]["e164"][-5:] for edge in data["portingNumbers"]["edges"])

    of_dutch, of_italian = placed.e164s[0][-5:], placed.e164s[1][-5:]
    assert await found("0000") == (0, [])
    assert await found("000000") == (0, [])
    for spelled in ("2012", "0201 23", "+31 20 12", "0031 20", "+31 (0)20 12", "\uff12\uff10\uff11\uff12"):
        assert await found(spelled) == (1, [of_dutch]), spelled
    for spelled in ("0331", "+39 (0)331", "39 0331 12"):
        assert await found(spelled) == (1, [of_italian]), spelled
    for end in ("0045", "1230045", "201230045"):
        assert await found(end) == (1, [of_dutch]), end
    for begun in ("+31", "+312", "+31 20 12", "+31 20 123 00"):  # "+31 20 123 00" is a number that could be whole, and is none
        assert await found(begun) == (1, [of_dutch]), begun
    assert await found("+0031") == (0, [])
    assert await found("0123") == (0, [])  # no number begins or ends so
    for everything in ("000942", "942", "PI-2026-000942", "1007"):
        assert await found(everything) == (1, sorted([of_dutch, of_italian])), everything


# The calendar.

CALENDAR = """query ($from: Date!, $to: Date!) { focCalendar(from: $from, to: $to) { day numberCount requestCount entries {
    focAt timeZone requestId requestReference requestName accountName onlyPossible
    numberCount completedCount cancelingCount unconfiguredCount } } }"""


def dated(day: int, hour: int = 15, status: Number = Number.FOC_DATE_SET, **values: Any) -> dict[str, Any]:
    return {"status": status, "foc_at": datetime(2026, 3, day, hour, 0, tzinfo=UTC), **values}


async def test_the_calendar_counts_the_load_of_each_day_by_the_carriers_clock(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    late = dated(18, 3)  # 23:00 on the 17th in New York
    configured = dated(17, configuration_profile_id=scene.configuration_id)
    first = await factories.request(work, scene, [dated(17), configured, late, {"status": Number.IN_PROCESS}])
    canceling = dated(19, status=Number.CANCELLATION_PENDING, resume_status=Number.FOC_DATE_SET)
    await factories.request(work, scene, [canceling], name=None)
    await factories.request(work, other, [dated(17)])
    days = (await ask(work, scene.viewer, CALENDAR, **{"from": "2026-03-17", "to": "2026-03-31"}))["focCalendar"]
    assert [(day["day"], day["numberCount"], day["requestCount"]) for day in days] == [("2026-03-17", 3, 1), ("2026-03-19", 1, 1)]
    morning, night = days[0]["entries"]
    assert (morning["numberCount"], morning["unconfiguredCount"], night["numberCount"]) == (2, 1, 1)
    assert (morning["requestId"], morning["timeZone"]) == (ids.encode("preq", first.id), "America/New_York")
    assert days[1]["entries"][0]["cancelingCount"] == 1
    everyone = (await ask(work, scene.agent, CALENDAR, **{"from": "2026-03-17", "to": "2026-03-17"}))["focCalendar"]
    assert [(day["day"], day["numberCount"], day["requestCount"]) for day in everyone] == [("2026-03-17", 4, 2)]
    theirs = (await ask(work, scene.network, CALENDAR, **{"from": "2026-03-01", "to": "2026-03-31"}))["focCalendar"]
    assert [day["numberCount"] for day in theirs] == [3, 1]
    assert {entry["accountName"] for day in theirs for entry in day["entries"]} == {None}


async def test_a_calendar_has_at_most_two_months(work: Work) -> None:
    scene = await factories.scene(work)
    for begin, end in (("2026-03-01", "2026-05-03"), ("2026-03-02", "2026-03-01")):
        assert await errors(work, scene.viewer, CALENDAR, **{"from": begin, "to": end}) == ["BAD_REQUEST"]
    assert await errors(work, SYSTEM, CALENDAR, **{"from": "2026-03-01", "to": "2026-05-02"}) == []


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
async def test_a_calendar_begins_and_ends_with_the_days_that_can_be_written(work: Work, day: str) -> None:
    scene = await factories.scene(work)
    assert (await ask(work, scene.viewer, CALENDAR, **{"from": day, "to": day}))["focCalendar"] == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_beyond_all_reckoning_is_an_error_of_the_request(work: Work, day: str) -> None:
    """With a zone or an interval added to it, it would be no date any more."""
    scene = await factories.scene(work)
    result = await schema.execute(CALENDAR, {"from": day, "to": day}, context_value=Context(work=work, actor_or_none=scene.viewer))
    assert result.errors
    assert all("between the years 1900 and 2200" in error.message and error.path is None for error in result.errors)


CREATE = """mutation ($input: CalendarFeedCreateInput!) { calendarFeedCreate(input: $input) { __typename
    ... on CalendarFeedCreated { url feed { id name accountName ownerName revokedAt } } ... on InvalidInput { fields { path code } } } }"""


async def test_a_calendar_link_is_shown_once_and_listed_until_it_is_revoked(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    once = {"name": "My calendar", "idempotencyKey": "one"}
    made = (await ask(work, scene.member, CREATE, input=once))["calendarFeedCreate"]
    assert made["url"].startswith(f"{work.settings.base_url}/calendar/")
    assert made["feed"]["ownerName"] == scene.member.name
    again = (await ask(work, scene.member, CREATE, input=once))["calendarFeedCreate"]
    assert (again["url"], again["feed"]) == (None, made["feed"])
    (row,) = await archive.all_of(work, models.CalendarFeed)
    assert row["token_hash"] not in made["url"]
    listed = "query { calendarFeeds { id accountName } }"
    for actor in (scene.viewer, scene.agent):
        assert [feed["id"] for feed in (await ask(work, actor, listed))["calendarFeeds"]] == [made["feed"]["id"]]
    assert (await ask(work, other.admin, listed))["calendarFeeds"] == []
    revoke = """mutation ($input: CalendarFeedRevokeInput!) { calendarFeedRevoke(input: $input) { __typename
        ... on CalendarFeed { revokedAt } } }"""
    stranger = (await ask(work, other.admin, revoke, input={"id": made["feed"]["id"]}))["calendarFeedRevoke"]
    assert stranger["__typename"] == "NotFound"
    revoked = (await ask(work, scene.admin, revoke, input={"id": made["feed"]["id"]}))["calendarFeedRevoke"]
    assert revoked["revokedAt"] is not None
    assert (await ask(work, scene.viewer, listed))["calendarFeeds"] == []
    events = [entry["event"] for entry in await archive.entries_of(work, scene.account_id)]
    assert events == ["calendar_feed.created", "calendar_feed.revoked"]


async def test_a_link_over_all_accounts_is_its_makers_own(work: Work) -> None:
    scene = await factories.scene(work)
    made = (await ask(work, scene.agent, CREATE, input={"name": "All"}))["calendarFeedCreate"]
    assert (made["feed"]["accountName"], made["feed"]["ownerName"]) == (None, scene.agent.name)
    listed = "query { calendarFeeds { id } }"
    assert len((await ask(work, scene.agent, listed))["calendarFeeds"]) == 1
    for actor in (scene.staff_admin, scene.admin):
        assert (await ask(work, actor, listed))["calendarFeeds"] == []
    machine = dataclasses.replace(scene.agent, kind="token")
    assert (await ask(work, machine, CREATE, input={"name": "All"}))["calendarFeedCreate"]["__typename"] == "NotPermitted"
    wrong = (await ask(work, scene.member, CREATE, input={"name": " "}))["calendarFeedCreate"]
    assert wrong["fields"] == [{"path": "name", "code": "REQUIRED"}]


@pytest.mark.parametrize("carrier", ["losing", "network"])
async def test_a_carrier_has_no_calendar_links(work: Work, carrier: str) -> None:
    scene = await factories.scene(work)
    actor = getattr(scene, carrier)
    assert await errors(work, actor, "query { calendarFeeds { id } }") == ["NOT_PERMITTED"]
    assert (await ask(work, actor, CREATE, input={"name": "x"}))["calendarFeedCreate"]["__typename"] == "NotPermitted"
