"""What a requirement file holds, as frozen values; reading one checks it, so a wrong file stops the start and not an order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import time
from enum import StrEnum
from importlib import import_module
from types import NoneType, UnionType
from typing import Final, get_args, get_origin, get_type_hints

from portico.domain.reference import Entry, forms
from portico.domain.reference.countries import COUNTRIES
from portico.domain.reference.views import RequestView, refuse_misspelt
from portico.domain.sentences import Said, quoted
from portico.domain.statuses import DocumentKind, Flow, NumberType, SubscriberKind

POSTAL_CODE: Final = "subscriber.service_address.postal_code"
ACCOUNT_NUMBER: Final = "subscriber.account_number"
PIN: Final = "subscriber.pin"
EXTRA: Final = "extra_fields."
DAYS: Final = range(3651)
REQUEST_ATTRIBUTES: Final[Mapping[str, str]] = {
    "subscriber.name": "subscriber_name",
    "subscriber.authorised_person": "authorised_person",
    "subscriber.service_address.street": "service_street",
    "subscriber.service_address.city": "service_city",
    POSTAL_CODE: "service_postal_code",
    "subscriber.service_address.region": "service_region",
    "subscriber.service_address.country": "service_country",
    ACCOUNT_NUMBER: "account_number",
    "subscriber.btn": "btn",
    PIN: "has_pin",
    "port_type": "port_type",
    "new_btn": "new_btn",
    "remaining_numbers": "remaining_numbers",
    "requested_date": "requested_date",
}
"""What a requirement calls a field of the request, and the attribute it is; beside them stand `extra_fields.NAME`."""
refuse_misspelt(RequestView, REQUEST_ATTRIBUTES.values())


class DayUnit(StrEnum):
    """What the days of an interval count."""

    BUSINESS_DAYS = "BUSINESS_DAYS"
    CALENDAR_DAYS = "CALENDAR_DAYS"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; `url` is None for the operator's own rules."""

    name: Said
    url: str | None


@dataclass(frozen=True, slots=True)
class DocumentNeed:
    """A document that is asked for. Of needs sharing `one_of` any one is enough. Ages are in days on the day of submission."""

    kind: DocumentKind
    required: bool
    one_of: str | None = None
    max_age_days: int | None = None
    warn_age_days: int | None = None
    name: Said | None = None
    notes: Said | None = None


@dataclass(frozen=True, slots=True)
class FieldNeed:
    """A field of the request: a full-match `pattern` and a python-stdnum `check`, either may be None for a free form.

    `compact` values are stored in capitals and without spaces, dots and hyphens; of others the case is the pattern's. Of fields sharing
    `one_of` any one is enough. A `secret` one acts as a PIN: kept sealed, never answered, and given for single numbers where they differ.
    `key` names how its last characters follow from the number (`forms.KEYS`); where it is `shared`, from any number of the line.
    """

    name: str
    label: Said
    required: bool
    one_of: str | None = None
    applies_to: SubscriberKind | None = None
    pattern: str | None = None
    check: str | None = None
    compact: bool = False
    example: str | None = None
    hint: Said | None = None
    secret: bool = False
    key: str | None = None
    shared: bool = False

    def tidy(self, value: str) -> str | None:
        """The value as it is stored and shown; None where it has not the right form."""
        if self.name == ACCOUNT_NUMBER:
            noted = forms.account_number(value)
            return None if noted is None else forms.tidy(noted, self.pattern, self.check, compacted=self.compact)
        if self.pattern is None and self.check is None and not self.compact:
            return value
        return forms.tidy(value, self.pattern, self.check, compacted=self.compact)

    def holds(self, value: str) -> bool:
        """Whether a value that was given has the right form."""
        return self.tidy(value) is not None

    def belongs(self, value: str, numbers: Collection[str]) -> bool:
        """Whether a tidy value's key is the one of a number of these; without a key, and of no number, nothing can be said against it."""
        return self.key is None or not numbers or any(forms.KEYS[self.key](value, number) for number in numbers)


@dataclass(frozen=True, slots=True)
class IntervalVariant:
    label: Said
    min_days: int | None
    max_days: int | None


