"""Rows for tests, written in a few statements however many: accounts, people, carriers, port-ins and port-outs in any status.

`Rows` collects them and writes them at once, complete and consistent (claims, attempts, inventory, counters, who is waited for);
the functions below it do that for one thing, which is what most tests need. `factories.scene(work)` comes first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from tortoise.models import Model

from portico.domain.actors import Actor, Scope, carrier_actor
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.port_ins.documents.rejections import moments
from portico.domain.port_ins.porting_request import waiting_on as request_waiting_on
from portico.domain.port_outs.port_out_request import approval_digest
from portico.domain.reasons import ReasonCode, port_in_reason
from portico.domain.statuses import (
    NUMBER_ENDED,
    NUMBER_LIVE,
    ORDER_OPEN,
    PORT_OUT_LIVE,
    REQUEST_ENDED,
    DocumentKind,
    DocumentStatus,
    Flow,
    GatewayKind,
    Level,
    NumberType,
    OnDeadline,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutOrderStatus,
    PortOutRequestStatus,
    Role,
    WaitingOn,
)
from portico.domain.tables import LIFECYCLES
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import rows as columns_of
from portico.storage.engine import sql
from portico.storage.engine.outbox import DeliveryKind, endpoint, owing
from portico.storage.engine.rows import LooseRow

Number = PortingNumberStatus
PLACED = "It was placed there."
CAME: Final = "$argon2id$v=19$m=8,t=1,p=1$uizTSrfGzKOqfFv41MBt6Q$/HSta/xFPRhRNalJFgBSJk2dLtDciAS5uHtrD8eXkao"
"""A password that nobody knows: whoever has one has come, and is written to. `password_hash=None` was only invited."""
FEE = 1500  # minor units, what a port-out costs in these tests

# In the order in which foreign keys allow them to be written.
WRITTEN: tuple[type[Model], ...] = (
    models.BusinessDayOverride,
    models.Account,
    models.User,
    models.SecondFactor,
    models.WebhookEndpoint,
    models.Delivery,
    models.Carrier,
    models.ApiToken,
    models.CompanyProfile,
    models.ConfigurationProfile,
    models.PortingRequest,
    models.PortingNumber,
    models.PortingAttempt,
    models.PortingAttemptNumber,
    models.PhoneNumber,
    models.NumberClaim,
    models.PortOutRequest,
    models.PortOutNumber,
    models.PortOutOrder,
    models.Snapback,
    models.InternalMove,
    models.InternalMoveNumber,
    models.Charge,
    models.FeeSchedule,
    models.Document,
    models.SandboxTask,
    models.JournalEntry,
    models.LegalHold,
    models.RetentionPeriod,
    models.EvidencePack,
    models.RequirementOverride,
)
_places = itertools.count(1)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """What a country asks of a believable request of geographic numbers."""

    numbers: str
    zone: str
    currency: str
    address: Mapping[str, str]
    request: Mapping[str, Any]


PLACES = {
    "US": Place(
        "+1212736{:04d}",
        "America/New_York",
        "USD",
        {"street": "350 Fifth Avenue", "city": "New York", "postal_code": "10118", "region": "NY"},
        {"account_number": "4451-99", "extra_fields": {}},
    ),
    "GB": Place(
        "+442079{:06d}",
        "Europe/London",
        "GBP",
        {"street": "10 Broad Street", "city": "London", "postal_code": "EC2N 1DL", "region": "Greater London"},
        {"account_number": "GB-77120", "extra_fields": {"LINE_TYPE": "MULTI"}},
    ),
    "NL": Place(
        "+31207{:06d}",
        "Europe/Amsterdam",
        "EUR",
        {"street": "Damrak 70", "city": "Amsterdam", "postal_code": "1012 LM", "region": "Noord-Holland"},
        {"account_number": None, "extra_fields": {}},
    ),
}


def e164(country: str = "US") -> str:
    """A number of the country that no other row of this database has: a range holds ten thousand, then it begins anew."""
    return PLACES[country].numbers.format(next(_numbers) % 10_000)


@dataclass(frozen=True)
class Scene:
    """An account with its people and profiles, the operator's staff, and two carriers."""

    account_id: UUID
    profile_id: UUID
    configuration_id: UUID
    losing_id: UUID
    network_id: UUID
    viewer: Actor
    member: Actor
    admin: Actor
    agent: Actor
    staff_admin: Actor
    losing: Actor
    network: Actor
    """The gateway of the network carrier; of a port-out it is the gaining carrier."""


