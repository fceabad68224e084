"""Which cells of a pasted text or a file are read: the column that is called after numbers, or looks like them."""

from __future__ import annotations

import pytest

from portico.domain.inventory import headings
from portico.domain.inventory.columns import column_of
from portico.domain.inventory.phone_number_lists import WantedNumbers, read_many
from portico.domain.inventory.phone_numbers import MAX_LENGTH
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import LineReading


def entries(text: str, country: str = "DE") -> list[str]:
    return [entry for _, entry in column_of(text, country).entries]


@pytest.mark.parametrize(
    ("text", "country", "heading", "found"),
    [
        ("Nummer;Datum\n+49 30 7654321;2026-11-02", "DE", "Nummer", ["+49 30 7654321"]),
        ("Kundennummer;Rufnummer\n4711001;0441 123456", "DE", "Rufnummer", ["0441 123456"]),
        ("Name;PLZ;Telefon\nMüller, Hans;26133;0441 123456", "DE", "Telefon", ["0441 123456"]),
        ('Tel.-Nr.,Betrag\n"030 1234567","12,50"', "DE", "Tel.-Nr.", ["030 1234567"]),
        ("Numéro de téléphone;Ville\n01 23 45 67 89;Paris", "FR", "Numéro de téléphone", ["01 23 45 67 89"]),
        ("Telefoonnummer\tPlaats\n020 123 4567\tAmsterdam", "NL", "Telefoonnummer", ["020 123 4567"]),
        ("ID|Phone\n1|020 7946 0123", "GB", "Phone", ["020 7946 0123"]),
        ("Nummer;Tel. privat\n1;030 1234567", "DE", "Tel. privat", ["030 1234567"]),
        ("Vorwahl;Rufnummer\n0441;123456\n0441;0123457\n;0441 123458", "DE", "Rufnummer", ["0441 123456", "0441 123457", "0441 123458"]),
        ("von;bis\n49 2161 123456;49 2161 123459", "DE", "von", ["49 2161 123456 - 49 2161 123459"]),
        ("Rufnummer von;bis\n0441 123400;0441 123499\n0441 5;", "DE", "Rufnummer von", ["0441 123400 - 0441 123499", "0441 5"]),
        ("Datum;Wert\n2026-11-02;030 1234567", "DE", "Wert", ["030 1234567"]),
    ],
)
def test_a_column_is_chosen_by_its_heading(text: str, country: str, heading: str, found: list[str]) -> None:
    column = column_of(text, country)
    assert (column.heading, [entry for _, entry in column.entries]) == (heading, found)
    assert column.entries[0][0] == 2, "a line is counted as whoever pasted it sees it"


def test_without_headings_the_column_that_looks_like_numbers_is_read() -> None:
    assert entries("4711001;0441 123456;2026-11-02\n4711002;0441 123457;2026-11-03") == ["0441 123456", "0441 123457"]
    assert entries("Müller;0441 123456;0441 123400\nMeier;0441 123457;0441 123401") == [
        "0441 123456",
        "0441 123400",
        "0441 123457",
        "0441 123401",
    ]
    assert column_of("Müller;0441 123456\nMeier;0441 123457", "DE").heading is None


def test_a_list_is_read_entry_by_entry_and_nothing_of_it_is_passed_over() -> None:
    assert entries("+12125550100, +12125550101;+12125550102", "US") == ["+12125550100", "+12125550101", "+12125550102"]
    assert entries("2125551234,12", "US") == ["2125551234", "12"]
    assert entries("call me\n12345", "US") == ["call me", "12345"]


def test_an_amount_with_a_comma_is_not_cut_into_something_like_a_number() -> None:
    assert entries("1234567,00\n2345678,50 €") == ["1234567,00", "2345678,50 €"]
    assert entries("030 1234567; 1.234.567,89") == ["030 1234567", "1.234.567,89"]


def test_what_a_single_column_is_called_is_no_entry() -> None:
    assert column_of("Number\r\n\r\n+44 20 7946 0123\r\n", "GB").entries == ((3, "+44 20 7946 0123"),)


