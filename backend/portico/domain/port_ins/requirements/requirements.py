"""What a port asks for (reference/requirements/*.json), and what a company profile still lacks for it.

Staff override a requirement without touching the files: what they changed is handed in and laid over the file's entry. What a
request lacks is told by `requirement_checks`, which is reachable from here too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import lru_cache, partial
from itertools import product
from types import MappingProxyType
from typing import Final, NamedTuple

from portico.domain import reference
from portico.domain.port_ins.requirements.requirement_checks import (
    MALFORMED_AS,
    MISSING,
    RequestProblem,
    postal_code_problem,
    request_problems,
    request_warnings,
    secret_problem,
    tidy,
)
from portico.domain.port_ins.requirements.written_parts import WRITTEN, at_fault
from portico.domain.reference import forms
from portico.domain.reference.companies import COMPANIES, CompanyRule
from portico.domain.reference.shapes import (
    EXTRA,
    PIN,
    DayUnit,
    DocumentNeed,
    FieldNeed,
    Interval,
    IntervalVariant,
    Requirement,
    Source,
    grouped,
    included,
    read_requirement,
    wrong_part,
)
from portico.domain.reference.texts import TextPlace, said_at, spoken, worded, worded_sets
from portico.domain.reference.views import CheckedDocument, CheckedProfile, RequestView, refuse_misspelt
from portico.domain.sentences import Phrase, Said, Sentence
from portico.domain.statuses import DocumentKind, NumberType

__all__ = [
    "CheckedDocument",
    "CheckedProfile",
    "DayUnit",
    "DocumentNeed",
    "FieldNeed",
    "Interval",
    "IntervalVariant",
    "ProfileProblem",
    "RequestProblem",
    "RequestView",
    "Requirement",
    "Source",
    "WrongPart",
    "all_requirements",
    "asked_parts",
    "company_profile_problems",
    "documents_satisfied",
    "request_problems",
    "request_warnings",
    "requirement_for",
    "secret_extras",
    "secret_problem",
    "shipped_parts",
    "tidy",
    "tidy_of_company",
]  # fmt: skip

RequirementChanges = reference.Entry
"""Keys of a file's entry with other values, as staff set them."""


class ProfileProblem(NamedTuple):
    """A company profile's field that is missing or malformed, with a sentence for people."""

    field: str
    said: Said

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.said.text


class WrongPart(ValueError):
    """Changes that make no requirement; `path` is where, as they were written (`interval.min`), and empty where that is not known."""

    def __init__(self, said: str, path: str = "") -> None:
        super().__init__(said)
        self.path = path


_SETS: Final[reference.Entry] = reference.load("requirements/_shared.json")
_FILES: Final = [reference.load(name) for name in reference.names("requirements") if not name.endswith("/_shared.json")]
_OPERATOR: Final = {"operator": {"name": Phrase("requirement.source.operator", "Set by the operator").said(), "url": None}}
_ROWS: Final[Mapping[TextPlace, tuple[reference.Entry, reference.Entry]]] = {
    (file["country"], NumberType(row["number_type"])): (row, file["sources"]) for file in _FILES for row in file["requirements"]
}
_SECRETS: Final = frozenset({PIN}) | {
    need["name"]
    for needs in (*(row["fields"] for row, _ in _ROWS.values()), *_SETS["fields"].values())
    for need in needs
    if isinstance(need, Mapping) and need.get("secret")
}
"""What the files call secret anywhere is secret everywhere, also where staff write a requirement of their own."""
_SPOKEN: Final = spoken(_SETS, {place: row for place, (row, _) in _ROWS.items()})
_SHARED: Final = worded_sets(_SETS, partial(said_at, None, found=_SPOKEN))


def _read(place: TextPlace, row: reference.Entry, sources: Mapping[str, reference.Entry]) -> Requirement:
    said = worded(row, partial(said_at, place, found=_SPOKEN))
    return read_requirement(place[0], said, _SHARED, sources, _SECRETS)