@dataclass(frozen=True)
class Request:
    """A placed port-in, its numbers in the order they were asked for."""

    id: UUID
    numbers: tuple[UUID, ...]
    e164s: tuple[str, ...]
    documents: Mapping[DocumentKind, UUID] = field(default_factory=dict)

    @property
    def number(self) -> UUID:
        """The only number."""
        (only,) = self.numbers
        return only


@dataclass(frozen=True)
class PortOut:
    """A placed port-out request with the inventory numbers it asks for."""

    id: UUID
    numbers: tuple[UUID, ...]
    e164s: tuple[str, ...]
    order_id: UUID | None = None


class Rows:
    """Rows in the making; every method answers what it made, `write` sends all of them in one unit."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.made: dict[type[Model], list[LooseRow]] = {}

    def add(self, model: type[Model], **values: Any) -> LooseRow:
        why = {"status_reason": PLACED} if "status_reason" in columns_of.columns(model) else {}
        row = {"id": new_id(self.now), "created_at": self.now, "updated_at": self.now, **why, **values}
        self.made.setdefault(model, []).append(row)
        return row

    async def write(self, work: Work) -> None:
        async with work.database.transaction() as connection:
            for model in WRITTEN:
                await sql.insert(connection, model, self.made.get(model, []))
        self.made = {}

    def account(self, **values: Any) -> UUID:
        place = next(_places)
        defaults = {
            "name": f"Acme {place}",
            "slug": f"acme-{place}",
            "currency": "USD",
            "time_zone": "America/New_York",
            "notification_emails": ["desk@acme.example"],
            "tier": "STANDARD",
            "account_number": f"A-{place:06d}",
        }
        found: UUID = self.add(models.Account, **{**defaults, **values})["id"]
        return found

    def user(self, level: Level, account_id: UUID | None = None, **values: Any) -> Actor:
        """Someone of the account, or of the operator's staff where there is none."""
        name = f"{'Customer' if account_id else 'Staff'} {level.value.lower()} {next(_places)}"
        email = f"{name.lower().replace(' ', '.')}@portico.example"
        person = {"account_id": account_id, "email": email, "name": name}
        row = self.add(models.User, **{**person, "level": level, "password_hash": CAME, **values})
        role = Role.CUSTOMER if account_id else Role.STAFF
        return Actor(role=role, level=level, kind="user", id=row["id"], name=name, account_id=account_id)

    def carrier(self, **values: Any) -> Actor:
        """The gateway that speaks for a new carrier."""
        name = values.pop("name", f"Carrier {next(_places)}")
        defaults = {"name": name, "country": "US", "time_zone": "America/New_York", "codes": {}, "gateway": GatewayKind.MANUAL}
        return carrier_actor(self.add(models.Carrier, **{**defaults, **values})["id"], name)

    def company_profile(self, account_id: UUID, country: str = "US", **values: Any) -> UUID:
        address = {name: text for name, text in PLACES[country].address.items() if name != "region"}
        defaults = {
            "label": "Head office",
            "company_name": "Acme Ltd.",
            "registration_number": "12345678",
            "representative_first_name": "Ada",
            "representative_last_name": "Byron",
            "representative_phone": "+12127360001",
            "country": country,
            "emails": ["ada@acme.example"],
            **address,
        }
        found: UUID = self.add(models.CompanyProfile, account_id=account_id, **{**defaults, **values})["id"]
        return found

    def configuration_profile(self, account_id: UUID, **values: Any) -> UUID:
        defaults = {"name": "Main trunk", "destination_kind": "SIP_URI", "destination": "sip:desk@acme.example"}
        found: UUID = self.add(models.ConfigurationProfile, account_id=account_id, **{**defaults, **values})["id"]
        return found

    def webhook_endpoint(self, account_id: UUID, **values: Any) -> UUID:
        """An endpoint of the installation's own making, which ends with nobody; nothing can be signed for it."""
        made = {"creator_kind": "system", "creator_name": "Portico", "scopes": sorted(Scope), "events": [], "secrets": []}
        row = {"account_id": account_id, "name": "CRM", "url": "https://hooks.acme.example/", **made, **values}
        found: UUID = self.add(models.WebhookEndpoint, **row)["id"]
        return found

    def webhook_delivery(self, account_id: UUID, endpoint_id: UUID) -> UUID:
        """A test event that arrived there."""
        to: dict[str, Any] = {"order": ("account", account_id, 0), "account_id": account_id, "endpoint_id": endpoint_id}
        row = owing(
            DeliveryKind.WEBHOOK, endpoint(endpoint_id), {"body": "{}"}, event=Happening.PORTICO_TEST, move_id=new_id(self.now), **to
        )
        arrived = {"status": "DELIVERED", "next_attempt_at": self.now, "delivered_at": self.now}
        found: UUID = self.add(models.Delivery, **{**row, **arrived})["id"]
        return found

    def scene(self, country: str = "US", network: Mapping[str, Any] | None = None, **account: Any) -> Scene:
        """`network` are columns of the network carrier, the others those of the account."""
        zone = PLACES[country].zone
        account_id = self.account(**{"currency": PLACES[country].currency, "time_zone": zone, **account})
        losing = self.carrier(country=country, time_zone=zone)
        speaks = self.carrier(**{"country": country, "time_zone": zone, **(network or {})})
        assert losing.carrier_id
        assert speaks.carrier_id
        return Scene(
            account_id=account_id,
            profile_id=self.company_profile(account_id, country),
            configuration_id=self.configuration_profile(account_id),
            losing_id=losing.carrier_id,
            network_id=speaks.carrier_id,
            viewer=self.user(Level.VIEWER, account_id),
            member=self.user(Level.MEMBER, account_id),
            admin=self.user(Level.ADMIN, account_id),
            agent=self.user(Level.AGENT),
            staff_admin=self.user(Level.ADMIN),
            losing=losing,
            network=speaks,
        )

    def request(
        self,
        scene: Scene,
        numbers: int | Sequence[Number | Mapping[str, Any]] = 1,
        *,
        status: PortingRequestStatus | str = PortingRequestStatus.IN_PROGRESS,
        country: str = "US",
        papers: DocumentStatus | None = DocumentStatus.ACCEPTED,
        **values: Any,
    ) -> Request:
        """A port-in. `numbers`: how many of the status that belongs to the request's, or a status or columns of each."""
        status = PortingRequestStatus(status)
        row = self.add(models.PortingRequest, **(_request_row(scene, status, country, self.now) | values))
        wanted = [_of_request(status)] * numbers if isinstance(numbers, int) else list(numbers)
        given = [{"status": one} if isinstance(one, Number) else dict(one) for one in wanted]
        placed = [self._number(scene, row, columns) for columns in given]
        kinds = (DocumentKind.LOA, DocumentKind.INVOICE) if papers else ()
        documents = {kind: self.document(row, kind, status=papers) for kind in kinds}
        row.update(_counted(row, placed, documents.values()))
        ids = {kind: document["id"] for kind, document in documents.items()}
        return Request(row["id"], tuple(n["id"] for n in placed), tuple(n["e164"] for n in placed), ids)

    def document(self, request: Mapping[str, Any], kind: DocumentKind = DocumentKind.LOA, **values: Any) -> LooseRow:
        """A paper of a request (its row, or just its `id` and `account_id`), ten days old."""
        dated = (self.now - timedelta(days=10)).date()
        defaults = {
            "account_id": request["account_id"],
            "request_id": request["id"],
            "kind": kind,
            "file_name": f"{kind.lower()}.pdf",
            "media_type": "application/pdf",
            "size": 1000,
            "sha256": "0" * 64,
            "storage_key": f"test/{next(_places)}",
            "issue_date": dated,
            "signer": "Ada Byron" if kind is DocumentKind.LOA else None,
            "signed_at": dated if kind is DocumentKind.LOA else None,
            "status": DocumentStatus.UPLOADED,
            "created_at": self.now - timedelta(days=5),
        }
        return self.add(models.Document, **{**defaults, **values})

    def legal_hold(self, account_id: UUID, request_id: UUID) -> LooseRow:
        return self.add(models.LegalHold, account_id=account_id, request_id=request_id, reason="Case 12", set_by_name="Sam")

    def _number(self, scene: Scene, request: LooseRow, columns: LooseRow) -> LooseRow:
        """One number of a request with everything that belongs to its status; `columns` stand above what is usual."""
        number: LooseRow = {"id": new_id(self.now)} | _number_row(request, Number(columns["status"]), self.now) | columns
        number["waiting_on"] = _waiting_on("porting_number", _OF_A_NUMBER | number | _of_its_request(request))
        self.add(models.PortingNumber, **_in_whose_hands(request, number) | number)
        if number["status"] in NUMBER_LIVE:
            self.claim("PORT_IN", number["e164"], number["id"])
        for no in range(1, number["attempt_no"] + 1):
            self._attempt(request, number, no)
        if number["provisioned_at"]:
            self.phone_number(
                scene,
                request["country"],
                e164=number["e164"],
                number_type=number["number_type"],
                status=PhoneNumberStatus.ACTIVE if number["status"] is Number.COMPLETED else PhoneNumberStatus.PROVISIONED,
                source="PORTED_IN",
                porting_number_id=number["id"],
            )
        return number

    def _attempt(self, request: LooseRow, number: LooseRow, no: int) -> None:
        made = self.made.get(models.PortingAttempt, [])
        attempt = next((a for a in made if (a["request_id"], a["no"]) == (request["id"], no)), None)
        if attempt is None:
            attempt = self.add(
                models.PortingAttempt,
                request_id=request["id"],
                account_id=request["account_id"],
                no=no,
                losing_carrier_id=request["losing_carrier_id"],
                snapshot={"reference": request["reference"]},
                verified_at=number["verified_at"],
                handed_over_at=number["handed_over_at"],
            )
        handed_over = number["handed_over_at"]
        self.add(models.PortingAttemptNumber, attempt_id=attempt["id"], number_id=number["id"], handed_over_at=handed_over)

    def claim(self, kind: str, number: str, holder: UUID) -> None:
        row = {"id": f"{kind}:{number}", "kind": kind, "e164": number, "holder": holder, "created_at": self.now}
        self.made.setdefault(models.NumberClaim, []).append(row)

    def phone_number(self, scene: Scene, country: str = "US", **values: Any) -> LooseRow:
        """A number of the inventory, in service unless said otherwise."""
        status = PhoneNumberStatus(values.get("status", PhoneNumberStatus.ACTIVE))
        defaults = {
            "account_id": scene.account_id,
            "e164": values.get("e164") or e164(country),
            "country": country,
            "number_type": NumberType.GEOGRAPHIC,
            "source": "NATIVE",
            "status": status,
            "configuration_profile_id": None if status is PhoneNumberStatus.PROVISIONED else scene.configuration_id,
        }
        return self.add(models.PhoneNumber, **{**defaults, **values})

    def fee(self, country: str = "US", currency: str = "USD", **values: Any) -> LooseRow:
        """What a port-out of this country costs since long ago."""
        defaults = {"amount_minor": FEE, "per": "NUMBER", "valid_from": date(2020, 1, 1)}
        return self.add(models.FeeSchedule, country=country, currency=currency, **{**defaults, **values})

    def charge(self, scene: Scene, of: PortOut, kind: str = "PORT_OUT_FEE", **values: Any) -> LooseRow:
        """A line of what the account of a port-out was charged for it."""
        key = f"{of.id}:{kind}:{len(self.made.get(models.Charge, ()))}"
        defaults = {"kind": kind, "amount_minor": FEE, "currency": "USD", "data": {}, "unique_key": key}
        return self.add(models.Charge, account_id=scene.account_id, port_out_request_id=of.id, **{**defaults, **values})

    def port_out(
        self,
        scene: Scene,
        numbers: int | Sequence[str] = 1,
        *,
        status: PortOutRequestStatus | str = PortOutRequestStatus.ACTION_REQUIRED,
        order: PortOutOrderStatus | None = None,
        **values: Any,
    ) -> PortOut:
        """A port-out request handed in by the scene's network carrier, its numbers PORTING_OUT while it is live: so many, or these."""
        e164s = [e164("US") for _ in range(numbers)] if isinstance(numbers, int) else numbers
        status = PortOutRequestStatus(status)
        at_home = {PortOutRequestStatus.PORTED_OUT: PhoneNumberStatus.PORTED_OUT}.get(status, PhoneNumberStatus.ACTIVE)
        now_in = PhoneNumberStatus.PORTING_OUT if status in PORT_OUT_LIVE else at_home
        parts = [self.phone_number(scene, status=now_in, e164=number) for number in e164s]
        row = self.add(models.PortOutRequest, **(_port_out_row(scene, status, parts, self.now) | values))
        if row["approved_at"]:
            row["approved_digest"] = approval_digest(row["gaining_carrier_id"], row["requested_date"], [p["e164"] for p in parts])
        row["waiting_on"] = _waiting_on("port_out_request", row)
        for part in parts:
            self.add(models.PortOutNumber, port_out_request_id=row["id"], phone_number_id=part["id"], e164=part["e164"])
            if status in PORT_OUT_LIVE:
                self.claim("PORT_OUT", part["e164"], row["id"])
        order_id = self._order(row, order, len(parts)) if order else None
        return PortOut(row["id"], tuple(p["id"] for p in parts), tuple(p["e164"] for p in parts), order_id)

    def snapback(self, scene: Scene, number: LooseRow, **values: Any) -> LooseRow:
        """A number of the inventory asked back by the scene's agent, from the scene's network carrier."""
        outwards = number["status"] is PhoneNumberStatus.PORTED_OUT
        defaults = {
            "account_id": scene.account_id,
            "reference": f"SB-2026-{next(_places):06d}",
            "direction": "OUT" if outwards else "IN",
            "status": "ASKED",
            "status_reason": "It was the wrong number.",
            "waiting_on": "STAFF",
            "e164": number["e164"],
            "phone_number_id": number["id"],
            "carrier_id": scene.network_id,
            "ported_at": self.now - timedelta(days=1),
            "asked_because": "It was the wrong number.",
            "asked_by": scene.agent.id,
            "asked_by_role": "STAFF",
        }
        row = self.add(models.Snapback, **{**defaults, **values})
        if row["status"] in {"ASKED", "SENT"}:
            self.claim("SNAPBACK", number["e164"], row["id"])
        return row

    def internal_move(self, scene: Scene, numbers: Sequence[LooseRow], **values: Any) -> LooseRow:
        """Numbers of the inventory that the scene's admin offers."""
        defaults = {
            "account_id": scene.account_id,
            "reference": f"IM-2026-{next(_places):06d}",
            "status": "OFFERED",
            "status_reason": "Offered.",
            "waiting_on": "CUSTOMER",
            "number_count": len(numbers),
            "code_handle": f"H{next(_places):05d}",
            "expires_at": self.now + timedelta(hours=72),
            "offered_by": scene.admin.id,
        }
        row = self.add(models.InternalMove, **{**defaults, **values})
        for number in numbers:
            self.add(models.InternalMoveNumber, internal_move_id=row["id"], phone_number_id=number["id"], e164=number["e164"])
            if row["status"] in {"OFFERED", "REDEEMED"}:
                self.claim("INTERNAL_MOVE", number["e164"], row["id"])
        return row

    def _order(self, request: LooseRow, status: PortOutOrderStatus, count: int) -> UUID:
        common = {"account_id": request["account_id"], "port_out_request_id": request["id"], "currency": "USD"}
        order = self.add(models.PortOutOrder, status=status, fee_minor=FEE * count, **common)
        if status is not PortOutOrderStatus.CREATED:
            order["billed_at"] = self.now
            key = f"port_out:{request['id']}:fee"
            self.add(models.Charge, kind="PORT_OUT_FEE", amount_minor=FEE * count, unique_key=key, data={}, **common)
        if status not in ORDER_OPEN:
            order["ended_at"] = self.now
        found: UUID = order["id"]
        return found