def test_a_row_that_was_put_right_by_hand_is_read_whole() -> None:
    assert entries("Name;Rufnummer von;bis\nA;0441 123400;0441 123499\n+49441123456-0 (00-99)") == [
        "0441 123400 - 0441 123499",
        "+49441123456-0 (00-99)",
    ]


def test_what_spreadsheets_put_around_a_number_is_left_to_its_reader() -> None:
    assert entries('"=""0201234567""";x\n"=""0201234568""";y', "NL") == ['="0201234567"', '="0201234568"']


def test_a_table_without_any_number_shows_its_first_cells() -> None:
    assert entries("a,b\nc,d") == ["c"]
    assert entries("1;2\n3;4") == ["1", "3"]


@pytest.mark.parametrize("text", ["", " \n\t\n", ";;;\n;;;", '"', '"""\n;'])
def test_next_to_nothing_is_nothing(text: str) -> None:
    assert all(not entry.strip("\" ;'") for entry in entries(text))


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("Tel. 030 7654321\n030 7654322", "DE", ["Tel. 030 7654321", "030 7654322"]),
        ("Tel: 030 7654321", "DE", ["Tel: 030 7654321"]),
        ("Number 020 7946 0958", "GB", ["Number 020 7946 0958"]),
        ("nr 020 1234567", "NL", ["nr 020 1234567"]),
        ("Tel. 030 7654321, 030 7654322", "DE", ["Tel. 030 7654321", "030 7654322"]),
        ("Acme,212 911 5000\nBeta,212 736 2345", "US", ["212 911 5000", "212 736 2345"]),
        ("Doe,212-555-1234 x12\nRoe,212-555-1235 x13", "US", ["212-555-1234 x12", "212-555-1235 x13"]),
        ("Jansen;14 020\nPieters;020 1234567", "NL", ["14 020", "020 1234567"]),
        ("Jansen;14 020\nPieters;14 030", "NL", ["14 020", "14 030"]),
        ("Acme;4,93012E+11\nBeta;4,93013E+11", "DE", ["4,93012E+11", "4,93013E+11"]),
        ("Acme;112\nBeta;0441 123456", "DE", ["112", "0441 123456"]),
        ("Acme;Tel. 0441 123455;Ulm\nBeta;Tel. 0441 123456;Bonn", "DE", ["Tel. 0441 123455", "Tel. 0441 123456"]),
    ],
)
def test_a_first_line_that_holds_a_number_is_no_heading_and_is_not_lost(text: str, country: str, found: list[str]) -> None:
    assert entries(text, country) == found


def test_a_heading_may_name_a_year_or_a_place() -> None:
    assert entries("Umsatz 2025;Rufnummer 1\n4711001;0441 123456") == ["0441 123456"]


@pytest.mark.parametrize(
    "called",
    (
        "Begin;End|Beginn;Ende|Beginnummer;Eindnummer|Eerste nummer;Laatste nummer|Begin;Einde|Da;A|Numero da;Numero a|Von;Bis|Van;t/m"
        "|Dal;Al|Start;Ende|Début;Fin|Premier numéro;Dernier numéro|Primeiro;Último|Anfangsnummer;Endnummer|First number;Last number"
    ).split("|"),
)
def test_the_ends_of_a_range_are_known_by_what_they_are_called_in_every_language(called: str) -> None:
    assert entries(f"{called}\n0441 123400;0441 123499") == ["0441 123400 - 0441 123499"]


@pytest.mark.parametrize("called", ["Valid from;Valid to;Phone", "Data da fatura;A;Telefone", "Von;Bis;Rufnummer", "Prix final;De;Ligne"])
def test_columns_that_last_from_a_day_to_a_day_are_no_range(called: str) -> None:
    assert entries(f"{called}\n2026-11-02;2026-11-03;0441 123456") == ["0441 123456"]