_REQUIREMENTS: Final[Mapping[TextPlace, Requirement]] = MappingProxyType({place: _read(place, *filed) for place, filed in _ROWS.items()})
_BLANK: Final[reference.Entry] = {
    "loa_template": None,
    "documents": ["@loa_and_proof"],
    "fields": ["@subscriber"],
    "profile_fields": [],
    "forbidden_fields": [],
    "partial_port": None,
    "po_box_allowed": None,
    "business_only": None,
    "interval": None,
    "answer_business_days": None,
    "notes": [],
    "sources": [],
}
_UNREADABLE: Final = (AttributeError, ImportError, KeyError, TypeError, ValueError, re.error)
_LOA_AND_PROOF: Final = (
    DocumentNeed(DocumentKind.LOA, True),
    DocumentNeed(DocumentKind.INVOICE, True, "ownership"),
    DocumentNeed(DocumentKind.CSR, True, "ownership"),
)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_LABELS: Final = {
    "label": "Label",
    "company_name": "Company name",
    "representative_first_name": "The representative's first name",
    "representative_last_name": "The representative's last name",
    "representative_phone": "The representative's phone number",
    "country": "Country",
    "city": "City",
    "postal_code": "Postal code",
    "street": "Street",
}
_PROFILE_LABELS: Final = {name: Phrase(f"profile.label.{name}", label) for name, label in _LABELS.items()}
_COMPANY_LABELS: Final = {
    "registration_number": Phrase("profile.label.registration_number", "Registration number"),
    "vat_id": Phrase("profile.label.vat_id", "VAT id"),
}
refuse_misspelt(CheckedProfile, [*_LABELS, *_COMPANY_LABELS])
_CALLED_THERE: Final = Phrase("profile.label.called_there", "{label} ({called})")

_EMAIL_NEEDED: Final = Sentence("profile.email_needed", "At least one email address is needed: every status update goes there.")
_NO_EMAIL: Final = Sentence("profile.no_email", "{given} is not an email address.")


def requirement_for(country: str, number_type: NumberType | str, changes: RequirementChanges | None = None) -> Requirement | None:
    """What porting this country's numbers of this type asks for, with staff's changes laid over it; None where nothing is known.

    `changes` alone make a requirement too (LOA and proof of ownership, then what they say). Changes that say nothing a requirement
    can say raise WrongPart.
    """
    key = (country.upper(), NumberType(number_type))
    if not changes:
        return _REQUIREMENTS.get(key)
    if unknown := changes.keys() - _BLANK.keys():
        raise WrongPart(f"no such part of a requirement: {', '.join(sorted(unknown))}")
    return _changed(*key, json.dumps(dict(changes), sort_keys=True, default=list))


@lru_cache(maxsize=256)
def _changed(country: str, number_type: NumberType, changes_as_json: str) -> Requirement:
    """Guards ask for the same one again and again, and changes come from outside: JSON that could hold anything."""
    changes = json.loads(changes_as_json)
    if not_lists := [name for name, value in changes.items() if isinstance(_BLANK[name], list) and not isinstance(value, list)]:
        raise WrongPart(f"not a list: {', '.join(not_lists)}", not_lists[0])
    row, sources = _ROWS.get((country, number_type), ({**_BLANK, "number_type": number_type.value}, {}))
    named = [*changes.get("sources", row["sources"]), "operator"]
    try:
        found = _read((country, number_type), {**row, **changes, "sources": named}, {**sources, **_OPERATOR})
    except _UNREADABLE as problem:
        alone = at_fault(changes, lambda part: _read((country, number_type), {**row, **part}, sources), _UNREADABLE)
        raise WrongPart(f"not a requirement: {problem}", alone) from problem
    if wrong := wrong_part(found, Requirement):
        raise WrongPart(f"not of the right kind: {wrong}", _as_written(wrong, changes))
    return found


def _as_written(path: str, changes: RequirementChanges) -> str:
    """The path of a requirement's part in what staff wrote: where they named a set among a list's entries, no further than the list."""
    part, *within = path.split(".")
    written = changes.get(part)
    if isinstance(written, list) and any(isinstance(entry, str) and entry.startswith("@") for entry in written):
        return part
    return ".".join([part, *(WRITTEN.get(name, name) for name in within)])


def shipped_parts(country: str, number_type: NumberType | str) -> RequirementChanges | None:
    """A shipped requirement as staff change it: by the names of the files, every set written out; None where none is shipped."""
    filed = _ROWS.get((country.upper(), NumberType(number_type)))
    return _written_out(filed[0]) if filed else None


def asked_parts(country: str, number_type: NumberType | str, changes: RequirementChanges) -> RequirementChanges:
    """What is asked with these changes laid over, in the same form."""
    row, _ = _ROWS.get((country.upper(), NumberType(number_type)), (_BLANK, {}))
    return _written_out({**row, **changes})


