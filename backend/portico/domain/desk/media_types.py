"""What a document is, judged by its bytes and never by its name: PDF, PNG, JPEG and TIFF are taken, everything else is refused.

The first bytes say what a file claims to be; a walk of bounded length over its structure says whether it holds together. A PDF is opened
besides, by `operations.pdf_inspection`: its structure needs a parser, which has no place in the rulebook.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from portico.domain.sentences import Phrase, Said, Sentence, Speaks


class MediaType(StrEnum):
    """The kinds of file a document may be."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"


class Content(Protocol):
    """Bytes that can be looked at anywhere without being copied: `bytes` or a mapped file."""

    def __len__(self) -> int: ...
    def __getitem__(self, place: slice, /) -> bytes: ...
    def find(self, wanted: bytes, start: int = ..., end: int = ..., /) -> int: ...


@dataclass(frozen=True, slots=True)
class Unusable(Speaks):
    """Why a file cannot be a document: `code` a stable class of problem, `said` for the person who chose it."""

    code: str
    said: Said


def _kind(words: str) -> Said:
    """A kind of file within a sentence."""
    return Phrase(f"file_kind.{words.replace(' ', '_')}", words).said()


WORDS: Final[Mapping[MediaType, Said]] = {
    MediaType.PDF: _kind("a PDF"),
    MediaType.PNG: _kind("a PNG image"),
    MediaType.JPEG: _kind("a JPEG image"),
    MediaType.TIFF: _kind("a TIFF image"),
}
EXTENSIONS: Final[Mapping[str, MediaType]] = {
    "pdf": MediaType.PDF,
    "png": MediaType.PNG,
    "jpg": MediaType.JPEG,
    "jpeg": MediaType.JPEG,
    "jpe": MediaType.JPEG,
    "jfif": MediaType.JPEG,
    "tif": MediaType.TIFF,
    "tiff": MediaType.TIFF,
}
TAKEN: Final = "Send a PDF, or a scan as PNG, JPEG or TIFF."
_EMPTY: Final = Sentence("file.empty", f"The file is empty. {TAKEN}")
_OTHER_KIND: Final = Sentence("file.type_not_accepted", f"This is {{kind}}, which cannot be used as a document. {TAKEN}")
_OTHERWISE: Final = Sentence("file.not_what_it_says", "The file is not what it says: its name ends in {ending}, but it is {kind}.")
_DAMAGED: Final = Sentence("file.damaged", "The file begins like {kind}, but is damaged or incomplete. Save or scan it again.")
SIDE_LIMIT: Final = 65_535  # pixels; a JPEG cannot have more, and no scan of a letter comes near
MOST_PARTS: Final = 20_000  # chunks or segments (of some 8 kB in real pictures): a file of nothing but marks is no longer a walk

_SIGNATURES: Final = (
    (b"%PDF-", MediaType.PDF),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
)
_REFUSED: Final = (
    (b"PK\x03\x04", _kind("a ZIP archive or an office document")),
    (b"PK\x05\x06", _kind("a ZIP archive")),
    (b"MZ", _kind("a program")),
    (b"\x7fELF", _kind("a program")),
    (b"\xd0\xcf\x11\xe0", _kind("an old office document")),
    (b"\x1f\x8b", _kind("a compressed archive")),
    (b"Rar!", _kind("an archive")),
    (b"7z\xbc\xaf\x27\x1c", _kind("an archive")),
    (b"GIF8", _kind("a GIF image")),
    (b"BM", _kind("a BMP image")),
)
_SVG: Final = _kind("an SVG drawing")
_ANOTHER: Final = _kind("a file of another kind")
_REFUSED_TEXTS: Final = (
    (b"<svg", _SVG),
    (b"<!doctype", _kind("a web page")),
    (b"<html", _kind("a web page")),
    (b"<?xml", _kind("an XML file")),
)


def judge(content: Content, file_name: str) -> MediaType | Unusable:
    """What the content is, or why it cannot be used: empty, of another kind, damaged, or not what its name says."""
    if not len(content):
        return Unusable("EMPTY", _EMPTY.said())
    head = content[:1024]
    found = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if found is None:
        return Unusable("TYPE_NOT_ACCEPTED", _OTHER_KIND.said(kind=_guess(head)))
    declared = EXTENSIONS.get(extension(file_name), None)
    if extension(file_name) and declared is not found:
        ending = f".{extension(file_name)}"
        return Unusable("NOT_WHAT_IT_SAYS", _OTHERWISE.said(ending=ending, kind=WORDS[found]))
    if not _WALKS[found](content):
        return Unusable("DAMAGED", _DAMAGED.said(kind=WORDS[found]))
    return found


