"""The door for port-outs and the owner's first look, on both engines."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain import entry_facts
from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_outs.port_out_request import Amend, ApproveRelease, NumberWithPin, RejectPortOut
from portico.domain.reasons import PortOutRejectCode
from portico.domain.refusals import Blocked, InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import OnDeadline, PhoneNumberStatus, PortOutRequestStatus
from portico.mailroom.letters import details
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_outs.port_out_requests import ReceivePortOut, open_request, receive
from portico.storage import models
from portico.storage.desk import addressees
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine.archive import all_of, check_port_outs, row_of

pytestmark = pytest.mark.either_engine

PIN = "KOTRYGIN4711"  # in no id, however it falls out
ONE_ANSWER = [("ACCOUNT_MISMATCH", "The numbers and the account data given do not belong together.")]


class House:
    """An account with numbers in service, and the carrier that would like to have them."""

    def __init__(self, work: Work, scene: Scene, account_number: str) -> None:
        self.work, self.scene, self.account_number = work, scene, account_number

    async def number(self, pin: str | None = PIN, **values: Any) -> str:
        sealed = self.work.keyring.seal(pin) if pin else None
        e164 = factories.e164("US")
        await factories.phone_number(self.work, self.scene, e164=e164, port_out_pin_sealed=sealed, **values)
        return e164

    def asks(self, *numbers: str, **values: Any) -> ReceivePortOut:
        said = {
            "carrier_reference": "PON-1",
            "account_number": self.account_number,
            "pin": PIN,
            "numbers": list(map(NumberWithPin, numbers)),
        }
        return ReceivePortOut(**{**said, **values})

    async def refused(self, command: ReceivePortOut, actor: Actor | None = None) -> list[tuple[str, str]]:
        """What a carrier hears at the door."""
        with pytest.raises(Blocked) as refusal:
            await receive(self.work, actor or self.scene.network, command)
        return [(blocker.code, blocker.message) for blocker in refusal.value.blockers]

    async def told(self) -> list[tuple[str, str]]:
        """What the owner hears of refusals: (number, true code)."""
        entries = await all_of(self.work, models.JournalEntry, "position")
        mine = [entry for entry in entries if entry["account_id"] == self.scene.account_id]
        return [(e["data"]["e164"], e["data"]["code"]) for e in mine if e["event"] == "port_out_request.refused" and e["told"]]


async def house(work: Work, account_number: str = "A-77", **account: Any) -> House:
    return House(work, await factories.scene(work, account_number=account_number, **account), account_number)


async def stored(work: Work, key: UUID) -> Row:
    row = await row_of(work, models.PortOutRequest, key)
    assert row
    return row


async def statuses(work: Work) -> dict[str, PhoneNumberStatus]:
    return {row["e164"]: row["status"] for row in await all_of(work, models.PhoneNumber)}


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


# Let in.


async def test_a_carrier_that_proves_itself_is_let_in(work: Work, clock: Clock) -> None:
    home = await house(work, "A 77", port_out_on_deadline=OnDeadline.APPROVE, port_out_policy_set_by=(setter := new_id()))
    first, second = await home.number(), await home.number()
    command = home.asks(second, f"{first[:2]} {first[2:]}", account_number=" a77", requested_date=date(2026, 3, 9), end_user="Acme")
    made = await receive(work, home.scene.network, command)
    row = await stored(work, made)
    assert (row["status"], row["reference"], row["waiting_on"]) == (PortOutRequestStatus.ACTION_REQUIRED, "PO-2026-000001", "CUSTOMER")
    assert (row["account_id"], row["gaining_carrier_id"], row["country"]) == (home.scene.account_id, home.scene.network_id, "US")
    assert (row["number_count"], row["pin_checked"], row["received_by_role"]) == (2, True, "CARRIER")
    assert row["expires_at"] == clock.now + timedelta(hours=24)
    assert (row["on_deadline"], row["policy_set_by"]) == (OnDeadline.APPROVE, setter)
    assert (row["carrier_reference"], row["carrier_version"], row["end_user"]) == ("PON-1", 1, "Acme")
    assert await statuses(work) == {first: PhoneNumberStatus.PORTING_OUT, second: PhoneNumberStatus.PORTING_OUT}
    entries = [entry for entry in await all_of(work, models.JournalEntry, "position") if entry["order_id"] == made]
    assert [(entry["event"], entry["told"], entry["order_sequence"]) for entry in entries] == [
        ("port_out_request.received", True, 1),
        ("phone_number.port_out_began", False, 2),
        ("phone_number.port_out_began", False, 3),
    ]
    assert PIN not in str(await work.reader.fetch("SELECT * FROM port_out_request")) + str(entries)
    await check_port_outs(work)


async def test_the_accounts_own_hours_stand_above_the_countrys(work: Work, clock: Clock) -> None:
    home = await house(work, port_out_hours=5)
    made = await receive(work, home.scene.network, home.asks(await home.number()))
    assert (await stored(work, made))["expires_at"] == clock.now + timedelta(hours=5)


async def test_what_comes_in_on_a_friday_in_america_waits_for_its_owner_until_monday(work: Work, clock: Clock) -> None:
    home = await house(work)
    clock.now = datetime(2026, 3, 6, 22, tzinfo=UTC)  # 17:00 in New York
    made = await receive(work, home.scene.network, home.asks(number := await home.number()))
    assert (await stored(work, made))["expires_at"] == datetime(2026, 3, 9, 21, tzinfo=UTC), "17:00, in summer time"
    clock.advance(days=1)
    await amend(work, home.scene.network, made, numbers=[number], requested_date=date(2026, 3, 20))
    assert (await stored(work, made))["expires_at"] == datetime(2026, 3, 10, 4, tzinfo=UTC), "amended on a Saturday: the whole Monday"


async def test_the_timeline_names_the_day_on_which_the_mail_says_the_time_of_an_owner_ends(work: Work, clock: Clock) -> None:
    """The timeline said 3:33 of the next day, in UTC, and the mail 22:32 of the day before."""
    home = await house(work, time_zone="America/Los_Angeles")
    clock.now = datetime(2026, 3, 3, 3, 33, tzinfo=UTC)
    made = await receive(work, home.scene.network, home.asks(number := await home.number()))
    clock.advance(hours=1)
    await amend(work, home.scene.network, made, numbers=[number], requested_date=date(2026, 3, 20))
    entries = [entry for entry in await all_of(work, models.JournalEntry, "position") if entry["order_id"] == made]
    told = [fact.text for entry in entries for fact in entry_facts.facts(entry["event"], entry["data"]) if fact.code == "fact.decide"]
    assert told == [
        "The owner decides by 3 March 2026, 19:32 (America/Los_Angeles).",
        "The owner decides by 3 March 2026, 20:32 (America/Los_Angeles).",
    ]
    about = await addressees.told_order(work.reader, "port_out_request", made)
    assert about is not None
    assert details.value("expires_at", about.facts, "en").startswith("Tuesday 3 March 2026, 20:32 (America/Los_Angeles)")


async def test_a_release_on_a_day_begins_with_business_where_the_last_of_its_numbers_is(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, status="APPROVED")
    await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease())
    assert (await stored(work, placed.id))["release_at"] == datetime(2026, 3, 7, 14, tzinfo=UTC), "09:00 in New York"


async def test_numbers_on_both_coasts_are_released_when_business_begins_in_the_west(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, ["+12125550142", "+12135550142"], status="APPROVED")
    await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease())
    assert (await stored(work, placed.id))["release_at"] == datetime(2026, 3, 7, 17, tzinfo=UTC), "09:00 in Los Angeles, not in New York"


async def test_where_no_pin_is_set_or_required_the_account_number_is_proof(work: Work) -> None:
    home = await house(work)
    made = await receive(work, home.scene.network, home.asks(await home.number(pin=None), pin=None))
    assert (await stored(work, made))["pin_checked"] is False


async def test_the_same_reference_and_version_answers_the_same_request(work: Work, clock: Clock) -> None:
    home = await house(work)
    number = await home.number()
    command = home.asks(number, requested_date=date(2026, 3, 2))
    made = await receive(work, home.scene.network, command)
    clock.advance(days=3)
    assert await receive(work, home.scene.network, command) == made
    assert await receive(work, home.scene.network, home.asks("rubbish", pin=None)) == made
    assert [code for code, _ in await home.refused(home.asks(number, carrier_version=2))] == ["DUPLICATE_REQUEST"]
    assert [code for code, _ in await home.refused(home.asks(number), home.scene.losing)] == ["DUPLICATE_REQUEST"]
    assert len(await all_of(work, models.PortOutRequest)) == 1


async def test_the_same_request_handed_in_twice_at_once_is_one_request(work: Work) -> None:
    home = await house(work)
    command = home.asks(await home.number())
    made = await asyncio.gather(*(receive(work, home.scene.network, command) for _ in range(3)))
    assert len(set(made)) == 1
    await check_port_outs(work)


async def test_of_two_carriers_at_once_one_gets_the_number(work: Work) -> None:
    home = await house(work)
    command = home.asks(await home.number())
    done = await asyncio.gather(
        receive(work, home.scene.network, command), receive(work, home.scene.losing, command), return_exceptions=True
    )
    (refusal,) = [one for one in done if isinstance(one, Blocked)]
    assert [blocker.code for blocker in refusal.blockers] == ["DUPLICATE_REQUEST"]
    await check_port_outs(work)


async def test_of_a_new_request_and_an_amendment_at_once_one_gets_the_number(work: Work) -> None:
    home = await house(work)
    kept, wanted = await home.number(), await home.number(pin=None)
    made = await receive(work, home.scene.network, home.asks(kept))
    done = await asyncio.gather(
        receive(work, home.scene.losing, home.asks(wanted)),
        amend(work, home.scene.network, made, numbers=[kept, wanted]),
        return_exceptions=True,
    )
    (refusal,) = [one for one in done if isinstance(one, BaseException)]
    assert isinstance(refusal, Blocked)
    assert [blocker.code for blocker in refusal.blockers] == ["DUPLICATE_REQUEST"]
    await check_port_outs(work)


async def test_an_idempotency_key_answers_the_same_request(work: Work) -> None:
    home = await house(work)
    number = await home.number()
    key = Key("portOutRequestReceive", "k", {"n": 1})
    made = await receive(work, home.scene.network, home.asks(number), key)
    assert await receive(work, home.scene.network, home.asks(number), key) == made


async def test_staff_hand_in_for_the_carrier_they_name(work: Work) -> None:
    home = await house(work)
    number = await home.number()
    with pytest.raises(InvalidInput) as refused:
        await receive(work, home.scene.agent, home.asks(number))
    assert problems(refused) == {"gainingCarrierId": "REQUIRED"}
    with pytest.raises(InvalidInput) as refused:
        await receive(work, home.scene.agent, home.asks(number, gaining_carrier_id=new_id()))
    assert problems(refused) == {"gainingCarrierId": "NOT_FOUND"}
    made = await receive(work, home.scene.agent, home.asks(number, gaining_carrier_id=home.scene.losing_id))
    row = await stored(work, made)
    assert (row["gaining_carrier_id"], row["received_by"], row["received_by_role"]) == (home.scene.losing_id, home.scene.agent.id, "STAFF")


async def test_customers_cannot_hand_in_and_a_carrier_not_for_another(work: Work) -> None:
    home = await house(work)
    number = await home.number()
    with pytest.raises(NotPermitted):
        await receive(work, home.scene.admin, home.asks(number))
    with pytest.raises(InvalidInput) as refused:
        await receive(work, home.scene.network, home.asks(number, gaining_carrier_id=home.scene.losing_id))
    assert problems(refused) == {"gainingCarrierId": "NOT_FOUND"}


# Not read.


async def test_everything_that_cannot_be_read_is_told_at_once(work: Work) -> None:
    home = await house(work)
    number = await home.number()
    wrong = home.asks(
        number,
        number,
        "1-800-FLOWERS",
        "+31 20 123 4567",
        carrier_reference=" ",
        carrier_version=0,
        end_user="x" * 201,
        requested_date=date(2026, 3, 1),
    )
    with pytest.raises(InvalidInput) as refused:
        await receive(work, home.scene.network, wrong)
    assert problems(refused) == {
        "carrierReference": "REQUIRED",
        "numbers.1": "DUPLICATE",
        "numbers.2": "LETTERS",
        "numbers.3": "MISFIT",
        "carrierVersion": "OUT_OF_RANGE",
        "endUser": "TOO_LONG",
        "requestedDate": "IN_THE_PAST",
    }
    with pytest.raises(InvalidInput) as refused:
        await receive(work, home.scene.network, home.asks())
    assert problems(refused) == {"numbers": "REQUIRED"}
    with pytest.raises(InvalidInput) as refused:
        await receive(work, home.scene.network, home.asks(*(f"+1212736{n:04d}" for n in range(1001))))
    assert problems(refused) == {"numbers": "TOO_MANY"}
    assert await all_of(work, models.JournalEntry) == []


# Turned away.


async def test_whoever_proved_nothing_hears_one_answer(work: Work) -> None:
    home, other = await house(work), await house(work, "A-99")
    number, foreign = await home.number(), await other.number()
    inactive = await home.number(status=PhoneNumberStatus.PROVISIONED)
    gone = await home.number(status=PhoneNumberStatus.PORTED_OUT)
    locked = await home.number(locked_at=work.now)
    for command in (
        home.asks("+12125559999"),
        home.asks(gone),
        home.asks(inactive),
        home.asks(foreign),
        home.asks(number, pin="0000"),
        home.asks(number, pin=None),
        home.asks(number, account_number="A-78"),
        home.asks(number, account_number=None),
        home.asks(locked, pin="0000"),
        home.asks(number, locked, foreign, "+12125559999", pin="0000"),
    ):
        assert await home.refused(command) == ONE_ANSWER
    assert await home.told() == [
        (inactive, "NUMBER_INACTIVE"),
        (number, "PIN_INVALID"),
        (number, "PIN_REQUIRED"),
        (number, "ACCOUNT_MISMATCH"),
        (number, "ACCOUNT_MISMATCH"),
        (locked, "PIN_INVALID"),
        (number, "PIN_INVALID"),
        (locked, "PIN_INVALID"),
    ]
    assert set(await other.told()) == {(foreign, "ACCOUNT_MISMATCH")}
    assert await all_of(work, models.PortOutRequest) == []
    assert await all_of(work, models.NumberClaim) == []


async def test_an_account_that_requires_a_pin_lets_no_number_go_without_one(work: Work) -> None:
    home = await house(work, port_out_pin_required=True)
    number = await home.number(pin=None)
    assert await home.refused(home.asks(number)) == ONE_ANSWER
    assert await home.told() == [(number, "PIN_REQUIRED")]


async def test_only_who_proved_it_hears_what_stands_in_the_way(work: Work) -> None:
    home, other = await house(work), await house(work, "A-99")
    locked, foreign = await home.number(locked_at=work.now), await other.number()
    taken = await home.number()
    await receive(work, home.scene.losing, home.asks(taken))
    proved = await home.number()
    heard = await home.refused(home.asks(proved, locked, taken, foreign))  # the other account's number has the same PIN
    assert [code for code, _ in heard] == ["LOCKED", "DUPLICATE_REQUEST", "NUMBER_NOT_ON_ACCOUNT"]
    assert display(foreign) in heard[2][1]
    assert set(await home.told()) == {(locked, "LOCKED"), (taken, "DUPLICATE_REQUEST")}
    assert await home.refused(home.asks(proved, locked, "+12125559999")) == ONE_ANSWER


async def test_a_carrier_with_one_proved_number_cannot_write_to_a_stranger_without_end(work: Work, clock: Clock) -> None:
    """With a number it had proved beside it, its owner was written to as often as it liked, and no try was counted."""
    home, other = await house(work), await house(work, "A-99")
    proved, foreign = await home.number(), await other.number()
    for pin in ("0000", None, "0001", "0002", "0003", "0004", PIN):
        asked = home.asks(numbers=[NumberWithPin(proved, PIN), NumberWithPin(foreign, pin)], pin=None)
        assert await home.refused(asked) == ONE_ANSWER
    assert await other.told() == [(foreign, "ACCOUNT_MISMATCH")] * 5
    assert {row["e164"]: row["failure_count"] for row in await all_of(work, models.PhoneNumber)} == {proved: 0, foreign: 5}
    assert await home.refused(other.asks(foreign)) == ONE_ANSWER, "its tries are used up"
    clock.advance(hours=24, seconds=1)
    assert await home.refused(other.asks(foreign, pin="0000")) == ONE_ANSWER
    assert len(await other.told()) == 6


async def test_a_number_that_is_not_in_service_yet_lends_no_carrier_its_owners_ear_without_end(work: Work) -> None:
    home = await house(work)
    inactive = await home.number(status=PhoneNumberStatus.PROVISIONED)
    for _ in range(7):
        assert await home.refused(home.asks(inactive)) == ONE_ANSWER
        assert await home.refused(home.asks(await home.number(), inactive)) == ONE_ANSWER
    assert await home.told() == [(inactive, "NUMBER_INACTIVE")] * 5


async def test_a_carrier_that_proved_a_locked_number_is_answered_as_often_as_it_asks_and_its_owner_told_five_times(work: Work) -> None:
    home = await house(work)
    locked = await home.number(locked_at=work.now)
    for _ in range(7):
        assert [code for code, _ in await home.refused(home.asks(locked))] == ["LOCKED"]
    assert await home.refused(home.asks(locked, pin="0000")) == ONE_ANSWER
    assert await home.told() == [(locked, "LOCKED")] * 5 + [(locked, "PIN_INVALID")], "a guess is another thing"


async def test_which_numbers_share_an_account_is_not_to_be_learnt_with_one_number_of_it(work: Work) -> None:
    """Beside a number it had proved, a carrier heard NUMBER_NOT_ON_ACCOUNT of others: so it knew which were on the account."""
    home, other = await house(work), await house(work, "A-99")
    proved = NumberWithPin(await home.number(), PIN)
    same, foreign, gone = (
        await home.number(pin="9999"),
        await other.number(pin="9999"),
        await home.number(status=PhoneNumberStatus.PORTED_OUT),
    )
    bare = await other.number(pin=None)
    for wanted in (same, foreign, gone, bare, "+12125559999"):
        for pin in (None, "0000"):
            asked = home.asks(numbers=[proved, NumberWithPin(wanted, pin)], pin=None)
            assert await home.refused(asked) == ONE_ANSWER


async def test_one_wrong_pin_among_many_proves_nothing(work: Work) -> None:
    home = await house(work)
    right, another = await home.number(), await home.number(pin="9999")
    assert await home.refused(home.asks(right, another)) == ONE_ANSWER
    assert await home.told() == [(another, "PIN_INVALID")]


async def test_a_refusal_at_the_door_is_not_remembered_as_an_answer(work: Work) -> None:
    home = await house(work)
    number = await home.number()
    key = Key("portOutRequestReceive", "k", {"n": 1})
    with pytest.raises(Blocked):
        await receive(work, home.scene.network, home.asks(number, pin="0000"), key)
    assert await all_of(work, models.IdempotencyKey, "id") == []
    made = await receive(work, home.scene.network, home.asks(number), key)
    assert (await stored(work, made))["status"] is PortOutRequestStatus.ACTION_REQUIRED
    assert [row["failure_count"] for row in await all_of(work, models.PhoneNumber)] == [0]


async def test_a_carrier_that_guessed_too_often_is_turned_away_even_with_the_right_pin(work: Work, clock: Clock) -> None:
    home = await house(work)
    number = await home.number()
    for guess in range(5):
        assert await home.refused(home.asks(number, pin=f"000{guess}")) == ONE_ANSWER
    assert [row["failure_count"] for row in await all_of(work, models.PhoneNumber)] == [5]
    assert await home.refused(home.asks(number)) == ONE_ANSWER
    assert await home.refused(home.asks(number, pin="0009")) == ONE_ANSWER
    assert len(await home.told()) == 5
    await receive(work, home.scene.losing, home.asks(number))  # another carrier has its own tries
    clock.advance(hours=24, seconds=1)
    assert [code for code, _ in await home.refused(home.asks(number))] == ["DUPLICATE_REQUEST"]


async def test_guesses_sent_at_once_count_one_by_one(work: Work) -> None:
    home = await house(work)
    number = await home.number()
    guesses = [home.asks(number, pin=f"00{n:02d}", carrier_reference=f"PON-{n}") for n in range(9)]
    await asyncio.gather(*(receive(work, home.scene.network, guess) for guess in guesses), return_exceptions=True)
    assert [row["failure_count"] for row in await all_of(work, models.PhoneNumber)] == [5]


async def test_the_door_asks_the_database_the_same_about_known_and_unknown_numbers(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    home = await house(work)
    number = await home.number()
    asked: list[str] = []
    for name in ("fetch", "fetch_stored", "execute"):
        original = getattr(Connection, name)

        async def counted(self: Connection, statement: str, *args: Any, original: Any = original) -> Any:
            asked.append(statement)
            return await original(self, statement, *args)

        monkeypatch.setattr(Connection, name, counted)
    seen = []
    for command in (home.asks(number, pin="0000"), home.asks("+12125559999"), home.asks(number, account_number="X")):
        asked.clear()
        await home.refused(command)
        seen.append(list(asked))
    assert seen[0] == seen[1] == seen[2]


async def test_staff_see_who_knocked_and_customers_do_not(work: Work) -> None:
    home = await house(work)
    await home.refused(home.asks("+12125559999"))
    (entry,) = await all_of(work, models.JournalEntry)
    assert (entry["internal"], entry["told"], entry["account_id"], entry["subject_id"]) == (True, False, None, home.scene.network_id)


# The owner's first look.


async def test_the_owners_first_look_is_kept_and_makes_no_version_stale(work: Work, clock: Clock) -> None:
    home = await house(work)
    made = await receive(work, home.scene.network, home.asks(await home.number()))
    first = clock.advance(minutes=5)
    assert await open_request(work, home.scene.viewer, made) == made
    clock.advance(minutes=5)
    await open_request(work, home.scene.member, made)
    assert ((await stored(work, made))["viewed_at"], (await stored(work, made))["version"]) == (first, 1)
    events = [(e["event"], e["told"]) for e in await all_of(work, models.JournalEntry, "position") if e["subject_id"] == made]
    assert events == [("port_out_request.received", True), ("port_out_request.viewed", False)]
    await move_one(work, home.scene.member, "port_out_request", "approve", Target(made, 1))


async def test_only_the_owner_opens_a_request(work: Work) -> None:
    home, other = await house(work), await house(work, "A-99")
    placed = await factories.port_out(work, home.scene)
    for key in (placed.id, new_id()):
        with pytest.raises(NotFound):
            await open_request(work, other.scene.member, key)
    for actor in (home.scene.agent, home.scene.network):
        with pytest.raises(NotPermitted):
            await open_request(work, actor, placed.id)
    approved = await factories.port_out(work, home.scene, status="APPROVED")
    await open_request(work, home.scene.member, approved.id)
    assert (await stored(work, approved.id))["viewed_at"] is None


# Amended.


async def amend(work: Work, actor: Actor, key: UUID, **values: Any) -> None:
    numbers = values.pop("numbers", None)
    given = [each if isinstance(each, NumberWithPin) else NumberWithPin(each) for each in numbers] if numbers is not None else None
    await move_one(work, actor, "port_out_request", "amend", Target(key), Amend(given, **values))


async def test_an_amendment_takes_numbers_in_any_spelling(work: Work) -> None:
    home = await house(work)
    kept, dropped, added = await home.number(), await home.number(), await home.number(pin=None)
    made = await receive(work, home.scene.network, home.asks(kept, dropped))
    spelled = [f"{number[:2]} ({number[2:5]}) {number[5:]}" for number in (kept, added)]
    await amend(work, home.scene.network, made, numbers=spelled, carrier_version=2, requested_date=date(2026, 3, 20))
    row = await stored(work, made)
    assert (row["number_count"], row["carrier_version"], row["requested_date"]) == (2, 2, date(2026, 3, 20))
    assert await statuses(work) == {
        kept: PhoneNumberStatus.PORTING_OUT,
        dropped: PhoneNumberStatus.ACTIVE,
        added: PhoneNumberStatus.PORTING_OUT,
    }
    await check_port_outs(work)


async def test_an_amendment_to_what_is_asked_for_already_leaves_the_approval_alone(work: Work) -> None:
    """The same numbers and no date voided it, and mailed the owner that something had changed; so did the same under a new version."""
    home = await house(work)
    number, other = await home.number(), await home.number()
    made = await receive(work, home.scene.network, home.asks(number, other, requested_date=date(2026, 3, 20)))
    await move_one(work, home.scene.member, "port_out_request", "approve", Target(made))
    before = await stored(work, made)
    asked: list[tuple[dict[str, Any], str]] = [
        ({"numbers": [other, number]}, "numbers"),
        ({"numbers": [number, other], "requested_date": date(2026, 3, 20)}, "numbers"),
        ({"requested_date": date(2026, 3, 20)}, "requestedDate"),
        ({"requested_date": date(2026, 3, 20), "carrier_version": 2}, "requestedDate"),
        ({"numbers": [other, number], "carrier_version": 2}, "numbers"),
    ]
    for values, path in asked:
        with pytest.raises(InvalidInput) as refused:
            await amend(work, home.scene.network, made, **values)
        assert [(problem.path, problem.code) for problem in refused.value.fields] == [(path, "UNCHANGED")]
    assert await stored(work, made) == before
    await amend(work, home.scene.network, made, numbers=[number])
    assert (await stored(work, made))["status"] == PortOutRequestStatus.ACTION_REQUIRED


async def test_the_owners_own_words_are_the_reason_in_the_timeline(work: Work) -> None:
    """It read "The owner rejected the request: the numbers stay.", and the comment stood in raw data alone."""
    home = await house(work)
    for comment, reason in (("Contract until May.", "Contract until May."), (None, "The owner rejected the request: the numbers stay.")):
        made = await receive(work, home.scene.network, home.asks(await home.number(), carrier_reference=reason))
        asked = RejectPortOut(PortOutRejectCode.OTHER if comment else PortOutRejectCode.NAME_MISMATCH, comment)
        await move_one(work, home.scene.member, "port_out_request", "reject", Target(made), asked)
        found = await all_of(work, models.JournalEntry, "position")
        (entry,) = [each for each in found if each["event"] == "port_out_request.rejected" and each["subject_id"] == made]
        assert (entry["reason"], entry["reason_code"] is None) == (reason, comment is not None)


async def test_an_amendment_passes_the_same_door(work: Work) -> None:
    home, other = await house(work), await house(work, "A-99")
    kept, taken = await home.number(), await home.number()
    await receive(work, home.scene.losing, home.asks(taken))
    made = await receive(work, home.scene.network, home.asks(kept))
    locked, with_pin = await home.number(pin=None, locked_at=work.now), await home.number()
    foreign = await other.number(pin="9999")
    wanted = [kept, NumberWithPin(taken, PIN), locked, NumberWithPin(with_pin, PIN), NumberWithPin(foreign, "9999")]
    with pytest.raises(Blocked) as refused:
        await amend(work, home.scene.network, made, numbers=wanted)
    assert [blocker.code for blocker in refused.value.blockers] == ["DUPLICATE_REQUEST", "LOCKED", "NUMBER_NOT_ON_ACCOUNT"]
    assert (await home.told(), await other.told()) == ([(taken, "DUPLICATE_REQUEST"), (locked, "LOCKED")], [(foreign, "ACCOUNT_MISMATCH")])
    for unproved in (foreign, "+12125559999"):
        with pytest.raises(Blocked) as refused:
            await amend(work, home.scene.network, made, numbers=[*wanted[:4], unproved])
        assert [(blocker.code, blocker.message) for blocker in refused.value.blockers] == ONE_ANSWER
    assert (await stored(work, made))["version"] == 1
    await check_port_outs(work)


async def test_a_number_that_joins_a_request_needs_its_own_pin_and_a_wrong_one_is_a_try(work: Work) -> None:
    """An amendment was a cheaper door: PINs could be tried there as often as one liked, and no owner heard of it."""
    home = await house(work)
    kept, wanted = await home.number(), await home.number(pin="9999")
    made = await receive(work, home.scene.network, home.asks(kept))
    for guess in (None, "0000", "0001", "0002", "0003", "9999"):
        with pytest.raises(Blocked) as refused:
            await amend(work, home.scene.network, made, numbers=[kept, NumberWithPin(wanted, guess)])
        assert [(blocker.code, blocker.message) for blocker in refused.value.blockers] == ONE_ANSWER
    assert await home.told() == [(wanted, "PIN_REQUIRED"), *[(wanted, "PIN_INVALID")] * 4]
    assert await home.refused(home.asks(wanted, carrier_reference="PON-2", pin="9999")) == ONE_ANSWER, "the tries are shared"
    assert (await stored(work, made))["version"] == 1
    other = await receive(work, home.scene.losing, home.asks(another := await home.number()))
    await amend(work, home.scene.losing, other, numbers=[another, NumberWithPin(wanted, "9999")])
    assert (await stored(work, other))["number_count"] == 2
    kept_of_it = await all_of(work, models.JournalEntry, "position")
    assert "9999" not in str([entry["data"] for entry in kept_of_it])
    assert next(each["data"]["numbers"] for each in kept_of_it if each["event"] == "port_out_request.amended") == [another, wanted]


async def test_no_policy_stands_in_for_the_owner_of_a_number_that_joined_without_a_pin(work: Work) -> None:
    home = await house(work, port_out_on_deadline=OnDeadline.APPROVE)
    kept, wanted = await home.number(), await home.number(pin=None)
    made = await receive(work, home.scene.network, home.asks(kept))
    assert (await stored(work, made))["pin_checked"]
    await amend(work, home.scene.network, made, numbers=[kept], requested_date=date(2026, 3, 20))
    assert (await stored(work, made))["pin_checked"]
    await amend(work, home.scene.network, made, numbers=[kept, wanted])
    assert not (await stored(work, made))["pin_checked"]


async def test_each_number_comes_with_its_own_pin(work: Work) -> None:
    home = await house(work)
    first, second, third = await home.number(), await home.number(pin="9999"), await home.number(pin=None)
    crossed = [NumberWithPin(first, "9999"), NumberWithPin(second, PIN), NumberWithPin(third)]
    assert await home.refused(home.asks(numbers=crossed, pin=None)) == ONE_ANSWER
    own = [NumberWithPin(f" {first[:2]} {first[2:]}"), NumberWithPin(second, "9999"), NumberWithPin(third)]
    made = await receive(work, home.scene.network, home.asks(numbers=own))
    row = await stored(work, made)
    assert (row["number_count"], row["pin_checked"]) == (3, False), "one of them has no PIN"


async def test_what_cannot_be_read_of_an_amendment_is_told_at_once(work: Work) -> None:
    home = await house(work)
    number, other = await home.number(), await home.number()
    made = await receive(work, home.scene.network, home.asks(number))
    await receive(work, home.scene.network, home.asks(other, carrier_version=3))
    with pytest.raises(InvalidInput) as refused:
        await amend(work, home.scene.network, made, numbers=[number, number, "x"], requested_date=date(2026, 3, 1), carrier_version=3)
    assert problems(refused) == {
        "numbers.1": "DUPLICATE",
        "numbers.2": "NOT_A_NUMBER",
        "requestedDate": "IN_THE_PAST",
        "carrierVersion": "TAKEN",
    }
    with pytest.raises(InvalidInput) as refused:
        await amend(work, home.scene.network, made, numbers=[])
    assert problems(refused) == {"numbers": "REQUIRED"}


async def test_who_may_not_amend_hears_that_first(work: Work) -> None:
    home = await house(work)
    made = await receive(work, home.scene.network, home.asks(await home.number()))
    with pytest.raises(NotPermitted):
        await amend(work, home.scene.member, made, numbers=["x"])
    with pytest.raises(NotFound):
        await amend(work, home.scene.losing, made, numbers=["x"])
