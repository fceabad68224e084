"""What has been kept long enough, and how it goes: a bounded piece at a time. Orders that are held are never among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.desk.retention import ANY, PeriodPlace, RetentionKind, cut, specificity
from portico.storage.desk.keeping.kept_orders import ORDER_COLUMNS, ORDER_MODELS
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Dialect
from portico.storage.engine.scope import Params
from portico.storage.models import Document
from portico.storage.row_types.documents import DocumentRow
from portico.storage.row_types.joined import HeldUpRow

PAGE: Final = 20
_FREE: Final = """NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.{column} = r.id)
    AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.order_id = r.id AND d.status = 'PENDING')
    AND NOT EXISTS (SELECT 1 FROM journal_entry j WHERE j.order_id = r.id AND j.relayed_at IS NULL AND j.told AND NOT j.internal)"""
"""Nobody has to keep it, and nothing about it is still to be told."""

Periods = Mapping[PeriodPlace, int]


@dataclass(frozen=True, slots=True)
class Job:
    """What is looked for, of which kind of order."""

    kept: RetentionKind
    order_kind: str = "porting_request"


JOBS: Final = (
    Job(RetentionKind.DRAFT),
    Job(RetentionKind.DOCUMENT),
    Job(RetentionKind.DOCUMENT, "port_out_request"),
    Job(RetentionKind.ORDER),
    Job(RetentionKind.ORDER, "port_out_request"),
)


@dataclass(frozen=True, slots=True)
class DueOrder:
    """An order of which something is due."""

    order_id: UUID
    account_id: UUID
    reference: str


async def due(conn: Connection, job: Job, periods: Periods, at: datetime, *, order_id: UUID | None = None) -> list[DueOrder]:
    """Orders of which something is due at this instant, the longest due first, a page of them; or this one, where it is."""
    params = Params()
    condition = _condition(conn.dialect, job, periods, at, params)
    only = f" AND r.id = {params.add(order_id)}" if order_id else ""
    order = "r.updated_at" if job.kept is RetentionKind.DRAFT else "r.ended_at"
    statement = f"""SELECT r.id, r.account_id, r.reference FROM {job.order_kind} r WHERE {condition}{only}
        ORDER BY {order}, r.id LIMIT {PAGE}"""
    found = rows.decode_all(ORDER_MODELS[job.order_kind], await conn.fetch(statement, *params.values))
    return [DueOrder(row["id"], row["account_id"], row["reference"]) for row in found]


async def counts(conn: Connection, job: Job, periods: Periods, at: datetime) -> list[HeldUpRow]:
    """Per account how much is due (orders, or documents): order_kind, order_id, n."""
    params = Params()
    if job.kept is RetentionKind.DOCUMENT:
        tables = f"{job.order_kind} r JOIN document d ON d.{ORDER_COLUMNS[job.order_kind]} = r.id"
        condition = _of_documents(conn.dialect, job, periods, at, params)
    else:
        tables, condition = f"{job.order_kind} r", _condition(conn.dialect, job, periods, at, params)
    statement = (
        f"SELECT r.account_id AS order_id, COUNT(*) AS n FROM {tables} WHERE {condition} GROUP BY r.account_id ORDER BY r.account_id"
    )
    found = await conn.fetch(statement, *params.values)
    return [{"order_kind": "account", "order_id": _uuid(row["order_id"]), "n": row["n"]} for row in found]


async def due_documents(conn: Connection, job: Job, periods: Periods, at: datetime, order_id: UUID) -> list[DocumentRow]:
    """The documents of this order that are due: id, kind, media_type, version."""
    params = Params()
    condition = _of_documents(conn.dialect, job, periods, at, params)
    statement = f"""SELECT d.id, d.kind, d.media_type, d.version FROM {job.order_kind} r JOIN document d ON
        d.{ORDER_COLUMNS[job.order_kind]} = r.id WHERE {condition} AND r.id = {params.add(order_id)} ORDER BY d.id"""
    return rows.decode_all(Document, await conn.fetch(statement, *params.values))


def _condition(dialect: Dialect, job: Job, periods: Periods, at: datetime, params: Params) -> str:
    free = _FREE.format(column=ORDER_COLUMNS[job.order_kind])
    if job.kept is RetentionKind.DOCUMENT:
        within = _of_documents(dialect, job, periods, at, params)
        return f"""r.ended_at <= {params.add(at)} AND EXISTS (SELECT 1 FROM document d
            WHERE d.{ORDER_COLUMNS[job.order_kind]} = r.id AND {within})"""
    until = params.add(cut(periods[PeriodPlace(job.kept)], at))
    if job.kept is RetentionKind.ORDER:
        return f"r.ended_at <= {until} AND {free} AND NOT {_keeps_a_document(dialect, job, periods, at, params)}"
    return f"""r.status = 'DRAFT' AND r.updated_at <= {until} AND {free}
        AND NOT EXISTS (SELECT 1 FROM journal_entry k WHERE k.order_id = r.id AND k.at > {until})"""


def _keeps_a_document(dialect: Dialect, job: Job, periods: Periods, at: datetime, params: Params) -> str:
    """Whether a document of an order `r` is still to be kept: its bytes would go with the order, whatever period it has of its own."""
    kept_enough = _kept_long_enough(dialect, periods, at, params)
    return f"""EXISTS (SELECT 1 FROM document d WHERE d.{ORDER_COLUMNS[job.order_kind]} = r.id AND d.deleted_at IS NULL
        AND NOT ({kept_enough}))"""


def _of_documents(dialect: Dialect, job: Job, periods: Periods, at: datetime, params: Params) -> str:
    """Whether a document `d` of an order `r` is due."""
    free = _FREE.format(column=ORDER_COLUMNS[job.order_kind])
    return f"d.deleted_at IS NULL AND {_kept_long_enough(dialect, periods, at, params)} AND {free}"


def _kept_long_enough(dialect: Dialect, periods: Periods, at: datetime, params: Params) -> str:
    """Of a document `d` of an order `r`: the period that says most of it counts."""
    places = sorted((place for place in periods if place.kind is RetentionKind.DOCUMENT), key=specificity, reverse=True)
    whens = [f"WHEN {_fits(place, params)} THEN {_instant(dialect, params, cut(periods[place], at))}" for place in places]
    return f"r.ended_at <= CASE {' '.join(whens)} END"


def _fits(place: PeriodPlace, params: Params) -> str:
    of_kind = f"d.kind = {params.add(str(place.document_kind))}" if place.document_kind != ANY else "1 = 1"
    return f"{of_kind} AND r.country = {params.add(place.country)}" if place.country != ANY else of_kind


def _instant(dialect: Dialect, params: Params, moment: datetime) -> str:
    """PostgreSQL takes what only a CASE says to be text."""
    return params.add(moment) + ("::timestamptz" if dialect == "postgres" else "")


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
