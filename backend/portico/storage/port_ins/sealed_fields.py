"""The secret extra fields of a porting request (PAC, RIO, CVP …) as its row keeps them: sealed, each with when it was given.

Stored as `{"PAC": {"given_at": …, "all": sealed}}`, or with `"numbers": {e164: sealed}` where the numbers' codes differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from portico.domain.reference.shapes import EXTRA, PIN
from portico.storage.engine.keyring import CannotOpen, KeyRing


class StoredSecret(TypedDict, total=False):
    """One of them: when it was given (ISO 8601), and its sealed value, or one per number (E.164)."""

    given_at: str
    all: str
    numbers: Mapping[str, str]


StoredSecrets = Mapping[str, StoredSecret]


@dataclass(frozen=True, slots=True)
class Secret:
    """What was given for one field: a value for all numbers, or one per number (E.164)."""

    all: str | None = field(default=None, repr=False)
    numbers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def of(self, e164: str) -> str | None:
        return self.all or self.numbers.get(e164)


def sealed(
    keyring: KeyRing, stored: StoredSecrets | None, given: Mapping[str, Secret | None], now: datetime
) -> dict[str, StoredSecret] | None:
    """What is stored after these fields were given anew; None takes a field away, the others stay."""
    after = {name: kept for name, kept in (stored or {}).items() if name not in given}
    for name, secret in given.items():
        if secret is not None:
            after[name] = {"given_at": now.isoformat()}
            if secret.all:
                after[name]["all"] = keyring.seal(secret.all)
            if secret.numbers:
                after[name]["numbers"] = {e164: keyring.seal(value) for e164, value in secret.numbers.items()}
    return after or None


def opened(keyring: KeyRing, stored: StoredSecrets | None, name: str) -> Secret | None:
    """What was given under this name; None where nothing was. Raises CannotOpen."""
    kept = (stored or {}).get(name)
    if kept is None:
        return None
    one, each = kept.get("all"), kept.get("numbers", {})
    return Secret(keyring.open(one) if one else None, {e164: keyring.open(text) for e164, text in each.items()})


def of_number(keyring: KeyRing, row: Mapping[str, Any], e164: str) -> dict[str, str]:
    """Every secret of the request (`pin_sealed`, `secrets_sealed`) that goes along with this number, by the field's path.

    One that no key opens any more is left out: the order goes its way without it.
    """
    found = {PIN: row["pin_sealed"]}
    for name, kept in (row["secrets_sealed"] or {}).items():
        found[f"{EXTRA}{name}"] = kept.get("all") or kept.get("numbers", {}).get(e164)
    plain = {path: _tried(keyring, text) for path, text in found.items() if text}
    return {path: value for path, value in plain.items() if value is not None}


def without(stored: StoredSecrets | None, e164s: Collection[str]) -> dict[str, StoredSecret] | None:
    """What is stored after these numbers left the request."""
    after: dict[str, StoredSecret] = {}
    for name, kept in (stored or {}).items():
        left = {e164: text for e164, text in kept.get("numbers", {}).items() if e164 not in e164s}
        if kept.get("all") or left:
            after[name] = {**kept, "numbers": left} if "numbers" in kept else kept
    return after or None


def given_at(stored: StoredSecrets | None) -> dict[str, str]:
    """Of each field that is given, when it was: all that a snapshot may hold of it."""
    return {name: kept["given_at"] for name, kept in sorted((stored or {}).items())}


def missing(stored: StoredSecrets | None, number_count: int) -> dict[str, int]:
    """Of each field that is given, for how many of the request's numbers it is not."""
    return {name: 0 if kept.get("all") else max(0, number_count - len(kept["numbers"])) for name, kept in (stored or {}).items()}


def _tried(keyring: KeyRing, text: str) -> str | None:
    try:
        return keyring.open(text)
    except CannotOpen:
        return None
