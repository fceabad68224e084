from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.requirements.requirements import RequestProblem, Requirement
from portico.domain.statuses import DocumentKind, NumberType
from portico.domain.words.mails import spoken_day

TODAY = date(2026, 3, 3)
K = DocumentKind
T = NumberType


@dataclass(frozen=True)
class Profile:
    label: str | None = "Head office"
    company_name: str | None = "Voorbeeld BV"
    registration_number: str | None = "12345678"
    vat_id: str | None = None
    representative_first_name: str | None = "Anna"
    representative_last_name: str | None = "de Vries"
    representative_phone: str | None = "+31 20 123 4567"
    country: str | None = "NL"
    city: str | None = "Amsterdam"
    postal_code: str | None = "1012 AB"
    street: str | None = "Damrak 1"
    emails: Sequence[str] = ("porting@example.nl",)


@dataclass(frozen=True)
class Request:
    country: str = "US"
    number_type: str = "GEOGRAPHIC"
    flow: str = "STANDARD"
    subscriber_name: str | None = "Example Inc"
    subscriber_kind: str | None = "BUSINESS"
    authorised_person: str | None = "Jane Doe"
    service_street: str | None = "1 Main Street"
    service_city: str | None = "Springfield"
    service_postal_code: str | None = "62701"
    service_region: str | None = "IL"
    service_country: str | None = "US"
    account_number: str | None = "A-1"
    btn: str | None = None
    has_pin: bool = False
    port_type: str | None = "FULL"
    new_btn: str | None = None
    remaining_numbers: str | None = None
    requested_date: date | None = None
    extra_fields: Mapping[str, str] | None = field(default_factory=dict)
    secrets_missing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    kind: str
    status: str = "UPLOADED"
    issue_date: date | None = None
    signed_at: datetime | None = None
    signer: str | None = None


LOA = Document(K.LOA)
INVOICE = Document(K.INVOICE, issue_date=TODAY - timedelta(days=10))
DUTCH = Request(country="NL", flow="NL", service_postal_code="1012 AB", service_country="NL", service_region=None, account_number=None)
BRITISH = replace(DUTCH, country="GB", flow="STANDARD", service_country="GB", service_postal_code="SW1A 1AA", account_number="A-1")


def requirement(country: str, number_type: NumberType) -> Requirement:
    found = requirements.requirement_for(country, number_type)
    assert found is not None
    return found


def problems(
    request: Request, documents: Sequence[Document] = (LOA, INVOICE), *, numbers: Sequence[str] = (), today: date = TODAY
) -> list[RequestProblem]:
    asked = requirements.requirement_for(request.country, NumberType(request.number_type))
    return requirements.request_problems(request, documents, asked, today, numbers=numbers)


def codes_and_paths(found: Sequence[RequestProblem]) -> list[tuple[str, str]]:
    assert all(problem.message.endswith(".") for problem in found)
    return [(problem.code, problem.path) for problem in found]


OFFERED = {
    "US": {T.GEOGRAPHIC, T.MOBILE, T.TOLL_FREE},
    "CA": {T.GEOGRAPHIC, T.MOBILE, T.TOLL_FREE},
    "GB": {T.GEOGRAPHIC, T.NATIONAL, T.MOBILE, T.TOLL_FREE},
    "NL": {T.GEOGRAPHIC, T.NATIONAL, T.MOBILE, T.TOLL_FREE, T.PREMIUM},
    **{country: {T.GEOGRAPHIC, T.NATIONAL, T.TOLL_FREE, T.MOBILE} for country in ("FR", "BE", "ES", "IT", "PT", "AT", "CH", "AU")},
    "DE": {T.GEOGRAPHIC, T.NATIONAL, T.TOLL_FREE},
}


@pytest.mark.parametrize(("country", "types"), OFFERED.items())
def test_each_country_has_its_requirements(country: str, types: set[NumberType]) -> None:
    assert {each.number_type for each in requirements.all_requirements() if each.country == country} == types


def test_no_other_country_has_requirements() -> None:
    others = {each.country for each in requirements.all_requirements()} - OFFERED.keys()
    assert others == set(), "a country is named in OFFERED with the types of numbers that are ported there"


