"""The inventory by hand: numbers of the operator's own put into service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.inventory.phone_numbers import ValidNumber as ReadNumber
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_outs.pins import port_out_pin
from portico.domain.refusals import Thing, not_found
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import NumberSource, PhoneNumberStatus
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import NumberList, read_numbers
from portico.operations.people.on_behalf import account_of, is_on_behalf
from portico.storage.inventory import phone_numbers as storage
from portico.storage.people import profiles
from portico.storage.row_types.phone_numbers import PhoneNumberRow

ADDED: Final = Sentence("phone_number.add", "The number was put into service.")
_STRANGE_PIN: Final = Sentence("pins.number_not_found", "A PIN stands by a number that is not in the list: {number}.")
IN_SERVICE_HERE: Final = Sentence("number.in_service", "{number} is in service here already.")
PORTING_IN: Final = Sentence("number.porting_in", "{number} is being ported in.")


async def add_native_numbers(
    work: Work,
    actor: Actor,
    account_id: UUID,
    numbers: Sequence[str],
    profile_id: UUID | None = None,
    *,
    pins: Mapping[str, str] | None = None,
) -> list[UUID]:
    """The ids of numbers of the operator's own, now ACTIVE for the account, in their order.

    Numbers are written with their country code; `pins` gives port-out PINs by the number as it is written in `numbers`.
    Raises NotPermitted, or InvalidInput: unreadable, in service here already, being ported in, unknown account or profile.
    """
    actor = permitted(actor, "phone_number.add")
    read = await read_numbers("numbers", numbers, None)

    async def do(unit: Unit) -> list[UUID]:
        problems = Problems(read.problems)
        await account_of(unit.connection, actor, account_id, problems)
        await check_profile(unit, actor, account_id, profile_id, problems)
        secrets = _pins(numbers, pins or {}, problems)
        problems.refuse()
        await unit.lock("account", [account_id])
        await _check_free(unit, read)
        secret = {place: sealed_pin(work, secrets.get(numbers[place])) for place, _number in read.numbers}
        more: list[PhoneNumberRow] = [
            {"configuration_profile_id": profile_id, "port_out_pin_sealed": secret[place]} for place, _number in read.numbers
        ]
        wanted = [(number, columns) for (_place, number), columns in zip(read.numbers, more, strict=True)]
        return await put_into_service(unit, actor, account_id, wanted)

    return await work.unit(do, actor)


async def put_into_service(unit: Unit, actor: Actor, account_id: UUID, wanted: Sequence[tuple[ReadNumber, PhoneNumberRow]]) -> list[UUID]:
    """The ids of these numbers, each with more of its columns, ACTIVE for the account from now on; under its lock, and free."""
    added = [_row(unit, account_id, number) | more for number, more in wanted]
    await storage.insert(unit.connection, added)
    for row in added:
        record(unit, actor, row, verb="add", event=Happening.PHONE_NUMBER_ADDED, reason=ADDED.said(), to_status=PhoneNumberStatus.ACTIVE)
    return [row["id"] for row in added]


async def check_profile(unit: Unit, actor: Actor, account_id: UUID | None, profile_id: UUID | None, problems: Problems) -> None:
    """The configuration the numbers are to ring at is the account's own."""
    if profile_id is None:
        return
    found = await profiles.configuration_profiles(unit.connection, actor, [profile_id])
    if not found or found[0]["account_id"] != account_id:
        problems.add("profileId", "NOT_FOUND", not_found(Thing.CONFIGURATION_PROFILE))


def _pins(numbers: Sequence[str], pins: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """The PINs in tidy form by the number as written."""
    found: dict[str, str] = {}
    for place, text in enumerate(numbers):
        if text in pins and (secret := problems.tidy(f"pins.{place}", port_out_pin, pins[text])):
            found[text] = secret
    if strange := sorted(pins.keys() - set(numbers)):
        problems.add("pins", "NOT_FOUND", _STRANGE_PIN.said(number=strange[0]))
    return found


async def taken(unit: Unit, e164s: Sequence[str]) -> tuple[set[str], set[str]]:
    """Which of these are in service here, and which a live port-in holds.

    Claimed while they are looked at, so that no port-in and no other unit takes one meanwhile.
    """
    held = await storage.reserve(unit.connection, e164s, unit.move_id, unit.now)
    here = await storage.in_service(unit.connection, e164s)
    await storage.let_go(unit.connection, unit.move_id)
    return here, held


async def _check_free(unit: Unit, read: NumberList) -> None:
    here, held = await taken(unit, read.e164s)
    problems = Problems()
    for place, number in read.numbers:
        if number.e164 in here:
            problems.add(f"numbers.{place}", "NUMBER_IN_SERVICE", IN_SERVICE_HERE.said(number=display(number.e164)))
        elif number.e164 in held:
            problems.add(f"numbers.{place}", "NUMBER_LIVE_ELSEWHERE", PORTING_IN.said(number=display(number.e164)))
    problems.refuse()


def _row(unit: Unit, account_id: UUID, number: ReadNumber) -> PhoneNumberRow:
    return {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": account_id,
        "e164": number.e164,
        "country": number.country,
        "number_type": number.number_type,
        "source": NumberSource.NATIVE,
        "status": PhoneNumberStatus.ACTIVE,
        "version": 1,
        "activated_at": unit.now,
    }


def sealed_pin(work: Work, secret: str | None) -> str | None:
    return work.keyring.seal(secret) if secret else None


def record(
    unit: Unit, actor: Actor, row: PhoneNumberRow, *, verb: str, event: Happening, reason: Said, to_status: PhoneNumberStatus | None = None
) -> None:
    unit.record(
        subject_kind="phone_number",
        subject_id=row["id"],
        version=row["version"],
        order_id=row["account_id"],
        data={"e164": row["e164"]},
        told=False,
        on_behalf=is_on_behalf(actor),
        verb=verb,
        event=event,
        reason=reason,
        to_status=to_status,
    )
