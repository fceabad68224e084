"""What must hold before a porting request moves: of the request itself, and of what is asked. DOMAIN.md §4."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.conditions import Check, Guard, check_entries, repeated
from portico.domain.dates import calendar
from portico.domain.giving_reasons import REASON, is_explained
from portico.domain.port_ins import losing_carriers
from portico.domain.port_ins.porting_request import (
    ASKED_CARRIER_COUNTRY,
    ASKED_CARRIER_NAME,
    ASKED_NUMBERS,
    CANCELABLE_COUNT,
    Block,
    Delay,
    MakeReady,
    MatchLosingCarrier,
    PortingRequestView,
    RejectRequest,
    SchedulePerform,
)
from portico.domain.port_ins.submitting import OBSTACLES, Obstacle
from portico.domain.refusals import Thing, not_found
from portico.domain.sentences import Said, Sentence, given
from portico.domain.statuses import Role
from portico.domain.words.values import day, hour

# Before it may be submitted.


def _nothing_found(obstacle: Obstacle) -> Guard[PortingRequestView]:
    """The findings of the pre-flight check are what keeps a draft from being submitted: both read the same list."""

    def out_of_the_way(request: PortingRequestView, _actor: Actor, now: datetime) -> bool:
        return not obstacle.find(request, now)

    return Guard(obstacle.code, obstacle.find, out_of_the_way)


MAY_SUBMIT = tuple(map(_nothing_found, OBSTACLES))

# Before it may be discarded.


def _free_to_go(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return not request.under_legal_hold


UNDER_LEGAL_HOLD: Final = Sentence("LEGAL_HOLD", "The operator has to keep this for now.")
NOT_UNDER_LEGAL_HOLD = Guard(UNDER_LEGAL_HOLD.code, UNDER_LEGAL_HOLD.english, _free_to_go)

# On its way.


def _all_numbers_ended(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.number_count > 0 and request.open_count == 0


def _window_still_open(request: PortingRequestView, _actor: Actor, now: datetime) -> bool:
    return request.ready_until is not None and now < request.ready_until


def _window_over(request: PortingRequestView, _actor: Actor, now: datetime) -> bool:
    return request.ready_until is not None and now >= request.ready_until


def _possible_from(request: PortingRequestView) -> datetime | None:
    return calendar.possible_from(request.first_possible_date) if request.first_possible_date else None


def _possible_now(request: PortingRequestView, _actor: Actor, now: datetime) -> bool:
    first = _possible_from(request)
    return first is not None and now >= first


_POSSIBLE_FROM = Sentence("NOT_YET_POSSIBLE", "The numbers can be ported from {day}, {hour} on.")


def _from_when_possible(request: PortingRequestView, now: datetime) -> Said:
    return _POSSIBLE_FROM.said(**_first_moment(request, now))


def _first_moment(request: PortingRequestView, now: datetime) -> dict[str, Said]:
    """The first moment to port at as people read it, on the Dutch clock: what is named is ahead."""
    first = max(_possible_from(request) or now, now)
    return {"day": day(calendar.day_in_zone(first, calendar.AMSTERDAM)), "hour": hour(first.isoformat(), calendar.AMSTERDAM)}


def _schedule_due(request: PortingRequestView, actor: Actor, now: datetime) -> bool:
    return actor.role is not Role.SYSTEM or (request.perform_at is not None and now >= request.perform_at)


def _some_number_takes_it(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return bool(request.cancelable_count)


def _cancellation_not_yet_asked(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.cancellation_asked_at is None


def _cancellation_was_asked(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.cancellation_asked_at is not None


ALL_NUMBERS_ENDED = Guard("OPEN_NUMBERS", "Some numbers are still on their way.", _all_numbers_ended)
WINDOW_STILL_OPEN = Guard("WINDOW_CLOSED", "The window to port has closed.", _window_still_open)
WINDOW_OVER = Guard("WINDOW_OPEN", "The window to port is still open.", _window_over)
POSSIBLE_NOW = Guard("NOT_YET_POSSIBLE", _from_when_possible, _possible_now)
SCHEDULE_DUE = Guard("SCHEDULE_NOT_REACHED", "The scheduled moment has not come.", _schedule_due)
SOME_NUMBER_TAKES_IT = Guard(
    "NO_NUMBER_TO_CANCEL", "None of the numbers can be canceled now.", _some_number_takes_it, facts=(CANCELABLE_COUNT,)
)
CANCELLATION_NOT_YET_ASKED = Guard(
    "CANCELLATION_ASKED_ALREADY", "The cancellation has been asked for already.", _cancellation_not_yet_asked
)
CANCELLATION_WAS_ASKED = Guard("CANCELLATION_NOT_ASKED", "Nobody asked to cancel this request.", _cancellation_was_asked)


def _losing_carrier_listed(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.losing_carrier_name is None


def _called(request: PortingRequestView, _now: datetime) -> Said:
    return losing_carriers.UNKNOWN.said(name=request.losing_carrier_name or "")


def _losing_carrier_to_match(request: PortingRequestView, _actor: Actor, _now: datetime) -> bool:
    return request.losing_carrier_name is not None or request.match_unsent


LOSING_CARRIER_LISTED = Guard("LOSING_CARRIER_UNKNOWN", _called, _losing_carrier_listed)
LOSING_CARRIER_TO_MATCH = Guard(
    "LOSING_CARRIER_KNOWN", "No name of a losing carrier waits to be matched here.", _losing_carrier_to_match, for_good=True
)

# Of what is asked.


def _reason_or_code(_request: object, asked: RejectRequest, _actor: Actor, _now: datetime) -> bool:
    return is_explained(asked) or (asked.code is not None and not reasons.port_in_reason(asked.code).comment_needed)


def _carrier_there(request: PortingRequestView, _asked: object, _actor: Actor, _now: datetime) -> bool:
    return request.asked_carrier_name is not None


def _of_the_country(request: PortingRequestView, _asked: object, _actor: Actor, _now: datetime) -> bool:
    return request.asked_carrier_country in {None, request.country}


def _another_carrier(request: PortingRequestView, asked: MatchLosingCarrier, _actor: Actor, _now: datetime) -> bool:
    return asked.carrier_id != request.losing_carrier_id


def _no_such_carrier(_request: object, _asked: object, _now: datetime) -> Said:
    return not_found(Thing.CARRIER)


def _inside_the_window(request: PortingRequestView, asked: SchedulePerform, _actor: Actor, now: datetime) -> bool:
    if asked.perform_at is None:
        return True
    first = _possible_from(request)
    if first is None or request.ready_until is None:
        return False
    return max(first, now) <= asked.perform_at < request.ready_until


_WINDOW: Final = Sentence("perform_at.outside_the_window", "Choose a moment from {day}, {hour} on, and before the window closes.")


def _which_window(request: PortingRequestView, _asked: object, now: datetime) -> Said:
    return _WINDOW.said(**_first_moment(request, now))


def _another_moment(request: PortingRequestView, asked: SchedulePerform, _actor: Actor, _now: datetime) -> bool:
    return asked.perform_at is None or asked.perform_at != request.perform_at


def _answer_due_ahead(_request: object, asked: Delay, _actor: Actor, now: datetime) -> bool:
    return asked.answer_due_at > now


def _first_date_not_past(_request: object, asked: Delay | MakeReady, _actor: Actor, now: datetime) -> bool:
    first = asked.first_possible_date
    return first is None or first >= calendar.day_in_zone(now, calendar.AMSTERDAM)


def _is_blocking_code(code: str) -> bool:
    return reasons.coin_format_holds("blocking_code", code)


def _code_well_formed(_request: object, asked: Block, _actor: Actor, _now: datetime) -> bool:
    return _is_blocking_code(asked.code)


def _codes_well_formed(_request: object, asked: Block, _actor: Actor, _now: datetime) -> bool:
    return all(_is_blocking_code(number.code) for number in asked.numbers or ())


def _words_given(_request: object, asked: Block, _actor: Actor, _now: datetime) -> bool:
    return all(given(number.text) for number in asked.numbers or ())


def _foreign_numbers(request: PortingRequestView, asked: Block) -> list[str]:
    return [f"{place}.numberId" for place, each in enumerate(asked.numbers or ()) if each.number_id not in request.asked_numbers]


def _numbers_twice(_request: PortingRequestView, asked: Block) -> list[str]:
    return [f"{place}.numberId" for place in repeated(each.number_id for each in asked.numbers or ())]


def _no_such_number(_request: PortingRequestView, _asked: Block, _now: datetime) -> Said:
    return not_found(Thing.PORTING_NUMBER)


_BLOCKING_CODE_FORM = Sentence("blocking_code.malformed", "A blocking code has one or two digits.")
REASON_OR_CODE = Check("REQUIRED", Sentence("reason.or_code_required", "Give a reason, or name its code."), _reason_or_code, path=REASON)
CARRIER_THERE = Check("NOT_FOUND", _no_such_carrier, _carrier_there, path="carrierId", facts=(ASKED_CARRIER_NAME,))
CARRIER_OF_THE_COUNTRY = Check(
    "OTHER_COUNTRY",
    losing_carriers.OTHER_COUNTRY,
    _of_the_country,
    path="carrierId",
    facts=(ASKED_CARRIER_COUNTRY,),
)
ANOTHER_CARRIER = Check(
    "UNCHANGED",
    Sentence("losing_carrier.unchanged", "This is the losing carrier of the request already."),
    _another_carrier,
    path="carrierId",
)
INSIDE_THE_WINDOW = Check(
    "OUTSIDE_THE_WINDOW",
    _which_window,
    _inside_the_window,
    path="performAt",
)
ANOTHER_MOMENT = Check(
    "UNCHANGED", Sentence("perform_at.unchanged", "It is ported by itself at this moment already."), _another_moment, path="performAt"
)
ANSWER_DUE_AHEAD = Check(
    "IN_THE_PAST",
    Sentence("answer_due_at.in_the_past", "The answer is due at a moment that has passed."),
    _answer_due_ahead,
    path="answerDueAt",
)
FIRST_DATE_NOT_PAST = Check(
    "IN_THE_PAST",
    Sentence("first_possible_date.in_the_past", "The first possible date is in the past."),
    _first_date_not_past,
    path="firstPossibleDate",
)
BLOCKING_CODE = Check("MALFORMED", _BLOCKING_CODE_FORM, _code_well_formed, path="code")
BLOCKING_CODES = Check("MALFORMED", _BLOCKING_CODE_FORM, _codes_well_formed, path="numbers")
BLOCKING_WORDS = Check(
    "REQUIRED",
    Sentence("blocking_words.required", "Give the losing carrier's words for each number that is named, or leave the number out."),
    _words_given,
    path="numbers",
)
BLOCKED_NUMBERS_THERE = check_entries("NOT_FOUND", _no_such_number, _foreign_numbers, path="numbers", facts=(ASKED_NUMBERS,))
BLOCKED_NUMBERS_ONCE = check_entries(
    "DUPLICATE", Sentence("blocked_number.twice", "This number is in the list already."), _numbers_twice, path="numbers"
)
