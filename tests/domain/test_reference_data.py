"""The shape of every reference file: nothing unnamed, nothing without a source, every example true."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portico.domain import reference
from portico.domain.dates import calendar, free_days
from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.requirements.requirements import Requirement
from portico.domain.reference.forms import form_holds
from portico.domain.reference.places import called
from portico.domain.reference.shapes import REQUEST_ATTRIBUTES
from portico.domain.reference.views import RequestView, refuse_misspelt
from portico.domain.statuses import DocumentKind, Flow, NumberType, PortingRequestStatus, WaitingOn
from portico.domain.words import statuses_catalogue
from portico.domain.words.statuses_catalogue import Language

OURS = ("Portico reference facts", "Descriptions: seeds", "Waits: Portico reference facts")
REQUIREMENTS = [pytest.param(each, id=f"{each.country}-{each.number_type}") for each in requirements.all_requirements()]
COUNTRY_FILES = [name for name in reference.names("requirements") if not name.endswith("_shared.json")]
OTHER_FILES = [
    "reasons.json",
    "statuses.json",
    "countries.json",
    "holidays.json",
    "companies.json",
    "coin.json",
    "currencies.json",
    "numbering.json",
    "requirements/_shared.json",
]
ENTRY_KEYS = {
    "number_type", "loa_template", "documents", "fields", "profile_fields", "forbidden_fields", "partial_port", "po_box_allowed",
    "business_only", "interval", "answer_business_days", "notes", "sources",
}  # fmt: skip


def assert_named(source: dict[str, Any]) -> None:
    assert set(source) == {"name", "url"}
    assert len(source["name"]) > 5
    if source["url"] is None:
        assert source["name"].startswith(OURS), "a fact without an address is one of our own documents"
    else:
        assert re.fullmatch(r"https?://[^\s/]+\.[^\s]+", source["url"])


@pytest.mark.parametrize("name", OTHER_FILES)
def test_each_file_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    file = reference.load(name)
    assert file["about"].endswith(".")
    assert file["sources"]
    for source in file["sources"]:
        assert_named(source)


@pytest.mark.parametrize("name", COUNTRY_FILES)
def test_a_country_file_has_the_known_keys_and_uses_every_source_it_names(name: str) -> None:
    file = reference.load(name)
    assert set(file) == {"country", "about", "sources", "requirements"}
    assert name == f"requirements/{file['country'].lower()}.json"
    for source in file["sources"].values():
        assert_named(source)
    assert {used for entry in file["requirements"] for used in entry["sources"]} == set(file["sources"])
    assert all(set(entry) == ENTRY_KEYS and "domain" in entry["sources"] for entry in file["requirements"])
    types = [entry["number_type"] for entry in file["requirements"]]
    assert len(types) == len(set(types))


@pytest.mark.parametrize("asked", REQUIREMENTS)
def test_every_requirement_asks_for_a_letter_and_a_proof_of_ownership(asked: Requirement) -> None:
    groups = [{need.kind for need in group} for group in asked.required_groups()]
    assert {DocumentKind.LOA} in groups
    assert any({DocumentKind.INVOICE, DocumentKind.CSR} <= group for group in groups)
    assert asked.invoice_max_age_days == 60
    assert [need.warn_age_days for need in asked.documents if need.kind is DocumentKind.INVOICE] == [30]
    assert asked.loa_template
    assert asked.flow is Flow.of(asked.country)


@pytest.mark.parametrize("asked", REQUIREMENTS)
def test_every_field_compiles_and_its_example_holds(asked: Requirement) -> None:
    for need in asked.fields:
        if need.pattern is not None:
            re.compile(need.pattern)
        if need.check is not None:
            assert import_module(f"stdnum.{need.check}").is_valid
        if need.pattern is not None or need.check is not None:
            assert need.example is not None, f"{need.name} has a form but no example"
            assert need.holds(need.example), need
        assert need.label.text
        assert need.name == need.name.strip()


@pytest.mark.parametrize("asked", REQUIREMENTS)
def test_intervals_are_ordered_and_notes_are_sentences(asked: Requirement) -> None:
    whole = [(asked.interval.min_days, asked.interval.max_days)] if asked.interval else []
    parts = [(each.min_days, each.max_days) for each in asked.interval.variants] if asked.interval else []
    for low, high in whole + parts:
        assert low is not None or high is not None, "an unknown interval is null as a whole"
        assert low is None or high is None or 0 < low <= high
    texts = [*asked.notes, *(need.notes for need in asked.documents if need.notes), *(need.hint for need in asked.fields if need.hint)]
    assert all(said.text.endswith(".") for said in texts)


@pytest.mark.parametrize("asked", REQUIREMENTS)
def test_partial_ports_are_forbidden_exactly_where_the_fields_are(asked: Requirement) -> None:
    assert (asked.partial_port is False) == ("subscriber.btn" in asked.forbidden_fields)
    assert ("requested_date" in asked.forbidden_fields) == (asked.flow is Flow.NL)


def test_toll_free_numbers_of_north_america_have_their_own_letter() -> None:
    for country in ("US", "CA"):
        letters = {each.number_type: each.loa_template for each in requirements.all_requirements() if each.country == country}
        assert letters[NumberType.TOLL_FREE] not in {letters[NumberType.GEOGRAPHIC], letters[NumberType.MOBILE]}


def test_every_country_has_a_zone_and_a_postal_code_that_holds() -> None:
    countries = reference.load("countries.json")["countries"]
    assert {each.country for each in requirements.all_requirements()} - set(countries) == set(), "missing in countries.json"
    for code, entry in countries.items():
        ZoneInfo(entry["zone"])
        assert calendar.zone_of(code) == entry["zone"]
        assert re.fullmatch(entry["postal_code"]["pattern"], entry["postal_code"]["example"])
        assert entry["name"]


@pytest.mark.parametrize("country", sorted({each.country for each in requirements.all_requirements()}))
def test_the_public_calendar_knows_every_country(country: str) -> None:
    """Where the library knows none, every holiday would count as a business day, and no one would notice."""
    year = [date(2026, 1, 1) + timedelta(days=each) for each in range(365)]
    assert any(free_days.holiday_name(day, country) for day in year)


def test_every_company_number_has_a_check_that_exists_and_an_example_that_holds() -> None:
    companies = reference.load("companies.json")["countries"]
    missing = {each.country for each in requirements.all_requirements()} - set(companies)
    assert missing == set(), "missing in companies.json"
    assert set(companies) <= {each.country for each in requirements.all_requirements()}
    for rules in companies.values():
        assert set(rules) == {"registration_number", "vat_id"}
        for rule in rules.values():
            assert rule["name"]
            if "example" in rule:
                assert form_holds(rule["example"], rule.get("pattern"), rule.get("checks", ()))
            else:
                assert set(rule) == {"name"}, "a form that is checked has an example"


def test_every_coin_format_holds_for_its_example() -> None:
    coin = reference.load("coin.json")
    assert set(coin["formats"]) == set(coin["examples"])
    for name, pattern in coin["formats"].items():
        assert re.fullmatch(pattern, coin["examples"][name])


def test_the_catalogue_has_every_status_in_three_languages() -> None:
    entries = statuses_catalogue.statuses()
    assert {entry.status for entry in entries} == set(PortingRequestStatus)
    for entry in entries:
        for language in Language:
            assert entry.label(language)
            assert entry.description(language).endswith(".")


@pytest.mark.parametrize("country", ["NL", "GB"])
def test_how_long_a_status_lasts_is_never_left_open(country: str) -> None:
    """It was null for all but three statuses."""
    for entry in statuses_catalogue.statuses(country):
        for language in Language:
            assert entry.typical_wait(language).endswith("."), entry.status


def test_the_dutch_statuses_are_told_only_where_they_happen() -> None:
    dutch = {entry.status for entry in statuses_catalogue.statuses("NL")}
    others = {entry.status for entry in statuses_catalogue.statuses("us")}
    nl_only = {entry.status for entry in statuses_catalogue.statuses() if entry.nl_only}
    assert nl_only == {PortingRequestStatus.DELAYED, PortingRequestStatus.READY_TO_BE_PORTED, PortingRequestStatus.BLOCKED}
    assert dutch - others == nl_only
    assert others - dutch == {PortingRequestStatus.REJECTED}


def test_who_acts_and_the_wait_differ_by_flow() -> None:
    dutch = next(each for each in statuses_catalogue.statuses("NL") if each.status is PortingRequestStatus.IN_PROGRESS)
    other = next(each for each in statuses_catalogue.statuses("GB") if each.status is PortingRequestStatus.IN_PROGRESS)
    assert (dutch.may_wait_on[0], other.may_wait_on[0]) == (WaitingOn.CARRIER, WaitingOn.STAFF)
    assert "3 werkdagen" in dutch.typical_wait(Language.NL)
    assert "5 to 7 business days" in other.typical_wait()


@pytest.mark.parametrize(
    ("country", "days"),
    [
        ("US", "2 to 10 business days"),
        ("CA", "2 to 10 business days"),
        ("DE", "up to 45 business days"),
        ("ES", "up to 10 business days or up to 28 days"),
        ("BE", None),
    ],
)
def test_a_countrys_wait_is_made_of_its_own_intervals(country: str, days: str | None) -> None:
    """Of American numbers the catalogue said 5 to 7 days, the letters 5 to 10."""
    intervals = [each.interval for each in requirements.all_requirements() if each.country == country]
    found = next(each for each in statuses_catalogue.statuses(country) if each.status is PortingRequestStatus.IN_PROGRESS)
    said = {language: found.typical_wait(language, intervals) for language in Language}
    assert (f"Typically {days} once" in said[Language.EN]) if days else ("is not known" in said[Language.EN])
    assert len(set(said.values())) == len(Language)
    dutch = next(each for each in statuses_catalogue.statuses("NL") if each.status is PortingRequestStatus.IN_PROGRESS)
    assert "3 working days" in dutch.typical_wait(Language.EN, intervals), "the law says how long the losing carrier has"


@pytest.mark.parametrize("country", ["US", "NL"])
def test_nobody_else_has_to_act_is_said_only_of_what_waits_for_one_side(country: str) -> None:
    """The catalogue said it of a request that may wait for a new document."""
    for each in statuses_catalogue.statuses(country):
        assert len(each.may_wait_on) == 1 or "nobody else" not in each.typical_wait()


def test_the_source_of_the_descriptions_spells_canceled_as_we_do() -> None:
    english = " ".join(entry.description() + entry.typical_wait() for entry in statuses_catalogue.statuses())
    assert "cancelled" not in english.lower()


def test_a_country_within_a_sentence_has_its_article_and_no_small_word_in_capitals() -> None:
    """`No network carrier for The Democratic Republic Of Congo`."""
    told = {"CD": "the Democratic Republic of Congo", "IM": "the Isle of Man", "TC": "the Turks and Caicos Islands", "CG": "Congo"}
    told |= {"GB": "the United Kingdom", "IO": "the British Indian Ocean Territory", "TT": "Trinidad and Tobago", "DE": "Germany"}
    assert {code: called(code).text for code in told} == told


def test_an_attribute_that_a_view_does_not_have_stops_the_start() -> None:
    refuse_misspelt(RequestView, REQUEST_ATTRIBUTES.values())
    with pytest.raises(TypeError, match="RequestView has no bnt"):
        refuse_misspelt(RequestView, ["btn", "bnt"])
