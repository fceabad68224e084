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
WRITES: Final = "create with 20 numbers"


@dataclass(frozen=True)
class Asked:
    """A body for a server; `named` is its row in the table."""

    server: str
    body: Body
    named: str = ""
    token: str = "staff"
    read: Callable[[Any], Any] = lambda told: told

    @property
    def row(self) -> str:
        return self.named or self.server


@dataclass(frozen=True)
class Case:
    name: str
    asked: tuple[Asked, ...]
    """Portico first; each other one is compared with it."""

    @property
    def writes(self) -> bool:
        return self.name == WRITES


def cases(written: Written) -> list[Case]:
    detail = {"id": edge_id("preq", written.told)}
    return [
        read("50 requests × 20 numbers", documents.NESTED, documents.GRAPHILE_NESTED, {}, {}, EACH),
        read("a request, 20 numbers, 50 entries", documents.DETAIL, documents.GRAPHILE_DETAIL, detail, {"id": str(written.told)}, EACH),
        read("100 numbers, 16 plain columns", documents.PLAIN, documents.GRAPHILE_PLAIN, {}, {}, EACH[:2]),
        Case(
            "100 numbers and what can be done with each",
            (
                Asked(PORTICO, {"query": documents.ACTIONS}, "with availableActions"),
                Asked(PORTICO, {"query": documents.WITHOUT_ACTIONS}, "without"),
            ),
        ),
        Case("Home of staff", (Asked(PORTICO, {"query": document("StaffHome"), "variables": soon()}),)),
        Case("the palette finds a number", (Asked(PORTICO, {"query": document("Find"), "variables": {"text": written.e164}}),)),
        creating(),
    ]


def read(name: str, text: str, graphile: str, given: Body, graphile_given: Body, by: tuple[str, ...]) -> Case:
    others = [Asked(server, {"query": text, "variables": given}) for server in by]
    node = Asked("PostGraphile", {"query": graphile, "variables": graphile_given}, read=from_postgraphile)
    return Case(name, (Asked(PORTICO, {"query": text, "variables": given}), others[0], node, *others[1:]))


def creating() -> Case:
    """New numbers in every request, of a customer."""
    numbers = [f"+1212{PLACE}{each:02}" for each in range(20)]
    body = {
        "query": documents.CREATE,
        "variables": {"input": {"country": "US", "numberType": "GEOGRAPHIC", "name": "Bench", "numbers": numbers}},
    }
    node = {"query": documents.GRAPHILE_CREATE, "variables": {"input": {"name": "Bench", "numbers": numbers}}}
    others = Asked("ordinary", body), Asked("PostGraphile", node, read=from_postgraphile), Asked("hand-written", body)
    return Case(WRITES, (Asked(PORTICO, body, token="customer"), *others))


def soon() -> Body:
    now = datetime.now(UTC)
    return {"now": now.isoformat(), "soon": (now + timedelta(days=7)).isoformat()}
