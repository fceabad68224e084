"""Porting requests made, changed and made anew, on both engines."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from portico.domain.ids import new_id
from portico.domain.port_ins.porting_number import Resubmit
from portico.domain.port_ins.porting_request import Block, BlockedNumber
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted, Refusal, StaleVersion
from portico.domain.statuses import DocumentStatus, NumberType, PortingNumberStatus, PortType, RemainingNumbers, SubscriberKind
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit, Work
from portico.operations.people.accounts import account_closing
from portico.operations.port_ins.porting_requests import CreateRequest, ExtraField, UpdateRequest, create, replace, update
from portico.storage import models
from portico.storage.engine import rows, sql
from portico.storage.port_ins import porting_requests
from portico.storage.row_types.journal import JournalEntryRow
from tests import factories
from tests.clock import Clock

US = ["(212) 736-5000", "+1 212 736 5001", "212.736.5002"]


def draft(**values: Any) -> CreateRequest:
    return CreateRequest(**{"country": "US", "number_type": NumberType.GEOGRAPHIC, "numbers": US, **values})


async def stored(work: Work, request_id: UUID) -> rows.Row:
    (found,) = rows.decode_all(models.PortingRequest, await work.reader.fetch("SELECT * FROM porting_request WHERE id = $1", request_id))
    return found


async def numbers_of(work: Work, request_id: UUID) -> list[rows.Row]:
    statement = "SELECT * FROM porting_number WHERE request_id = $1 ORDER BY e164"
    return rows.decode_all(models.PortingNumber, await work.reader.fetch(statement, request_id))


async def entries(work: Work, subject_id: UUID) -> list[JournalEntryRow]:
    statement = "SELECT * FROM journal_entry WHERE subject_id = $1 ORDER BY position"
    return rows.decode_all(models.JournalEntry, await work.reader.fetch(statement, subject_id))


async def count(work: Work, table: str) -> int:
    return int((await work.reader.fetch(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"])


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


# Creating.


async def test_a_customer_creates_a_draft_with_numbers_in_any_spelling(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(
        work,
        scene.member,
        draft(
            name="  Moving   the office ",
            company_profile_id=scene.profile_id,
            configuration_profile_id=scene.configuration_id,
            losing_carrier_id=scene.losing_id,
            subscriber_name="Acme Ltd.",
            service_country="us",
            account_number="4451-99",
            btn="212 736 5000",
            port_type=PortType.PARTIAL,
            callback_url="https://hooks.acme.example/portico",
            requested_date=date(2026, 3, 20),
        ),
    )
    row = await stored(work, made)
    assert (row["reference"], row["status"], row["flow"], row["version"]) == ("PI-2026-000001", "DRAFT", "STANDARD", 1)
    assert (row["name"], row["service_country"], row["btn"]) == ("Moving the office", "US", "+12127365000")
    assert (row["number_count"], row["open_count"], row["waiting_on"], row["sequence"]) == (3, 3, "CUSTOMER", 1)
    assert (row["created_by"], row["subscriber_kind"]) == (scene.member.id, SubscriberKind.BUSINESS)
    found = await numbers_of(work, made)
    assert [number["e164"] for number in found] == ["+12127365000", "+12127365001", "+12127365002"]
    assert {(number["status"], number["waiting_on"]) for number in found} == {("DRAFT", "CUSTOMER")}
    assert {name: row[name] for name in factories.how_numbers_stand([], None)} == factories.how_numbers_stand(found, None)
    (entry,) = await entries(work, made)
    assert (entry["event"], entry["told"], entry["on_behalf"], entry["actor_id"]) == (
        "porting_request.created",
        False,
        False,
        scene.member.id,
    )
    assert await count(work, "journal_entry") == 1


async def test_fields_are_kept_as_their_country_writes_them_and_the_same_in_another_spelling_is_no_change(work: Work) -> None:
    """`sw1a1aa`, `single` and ` gb-77120` were kept, shown and sent as somebody had typed them."""
    scene = await factories.scene(work)
    typed: dict[str, Any] = {
        "service_postal_code": "\uff53w1a1aa",
        "account_number": " gb \u2013 77120",
        "extra_fields": [ExtraField("LINE_TYPE", "single")],
    }
    made = await create(work, scene.member, draft(country="GB", numbers=["+442079460001"], **typed))
    kept = {"service_postal_code": "SW1A 1AA", "account_number": "GB-77120", "extra_fields": {"LINE_TYPE": "SINGLE"}}
    row = await stored(work, made)
    assert {name: row[name] for name in kept} == kept
    again: dict[str, Any] = {
        "service_postal_code": "SW1A1AA",
        "account_number": "gb-77120",
        "extra_fields": [ExtraField("LINE_TYPE", "Single")],
    }
    await update(work, scene.member, made, None, UpdateRequest(**again))
    assert (await stored(work, made))["version"] == row["version"]
    await update(work, scene.member, made, None, UpdateRequest(service_country="ca", service_postal_code="m5v3l9"))
    assert (await stored(work, made))["service_postal_code"] == "M5V 3L9"
    await update(work, scene.member, made, None, UpdateRequest(service_postal_code="M5V"))
    assert (await stored(work, made))["service_postal_code"] == "M5V", "a draft may hold what submission will refuse"


async def test_what_was_kept_untidily_before_is_no_change_when_it_is_sent_back(work: Work) -> None:
    """The dashboard sends what it was shown; of a live request a field that is closed would be refused."""
    scene = await factories.scene(work)
    old = {"service_postal_code": "ec2n1dl", "account_number": "gb-77120"}
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS], country="GB", **old)
    await update(work, scene.member, placed.id, None, UpdateRequest(service_postal_code="ec2n1dl", account_number="GB-77120"))
    row = await stored(work, placed.id)
    assert {name: row[name] for name in old} == old


async def test_references_count_on_without_a_gap(work: Work) -> None:
    scene = await factories.scene(work)
    made = [await create(work, scene.member, draft(numbers=[])) for _ in range(3)]
    assert [(await stored(work, key))["reference"] for key in made] == [f"PI-2026-00000{n}" for n in (1, 2, 3)]


async def test_drafts_made_at_once_get_different_references(work: Work) -> None:
    scene = await factories.scene(work)
    made = await asyncio.gather(*(create(work, scene.member, draft(numbers=[])) for _ in range(4)))
    assert len({(await stored(work, key))["reference"] for key in made}) == 4


async def test_the_pin_is_sealed_and_told_to_nobody(work: Work) -> None:
    scene = await factories.scene(work)
    command = draft(pin="  4711-secret ")
    assert "4711-secret" not in repr(command)
    made = await create(work, scene.member, command, Key("portingRequestCreate", "k", {"pin": "4711-secret"}))
    row = await stored(work, made)
    assert work.keyring.open(row["pin_sealed"]) == "4711-secret"
    for table in ("journal_entry", "idempotency_key", "porting_request"):
        assert "4711-secret" not in str(await work.reader.fetch(f"SELECT * FROM {table}"))


async def test_staff_create_for_the_account_they_name_and_it_is_flagged(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.agent, draft(account_id=scene.account_id, network_carrier_id=scene.network_id))
    row = await stored(work, made)
    assert (row["account_id"], row["network_carrier_id"]) == (scene.account_id, scene.network_id)
    assert [entry["on_behalf"] for entry in await entries(work, made)] == [True]
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.agent, draft())
    assert problems(refused) == {"accountId": "REQUIRED"}
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.agent, draft(account_id=new_id()))
    assert problems(refused) == {"accountId": "NOT_FOUND"}


async def test_a_stranger_cannot_create_in_another_account(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await create(work, other.member, draft(account_id=scene.account_id))
    assert problems(refused) == {"accountId": "NOT_FOUND"}
    assert await count(work, "porting_request") == 0


async def test_viewers_and_carriers_cannot_create(work: Work) -> None:
    scene = await factories.scene(work)
    for actor in (scene.viewer, scene.losing):
        with pytest.raises(NotPermitted):
            await create(work, actor, draft())


async def test_everything_wrong_with_an_input_is_told_at_once(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    numbers = [
        "212 736 5000",
        "1-800-FLOWERS",
        "212 736 5001 ext. 12",
        "",
        "+31 20 123 4567",
        "+1 (212) 736-5000",
        "212 555 123",
        "+1 800 275 2273",
    ]
    with pytest.raises(InvalidInput) as refused:
        await create(
            work,
            scene.member,
            draft(
                numbers=numbers,
                company_profile_id=other.profile_id,
                configuration_profile_id=new_id(),
                losing_carrier_id=new_id(),
                network_carrier_id=scene.network_id,
                name="x" * 201,
                service_country="United States",
                btn="12",
                new_btn="letters",
                callback_url="http://localhost:9000/hook",
                requested_date=date(2026, 3, 1),
                extra_fields=[ExtraField("PAC", "ABC123456")],
                replaces_id=uuid4(),
            ),
        )
    assert problems(refused) == {
        "numbers.1": "LETTERS",
        "numbers.2": "EXTENSION",
        "numbers.3": "EMPTY",
        "numbers.4": "MISFIT",
        "numbers.5": "DUPLICATE",
        "numbers.6": "TOO_SHORT",
        "numbers.7": "MISFIT",
        "name": "TOO_LONG",
        "serviceCountry": "MALFORMED",
        "btn": "TOO_SHORT",
        "newBtn": "NOT_A_NUMBER",
        "callbackUrl": "NOT_PUBLIC",
        "networkCarrierId": "NOT_PERMITTED",
        "extraFields": "NOT_ASKED",
        "requestedDate": "IN_THE_PAST",
        "companyProfileId": "NOT_FOUND",
        "configurationProfileId": "NOT_FOUND",
        "losingCarrierId": "NOT_FOUND",
        "replacesId": "NOT_FOUND",
    }
    assert await count(work, "porting_request") == 0


@pytest.mark.parametrize(
    ("country", "number_type", "path", "code"),
    [
        ("AQ", NumberType.GEOGRAPHIC, "country", "NOT_SUPPORTED"),
        ("XX", NumberType.GEOGRAPHIC, "country", "UNKNOWN"),
        ("", NumberType.GEOGRAPHIC, "country", "REQUIRED"),
        ("Netherlands", NumberType.GEOGRAPHIC, "country", "MALFORMED"),
        ("US", NumberType.PREMIUM, "numberType", "NOT_SUPPORTED"),
    ],
)
async def test_what_cannot_be_ported_here_is_refused(work: Work, country: str, number_type: NumberType, path: str, code: str) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(country=country, number_type=number_type, numbers=["212 736 5000"]))
    assert problems(refused)[path] == code


async def test_a_thousand_numbers_fit_and_one_more_does_not(work: Work) -> None:
    scene = await factories.scene(work)
    numbers = [f"+1212736{place:04d}" for place in range(1001)]
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(numbers=numbers))
    assert problems(refused) == {"numbers": "TOO_MANY"}
    made = await create(work, scene.member, draft(numbers=numbers[:1000]))
    assert (await stored(work, made))["number_count"] == 1000


async def test_in_the_netherlands_no_date_can_be_requested(work: Work) -> None:
    scene = await factories.scene(work)
    dutch = {"country": "nl", "numbers": ["020 123 4567"], "requested_date": date(2026, 4, 1)}
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(**dutch))
    assert problems(refused) == {"requestedDate": "NOT_ALLOWED"}
    made = await create(work, scene.member, draft(**dutch | {"requested_date": None}))
    row = await stored(work, made)
    assert (row["country"], row["flow"]) == ("NL", "NL")


async def test_the_operators_own_carrier_of_the_country_is_the_network_carrier(work: Work) -> None:
    built = factories.Rows(work.now)
    scene = built.scene()
    ours = built.carrier(country="US", network_for=["US"]).carrier_id
    built.carrier(country="GB", network_for=["GB"])
    await built.write(work)
    assert (await stored(work, await create(work, scene.member, draft())))["network_carrier_id"] == ours
    dutch = await create(work, scene.member, draft(country="NL", numbers=[]))
    assert (await stored(work, dutch))["network_carrier_id"] is None


async def test_a_repeated_command_makes_one_request(work: Work) -> None:
    scene = await factories.scene(work)
    key = Key("portingRequestCreate", "once", {"numbers": US})
    first = await create(work, scene.member, draft(), key)
    assert await create(work, scene.member, draft(), key) == first
    assert await count(work, "porting_request") == 1
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(), Key("portingRequestCreate", "once", {"numbers": []}))
    assert problems(refused) == {"idempotencyKey": "IDEMPOTENCY_KEY_REUSED"}


async def test_a_replay_answers_the_first_outcome_though_its_date_has_passed_meanwhile(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    key = Key("portingRequestCreate", "once", {})
    first = await create(work, scene.member, draft(requested_date=date(2026, 3, 2)), key)
    clock.advance(days=2)
    assert await create(work, scene.member, draft(requested_date=date(2026, 3, 2)), key) == first


async def test_a_create_whose_submit_is_refused_leaves_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    key = Key("portingRequestCreate", "once", {})
    with pytest.raises(Blocked) as refused:
        await create(work, scene.member, draft(submit=True), key)
    codes = {blocker.code for blocker in refused.value.blockers}
    assert {"PROFILE_INVALID", "LOA_MISSING", "PROOF_OF_OWNERSHIP_MISSING", "LOSING_CARRIER_MISSING"} <= codes
    for table in ("porting_request", "porting_number", "journal_entry", "idempotency_key", "reference_counter", "number_claim"):
        assert await count(work, table) == 0, table


# Changing.


async def test_a_draft_can_be_changed_in_every_field(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft(pin="1234"))
    first, second, _third = await numbers_of(work, made)
    later = clock.advance(minutes=5)
    command = UpdateRequest(
        name="Later",
        pin="9876",
        account_number="77",
        add_numbers=["+1 212 736 5003"],
        remove_numbers=[first["id"], second["id"]],
    )
    assert await update(work, scene.member, made, 1, command) == made
    row = await stored(work, made)
    assert (row["name"], row["version"], row["number_count"], row["open_count"]) == ("Later", 2, 2, 2)
    assert work.keyring.open(row["pin_sealed"]) == "9876"
    assert set(row["fields_changed_at"]) == {"name", "numbers", "subscriber.account_number", "subscriber.pin"}
    assert set(row["fields_changed_at"].values()) == {later.isoformat()}
    numbers = await numbers_of(work, made)
    assert [number["e164"] for number in numbers] == ["+12127365002", "+12127365003"]
    assert {name: row[name] for name in factories.how_numbers_stand([], None)} == factories.how_numbers_stand(numbers, None)
    entry = (await entries(work, made))[-1]
    assert (entry["event"], entry["told"], entry["subject_version"]) == ("porting_request.updated", False, 2)
    assert entry["data"] == {
        "fields": ["name", "subscriber.account_number", "subscriber.pin", "numbers"],
        "numbers_added": 1,
        "numbers_removed": 2,
    }
    assert "9876" not in str(await work.reader.fetch("SELECT * FROM journal_entry"))


@pytest.mark.parametrize(("btn", "new_btn"), [("+12127365000", "+12127369999"), ("+12127369999", "+12127365001"), (None, None)])
async def test_a_draft_knows_which_of_its_billing_numbers_move_with_it(work: Work, btn: str | None, new_btn: str | None) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft())
    e164s = {number["e164"] for number in await numbers_of(work, made)}

    async def do(unit: Unit) -> tuple[bool, bool]:
        await sql.update_rows(unit.connection, models.PortingRequest, {made: {"btn": btn, "new_btn": new_btn}})
        view = (await porting_requests.views(unit.connection, [made]))[made]
        return view.btn_among_numbers, view.new_btn_among_numbers

    assert await work.unit(do) == (btn in e164s, new_btn in e164s)


async def test_what_is_given_as_it_stands_changes_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft(name="Office", pin="1234", network_carrier_id=None, btn="212 736 5000"))
    same = UpdateRequest(name=" Office ", pin="1234", network_carrier_id=None, btn="+12127365000", country="us", extra_fields=None)
    await update(work, scene.member, made, None, same)
    row = await stored(work, made)
    assert (row["version"], row["fields_changed_at"], len(await entries(work, made))) == (1, {}, 1)


async def test_null_empties_a_field_and_what_is_left_out_stays(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft(name="Office", customer_reference="C-1", pin="1234"))
    await update(work, scene.member, made, 1, UpdateRequest(name=None, pin=None))
    row = await stored(work, made)
    assert (row["name"], row["customer_reference"], row["pin_sealed"]) == (None, "C-1", None)


async def test_a_changed_country_takes_its_numbers_flow_and_network_carrier_along(work: Work) -> None:
    built = factories.Rows(work.now)
    scene = built.scene()
    dutch = built.carrier(country="NL", network_for=["NL"]).carrier_id
    await built.write(work)
    made = await create(work, scene.member, draft(requested_date=date(2026, 4, 1)))
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, made, None, UpdateRequest(country="NL"))
    assert problems(refused) == {"numberType": "MISFIT"}
    held = [number["id"] for number in await numbers_of(work, made)]
    await update(work, scene.member, made, None, UpdateRequest(country="NL", remove_numbers=held, add_numbers=["020 123 4567"]))
    row = await stored(work, made)
    assert (row["country"], row["flow"], row["requested_date"], row["network_carrier_id"]) == ("NL", "NL", None, dutch)
    assert [number["e164"] for number in await numbers_of(work, made)] == ["+31201234567"]


async def test_the_type_of_a_draft_changes_with_its_numbers(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft())
    await update(work, scene.member, made, 1, UpdateRequest(number_type=NumberType.MOBILE))
    assert {number["number_type"] for number in await numbers_of(work, made)} == {NumberType.MOBILE}


async def test_malformed_changes_are_told_with_their_paths(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    made = await create(work, scene.member, draft())
    command = UpdateRequest(
        add_numbers=["212 736 5000", "2127365004", "x"],
        remove_numbers=[new_id()],
        company_profile_id=other.profile_id,
        network_carrier_id=scene.network_id,
        callback_url="ftp://x",
        number_type=NumberType.PREMIUM,
    )
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, made, 1, command)
    found = problems(refused)
    assert {"addNumbers.0", "addNumbers.2", "removeNumbers.0", "numberType"} <= found.keys()
    assert (found["companyProfileId"], found["networkCarrierId"], found["callbackUrl"]) == ("NOT_FOUND", "NOT_PERMITTED", "MALFORMED")
    assert (await stored(work, made))["version"] == 1


async def test_an_old_version_is_refused_and_a_stranger_finds_nothing(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    made = await create(work, scene.member, draft())
    await update(work, scene.member, made, 1, UpdateRequest(name="One"))
    with pytest.raises(StaleVersion) as refused:
        await update(work, scene.member, made, 1, UpdateRequest(name="Two"))
    assert refused.value.current_version == 2
    for key in (made, new_id()):
        with pytest.raises(NotFound):
            await update(work, other.member, key, None, UpdateRequest(name="Mine"))


async def test_a_live_request_opens_only_what_does_not_go_to_the_carrier(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    await update(work, scene.member, placed.id, None, UpdateRequest(name="New name", callback_url="https://hooks.acme.example"))
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, placed.id, None, UpdateRequest(name="Third", subscriber_name="Bcme", add_numbers=["2127369999"]))
    assert problems(refused) == {"subscriberName": "NOT_EDITABLE", "addNumbers": "NOT_EDITABLE"}
    assert "with the carrier" in refused.value.fields[0].message
    assert (await stored(work, placed.id))["name"] == "New name"


async def test_a_typed_losing_carrier_that_cannot_be_changed_is_refused_at_the_field_that_was_given(work: Work) -> None:
    """It was refused at `losingCarrierId`, which nobody had sent."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, placed.id, None, UpdateRequest(losing_carrier_name="Nordtel"))
    assert problems(refused) == {"losingCarrierName": "NOT_EDITABLE"}


