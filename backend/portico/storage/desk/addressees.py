"""Who is told about an order, and the facts a letter about it shows. The mail room reads this as the system: it serves every account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from portico.domain.dates import foc_calendar
from portico.domain.people.freezing import standing
from portico.domain.port_ins import losing_carriers
from portico.domain.port_ins.documents.document_words import with_its_file
from portico.domain.port_ins.field_words import own_fields
from portico.domain.port_ins.requirements.requirements import Requirement, requirement_for
from portico.domain.port_outs.port_out_request import chose_approval, on_deadline
from portico.domain.reasons import PORT_OUT, PortOutRejectCode, ReasonDirection
from portico.domain.sentences import Said
from portico.domain.statuses import DocumentKind, Flow, OnDeadline, PortOutRequestStatus
from portico.storage.desk import carriers_of_numbers, reason_texts, requirement_overrides
from portico.storage.desk.awaited import awaited
from portico.storage.desk.told import afterwards
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import (
    Account,
    Carrier,
    CompanyProfile,
    ConfigurationProfile,
    Document,
    PhoneNumber,
    PortingNumber,
    PortingRequest,
    PortOutNumber,
    PortOutOrder,
    PortOutRequest,
)
from portico.storage.people import accounts, notifications
from portico.storage.people.notifications import Subscribed
from portico.storage.row_types.port_ins import PortingRequestRow

PORTING_REQUEST: Final = "porting_request"
PORT_OUT_REQUEST: Final = "port_out_request"
RELEASING: Final = frozenset({PortOutRequestStatus.APPROVED, PortOutRequestStatus.PORTED_OUT})
"""In these a moment of release that was set still stands."""


@dataclass(frozen=True, slots=True)
class ToldOrder:
    """An order as who is told of it hears it; `facts` are plain JSON values. `carrier_id` is who is owed its carrier's deliveries.

    `cancel_cutoff_hours` is how long before a FOC date it is too late to cancel, where such a rule is. `carrier_callback` is where the
    gaining carrier of a port-out is told what became of it, instead of by its gateway; `carrier_version` its version of the request.
    `subscribers` are people who want some kinds of news beside the addresses; `told_administrators`: for want of addresses.
    """

    kind: str
    id: UUID
    account_id: UUID
    sequence: int
    reference: str
    profile_emails: tuple[str, ...]
    account_emails: tuple[str, ...]
    callback_url: str | None
    carrier_id: UUID | None
    facts: Mapping[str, Any]
    cancel_cutoff_hours: int | None = None
    carrier_callback: str | None = None
    carrier_version: int | None = None
    subscribers: tuple[Subscribed, ...] = ()
    told_administrators: bool = False
    administrators: tuple[str, ...] = ()
    """Of a port-out the account's administrators, who are told of its release whatever addresses the account has."""


async def told_order(conn: Connection, kind: str, order_id: UUID) -> ToldOrder | None:
    """The order, or None for one that is gone (a discarded draft) or that nobody outside hears of (an account)."""
    match kind:
        case "porting_request":
            return await _porting_request(conn, order_id)
        case "port_out_request":
            return await _port_out_request(conn, order_id)
        case "snapback":
            row = await afterwards.snapback(conn, order_id)
            return await _after(conn, kind, row, afterwards.facts_of_snapback(row), row["carrier_id"]) if row is not None else None
        case "internal_move":
            row = await afterwards.internal_move(conn, order_id)
            return await _after(conn, kind, row, await afterwards.facts_of_internal_move(conn, row)) if row is not None else None
        case _:
            return None


async def _after(conn: Connection, kind: str, row: Row, facts: Mapping[str, Any], carrier_id: UUID | None = None) -> ToldOrder:
    """What comes after a port is told to the account's addresses; for want of any, to its administrators."""
    return ToldOrder(
        kind=kind,
        id=row["id"],
        account_id=row["account_id"],
        sequence=row["sequence"],
        reference=row["reference"],
        profile_emails=(),
        account_emails=tuple(row["a_notification_emails"] or await accounts.administrators(conn, row["account_id"])),
        callback_url=row["a_default_callback_url"],
        carrier_id=carrier_id,
        facts=facts,
        told_administrators=not row["a_notification_emails"],
    )