def test_where_nothing_is_known_there_is_no_requirement_and_no_submission() -> None:
    assert requirements.requirement_for("AQ", T.GEOGRAPHIC) is None
    found = requirements.request_problems(replace(DUTCH, country="AQ"), [LOA, INVOICE], None, TODAY)
    assert codes_and_paths(found) == [("REQUIREMENTS_NOT_MET", "number_type")]


def test_the_facts_of_the_domain_stand_in_the_files() -> None:
    american = requirement("US", T.GEOGRAPHIC)
    assert american.invoice_max_age_days == 60
    assert [need.warn_age_days for need in american.documents if need.kind is DocumentKind.INVOICE] == [30]
    assert american.po_box_allowed is False
    assert american.interval is not None
    assert {(each.label.text, each.max_days) for each in american.interval.variants} == {("simple port", 1), ("other ports", 4)}
    toll_free = requirement("US", T.TOLL_FREE)
    assert (toll_free.partial_port, toll_free.business_only, toll_free.loa_template) == (False, True, "us-toll-free")
    assert requirement("NL", T.GEOGRAPHIC).answer_business_days == 3
    assert requirement("CH", T.GEOGRAPHIC).answer_business_days == 2
    assert "registration_number" in requirement("NL", T.TOLL_FREE).profile_fields


def test_a_complete_request_has_no_problems() -> None:
    assert problems(Request()) == []
    assert problems(DUTCH) == []
    assert problems(replace(BRITISH, extra_fields={"LINE_TYPE": "SINGLE"})) == []


def test_an_empty_request_names_everything_it_lacks() -> None:
    empty = Request(
        subscriber_name=" ", authorised_person=None, service_street="", service_city=None, service_postal_code=None, service_region=None,
        service_country=None, account_number=None,
    )  # fmt: skip
    assert codes_and_paths(problems(empty, [])) == [
        ("LOA_MISSING", "documents.LOA"),
        ("PROOF_OF_OWNERSHIP_MISSING", "documents.INVOICE"),
        ("REQUIREMENTS_NOT_MET", "subscriber.name"),
        ("REQUIREMENTS_NOT_MET", "subscriber.authorised_person"),
        ("REQUIREMENTS_NOT_MET", "subscriber.service_address.street"),
        ("REQUIREMENTS_NOT_MET", "subscriber.service_address.city"),
        ("REQUIREMENTS_NOT_MET", "subscriber.service_address.postal_code"),
        ("REQUIREMENTS_NOT_MET", "subscriber.service_address.country"),
        ("REQUIREMENTS_NOT_MET", "subscriber.service_address.region"),
        ("REQUIREMENTS_NOT_MET", "subscriber.account_number"),
    ]


def test_a_rejected_document_does_not_count() -> None:
    assert codes_and_paths(problems(Request(), [replace(LOA, status="REJECTED"), INVOICE])) == [("LOA_MISSING", "documents.LOA")]


def test_a_customer_service_record_proves_ownership_like_an_invoice() -> None:
    assert problems(Request(), [LOA, Document(K.CSR)]) == []


@pytest.mark.parametrize(("age", "refused"), [(0, False), (30, False), (60, False), (61, True)])
def test_an_invoice_is_refused_when_older_than_sixty_days_on_the_day(age: int, refused: bool) -> None:
    found = problems(Request(), [LOA, Document(K.INVOICE, issue_date=TODAY - timedelta(days=age))])
    assert codes_and_paths(found) == ([("INVOICE_TOO_OLD", "documents.INVOICE")] if refused else [])


def test_an_old_invoice_does_no_harm_beside_a_recent_one_or_a_record() -> None:
    old = Document(K.INVOICE, issue_date=TODAY - timedelta(days=90))
    assert problems(Request(), [LOA, old, INVOICE]) == []
    assert problems(Request(), [LOA, old, Document(K.CSR)]) == []


def test_an_invoice_without_a_date_or_from_the_future_is_not_taken() -> None:
    assert codes_and_paths(problems(Request(), [LOA, Document(K.INVOICE)])) == [("REQUIREMENTS_NOT_MET", "documents.INVOICE")]
    ahead = Document(K.INVOICE, issue_date=TODAY + timedelta(days=2))
    assert codes_and_paths(problems(Request(), [LOA, ahead])) == [("REQUIREMENTS_NOT_MET", "documents.INVOICE")]


