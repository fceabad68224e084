"""Every list read from its end is the list read from its beginning, turned round, whatever comes and goes between two pages."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from graphql import GraphQLObjectType

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.graphql.asking import ask
from tests.graphql.test_every_read import SCHEMA

MANY = 13
PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"
STATUSES = ("IN_PROCESS", "FOC_DATE_SET", "PENDING")
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Listed:
    """A list: the field, of which type it is, in which orders, what else it is given, whose table it is, and who reads it."""

    of: str
    name: str
    model: Any
    orders: tuple[str, ...] = ("",)
    given: str = ""
    reader: str = "staff_admin"

    @property
    def called(self) -> str:
        return f"{self.of}.{self.name} {self.given}{self.reader}"


NUMBERS = ("UPDATED_DESC", "CREATED_DESC", "E164_ASC", "FOC_ASC")
REQUESTS = ("UPDATED_DESC", "CREATED_DESC", "REFERENCE_ASC", "SUBMITTED_ASC")
SOME = f"filter: {{ statuses: [{', '.join(STATUSES)}] }}"
LISTS = [
    Listed("Query", "portingNumbers", models.PortingNumber, NUMBERS),
    Listed("Query", "portingNumbers", models.PortingNumber, NUMBERS, SOME),
    Listed("Query", "portingNumbers", models.PortingNumber, NUMBERS, reader="network"),
    Listed("Query", "portingRequests", models.PortingRequest, REQUESTS),
    Listed("Query", "portingRequests", models.PortingRequest, REQUESTS, reader="network"),
    Listed("Query", "portOutRequests", models.PortOutRequest, ("EXPIRES_ASC", "CREATED_DESC", "UPDATED_DESC")),
    Listed("Query", "charges", models.Charge, ("CREATED_DESC",)),
    Listed("Query", "snapbacks", models.Snapback, ("CREATED_DESC", "UPDATED_DESC")),
    Listed("Query", "snapbacks", models.Snapback, ("CREATED_DESC",), reader="viewer"),
    Listed("Query", "internalMoves", models.InternalMove, ("CREATED_DESC", "UPDATED_DESC")),
    Listed("Query", "internalMoves", models.InternalMove, ("CREATED_DESC",), reader="viewer"),
    Listed("Snapback", "journal", models.JournalEntry),
    Listed("InternalMove", "journal", models.JournalEntry),
    Listed("Query", "phoneNumbers", models.PhoneNumber, ("E164_ASC", "CREATED_DESC"), reader="viewer"),
    Listed("Query", "accountDirectory", models.Account, ("NAME_ASC", "CREATED_DESC")),
    Listed("Query", "users", models.User, ("NAME_ASC", "CREATED_DESC")),
    Listed("Query", "deliveries", models.Delivery),
    Listed("Query", "legalHolds", models.LegalHold),
    Listed("Query", "accountJournal", models.JournalEntry, given="id: $Account"),
    Listed("PortingRequest", "numbers", models.PortingNumber, NUMBERS),
    Listed("PortingRequest", "comments", models.Comment),
    Listed("PortingRequest", "journal", models.JournalEntry),
    Listed("PortingNumber", "journal", models.JournalEntry),
    Listed("PortOutRequest", "comments", models.Comment),
    Listed("PortOutRequest", "journal", models.JournalEntry),
    Listed("WebhookEndpoint", "deliveries", models.Delivery),
]
FOUND = {"PortingRequest": "portingRequest", "PortingNumber": "portingNumber", "PortOutRequest": "portOutRequest"}


def test_every_list_there_is_can_be_read_both_ways() -> None:
    paged = {
        (kind.name, name)
        for kind in SCHEMA.type_map.values()
        if isinstance(kind, GraphQLObjectType)
        for name, found in kind.fields.items()
        if str(found.type).rstrip("!").endswith("Connection")
    }
    assert {(each.of, each.name) for each in LISTS} == paged


@dataclass
class World:
    """A row of every kind, and what a further row of it is made from."""

    work: Work
    actors: Mapping[str, Actor]
    keys: Mapping[str, str]
    template: dict[Any, dict[str, Any]]
    chance: random.Random
    in_hands: Sequence[Mapping[str, Any]]
    """Which carriers a further number is with."""
    between: Sequence[Mapping[str, Any]]
    """Which carriers a further request is between."""
    made: dict[Any, Rows] = field(default_factory=dict)
    holdable: list[Any] = field(default_factory=list)

    def further(self, model: Any) -> dict[str, Any]:
        """A row beside the one there is, somewhere in every order; some share their moment."""
        drawn, now = self.chance.randrange(10**9), self.work.now
        row = {**self.template[model], "id": ids.new_id(now)}
        for name in {"created_at", "updated_at", "foc_at", "submitted_at", "expires_at"} & row.keys():
            row[name] = now + timedelta(minutes=self.chance.randrange(20))
        own: dict[str, Any] = {
            "e164": f"+1212{drawn:09d}"[:12],
            "reference": f"PX-{drawn}",
            "carrier_reference": f"ref {drawn}",
            "slug": f"slug-{drawn}",
            "account_number": f"N-{drawn}",
            "email": f"{drawn}@acme.example",
            "name": f"Name {drawn}",
            "unique_key": f"key {drawn}",
            "code_handle": f"H{drawn}",
        }
        row |= {name: value for name, value in own.items() if name in row}
        if model is models.PortingNumber:
            row |= {"status": self.chance.choice(STATUSES), **self.chance.choice(self.in_hands)}
        if model is models.PortingRequest:
            row |= self.chance.choice(self.between)
        if model is models.LegalHold:
            row["request_id"] = self.holdable.pop()
        return row

    async def add(self, model: Any, count: int) -> None:
        further = [self.further(model) for _ in range(count)]
        async with self.work.database.transaction() as unit:
            await sql.insert(unit, model, further)
            if model is models.PortingRequest:
                numbers = [self.further(models.PortingNumber) | {"request_id": row["id"]} for row in further]
                await sql.insert(unit, models.PortingNumber, numbers)
        self.made.setdefault(model, []).extend(further)

    async def remove(self, model: Any, count: int) -> None:
        async with self.work.database.transaction() as unit:
            for _ in range(min(count, len(self.made[model]))):
                row = self.made[model].pop(self.chance.randrange(len(self.made[model])))
                if model is models.PortingRequest:
                    await unit.execute("DELETE FROM porting_number WHERE request_id = $1", row["id"])
                await unit.execute(f"DELETE FROM {model._meta.db_table} WHERE id = $1", row["id"])


async def make(work: Work, chance: random.Random) -> World:
    rows = factories.Rows(work.now)
    scene = rows.scene()
    number = {"status": PortingNumberStatus.IN_PROCESS, "foc_at": work.now, "attempt_no": 0}
    placed = rows.request(scene, [number], papers=None, submitted_at=work.now)
    leaving, hook = rows.port_out(scene), rows.webhook_endpoint(scene.account_id)
    back, offered = rows.snapback(scene, rows.phone_number(scene)), rows.internal_move(scene, [rows.phone_number(scene)])
    rows.charge(scene, leaving)
    rows.webhook_delivery(scene.account_id, hook)
    template: dict[Any, dict[str, Any]] = {model: made[0] for model, made in rows.made.items()}
    holdable = [rows.request(scene, 1, papers=None, status="DRAFT").id for _ in range(3 * MANY)]
    common = {"created_at": work.now, "updated_at": work.now, "account_id": scene.account_id}
    by = {"author_id": scene.agent.id, "author_name": "Desk", "author_role": "STAFF", "internal": False, "text": "Soon."}
    template[models.LegalHold] = {**common, "reason": "Case 12", "set_by_name": "Sam"}
    template[models.Comment] = {**common, **by}
    await rows.write(work)
    keys = {
        "Account": ids.encode("acct", scene.account_id),
        "PortingRequest": ids.encode("preq", placed.id),
        "PortingNumber": ids.encode("pnum", placed.numbers[0]),
        "PortOutRequest": ids.encode("pout", leaving.id),
        "WebhookEndpoint": ids.encode("hook", hook),
        "Snapback": ids.encode("snap", back["id"]),
        "InternalMove": ids.encode("imov", offered["id"]),
    }
    actors = {name: getattr(scene, name) for name in ("staff_admin", "viewer", "network")}
    through = {"sent_through_id": scene.network_id, "handed_to_id": scene.losing_id}
    in_hands = (through, {"sent_through_id": None, "handed_to_id": scene.network_id})
    between = ({"losing_carrier_id": scene.losing_id}, {"network_carrier_id": None, "losing_carrier_id": scene.network_id})
    return World(work, actors, keys, template, chance, in_hands, between, holdable=holdable)


def about(world: World, listed: Listed) -> None:
    """What a further row is about, where that depends on the list."""
    read = {name: ids.split(key)[1] for name, key in world.keys.items()}
    if listed.model is models.Comment:
        column = "port_out_request_id" if listed.of == "PortOutRequest" else "request_id"
        world.template[models.Comment][column] = read[listed.of]
    if listed.model is models.JournalEntry:
        kind = "account" if listed.of == "Query" else re.sub(r"(?<=.)(?=[A-Z])", "_", listed.of).lower()
        of = read["Account"] if listed.of == "Query" else read[listed.of]
        world.template[models.JournalEntry] = {
            "at": world.work.now,
            "event": "porting_number.foc_confirmed",
            "verb": "confirm_foc",
            "subject_version": 1,
            "order_sequence": 1,
            "actor_kind": "user",
            "actor_role": "STAFF",
            "actor_name": "Desk",
            "reason": "So.",
            "data": {},
            "order_kind": "account" if listed.of == "Query" else kind,
            "order_id": of,
            "subject_kind": kind,
            "subject_id": of,
            "account_id": read["Account"],
            "move_id": ids.new_id(world.work.now),
        }


Page = Callable[[str], Awaitable[dict[str, Any]]]


def reads(world: World, listed: Listed, order: str) -> Page:
    """What reads a page of it, at a place."""

    async def page(place: str) -> dict[str, Any]:
        given = ", ".join(filter(None, (place, listed.given, order and f"orderBy: {order}")))
        text = f"{listed.name}({given}) {{ {PAGE} }}"
        if listed.of != "Query":
            root = listed.of[0].lower() + listed.of[1:]
            text = f"{root}(id: ${listed.of}) {{ {text} }}"
        names = [name for name in world.keys if f"${name}" in text]
        document = f"query({', '.join(f'${name}: ID!' for name in names)}) {{ {text} }}" if names else f"{{ {text} }}"
        found = await ask(world.work, world.actors[listed.reader], document, **{name: world.keys[name] for name in names})
        below: Any = found if listed.of == "Query" else next(iter(found.values()))
        return below[listed.name]  # type: ignore[no-any-return]

    return page


def of(page: Mapping[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in page["edges"]]


async def walked(page: Page, sizes: Sequence[int], between: Callable[[], Awaitable[None]], *, backward: bool) -> list[str]:
    """The ids of all pages from one end to the other, in the order of the list."""
    found, place = list[str](), ""
    size, cursor, more, at = (
        ("last", "before", "hasPreviousPage", "startCursor") if backward else ("first", "after", "hasNextPage", "endCursor")
    )
    for turn in range(100):
        got = await page(f"{size}: {sizes[turn % len(sizes)]}{place}")
        found = [*of(got), *found] if backward else [*found, *of(got)]
        if not got["pageInfo"][more]:
            return found
        place = f', {cursor}: "{got["pageInfo"][at]}"'
        await between()
    raise AssertionError("it never ends")


async def nothing() -> None:
    """What happens between two pages where nothing does."""


CASES = [(listed, order) for listed in LISTS for order in listed.orders]


@pytest.mark.parametrize(("listed", "order"), CASES, ids=[f"{listed.called} {order}" for listed, order in CASES])
async def test_backward_is_forward_turned_round(work: Work, listed: Listed, order: str) -> None:
    world = await make(work, random.Random(f"{listed.called} {order}"))
    about(world, listed)
    await world.add(listed.model, MANY)
    page, sizes = reads(world, listed, order), [world.chance.randint(1, 4) for _ in range(5)]
    whole = of(await page("first: 200"))
    assert len(set(whole)) == len(whole) >= MANY
    assert await walked(page, sizes, nothing, backward=False) == whole
    assert await walked(page, sizes, nothing, backward=True) == whole
    await every_page_says_where_it_stands(page, whole, world.chance)

    staying = set(of(await page("last: 200"))) - await _that_may_go(world, listed)
    for backward in (True, False, True):

        async def between() -> None:
            if listed.model is not models.JournalEntry:
                await world.remove(listed.model, world.chance.randrange(2))
            await world.add(listed.model, world.chance.randrange(2))

        found = await walked(page, sizes, between, backward=backward)
        assert len(set(found)) == len(found)
        assert [each for each in found if each in staying] == [each for each in whole if each in staying]


async def _that_may_go(world: World, listed: Listed) -> set[str]:
    """Every second of the further rows stays."""
    if listed.model is models.JournalEntry:
        return set()
    kept, going = world.made[listed.model][::2], world.made[listed.model][1::2]
    world.made[listed.model] = going
    bodies = {ids.body(row["id"]) for row in going}
    assert kept
    return {each for each in of(await reads(world, listed, listed.orders[0])("first: 200")) if each.rpartition("_")[2] in bodies}


async def every_page_says_where_it_stands(page: Page, whole: list[str], chance: random.Random) -> None:
    """Its rows, its ends and whether there are more on either side, from every cursor; by both cursors what is between them."""
    edges = (await page("first: 200"))["edges"]
    for place in (0, len(whole) - 1, chance.randrange(len(whole)), chance.randrange(len(whole))):
        cursor, size = edges[place]["cursor"], chance.randint(1, len(whole))
        behind, before = whole[place + 1 :][:size], whole[:place][-size:]
        for asked, rows in ((f'first: {size}, after: "{cursor}"', behind), (f'last: {size}, before: "{cursor}"', before)):
            got = await page(asked)
            assert of(got) == rows
            start = whole.index(rows[0]) if rows else (place + 1 if "after" in asked else 0)
            assert got["pageInfo"] == {
                "hasPreviousPage": start > 0,
                "hasNextPage": start + len(rows) < len(whole) if rows or "after" in asked else True,
                "startCursor": got["edges"][0]["cursor"] if rows else None,
                "endCursor": got["edges"][-1]["cursor"] if rows else None,
            }
    first, last = sorted(chance.sample(range(len(whole)), 2))
    bounds = f'after: "{edges[first]["cursor"]}", before: "{edges[last]["cursor"]}"'
    between = whole[first + 1 : last]
    assert of(await page(f"first: 3, {bounds}")) == between[:3]
    assert of(await page(f"last: 3, {bounds}")) == between[-3:]
