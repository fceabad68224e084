"""The PINs without which numbers do not leave: set and taken away by hand, or made here and shown once, one or many at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import AtMost, repeated
from portico.domain.events import Happening
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.policy import SET_PINS
from portico.domain.port_outs.pins import generated, not_settable, port_out_pin
from portico.domain.refusals import ActionUnavailable, NotFound, Refusal, StaleVersion, Thing, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import PhoneNumberStatus
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_numbers import record, sealed_pin
from portico.operations.people.signing_in import fresh_password
from portico.storage.inventory import phone_numbers as storage
from portico.storage.lists import PhoneNumberFilter, matching_phone_numbers
from portico.storage.row_types.phone_numbers import PhoneNumberRow

MOST_MADE: Final = 10_000
AT_ONCE: Final = 500  # numbers of one transaction, so that nobody waits long for it
_WHICH: Final = Sentence("pins.which", "Name the numbers, or say by a filter which they are.")
_NONE: Final = Sentence("pins.none", "No number in service is among these.")
_TOO_MANY: Final = Sentence("pins.too_many", "At most {most:,} numbers at a time: narrow the filter.")
_TWICE: Final = Sentence("pins.twice", "This number is in the list already.")
DONE: Final = {
    "set": Sentence("phone_number.set_port_out_pin", "The port-out PIN was set."),
    "removed": Sentence("phone_number.set_port_out_pin.removed", "The port-out PIN was removed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PinOfNumber:
    """A number of the inventory and the PIN it is to leave with."""

    phone_number_id: Annotated[UUID, "The number."]
    pin: Annotated[str | None, "4 to 20 letters and digits; null takes the PIN away."] = dataclasses.field(default=None, repr=False)
    expected_version: Annotated[int | None, "The version you looked at; null: whatever it is."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPins:
    numbers: Annotated[list[PinOfNumber], "The numbers, at most 1,000.", AtMost(MOST_NUMBERS)]
    password: Annotated[str | None, "Your password, once more."] = dataclasses.field(default=None, repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersInService:
    """Which numbers in service; everything given must hold."""

    account_id: Annotated[UUID | None, "Of this account."] = None
    search: Annotated[str | None, "A number in any spelling, its beginning, or four of its last digits or more."] = None
    has_pin: Annotated[bool | None, "Those that have a PIN already, or those that have none; null: either."] = None

    @property
    def fitting(self) -> PhoneNumberFilter:
        search = (self.search or "").strip() or None
        return PhoneNumberFilter([PhoneNumberStatus.ACTIVE], self.account_id, search, has_pin=self.has_pin)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratePins:
    phone_number_ids: Annotated[list[UUID] | None, "The numbers, at most 1,000.", AtMost(MOST_NUMBERS)] = None
    every: Annotated[NumbersInService | None, "Instead: every number in service that fits this, at most 10,000."] = None
    password: Annotated[str | None, "Your password, once more."] = dataclasses.field(default=None, repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(slots=True)
class PinsMade:
    """By number its new PIN, which nobody is shown again; and why each of the others has none."""

    pins: dict[str, str] = dataclasses.field(default_factory=dict, repr=False)
    refused: list[tuple[UUID, Refusal]] = dataclasses.field(default_factory=list)


async def set_pins(work: Work, actor: Actor, command: SetPins, key: Key | None = None) -> list[Outcome]:
    """What became of each number, in their order; one refused never stops the others.

    Raises NotPermitted, TooManyRequests or InvalidInput: the password, a PIN that is none, a number named twice.
    """
    actor = permitted(actor, SET_PINS)
    pins = _read(command.numbers)
    await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit) -> list[Outcome]:
        expected = {each.phone_number_id: each.expected_version for each in command.numbers}
        found = await _settable(unit, actor, expected)
        await _write(unit, actor, {key: pins[key] for key, row in found.items() if not isinstance(row, Refusal)}, found)
        return [_outcome(each.phone_number_id, found[each.phone_number_id]) for each in command.numbers]

    return await once(work, actor, key, do, list(pins))


async def generate_pins(work: Work, actor: Actor, command: GeneratePins) -> PinsMade:
    """New PINs for all of these numbers, shown this once: nothing of them is kept to be answered again.

    Raises NotPermitted, TooManyRequests or InvalidInput: the password, none or too many numbers.
    """
    actor = permitted(actor, SET_PINS)
    await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code)
    wanted, made = await _wanted(work, actor, command), PinsMade()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        pins, refused = await work.unit(partial(_generate, actor=actor, ids=some), actor)
        made.pins |= pins
        made.refused += refused
    return made


async def _generate(unit: Unit, *, actor: Actor, ids: Sequence[UUID]) -> tuple[dict[str, str], list[tuple[UUID, Refusal]]]:
    found = await _settable(unit, actor, dict.fromkeys(ids))
    rows = {key: row for key, row in found.items() if not isinstance(row, Refusal)}
    pins = {key: generated(unit.work.random.choice) for key in rows}
    await _write(unit, actor, pins, found)
    refused = [(key, row) for key, row in found.items() if isinstance(row, Refusal)]
    return {row["e164"]: pins[key] for key, row in rows.items()}, refused


async def _wanted(work: Work, actor: Actor, command: GeneratePins) -> list[UUID]:
    if (command.every is None) is (command.phone_number_ids is None):
        raise invalid("phoneNumberIds", "REQUIRED", _WHICH.said())
    if command.every is None:
        found = list(dict.fromkeys(command.phone_number_ids or ()))
    else:
        found = await matching_phone_numbers(work.reader, actor, command.every.fitting, MOST_MADE + 1)
    if not found:
        raise invalid("phoneNumberIds" if command.every is None else "every", "REQUIRED", _NONE.said())
    if len(found) > MOST_MADE:
        raise invalid("every", "TOO_MANY", _TOO_MANY.said(most=MOST_MADE))
    return found


def _read(given: Sequence[PinOfNumber]) -> dict[UUID, str | None]:
    """The PINs in tidy form by number; raises InvalidInput."""
    problems = Problems()
    for place in repeated(each.phone_number_id for each in given):
        problems.add(f"numbers.{place}", "DUPLICATE", _TWICE.said())
    if not given:
        problems.add("numbers", "REQUIRED", _NONE.said())
    pins = {each.phone_number_id: _tidy(each, place, problems) for place, each in enumerate(given)}
    problems.refuse()
    return pins


def _tidy(given: PinOfNumber, place: int, problems: Problems) -> str | None:
    return None if given.pin is None else problems.tidy(f"numbers.{place}.pin", port_out_pin, given.pin)


async def _settable(unit: Unit, actor: Actor, expected: Mapping[UUID, int | None]) -> dict[UUID, PhoneNumberRow | Refusal]:
    """Each number as it is under its account's lock, which whoever asks for it at the door takes, too; or why its PIN stays."""
    seen = await storage.by_ids(unit.connection, actor, expected)
    await unit.lock("account", {row["account_id"] for row in seen})
    rows = {row["id"]: row for row in await storage.by_ids(unit.connection, actor, expected)}
    return {key: _judged(rows.get(key), version) for key, version in expected.items()}