@pytest.mark.parametrize(("age", "warned"), [(29, False), (30, True), (60, True), (61, False)])
def test_an_invoice_is_warned_about_from_thirty_days(age: int, warned: bool) -> None:
    invoice = Document(K.INVOICE, issue_date=TODAY - timedelta(days=age))
    found = requirements.request_warnings([LOA, invoice], requirement("US", T.GEOGRAPHIC), TODAY)
    assert [each.code for each in found] == (["DOCUMENT_AGING"] if warned else [])
    if warned:
        assert spoken_day(TODAY + timedelta(days=60 - age)) in found[0].message


def test_a_portuguese_letter_must_be_signed_within_three_months() -> None:
    request = replace(DUTCH, country="PT", number_type="MOBILE", flow="STANDARD", service_country="PT", service_postal_code="1000-001")
    request = replace(request, secrets_missing={"CVP": 0})
    papers = [INVOICE, Document(K.COMPANY_REGISTRATION), Document(K.ID)]
    fresh = Document(K.LOA, signed_at=datetime(2026, 1, 10, tzinfo=UTC))
    assert problems(request, [*papers, fresh]) == []
    stale = replace(fresh, signed_at=datetime(2025, 11, 1, tzinfo=UTC))
    assert codes_and_paths(problems(request, [*papers, stale])) == [("REQUIREMENTS_NOT_MET", "documents.LOA")]
    assert codes_and_paths(problems(request, [fresh, INVOICE])) == [
        ("REQUIREMENTS_NOT_MET", "documents.COMPANY_REGISTRATION"),
        ("REQUIREMENTS_NOT_MET", "documents.ID"),
    ]


@pytest.mark.parametrize(
    "street", ["PO Box 12", "P.O. Box 12", "p o box 12", "Post Office Box 7", "GPO Box 1", "1 Main Street, PO BOX 3", "PMB 12, 1 Main St"]
)
def test_a_po_box_is_no_american_service_address(street: str) -> None:
    found = problems(Request(service_street=street))
    assert codes_and_paths(found) == [("REQUIREMENTS_NOT_MET", "subscriber.service_address.street")]


@pytest.mark.parametrize("street", ["1 Boxwood Lane", "12 Postboxer Road", "7 BP Street"])
def test_a_street_that_only_sounds_like_a_box_is_fine(street: str) -> None:
    assert problems(Request(service_street=street)) == []


def test_a_wireless_number_needs_its_pin() -> None:
    assert codes_and_paths(problems(Request(number_type="MOBILE"))) == [("REQUIREMENTS_NOT_MET", "subscriber.pin")]
    assert problems(Request(number_type="MOBILE", has_pin=True)) == []


@pytest.mark.parametrize(
    ("country", "postal_code", "valid"),
    [
        ("US", "62701", True),
        ("US", "62701-1234", True),
        ("US", "6270", False),
        ("GB", "sw1a1aa", True),
        ("GB", "12345", False),
        ("NL", "1012AB", True),
        ("NL", "0012 AB", False),
        ("AQ", "anything", True),  # its form is unknown here
    ],
)
def test_a_postal_code_is_judged_by_the_country_of_the_address(country: str, postal_code: str, valid: bool) -> None:
    found = problems(Request(service_country=country, service_postal_code=postal_code))
    assert codes_and_paths(found) == ([] if valid else [("REQUIREMENTS_NOT_MET", "subscriber.service_address.postal_code")])


def test_toll_free_numbers_move_whole_for_businesses_and_without_a_billing_number() -> None:
    request = Request(number_type="TOLL_FREE", subscriber_kind="INDIVIDUAL", port_type="PARTIAL", btn="+12125551234")
    assert codes_and_paths(problems(request)) == [
        ("REQUIREMENTS_NOT_MET", "subscriber.kind"),
        ("REQUIREMENTS_NOT_MET", "port_type"),
        ("REQUIREMENTS_NOT_MET", "subscriber.btn"),
    ]
    assert problems(Request(number_type="TOLL_FREE")) == []


def test_a_dutch_request_asks_for_no_date() -> None:
    found = problems(replace(DUTCH, requested_date=TODAY + timedelta(days=9)))
    assert codes_and_paths(found) == [("REQUIREMENTS_NOT_MET", "requested_date")]


