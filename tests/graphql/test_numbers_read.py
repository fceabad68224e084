"""`numbersRead`: the one reader of numbers, asked before anything is made of them, and the doors that answer as it does."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from typing import Any

import pytest

from benchmarks import machine
from portico.domain import ids
from portico.domain.inventory import phone_number_lists
from portico.domain.inventory.reading import read_line
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import NumberType
from portico.graphql.serving import cost, given, weights
from portico.operations.engine.work import Work
from portico.operations.inventory.phone_number_lists import MOST_TEXT
from portico.operations.port_ins.porting_requests import CreateRequest, create
from tests import factories
from tests.graphql.asking import ask, errors
from tests.graphql.serving.test_documents import CPU_SECONDS, MEMBER, dashboard, fresh, judged, refusal
from tests.numbers_table import TABLE, Row

pytestmark = pytest.mark.either_engine

READ = """query ($country: String, $type: NumberType, $text: String, $lines: [String!]) {
  numbersRead(country: $country, numberType: $type, text: $text, lines: $lines) {
    heading left
    lines { line text outcome numbers problem understood message messageCode
      readings { readAs understood understoodCode understoodParams written count first last numberType attendant stem extent } } } }"""


async def read(work: Work, **variables: Any) -> dict[str, Any]:
    scene = await factories.scene(work)
    found: dict[str, Any] = (await ask(work, scene.member, READ, **variables))["numbersRead"]
    return found


def answered(row: Row, line: dict[str, Any]) -> Row:
    """A line's answer in the words of the table."""
    written = [each["written"] for each in line["readings"]]
    numbers = line["numbers"]
    told = {"readings": written} if row["outcome"] == "AMBIGUOUS" else {"problem": line["problem"]}
    if row["outcome"] == "ACCEPTED":
        counted = {"first": numbers[0], "last": numbers[-1], "count": len(numbers)}
        told = {"type": line["readings"][0]["numberType"], **(counted if "count" in row else {"numbers": numbers})}
    return {"about": row["about"], "country": row["country"], "text": row["text"], "outcome": line["outcome"], **told}


async def test_the_number_table_is_answered_by_the_api_as_it_says(work: Work) -> None:
    scene, rows = await factories.scene(work), defaultdict[str, list[Row]](list)
    for row in TABLE:
        rows[row["country"]].append(row)
    for country, asked in rows.items():
        for row in asked:  # one by one: a number that stands there twice would be told so
            found = await ask(work, scene.member, READ, country=country, lines=[row["text"]])
            (line,) = found["numbersRead"]["lines"]
            assert answered(row, line) == row
            assert (line["message"] is None) == (line["outcome"] == "ACCEPTED")


async def test_each_way_to_read_a_line_has_a_code_to_put_it_into_another_language_by(work: Work) -> None:
    """Only the English was answered, though the sentence around it had its code."""
    (line,) = (await read(work, country="DE", lines=["0451 123456-78"]))["lines"]
    assert [(each["understoodCode"], each["understoodParams"]) for each in line["readings"]] == [
        ("number.reading.NUMBER", {"number": "+49 451 12345678"}),
        ("number.reading.RANGE", {"count": 23, "first": "+49 451 123456", "last": "+49 451 123478"}),
    ]


async def test_a_date_in_a_pasted_table_becomes_no_number(work: Work) -> None:
    found = await read(work, country="DE", type="GEOGRAPHIC", text="Nummer;Datum\n+49 30 7654321;2026-11-02\n0451 123456-78;2026-11-03\n\n")
    assert (found["heading"], found["left"]) == ("Nummer", 0)
    first, second = found["lines"]
    assert (first["line"], first["outcome"], first["numbers"], first["understood"]) == (2, "ACCEPTED", ["+49307654321"], "+49 30 7654321")
    assert (second["line"], second["text"], second["outcome"], second["messageCode"]) == (
        3,
        "0451 123456-78",
        "AMBIGUOUS",
        "number.ambiguous",
    )


async def test_a_block_is_answered_with_what_a_letter_names(work: Work) -> None:
    found = await read(work, country="DE", lines=["+493023456-0 (00-99)"])
    (line,) = found["lines"]
    (reading,) = line["readings"]
    assert (len(line["numbers"]), line["numbers"][0], reading["readAs"], reading["count"]) == (101, "+4930234560", "BLOCK", 101)
    assert (reading["attendant"], reading["stem"], reading["extent"]) == ("+4930234560", "+493023456", "00-99")


