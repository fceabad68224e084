"""Deliveries in the database: claimed once, settled once, each lane in its order."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portico.domain.events import RowEvent
from portico.domain.ids import new_id
from portico.domain.retry import Verdict
from portico.domain.sentences import Phrase, quoted
from portico.storage.engine import claims, outbox, rows
from portico.storage.engine.claims import Claim
from portico.storage.engine.database import Database
from portico.storage.engine.outbox import Answer, DeliveryKind, Owed, Settlement
from portico.storage.engine.rows import Row
from portico.storage.models import Delivery, DeliveryAttempt
from portico.storage.row_types.outbox import DeliveryRow
from tests.journaled import write_entries
from tests.storage.conftest import NOW, entry

LEASE = timedelta(seconds=30)
SENT = Settlement(Answer(Verdict.DELIVERED, 250), 12)


def owing(order: UUID, sequence: int, to: str = "ada@acme.example", kind: DeliveryKind = DeliveryKind.EMAIL) -> DeliveryRow:
    move = new_id()
    place = ("porting_request", order, sequence)
    return outbox.owing(kind, to, {"n": sequence}, event=RowEvent("porting_number.started"), move_id=move, order=place, account_id=None)


async def put(db: Database, *owed: DeliveryRow, at: datetime = NOW) -> list[UUID]:
    async with db.transaction() as conn:
        return await outbox.insert(conn, owed, at, at)


async def due(db: Database, at: datetime = NOW, **values: Any) -> list[UUID]:
    return await outbox.due(db.reader, "email", at, **{"limit": 100, "per_destination": 100, **values})


async def claim(db: Database, ids: list[UUID], by: str = "one", at: datetime = NOW) -> list[Owed]:
    async with db.transaction() as conn:
        return await outbox.claim(conn, ids, by=by, until=at + LEASE)


async def settle(db: Database, owed: Owed, how: Settlement, by: str = "one", at: datetime = NOW) -> None:
    async with db.transaction() as conn:
        await outbox.settle(conn, owed, how, by=by, now=at, machine_now=at)


async def all_rows(db: Database) -> dict[UUID, Row]:
    return {row["id"]: row for row in rows.decode_all(Delivery, await db.reader.fetch("SELECT * FROM delivery"))}


async def test_the_same_delivery_is_owed_once(db: Database) -> None:
    owed = owing(new_id(), 1)
    assert len(await put(db, owed)) == 1
    assert await put(db, owed) == []
    assert len(await all_rows(db)) == 1


async def test_only_the_head_of_a_lane_is_due(db: Database) -> None:
    order, other = new_id(), new_id()
    third, first, second = await put(db, owing(order, 3), owing(order, 1), owing(order, 2))
    elsewhere, to_bob = await put(db, owing(other, 9), owing(order, 2, "bob@acme.example"))
    assert set(await due(db)) == {first, elsewhere, to_bob}
    [owed] = await claim(db, [first])
    assert (owed.order_sequence, owed.payload, owed.attempt_count) == (1, {"n": 1}, 0)
    assert set(await due(db)) == {elsewhere, to_bob}, "what is being sent is still the head"
    await settle(db, owed, SENT)
    assert set(await due(db)) == {second, elsewhere, to_bob}
    await settle(db, (await claim(db, [second]))[0], Settlement(Answer(Verdict.GIVE_UP, 550, quoted("no such user")), 3))
    assert third in await due(db), "what is given up holds up nothing"


async def test_deliveries_of_one_sequence_go_in_the_order_they_were_made(db: Database) -> None:
    order = new_id()
    first, second = await put(db, owing(order, 1), owing(order, 1))
    assert await due(db) == [min(first, second)]


async def test_two_workers_never_take_the_same(db: Database) -> None:
    made = await put(db, *(owing(new_id(), 1) for _ in range(40)))
    found = await asyncio.gather(*(claim(db, made, by=name) for name in ("one", "two", "three")))
    taken = [owed.id for owed_by in found for owed in owed_by]
    assert sorted(taken) == sorted(made)


async def give_back(db: Database, found: list[Claim]) -> None:
    async with db.transaction() as conn:
        await claims.give_back(conn, found)


async def test_a_claim_stands_until_it_is_given_back_and_then_another_worker_takes_it(db: Database) -> None:
    [one] = await put(db, owing(new_id(), 1))
    await claim(db, [one])
    assert await due(db, NOW + timedelta(days=9)) == [], "no clock ends it"
    assert await claim(db, [one], "two", NOW + timedelta(days=9)) == []
    [standing] = await claims.standing(db.reader, "email")
    await give_back(db, [replace(standing, claimed_by="two"), replace(standing, claimed_until=NOW)])
    assert await claims.standing(db.reader, "email") == [standing], "another claim of it is not this one"
    await give_back(db, [standing])
    assert await due(db, NOW + LEASE) == [one]
    [owed] = await claim(db, [one], "two", NOW + LEASE)
    failed = Settlement(Answer(Verdict.RETRY, 450, quoted("busy")), 5, NOW + timedelta(hours=5))
    await settle(db, owed, failed, "one", NOW + LEASE)
    row = (await all_rows(db))[one]
    assert (row["claimed_by"], row["attempt_count"]) == ("two", 0), "who lost the claim decides nothing"
    await settle(db, owed, SENT, "one", NOW + LEASE)
    row = (await all_rows(db))[one]
    assert (row["status"], row["claimed_by"]) == ("DELIVERED", "two"), "but what was delivered is delivered"
    await settle(db, owed, failed, "two", NOW + LEASE)
    assert (await all_rows(db))[one]["status"] == "DELIVERED"


async def test_a_failure_is_due_again_and_takes_its_lane_along(db: Database) -> None:
    order = new_id()
    first, second = await put(db, owing(order, 1), owing(order, 2))
    later = NOW + timedelta(minutes=10)
    [owed] = await claim(db, [first])
    await settle(db, owed, Settlement(Answer(Verdict.RETRY, 500, quoted("HTTP 500\x00\r\n" + "x" * 900)), 7, later))
    found = await all_rows(db)
    assert (found[first]["attempt_count"], found[first]["next_attempt_at"], found[first]["claimed_until"]) == (1, later, None)
    assert found[first]["last_error"].startswith("HTTP 500   xxx")
    assert len(found[first]["last_error"]) == outbox.ERROR_LENGTH
    assert found[second]["next_attempt_at"] == later
    assert await due(db, later - timedelta(seconds=1)) == []
    assert await due(db, later) == [first]
    await settle(db, (await claim(db, [first], at=later))[0], SENT, at=later)
    assert await due(db, later) == [second]


async def test_without_another_time_a_retry_is_the_end(db: Database) -> None:
    [one] = await put(db, owing(new_id(), 1))
    await settle(db, (await claim(db, [one]))[0], Settlement(Answer(Verdict.RETRY, 500, quoted("HTTP 500")), 7, None))
    assert (await all_rows(db))[one]["status"] == "GIVEN_UP"


async def test_every_try_is_kept_and_only_counted_ones_count(db: Database) -> None:
    [one] = await put(db, owing(new_id(), 1))
    for counted in (False, True, False):
        [owed] = await claim(db, [one])
        await settle(db, owed, Settlement(Answer(Verdict.RETRY, None, quoted("closed")), 4, NOW, counted=counted))
    [owed] = await claim(db, [one])
    assert owed.attempt_count == 1
    await settle(db, owed, SENT)
    found = rows.decode_all(DeliveryAttempt, await db.reader.fetch("SELECT * FROM delivery_attempt ORDER BY no"))
    assert [(row["no"], row["ok"], row["status_code"], row["error"]) for row in found] == [
        (1, False, None, "closed"),
        (2, False, None, "closed"),
        (3, False, None, "closed"),
        (4, True, 250, None),
    ]
    assert (await all_rows(db))[one]["attempt_count"] == 2


NO_ANSWER = Phrase("test.no_answer", "no answer within {seconds} s")


async def test_what_portico_says_of_a_try_has_its_code_and_what_the_other_side_said_has_none(db: Database) -> None:
    [one] = await put(db, owing(new_id(), 1))
    for error in (NO_ANSWER.said(seconds="30"), quoted("HTTP 500")):
        [owed] = await claim(db, [one])
        await settle(db, owed, Settlement(Answer(Verdict.RETRY, None, error), 4, NOW))
    found = rows.decode_all(DeliveryAttempt, await db.reader.fetch("SELECT * FROM delivery_attempt ORDER BY no"))
    assert [(row["error"], row["error_said"]) for row in found] == [
        ("no answer within 30 s", {"code": "test.no_answer", "params": {"seconds": "30"}}),
        ("HTTP 500", None),
    ]


async def test_one_destination_does_not_fill_every_hand(db: Database) -> None:
    busy = await put(db, *(owing(new_id(), 1, "busy@acme.example") for _ in range(10)))
    [late] = await put(db, owing(new_id(), 1), at=NOW + timedelta(seconds=1))
    at = NOW + timedelta(seconds=2)
    found = await due(db, at, limit=4, per_destination=3)
    assert found == [*sorted(busy)[:3], late]
    assert await due(db, at, but_not=["busy@acme.example"]) == [late]
    assert await outbox.due(db.reader, "callback", at, limit=9, per_destination=9) == []


async def test_what_a_dead_process_claimed_is_given_back(db: Database) -> None:
    dead, living = await put(db, owing(new_id(), 1), owing(new_id(), 1))
    await claim(db, [dead], "dead")
    await claim(db, [living], "living")
    async with db.transaction() as conn:
        assert await claims.give_back_all(conn, ["living"]) == 1
    assert await due(db) == [dead]


async def test_waiting_orders_are_found_whole_and_oldest_first(db: Database) -> None:
    first, second, third = new_id(), new_id(), new_id()
    move = new_id()
    await append(db, entry(first, 1, move_id=move), *(entry(second, n, move_id=move, told=False) for n in range(1, 6)))
    await append(db, entry(first, 2, told=False), entry(third, 1, internal=True))
    found = await outbox.waiting(db.reader, 3)
    assert [(waiting.order_id, waiting.upto, waiting.told) for waiting in found] == [(first, 2, True), (second, 5, False)]
    found = await outbox.waiting(db.reader, 100, [first])
    assert [(waiting.order_id, waiting.told) for waiting in found] == [(second, False), (third, False)]
    assert [row["order_sequence"] for row in await outbox.unrelayed(db.reader, second, 3)] == [1, 2, 3]


async def test_only_one_relay_holds_an_entry(db: Database) -> None:
    order = new_id()
    await append(db, entry(order, 1), entry(order, 2))
    positions = [row["position"] for row in await outbox.unrelayed(db.reader, order, 9)]
    if db.dialect == "sqlite":  # there the unit itself is the lock
        async with db.transaction() as conn:
            assert await outbox.hold(conn, [*positions, 999]) == set(positions)
        return
    held, waited = asyncio.Event(), asyncio.Event()

    async def second() -> set[int]:
        await held.wait()
        async with db.transaction() as conn:
            waited.set()
            return await outbox.hold(conn, positions)

    task = asyncio.create_task(second())  # outside the unit: a task inherits its context
    async with asyncio.timeout(10), db.transaction() as conn:
        assert await outbox.hold(conn, positions) == set(positions)
        held.set()
        await waited.wait()
        await asyncio.sleep(0.1)
        assert not task.done()
        await conn.execute("UPDATE journal_entry SET relayed_at = $1", NOW)
    assert await task == set()


async def append(db: Database, *entries: dict[str, Any]) -> None:
    async with db.transaction() as conn:
        await write_entries(conn, list(entries))
