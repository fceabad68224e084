"""A logo is a small PNG, JPEG or WebP by its bytes; whatever is damaged, of another kind or too large is refused in words."""

from __future__ import annotations

import struct

import pytest

from portico.domain.formats import Malformed
from portico.domain.setting_up.logos import MOST_BYTES, media_type
from tests.web import papers

Refused = tuple[str, str | None, dict[str, object], str]
DAMAGED: Refused = ("DAMAGED", "logo.damaged", {}, "The picture is damaged or incomplete. Save it again.")
OTHER: Refused = ("TYPE_NOT_ACCEPTED", "logo.not_accepted", {}, "Send the logo as PNG, JPEG or WebP.")
MOST_CHUNKS = 19_999
"""A walk looks at no more of them."""


def chunk(kind: bytes, data: bytes = b"", length: int | None = None) -> bytes:
    """Of a WebP: filled up to an even length. It may say another length than it has."""
    return kind + struct.pack("<I", len(data) if length is None else length) + data + b"\0" * (len(data) % 2)


def webp(*chunks: bytes, wrong_by: int = 0) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) + wrong_by) + body


def pointing_back() -> bytes:
    """Its second chunk has a length that, read with a sign, leads into the first one: from there it would be sound."""
    inner = chunk(b"EXIF", length=8)  # as long as the head of the second one, so that it would end with the file
    return webp(chunk(b"VP8L", inner), chunk(b"EXIF", length=2**32 - 16))


HEADER = chunk(b"VP8X", b"\0" * 10)
FRAME = chunk(b"ANMF", b"\0" * 24)


SOUND = {
    "png": (papers.png(), "image/png"),
    "jpeg": (papers.jpeg(), "image/jpeg"),
    "lossy": (webp(chunk(b"VP8 ", b"\0" * 10)), "image/webp"),
    "lossless": (webp(chunk(b"VP8L", b"\x2f\0\0\0")), "image/webp"),
    "of an odd length": (webp(chunk(b"VP8L", b"\x2f\0\0\0\0")), "image/webp"),
    "of frames": (webp(HEADER, FRAME, FRAME), "image/webp"),
    "with an empty chunk at its end": (webp(HEADER, chunk(b"ICCP", b"abc"), chunk(b"VP8L", b"\x2f"), chunk(b"EXIF")), "image/webp"),
    "as large as can be": (webp(chunk(b"VP8 ", b"\0" * (MOST_BYTES - 20))), "image/webp"),
    "of as many chunks as can be": (webp(chunk(b"VP8L"), *[chunk(b"XMP ")] * (MOST_CHUNKS - 1)), "image/webp"),
}
LOSSLESS = chunk(b"VP8L", b"\x2f\0\0\0")
BROKEN = {
    "png cut short": papers.png()[:-4],
    "jpeg cut short": papers.jpeg()[:-2],
    "of no chunk": webp(),
    "cut short": webp(LOSSLESS)[:-2],
    "longer than it is": webp(LOSSLESS, wrong_by=2),
    "shorter than it is": webp(LOSSLESS, wrong_by=-2),
    "of a header": webp(HEADER),
    "without a picture": webp(HEADER, chunk(b"EXIF", b"abcd")),
    "of a frame without a header": webp(FRAME),
    "chunk longer than it is": webp(chunk(b"VP8L", b"\x2f\0\0\0", length=6)),
    "chunk shorter than it is": webp(chunk(b"VP8L", b"\x2f\0\0\0", length=2)),
    "chunk without a length": webp(LOSSLESS, b"EXIF"),
    "of more chunks than are looked at": webp(chunk(b"VP8L"), *[chunk(b"XMP ")] * MOST_CHUNKS),
    "pointing back": pointing_back(),
}


@pytest.mark.parametrize("what", SOUND)
def test_a_sound_picture_is_known_by_its_bytes(what: str) -> None:
    content, kind = SOUND[what]
    assert media_type(content) == kind


@pytest.mark.parametrize("what", BROKEN)
def test_a_picture_that_does_not_hold_together_is_told_to_be_damaged(what: str) -> None:
    assert refused(BROKEN[what]) == DAMAGED


@pytest.mark.parametrize(
    "content",
    [b"", papers.pdf(), papers.tiff(), b"GIF89a\1\0\1\0", b"<svg/>", b"RIFF\x04\0\0\0WAVE", b"FORM\x04\0\0\0WEBP", b"riff\x04\0\0\0WEBP"],
    ids=["nothing", "pdf", "tiff", "gif", "svg", "sound", "of another container", "in small letters"],
)
def test_what_is_no_picture_that_is_taken_is_told_which_are(content: bytes) -> None:
    assert refused(content) == OTHER


def test_a_logo_that_is_too_large_is_told_by_how_much() -> None:
    words = "A logo has at most 200,000 bytes; this one has 200,001. Save it smaller."
    assert refused(bytes(200_001)) == ("TOO_LARGE", "logo.too_large", {"most": 200_000, "given": 200_001}, words)


def refused(content: bytes) -> Refused:
    with pytest.raises(Malformed) as found:
        media_type(content)
    return found.value.code, found.value.said.code, dict(found.value.said.params), found.value.message
