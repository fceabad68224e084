"""Words are found whatever alphabet they are of, and whatever the language of the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.statuses import Level, PortingNumberStatus, Role
from portico.settings import Settings
from portico.storage import lists
from portico.storage.engine import database, listing, paging, sql
from portico.storage.engine.database import Database
from portico.storage.engine.paging import Place
from portico.storage.lists import NumberFilter, RequestFilter
from portico.storage.models import Account, PortingNumber, PortingRequest
from tests.postgres import Cluster
from tests.storage.conftest import NOW, account

STAFF = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=new_id(NOW), name="Desk")
FIRST: listing.Ordering = lists.REQUEST_ORDERINGS["REFERENCE_ASC"]
NAMES = ["Hôtel Ünlü «Zürich»", "MÜLLER–LÜDENSCHEIDT", "ΟΔΟΣ Πειραιώς", "ООО Ромашка", "naïve Łódź GmbH_2", "株式会社 東京"]
TYPED = {
    "ünlü": 0, "ÜNLÜ zür": 0, "hôtel": 0, "müller": 1, "LÜDENSCHEIDT": 1, "οδος": 2, "ΟΔΟΣ": 2, "οδοσ": 2, "πειρ": 2,
    "ромашка": 3, "łódź": 4, "ŁÓDŹ naïve": 4, "gmbh 2": 4, "東京": 5,
}  # fmt: skip
APART = ["mller", "unlu", "denscheidt", "lodz"]
"""What is no word of these: signs that are not of ASCII are letters, and are themselves."""


@pytest.fixture(params=["C", "C.utf8"])
def url_of_language(request: pytest.FixtureRequest, cluster: Cluster) -> Iterator[str]:
    """A database of its own of a language; the one that a server is made with may be either."""
    name = f"of_{request.param.replace('.', '_').lower()}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE '{request.param}' LC_CTYPE '{request.param}'")
    yield cluster.url(name)
    cluster.drop_database(name)


async def _requests(db: Database, names: list[str], numbers: int = 1) -> None:
    owner = account("Ada")
    stamped = {"created_at": NOW, "updated_at": NOW, "account_id": owner["id"]}
    common = {**stamped, "country": "US", "number_type": "GEOGRAPHIC", "flow": "STANDARD", "status": "DRAFT", "waiting_on": "CUSTOMER"}
    plain = {"extra_fields": {}, "fields_changed_at": {}, "status_reason": "Drafted"}
    requests = [common | plain | {"id": new_id(), "reference": f"PI-2026-{at:06d}", "name": name} for at, name in enumerate(names)]
    listed = [
        {**stamped, "id": new_id(), "request_id": request["id"], "e164": f"+1212{2_000_000 + numbers * at + each}",
         "number_type": "GEOGRAPHIC",
         "status": "DRAFT", "waiting_on": "CUSTOMER", "status_reasons": [],
         "reasons_confirmed": [], "foc_history": []}
        for at, request in enumerate(requests) for each in range(numbers)
    ]  # fmt: skip
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [owner])
        await sql.insert(unit, PortingRequest, requests)
        await sql.insert(unit, PortingNumber, listed)


async def _found(db: Database, text: str) -> list[str]:
    page = await paging.page(db.reader, lists.requests(db.reader, STAFF, RequestFilter(search=text)), FIRST, Place(50))
    return [row["name"] for row in page.rows]


async def test_words_of_any_alphabet_are_found(db: Database) -> None:
    await _requests(db, NAMES)
    assert {typed: await _found(db, typed) for typed in TYPED} == {typed: [NAMES[at]] for typed, at in TYPED.items()}
    assert [await _found(db, typed) for typed in APART] == [[]] * len(APART)


@pytest.mark.postgres
async def test_words_of_any_alphabet_are_found_whatever_the_language_of_the_database(url_of_language: str) -> None:
    opened = await database.open(Settings(environment="test", database_url=url_of_language))
    try:
        await opened.migrate()
        await _requests(opened, NAMES)
        assert {typed: await _found(opened, typed) for typed in TYPED} == {typed: [NAMES[at]] for typed, at in TYPED.items()}
        assert [await _found(opened, typed) for typed in APART] == [[]] * len(APART)
    finally:
        await opened.close()


@pytest.mark.parametrize("orders", [listing.FEW, listing.FEW + 1], ids=["few", "many"])
async def test_as_much_is_found_of_many_as_of_few(db: Database, orders: int) -> None:
    """Few are sorted, among many the list is walked in its order: page by page, and counted."""
    await _requests(db, [f"Harbour {at}" for at in range(orders)] + ["Meadow"] * 3, numbers=2)
    for typed, found in (("harbour", orders), ("PI-2026-000", orders + 3), ("meadow", 3)):
        told: list[str] = []
        after: str | None = None
        while True:
            select = lists.numbers(db.reader, STAFF, NumberFilter(search=typed))
            page = await paging.page(db.reader, select, lists.NUMBER_ORDERINGS["E164_ASC"], Place(150, after=after))
            told += [row["e164"] for row in page.rows]
            if not page.more:
                break
            after = listing.cursor(lists.NUMBER_ORDERINGS["E164_ASC"], page.rows[-1])
        assert (len(told), told) == (2 * found, sorted(set(told))), typed
        wanted = lists.numbers(db.reader, STAFF, NumberFilter(search=typed))
        assert await listing.count(db.reader, wanted) == 2 * found


@pytest.mark.parametrize("orders", [listing.FEW, listing.FEW + 1], ids=["few", "many"])
async def test_a_countrys_numbers_are_the_same_whether_they_are_few_or_many(db: Database, orders: int) -> None:
    await _requests(db, [f"Harbour {at}" for at in range(orders)], numbers=2)
    for country, there in (("us", 2 * orders), ("NL", 0)):
        wanted = NumberFilter(country=country, statuses=[PortingNumberStatus.DRAFT])
        page = await paging.page(db.reader, lists.numbers(db.reader, STAFF, wanted), lists.NUMBER_ORDERINGS["E164_ASC"], Place(20))
        assert [row["e164"] for row in page.rows] == [f"+1212{2_000_000 + at}" for at in range(20 if there else 0)]
        assert await listing.count(db.reader, lists.numbers(db.reader, STAFF, wanted)) == there