_NOT_ACCEPTED = {PortingRequestStatus.DRAFT, PortingRequestStatus.REQUESTED, PortingRequestStatus.REJECTED}


def _request_row(scene: Scene, status: PortingRequestStatus, country: str, now: datetime) -> LooseRow:
    place, flow = PLACES[country], Flow.of(country)
    ready = status is PortingRequestStatus.READY_TO_BE_PORTED
    first = (now - timedelta(days=7)).date()
    return {
        "account_id": scene.account_id,
        "reference": f"PI-2026-{next(_places):06d}",
        "name": "Moving the office",
        "country": country,
        "number_type": NumberType.GEOGRAPHIC,
        "flow": flow,
        "status": status,
        "company_profile_id": scene.profile_id,
        "losing_carrier_id": scene.losing_id,
        "network_carrier_id": scene.network_id,
        "subscriber_name": "Acme Ltd.",
        "authorised_person": "Ada Byron",
        "service_country": country,
        **{f"service_{name}": text for name, text in place.address.items()},
        **place.request,
        "fields_changed_at": {},
        "first_possible_date": first if ready else None,
        "ready_until": now + timedelta(days=60) if ready else None,
        "perform_at": None,
        "cancellation_asked_at": None,
        "submitted_at": None if status is PortingRequestStatus.DRAFT else now - timedelta(days=3),
        "accepted_at": None if status in _NOT_ACCEPTED else now - timedelta(days=2),
        "ended_at": now if status in REQUEST_ENDED else None,
    }


