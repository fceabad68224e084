"""The facts a verdict at the door is made of: the same work for every number, known here or not, right PIN or wrong."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_outs.door import TRIES_WITHIN, AskedNumber, Pin
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.domain.reference import forms
from portico.domain.refusals import Thing, not_found
from portico.domain.sentences import Sentence
from portico.operations.desk.retired_carriers import RETIRED
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Unit
from portico.operations.inventory.phone_number_lists import NumberList, read_numbers
from portico.storage.engine.keyring import CannotOpen, KeyRing
from portico.storage.port_outs import door as port_out_door
from portico.storage.port_outs.door import GainingCarrier, InService

_NO_CARRIER: Final = Sentence("gaining_carrier.required", "Name the carrier that asks for the numbers.")
_NO_NUMBERS: Final = Sentence("numbers.required", "Name the numbers.")
_ONE_COUNTRY: Final = Sentence("numbers.one_country", "One request is for numbers of one country; these are of {countries}.")
DECOY = "no number has this PIN"
Pins = Mapping[str, str | None]
"""The numbers that are asked for in their order, E.164, each with the PIN that came with it."""


def pins_of(numbers: NumberList, given: Sequence[NumberWithPin], common: str | None = None) -> dict[str, str | None]:
    """By number the PIN of the entry it was read from, else the one given for all that come without."""
    return {number.e164: given[place].pin or common for place, number in numbers.numbers}


async def gaining_carrier(unit: Unit, actor: Actor, named: UUID | None, problems: Problems) -> GainingCarrier | None:
    """The gaining carrier: a carrier's own, or the one that staff name; one that is retired hands in nothing new."""
    wanted = named or actor.carrier_id
    if wanted is None:
        problems.add("gainingCarrierId", "REQUIRED", _NO_CARRIER.said())
        return None
    found = await port_out_door.carrier(unit.connection, wanted) if wanted == (actor.carrier_id or wanted) else None
    if found is None:
        problems.add("gainingCarrierId", "NOT_FOUND", not_found(Thing.CARRIER))
    elif found.retired:
        problems.add("gainingCarrierId", "RETIRED", RETIRED.said(carrier=found.name))
    return found


async def read_asked(given: Sequence[NumberWithPin], carrier: GainingCarrier | None, problems: Problems) -> NumberList:
    """The numbers of one country that are asked for; what cannot be read, or used together, is a problem."""
    numbers = await read_numbers("numbers", [each.number for each in given], carrier.country if carrier else None)
    problems.found += numbers.problems
    if not given:
        problems.add("numbers", "REQUIRED", _NO_NUMBERS.said())
    countries = sorted({number.country for _place, number in numbers.numbers})
    for place, number in numbers.numbers:
        if number.country != numbers.numbers[0][1].country:
            problems.add(f"numbers.{place}", "MISFIT", _ONE_COUNTRY.said(countries=", ".join(countries)))
    return numbers


async def lock_owners(unit: Unit, carrier_id: UUID, e164s: Sequence[str]) -> None:
    """Holds the accounts these numbers belong to, so that two carriers' requests, and two guesses, come one after the other."""
    owners = await port_out_door.owners(unit.connection, e164s)
    await unit.lock("account", owners or [carrier_id])  # nobody's account: as many statements as for a known number


async def asked_numbers(
    unit: Unit, carrier_id: UUID, pins: Pins, account_number: str | None
) -> tuple[list[AskedNumber], Mapping[str, InService]]:
    """The numbers in their order with what is known of each, and those in service here."""
    found = await port_out_door.numbers_in_service(unit.connection, pins)
    # Held already, but for a number that changed hands just now.
    await unit.lock("account", [number.account_id for number in found.values()])
    known = [number.id for number in found.values()]
    before = await port_out_door.refusals(unit.connection, carrier_id, known, unit.now - TRIES_WITHIN)
    check = _PinCheck(unit.work.keyring)
    return [_asked(e164, found.get(e164), account_number, check.of(found.get(e164), pin), before) for e164, pin in pins.items()], found


def _asked(
    e164: str, number: InService | None, account_number: str | None, pin: Pin, before: Mapping[tuple[UUID, bool], int]
) -> AskedNumber:
    known = number.terms.account_number if number else DECOY
    named = _same(_plain(account_number), _plain(known))
    if number is None:
        return AskedNumber(e164)
    return AskedNumber(
        e164=e164,
        id=number.id,
        version=number.version,
        account_id=number.account_id,
        status=number.status,
        locked=number.locked_at is not None,
        account_named=named,
        pin=pin,
        tries=before.get((number.id, True), 0),
        told=before.get((number.id, False), 0),
        failures=number.failure_count,
    )


class _PinCheck:
    """Compares the PIN given with a number's own; numbers without one are compared with a decoy, at the same cost."""

    def __init__(self, keyring: KeyRing) -> None:
        self._keyring = keyring
        self._decoy = keyring.seal(DECOY)

    def of(self, number: InService | None, pin: str | None) -> Pin:
        given, sealed = (pin or "").strip(), number.port_out_pin_sealed if number else None
        right = _same(given, self._open(sealed or self._decoy))
        if sealed is None:
            return Pin.MISSING if number is None or number.terms.port_out_pin_required else Pin.NOT_NEEDED
        if not given:
            return Pin.MISSING
        return Pin.RIGHT if right else Pin.WRONG

    def _open(self, sealed: str) -> str:
        """A PIN that no key opens any more matches nothing anybody could give."""
        try:
            return self._keyring.open(sealed)
        except CannotOpen:
            return sealed


def _plain(account_number: str | None) -> str:
    """What is compared of an account number: not how its parts are noted."""
    return forms.compact(account_number or "")


def _same(given: str, known: str) -> bool:
    """Compared by their hashes, so that neither length nor the first wrong letter shows in the time it takes."""
    return hmac.compare_digest(sha256(given.encode()).digest(), sha256(known.encode()).digest())
