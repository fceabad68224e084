"""What a logo is, judged by its bytes and never by its name: a small PNG, JPEG or WebP, whose structure is walked as a document's is."""

from __future__ import annotations

import struct
from typing import Final

from portico.domain.desk.media_types import MOST_PARTS, MediaType, Unusable, judge
from portico.domain.formats import Malformed
from portico.domain.sentences import Sentence

MOST_BYTES: Final = 200_000
WEBP: Final = "image/webp"
_TAKEN: Final = frozenset({MediaType.PNG, MediaType.JPEG})
_TOO_LARGE: Final = Sentence("logo.too_large", "A logo has at most {most:,} bytes; this one has {given:,}. Save it smaller.")
_OTHER: Final = Sentence("logo.not_accepted", "Send the logo as PNG, JPEG or WebP.")
_DAMAGED: Final = Sentence("logo.damaged", "The picture is damaged or incomplete. Save it again.")


def media_type(content: bytes) -> str:
    """What kind of picture it is; raises Malformed for what is none that is taken (TOO_LARGE, TYPE_NOT_ACCEPTED, DAMAGED)."""
    if len(content) > MOST_BYTES:
        raise Malformed(_TOO_LARGE.said(most=MOST_BYTES, given=len(content)), "TOO_LARGE")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        if not _webp_holds_together(content):
            raise Malformed(_DAMAGED.said(), "DAMAGED")
        return WEBP
    found = judge(content, "")
    if isinstance(found, Unusable) and found.code == "DAMAGED":
        raise Malformed(_DAMAGED.said(), "DAMAGED")
    if isinstance(found, Unusable) or found not in _TAKEN:
        raise Malformed(_OTHER.said(), "TYPE_NOT_ACCEPTED")
    return str(found.value)


def _webp_holds_together(content: bytes) -> bool:
    """The container is as long as it says, its first chunk is one of WebP's, and chunk after chunk ends where the next begins."""
    (size,) = struct.unpack("<I", content[4:8])
    if size + 8 != len(content) or content[12:16] not in {b"VP8 ", b"VP8L", b"VP8X"}:
        return False
    place, has_image = 12, False
    for _ in range(MOST_PARTS):
        if place == len(content):
            return has_image
        if place + 8 > len(content):
            return False
        (length,) = struct.unpack("<I", content[place + 4 : place + 8])
        has_image = has_image or content[place : place + 4] in {b"VP8 ", b"VP8L", b"ANMF"}
        place += 8 + length + length % 2
    return False