def test_a_date_in_the_past_cannot_be_requested() -> None:
    assert codes_and_paths(problems(Request(requested_date=TODAY - timedelta(days=1)))) == [("REQUIREMENTS_NOT_MET", "requested_date")]
    assert problems(Request(requested_date=TODAY)) == []


def test_a_partial_port_that_takes_the_billing_number_names_a_new_one() -> None:
    moving = ("+12125551234", "+12125551235")
    request = Request(port_type="PARTIAL", btn="(212) 555-1234")
    assert problems(request, numbers=("+12125551235",)) == []
    assert codes_and_paths(problems(request, numbers=moving)) == [
        ("REQUIREMENTS_NOT_MET", "new_btn"),
        ("REQUIREMENTS_NOT_MET", "remaining_numbers"),
    ]
    also_moving = replace(request, new_btn="212 555 1235", remaining_numbers="KEEP")
    assert codes_and_paths(problems(also_moving, numbers=moving)) == [("REQUIREMENTS_NOT_MET", "new_btn")]
    assert problems(replace(also_moving, new_btn="212 555 1299"), numbers=moving) == []


@pytest.mark.parametrize(
    ("request_", "good", "bad"),
    [
        (replace(BRITISH, country="ES", service_country="ES", service_postal_code="28039"), {"NIF": "B58378431"}, {"NIF": "B58378432"}),
        (replace(BRITISH, country="AU", service_country="AU", service_postal_code="2060"),
         {"PORT_CATEGORY": "A", "ABN": "83 914 571 673"}, {"PORT_CATEGORY": "B", "ABN": "83 914 571 673"}),
    ],
)  # fmt: skip
def test_a_field_is_checked_in_its_countrys_form(request_: Request, good: dict[str, str], bad: dict[str, str]) -> None:
    assert problems(replace(request_, extra_fields=good)) == []
    name = next(iter(bad))
    assert codes_and_paths(problems(replace(request_, extra_fields=bad))) == [("REQUIREMENTS_NOT_MET", f"extra_fields.{name}")]
    missing = codes_and_paths(problems(replace(request_, extra_fields=None)))
    assert ("REQUIREMENTS_NOT_MET", f"extra_fields.{name}") in missing


@pytest.mark.parametrize(
    ("country", "number_type", "name", "good", "bad"),
    [
        ("GB", T.MOBILE, "PAC", "abc 123456", "AB123456"),
        ("FR", T.MOBILE, "RIO", "01 P 123456 AB+", "01X123456ABC"),
        ("PT", T.MOBILE, "CVP", "123 456 789 012", "99345678901"),
        ("IT", T.GEOGRAPHIC, "MIGRATION_CODE", "TST123456789012A", "XYZ1"),
    ],
)
def test_a_transfer_code_is_a_secret_in_its_countrys_form(country: str, number_type: T, name: str, good: str, bad: str) -> None:
    asked = requirement(country, number_type)
    assert name in requirements.secret_extras(asked)
    assert requirements.secret_problem(asked, name, good) is None
    problem = requirements.secret_problem(asked, name, bad)
    assert problem
    assert bad not in problem.text


def test_a_transfer_code_is_missing_until_every_number_has_one() -> None:
    request = replace(BRITISH, number_type="MOBILE")
    assert codes_and_paths(problems(request)) == [("REQUIREMENTS_NOT_MET", "extra_fields.PAC")]
    (partly,) = problems(replace(request, secrets_missing={"PAC": 2}))
    assert partly.message == "Porting authorisation code (PAC) is missing for 2 of the numbers."
    assert problems(replace(request, secrets_missing={"PAC": 0})) == []


def test_staff_cannot_make_a_transfer_code_plain() -> None:
    """A requirement of staff's own is secret where the files know the field as one, whatever it says itself."""
    plain = {"fields": ["@subscriber", {"name": "extra_fields.PAC", "label": "PAC", "required": True, "secret": False}]}
    for country in ("GB", "US"):
        assert requirements.secret_extras(requirements.requirement_for(country, T.MOBILE, plain)) == {"PAC"}
    own = {"fields": [{"name": "extra_fields.EASYSWITCH", "label": "Easy Switch", "required": True, "secret": True}]}
    assert requirements.secret_extras(requirements.requirement_for("BE", T.GEOGRAPHIC, own)) == {"EASYSWITCH"}
    shown = {"fields": [{"name": "subscriber.name", "label": "Name", "required": True, "secret": True}]}
    with pytest.raises(ValueError, match="cannot be secret"):
        requirements.requirement_for("BE", T.GEOGRAPHIC, shown)