def _written_out(row: reference.Entry) -> RequirementChanges:
    written = {name: included(row[name], _SETS[name], key) for name, key in (("documents", "kind"), ("fields", "name"))}
    return {name: written.get(name, row[name]) for name in _BLANK}


def all_requirements(overrides: Mapping[tuple[str, NumberType], RequirementChanges] = MappingProxyType({})) -> tuple[Requirement, ...]:
    """Every requirement of the files with staff's changes laid over, and those only staff made; by country and then number type."""
    order = list(NumberType)
    known = (requirement_for(*key, overrides.get(key)) for key in _REQUIREMENTS.keys() | overrides.keys())
    return tuple(sorted(filter(None, known), key=lambda each: (each.country, order.index(each.number_type))))


def secret_extras(requirement: Requirement | None) -> frozenset[str]:
    """The names of the extra fields that act as PINs here; where no requirement is known, all that do so anywhere."""
    names = _SECRETS if requirement is None else {need.name for need in requirement.fields if need.secret}
    return frozenset(name.removeprefix(EXTRA) for name in names if name.startswith(EXTRA))


def documents_satisfied(requirement: Requirement | None, accepted: Collection[DocumentKind]) -> bool:
    """Whether the accepted kinds cover every required document; where nothing is known, LOA and invoice or CSR."""
    groups = grouped(requirement.documents if requirement else _LOA_AND_PROOF)
    return all(any(need.kind in accepted for need in group) for group in groups)


def company_profile_problems(profile: CheckedProfile, requirement: Requirement | None) -> list[ProfileProblem]:
    """What makes a company profile invalid for this requirement, each missing or malformed field named; empty is valid.

    Numbers are checked by the rules of the company's own country, which need not be the country of the port.
    """
    found = [ProfileProblem(name, MISSING.said(field=label.said())) for name, label in _PROFILE_LABELS.items() if not _text(profile, name)]
    numbers = ((name, _company_number_problem(profile, name, requirement)) for name in _COMPANY_LABELS)
    found += [ProfileProblem(name, problem) for name, problem in numbers if problem is not None]
    if postal := postal_code_problem(_text(profile, "postal_code"), _text(profile, "country")):
        found.append(ProfileProblem("postal_code", postal))
    if not profile.emails:
        found.append(ProfileProblem("emails", _EMAIL_NEEDED.said()))
    found += [ProfileProblem("emails", _NO_EMAIL.said(given=email)) for email in profile.emails if not _EMAIL.fullmatch(email.strip())]
    return found


def _company_number_problem(profile: CheckedProfile, name: str, requirement: Requirement | None) -> Said | None:
    rule = COMPANIES.get(_text(profile, "country").upper(), {}).get(name)
    plain = _COMPANY_LABELS[name].said()
    label = _CALLED_THERE.said(label=plain, called=rule["name"]) if rule else plain
    value = _text(profile, name)
    if not value:
        asked = requirement is not None and name in requirement.profile_fields
        return MISSING.said(field=label) if asked else None
    if rule is None or _company_number(value, rule, foreign=name == "vat_id") is not None:
        return None
    return MALFORMED_AS.said(field=label, example=rule["example"])


def tidy_of_company(name: str, value: str, country: str) -> str:
    """A company's registration number, VAT id or postal code as it is stored; what has not the form stays as it is, and is told later."""
    if name == "postal_code":
        return forms.postal_code(value, country) or value
    rule = COMPANIES.get(country.upper(), {}).get(name)
    return _company_number(value, rule or {}, foreign=name == "vat_id") or value


def _company_number(value: str, rule: CompanyRule, *, foreign: bool) -> str | None:
    """By the country's own rule, or for VAT as a number of another EU country, which a company may hold as well."""
    plain = forms.plainly(value)
    if "pattern" in rule and (found := forms.tidy(plain, rule["pattern"], compacted=True)):
        return found
    prefix = rule.get("prefix", "")
    for spelling, check in product(dict.fromkeys((plain, forms.compact(plain))), rule.get("checks", ())):
        if forms.form_holds(spelling, None, (check,)):
            return prefix + forms.checked(spelling, check, grouped=not prefix)
    if foreign and forms.form_holds(plain, None, ("eu.vat",)):
        return forms.checked(plain, "eu.vat")
    return None if "pattern" in rule or "checks" in rule else plain


def _text(profile: CheckedProfile, name: str) -> str:
    value: str | None = getattr(profile, name)
    return (value or "").strip()