def _of_request(status: PortingRequestStatus) -> Number:
    """Where the numbers of a request in this status usually stand."""
    usual = {
        PortingRequestStatus.DRAFT: Number.DRAFT,
        PortingRequestStatus.READY_TO_BE_PORTED: Number.FOC_DATE_SET,
        PortingRequestStatus.DELAYED: Number.IN_PROCESS,
        PortingRequestStatus.BLOCKED: Number.NOT_PORTABLE,
        PortingRequestStatus.REJECTED: Number.NOT_PORTABLE,
        PortingRequestStatus.CANCELED: Number.CANCELED,
        PortingRequestStatus.COMPLETED: Number.COMPLETED,
    }
    return usual.get(status, Number.PENDING)


def foc(now: datetime) -> datetime:
    """Ten days on, in the afternoon of a business day everywhere the tests port."""
    day = now + timedelta(days=10)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day.date(), time(15), UTC)


_AT_CARRIER = NUMBER_LIVE - {Number.PENDING, Number.PORTABLE} | {Number.COMPLETED}
_WITH_FOC = {Number.FOC_DATE_SET, Number.COMPLETED}
_CANCELLATION = {Number.CANCELLATION_PENDING, Number.CANCELLATION_REJECTED}


def _number_row(request: LooseRow, status: Number, now: datetime) -> LooseRow:
    standard = request["flow"] is Flow.STANDARD
    at_carrier, ported = standard and status in _AT_CARRIER, status is Number.COMPLETED
    raised = raise_reasons(ReasonCode.NAME_MISMATCH) if status is Number.ACTION_REQUIRED else []
    foc_at = (now - timedelta(hours=1) if ported else foc(now)) if status in _WITH_FOC else None
    return {
        "account_id": request["account_id"],
        "request_id": request["id"],
        "e164": e164(request["country"]),
        "number_type": request["number_type"],
        "status": status,
        "status_reasons": raised,
        "reasons_raised_at": now - timedelta(days=1) if raised else None,
        "reasons_confirmed": [],
        "foc_at": foc_at,
        "foc_history": [],
        "review_started_at": now - timedelta(days=2) if standard and status not in {Number.DRAFT, Number.PENDING} else None,
        "attempt_no": 1 if at_carrier else 0,
        "verified_at": now - timedelta(days=1) if at_carrier else None,
        "handed_over_at": now - timedelta(days=1) if at_carrier else None,
        "resume_status": Number.IN_PROCESS if standard and status in _CANCELLATION else None,
        "cancellation_asked_at": now - timedelta(days=8) if status in _CANCELLATION else None,
        "cancellation_decided_at": now - timedelta(days=7) if status is Number.CANCELLATION_REJECTED else None,
        "provisioned_at": now - timedelta(days=1) if ported else None,
        "completed_at": now if ported else None,
    }


