"""The document: uploaded by the customer, judged once by staff; a new file replaces a rejected one. DOMAIN.md §2."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import ON_DEMAND, AtMost, Check, Fact, Guard, check_entries, repeated
from portico.domain.giving_reasons import REASON_GIVEN
from portico.domain.grammar import Explained, RowsOf, at
from portico.domain.lifecycle import Lifecycle
from portico.domain.port_ins.editing import EditingView, opens_named, replaceable
from portico.domain.port_ins.field_words import by_their_names, own_fields
from portico.domain.port_ins.requirements import requirements
from portico.domain.reasons import PORT_IN_FIELDS
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentKind, Flow, NumberType, Role
from portico.domain.statuses import DocumentStatus as Status


@dataclass(frozen=True, slots=True)
class DocumentView:
    id: UUID
    version: int
    status: Status
    account_id: UUID
    request_id: UUID | None = None
    kind: str = ""
    file_name: str = ""
    flow: Flow = Flow.STANDARD
    country: str = ""
    number_type: NumberType | None = None
    requirement_changes: requirements.RequirementChanges | None = None
    editing: EditingView | None = field(default=None, metadata=ON_DEMAND)
    """Where the request stands that named it."""
    of_port_out: bool = False
    """Whether it is about a port-out: nobody reviews such a paper, it is weighed when the request is decided."""


EDITING: Final = Fact("editing")

KEPT_FOR: Final = timedelta(hours=24)
"""How long a paper waits for the request that will name it: then it is gone."""
MOST_WAITING: Final = 100
MOST_WAITING_BYTES: Final = 200_000_000
"""How many papers of one account may wait at a time, and how large they may be together."""


@dataclass(frozen=True, slots=True)
class RejectDocument:
    reason: Annotated[str | None, "What is wrong with it; the customer reads it."] = None
    fields: Annotated[
        list[str] | None,
        "Fields of the request to correct as well, e.g. `subscriber.name`; they open for editing.",
        AtMost(len(PORT_IN_FIELDS)),
    ] = None


class DocumentColumns(Explained, total=False):
    """What a move may write; `status` comes from the table."""

    named_fields: list[str] | None


document = RowsOf(DocumentView, DocumentColumns)


def _named_by_a_request(document: DocumentView, _actor: Actor, _now: datetime) -> bool:
    return document.request_id is not None


def _reviewed(document: DocumentView, _actor: Actor, _now: datetime) -> bool:
    return not document.of_port_out


OF_A_PORT_IN = Guard("NOT_REVIEWED", "Papers of a port-out are weighed when the request is decided.", _reviewed, for_good=True)
NAMED_BY_A_REQUEST = Guard("NOT_HANDED_IN", "No porting request has named this document yet.", _named_by_a_request)


def _new_file_taken(document: DocumentView, _actor: Actor, _now: datetime) -> bool:
    return document.editing is None or replaceable(document.editing, DocumentKind(document.kind)) is None


NEW_FILE_TAKEN = Guard(
    "NO_NEW_FILE_TAKEN",
    "The request takes no new file in its place: it is sent as it is, with the carrier, or has ended.",
    _new_file_taken,
    facts=(EDITING,),
)


def _fields_known(_document: object, asked: RejectDocument, _actor: Actor, _now: datetime) -> bool:
    return set(asked.fields or ()) <= PORT_IN_FIELDS


FIELDS_KNOWN = Check(
    "UNKNOWN_FIELD",
    Sentence("document.fields_unknown", "Name fields of the request, such as subscriber.name or subscriber.service_address.street."),
    _fields_known,
    path="fields",
)


def _fields_twice(_document: DocumentView, asked: RejectDocument) -> list[str]:
    return [str(place) for place in repeated(asked.fields or ())]


FIELDS_ONCE = check_entries(
    "DUPLICATE", Sentence("document.field_twice", "This field is in the list already."), _fields_twice, path="fields"
)


def _fields_open(document: DocumentView, asked: RejectDocument, _actor: Actor, _now: datetime) -> bool:
    known = PORT_IN_FIELDS.intersection(asked.fields or ())
    return document.editing is None or opens_named(document.editing, known)


FIELDS_OPEN = Check(
    "FIELD_STAYS_CLOSED",
    Sentence(
        "document.fields_closed",
        "Numbers are with the carrier already: name no fields here but those that a correction of theirs opens.",
    ),
    _fields_open,
    path="fields",
    facts=(EDITING,),
)


def _rejected(_document: DocumentView, asked: RejectDocument, _actor: Actor, _now: datetime) -> DocumentColumns:
    return {"named_fields": asked.fields or None}


def _notes(document: DocumentView, changes: DocumentColumns) -> dict[str, object]:
    """Which paper it was, and what was named with it: fields that only its country asks for by their names."""
    named: list[str] | None = changes.get("named_fields")
    told = {"fields": by_their_names(named, _own_fields(document))} if named else {}
    return {"kind": str(document.kind), "file_name": document.file_name, **told}


def _own_fields(document: DocumentView) -> list[str]:
    found = document.number_type and requirements.requirement_for(document.country, document.number_type, document.requirement_changes)
    return own_fields(found or None)


DOCUMENT = Lifecycle(
    subject="document",
    of=document,
    statuses=Status,
    named={Status.UPLOADED: "To be reviewed"},
    initial=Status.UPLOADED,
    notes=_notes,
    transitions=(
        document.row(
            verb="accept", event="document.accepted",
            source=at(Status.UPLOADED), target=Status.ACCEPTED, by=Role.STAFF, told=False,
            needs=(OF_A_PORT_IN, NAMED_BY_A_REQUEST),
            sentence="The document is in order.",
        ),
        document.row(
            verb="reject", event="document.rejected",
            source=at(Status.UPLOADED), target=Status.REJECTED, by=Role.STAFF, asks=RejectDocument,
            needs=(OF_A_PORT_IN, NAMED_BY_A_REQUEST, NEW_FILE_TAKEN, REASON_GIVEN, FIELDS_KNOWN, FIELDS_ONCE, FIELDS_OPEN),
            changes=_rejected,
            sentence="The document cannot be used.",
        ),
    ),
)  # fmt: skip
