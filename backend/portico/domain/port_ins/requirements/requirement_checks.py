"""What a porting request still lacks against its requirement, with the refusal code, the path and a sentence for each thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from portico.domain.inventory.phone_numbers import TYPE_WORDS, ValidNumber, display
from portico.domain.inventory.reading import read
from portico.domain.port_ins.documents import document_words
from portico.domain.port_ins.requirements.po_boxes import names_a_po_box
from portico.domain.reference import forms
from portico.domain.reference.countries import COUNTRIES
from portico.domain.reference.places import called
from portico.domain.reference.shapes import EXTRA, POSTAL_CODE, REQUEST_ATTRIBUTES, DocumentNeed, FieldNeed, Requirement
from portico.domain.reference.views import CheckedDocument, RequestView
from portico.domain.sentences import Phrase, Said, Sentence, either
from portico.domain.statuses import DocumentKind, DocumentStatus, NumberType, PortType, SubscriberKind
from portico.domain.words.values import day

NOT_MET: Final = "REQUIREMENTS_NOT_MET"
LOA_MISSING: Final = "LOA_MISSING"
NO_PROOF: Final = "PROOF_OF_OWNERSHIP_MISSING"
INVOICE_TOO_OLD: Final = "INVOICE_TOO_OLD"
DOCUMENT_AGING: Final = "DOCUMENT_AGING"
REFUSED_AS: Final = (NOT_MET, LOA_MISSING, NO_PROOF, INVOICE_TOO_OLD)
"""The codes of `request_problems`."""


class RequestProblem(NamedTuple):
    """Why a request may not be submitted: the refusal code, the path of the field or document, what is said of it."""

    code: str
    path: str
    said: Said

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.said.text


_FORBIDDEN_FIELDS: Final = {
    "subscriber.btn": "A billing telephone number does not belong to this kind of request.",
    "new_btn": "A new billing telephone number does not belong to this kind of request.",
    "remaining_numbers": "What happens to remaining numbers does not belong to this kind of request.",
    "requested_date": "No date can be requested here: the losing carrier sets the first possible one and you choose from then on.",
}


_FORBIDDEN: Final = {name: Sentence(f"requirement.forbidden.{name}", text) for name, text in _FORBIDDEN_FIELDS.items()}
_FORBIDDEN_FIELD: Final = Sentence("requirement.forbidden", "This field does not belong to this kind of request.")
_UNKNOWN: Final = Sentence("requirement.unknown", "Nothing is known about porting {type} numbers of {country}; ask the operator.")
_AGING: Final = Sentence("DOCUMENT_AGING", "The {document} is {age} days old and is taken until {last} only.")
_POSTAL_CODE: Final = Sentence("postal_code.malformed", "{given} is not a postal code in {country}; one looks like {example}.")
_THE: Final = Phrase("document.the", "the {document}")
_UPLOAD: Final = Sentence("document.missing", "Please upload {documents}.")
_FROM_THE_FUTURE: Final = Sentence("document.in_the_future", "The {document} is dated in the future, {day}.")
_UNDATED: Final = Sentence("document.undated", "The date of the {document} is missing.")
_TOO_OLD: Final = Sentence("document.too_old", "The {document} of {day} is older than {most} days; please upload a recent one.")
MISSING: Final = Sentence("field.missing", "{field} is missing.")
_MISSING_FOR_SOME: Final = Sentence("field.missing_for_some", "{field} is missing for {count} of the numbers.")
_MALFORMED: Final = Sentence("field.malformed", "{field} is not valid.")
MALFORMED_AS: Final = Sentence("field.malformed_as", "{field} is not valid; a valid one looks like {example}.")
_KEY_OF_ANOTHER: Final = Sentence(
    "field.key", "{field} does not belong to {number}: its last characters follow from the others and from the number. Check both."
)
_KEY_OF_NONE: Final = Sentence(
    "field.key_of_none",
    "{field} belongs to none of these numbers: its last characters follow from the others and from its number. Check both.",
)
_PO_BOX_GIVEN: Final = Sentence("service_address.po_box", "A PO box is no service address; give the street the number is installed at.")
_BUSINESS_ONLY: Final = Sentence("requirement.business_only", "Only businesses port these numbers.")
_NOT_IN_PART: Final = Sentence("requirement.not_in_part", "These numbers are not ported in part.")
_PASSED: Final = Sentence("requested_date.in_the_past", "{day} has passed already.")
_NEW_BTN: Final = Sentence(
    "new_btn.required", "{number} moves with this request: give a new billing telephone number for the numbers that stay."
)
_NEW_BTN_MOVES: Final = Sentence("new_btn.moves", "{number} moves with this request too and cannot be the new one.")
_REMAINING: Final = Sentence("remaining_numbers.required", "Say whether the numbers that stay are kept or disconnected.")


def request_problems(
    request: RequestView,
    documents: Iterable[CheckedDocument],
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
        said = _UNKNOWN.said(type=TYPE_WORDS[NumberType(request.number_type)].said(), country=called(request.country))
        return [RequestProblem(NOT_MET, "number_type", said)]
    usable = [document for document in documents if document.status != DocumentStatus.REJECTED]
    return [
        *_document_problems(requirement, usable, today),
        *_field_problems(request, requirement),
        *_rule_problems(request, requirement, today),
        *billing_number_problems(request, frozenset(numbers)),
    ]


def request_warnings(documents: Iterable[CheckedDocument], requirement: Requirement | None, today: date) -> list[RequestProblem]:
    """What may still be submitted but is getting old: code DOCUMENT_AGING, with its last day."""
    needs = {need.kind: need for need in requirement.documents} if requirement else {}
    found = []
    for document in documents:
        need, dated = needs.get(DocumentKind(document.kind)), _dated(document)
        if document.status == DocumentStatus.REJECTED or need is None or dated is None or need.max_age_days is None:
            continue
        if need.warn_age_days is not None and need.warn_age_days <= (today - dated).days <= need.max_age_days:
            last = dated + timedelta(days=need.max_age_days)
            said = _AGING.said(document=_called(need), age=(today - dated).days, last=day(last))
            found.append(RequestProblem(DOCUMENT_AGING, f"documents.{need.kind}", said))
    return found


def postal_code_problem(postal_code: str, country: str) -> Said | None:
    """Why a postal code is none of this country; None where it is one, is empty, or the country's form is unknown."""
    code = country.upper()
    form = COUNTRIES[code]["postal_code"] if code in COUNTRIES else None
    if form is None or not postal_code or forms.postal_code(postal_code, code) is not None:
        return None
    return _POSTAL_CODE.said(given=postal_code, country=called(code), example=form["example"])


