"""What a requirement says of what it misses: each sentence names the thing, the day or the number it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portico.domain.port_ins.requirements import requirements
from portico.domain.statuses import DocumentKind as K
from portico.domain.statuses import NumberType
from tests.domain.port_ins.test_requirements import BRITISH, DUTCH, INVOICE, LOA, TODAY, Document, Profile, Request, problems, requirement

T = NumberType


def told(request: Request, documents: Sequence[Document] = (LOA, INVOICE), **more: Any) -> list[str]:
    return [problem.message for problem in problems(request, documents, **more)]


def aged(days: int) -> Document:
    return Document(K.INVOICE, issue_date=TODAY - timedelta(days=days))


def test_where_nothing_is_known_the_country_and_kind_are_named() -> None:
    (problem,) = requirements.request_problems(replace(DUTCH, country="AQ"), [], None, TODAY)
    assert problem.message == "Nothing is known about porting geographic numbers of Antarctica; ask the operator."


def test_a_missing_paper_is_named_with_what_would_do_instead() -> None:
    assert told(Request(), []) == [
        "Please upload the letter of authorization.",
        "Please upload the invoice or the customer service record.",
    ]
    austrian = replace(DUTCH, country="AT", number_type="MOBILE", flow="STANDARD", service_country="AT", service_postal_code="1010")
    assert "Please upload the NÜV information." in told(austrian)


@pytest.mark.parametrize(
    ("invoice", "sentence"),
    [
        (Document(K.INVOICE), "The date of the invoice is missing."),
        (aged(61), "The invoice of 1 January 2026 is older than 60 days; please upload a recent one."),
        (aged(-2), "The invoice is dated in the future, 5 March 2026."),
    ],
)
def test_a_paper_that_is_not_taken_is_told_with_its_date(invoice: Document, sentence: str) -> None:
    assert told(Request(), [LOA, invoice]) == [sentence]


def test_a_paper_may_be_of_tomorrow_as_somewhere_it_is_that_already() -> None:
    assert told(Request(), [LOA, aged(-1)]) == []


def test_an_invoice_that_gets_old_is_told_with_its_last_day() -> None:
    (warning,) = requirements.request_warnings([aged(45)], requirement("US", T.GEOGRAPHIC), TODAY)
    assert (warning.code, warning.path) == ("DOCUMENT_AGING", "documents.INVOICE")
    assert warning.message == "The invoice is 45 days old and is taken until 18 March 2026 only."


def test_only_what_is_asked_for_gets_old_and_only_while_it_is_not_rejected() -> None:
    american = requirement("US", T.GEOGRAPHIC)
    others = [Document(K.INVOICE), Document(K.ID, issue_date=date(2026, 1, 10)), replace(aged(45), status="REJECTED"), LOA]
    assert requirements.request_warnings(others, american, TODAY) == []
    assert requirements.request_warnings([aged(45)], None, TODAY) == []


def test_a_letter_of_authorization_counts_from_its_signature_and_everything_else_from_its_issue() -> None:
    old = aged(61)
    assert told(Request(), [LOA, replace(old, signed_at=datetime(2026, 3, 3, tzinfo=UTC))]) == told(Request(), [LOA, old]) != []


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (Request(subscriber_name=None), "Subscriber's name is missing."),
        (Request(service_postal_code="6270"), "6270 is not a postal code in the United States; one looks like 95014."),
        (Request(service_street="PO Box 12"), "A PO box is no service address; give the street the number is installed at."),
        (
            Request(number_type="TOLL_FREE", btn="+12125551234"),
            "A billing telephone number does not belong to this kind of request.",
        ),
        (Request(requested_date=TODAY - timedelta(days=1)), "2 March 2026 has passed already."),
        (
            replace(DUTCH, requested_date=TODAY - timedelta(days=1)),
            "No date can be requested here: the losing carrier sets the first possible one and you choose from then on.",
        ),
        (
            replace(BRITISH, country="ES", service_country="ES", service_postal_code="28039", extra_fields={"NIF": "1"}),
            "NIF or CIF is not valid; a valid one looks like B58378431.",
        ),
        (
            replace(BRITISH, country="BE", number_type="MOBILE", service_country="BE", service_postal_code="1000", account_number=None),
            "Customer account or Serial number of the SIM card is missing.",
        ),
    ],
)
def test_a_field_is_told_by_its_label(request_: Request, sentence: str) -> None:
    assert told(request_) == [sentence]


def test_a_requirement_of_staffs_own_may_forbid_any_field_and_give_no_example() -> None:
    own = {
        "forbidden_fields": ["subscriber.account_number"],
        "fields": ["@subscriber", {"name": "extra_fields.CODE", "label": "Code", "required": True, "pattern": "[0-9]+"}],
    }
    asked = requirements.requirement_for("US", T.GEOGRAPHIC, own)
    found = requirements.request_problems(replace(Request(), extra_fields={"CODE": "x"}), [LOA, INVOICE], asked, TODAY)
    assert [problem.message for problem in found] == ["Code is not valid.", "This field does not belong to this kind of request."]


def test_a_street_nobody_gave_is_missing_and_no_box() -> None:
    assert told(Request(service_street=None)) == ["Street and house number is missing."]


def test_the_billing_number_that_moves_is_named() -> None:
    request = Request(port_type="PARTIAL", btn="(212) 555-1234")
    moving = ("+12125551234", "+12125551235")
    assert told(request, numbers=moving) == [
        "+1 212-555-1234 moves with this request: give a new billing telephone number for the numbers that stay.",
        "Say whether the numbers that stay are kept or disconnected.",
    ]
    also_moving = replace(request, new_btn="212 555 1235", remaining_numbers="KEEP")
    assert told(also_moving, numbers=moving) == ["+1 212-555-1235 moves with this request too and cannot be the new one."]
    assert told(replace(request, port_type="FULL"), numbers=moving) == []


def test_a_secret_is_told_by_its_label_and_example_and_an_unknown_one_is_as_it_is() -> None:
    french = requirement("FR", T.MOBILE)
    assert str(requirements.secret_problem(french, "RIO", "1")) == "RIO is not valid; a valid one looks like 01PEROY4P4TR."
    assert requirements.secret_problem(french, "NO_SUCH", "1") is None


def test_where_no_requirement_is_known_everything_that_is_a_secret_anywhere_is_one() -> None:
    assert {"PAC", "RIO", "CVP", "MIGRATION_CODE", "SIM_NUMBER"} <= requirements.secret_extras(None)


def test_a_profile_is_told_by_the_labels_of_its_fields() -> None:
    found = requirements.company_profile_problems(
        Profile(label=None, city=" ", postal_code="99", registration_number="1", emails=()), requirement("NL", T.GEOGRAPHIC)
    )
    assert [problem.message for problem in found] == [
        "Label is missing.",
        "City is missing.",
        "Registration number (KVK number) is not valid; a valid one looks like 12345678.",
        "99 is not a postal code in the Netherlands; one looks like 1234 AB.",
        "At least one email address is needed: every status update goes there.",
    ]


def test_changes_may_be_any_collection() -> None:
    changed = requirements.requirement_for("US", T.GEOGRAPHIC, {"profile_fields": frozenset({"vat_id"})})
    assert changed
    assert changed.profile_fields == ("vat_id",)


def test_parts_that_no_requirement_has_are_named() -> None:
    with pytest.raises(ValueError, match=r"^no such part of a requirement: colour, shape$"):
        requirements.requirement_for("US", T.GEOGRAPHIC, {"shape": "round", "colour": "blue"})
