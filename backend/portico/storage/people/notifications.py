"""What users want to be written to about, and what a digest tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.domain.ids import new_id
from portico.domain.people.notifications import NewsCadence, NewsKind
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import JournalEntry, PortingRequest, User, UserDigest, UserNotification
from portico.storage.row_types.joined import DigestReaderRow
from portico.storage.row_types.journal import JournalEntryRow

PAGE: Final = 500
AMISS: Final = timedelta(hours=1)  # an entry stands so far from its instant's place at most: units are short


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Somebody who wants news of a kind at once."""

    email: str
    kind: NewsKind


async def chosen(conn: Connection, user_id: UUID) -> dict[NewsKind, NewsCadence]:
    """What this user has chosen."""
    found = await conn.fetch("SELECT kind, cadence FROM user_notification WHERE user_id = $1", user_id)
    return {row["kind"]: row["cadence"] for row in rows.decode_all(UserNotification, found)}


async def choose(conn: Connection, user_id: UUID, choices: Mapping[NewsKind, NewsCadence], now: datetime) -> None:
    """Keeps these choices in the place of those before."""
    for kind, cadence in choices.items():
        row = {"id": new_id(now), "created_at": now, "updated_at": now, "user_id": user_id, "kind": kind, "cadence": cadence}
        if not await sql.insert(conn, UserNotification, [row], ignore_conflicts=True):
            statement = "UPDATE user_notification SET cadence = $3, updated_at = $4 WHERE user_id = $1 AND kind = $2"
            await conn.execute(statement, user_id, str(kind), str(cadence), now)


async def subscribers(conn: Connection, account_id: UUID) -> list[Subscribed]:
    """The account's people who want some kind of news at once."""
    statement = """SELECT u.email AS u_email, n.kind AS kind FROM app_user u JOIN user_notification n ON n.user_id = u.id
        WHERE u.account_id = $1 AND u.disabled_at IS NULL AND n.cadence = 'INSTANT' ORDER BY u.email"""
    found: list[Row] = rows.decode_all(UserNotification, await conn.fetch(statement, account_id))
    return [Subscribed(row["u_email"], row["kind"]) for row in found]


async def digest_readers(conn: Connection) -> list[DigestReaderRow]:
    """Everybody who wants a digest of something: their `kinds`, since when, and `last_upto`, how far their last digest came."""
    statement = """SELECT u.*, n.kind AS n_kind, n.updated_at AS n_updated_at, a.name AS a_name,
            (SELECT MAX(d.upto) FROM user_digest d WHERE d.user_id = u.id) AS d_upto
        FROM user_notification n JOIN app_user u ON u.id = n.user_id LEFT JOIN account a ON a.id = u.account_id
        WHERE n.cadence = 'DAILY_DIGEST' AND u.disabled_at IS NULL AND a.closed_at IS NULL ORDER BY u.id"""
    found: dict[UUID, DigestReaderRow] = {}
    for raw in await conn.fetch(statement):
        user, wanted = rows.decode(User, raw), rows.decode(UserNotification, raw, "n_")
        new: DigestReaderRow = {**user, "a_name": raw["a_name"], "kinds": {}, "last_upto": rows.decode(UserDigest, raw, "d_")["upto"]}
        found.setdefault(user["id"], new)["kinds"][wanted["kind"]] = wanted["updated_at"]
    return list(found.values())


async def take_digest(conn: Connection, user_id: UUID, day: date, upto: datetime, now: datetime) -> bool:
    """Whether this day's digest is this unit's to write: nobody has, and nobody will."""
    row = {"id": new_id(now), "created_at": now, "updated_at": now, "user_id": user_id, "day": day, "upto": upto}
    return bool(await sql.insert(conn, UserDigest, [row], ignore_conflicts=True))


async def told_between(conn: Connection, account_id: UUID, begin: datetime, end: datetime) -> list[JournalEntryRow]:
    """What the account was told of its porting requests within [begin, end), in the order in which it happened.

    Read from the journal's end, a page at a time, until it lies behind: the table has no index by time.
    """
    found: list[JournalEntryRow] = []
    before: int | None = None
    while True:
        page = await _page(conn, account_id, before)
        found += [row for row in page if row["told"] and not row["internal"] and begin <= row["at"] < end]
        if len(page) < PAGE or page[-1]["at"] < begin - AMISS:
            return [row for row in reversed(found) if row["order_kind"] == "porting_request"]
        before = page[-1]["position"]


async def _page(conn: Connection, account_id: UUID, before: int | None) -> list[JournalEntryRow]:
    behind = "" if before is None else " AND position < $2"
    statement = f"""SELECT position, order_kind, order_id, subject_kind, subject_id, move_id, event, to_status, reason_code,
            told, internal, at FROM journal_entry
        WHERE account_id = $1{behind} ORDER BY position DESC LIMIT {PAGE}"""
    return rows.decode_all(JournalEntry, await conn.fetch(statement, account_id, *([] if before is None else [before])))


async def references(conn: Connection, ids: Collection[UUID]) -> dict[UUID, Any]:
    """By what people know these porting requests; drafts that were discarded are gone."""
    statement = f"SELECT id, reference FROM porting_request WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return {row["id"]: row["reference"] for row in rows.decode_all(PortingRequest, await conn.fetch(statement, list(ids)))}