@dataclass(frozen=True, slots=True)
class Interval:
    """How long a port typically takes; None is unknown. An order received by `received_by` (local time) counts for its day."""

    min_days: int | None
    max_days: int | None
    unit: DayUnit
    received_by: time | None = None
    note: Said | None = None
    variants: tuple[IntervalVariant, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """What porting numbers of one country and type asks for; None stands for unknown."""

    country: str
    number_type: NumberType
    flow: Flow
    documents: tuple[DocumentNeed, ...]
    fields: tuple[FieldNeed, ...]
    profile_fields: tuple[str, ...]
    forbidden_fields: tuple[str, ...]
    partial_port: bool | None
    po_box_allowed: bool | None
    business_only: bool | None
    loa_template: str | None
    interval: Interval | None
    answer_business_days: int | None
    notes: tuple[Said, ...]
    sources: tuple[Source, ...]

    @property
    def invoice_max_age_days(self) -> int | None:
        """The age at which an invoice is refused; None where no invoice is asked for."""
        return next((need.max_age_days for need in self.documents if need.kind is DocumentKind.INVOICE), None)

    def required_groups(self) -> list[list[DocumentNeed]]:
        """The required documents, those of which any one is enough together in one list."""
        return grouped(self.documents)


def grouped(needs: Iterable[DocumentNeed]) -> list[list[DocumentNeed]]:
    """The required ones of these documents, those sharing `one_of` together."""
    groups: dict[str, list[DocumentNeed]] = {}
    for need in needs:
        if need.required:
            groups.setdefault(need.one_of or f"only {need.kind}", []).append(need)
    return list(groups.values())


def wrong_part(value: object, kind: object, path: str = "") -> str | None:
    """The path of the first part that is not of its declared type; None where all of it is. For what people wrote as JSON.

    Whole numbers count days everywhere, so they are those of at most ten years.
    """
    options = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    if value is None:
        return None if NoneType in options else path
    declared = next(option for option in options if option is not NoneType)
    parts: Iterable[tuple[object, object, str]]
    if get_origin(declared) is tuple and isinstance(value, tuple):
        parts = [(each, get_args(declared)[0], f"{path}.{place}") for place, each in enumerate(value)]
    elif declared is not Said and is_dataclass(declared) and type(value) is declared:
        hints = get_type_hints(declared)
        parts = [(getattr(value, each.name), hints[each.name], f"{path}.{each.name}".lstrip(".")) for each in fields(declared)]
    else:
        return None if type(value) is declared and (declared is not int or value in DAYS) else path
    return next(filter(None, (wrong_part(*part) for part in parts)), None)


def read_requirement(
    country: str,
    row: Entry,
    shared: Entry,
    sources: Mapping[str, Entry],
    secrets: Collection[str] = frozenset({PIN}),
) -> Requirement:
    """One entry of a country's file, worded (`texts`); a wrong or missing part raises ValueError, KeyError, TypeError or ImportError.

    What `secrets` names is secret whatever the entry says of it.
    """
    if unknown := [name for name in row["forbidden_fields"] if name not in REQUEST_ATTRIBUTES]:
        raise ValueError(f"no such field of a request: {', '.join(unknown)}")
    return Requirement(
        country=country,
        number_type=NumberType(row["number_type"]),
        flow=Flow.of(country),
        documents=tuple(_document(need) for need in included(row["documents"], shared["documents"], "kind")),
        fields=tuple(_field(need, country, secrets) for need in included(row["fields"], shared["fields"], "name")),
        profile_fields=tuple(row["profile_fields"]),
        forbidden_fields=tuple(row["forbidden_fields"]),
        partial_port=row["partial_port"],
        po_box_allowed=row["po_box_allowed"],
        business_only=row["business_only"],
        loa_template=row["loa_template"],
        interval=None if row["interval"] is None else _interval(row["interval"]),
        answer_business_days=row["answer_business_days"],
        notes=tuple(row["notes"]),
        sources=tuple(_source(sources[name]) for name in row["sources"]),
    )


def included(entries: Iterable[str | Entry], sets: Mapping[str, Iterable[Entry]], key: str) -> list[Entry]:
    """The entries with every `@set` put in its place; a later entry of the same key replaces the earlier one where it stood."""
    found: dict[str, Entry] = {}
    for entry in entries:
        for need in sets[entry.removeprefix("@")] if isinstance(entry, str) else [entry]:
            found[need[key]] = need
    return list(found.values())


def _source(row: Entry) -> Source:
    """Sources are cited in their own words."""
    return Source(row["name"] if isinstance(row["name"], Said) else quoted(row["name"]), row["url"])


def _document(row: Entry) -> DocumentNeed:
    return DocumentNeed(**{**row, "kind": DocumentKind(row["kind"])})


def _field(row: Entry, country: str, secrets: Collection[str]) -> FieldNeed:
    applies_to = row.get("applies_to")
    post = COUNTRIES[country]["postal_code"] if row["name"] == POSTAL_CODE and country in COUNTRIES else None
    form = {"pattern": post["pattern"], "example": post["example"]} if post else {}
    secret = {"secret": True} if row["name"] in secrets else {}
    need = FieldNeed(**{**form, **row, "applies_to": SubscriberKind(applies_to) if applies_to else None, **secret})
    if need.name not in REQUEST_ATTRIBUTES and not need.name.startswith(EXTRA):
        raise ValueError(f"no such field of a request: {need.name}")
    if need.secret and need.name in REQUEST_ATTRIBUTES and need.name != PIN:
        raise ValueError(f"{need.name} cannot be secret: it is shown with the request")
    if need.pattern is not None:
        re.compile(need.pattern)
    if need.key is not None and need.key not in forms.KEYS:
        raise ValueError(f"no such key: {need.key}")
    if need.check is not None:
        import_module(f"stdnum.{need.check}")
    return need


def _interval(row: Entry) -> Interval:
    received_by = row.get("received_by")
    return Interval(
        min_days=row["min"],
        max_days=row["max"],
        unit=DayUnit(row["unit"]),
        received_by=time.fromisoformat(received_by) if received_by else None,
        note=row.get("note"),
        variants=tuple(IntervalVariant(each["label"], each["min"], each["max"]) for each in row.get("variants", ())),
    )
