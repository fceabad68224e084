"""What a journal entry tells as facts: every event that has one says it, in words and by code."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from portico.domain.actors import THE_OPERATOR
from portico.domain.entry_facts import facts
from portico.domain.lifecycle import decide
from portico.domain.port_ins.editing import EVERY_FIELD
from portico.domain.port_ins.field_words import WORDS
from portico.domain.refusals import Refusal
from portico.domain.sentences import Said, behind_a_colon, heard, quoted
from portico.domain.tables import EVENTS, LIFECYCLES
from portico.domain.words.entry_data import EntryData
from portico.operations.people.accounts import profiles
from tests.domain.lifecycles.cells import Verdict
from tests.domain.lifecycles.grid import read_all
from tests.domain.moments import NOW
from tests.domain.situations import situation

MOVED: EntryData = {"foc_date": "2026-12-10", "foc_date_before": "2026-12-08"}


def said(event: str, **data: Any) -> list[str]:
    return [fact.text for fact in facts(event, cast("EntryData", data))]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("2026-12-08", "2026-12-10", "FOC moved from 8 to 10 December 2026."),
        ("2026-11-30", "2026-12-02", "FOC moved from 30 November to 2 December 2026."),
        ("2026-12-31", "2027-01-04", "FOC moved from 31 December 2026 to 4 January 2027."),
        (None, "2026-12-08", "FOC date: 8 December 2026."),
        ("2026-12-08", None, "The FOC date of 8 December 2026 no longer stands."),
    ],
)
def test_a_foc_date_says_what_became_of_it(before: str | None, after: str | None, text: str) -> None:
    days = {"foc_date_before": before, "foc_date": after}
    assert said("porting_number.foc_revised", **{name: day for name, day in days.items() if day}) == [text]


def test_a_foc_date_that_stays_on_its_day_says_the_hour() -> None:
    hours = {"foc_at": ["2026-12-08T14:00:00+00:00", "2026-12-08T19:30:00+00:00"]}
    (text,) = said("porting_number.foc_revised", foc_date="2026-12-08", foc_date_before="2026-12-08", changed=hours)
    assert text == "FOC stays on 8 December 2026, at another hour: 8 December 2026, 14:00 UTC before, 8 December 2026, 19:30 UTC now."


def test_a_scheduled_dutch_port_of_half_past_midnight_is_not_told_as_the_day_before() -> None:
    """ "Ported by itself at 4 March 2027, 23:30 UTC" stood beside the FOC date of 5 March."""
    first, then = "2027-03-04T23:30:00+00:00", "2027-03-05T23:30:00+00:00"
    event = "porting_request.perform_scheduled"
    assert said(event, changed={"perform_at": [None, first]}) == ["Ported by itself at 5 March 2027, 00:30 (Europe/Amsterdam)."]
    (moved,) = said(event, changed={"perform_at": [first, then]})
    assert moved == "Ported by itself at 6 March 2027, 00:30 (Europe/Amsterdam); 5 March 2027, 00:30 (Europe/Amsterdam) was set before."
    (dropped,) = said(event, changed={"perform_at": [then, None]})
    assert dropped == "No longer ported by itself; 6 March 2027, 00:30 (Europe/Amsterdam) was set before."


def test_another_hour_of_a_foc_date_is_told_on_the_carriers_clock_and_names_no_other_day() -> None:
    """An evening in Chicago was told as the day after."""
    late = {"foc_at": ["2026-12-15T02:00:00+00:00", "2026-12-15T03:30:00+00:00"]}
    kept = {"foc_date": "2026-12-14", "foc_date_before": "2026-12-14", "foc_zone": "America/Chicago", "changed": late}
    (text,) = said("porting_number.foc_revised", **kept)
    assert text == "FOC stays on 14 December 2026, at another hour: 20:00 (America/Chicago) before, 21:30 (America/Chicago) now."


@pytest.mark.parametrize(
    "entry", [{"expires_at": "2026-11-03T03:33:00+00:00"}, {"changed": {"expires_at": [None, "2026-11-03T03:33:00+00:00"]}}]
)
@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ({"account_zone": "America/New_York"}, "The owner decides by 2 November 2026, 22:32 (America/New_York)."),
        ({}, "The owner decides by 3 November 2026, 03:32 UTC."),
    ],
)
def test_the_time_an_owner_has_ends_on_the_day_its_mail_names(entry: dict[str, Any], zone: dict[str, str], text: str) -> None:
    """The mail said 22:32 of the day before, on the account's clock; the timeline 3:33 of the next day, in UTC."""
    assert said("port_out_request.received", **entry, **zone) == [text]


