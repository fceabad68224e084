"""What is put together of several cells, or parted from what stands before it: hours, extensions and places are no digits of it."""

from __future__ import annotations

from itertools import product

import pytest

from portico.domain.inventory.phone_number_lists import WantedNumbers, read_many
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import LineReading
from portico.domain.inventory.sheets.numbered import without_places
from tests.domain.inventory.test_unknown_headings import accepted, told


@pytest.mark.parametrize("time", "Datum|Portierungsdatum|Wunschtermin|Termin|Zeitfenster|Fenster|Slot|Uhrzeit|Dato Foo".split("|"))
@pytest.mark.parametrize(("first", "last"), [("06", "08"), ("6", "8"), ("0600", "0800"), ("8", "12"), ("0815", "1930")])
def test_the_hours_of_a_porting_window_are_not_dialed_through(time: str, first: str, last: str) -> None:
    """`Rufnummer;Datum;Von;Bis` with 06 and 08 was three numbers, with 0600 and 0800 two hundred."""
    for country, number, e164 in (("DE", "030 7654321", "+49307654321"), ("AT", "01 5123456", "+4315123456")):
        for names, row in (
            (f"Rufnummer;{time};Von;Bis", f"{number};01.12.2026;{first};{last}"),
            (f"{time};von;bis;Rufnummer", f"01.12.2026;{first};{last};{number}"),
        ):
            assert accepted(f"{names}\n{row}\n", country) == [e164], names


@pytest.mark.parametrize(
    "text",
    [
        "Rufnummer;Kan\u00e4le;von;bis\n030 7654321;30;06;08",
        "Rufnummer;von;bis\n030 7654321;06;08",
        "Rufnummer;Datum;von;bis\n030 7654321;01.12.2026;00;99",
        "Rufnummer;Standort;von;bis\n030 7654321;Bonn;00;99",
        "von;bis;Rufnummer\n00;99;030 7654321",
        "Rufnummer;Mitarbeitende von;bis\n030 7654321;00;99",
    ],
)
def test_from_and_to_that_nothing_says_are_of_a_block_are_asked_about(text: str) -> None:
    assert accepted(text, "DE") == []
    assert told(text, "DE") == [("030 7654321", "number.apart")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Stammnummer;von;bis\n030 76543;06;08", 3),
        ("Rufnummer;von;bis\n030 76543;30;49", 20),
        ("Rufnummer;von;bis\n030 76543;10;19", 10),
        ("Rufnummer;Durchwahl von;bis;Datum\n030 76543;06;08;01.12.2026", 3),
        ("Rufnummer;Zeit von;Zeit bis\n030 7654321;06;08", 1),
    ],
)
def test_from_and_to_behind_a_stem_or_as_blocks_begin_and_end_are_read(text: str, count: int) -> None:
    assert len(accepted(text, "DE")) == count


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("von;bis;Datum\n030 7654321;030 7654323;01.12.2026", "DE", 3),
        ("von;bis;Datum\n7654321;7654323;01.12.2026", "DE", 0),
        ("Rufnummer von;bis;Datum\n307654321;307654323;01.12.2026", "DE", 3),
        ("Z\u00e4hler von;Z\u00e4hler bis\n4711001;4711003", "DE", 0),
        ("From,To,Duration\n2127365001,2127365003,12", "US", 0),
    ],
)
def test_what_begins_and_ends_is_a_range_where_its_headings_say_numbers(text: str, country: str, found: int) -> None:
    assert len(accepted(text, country)) == found


@pytest.mark.parametrize("called", ["Durchwahl", "Nebenstelle", "Klappe"])
@pytest.mark.parametrize(
    ("number", "country", "found"),
    [
        ("030 7654321-12", "DE", ["+4930765432112"]),
        ("+49 30 7654321-12", "DE", ["+4930765432112"]),
        ("01 5123456-12", "AT", ["+431512345612"]),
        ("0176 20812001", "DE", ["+4917620812001"]),
        ("0664 1234567", "AT", ["+436641234567"]),
        ("020 1234567", "NL", ["+31201234567"]),
        ("030 765432112", "DE", []),
        ("030 7654321-12-12", "DE", []),
        ("030 7654321-0", "DE", []),
        ("030 7654321-13", "DE", []),
        ("030 76543", "DE", ["+49307654312"]),
        ("0441 12305", "DE", ["+494411230512"]),
        ("0441-12345", "DE", ["+494411234512"]),
    ],
)
def test_an_extension_is_joined_once_and_to_no_mobile_number_and_is_no_range(
    called: str, number: str, country: str, found: list[str]
) -> None:
    """`030 7654321-12` beside 12 ended in 1212, and a mobile number beside it was twelve numbers."""
    assert accepted(f"Name;Telefon;{called}\nM\u00fcller;{number};12", country) == found
    assert {code for _, code in told(f"Name;Telefon;{called}\nM\u00fcller;{number};12", country)} == (set() if found else {"number.apart"})