async def _porting_request(conn: Connection, order_id: UUID) -> ToldOrder | None:
    statement = """SELECT r.id, r.account_id, r.sequence, r.reference, r.name, r.customer_reference, r.status, r.status_reason,
        r.status_reason_said, r.status_reason_code, r.answer_due_at, r.first_possible_date, r.ready_until, r.perform_at, r.callback_url,
        r.network_carrier_id, r.flow, r.number_type, r.waiting_on, r.fields_changed_at, a.cancel_cutoff_hours AS a_cancel_cutoff_hours,
        a.name AS a_name, a.time_zone AS a_time_zone, a.notification_emails AS a_notification_emails,
        a.default_callback_url AS a_default_callback_url, p.label AS p_label, p.emails AS p_emails,
        r.country, r.losing_carrier_name, lc.name AS l_name, lc.time_zone AS l_time_zone, nc.name AS n_name, r.number_count
        FROM porting_request r JOIN account a ON a.id = r.account_id LEFT JOIN company_profile p ON p.id = r.company_profile_id
        LEFT JOIN carrier lc ON lc.id = r.losing_carrier_id LEFT JOIN carrier nc ON nc.id = r.network_carrier_id WHERE r.id = $1"""
    found = await conn.fetch(statement, order_id)
    if not found:
        return None
    row, account = rows.decode(PortingRequest, found[0]), rows.decode(Account, found[0], "a_")
    profile = rows.decode(CompanyProfile, found[0], "p_")
    return ToldOrder(
        kind=PORTING_REQUEST,
        id=row["id"],
        account_id=row["account_id"],
        sequence=row["sequence"],
        reference=row["reference"],
        profile_emails=tuple(profile["emails"] or ()),
        account_emails=tuple(account["notification_emails"] or ()),
        callback_url=row["callback_url"] or account["default_callback_url"],
        carrier_id=row["network_carrier_id"],
        facts=_port_in_facts(found[0], row, account, profile) | await _what_is_needed(conn, row) | await _reason_texts(conn),
        cancel_cutoff_hours=account["cancel_cutoff_hours"] if row["flow"] is Flow.STANDARD else None,
        subscribers=tuple(await notifications.subscribers(conn, row["account_id"])),
    )


def _port_in_facts(raw: Row, row: Row, account: Row, profile: Row) -> dict[str, Any]:
    losing = rows.decode(Carrier, raw, "l_")
    return _facts(
        row,
        ("name", "customer_reference", "flow", "status", "answer_due_at", "first_possible_date", "ready_until", "perform_at"),
        outcome=row["status_reason"],
        outcome_said=row["status_reason_said"],
        blocking_code=row["status_reason_code"],
        account=account["name"],
        time_zone=account["time_zone"],
        profile=profile["label"],
        losing_carrier=losing["name"] or ((typed := losing_carriers.as_typed(row["losing_carrier_name"])) and typed.kept),
        foc_zone=foc_calendar.zone_of(losing["time_zone"], row["country"]),
        carrier=rows.decode(Carrier, raw, "n_")["name"],
    )


async def _reason_texts(conn: Connection) -> dict[str, Any]:
    """What the operator says of reasons in its own words; nothing where it does not."""
    own = await reason_texts.mailed(conn, ReasonDirection.IN)
    return {"reason_texts": {code: said.kept for code, said in own.items()}} if own else {}