@pytest.mark.parametrize(
    ("zone", "at"),
    [({"account_zone": "America/New_York"}, "2 November 2026, 22:32 (America/New_York)"), ({}, "3 November 2026, 03:32 UTC")],
)
def test_a_freeze_and_a_lock_end_on_the_day_that_their_letters_name(zone: dict[str, str], at: str) -> None:
    """The letters told the account's clock, the timeline UTC of a freeze and nothing of a lock."""
    assert said("account.contacts_changed", frozen_until="2026-11-03T03:32:10+00:00", **zone) == [
        f"Port-outs are frozen because of it until {at}."
    ]
    assert said("phone_number.unlock_asked", unlocks_at="2026-11-03T03:32:10+00:00", **zone) == [f"Its lock ends at {at}."]


def test_an_answer_due_at_the_end_of_a_day_is_told_with_that_day() -> None:
    """ "Before 5 March 2027, 23:00 UTC" was told, and the mail to an account in Sydney said the 6th."""
    assert said("porting_request.accepted", changed={"answer_due_at": [None, "2027-03-05T23:00:00+00:00"]}) == [
        "The losing carrier answers by 5 March 2027, 23:59 (Europe/Amsterdam)."
    ]


def test_a_scheduled_dutch_port_has_the_day_of_its_losing_carriers_clock() -> None:
    moment = {"perform_at": [None, "2027-03-04T23:30:00+00:00"]}
    assert said("porting_request.perform_scheduled", changed=moment, foc_zone="Europe/London") == [
        "Ported by itself at 4 March 2027, 23:30 (Europe/London)."
    ]


def test_a_release_in_the_last_seconds_of_a_day_is_told_from_the_minute_its_mail_names() -> None:
    moment = {"release_at": [None, "2027-05-20T13:59:30+00:00"]}
    assert said("port_out_request.staff_approved", changed=moment, release_zone="Australia/Sydney") == [
        "Released from 21 May 2027, 00:00 (Australia/Sydney) on."
    ]


@pytest.mark.parametrize(("by", "text"), [("STAFF", "In the words of staff: They were late."), ("CARRIER", "In the carrier's words: ")])
def test_whose_words_a_late_answer_has_is_told(by: str, text: str) -> None:
    """What staff wrote was told as the carrier's words."""
    (told,) = said("porting_number.answered_late", said="They were late.", said_by=by)
    assert told.startswith(text)


def test_another_level_is_told_once_and_in_words() -> None:
    """It said "Changed: level." and "MEMBER before, ADMIN now."."""
    data = {"fields": ["level"], "changed": {"level": ["MEMBER", "ADMIN"]}}
    assert said("user.level_changed", **data) == ["A member before, an administrator now."]
    assert said("user.level_changed", fields=["level", "name"], changed=data["changed"])[0] == "Changed: name."


@pytest.mark.parametrize(
    ("event", "name", "text"),
    [
        ("carrier.changed", "Thames", "Thames."),
        ("carrier.changed", "eir", "eir."),
        ("fee_schedule.set", "the United Kingdom, all numbers", "The United Kingdom, all numbers."),
        ("business_day.set", "US 2026-03-03", "3 March 2026 (the United States)."),
    ],
)
def test_what_becomes_of_the_operators_own_things_says_of_which(event: str, name: str, text: str) -> None:
    """The entry "The carrier was changed." did not say which one."""
    assert said(event, name=name) == [text]


