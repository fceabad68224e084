"""What of a porting request may still be edited, and which papers may still be added. DOMAIN.md §4 "Editing", as a table.

Each row opens fields and documents while it holds; what no row opens is refused with the sentence for where the request stands.
Fields have the names the reason codes use (`domain.reasons`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from portico.domain.port_ins.documents.document_words import called
from portico.domain.reasons import PORT_IN_FIELDS
from portico.domain.sentences import Said, Sentence, all_of
from portico.domain.statuses import NUMBER_ENDED, REQUEST_LIVE, DocumentKind, Flow, PortingNumberStatus, PortingRequestStatus

ALWAYS_WHILE_LIVE: Final = frozenset({"name", "customer_reference", "callback_url", "company_profile", "configuration_profile"})
EVERY_FIELD: Final = PORT_IN_FIELDS | ALWAYS_WHILE_LIVE | {"country", "number_type", "numbers", "subscriber.kind", "network_carrier"}
EVERY_DOCUMENT: Final = frozenset(DocumentKind)
_BEFORE_THE_CARRIER: Final = frozenset({PortingNumberStatus.PENDING, PortingNumberStatus.PORTABLE})


@dataclass(frozen=True, slots=True)
class EditingView:
    """Where a request stands, as far as editing goes.

    `opened_*` is what the reasons of its numbers in ACTION_REQUIRED open (those whose rejected cancellation resumes there, too);
    `named_fields` is what staff named with a rejected document.
    """

    request_status: PortingRequestStatus
    flow: Flow
    number_statuses: frozenset[PortingNumberStatus] = frozenset()
    rejected_document_kinds: frozenset[DocumentKind] = frozenset()
    named_fields: frozenset[str] = frozenset()
    opened_fields: frozenset[str] = frozenset()
    opened_documents: frozenset[DocumentKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """While `holds`, these may be edited."""

    holds: Callable[[EditingView], bool]
    fields: Callable[[EditingView], frozenset[str]]
    documents: Callable[[EditingView], frozenset[DocumentKind]]


def _nothing(_view: EditingView) -> frozenset[DocumentKind]:
    return frozenset()


def _before_the_carrier(view: EditingView) -> bool:
    """Every number still on its way is under review; numbers that ended do not count."""
    return is_standard_live(view) and view.number_statuses - NUMBER_ENDED <= _BEFORE_THE_CARRIER


def is_standard_live(view: EditingView) -> bool:
    return view.flow is Flow.STANDARD and view.request_status in REQUEST_LIVE


OPENINGS: Final = (
    Opening(
        holds=lambda view: view.request_status is PortingRequestStatus.DRAFT,
        fields=lambda _view: EVERY_FIELD,
        documents=lambda _view: EVERY_DOCUMENT,
    ),
    Opening(
        holds=lambda view: view.request_status in REQUEST_LIVE,
        fields=lambda _view: ALWAYS_WHILE_LIVE,
        documents=_nothing,
    ),
    Opening(
        holds=_before_the_carrier,
        fields=lambda view: view.named_fields | {"requested_date"},
        documents=lambda view: view.rejected_document_kinds,
    ),
    Opening(
        holds=is_standard_live,
        fields=lambda view: view.opened_fields,
        documents=lambda view: view.opened_documents,
    ),
)  # fmt: skip


def editable_fields(view: EditingView) -> frozenset[str]:
    """The names of the fields that may be changed now."""
    return frozenset().union(*(opening.fields(view) for opening in OPENINGS if opening.holds(view)))


def uploadable_kinds(view: EditingView) -> frozenset[DocumentKind]:
    """The kinds of document that may be added now."""
    return frozenset().union(*(opening.documents(view) for opening in OPENINGS if opening.holds(view)))


def uploadable(view: EditingView, kind: DocumentKind) -> Said | None:
    """None where a document of this kind may be added now, else the sentence that says why not."""
    kinds = uploadable_kinds(view)
    if kind in kinds:
        return None
    if kinds:
        wanted = all_of(sorted(map(called, kinds), key=str))
        return _ONLY_ASKED.said(wanted=wanted)
    return closed(view)


def replaceable(view: EditingView, kind: DocumentKind) -> Said | None:
    """None where a new file would be taken in place of one of this kind that is rejected, else why not: what its upload would answer."""
    return uploadable(replace(view, rejected_document_kinds=view.rejected_document_kinds | {kind}), kind)


def opens_named(view: EditingView, fields: Iterable[str]) -> bool:
    """Whether all of these could be corrected once staff name them with a paper that they reject."""
    fields = frozenset(fields)
    return fields <= editable_fields(replace(view, named_fields=view.named_fields | fields))


_ONLY_ASKED: Final = Sentence("porting_request.closed.only_asked", "Only what was asked for can be added now: {wanted}.")
_ENDED: Final = Sentence("porting_request.closed.ended", "The request has ended, so it cannot be changed any more.")
_DUTCH: Final = Sentence("porting_request.closed.dutch", "A Dutch request is sent as it is: cancel it and make a new one with other data.")
_AT_CARRIER: Final = Sentence(
    "porting_request.closed.at_carrier",
    "The order is with the carrier: this opens again only when the carrier asks for a correction of it.",
)
_HANDED_IN: Final = Sentence(
    "porting_request.closed.handed_in",
    "The request was handed in: this opens again only when staff reject a document or ask for a correction.",
)


def closed(view: EditingView) -> Said:
    """Why what no row opens cannot be changed where this request stands."""
    if view.request_status not in REQUEST_LIVE | {PortingRequestStatus.DRAFT}:
        return _ENDED.said()
    if view.flow is Flow.NL:
        return _DUTCH.said()
    if not _before_the_carrier(view):
        return _AT_CARRIER.said()
    return _HANDED_IN.said()