def test_of_headings_that_name_no_number_none_that_has_numbers_is_left_out() -> None:
    column = column_of("Kunde;Ziel A;Ziel B\nMüller;0441 123400;0441 123499", "DE")
    assert (column.heading, [entry for _, entry in column.entries]) == ("Ziel A, Ziel B", ["0441 123400", "0441 123499"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Telefon;Mobil\n0441 123456;0171 1234567\n0441 123457;\n0441 123458;",
            ["0441 123456", "0171 1234567", "0441 123457", "0441 123458"],
        ),
        ("Vorwahl;Rufnummer;Mobil\n0441;123456;0171 1234567", ["0441 123456", "0171 1234567"]),
        ("Vorwahl;Mobil\n0441;0171 1234567", ["0171 1234567"]),
        ("Vorwahl;Rufnummer\n0441;0441 123456\n0441;123457", ["0441 123456", "0441 123457"]),
        ("Mobil;Vorwahl;Telefon\n0171 1234567;0441;123456", ["0171 1234567", "0441 123456"]),
        ("Phone;Phone type\n0441 123456;landline", ["0441 123456"]),
        ("Anschluss-Nr.;Rufnummer\n100234;0441 123456", ["0441 123456"]),
        ("Anschluss-Nr.;Rufnummer\n4711001;0441 123456", ["0441 123456"]),
        ("Vorwahl;Rufnummer;Mobil\n0441;123456;171 1234567", ["0441 123456", "171 1234567"]),
        ("Vorwahl;Rufnummer;Telefon\n0441;0441 12345678;0441 123457", ["0441 12345678", "0441 123457"]),
        ("Vorwahl;Rufnummer\n0441;00999123456", ["00999123456"]),
        ("Telefon;Mobil\nx;y", ["x"]),
        ("Telefon;Mobil Nr.\n0441 123456;\n0441 123457;0171 1234567", ["0441 123456", "0441 123457", "0171 1234567"]),
    ],
)
def test_of_a_phone_and_a_mobile_column_both_are_read(text: str, found: list[str]) -> None:
    """Only one of them was, and nobody said so; beside an area code a mobile number became one longer number."""
    assert entries(text) == found


@pytest.mark.parametrize("called", ["Phone 1,Phone 2", "Phone number 1,Phone number 2", "Home phone,Work phone", "Phone,Mobile"])
@pytest.mark.parametrize("second", ["2025550124", "(202) 555-0124", "+12025550124"])
def test_two_columns_of_numbers_are_both_read_however_each_is_written(called: str, second: str) -> None:
    """The second was dropped where it had no prefix, and nobody said so."""
    assert entries(f"{called}\n+12025550123,{second}", "US") == ["+12025550123", second]
    assert entries(f"{called}\n{second},+12025550123", "US") == [second, "+12025550123"]
    assert entries(f"{called}\n+12025550123,{second}\n+12025550125,n/a", "US") == ["+12025550123", second, "+12025550125", "n/a"]


def test_a_second_column_of_which_few_cells_are_numbers_is_of_something_else() -> None:
    few = "Phone 1,Phone 2\n+12025550123,2025550124\n+12025550125,n/a\n+12025550126,n/a"
    assert entries(few, "US") == ["+12025550123", "+12025550125", "+12025550126"]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("X 5,0441 123456", "DE", ["X 5", "0441 123456"]),
        ("030 1234567, 030 1234568\n1.234.567,89", "DE", ["030 1234567", "030 1234568", "1.234.567,89"]),
        ("€" + " " * (MAX_LENGTH - 6) + "12,50", "DE", ["€" + " " * (MAX_LENGTH - 6) + "12,50"]),
        ("Rufnummer\n0441 123456;x", "DE", ["0441 123456", "x"]),
        ("a;0441 123455" + "\nb;c;0441 123456" * 5, "DE", ["a", "0441 123455", *["b", "c", "0441 123456"] * 5]),
        ("Kd;E.164\n0441 123450;+49441123456", "DE", ["+49441123456"]),
        ("Acme;1234\nBeta;abcd", "DE", ["1234", "abcd"]),
        ("Rufnummer;1\n0441 123456;2", "DE", ["0441 123456"]),
        ("Name;Nummer von;Nummer bis\nA\nB;0441 123400;0441 123499", "DE", ["A", "0441 123400 - 0441 123499"]),
        ("Van;Tot;Telefoon\n1012 AB;1013 AB;020 1234567", "NL", ["020 1234567"]),
        ("From,To,Phone\n10118,10119,212 911 5000", "US", ["212 911 5000"]),
        ("Kunde;Ziel\n471100;0441 123456", "DE", ["0441 123456"]),
        *((f"{one};0441 123457\n;x", "DE", [one, "0441 123457", "x"]) for one in ("'0441 123456", "+49441123456", "(0441) 123456")),
    ],
)
def test_the_cells_that_are_read_stand_where_they_stood(text: str, country: str, found: list[str]) -> None:
    assert entries(text, country) == found


