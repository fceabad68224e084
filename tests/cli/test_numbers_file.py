"""Files as spreadsheets save them are read in their own encoding."""

from __future__ import annotations

import pytest
import typer

from portico.cli.numbers import as_text

TEXT = "Name;Rufnummer\nMüller;0441 123456"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_a_file_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    """`portico number add --file` ended in a traceback."""
    assert as_text(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_either_mark_of_utf_16_is_known(mark: bytes, encoding: str) -> None:
    assert as_text(mark + TEXT.encode(encoding)) == TEXT


def test_bytes_that_no_encoding_has_are_no_failure() -> None:
    assert as_text(b"M\xfcller \x81 0441") == "Müller \ufffd 0441"
    assert as_text(b"\xff\xfe0") == "\ufffd"


@pytest.mark.parametrize("begins", [b"PK\x03\x04\x14", b"\xd0\xcf\x11\xe0\xa1", b"%PDF-1.7"])
def test_a_workbook_is_not_read_as_hundreds_of_lines_that_are_no_numbers(begins: bytes) -> None:
    with pytest.raises(typer.BadParameter, match="save a spreadsheet as CSV first"):
        as_text(begins + bytes(range(256)))