async def test_a_correction_to_a_part_asks_for_a_new_billing_number_where_the_old_one_moves(work: Work, clock: Clock) -> None:
    """It was taken, and the number went to the carrier again, which refuses it."""
    scene = await factories.scene(work)
    wrong: Any = [{"code": "PORT_TYPE_INCORRECT", "text": "", "fields": ["port_type", "new_btn", "remaining_numbers"], "documents": []}]
    held = {"status": PortingNumberStatus.ACTION_REQUIRED, "status_reasons": wrong, "e164": "+12127369871"}
    placed = await factories.request(work, scene, [held], btn="+12127369871", submitted_at=clock.now)
    clock.advance(minutes=1)
    part: dict[str, Any] = {"port_type": PortType.PARTIAL, "remaining_numbers": RemainingNumbers.KEEP}
    for new, found in ((None, "REQUIRED"), ("212 736 9871", "MISFIT")):
        with pytest.raises(InvalidInput) as refused:
            await update(work, scene.member, placed.id, None, UpdateRequest(**part | ({"new_btn": new} if new else {})))
        assert problems(refused) == {"newBtn": found}
    await update(work, scene.member, placed.id, None, UpdateRequest(**part, new_btn="212 736 9872"))
    assert (await stored(work, placed.id))["new_btn"] == "+12127369872"


