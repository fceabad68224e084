"""An amendment passes the same door: what a gaining carrier changes in its request is checked before the move is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.lifecycle import decide
from portico.domain.port_outs.door import is_past, judge
from portico.domain.port_outs.port_out_request import Amend, NumberWithPin, PortOutRequestView, stays_as_it_is
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.domain.refusals import Blocked, Refusal, invalid
from portico.domain.sentences import Sentence
from portico.domain.words.values import day as spoken
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import TurnedAway
from portico.operations.engine.work import Unit
from portico.operations.inventory.phone_number_lists import NumberList, read_numbers
from portico.operations.port_outs.door import Pins, asked_numbers, lock_owners, pins_of
from portico.operations.port_outs.turning_away import Knock, keep_refusal, leaving_on_a_full_tick
from portico.storage.port_outs import door as port_out_door
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.port_outs import PortOutRequestRow

_NO_NUMBERS: Final = Sentence("port_out_request.no_numbers", "A request needs a number; withdraw it where none is wanted any more.")
_UNCHANGED: Final = Sentence("amendment.unchanged", "The request asks for this already: nothing would change.")
_NEW_VERSION: Final = Sentence("carrier_version.taken", "Take a new version, above {version}.")


async def check_amend(unit: Unit, actor: Actor, views: Mapping[UUID, PortOutRequestView], asked: object) -> None:
    """Raises InvalidInput or TurnedAway for what a request may not be amended to.

    The numbers of the command become E.164 without their PINs here, in place: what follows the move, and the journal, take them so.
    """
    for view in views.values():
        if isinstance(asked, Amend) and would_decide(view, "amend", asked, actor, unit.now):
            await _check(unit, view, asked)


def would_decide(view: PortOutRequestView, verb: str, asked: object, actor: Actor, now: datetime) -> bool:
    """Whether the move itself would be made; where not, its own refusal is the answer."""
    try:
        decide(PORT_OUT_REQUEST, verb, view, asked, actor=actor, now=now)
    except Refusal:
        return False
    return True


async def _check(unit: Unit, view: PortOutRequestView, asked: Amend) -> None:
    request, problems = await port_out_door.request(unit.connection, view.id), Problems()
    read = await _read_numbers(request, asked, problems)
    wanted = read.e164s
    _check_date(unit, view, asked, problems)
    await _check_version(unit, request, asked, problems)
    problems.refuse()
    present = {row["e164"] for row in (await port_out_requests.numbers_of(unit.connection, [view.id])).get(view.id, [])}
    if stays_as_it_is(view, asked, present if asked.numbers is None else wanted):
        raise invalid("requestedDate" if asked.numbers is None else "numbers", "UNCHANGED", _UNCHANGED.said())
    if asked.numbers is None:
        return
    added = {e164: pin for e164, pin in pins_of(read, asked.numbers).items() if e164 not in present}
    asked.numbers[:] = map(NumberWithPin, wanted)
    await _check_added(unit, request, added)


async def _read_numbers(request: PortOutRequestRow, asked: Amend, problems: Problems) -> NumberList:
    if asked.numbers is None:
        return NumberList()
    read = await read_numbers("numbers", [each.number for each in asked.numbers], request["country"])
    problems.found += read.problems
    if not asked.numbers:
        problems.add("numbers", "REQUIRED", _NO_NUMBERS.said())
    return read


def _check_date(unit: Unit, view: PortOutRequestView, asked: Amend, problems: Problems) -> None:
    day = asked.requested_date
    if day is not None and is_past(day, unit.now, view.zones):
        problems.add("requestedDate", "IN_THE_PAST", calendar.HAS_PASSED.said(date=spoken(day)))


async def _check_version(unit: Unit, request: PortOutRequestRow, asked: Amend, problems: Problems) -> None:
    """A carrier's version goes up, and no other request of it has this one."""
    version = asked.carrier_version
    if version is None:
        return
    other = await port_out_door.request_handed_in(unit.connection, request["gaining_carrier_id"], request["carrier_reference"], version)
    if version <= request["carrier_version"] or other is not None:
        problems.add("carrierVersion", "TAKEN", _NEW_VERSION.said(version=request["carrier_version"]))


async def _check_added(unit: Unit, request: PortOutRequestRow, added: Pins) -> None:
    """Numbers that come in anew pass the door as those of a new request do; the account is the request's, which was named before."""
    if not added:
        return
    leave = leaving_on_a_full_tick(len(added))
    await lock_owners(unit, request["gaining_carrier_id"], list(added))
    asked, found = await asked_numbers(unit, request["gaining_carrier_id"], added, None)
    owner = request["account_id"], request["country"]
    owned = {e164 for e164, number in found.items() if (number.account_id, number.country) == owner}
    judged = [replace(number, account_named=number.e164 in owned) for number in asked]
    verdict = judge(judged, proved_before=True)
    if verdict.blockers:
        carrier = await port_out_door.carrier(unit.connection, request["gaining_carrier_id"])
        knock = Knock(request["gaining_carrier_id"], carrier.name if carrier else "", request["carrier_reference"])
        await keep_refusal(unit, knock, judged, verdict)
        raise TurnedAway(Blocked(verdict.blockers), leave)
