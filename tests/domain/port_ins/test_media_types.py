"""A file is what its bytes say."""

from __future__ import annotations

import struct
import time

import pytest

from portico.domain.desk.media_types import MediaType, Unusable, extension, judge
from tests.web import papers

HEADER, END = papers.png()[:33], papers.png()[-12:]
"""What a PNG begins with, its size in it, and what it ends with."""
ZIP = b"PK\x03\x04" + b"\0" * 40


def chunk(kind: bytes, data: bytes = b"", length: int | None = None) -> bytes:
    """Of a PNG, without a sum that anybody looks at; it may say another length than it has."""
    return (len(data) if length is None else length).to_bytes(4, "big") + kind + data + b"\0\0\0\0"


def pointing_back() -> bytes:
    """Its second chunk has a length that, read with a sign, leads into the first one: from there it would be sound."""
    return HEADER + chunk(b"IDAT", chunk(b"IDAT", length=12)[:8]) + chunk(b"IDAT", length=2**32 - 24) + END


def with_its_directory_first() -> bytes:
    """A TIFF whose directory stands right behind its head, and the image data behind that."""
    whole = papers.tiff()
    directory = whole[12:].replace(struct.pack("<HHII", 273, 4, 1, 8), struct.pack("<HHII", 273, 4, 1, len(whole) - 4))
    return whole[:4] + struct.pack("<I", 8) + directory + whole[8:12]


WIDTH, HEIGHT, DATA = (256, 3, 1, 2), (257, 3, 1, 2), (273, 4, 1, 8)
"""Entries of the directory of a TIFF: tag, kind, how many, value."""


def tiff_with(entry: tuple[int, int, int, int], tag: int | None = None, value: int | None = None) -> bytes:
    """A TIFF where this entry stands under another tag, or has another value."""
    changed = (tag or entry[0], *entry[1:3], entry[3] if value is None else value)
    return papers.tiff().replace(struct.pack("<HHII", *entry), struct.pack("<HHII", *changed))


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (papers.pdf(), "loa.pdf", MediaType.PDF),
        (papers.pdf(), "LOA.PDF", MediaType.PDF),
        (papers.pdf(), "loa", MediaType.PDF),
        (papers.pdf(), "Invoice no. 5", MediaType.PDF),
        (papers.png(), "scan.png", MediaType.PNG),
        (papers.jpeg(), "scan.jpeg", MediaType.JPEG),
        (papers.jpeg(exif=b"Exif" * 9000), "photo.JPG", MediaType.JPEG),
        (papers.jpeg() + b"what a camera appends", "photo.jpg", MediaType.JPEG),
        (papers.png(width=65_535), "scan.png", MediaType.PNG),
        (papers.jpeg(width=65_535), "photo.jpg", MediaType.JPEG),
        (papers.jpeg(exif=b"Exif" + b"\xff\xd9"), "photo.jpg", MediaType.JPEG),
        (b"\xff\xd8" + b"\xff\xff\xff" + b"\xff\x01" + b"\xff\xd0" + papers.jpeg()[2:], "photo.jpg", MediaType.JPEG),
        (b"\xff\xd8" + b"\xff\xe0\x00\x02" + papers.jpeg()[2:], "photo.jpg", MediaType.JPEG),
        (tiff_with(DATA, tag=324), "fax.tif", MediaType.TIFF),  # in tiles
        (tiff_with(DATA, value=1), "fax.tif", MediaType.TIFF),  # wherever in the file it begins
        (with_its_directory_first(), "fax.tif", MediaType.TIFF),
        (b"%PDF-%%EOF" + b" " * 4091, "loa.pdf", MediaType.PDF),
        (papers.tiff(), "fax.tif", MediaType.TIFF),
        (papers.tiff(">"), "fax.tiff", MediaType.TIFF),
    ],
)
def test_what_is_sound_is_known(content: bytes, name: str, kind: MediaType) -> None:
    assert judge(content, name) is kind