def _in_whose_hands(request: LooseRow, number: LooseRow) -> LooseRow:
    """The carriers that have it, as its moves would have written them."""
    sent = number["attempt_no"] > 0 or (request["flow"] is Flow.NL and request.get("accepted_at") is not None)
    losing = request["losing_carrier_id"] if sent else None
    handed = number["handed_over_at"] is not None or number["attempt_no"] == 0
    return {
        "sent_to_id": losing,
        "sent_through_id": request["network_carrier_id"] if sent else None,
        "handed_to_id": losing if handed else None,
    }


def raise_reasons(*codes: ReasonCode) -> list[LooseRow]:
    """Reasons as a number carries them."""
    found = [port_in_reason(code) for code in codes]
    return [{"code": r.code.value, "text": r.text, "fields": list(r.fields), "documents": [str(d) for d in r.documents]} for r in found]


def how_numbers_stand(numbers: Iterable[Mapping[str, Any]], losing: UUID | None) -> dict[str, int]:
    """What the row of a request that names this losing carrier says of its numbers."""
    numbers = list(numbers)
    places = [(number["status"], number["waiting_on"], number["resume_status"]) for number in numbers]
    before = NUMBER_ENDED | {Number.DRAFT, Number.PENDING, Number.PORTABLE}
    corrected = {(Number.CANCELLATION_REJECTED, Number.ACTION_REQUIRED)}
    return {
        "number_count": len(places),
        "open_count": sum(status not in NUMBER_ENDED for status, _, _ in places),
        "completed_count": sum(status == Number.COMPLETED for status, _, _ in places),
        "canceled_count": sum(status == Number.CANCELED for status, _, _ in places),
        "waits_for_customer_count": sum(who == WaitingOn.CUSTOMER for _, who, _ in places),
        "waits_for_staff_count": sum(who == WaitingOn.STAFF for _, who, _ in places),
        "at_carrier_count": sum(status not in before for status, _, _ in places),
        "to_resubmit_count": sum(status == Number.ACTION_REQUIRED or (status, on) in corrected for status, _, on in places),
        "handed_elsewhere_count": sum(number.get("handed_to_id") not in (None, losing) for number in numbers),
    }


