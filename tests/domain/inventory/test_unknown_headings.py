"""Tables whose headings nobody knows: nothing under them becomes a number, and nothing that is one is dropped without a word."""

from __future__ import annotations

import pytest

from tests.domain.inventory.sheets import Sheet, read_of


def accepted(text: str, country: str) -> list[str]:
    return [number.e164 for line in read_of(Sheet(text, country, frozenset())).accepted for number in line.numbers]


def told(text: str, country: str) -> list[tuple[str, str | None]]:
    """What was refused, and by which sentence."""
    found = read_of(Sheet(text, country, frozenset()))
    assert not found.unclear
    return [(line.text, line.problem.said.code) for line in found.refused]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("Nome;Contribuinte;Telem\u00f3vel\nX;212345678;912 345 678", "PT", ["+351912345678"]),
        ("Nome;NIPC;Tlm\nX;212345678;912 345 678", "PT", ["+351912345678"]),
        ("Nome;Expediente;Fixo\nX;212345678;212 345 679", "PT", ["+351212345679"]),
        *(
            (f"Nombre;Expediente;{called}\nX;912345678;612 345 678", "ES", ["+34612345678"])
            for called in "M\u00f3vil|Movil|Fijo|Tfno|Tfno.|Tlf|Telf.|Tel\u00e9f.|Celular".split("|")
        ),
        ("Nome;Contatore;Cellulare\nX;0212345678;331 1234567", "IT", ["+393311234567"]),
        ("Nome;Contatore;Fisso\nX;0212345678;06 1234567", "IT", ["+39061234567"]),
        ("Name,UTR,Landline\nX,02079460018,020 7946 0019", "GB", ["+442079460019"]),
        ("Te porteren nummer;Kenmerk\n020 1234567;0201234568", "NL", ["+31201234567"]),
        ("Item,Number to port\n2127365000,2127365001", "US", ["+12127365001"]),
        ("Item,Numbers to port\n2127365000,2127365001", "US", ["+12127365001"]),
        ("N\u00b0 fixe;N\u00b0 mobile;N\u00b0 PDL\n01 44 55 66 77;06 12 34 56 78;0144556679", "FR", ["+33144556677", "+33612345678"]),
        ("Part Number,Phone\n2127365000,2127365001", "US", ["+12127365001"]),
        ("NMI,Phone\n0262345678,02 6234 5679", "AU", ["+61262345679"]),
        ("Nom;N\u00b0 d'entreprise;T\u00e9l\nX;0456.810.810;02 512 34 56", "BE", ["+3225123456"]),
        ("Prix fixe;T\u00e9l\n0144556677;01 44 55 66 78", "FR", ["+33144556678"]),
        ("Mobile IMEI,Mobile\n2127365000,2127365001", "US", ["+12127365001"]),
    ],
)
def test_what_is_beside_a_column_called_after_numbers_is_none(text: str, country: str, found: list[str]) -> None:
    """The tax number beside `Telem\u00f3vel` was read, and of `Contatore;Cellulare` the meter's number alone."""
    assert accepted(text, country) == found
    assert told(text, country) == []


UNKNOWN = [
    *(
        (called, "2127365000", "US")
        for called in "Part Number|Item|DUNS|NPI|Tracking|Grommet|Contact|Phone serial number|Mobile plan ID|Phone bill amount".split("|")
    ),
    *((called, "0201234568", "NL") for called in "Meternummer|Kenmerk|Foo".split("|")),
    *((called, "0262345678", "AU") for called in "NMI|Foo".split("|")),
    *((called, "030 7654321", "DE") for called in "Standort|Wert|Beruf|Automobil|Z\u00e4hlpunkt|Foo|Vertragsnummer".split("|")),
    *((called, "912 345 678", "ES") for called in "Expediente|Precio fijo|L\u00ednea de producto|Foo".split("|")),
    *((called, "(0212) 345678", "IT") for called in "Contatore|Foo".split("|")),
    *((called, "02079460018", "GB") for called in "UTR|Foo".split("|")),
]


@pytest.mark.parametrize(("called", "digits", "country"), UNKNOWN)
def test_digits_under_a_heading_that_nobody_knows_are_refused_with_it(called: str, digits: str, country: str) -> None:
    for text in (f"{called};Ort\n{digits};x", f"Ort;{called}\nx;{digits}", f"{called}\n{digits}", f"{called};{called}\n{digits};{digits}"):
        assert accepted(text, country) == [], text
        assert {each for each in told(text, country) if each[0] != called} == {(digits, "number.under_heading")}, text


def test_what_an_unknown_heading_is_and_what_to_do_is_told() -> None:
    (line,) = read_of(Sheet("Grommet;Ort\n030 7654321;Ulm", "DE", frozenset())).refused
    assert (line.line, line.problem.reason, line.problem.understood) == (2, "NOT_A_NUMBER", "+49 30 7654321")
    assert line.problem.said.text.startswith("This stands under Grommet, which does not say phone numbers. Call the column Phone number,")


