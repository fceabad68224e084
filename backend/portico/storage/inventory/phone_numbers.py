"""The inventory: numbers in service here, and the claims that keep a number from being in two places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.inventory.phone_number import PhoneNumberView
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.statuses import IN_SERVICE, NumberSource, PhoneNumberStatus
from portico.storage.engine import lookups, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, NumberClaim, PhoneNumber
from portico.storage.row_types.phone_numbers import PhoneNumberRow

_IN_SERVICE = sql.listed(IN_SERVICE)
COLUMNS = "p.*, COALESCE(n.configuration_profile_id, r.configuration_profile_id) AS w_configuration_profile_id, a.time_zone AS a_time_zone"
TABLES = """phone_number p JOIN account a ON a.id = p.account_id
    LEFT JOIN porting_number n ON n.id = p.porting_number_id LEFT JOIN porting_request r ON r.id = n.request_id"""


def view_of(row: Row) -> PhoneNumberView:
    """What its port brings, and its account's clock, is known of rows of `TABLES` only, as whoever does something has them.

    No button hangs on either.
    """
    return PhoneNumberView(
        id=row["id"],
        version=row["version"],
        status=row["status"],
        account_id=row["account_id"],
        e164=row["e164"],
        porting_number_id=row["porting_number_id"],
        configuration_profile_id=row["configuration_profile_id"],
        detached_profile_id=row["detached_profile_id"],
        profile_when_ported=row.get("w_configuration_profile_id"),
        source=row["source"],
        locked_at=row["locked_at"],
        unlocks_at=row["unlocks_at"],
        account_zone=row.get("a_time_zone"),
    )


def decode(raw: Iterable[Row]) -> list[PhoneNumberRow]:
    return rows.decode_all(PhoneNumber, raw)


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, PhoneNumberView]:
    """The phone numbers as their lifecycle sees them."""
    statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE p.id {sql.any_of(conn.dialect, 1, 'uuid')}"
    found = await conn.fetch(statement, list(ids))
    typed = rows.joined(PhoneNumber, found, {"w_": PhoneNumber, "a_": Account})
    return {row["id"]: view_of(row) for row in typed}


async def of_porting_numbers(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """(porting number, phone number) of the inventory rows these ports made."""
    statement = (
        f"SELECT id, porting_number_id FROM phone_number WHERE porting_number_id {sql.any_of(conn.dialect, 1, 'uuid')} ORDER BY e164"
    )
    found = rows.decode_all(PhoneNumber, await conn.fetch(statement, list(ids)))
    return [(made_by, row["id"]) for row in found if (made_by := row["porting_number_id"])]


async def by_e164(conn: Connection, numbers: Iterable[str]) -> list[PhoneNumberRow]:
    """Every inventory row of these numbers, newest first."""
    statement = f"SELECT * FROM phone_number WHERE e164 {sql.any_of(conn.dialect, 1, 'text')} ORDER BY created_at DESC, id DESC"
    return rows.decode_all(PhoneNumber, await conn.fetch(statement, list(numbers)))


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[PhoneNumberRow]:
    """Those of these numbers that the actor may see."""
    return await lookups.by_ids(conn, actor, PhoneNumber, "phone_number", ids)


async def by_id(conn: Connection, actor: Actor, phone_number_id: UUID) -> PhoneNumberRow | None:
    """The number where the actor may see it."""
    found = await by_ids(conn, actor, [phone_number_id])
    return found[0] if found else None


async def claim(conn: Connection, kind: str, holders: dict[str, UUID], now: datetime) -> set[str]:
    """Takes each number for its holder, in number order so that two claims cannot deadlock; answers those somebody else holds."""
    wanted = sorted(holders.items())
    claims = [{"id": f"{kind}:{e164}", "kind": kind, "e164": e164, "holder": holder, "created_at": now} for e164, holder in wanted]
    taken = await sql.insert(conn, NumberClaim, claims, ignore_conflicts=True)
    return {e164 for e164, _holder in wanted if f"{kind}:{e164}" not in set(taken)}


async def release(conn: Connection, holders: Iterable[UUID]) -> None:
    """Lets go of whatever these held."""
    await conn.execute(f"DELETE FROM number_claim WHERE holder {sql.any_of(conn.dialect, 1, 'uuid')}", list(holders))


async def release_some(conn: Connection, holder: UUID, e164s: Iterable[str]) -> None:
    """Lets go of these numbers of the holder's."""
    statement = f"DELETE FROM number_claim WHERE holder = $1 AND e164 {sql.any_of(conn.dialect, 2, 'text')}"
    await conn.execute(statement, holder, list(e164s))


async def hand_over_claims(conn: Connection, holder: UUID, to: UUID, e164s: Iterable[str]) -> None:
    """From now on somebody else holds these numbers of the holder's."""
    statement = f"UPDATE number_claim SET holder = $2 WHERE holder = $1 AND e164 {sql.any_of(conn.dialect, 3, 'text')}"
    await conn.execute(statement, holder, to, list(e164s))


async def reserve(conn: Connection, e164s: Iterable[str], holder: UUID, now: datetime) -> set[str]:
    """Keeps port-ins and other units off these numbers until the unit ends; answers those that a live port-in holds."""
    return await claim(conn, "PORT_IN", dict.fromkeys(e164s, holder), now)


async def let_go(conn: Connection, holder: UUID) -> None:
    await release(conn, [holder])


async def in_service(conn: Connection, e164s: Iterable[str]) -> set[str]:
    """Which of these are in service here already, whoever has them."""
    statement = f"SELECT e164 FROM phone_number WHERE status IN ({_IN_SERVICE}) AND e164 {sql.any_of(conn.dialect, 1, 'text')}"
    return {row["e164"] for row in await conn.fetch(statement, list(e164s))}


async def insert(conn: Connection, numbers: Sequence[PhoneNumberRow]) -> None:
    await sql.insert(conn, PhoneNumber, numbers)


async def set_pins(conn: Connection, numbers: Sequence[PhoneNumberRow], sealed: Mapping[UUID, str | None], now: datetime) -> None:
    """The port-out PINs of these numbers, under the locks of their accounts; None: none any more."""
    changes = [sql.Change(row["id"], row["version"], {"port_out_pin_sealed": sealed[row["id"]]}) for row in numbers]
    await sql.update_versioned(conn, PhoneNumber, changes, now)


def provisioned(number: PortingNumberView, now: datetime) -> PhoneNumberRow:
    """The inventory row a port makes, not yet in service."""
    return {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "account_id": number.account_id,
        "e164": number.e164,
        "country": number.country,
        "number_type": number.number_type,
        "source": NumberSource.PORTED_IN,
        "status": PhoneNumberStatus.PROVISIONED,
        "version": 1,
        "porting_number_id": number.id,
        "failure_count": 0,
    }


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """id → account of those the actor may see: what is done to a number by hand is of its account's order."""
    return {row["id"]: row["account_id"] for row in await by_ids(conn, actor, ids)}
