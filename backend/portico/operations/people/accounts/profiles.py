"""Company profiles (who numbers are ported for, and who is written to) and configuration profiles (where numbers ring)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import Malformed, country, email, line, required_line
from portico.domain.ids import new_id
from portico.domain.inventory.destinations import DestinationKind, destination
from portico.domain.inventory.reading import phone_number
from portico.domain.people.freezing import FreezeCause
from portico.domain.port_ins.requirements.requirements import tidy_of_company
from portico.domain.refusals import NotFound, StaleVersion, Thing
from portico.domain.sentences import Sentence
from portico.operations.engine.fields import FieldReader, Fields, differing
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import given
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes
from portico.operations.people.accounts.profile_inputs import (
    CreateCompanyProfile,
    CreateConfigurationProfile,
    UpdateCompanyProfile,
    UpdateConfigurationProfile,
)
from portico.operations.people.on_behalf import account_of, is_on_behalf
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.people import profiles as storage
from portico.storage.row_types.accounts import CompanyProfileRow, ConfigurationProfileRow, ProfileRow

_CAPACITY: Final = Sentence("capacity.out_of_range", "From 1 to {most:,} calls at once.")

__all__ = [
    "CreateCompanyProfile",
    "CreateConfigurationProfile",
    "UpdateCompanyProfile",
    "UpdateConfigurationProfile",
    "create_company_profile",
    "create_configuration_profile",
    "update_company_profile",
    "update_configuration_profile",
]

SENTENCES: Final = {
    "create": Sentence("profile.create", "The profile was created."),
    "update": Sentence("profile.update", "The profile was updated."),
}
MOST_CALLS: Final = 100_000
Create = CreateCompanyProfile | CreateConfigurationProfile
Update = UpdateCompanyProfile | UpdateConfigurationProfile
LookUp = Callable[[Connection, Actor, list[UUID]], Awaitable[Sequence[ProfileRow]]]


@dataclass(frozen=True, slots=True)
class ProfileKind:
    """One kind of profile; each field is read from what was given and the profile as it stands or will stand."""

    subject: str
    thing: Thing
    found: LookUp
    label: Literal["label", "name"]
    fields: Fields[ProfileRow]
    created: Happening
    updated: Happening


async def create_company_profile(work: Work, actor: Actor, command: CreateCompanyProfile, key: Key | None = None) -> UUID:
    """The id of the new profile. It may lack what a requirement asks: that is judged when a request is submitted.

    Raises NotPermitted, or InvalidInput with every field at fault.
    """
    return await _create(work, actor, COMPANY, command, key)


async def update_company_profile(
    work: Work, actor: Actor, profile_id: UUID, expected_version: int | None, command: UpdateCompanyProfile, *, key: Key | None = None
) -> UUID:
    """The id of the profile, changed. Raises NotPermitted, NotFound, StaleVersion, or InvalidInput with every field at fault."""
    return await _update(work, actor, COMPANY, _Target(profile_id, expected_version), command, key=key)


async def create_configuration_profile(work: Work, actor: Actor, command: CreateConfigurationProfile, key: Key | None = None) -> UUID:
    """The id of the new profile. Raises NotPermitted, or InvalidInput with every field at fault."""
    return await _create(work, actor, CONFIGURATION, command, key)


async def update_configuration_profile(
    work: Work, actor: Actor, profile_id: UUID, expected_version: int | None, command: UpdateConfigurationProfile, *, key: Key | None = None
) -> UUID:
    """The id of the profile, changed. Raises NotPermitted, NotFound, StaleVersion, or InvalidInput with every field at fault."""
    return await _update(work, actor, CONFIGURATION, _Target(profile_id, expected_version), command, key=key)


@dataclass(frozen=True, slots=True)
class _Target:
    id: UUID
    expected_version: int | None


async def _create(work: Work, actor: Actor, kind: ProfileKind, command: Create, key: Key | None) -> UUID:
    actor = permitted(actor, f"{kind.subject}.write")

    async def do(unit: Unit) -> list[Outcome]:
        problems = Problems()
        account_id = await account_of(unit.connection, actor, command.account_id, problems)
        columns = kind.fields.read(given(command), {}, problems)
        problems.refuse()
        if account_id is None:
            raise NotFound(Thing.ACCOUNT)
        await unit.lock("account", [account_id])
        profile_id = new_id(unit.now)
        row = columns | {"id": profile_id, "created_at": unit.now, "updated_at": unit.now, "account_id": account_id, "version": 1}
        await storage.insert(unit.connection, kind.subject, row)
        _record(unit, actor, kind, row, verb="create", event=kind.created)
        return [Outcome(profile_id, version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _update(work: Work, actor: Actor, kind: ProfileKind, target: _Target, command: Update, *, key: Key | None) -> UUID:
    actor = permitted(actor, f"{kind.subject}.write")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, actor, kind, target)
        problems = Problems()
        columns = kind.fields.read(given(command), row, problems)
        problems.refuse()
        changed = differing(columns, row)
        if not changed:
            return [Outcome(target.id, version=row["version"])]
        await storage.change(unit.connection, kind.subject, row, changed, unit.now)
        after = row | changed | {"version": row["version"] + 1}
        _record(unit, actor, kind, after, verb="update", event=kind.updated, fields=sorted(changed))
        if "emails" in changed:
            await freezes.freeze(unit, actor, row["account_id"], FreezeCause.ADDRESSES)
        return [Outcome(target.id, version=after["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _locked(unit: Unit, actor: Actor, kind: ProfileKind, target: _Target) -> ProfileRow:
    """The profile as it is under its account's lock."""
    found = await kind.found(unit.connection, actor, [target.id])
    if not found:
        raise NotFound(kind.thing)
    await unit.lock("account", [found[0]["account_id"]])
    (row,) = await kind.found(unit.connection, actor, [target.id])
    if target.expected_version not in (None, row["version"]):
        raise StaleVersion(row["version"])
    return row


