"""What must hold before a porting number moves: of the number itself, and of what is asked. DOMAIN.md §3."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.conditions import Check, Guard, Unless, check_entries, repeated
from portico.domain.dates import calendar, foc_calendar
from portico.domain.dates.calendar import DAY_OVERRIDES
from portico.domain.giving_reasons import REASON, WithReason, is_explained
from portico.domain.inventory.phone_number import ASKED_PROFILE, NO_SUCH_PROFILE
from portico.domain.port_ins import losing_carriers
from portico.domain.port_ins.porting_number import (
    PROVISION_AHEAD,
    RAISED_BESIDE,
    AssignProfile,
    ConfirmFoc,
    NameReasons,
    PortingNumberView,
    Resubmit,
    corrected,
)
from portico.domain.port_ins.requirements import requirements
from portico.domain.sentences import Said, Sentence, together
from portico.domain.statuses import Flow, Role
from portico.domain.statuses import PortingRequestStatus as Request

ASK_AGAIN_AFTER = timedelta(hours=24)

# Of the number.


def _request_in_progress(number: PortingNumberView, actor: Actor, _now: datetime) -> bool:
    return actor.role in Role.CUSTOMER | Role.SYSTEM or number.request_status is Request.IN_PROGRESS


def _review_not_yet_started(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    return number.review_started_at is None


def _review_started(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    return number.review_started_at is not None


def _documents_accepted(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    requirement = requirements.requirement_for(number.country, number.number_type, number.requirement_changes)
    return requirements.documents_satisfied(requirement, number.accepted_documents)


def _losing_carrier_listed(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    return number.losing_carrier_name is None


def _called(number: PortingNumberView, _now: datetime) -> Said:
    return losing_carriers.UNKNOWN.said(name=number.losing_carrier_name or "")


def _not_handed_over(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    return number.handed_over_at is None


def _network_carrier(number: PortingNumberView, actor: Actor, _now: datetime) -> bool:
    return actor.role is not Role.CARRIER or actor.carrier_id == number.network_carrier_id


def _foc_reached(number: PortingNumberView, _actor: Actor, now: datetime) -> bool:
    return number.foc_at is not None and now >= number.foc_at


def _foc_ahead(number: PortingNumberView, _actor: Actor, now: datetime) -> bool:
    return number.foc_at is None or now < number.foc_at


def _completes_by_itself(number: PortingNumberView, actor: Actor, _now: datetime) -> bool:
    return actor.role is not Role.SYSTEM or number.network_completes_by_itself


def cancelable_until(foc_at: datetime, cancel_cutoff_hours: int) -> datetime:
    """Before this instant a cancellation may be asked for; from it on it is too late."""
    return foc_at - timedelta(hours=cancel_cutoff_hours)


def _before_cutoff(number: PortingNumberView, _actor: Actor, now: datetime) -> bool:
    return number.foc_at is None or now < cancelable_until(number.foc_at, number.cancel_cutoff_hours)


def _day_since_rejection(number: PortingNumberView, _actor: Actor, now: datetime) -> bool:
    return number.cancellation_decided_at is None or now >= number.cancellation_decided_at + ASK_AGAIN_AFTER


def _provisioning_due(number: PortingNumberView, _actor: Actor, now: datetime) -> bool:
    return number.foc_at is not None and (number.flow is Flow.NL or now >= number.foc_at - PROVISION_AHEAD)


def _not_provisioned(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    return number.provisioned_at is None


def _all_corrected(number: PortingNumberView, _actor: Actor, _now: datetime) -> bool:
    return all(corrected(number, reason) for reason in number.status_reasons)


def _corrected_or_confirmed(number: PortingNumberView, asked: Resubmit) -> bool:
    confirmed = {item.code for item in asked.confirmed or [] if item.comment.strip()}
    return all(reason["code"] in confirmed or corrected(number, reason) for reason in number.status_reasons)


_TOO_NEAR: Final = Sentence("CANCELLATION_CUTOFF_PASSED", "It is too late to cancel: the FOC date is nearer than your account's cut-off.")
_TOO_LATE: Final = Sentence("CANCELLATION_CUTOFF_PASSED.foc", "It is too late to cancel: the FOC date has passed.")


def _too_late(number: PortingNumberView, now: datetime) -> Said:
    return (_TOO_LATE if number.foc_at and number.foc_at <= now else _TOO_NEAR).said()


REQUEST_IN_PROGRESS = Guard("REQUEST_NOT_IN_PROGRESS", "The request has to be accepted first.", _request_in_progress)
REVIEW_NOT_YET_STARTED = Guard("REVIEW_ALREADY_STARTED", "The review of this number has started already.", _review_not_yet_started)
REVIEW_STARTED = Guard("REVIEW_NOT_STARTED", "Start the review of this number first.", _review_started)
LOSING_CARRIER_LISTED = Guard("LOSING_CARRIER_UNKNOWN", _called, _losing_carrier_listed)
DOCUMENTS_ACCEPTED = Guard("DOCUMENTS_NOT_ACCEPTED", "Accept every document that the requirement asks for first.", _documents_accepted)
NOT_HANDED_OVER = Guard("ALREADY_HANDED_OVER", "This attempt is with the losing carrier already.", _not_handed_over)
NETWORK_CARRIER = Guard("NETWORK_CARRIER_ONLY", "Only the network carrier of this request hands it over.", _network_carrier, for_good=True)
FOC_REACHED = Guard("FOC_NOT_REACHED", "The FOC date has not come yet.", _foc_reached)
FOC_AHEAD = Guard("FOC_PASSED", "The FOC date has passed: the number may have moved already.", _foc_ahead)
COMPLETES_BY_ITSELF = Guard("GATEWAY_DOES_NOT_COMPLETE", "This carrier reports completion itself or through staff.", _completes_by_itself)
BEFORE_CUTOFF = Guard("CANCELLATION_CUTOFF_PASSED", _too_late, _before_cutoff)
DAY_SINCE_REJECTION = Guard(
    "CANCELLATION_REFUSED_RECENTLY", "Your last cancellation was rejected less than 24 hours ago.", _day_since_rejection
)
PROVISIONING_DUE = Guard("PROVISIONING_NOT_DUE", "The number is added two days before its FOC date.", _provisioning_due)
NOT_PROVISIONED = Guard("ALREADY_PROVISIONED", "The number has been added already.", _not_provisioned)
REASONS_ADDRESSED = Unless(
    Guard("REASONS_NOT_ADDRESSED", "Correct what each reason names, or confirm it as right with a comment.", _all_corrected),
    _corrected_or_confirmed,
)

# Of what is asked.


def _staff_explains(_number: object, asked: WithReason, actor: Actor, _now: datetime) -> bool:
    return actor.role is not Role.STAFF or is_explained(asked)


def foc_problem(number: PortingNumberView, asked: ConfirmFoc, now: datetime) -> Said | None:
    """Why this date is no day to port on where the losing carrier is; None where it is one."""
    place = foc_calendar.place_of(number.losing_region, number.losing_country, number.country)
    zone = foc_calendar.zone_of(number.losing_time_zone, number.country)
    return calendar.foc_problem(asked.foc_at, now=now, place=place, zone=zone, overrides=number.day_overrides)


def _foc_acceptable(number: PortingNumberView, asked: ConfirmFoc, actor: Actor, now: datetime) -> bool:
    if actor.role is Role.CARRIER or foc_problem(number, asked, now) is None:
        return True
    return actor.role is Role.STAFF and asked.override and is_explained(asked)


_STAFF_MAY_OVERRIDE = Sentence("foc.staff_may_override", "Staff may override this with a reason.")


def _why_unusable(number: PortingNumberView, asked: ConfirmFoc, now: datetime) -> Said:
    return together(filter(None, (foc_problem(number, asked, now), _STAFF_MAY_OVERRIDE.said())))


def _another_foc(number: PortingNumberView, asked: ConfirmFoc, _actor: Actor, _now: datetime) -> bool:
    return asked.foc_at != number.foc_at


def _override_by_staff(_number: object, asked: ConfirmFoc, actor: Actor, _now: datetime) -> bool:
    return not asked.override or actor.role is Role.STAFF


def _codes_given(_number: object, asked: NameReasons, _actor: Actor, _now: datetime) -> bool:
    return bool(asked.codes)


def _other_explained(_number: object, asked: NameReasons, _actor: Actor, _now: datetime) -> bool:
    return is_explained(asked) or not any(reasons.port_in_reason(code).comment_needed for code in asked.codes)


def _comments_given(_number: object, asked: Resubmit, _actor: Actor, _now: datetime) -> bool:
    return all(item.comment.strip() for item in asked.confirmed or ())


def _codes_twice(_number: PortingNumberView, asked: NameReasons) -> list[str]:
    return [str(place) for place in repeated(asked.codes)]


def _confirmed_twice(_number: PortingNumberView, asked: Resubmit) -> list[str]:
    return [f"{place}.code" for place in repeated(item.code for item in asked.confirmed or ())]


def _confirmed_unraised(number: PortingNumberView, asked: Resubmit) -> list[str]:
    raised = number.raised_beside | {reason["code"] for reason in number.status_reasons}
    return [f"{place}.code" for place, item in enumerate(asked.confirmed or ()) if item.code not in raised]


def _profile_of_account(number: PortingNumberView, asked: AssignProfile, _actor: Actor, _now: datetime) -> bool:
    return asked.configuration_profile_id is None or number.asked_profile_account_id == number.account_id


STAFF_GIVES_REASON = Check(
    "REQUIRED", Sentence("reason.required_of_staff", "Give a reason: the customer reads it."), _staff_explains, path=REASON
)
FOC_ACCEPTABLE = Check("FOC_DATE_UNUSABLE", _why_unusable, _foc_acceptable, path="focAt", facts=(DAY_OVERRIDES,))
ANOTHER_FOC = Check("UNCHANGED", Sentence("foc.unchanged", "This is the FOC date already."), _another_foc, path="focAt", of_now=True)
OVERRIDE_BY_STAFF = Check(
    "STAFF_ONLY",
    Sentence("foc.override_by_staff", "Only staff override a date; yours is taken as it is, and flagged."),
    _override_by_staff,
    path="override",
)
CODES_GIVEN = Check("REQUIRED", Sentence("reason_codes.required", "Name at least one reason code."), _codes_given, path="codes")
CODES_ONCE = check_entries(
    "DUPLICATE", Sentence("reason_codes.twice", "This reason code is in the list already."), _codes_twice, path="codes"
)
OTHER_EXPLAINED = Check(
    "REQUIRED", Sentence("reason_codes.comment_required", "This reason code needs a comment."), _other_explained, path=REASON
)
PROFILE_OF_ACCOUNT = Check(
    "NOT_FOUND",
    NO_SUCH_PROFILE,
    _profile_of_account,
    path="configurationProfileId",
    facts=(ASKED_PROFILE,),
)
COMMENTS_GIVEN = Check(
    "REQUIRED",
    Sentence("confirmed.comment_required", "Say what you checked of each reason you confirm."),
    _comments_given,
    path="confirmed",
)
CONFIRMED_ONCE = check_entries(
    "DUPLICATE", Sentence("confirmed.twice", "This reason is confirmed in the list already."), _confirmed_twice, path="confirmed"
)
CONFIRMED_RAISED = check_entries(
    "NOT_RAISED",
    Sentence("confirmed.not_raised", "This reason was not raised: confirm those that were."),
    _confirmed_unraised,
    path="confirmed",
    facts=(RAISED_BESIDE,),
)
