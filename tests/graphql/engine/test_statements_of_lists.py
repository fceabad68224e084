"""What a list asks the database for beside its rows: nothing that these say already."""

from __future__ import annotations

from typing import Final

import pytest

from portico.domain import ids
from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.statuses import PortingNumberStatus as Number
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from tests import factories
from tests.graphql.asking import ask

NUMBERS = [Number.IN_PROCESS, Number.IN_PROCESS, Number.FOC_DATE_SET]


@pytest.mark.parametrize(
    ("page", "count", "asks"),
    [
        ("first: 10", "totalCount", 1),
        ("first: 10", "totalCount(upTo: 1)", 1),
        ("first: 3", "totalCount", 1),
        ("first: 2", "totalCount", 2),
        ("first: 2", "totalCount(upTo: 1)", 2),
        ("first: 0", "totalCount", 2),
        ("last: 10", "totalCount", 1),
        ("last: 3", "totalCount(upTo: 1)", 1),
        ("last: 2", "totalCount", 2),
    ],
)
async def test_a_page_that_holds_the_whole_list_is_not_counted(work: Work, statements: list[str], page: str, count: str, asks: int) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    statements.clear()
    found = await ask(work, scene.agent, f"{{ portingNumbers({page}) {{ {count} edges {{ node {{ id }} }} }} }}")
    assert found["portingNumbers"]["totalCount"] == (2 if "upTo" in count else 3)
    assert len(statements) == asks, "\n".join(statements)


CURSOR = "{ portingNumbers(first: 2) { edges { cursor } } }"


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("asked", ["endCursor startCursor", "hasPreviousPage hasNextPage", "hasNextPage", "hasPreviousPage"])
async def test_a_page_backward_takes_no_more_statements_than_one_forward(
    work: Work, statements: list[str], asked: str, backward: bool
) -> None:
    """What is on the other side of the cursor is looked for where somebody asks for that."""
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    (_newest, edge) = (await ask(work, scene.agent, CURSOR))["portingNumbers"]["edges"]
    place = f'last: 1, before: "{edge["cursor"]}"' if backward else f'first: 1, after: "{edge["cursor"]}"'
    statements.clear()
    found = await ask(work, scene.agent, f"{{ portingNumbers({place}) {{ edges {{ node {{ id }} }} pageInfo {{ {asked} }} }} }}")
    other_side = "hasNextPage" if backward else "hasPreviousPage"
    assert found["portingNumbers"]["pageInfo"].get(other_side) in (None, True)
    assert len(statements) == (2 if other_side in asked else 1), "\n".join(statements)


@pytest.mark.parametrize("end", ["first", "last"])
async def test_the_numbers_of_many_requests_take_one_statement_from_either_end(work: Work, statements: list[str], end: str) -> None:
    scene = await factories.scene(work)
    for _ in range(3):
        await factories.request(work, scene, NUMBERS)
    statements.clear()
    document = f"{{ portingRequests(first: 5) {{ edges {{ node {{ numbers({end}: 2) {{ edges {{ node {{ id }} }} }} }} }} }} }}"
    assert len((await ask(work, scene.agent, document))["portingRequests"]["edges"]) == 3
    assert len(statements) == 2, "\n".join(statements)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("first: 1, last: 1", "Give `first` or `last`, not both: a page is read from one end."),
        ("first: -1", "`first` is from 0 to 200."),
        ("last: -1", "`last` is from 0 to 200."),
        ("last: 201", "`last` is from 0 to 200."),
        ('last: 1, before: "x"', "This cursor does not belong to this list and order."),
        ('first: 1, before: "x"', "This cursor does not belong to this list and order."),
    ],
)
@pytest.mark.parametrize("below", ["portingNumbers", "portingRequests(first: 1) { edges { node { numbers"])
async def test_a_place_that_there_is_not_is_refused_with_what_is_wrong_with_it(work: Work, place: str, said: str, below: str) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    document = f"{{ {below}({place}) {{ edges {{ cursor }} }} {'} ' * below.count('{')} }}"
    result = await schema.execute(document, context_value=Context(work=work, actor_or_none=scene.agent))
    ((code, message),) = {((error.extensions or {}).get("code"), error.message) for error in result.errors or ()}
    assert (code, message) == ("BAD_REQUEST", said)


