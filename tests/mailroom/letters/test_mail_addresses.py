"""Addresses of people and of the mail server, as settings and profiles spell them."""

from __future__ import annotations

import pytest

from portico.mailroom.letters.envelopes import NoAddress, mailable
from portico.mailroom.letters.mail import Server


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nobody",
        "@acme.example",
        "a@",
        "a b@acme.example",
        "a@acme.example, b@acme.example",
        "a@acme.example\r\nRCPT TO:<b@evil.example>",
        "<a@acme.example>",
        "a@acme..example",
        "a@-acme.example",
        ".a@acme.example",
        'a"b@acme.example',
        "a@acme.example ORCPT=x",
        "jürgen@acme.example",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NoAddress):
        mailable(text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("ada@acme.example", "ada@acme.example"),
        (" Ada.B+x@ACME.example ", "Ada.B+x@acme.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_spelled_for_the_envelope(text: str, spelled: str) -> None:
    assert mailable(text) == spelled


def test_the_address_of_the_server_says_how_to_reach_it() -> None:
    plain = Server.of("smtp://mail.example")
    assert (plain.hostname, plain.port, plain.use_tls, plain.start_tls, plain.validate_certs) == ("mail.example", 25, False, None, True)
    signed_in = Server.of("smtp://me%40x:p%3Aw@mail.example")
    assert (signed_in.username, signed_in.password, signed_in.port, signed_in.start_tls) == ("me@x", "p:w", 587, True)
    assert Server.of("smtp://me:pw@mail.example?starttls=off").start_tls is False
    assert Server.of("smtp://mail.example?starttls").start_tls is True
    assert Server.of("smtp://mail.example:2525?starttls=auto&verify=off").validate_certs is False
    secure = Server.of("smtps://mail.example")
    assert (secure.port, secure.use_tls, secure.start_tls) == (465, True, False)
    for wrong in ("smtp://mail.example?starttls=maybe", "smtp://mail.example?tls=1"):
        with pytest.raises(ValueError, match="PORTICO_SMTP_URL"):
            Server.of(wrong)
    assert "pw" not in str(Server.of("smtp://me:pw@mail.example"))
