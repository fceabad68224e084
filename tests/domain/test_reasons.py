from __future__ import annotations

from enum import StrEnum

import pytest

from portico.domain import reasons
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.statuses import DocumentKind, WaitingOn

DOMAIN_6 = """ACCOUNT_NUMBER_MISMATCH, ACCOUNT_NUMBER_REQUIRED, AUTH_PERSON_MISMATCH, BTN_MISMATCH, NAME_MISMATCH, SERVICE_ADDRESS_MISMATCH,
POSTAL_CODE_MISMATCH, PIN_INVALID, PIN_REQUIRED, LOA_ILLEGIBLE, LOA_EXPIRED, LOA_MISSING_NUMBERS, INVOICE_TOO_OLD, INVOICE_MISMATCH,
CSR_REQUIRED, NUMBER_NOT_PORTABLE, NUMBER_INACTIVE, NUMBER_NOT_WITH_CARRIER, CARRIER_UNKNOWN, NUMBER_HAS_FEATURE, FREEZE_ON_LINE,
PENDING_ORDER, PORT_TYPE_INCORRECT, SPLIT_REQUIRED, RATE_CENTER_NOT_PORTABLE, DATE_UNAVAILABLE, FOC_EXPIRED, FOC_REJECTED,
CARRIER_UNRESPONSIVE, OTHER"""
DOMAIN_5 = """PIN_INVALID, PIN_REQUIRED, ACCOUNT_MISMATCH, NAME_MISMATCH, ADDRESS_MISMATCH, NOT_AUTHORISED, NUMBER_NOT_ON_ACCOUNT,
NUMBER_INACTIVE, LOCKED, DUPLICATE_REQUEST, MISSING_LOA, OTHER"""


def test_every_code_of_the_domain_exists_and_no_other() -> None:
    assert [code.value for code in ReasonCode] == DOMAIN_6.replace("\n", " ").split(", ")
    assert [code.value for code in PortOutRejectCode] == DOMAIN_5.replace("\n", " ").split(", ")
    assert list(reasons.PORT_IN) == list(ReasonCode)
    assert list(reasons.PORT_OUT) == list(PortOutRejectCode)


@pytest.mark.parametrize("code", ReasonCode)
def test_a_reason_opens_only_fields_a_request_has(code: ReasonCode) -> None:
    reason = reasons.port_in_reason(code)
    assert set(reason.fields) <= reasons.PORT_IN_FIELDS
    assert reason.text.endswith(".")
    assert reason.who_acts is not WaitingOn.NOBODY


@pytest.mark.parametrize("code", PortOutRejectCode)
def test_a_reject_reason_is_about_fields_a_port_out_has(code: PortOutRejectCode) -> None:
    reason = reasons.port_out_reason(code)
    assert set(reason.fields) <= {"numbers", "end_user", "authorised_name", "account_number", "pin"}
    assert reason.text.endswith(".")


def test_codes_that_stand_in_one_place_only_are_refused_by_name() -> None:
    class Known(StrEnum):
        PIN_INVALID = "PIN_INVALID"
        NO_SUCH = "NO_SUCH"

    missing = sorted({*(code.value for code in PortOutRejectCode), "NO_SUCH"} - {"PIN_INVALID"})
    with pytest.raises(ValueError, match=rf"^either in reasons\.json \(port_out\) or in Known, not in both: {', '.join(missing)}$"):
        reasons._read("port_out", Known)


def test_reasons_that_are_read_again_are_the_same() -> None:
    assert reasons._read("port_in", ReasonCode) == reasons.PORT_IN
    again = reasons._read("port_out", PortOutRejectCode)
    assert again == reasons.PORT_OUT
    with pytest.raises(TypeError):
        again[PortOutRejectCode.OTHER] = again[PortOutRejectCode.LOCKED]  # type: ignore[index]


