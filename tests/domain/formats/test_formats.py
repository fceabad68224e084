"""The forms of what people type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from string import ascii_uppercase
from typing import Any

import pytest

from portico.domain import formats
from portico.domain.formats import Malformed
from portico.domain.inventory.destinations import DestinationKind, destination
from portico.domain.inventory.reading import phone_number
from portico.domain.reference import load
from portico.domain.reference.money import CURRENCIES, PAID_IN
from portico.domain.reference.places import exists
from portico.domain.setting_up.starter import STARTERS


def refused(read: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(Malformed) as malformed:
        read(value)
    assert malformed.value.message
    return malformed.value.code


def told(read: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(Malformed) as malformed:
        read(value)
    return malformed.value.message


def test_a_line_loses_its_outer_and_doubled_spaces() -> None:
    assert formats.line(20)("  Acme \t  Ltd.\u00a0 ") == "Acme Ltd."
    assert formats.line(5)("e\u0301tat") == "\u00e9tat"
    assert formats.line(5)(" \n ") is None
    assert formats.line(5)(None) is None


@pytest.mark.parametrize(
    ("value", "code"), [("x" * 6, "TOO_LONG"), ("a\x00b", "MALFORMED"), ("a\x1bb", "MALFORMED"), ("a\ud800", "MALFORMED")]
)
def test_a_line_is_short_and_printable(value: str, code: str) -> None:
    assert refused(formats.line(5), value) == code


@pytest.mark.parametrize(
    "value", ["https://example.com/hook?x=1", "http://hooks.acme.example:8443/a", "https://b\u00fccher.example/", "https://8.8.8.8/"]
)
def test_an_address_with_a_public_host_is_kept_as_it_is(value: str) -> None:
    assert formats.web_address(f" {value} ") == value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("example.com/hook", "MALFORMED"),
        ("ftp://example.com/", "MALFORMED"),
        ("javascript:alert(1)", "MALFORMED"),
        ("https://", "MALFORMED"),
        ("https:///path", "MALFORMED"),
        ("https://user:secret@example.com/", "MALFORMED"),
        ("https://example.com/#part", "MALFORMED"),
        ("https://example.com:99999/", "MALFORMED"),
        ("https://example.com:0/", "MALFORMED"),
        ("https://exa mple.com/", "MALFORMED"),
        ("https://example.com\\@evil.example/", "MALFORMED"),
        ("https://[::1/", "MALFORMED"),
        ("https://" + "a" * 2000 + ".example", "TOO_LONG"),
        ("https://localhost/", "NOT_PUBLIC"),
        ("https://localhost./", "NOT_PUBLIC"),
        ("https://desk/", "NOT_PUBLIC"),
        ("https://printer.local/", "NOT_PUBLIC"),
        ("https://db.internal/", "NOT_PUBLIC"),
        ("https://127.0.0.1/", "NOT_PUBLIC"),
        ("https://127.1/", "NOT_PUBLIC"),
        ("https://2130706433/", "NOT_PUBLIC"),
        ("https://0x7f.0.0.1/", "NOT_PUBLIC"),
        ("https://10.1.2.3/", "NOT_PUBLIC"),
        ("https://169.254.169.254/latest", "NOT_PUBLIC"),
        ("https://[::1]/", "NOT_PUBLIC"),
        ("https://[fd00::1]/", "NOT_PUBLIC"),
        ("https://-a.example/", "NOT_PUBLIC"),
    ],
)
def test_an_address_nobody_outside_could_have_is_refused(value: str, code: str) -> None:
    assert refused(formats.web_address, value) == code


def test_the_demo_may_call_back_beside_itself() -> None:
    assert formats.web_address("http://localhost:9000/hook", private_too=True) == "http://localhost:9000/hook"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (" Desk.One+port@ACME.Example ", "Desk.One+port@acme.example"),
        ("desk@b\u00fccher.example", "desk@xn--bcher-kva.example"),
        ("o'brien@acme.example", "o'brien@acme.example"),
    ],
)
def test_an_email_address_is_one_plain_mailbox(value: str, kept: str) -> None:
    assert formats.email(value) == kept


@pytest.mark.parametrize(
    "value",
    [
        "",
        "desk",
        "@acme.example",
        "desk@acme",
        "desk@localhost",
        "desk@127.0.0.1",
        "desk@@acme.example",
        ".desk@acme.example",
        "desk.@acme.example",
        "de sk@acme.example",
        "Desk <desk@acme.example>",
        "a@acme.example,b@acme.example",
        "a@acme.example\nBcc: b@acme.example",
        '"desk"@acme.example',
        "x" * 65 + "@acme.example",
        "desk@" + "a." * 125 + "example",
    ],
)
def test_what_is_no_email_address_is_refused(value: str) -> None:
    assert refused(formats.email, value) == "MALFORMED"


def test_countries_currencies_and_zones_have_one_form() -> None:
    assert (formats.country(" nl "), formats.currency("eur"), formats.time_zone("Europe/Amsterdam")) == ("NL", "EUR", "Europe/Amsterdam")
    assert [refused(formats.country, value) for value in ("", "NLD", "N1")] == ["REQUIRED", "MALFORMED", "MALFORMED"]
    assert refused(formats.currency, "EURO") == "MALFORMED"
    assert (formats.locale(" DE "), {refused(formats.locale, value) for value in (None, "", "xx", "de-AT")}) == ("de", {"UNKNOWN"})
    assert told(formats.locale, "fr") == "Known languages: en, nl, de."
    assert {refused(formats.time_zone, value) for value in ("", "CET/Nowhere", "../../etc/passwd", "/etc/passwd")} == {"MALFORMED"}


def test_a_number_is_read_in_its_country() -> None:
    assert phone_number("NL")("020 123 4567") == "+31201234567"
    assert phone_number("NL")("  ") is None
    assert refused(phone_number(None), "020 123 4567") == "NO_COUNTRY"


def test_a_mark_nobody_sees_is_taken_out_of_any_text_and_the_rest_stays() -> None:
    assert formats.plain_text("Ac\u200bme \u202eLtd\u202c") == "Acme Ltd"
    assert formats.plain_text("Caf\u00e9\tX\r\nXL") == "Caf\u00e9\tX\r\nXL"
    assert told(formats.plain_text, "a\x00b") == "There are characters in it that cannot be printed."
    assert refused(formats.plain_text, "X\x07") == "MALFORMED"


def test_a_day_is_one_of_a_year_that_an_order_can_be_about() -> None:
    assert [formats.day(text) for text in ("1900-01-01", "2026-03-01", "2200-12-31")] == [
        date(1900, 1, 1),
        date(2026, 3, 1),
        date(2200, 12, 31),
    ]
    assert {told(formats.day, text) for text in ("1899-12-31", "2201-01-01")} == {"A date lies between the years 1900 and 2200."}
    assert told(formats.day, "1 March") == "Not a date: '1 March'. Write it like 2026-03-01."
    assert told(formats.day, "x" * 61) == f"Not a date: {'x' * 60!r}. Write it like 2026-03-01."
    assert told(formats.day, 20260301).startswith("Not a date: '20260301'.")


def test_an_instant_has_a_zone_and_is_kept_in_utc() -> None:
    found = formats.instant("2026-03-01T13:00:00+01:00")
    assert (found, found.tzinfo) == (datetime(2026, 3, 1, 12, tzinfo=UTC), UTC)
    assert told(formats.instant, "2026-03-01T12:00:00") == "An instant needs its zone: write it like 2026-03-01T12:00:00Z."
    assert told(formats.instant, "noon") == "Not an instant: 'noon'. Write it like 2026-03-01T12:00:00Z."
    assert told(formats.instant, "x" * 61) == f"Not an instant: {'x' * 60!r}. Write it like 2026-03-01T12:00:00Z."


def test_an_instant_in_utc_stays_within_the_years_whatever_its_zone_was() -> None:
    assert formats.instant("1901-01-01T00:00:00+14:00").year == 1900
    assert formats.instant("2199-12-31T23:00:00-10:00").year == 2200
    outside = ("1900-12-31T23:59:59Z", "2200-01-01T00:00:00Z")
    assert {told(formats.instant, text) for text in outside} == {"An instant lies between the years 1900 and 2200."}


def test_a_key_has_one_to_two_hundred_characters_that_can_be_printed() -> None:
    assert [formats.idempotency_key(text) for text in ("k", " k ", "k" * 200)] == ["k", " k ", "k" * 200]
    assert {told(formats.idempotency_key, text) for text in ("", " ", "k" * 201, "a\nb")} == {
        "A key has 1 to 200 printable characters; leave it out to send none."
    }


def test_a_text_may_be_as_long_as_it_may_be_and_no_longer() -> None:
    assert formats.line(5)("x" * 5) == "x" * 5
    assert told(formats.line(5), "x" * 6) == "At most 5 characters, please; these are 6."
    assert formats.paragraphs(1000)("x" * 1000) == "x" * 1000
    assert refused(formats.paragraphs(1000), "x" * 1001) == "TOO_LONG"
    assert told(formats.paragraphs(1000), "x" * 1001) == "At most 1,000 characters, please; these are 1,001."


def test_what_is_required_may_not_be_empty() -> None:
    assert formats.required_line(5)(" Acme ") == "Acme"
    assert refused(formats.required_line(5), "x" * 6) == "TOO_LONG"
    for read in (formats.required_line(5), formats.paragraphs(5)):
        for nothing in (None, "", " \t \n "):
            assert (refused(read, nothing), told(read, nothing)) == ("REQUIRED", "This is required.")


def test_a_text_of_several_lines_keeps_them_and_of_empty_ones_in_a_row_one() -> None:
    assert formats.paragraphs(100)("  e\u0301tat\tX \r\n\n\n\n  second\u200b  \n\nthird\n\n\n") == "\u00e9tat X\n\n  second\n\nthird"


def test_what_was_not_given_is_told_as_that() -> None:
    assert [told(read, None) for read in (formats.country, formats.email)] == ["Name the country.", "There is no email address here."]
    assert refused(formats.country, " ") == "REQUIRED"
    assert told(formats.country, "NLD") == "Write the country as two letters, such as NL."
    assert told(formats.currency, None) == "Write the currency as three letters, such as EUR."
    assert told(formats.currency, "dem") == "Nobody pays in DEM: write the code of ISO 4217, such as EUR."
    assert told(formats.time_zone, None) == "Name a time zone such as Europe/Amsterdam."
    assert phone_number("NL")(None) is None


def test_an_email_address_is_no_longer_than_mail_allows() -> None:
    host = "a." * 91 + "example"  # 189 characters
    longest = f"{'x' * 64}@{host}"
    assert (len(longest), formats.email(longest)) == (254, longest)
    assert refused(formats.email, f"{'x' * 64}@b{host}") == "MALFORMED"
    assert formats.email(f"{'x' * 64}@acme.example") == f"{'x' * 64}@acme.example"
    assert told(formats.email, "x" * 81) == f"{'x' * 80} is not an email address."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("example.com/hook", "Write the whole address, such as https://example.com/porting."),
        ("https://user@example.com/", "Leave user name and password out of the address."),
        ("https://example.com/#part", "Leave out the part behind #: it is never sent."),
        ("https://desk/", "This address cannot be reached from outside; name a public host."),
        ("https://example.com:25/", "Use port 80, 443, or one from 1024 on that belongs to no other service."),
        ("https://example.com/" + "a" * 1981, "At most 2000 characters, please."),
    ],
)
def test_what_is_wrong_with_an_address_is_told(value: str, sentence: str) -> None:
    assert told(formats.web_address, value) == sentence


def test_an_address_may_have_two_thousand_characters_and_a_host_that_ends_in_a_dot() -> None:
    longest = "https://example.com/" + "a" * 1980
    assert formats.web_address(longest) == longest
    assert formats.web_address("https://example.com./hook") == "https://example.com./hook"
    assert not formats.is_public_host("")


def test_a_name_has_at_most_253_characters() -> None:
    longest = f"{'a' * 49}." * 5 + "exa"
    assert (len(longest), formats.is_public_host(longest), formats.is_public_host(f"{longest}m")) == (253, True, False)


@pytest.mark.parametrize(
    "value",
    [
        "sip:desk@pbx.example.com",
        "sips:pbx.example.com",
        "sip:+31201234567@pbx.example.com:5061;transport=tls",
        "sip:pbx.example.com:1",
        "sip:pbx.example.com:65535",
        "sip:desk@192.0.2.7",
        "sip:desk@[2001:db8::7]:5060",
    ],
)
def test_a_number_rings_at_a_sip_address(value: str) -> None:
    assert formats.sip_uri(f" {value} ") == value


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "desk@pbx.example.com",
        "tel:+31201234567",
        "sip:",
        "sip:desk@pbx",
        "sip:desk@127.1",
        "sip:pbx.example.com:0",
        "sip:pbx.example.com:65536",
        "sip:desk@[pbx.example.com]",
        "sip:desk@[1:2]",
        "sip:desk@X192.0.2.7",
    ],
)
def test_what_is_no_sip_address_is_refused(value: str | None) -> None:
    assert told(formats.sip_uri, value) == "Write a SIP address such as sip:desk@pbx.example.com."


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (DestinationKind.SIP_URI, " sip:desk@pbx.example.com ", "sip:desk@pbx.example.com"),
        (DestinationKind.TRUNK, " Trunk  1 ", "Trunk 1"),
        (DestinationKind.DISTRIBUTION_GROUP, "Sales", "Sales"),
        (DestinationKind.FORWARD, "+31 20 123 4567", "+31201234567"),
    ],
)
def test_a_destination_is_read_in_the_form_of_its_kind(kind: DestinationKind, text: str, kept: str) -> None:
    assert destination(kind, text) == kept


def test_a_number_to_forward_to_is_needed_and_names_its_country() -> None:
    def forward(text: str | None) -> str:
        return destination(DestinationKind.FORWARD, text)

    assert (refused(forward, " "), told(forward, None)) == ("REQUIRED", "Name the number to forward to.")
    assert refused(forward, "020 123 4567") == "NO_COUNTRY"


@pytest.mark.parametrize("code", ["XX", "ZZ", "QQ", "UK", "EU", "AA"])
def test_two_letters_that_are_no_country_are_refused(code: str) -> None:
    assert refused(formats.country, code) == "UNKNOWN"
    assert code in told(formats.country, code)


@pytest.mark.parametrize("code", ["ABC", "XXX", "XTS", "XAU", "HRK", "ANG", "BGN"])
def test_three_letters_in_which_nobody_pays_are_refused(code: str) -> None:
    assert refused(formats.currency, code) == "UNKNOWN"


def test_every_country_that_is_ported_in_or_shipped_and_its_currency_are_taken() -> None:
    assert set(PAID_IN) == set(load("countries.json")["countries"]), "init offers no currency for a country"
    assert {formats.country(code.lower()) for code in (*STARTERS, *PAID_IN)} == {*STARTERS, *PAID_IN}
    assert {formats.currency(f" {code.lower()} ") for code in PAID_IN.values()} == set(PAID_IN.values())
    assert len(CURRENCIES) > 150
    assert sum(exists(f"{first}{second}") for first in ascii_uppercase for second in ascii_uppercase) == 249 + len({"AC", "TA", "XK"})
    assert formats.country("aq") == "AQ"
