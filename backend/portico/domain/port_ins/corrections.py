"""What the correction form of a request or number opens now: what its reasons ask for, as far as the editing rules let it be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from portico.domain.port_ins import editing
from portico.domain.port_ins.editing import EditingView
from portico.domain.reasons import RaisedReason, ReasonCode, correction
from portico.domain.statuses import DocumentKind, Flow, PortingNumberStatus, PortingRequestStatus

_AWAITING: Final = frozenset({PortingNumberStatus.ACTION_REQUIRED, PortingNumberStatus.CANCELLATION_REJECTED})


@dataclass(frozen=True, slots=True)
class Opened:
    """Fields by the names the reasons use, kinds of document to replace, and the reasons as the numbers carry them, each code once.

    A reason without fields and documents is answered by confirming with a comment.
    """

    fields: tuple[str, ...]
    documents: tuple[DocumentKind, ...]
    reasons: tuple[RaisedReason, ...]


def awaits(status: PortingNumberStatus, resume_status: PortingNumberStatus | None) -> bool:
    """In ACTION_REQUIRED, or back in it because its cancellation was rejected: only then a number's reasons open anything."""
    return status in _AWAITING and PortingNumberStatus.ACTION_REQUIRED in {status, resume_status}


def of_request(view: EditingView, raised: Iterable[RaisedReason]) -> Opened | None:
    """What may be corrected of a request: its numbers' reasons (`raised`) and the documents staff rejected; None where nothing is asked."""
    each = {ReasonCode(reason["code"]): reason for reason in raised}
    reasons = tuple(each[code] for code in ReasonCode if code in each)
    asked = correction(ReasonCode(reason["code"]) for reason in reasons)
    open_fields, open_kinds = editing.editable_fields(view), editing.uploadable_kinds(view)
    named = sorted(view.named_fields - set(asked.fields))
    kinds = [*asked.documents, *sorted(view.rejected_document_kinds - set(asked.documents))]
    fields = tuple(name for name in (*asked.fields, *named) if name in open_fields)
    documents = tuple(kind for kind in kinds if kind in open_kinds)
    return Opened(fields, documents, reasons) if reasons or documents or fields else None


def of_number(
    status: PortingNumberStatus,
    resume_status: PortingNumberStatus | None,
    raised: Iterable[RaisedReason],
    request_status: PortingRequestStatus,
    flow: Flow,
) -> Opened | None:
    """What may be corrected for one number; None where nothing is asked of it."""
    reasons = tuple(raised) if awaits(status, resume_status) else ()
    asked = correction(ReasonCode(reason["code"]) for reason in reasons)
    view = EditingView(
        request_status, flow, frozenset({status}), opened_fields=frozenset(asked.fields), opened_documents=frozenset(asked.documents)
    )
    return of_request(view, reasons) if reasons else None