@pytest.mark.parametrize(
    ("number_type", "text"), [(None, "The United Kingdom, all numbers."), ("TOLL_FREE", "The United Kingdom, toll-free numbers.")]
)
def test_a_fee_is_told_by_the_codes_of_its_country_and_its_numbers(number_type: str | None, text: str) -> None:
    """Its entry kept "the United Kingdom, all numbers" as a name, which no other language could be made of."""
    (fact,) = facts("fee_schedule.set", {"country": "GB", "number_type": number_type, "changed": {}})
    assert fact.text == text
    named: Any = fact.named["name"]
    assert (named["code"], named["params"]["country"]["code"]) == ("fee.kind", "country.GB")
    assert named["params"]["numbers"]["code"] == ("fee.any_type" if number_type is None else "number_type.TOLL_FREE")


@pytest.mark.parametrize(
    ("event", "data", "texts"),
    [
        (
            "fee_schedule.changed",
            {"currency": "GBP", "changed": {"amount_minor": [300, 400], "per": ["NUMBER", "REQUEST"]}},
            ["Fee: 4.00 GBP; 3.00 GBP before.", "For: the whole request; each number before."],
        ),
        ("fee_schedule.ended", {"changed": {"valid_until": [None, "2026-12-31"]}}, ["Last day: 31 December 2026."]),
        ("fee_schedule.removed", {"currency": "GBP", "changed": {"amount_minor": [300, None]}}, ["Fee: 3.00 GBP before."]),
        ("fee_schedule.changed", {"changed": {"amount_minor": [300, 400]}}, []),
        (
            "carrier.changed",
            {"changed": {"region": ["GB-ENG", "GB-SCT"], "network_for": [[], ["GB"]], "callback_url": [None, "https://c.example/?token=1"]}},
            ["Region: GB-SCT; GB-ENG before.", "Network carrier of: the United Kingdom.", "Changed: callback URL."],
        ),
        ("carrier.created", {"changed": {"spid": [None, "7421"], "gateway": [None, "MANUAL"]}}, ["SPID: 7421.", "Reached: by hand."]),
        (
            "operator.changed",
            {"changed": {"name": ["Lowlands", "Lowlands Telecom"], "logo_sha256": [None, "0123"], "countries": [["NL"], ["NL", "GB"]]}},
            [
                "Name: Lowlands Telecom; Lowlands before.",
                "Countries it ports in: the Netherlands, the United Kingdom; the Netherlands before.",
                "Changed: logo.",
            ],
        ),
        (
            "business_day.set",
            {"name": "US 2026-03-03", "changed": {"is_business_day": [True, False], "note": [None, "Snow"]}},
            ["3 March 2026 (the United States).", "Business day: no; yes before.", "Note: “Snow”."],
        ),
        (
            "requirement.overridden",
            {"name": "GB GEOGRAPHIC", "changed": {"documents": [None, [{"kind": "LOA"}]], "answer_business_days": [4, 7]}},
            ["GB GEOGRAPHIC.", "Business days to answer: 7; 4 before.", "Changed: documents."],
        ),
        ("reason.worded", {"changed": {"text": ["Old.", "New."]}}, ["Text: “New.”; “Old.” before."]),
        (
            "porting_number.action_required",
            {"codes": ["POSTAL_CODE_MISMATCH", "INVOICE_TOO_OLD"]},
            [
                "Rejected: the postal code is not the one the losing carrier has on record for the service address. "
                "The invoice is too old; a recent one is needed."
            ],
        ),
        (
            "porting_number.marked_not_portable",
            {"codes": ["RATE_CENTER_NOT_PORTABLE"]},
            ["Not portable: numbers of this rate center cannot be ported to the network carrier."],
        ),
        (
            "porting_request.updated",
            {"fields": ["subscriber.service_address.postal_code", "subscriber.service_address.street", "numbers"], "numbers_added": 2},
            ["Changed: postal code, street.", "2 numbers added."],
        ),
        ("porting_request.updated", {"fields": ["numbers"], "numbers_removed": 1}, ["1 number taken out."]),
        (
            "user.level_changed",
            {"fields": ["level"], "changed": {"level": ["MEMBER", "ADMIN"]}},
            ["A member before, an administrator now."],
        ),
        ("porting_request.updated", {"fields": ["extra_fields.LINE_TYPE"]}, ["Changed: LINE TYPE."]),
        ("porting_request.created", {"numbers": 3, "replaces": "PI-2026-000007"}, ["3 numbers.", "Made anew from PI-2026-000007."]),
        ("porting_number.started", {"changed": {"attempt_no": [0, 1]}}, ["Attempt 1."]),
        (
            "porting_number.resubmitted",
            {"changed": {"attempt_no": [1, 2]}, "confirmed": [{"code": "NAME_MISMATCH", "comment": "It is so on the bill"}]},
            ["Confirmed as right: subscriber's name. The comment: It is so on the bill", "Attempt 2."],
        ),
        ("porting_number.profile_assigned", {"configuration": "Main trunk"}, ["Configuration: Main trunk."]),
        ("porting_number.profile_assigned", {}, ["It takes the configuration of its request."]),
        ("phone_number.profile_assigned", {"configuration": "Main trunk"}, ["Configuration: Main trunk."]),
        ("phone_number.profile_assigned", {}, ["No configuration: it rings nowhere."]),
        ("porting_request.blocked", {"code": "27"}, ["Blocking code 27."]),
        ("porting_request.rejected", {"code": "NAME_MISMATCH"}, []),
        (
            "porting_request.losing_carrier_matched",
            {"carrier_id": "019caf10-3180-7553-b1f5-4747bca831ff", "typed": "Grate Plains Tel", "carrier": "Blue Ridge Wireless"},
            ["Typed: Grate Plains Tel; on the list: Blue Ridge Wireless."],
        ),
        (
            "porting_request.losing_carrier_matched",
            {"carrier_before": "Blue Ridge Wireless", "carrier": "Great Plains Telephone"},
            ["On the list: Great Plains Telephone; Blue Ridge Wireless was matched before."],
        ),
        (
            "porting_request.made_ready",
            {"changed": {"first_possible_date": [None, "2026-03-12"], "ready_until": [None, "2026-06-10T22:00:00+00:00"]}},
            ["First possible date: 12 March 2026.", "It can be performed until the end of 10 June 2026."],
        ),
        (
            "porting_request.perform_scheduled",
            {"changed": {"perform_at": ["2026-03-12T08:00:00+00:00", None]}},
            ["No longer ported by itself; 12 March 2026, 09:00 (Europe/Amsterdam) was set before."],
        ),
        ("porting_request.canceled", {"changed": {"perform_at": ["2026-03-12T08:00:00+00:00", None]}}, []),
        ("document.uploaded", {"kind": "LOA", "file_name": "loa.pdf"}, ["Letter of authorization: loa.pdf."]),
        (
            "document.rejected",
            {"kind": "PROOF_OF_ADDRESS", "file_name": "bill.pdf", "fields": ["subscriber.name"]},
            ["Proof of address: bill.pdf.", "To be corrected as well: subscriber's name."],
        ),
        ("port_out_request.rejected", {"code": "PIN_INVALID"}, ["Rejected: the PIN is not the one of this number."]),
        (
            "port_out_request.refused",
            {"code": "ACCOUNT_MISMATCH", "carrier": "OtherTel", "carrier_reference": "PON-1", "guess": False},
            ["OtherTel asked for it: The numbers and the account data given do not belong together."],
        ),
        ("port_out_order.fee_billed", {"fee": {"minor": 1250, "currency": "EUR"}}, ["Port-out fee: 12.50 EUR."]),
        (
            "company_profile.updated",
            {"label": "Head office", "fields": ["emails", "street"]},
            ["Head office.", "Changed: email addresses, street."],
        ),
    ],
)  # fmt: skip
def test_an_entry_tells_its_facts(event: str, data: dict[str, Any], texts: list[str]) -> None:
    assert event in EVENTS
    assert said(event, **data) == texts


