"""What a porting request still lacks against its requirement, with the refusal code, the path and a sentence for each thing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from portico.domain import reference
from portico.domain.inventory.phone_numbers import PhoneNumber, display, read
from portico.domain.reference.shapes import EXTRA, POSTAL_CODE, REQUEST_ATTRIBUTES, DocumentNeed, FieldNeed, Requirement
from portico.domain.reference.views import DocumentView, RequestView
from portico.domain.statuses import DocumentKind, DocumentStatus, PortType, SubscriberKind

NOT_MET: Final = "REQUIREMENTS_NOT_MET"
LOA_MISSING: Final = "LOA_MISSING"
NO_PROOF: Final = "PROOF_OF_OWNERSHIP_MISSING"
INVOICE_TOO_OLD: Final = "INVOICE_TOO_OLD"
DOCUMENT_AGING: Final = "DOCUMENT_AGING"


class RequestProblem(NamedTuple):
    """Why a request may not be submitted: the refusal code, the path of the field or document, a sentence for people."""

    code: str
    path: str
    message: str


_COUNTRIES: Final[reference.Entry] = reference.load("countries.json")["countries"]
_PO_BOX: Final = re.compile(
    r"\b(?:p\.?\s*o\.?\s*box|post\s*office\s*box|g\.?p\.?o\.?\s*box|p\.?m\.?b\.?\s*\d+|postbus|postfach|bo[iî]te\s+postale|case\s+postale"
    r"|b\.?p\.?\s*\d+|c\.?p\.?\s*\d+|apartado|casella\s+postale|caixa\s+postal|locked\s+bag)\b",
    re.IGNORECASE,
)
_CALLED: Final = {
    DocumentKind.LOA: "letter of authorization",
    DocumentKind.INVOICE: "invoice",
    DocumentKind.CSR: "customer service record",
    DocumentKind.ID: "proof of identity",
    DocumentKind.COMPANY_REGISTRATION: "company registration",
    DocumentKind.PROOF_OF_ADDRESS: "proof of address",
    DocumentKind.OTHER: "further document",
}
_FORBIDDEN: Final = {
    "subscriber.btn": "A billing telephone number does not belong to this kind of request.",
    "new_btn": "A new billing telephone number does not belong to this kind of request.",
    "remaining_numbers": "What happens to remaining numbers does not belong to this kind of request.",
    "requested_date": "No date can be requested here: the losing carrier sets the first possible one and you choose from then on.",
}


def request_problems(
    request: RequestView,
    documents: Iterable[DocumentView],
    requirement: Requirement | None,
    today: date,
    *,
    numbers: Collection[str] = (),
) -> list[RequestProblem]:
    """Everything the requirement still lacks on the day of submission, each with its refusal code; empty is ready.

    Paths are the request's own names (`subscriber.account_number`, `extra_fields.PAC`, `documents.INVOICE`). `numbers` are the
    request's E.164 numbers, for the rule about the billing telephone number.
    """
    if requirement is None:
        message = f"Nothing is known about porting {request.number_type} numbers of {request.country}; ask the operator."
        return [RequestProblem(NOT_MET, "number_type", message)]
    usable = [document for document in documents if document.status != DocumentStatus.REJECTED]
    return [
        *_document_problems(requirement, usable, today),
        *_field_problems(request, requirement),
        *_rule_problems(request, requirement, today),
        *_billing_number_problems(request, frozenset(numbers)),
    ]


def request_warnings(documents: Iterable[DocumentView], requirement: Requirement | None, today: date) -> list[RequestProblem]:
    """What may still be submitted but is getting old: code DOCUMENT_AGING, with its last day."""
    needs = {need.kind: need for need in requirement.documents} if requirement else {}
    found = []
    for document in documents:
        need, dated = needs.get(DocumentKind(document.kind)), _dated(document)
        if document.status == DocumentStatus.REJECTED or need is None or dated is None or need.max_age_days is None:
            continue
        if need.warn_age_days is not None and need.warn_age_days <= (today - dated).days <= need.max_age_days:
            last = dated + timedelta(days=need.max_age_days)
            message = f"The {_called(need)} is {(today - dated).days} days old and is taken until {last.isoformat()} only."
            found.append(RequestProblem(DOCUMENT_AGING, f"documents.{need.kind}", message))
    return found


def postal_code_problem(postal_code: str, country: str) -> str | None:
    """Why a postal code is none of this country; None where it is one, is empty, or the country's form is unknown."""
    entry = _COUNTRIES.get(country.upper())
    if not postal_code or entry is None or re.fullmatch(entry["postal_code"]["pattern"], postal_code.strip().upper()):
        return None
    return f"{postal_code} is not a postal code in {entry['name']}; one looks like {entry['postal_code']['example']}."


def _document_problems(requirement: Requirement, documents: Sequence[DocumentView], today: date) -> Iterator[RequestProblem]:
    for group in requirement.required_groups():
        found = [(need, document) for need in group for document in documents if document.kind == need.kind]
        problems = [_document_problem(need, document, today) for need, document in found]
        if not problems:
            yield _missing(group)
        elif None not in problems:
            yield from (problem for problem in dict.fromkeys(problems) if problem is not None)


def _missing(group: Sequence[DocumentNeed]) -> RequestProblem:
    kinds = [need.kind for need in group]
    called = " or ".join(f"the {_called(need)}" for need in group)
    codes = {DocumentKind.LOA: LOA_MISSING, DocumentKind.INVOICE: NO_PROOF, DocumentKind.CSR: NO_PROOF}
    return RequestProblem(codes.get(kinds[0], NOT_MET), f"documents.{kinds[0]}", f"Please upload {called}.")