def _counted(request: LooseRow, numbers: Sequence[LooseRow], documents: Iterable[LooseRow]) -> LooseRow:
    counts = how_numbers_stand(numbers, request["losing_carrier_id"])
    subject: Any = SimpleNamespace(
        **request,
        waits_for_customer=counts["waits_for_customer_count"] > 0,
        waits_for_staff=counts["waits_for_staff_count"] > 0,
        at_carrier=counts["at_carrier_count"] > 0,
        documents=[SimpleNamespace(**document) for document in documents],
        fields_to_correct=frozenset(),
    )
    return {**counts, "waiting_on": request_waiting_on(subject)}


_OF_A_NUMBER: Final[LooseRow] = {"configuration_profile_id": None, "reasons_raised_at": None, "documents_uploaded_at": {}}


def _of_its_request(request: Mapping[str, Any]) -> LooseRow:
    """What a number's turn looks at of its request."""
    return {
        "flow": request["flow"],
        "request_perform_at": request.get("perform_at"),
        "request_configuration_profile_id": request.get("configuration_profile_id"),
        "losing_carrier_name": request.get("losing_carrier_name"),
        "fields_changed_at": moments(request.get("fields_changed_at") or {}),
    }


def _waiting_on(lifecycle: str, row: Mapping[str, Any]) -> WaitingOn:
    derive = LIFECYCLES[lifecycle].waiting_on
    assert derive
    return derive(SimpleNamespace(**row))


