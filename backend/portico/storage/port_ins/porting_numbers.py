"""Porting numbers read: one statement a level, plain typed rows, and the frozen views that lifecycles decide on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_ins.documents.rejections import moments
from portico.domain.port_ins.porting_number import PortingNumberView, waiting_on
from portico.domain.statuses import DocumentKind, DocumentStatus, PortingNumberStatus, PortingRequestStatus, WaitingOn
from portico.storage.desk import carriers_of_numbers
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.lazy_row import LazyRow
from portico.storage.engine.listing import RowColumns
from portico.storage.engine.pieces import in_pieces
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.engine.scope import NOTHING, Params, answerable, visible
from portico.storage.models import Carrier, Document, PortingAttemptNumber, PortingNumber, PortingRequest, RequirementOverride
from portico.storage.row_types.documents import DocumentRow

OF_A_ROW: Final = RowColumns(
    "n",
    {
        "r_status": "r.status",
        "r_flow": "r.flow",
        "r_country": "r.country",
        "r_reference": "r.reference",
        "r_perform_at": "r.perform_at",
        "r_first_possible_date": "r.first_possible_date",
        "r_fields_changed_at": "r.fields_changed_at",
        "r_losing_carrier_id": "r.losing_carrier_id",
        "r_losing_carrier_name": "r.losing_carrier_name",
        "r_network_carrier_id": "r.network_carrier_id",
        "r_configuration_profile_id": "r.configuration_profile_id",
        "cancel_cutoff_hours": "a.cancel_cutoff_hours",
        "account_name": "a.name",
        "ro_changes": "ro.changes",
        "l_id": "lc.id",
        "l_country": "lc.country",
        "l_region": "lc.region",
        "l_time_zone": "lc.time_zone",
        "l_name": "COALESCE(lc.name, r.losing_carrier_name)",
        "c_completes_by_itself": "nc.completes_by_itself",
    },
)
COLUMNS: Final = OF_A_ROW.every
_NEXT_ATTEMPT: Final = "(SELECT COALESCE(MAX(pa.no), 0) + 1 FROM porting_attempt pa WHERE pa.request_id = n.request_id) AS next_attempt_no"
"""Only moves ask for it: nothing that is offered hangs on it."""
TABLES = f"""porting_number n JOIN porting_request r ON r.id = n.request_id JOIN account a ON a.id = n.account_id
    LEFT JOIN requirement_override ro ON ro.country = r.country AND ro.number_type = n.number_type
    {carriers_of_numbers.JOIN} LEFT JOIN carrier nc ON nc.id = r.network_carrier_id"""


PARTS: Final = {"r_": PortingRequest, "l_": Carrier, "c_": Carrier, "ro_": RequirementOverride}


def decode(raw: Iterable[Mapping[str, Any]]) -> list[LooseRow]:
    """Rows of COLUMNS typed; the request's, carriers' and documents' parts under their prefixes."""
    return rows.joined(PortingNumber, raw, PARTS)


def decoder(raw: Sequence[Row]) -> Callable[[Mapping[str, Any]], Row]:
    """What `decode` makes of each of these rows."""
    return rows.joiner(PortingNumber, raw, PARTS)


def column(name: str) -> rows.Column | None:
    """What is known of a column of these rows."""
    return rows.joined_column(PortingNumber, name, PARTS)


async def documents_of(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID | None, list[DocumentRow]]:
    """What each request has on paper, oldest first: the facts that guards about documents look at."""
    statement = f"""SELECT request_id, kind, status, created_at, updated_at, named_fields, issue_date, signed_at, signer FROM document
        WHERE request_id {sql.any_of(conn.dialect, 1, "uuid")} ORDER BY created_at"""
    found: dict[UUID | None, list[DocumentRow]] = {}
    wanted = list(set(request_ids))
    for row in rows.decode_all(Document, await conn.fetch(statement, wanted) if wanted else ()):
        found.setdefault(row["request_id"], []).append(row)
    return found


async def _attempts_of(conn: Connection, numbers: Iterable[Row]) -> dict[UUID, dict[int, UUID | None]]:
    """The attempts that each of these numbers was in, with the losing carrier of each, where there was more than one.

    Others of its request had theirs between.
    """
    newest = {row["id"]: row["attempt_no"] for row in numbers if row["attempt_no"] > 1}
    if not newest:
        return {}
    statement = f"""SELECT p.number_id, a.no, a.losing_carrier_id AS l_id
        FROM porting_attempt_number p JOIN porting_attempt a ON a.id = p.attempt_id
        WHERE p.number_id {sql.any_of(conn.dialect, 1, "uuid")}"""
    found: list[LooseRow] = rows.joined(PortingAttemptNumber, await conn.fetch(statement, list(newest)), {"l_": Carrier})
    had: dict[UUID, dict[int, UUID | None]] = {key: {} for key in newest}
    for row in found:
        had[row["number_id"]][int(row["no"])] = row["l_id"]
    return had


