"""A file is what its bytes say."""

from __future__ import annotations

import time

import pytest

from portico.domain.port_ins.media_types import MediaType, Unusable, extension, judge
from tests.web import papers

ZIP = b"PK\x03\x04" + b"\0" * 40


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
        (ZIP, "loa.docx", "TYPE_NOT_ACCEPTED", "a ZIP archive or an office document"),
        (b"MZ\x90\0", "loa.pdf", "TYPE_NOT_ACCEPTED", "a program"),
        (b"hello", "loa.txt", "TYPE_NOT_ACCEPTED", "a file of another kind"),
        (b"GIF89a", "loa.gif", "TYPE_NOT_ACCEPTED", "a GIF image"),
        (papers.png(), "loa.pdf", "NOT_WHAT_IT_SAYS", "its name ends in .pdf, but it is a PNG image"),
        (papers.pdf(), "loa.exe", "NOT_WHAT_IT_SAYS", "its name ends in .exe, but it is a PDF"),
        (papers.pdf()[:-20], "loa.pdf", "DAMAGED", "incomplete"),
        (papers.png()[:-12], "scan.png", "DAMAGED", "incomplete"),
        (papers.png() + ZIP, "scan.png", "DAMAGED", "damaged"),
        (papers.png(width=100_000), "scan.png", "DAMAGED", "damaged"),
        (papers.png(width=0), "scan.png", "DAMAGED", "damaged"),
        (papers.jpeg()[:-2], "scan.jpg", "DAMAGED", "damaged"),
        (papers.jpeg(width=0), "scan.jpg", "DAMAGED", "damaged"),
        (b"\xff\xd8\xff\xe0\x00\x00" + b"\xff" * 50, "scan.jpg", "DAMAGED", "damaged"),
        (papers.tiff()[:30], "fax.tif", "DAMAGED", "damaged"),
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


def test_an_ending_is_only_what_can_be_one() -> None:
    endings = [extension(name) for name in ("a.pdf", "a.tar.gz", ".pdf", "no. 5", "Invoice 03.2026", "a.", "a", "Letter of Mr. Smith jr")]
    assert endings == ["pdf", "gz", "", "", "", "", "", ""]