async def _what_is_needed(conn: Connection, row: PortingRequestRow) -> dict[str, Any]:
    """How long such a port typically takes, with what staff changed of it, and what it still lacks; nothing of what is unknown."""
    changes = await requirement_overrides.changes(conn, row["country"])
    found = requirement_for(row["country"], row["number_type"], changes.get((row["country"], row["number_type"])))
    return _interval(found) | _extra_fields(found) | await awaited(conn, row, found)


def _extra_fields(requirement: Requirement | None) -> dict[str, Any]:
    own = own_fields(requirement)
    return {"extra_fields": own} if own else {}


def _interval(requirement: Requirement | None) -> dict[str, Any]:
    interval = requirement.interval if requirement else None
    if interval is None or interval.max_days is None:
        return {}
    return {"interval": {"least": interval.min_days, "most": interval.max_days, "unit": str(interval.unit)}}


_PORT_OUT_REQUEST: Final = """SELECT q.id, q.account_id, q.sequence, q.reference, q.status, q.requested_date, q.expires_at, q.on_deadline,
        q.release_at, q.reject_code, q.reject_comment, q.gaining_carrier_id, q.pin_checked, q.two_person,
        a.port_out_on_deadline AS a_port_out_on_deadline, a.port_out_two_person AS a_port_out_two_person, a.port_out_freeze AS
        a_port_out_freeze, q.carrier_reference, q.end_user, a.name AS a_name, a.time_zone AS a_time_zone,
        a.notification_emails AS a_notification_emails, a.default_callback_url AS a_default_callback_url, g.name AS g_name,
        g.callback_url AS g_callback_url, q.carrier_version, s.id AS s_id
        FROM port_out_request q JOIN account a ON a.id = q.account_id JOIN carrier g ON g.id = q.gaining_carrier_id
        LEFT JOIN app_user s ON s.id = q.policy_set_by AND s.account_id = q.account_id WHERE q.id = $1"""


async def _port_out_request(conn: Connection, order_id: UUID) -> ToldOrder | None:
    found = await conn.fetch(_PORT_OUT_REQUEST, order_id)
    if not found:
        return None
    row, account = rows.decode(PortOutRequest, found[0]), rows.decode(Account, found[0], "a_")
    facts = _facts(
        row,
        ("status", "requested_date", "expires_at", "reject_code", "carrier_reference", "end_user"),
        on_deadline=_unanswered(row, account, by_owner=found[0]["s_id"] is not None),
        release_at=row["release_at"] if row["status"] in RELEASING else None,
        reject_reason=_reject_reason(row, await reason_texts.mailed(conn, ReasonDirection.OUT)),
        **dict.fromkeys(("gaining_carrier", "carrier"), rows.decode(Carrier, found[0], "g_")["name"]),
        account=account["name"],
        time_zone=account["time_zone"],
        numbers=await _port_out_numbers(conn, order_id),
        **await _fee(conn, order_id),
    )
    return ToldOrder(
        kind=PORT_OUT_REQUEST,
        id=row["id"],
        account_id=row["account_id"],
        sequence=row["sequence"],
        reference=row["reference"],
        profile_emails=(),
        account_emails=tuple(account["notification_emails"] or await accounts.administrators(conn, row["account_id"])),
        callback_url=account["default_callback_url"],
        carrier_id=row["gaining_carrier_id"],
        facts=facts,
        carrier_callback=rows.decode(Carrier, found[0], "g_")["callback_url"],
        told_administrators=not account["notification_emails"],
        administrators=tuple(await accounts.administrators(conn, row["account_id"])),
        carrier_version=row["carrier_version"],
    )


def _unanswered(row: Row, account: Row, *, by_owner: bool) -> OnDeadline:
    """What happens if nobody decides, as things stand."""
    frozen = standing(account["port_out_freeze"], row["expires_at"]) is not None
    two_person = bool(row["two_person"] or account["port_out_two_person"])
    chosen = by_owner and chose_approval(row["on_deadline"], account["port_out_on_deadline"])
    return on_deadline(chosen, row["pin_checked"], two_person, frozen=frozen)


