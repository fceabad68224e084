"""What a decision says beside its answer: where it came from, whose turn it is then, and what the journal keeps of what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from portico.domain.actors import ALL_SCOPES, SYSTEM, Actor, Scope, carrier_actor
from portico.domain.grammar import Followed, NoInput
from portico.domain.lifecycle import AnyLifecycle, available_actions, came_late, decide, facts_of_actions, is_open, words
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmedReason, ConfirmFoc, NameReasons, PortingNumberColumns, Resubmit
from portico.domain.port_ins.porting_request import CANCELABLE_COUNT, Block, BlockedNumber, Delay
from portico.domain.port_outs.port_out_request import Amend
from portico.domain.reasons import ReasonCode
from portico.domain.recorded import changed, recorded
from portico.domain.refusals import ActionUnavailable, InvalidInput, NotPermitted, SecondFactorRequired
from portico.domain.statuses import Flow, Level
from portico.domain.tables import LIFECYCLES
from portico.domain.words.titles import label
from tests.domain.judging import GRIDS
from tests.domain.moments import NOW
from tests.domain.situations import CAST, Situation, situation

MOMENT = datetime(2026, 3, 16, 18, tzinfo=UTC)
READING = ((Level.VIEWER, ALL_SCOPES), (Level.MEMBER, frozenset({Scope.PORTING_READ})))


def of(lifecycle: str, verb: str, status: str) -> Situation:
    row = next(row for row in GRIDS[lifecycle].rows if (row.verb, row.status) == (verb, status))
    return situation(lifecycle, row)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        (None, {}),
        (Followed(of=Delay(MOMENT)), {}),
        (NoInput(), {}),
        (ConfirmFoc(MOMENT, override=True, reason="They said so."), {"foc_at": "2026-03-16T18:00:00+00:00"}),
        (ConfirmFoc(MOMENT), {"foc_at": "2026-03-16T18:00:00+00:00"}),
        (NameReasons([ReasonCode.NAME_MISMATCH, ReasonCode.OTHER], "Both."), {"codes": ["NAME_MISMATCH", "OTHER"]}),
        (NameReasons([]), {}),
        (Resubmit([ConfirmedReason(ReasonCode.OTHER, "Checked.")]), {}),
        (AssignProfile(UUID(int=7)), {"configuration_profile_id": "00000000-0000-0000-0000-000000000007"}),
        (Amend(None, date(2026, 3, 9), 0), {"requested_date": "2026-03-09", "carrier_version": 0}),
        (
            Block("27", "No.", [BlockedNumber(UUID(int=7), "63", "Not ours.")]),
            {"code": "27", "numbers": [{"number_id": "00000000-0000-0000-0000-000000000007", "code": "63", "text": "Not ours."}]},
        ),
    ],
)
def test_the_journal_keeps_what_was_asked_plainly_without_the_reason_and_what_was_left_empty(asked: object, kept: object) -> None:
    assert recorded(asked) == kept


def test_only_a_dataclass_can_be_asked() -> None:
    with pytest.raises(TypeError, match="a dataclass, not str"):
        recorded("Because.")


def test_a_decision_knows_where_it_came_from_and_what_was_asked() -> None:
    here = of("porting_number", "revise_foc", "FOC_DATE_SET")
    found = decide(LIFECYCLES["porting_number"], "revise_foc", here.subject, here.asked("staff"), actor=CAST.agent, now=NOW)
    assert (found.from_status, found.to_status) == ("FOC_DATE_SET", "FOC_DATE_SET")
    asked = recorded(here.asked("staff"))
    moved = {"foc_at": ["2026-03-12T15:00:00+00:00", "2026-03-16T18:00:00+00:00"]}
    days = {"foc_date": "2026-03-16", "foc_date_before": "2026-03-12"}
    assert found.data == {**asked, **days, "changed": moved}, "days on the losing carrier's clock"


def test_a_decision_says_whose_turn_it_is_where_it_leads_by_what_it_writes() -> None:
    request = of("porting_request", "cancel", "IN_PROGRESS")
    dutch = next(row for row in GRIDS["porting_request"].rows if (row.flow, row.verb, row.status) == ("NL", "cancel", "IN_PROGRESS"))
    asked = situation("porting_request", dutch)
    table = LIFECYCLES["porting_request"]
    both = (decide(table, "cancel", here.subject, here.asked("customer"), actor=CAST.member, now=NOW) for here in (request, asked))
    assert [found.changes["waiting_on"] for found in both] == ["CARRIER", "STAFF"]
    number = of("porting_number", "hand_over", "IN_PROCESS")
    found = decide(LIFECYCLES["porting_number"], "hand_over", number.subject, None, actor=CAST.agent, now=NOW)
    assert found.changes["waiting_on"] == "CARRIER"


def test_a_refusal_says_what_may_not_be_done_and_why_in_words() -> None:
    here = of("porting_number", "mark_portable", "DRAFT")
    table, asked = LIFECYCLES["porting_number"], here.asked("staff")
    with pytest.raises(NotPermitted, match="“Mark portable” is not for you to do"):
        decide(table, "mark_portable", here.subject, asked, actor=CAST.member, now=NOW)
    with pytest.raises(ActionUnavailable, match="“Mark portable” is not possible while the status is “Draft”"):
        decide(table, "mark_portable", here.subject, asked, actor=CAST.agent, now=NOW)


def test_whoever_has_to_set_up_a_second_factor_is_told_so_of_what_is_theirs_and_of_nothing_else() -> None:
    here = of("porting_number", "mark_portable", "PENDING")
    table, asked = LIFECYCLES["porting_number"], here.asked("staff")
    agent, member = replace(CAST.agent, must_enroll=True), replace(CAST.member, must_enroll=True)
    with pytest.raises(SecondFactorRequired) as demanded:
        decide(table, "mark_portable", here.subject, asked, actor=agent, now=NOW)
    assert (demanded.value.code, demanded.value.message) == (
        "SECOND_FACTOR_REQUIRED",
        "Set up your second factor first: it is demanded of you.",
    )
    with pytest.raises(NotPermitted) as refused:
        decide(table, "mark_portable", here.subject, asked, actor=member, now=NOW)
    assert (refused.value.code, refused.value.message) == ("NOT_PERMITTED", "“Mark portable” is not for you to do.")


def test_what_another_role_does_there_is_not_called_impossible() -> None:
    """Staff read that canceling is not possible with a FOC date, which the customer was offered there."""
    number = LIFECYCLES["porting_number"]
    here, asked = of("porting_number", "cancel", "FOC_DATE_SET"), of("porting_number", "cancel", "FOC_DATE_SET").asked("customer")
    with pytest.raises(ActionUnavailable) as refused:
        decide(number, "cancel", here.subject, asked, actor=CAST.agent, now=NOW)
    assert refused.value.code == "ACTION_UNAVAILABLE"
    assert refused.value.message == "“Cancel” is for the customer to do while the status is “FOC date set”."
    start = replace(of("porting_number", "start", "PORTABLE").subject, status=number.statuses("ACTION_REQUIRED"))
    with pytest.raises(ActionUnavailable, match="“Start porting” is not possible while the status is “Action required”"):
        decide(number, "start", start, None, actor=CAST.agent, now=NOW)


def test_a_refused_verb_is_not_blamed_on_the_very_status_it_is_done_in_elsewhere() -> None:
    """It said "You cannot revise foc while the status is foc date set" of a Dutch number."""
    here = of("porting_number", "revise_foc", "FOC_DATE_SET")
    dutch = replace(here.subject, flow=Flow.NL)
    with pytest.raises(ActionUnavailable, match="“Change FOC date” is no step of a request for Dutch numbers"):
        decide(LIFECYCLES["porting_number"], "revise_foc", dutch, here.asked("staff"), actor=CAST.agent, now=NOW)


@pytest.mark.parametrize("subject", sorted(LIFECYCLES))
def test_what_is_refused_is_said_in_the_words_of_its_button_and_of_its_flow(subject: str) -> None:
    table = LIFECYCLES[subject]
    for verb, flow, status in product(table.verbs, Flow, table.statuses):
        said = table.refused(verb, flow, status).text
        assert said.startswith(f"“{label(subject, verb)}” is ")
        if any(flow in row.flow for row in table.verbs[verb]):
            assert said.endswith(f"while the status is “{table.words_of(status)}”.")
        elif verb in table.elsewhere.get(flow, ()):
            assert "whole" in said
        else:
            assert "Dutch numbers" in said


def test_a_step_of_the_whole_request_or_of_its_numbers_is_not_called_none_of_this_flow() -> None:
    """That canceling is no step of a Dutch request was said of its numbers, and of American requests that only Dutch ones have it."""
    request, number = LIFECYCLES["porting_request"], LIFECYCLES["porting_number"]

    def steps(table: AnyLifecycle, flow: Flow) -> set[str]:
        return {verb for verb, rows in table.verbs.items() if any(flow in row.flow for row in rows)}

    for flow in Flow:
        for table, other in ((request, number), (number, request)):
            missing = {verb for verb in table.verbs if verb not in steps(table, flow)}
            assert table.elsewhere.get(flow, frozenset()) == missing & steps(other, flow), (table.subject, flow)
    whole = "“Accept cancellation” is done for a whole request of Dutch numbers, not for single ones."
    assert number.refused("accept_cancellation", Flow.NL, number.statuses("CANCELLATION_PENDING")).text == whole
    each = "“Accept cancellation” is done for the numbers of this request, not for it as a whole."
    assert request.refused("accept_cancellation", Flow.STANDARD, request.statuses("IN_PROGRESS")).text == each


def test_an_invalid_field_is_told_with_its_code_and_sentence() -> None:
    here = of("document", "reject", "UPLOADED")
    with pytest.raises(InvalidInput) as refused:
        decide(LIFECYCLES["document"], "reject", here.subject, None, actor=CAST.agent, now=NOW)
    (problem,) = refused.value.fields
    assert (problem.path, problem.code, problem.message) == ("reason", "REQUIRED", "Give a reason.")


def test_a_button_is_of_the_rows_variant() -> None:
    here = of("porting_number", "cancel", "IN_PROCESS")
    actions = available_actions(LIFECYCLES["porting_number"], here.subject, actor=CAST.member, now=NOW)
    rows = LIFECYCLES["porting_number"].rows[here.subject.flow, here.subject.status]
    assert [action.variant for action in actions if action.verb == "cancel"] == [row.variant for row in rows if row.verb == "cancel"]
    assert any(action.variant for action in actions)


NUMBERS = LIFECYCLES["porting_number"]
AT_THE_CARRIER = replace(of("porting_number", "confirm_foc", "IN_PROCESS").subject, attempt_no=3, earlier_attempts=frozenset({1, 2}))
NETWORK = carrier_actor(CAST.network_id, "Network")


@pytest.mark.parametrize(
    ("actor", "attempt", "path", "code", "text"),
    [
        (NETWORK, None, "attempt", "REQUIRED", "Name the attempt you answer: the newest one of this number is 3."),
        (NETWORK, 0, "attempt", "NOT_FOUND", "There is no attempt 0: the newest one of this number is 3."),
        (CAST.agent, 4, "attempt", "NOT_FOUND", "There is no attempt 4: the newest one of this number is 3."),
    ],
)
def test_an_answer_names_an_attempt_that_there_was(actor: Actor, attempt: int | None, path: str, code: str, text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        came_late(NUMBERS, "confirm_foc", AT_THE_CARRIER, actor, attempt)
    assert [(problem.path, problem.code, problem.message) for problem in refused.value.fields] == [(path, code, text)]


@pytest.mark.parametrize("attempt", [1, 2])
def test_an_answer_to_an_earlier_attempt_is_kept_in_words(attempt: int) -> None:
    found = came_late(NUMBERS, "confirm_foc", AT_THE_CARRIER, NETWORK, attempt)
    assert found is not None
    said = f"“{NUMBERS.action('confirm_foc')}” was said of attempt {attempt} after attempt 3 had been sent: it moved nothing."
    assert (found.code, found.text) == ("porting_number.answered_late", said)


def test_an_answer_to_the_newest_attempt_is_not_late_and_nobody_answers_who_may_not() -> None:
    for actor, attempt in ((NETWORK, 3), (CAST.agent, 3), (CAST.agent, None)):
        assert came_late(NUMBERS, "confirm_foc", AT_THE_CARRIER, actor, attempt) is None
    assert came_late(NUMBERS, "confirm_foc", replace(AT_THE_CARRIER, attempt_no=1), NETWORK, None) is None
    with pytest.raises(NotPermitted):
        came_late(NUMBERS, "confirm_foc", AT_THE_CARRIER, CAST.member, 3)
    paper = of("document", "accept", "UPLOADED").subject
    assert came_late(LIFECYCLES["document"], "accept", paper, CAST.agent, 7) is None, "nothing supersedes a paper"


def test_what_buttons_look_at_is_loaded_for_whom_they_stand() -> None:
    """A list of requests counts what can be canceled only where somebody is offered to cancel some of it."""
    request, subject = LIFECYCLES["porting_request"], of("porting_request", "cancel", "IN_PROGRESS").subject
    assert facts_of_actions(request, subject, actor=CAST.member) == {CANCELABLE_COUNT}
    nobody = (CAST.agent, SYSTEM, *(replace(CAST.member, level=level, scopes=scopes) for level, scopes in READING))
    assert [facts_of_actions(request, subject, actor=actor) for actor in nobody] == [frozenset()] * 4
    assert facts_of_actions(request, of("porting_request", "submit", "DRAFT").subject, actor=CAST.member) == frozenset()


@pytest.mark.parametrize(
    ("subject", "status", "code", "text"),
    [
        ("phone_number", "PROVISIONED", "status.phone_number.PROVISIONED", "Prepared"),
        ("document", "UPLOADED", "status.document.UPLOADED", "To be reviewed"),
        ("document", "ACCEPTED", "status.ACCEPTED", "Accepted"),
        ("porting_number", "FOC_DATE_SET", "status.FOC_DATE_SET", "FOC date set"),
    ],
)
def test_a_status_has_the_words_of_its_subject_where_it_has_its_own(subject: str, status: str, code: str, text: str) -> None:
    table = LIFECYCLES[subject]
    said = table.words_of(table.statuses(status))
    assert (said.code, said.text) == (code, text)


def test_what_a_move_leaves_as_it_stands_has_not_changed() -> None:
    assert changed(PortingNumberColumns(attempt_no=1, completed_at=MOMENT), {"attempt_no": 1, "foc_at": None}) == {}
    assert changed(PortingNumberColumns(attempt_no=1), {"attempt_no": 2}) == {"changed": {"attempt_no": [1, 2]}}


def test_a_name_is_told_in_words() -> None:
    assert words("MARK_PORTABLE") == "mark portable"


@pytest.mark.parametrize(("foc_at", "is_due"), [(NOW, True), (NOW + timedelta(days=30), False), (None, False)])
def test_a_number_is_open_to_provisioning_only_when_its_date_is_near(foc_at: datetime | None, is_due: bool) -> None:
    number = replace(of("porting_number", "revise_foc", "FOC_DATE_SET").subject, foc_at=foc_at, provisioned_at=None)
    lifecycle = LIFECYCLES["porting_number"]
    assert is_open(lifecycle, "provision", number, actor=SYSTEM, now=NOW) is is_due
    assert not is_open(lifecycle, "provision", number, actor=CAST.agent, now=NOW), "it is the system's"
