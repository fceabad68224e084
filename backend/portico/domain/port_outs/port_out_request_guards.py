"""What must hold before a port-out request moves: of the request itself, and of what is asked. DOMAIN.md §5."""

from __future__ import annotations

from datetime import datetime, timedelta

from portico.domain import reasons
from portico.domain.actors import Actor, are_known, is_person, may_be_one
from portico.domain.conditions import Check, Found, Guard
from portico.domain.dates import calendar
from portico.domain.port_outs.port_out_request import (
    BEHIND,
    ZONES,
    Amend,
    ApproveRelease,
    PortOutRequestView,
    RejectPortOut,
    approves_on_deadline,
    first_approver,
    hands,
    people_behind,
    wanted_from,
)
from portico.domain.port_outs.preparing import PREPARED, why_prepared
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import PortOutOrderStatus, Role
from portico.domain.words.values import day

# Of the request.


def _in_time(request: PortOutRequestView, _actor: Actor, now: datetime) -> bool:
    return now < request.expires_at


def _out_of_time(request: PortOutRequestView, _actor: Actor, now: datetime) -> bool:
    return now >= request.expires_at


def _second_person(request: PortOutRequestView, actor: Actor, _now: datetime) -> bool:
    first = first_approver(request)
    return not request.two_person or first is None or not may_be_one(actor.people, frozenset({first}))


def _is_person(request: PortOutRequestView, actor: Actor, _now: datetime) -> bool:
    return not request.two_person or is_person(actor)


