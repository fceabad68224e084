"""Second factors by user, their codes used once, and of whom one is demanded. Keys are sealed, recovery codes kept as macs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.events import Happening
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import InstallationDemands, RecoveryCode, SecondFactor, User
from portico.storage.row_types.joined import DueReset
from portico.storage.row_types.second_factors import InstallationDemandsRow, RecoveryCodeRow, SecondFactorRow

ENROLLED: Final = "EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)"
"""Whether this `app_user u` is asked for codes."""
MUST_ENROLL: Final = f"""(COALESCE(CASE WHEN u.account_id IS NULL THEN (SELECT d.staff_second_factor FROM installation_demands d)
        ELSE a.second_factor_demanded END, false) AND NOT {ENROLLED})"""
"""Whether of this `app_user u` of `account a` a second factor is demanded that they do not have."""
RESETS_AT_ONCE: Final = 100


async def of_user(conn: Connection, user_id: UUID) -> SecondFactorRow | None:
    """The user's second factor, also one that was begun and not confirmed."""
    return await records.first(conn, SecondFactor.filter(user_id=user_id))


async def begin(conn: Connection, row: SecondFactorRow) -> None:
    """Takes the place of one that was begun before; the user's turn is taken."""
    await SecondFactor.filter(user_id=row["user_id"], confirmed_at=None).using_db(conn.client).delete()
    await records.insert(conn, SecondFactor, row)


async def change(conn: Connection, user_id: UUID, columns: SecondFactorRow, now: datetime) -> None:
    await SecondFactor.filter(user_id=user_id).using_db(conn.client).update(**columns, updated_at=now)


async def take_step(conn: Connection, user_id: UUID, step: int, now: datetime) -> bool:
    """False where this step's code, or a later one, was used before: of two at once one comes first."""
    unused = SecondFactor.filter(user_id=user_id, last_step__lt=step).using_db(conn.client)
    return await unused.update(last_step=step, updated_at=now) == 1


async def remove(conn: Connection, user_id: UUID) -> None:
    """The factor with its recovery codes."""
    await SecondFactor.filter(user_id=user_id).using_db(conn.client).delete()
    await RecoveryCode.filter(user_id=user_id).using_db(conn.client).delete()


async def unused_codes(conn: Connection, user_id: UUID) -> list[RecoveryCodeRow]:
    return await records.all_of(conn, RecoveryCode.filter(user_id=user_id, used_at=None).order_by("id"))


async def replace_codes(conn: Connection, user_id: UUID, found: Sequence[RecoveryCodeRow]) -> None:
    """These are the user's recovery codes from now on."""
    await RecoveryCode.filter(user_id=user_id).using_db(conn.client).delete()
    for row in found:
        await records.insert(conn, RecoveryCode, row)


async def use_code(conn: Connection, code_id: UUID, now: datetime) -> bool:
    """False where it was used before, or is no more: of two at once one comes first."""
    unused = RecoveryCode.filter(id=code_id, used_at=None).using_db(conn.client)
    return await unused.update(used_at=now, updated_at=now) == 1


async def asker_stayed(conn: Connection, user_id: UUID, asker_id: UUID) -> bool:
    """Whether who asked for the reset of this user's factor has had no other level since, and was not disabled: whatever they are again."""
    left = sql.listed({Happening.USER_LEVEL_CHANGED, Happening.USER_DISABLED})
    statement = f"""SELECT 1 AS found FROM journal_entry e WHERE e.subject_id = $1 AND e.event IN ({left}) AND e.position > (
        SELECT MAX(a.position) FROM journal_entry a WHERE a.subject_id = $2 AND a.event = '{Happening.USER_SECOND_FACTOR_RESET_ASKED}')"""
    return not await conn.fetch(statement, asker_id, user_id)


async def resets_due(conn: Connection, now: datetime, tried: Iterable[UUID]) -> list[UUID]:
    """Whose confirmed resets have waited long enough, a page of them, but for those that were tried."""
    due = SecondFactor.filter(reset_due_at__lte=now).exclude(user_id__in=list(tried)).order_by("reset_due_at").limit(RESETS_AT_ONCE)
    return [row["user_id"] for row in await records.all_of(conn, due)]


async def resets_standing(conn: Connection, now: datetime) -> list[DueReset]:
    """The same, all of them, with `account_id` and `email` of their users."""
    statement = """SELECT u.account_id, u.email FROM second_factor f JOIN app_user u ON u.id = f.user_id
        WHERE f.reset_due_at <= $1 ORDER BY f.reset_due_at, u.id"""
    found = rows.decode_all(User, await conn.fetch(statement, now))
    return [{"account_id": row["account_id"], "email": row["email"]} for row in found]


async def staff_must(conn: Connection) -> bool:
    """Whether the operator demands a second factor of its own people."""
    found = await records.first(conn, InstallationDemands.all())
    return found is not None and bool(found["staff_second_factor"])


async def demand_of_staff(conn: Connection, row: InstallationDemandsRow) -> None:
    """The one row of demands, under the installation's turn."""
    await InstallationDemands.all().using_db(conn.client).delete()
    await records.insert(conn, InstallationDemands, row)