async def test_an_ended_request_cannot_be_changed(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 1, status="COMPLETED")
    with pytest.raises(ActionUnavailable):
        await update(work, scene.member, placed.id, None, UpdateRequest(name="Later"))


async def test_a_correction_opens_its_field_and_counts_as_addressed(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.ACTION_REQUIRED])
    resubmit = ("porting_number", "resubmit", Target(placed.number))
    with pytest.raises(Blocked):
        await move_one(work, scene.member, *resubmit, Resubmit())
    clock.advance(minutes=1)
    await update(work, scene.member, placed.id, None, UpdateRequest(subscriber_name="ACME Limited"))
    assert "subscriber.name" in (await stored(work, placed.id))["fields_changed_at"]
    await move_one(work, scene.member, *resubmit, Resubmit())


async def test_staff_change_on_behalf_and_may_choose_the_network_carrier(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft())
    await update(work, scene.agent, made, 1, UpdateRequest(network_carrier_id=scene.network_id))
    assert (await stored(work, made))["network_carrier_id"] == scene.network_id
    assert (await entries(work, made))[-1]["on_behalf"] is True


# Made anew.


@pytest.mark.parametrize("words", ["", "  ", "\t\n"])
async def test_a_number_blocked_without_words_is_refused_at_its_field(work: Work, words: str) -> None:
    """The block was taken, and its number had a code of its own with nothing beside it."""
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, 1, country="NL")
    block = Block("44", "Wrong data", [BlockedNumber(placed.number, "12", words)])
    with pytest.raises(InvalidInput) as refused:
        await move_one(work, scene.agent, "porting_request", "block", Target(placed.id), block)
    assert problems(refused) == {"numbers": "REQUIRED"}
    assert (await stored(work, placed.id))["status"] == "IN_PROGRESS"