def test_a_reason_says_its_text_under_the_code_of_its_direction() -> None:
    port_in, port_out = reasons.port_in_reason(ReasonCode.PIN_INVALID), reasons.port_out_reason(PortOutRejectCode.PIN_INVALID)
    assert (port_in.sentence.code, port_in.sentence.english) == ("port_in_reason.PIN_INVALID", port_in.text)
    assert (port_out.sentence.code, port_out.sentence.english) == ("port_out_reason.PIN_INVALID", port_out.text)


def test_only_other_asks_for_a_comment() -> None:
    assert [code for code in ReasonCode if reasons.port_in_reason(code).comment_needed] == [ReasonCode.OTHER]
    assert [code for code in PortOutRejectCode if reasons.port_out_reason(code).comment_needed] == [PortOutRejectCode.OTHER]


def test_an_address_mismatch_opens_the_whole_address() -> None:
    fields = reasons.port_in_reason(ReasonCode.SERVICE_ADDRESS_MISMATCH).fields
    assert {name.rpartition(".")[2] for name in fields} == {"street", "city", "postal_code", "region", "country"}


def test_the_correction_form_of_several_reasons_names_each_thing_once() -> None:
    form = reasons.correction([ReasonCode.POSTAL_CODE_MISMATCH, ReasonCode.SERVICE_ADDRESS_MISMATCH, ReasonCode.LOA_EXPIRED])
    assert len(form.fields) == len(set(form.fields)) == 5
    assert form.fields[0] == "subscriber.service_address.postal_code"
    assert form.documents == (DocumentKind.LOA, DocumentKind.CSR)


def test_the_pattern_of_a_coin_field_is_there_for_other_rules() -> None:
    assert (reasons.coin_format("operator_code"), reasons.coin_format("blocking_code")) == ("[0-9A-Z]{3,6}", r"\d{1,2}")


def test_coin_fields_are_checked_by_their_rules() -> None:
    assert reasons.coin_format_holds("blocking_code", "44")
    assert not reasons.coin_format_holds("blocking_code", "444")
    assert not reasons.coin_format_holds("blocking_code", "٤")
    assert not reasons.coin_format_holds("dossier_id", "abc")
    assert reasons.coin_format_holds("operator_code", "KPN")


def test_a_correction_is_the_customers_where_any_reason_asks_something_of_them_or_none_is_named() -> None:
    of = {
        who: next(str(code) for code, each in reasons.PORT_IN.items() if each.who_acts is who)
        for who in (WaitingOn.CUSTOMER, WaitingOn.STAFF)
    }
    assert reasons.is_the_customers([of[WaitingOn.CUSTOMER], of[WaitingOn.STAFF]])
    assert reasons.is_the_customers([])
    assert not reasons.is_the_customers([of[WaitingOn.STAFF]])


@pytest.mark.parametrize(
    ("codes", "rejected"),
    [
        (["NAME_MISMATCH"], True),
        (["NAME_MISMATCH", "OTHER"], True),
        (["NAME_MISMATCH", "CARRIER_UNRESPONSIVE"], False),
        *(
            ([code], False)
            for code in "CARRIER_UNRESPONSIVE RATE_CENTER_NOT_PORTABLE FOC_EXPIRED FOC_REJECTED CARRIER_UNKNOWN OTHER".split()
        ),
        ([], False),
    ],
)
def test_what_no_losing_carrier_rejected_is_no_rejection_of_it(codes: list[str], rejected: bool) -> None:
    """Silence, the network carrier's limits and a date that passed were told as `The losing carrier did not accept the order`."""
    assert reasons.is_a_rejection(codes) is rejected


@pytest.mark.parametrize(
    ("code", "begins"),
    [
        ("NUMBER_NOT_PORTABLE", "Staff put right what the losing carrier did not accept: "),
        ("CARRIER_UNRESPONSIVE", "Holding up the port: "),
        ("NAME_MISMATCH", "To be corrected now: "),
    ],
)
def test_what_keeps_a_port_from_going_on_is_said_by_whose_it_is(code: str, begins: str) -> None:
    (told,) = reasons.still_wrong([code])
    assert told.text.startswith(begins)
