"""Where a number rings: the kinds of destination a configuration profile names, and the form of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from portico.domain.formats import Malformed, required_line, sip_uri
from portico.domain.inventory.reading import phone_number
from portico.domain.sentences import Sentence

_NO_NUMBER: Final = Sentence("destination.forward.required", "Name the number to forward to.")


class DestinationKind(StrEnum):
    SIP_URI = "SIP_URI"
    TRUNK = "TRUNK"
    DISTRIBUTION_GROUP = "DISTRIBUTION_GROUP"
    FORWARD = "FORWARD"


def _forward(text: str | None) -> str:
    number = phone_number(None)(text)
    if number is None:
        raise Malformed(_NO_NUMBER.said(), "REQUIRED")
    return number


READERS: Final[Mapping[DestinationKind, Callable[[str | None], str]]] = MappingProxyType(
    {
        DestinationKind.SIP_URI: sip_uri,
        DestinationKind.TRUNK: required_line(120),
        DestinationKind.DISTRIBUTION_GROUP: required_line(120),
        DestinationKind.FORWARD: _forward,
    }
)


def destination(kind: DestinationKind, text: str | None) -> str:
    """The tidy destination of this kind; raises Malformed."""
    return READERS[kind](text)