@pytest.mark.parametrize(
    ("content", "name", "code", "said"),
    [
        (b"", "loa.pdf", "EMPTY", "empty"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "loa.pdf", "TYPE_NOT_ACCEPTED", "a web page"),
        (b"\xef\xbb\xbf  <html>", "loa.html", "TYPE_NOT_ACCEPTED", "a web page"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg", "TYPE_NOT_ACCEPTED", "an SVG drawing"),
        (b"<?xml?>".ljust(1020) + b"<svg", "x.svg", "TYPE_NOT_ACCEPTED", "an SVG drawing"),
        (b"<?xml?>".ljust(1021) + b"<svg", "x.svg", "TYPE_NOT_ACCEPTED", "an XML file"),  # whose first kilobyte says no more
        (ZIP, "loa.docx", "TYPE_NOT_ACCEPTED", "a ZIP archive or an office document"),
        (b"MZ\x90\0", "loa.pdf", "TYPE_NOT_ACCEPTED", "a program"),
        (b"hello", "loa.txt", "TYPE_NOT_ACCEPTED", "a file of another kind"),
        (b"GIF89a", "loa.gif", "TYPE_NOT_ACCEPTED", "a GIF image"),
        (papers.png(), "loa.pdf", "NOT_WHAT_IT_SAYS", "its name ends in .pdf, but it is a PNG image"),
        (papers.pdf(), "loa.exe", "NOT_WHAT_IT_SAYS", "its name ends in .exe, but it is a PDF"),
        (papers.pdf()[:-20], "loa.pdf", "DAMAGED", "incomplete"),
        (papers.png()[:-12], "scan.png", "DAMAGED", "incomplete"),
        (papers.png() + ZIP, "scan.png", "DAMAGED", "begins like a PNG image, but is damaged or incomplete."),
        (papers.png(width=100_000), "scan.png", "DAMAGED", "damaged"),
        (papers.png(width=0), "scan.png", "DAMAGED", "damaged"),
        (papers.png(width=65_536), "scan.png", "DAMAGED", "damaged"),
        (papers.png()[:8] + chunk(b"IDAT") + END, "scan.png", "DAMAGED", "damaged"),
        (HEADER + chunk(b"IDAT") + HEADER[8:] + END, "scan.png", "DAMAGED", "damaged"),
        (HEADER + END, "scan.png", "DAMAGED", "damaged"),
        (pointing_back(), "scan.png", "DAMAGED", "damaged"),
        (papers.jpeg()[:-2], "scan.jpg", "DAMAGED", "damaged"),
        (b"\xff\xd8" + b"\xff\xd9\x00\x02" + papers.jpeg()[2:], "scan.jpg", "DAMAGED", "damaged"),
        (papers.jpeg(exif=b"Exif" + b"\xff\xd9")[:-2], "scan.jpg", "DAMAGED", "damaged"),
        (papers.jpeg().replace(b"\xff\xc0", b"\xff\xfe"), "scan.jpg", "DAMAGED", "damaged"),
        (b"%PDF-%%EOF" + b" " * 4092, "loa.pdf", "DAMAGED", "incomplete"),
        (papers.jpeg(width=0), "scan.jpg", "DAMAGED", "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x00" + b"\xff" * 50, "scan.jpg", "DAMAGED", "damaged"),
        (papers.tiff()[:30], "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(DATA, tag=999), "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(DATA, value=0), "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(DATA, value=len(papers.tiff())), "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(WIDTH, tag=999), "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(WIDTH, value=0), "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(HEIGHT, tag=999), "fax.tif", "DAMAGED", "damaged"),
        (tiff_with(HEIGHT, value=0), "fax.tif", "DAMAGED", "damaged"),
        (b"II*\0\xff\xff\xff\x7f", "fax.tif", "DAMAGED", "damaged"),
        (b"MM\0*", "fax.tif", "DAMAGED", "damaged"),
    ],
)
def test_what_is_not_is_refused_in_words(content: bytes, name: str, code: str, said: str) -> None:
    found = judge(content, name)
    assert isinstance(found, Unusable)
    assert found.code == code
    assert said in found.message


@pytest.mark.parametrize(
    ("content", "name"), [(papers.png(), "a.png"), (papers.jpeg(), "a.jpg"), (papers.tiff(), "a.tif"), (papers.pdf(), "a.pdf")]
)
def test_a_file_cut_anywhere_is_refused_and_breaks_nothing(content: bytes, name: str) -> None:
    told = [judge(content[:cut], name) for cut in range(len(content) - 16)]
    assert all(isinstance(found, Unusable) for found in told)
    for place in range(len(content)):  # and so does one with a byte turned over
        assert judge(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :], name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xd8" + b"\xff" * 20_000_000, "scan.jpg"),
        (b"\xff\xd8" + b"\xff\xd0" * 10_000_000, "scan.jpg"),
        (b"\xff\xd8\xff\xe0\x00\x02" + b"\xff\xe0\x00\x02" * 5_000_000, "scan.jpg"),
        (papers.png()[:33] + b"\0\0\0\0IDAT\0\0\0\0" * 1_700_000, "scan.png"),
    ],
    ids=["fill bytes", "marks", "empty segments", "empty chunks"],
)
def test_a_picture_of_nothing_but_marks_is_no_long_walk(content: bytes, name: str) -> None:
    begun = time.process_time()
    found = judge(content, name)
    assert isinstance(found, Unusable)
    assert found.code == "DAMAGED"
    assert time.process_time() - begun < 0.5


def test_what_a_file_is_has_a_code_within_the_sentence() -> None:
    found = judge(papers.png(), "loa.pdf")
    assert isinstance(found, Unusable)
    assert found.said.named["kind"] == {"code": "file_kind.a_PNG_image", "params": {}, "text": "a PNG image", "parts": []}


def test_an_ending_is_only_what_can_be_one() -> None:
    endings = [extension(name) for name in ("a.pdf", "a.tar.gz", ".pdf", "no. 5", "Invoice 03.2026", "a.", "a", "Letter of Mr. Smith jr")]
    assert endings == ["pdf", "gz", "", "", "", "", "", ""]
    assert [extension(name) for name in ("a.c", "a.markdown", "a.markdowns")] == ["c", "markdown", ""]