def _document_problem(need: DocumentNeed, document: DocumentView, today: date) -> RequestProblem | None:
    path, dated = f"documents.{need.kind}", _dated(document)
    if dated is not None and dated > today + timedelta(days=1):  # a day's grace: somewhere it is tomorrow already
        return RequestProblem(NOT_MET, path, f"The {_called(need)} is dated in the future, {dated.isoformat()}.")
    if need.max_age_days is None:
        return None
    if dated is None:
        return RequestProblem(NOT_MET, path, f"The date of the {_called(need)} is missing.")
    if (today - dated).days <= need.max_age_days:
        return None
    code = INVOICE_TOO_OLD if need.kind is DocumentKind.INVOICE else NOT_MET
    message = f"The {_called(need)} of {dated.isoformat()} is older than {need.max_age_days} days; please upload a recent one."
    return RequestProblem(code, path, message)


def _dated(document: DocumentView) -> date | None:
    """The day that counts for its age: signature for a letter of authorization, issue for everything else."""
    signed = document.signed_at.date() if isinstance(document.signed_at, datetime) else document.signed_at
    return (signed or document.issue_date) if document.kind == DocumentKind.LOA else document.issue_date


def _called(need: DocumentNeed) -> str:
    return need.name or _CALLED[need.kind]


def _field_problems(request: RequestView, requirement: Requirement) -> Iterator[RequestProblem]:
    asked = [need for need in requirement.fields if need.applies_to is None or need.applies_to == request.subscriber_kind]
    for name in dict.fromkeys(need.one_of for need in asked if need.one_of is not None):
        alternatives = [need for need in asked if need.one_of == name]
        if not any(_given(request, need.name) for need in alternatives):
            labels = " or ".join(need.label for need in alternatives)
            yield RequestProblem(NOT_MET, alternatives[0].name, f"{labels} is missing.")
    for need in asked:
        value = _given(request, need.name)
        if not value:
            if need.required and need.one_of is None:
                yield RequestProblem(NOT_MET, need.name, f"{need.label} is missing{_for_some(request, need.name)}.")
        elif problem := _form_problem(need, value, request):
            yield RequestProblem(NOT_MET, need.name, problem)


def secret_problem(requirement: Requirement, extra: str, value: str) -> str | None:
    """Why a secret extra field's value has not the right form, without saying it; None where it has.

    Asked when it is given, as afterwards it is sealed.
    """
    need = next((need for need in requirement.fields if need.name == f"{EXTRA}{extra}"), None)
    return None if need is None or need.holds(value) else _malformed(need)


def _malformed(need: FieldNeed) -> str:
    return f"{need.label} is not valid" + (f"; a valid one looks like {need.example}." if need.example else ".")


def _form_problem(need: FieldNeed, value: object, request: RequestView) -> str | None:
    if need.name == POSTAL_CODE:
        return postal_code_problem(str(value), request.service_country or request.country)
    if not isinstance(value, str) or need.holds(value):
        return None
    return _malformed(need)


def _given(request: RequestView, name: str) -> object:
    """The value under a requirement's name for it, falsy where nothing was given."""
    if name.startswith(EXTRA):
        extra = name.removeprefix(EXTRA)
        value: object = (request.extra_fields or {}).get(extra) or request.secrets_missing.get(extra) == 0
    else:
        value = getattr(request, REQUEST_ATTRIBUTES[name])
    return value.strip() if isinstance(value, str) else value


def _for_some(request: RequestView, name: str) -> str:
    """A secret that was given for single numbers may lack those of others."""
    missing = request.secrets_missing.get(name.removeprefix(EXTRA), 0)
    return f" for {missing} of the numbers" if missing else ""


def _rule_problems(request: RequestView, requirement: Requirement, today: date) -> Iterator[RequestProblem]:
    if requirement.po_box_allowed is False and _PO_BOX.search(request.service_street or ""):
        message = "A PO box is no service address; give the street the number is installed at."
        yield RequestProblem(NOT_MET, "subscriber.service_address.street", message)
    if requirement.business_only and request.subscriber_kind == SubscriberKind.INDIVIDUAL:
        yield RequestProblem(NOT_MET, "subscriber.kind", "Only businesses port these numbers.")
    if requirement.partial_port is False and request.port_type == PortType.PARTIAL:
        yield RequestProblem(NOT_MET, "port_type", "These numbers are not ported in part.")
    for name in requirement.forbidden_fields:
        if _given(request, name):
            yield RequestProblem(NOT_MET, name, _FORBIDDEN.get(name, "This field does not belong to this kind of request."))
    if request.requested_date is not None and request.requested_date < today and "requested_date" not in requirement.forbidden_fields:
        yield RequestProblem(NOT_MET, "requested_date", f"{request.requested_date.isoformat()} has passed already.")


def _billing_number_problems(request: RequestView, numbers: frozenset[str]) -> Iterator[RequestProblem]:
    """A partial port that takes the billing telephone number along leaves the rest without one: name the new one."""
    btn = read(request.btn, request.country) if request.btn else None
    if request.port_type != PortType.PARTIAL or not isinstance(btn, PhoneNumber) or btn.e164 not in numbers:
        return
    new = read(request.new_btn, request.country) if request.new_btn else None
    if not isinstance(new, PhoneNumber):
        message = f"{display(btn.e164)} moves with this request: give a new billing telephone number for the numbers that stay."
        yield RequestProblem(NOT_MET, "new_btn", message)
    elif new.e164 in numbers:
        yield RequestProblem(NOT_MET, "new_btn", f"{display(new.e164)} moves with this request too and cannot be the new one.")
    if not request.remaining_numbers:
        yield RequestProblem(NOT_MET, "remaining_numbers", "Say whether the numbers that stay are kept or disconnected.")
