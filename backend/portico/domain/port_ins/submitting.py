"""What still keeps a porting request from being submitted: one list, read by the wizard's findings and by the guards of `submit`.

DOMAIN.md §4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from portico.domain.conditions import Found
from portico.domain.dates import calendar
from portico.domain.port_ins.porting_request import PortingRequestView
from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.requirements.requirement_checks import NOT_MET, REFUSED_AS
from portico.domain.sentences import Sentence
from portico.domain.statuses import Tier

Finds = Callable[[PortingRequestView, datetime], Sequence[Found]]

UNKNOWN_KIND = Sentence("REQUIREMENTS_NOT_MET.unknown_kind", "Numbers of this country and type cannot be ported here.")
_ACCOUNT_CLOSED: Final = Sentence("ACCOUNT_CLOSED", "This account is closed: nothing is submitted for it.")
_ON_TRIAL: Final = Sentence("TIER_TRIAL", "A trial account drafts requests; ask us for a standard account to submit them.")
_NO_PROFILE: Final = Sentence("PROFILE_INVALID", "Choose a company profile.")
_NO_CARRIER: Final = Sentence("LOSING_CARRIER_MISSING", "Name the carrier the numbers are with now.")
_NO_NUMBERS: Final = Sentence("NO_NUMBERS", "Add at least one number.")
LIVE_ELSEWHERE: Final = Sentence("NUMBER_LIVE_ELSEWHERE", "Already in another live request: {numbers}.")
_IN_SERVICE: Final = Sentence("NUMBER_IN_SERVICE", "Cannot be ported in because it is in service here: {numbers}.")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One way in which a draft is not ready, by the code it is refused with: everything of that kind that is found."""

    code: str
    find: Finds


def today(request: PortingRequestView, now: datetime) -> date:
    """The day it is where the numbers are."""
    return calendar.day_in_zone(now, calendar.zone_of(request.country))


def requirement_of(request: PortingRequestView) -> requirements.Requirement | None:
    """What porting these numbers asks for, with what staff changed of it."""
    return requirements.requirement_for(request.country, request.number_type, request.requirement_changes)


def submission_problems(request: PortingRequestView, now: datetime) -> list[requirements.RequestProblem]:
    """Everything that keeps it from being submitted, worst first; empty is ready."""
    return [requirements.RequestProblem(each.code, *found) for each in OBSTACLES for found in each.find(request, now)]


def _account_closed(request: PortingRequestView, _now: datetime) -> list[Found]:
    return [Found("account", _ACCOUNT_CLOSED.said())] if request.account_closed else []


def _on_trial(request: PortingRequestView, _now: datetime) -> list[Found]:
    return [] if request.tier is Tier.STANDARD else [Found("account", _ON_TRIAL.said())]


def _profile_lacks(request: PortingRequestView, _now: datetime) -> list[Found]:
    """What the company profile lacks for the requirement; a kind of number that is not ported asks nothing of it."""
    requirement = requirement_of(request)
    if request.profile is None:
        return [Found("company_profile", _NO_PROFILE.said())]
    problems = requirements.company_profile_problems(request.profile, requirement) if requirement else []
    return [Found(f"company_profile.{problem.field}", problem.said) for problem in problems]


def _requirement_lacks(code: str) -> Finds:
    """Of what the requirement still misses, that which is refused under this code."""

    def find(request: PortingRequestView, now: datetime) -> list[Found]:
        requirement = requirement_of(request)
        if requirement is None:
            return [Found("country", UNKNOWN_KIND.said())] if code == NOT_MET else []
        problems = requirements.request_problems(
            request, request.documents, requirement, today(request, now), numbers=_billing_numbers(request)
        )
        return [Found(problem.path, problem.said) for problem in problems if problem.code == code]

    return find


def _billing_numbers(request: PortingRequestView) -> list[str]:
    """Which of the old and the new billing telephone number move with the request."""
    moving = ((request.btn, request.btn_among_numbers), (request.new_btn, request.new_btn_among_numbers))
    return [number for number, moves in moving if number and moves]


def _no_losing_carrier(request: PortingRequestView, _now: datetime) -> list[Found]:
    return [] if request.losing_carrier_id or request.losing_carrier_name else [Found("losing_carrier", _NO_CARRIER.said())]


def _no_numbers(request: PortingRequestView, _now: datetime) -> list[Found]:
    return [] if request.number_count else [Found("numbers", _NO_NUMBERS.said())]


def _live_elsewhere(request: PortingRequestView, _now: datetime) -> list[Found]:
    return _of_numbers(LIVE_ELSEWHERE, request.live_elsewhere)


def _in_service(request: PortingRequestView, _now: datetime) -> list[Found]:
    return _of_numbers(_IN_SERVICE, request.in_service_here)


def _of_numbers(sentence: Sentence, numbers: Sequence[str]) -> list[Found]:
    return [Found("numbers", sentence.said(numbers=", ".join(numbers)))] if numbers else []


OBSTACLES: Final = (
    Obstacle("ACCOUNT_CLOSED", _account_closed),
    Obstacle("TIER_TRIAL", _on_trial),
    Obstacle("PROFILE_INVALID", _profile_lacks),
    *(Obstacle(code, _requirement_lacks(code)) for code in REFUSED_AS),
    Obstacle("LOSING_CARRIER_MISSING", _no_losing_carrier),
    Obstacle("NO_NUMBERS", _no_numbers),
    Obstacle("NUMBER_LIVE_ELSEWHERE", _live_elsewhere),
    Obstacle("NUMBER_IN_SERVICE", _in_service),
)
