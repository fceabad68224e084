"""Every letter of every lifecycle, as its receiver gets it: nothing is missing, doubled or asked in vain. (`make letters` prints them.)"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from portico.domain.events import Happening
from portico.domain.statuses import Role
from portico.domain.tables import LIFECYCLES
from portico.domain.words import mails, notices
from tests.letters.__main__ import main
from tests.letters.driving import letters_of, letters_of_verbs
from tests.letters.notices import every_notice
from tests.letters.printing import Printed, write
from tests.letters.stories import a_dutch_port_performed, papers_and_comments, port_outs

NEVER_OWED = {Happening.PORTING_REQUEST_CREATED}
"""What has its words and no letter: drafts are told to nobody."""
ONLY_WITHIN = {
    *(f"porting_number.{told}" for told in ("submitted", "in_process", "ready", "rejected")),
    *("phone_number.removed", "port_out_order.fee_billed", "port_out_order.canceled"),
}
"""What never has a letter of its own: it follows, and stands in the letter about what it follows."""


def parts(letter: Printed) -> list[list[str]]:
    """The paragraphs of a letter with their lines; numbers to which the same happened are one paragraph."""
    body = letter.letter.text.partition("See the request:")[0]
    return [[" ".join(line.split()) for line in part.splitlines()] for part in body.split("\n\n") if part.strip()]


def doubled(lines: Iterable[str]) -> list[str]:
    return [line for line, times in Counter(lines).items() if times > 1 and len(line.split()) > 3]


def check(found: Iterable[Printed]) -> None:
    for one in found:
        of_numbers = [part for part in parts(one) if part[0].startswith("+")]
        of_the_order = [line for part in parts(one) if part not in of_numbers for line in part]
        assert [doubled(part) for part in of_numbers if doubled(part)] == [], one.text
        assert doubled(of_the_order) == [], one.text
        said = " ".join(line for part in parts(one) for line in part if not line.startswith("Code: "))
        assert not re.search(r"[{}]|\bNone\b|\b[A-Z]{3,}_[A-Z]", said), one.text
        assert not re.search(r"(until|by|before): [^:]*00:00 \(", said), "a deadline is named by its last minute"
        assert not one.letter.subject.endswith((" ", ":", ",")), one.text


async def test_the_letters_of_a_few_lives_say_everything_once(tmp_path: Path) -> None:
    found = await letters_of(tmp_path, papers_and_comments, a_dutch_port_performed, port_outs)
    check(found)
    assert {"document.rejected", "porting_request.performed", "port_out_request.staff_approved", "carrier.outcome"} <= {
        one.event for one in found
    }
    assert write(found, tmp_path / "letters") == len(list((tmp_path / "letters").glob("*.txt"))) == len(found)


def test_letters_about_people_and_accounts_are_printed_too() -> None:
    """`make letters` had none about second factors, exports, invitations and webhook endpoints: nobody read them."""
    found = every_notice()
    assert {one.event for one in found} == set(notices.ENGLISH)
    for one in found:
        assert not re.search(r"[{}]|\bNone\b|\b[A-Z]{3,}_[A-Z]|\. \.|  +\S", one.letter.text), one.text
        assert doubled(line for part in parts(one) for line in part) == [], one.text


async def test_staff_are_not_asked_to_tell_a_carrier_what_they_only_recorded_for_it(tmp_path: Path) -> None:
    told = (("port_out_request", "withdraw"), ("port_out_request", "complete"), ("port_out_request", "staff_reject"))
    asked = [line for one in await letters_of_verbs(tmp_path, told) if one.event.startswith("carrier.") for line in one.about]
    assert asked, "what the operator does itself is told"
    assert {line.split()[0] for line in asked} == {"staff_reject"}


@pytest.mark.parametrize("subject", ["porting_request", "porting_number"])
async def test_what_a_carrier_answers_by_letter_is_no_task_for_staff(tmp_path: Path, subject: str) -> None:
    """Whatever staff record of it: a date, a delay, a refusal, a hand-over, the port itself."""
    its = {(subject, row.verb) for row in LIFECYCLES[subject].transitions if row.whose is Role.CARRIER}
    assert len(its) >= 3
    found = await letters_of_verbs(tmp_path, sorted(its))
    assert [one.about for one in found if one.event.startswith("carrier.")] == []


def test_make_letters_prints_every_letter_of_every_lifecycle_and_each_says_everything_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ended in a KeyError: what an approval in part split off has letters, and belonged to no order that was noted."""
    found = main(tmp_path)
    check(found)
    events = {re.split("[:/]", key)[0] for key in mails.ENGLISH}
    assert events - {one.event for one in found} == {*NEVER_OWED, *ONLY_WITHIN}
    assert capsys.readouterr().out == f"{len(found)} letters in {tmp_path}\n"
    assert len(list(tmp_path.glob("*.html"))) == len(found)