async def test_numbers_of_another_kind_and_those_that_stand_there_already_are_refused_by_line(work: Work) -> None:
    found = await read(work, country="NL", type="GEOGRAPHIC", lines=["020 123 4567", "06 12345678", "", "+31201234567"])
    assert [(line["line"], line["problem"]) for line in found["lines"]] == [(1, None), (2, "MISFIT"), (4, "DUPLICATE")]


async def test_what_lies_behind_a_thousand_lines_is_counted_and_not_read(work: Work) -> None:
    found = await read(work, country="NL", lines=["hello"] * 1_003)
    assert (len(found["lines"]), found["left"]) == (1_000, 3)


async def test_a_question_that_cannot_be_read_is_told_so(work: Work) -> None:
    scene = await factories.scene(work)
    for variables in ({"country": "Germany", "text": "1"}, {"text": "x" * (MOST_TEXT + 1)}):
        assert await errors(work, scene.member, READ, **variables) == ["BAD_REQUEST"]
    assert await errors(work, None, READ, text="1") == ["UNAUTHENTICATED"]


async def test_a_text_of_numbers_to_add_is_bounded_at_the_door(work: Work) -> None:
    """Door and operation had a bound each, and two sentences for it."""
    scene, text = (
        await factories.scene(work),
        "mutation($i: PhoneNumbersAddInput!) { phoneNumbersAdd(input: $i) { ... on InvalidInput { fields { path code } } } }",
    )
    given = {"accountId": ids.encode("acct", scene.account_id), "text": "x" * (MOST_TEXT + 1)}
    found = await ask(work, scene.staff_admin, text, i=given)
    assert found["phoneNumbersAdd"] == {"fields": [{"path": "text", "code": "TOO_LONG"}]}


