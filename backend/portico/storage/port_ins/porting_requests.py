"""Porting requests read, and the frozen views that their lifecycle decides on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_ins.documents.rejections import fields_to_correct, judged_paper, moments
from portico.domain.port_ins.porting_request import PortingRequestView, ProfileView, RequestDocument
from portico.domain.statuses import IN_SERVICE, NUMBER_ENDED, Flow, PortingNumberStatus, PortingRequestStatus, WaitingOn
from portico.storage.desk.keeping import legal_holds
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import RowColumns
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Account, Carrier, CompanyProfile, JournalEntry, PortingNumber, PortingRequest, RequirementOverride
from portico.storage.port_ins import sealed_fields
from portico.storage.port_ins.porting_numbers import documents_of
from portico.storage.row_types.documents import DocumentRow

ENDED = sql.listed(NUMBER_ENDED)
BEFORE_THE_CARRIER = sql.listed({PortingNumberStatus.DRAFT, PortingNumberStatus.PENDING, PortingNumberStatus.PORTABLE})
COUNTED = {
    "open_count": f"x.status NOT IN ({ENDED})",
    "completed_count": f"x.status = '{PortingNumberStatus.COMPLETED}'",
    "canceled_count": f"x.status = '{PortingNumberStatus.CANCELED}'",
    "waits_for_customer_count": f"x.waiting_on = '{WaitingOn.CUSTOMER}'",
    "waits_for_staff_count": f"x.waiting_on = '{WaitingOn.STAFF}'",
    "at_carrier_count": f"x.status NOT IN ({ENDED}, {BEFORE_THE_CARRIER})",
    "to_resubmit_count": f"""(x.status = '{PortingNumberStatus.ACTION_REQUIRED}' OR
        x.status = '{PortingNumberStatus.CANCELLATION_REJECTED}' AND x.resume_status = '{PortingNumberStatus.ACTION_REQUIRED}')""",
    "handed_elsewhere_count": """x.handed_to_id IS NOT NULL AND COALESCE(
        x.handed_to_id <> (SELECT r.losing_carrier_id FROM porting_request r WHERE r.id = x.request_id), TRUE)""",
}
"""How many of a request's numbers are what: columns of its row, written anew by every unit that changes something of the order."""
SUMS: Final = ", ".join(f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {name}" for name, condition in COUNTED.items())
"""The same of `porting_number x`, as they are now."""
SEEN: Final = ("open_count", "completed_count", "canceled_count")
OF_A_ROW: Final = RowColumns(
    "r",
    {
        "a_tier": "a.tier",
        "a_closed_at": "a.closed_at",
        "a_name": "a.name",
        "ro_changes": "ro.changes",
        "l_name": "COALESCE(lc.name, r.losing_carrier_name)",
        "l_country": "lc.country",
        "l_region": "lc.region",
        "l_time_zone": "lc.time_zone",
        "n_name": "nc.name",
        "p_label": "p.label",
        "p_company_name": "p.company_name",
        "p_registration_number": "p.registration_number",
        "p_vat_id": "p.vat_id",
        "p_representative_first_name": "p.representative_first_name",
        "p_representative_last_name": "p.representative_last_name",
        "p_representative_phone": "p.representative_phone",
        "p_country": "p.country",
        "p_city": "p.city",
        "p_postal_code": "p.postal_code",
        "p_street": "p.street",
        "p_emails": "p.emails",
    },
)
COLUMNS: Final = OF_A_ROW.every
TABLES = """porting_request r JOIN account a ON a.id = r.account_id
    LEFT JOIN company_profile p ON p.id = r.company_profile_id
    LEFT JOIN requirement_override ro ON ro.country = r.country AND ro.number_type = r.number_type
    LEFT JOIN carrier lc ON lc.id = r.losing_carrier_id LEFT JOIN carrier nc ON nc.id = r.network_carrier_id"""


PARTS: Final = {"a_": Account, "l_": Carrier, "n_": Carrier, "p_": CompanyProfile, "ro_": RequirementOverride}


def decode(raw: Iterable[Mapping[str, Any]]) -> list[LooseRow]:
    """Rows of COLUMNS typed; the profile's and carriers' parts under their prefixes."""
    return rows.joined(PortingRequest, raw, PARTS)


def column(name: str) -> rows.Column | None:
    """What is known of a column of these rows."""
    return rows.joined_column(PortingRequest, name, PARTS)


def _profile_of(row: Row) -> ProfileView | None:
    if row["company_profile_id"] is None:
        return None
    return ProfileView(**{name: row[f"p_{name}"] for name in ProfileView.__slots__})


COPIED = (
    "id version status flow account_id country number_type reference number_count open_count completed_count canceled_count"
    " losing_carrier_id losing_carrier_name network_carrier_id"
    " answer_due_at first_possible_date ready_until perform_at cancellation_asked_at"
    " subscriber_name subscriber_kind authorised_person service_street service_city service_region service_postal_code service_country"
    " account_number btn port_type new_btn remaining_numbers requested_date extra_fields"
).split()


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What a request's guards look at that is no column of its row."""

    documents: Sequence[DocumentRow] = ()
    draft_numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: bool = False
    match_unsent: bool = False


def view_of(row: Row, facts: RequestFacts) -> PortingRequestView:
    return PortingRequestView(
        **{name: row[name] for name in COPIED},
        tier=row["a_tier"],
        account_closed=row["a_closed_at"] is not None,
        losing_country=row["l_country"],
        losing_region=row["l_region"],
        losing_time_zone=row["l_time_zone"],
        waits_for_customer=row["waits_for_customer_count"] > 0,
        waits_for_staff=row["waits_for_staff_count"] > 0,
        at_carrier=row["at_carrier_count"] > 0,
        to_resubmit=row["to_resubmit_count"] > 0,
        losing_carrier_listed_as=row["l_name"] if row["losing_carrier_id"] else None,
        btn_among_numbers="btn" in facts.draft_numbers,
        new_btn_among_numbers="new_btn" in facts.draft_numbers,
        requirement_changes=row["ro_changes"],
        has_pin=row["pin_sealed"] is not None,
        secrets_missing=sealed_fields.missing(row["secrets_sealed"], row["number_count"]),
        profile=_profile_of(row),
        documents=tuple(RequestDocument(d["kind"], d["status"], d["issue_date"], d["signed_at"], d["signer"]) for d in facts.documents),
        fields_to_correct=fields_to_correct(map(judged_paper, facts.documents), moments(row["fields_changed_at"])),
        live_elsewhere=facts.draft_numbers.get("live_elsewhere", ()),
        in_service_here=facts.draft_numbers.get("in_service_here", ()),
        under_legal_hold=facts.held,
        match_unsent=facts.match_unsent,
    )


async def draft_numbers_of(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """Per draft: which of its numbers are live in another request or in service here (without saying whose), and its billing numbers.

    Nothing but drafts is judged by them. CROSS JOIN keeps SQLite, where it has no statistics, from beginning with every claim there is.
    """
    of_these = f"n.request_id {sql.any_of(conn.dialect, 1, 'uuid')}"
    billing = " UNION ALL ".join(
        f"""SELECT n.request_id, n.e164, '{name}' AS found_as FROM porting_request r CROSS JOIN porting_number n
            WHERE r.id {sql.any_of(conn.dialect, 1, "uuid")} AND n.request_id = r.id AND n.e164 = r.{name}"""
        for name in ("btn", "new_btn")
    )
    statement = f"""
        SELECT n.request_id, n.e164, 'live_elsewhere' AS found_as FROM porting_number n CROSS JOIN number_claim k
            WHERE {of_these} AND k.kind = 'PORT_IN' AND k.e164 = n.e164 AND k.holder <> n.id
        UNION ALL
        SELECT n.request_id, n.e164, 'in_service_here' AS found_as FROM porting_number n CROSS JOIN phone_number p
            WHERE {of_these} AND p.e164 = n.e164 AND p.status IN ({sql.listed(IN_SERVICE)})
        UNION ALL {billing}"""
    found: dict[UUID, dict[str, tuple[str, ...]]] = {}
    for row in sorted(await conn.fetch(statement, list(request_ids)), key=lambda row: str(row["e164"])):
        request = row["request_id"] if isinstance(row["request_id"], UUID) else UUID(row["request_id"])
        mine = found.setdefault(request, {})
        mine[row["found_as"]] = (*mine.get(row["found_as"], ()), row["e164"])
    return found


async def count_numbers(conn: Connection, found: Sequence[LooseRow]) -> None:
    """Says in each of these rows how many of its numbers are what (COUNTED) at this moment: a unit moves them before it judges.

    What is read outside units says so already.
    """
    statement = f"""SELECT x.request_id AS id, {SUMS} FROM porting_number x
        WHERE x.request_id {sql.any_of(conn.dialect, 1, "uuid")} GROUP BY x.request_id"""
    counted: list[Row] = rows.decode_all(PortingRequest, await conn.fetch(statement, [row["id"] for row in found])) if found else []
    sums = {row["id"]: row for row in counted}
    for row in found:
        row |= {name: int(sums[row["id"]][name]) if row["id"] in sums else 0 for name in COUNTED}


async def seen_counts(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """How many numbers of these requests the actor sees, and how they stand: what a carrier is told of a request it knows a part of."""
    params, ids = Params(), list(ids)
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "porting_number", "x", params)
    sums = ", ".join(f"SUM(CASE WHEN {COUNTED[name]} THEN 1 ELSE 0 END) AS {name}" for name in SEEN)
    statement = f"""SELECT x.request_id, COUNT(*) AS number_count, {sums} FROM porting_number x
        WHERE x.request_id {wanted} AND {condition} GROUP BY x.request_id"""
    found: list[Row] = rows.decode_all(PortingNumber, await conn.fetch(statement, *params.values))
    none = dict.fromkeys(("number_count", *SEEN), 0)
    return dict.fromkeys(ids, none) | {row["request_id"]: {name: int(row[name]) for name in none} for row in found}


async def views_of(conn: Connection, found: Sequence[LooseRow]) -> dict[UUID, PortingRequestView]:
    """The views of rows already read, by the counts they say: facts of all of them together."""
    facts = await facts_of(conn, found) if found else {}
    return {row["id"]: view_of(row, facts[row["id"]]) for row in found}


async def facts_of(conn: Connection, found: Sequence[LooseRow]) -> dict[UUID, RequestFacts]:
    """Documents, the drafts' numbers and their holds, and what was matched, in one statement each, however many rows there are."""
    ids = [row["id"] for row in found]
    drafts = [row["id"] for row in found if row["status"] is PortingRequestStatus.DRAFT]
    documents = await documents_of(conn, ids)
    numbers = await draft_numbers_of(conn, drafts) if drafts else {}
    held = await legal_holds.held(conn, "porting_request", drafts) if drafts else set()
    matched = await _matched_unsent(conn, [row["id"] for row in found if row["losing_carrier_id"] and not _is_sent(row)])
    return {key: RequestFacts(documents.get(key, ()), numbers.get(key, {}), key in held, key in matched) for key in ids}


def _is_sent(row: LooseRow) -> bool:
    """Whether the request is past what a carrier has not seen, as its own row tells; attempts tell the rest."""
    return bool(row["ended_at"] or row["at_carrier_count"] or (row["flow"] is Flow.NL and row["accepted_at"]))


async def _matched_unsent(conn: Connection, ids: Sequence[UUID]) -> set[UUID]:
    """The requests whose losing carrier staff matched with a typed name, and of which no attempt was made."""
    if not ids:
        return set()
    statement = f"""SELECT DISTINCT j.subject_id AS subject_id FROM journal_entry j
        WHERE j.subject_id {sql.any_of(conn.dialect, 1, "uuid")} AND j.event = 'porting_request.losing_carrier_matched'
        AND NOT EXISTS (SELECT 1 FROM porting_attempt a WHERE a.request_id = j.subject_id)"""
    return {row["subject_id"] for row in rows.decode_all(JournalEntry, await conn.fetch(statement, list(ids)))}


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, PortingRequestView]:
    """The requests as their lifecycle sees them within a unit; ids that are not there are left out."""
    return await views_of(conn, await counted(conn, ids))


async def counted(conn: Connection, ids: Iterable[UUID]) -> list[LooseRow]:
    """The rows of these requests, with their numbers as they are now."""
    wanted = list(ids)
    if not wanted:
        return []
    statement = f"SELECT {COLUMNS} FROM {TABLES} WHERE r.id {sql.any_of(conn.dialect, 1, 'uuid')}"
    found = decode(await conn.fetch(statement, wanted))
    await count_numbers(conn, found)
    return found


async def seen(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Request → itself (it is its own order), for those of `ids` the actor may see."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "porting_request", "r", params)
    statement = f"""SELECT r.id FROM porting_request r
        WHERE r.id {wanted} AND {condition}"""
    return {row["id"]: row["id"] for row in rows.decode_all(PortingRequest, await conn.fetch(statement, *params.values))}