def test_a_business_field_is_not_asked_of_an_individual() -> None:
    person = replace(BRITISH, country="AU", service_country="AU", service_postal_code="2060", extra_fields={"PORT_CATEGORY": "A"})
    assert codes_and_paths(problems(person)) == [("REQUIREMENTS_NOT_MET", "extra_fields.ABN")]
    assert problems(replace(person, subscriber_kind="INDIVIDUAL")) == []


def test_any_one_of_alternative_fields_is_enough() -> None:
    request = replace(BRITISH, country="BE", number_type="MOBILE", service_country="BE", service_postal_code="1000", account_number=None)
    assert codes_and_paths(problems(request)) == [("REQUIREMENTS_NOT_MET", "subscriber.account_number")]
    assert problems(replace(request, account_number="C-9")) == []
    assert problems(replace(request, secrets_missing={"SIM_NUMBER": 0})) == []


@pytest.mark.parametrize(
    ("accepted", "satisfied"),
    [
        ({K.LOA, K.INVOICE}, True),
        ({K.LOA, K.CSR}, True),
        ({K.LOA}, False),
        ({K.INVOICE, K.CSR}, False),
        ({K.LOA, K.ID}, False),
    ],
)
def test_accepted_documents_satisfy_a_requirement_when_each_group_is_covered(accepted: set[DocumentKind], satisfied: bool) -> None:
    assert requirements.documents_satisfied(requirement("US", T.GEOGRAPHIC), accepted) is satisfied
    assert requirements.documents_satisfied(None, accepted) is satisfied


def test_a_requirement_may_demand_both_proofs() -> None:
    both = {"documents": ["@loa_and_proof", {"kind": "INVOICE", "required": True, "max_age_days": 60}, {"kind": "CSR", "required": True}]}
    strict = requirements.requirement_for("US", T.GEOGRAPHIC, both)
    assert not requirements.documents_satisfied(strict, {K.LOA, K.INVOICE})
    found = requirements.request_problems(Request(), [LOA, INVOICE], strict, TODAY)
    assert codes_and_paths(found) == [("PROOF_OF_OWNERSHIP_MISSING", "documents.CSR")]


def test_the_holder_of_a_dutch_free_number_may_prove_it_by_the_register() -> None:
    request = replace(DUTCH, number_type="TOLL_FREE")
    assert problems(request, [LOA, Document(K.COMPANY_REGISTRATION)]) == []
    assert problems(request, [LOA, INVOICE]) == []
    assert codes_and_paths(problems(request, [LOA])) == [("PROOF_OF_OWNERSHIP_MISSING", "documents.INVOICE")]


def test_staff_lay_their_changes_over_the_file() -> None:
    changed = requirements.requirement_for("US", T.TOLL_FREE, {"business_only": False, "notes": ["Ask first."]})
    assert changed is not None
    assert (changed.business_only, [note.text for note in changed.notes], changed.loa_template) == (False, ["Ask first."], "us-toll-free")
    assert changed.sources[-1].name.text == "Set by the operator"
    assert requirement("US", T.TOLL_FREE).business_only is True


def test_staff_may_open_a_country_that_has_no_file() -> None:
    opened = requirements.requirement_for("AQ", T.GEOGRAPHIC, {"loa_template": "aq"})
    assert opened is not None
    assert opened.country == "AQ"
    assert [need.kind for need in opened.documents] == [K.LOA, K.INVOICE, K.CSR]