@pytest.mark.parametrize(("filled", "read"), [(7, 10), (8, 18)])
def test_without_headings_a_column_is_read_that_looks_hardly_less_like_numbers(filled: int, read: int) -> None:
    """Five numbers with a prefix weigh as much as ten without; four fifths of it are enough."""
    rows = [f"a;{'0441 123456' if place < 5 else ''};{'4711001' if place < filled else ''}" for place in range(10)]
    assert len(list(filter(None, entries("\n".join(rows))))) == {10: 5, 18: 13}[read]


@pytest.mark.parametrize("heading", ["", "Mobil;Telefon\n", "Nummer von;Telefon;Nummer bis\n"])
def test_a_column_is_judged_by_its_first_thirty_rows(heading: str) -> None:
    """A long file costs what a short one does."""
    rows = ["x;0441 123455;"] * 30 + ["0441 123400;0441 123456;0441 123499"] * 200
    assert set(entries(heading + "\n".join(rows))) == {"0441 123455", "0441 123456"}


def test_what_is_dialed_through_in_a_column_of_its_own_is_no_second_line_of_the_same_number() -> None:
    """Every row of `Rufnummer;Durchwahl` was the number without it."""
    assert entries("\ufeffRufnummer;Durchwahl;Name\n0441 12345;10;A\n0441 12345;;B\n0441 12346;intern;C") == [
        "0441 12345-10",
        "0441 12345",
        "0441 12346",
    ]
    assert column_of("\ufeffRufnummer;Name\n0441 12345;A", "DE").heading == "Rufnummer"


def test_a_row_longer_than_its_headings_is_read() -> None:
    """It was a failure of ours."""
    assert entries("Name;Ort\nMüller;Ulm\nMeier;Ulm\nBauer;Ulm\nKoch;Ulm\nJung;Ulm;0441 123456") == ["0441 123456"]


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("Invoice number,Line A\n2025550123,2025550124", "US", ["2025550124"]),
        ("Rechnungsnummer;Ziel\n0471100123;0441 123456", "DE", ["0441 123456"]),
        ("Factuurnummer;Bestemming\n0201234567;020 1234568", "NL", ["020 1234568"]),
        ("N° de facture;Cible\n0144556677;01 44 55 66 78", "FR", ["01 44 55 66 78"]),
        ("Rechnungsnummer;Ziel\n0441 123456;x", "DE", ["0441 123456"]),
        ("Poste;Ziel\n0441 123456;x", "DE", ["0441 123456"]),
        ("Rechnungsnummer;Ziel\n0441 123456;5", "DE", ["0441 123456"]),
    ],
)
def test_a_column_that_is_called_something_else_is_read_where_no_other_has_numbers(text: str, country: str, found: list[str]) -> None:
    assert entries(text, country) == found


