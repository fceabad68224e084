"""What a list asks the database for beside its rows: nothing that these say already."""

from __future__ import annotations

import pytest

from portico.domain.statuses import PortingNumberStatus as Number
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
    ],
)
async def test_a_page_that_holds_the_whole_list_is_not_counted(work: Work, statements: list[str], page: str, count: str, asks: int) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, NUMBERS)
    statements.clear()
    found = await ask(work, scene.agent, f"{{ portingNumbers({page}) {{ {count} edges {{ node {{ id }} }} }} }}")
    assert found["portingNumbers"]["totalCount"] == (2 if "upTo" in count else 3)
    assert len(statements) == asks, "\n".join(statements)


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
