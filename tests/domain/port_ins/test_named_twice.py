"""What names a thing twice, or a thing of something else, is told at that entry; what a code says is not said beside it once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from portico.domain.lifecycle import decide
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import ConfirmedReason, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import Block, BlockedNumber, RejectRequest
from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PORT_IN, PORT_OUT, PortOutRejectCode, ReasonCode
from portico.domain.refusals import InvalidInput
from portico.domain.tables import LIFECYCLES
from tests.domain.lifecycles.grid import read_all
from tests.domain.moments import NOW
from tests.domain.situations import CAST, situation

GRIDS = read_all()
NAME, PIN, OTHER = ReasonCode.NAME_MISMATCH, ReasonCode.PIN_INVALID, ReasonCode.OTHER
OWN, FOREIGN = UUID(int=20), UUID(int=99)


def view(lifecycle: str, verb: str, status: str, flow: str = "STANDARD") -> Any:
    row = next(row for row in GRIDS[lifecycle].rows if (row.verb, row.status, row.flow or flow) == (verb, status, flow))
    return situation(lifecycle, row).subject


def refused(lifecycle: str, verb: str, subject: Any, asked: object, actor: Any = CAST.agent) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        decide(LIFECYCLES[lifecycle], verb, subject, asked, actor=actor, now=NOW)
    return [(problem.path, problem.code) for problem in caught.value.fields]


@pytest.mark.parametrize(
    ("verb", "status"), [("require_action", "IN_PROCESS"), ("mark_not_portable", "PENDING"), ("mark_not_portable", "IN_PROCESS")]
)
def test_a_reason_code_that_is_named_twice_is_refused_where_it_stands(verb: str, status: str) -> None:
    """One mail said the same reason twice."""
    number = view("porting_number", verb, status)
    assert refused("porting_number", verb, number, NameReasons([NAME, PIN, NAME, NAME])) == [
        ("codes.2", "DUPLICATE"),
        ("codes.3", "DUPLICATE"),
    ]


def test_a_field_that_is_named_twice_with_a_paper_is_refused_where_it_stands() -> None:
    paper = view("document", "reject", "UPLOADED")
    fields = ["subscriber.name", "subscriber.btn", "subscriber.name"]
    assert refused("document", "reject", paper, RejectDocument("Blurred.", fields)) == [("fields.2", "DUPLICATE")]


def test_confirming_what_was_not_raised_or_twice_is_refused_where_it_stands() -> None:
    """It was told as "Confirmed as right" of a reason that the number never had."""
    number = view("porting_number", "resubmit", "ACTION_REQUIRED")
    asked = Resubmit([ConfirmedReason(PIN, "Checked."), ConfirmedReason(NAME, "Checked."), ConfirmedReason(NAME, "Checked again.")])
    found = refused("porting_number", "resubmit", number, asked, CAST.member)
    assert found == [("confirmed.0.code", "NOT_RAISED"), ("confirmed.2.code", "DUPLICATE")]


def test_a_number_takes_of_what_is_confirmed_for_several_only_its_own() -> None:
    number = replace(view("porting_number", "resubmit", "ACTION_REQUIRED"), raised_beside=frozenset({NAME.value, PIN.value}))
    asked = Resubmit([ConfirmedReason(PIN, "As on the card."), ConfirmedReason(NAME, "As on the bill.")])
    found = decide(LIFECYCLES["porting_number"], "resubmit", number, asked, actor=CAST.member, now=NOW)
    own = [{"code": "NAME_MISMATCH", "comment": "As on the bill."}]
    assert (found.changes["reasons_confirmed"], found.data["confirmed"]) == (own, own)


def test_a_block_that_names_a_number_of_another_request_or_one_twice_is_refused_where_it_stands() -> None:
    """It was taken, and the reason was lost."""
    request = view("porting_request", "block", "IN_PROGRESS", "NL")
    own, foreign = BlockedNumber(OWN, "63", "Not ours."), BlockedNumber(FOREIGN, "63", "Not ours.")
    found = refused("porting_request", "block", request, Block("27", "No.", [own, foreign, own]))
    assert found == [("numbers.1.numberId", "NOT_FOUND"), ("numbers.2.numberId", "DUPLICATE")]


@pytest.mark.parametrize("words", [PORT_IN[NAME].text, f"  {PORT_IN[NAME].text.upper().rstrip('.')} "])
def test_a_reason_that_says_what_its_code_says_is_said_once(words: str) -> None:
    assert NameReasons([PIN, NAME], words).reason is None
    assert RejectRequest(words, NAME).reason is None
    assert NameReasons([PIN], words).reason == words
    assert RejectRequest(words).reason == words
    request = view("porting_request", "reject", "REQUESTED")
    found = decide(LIFECYCLES["porting_request"], "reject", request, RejectRequest(words, NAME), actor=CAST.agent, now=NOW)
    assert found.said.text == PORT_IN[NAME].text


def test_the_text_of_other_is_no_comment_and_a_port_out_says_its_reason_once() -> None:
    number = view("porting_number", "require_action", "IN_PROCESS")
    assert refused("porting_number", "require_action", number, NameReasons([OTHER], PORT_IN[OTHER].text)) == [("reason", "REQUIRED")]
    code = PortOutRejectCode.NAME_MISMATCH
    assert RejectPortOut(code, PORT_OUT[code].text).comment is None
    assert RejectPortOut(code, "Another name.").comment == "Another name."
