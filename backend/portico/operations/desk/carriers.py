"""Other providers, as the operator keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.reference.carrier_codes import CODES
from portico.domain.reference.places import called
from portico.domain.refusals import Blocked, Blocker, NotFound, StaleVersion, Thing
from portico.domain.sentences import Sentence
from portico.operations.desk.carrier_fields import check_possible, check_restored, read_fields
from portico.operations.desk.carrier_inputs import CarrierContact, ChangeCarrier, CreateCarrier, RetireCarrier, SetCallback
from portico.operations.engine import installation
from portico.operations.engine.fields import differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.signing_secrets import NewSecret, signing_secret
from portico.operations.engine.unset import given
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import carriers as storage
from portico.storage.engine.rows import Columns
from portico.storage.people import tokens
from portico.storage.row_types.carriers import CarrierRow

__all__ = [
    "CarrierContact",
    "ChangeCarrier",
    "CreateCarrier",
    "RetireCarrier",
    "SetCallback",
    "change_carrier",
    "create_carrier",
    "renew_callback_secret",
    "restore",
    "retire",
    "set_callback",
]

_STILL_NETWORK: Final = Sentence(
    "carrier.still_network",
    "{carrier} is the network carrier of {country}, where port-ins go through it ({count}): make another one first, or say that it leaves.",
)
FOLLOWS_WITHIN: Final = timedelta(days=7)
"""A carrier whose machine asked within this time follows its requests by API; one whose machine fell silent has to be told."""
SENTENCES: Final = {
    Happening.CARRIER_CREATED: Sentence("carrier.create", "The carrier was created."),
    Happening.CARRIER_CHANGED: Sentence("carrier.change", "The carrier was changed."),
    Happening.CARRIER_RETIRED: Sentence(
        "carrier.retire", "The carrier was retired: it stays with what is under way and is offered no more."
    ),
    Happening.CARRIER_RESTORED: Sentence(
        "carrier.restore", "The carrier is in use again; it is no country's network carrier until it is made one anew."
    ),
    Happening.CARRIER_SECRET_RENEWED: Sentence("carrier.renew_callback_secret", "The carrier's callbacks are signed with a new secret."),
}


async def create_carrier(work: Work, actor: Actor, command: CreateCarrier, key: Key | None = None) -> UUID:
    """The id of the new carrier. Raises NotPermitted, or InvalidInput with every field at fault (TAKEN: what another carrier has)."""
    actor = permitted(actor, "carrier.create")

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        problems = Problems()
        values = given(command)
        values["time_zone"] = command.time_zone or calendar.zone_of(command.country.strip().upper())
        columns = read_fields(values, {"private_too": work.settings.allow_private_callbacks}, problems)
        await check_possible(unit, columns, problems)
        problems.refuse()
        stamp: CarrierRow = {"id": new_id(unit.now), "created_at": unit.now, "updated_at": unit.now, "version": 1}
        row = stamp | _stored(columns, None) | _secret(work, None, columns)
        await storage.insert(unit.connection, row)
        told = {name: [None, _plain(value)] for name, value in columns.items() if value not in (None, [], False)}
        _record(unit, actor, row, Happening.CARRIER_CREATED, changed=told)
        return [Outcome(row["id"], version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def change_carrier(
    work: Work, actor: Actor, carrier_id: UUID, expected_version: int | None, command: ChangeCarrier, *, key: Key | None = None
) -> UUID:
    """The id of the carrier, changed. Raises NotPermitted, NotFound, StaleVersion, or InvalidInput with every field at fault."""
    actor = permitted(actor, "carrier.change")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, carrier_id, expected_version)
        problems = Problems()
        present = _unfolded(row)
        around = {**present, "private_too": work.settings.allow_private_callbacks}
        columns = read_fields(given(command), around, problems)
        changed = differing(columns, present)
        await check_possible(unit, changed, problems, of=row)
        problems.refuse()
        if changed:
            told = {name: [_plain(present[name]), _plain(value)] for name, value in changed.items()}
            await _write(unit, actor, row, _stored(changed, row) | _secret(work, row, changed), Happening.CARRIER_CHANGED, changed=told)
        return [Outcome(carrier_id, version=row["version"] + bool(changed))]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def set_region(work: Work, actor: Actor, carrier_id: UUID, region: str | None, key: Key | None = None) -> None:
    """From now on the carrier keeps this region's holidays; None: its country's default. Raises as `change_carrier`."""
    await change_carrier(work, actor, carrier_id, None, ChangeCarrier(region=region), key=key)


async def retire(
    work: Work, actor: Actor, carrier_id: UUID, expected_version: int | None, command: RetireCarrier, *, key: Key | None = None
) -> UUID:
    """The id of the carrier: it is offered no more, nor is anything's network carrier, and stays with what is under way.

    Raises NotPermitted, NotFound, StaleVersion, or Blocked where a country with port-ins under way through it is not named as left;
    once retired it stays so.
    """
    actor = permitted(actor, "carrier.change")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, carrier_id, expected_version)
        if row["retired_at"]:
            return [Outcome(carrier_id, version=row["version"])]
        await _refuse_to_leave(unit, row, {each.strip().upper() for each in command.leaves})
        left: CarrierRow = {"network_for": []} if row["network_for"] else {}
        await _write(unit, actor, row, {"retired_at": unit.now, **left}, Happening.CARRIER_RETIRED, changed=from_to(row, left))
        return [Outcome(carrier_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _refuse_to_leave(unit: Unit, row: CarrierRow, leaves: Collection[str]) -> None:
    under_way = await storage.port_ins_through(unit.connection, row["id"])
    held = [country for country in row["network_for"] if under_way.get(country) and country not in leaves]
    if held:
        said = [_STILL_NETWORK.said(carrier=row["name"], country=called(each), count=under_way[each]) for each in held]
        raise Blocked(tuple(Blocker("NETWORK_CARRIER", each) for each in said))


async def restore(work: Work, actor: Actor, carrier_id: UUID, expected_version: int | None, *, key: Key | None = None) -> UUID:
    """The id of the carrier, which is offered again, and is no country's network carrier.

    Raises NotPermitted, NotFound, StaleVersion, or InvalidInput (TAKEN) where another has taken its name or a code meanwhile.
    """
    actor = permitted(actor, "carrier.change")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, carrier_id, expected_version)
        if not row["retired_at"]:
            return [Outcome(carrier_id, version=row["version"])]
        problems = Problems()
        await check_restored(unit, row, problems)
        problems.refuse()
        await _write(unit, actor, row, {"retired_at": None}, Happening.CARRIER_RESTORED, changed={})
        return [Outcome(carrier_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def renew_callback_secret(work: Work, actor: Actor, carrier_id: UUID, key: Key | None = None) -> NewSecret[str | None]:
    """A new secret, shown this once; the one before signs nothing any more. Raises NotPermitted or NotFound."""
    actor = permitted(actor, "carrier.rotate_callback_secret")
    shown: list[str] = []

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, carrier_id, None)
        shown[:] = [signing_secret(work)]
        await _write(unit, actor, row, {"callback_secret": work.keyring.seal(shown[0])}, Happening.CARRIER_SECRET_RENEWED, changed={})
        return [Outcome(carrier_id, version=row["version"] + 1)]

    await once(work, actor, key, do)
    return NewSecret(carrier_id, shown[0] if shown else None)


async def set_callback(work: Work, actor: Actor, command: SetCallback, key: Key | None = None) -> NewSecret[str | None]:
    """Where a carrier is told what becomes of its port-outs, by its own machine: another address has a secret of its own, shown this once.

    Raises NotPermitted or InvalidInput.
    """
    actor = permitted(actor, "carrier.set_callback")
    assert actor.carrier_id  # noqa: S101 - for the type checker: only carriers may
    carrier_id, shown = actor.carrier_id, list[str]()

    async def do(unit: Unit) -> list[Outcome]:
        shown.clear()
        row, problems = await _locked(unit, carrier_id, None), Problems()
        around = {"private_too": work.settings.allow_private_callbacks}
        url = cast("str | None", read_fields({"callback_url": command.callback_url}, around, problems).get("callback_url"))
        problems.refuse()
        if url == row["callback_url"]:
            return [Outcome(carrier_id, version=row["version"])]
        shown[:] = [signing_secret(work)] if url else []
        columns: CarrierRow = {"callback_url": url, "callback_secret": work.keyring.seal(shown[0]) if shown else None}
        changed = {"callback_url": [row["callback_url"], url]}
        await _write(unit, actor, row, columns, Happening.CARRIER_CHANGED, changed=changed)
        return [Outcome(carrier_id, version=row["version"] + 1)]

    await once(work, actor, key, do)
    return NewSecret(carrier_id, shown[0] if shown else None)


async def follows_by_api(work: Work, carrier_id: UUID, order: tuple[str, UUID]) -> bool:
    """Whether the carrier reads by itself what becomes of its requests, or has just acted on this one by API."""
    if await tokens.used_for(work.reader, carrier_id, order, work.now - FOLLOWS_WITHIN, work.now):
        return True
    used = await tokens.last_used_by(work.reader, carrier_id, work.now)
    return used is not None and work.now - used <= FOLLOWS_WITHIN


async def _locked(unit: Unit, carrier_id: UUID, expected_version: int | None) -> CarrierRow:
    """The carrier as it is while nobody else changes the operator's things."""
    await installation.take_turn(unit)
    row = await storage.by_id(unit.connection, carrier_id)
    if row is None:
        raise NotFound(Thing.CARRIER)
    if expected_version not in (None, row["version"]):
        raise StaleVersion(row["version"])
    return row


