"""What people call the fields of a porting request and of a profile: the names that reasons, editing and the journal know them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from portico.domain.port_ins.documents.document_words import called as document_called
from portico.domain.reference.shapes import EXTRA, Requirement
from portico.domain.sentences import Phrase, Said, at_the_beginning, listed, quoted
from portico.domain.statuses import DocumentKind

_WORDS: Final[Mapping[str, str]] = {
    "name": "name",
    "customer_reference": "customer reference",
    "callback_url": "callback URL",
    "company_profile": "company profile",
    "configuration_profile": "configuration",
    "country": "country",
    "number_type": "type of numbers",
    "numbers": "numbers",
    "number_blocks": "direct-dial blocks",
    "losing_carrier": "losing carrier",
    "network_carrier": "network carrier",
    "subscriber.name": "subscriber's name",
    "subscriber.kind": "kind of subscriber",
    "subscriber.authorised_person": "authorized person",
    "subscriber.service_address.street": "street",
    "subscriber.service_address.city": "city",
    "subscriber.service_address.region": "region",
    "subscriber.service_address.postal_code": "postal code",
    "subscriber.service_address.country": "country of the service address",
    "subscriber.account_number": "account number",
    "subscriber.btn": "billing telephone number",
    "subscriber.pin": "PIN",
    "extra_fields": "fields of this country",
    "port_type": "full or partial port",
    "new_btn": "new billing telephone number",
    "remaining_numbers": "what happens to the remaining numbers",
    "requested_date": "requested date",
    "label": "name of the profile",
    "company_name": "company name",
    "registration_number": "registration number",
    "vat_id": "VAT id",
    "representative_first_name": "representative's first name",
    "representative_last_name": "representative's last name",
    "representative_phone": "representative's telephone number",
    "city": "city",
    "postal_code": "postal code",
    "street": "street",
    "emails": "email addresses",
    "destination_kind": "kind of destination",
    "destination": "destination",
    "capacity": "capacity",
    "sms_enabled": "SMS",
    "url": "address",
    "events": "events",
    "selection": "selection",
}
WORDS: Final[Mapping[str, Phrase]] = {name: Phrase(f"field.{name}", words) for name, words in _WORDS.items()}


def own_fields(requirement: Requirement | None) -> list[str]:
    """The fields that only this kind of request is asked for, by their own names."""
    return [need.name for need in requirement.fields if need.name.startswith(EXTRA)] if requirement else []


def by_their_names(names: Iterable[str], own: Iterable[str]) -> list[str]:
    """The fields, those that only this country asks for (`own`) each by its name there."""
    return [each for name in names for each in (list(own) or [name] if name == "extra_fields" else [name])]


def word_of(name: str) -> Said:
    """A field as a person reads it; a field that only some country asks for by its name there."""
    return WORDS[name].said() if name in WORDS else quoted(name.removeprefix(EXTRA).replace("_", " "))


def label_of(name: str, requirement: Requirement | None = None) -> Said:
    """A field at the beginning of a line, as its requirement calls it, else in our words; a document (`documents.LOA`) by its kind."""
    kind = name.removeprefix("documents.")
    if kind != name:
        return at_the_beginning(document_called(DocumentKind(kind)))
    own = [need.label for need in requirement.fields if need.name == name] if requirement else []
    return own[0] if own else at_the_beginning(word_of(name))


def words_of(names: Iterable[str]) -> Said:
    """Fields, one after the other."""
    return listed(word_of(name) for name in names)
