"""The fields of a porting request: under which name each is edited, and how what is typed becomes what is stored.

`read` looks at the form only, so that a value sent back unchanged is never refused; `allowed` is asked of what really changes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast
from uuid import UUID

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.formats import Malformed, line, web_address
from portico.domain.inventory.phone_numbers import TYPE_WORDS, Unreadable
from portico.domain.inventory.reading import phone_number
from portico.domain.port_ins.requirements.requirements import requirement_for, secret_extras, secret_problem
from portico.domain.reference.places import called
from portico.domain.reference.shapes import EXTRA, Requirement
from portico.domain.refusals import Thing, not_found
from portico.domain.sentences import Sentence, all_of
from portico.domain.statuses import NumberType, PortType, RemainingNumbers, SubscriberKind
from portico.domain.words.values import day
from portico.operations.desk.retired_carriers import RETIRED
from portico.operations.engine.input_problems import Problems, path_of
from portico.operations.engine.work import Unit
from portico.operations.port_ins.field_surroundings import Around, place, tidily
from portico.operations.port_ins.porting_request_inputs import ExtraField
from portico.storage.desk import carriers, requirement_overrides
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.people import profiles
from portico.storage.port_ins import porting_request_writes, sealed_fields
from portico.storage.port_ins.sealed_fields import Secret, StoredSecrets
from portico.storage.row_types.accounts import ProfileRow
from portico.storage.row_types.port_ins import PortingRequestRow

EXTRA_NAME: Final = 60
EXTRA_VALUE: Final = 200
PIN_LENGTH: Final = 60

_EMPTY: Final = Sentence("field.empty", "This cannot be left empty.")
_ONE_FOR_ALL: Final = Sentence("extra_field.not_per_number", "{name} has one value for all numbers of the request.")
_TWICE: Final = Sentence("extra_field.duplicate", "{name} stands there twice.")
_STRANGER: Final = Sentence("extra_field.number_not_found", "{number} is no number of this request.")
_NOT_ASKED: Final = Sentence("extra_field.not_asked", "This kind of request does not ask {names}; it asks {asked}.")
_NONE_ASKED: Final = Sentence(
    "extra_field.none_asked", "This kind of request does not ask {names}; it asks nothing beside the other fields."
)
_NO_DATE: Final = Sentence("requested_date.not_allowed", "No date can be requested here: the losing carrier sets the first possible one.")
_NETWORK_CARRIER: Final = Sentence("network_carrier.not_permitted", "The operator chooses the network carrier.")
_COUNTRY: Final = Sentence("country.not_supported", "Numbers of {country} cannot be ported here.")
_NUMBER_TYPE: Final = Sentence("number_type.not_supported", "No {number_type} numbers of {country} are ported here; these are: {known}.")


InputReader = Callable[[Any, Around], object]  # each takes what its field is given as
FieldRule = Callable[[Any, Around], None]
ReadProfiles = Callable[[Connection, Actor, list[UUID]], Awaitable[Sequence[ProfileRow]]]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is what the reasons and the editing rules call it; `column` and `given` default to the field's own name.

    `given` is the input it is read from.
    """

    name: str
    read: InputReader
    allowed: FieldRule | None = None
    column: str = ""
    given: str = ""


def _text(column: str) -> InputReader:
    return lambda value, _around: line(porting_request_writes.longest(column))(value)


def _one_of(kind: type[StrEnum]) -> InputReader:
    def read(value: str | None, _around: Around) -> StrEnum:
        if value is None:
            raise Malformed(_EMPTY.said(), "REQUIRED")
        return kind(value)

    return read


def _as_it_is(value: object, _around: Around) -> object:
    return value


def _number(value: str | None, around: Around) -> str | None:
    return phone_number(around.country)(value)


def _callback(value: str | None, around: Around) -> str | None:
    private_too = around.unit.work.settings.allow_private_callbacks
    return web_address(value, private_too=private_too) if value and value.strip() else None


def _secret(value: str | None, _around: Around) -> str | None:
    """Only its form is read here: sealing comes when it is written."""
    return line(PIN_LENGTH)(value)


def _extras(value: list[ExtraField] | None, around: Around) -> dict[str, str]:
    """Those that are no secret."""
    read: dict[str, str] = {}
    secret = secret_extras(around.requirement)
    for extra in value or []:
        name, text = line(EXTRA_NAME)(extra.name) or "", line(EXTRA_VALUE)(extra.value)
        if name in secret:
            continue
        if extra.number is not None:
            raise Malformed(_ONE_FOR_ALL.said(name=name), "NOT_PER_NUMBER")
        if name in read:
            raise Malformed(_TWICE.said(name=name), "DUPLICATE")
        read |= {name: text} if text else {}
    return read