async def _write(unit: Unit, actor: Actor, row: CarrierRow, columns: CarrierRow, event: Happening, *, changed: Columns) -> None:
    if not await storage.change(unit.connection, row, columns, unit.now):
        raise StaleVersion(row["version"] + 1)
    _record(unit, actor, row, event, changed=changed)


def _record(unit: Unit, actor: Actor, row: CarrierRow, event: Happening, *, changed: Columns) -> None:
    data = {"name": row["name"], **({"changed": changed} if changed else {})}
    verb = SENTENCES[event].code.rpartition(".")[2]
    installation.record(unit, actor, verb, event, SENTENCES[event].said(), subject=("carrier", row["id"]), data=data)


def _unfolded(row: CarrierRow) -> Columns:
    """The row with each of its codes as a field of its own."""
    return {**row, **{field: row["codes"].get(form.name) for field, form in CODES.items()}}


def _stored(columns: Columns, row: CarrierRow | None) -> CarrierRow:
    """The columns as they are stored: what is a code goes among the codes."""
    named = {form.name: columns[field] for field, form in CODES.items() if field in columns}
    if not named and row:
        return cast("CarrierRow", columns)
    codes = {name: value for name, value in {**(row["codes"] if row else {}), **named}.items() if value}
    return cast("CarrierRow", {name: value for name, value in columns.items() if name not in CODES} | {"codes": codes})


def _secret(work: Work, row: CarrierRow | None, columns: Columns) -> CarrierRow:
    """What its callbacks are signed with, from the first address on."""
    return (
        {}
        if not columns.get("callback_url") or (row and row["callback_secret"])
        else {"callback_secret": work.keyring.seal(signing_secret(work))}
    )


def _plain(value: object) -> object:
    """A value as the journal keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
