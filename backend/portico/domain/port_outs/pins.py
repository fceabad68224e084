"""The port-out PIN of a number: its form, and when its owner may set it."""

from __future__ import annotations

import re
from typing import Final

from portico.domain.inventory.formats import Malformed
from portico.domain.statuses import PhoneNumberStatus

_FORM: Final = re.compile(r"[0-9A-Za-z]{4,20}")


def port_out_pin(text: str | None) -> str:
    """4 to 20 letters and digits; raises Malformed."""
    plain = (text or "").strip()
    if not _FORM.fullmatch(plain):
        raise Malformed("A port-out PIN has 4 to 20 letters and digits.")
    return plain


def not_settable(status: PhoneNumberStatus) -> str | None:
    """Why the PIN of a number in this status cannot be set; None where it may be."""
    if status is PhoneNumberStatus.ACTIVE:
        return None
    if status is PhoneNumberStatus.PORTING_OUT:
        return "Another carrier has asked for this number: decide about that request first."
    return "Only a number that is in service has a port-out PIN."
