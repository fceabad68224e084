"""Whose entries the journal need not keep: of orders that ended, long ago, of which nothing is held, owed or still to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.desk.evidence import BESIDE
from portico.storage.desk.keeping.kept_orders import ORDER_COLUMNS, ORDER_MODELS
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params
from portico.storage.models import EvidencePack
from portico.storage.row_types.joined import HeldUpRow

ORDER_KINDS: Final = ("porting_request", "port_out_request")
PIECE: Final = 200
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
_UNTRIMMED: Final = """NOT EXISTS (SELECT 1 FROM evidence_pack q WHERE q.order_id = r.id
    AND (q.deleted_at IS NOT NULL OR q.trimmed_upto >= q.order_sequence))"""
"""First of all: most of what ended long ago is through with it, and is passed over by one look."""
DuePlace = tuple[datetime, UUID]
"""Where an order stands among those that are due: by its end, then by its id."""


@dataclass(frozen=True, slots=True)
class TrimmableOrder:
    """An order whose entries may go once its evidence is there."""

    kind: str
    order_id: UUID
    place: DuePlace


async def first_due(
    conn: Connection, kind: str, cut: datetime, start: DuePlace | None = None, but_not: UUID | None = None
) -> TrimmableOrder | None:
    """The order whose entries have been kept long enough for longest, at or behind a place: whoever goes round never walks back."""
    params = Params()
    condition = _due(kind, params.add(cut))
    if start:
        condition += f" AND (r.ended_at, r.id) >= ({params.add(start[0])}, {params.add(start[1])})"
    condition += f" AND r.id <> {params.add(but_not)}" if but_not else ""
    statement = f"SELECT r.id, r.ended_at FROM {kind} r WHERE {condition} ORDER BY r.ended_at, r.id LIMIT 1"
    found = rows.decode_all(ORDER_MODELS[kind], await conn.fetch(statement, *params.values))
    return TrimmableOrder(kind, found[0]["id"], (found[0]["ended_at"], found[0]["id"])) if found else None


async def is_due(conn: Connection, kind: str, cut: datetime, order_id: UUID) -> bool:
    return bool(await conn.fetch(f"SELECT 1 FROM {kind} r WHERE {_due(kind, '$1')} AND r.id = $2", cut, order_id))


async def counts(conn: Connection, cut: datetime) -> list[HeldUpRow]:
    """Per account how many entries are due: order_kind, order_id, n."""
    found: list[HeldUpRow] = []
    for kind in ORDER_KINDS:
        statement = f"""SELECT r.account_id, COUNT(*) AS n FROM {kind} r LEFT JOIN evidence_pack p ON p.order_id = r.id
            JOIN journal_entry e ON e.order_id = r.id AND e.order_sequence <= COALESCE(p.order_sequence, e.order_sequence)
            WHERE {_due(kind, "$1")} GROUP BY r.account_id ORDER BY r.account_id"""
        found += _counted(await conn.fetch(statement, cut))
    return found


def _counted(raw: Sequence[rows.Row]) -> list[HeldUpRow]:
    found: list[rows.Row] = rows.decode_all(EvidencePack, raw)
    return [{"order_kind": "account", "order_id": row["account_id"], "n": row["n"]} for row in found]


def _due(kind: str, cut: str) -> str:
    return " AND ".join((_UNTRIMMED, *CONDITIONS.values())).format(cut=cut, column=ORDER_COLUMNS[kind])
