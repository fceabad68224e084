"""Frames of a WebSocket, written to a connection by whoever has them ready."""

from __future__ import annotations

import struct
from typing import Final, Protocol

FRAMES: Final = "portico.frames"
"""The ASGI extension under which an application finds what writes them; a server that has none is spoken to by ASGI."""
_TEXT: Final = 0x81  # a whole text, in one frame
_SHORT, _MIDDLE = 126, 65_536


class Frames(Protocol):
    """A connection to which whole frames may be written, between what is sent by ASGI."""

    def write_frame(self, beginning: bytes, end: bytes) -> int:
        """Writes a frame that is given in two parts, if there is anybody; returns how many bytes wait until the client reads."""

    def let_go(self, reason: str) -> None:
        """Closes for a client that does not keep up: 1013, for which it comes back."""


def frame_head(length: int) -> bytes:
    """What stands before a text of so many bytes in the frame in which a server sends it."""
    if length < _SHORT:
        return bytes((_TEXT, length))
    if length < _MIDDLE:
        return struct.pack("!BBH", _TEXT, 126, length)
    return struct.pack("!BBQ", _TEXT, 127, length)