def _secrets(value: list[ExtraField] | None, around: Around) -> dict[str, Secret | None]:
    """The secret ones that are given, their values still open; None for one that is taken away. No message says a value."""
    read: dict[str, dict[str | None, str]] = {}
    secret = secret_extras(around.requirement)
    for extra in value or []:
        name, text = line(EXTRA_NAME)(extra.name) or "", (extra.number or "").strip()
        if name not in secret:
            continue
        if text and text not in around.spelled:
            break  # one before it is no number of this request
        number = around.spelled[text] if text else None
        if isinstance(number, Unreadable):
            raise Malformed(number.said, number.reason.value)
        values = read.setdefault(name, {})
        if number in values or (values and None in {number, *values}):
            raise Malformed(_TWICE.said(name=name), "DUPLICATE")
        values[number] = line(EXTRA_VALUE)(extra.value) or ""
    return {name: _secret_of(values) for name, values in read.items()}


def _secret_of(values: Mapping[str | None, str]) -> Secret | None:
    one, each = values.get(None), {number: value for number, value in values.items() if number and value}
    return Secret(one or None, each) if one or each else None


def asked_extras(requirement: Requirement) -> list[str]:
    """The names of what this requirement asks beside the fields every request has."""
    return [need.name.removeprefix(EXTRA) for need in requirement.fields if need.name.startswith(EXTRA)]


def _secrets_fit(value: Mapping[str, Secret | None], around: Around) -> None:
    """Their form is asked when they are given: once sealed nobody looks at them any more."""
    for name, secret in value.items():
        if secret is None or around.requirement is None:
            continue
        for number, text in ((None, secret.all), *secret.numbers.items()):
            if text and (problem := secret_problem(around.requirement, name, text, number, around.numbers)):
                raise Malformed(problem)
        if strange := sorted(secret.numbers.keys() - set(around.numbers)):
            raise Malformed(_STRANGER.said(number=strange[0]), "NOT_FOUND")


def _extras_asked(value: Mapping[str, str], around: Around) -> None:
    if around.requirement is None:
        return
    asked = asked_extras(around.requirement)
    if strange := sorted(value.keys() - set(asked)):
        names = ", ".join(strange)
        raise Malformed(_NOT_ASKED.said(names=names, asked=", ".join(asked)) if asked else _NONE_ASKED.said(names=names), "NOT_ASKED")


def _date_possible(value: date | None, around: Around) -> None:
    if value is None or around.requirement is None:
        return
    if "requested_date" in around.requirement.forbidden_fields:
        raise Malformed(_NO_DATE.said(), "NOT_ALLOWED")
    today = calendar.day_in_zone(around.unit.now, calendar.zone_of(around.requirement.country))
    if value < today:
        raise Malformed(calendar.HAS_PASSED.said(date=day(value)), "IN_THE_PAST")


def _network_carrier_allowed(_value: UUID | None, around: Around) -> None:
    if not policy.may(around.actor, "porting_request.choose_network_carrier"):
        raise Malformed(_NETWORK_CARRIER.said(), "NOT_PERMITTED")


def _address(part: str) -> Field:
    return Field(f"subscriber.service_address.{part}", _text(f"service_{part}"))


FIELDS: Final[Mapping[str, Field]] = {
    "name": Field("name", _text("name")),
    "customer_reference": Field("customer_reference", _text("customer_reference")),
    "company_profile_id": Field("company_profile", _as_it_is),
    "configuration_profile_id": Field("configuration_profile", _as_it_is),
    "losing_carrier_id": Field("losing_carrier", _as_it_is),
    "losing_carrier_name": Field("losing_carrier", _text("losing_carrier_name")),
    "network_carrier_id": Field("network_carrier", _as_it_is, _network_carrier_allowed),
    "subscriber_name": Field("subscriber.name", _text("subscriber_name")),
    "subscriber_kind": Field("subscriber.kind", _one_of(SubscriberKind)),
    "authorised_person": Field("subscriber.authorised_person", _text("authorised_person")),
    "service_street": _address("street"),
    "service_city": _address("city"),
    "service_region": _address("region"),
    "service_postal_code": _address("postal_code"),
    "service_country": Field("subscriber.service_address.country", lambda value, _around: place(value)),
    "account_number": Field("subscriber.account_number", _text("account_number")),
    "btn": Field("subscriber.btn", _number),
    "pin": Field("subscriber.pin", _secret, column="pin_sealed"),
    "extra_fields": Field("extra_fields", _extras, _extras_asked),
    "secret_fields": Field("extra_fields", _secrets, _secrets_fit, column="secrets_sealed", given="extra_fields"),
    "port_type": Field("port_type", _one_of(PortType)),
    "new_btn": Field("new_btn", _number),
    "remaining_numbers": Field("remaining_numbers", lambda value, _around: RemainingNumbers(value) if value else None),
    "requested_date": Field("requested_date", _as_it_is, _date_possible),
    "callback_url": Field("callback_url", _callback),
}
_OWN: Final[Mapping[str, tuple[Thing, ReadProfiles]]] = {
    "company_profile_id": (Thing.COMPANY_PROFILE, profiles.company_profiles),
    "configuration_profile_id": (Thing.CONFIGURATION_PROFILE, profiles.configuration_profiles),
}
_CARRIERS: Final = ("losing_carrier_id", "network_carrier_id")