def _document_problems(requirement: Requirement, documents: Sequence[CheckedDocument], today: date) -> Iterator[RequestProblem]:
    for group in requirement.required_groups():
        found = [(need, document) for need in group for document in documents if document.kind == need.kind]
        problems = [_document_problem(need, document, today) for need, document in found]
        if not problems:
            yield _missing(group)
        elif None not in problems:
            yield from (problem for problem in dict.fromkeys(problems) if problem is not None)


def _missing(group: Sequence[DocumentNeed]) -> RequestProblem:
    kinds = [need.kind for need in group]
    called = either(_THE.said(document=_called(need)) for need in group)
    codes = {DocumentKind.LOA: LOA_MISSING, DocumentKind.INVOICE: NO_PROOF, DocumentKind.CSR: NO_PROOF}
    return RequestProblem(codes.get(kinds[0], NOT_MET), f"documents.{kinds[0]}", _UPLOAD.said(documents=called))


def _document_problem(need: DocumentNeed, document: CheckedDocument, today: date) -> RequestProblem | None:
    path, dated = f"documents.{need.kind}", _dated(document)
    if dated is not None and dated > today + timedelta(days=1):  # a day's grace: somewhere it is tomorrow already
        return RequestProblem(NOT_MET, path, _FROM_THE_FUTURE.said(document=_called(need), day=day(dated)))
    if need.max_age_days is None:
        return None
    if dated is None:
        return RequestProblem(NOT_MET, path, _UNDATED.said(document=_called(need)))
    if (today - dated).days <= need.max_age_days:
        return None
    code = INVOICE_TOO_OLD if need.kind is DocumentKind.INVOICE else NOT_MET
    return RequestProblem(code, path, _TOO_OLD.said(document=_called(need), day=day(dated), most=need.max_age_days))


def _dated(document: CheckedDocument) -> date | None:
    """The day that counts for its age: signature for a letter of authorization, issue for everything else."""
    signed = document.signed_at.date() if isinstance(document.signed_at, datetime) else document.signed_at
    return (signed or document.issue_date) if document.kind == DocumentKind.LOA else document.issue_date


def _called(need: DocumentNeed) -> Said:
    return need.name or document_words.called(need.kind)