def numbers(text: str, country: str) -> list[str]:
    column = column_of(text, country)
    read = read_many(column.entries, WantedNumbers(country), column.under)
    return [number.e164 for line in read.accepted for number in line.numbers]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kundennummer;Rechnungsdatum\n4711001;2026-11-02", "DE"),
        ("Umsatz 2026;Gewinn\n4711001;4711002", "DE"),
        ("Order,Total\n2127362345,2127362346", "US"),
        ("IMEI;SIM\n4711001;4711002", "DE"),
        ("Name,Salary\nDoe,2127362345", "US"),
        ("Foo;Bar\n4711001;x", "DE"),
        ("Umsatz;\n5;4711001", "DE"),
        ("Kunde;Von\n4711001;4711002", "DE"),
        ("Kundennummer;Ort\n0441123456;Ulm", "DE"),
        ("Kundennummer;Ort\n4711001", "DE"),
        ("Betrag\n4711001\n4711002", "DE"),
        ("Zip code\n2127362345", "US"),
        ("Kundennummer\n0441123456", "DE"),
        ("Klant\n201234567", "NL"),
        ("Cliente\n912345678", "ES"),
        ("Montant;Nom\n144556677;x", "FR"),
        ("Account Number\n2127365001", "US"),
        ("Customer number\n2127365001", "US"),
        ("Order No\n2127365001", "US"),
        ("Serial number\n2127365001", "US"),
        ("PO Number\n2127365001", "US"),
        ("Tax ID number\n2127365001", "US"),
        ("Number of lines\n2127365001", "US"),
        ("Acct. no.\n2127365001", "US"),
        ("Kunden-Nr.\n3012345678", "DE"),
        ("Rechnungs-Nr.\n3012345678", "DE"),
        ("Konto-Nr.\n3012345678", "DE"),
        ("Lfd. Nr.\n3012345678", "DE"),
        ("Kd.-Nr.\n3012345678", "DE"),
        ("Betrag Nr 1\n3012345678", "DE"),
        ("Nummer des Vertrags\n3012345678", "DE"),
        ("Account number\n02079460019", "GB"),
        ("Order nr\n0201234567", "NL"),
        ("Klant nummer\n0201234567", "NL"),
        ("Numéro de client\n0612345678", "FR"),
        ("N° client\n0612345678", "FR"),
        ("N° de contrat\n0612345678", "FR"),
        ("Référence\n0612345678", "FR"),
        ("Numéro de compte\n0612345678", "FR"),
        ("Numero cliente\n0612345678", "IT"),
        ("Número de cliente\n912345678", "ES"),
        ("Cuenta\n912345678", "ES"),
        ("Número de cliente\n212345678", "PT"),
        ("Account Number;2127365001\nOrder No;2127365002", "US"),
        ("Account Number,2127365001", "US"),
        ("Référence;Ville\n0612345678;Paris", "FR"),
        ("Umsatz;4711001", "DE"),
        ("Umsatz\t4711001\nAuftrag\t4711002", "DE"),
        ("Kundennummer;4711001;4711002\nVertrag;4711003;4711004", "DE"),
    ],
)
def test_digits_under_what_does_not_say_numbers_are_refused_with_what_it_says(text: str, country: str) -> None:
    """They were ported: of a table in which every column is called something else, the likeliest was read all the same."""
    column = column_of(text, country)
    read = read_many(column.entries, WantedNumbers(country), column.under)
    assert not read.accepted
    assert not read.unclear
    said = [line.problem.said for line in read.refused if line.text.isdecimal() and len(line.text) > 6]
    assert said
    assert {each.code for each in said} == {"number.under_heading"}