async def requirement_of(unit: Unit, country_code: str | None, number_type: NumberType | None, problems: Problems) -> Requirement | None:
    """What porting such numbers asks for, with what staff changed of it; None, and a problem, where they cannot be ported here."""
    if country_code is None or number_type is None:
        return None
    changes = await requirement_overrides.changes(unit.connection, country_code)
    asked = {each: requirement_for(country_code, each, changes.get((country_code, each))) for each in NumberType}
    known = [each for each, requirement in asked.items() if requirement]
    if not known:
        problems.add("country", "NOT_SUPPORTED", _COUNTRY.said(country=called(country_code)))
    elif number_type not in known:
        can = all_of(TYPE_WORDS[each].said() for each in known)
        said = _NUMBER_TYPE.said(number_type=TYPE_WORDS[number_type].said(), country=called(country_code), known=can)
        problems.add("numberType", "NOT_SUPPORTED", said)
    return asked[number_type]


def read_forms(given: Columns, around: Around, problems: Problems) -> dict[str, object]:
    """The given fields of the table in the form in which they are stored (a PIN still open); malformed ones become problems."""
    read: dict[str, object] = {}
    for name, field in FIELDS.items():
        if (source := field.given or name) not in given:
            continue
        try:
            read[name] = tidied(name, field.read(given[source], around), around)
        except Malformed as problem:
            problems.add(path_of(source), problem.code, problem.said)
    return read


def tidied(name: str, value: object, around: Around) -> object:
    """A value of the table in the spelling in which it is stored: the one that its requirement knows it by, where it has the form."""
    return tidily(FIELDS[name].name, value, around)


async def check_allowed(changed: Columns, around: Around, problems: Problems) -> None:
    """Asks of what changes whether it may be so; what it refers to has to exist for this account."""
    for name, value in changed.items():
        if rule := FIELDS[name].allowed:
            try:
                rule(value, around)
            except Malformed as problem:
                problems.add(path_of(FIELDS[name].given or name), problem.code, problem.said)
    wanted = {name: value for name in (*_OWN, *_CARRIERS) if isinstance(value := changed.get(name), UUID)}
    for name, (thing, read) in _OWN.items():
        if name not in wanted:
            continue
        own = await read(around.unit.connection, around.actor, [wanted[name]])
        if not own or own[0]["account_id"] != around.account_id:
            problems.add(path_of(name), "NOT_FOUND", not_found(thing))
    for name in filter(wanted.__contains__, _CARRIERS):
        found = await carriers.by_ids(around.unit.connection, around.actor, [wanted[name]])
        if not found:
            problems.add(path_of(name), "NOT_FOUND", not_found(Thing.CARRIER))
        elif found[0]["retired_at"]:
            problems.add(path_of(name), "RETIRED", RETIRED.said(carrier=found[0]["name"]))


def as_columns(changed: Columns, around: Around, stored: StoredSecrets | None = None) -> PortingRequestRow:
    """What is written: columns and values, PINs and the like sealed; `stored` are the secret fields there are already."""
    columns, keyring = {FIELDS[name].column or name: value for name, value in changed.items()}, around.unit.work.keyring
    if isinstance(pin := columns.get("pin_sealed"), str):
        columns["pin_sealed"] = keyring.seal(pin)
    if isinstance(secrets := columns.get("secrets_sealed"), Mapping):
        columns["secrets_sealed"] = sealed_fields.sealed(keyring, stored, secrets, around.unit.now)
    return cast("PortingRequestRow", columns)


def names_of(changed: Iterable[str]) -> list[str]:
    """What the reasons and the journal call these fields."""
    return sorted({FIELDS[name].name for name in changed})
