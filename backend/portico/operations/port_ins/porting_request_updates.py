"""A porting request changed: only what its status opens, only what really differs, and never a secret in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import country
from portico.domain.inventory.blocks import held, left_of
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.port_ins.editing import closed, editable_fields
from portico.domain.port_ins.porting_request_guards import UNDER_LEGAL_HOLD
from portico.domain.port_ins.requirements.requirements import secret_extras, secret_problem
from portico.domain.reference.shapes import EXTRA, Requirement
from portico.domain.refusals import ActionUnavailable, NotFound, StaleVersion, Thing, not_found
from portico.domain.sentences import Sentence
from portico.domain.statuses import Flow, NumberType
from portico.operations.engine.fields import differing
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems, path_of
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import Unset, given
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import NumberList, read_numbers
from portico.operations.people.on_behalf import is_on_behalf
from portico.operations.port_ins import billing_numbers, losing_carriers, request_fields
from portico.operations.port_ins.field_surroundings import Around, address_country
from portico.operations.port_ins.porting_request_inputs import UpdateRequest
from portico.operations.port_ins.request_fields import FIELDS
from portico.operations.port_ins.spelled_numbers import as_given, spelled
from portico.storage.desk import carriers
from portico.storage.desk.keeping import legal_holds
from portico.storage.engine.keyring import CannotOpen, KeyRing
from portico.storage.engine.rows import Columns, Row
from portico.storage.port_ins import documents, number_blocks, porting_request_writes, porting_requests, sealed_fields
from portico.storage.row_types.port_ins import PortingRequestRow

_TOO_MANY: Final = Sentence("numbers.most_in_request", "At most {most:,} numbers in one request.")
_MISFIT: Final = Sentence("number_type.misfit", "{first} Take such numbers out first.")
_MISFITS: Final = Sentence("number_type.misfits", "{first} (and {more} more) Take such numbers out first.")

SECRETS = ("pin", "secret_fields")
CHANGED = Sentence("porting_request.update", "The request was changed.")


@dataclass(frozen=True, slots=True)
class RequestChanges:
    """What differs from what stands: fields, the kind of request (country, type), numbers to add and to take out.

    `secrets` are the secret fields that were said, whether or not they differ: what is wrong with one is said of the right one, too, so
    that whoever guesses hears nothing.
    """

    fields: Columns
    secrets: Columns
    kind: PortingRequestRow
    added: NumberList
    removed: Sequence[UUID]

    @property
    def names(self) -> list[str]:
        """The names editing rules and corrections know what changes by."""
        numbers = ["numbers"] if self.added.numbers or self.removed else []
        return [*request_fields.names_of(self.fields), *self.kind, *numbers]


async def update(
    work: Work, actor: Actor, request_id: UUID, expected_version: int | None, command: UpdateRequest, *, key: Key | None = None
) -> UUID:
    """The id of the request, changed; fields given as they are already change nothing.

    Raises NotPermitted, NotFound, StaleVersion, ActionUnavailable where nothing may be edited any more, and InvalidInput naming every
    field that is closed (NOT_EDITABLE, and why) or malformed.
    """
    actor = permitted(actor, "porting_request.update")

    async def do(unit: Unit) -> list[Outcome]:
        return [await _update(unit, actor, request_id, expected_version, command)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _update(unit: Unit, actor: Actor, request_id: UUID, expected_version: int | None, command: UpdateRequest) -> Outcome:
    if not await porting_requests.seen(unit.connection, actor, [request_id]):
        raise NotFound(Thing.PORTING_REQUEST)
    await unit.lock("porting_request", [request_id])
    row = await porting_request_writes.request(unit.connection, request_id)
    if expected_version not in (None, row["version"]):
        raise StaleVersion(row["version"])
    problems = Problems()
    changes, around = await _changes(unit, actor, row, command, problems)
    await _check_open(unit, actor, request_id, changes, problems)
    await billing_numbers.check(unit, row, changes.fields, problems)
    await request_fields.check_allowed({**changes.secrets, **changes.fields}, around, problems)
    problems.refuse()
    if not changes.names:
        return Outcome(request_id, version=row["version"])
    await _write(unit, row, changes, around)
    _record(unit, actor, row, changes)
    return Outcome(request_id, version=row["version"] + 1)


async def _changes(
    unit: Unit, actor: Actor, row: PortingRequestRow, command: UpdateRequest, problems: Problems
) -> tuple[RequestChanges, Around]:
    wanted = given(command)
    kind = _kind(row, command, problems)
    place, number_type = (row | kind)["country"], (row | kind)["number_type"]
    requirement = await request_fields.requirement_of(unit, place, number_type, problems if kind else Problems())
    added, removed = await _numbers(unit, row, command, (place, number_type) if kind else None, problems)
    there = address_country(cast("str | None", wanted.get("service_country", row["service_country"])))
    around = Around(unit, actor, row["account_id"], place, requirement, (), {}, there)
    around = await _with_numbers(around, row, command, added, removed)
    read = await losing_carriers.settled(request_fields.read_forms(wanted, around, problems), around, problems, row)
    secrets = {name: read[name] for name in SECRETS if name in read}
    if kind and requirement:
        read = _with_carried(read, _carried(unit.work.keyring, row, requirement))
    in_order = sorted(read, key=wanted.__contains__)  # what was given comes last: it names the field that two columns have
    present = {name: _present(unit.work.keyring, row, name, read[name]) for name in in_order}
    tidied = {name: (stands, request_fields.tidied(name, stands, around)) for name, stands in present.items()}
    fields = {name: read[name] for name in in_order if read[name] not in tidied[name]}
    return RequestChanges(fields, secrets, kind, added, removed), around


async def _with_numbers(
    around: Around, row: PortingRequestRow, command: UpdateRequest, added: NumberList, removed: Sequence[UUID]
) -> Around:
    """The numbers as they will be, where secret fields are said, which may be given for single ones."""
    if isinstance(command.extra_fields, Unset) or not command.extra_fields:
        return around
    present = await porting_request_writes.numbers(around.unit.connection, row["id"])
    numbers = [*(number["e164"] for number in present if number["id"] not in removed), *added.e164s]
    known = as_given(command.add_numbers or [], added)
    return replace(around, numbers=numbers, spelled=await spelled(command.extra_fields, around.country, numbers, known))


def _kind(row: PortingRequestRow, command: UpdateRequest, problems: Problems) -> PortingRequestRow:
    """The country and type, where they change."""
    place = None if isinstance(command.country, Unset) else problems.tidy("country", country, command.country)
    number_type = NumberType(command.number_type) if command.number_type else None
    chosen = PortingRequestRow() if place is None else PortingRequestRow(country=place)
    return differing(chosen if number_type is None else chosen | {"number_type": number_type}, row)


def _carried(keyring: KeyRing, row: PortingRequestRow, requirement: Requirement) -> dict[str, object]:
    """What a change of country or type takes away where nothing else was said: values the new requirement has no place for."""
    secret = secret_extras(requirement)
    asked = set(request_fields.asked_extras(requirement)) - secret
    undated = "requested_date" in requirement.forbidden_fields
    extras = {name: value for name, value in row["extra_fields"].items() if name in asked}
    strange = [name for name in row["secrets_sealed"] or {} if name not in secret or not _fits(keyring, row, name, requirement)]
    gone = {"secret_fields": dict.fromkeys(strange)} if strange else {}
    return {"extra_fields": extras, **gone, **({"requested_date": None} if undated else {})}


def _with_carried(read: Columns, carried: Columns) -> dict[str, object]:
    """What was said goes before what was carried over, of the secret fields each for itself."""
    said, kept = read.get("secret_fields"), carried.get("secret_fields")
    both = {"secret_fields": {**kept, **said}} if isinstance(kept, Mapping) and isinstance(said, Mapping) else {}
    return {**carried, **read, **both}


def _fits(keyring: KeyRing, row: PortingRequestRow, name: str, requirement: Requirement) -> bool:
    try:
        secret = sealed_fields.opened(keyring, row["secrets_sealed"], name)
    except CannotOpen:
        return False
    values = filter(None, (secret.all, *secret.numbers.values())) if secret else ()
    return not any(secret_problem(requirement, name, value) for value in values)


def _present(keyring: KeyRing, row: PortingRequestRow, name: str, wanted: object) -> object:
    """A field as it stands, in the form in which it is read; a PIN that no key opens any more differs from everything.

    Of the secret fields those that are `wanted`, as the others stay.
    """
    value = cast("Row", row)[FIELDS[name].column or name]
    try:
        if name == "secret_fields" and isinstance(wanted, Mapping):
            return {each: sealed_fields.opened(keyring, value, each) for each in wanted}
        return keyring.open(value) if name == "pin" and value is not None else value
    except CannotOpen:
        return object()


async def _numbers(
    unit: Unit, row: PortingRequestRow, command: UpdateRequest, new_kind: tuple[str, NumberType] | None, problems: Problems
) -> tuple[NumberList, list[UUID]]:
    """The numbers to add, and the ids of those to take out; those that stay have to fit a new country or type."""
    if not (command.add_numbers or command.remove_numbers or new_kind):
        return NumberList(), []
    place, number_type = new_kind or (row["country"], row["number_type"])
    present = {number["id"]: number["e164"] for number in await porting_request_writes.numbers(unit.connection, row["id"])}
    removed = list(dict.fromkeys(command.remove_numbers or []))
    for position, number in enumerate(command.remove_numbers or []):
        if number not in present:
            problems.add(f"removeNumbers.{position}", "NOT_FOUND", not_found(Thing.PORTING_NUMBER))
    if removed and await legal_holds.held(unit.connection, "porting_request", [row["id"]]):
        problems.add("removeNumbers", UNDER_LEGAL_HOLD.code, UNDER_LEGAL_HOLD.said())
    staying = [e164 for number, e164 in present.items() if number not in removed]
    added = await read_numbers("addNumbers", command.add_numbers or [], place, number_type, taken=staying)
    problems.found += added.problems
    if len(staying) + len(added.numbers) > MOST_NUMBERS:
        problems.add("addNumbers", "TOO_MANY", _TOO_MANY.said(most=MOST_NUMBERS))
    if new_kind:
        await _check_staying(staying, place, number_type, problems)
    return added, removed


async def _check_staying(staying: Sequence[str], place: str, number_type: NumberType, problems: Problems) -> None:
    misfits = (await read_numbers("numbers", staying, place, number_type)).problems
    if misfits:
        first, more = misfits[0].said, len(misfits) - 1
        problems.add("numberType", "MISFIT", _MISFITS.said(first=first, more=more) if more else _MISFIT.said(first=first))


async def _check_open(unit: Unit, actor: Actor, request_id: UUID, changes: RequestChanges, problems: Problems) -> None:
    """Names every change that the request's status does not open.

    A secret that is closed is refused without being compared: whoever guesses would otherwise hear which one was right.
    """
    dossier = await documents.dossier(unit.connection, actor, request_id)
    if dossier is None:
        raise NotFound(Thing.PORTING_REQUEST)
    opened = editable_fields(dossier.editing)
    if not opened:
        raise ActionUnavailable(closed(dossier.editing))
    said = dict.fromkeys([*changes.fields, *changes.secrets])
    paths = {FIELDS[name].name: path_of(FIELDS[name].given or name) for name in said} | {name: path_of(name) for name in changes.kind}
    paths |= {"numbers": "addNumbers" if changes.added.numbers else "removeNumbers"}
    for name in dict.fromkeys([*request_fields.names_of(changes.secrets), *changes.names]):
        if name not in opened:
            problems.add(paths[name], "NOT_EDITABLE", closed(dossier.editing))


async def _write(unit: Unit, row: PortingRequestRow, changes: RequestChanges, around: Around) -> None:
    columns = request_fields.as_columns(changes.fields, around, row["secrets_sealed"]) | changes.kind
    if "country" in changes.kind:
        network = await carriers.default_network(unit.connection, changes.kind["country"])
        columns = PortingRequestRow(network_carrier_id=network) | columns | {"flow": Flow.of(changes.kind["country"])}
    added, after = changes.added.e164s, row | columns
    if changes.removed:
        columns["secrets_sealed"] = await _without_removed(unit, after, changes.removed)
        await porting_request_writes.delete_numbers(unit.connection, row["id"], changes.removed)
    if "number_type" in changes.kind:
        await porting_request_writes.retype_numbers(unit.connection, row["id"], after["number_type"])
    if changes.removed or changes.added.blocks:
        columns["number_blocks"] = await _blocks(unit, row, changes)
    await porting_request_writes.insert_numbers(unit.connection, after, added, unit.now)
    columns["number_count"] = row["number_count"] + len(added) - len(changes.removed)
    columns["fields_changed_at"] = row["fields_changed_at"] | dict.fromkeys(changes.names, unit.now.isoformat())
    await porting_request_writes.change(unit.connection, row, columns, unit.now)


async def _blocks(unit: Unit, row: PortingRequestRow, changes: RequestChanges) -> number_blocks.StoredBlocks | None:
    """The blocks as far as their numbers stay, and those that come; read between the two."""
    staying = [number["e164"] for number in await porting_request_writes.numbers(unit.connection, row["id"])]
    return number_blocks.stored((*left_of(held(row["number_blocks"]), staying), *changes.added.blocks))


async def _without_removed(unit: Unit, after: PortingRequestRow, removed: Sequence[UUID]) -> sealed_fields.StoredSecrets | None:
    """The secret fields without those of numbers that leave; read before they do."""
    numbers = await porting_request_writes.numbers(unit.connection, after["id"])
    return sealed_fields.without(after["secrets_sealed"], {number["e164"] for number in numbers if number["id"] in removed})


def _told_fields(row: PortingRequestRow, changes: RequestChanges) -> list[str]:
    """The names of what changed, for people: fields that only some country asks for each by its own."""
    before: dict[str, Any] = row["extra_fields"]
    after, secrets = (
        cast("dict[str, Any]", changes.fields.get(name, kept)) for name, kept in (("extra_fields", before), ("secret_fields", {}))
    )
    changed = [name for name in dict.fromkeys([*before, *after, *secrets]) if name in secrets or before.get(name) != after.get(name)]
    own = [f"{EXTRA}{name}" for name in changed]
    return [told for name in changes.names for told in (own if own and name == "extra_fields" else [name])]


def _record(unit: Unit, actor: Actor, row: PortingRequestRow, changes: RequestChanges) -> None:
    counts = {"numbers_added": len(changes.added.numbers), "numbers_removed": len(changes.removed)}
    unit.record(
        subject_kind="porting_request",
        subject_id=row["id"],
        version=row["version"] + 1,
        order_id=row["id"],
        verb="update",
        event=Happening.PORTING_REQUEST_UPDATED,
        reason=CHANGED.said(),
        from_status=row["status"],
        to_status=row["status"],
        data={"fields": _told_fields(row, changes), **{name: count for name, count in counts.items() if count}},
        told=False,
        on_behalf=is_on_behalf(actor),
    )
