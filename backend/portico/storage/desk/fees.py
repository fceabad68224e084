"""What a port-out costs, as the operator keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from portico.domain.actors import Actor, sees_every_account
from portico.domain.port_outs.fees import Fee, FeePer
from portico.domain.statuses import IN_SERVICE, NumberType
from portico.storage.engine import records, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, FeeSchedule
from portico.storage.row_types.joined import UnpricedRow
from portico.storage.row_types.port_outs import FeeScheduleRow

_IN_SERVICE = sql.listed(IN_SERVICE)


def fee_of(row: Row) -> Fee:
    plain = {name: row[name] for name in ("id", "country", "number_type", "currency", "amount_minor", "valid_from", "valid_until")}
    return Fee(**plain, per=FeePer(row["per"]))


async def holding(conn: Connection, countries: Iterable[str], day: date) -> list[Fee]:
    """The fees of these countries that hold on that day."""
    found = await records.all_of(conn, FeeSchedule.filter(country__in=sorted(set(countries)), valid_from__lte=day))
    return [fee for fee in map(fee_of, found) if fee.holds_on(day)]


async def bill(conn: Connection, ids: Iterable[UUID], now: datetime) -> None:
    """Waits until nobody is changing these; from now on they are never changed."""
    ids = sorted(ids)
    found = await records.all_of(conn, FeeSchedule.filter(id__in=ids).order_by("id").select_for_update())
    first = [row["id"] for row in found if row["billed_at"] is None]
    await FeeSchedule.filter(id__in=first).using_db(conn.client).update(billed_at=now)


async def listed(conn: Connection, actor: Actor, today: date) -> list[FeeScheduleRow]:
    """By country, currency, type and first day. A customer sees what holds or will hold in its account's currency."""
    found = await records.all_of(conn, FeeSchedule.all().order_by("country", "currency", "number_type", "valid_from", "id"))
    if sees_every_account(actor):
        return found
    account = await records.first(conn, Account.filter(id=actor.account_id)) if actor.account_id else None
    currency = account["currency"] if account else None
    return [row for row in found if row["currency"] == currency and (row["valid_until"] is None or row["valid_until"] >= today)]


async def by_ids(conn: Connection, ids: Iterable[UUID]) -> list[FeeScheduleRow]:
    return await records.all_of(conn, FeeSchedule.filter(id__in=list(ids)))


async def locked(conn: Connection, fee_id: UUID) -> FeeScheduleRow | None:
    """The fee, held until the unit ends (on SQLite the unit itself is the lock)."""
    return await records.first(conn, FeeSchedule.filter(id=fee_id).select_for_update())


async def alike(conn: Connection, country: str, number_type: NumberType | None, currency: str) -> list[FeeScheduleRow]:
    """Every fee of the same numbers and currency, by its first day."""
    found = await records.all_of(conn, FeeSchedule.filter(country=country, currency=currency).order_by("valid_from"))
    return [row for row in found if row["number_type"] == number_type]


async def missing(conn: Connection, today: date) -> list[UnpricedRow]:
    """`country`, `currency`, `number_type` and `number_count` of what is in service and has no fee: its port-outs cannot be approved."""
    statement = f"""SELECT p.country, a.currency, p.number_type, count(*) AS number_count
        FROM phone_number p JOIN account a ON a.id = p.account_id WHERE p.status IN ({_IN_SERVICE}) AND NOT EXISTS (
            SELECT 1 FROM fee_schedule f WHERE f.country = p.country AND f.currency = a.currency AND f.valid_from <= $1
            AND (f.valid_until IS NULL OR f.valid_until >= $1) AND (f.number_type IS NULL OR f.number_type = p.number_type))
        GROUP BY p.country, a.currency, p.number_type ORDER BY p.country, a.currency, p.number_type"""
    found = await conn.fetch(statement, today)
    return [
        {
            "country": row["country"],
            "currency": row["currency"],
            "number_type": NumberType(row["number_type"]),
            "number_count": row["number_count"],
        }
        for row in found
    ]


async def insert(conn: Connection, row: FeeScheduleRow) -> None:
    await records.insert(conn, FeeSchedule, row)


async def change(conn: Connection, row: FeeScheduleRow, columns: FeeScheduleRow, now: datetime) -> bool:
    """False where the fee is no more at the version that was read."""
    return await records.change(conn, FeeSchedule, row, columns, now)


async def delete(conn: Connection, fee_id: UUID) -> None:
    await FeeSchedule.filter(id=fee_id).using_db(conn.client).delete()
