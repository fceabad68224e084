"""Tables whose true numbers are known: what is accepted of one is in it, whatever it spreads over columns and whatever stands beside."""

from __future__ import annotations

from time import process_time

import pytest

from portico.domain.inventory.columns import column_of
from tests.domain.inventory.sheets import Sheet, read_of, sheets, wrong

_SAMPLE = 2_003
"""Every so many sheets are looked at: a prime, so that all columns, countries and signs are among them."""


def accepted(text: str, country: str) -> list[str]:
    return [number.e164 for line in read_of(Sheet(text, country, frozenset())).accepted for number in line.numbers]


def said(text: str, country: str) -> list[str]:
    return [line.problem.said.text for line in read_of(Sheet(text, country, frozenset())).refused]


def test_of_a_sheet_no_other_number_is_accepted_than_it_holds() -> None:
    looked = list(sheets(_SAMPLE))
    assert len(looked) > 400
    assert {sheet.text: found for sheet in looked if (found := wrong(sheet))} == {}
    read = [read_of(sheet) for sheet in looked]
    assert sum(bool(each.accepted or each.unclear) for each in read) > len(looked) * 2 // 3, "most are read whose headings are known"


@pytest.mark.parametrize("area", "Vorwahl|Ortsvorwahl|ONKZ|Ortsnetzkennzahl|Ortsnetz|Dialling code|AreaCode".split("|"))
@pytest.mark.parametrize("stem", "Kopfnummer|Stammnummer|Hauptnummer|Stamm|Anlagenanschluss|Rufnummer".split("|"))
@pytest.mark.parametrize("ends", ["Von;Bis", "Durchwahl von;bis", "Block von;Block bis", "RNB von;RNB bis"])
def test_a_block_over_columns_is_its_numbers_and_the_area_code_is_none(area: str, stem: str, ends: str) -> None:
    """Of `Vorwahl;Kopfnummer;Von;Bis` the area code was read as the stem, and ten numbers of somebody else were accepted."""
    assert accepted(f"{area};{stem};{ends}\n0451;23456;10;19", "DE") == [f"+4945123456{each}" for each in range(10, 20)]
    assert accepted(f"{area};{stem};{ends}\n01;5040;10;19", "AT") == [f"+4315040{each}" for each in range(10, 20)]


@pytest.mark.parametrize("ends", ["Block von;Block bis", "RNB von;RNB bis", "Rufnummer von;Rufnummer bis"])
def test_a_block_beside_its_stem_is_not_left_out(ends: str) -> None:
    """Of `Rufnummer;Block von;Block bis` the stem alone was accepted."""
    assert accepted(f"Rufnummer;{ends}\n030 23456;10;19", "DE") == [f"+493023456{each}" for each in range(10, 20)]
    (line,) = read_of(Sheet("Stammnummer;Abfragestelle;Von;Bis\n030 23456;0;00;99", "DE", frozenset())).accepted
    assert (line.reading.attendant, len(line.numbers)) == ("+4930234560", 101)
    assert len(accepted("Stammnummer;Durchwahlbereich\n030 23456;00-99", "DE")) == 100


def test_from_and_to_of_nobody_knows_what_is_asked_for() -> None:
    assert accepted("Rufnummer;Etage von;Etage bis\n030 7654321;1;3", "DE") == []
    assert accepted("Rufnummer;Preis von;Preis bis\n030 7654321;1;3", "DE") == ["+49307654321"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Rufnummer Betrag\n030 7654321 12,50", "DE"),
        ("(030) 7654321 12,50 \u20ac", "DE"),
        ("030 7654321 - 12,50 \u20ac", "DE"),
        ("12,50 030 7654321", "DE"),
        ("030 7654321 1.234,56", "DE"),
        ("030 7654321 12,50\n030 7654322 13,50", "DE"),
        ("030 7654321 12,50, 4,20", "DE"),
        ("M\u00fcller 030 7654321 12,50", "DE"),
        ("01 5040123 12,50", "AT"),
        ("06 1234567 12,50", "IT"),
    ],
)
def test_an_amount_behind_a_blank_does_not_make_a_number_longer(text: str, country: str) -> None:
    """`030 7654321 12,50` was +49 30 765432112."""
    assert accepted(text, country) == []


@pytest.mark.parametrize(
    "text",
    [
        "030\t7654321",
        "030;7654321",
        "+49\t30\t7654321",
        "Ortsnetz;Rufnummer\n030;7654321",
        "AreaCode;Number\n030;7654321",
        "Foo;Number\n030;7654321",
        "030\t7654321\n030\t7654322",
        "L\u00e4ndervorwahl;Vorwahl;Rufnummer\n+49;030;7654321",
        "Country code,Area code,Number\n49,30,7654321",
        "Country code,Number\n49,307654321",
        "M\u00fcller;030;7654321;12",
    ],
)
def test_an_area_code_in_a_cell_of_its_own_is_not_lost(text: str) -> None:
    """Two cells, `030` and `7654321`, were +49 7654 321."""
    assert accepted(text, "DE")[:1] == ["+49307654321"]
    assert accepted(text, "DE")[1:] in ([], ["+49307654322"])


@pytest.mark.parametrize(
    "text",
    [
        "30;7654321",
        "Foo;Number\n30;7654321",
        "4711;12;7654321",
        "850401;0662;4711001",
        "04921;7654321",
        "M\u00fcller;4711001;2026-11-02\nMeier;4711002;2026-11-02",
        "Vorwahl;Rufnummer\n0441;441123456",
        "451234561|4711001",
    ],
)
def test_digits_that_may_be_a_part_of_a_number_are_told_so(text: str) -> None:
    assert accepted(text, "DE") == []
    assert any(each.startswith("Beside other digits this may be a part of a number only.") for each in said(text, "DE"))


@pytest.mark.parametrize("text", ["Amount,TN\n$247.63,2125559182", "$247.63,2125559182", "TN,Amount\n2125559182,247.63 USD"])
def test_a_number_beside_an_amount_with_its_currency_is_read(text: str) -> None:
    """The row was refused whole."""
    assert accepted(text, "US") == ["+12125559182"]


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("Line,Number\n1,020 7946 0018", "GB", "+442079460018"),
        ("Line,Number\n1001,020 7946 0018", "GB", "+442079460018"),
        ("No,CLI\n1,020 7946 0018", "GB", "+442079460018"),
        ("Nr;Rufnr.\n1;030 7654321", "DE", "+49307654321"),
        ("Nr;Aansluiting\n1;020 1234567", "NL", "+31201234567"),
        ("Ligne;ND\n1;01 23 45 67 89", "FR", "+33123456789"),
        ("Nr.;Nummer;AreaCode\n1;7654321;030", "DE", "+49307654321"),
    ],
)
def test_a_column_that_counts_the_rows_is_none_of_numbers(text: str, country: str, e164: str) -> None:
    assert accepted(text, country) == [e164]


@pytest.mark.parametrize(
    "text", ["7,5 " * 25_000, "030 7654321 12,50\n" * 5_500, "030;" * 25_000, "1,2" * 33_000, "030;7654321\n" * 8_300, "$1,2,3," * 14_000]
)
def test_a_hundred_thousand_characters_are_cut_at_once(text: str) -> None:
    begun = process_time()
    column_of(text, "DE")
    assert process_time() - begun < 1
