"""What is asked in a situation of a grid: its `asks.…` facts as the input of the verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from portico.domain.dates import calendar
from portico.domain.giving_reasons import GiveReason
from portico.domain.inventory.locks.locking import AskUnlock
from portico.domain.inventory.phone_number import RingElsewhere
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import (
    Block,
    BlockedNumber,
    Delay,
    MakeReady,
    MatchLosingCarrier,
    RejectRequest,
    SchedulePerform,
)
from portico.domain.port_outs.port_out_request import Amend, ApprovePart, ApproveRelease, NumberWithPin, RejectPortOut
from portico.domain.reasons import PORT_IN_FIELDS, PortOutRejectCode, ReasonCode
from portico.domain.tables import LIFECYCLES
from tests.domain.moments import DAY, FIRST_POSSIBLE, FOC_ASKED, FOC_AT, HOUR, NOW, PERFORM_AT, REQUESTED_DATE, WINDOW

if TYPE_CHECKING:
    from tests.domain.situations import Situation

FOLLOWED = "It followed."


FOLLOWING = frozenset(
    "mirror_submitted mirror_in_process mirror_cancellation_asked mirror_ready mirror_completed mirror_canceled mirror_rejected".split()
) | {"provision", "conclude"}
"""What of port-ins the system tries because another move happened; the rest, and `provision` too, the clock brings."""


def followed_by(of: Situation) -> Any:
    """What the move was asked that the mirror follows."""
    if of.row.facts.get("asks.block", "whole") == "whole":
        return GiveReason(FOLLOWED)
    return Block("27", FOLLOWED, [BlockedNumber(UUID(int=19), "99", "Of another number."), BlockedNumber(of.subject.id, "63", OWN_WORDS)])


OWN_WORDS = "This one is in another contract."


def _text(of: Situation, fact: str) -> str | None:
    return "Because of this." if of.row.facts.get(fact, "given") == "given" else None


def _reason(of: Situation) -> GiveReason:
    return GiveReason(_text(of, "asks.reason"))


def _confirm_foc(of: Situation) -> ConfirmFoc:
    facts = of.row.facts
    asked_for = FOC_AT[facts["foc"]] if facts["asks.foc_at"] == "same" else FOC_ASKED[facts["asks.foc_at"]]
    assert asked_for
    return ConfirmFoc(asked_for, facts["asks.override"] == "yes", _text(of, "asks.reason"))


REASON_CODES = {
    "given": [ReasonCode.NAME_MISMATCH],
    "missing": [],
    "OTHER": [ReasonCode.OTHER],
    "no_refusal": [ReasonCode.CARRIER_UNRESPONSIVE],
    "twice": [ReasonCode.NAME_MISMATCH, ReasonCode.PIN_INVALID, ReasonCode.NAME_MISMATCH],
}


def _name_reasons(of: Situation) -> NameReasons:
    return NameReasons(REASON_CODES[of.row.facts["asks.reason_codes"]], _text(of, "asks.comment"))


def _resubmit(of: Situation) -> Resubmit:
    raised, other = ConfirmedReason(ReasonCode.NAME_MISMATCH, "Checked."), ConfirmedReason(ReasonCode.PIN_INVALID, "Checked.")
    confirmed = {
        "nothing": None,
        "with_comment": [raised],
        "without_comment": [ConfirmedReason(ReasonCode.NAME_MISMATCH, " ")],
        "not_raised": [raised, other],
        "twice": [raised, raised],
    }
    return Resubmit(confirmed[of.row.facts["asks.confirmed"]])


def _assign_profile(of: Situation) -> AssignProfile:
    own = of.row.facts["asks.profile"] == "own_account"
    return AssignProfile(of.cast.profile_id if own else of.cast.strangers_profile_id)


def _ring_elsewhere(of: Situation) -> RingElsewhere:
    own = of.row.facts["asks.profile"] == "own_account"
    return RingElsewhere(of.cast.profile_id if own else of.cast.strangers_profile_id)


ANSWER_DUE = {"ahead": NOW + 2 * DAY, "now": NOW, "passed": NOW - HOUR}
ASKED_FIRST = {"given": (NOW + 10 * DAY).date(), "today": NOW.date(), "past": (NOW - DAY).date(), "missing": None}


def _delay(of: Situation) -> Delay:
    facts = of.row.facts
    return Delay(ANSWER_DUE[facts["asks.answer_due_at"]], ASKED_FIRST[facts["asks.first_possible_date"]], _text(of, "asks.reason"))


def _make_ready(of: Situation) -> MakeReady:
    first = ASKED_FIRST[of.row.facts["asks.first_possible_date"]]
    assert first
    return MakeReady(first, _text(of, "asks.reason"))


BLOCKING_CODE = {"two_digits": "27", "one_digit": "7", "three_digits": "123", "letters": "AB", "missing": ""}


def _block(of: Situation) -> Block:
    own, other = BlockedNumber(of.number_id, "63", OWN_WORDS), BlockedNumber(UUID(int=99), "63", OWN_WORDS)
    numbers = {
        "whole": None,
        "per_number": [own],
        "per_number_three_digits": [replace(own, code="631")],
        "per_number_blank": [replace(own, text=" ")],
        "of_another_request": [own, other],
        "number_twice": [own, own],
    }
    facts = of.row.facts
    return Block(BLOCKING_CODE[facts["asks.code"]], _text(of, "asks.text"), numbers[facts["asks.block"]])


def _schedule(of: Situation) -> SchedulePerform:
    first = calendar.possible_from(FIRST_POSSIBLE[of.row.facts["first_possible"]].date())
    until = WINDOW[of.row.facts["window"]]
    moments = {
        "inside": NOW + 3 * DAY,
        "null": None,
        "at_first_possible": first,
        "before_first_possible": first - HOUR,
        "at_ready_until": until,
        "after_ready_until": until + HOUR,
        "same": PERFORM_AT[of.row.facts["perform"]],
    }
    return SchedulePerform(moments[of.row.facts["asks.perform_at"]])


FIELDS = {
    "none": None,
    "known": ["subscriber.name"],
    "every": sorted(PORT_IN_FIELDS),
    "unknown": ["subscriber.name", "subscriber.shoe_size"],
    "twice": ["subscriber.name", "subscriber.btn", "subscriber.name"],
}


CODES = {"none": None, "given": ReasonCode.CARRIER_UNKNOWN, "OTHER": ReasonCode.OTHER}


def _reject(of: Situation) -> RejectRequest | RejectDocument | RejectPortOut:
    if "asks.reason_code" in of.row.facts:
        return RejectRequest(_text(of, "asks.reason"), CODES[of.row.facts["asks.reason_code"]])
    if "asks.reject_reason" not in of.row.facts:
        return RejectDocument(_text(of, "asks.reason"), FIELDS[of.row.facts["asks.fields"]])
    code = PortOutRejectCode.OTHER if of.row.facts["asks.reject_reason"] == "OTHER" else PortOutRejectCode.NAME_MISMATCH
    return RejectPortOut(code, " " if of.row.facts["asks.comment"] == "blank" else _text(of, "asks.comment"))


def _amend(of: Situation) -> Amend:
    asks = of.row.facts["asks.amend"]
    numbers = list(map(NumberWithPin, of.e164s)) if asks in {"numbers", "everything"} else None
    dated = REQUESTED_DATE + DAY if asks in {"date", "everything"} else None
    return Amend(numbers, dated, 2 if asks in {"version", "everything"} else None)


def _match(of: Situation) -> MatchLosingCarrier:
    carriers = {"known": of.cast.network_id, "foreign": of.cast.foreign_id, "unknown": UUID(int=99), "same": of.cast.losing_id}
    return MatchLosingCarrier(carriers[of.row.facts["asks.carrier"]])


RELEASE = {"missing": None, "given": NOW + 8 * DAY, "early": NOW + 2 * DAY, "past": NOW - HOUR}
BY_INPUT: Mapping[type, Callable[[Situation], Any]] = {
    GiveReason: _reason,
    ConfirmFoc: _confirm_foc,
    NameReasons: _name_reasons,
    Resubmit: _resubmit,
    AssignProfile: _assign_profile,
    RingElsewhere: _ring_elsewhere,
    AskUnlock: lambda _of: AskUnlock("hunter2-hunter2"),
    Delay: _delay,
    MakeReady: _make_ready,
    Block: _block,
    SchedulePerform: _schedule,
    RejectRequest: _reject,
    MatchLosingCarrier: _match,
    RejectDocument: _reject,
    RejectPortOut: _reject,
    Amend: _amend,
    ApprovePart: lambda of: ApprovePart([of.e164s[0]]),
    ApproveRelease: lambda of: ApproveRelease(RELEASE[of.row.facts["asks.release_at"]]),
}
ASKS = {(each.of.view, verb): rows[0].asks for each in LIFECYCLES.values() for verb, rows in each.verbs.items()}
"""By what a verb is done to: as the tables stand, also while a mutant alters one."""
WITHOUT_A_WORD = frozenset({"complete"})
"""What is done here without the reason that may be given."""


def asked(of: Situation) -> Any:
    """As the rows of its verb ask: a new verb that asks what others ask needs nothing here."""
    kind = ASKS[type(of.subject), of.row.verb]
    return kind() if of.row.verb in WITHOUT_A_WORD else BY_INPUT[kind](of) if kind in BY_INPUT else None
