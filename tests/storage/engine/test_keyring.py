"""Secrets at rest."""

from __future__ import annotations

import pytest

from portico.storage.engine.keyring import CannotOpen, KeyRing, digest

OLD, NEW = "o" * 32, "n" * 32


def test_what_is_sealed_opens_again_and_never_looks_the_same() -> None:
    ring = KeyRing([NEW])
    sealed = ring.seal("4711 é")
    assert ring.open(sealed) == "4711 é"
    assert sealed != ring.seal("4711 é")
    assert "4711" not in sealed


def test_an_old_key_still_opens_and_the_first_one_seals() -> None:
    sealed = KeyRing([OLD]).seal("4711")
    ring = KeyRing([NEW, OLD])
    assert ring.open(sealed) == "4711"
    assert KeyRing([NEW]).open(ring.seal("4711")) == "4711"
    with pytest.raises(CannotOpen, match="not in PORTICO_SECRET_KEYS"):
        KeyRing([NEW]).open(sealed)


@pytest.mark.parametrize("changed", ["{}A", "v0{}", "", "no seal", "v1.{}"])
def test_what_was_changed_does_not_open(changed: str) -> None:
    ring = KeyRing([NEW])
    with pytest.raises(CannotOpen):
        ring.open(changed.format(ring.seal("4711")))


def test_a_flipped_letter_does_not_open() -> None:
    ring = KeyRing([NEW])
    sealed = ring.seal("4711")
    flipped = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(CannotOpen, match="changed") as refused:
        ring.open(flipped)
    assert "4711" not in str(refused.value)


def test_a_ring_without_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        KeyRing([])


def test_a_digest_is_looked_up_and_tells_nothing() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_code_of_a_text_needs_the_key() -> None:
    old, new = "k" * 40, "n" * 40
    ring, rotated = KeyRing([old]), KeyRing([new, old])
    mac = ring.mac("input")
    assert mac == ring.mac("input")
    assert mac != KeyRing([new]).mac("input")
    assert rotated.is_mac("input", mac)
    assert rotated.mac("input") != mac
    assert not rotated.is_mac("other", mac)
    assert not KeyRing([new]).is_mac("input", mac)