def _record(
    unit: Unit, actor: Actor, kind: ProfileKind, row: ProfileRow, *, verb: str, event: Happening, fields: list[str] | None = None
) -> None:
    """The account's own journal: which fields changed, never what they hold."""
    named: Columns = row
    data: dict[str, object] = {"label": named[kind.label]}
    unit.record(
        subject_kind=kind.subject,
        subject_id=row["id"],
        version=row["version"],
        order_id=row["account_id"],
        verb=verb,
        event=event,
        reason=SENTENCES[verb].said(),
        data=data | ({"fields": fields} if fields else {}),
        told=False,
        on_behalf=is_on_behalf(actor),
    )


def _line(subject: str, column: str, *, required: bool = False) -> FieldReader:
    def read(value: str | None, _around: Columns) -> str | None:
        return (required_line if required else line)(storage.longest(subject, column))(value)

    return read


def _of_its_country(column: str) -> FieldReader:
    """A number or code of the company, spelled as its country spells such ones."""

    def read(value: str | None, around: Columns) -> str | None:
        plain = line(storage.longest("company_profile", column))(value)
        return plain and tidy_of_company(column, plain, str(around.get("country") or ""))

    return read


def _representative_phone(value: str | None, around: Columns) -> str | None:
    return phone_number(str(around.get("country") or "").strip().upper() or None)(value)


def _destination(value: str | None, around: Columns) -> str:
    return destination(DestinationKind(str(around["destination_kind"])), value)


def _capacity(value: int | None, _around: Columns) -> int | None:
    if value is not None and not 1 <= value <= MOST_CALLS:
        raise Malformed(_CAPACITY.said(most=MOST_CALLS), "OUT_OF_RANGE")
    return value


def _plain(value: object, _around: Columns) -> object:
    return value


COMPANY: Final = ProfileKind(
    subject="company_profile",
    thing=Thing.COMPANY_PROFILE,
    found=storage.company_profiles,
    created=Happening.COMPANY_PROFILE_CREATED,
    updated=Happening.COMPANY_PROFILE_UPDATED,
    label="label",
    fields=Fields(
        CompanyProfileRow,
        one={
            "label": _line("company_profile", "label", required=True),
            "company_name": _line("company_profile", "company_name", required=True),
            "country": lambda value, _around: country(value),
            "registration_number": _of_its_country("registration_number"),
            "vat_id": _of_its_country("vat_id"),
            "representative_first_name": _line("company_profile", "representative_first_name"),
            "representative_last_name": _line("company_profile", "representative_last_name"),
            "representative_phone": _representative_phone,
            "city": _line("company_profile", "city"),
            "postal_code": _of_its_country("postal_code"),
            "street": _line("company_profile", "street"),
        },
        lists={"emails": email},
        follows={"registration_number": "country", "vat_id": "country", "postal_code": "country"},
    ),
)
CONFIGURATION: Final = ProfileKind(
    subject="configuration_profile",
    thing=Thing.CONFIGURATION_PROFILE,
    found=storage.configuration_profiles,
    created=Happening.CONFIGURATION_PROFILE_CREATED,
    updated=Happening.CONFIGURATION_PROFILE_UPDATED,
    label="name",
    fields=Fields(
        ConfigurationProfileRow,
        one={
            "name": _line("configuration_profile", "name", required=True),
            "destination_kind": lambda value, _around: DestinationKind(value).value,
            "destination": _destination,
            "capacity": _capacity,
            "sms_enabled": _plain,
        },
        follows={"destination": "destination_kind"},
    ),
)
