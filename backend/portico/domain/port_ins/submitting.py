"""What still keeps a porting request from being submitted: the wizard's findings, and what its guards say. DOMAIN.md §4."""

from __future__ import annotations

from datetime import date, datetime

from portico.domain.dates import calendar
from portico.domain.port_ins import requirements
from portico.domain.port_ins.porting_request import PortingRequestView


def today(now: datetime) -> date:
    return calendar.day_in_zone(now, "UTC")


def requirement_of(request: PortingRequestView) -> requirements.Requirement | None:
    """What porting these numbers asks for, with what staff changed of it."""
    return requirements.requirement_for(request.country, request.number_type, request.requirement_changes)


def submission_problems(request: PortingRequestView, now: datetime) -> tuple[tuple[str, str, str], ...]:
    """(code, path, message) of everything the requirement still misses, worst first."""
    requirement = requirement_of(request)
    if requirement is None:
        return (("REQUIREMENTS_NOT_MET", "country", "Numbers of this country and type cannot be ported here."),)
    found = requirements.request_problems(request, request.documents, requirement, today(now), numbers=_billing_numbers(request))
    return tuple((problem.code, problem.path, problem.message) for problem in found)


def _billing_numbers(request: PortingRequestView) -> list[str]:
    """Which of the old and the new billing telephone number move with the request."""
    moving = ((request.btn, request.btn_among_numbers), (request.new_btn, request.new_btn_among_numbers))
    return [number for number, moves in moving if number and moves]


def profile_problems(request: PortingRequestView) -> list[str]:
    """What the request's company profile lacks for its requirement; nothing where there is no profile to judge."""
    requirement = requirement_of(request)
    if request.profile is None or requirement is None:
        return []
    return [problem.message for problem in requirements.company_profile_problems(request.profile, requirement)]