def extension(file_name: str) -> str:
    """What stands after the last dot, in lower case; empty where there is nothing that could be one (`Invoice no. 5`)."""
    stem, dot, last = file_name.rpartition(".")
    return last.lower() if dot and stem and 0 < len(last) <= 8 and last.isalnum() and not last.isdigit() else ""


def _guess(head: bytes) -> Said:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, words in _REFUSED:
        if head.startswith(signature):
            return words
    for beginning, words in _REFUSED_TEXTS:
        if text.startswith(beginning):
            return _SVG if b"<svg" in text else words
    return _ANOTHER


def _pdf_ends(content: Content) -> bool:
    """A PDF names the place of its table near its end; what was cut off while sending does not."""
    return content.find(b"%%EOF", max(0, len(content) - 4096)) >= 0


def _png_holds_together(content: Content) -> bool:
    """Chunk after chunk from IHDR to IEND, some of them image data, and nothing behind them."""
    place, seen_data = 8, False
    for _ in range(MOST_PARTS):
        if place + 12 > len(content):
            return False
        (length,) = _read(">I", content, place)
        kind = content[place + 4 : place + 8]
        if (place == 8) is not (kind == b"IHDR"):
            return False
        if kind == b"IHDR" and not _sides_fit(*_read(">II", content, place + 8)):
            return False
        seen_data = seen_data or kind == b"IDAT"
        place += 12 + length
        if kind == b"IEND":
            return seen_data and place == len(content)
    return False


_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH: Final = frozenset(range(0xD0, 0xD8)) | {0x01}


def _jpeg_holds_together(content: Content) -> bool:
    """Segments up to the image data, a frame with a size among them, and an end mark. Cameras append things after it: that is fine."""
    place, framed = 2, False
    for _ in range(MOST_PARTS):
        head = content[place : place + 4]
        if len(head) < 4 or head[0] != 0xFF:
            return False
        if head[1] == 0xFF or head[1] in _WITHOUT_LENGTH:
            place += 1 if head[1] == 0xFF else 2
            continue
        if head[1] in _FRAMES:
            framed = _sides_fit(*_read(">HH", content, place + 5))
        (length,) = _read(">H", content, place + 2)
        place += 2 + length
        if head[1] == 0xDA:
            return framed and content.find(b"\xff\xd9", place) >= 0
        if length < 2 or head[1] == 0xD9:
            return False
    return False


_WIDTH, _HEIGHT, _STRIPS, _TILES = 256, 257, 273, 324


def _tiff_holds_together(content: Content) -> bool:
    """The first page's directory lies inside the file, has a size, and its image data begins inside the file."""
    order = "<" if content[:2] == b"II" else ">"
    (start,) = _read(f"{order}I", content, 4)
    if not 8 <= start <= len(content) - 2:
        return False
    (count,) = _read(f"{order}H", content, start)
    table = content[start + 2 : start + 2 + 12 * count]
    if not count or len(table) < 12 * count:
        return False
    entries = {tag: _tiff_value(order, kind, raw) for tag, kind, _n, raw in struct.iter_unpack(f"{order}HHI4s", table)}
    data = entries.get(_STRIPS, entries.get(_TILES, 0))
    return _sides_fit(entries.get(_WIDTH, 0), entries.get(_HEIGHT, 0)) and 0 < data < len(content)


def _tiff_value(order: str, kind: int, raw: bytes) -> int:
    """A short or long as it stands; for longer lists the place where they lie, which must be inside the file just so."""
    value: int = struct.unpack(f"{order}H", raw[:2])[0] if kind == 3 else struct.unpack(f"{order}I", raw)[0]
    return value


def _read(form: str, content: Content, place: int) -> tuple[int, ...]:
    """Numbers at a place; behind the end of the file there are zeros, which no walk takes for sound."""
    size = struct.calcsize(form)
    return struct.unpack(form, content[place : place + size].ljust(size, b"\0"))


def _sides_fit(*sides: int) -> bool:
    return all(0 < side <= SIDE_LIMIT for side in sides)


_WALKS: Final[Mapping[MediaType, Callable[[Content], bool]]] = {
    MediaType.PDF: _pdf_ends,
    MediaType.PNG: _png_holds_together,
    MediaType.JPEG: _jpeg_holds_together,
    MediaType.TIFF: _tiff_holds_together,
}