TO_CORRECT, HELD_UP = "reasons.to_correct_now", "reasons.held_up"
BTN = "billing telephone number is not the one the losing carrier has for this account."
AT, LATER = "2026-03-12T09:00:00+01:00", "2026-03-13T08:30:00+00:00"


@pytest.mark.parametrize(
    ("event", "data", "told"),
    [
        ("porting_number.foc_confirmed", {"foc_date": "2026-12-08", "override": True}, [
            ("foc_set", "FOC date: 8 December 2026."),
            ("override", "Staff took a date that is past or no business day."),
        ]),
        ("porting_number.foc_confirmed", {"foc_date": "2026-12-08", "flag": "outside business days"}, [
            ("foc_set", "FOC date: 8 December 2026."),
            ("outside_business_days", "The carrier's own date is outside business days."),
        ]),
        ("porting_number.foc_confirmed", {"override": False}, []),
        ("porting_number.foc_revised", {"foc_date": "2026-12-08", "flag": "passed already"}, [
            ("foc_set", "FOC date: 8 December 2026."),
            ("foc_passed", "The carrier's own date had passed already."),
        ]),
        ("porting_request.accepted", {"changed": {"answer_due_at": [None, AT]}}, [
            ("answer_by", "The losing carrier answers by 12 March 2026, 08:59 (Europe/Amsterdam)."),
        ]),
        ("porting_request.delayed", {"changed": {"first_possible_date": ["2026-03-12", "2026-04-01"], "ready_until": [AT, None]}}, [
            ("first_possible.moved", "First possible date moved from 12 March to 1 April 2026."),
        ]),
        ("porting_request.delayed", {"changed": {"first_possible_date": ["2026-03-12", None], "answer_due_at": [AT, None]}}, []),
        ("porting_request.made_ready", {"changed": {"ready_until": [None, "2026-06-10T22:00:01+00:00"]}}, [
            ("window", "It can be performed until the end of 11 June 2026."),
        ]),
        ("port_out_request.amended", {"changed": {"requested_date": ["2026-03-12", "2026-03-13"], "expires_at": [AT, LATER]}}, [
            ("requested.moved", "Requested date moved from 12 to 13 March 2026."),
            ("decide", "The owner decides by 13 March 2026, 08:29 UTC."),
        ]),
        ("port_out_request.received", {"expires_at": AT, "carrier_reference": "PON-1", "carrier_version": 2}, [
            ("carrier_reference", "The gaining carrier's reference: PON-1."),
            ("carrier_version", "The gaining carrier's version of it: 2."),
            ("decide", "The owner decides by 12 March 2026, 07:59 UTC."),
        ]),
        ("port_out_request.approved", {"changed": {"release_at": [None, LATER], "attempt_no": [1, 0]}}, [
            ("released", "Released from 13 March 2026, 08:30 UTC on."),
        ]),
        ("porting_request.perform_scheduled", {"changed": {"perform_at": [None, AT]}}, [
            ("scheduled", "Ported by itself at 12 March 2026, 09:00 (Europe/Amsterdam)."),
        ]),
        ("porting_request.perform_scheduled", {"changed": {"perform_at": [AT, LATER]}}, [
            ("scheduled.moved", "Ported by itself at 13 March 2026, 09:30 (Europe/Amsterdam); "
             "12 March 2026, 09:00 (Europe/Amsterdam) was set before."),
        ]),
        ("porting_request.perform_scheduled", {}, []),
        ("porting_number.rejected", {"code": "63"}, [("blocking_code", "Blocking code 63.")]),
        ("porting_number.rejected", {"code": None}, []),
        ("porting_number.canceled", {"code": "63", "codes": ["NO_CODE_OF_OURS"]}, []),
        ("porting_number.action_required", {"codes": ["PIN_INVALID"]}, [
            ("rejected", "Rejected: the PIN or transfer code was not accepted by the losing carrier."),
        ]),
        ("porting_number.resubmitted", {"confirmed": [{"code": "OTHER", "comment": "Asked"}, {"code": "BTN_MISMATCH", "comment": "No"}]}, [
            ("confirmed.so", "Confirmed as right: something else is wrong; see the comment. The comment: Asked"),
            ("confirmed", "Confirmed as right: billing telephone number. The comment: No"),
        ]),
        ("porting_number.resubmitted", {"confirmed": [{"code": "PIN_INVALID", "comment": "Asked"}]}, [
            ("confirmed", "Confirmed as right: PIN. The comment: Asked"),
        ]),
        ("porting_number.cancellation_rejected", {"codes": ["CARRIER_UNRESPONSIVE", "BTN_MISMATCH"], "words": "Try again."}, [
            (TO_CORRECT, f"To be corrected now: the {BTN} Try again."),
            (HELD_UP, "Holding up the port: the losing carrier has not answered in time, and its answer is still awaited."),
        ]),
        ("document.rejected", {"fields": ["numbers"], "label": ""}, []),
        ("porting_request.created", {"numbers": ["+31201234567"]}, [("numbers", "1 number.")]),
        ("porting_request.blocked", {"numbers": [{"number_id": "x", "code": "63"}]}, []),
        ("porting_request.created", {"numbers": []}, []),
        ("porting_request.concluded", {"outcome": quoted("Two of three.").kept}, [(None, "Two of three.")]),
        ("porting_number.profile_assigned", {"configuration_profile_id": "7"}, []),
        ("porting_number.started", {"configuration": "Main trunk"}, [("configuration", "Configuration: Main trunk.")]),
        ("port_out_order.fee_billed", {"fee": {"minor": 1250, "currency": "JPY"}}, [("fee", "Port-out fee: 1250 JPY.")]),
    ],
)  # fmt: skip
def test_an_entry_tells_each_fact_by_its_code_and_none_that_does_not_stand(
    event: str, data: EntryData, told: list[tuple[str | None, str]]
) -> None:
    found = [(fact.code, fact.text) for fact in facts(event, data)]
    assert found == [(code if code in {TO_CORRECT, HELD_UP} else code and f"fact.{code}", text) for code, text in told]