async def test_a_cursor_alone_says_which_way(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    edges = (await ask(work, scene.agent, "{ portingNumbers(first: 3) { edges { cursor } } }"))["portingNumbers"]["edges"]
    both = "behind: portingNumbers(after: $c) { edges { cursor } } back: portingNumbers(before: $c) { edges { cursor } }"
    document = f"query($c: String!) {{ {both} }}"
    found = await ask(work, scene.agent, document, c=edges[1]["cursor"])
    assert (found["behind"]["edges"], found["back"]["edges"]) == (edges[2:], edges[:1])


async def test_what_is_behind_a_cursor_is_counted_with_what_is_before_it(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    first = await ask(work, scene.agent, "{ portingNumbers(first: 2) { pageInfo { endCursor } } }")
    rest = "query($after: String!) { portingNumbers(after: $after) { totalCount edges { node { id } } } }"
    found = (await ask(work, scene.agent, rest, after=first["portingNumbers"]["pageInfo"]["endCursor"]))["portingNumbers"]
    assert (len(found["edges"]), found["totalCount"]) == (1, 3)


async def test_the_numbers_of_a_request_are_not_counted_where_all_of_them_are_there(work: Work, statements: list[str]) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    await factories.request(work, scene, NUMBERS[:1])
    statements.clear()
    found = await ask(work, scene.agent, "{ portingRequests(first: 5) { edges { node { numbers(first: 2) { totalCount } } } } }")
    assert sorted(edge["node"]["numbers"]["totalCount"] for edge in found["portingRequests"]["edges"]) == [1, 3]
    assert len(statements) == 3, "\n".join(statements)


@pytest.mark.parametrize(("status", "asks"), [(Number.FOC_DATE_SET, 0), (Number.ACTION_REQUIRED, 1)])
async def test_papers_are_read_where_something_hangs_on_them(work: Work, statements: list[str], status: Number, asks: int) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, [status])
    statements.clear()
    assert await ask(work, scene.agent, "{ portingNumbers { edges { node { availableActions { action } } } } }")
    assert sum("FROM document" in statement for statement in statements) == asks


@pytest.mark.parametrize("more", ["", "availableActions { action blockers { code } }"])
async def test_what_can_be_done_with_numbers_in_service_takes_no_statement(work: Work, statements: list[str], more: str) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, [Number.COMPLETED, Number.COMPLETED])
    statements.clear()
    found = await ask(work, scene.agent, f"{{ phoneNumbers {{ edges {{ node {{ id {more} }} }} }} }}")
    assert len(found["phoneNumbers"]["edges"]) == 2
    assert len(statements) == 1, "\n".join(statements)


DETAIL: Final = """query($id: ID!) { portingRequest(id: $id) { reference numbers(first: 20) { edges { node { id e164 } } }
    journal(first: 50) { edges { node { id event actor { role } } } } } }"""


async def test_a_request_with_its_numbers_and_its_journal_takes_a_statement_for_each(work: Work, statements: list[str]) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, NUMBERS)
    statements.clear()
    found = (await ask(work, scene.agent, DETAIL, id=ids.encode("preq", placed.id)))["portingRequest"]
    assert len(found["numbers"]["edges"]) == len(NUMBERS)
    assert len(statements) == 3, "\n".join(statements)


@pytest.mark.parametrize("of", ["portingRequests", "portingNumbers"])
@pytest.mark.parametrize("end", ["first: 2", "last: 2"])
async def test_the_journals_of_many_take_one_statement_from_either_end(work: Work, statements: list[str], of: str, end: str) -> None:
    """It was one for each row."""
    scene = await factories.scene(work)
    for _ in range(3):
        placed = await factories.request(work, scene, NUMBERS)
        for step in range(3):
            targets = [Target(number, 1 + step) for number in placed.numbers]
            await move(work, scene.agent, "porting_number", "confirm_foc", targets, ConfirmFoc(factories.foc(work.now)))
    statements.clear()
    document = (
        f"{{ {of}(first: 20) {{ edges {{ node {{ id journal({end}) {{ edges {{ node {{ id subjectId orderId event }} }} }} }} }} }} }}"
    )
    found = (await ask(work, scene.agent, document))[of]["edges"]
    assert len(statements) == 2, "\n".join(statements)
    each, one = "query($id: ID!) {{ {0}(id: $id) {{ id journal({1}) {{ edges {{ node {{ id subjectId orderId event }} }} }} }} }}", of[:-1]
    assert any(edge["node"]["journal"]["edges"] for edge in found)
    for edge in found:
        assert (await ask(work, scene.agent, each.format(one, end), id=edge["node"]["id"]))[one] == edge["node"]
