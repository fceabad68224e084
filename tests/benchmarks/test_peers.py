"""What `make bench` compares answers the same: a peer that says less than Portico would be faster for that."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.peers import documents, handwritten, one_statement, ordinary, rows, serving
from benchmarks.peers.answers import compared, from_postgraphile
from benchmarks.peers.spelling import edge_id
from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.operations.engine.work import Work

STAFF = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Benchmark")
SPELLING = "the same but for spelling"


@pytest.fixture
def migrated_url(migrated_postgres_url: str) -> str:
    """Peers are compared on PostgreSQL."""
    return migrated_postgres_url


async def test_peers_answer_what_portico_answers(work: Work, migrated_url: str) -> None:
    written = await rows.fill(migrated_url, 60)  # of which six are open, one in each status
    async with serving.opened(migrated_url) as pool:
        for text in (documents.NESTED, documents.DETAIL, documents.PLAIN):
            given = {"id": edge_id("preq", written.told)} if text is documents.DETAIL else {}
            told = await schema.execute(text, given, context_value=Context(work=work, actor_or_none=STAFF))
            assert told.data is not None
            ordinarily = await ordinary.schema.execute(text, given, context_value=ordinary.loaders())
            assert compared(told.data, ordinarily.data) == SPELLING
            assert compared(told.data, await handwritten.ANSWERS[text](pool, given)) == "the same"
            if text in one_statement.ANSWERS:
                whole = json.loads(await one_statement.ANSWERS[text](pool, given))
                assert compared(told.data, whole["data"]) == SPELLING


def test_postgraphile_tells_the_same_by_other_names() -> None:
    number = {"id": "pnum_1", "accountName": "Bench", "losingCarrierName": "C", "losingCarrierTimeZone": "UTC", "requestReference": "PI-1"}
    portico = {"number": {**number, "focAt": "2026-01-01T00:00:00Z"}, "entry": {"event": "A_B", "actor": {"role": "STAFF"}}}
    request = {"reference": "PI-1", "losing": {"name": "C", "timeZone": "UTC"}}
    node = {"id": "1", "account": {"name": "Bench"}, "request": request, "focAt": "2026-01-01T00:00:00+00:00"}
    peer = from_postgraphile({"number": node, "entry": {"event": "a.b", "actorRole": "STAFF"}})
    assert compared(portico, peer) == SPELLING


@pytest.mark.parametrize("said", [{"e164": "+12"}, {}, {"e164": "+1", "status": "DRAFT"}])
def test_an_answer_that_says_something_else_is_told_so(said: dict[str, Any]) -> None:
    assert compared({"edges": [{"e164": "+1"}]}, {"edges": [said]}) == "DIFFERS"
