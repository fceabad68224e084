"""The address really connected to is judged, each time: a name may resolve to something else a moment after it was looked at."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, Final

from portico.domain.formats.public_addresses import is_public, is_web_port

AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]


class AddressRefused(OSError):
    """The address to connect to is none of the public internet; nothing was sent."""

    TEXT: Final = "not a public address"

    def __init__(self) -> None:
        super().__init__(self.TEXT)


def guarded_socket(allow_private: bool) -> Callable[[AddressInfo], socket.socket]:
    """A socket factory for aiohttp's connector: it is asked once for each address about to be connected to, names and literals alike."""

    def open_socket(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allow_private and not (is_public(str(address[0])) and is_web_port(int(address[1]))):
            raise AddressRefused
        return socket.socket(family, kind, protocol)

    return open_socket