def test_what_staff_changed_stands_in_the_list_too() -> None:
    overrides: dict[tuple[str, NumberType], dict[str, Any]] = {
        ("AQ", T.GEOGRAPHIC): {"loa_template": "aq"},
        ("US", T.TOLL_FREE): {"business_only": False},
    }
    known = {(each.country, each.number_type): each for each in requirements.all_requirements(overrides)}
    assert len(known) == len(requirements.all_requirements()) + 1
    assert known["AQ", T.GEOGRAPHIC].loa_template == "aq"
    assert known["US", T.TOLL_FREE].business_only is False
    assert known["US", T.GEOGRAPHIC] == requirement("US", T.GEOGRAPHIC)


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "blue"},
        {"forbidden_fields": ["shoe_size"]},
        {"fields": [{"name": "shoe_size", "label": "Shoe size", "required": True}]},
        {"fields": [{"name": "extra_fields.X", "label": "X", "required": True, "pattern": "("}]},
        {"fields": [{"name": "extra_fields.X", "label": "X", "required": True, "check": "no.such"}]},
        {"documents": [{"kind": "PASSPORT", "required": True}]},
        {"documents": ["@nothing"]},
        {"interval": {"min": 1}},
        {"interval": {"min": "3", "max": 4, "unit": "BUSINESS_DAYS"}},
        {"interval": "soon"},
        {"notes": "Ask first."},
        {"notes": [1]},
        {"partial_port": "yes"},
        {"answer_business_days": True},
        {"documents": {"kind": "LOA", "required": True}},
        {"documents": [{"kind": "LOA"}]},
        {"documents": [{"kind": "LOA", "required": "yes"}]},
        {"loa_template": 3},
        {"sources": ["hearsay"]},
    ],
)
def test_changes_that_make_no_requirement_are_a_value_error(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        requirements.requirement_for("US", T.GEOGRAPHIC, changes)


def test_a_complete_company_profile_is_valid() -> None:
    assert requirements.company_profile_problems(Profile(), requirement("NL", T.GEOGRAPHIC)) == []
    assert requirements.company_profile_problems(Profile(vat_id="NL4495445B01"), requirement("NL", T.GEOGRAPHIC)) == []


def test_an_empty_company_profile_names_every_field() -> None:
    empty = Profile(None, None, None, None, None, None, None, None, None, None, None, ())
    found = requirements.company_profile_problems(empty, requirement("NL", T.GEOGRAPHIC))
    assert {problem.field for problem in found} == set(Profile.__dataclass_fields__) - {"vat_id"}
    assert all(problem.message.endswith(".") for problem in found)


def test_a_profile_is_valid_per_requirement() -> None:
    without = Profile(registration_number=None)
    assert requirements.company_profile_problems(without, requirement("US", T.GEOGRAPHIC)) == []
    found = requirements.company_profile_problems(without, requirement("NL", T.GEOGRAPHIC))
    assert [(problem.field, problem.message) for problem in found] == [
        ("registration_number", "Registration number (KVK number) is missing.")
    ]
    italian = requirements.company_profile_problems(Profile(), requirement("IT", T.GEOGRAPHIC))
    assert [problem.field for problem in italian] == ["vat_id"]


@pytest.mark.parametrize(
    ("country", "field_name", "value", "valid"),
    [
        ("NL", "registration_number", "1234 5678", True),
        ("NL", "registration_number", "1234567", False),
        ("NL", "vat_id", "NL4495446B01", False),
        ("NL", "vat_id", "BE 428759497", True),  # a VAT number of another EU country
        ("FR", "registration_number", "732 829 320 00074", True),
        ("FR", "registration_number", "732 829 321", False),
        ("GB", "vat_id", "GB 980 7806 84", True),
        ("GB", "vat_id", "GB 980 7806 85", False),
        ("US", "vat_id", "91-1144442", True),
        ("US", "vat_id", "00-0000000", False),
        ("DE", "registration_number", "HRB 12345 B, Amtsgericht Charlottenburg", True),
        ("AQ", "vat_id", "whatever", True),
    ],
)
def test_company_numbers_are_checked_by_the_companys_own_country(country: str, field_name: str, value: str, valid: bool) -> None:
    profile = replace(Profile(country=country, postal_code="-", registration_number=None), **{field_name: value})
    found = requirements.company_profile_problems(profile, None)
    assert (field_name in {problem.field for problem in found}) is not valid


def test_malformed_postal_codes_and_addresses_of_a_profile_are_named() -> None:
    found = requirements.company_profile_problems(Profile(postal_code="99", emails=("a@b.nl", "nobody")), None)
    assert [problem.field for problem in found] == ["postal_code", "emails"]
    assert "nobody" in found[1].message
