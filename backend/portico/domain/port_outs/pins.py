"""The port-out PIN of a number: its form, how one is made, and when its owner may set it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from portico.domain.formats import Malformed
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import PhoneNumberStatus

_FORM: Final = re.compile(r"[0-9A-Za-z]{4,20}")
_MALFORMED: Final = Sentence("port_out_pin.malformed", "A port-out PIN has 4 to 20 letters and digits.")
_ASKED_FOR: Final = Sentence("port_out_pin.asked_for", "Another carrier has asked for this number: decide about that request first.")
_NOT_IN_SERVICE: Final = Sentence("port_out_pin.not_in_service", "Only a number that is in service has a port-out PIN.")


def port_out_pin(text: str | None) -> str:
    """4 to 20 letters and digits; raises Malformed."""
    plain = (text or "").strip()
    if not _FORM.fullmatch(plain):
        raise Malformed(_MALFORMED.said())
    return plain


_LETTERS: Final = "ABCDFGHJKLMNPQRSTUVWXYZ"
_SIGNS: Final = f"{_LETTERS}23456789"
_LENGTH: Final = 12


def generated(choice: Callable[[Sequence[str]], str]) -> str:
    """A PIN of some 59 random bits that can be read out, and that no spreadsheet takes for an amount: no zero leads, no E stands in it."""
    return choice(_LETTERS) + "".join(choice(_SIGNS) for _ in range(_LENGTH - 1))


def as_csv(pins: Iterable[tuple[str, str]]) -> str:
    """Numbers with their PINs as a table (RFC 4180)."""
    return "".join(f"{number},{pin}\r\n" for number, pin in [("number", "pin"), *pins])


def not_settable(status: PhoneNumberStatus) -> Said | None:
    """Why the PIN of a number in this status cannot be set; None where it may be."""
    if status is PhoneNumberStatus.ACTIVE:
        return None
    if status is PhoneNumberStatus.PORTING_OUT:
        return _ASKED_FOR.said()
    return _NOT_IN_SERVICE.said()