def _field_problems(request: RequestView, requirement: Requirement) -> Iterator[RequestProblem]:
    asked = [need for need in requirement.fields if need.applies_to is None or need.applies_to == request.subscriber_kind]
    for name in dict.fromkeys(need.one_of for need in asked if need.one_of is not None):
        alternatives = [need for need in asked if need.one_of == name]
        if not any(_given(request, need.name) for need in alternatives):
            labels = either(need.label for need in alternatives)
            yield RequestProblem(NOT_MET, alternatives[0].name, MISSING.said(field=labels))
    for need in asked:
        value = _given(request, need.name)
        if not value:
            if need.required and need.one_of is None:
                yield RequestProblem(NOT_MET, need.name, _missing_field(request, need))
        elif problem := _form_problem(need, value, request):
            yield RequestProblem(NOT_MET, need.name, problem)


def secret_problem(
    requirement: Requirement, extra: str, value: str, given_for: str | None = None, numbers: Collection[str] = ()
) -> Said | None:
    """Why a secret extra field's value has not the right form, without saying it; None where it has.

    Asked when it is given, as afterwards it is sealed. `given_for` is the number it was given for, or None for all of `numbers`.
    """
    need = _need(requirement, f"{EXTRA}{extra}")
    if need is None:
        return None
    written = need.tidy(value)
    if written is None:
        return _malformed(need)
    if need.belongs(written, [given_for] if given_for and not need.shared else numbers):
        return None
    return _KEY_OF_ANOTHER.said(field=need.label, number=display(given_for)) if given_for else _KEY_OF_NONE.said(field=need.label)


def tidy(requirement: Requirement | None, name: str, value: str, country: str) -> str:
    """A field's value in the spelling that is stored and shown, whichever was typed.

    What has not the form its requirement asks stays as it is: a draft may hold it, and submission says what is wrong. `country` is the
    one of the service address.
    """
    if name == POSTAL_CODE:
        return forms.postal_code(value, country) or value
    need = _need(requirement, name) if requirement else None
    return value if need is None else need.tidy(value) or value


def _need(requirement: Requirement, name: str) -> FieldNeed | None:
    return next((need for need in requirement.fields if need.name == name), None)


def _malformed(need: FieldNeed) -> Said:
    return MALFORMED_AS.said(field=need.label, example=need.example) if need.example else _MALFORMED.said(field=need.label)


def _form_problem(need: FieldNeed, value: object, request: RequestView) -> Said | None:
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


def _missing_field(request: RequestView, need: FieldNeed) -> Said:
    """A secret that was given for single numbers may lack those of others."""
    missing = request.secrets_missing.get(need.name.removeprefix(EXTRA), 0)
    return _MISSING_FOR_SOME.said(field=need.label, count=missing) if missing else MISSING.said(field=need.label)


def _rule_problems(request: RequestView, requirement: Requirement, today: date) -> Iterator[RequestProblem]:
    if requirement.po_box_allowed is False and names_a_po_box(request.service_street or ""):
        yield RequestProblem(NOT_MET, "subscriber.service_address.street", _PO_BOX_GIVEN.said())
    if requirement.business_only and request.subscriber_kind == SubscriberKind.INDIVIDUAL:
        yield RequestProblem(NOT_MET, "subscriber.kind", _BUSINESS_ONLY.said())
    if requirement.partial_port is False and request.port_type == PortType.PARTIAL:
        yield RequestProblem(NOT_MET, "port_type", _NOT_IN_PART.said())
    for name in requirement.forbidden_fields:
        if _given(request, name):
            yield RequestProblem(NOT_MET, name, _FORBIDDEN.get(name, _FORBIDDEN_FIELD).said())
    if request.requested_date is not None and request.requested_date < today and "requested_date" not in requirement.forbidden_fields:
        yield RequestProblem(NOT_MET, "requested_date", _PASSED.said(day=day(request.requested_date)))


def billing_number_problems(request: RequestView, numbers: frozenset[str]) -> Iterator[RequestProblem]:
    """A partial port that takes the billing telephone number along leaves the rest without one: name the new one."""
    btn = read(request.btn, request.country) if request.btn else None
    if request.port_type != PortType.PARTIAL or not isinstance(btn, ValidNumber) or btn.e164 not in numbers:
        return
    new = read(request.new_btn, request.country) if request.new_btn else None
    if not isinstance(new, ValidNumber):
        yield RequestProblem(NOT_MET, "new_btn", _NEW_BTN.said(number=display(btn.e164)))
    elif new.e164 in numbers:
        yield RequestProblem(NOT_MET, "new_btn", _NEW_BTN_MOVES.said(number=display(new.e164)))
    if not request.remaining_numbers:
        yield RequestProblem(NOT_MET, "remaining_numbers", _REMAINING.said())