def _port_out_row(scene: Scene, status: PortOutRequestStatus, parts: Iterable[LooseRow], now: datetime) -> LooseRow:
    approved = status in {PortOutRequestStatus.APPROVED, PortOutRequestStatus.PORTED_OUT}
    place = next(_places)
    return {
        "account_id": scene.account_id,
        "reference": f"PO-2026-{place:06d}",
        "gaining_carrier_id": scene.network_id,
        "carrier_reference": f"PON-{place}",
        "country": "US",
        "status": status,
        "number_count": len(list(parts)),
        "end_user": "Acme Ltd.",
        "requested_date": (now + timedelta(days=5)).date(),
        "expires_at": now + timedelta(hours=20),
        "on_deadline": OnDeadline.EXPIRE,
        "pin_checked": True,
        "approved_at": now - timedelta(hours=1) if approved else None,
        "approved_by": scene.member.id if approved else None,
        "approved_digest": None,
        "received_by": scene.network.id,
        "received_by_role": "CARRIER",
        "release_at": None,
        "ended_at": None if status in PORT_OUT_LIVE else now,
    }


# One thing at a time.


async def scene(work: Work, country: str = "US", **account: Any) -> Scene:
    """An account, its people and profiles, staff and carriers."""
    rows = Rows(work.now)
    made = rows.scene(country, **account)
    await rows.write(work)
    return made