async def test_a_block_that_names_a_number_of_another_request_is_refused_at_that_number(work: Work) -> None:
    """It was taken, and the losing carrier's words about that number were lost."""
    scene = await factories.scene(work, "NL")
    placed, other = [await factories.request(work, scene, 2, country="NL") for _ in range(2)]
    own, foreign = (BlockedNumber(each.numbers[0], "12", "Number not known") for each in (placed, other))
    with pytest.raises(InvalidInput) as refused:
        await move_one(work, scene.losing, "porting_request", "block", Target(placed.id), Block("44", "Wrong data", [own, foreign, own]))
    assert problems(refused) == {"numbers.1.numberId": "NOT_FOUND", "numbers.2.numberId": "DUPLICATE"}
    assert (await stored(work, placed.id))["status"] == "IN_PROGRESS"
    await move_one(work, scene.losing, "porting_request", "block", Target(placed.id), Block("44", "Wrong data", [own]))


async def test_a_blocked_request_is_made_anew_without_pin_dates_and_blocked_numbers(work: Work) -> None:
    scene = await factories.scene(work, "NL")
    placed = await factories.request(
        work, scene, 3, status="DELAYED", country="NL", pin_sealed=work.keyring.seal("1234"), customer_reference="C-7"
    )
    block = Block("44", "Wrong data", [BlockedNumber(placed.numbers[0], "12", "Number not known")])
    await move_one(work, scene.losing, "porting_request", "block", Target(placed.id), block)
    made = await replace(work, scene.member, placed.id)
    old, new = await stored(work, placed.id), await stored(work, made)
    assert (new["status"], new["replaces_id"], new["number_count"], new["version"]) == ("DRAFT", placed.id, 2, 1)
    assert (new["pin_sealed"], new["requested_date"], new["first_possible_date"], new["answer_due_at"]) == (None, None, None, None)
    assert new["reference"] != old["reference"]
    assert (new["customer_reference"], new["subscriber_name"]) == ("C-7", old["subscriber_name"])
    assert [number["e164"] for number in await numbers_of(work, made)] == sorted(placed.e164s[1:])
    assert (await entries(work, made))[0]["data"]["replaces"] == old["reference"]


