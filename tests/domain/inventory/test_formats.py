"""The forms of what people type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portico.domain.inventory import formats
from portico.domain.inventory.formats import Malformed


def refused(read: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(Malformed) as malformed:
        read(value)
    assert malformed.value.message
    return malformed.value.code


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
    assert {refused(formats.time_zone, value) for value in ("", "CET/Nowhere", "../../etc/passwd", "/etc/passwd")} == {"MALFORMED"}


def test_a_number_is_read_in_its_country() -> None:
    assert formats.phone_number("NL")("020 123 4567") == "+31201234567"
    assert formats.phone_number("NL")("  ") is None
    assert refused(formats.phone_number(None), "020 123 4567") == "NO_COUNTRY"