@pytest.mark.parametrize(
    ("event", "data", "params"),
    [
        ("porting_request.accepted", {"changed": {"answer_due_at": [None, AT]}}, {"at": {"at": "2026-03-12T07:59:00+00:00"}}),
        ("porting_number.foc_withdrawn", {"foc_date_before": "2026-12-08"}, {"day": {"date": "2026-12-08"}}),
        ("porting_request.updated", {"numbers_added": 2}, {"numbers": {"count": 2}}),
        ("port_out_order.fee_billed", {"fee": {"minor": 1250, "currency": "EUR"}}, {"amount": {"minor": 1250, "currency": "EUR"}}),
    ],
)
def test_what_a_fact_names_another_language_can_say(event: str, data: EntryData, params: dict[str, Any]) -> None:
    (fact,) = facts(event, data)
    assert {name: it.named for name, it in fact.params.items() if isinstance(it, Said)} == params


def test_the_hour_on_a_clock_is_the_same_moment_and_a_day_of_another_year_keeps_its_own() -> None:
    hours = {"foc_at": ["2026-12-15T02:00:00+00:00", "2026-12-15T03:30:00+00:00"]}
    days: EntryData = {"foc_date": "2026-12-14", "foc_date_before": "2026-12-14", "foc_zone": "America/Chicago", "changed": hours}
    (fact,) = facts("porting_number.foc_revised", days)
    assert [fact.named[name]["params"] for name in ("day", "before", "after")] == [  # type: ignore[index]
        {"date": "2026-12-14"},
        *({"at": at} for at in hours["foc_at"]),
    ]
    assert said("porting_number.foc_revised", foc_date="2027-12-08", foc_date_before="2026-12-07") == [
        "FOC moved from 7 December 2026 to 8 December 2027."
    ]


