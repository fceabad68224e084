"""The codes of what requirement files say, and what the checks say with them."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import reference
from portico.domain.port_ins.documents.document_words import called
from portico.domain.port_ins.editing import EditingView, uploadable
from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.requirements.requirement_checks import postal_code_problem
from portico.domain.reference.texts import Text, codes, spoken
from portico.domain.sentences import Said
from portico.domain.statuses import DocumentKind, Flow, PortingRequestStatus
from portico.domain.statuses import NumberType as T
from tests.domain.port_ins.test_requirements import BRITISH, LOA, TODAY, Profile, Request, problems, requirement

SETS = reference.load("requirements/_shared.json")
FILES = [reference.load(name) for name in reference.names("requirements") if not name.endswith("_shared.json")]
ROWS = {(file["country"], T(row["number_type"])): row for file in FILES for row in file["requirements"]}
LABEL = "label.subscriber.name"


def test_what_is_shared_is_called_after_what_it_says_it_of() -> None:
    shared = Text(LABEL, "Name")
    assert codes([shared], {("AT", T.MOBILE): [shared]}) == {(None, shared): "requirement.label.subscriber.name"}


def test_a_countrys_own_words_carry_the_country_and_the_type_only_where_types_differ() -> None:
    shared, own, other = (Text(LABEL, words) for words in ("Name", "Your name", "Company"))
    found = codes(
        [shared],
        {
            ("AT", T.MOBILE): [own], ("AT", T.GEOGRAPHIC): [own], ("AT", T.NATIONAL): [shared],
            ("BE", T.MOBILE): [own], ("BE", T.GEOGRAPHIC): [other], ("BE", T.NATIONAL): [],
        },
    )  # fmt: skip
    assert found == {
        (None, shared): "requirement.label.subscriber.name",
        (("AT", T.MOBILE), own): "requirement.label.subscriber.name.AT",
        (("AT", T.GEOGRAPHIC), own): "requirement.label.subscriber.name.AT",
        (("BE", T.MOBILE), own): "requirement.label.subscriber.name.BE.MOBILE",
        (("BE", T.GEOGRAPHIC), other): "requirement.label.subscriber.name.BE.GEOGRAPHIC",
    }


@pytest.mark.parametrize("country", sorted({country for country, _ in ROWS}))
def test_a_country_changes_no_code_of_another(country: str) -> None:
    whole = spoken(SETS, ROWS)
    without = spoken(SETS, {place: row for place, row in ROWS.items() if place[0] != country})
    assert without == {key: said for key, said in whole.items() if key[0] is None or key[0][0] != country}
    assert len(without) < len(whole)


def test_two_notes_of_one_requirement_that_begin_alike_stop_the_start() -> None:
    row = {**ROWS["GB", T.MOBILE], "notes": ["A note of six words, and one.", "A note of six words, and another."]}
    with pytest.raises(ValueError, match=r"requirement\.note\.a_note_of_six_words_and\.XX\.MOBILE says two things"):
        spoken(SETS, {("XX", T.MOBILE): row})


def test_two_sets_that_say_the_same_thing_otherwise_stop_the_start() -> None:
    other = {**SETS, "fields": {**SETS["fields"], "more": [{"name": "subscriber.btn", "label": "Main number", "required": True}]}}
    with pytest.raises(ValueError, match=r"requirement\.label\.subscriber\.btn says two things"):
        spoken(other, ROWS)


def the_only(found: list[Any]) -> Said:
    (problem,) = found
    said: Said = problem.said
    return said


def of(said: Said, name: str) -> Said:
    within = said.params[name]
    assert isinstance(within, Said)
    return within


def test_a_missing_field_is_named_by_the_code_of_its_label() -> None:
    said = the_only(problems(Request(subscriber_name=None)))
    assert (said.code, said.text) == ("field.missing", "Subscriber's name is missing.")
    assert of(said, "field").code == "requirement.label.subscriber.name"


def test_alternatives_are_named_each_by_its_code() -> None:
    belgian = Request("BE", "MOBILE", service_country="BE", service_postal_code="1000", account_number=None)
    either = of(the_only(problems(belgian)), "field")
    assert (either.code, either.text) == ("either", "Customer account or Serial number of the SIM card")
    assert of(either, "one").code == "requirement.label.subscriber.account_number.BE"
    assert of(either, "other").code == "requirement.label.extra_fields.SIM_NUMBER.BE"


def test_documents_are_named_by_the_code_of_what_they_are_called() -> None:
    said = the_only(problems(Request(), [LOA]))
    assert said.text == "Please upload the invoice or the customer service record."
    either = of(said, "documents")
    assert [of(of(either, each), "document").code for each in ("one", "other")] == ["document.called.INVOICE", "document.called.CSR"]


def test_a_document_with_a_name_of_its_own_is_named_by_that() -> None:
    own = [{"kind": "OTHER", "required": True, "name": "Transfer of rights"}]
    asked = requirements.requirement_for("NL", T.TOLL_FREE, {"documents": own})
    said = the_only(requirements.request_problems(BRITISH, [], asked, TODAY))
    assert of(of(said, "documents"), "document").code == "requirement.document_name.OTHER.NL.TOLL_FREE"


def test_a_postal_code_is_of_a_country_by_its_code() -> None:
    said = postal_code_problem("x", "nl")
    assert said is not None
    assert said.text == "x is not a postal code in the Netherlands; one looks like 1234 AB."
    assert of(said, "country").code == "country.NL"


def test_fields_of_a_company_profile_are_named_by_their_codes() -> None:
    found = requirements.company_profile_problems(Profile(city=None, registration_number=None), requirement("NL", T.GEOGRAPHIC))
    city, registered = (problem.said for problem in found)
    assert of(city, "field").code == "profile.label.city"
    assert of(of(registered, "field"), "label").code == "profile.label.registration_number"


def test_the_documents_that_may_be_added_are_named_each_by_its_code() -> None:
    opened = frozenset({DocumentKind.INVOICE, DocumentKind.CSR, DocumentKind.ID})
    view = EditingView(PortingRequestStatus.IN_PROGRESS, Flow.STANDARD, opened_documents=opened)
    said = uploadable(view, DocumentKind.LOA)
    assert said is not None
    assert said.text == "Only what was asked for can be added now: customer service record and invoice and proof of identity."
    both = of(said, "wanted")
    assert (both.code, of(both, "other").code) == ("and", "document.called.ID")
    assert [of(of(both, "one"), each).code for each in ("one", "other")] == ["document.called.CSR", "document.called.INVOICE"]


def test_every_kind_of_document_has_a_word_with_a_code() -> None:
    assert {called(kind).code for kind in DocumentKind} == {f"document.called.{kind}" for kind in DocumentKind}
    assert (called(DocumentKind.LOA).text, called(DocumentKind.PROOF_OF_ADDRESS).text) == ("letter of authorization", "proof of address")