def _reject_reason(row: Row, own: Mapping[str, Said]) -> dict[str, object] | None:
    """What the code says, or the operator's own words for it; that it is something else says the comment."""
    if row["reject_code"] is None or (row["reject_code"] == PortOutRejectCode.OTHER and row["reject_comment"]):
        return None
    return (own.get(row["reject_code"]) or PORT_OUT[PortOutRejectCode(row["reject_code"])].sentence.said()).kept


def _facts(row: Row, names: Iterable[str], **more: Any) -> dict[str, Any]:
    """Plain JSON values, without those that are not known."""
    taken = {name: row[name] for name in names} | more
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in taken.items() if value is not None}


async def _port_out_numbers(conn: Connection, order_id: UUID) -> list[str]:
    found = await conn.fetch("SELECT e164 FROM port_out_number WHERE port_out_request_id = $1 ORDER BY e164", order_id)
    return [row["e164"] for row in rows.decode_all(PortOutNumber, found)]


async def _fee(conn: Connection, order_id: UUID) -> dict[str, Any]:
    statement = "SELECT fee_minor, currency FROM port_out_order WHERE port_out_request_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1"
    found = rows.decode_all(PortOutOrder, await conn.fetch(statement, order_id))
    return {"fee": {"minor": found[0]["fee_minor"], "currency": found[0]["currency"]}} if found else {}


async def elsewhere(conn: Connection, number_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What is otherwise than with their request of those of these porting numbers that are with another losing carrier than it names."""
    statement = f"""SELECT n.id, r.country AS r_country, lc.name AS l_name, lc.time_zone AS l_time_zone
        FROM porting_number n JOIN porting_request r ON r.id = n.request_id {carriers_of_numbers.JOIN}
        WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")} AND (r.losing_carrier_id IS NULL OR lc.id <> r.losing_carrier_id)"""
    found = rows.joined(PortingNumber, await conn.fetch(statement, list(number_ids)), {"r_": PortingRequest, "l_": Carrier})
    return {
        row["id"]: {"losing_carrier": row["l_name"], "foc_zone": foc_calendar.zone_of(row["l_time_zone"], row["r_country"])}
        for row in found
        if row["l_name"]
    }


async def configurations(conn: Connection, number_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of the configuration of each of these porting numbers that has one, its own or its request's."""
    statement = f"""SELECT n.id, c.name AS c_name FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        JOIN configuration_profile c ON c.id = COALESCE(n.configuration_profile_id, r.configuration_profile_id)
        WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")}"""
    found = await conn.fetch(statement, list(number_ids))
    return {rows.decode(PortingNumber, row)["id"]: rows.decode(ConfigurationProfile, row, "c_")["name"] for row in found}


async def numbers(conn: Connection, subject_kind: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The E.164 numbers of porting numbers or of numbers of the inventory."""
    model = {"porting_number": PortingNumber, "phone_number": PhoneNumber}[subject_kind]
    statement = f"SELECT id, e164 FROM {rows.table_name(model)} WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return {row["id"]: row["e164"] for row in rows.decode_all(model, await conn.fetch(statement, list(ids)))}


async def documents(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, dict[str, object]]:
    """What each document is called, as it is kept: its kind and its file's name."""
    statement = f"SELECT id, kind, file_name FROM document WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    found = rows.decode_all(Document, await conn.fetch(statement, list(ids)))
    return {row["id"]: with_its_file(DocumentKind(row["kind"]), row["file_name"]).kept for row in found}


async def goes_along(conn: Connection, request_id: UUID) -> Row | None:
    """What goes to the carrier with the numbers of a port-in: PIN and secret extra fields, sealed, and the blocks they came in with."""
    found = await conn.fetch("SELECT pin_sealed, secrets_sealed, number_blocks FROM porting_request WHERE id = $1", request_id)
    return rows.decode(PortingRequest, found[0]) if found else None