@pytest.mark.parametrize(
    ("reason", "told"), [("The PIN is wrong.", "the PIN is wrong."), ("IDs differ.", "IDs differ."), ("FOC gone.", "FOC gone.")]
)
def test_behind_a_colon_an_abbreviation_keeps_its_capitals(reason: str, told: str) -> None:
    assert behind_a_colon([Said("test", {}, reason), quoted("Another.")]).text == f"{told} Another."


def test_behind_a_colon_somebodys_words_stay_as_they_were_written() -> None:
    assert behind_a_colon([quoted("Acme is their name."), quoted("Another.")]).text == "Acme is their name. Another."


def test_a_fact_is_a_sentence_by_code_with_its_days_as_parameters() -> None:
    (moved,) = facts("porting_number.foc_revised", MOVED)
    assert moved.code == "fact.foc_moved"
    kept = json.loads(json.dumps(moved.kept))
    assert {name: day["params"] for name, day in kept["params"].items()} == {
        "before": {"date": "2026-12-08"},
        "after": {"date": "2026-12-10"},
    }
    assert heard(kept) == moved


def decided() -> dict[str, list[list[str]]]:
    """By `subject.event`, the facts of every allowed cell of every grid."""
    found: dict[str, list[list[str]]] = {}
    for lifecycle, grid in read_all().items():
        for row in grid.rows:
            here = situation(lifecycle, row)
            for role, cell in row.cells.items():
                if cell.verdict is not Verdict.ALLOWED:
                    continue
                try:
                    done = decide(LIFECYCLES[lifecycle], row.verb, here.subject, here.asked(role), actor=here.actor(role), now=NOW)
                except Refusal:
                    continue
                kept = cast("EntryData", done.data)
                found.setdefault(str(done.transition.event), []).append([fact.text for fact in facts(done.transition.event, kept)])
    return found