AS_STORED: Final = (
    *"review_started_at foc_at handed_over_at sent_to_id resume_status cancellation_asked_at cancellation_decided_at".split(),
    *"provisioned_at reasons_raised_at".split(),
)


def view_of(row: Row, documents: Iterable[Row] = (), attempts: Mapping[int, UUID | None] = MappingProxyType({})) -> PortingNumberView:
    """`next_attempt_no` is right where the row has it."""
    documents = list(documents)
    usable = [document for document in documents if document["status"] is not DocumentStatus.REJECTED]
    uploaded: dict[DocumentKind, datetime] = {document["kind"]: document["created_at"] for document in usable}
    return PortingNumberView(
        id=row["id"],
        version=row["version"],
        status=row["status"],
        flow=row["r_flow"],
        account_id=row["account_id"],
        request_id=row["request_id"],
        request_status=row["r_status"],
        country=row["r_country"],
        number_type=row["number_type"],
        e164=row["e164"],
        foc_history=tuple(row["foc_history"]),
        attempt_no=row["attempt_no"],
        next_attempt_no=row.get("next_attempt_no", 1),
        earlier_attempts=frozenset(attempts) - {row["attempt_no"]},
        attempt_carriers={no: carrier for no, carrier in attempts.items() if carrier},
        **{name: row[name] for name in AS_STORED},
        status_reasons=tuple(row["status_reasons"]),
        fields_changed_at=moments(row["r_fields_changed_at"]),
        documents_uploaded_at=uploaded,
        accepted_documents=frozenset(d["kind"] for d in documents if d["status"] is DocumentStatus.ACCEPTED),
        cancel_cutoff_hours=row["cancel_cutoff_hours"],
        losing_carrier_id=row["l_id"],
        request_losing_carrier_id=row["r_losing_carrier_id"],
        losing_carrier_name=row["r_losing_carrier_name"],
        **{f"losing_{name}": row[f"l_{name}"] for name in ("country", "region", "time_zone")},
        network_carrier_id=row["r_network_carrier_id"],
        network_completes_by_itself=bool(row["c_completes_by_itself"]),
        request_perform_at=row["r_perform_at"],
        request_first_possible_date=row["r_first_possible_date"],
        configuration_profile_id=row["configuration_profile_id"],
        request_configuration_profile_id=row["r_configuration_profile_id"],
        requirement_changes=row["ro_changes"],
    )


WHICH_ONE: Final = ("id", "version", "account_id", "request_id", "e164")
JUDGED: Final = (
    *"status number_type review_started_at foc_at foc_history attempt_no handed_over_at sent_to_id resume_status".split(),
    *"cancellation_asked_at cancellation_decided_at provisioned_at status_reasons reasons_raised_at cancel_cutoff_hours".split(),
    *"r_flow r_status r_country r_fields_changed_at l_id r_losing_carrier_id r_losing_carrier_name r_network_carrier_id".split(),
    *"r_perform_at configuration_profile_id r_configuration_profile_id".split(),
    *"r_first_possible_date l_country l_region l_time_zone c_completes_by_itself ro_changes".split(),
)
"""The columns of a view, but for those that say which one it is: its lifecycle looks at none of them."""


_judged_columns: Final = itemgetter(*JUDGED)


def judged_by(row: Row, documents: Sequence[Row]) -> tuple[Any, ...]:
    """Equal for numbers to which the same can be done: what the database says of all that the lifecycle looks at."""
    papers = tuple((paper["kind"], paper["status"], paper["created_at"]) for paper in documents) if documents else ()
    return _judged_columns(row.as_read if type(row) is LazyRow else row), papers


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, PortingNumberView]:
    """The numbers as their lifecycle sees them; ids that are not there are left out."""
    statement = f"SELECT {COLUMNS}, {_NEXT_ATTEMPT} FROM {TABLES} WHERE n.id {sql.any_of(conn.dialect, 1, 'uuid')}"
    found = decode(await conn.fetch(statement, list(ids)))
    documents = await documents_of(conn, {row["request_id"] for row in found})
    had = await _attempts_of(conn, found)
    return {row["id"]: view_of(row, documents.get(row["request_id"], ()), had.get(row["id"], {})) async for row in in_pieces(found)}


