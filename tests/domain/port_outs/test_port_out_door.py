"""What is heard at the door, by what was proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from portico.domain.ids import new_id
from portico.domain.port_outs.door import TOLD, TRIES, AskedNumber, Pin, is_first_view, is_guess, is_past, is_told, judge
from portico.domain.reasons import PortOutRejectCode as Code
from portico.domain.reasons import port_out_reason
from portico.domain.statuses import PhoneNumberStatus, PortOutRequestStatus

ACTIVE = PhoneNumberStatus.ACTIVE


def number(place: int = 0, **values: Any) -> AskedNumber:
    known = {"e164": f"+1212736500{place}", "id": new_id(), "status": ACTIVE, "account_named": True, "pin": Pin.RIGHT}
    return AskedNumber(**{**known, **values})


def unknown(place: int = 9) -> AskedNumber:
    return AskedNumber(f"+1212736500{place}")


def heard(*asked: AskedNumber) -> list[str]:
    return [blocker.code for blocker in judge(asked).blockers]


@pytest.mark.parametrize("pin", [Pin.RIGHT, Pin.NOT_NEEDED])
def test_a_proved_number_is_let_in(pin: Pin) -> None:
    verdict = judge([number(pin=pin), number(1)])
    assert (verdict.proved, verdict.blockers, verdict.true_codes) == (True, (), {})


@pytest.mark.parametrize(
    ("values", "true_code"),
    [
        ({"pin": Pin.WRONG}, "PIN_INVALID"),
        ({"pin": Pin.MISSING}, "PIN_REQUIRED"),
        ({"account_named": False}, "ACCOUNT_MISMATCH"),
        ({"status": PhoneNumberStatus.PROVISIONED}, "NUMBER_INACTIVE"),
        ({"pin": Pin.WRONG, "locked": True}, "PIN_INVALID"),
        ({"pin": Pin.WRONG, "status": PhoneNumberStatus.PORTING_OUT}, "PIN_INVALID"),
    ],
)
def test_whoever_proved_nothing_hears_one_answer_and_the_owner_the_true_one(values: dict[str, Any], true_code: str) -> None:
    asked = number(**values)
    verdict = judge([asked])
    assert (heard(asked), verdict.proved) == (heard(unknown()), False)
    assert verdict.blockers == judge([unknown()]).blockers
    assert verdict.true_codes == {asked.e164: true_code}
    assert judge([unknown()]).true_codes == {}


def test_a_number_out_of_tries_hides_even_from_who_is_right() -> None:
    assert heard(number(tries=TRIES - 1)) == []
    assert heard(number(tries=TRIES)) == ["ACCOUNT_MISMATCH"]
    assert heard(number(), number(1, tries=TRIES)) == ["ACCOUNT_MISMATCH"]


def test_whoever_proved_every_number_hears_what_stands_in_the_way() -> None:
    asked = [number(), number(1, locked=True), number(2, status=PhoneNumberStatus.PORTING_OUT), number(3, account_named=False)]
    assert heard(*asked) == ["LOCKED", "DUPLICATE_REQUEST", "NUMBER_NOT_ON_ACCOUNT"]
    assert judge(asked).blockers[2].message.endswith(" (+1 212-736-5003)")


@pytest.mark.parametrize(
    "values",
    [
        {"pin": Pin.WRONG},
        {"pin": Pin.MISSING},
        {"account_named": False, "pin": Pin.NOT_NEEDED},
        {"account_named": False, "pin": Pin.MISSING},
        {"status": PhoneNumberStatus.PROVISIONED},
        {"tries": TRIES},
    ],
)
def test_one_proved_number_opens_no_answer_about_another(values: dict[str, Any]) -> None:
    """With a number it had proved a carrier learnt which others were on its account, and which were nowhere."""
    assert judge([number(), number(1, **values)]).blockers == judge([number(), unknown()]).blockers == judge([unknown()]).blockers


def test_what_is_refused_counts_as_a_try_unless_the_number_was_proved() -> None:
    guesses = [
        (number(pin=Pin.WRONG), Code.PIN_INVALID),
        (number(account_named=False), Code.ACCOUNT_MISMATCH),
        (number(status=PhoneNumberStatus.PROVISIONED), Code.NUMBER_INACTIVE),
    ]
    for asked, code in guesses:
        assert judge([asked]).true_codes == {asked.e164: code}
        assert [is_guess(asked, code), is_told(replace(asked, told=TOLD), code), is_told(replace(asked, tries=TRIES), code)] == [
            True,
            True,
            False,
        ]
    locked = number(locked=True)
    assert not is_guess(locked, Code.LOCKED)
    assert [is_told(replace(locked, told=TOLD - 1), Code.LOCKED), is_told(replace(locked, told=TOLD), Code.LOCKED)] == [True, False]


def test_one_wrong_pin_closes_them_again() -> None:
    assert heard(number(), number(1, pin=Pin.WRONG), unknown()) == ["ACCOUNT_MISMATCH"]


def joining(*asked: AskedNumber) -> list[str]:
    return [blocker.code for blocker in judge(asked, proved_before=True).blockers]


def test_numbers_that_join_a_request_each_need_their_own_pin() -> None:
    """An amendment brought no PIN, and told of a number of the account that it had one: what only its PIN opens."""
    free, right, locked = number(pin=Pin.NOT_NEEDED), number(1), number(2, locked=True)
    assert joining(free, right) == []
    assert joining(free, locked, number(4, account_named=False)) == ["LOCKED", "NUMBER_NOT_ON_ACCOUNT"]
    assert joining(right, unknown()) == joining(unknown()) == ["ACCOUNT_MISMATCH"]
    for wrong in (Pin.MISSING, Pin.WRONG):
        assert joining(right, number(3, pin=wrong), locked, unknown()) == ["ACCOUNT_MISMATCH"]
    assert joining(number(1, tries=TRIES)) == ["ACCOUNT_MISMATCH"]


def test_a_long_list_of_numbers_is_cut_in_the_answer() -> None:
    many = [number(e164=f"+1212736{place:04d}", locked=True) for place in range(25)]
    message = judge([number(), *many]).blockers[0].message
    assert message.endswith("and 5 more)")


def test_what_is_heard_names_the_numbers_it_is_about() -> None:
    both = [number(), number(1, locked=True), number(2, locked=True)]
    (heard_of,) = judge(both).blockers
    assert heard_of.message.endswith(" (+1 212-736-5001, +1 212-736-5002)")
    assert heard_of.message.startswith(port_out_reason(Code.LOCKED).text)


def test_the_owner_is_told_of_what_a_carrier_that_proved_itself_heard() -> None:
    asked = [number(), number(1, locked=True)]
    assert judge(asked).true_codes == {"+12127365001": "LOCKED"}


def test_twenty_numbers_are_named_and_no_more() -> None:
    twenty = judge([number(e164=f"+1212736{place:04d}", locked=True) for place in range(20)]).blockers[0].message
    assert twenty.endswith("+1 212-736-0019)")
    more = judge([number(e164=f"+1212736{place:04d}", locked=True) for place in range(21)]).blockers[0].message
    assert more == twenty.removesuffix(")") + " and 1 more)"


def test_whoever_proved_nothing_hears_the_sentence_of_the_one_answer() -> None:
    (blocker,) = judge([unknown()]).blockers
    assert blocker.message == port_out_reason(Code.ACCOUNT_MISMATCH).text


def test_opening_a_request_is_news_once_and_only_while_it_waits_for_its_owner() -> None:
    seen = datetime(2026, 3, 2, tzinfo=UTC)
    assert is_first_view(PortOutRequestStatus.ACTION_REQUIRED, None)
    assert not is_first_view(PortOutRequestStatus.ACTION_REQUIRED, seen)
    assert not is_first_view(PortOutRequestStatus.APPROVED, None)


def test_a_day_is_past_when_it_is_over_where_the_numbers_are() -> None:
    evening = datetime(2026, 3, 3, 3, tzinfo=UTC)  # the second of March in New York, the third in Amsterdam
    day = date(2026, 3, 2)
    new_york, amsterdam = "America/New_York", "Europe/Amsterdam"
    assert [is_past(day, evening, zones) for zones in ([new_york], [amsterdam], [amsterdam, new_york])] == [False, True, False]
