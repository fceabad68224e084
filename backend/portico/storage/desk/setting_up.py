"""What the checklist of a new installation looks at: few statements, each over what there is little of or an index has."""

from __future__ import annotations

from dataclasses import dataclass

from tortoise.functions import Count

from portico.domain.statuses import REQUEST_LIVE
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.models import Account, PortingRequest, User

_LIVE = ", ".join(f"'{status}'" for status in sorted(REQUEST_LIVE))
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Accounts:
    """How many are open, in which currencies, and the first few for which nobody can sign in."""

    count: int
    currencies: frozenset[str]
    lonely: tuple[str, ...]


async def countries_in_use(conn: Connection) -> list[str]:
    """The countries of port-ins that are under way."""
    found = await conn.fetch(f"SELECT DISTINCT country FROM porting_request WHERE status IN ({_LIVE}) ORDER BY country")
    return [row["country"] for row in rows.decode_all(PortingRequest, found)]


async def accounts(conn: Connection) -> Accounts:
    is_open = Account.filter(closed_at=None).using_db(conn.client)
    found = await is_open.annotate(n=Count("id")).group_by("currency").values("currency", "n")
    statement = f"""SELECT a.name FROM account a LEFT JOIN app_user u ON u.account_id = a.id AND u.disabled_at IS NULL
        WHERE a.closed_at IS NULL AND u.id IS NULL ORDER BY a.created_at, a.id LIMIT {MOST_NAMED}"""
    lonely = rows.decode_all(Account, await conn.fetch(statement))
    return Accounts(sum(row["n"] for row in found), frozenset(row["currency"] for row in found), tuple(row["name"] for row in lonely))


async def example_people(conn: Connection) -> int:
    """How many can sign in whose address is under .example, where no mail arrives (RFC 2606)."""
    here = User.filter(disabled_at=None, password_hash__not_isnull=True, email__endswith=".example")
    return await here.using_db(conn.client).count()
