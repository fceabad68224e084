"""What a requirement asks for, as it is written: any spelling of it is read, one is stored, and that one is read as itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portico.domain import reference
from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.requirements.po_boxes import names_a_po_box
from portico.domain.reference import forms
from portico.domain.reference.places import called

COUNTRIES = sorted(reference.load("countries.json")["countries"])
FIELDS = [(each, need) for each in requirements.all_requirements() for need in each.fields if need.example]
COMPANIES = [
    (country, name, rule["example"])
    for country, rules in reference.load("companies.json")["countries"].items()
    for name, rule in rules.items()
    if "example" in rule
]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def spellings(value: str) -> list[str]:
    """One value as people type it: small, wide, with other dashes, spaces around."""
    return [value, value.lower(), value.translate(WIDE), f"  {value} ", value.replace("-", "\u2011"), f"{value}\u2003"]


@pytest.mark.parametrize(
    ("country", "typed", "stored"),
    [
        ("GB", "sw1a1aa", "SW1A 1AA"), ("GB", "SW1A-1AA", "SW1A 1AA"), ("GB", "\uff53\uff57\uff11\uff41 \uff11\uff41\uff41", "SW1A 1AA"),
        ("GB", "m11ae", "M1 1AE"), ("GB", "n1c 4ag", "N1C 4AG"), ("GB", "JE23XX", "JE2 3XX"), ("GB", "gir0aa", "GIR 0AA"),
        ("CA", "m5v3l9", "M5V 3L9"), ("NL", "1012lm", "1012 LM"), ("NL", "NL-1012 LM", "1012 LM"), ("PT", "2725079", "2725-079"),
        ("PT", "2725 079", "2725-079"), ("US", "100181234", "10018-1234"), ("US", "10018 1234", "10018-1234"), ("US", "10118", "10118"),
        ("DE", "D-26133", "26133"), ("AT", "A-1010", "1010"), ("CH", "CH-8001", "8001"), ("BE", "B-1000", "1000"),
        ("ES", "E-28039", "28039"),
        ("FR", "F-33 380", "33380"), ("IT", "I-00144", "00144"),
        ("US", "00501", "00501"), ("FR", "97110", "97110"), ("IT", "98168", "98168"), ("AU", "0800", "0800"),
    ],
)  # fmt: skip
def test_a_postal_code_is_stored_as_its_post_writes_it(country: str, typed: str, stored: str) -> None:
    assert forms.postal_code(typed, country) == stored


@pytest.mark.parametrize(
    ("country", "typed"),
    [
        ("GB", "SW1A 1A"), ("GB", "SW1A 1CA"), ("GB", "QA1 1AA"), ("GB", "10118"), ("CA", "D5V 3L9"), ("CA", "M5V 3L"), ("NL", "0123 AB"),
        ("NL", "1012 SS"), ("NL", "1012"), ("PT", "2725"), ("US", "1018"), ("US", "10018-12"), ("DE", "00123"), ("DE", "261333"),
        ("AT", "0101"), ("CH", "801"), ("BE", "X-1000"), ("ES", "53001"), ("FR", "3338"), ("IT", "0014"),
        ("US", "00000"), ("US", "00401"), ("FR", "00100"), ("FR", "99100"), ("IT", "00009"), ("IT", "49100"), ("AU", "0100"),
    ],
)  # fmt: skip
def test_what_is_no_postal_code_of_the_country_is_none(country: str, typed: str) -> None:
    assert forms.postal_code(typed, country) is None


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_spelling_of_a_postal_code_is_stored_alike(country: str) -> None:
    example = reference.load("countries.json")["countries"][country]["postal_code"]["example"]
    assert {forms.postal_code(each, country) for each in spellings(example)} == {example}


@pytest.mark.parametrize(("asked", "need"), FIELDS, ids=[f"{asked.country}-{asked.number_type}-{need.name}" for asked, need in FIELDS])
def test_every_spelling_of_a_field_is_stored_as_its_example_is(asked: requirements.Requirement, need: requirements.FieldNeed) -> None:
    """LINE_TYPE was taken in capitals only, and a PAC was kept with the spaces it was typed with."""
    assert {requirements.tidy(asked, need.name, each, asked.country) for each in spellings(need.example or "")} == {need.example}


@pytest.mark.parametrize(("country", "name", "example"), COMPANIES)
def test_every_spelling_of_a_companys_number_is_stored_as_its_example_is(country: str, name: str, example: str) -> None:
    told = {requirements.tidy_of_company(name, each, country) for each in (example, example.translate(WIDE), f" {example}\u2003")}
    assert told == {example}


@pytest.mark.parametrize(
    ("name", "value", "country", "kept"),
    [
        ("postal_code", "1012lm", "NL", "1012 LM"),
        ("postal_code", " nope ", "NL", " nope "),
        ("registration_number", "1234 5678", "nl", "12345678"),
        ("registration_number", "de 136 695 976", "NL", "de 136 695 976"),
        ("registration_number", " x ", "ZZ", "x"),
        ("vat_id", "004495445b01", "nl", "NL004495445B01"),
        ("vat_id", "de 136 695 976", "NL", "DE136695976"),
        ("vat_id", " none ", "NL", " none "),
        ("vat_id", "83-914-571-673", "AU", "83 914 571 673"),
        ("vat_id", "it 007 4311 0157", "IT", "IT00743110157"),
        ("vat_id", "IT-00743110157", "IT", "IT00743110157"),
        ("vat_id", "00743110157", "IT", "IT00743110157"),
        ("city", " Ulm ", "NL", "Ulm"),
    ],
)
def test_what_is_kept_of_a_company_has_its_countrys_form_or_stays_as_it_is(name: str, value: str, country: str, kept: str) -> None:
    """A VAT id may be of another country of the EU."""
    assert requirements.tidy_of_company(name, value, country) == kept


def test_an_abn_may_be_written_with_hyphens_and_a_sim_has_a_serial_number() -> None:
    assert forms.tidy("83-914-571-673", None, "au.abn") == "83914571673"
    mobile = requirements.requirement_for("BE", "MOBILE")
    assert requirements.tidy(mobile, "extra_fields.SIM_NUMBER", "8932 0000 1234 5678 901", "BE") == "8932000012345678901"
    assert requirements.tidy(mobile, "extra_fields.SIM_NUMBER", "my SIM", "BE") == "my SIM", "and is told"


def test_a_field_that_nobody_asks_for_stays_as_it_is() -> None:
    assert requirements.tidy(None, "subscriber.account_number", " 44 x ", "NL") == " 44 x "
    assert requirements.tidy(requirements.requirement_for("FR", "MOBILE"), "extra_fields.NO_SUCH", " 44 x ", "FR") == " 44 x "


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aZ09 .-+/='\"\uff11\u2013\u00e9\u00dfE") | st.characters(exclude_categories=["Cs"]), max_size=14))
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    for country in COUNTRIES:
        once = forms.postal_code(text, country)
        assert once is None or forms.postal_code(once, country) == once
    for asked, need in FIELDS:
        written = requirements.tidy(asked, need.name, text, asked.country)
        assert requirements.tidy(asked, need.name, written, asked.country) == written
    for country, name, _ in COMPANIES:
        written = requirements.tidy_of_company(name, text, country)
        assert requirements.tidy_of_company(name, written, country) == written
    noted = forms.account_number(text)
    assert noted is None or forms.account_number(noted) == noted


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" gb-77120 ", "GB-77120"), ("4451 \u2013 99", "4451-99"), ('="004451"', "004451"), ("'0044", "0044"), ("1234567.0", "1234567"),
        ("\uff14\uff14\uff15\uff11", "4451"), ("12.0", "12.0"), ("8.91E+11", None), ("8,91e11", None), ("\u2014", None),
    ],
)  # fmt: skip
def test_an_account_number_is_stored_as_it_is_noted(typed: str, stored: str | None) -> None:
    assert forms.account_number(typed) == stored


@pytest.mark.parametrize(
    ("rio", "e164", "belongs"),
    [
        ("01PEROY4P4TR", "+33612345678", True),  # the example of the operators' specification
        ("01PEROY4P4TR", "+33612345679", False),
        ("01PEROY4P4TS", "+33612345678", False),
        ("01EEROY4P4TR", "+33612345678", False),
        ("A1FEROY4P8DC", "+33123456789", True),
        ("01PEROY4P4TR", "+447911120501", False),
    ],
)
def test_a_rio_belongs_to_the_number_whose_key_it_ends_with(rio: str, e164: str, *, belongs: bool) -> None:
    assert forms.rio_belongs(rio, e164) is belongs


def test_a_rio_with_a_wrong_letter_is_refused_for_its_number_without_being_quoted() -> None:
    french = requirements.requirement_for("FR", "MOBILE")
    assert french is not None
    numbers = ["+33612345678", "+33612345679"]
    assert requirements.secret_problem(french, "RIO", "01 p eroy4p 4tr", "+33612345678", numbers) is None
    assert requirements.secret_problem(french, "RIO", "01PEROY4P4TR", None, numbers) is None
    other = requirements.secret_problem(french, "RIO", "01PEROY4P4TR", "+33612345679", numbers)
    none = requirements.secret_problem(french, "RIO", "02PEROY4P4TR", None, numbers)
    assert other is not None
    assert none is not None
    assert (other.code, none.code) == ("field.key", "field.key_of_none")
    assert [str(said.params["field"]) for said in (other, none)] == ["RIO", "RIO"]
    assert "+33 6 12 34 56 79" in other.text
    assert "EROY4P" not in other.text + none.text
    assert requirements.secret_problem(french, "RIO", "02PEROY4P4TR") is None, "without numbers nothing can be said against it"


def test_the_rio_of_a_line_may_be_given_for_any_number_of_it() -> None:
    french = requirements.requirement_for("FR", "GEOGRAPHIC")
    assert french is not None
    numbers = ["+33123456789", "+33123456790"]
    assert requirements.secret_problem(french, "RIO", "A1FEROY4P8DC", numbers[1], numbers) is None
    assert requirements.secret_problem(french, "RIO", "A1FEROY4P8DC", numbers[1], numbers[1:]) is not None


@pytest.mark.parametrize(
    "street",
    [
        "POB 12", "PO Box 12", "P.O. Box 5", "P O Box12", "pobox 7", "PO-Box 12", "P.O.B. 12", "Post Office Box 9", "Postbus 12",
        "Postfach 34",
        "BP 12", "C.P. 12", "Apartado 12", "Apdo. de Correos 12", "PO Box", "PO Box, Springfield", "GPO Box 99", "Locked Bag 3", "PMB 12",
        "P0 Box 4", "PO Box A", "PO Box #4", "Box 12", "PO Box No. 12", "Bo\u00eete postale 3", "\uff30\uff2f \uff22\uff4f\uff58 \uff11",
        "350 Fifth Avenue, PO Box 7", "P.O. 12", "BP n\u00b0 12", "B.P. N\u00ba 4",
        "P.O. Drawer 12", "PO Box (12)", "Cas. Post. 12", "Apartado n\u00fam. 12",
    ],
)  # fmt: skip
def test_a_po_box_is_one_however_it_is_spelled(street: str) -> None:
    assert names_a_po_box(street)


@pytest.mark.parametrize(
    "street",
    [
        "12 Pobox Lane", "5 Box Street", "12 Boxwood Road", "100 Post Box Road", "1 Apartado Drive", "2 Postbus Lane", "9 Post Office Road",
        "Via Po 12", "Boxer Street 4", "10 Pompano Beach 3", "55 Cape Pob Road", "14 Private Baggage Way",
        "12 PO Drawer Lane", "4 Cascade Post Road",
        "350 Fifth Avenue", "",
    ],
)  # fmt: skip
def test_a_street_that_is_called_like_a_po_box_is_none(street: str) -> None:
    assert not names_a_po_box(street)


def test_countries_are_called_by_their_names() -> None:
    assert [called(code).text for code in ("nl", "US", "BR", "PH", "CZ", "ZZ")] == [
        "the Netherlands",
        "the United States",
        "Brazil",
        "the Philippines",
        "the Czech Republic",
        "ZZ",
    ]
