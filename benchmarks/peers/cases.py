"""What is measured: each case a document, and who is asked for the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from benchmarks.peers import documents
from benchmarks.peers.answers import from_postgraphile
from benchmarks.peers.load import PLACE
from benchmarks.peers.rows import Written
from benchmarks.peers.spelling import edge_id
from tests.graphql.dashboard import document

Body = Mapping[str, Any]
PORTICO: Final = "Portico"
EACH: Final = ("ordinary", "hand-written", "one statement")


@dataclass(frozen=True)
class Asked:
    """A body for a server; `named` is its row in the table."""

    server: str
    body: Body
    named: str = ""
    token: str = "staff"
    read: Callable[[Any], Any] = lambda told: told
    writes: bool = False

    @property
    def row(self) -> str:
        return self.named or self.server


@dataclass(frozen=True)
class Case:
    name: str
    asked: tuple[Asked, ...]
    """Portico first; each other one is compared with it."""


def cases(written: Written) -> list[Case]:
    detail, told = asking(documents.DETAIL, id=edge_id("preq", written.told)), str(written.told)
    return [
        read("50 requests × 20 numbers", asking(documents.NESTED), asking(documents.GRAPHILE_NESTED), EACH),
        read("a request, 20 numbers, 50 entries", detail, asking(documents.GRAPHILE_DETAIL, id=told), EACH),
        read("100 numbers, 16 plain columns", asking(documents.PLAIN), asking(documents.GRAPHILE_PLAIN), EACH[:2]),
        Case(
            "100 numbers and what can be done with each",
            (
                Asked(PORTICO, asking(documents.ACTIONS), "with availableActions"),
                Asked(PORTICO, asking(documents.WITHOUT_ACTIONS), "without"),
            ),
        ),
        Case("Home of staff", (Asked(PORTICO, asking(document("StaffHome"), **soon())),)),
        Case("the palette finds a number", (Asked(PORTICO, asking(document("Find"), text=written.e164)),)),
        creating(),
    ]


def read(name: str, body: Body, graphile: Body, by: tuple[str, ...]) -> Case:
    first, *others = (Asked(server, body) for server in by)
    node = Asked("PostGraphile", graphile, read=from_postgraphile)
    return Case(name, (Asked(PORTICO, body), first, node, *others))


def creating() -> Case:
    """New numbers in every request, of a customer."""
    numbers = [f"+1212{PLACE}{each:02}" for each in range(20)]
    wanted = {"country": "US", "numberType": "GEOGRAPHIC", "name": "Bench", "numbers": numbers}
    body = asking(documents.CREATE, input=wanted)
    others = (
        Asked("ordinary", body, writes=True),
        Asked("PostGraphile", asking(documents.GRAPHILE_CREATE, input={"name": "Bench", "numbers": numbers}), writes=True),
        Asked("hand-written", body, writes=True),
    )
    return Case("create with 20 numbers", (Asked(PORTICO, body, token="customer", writes=True), *others))


def asking(text: str, /, **given: Any) -> Body:
    return {"query": text, "variables": given}


def soon() -> Body:
    now = datetime.now(UTC)
    return {"now": now.isoformat(), "soon": (now + timedelta(days=7)).isoformat()}