_TURNS_WITH_ITS_REQUEST: Final = f"""
    (n.status IN ({sql.listed({PortingNumberStatus.ACTION_REQUIRED, PortingNumberStatus.CANCELLATION_REJECTED})})
        AND (r.losing_carrier_name IS NOT NULL OR n.waiting_on = '{WaitingOn.STAFF}'))
    OR (r.status = '{PortingRequestStatus.READY_TO_BE_PORTED}' AND (r.perform_at IS NOT NULL OR n.waiting_on = '{WaitingOn.NOBODY}'))"""
"""Numbers whose turn may be another's though only their request changed: a carrier typed or matched, where they ring."""


async def take_turns(conn: Connection, request_ids: Iterable[UUID]) -> None:
    """Writes who must act next where a change of the request or its papers moved that on: numbers store it as of their own moves."""
    statement = f"""SELECT n.id, n.waiting_on FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        WHERE n.request_id {sql.any_of(conn.dialect, 1, "uuid")} AND ({_TURNS_WITH_ITS_REQUEST})"""
    wanted = list(request_ids)
    raw = await conn.fetch(statement, wanted) if wanted else []
    stored = {row["id"]: row["waiting_on"] for row in rows.decode_all(PortingNumber, raw)}
    found = await views(conn, stored) if stored else {}
    turns = {key: waiting_on(view) for key, view in found.items()}
    await sql.update_rows(conn, PortingNumber, {key: {"waiting_on": who} for key, who in turns.items() if who is not stored[key]})


async def of_requests(conn: Connection, request_ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """(request, number) of every number of these requests, in number order."""
    statement = f"SELECT request_id, id FROM porting_number WHERE request_id {sql.any_of(conn.dialect, 1, 'uuid')} ORDER BY e164"
    found = rows.decode_all(PortingNumber, await conn.fetch(statement, list(request_ids)))
    return [(row["request_id"], row["id"]) for row in found]


@dataclass(frozen=True, slots=True)
class Alike:
    """How many numbers of a request stand exactly alike as far as a cancellation goes, and one of them."""

    request_id: UUID
    count: int
    e164: str


async def alike(conn: Connection, request_ids: Iterable[UUID]) -> list[Alike]:
    """The numbers of these requests in groups: a thousand that move together are one, so that a list can ask about all of them."""
    statement = f"""SELECT request_id, COUNT(*) AS count, MIN(e164) AS e164 FROM porting_number
        WHERE request_id {sql.any_of(conn.dialect, 1, "uuid")} GROUP BY request_id, status, foc_at, cancellation_decided_at"""
    found: list[Row] = rows.decode_all(PortingNumber, await conn.fetch(statement, list(request_ids)))
    return [Alike(**row) for row in found]


async def standing_for(conn: Connection, groups: Iterable[Alike]) -> dict[tuple[UUID, str], PortingNumberView]:
    """The number that stands for each of these groups, by its request and E.164."""
    groups = list(groups)
    statement = f"""SELECT {COLUMNS} FROM {TABLES} WHERE n.request_id {sql.any_of(conn.dialect, 1, "uuid")}
        AND n.e164 {sql.any_of(conn.dialect, 2, "text")}"""
    found = decode(await conn.fetch(statement, list({each.request_id for each in groups}), list({each.e164 for each in groups})))
    return {(row["request_id"], row["e164"]): view_of(row) for row in found}


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Number → request, for those of `ids` the actor may see."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "porting_number", "n", params)
    statement = f"""SELECT n.id, n.request_id FROM porting_number n
        WHERE n.id {wanted} AND {condition}"""
    return {row["id"]: row["request_id"] for row in rows.decode_all(PortingNumber, await conn.fetch(statement, *params.values))}


async def answerable_late(conn: Connection, actor: Actor, attempts: Mapping[UUID, int]) -> dict[UUID, UUID]:
    """Number → request, for those whose named attempt this carrier had and another one followed: it may answer, seen or not."""
    params = Params()
    condition = answerable(actor, "p", "a", params)
    if condition is NOTHING or not attempts:
        return {}
    statement = f"""SELECT p.number_id, a.no, n.request_id AS n_request_id FROM porting_attempt_number p
        JOIN porting_attempt a ON a.id = p.attempt_id JOIN porting_number n ON n.id = p.number_id
        WHERE {condition} AND a.no < n.attempt_no AND p.number_id {params.any_of(conn.dialect, attempts, "uuid")}"""
    raw = await conn.fetch(statement, *params.values)
    found: list[LooseRow] = rows.joined(PortingAttemptNumber, raw, {"n_": PortingNumber})
    return {row["number_id"]: row["n_request_id"] for row in found if int(row["no"]) == attempts[row["number_id"]]}