def _several_numbers(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.number_count > 1


def _policy_approves(request: PortOutRequestView, _actor: Actor, now: datetime) -> bool:
    return approves_on_deadline(request, now)


def _policy_expires(request: PortOutRequestView, _actor: Actor, now: datetime) -> bool:
    return not approves_on_deadline(request, now)


def _no_order(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.order_status is None


def _fee_known(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.fee_minor is not None


def _someone_else(request: PortOutRequestView, actor: Actor, _now: datetime) -> bool:
    """Where nobody knows who it was, `MAKERS_KNOWN` says so."""
    return not any(actor.people & people_behind(request, hand) for hand in hands(request))


def _maker_known(_request: PortOutRequestView, actor: Actor, _now: datetime) -> bool:
    return are_known(actor.people)


def _makers_known(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return all(are_known(people_behind(request, hand)) for hand in hands(request))


def _not_prepared(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return not request.prepared


def _why_not_theirs(request: PortOutRequestView, _now: datetime) -> Said | list[Found]:
    return why_prepared(request.prepared) if request.prepared else []


def _unchanged(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.approved_digest == request.digest


def _order_billed(request: PortOutRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.order_status is PortOutOrderStatus.FEE_BILLED


def _released(request: PortOutRequestView, _actor: Actor, now: datetime) -> bool:
    return request.release_at is not None and now >= request.release_at


def _completes_by_itself(request: PortOutRequestView, actor: Actor, _now: datetime) -> bool:
    return actor.role is not Role.SYSTEM or request.gaining_completes_by_itself


def _own_or_received_by_staff(request: PortOutRequestView, actor: Actor, _now: datetime) -> bool:
    return actor.role is not Role.STAFF or request.received_by_role == "STAFF"


IN_TIME = Guard("DEADLINE_PASSED", "The time to decide is over.", _in_time)
OUT_OF_TIME = Guard("DEADLINE_NOT_REACHED", "There is still time to decide.", _out_of_time)
SECOND_PERSON = Guard("APPROVED_BY_YOU", "You have approved it: a second person of the account has to approve it as well.", _second_person)
IS_PERSON = Guard("TWO_PEOPLE_NEEDED", "Two people of the account have to approve this: a token is none.", _is_person)
SEVERAL_NUMBERS = Guard("ONE_NUMBER", "The request is for one number: approve or reject it.", _several_numbers, for_good=True)
POLICY_APPROVES = Guard("POLICY_EXPIRES", "The account's policy lets unanswered requests expire.", _policy_approves)
POLICY_EXPIRES = Guard("POLICY_APPROVES", "The account's policy approves unanswered requests.", _policy_expires)
NO_ORDER = Guard("ORDER_EXISTS", "The port-out order exists already.", _no_order)
NO_FEE = Sentence("NO_FEE", "No fee is set for port-outs of such numbers in the account's currency.")
FEE_KNOWN = Guard(NO_FEE.code, NO_FEE.english, _fee_known)
SOMEONE_ELSE = Guard(
    "APPROVED_BY_SAME_PERSON",
    "Whoever received, changed or approved this request, or set the policy that did, cannot release it, in person or by a token.",
    _someone_else,
    facts=(BEHIND,),
)
MAKER_KNOWN = Guard("MAKER_UNKNOWN", "Nobody knows who made this token, so it agrees to nothing: use a new one.", _maker_known)
MAKERS_KNOWN = Guard(
    "HANDED_BY_UNKNOWN",
    "It was handed in, changed or approved by a token of which nobody knows who made it: reject it, so that it is handed in anew by another"
    " one.",
    _makers_known,
    facts=(BEHIND,),
)
NOT_PREPARED = Guard("PREPARED_BY_YOU", _why_not_theirs, _not_prepared, facts=(PREPARED,))
UNCHANGED = Guard("APPROVAL_CHANGED", "The request changed after it was approved.", _unchanged)
ORDER_BILLED = Guard("ORDER_MISSING", "The port-out order has to be billed first.", _order_billed)
RELEASED = Guard("RELEASE_NOT_REACHED", "The release date has not come.", _released)
COMPLETES_BY_ITSELF = Guard("GATEWAY_DOES_NOT_COMPLETE", "This carrier reports completion itself or through staff.", _completes_by_itself)
OWN_OR_RECEIVED_BY_STAFF = Guard(
    "RECEIVED_BY_CARRIER", "The gaining carrier handed this in itself; only it can withdraw it.", _own_or_received_by_staff, for_good=True
)

# Of what is asked.


def _comment_given(_request: object, asked: RejectPortOut, _actor: Actor, _now: datetime) -> bool:
    left_out = asked.comment is None and not reasons.port_out_reason(asked.code).comment_needed
    return left_out or bool((asked.comment or "").strip())


_COMMENT_NEEDED = Sentence("reject_code.comment_required", "This reject reason needs a comment.")
_BLANK_COMMENT = Sentence("reject_code.comment_blank", "Say something in the comment, or leave it out.")


def _why_comment(_request: object, asked: RejectPortOut, _now: datetime) -> Said:
    return (_COMMENT_NEEDED if reasons.port_out_reason(asked.code).comment_needed else _BLANK_COMMENT).said()


def _something_amended(_request: object, asked: Amend, _actor: Actor, _now: datetime) -> bool:
    return asked.numbers is not None or asked.requested_date is not None


def _release_not_past(_request: object, asked: ApproveRelease, _actor: Actor, now: datetime) -> bool:
    return asked.release_at is None or asked.release_at >= now - timedelta(minutes=5)


def _release_not_before_date(request: PortOutRequestView, asked: ApproveRelease, actor: Actor, now: datetime) -> bool:
    """Of a moment that has passed already, that is told and nothing else."""
    wanted = wanted_from(request)
    in_time = asked.release_at is None or wanted is None or asked.release_at >= wanted
    return in_time or not _release_not_past(request, asked, actor, now)


_BEFORE_DATE = Sentence(
    "release_at.before_the_requested_date", "They were asked for from {day} on, which begins at {time} where the numbers are."
)


def _why_before_date(request: PortOutRequestView, _asked: ApproveRelease, _now: datetime) -> Said:
    return _BEFORE_DATE.said(day=day(request.requested_date) if request.requested_date else "", time=f"{calendar.START_OF_BUSINESS:%H:%M}")


COMMENT_GIVEN = Check("REQUIRED", _why_comment, _comment_given, path="comment")
SOMETHING_AMENDED = Check(
    "REQUIRED", Sentence("amendment.required", "Say what changes: numbers or date."), _something_amended, path="numbers"
)
RELEASE_NOT_BEFORE_DATE = Check("BEFORE_REQUESTED_DATE", _why_before_date, _release_not_before_date, path="releaseAt", facts=(ZONES,))
RELEASE_AHEAD = Check(
    "IN_THE_PAST", Sentence("release_at.in_the_past", "The release date is in the past."), _release_not_past, path="releaseAt"
)
