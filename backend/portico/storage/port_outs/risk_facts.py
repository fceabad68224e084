"""The facts by which a port-out that is still under way deserves a second look: a few statements, however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.port_outs.risks import MANY, PORT_IN_COUNTS_FOR, SIGN_IN_COUNTS_FOR, RiskFacts
from portico.domain.statuses import IN_SERVICE, PORT_OUT_LIVE, NumberSource
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import PhoneNumber, PortOutRequest, SignIn, User

TOGETHER: Final = 200  # parts of one statement; SQLite takes 500
_LIVE: Final = sql.listed(PORT_OUT_LIVE)
_IN_SERVICE: Final = sql.listed(IN_SERVICE)
_SHARE: Final = MANY.denominator


async def of_requests(conn: Connection, found: Sequence[Row], now: datetime) -> dict[UUID, RiskFacts]:
    """The facts of each of these rows (id, account_id, g_name)."""
    ids, accounts = [row["id"] for row in found], list({row["account_id"] for row in found})
    known, ported = await _known_carriers(conn, ids), await _ported_in(conn, ids, now)
    new_places, leaving = await _new_places(conn, accounts, now), await _leaving(conn, accounts)
    totals = await _in_service(conn, leaving)
    return {
        row["id"]: RiskFacts(
            carrier=row["g_name"],
            carrier_known=row["id"] in known,
            new_place_at=new_places.get(row["account_id"]),
            ported_in_count=ported[row["id"]][0] if row["id"] in ported else 0,
            ported_in_at=ported[row["id"]][1] if row["id"] in ported else None,
            leaving_count=leaving.get(row["account_id"], 0),
            of_account_count=totals.get(row["account_id"], 0),
        )
        for row in found
    }


async def _known_carriers(conn: Connection, ids: Sequence[UUID]) -> set[UUID]:
    """Those whose carrier has asked before, for whichever numbers; parts of one request are one."""
    statement = f"""SELECT q.id FROM port_out_request q WHERE q.id {sql.any_of(conn.dialect, 1, "uuid")} AND EXISTS (
        SELECT 1 FROM port_out_request e WHERE e.gaining_carrier_id = q.gaining_carrier_id AND e.created_at < q.created_at
        AND COALESCE(e.parent_id, e.id) <> COALESCE(q.parent_id, q.id))"""
    return {row["id"] for row in rows.decode_all(PortOutRequest, await conn.fetch(statement, list(ids)))}


async def _ported_in(conn: Connection, ids: Sequence[UUID], now: datetime) -> dict[UUID, tuple[int, datetime]]:
    """Of how many of their numbers the port-in is not long ago, and when the last was."""
    statement = f"""SELECT o.port_out_request_id AS id, COUNT(*) AS n, MAX(p.activated_at) AS p_activated_at
        FROM port_out_number o JOIN phone_number p ON p.id = o.phone_number_id
        WHERE o.port_out_request_id {sql.any_of(conn.dialect, 1, "uuid")} AND p.source = '{NumberSource.PORTED_IN}'
        AND p.activated_at > $2 GROUP BY o.port_out_request_id"""
    raw = await conn.fetch(statement, list(ids), now - PORT_IN_COUNTS_FOR)
    found = rows.joined(PortOutRequest, raw, {"p_": PhoneNumber})
    return {row["id"]: (int(row["n"]), row["p_activated_at"]) for row in found}


async def _new_places(conn: Connection, accounts: Sequence[UUID], now: datetime) -> dict[UUID, datetime]:
    """When somebody of these accounts last came in from a new place."""
    statement = f"""SELECT u.account_id AS u_account_id, MAX(s.at) AS at FROM app_user u JOIN sign_in s ON s.user_id = u.id
        WHERE u.account_id {sql.any_of(conn.dialect, 1, "uuid")} AND s.at > $2 AND s.new_place GROUP BY u.account_id"""
    raw = await conn.fetch(statement, list(accounts), now - SIGN_IN_COUNTS_FOR)
    return {row["u_account_id"]: row["at"] for row in rows.joined(SignIn, raw, {"u_": User})}


async def _leaving(conn: Connection, accounts: Sequence[UUID]) -> dict[UUID, int]:
    """How many numbers of these accounts are asked for at the moment."""
    statement = f"""SELECT account_id, SUM(number_count) AS n FROM port_out_request
        WHERE account_id {sql.any_of(conn.dialect, 1, "uuid")} AND status IN ({_LIVE}) GROUP BY account_id"""
    found: list[Row] = rows.decode_all(PortOutRequest, await conn.fetch(statement, list(accounts)))
    return {row["account_id"]: int(row["n"]) for row in found}


async def _in_service(conn: Connection, leaving: Mapping[UUID, int]) -> dict[UUID, int]:
    """How many numbers these accounts have, counted no further than it takes to see that only few leave."""
    each = f"SELECT account_id FROM phone_number WHERE account_id = ${{place}} AND status IN ({_IN_SERVICE}) LIMIT {{most}}"
    wanted, counts = list(leaving.items()), dict[UUID, int]()
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        parts = [
            f"SELECT * FROM ({each.format(place=place, most=int(count) * _SHARE)}) AS n{place}" for place, (_, count) in enumerate(some, 1)
        ]
        statement = f"SELECT account_id, COUNT(*) AS n FROM ({' UNION ALL '.join(parts)}) AS counted GROUP BY account_id"
        found: list[Row] = rows.decode_all(PhoneNumber, await conn.fetch(statement, *(account for account, _ in some)))
        counts |= {row["account_id"]: int(row["n"]) for row in found}
    return counts