@pytest.mark.parametrize("country", ["US", "NL"])
async def test_what_was_canceled_or_expired_is_made_anew_with_all_its_numbers(work: Work, country: str) -> None:
    """An expired window ends as canceled, too."""
    scene = await factories.scene(work, country)
    placed = await factories.request(work, scene, 3, status="CANCELED", country=country)
    made = await replace(work, scene.member, placed.id)
    assert [number["e164"] for number in await numbers_of(work, made)] == sorted(placed.e164s)


async def test_only_requests_that_ended_without_a_port_are_made_anew(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    live = await factories.request(work, scene)
    with pytest.raises(ActionUnavailable):
        await replace(work, scene.member, live.id)
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(replaces_id=live.id))
    assert problems(refused) == {"replacesId": "NOT_REPLACEABLE"}
    rejected = await factories.request(work, scene, 2, status="REJECTED")
    with pytest.raises(NotFound):
        await replace(work, other.member, rejected.id)
    with pytest.raises(NotPermitted):
        await replace(work, scene.network, rejected.id)
    key = Key("portingRequestReplace", "k", {})
    made = await replace(work, scene.agent, rejected.id, key)
    assert await replace(work, scene.agent, rejected.id, key) == made
    assert (await stored(work, made))["number_count"] == 2
    assert (await entries(work, made))[0]["on_behalf"] is True


