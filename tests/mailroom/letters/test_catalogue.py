"""The words for every event: a new transition without wording fails here, and so does one that reads badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from portico.domain.events import JOURNALED_ONLY, Happening
from portico.domain.grammar import AnyRow
from portico.domain.reasons import ReasonCode
from portico.domain.tables import LIFECYCLES
from portico.domain.words import mails, notices
from portico.domain.words.mails import Audience, Wording
from portico.mailroom.letters import letters

TASKS = ("carrier.submit", "carrier.cancel", "carrier.perform", "carrier.outcome", "carrier.snapback")
OPERATIONS = [str(event) for event in Happening if event not in JOURNALED_ONLY and event not in TASKS and event not in notices.TOLD_AS]
"""What operations and the clock tell without a transition, in a letter about an order."""

ORDER: dict[str, Any] = {
    "kind": "porting_request",
    "id": "preq_01hw3v5m1r8e3v9x0z2c4b6n8m",
    "reference": "PI-2026-000042",
    "name": "Office Utrecht",
    "status": "IN_PROGRESS",
    "account": "Acme Telecom",
    "time_zone": "Europe/Amsterdam",
    "profile": "Acme NL",
    "carrier": "KPN",
    "gaining_carrier": "OtherTel",
    "carrier_reference": "PON-7",
    "answer_due_at": "2026-10-12T21:59:00+00:00",
    "first_possible_date": "2026-10-12",
    "ready_until": "2027-01-10T23:00:00+00:00",
    "perform_at": "2026-10-20T08:00:00+00:00",
    "expires_at": "2026-10-12T08:00:00+00:00",
    "requested_date": "2026-10-20",
    "release_at": "2026-10-20T00:00:00+00:00",
    "on_deadline": "EXPIRE",
    "reject_reason": "The PIN is not the one of this number.",
    "reject_code": "PIN_INVALID",
    "outcome": "3 of 4 numbers ported, 1 not portable.",
    "blocking_code": "27",
    "fee": {"minor": 1250, "currency": "EUR"},
}


def told() -> Iterator[tuple[str, str | None]]:
    """(event, status reached) of every told row of every lifecycle; each status a branch can choose."""
    for lifecycle in LIFECYCLES.values():
        for row in lifecycle.transitions:
            if row.told:
                yield from ((row.event, str(target)) for target in row.targets)
                if not row.targets:
                    yield row.event, None


TOLD = sorted(set(told()), key=str) + [(event, None) for event in OPERATIONS]


@pytest.mark.parametrize(("event", "status"), TOLD)
@pytest.mark.parametrize("locale", mails.CATALOGUES)
def test_every_told_event_has_its_words(event: str, status: str | None, locale: str) -> None:
    wording = mails.wording(event, status, locale)
    assert wording.sentence, f"{event} → {status} has no wording in {locale}"
    assert wording.subject
    assert set(wording.details) <= mails.LABELS[locale].keys()


def test_a_branch_is_worded_for_each_end_it_can_come_to() -> None:
    def ends(row: AnyRow) -> set[Wording]:
        return {mails.wording(row.happened(target), str(target)) for target in row.targets}

    for lifecycle in LIFECYCLES.values():
        for row in lifecycle.transitions:
            if row.told and len(row.targets) > 1:
                assert len(ends(row)) == len(row.targets), row.event


def test_every_task_owed_to_a_carrier_is_worded_for_staff() -> None:
    owed = {row.owes for lifecycle in LIFECYCLES.values() for row in lifecycle.transitions if row.owes} | {"outcome"}
    for task in owed:
        assert mails.wording(f"carrier.{task}", None).to is Audience.STAFF


def test_no_wording_is_left_of_an_event_that_is_gone() -> None:
    events = {event for event, _ in TOLD} | set(TASKS)
    for catalogue in mails.CATALOGUES.values():
        assert {re.split("[:/]", key)[0] for key in catalogue} == events


def test_the_other_languages_word_the_same() -> None:
    for table in (mails.CATALOGUES, mails.LABELS, mails.VALUES):
        keys = {locale: set(words) for locale, words in table.items()}
        assert len({frozenset(found) for found in keys.values()}) == 1
        assert keys.keys() == mails.CATALOGUES.keys()
    for locale in mails.CATALOGUES:
        assert {path.name for path in (letters.TEMPLATES / locale).iterdir()} == {"letter.txt", "letter.html"}


def test_port_ins_go_to_the_profile_too_and_all_else_to_the_account() -> None:
    for event, status in TOLD:
        wording = mails.wording(event, status)
        if event in {"porting_number.foc_overdue", "port_out_request.stalled"}:
            assert wording.to is Audience.STAFF
        else:
            no_port_in = event.partition(".")[0] in {"port_out_request", "port_out_order", "snapback", "internal_move"}
            assert wording.to is (Audience.ACCOUNT_CONTACTS if no_port_in else Audience.PORTING_CONTACTS)


def test_the_reason_that_somebody_gave_stands_in_the_letter() -> None:
    stays = {"from": "REQUESTED", "to": "REQUESTED"}
    happened = {"event": "document.rejected", "subject": "document", "reason": "A new file.", **stays}
    letter = letters.render({"order": ORDER, "happenings": [happened], "lead": 0}, base_url="https://port.example")
    assert letter.subject == "PI-2026-000042: Document cannot be used"
    assert "Reason: A new file." in letter.text


@pytest.mark.parametrize("event", sorted(JOURNALED_ONLY))
def test_what_nobody_is_written_about_has_no_words(event: Happening) -> None:
    with pytest.raises(KeyError):
        mails.wording(event, None)


@pytest.mark.parametrize(("event", "status"), TOLD)
def test_the_letter_about_every_event_reads_well(event: str, status: str | None) -> None:
    subject = event.partition(".")[0]
    number = {"number": "+31201234567", "foc_at": "2026-11-24T13:00:00+00:00"} if subject in {"porting_number", "phone_number"} else {}
    more = {"codes": [str(code) for code in ReasonCode]} if event.endswith("action_required") else {"document": "LOA, loa.pdf"}
    happened = {"event": event, "subject": subject, "from": None, "to": status, **number, **more}
    kind = {"kind": "port_out_request", "numbers": ["+31201234567"]} if event.startswith("port_out_") else {}
    letter = letters.render({"order": ORDER | kind, "happenings": [happened], "lead": 0}, base_url="https://port.example")
    for text in (letter.subject, letter.text, letter.html):
        assert not re.search(r"[{}]|None$|None<|_at\b|[A-Z]{3,}_[A-Z]", text, re.MULTILINE), text
    assert "\n" not in letter.subject
    assert len(letter.subject) < 120
    assert all(len(line) <= letters.WIDTH or "https://" in line for line in letter.text.splitlines())
    assert "\n\n\n" not in letter.text
    assert "[object" not in letter.html
