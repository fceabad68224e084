"""Whose entries the journal need not keep: of orders that ended, long ago, of which nothing is held, owed or still to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.desk.evidence import BESIDE
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params
from portico.storage.models import EvidencePack
from portico.storage.row_types.joined import HeldUpRow

ORDER_KINDS: Final = ("porting_request", "port_out_request")
PAGE: Final = 20
PIECE: Final = 200
_OF_ORDER: Final = {"porting_request": "request_id", "port_out_request": "port_out_request_id"}
_BESIDE: Final = ", ".join(f"'{event}'" for event in BESIDE)
CONDITIONS: Final = {
    "ended": "r.ended_at <= {cut}",
    "moved": f"NOT EXISTS (SELECT 1 FROM journal_entry k WHERE k.order_id = r.id AND k.at > {{cut}} AND k.event NOT IN ({_BESIDE}))",
    "held": "NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.{column} = r.id)",
    "owed": "NOT EXISTS (SELECT 1 FROM delivery d WHERE d.order_id = r.id AND d.status = 'PENDING')",
    "unrelayed": f"""NOT EXISTS (SELECT 1 FROM journal_entry j WHERE j.order_id = r.id AND j.relayed_at IS NULL
        AND j.event NOT IN ({_BESIDE}))""",
    "figures": "r.sequence >= COALESCE((SELECT MAX(m.order_sequence) FROM journal_entry m WHERE m.order_id = r.id), 0)",
}
"""What must hold of an order `r`, each by itself. Figures: how far it has come says its own row, as no entry will."""
_TABLES: Final = "{kind} r LEFT JOIN evidence_pack p ON p.order_id = r.id"
_UNPACKED: Final = "p.id IS NULL"
_PACKED: Final = "p.deleted_at IS NULL AND p.trimmed_upto < p.order_sequence"


@dataclass(frozen=True, slots=True)
class TrimmableOrder:
    """An order whose entries may go: at once where its evidence is there (`pack_id`), else once that is made."""

    kind: str
    order_id: UUID
    account_id: UUID
    pack_id: UUID | None


async def due(conn: Connection, cut: datetime, *, order_id: UUID | None = None, but_not: Collection[UUID] = ()) -> list[TrimmableOrder]:
    """Orders whose entries have been kept long enough, the longest first, a page of each kind; or this one, where it is."""
    found: list[TrimmableOrder] = []
    for kind in ORDER_KINDS:
        params = Params()
        condition = _due(kind, params.add(cut))
        condition += f" AND r.id = {params.add(order_id)}" if order_id else ""
        condition += f" AND NOT (r.id {params.any_of(conn.dialect, but_not, 'uuid')})" if but_not else ""
        statement = f"""SELECT r.id AS order_id, r.account_id, p.id FROM {_TABLES.format(kind=kind)}
            WHERE {condition} ORDER BY r.ended_at, r.id LIMIT {PAGE}"""
        due_now = rows.decode_all(EvidencePack, await conn.fetch(statement, *params.values))
        found += [TrimmableOrder(kind, row["order_id"], row["account_id"], row["id"]) for row in due_now]
    return found


async def counts(conn: Connection, cut: datetime) -> list[HeldUpRow]:
    """Per account how many entries are due: order_kind, order_id, n."""
    found: list[HeldUpRow] = []
    for kind in ORDER_KINDS:
        statement = f"""SELECT r.account_id, COUNT(*) AS n FROM {_TABLES.format(kind=kind)}
            JOIN journal_entry e ON e.order_id = r.id AND e.order_sequence <= COALESCE(p.order_sequence, e.order_sequence)
            WHERE {_due(kind, "$1")} GROUP BY r.account_id ORDER BY r.account_id"""
        found += _counted(await conn.fetch(statement, cut))
    return found


def _counted(raw: Sequence[rows.Row]) -> list[HeldUpRow]:
    found: list[rows.Row] = rows.decode_all(EvidencePack, raw)
    return [{"order_kind": "account", "order_id": row["account_id"], "n": row["n"]} for row in found]


def _due(kind: str, cut: str) -> str:
    conditions = " AND ".join(CONDITIONS.values()).format(cut=cut, column=_OF_ORDER[kind])
    return f"{conditions} AND ({_UNPACKED} OR ({_PACKED}))"