async def test_nothing_is_made_or_submitted_for_a_closed_account(work: Work) -> None:
    """A draft made before it was closed was submitted after it, and an ended request made anew."""
    scene = await factories.scene(work)
    rejected = await factories.request(work, scene, status="REJECTED")
    waiting = await factories.request(work, scene, status="DRAFT")
    await work.unit(lambda unit: unit.connection.execute("UPDATE account SET closed_at = created_at"))
    with pytest.raises(Blocked) as blocked:
        await move_one(work, scene.agent, "porting_request", "submit", Target(waiting.id))
    assert [(each.code, each.path) for each in blocked.value.blockers] == [("ACCOUNT_CLOSED", "account")]
    with pytest.raises(ActionUnavailable, match="closed"):
        await replace(work, scene.agent, rejected.id)
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.agent, draft(account_id=scene.account_id))
    assert problems(refused) == {"accountId": "CLOSED"}
    await account_closing.reopen(work, scene.staff_admin, scene.account_id, None)
    await move_one(work, scene.agent, "porting_request", "submit", Target(waiting.id))


async def test_a_new_request_may_name_what_it_replaces(work: Work) -> None:
    scene = await factories.scene(work)
    rejected = await factories.request(work, scene, 1, status="REJECTED", papers=DocumentStatus.REJECTED)
    made = await create(work, scene.member, draft(replaces_id=rejected.id))
    assert (await stored(work, made))["replaces_id"] == rejected.id


async def test_two_changes_at_once_are_made_one_after_the_other(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft())
    done = await asyncio.gather(
        update(work, scene.member, made, 1, UpdateRequest(name="One")),
        update(work, scene.member, made, 1, UpdateRequest(name="Two")),
        return_exceptions=True,
    )
    assert [type(one) for one in done if isinstance(one, Refusal)] == [StaleVersion]
    assert (await stored(work, made))["version"] == 2
