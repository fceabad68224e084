"""What still keeps a porting request from being submitted: the wizard's findings, and what its guards say. DOMAIN.md §4."""

from __future__ import annotations

from datetime import date, datetime

from portico.domain.dates import calendar
from portico.domain.port_ins import requirements
from portico.domain.port_ins.porting_request import PortingRequestView
from portico.domain.sentences import Said, Sentence

UNKNOWN_KIND = Sentence("REQUIREMENTS_NOT_MET.unknown_kind", "Numbers of this country and type cannot be ported here.")


def today(request: PortingRequestView, now: datetime) -> date:
    """The day it is where the numbers are."""
    return calendar.day_in_zone(now, calendar.zone_of(request.country))


def requirement_of(request: PortingRequestView) -> requirements.Requirement | None:
    """What porting these numbers asks for, with what staff changed of it."""
    return requirements.requirement_for(request.country, request.number_type, request.requirement_changes)


def submission_problems(request: PortingRequestView, now: datetime) -> list[requirements.RequestProblem]:
    """Everything the requirement still misses, worst first."""
    requirement = requirement_of(request)
    if requirement is None:
        return [requirements.RequestProblem("REQUIREMENTS_NOT_MET", "country", UNKNOWN_KIND.said())]
    return requirements.request_problems(request, request.documents, requirement, today(request, now), numbers=_billing_numbers(request))


def _billing_numbers(request: PortingRequestView) -> list[str]:
    """Which of the old and the new billing telephone number move with the request."""
    moving = ((request.btn, request.btn_among_numbers), (request.new_btn, request.new_btn_among_numbers))
    return [number for number, moves in moving if number and moves]


def profile_problems(request: PortingRequestView) -> list[Said]:
    """What the request's company profile lacks for its requirement; nothing where there is no profile to judge."""
    requirement = requirement_of(request)
    if request.profile is None or requirement is None:
        return []
    return [problem.said for problem in requirements.company_profile_problems(request.profile, requirement)]
