"""Secrets at rest: PINs and callback secrets are sealed so that a copy of the database alone opens none of them.

AES-256-GCM under a key derived from the installation's secret. A sealed text names its key, so keys can be changed: put a new one in
front of `PORTICO_SECRET_KEYS`, and what the old ones sealed still opens. (Of tokens and passwords only hashes are kept.)
"""

from __future__ import annotations

import binascii
import hmac
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORM: Final = "v1"
NONCE_BYTES: Final = 12


class CannotOpen(Exception):
    """This text was not sealed by any key of the ring, or was changed since."""


class KeyRing:
    """The first key seals, every key opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("a key ring needs a key")
        self._ciphers = {key_id(key): AESGCM(_derive(key)) for key in keys}
        self._macs = {key_id(key): partial(_mac, _derive(key, b"portico mac key")) for key in keys}
        self._sealing = key_id(keys[0])

    def seal(self, text: str) -> str:
        """`v1.<key id>.<nonce and ciphertext>`: another one each time, so equal secrets cannot be told from the rows."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self._sealing].encrypt(nonce, text.encode(), self._sealing.encode())
        return f"{FORM}.{self._sealing}.{urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str) -> str:
        """The text that was sealed; raises CannotOpen, whose message never holds any of it."""
        form, _, rest = sealed.partition(".")
        key_id, _, body = rest.partition(".")
        if form != FORM or key_id not in self._ciphers:
            raise CannotOpen(f"sealed with a key that is not in PORTICO_SECRET_KEYS ({key_id[:8]})")
        try:
            raw = b64decode(body, altchars=b"-_", validate=True)  # strict: one spelling only
            return self._ciphers[key_id].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError):
            raise CannotOpen("the sealed text was changed") from None

    def mac(self, text: str) -> str:
        """A code of the text under the sealing key, in hex: equal texts have equal ones, and without the key nobody can try texts."""
        return self._macs[self._sealing](text)

    def macs(self, text: str) -> list[str]:
        """The codes of the text under every key of the ring, that of the sealing key first."""
        return [self.mac(text), *(of(text) for key, of in self._macs.items() if key != self._sealing)]

    def is_mac(self, text: str, mac: str) -> bool:
        """Whether it is this text's code under any key of the ring."""
        return any(secrets.compare_digest(of(text), mac) for of in self._macs.values())


def digest(secret: str) -> str:
    """The SHA-256 of a token or cookie, in hex: these are long and random, so a plain hash keeps them safe and can be looked up."""
    return sha256(secret.encode()).hexdigest()


def _derive(key: str, purpose: bytes = b"portico sealing key") -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key.encode())


def _mac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), sha256).hexdigest()


def key_id(key: str) -> str:
    """The name of a key, from which nobody can tell the key."""
    return HKDF(algorithm=SHA256(), length=4, salt=None, info=b"portico key id").derive(key.encode()).hex()