def test_what_digits_stand_under_is_named_with_the_way_out() -> None:
    column = column_of("Umsatz;Ort\n4711001;Ulm", "DE")
    (line,) = read_many(column.entries, WantedNumbers("DE"), column.under).refused
    assert (line.line, line.problem.reason, line.problem.understood) == (2, "NOT_A_NUMBER", "+49 471 1001")
    assert line.problem.said.text == (
        "This stands under Umsatz, which does not say phone numbers. Call the column Phone number, give the numbers alone, or write "
        "them with their country code, as in +31 20 123 4567."
    )


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        ("Kundennummer;Ort\n+49441123456;Ulm", "DE", ["+49441123456"]),
        ("Kundennummer\n+49441123456", "DE", ["+49441123456"]),
        ("Standort\n+49 441 123456", "DE", ["+49441123456"]),
        ("Kundentelefon;Ort\n4711001;Ulm", "DE", ["+494711001"]),
        ("Zielrufnummer\n4711001", "DE", ["+494711001"]),
        ("Nummer\n4711001", "DE", ["+494711001"]),
        ("von;bis\n4711001;4711003", "DE", ["+494711001", "+494711002", "+494711003"]),
        ("4711001\n4711002", "DE", ["+494711001", "+494711002"]),
        ("Müller;4711001\nMeier;4711002", "DE", ["+494711001", "+494711002"]),
        ("Client,City\n+1 212-736-2345,Rome", "US", ["+12127362345"]),
        ("M\u00fcller\n030 7654321\nMeier\n030 7654322", "DE", ["+49307654321", "+49307654322"]),
        ("Sales,2127362345\nBilling,2127362346", "US", ["+12127362345", "+12127362346"]),
        ("Phone numbers\n2127365001", "US", ["+12127365001"]),
        ("Die Nummern\n4711001", "DE", ["+494711001"]),
        ("Numbers to port\n2127365001", "US", ["+12127365001"]),
        ("Please port these for our client:\n2127362345", "US", ["+12127362345"]),
    ],
)
def test_what_is_written_to_be_dialed_is_a_number_whatever_it_stands_under(text: str, country: str, found: list[str]) -> None:
    assert numbers(text, country) == found


def test_a_heading_of_four_words_is_one_and_a_sentence_is_none() -> None:
    assert numbers("Total of all orders\n2127362345", "US") == []
    assert numbers("Total of all the orders\n2127362345", "US") == ["+12127362345"]


@pytest.mark.parametrize("text", ["Konto{long};{cells}", "Konto{long}\n{cells}", "Konto{long};Ort\n{rows}"])
def test_a_heading_is_looked_at_once_however_much_stands_under_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was once for each, and told whole with each: a text of 100,000 letters took minutes, and its answer megabytes."""
    looked = list[str]()
    counted = headings.words_of

    def words_of(cell: str) -> list[str]:
        looked.extend([cell] if cell.startswith("Konto") else [])
        return counted(cell)

    monkeypatch.setattr(headings, "words_of", words_of)
    column = column_of(text.format(long="o" * 500, cells=";".join(["4711001"] * 900), rows="4711001;Ulm\n" * 900), "DE")
    assert len(column.under) > 0
    assert len(looked) < 20
    assert {len(heading) for heading in column.under.values()} == {60}


@pytest.mark.parametrize(
    ("table", "entry"),
    [
        ("Rufnummer;Durchwahl von;bis\n030 12345;00;99", "030 12345-00..99"),
        ("Rufnummer;Durchwahl von;Durchwahl bis\n030 12345;00;99", "030 12345-00..99"),
        ("Vorwahl;Nummer;DW von;DW bis\n030;12345;00;99", "030 12345-00..99"),
        ("Stammnummer;Durchwahl von;bis\n030 12345;00;99", "030 12345-00..99"),
        ("Rufnummer;von;bis\n030 12345;00;99", "030 12345-00..99"),
        ("Rufnummer;von;bis\n030 12345;2019;2024", "030 12345"),
        ("Rufnummer;Durchwahl von;bis\n030 12345;1000;1999", "030 12345-1000..1999"),
        ("Rufnummer;Durchwahl von;bis\n030 12345;7;7", "030 12345 7"),
        ("Durchwahl von;bis\n030 1234500;030 1234599", "030 1234500 - 030 1234599"),
    ],
)
def test_what_is_dialed_through_from_and_to_stands_in_two_columns(table: str, entry: str) -> None:
    """Of `Durchwahl von;bis` the end was left out, and one number saved of a hundred."""
    assert [text for _, text in column_of(table, "DE").entries] == [entry]


def test_an_extent_in_two_columns_is_read_as_one_behind_its_stem() -> None:
    ((_, text),) = column_of("Rufnummer;Durchwahl von;bis\n030 12345;00;99", "DE").entries
    found = read_line(text, "DE")
    assert isinstance(found, LineReading)
    assert (found.first.e164, found.last.e164, found.count) == ("+49301234500", "+49301234599", 100)
