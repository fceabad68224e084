"""Keys for safekeeping: encrypted under a passphrase, in a file that lies elsewhere than what they seal."""

from __future__ import annotations

import binascii
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from portico.storage.engine.backups.files import MANIFEST, BackupRefused

FORM: Final = "portico-keys-1"
LEAST: Final = 12  # characters of a passphrase
COST: Final = 2**16  # 64 MB and a fifth of a second for each guess


def seal(keys: Sequence[str], passphrase: str, path: Path, beside: Sequence[Path] = ()) -> None:
    """Writes the keys, for their owner only.

    Raises BackupRefused for a short passphrase, a taken name, and a place in or next to a backup, or beside what they seal (`beside`).
    """
    if len(passphrase) < LEAST:
        raise BackupRefused(f"A passphrase has at least {LEAST} characters.")
    folders = path.resolve().parents
    if any((folder / MANIFEST).exists() for folder in folders):
        raise BackupRefused("Keys do not lie in the backup of what they seal: name another place.")
    if any(folder.resolve() in folders for folder in beside):
        raise BackupRefused("Keys do not lie beside what they seal: name a place outside the data folder.")
    if any(map(_holds_backups, folders[:2])):
        raise BackupRefused("Keys do not lie next to a backup of what they seal: name another place.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_derived(passphrase, salt)).encrypt(nonce, json.dumps(list(keys)).encode(), FORM.encode())
    told = {"form": FORM, "salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed)}
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise BackupRefused(f"{path} cannot be written: {problem.strerror}.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(json.dumps(told, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _holds_backups(folder: Path) -> bool:
    """Whether a backup lies in it, on the same disk: whoever takes that folder away has both."""
    with suppress(OSError):
        device = folder.stat().st_dev
        return any((each / MANIFEST).is_file() and each.stat().st_dev == device for each in folder.iterdir())
    return False


def unseal(path: Path, passphrase: str) -> list[str]:
    """The keys, the one that seals first. Raises BackupRefused."""
    try:
        told = json.loads(path.read_text(encoding="ascii"))
        salt, nonce, sealed = (b64decode(told[name], validate=True) for name in ("salt", "nonce", "sealed"))
        found: list[str] = json.loads(AESGCM(_derived(passphrase, salt)).decrypt(nonce, sealed, told["form"].encode()))
        return found
    except InvalidTag:
        raise BackupRefused("This passphrase does not open it, or the file was changed.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise BackupRefused(f"{path} holds no keys that were sealed by Portico.") from None


def _derived(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
