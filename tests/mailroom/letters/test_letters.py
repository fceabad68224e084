"""What a letter says, in which order, and that nothing in it can break out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from portico.domain.lifecycle import AnyLifecycle
from portico.domain.tables import LIFECYCLES
from portico.domain.words import mails
from portico.domain.words.mails import spoken_money
from portico.mailroom.letters import letters
from portico.mailroom.letters.letters import Letter
from portico.mailroom.letters.spoken import first_moment, last_moment, moment
from tests.mailroom.letters.test_catalogue import ORDER


def happened(event: str, number: str | None = None, before: str | None = None, after: str | None = None, **more: Any) -> dict[str, Any]:
    known = {"number": number} if number else {}
    return {"event": event, "subject": event.partition(".")[0], "from": before, "to": after, **known, **more}


def render(*happenings: dict[str, Any], lead: int = 0, **order: Any) -> Letter:
    return letters.render({"order": ORDER | order, "happenings": list(happenings), "lead": lead}, base_url="https://port.example")


FOC = "2026-11-24T13:00:00+00:00"


def foc(number: str, at: str = FOC) -> dict[str, Any]:
    return happened("porting_number.foc_confirmed", number, "IN_PROCESS", "FOC_DATE_SET", foc_at=at)


@pytest.mark.parametrize("lifecycle", LIFECYCLES.values(), ids=LIFECYCLES)
def test_a_letter_calls_every_status_as_its_table_and_the_screens_do(lifecycle: AnyLifecycle) -> None:
    """A number that was prepared and taken out again was "Provisioned → Removed", a paper sent back "Uploaded → Rejected"."""
    every = [None, *lifecycle.statuses]
    for before, after in pairwise(every):
        told = {"subject": lifecycle.subject, "from": before and before.value, "to": after and after.value}
        named = [lifecycle.words_of(status).text for status in (before, after) if status]
        assert letters.change_of_status(told, "en") == " → ".join(named)


def test_a_number_that_is_prepared_is_not_called_by_the_name_of_the_enum() -> None:
    letter = render(happened("phone_number.removed", "+12125550142", "PROVISIONED", "REMOVED"))
    assert "Prepared → Removed" in letter.text
    assert "Provisioned" not in letter.text + letter.html


def test_a_chicago_foc_late_in_the_evening_is_that_day_everywhere_in_the_letter() -> None:
    letter = render(foc("+13125550142", "2026-12-15T02:00:00+00:00"), foc_zone="America/Chicago")
    assert letter.subject == "PI-2026-000042: FOC date for +1 312-555-0142: 14 December 2026"
    assert "FOC date: Monday 14 December 2026, 20:00 (America/Chicago)\n" in letter.text
    assert "15 December" not in letter.text + letter.html


def test_a_foc_date_is_told_on_the_losing_carriers_clock_with_the_accounts_hour_on_the_same_day() -> None:
    letter = render(foc("+12125550142"), foc_zone="America/New_York")
    assert "FOC date: Tuesday 24 November 2026, 08:00 (America/New_York), 14:00 (Europe/Amsterdam)" in " ".join(letter.text.split())


def test_the_moment_of_a_dutch_port_has_the_day_of_its_foc_date_also_where_the_account_is_a_day_behind() -> None:
    """ "Thursday 4 March 2027, 18:30 (America/New_York), 23:30 UTC" stood beside the FOC date of 5 March."""
    at: dict[str, Any] = {"perform_at": "2027-03-04T23:30:00+00:00", "time_zone": "America/New_York", "foc_zone": "Europe/Amsterdam"}
    moved = happened("porting_request.perform_scheduled", way="moved", perform_before="2027-03-05T10:00:00+00:00")
    letter = " ".join(render(moved, **at).text.split())
    assert "Ported by itself: Friday 5 March 2027, 00:30 (Europe/Amsterdam)" in letter
    assert "Moment that no longer stands: Friday 5 March 2027, 11:00 (Europe/Amsterdam), 05:00 (America/New_York)" in letter
    assert "4 March" not in letter
    assert render(happened("porting_request.window_closing", way="scheduled"), **at).subject.endswith("Ported by itself on 5 March 2027")


def test_a_dutch_window_ends_on_the_day_of_the_timeline_also_where_the_account_is_a_day_ahead() -> None:
    """In Sydney it was the 11th, 07:59; the timeline said "until the end of 10 June"."""
    at: dict[str, Any] = {
        "ready_until": "2027-06-10T22:00:00+00:00",
        "answer_due_at": "2027-03-10T23:00:00+00:00",
        "time_zone": "Australia/Sydney",
    }
    letter = render(happened("porting_request.window_closing"), **at)
    assert "Window open until: Thursday 10 June 2027, 23:59 (Europe/Amsterdam)\n" in letter.text
    assert "10 June 2027" in letter.subject
    assert "11 June" not in letter.subject + letter.text + letter.html
    asked = render(happened("porting_request.accepted"), **at, flow="NL").text
    assert "Losing carrier answers by: Wednesday 10 March 2027, 23:59 (Europe/Amsterdam)\n" in asked


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ({"release_zone": "Australia/Sydney"}, "Thursday 20 May 2027, 09:00 (Australia/Sydney)\n"),
        ({}, "Wednesday 19 May 2027, 19:00 (America/New_York), 23:00 UTC\n"),
    ],
)
def test_a_release_has_the_day_of_the_timeline_in_its_mail(zone: dict[str, str], text: str) -> None:
    """ "Wednesday 19 May 2027, 19:00 (America/New_York)" stood in the mail, and 20 May, 09:00 in the timeline."""
    at: dict[str, Any] = {"release_at": "2027-05-19T23:00:00+00:00", "time_zone": "America/New_York"}
    letter = render(happened("port_out_request.staff_approved", **zone), **at).text
    assert f"Released from: {text}" in " ".join(letter.split(" "))


def test_a_letter_owed_before_the_losing_carriers_zone_was_kept_takes_the_accounts() -> None:
    letter = render(foc("+12125550142"))
    assert letter.subject == "PI-2026-000042: FOC date for +1 212-555-0142: 24 November 2026"
    assert "In process → FOC date set" in letter.text
    assert "FOC date: Tuesday 24 November 2026, 14:00 (Europe/Amsterdam)\n" in letter.text
    assert "two days before their FOC date" in " ".join(letter.text.split())
    assert "https://port.example/porting-requests/preq_01hw3v5m1r8e3v9x0z2c4b6n8m" in letter.text


@pytest.mark.parametrize(("lead", "subject"), [(0, "Ported in three days: 2 numbers"), (2, "unless canceled: +1 212-555-0143")])
def test_a_subject_counts_no_number_of_which_its_words_are_untrue(lead: int, subject: str) -> None:
    """`Ported in three days: 3 numbers` was said where the port of one was about to be canceled."""
    near = [happened("porting_number.foc_in_three_days", f"+1212555014{n}", *["FOC_DATE_SET"] * 2, foc_at=FOC) for n in (1, 2)]
    pending = happened("porting_number.foc_in_three_days", "+12125550143", *["CANCELLATION_PENDING"] * 2, foc_at=FOC)
    letter = render(*near, pending, lead=lead)
    assert f"{subject}, 24 November 2026" in letter.subject
    assert "+1 212-555-0143\n    A reminder: this port is in three days if the cancellation is rejected." in letter.text


@pytest.mark.parametrize(("code", "whose"), [("NUMBER_INACTIVE", "2 numbers"), ("FOC_EXPIRED", "+1 212-555-0141")])
def test_a_subject_of_a_refusal_counts_no_number_that_is_held_up_otherwise(code: str, whose: str) -> None:
    def held(number: str, named: str) -> dict[str, Any]:
        return happened("porting_number.action_required", number, "IN_PROCESS", "ACTION_REQUIRED", codes=[named], way="ours")

    letter = render(held("+12125550141", "NUMBER_NOT_PORTABLE"), held("+12125550142", code))
    assert letter.subject.endswith(f"Order for {whose} not accepted as it is")


def test_numbers_to_which_the_same_happened_stand_together_in_their_order() -> None:
    letter = render(foc("+12125550142"), foc("+12125550143"), foc("+12125550150", "2026-11-25T13:00:00+00:00"), foc("+12125550141"))
    assert letter.subject.endswith("FOC date for 4 numbers: several dates")
    assert "+1 212-555-0142, +1 212-555-0143, +1 212-555-0141\n    FOC date: Tuesday 24 November 2026" in letter.text
    assert letter.text.index("0142") < letter.text.index("0150")


def test_what_numbers_with_different_dates_have_in_common_is_said_once() -> None:
    """The sentence was repeated for each date."""
    first, second = foc("+12125550142"), foc("+12125550150", "2026-11-25T13:00:00+00:00")
    letter = render(first, second)
    for text in (letter.text, letter.html):
        assert text.count("The losing carrier confirmed the date") == text.count("In process → FOC date set") == 1
        assert text.index("The losing carrier confirmed") < text.index("555-0142") < text.index("555-0150")
    assert "\nIn process → FOC date set\nThe losing carrier confirmed" in letter.text, "it is so of every number of the letter"


def test_what_only_some_numbers_have_in_common_names_them() -> None:
    first, second = foc("+12125550142"), foc("+12125550150", "2026-11-25T13:00:00+00:00")
    other = happened("porting_number.resubmitted", "+12125550160", "ACTION_REQUIRED", "IN_PROCESS")
    text = render(first, second, other).text
    assert "+1 212-555-0142, +1 212-555-0150\n    In process → FOC date set\n    The losing carrier confirmed" in text
    assert "+1 212-555-0150\n    FOC date: Wednesday 25 November 2026" in text
    assert "+1 212-555-0160\n    Action required → In process" in text


def test_a_number_with_nothing_of_its_own_stands_where_the_common_sentence_is() -> None:
    first, second = (happened("porting_number.completed", f"+121255501{place}", "FOC_DATE_SET", "COMPLETED") for place in (41, 42))
    text = render(first, {**second, "configuration": "Main trunk"}).text
    assert "+1 212-555-0141, +1 212-555-0142\n    FOC date set → Completed\n" in text
    assert text.count("+1 212-555-0141") == 1
    assert "+1 212-555-0142\n    Configuration: Main trunk" in text


def test_a_reason_of_one_number_stands_with_it_and_a_common_one_in_front() -> None:
    def held(number: str, words: str) -> dict[str, Any]:
        return happened("porting_number.action_required", number, "IN_PROCESS", "ACTION_REQUIRED", codes=["NAME_MISMATCH"], reason=words)

    text = render(held("+12125550141", "Acme Ltd."), held("+12125550142", "Acme plc")).text
    assert text.count("* The subscriber's name is not spelled") == 1
    assert "+1 212-555-0141\n    Reason: Acme Ltd." in text
    assert "+1 212-555-0142\n    Reason: Acme plc" in text


def test_what_happened_to_a_number_at_once_is_told_in_one_place() -> None:
    provisioned = happened("porting_number.provisioned", "+12125550142", "FOC_DATE_SET", "FOC_DATE_SET", foc_at=FOC)
    letter = render(foc("+12125550142"), provisioned)
    assert letter.text.count("+1 212-555-0142") == 2, "in the title and once below"
    assert letter.text.count("FOC date: Tuesday") == 1
    assert "What you need to do\n    Set up your application" in letter.text
    assert "We add numbers to your inventory" not in letter.text, "it has just been added"


def test_a_correction_names_every_code_in_words_and_what_staff_wrote() -> None:
    letter = render(
        happened(
            "porting_number.action_required",
            "+442079460123",
            "IN_PROCESS",
            "ACTION_REQUIRED",
            codes=["NAME_MISMATCH", "INVOICE_TOO_OLD"],
            reason="The invoice says Acme Ltd.",
        )
    )
    text = " ".join(letter.text.split())
    assert "* The subscriber's name is not spelled as the losing carrier has it on record." in text
    assert "* The invoice is too old; a recent one is needed." in text
    assert "Reason: The invoice says Acme Ltd." in text
    assert "What you need to do" in text


def test_a_reason_given_for_the_request_is_not_repeated_at_each_number() -> None:
    reason = "The papers are of another company."
    rejected = happened("porting_request.rejected", None, "REQUESTED", "REJECTED", reason=reason)
    numbers = [happened("porting_number.rejected", f"+3120123456{n}", "PENDING", "NOT_PORTABLE", reason=reason) for n in range(3)]
    letter = render(rejected, *numbers)
    assert letter.text.count(reason) == 1
    assert letter.subject == "PI-2026-000042: Request rejected"


def test_nothing_a_person_wrote_is_taken_for_markup_or_template() -> None:
    evil = '<script>alert(1)</script> {{ 7 * 7 }} {foc} "&'
    letter = render(
        happened("porting_number.canceled", "+31201234567", "PENDING", "CANCELED", reason=evil), name=evil, account=evil, profile=evil
    )
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "{{ 7 * 7 }} {foc}" in letter.text
    assert "49" not in letter.text


def test_a_name_cannot_fill_a_gap_of_the_subject() -> None:
    letter = render(happened("carrier.submit", "+31201234567"), carrier="{numbers} {foc}")
    assert letter.subject == "PI-2026-000042: Submit +31 20 123 4567 to {numbers} {foc}"


def test_control_characters_do_not_reach_the_subject() -> None:
    letter = render(happened("carrier.perform"), carrier="A\r\nBcc: x@y\x07\u2028B")
    assert letter.subject == "PI-2026-000042: Have A Bcc: x@y B perform the porting"


def test_a_port_out_tells_who_asks_for_what_until_when_and_what_silence_means() -> None:
    received = happened("port_out_request.received", None, None, "ACTION_REQUIRED")
    letter = render(received, kind="port_out_request", id="pout_1", reference="PO-2026-000007", numbers=["+31201230001", "+31201230002"])
    assert letter.subject == "PO-2026-000007: Another carrier asks for your numbers"
    for line in (
        "Gaining carrier: OtherTel",
        "Requested date: 20 October 2026",
        "Decide by: Monday 12 October 2026, 09:59 (Europe/Amsterdam), 07:59 UTC",
        "If nobody decides: the request expires and nothing is ported",
        "The 2 numbers\n    +31 20 123 0001, +31 20 123 0002",
        "https://port.example/port-out-requests/pout_1",
    ):
        assert line in letter.text


def test_a_thousand_numbers_stay_readable() -> None:
    letter = render(*[foc(f"+1212555{n:04d}") for n in range(1000)])
    assert letter.subject.endswith("FOC date for 1000 numbers: 24 November 2026")
    assert max(map(len, letter.text.splitlines())) <= 100
    assert letter.text.count("+1 212-555-") == 1000


@pytest.mark.parametrize(
    ("text", "zone", "spoken"),
    [
        ("2026-07-01T12:00:00+00:00", "UTC", "Wednesday 1 July 2026, 12:00 (UTC)"),
        ("2026-07-01T12:00:00+02:00", "America/New_York", "Wednesday 1 July 2026, 06:00 (America/New_York), 10:00 UTC"),
        ("2026-12-31T23:30:00+00:00", "Europe/Amsterdam", "Friday 1 January 2027, 00:30 (Europe/Amsterdam), 31 December 2026, 23:30 UTC"),
        ("2026-07-01T12:00:00+00:00", "Mars/Olympus", "Wednesday 1 July 2026, 12:00 (UTC)"),
    ],
)
def test_an_instant_names_its_zone(text: str, zone: str, spoken: str) -> None:
    assert moment(text, zone) == spoken


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(1250, "EUR", "12.50 EUR"), (5, "USD", "0.05 USD"), (-1500, "USD", "-15.00 USD"), (900, "JPY", "900 JPY"), (1500, "KWD", "1.500 KWD")],
)
def test_money_is_written_from_minor_units(minor: int, currency: str, text: str) -> None:
    assert spoken_money(minor, currency) == text


@pytest.mark.parametrize(
    ("interval", "sentence"),
    [
        ({"least": 5, "most": 7, "unit": "BUSINESS_DAYS"}, "Such a port typically takes 5 to 7 business days."),
        ({"least": None, "most": 45, "unit": "BUSINESS_DAYS"}, "Such a port typically takes up to 45 business days."),
        ({"least": 1, "most": 1, "unit": "CALENDAR_DAYS"}, "Such a port typically takes 1 day."),
        (None, ""),
    ],
)
def test_how_long_a_port_takes_is_what_its_country_says_and_nothing_where_that_is_unknown(
    interval: dict[str, Any] | None, sentence: str
) -> None:
    letter = render(happened("porting_number.handed_over", "+4930123456", "IN_PROCESS", "IN_PROCESS"), interval=interval)
    text = " ".join(letter.text.split())
    assert f"There is nothing for you to do. {sentence}" in text
    assert ("typically" in text) is bool(sentence)


@pytest.mark.parametrize(
    ("deadline", "last"),
    [
        ("2027-01-10T23:00:00+00:00", "Sunday 10 January 2027, 23:59 (Europe/Amsterdam), 22:59 UTC"),
        ("2026-10-12T08:00:00+00:00", "Monday 12 October 2026, 09:59 (Europe/Amsterdam), 07:59 UTC"),
        ("2026-10-12T08:00:30+00:00", "Monday 12 October 2026, 10:00 (Europe/Amsterdam), 08:00 UTC"),
    ],
)
def test_a_deadline_is_told_by_the_last_minute_in_which_one_can_act(deadline: str, last: str) -> None:
    assert moment(last_moment(deadline), "Europe/Amsterdam") == last


@pytest.mark.parametrize(
    ("opens", "first"),
    [
        ("2026-10-12T08:00:00+00:00", "Monday 12 October 2026, 10:00 (Europe/Amsterdam), 08:00 UTC"),
        ("2026-10-12T08:00:00.000001+00:00", "Monday 12 October 2026, 10:01 (Europe/Amsterdam), 08:01 UTC"),
        ("2026-10-12T08:00:59+00:00", "Monday 12 October 2026, 10:01 (Europe/Amsterdam), 08:01 UTC"),
        ("2027-01-10T22:59:30+00:00", "Monday 11 January 2027, 00:00 (Europe/Amsterdam), 10 January 2027, 23:00 UTC"),
    ],
)
def test_what_can_be_done_again_from_a_moment_on_is_told_by_the_first_minute_in_which_it_can(opens: str, first: str) -> None:
    """ "You can ask again from 15:03 UTC on" was refused until 15:03:59."""
    assert moment(first_moment(opens), "Europe/Amsterdam") == first


def test_where_a_number_in_service_rings_is_set_in_the_inventory() -> None:
    """Letters asked for a comment on the request, as if customers could not do it themselves."""
    texts = [wording.next for place, wording in mails.ENGLISH.items() if place.startswith("porting_number.") and wording.next]
    assert not [text for text in texts if "where calls are to go" in text]
    assert "inventory" in mails.ENGLISH["porting_number.completed/unconfigured"].next
    assert "inventory" in mails.ENGLISH["porting_number.profile_missing/today"].next


def test_a_letter_that_was_owed_before_it_had_ways_is_still_written() -> None:
    letter = render(happened("porting_request.perform_scheduled", None, "READY_TO_BE_PORTED", "READY_TO_BE_PORTED"))
    assert "Ported by itself: Tuesday 20 October 2026" in letter.text
    assert render(happened("porting_request.window_closing"), perform_at=None).subject.endswith("by 10 January 2027")


def test_a_change_of_status_is_told_in_the_language_of_its_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was told in English in whatever letter."""
    assert mails.SAID_IN.keys() == mails.CATALOGUES.keys()
    monkeypatch.setattr(mails, "SAID_IN", {"xx": lambda said: said.text.lower()})
    happening = happened("porting_number.started", "+13125550100", "PORTABLE", "IN_PROCESS")
    assert letters.change_of_status(happening, "xx") == "portable → in process"