async def request(work: Work, of: Scene, numbers: int | Sequence[Number | Mapping[str, Any]] = 1, **values: Any) -> Request:
    """A port-in; see `Rows.request`."""
    rows = Rows(work.now)
    made = rows.request(of, numbers, **values)
    await rows.write(work)
    return made


async def port_out(work: Work, of: Scene, numbers: int | Sequence[str] = 1, **values: Any) -> PortOut:
    """A port-out request; see `Rows.port_out`."""
    rows = Rows(work.now)
    made = rows.port_out(of, numbers, **values)
    await rows.write(work)
    return made


async def phone_number(work: Work, of: Scene, country: str = "US", **values: Any) -> UUID:
    """A number of the inventory."""
    rows = Rows(work.now)
    made: UUID = rows.phone_number(of, country, **values)["id"]
    await rows.write(work)
    return made


async def fee(work: Work, country: str = "US", currency: str = "USD", **values: Any) -> None:
    """A row of the fee schedule."""
    rows = Rows(work.now)
    rows.fee(country, currency, **values)
    await rows.write(work)


async def user(work: Work, level: Level, account_id: UUID | None = None, **values: Any) -> Actor:
    """Someone of an account, or of the staff where there is none."""
    rows = Rows(work.now)
    made = rows.user(level, account_id, **values)
    await rows.write(work)
    return made


async def configuration_profile(work: Work, account_id: UUID, **values: Any) -> UUID:
    """Where numbers of the account may ring."""
    rows = Rows(work.now)
    made = rows.configuration_profile(account_id, **values)
    await rows.write(work)
    return made
