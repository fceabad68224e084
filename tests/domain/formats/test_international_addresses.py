"""An address under an international domain is one address: kept in ASCII, looked for in either spelling, shown as people write it."""

from __future__ import annotations

import pytest

from portico.domain.formats import email, email_part, shown_email
from portico.domain.formats.host_names import ascii_host
from tests.domain.inventory.spellings import KEPT, SHOWN, SPELLINGS


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_every_spelling_is_the_same_address(spelled: str) -> None:
    assert email(spelled).lower() == KEPT
    assert shown_email(KEPT) == SHOWN


def test_a_domain_with_a_sharp_s_is_not_its_neighbor() -> None:
    assert email("ada@stra\u00dfe.de") == "ada@xn--strae-oqa.de"
    assert shown_email("ada@xn--strae-oqa.de") == "ada@stra\u00dfe.de"


@pytest.mark.parametrize(
    "kept",
    ["ada@acme.example", "ada@xn--a.example", "ada@xn--.example", "ada@xn--BCHER-KVA.example", "a@b@xn--bcher-kva.example", "ada", ""],
)
def test_what_is_nobodys_script_or_reads_as_another_address_is_shown_as_it_is_kept(kept: str) -> None:
    assert shown_email(kept) == kept


@pytest.mark.parametrize(
    ("looked_for", "kept"),
    [
        (SHOWN, KEPT),
        ("@B\u00dcCHER.example", "@xn--bcher-kva.example"),
        ("b\u00fccher.example", "xn--bcher-kva.example"),
        ("a@b@b\u00fccher.example", "a@b@xn--bcher-kva.example"),
        ("b\u00fccher", "b\u00fccher"),
        ("Ada@Acme.Example", "Ada@Acme.Example"),
        ("ada", "ada"),
        ("", ""),
    ],
)
def test_a_part_of_an_address_is_looked_for_as_it_is_kept_and_other_words_as_they_are(looked_for: str, kept: str) -> None:
    assert email_part(looked_for) == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PBX.Example.COM", "pbx.example.com"),
        ("r3---sn-4g5e6nez.media.example", "r3---sn-4g5e6nez.media.example"),
        ("xn--a.example", "xn--a.example"),
        ("B\u00fccher.Example", "xn--bcher-kva.example"),
        ("b\u00fccher\uff0eexample", "xn--bcher-kva.example"),
        ("b\u00fc cher.example", None),
        ("\u4f8b\u3048.\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah"),
        ("b\u00fccher", None),
        ("127.1", None),
    ],
)
def test_a_name_in_ascii_stays_whatever_it_would_stand_for_and_any_other_is_brought_to_it(name: str, kept: str | None) -> None:
    """Machines have names that no registry gives, with hyphens in their third and fourth place."""
    assert ascii_host(name) == kept
