"""Every form of a day, an amount and a postal code, with every sign around it, alone, beside a number and in a column: never a number.

And the other way round: a number with the same signs around it stays the number it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from time import process_time

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from portico.domain.inventory.around import spellings
from portico.domain.inventory.beside import without_what_stands_beside
from portico.domain.inventory.columns import column_of
from portico.domain.inventory.days import is_a_day_or_a_time
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import Ambiguous, LineReading

COUNTRIES = "AT AU BE CA CH DE ES FR GB IT NL PT US".split()
DAYS = (
    "2026-11-02|2026--11--02|2026..11..02|2026 - 11 - 02|2026/11/02|2026~11~02"
    "|2026 (11) 02|(2026)-11-02|20261102|20261102 1030|202611021030"
    "|02.11.2026|30.11.2026|02. 11. 2026|2.11.26|2. 11. 26|2/11/26|02112026|11/2026|11.2026|2026-11|2026/27|2.-11.-26|02.11.2026 10.30"
    "|29.03.-31.03.2027|29.03. - 31.03.2027|02.11.-05.11.2026|2.-5.11.2026|20.-22.11.2026|02.11. \u2013 05.11.|02.11-05.11.26|2./3.11.2026"
    "|11/02-11/05/2026|2026-11-02/05|2026-11-02\u202605|2026-11-02/11-05|02-11/05-11|20261102-05|2. bis 5.11.2026|02.11. t/m 05.11."
    "|2 - 5 11 2026|2.11.26-5.11.26|02.11.2026 - 05.11.2026|10-12/2026|2.11.26 8.30-9.30|08.30-17.00|8.30 \u2013 17.00|10:30|8:30 - 17:00"
    "|2. November 2026|2 november 2026|2. M\u00e4rz 2026|2 f\u00e9vrier 2026|2 de marzo de 2026|2 agosto 2026|Nov 2, 2026|45/2026|7/2026"
    "|240328|250124|281224|240328 10:30|240328-240329|240328 - 250124|240328-05"
).split("|")
AMOUNTS = (
    "1234.56|3012345.00|3012345.-|443012345.-|3012345,-|3012345.--|3.012.345.-|1.234.567,89|30123456.99|302345678.5|-302345678"
    "|3012345.00-|30.99-35.99|443'012'345|\u20ac 3012345|3012345 EUR|3012345 Euro|30 123 456.00|-33.8688|3 645 000|12 500 000"
).split("|")
POSTAL = {
    "90210-1234": COUNTRIES,
    "90210 - 1234": COUNTRIES,
    "2725-079": COUNTRIES,
    "10115": ["DE", "ES", "FR", "IT", "US"],
    "1010": ["AT", "CH"],
}
SIGNS = (
    "{}|({})|[{}]|({}|{})|{}.|- {}|{} -|{} /|/{}|~{}|({}).|-- {} --|\u2013 {}|*{}*|\u2022 {}|\u2192 {}|\u2248 {}|#{}|{}:"
    "|\u201e{}\u201c|(({}))|1. {}|(3) {}"
    "|tel:{}|{} \u2026"
).split("|")
LENIENT = ["AT", "DE", "IT"]
NUMBERS = {"DE": ["030 123456", "+49 30 123456", "(030) 12345"], "AT": ["01 5123456", "01 51234"], "IT": ["02 123456", "+39 02 123456"]}
BESIDE = "{0} {1}|{0} ({1})|{0}[{1}]|{0} - {1}|{0} / {1}|{0} ~{1}|({0}) ({1})|{1} {0}|({1}) {0}".split("|")
DECORATED = "{}|[{}]|({})|- {}|{} -|{}.|{},|tel:{}".split("|")
KINDS = range(PhoneNumberType.FIXED_LINE, PhoneNumberType.UAN + 1)


@pytest.mark.parametrize("beside", "{0} {1}|{0}, {1}|{0} ({1})|{0} / {1}|{0} - {1}|{1} {0}|({1}) {0}|{1}, {0}|{0} {1} Uhr".split("|"))
def test_a_day_with_an_hour_or_a_count_beside_it_is_no_number(beside: str) -> None:
    """`03.05.2027 0800-1700` was 901 numbers in Dusseldorf."""
    days = "2026-11-02|02.11.2026|2. 11. 2026|2/11/2026|03-05-2027|2026/11/02".split("|")
    counts = "8|08|0800|800|8-17|0800-1700|08 - 17|8 bis 17".split("|")
    texts = [beside.format(*pair) for pair in product(days, counts)]
    found = {(text, country): read_line(text, country) for text, country in product(texts, [*LENIENT, "BE", "NL"])}
    assert [each for each, read in found.items() if not isinstance(read, Unreadable) or read.reason is not NumberProblem.DATE] == []


@pytest.mark.parametrize("signs", SIGNS)
def test_what_is_something_else_is_so_whatever_is_around_it(signs: str) -> None:
    pairs = [*product(DAYS + AMOUNTS, LENIENT), *((code, country) for code, countries in POSTAL.items() for country in countries)]
    taken = [(text, country) for each, country in pairs if not isinstance(read_line(text := signs.format(each), country), Unreadable)]
    assert not taken


@pytest.mark.parametrize("country", COUNTRIES)
def test_it_is_so_in_every_country(country: str) -> None:
    told = {text: read_line(text, country) for each in DAYS + AMOUNTS for text in (f"({each})", f"- {each}.")}
    assert not [text for text, found in told.items() if not isinstance(found, Unreadable)]


@pytest.mark.parametrize(("texts", "problem"), [(DAYS, NumberProblem.DATE), (AMOUNTS, NumberProblem.AMOUNT)])
def test_it_is_called_what_it_is(texts: list[str], problem: NumberProblem) -> None:
    for text in texts:
        found = read_line(f"[{text}]", "DE")
        assert isinstance(found, Unreadable)
        assert found.reason is problem, text


@pytest.mark.parametrize("form", BESIDE)
def test_beside_a_number_it_is_no_part_of_a_longer_one(form: str) -> None:
    pairs = [(country, number) for country, numbers in NUMBERS.items() for number in numbers]
    texts = [
        (form.format(number, each), country) for (country, number), each in product(pairs, DAYS + AMOUNTS[:2] + ["12.50", "12.99-15.99"])
    ]
    assert not [(text, country) for text, country in texts if not isinstance(read_line(text, country), Unreadable)]


@pytest.mark.parametrize(
    "text", ["030 123456 2.11.26", "030 123456 (10115)", "030 123456 12.50", "12.50 030 123456", "030 123456 12.50 2.11.26"]
)
def test_of_a_number_with_something_beside_it_the_number_is_told(text: str) -> None:
    found = read_line(text, "DE")
    assert isinstance(found, Unreadable)
    assert (found.text, found.reason, found.understood) == (text, NumberProblem.NOT_A_NUMBER, "+49 30 123456")
    assert found.message == "There is more here than a phone number: understood +49 30 123456. Write it alone."


def test_several_things_beside_each_other_are_what_the_first_of_them_is() -> None:
    found = read_line("2.11.26 12.50", "DE")
    assert isinstance(found, Unreadable)
    assert (found.text, found.reason) == ("2.11.26 12.50", NumberProblem.DATE)


@pytest.mark.parametrize("signs", SIGNS)
def test_a_column_of_it_is_not_chosen(signs: str) -> None:
    for each in DAYS + AMOUNTS:
        cell = signs.format(each).replace('"', "")
        if "," not in cell:
            table = f"Kd;0441 123456;{cell}\nMeier;0441 123457;{cell}"
            assert [entry for _, entry in column_of(table, "DE").entries] == ["0441 123456", "0441 123457"], cell


def written(country: str) -> list[str]:
    found = []
    for kind in KINDS:
        if number := phonenumbers.example_number_for_type(country, kind):
            national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
            area, _, rest = national.partition(" ")
            found += [phonenumbers.format_number(number, each) for each in (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL)]
            found += [
                national,
                phonenumbers.format_number(number, PhoneNumberFormat.RFC3966).removeprefix("tel:"),
                *([f"({area}) {rest}"] if rest else []),
            ]
    return found


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_number_stays_one_with_signs_around_it(country: str) -> None:
    """As far as it is one without them."""
    for number in dict.fromkeys(written(country)):
        plain = read_line(number, country)
        if isinstance(plain, LineReading):
            found = {signs: read_line(signs.format(number), country) for signs in DECORATED}
            assert {signs: each for signs, each in found.items() if each != plain and not same(each, plain)} == {}, number


def same(one: object, other: LineReading) -> bool:
    return isinstance(one, LineReading) and (one.first, one.last) == (other.first, other.last)


SIX = [each.strftime(form) for each in (date(2019, 1, 2) + timedelta(11 * n) for n in range(400)) for form in ("%y%m%d", "%d%m%y")]


@pytest.mark.parametrize("country", COUNTRIES)
def test_six_digits_that_may_be_a_day_are_no_number(country: str) -> None:
    """`240328` was +49 240 328. What every number of a kind begins with stays one: Australia's 13, the companies' 05 of Austria."""
    plan = {"AU": "13", "AT": "05"}.get(country, "x")
    known = {each: read_line(each, country) for each in SIX if not each.startswith(plan)}
    assert [each for each, found in known.items() if not isinstance(found, Unreadable) or found.reason is not NumberProblem.DATE] == []
    column = column_of("\n".join(SIX[:30]), country)
    assert [text for _, text in column.entries] == SIX[:30], "each is told on its line"


@pytest.mark.parametrize("form", ["+49 30 {}", "030 {}", "(030) {}", "0441/{}", "+49441{}", "0049 33203 {}", "02361 {}", "+49 (0)2361 {}"])
def test_what_a_code_or_a_zero_stands_before_is_no_day_though_six_of_its_digits_may_be(form: str) -> None:
    assert [text for each in SIX if not isinstance(read_line(text := form.format(each), "DE"), LineReading)] == []


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [("13 11 14", "AU", "+61131114"), ("131114", "AU", "+61131114"), ("240328 1030", "US", "+12403281030"), ("050100", "AT", "+4350100")],
)
def test_what_a_plan_writes_so_is_a_number(text: str, country: str, e164: str) -> None:
    found = read_line(text, country)
    assert isinstance(found, LineReading)
    assert found.first.e164 == e164


@pytest.mark.parametrize("between", [" ", "  ", " (", " ~ "])
@pytest.mark.parametrize(("number", "country"), [("030 4711", "DE"), ("030123456", "DE"), ("+49 30 12345", "DE"), ("02 123456", "IT")])
def test_six_digits_behind_a_whole_number_are_a_day(number: str, between: str, country: str) -> None:
    for each in ("240328", "250124"):
        found = read_line(f"{number}{between}{each}", country)
        assert isinstance(found, Unreadable), each
        assert found.understood, "the number is told"


@pytest.mark.parametrize(
    ("text", "count"), [("030 240301 - 240328", 28), ("030 240327 / 240328", 2), ("030 1234567 / 030123", 2), ("030 240301-240328", 28)]
)
def test_six_digits_near_those_before_them_are_the_end_of_their_range_or_their_neighbour(text: str, count: int) -> None:
    found = read_line(text, "DE")
    spans = (found,) if isinstance(found, LineReading) else found.readings if isinstance(found, Ambiguous) else ()
    assert count in {each.count for each in spans}


MACHINES = "10.0.0.0/24|192.168.178.20|192.168.1.1:8080|10.0.0.1-10.0.0.9|10.0.0.1 - 20|10.0.0.0/255.255.255.0|172.16.254.1 / 16".split("|")
PLACES = "52.5200 13.4050|52.5200, 13.4050|-33.8688 151.2093|52.5200/13.4050|52.5200° N 13.4050° E|(52.52000; 13.40500)".split("|")


@pytest.mark.parametrize("country", COUNTRIES)
def test_machines_and_places_are_no_numbers(country: str) -> None:
    """`10.0.0.0/24` and `52.5200 13.4050` were lines in Germany."""
    found = {each: read_line(each, country) for each in MACHINES + PLACES}
    assert [each for each, read in found.items() if not isinstance(read, Unreadable)] == []
    told = {read.said.text.partition(". ")[0] for each, read in found.items() if isinstance(read, Unreadable) and each in PLACES[:4]}
    assert told == {"This looks like a place on a map"}


@pytest.mark.parametrize(("text", "country"), [("91.234.56.78", "ES"), ("91.212.34.56", "ES"), ("21.123.45.67", "PT")])
def test_a_number_parted_by_dots_is_no_machine_where_none_begins_with_a_zero(text: str, country: str) -> None:
    assert isinstance(read_line(text, country), LineReading)
    assert isinstance(read_line(f"{text}/24", country), Unreadable), "a mask makes it one"
    assert isinstance(read_line(text, "DE"), Unreadable)


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("(030) 123456", "DE", "+4930123456"),
        ("(0) 30 123456", "DE", "+4930123456"),
        ("[+49 30 123456]", "DE", "+4930123456"),
        ("(02) 11 2026", "IT", "+3902112026"),
        ("(030) 12.34.56", "DE", "+4930123456"),
        ("06/12.11.26", "IT", "+3906121126"),
        ("(+49 30 2345678.0)", "DE", "+49302345678"),
        ("0351 45 02 11 26", "DE", "+4935145021126"),
        ("030.12.34.56", "DE", "+4930123456"),
        ("(912.345.678)", "ES", "+34912345678"),
        ("- 302345678", "DE", "+49302345678"),
        ("(13 11 14)", "AU", "+61131114"),
    ],
)
def test_a_number_that_is_like_something_else_is_read(text: str, country: str, e164: str) -> None:
    found = read_line(text, country)
    assert isinstance(found, LineReading), found
    assert found.first.e164 == e164


@pytest.mark.parametrize(
    ("plain", "spelled"),
    [
        ("030 123456", ["030 123456"]),
        ("(2026--11--02)", ["(2026--11--02)", "2026-11-02", "2026-11-02"]),
        ("~-5", ["~-5", "-5", "5", "5"]),
        ("[+49 30]", ["[+49 30]", "+49 30"]),
        ("5.-", ["5.-", "5,-", "5", "5"]),
        ("2.-5..6 (7) 8~9", ["2.-5..6 (7) 8~9", "2.-5..6 (7) 8~9", "2-5-6 7 8-9"]),
        ("1. 2.3", ["1. 2.3", "1. 2.3", "1.2.3", "2.3", "2.3"]),
        ("(02) 11 2026", ["(02) 11 2026"]),
        ("(02)/11/2026", ["(02)/11/2026", "02)/11/2026", "02/11/2026"]),
        ("()", ["()"]),
    ],
)
def test_a_text_is_judged_without_the_signs_around_it(plain: str, spelled: list[str]) -> None:
    assert list(spellings(plain)) == spelled


@pytest.mark.parametrize(
    ("plain", "left"),
    [
        ("030 123456 2.11.26", ["030 123456"]),
        ("030 123456 02 11 26", ["030 123456"]),
        ("0351 45 02 11 26", []),
        ("0441-12-12-11-26", []),
        ("0441 12/2.11.26", ["0441 12"]),
        ("030 123456 (10115)", ["030 123456"]),
        ("030 123456 10115", []),
        ("030 123456-12.50", []),
        ("(10115) +49 30 123456", ["+49 30 123456"]),
        ("12.50 030 123456", ["030 123456"]),
        ("(02161) 0123456", []),
        ("1234567.0 - 1234569.0", []),
    ],
)
def test_what_stands_beside_a_number_is_left_away(plain: str, left: list[str]) -> None:
    assert list(without_what_stands_beside(plain, "DE")) == left


@pytest.mark.parametrize("text", ["32.11.2026", "2.13.26.1", "2026-13-40", "25.30-26.70", "2.-5", "mai 5 99999", "market", "030 12.11"])
def test_what_no_calendar_has_is_no_day(text: str) -> None:
    assert not is_a_day_or_a_time(text, "DE")


@pytest.mark.parametrize(
    "text", ["(" * 500, "1." * 300, "- " * 300, "1.1 " * 24, "2.11.26 " * 12, "1.1-" * 25, "' , ." * 20, "1 " * 50, "mai 1 " * 16]
)
def test_nonsense_is_nothing_and_told_at_once(text: str) -> None:
    assert isinstance(read_line(text, "DE"), Unreadable)


@pytest.mark.parametrize(
    "text", ["240328 " * 15_000, "240328\n" * 14_000, "2" * 100_000, "52.5200 13.4050\n" * 6_000, "10.0.0.0/24;" * 8_000]
)
def test_a_hundred_thousand_characters_of_it_are_told_at_once(text: str) -> None:
    begun = process_time()
    entries = column_of(text, "DE").entries
    assert not [each for _, each in entries[:1_000] if not isinstance(read_line(each, "DE"), Unreadable)]
    assert process_time() - begun < 1