def _judged(row: PhoneNumberRow | None, expected: int | None) -> PhoneNumberRow | Refusal:
    if row is None:
        return NotFound(Thing.PHONE_NUMBER)
    if expected not in (None, row["version"]):
        return StaleVersion(row["version"])
    why = not_settable(row["status"])
    return ActionUnavailable(why) if why else row


async def _write(unit: Unit, actor: Actor, pins: Mapping[UUID, str | None], found: Mapping[UUID, PhoneNumberRow | Refusal]) -> None:
    rows = [row for row in found.values() if not isinstance(row, Refusal)]
    await storage.set_pins(unit.connection, rows, {key: sealed_pin(unit.work, pin) for key, pin in pins.items()}, unit.now)
    for row in rows:
        done, event = ("set", Happening.PHONE_NUMBER_PIN_SET) if pins[row["id"]] else ("removed", Happening.PHONE_NUMBER_PIN_REMOVED)
        after: PhoneNumberRow = {**row, "version": row["version"] + 1}
        record(unit, actor, after, verb="set_port_out_pin", event=event, reason=DONE[done].said())


def _outcome(key: UUID, found: PhoneNumberRow | Refusal) -> Outcome:
    return Outcome(key, refusal=found) if isinstance(found, Refusal) else Outcome(key, version=found["version"] + 1)