def test_a_block_beside_a_mobile_number_is_asked_about() -> None:
    assert accepted("Mobil;Durchwahl von;bis\n0176 20812001;10;19", "DE") == []
    assert accepted("Telefon;Durchwahl von;bis\n030 7654321-0;10;19", "DE") == []


GAPS = [" ", "  ", " - ", "/ ", "/", "-", " (", "\u00a0"]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(
    ("country", "number"),
    [("DE", "030 7654322"), ("DE", "0171 20812001"), ("AT", "0316 123456"), ("GB", "020 7946 0018"), ("IT", "06 1234567")],
)
def test_a_place_before_the_zero_is_no_digit_of_the_number(country: str, number: str, gap: str) -> None:
    """`2 030 7654322` was +49 2030 7654322."""
    area, _, rest = number.partition(" ")
    for place in ("2", "5", "21") if country == "IT" else ("2", "5", "21", "02", "002"):
        text = f"{place}{gap}{area}{')' if '(' in gap else ''} {rest}"
        found = read_line(text, country)
        assert isinstance(found, Unreadable), text


@pytest.mark.parametrize(("text", "country"), [("01 5040 01 5041", "AT"), ("4711001 030 7654321", "DE"), ("0316 123456 0316 123457", "AT")])
def test_two_numbers_with_a_blank_between_are_no_longer_one(text: str, country: str) -> None:
    assert isinstance(read_line(text, country), Unreadable)


def test_a_place_before_a_number_is_told_with_the_number() -> None:
    found = read_line("21 030 765432", "DE")
    assert isinstance(found, Unreadable)
    assert (found.reason, found.understood) == (NumberProblem.NOT_A_NUMBER, "+49 30 765432")


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("49 030 7654321", "DE", None),
        ("+49 030 7654321", "DE", "+49307654321"),
        ("0049 (0)30 7654321", "DE", "+49307654321"),
        ("20 7946 0018", "GB", "+442079460018"),
        ("1 44 05 66 77", "FR", None),
        ("331 0612345", "IT", "+393310612345"),
        ("0351 45 02 11 26", "DE", "+4935145021126"),
        ("01 02 03 04 05", "FR", "+33102030405"),
        ("1 212 736 5000", "US", "+12127365000"),
    ],
)
def test_a_zero_within_a_number_is_its_own(text: str, country: str, e164: str | None) -> None:
    found = read_line(text, country)
    first = found.first.e164 if isinstance(found, LineReading) else None
    assert e164 is None or first == e164
    assert not isinstance(found, Unreadable) or found.said.code != "number.several"


@pytest.mark.parametrize("gap", [" ", "  ", " - ", "/ ", "\u00a0"])
@pytest.mark.parametrize("begin", [1, 4])
@pytest.mark.parametrize("form", ["{}{}030 765432{}", "0{}{}030 765432{}", "{}{}+49 30 765432{}"])
def test_of_lines_that_count_up_the_numbers_are_read(gap: str, begin: int, form: str) -> None:
    lines = [form.format(begin + each, gap, each) for each in range(9 - begin % 4)]
    right = [f"+4930765432{each}" for each in range(len(lines))]
    assert accepted("\n".join(lines), "DE") == right
    assert accepted("\n".join(["Nummern", *lines]), "DE") == right
    read = read_many(enumerate(lines, start=1), WantedNumbers("DE"))
    assert [line.text for line in read.accepted] == lines, "each is told as it was written"


@pytest.mark.parametrize(
    "lines",
    [
        ["2 030 7654321", "3 030 7654322"],
        ["1 030 7654321", "3 030 7654322"],
        ["1 030 7654321"],
        ["1 030 7654321", "2 030 7654322", "030 7654323"],
        ["1/2 030 7654321", "2/3 030 7654322"],
    ],
)
def test_lines_that_do_not_count_up_are_as_they_are(lines: list[str]) -> None:
    assert list(without_places(lines, "DE")) == lines
    assert [
        each for each, text in product(accepted("\n".join(lines), "DE"), lines) if "030 7654323" not in text and each != "+49307654323"
    ] == []
