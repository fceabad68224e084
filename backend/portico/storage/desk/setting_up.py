"""What the checklist of a new installation looks at: few statements, each over what there is little of or an index has."""

from __future__ import annotations

from dataclasses import dataclass

from tortoise.expressions import Subquery
from tortoise.functions import Count

from portico.domain.statuses import REQUEST_LIVE
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import Account, PortingRequest, User

_LIVE = sql.listed(REQUEST_LIVE)
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
    open_ones = Account.filter(closed_at=None).using_db(conn.client)
    by_currency = await open_ones.annotate(n=Count("id")).group_by("currency").values("currency", "n")
    who_may_come = User.filter(disabled_at=None, account_id__not_isnull=True).using_db(conn.client)
    lonely = open_ones.exclude(id__in=Subquery(who_may_come.values("account_id"))).order_by("created_at", "id").limit(MOST_NAMED)
    names = await lonely.values_list("name", flat=True)
    return Accounts(sum(row["n"] for row in by_currency), frozenset(row["currency"] for row in by_currency), tuple(map(str, names)))


async def example_people(conn: Connection) -> int:
    """How many can sign in whose address is under .example, where no mail arrives (RFC 2606)."""
    people = User.filter(disabled_at=None, password_hash__not_isnull=True, email__endswith=".example")
    return await people.using_db(conn.client).count()