async def test_a_long_list_is_read_beside_the_loop(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def noted(text: str, country: str | None) -> Any:
        threads.append(threading.get_ident())
        return read_line(text, country)

    monkeypatch.setattr(phone_number_lists, "read_line", noted)
    await read(work, country="DE", lines=["0451 123456-78"])
    assert threads
    assert threading.get_ident() not in threads


async def test_a_request_with_a_line_that_may_be_two_things_is_refused_with_both_and_the_way_out(work: Work) -> None:
    """`0451 123456-78` was saved as one number by the API and as 23 by the dashboard."""
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await create(
            work, scene.member, CreateRequest(country="DE", number_type=NumberType.GEOGRAPHIC, numbers=["0451 654321", "0451 123456-78"])
        )
    (problem,) = refused.value.fields
    assert (problem.path, problem.code) == ("numbers.1", "AMBIGUOUS")
    assert "(write +49451123456 - +49451123478)" in problem.message


async def test_a_range_that_is_written_out_is_taken_by_a_request_as_its_numbers(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create(
        work,
        scene.member,
        CreateRequest(country="DE", number_type=NumberType.GEOGRAPHIC, numbers=["+49451123456 - +49451123458", "0451 123500"]),
    )
    document = "query ($id: ID!) { portingRequest(id: $id) { numbers(first: 10) { edges { node { e164 } } } } }"
    found = await ask(work, scene.member, document, id=ids.encode("preq", made))
    numbers = [edge["node"]["e164"] for edge in found["portingRequest"]["numbers"]["edges"]]
    assert sorted(numbers) == ["+49451123456", "+49451123457", "+49451123458", "+49451123500"]


LISTED = (
    "query ($t: String, $l: [String!]) { numbersRead(text: $t, lines: $l) { lines { line outcome numbers message readings { written } } } }"
)


def test_reading_costs_what_it_takes() -> None:
    """A thousand ambiguous lines took more than a second off the loop, and their weight said less."""
    plain = [f"0451 {number}" for number in range(100_000, 101_000)]
    unclear = [f"0451 {number}-99" for number in range(100_000, 101_000)]
    nothing = judged(LISTED, l=[]).cost
    assert judged(LISTED, l=plain).cost - nothing >= 1_000 * given.LINE
    assert judged(LISTED, l=unclear).cost - judged(LISTED, l=plain).cost >= 500 * (given.UNCLEAR - given.LINE)
    assert judged(LISTED, t="\n".join(plain)).cost >= judged(LISTED, l=plain).cost - 1_000 // weights.ELEMENTS
    assert judged(LISTED, l=["+49451100000 - +49451100999"]).cost - nothing >= 1_000 * given.EXPANDED
    literal = '{ numbersRead(lines: ["+49451100000 - +49451100999"]) { lines { line } } }'
    assert judged(literal).cost >= 1_000 * given.EXPANDED


def test_the_dashboard_may_paste_a_thousand_lines_of_which_none_is_clear() -> None:
    document = dict(dashboard())["NumbersRead"]
    text = "\n".join(f"0451 {number}-99" for number in range(100_000, 101_000))
    ready = fresh().ready(document, None, {"country": "DE", "numberType": "GEOGRAPHIC", "text": text}, MEMBER)
    assert ready.cost >= 1_000 * (given.UNCLEAR + cost.ROW), "though it has its price"


def test_a_range_in_a_command_costs_as_much_as_its_numbers() -> None:
    make = "mutation ($i: PortingRequestCreateInput!) { portingRequestCreate(input: $i) { __typename } }"
    made = {"country": "DE", "numberType": "GEOGRAPHIC"}
    one = judged(make, i=made | {"numbers": ["+49451100000"]}).cost
    assert judged(make, i=made | {"numbers": ["+49451100000 - +49451100999"]}).cost - one >= 990 * weights.NUMBER


def test_a_date_is_no_range_however_it_is_written() -> None:
    assert given.price(["2026-11-12"] * 10) == (10 * given.LINE, 10, 0)


TWICE = 'numbersRead(country: "DE", lines: $l) { left }'


@pytest.mark.parametrize(
    "document", [f"{{ a: {TWICE} b: {TWICE} }}", f"{{ ...A ...B }} fragment A on Query {{ {TWICE} }} fragment B on Query {{ b: {TWICE} }}"]
)
def test_a_document_reads_a_thousand_lines_once(document: str) -> None:
    """Two thousand under two names fitted the limit, and took twice what any document may take."""
    asked = f"query ($l: [String!]) {document}"
    assert refusal(asked, l=["0451 123456"] * 1_000)[0] == "TOO_COSTLY"
    assert judged(asked, l=["0451 123456"] * 100).cost


@pytest.mark.parametrize("text", [";" * 100_000, "1-9," * 25_000, "0451 100000-99," * 6_600, "1\t2;3,4\n" * 12_000])
def test_a_text_of_separators_is_no_way_to_hold_up_the_loop(text: str) -> None:
    """Six times one text of semicolons took 1.4 s of the loop until its cost was known, and was let in."""
    names = " ".join(f"a{place}: numbersRead(text: $t) {{ left }}" for place in range(6))
    begun = time.thread_time()
    assert refusal(f"query ($t: String) {{ {names} }}", t=text)[0] == "TOO_COSTLY"
    assert time.thread_time() - begun < CPU_SECONDS * max(1.0, machine.slowness())


def test_entries_that_nobody_looked_at_are_as_dear_as_unclear_ones() -> None:
    table = ["1-9"] * given.LOOKED_AT + ["0451 100000-99"] * 1_000
    assert given.price(table) == given.price(["0451 100000-99"] * 1_000)


def test_a_line_that_begins_with_the_country_s_own_code_is_as_dear_as_any_that_may_be_several_things() -> None:
    """It is looked at with a plus, with a zero and as it is, and took twice what its weight said."""
    document = 'query ($l: [String!]) { numbersRead(country: "de", lines: $l) { left } }'
    coded, clear = judged(document, l=["49 451 123456"] * 100).cost, judged(document, l=["0451 123456"] * 100).cost
    assert coded - clear == 100 * (given.UNCLEAR - given.LINE)
    assert given.price(["1 202 555 0100"], "US") == (given.LINE, 1, 0)


@pytest.mark.parametrize("text", ["49 2161 123456", "(49) 2161 123456", "(49 2161) 123456"])
def test_what_may_be_without_its_plus_has_the_price_of_what_is_unclear(text: str) -> None:
    assert given.price([text], "DE") == (given.UNCLEAR, 1, 0)


def test_a_list_of_numbers_that_is_given_nothing_has_a_price() -> None:
    assert judged("{ numbersRead { left } }").cost


def test_a_line_in_which_much_stands_beside_one_another_costs_what_finding_it_out_takes() -> None:
    """A thousand of them were priced like numbers, and took a second."""
    assert given.price(["1.1. 1.1. 1.1. 1.1."] * 10).cost == 10 * (given.LINE + given.CROWDED)
    for usual in ("01 23 45 67 89", "030 123456 2.11.26", "030 123456 (10115)", "+44 20 7946 0018"):
        assert given.price([usual] * 10).cost == 10 * given.LINE, usual
