"""What is on record of who has the numbers that a carrier asks for, and where: the account, its profiles, and the port-ins they came by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from portico.domain.port_outs.claimed_data import RecordedData, RecordKind
from portico.domain.statuses import Level
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, CompanyProfile, PortingRequest, PortOutRequest, User

MOST: Final = 50
"""Of how many profiles, port-ins and administrators each the record is read."""
_ACCOUNTS: Final = """SELECT q.id, a.name AS a_name, a.account_number AS a_account_number
    FROM port_out_request q JOIN account a ON a.id = q.account_id"""
_PROFILES: Final = """SELECT q.id, p.label AS p_label, p.company_name AS p_company_name, p.representative_first_name AS
    p_representative_first_name, p.representative_last_name AS p_representative_last_name, p.street AS p_street, p.city AS p_city,
    p.postal_code AS p_postal_code FROM port_out_request q JOIN company_profile p ON p.account_id = q.account_id"""
_PORT_INS: Final = """SELECT DISTINCT q.id, r.reference AS r_reference, r.subscriber_name AS r_subscriber_name,
    r.authorised_person AS r_authorised_person, r.service_street AS r_service_street, r.service_city AS r_service_city,
    r.service_postal_code AS r_service_postal_code
    FROM port_out_request q JOIN port_out_number o ON o.port_out_request_id = q.id JOIN phone_number h ON h.id = o.phone_number_id
    JOIN porting_number n ON n.id = h.porting_number_id JOIN porting_request r ON r.id = n.request_id"""
_ADMINISTRATORS: Final = f"""SELECT q.id, u.name AS u_name FROM port_out_request q
    JOIN app_user u ON u.account_id = q.account_id AND u.level = '{Level.ADMIN}' AND u.disabled_at IS NULL"""


async def on_record(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, list[RecordedData]]:
    """Of each of these port-out requests what the record says, the account first."""
    wanted, found = list(ids), dict[UUID, list[RecordedData]]()
    accounts = await _read(conn, _ACCOUNTS, "", wanted)
    for row in rows.joined(PortOutRequest, accounts, {"a_": Account}):
        found.setdefault(row["id"], []).append(_account(row))
    for row in rows.joined(PortOutRequest, await _read(conn, _PROFILES, "p.label, p.id", wanted), {"p_": CompanyProfile}):
        found.setdefault(row["id"], []).append(_profile(row))
    for row in rows.joined(PortOutRequest, await _read(conn, _PORT_INS, "r_reference", wanted), {"r_": PortingRequest}):
        found.setdefault(row["id"], []).append(_port_in(row))
    for row in rows.joined(PortOutRequest, await _read(conn, _ADMINISTRATORS, "u.name, u.id", wanted), {"u_": User}):
        found.setdefault(row["id"], []).append(RecordedData(RecordKind.ADMINISTRATOR, row["u_name"], person=row["u_name"]))
    return found


async def configured_counts(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, int]:
    """Of how many numbers of each it is set where they ring."""
    statement = f"""SELECT o.port_out_request_id AS id, COUNT(*) AS n FROM port_out_number o JOIN phone_number h ON h.id = o.phone_number_id
        WHERE o.port_out_request_id {sql.any_of(conn.dialect, 1, "uuid")} AND h.configuration_profile_id IS NOT NULL
        GROUP BY o.port_out_request_id"""
    found: list[Row] = rows.decode_all(PortOutRequest, await conn.fetch(statement, list(ids)))
    return {row["id"]: int(row["n"]) for row in found}


async def _read(conn: Connection, statement: str, order: str, wanted: list[UUID]) -> list[Row]:
    """For one request at a time as a rule: what hangs on many is cut at as many times as much."""
    sorted_by = f" ORDER BY {order}" if order else ""
    where = f" WHERE q.id {sql.any_of(conn.dialect, 1, 'uuid')}{sorted_by} LIMIT {MOST * max(len(wanted), 1)}"
    return list(await conn.fetch(statement + where, wanted))


def _account(row: Row) -> RecordedData:
    return RecordedData(RecordKind.ACCOUNT, row["a_name"], name=row["a_name"], account_number=row["a_account_number"])


def _profile(row: Row) -> RecordedData:
    person = " ".join(filter(None, (row["p_representative_first_name"], row["p_representative_last_name"])))
    return RecordedData(
        RecordKind.COMPANY_PROFILE,
        row["p_label"],
        name=row["p_company_name"],
        person=person or None,
        street=row["p_street"],
        city=row["p_city"],
        postal_code=row["p_postal_code"],
    )


def _port_in(row: Row) -> RecordedData:
    return RecordedData(
        RecordKind.PORT_IN,
        row["r_reference"],
        name=row["r_subscriber_name"],
        person=row["r_authorised_person"],
        street=row["r_service_street"],
        city=row["r_service_city"],
        postal_code=row["r_service_postal_code"],
    )