WITH_FACTS = {
    "porting_number.foc_confirmed", "porting_number.foc_revised", "porting_number.foc_withdrawn", "porting_number.action_required",
    "porting_number.marked_not_portable", "porting_number.started", "porting_number.resubmitted", "porting_number.profile_assigned",
    "porting_request.accepted", "porting_request.delayed", "porting_request.made_ready", "porting_request.blocked",
    "porting_request.perform_scheduled", "porting_request.concluded", "port_out_request.rejected", "port_out_request.staff_approved",
    "port_out_request.amended", "port_out_order.fee_billed", "port_out_order.canceled", "document.accepted", "document.rejected",
}  # fmt: skip
"""Where a reader of a history looks for one: a date, a reason, what was sent, what it costs."""


def test_what_the_tables_write_tells_its_facts() -> None:
    found = decided()
    assert {event for event in WITH_FACTS if not any(found[event])} == set()
    for event, cells in found.items():
        for texts in cells:
            assert len(texts) == len(set(texts)), event
            assert not [text for text in texts if "None" in text or "{" in text], event


def test_every_field_that_can_be_changed_has_its_word() -> None:
    named = EVERY_FIELD | {field for kind in (profiles.COMPANY, profiles.CONFIGURATION) for field in kind.fields.one}
    assert named <= WORDS.keys()


def test_from_when_a_dutch_number_can_be_ported_is_told_on_the_clock_of_amsterdam() -> None:
    told = "No moment is set: it can be ported from 16 December 2026, 09:00 (Europe/Amsterdam) on."
    assert said("porting_number.ready", possible_from="2026-12-16") == [told]


def test_numbers_that_stay_are_told_with_why() -> None:
    groups = [
        {"numbers": ["+12127360001"], "why": quoted("It is not ours.").kept},
        {"numbers": ["+12127360002", "+12127360003"], "why": THE_OPERATOR.said().kept},
    ]
    assert said("porting_request.resubmitted", stay=groups) == [
        "Refused for 1 number: It is not ours.",
        "Refused for 2 numbers: the operator",
    ]


def test_what_holds_a_number_up_without_a_rejection_is_not_told_as_one() -> None:
    (told,) = said("porting_number.action_required", codes=["CARRIER_UNRESPONSIVE"])
    assert told.startswith("Held up: ")