@pytest.mark.parametrize(
    ("text", "country", "found", "left"),
    [
        ("Telefon;Foo\n030 7654321;0441 123456", "DE", ["+49307654321"], ["0441 123456"]),
        ("Phone,Foo\n2127365001,2127365002", "US", ["+12127365001"], ["2127365002"]),
        ("Phone,Foo\n2127365001,+12127365002", "US", ["+12127365001"], ["+12127365002"]),
        ("Telefon;\n030 7654321;0441 123456", "DE", ["+49307654321"], ["0441 123456"]),
        ("Stammnummer;Durchwahl\n030 76543;030 7654312", "DE", ["+493076543"], ["030 7654312"]),
        ("Kopfnummer;Block\n030 76543;030 7654312", "DE", ["+493076543"], ["030 7654312"]),
        ("Telefon;Foo\n030 7654321;4711001", "DE", ["+49307654321"], []),
        ("Nr.;Foo\n1;030 7654321", "DE", [], ["030 7654321"]),
        ("Telefon;Foo\n030 7654321;030 7654321", "DE", ["+49307654321"], []),
        ("Telefon;Foo\n030 7654321;0441 123456\n030 7654322;n/a\n030 7654323;n/a", "DE", [f"+4930765432{each}" for each in (1, 2, 3)], []),
    ],
)
def test_a_column_of_dialed_numbers_that_is_not_read_is_told(text: str, country: str, found: list[str], left: list[str]) -> None:
    """It was read, or dropped without a word."""
    assert accepted(text, country) == found
    assert told(text, country) == [(each, "number.under_heading") for each in left]


def test_what_counts_the_rows_is_no_number_beside_numbers_that_nothing_calls_so() -> None:
    assert told("Nr.;Foo\n4711001;030 7654321", "DE") == [("4711001", "number.apart"), ("030 7654321", "number.under_heading")]
    assert accepted("Nr.;Ort\n4711001;Ulm", "DE") == ["+494711001"]


@pytest.mark.parametrize("area", ["Vorwahl", "ONKZ"])
@pytest.mark.parametrize("stem", ["Foo", ""])
@pytest.mark.parametrize("ends", ["Von;Bis", "Durchwahl von;bis", "Block von;Block bis", "RNB von;RNB bis"])
def test_a_block_behind_a_stem_that_nothing_calls_so_is_asked_about(area: str, stem: str, ends: str) -> None:
    text = f"{area};{stem};{ends}\n0451;23456;10;19"
    assert accepted(text, "DE") == []
    assert len(told(text, "DE")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Portierungsauftrag vom 1.12.2026\n\nNummer;Datum\n030 7654321;01.12.2026",
        "Kunde M\u00fcller\nNummer;Kundennummer\n030 7654321;0441123456",
        "Liste\nStand 2026\nName;Tel.\nx;030 7654321",
    ],
)
def test_the_headings_of_a_table_are_known_behind_the_lines_that_say_what_it_is(text: str) -> None:
    assert accepted(text, "DE") == ["+49307654321"]
    assert told(text, "DE") == []


def test_a_number_above_a_table_is_not_lost() -> None:
    assert accepted("030 7654320\nNummer;Datum\n030 7654321;01.12.2026", "DE") == ["+49307654320", "+49307654321"]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("Nummer\n49301234567,0\n49301234568,0", "DE", ["+49301234567", "+49301234568"]),
        ("49301234567,0\n49301234568,0", "DE", ["+49301234567", "+49301234568"]),
        ("49301234567,0;49301234568,0", "DE", ["+49301234567", "+49301234568"]),
        ("TN,Count\n2127365000,0\n2127365001,0", "US", ["+12127365000", "+12127365001"]),
    ],
)
def test_a_decimal_comma_behind_a_number_parts_no_second_entry(text: str, country: str, found: list[str]) -> None:
    assert accepted(text, country) == found
    assert told(text, country) == []


@pytest.mark.parametrize(
    ("text", "country", "first", "shifted"),
    [
        ("TN,Name\n2127365000,Bob\n,2127365001", "US", "+12127365000", "2127365001"),
        ("TN;Name\n2127365000;Bob\n;2127365001", "US", "+12127365000", "2127365001"),
        ("Nummer;Kunde\n030 1234567;Bob\n;030 1234568", "DE", "+49301234567", "030 1234568"),
    ],
)
def test_a_number_that_slipped_into_the_next_column_is_told(text: str, country: str, first: str, shifted: str) -> None:
    """It was left out without a word."""
    assert accepted(text, country) == [first]
    assert told(text, country) == [(shifted, "number.under_heading")]


def test_digits_of_a_column_that_always_has_some_did_not_slip_there() -> None:
    assert told("TN,Order\n2127365000,2127365007\n,2127365008", "US") == []


@pytest.mark.parametrize("count", ["Lines: 2", "Lines 2", "Total numbers: 2", "Number of lines: 2", "Anzahl: 2", "Total: 2"])
def test_how_many_there_are_is_no_heading_of_a_list(count: str) -> None:
    """Every number below was refused as standing under `Lines: 2`."""
    assert accepted(f"{count}\n2127365000\n2127365001", "US") == ["+12127365000", "+12127365001"]
    assert told(f"{count}\n2127365000\n2127365001", "US") == []


@pytest.mark.parametrize("heading", ["Umsatz 2", "Invoice 2", "Customer number: 2"])
def test_what_is_counted_of_something_else_is_still_its_heading(heading: str) -> None:
    assert accepted(f"{heading}\n2127365000\n2127365001", "US") == []
