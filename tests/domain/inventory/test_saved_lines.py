"""Texts as spreadsheets save them: cells that go on over several lines, and a first line that says what parts them."""

from __future__ import annotations

from time import perf_counter

import pytest

from portico.domain.inventory.columns import SheetColumn, column_of
from portico.domain.inventory.phone_number_lists import WantedNumbers, read_many
from portico.domain.inventory.sheets.saved_lines import saved_lines


def read(text: str) -> SheetColumn:
    return column_of(text, "DE")


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;", "sep=;;"])
def test_what_excel_is_told_of_the_cells_is_no_heading(first: str) -> None:
    """ "sep=;" was taken as the heading: the one below it was a number that is none, and of customers' numbers nobody was warned."""
    found = read(f"{first}\nKundennummer;Rufnummer\n4711001;0441 123456")
    assert (found.heading, found.entries, dict(found.under)) == ("Rufnummer", ((3, "0441 123456"),), {})


@pytest.mark.parametrize(
    ("text", "heading", "entries"),
    [
        ("sep=,\nName,Telefon\nMüller,030 7654321", "Telefon", ((3, "030 7654321"),)),
        ("sep=\t\nName\tTelefon\nMüller\t030 7654321", "Telefon", ((3, "030 7654321"),)),
        ("sep=^\nName^Telefon\nMüller^030 7654321", "Telefon", ((3, "030 7654321"),)),
        ("sep=;\n030 7654321\n030 7654322", None, ((2, "030 7654321"), (3, "030 7654322"))),
        ("sep=;", None, ()),
    ],
)
def test_cells_are_parted_by_what_the_first_line_says(text: str, heading: str | None, entries: tuple[tuple[int, str], ...]) -> None:
    found = read(text)
    assert (found.heading, found.entries) == (heading, entries)


def test_a_break_in_a_cell_beside_makes_no_row_of_its_half() -> None:
    """Its second half was the row: an address was read as numbers, and the heading of numbers was passed over."""
    text = 'Name;Anschrift;Rufnummer\r\nMüller;"Hauptstr. 1\r\n26133 Oldenburg";0441 123456\r\nMeier;"Am ""Alten"" Tor\n2";0441 123457'
    found = read(text)
    assert (found.heading, found.entries, dict(found.under)) == ("Rufnummer", ((3, "0441 123456"), (5, "0441 123457")), {})


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ('"030 7654321\n030 7654322"', ((2, "030 7654321"), (3, "030 7654322"))),
        ('"030 7654321\n\n030 7654322\n030 7654323"', ((2, "030 7654321"), (4, "030 7654322"), (5, "030 7654323"))),
        ('"+49 30\n7654321"', ((2, "+49 30 7654321"),)),
    ],
)
def test_of_a_cell_that_goes_on_over_several_lines_each_number_stands_on_its_own(cell: str, entries: tuple[tuple[int, str], ...]) -> None:
    found = read(f"Name;Rufnummer\nMüller;{cell}\nMeier;030 7654329")
    assert found.entries[:-1] == entries
    assert found.entries[-1] == (3 + cell.count("\n"), "030 7654329"), "a line is counted as whoever pasted it sees it"


def test_what_is_put_together_of_cells_of_several_lines_is_not_cut_into_numbers_that_nobody_wrote() -> None:
    """Of two ranges in one row the first's begin and the second's end were taken as two numbers."""
    found = read('Von;Bis\n"030 7654300\n030 7654310";"030 7654309\n030 7654319"')
    assert found.entries == ((2, "030 7654300 030 7654310 - 030 7654309 030 7654319"),)
    assert not read_many(found.entries, WantedNumbers("DE"), found.under).accepted


def test_a_heading_that_is_broken_in_two_is_told_in_one() -> None:
    found = read('Name;"Rufnummer\n(Festnetz)"\nMüller;030 7654321')
    assert (found.heading, found.entries) == ("Rufnummer (Festnetz)", ((3, "030 7654321"),))


def test_digits_that_stand_under_something_else_do_so_also_in_a_cell_of_several_lines() -> None:
    found = read('Name;Kundennummer\nMüller;"4711001\n4711002"')
    assert found.under == {(2, "4711001"): "Kundennummer", (3, "4711002"): "Kundennummer"}


@pytest.mark.parametrize(
    "text",
    [
        'Berlin;030 7654321\n";030 7654322\n";030 7654323',
        '030 7654321;"\n030 7654322;"\n030 7654323;"',
        'Zoll 5";030 7654321\nZoll 7";030 7654322',
        '"Zum Anker;030 7654321\n"Bei Heinz;030 7654322',
    ],
)
def test_a_quotation_mark_alone_takes_no_number_into_a_cell(text: str) -> None:
    """Ditto marks, inches and a mark that somebody forgot to close."""
    assert [line for line, _ in saved_lines(text)] == list(range(1, text.count("\n") + 2))
    assert [line for line, entry in read(text).entries if entry.lstrip(";").startswith("030 76543")] == list(range(1, text.count("\n") + 2))


@pytest.mark.parametrize("piece", ['"', '"a', '"",', '"""b,', ',"\n', ';"x\n', '"a""\n'])
def test_a_text_full_of_quotation_marks_is_read_in_a_moment(piece: str) -> None:
    began = perf_counter()
    saved_lines(piece * (100_000 // len(piece)))
    assert perf_counter() - began < 2
