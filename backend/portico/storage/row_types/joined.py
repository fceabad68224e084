"""Rows of a table with what its statements read beside it; `s_`, `u_` and their like are the prefixes of joined tables."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from portico.domain.people.notifications import NewsKind
from portico.domain.port_ins.porting_number import FocHistoryEntry
from portico.domain.statuses import Flow, Level, NumberType, PortingNumberStatus, PortOutOrderStatus
from portico.storage.row_types.accounts import ApiTokenRow, SessionRow, UserRow
from portico.storage.row_types.desk import CalendarFeedRow, RequirementOverrideRow
from portico.storage.row_types.keeping import LegalHoldRow
from portico.storage.row_types.port_ins import PortingAttemptNumberRow, PortingAttemptRow
from portico.storage.row_types.port_outs import ChargeRow, PortOutNumberRow, PortOutRequestRow
from portico.storage.row_types.second_factors import SecondFactorRow


class ShownUserRow(UserRow, total=False):
    account_name: str | None
    last_seen_at: datetime | None
    invitation_expires_at: datetime | None
    second_factor: SecondFactorRow


class SignedUpUserRow(UserRow, total=False):
    account_closed_at: datetime | str | None
    """As it was read: whether there is one is all that anybody asks."""


class DigestReaderRow(UserRow, total=False):
    a_name: str | None
    kinds: dict[NewsKind, datetime]
    last_upto: datetime | None


class StandingSessionRow(SessionRow, total=False):
    u_id: UUID
    u_account_id: UUID | None
    u_level: Level
    u_name: str
    u_email: str
    u_time_zone: str
    u_locale: str
    a_name: str | None
    must_enroll: bool
    enrolled: bool


class ShownTokenRow(ApiTokenRow, total=False):
    carrier_name: str | None
    account_closed_at: datetime | str | None


class HeldOrderRow(LegalHoldRow, total=False):
    reference: str
    a_name: str


class ShownOverrideRow(RequirementOverrideRow, total=False):
    u_name: str | None


class FocDateRow(TypedDict, total=False):
    """A number with a FOC date, or how many of a request share one."""

    id: UUID
    request_id: UUID
    e164: str
    status: PortingNumberStatus
    foc_at: datetime
    foc_history: list[FocHistoryEntry]
    updated_at: datetime
    r_reference: str
    r_name: str | None
    r_customer_reference: str | None
    r_flow: Flow
    r_country: str
    r_perform_at: datetime | None
    r_losing_carrier_name: str | None
    a_id: UUID
    a_name: str
    l_name: str | None
    l_time_zone: str | None
    l_country: str | None
    number_count: int
    completed_count: int
    unconfigured_count: int
    canceling_count: int
    unconfigured: int


class HeldUpRow(TypedDict, total=False):
    """How much of an order, or of an account, stands in a queue."""

    order_kind: str
    order_id: UUID
    destination: str
    n: int


class DueReset(TypedDict):
    """Whose second factor is due to be reset."""

    account_id: UUID | None
    email: str


class EvidenceOrder(TypedDict):
    """An order as far as its evidence needs it."""

    id: UUID
    sequence: int
    account_id: UUID
    reference: str
    ended_at: datetime | None


class AskedForRow(PortOutNumberRow, total=False):
    """A number that a port-out asks for, with what kind it is."""

    p_number_type: str


class PricedRequestRow(PortOutRequestRow, total=False):
    """A port-out with the currency in which its account pays."""

    a_currency: str


class ShownChargeRow(ChargeRow, total=False):
    """A line with whose it is, and of which port-out and order."""

    a_name: str
    q_reference: str | None
    q_gaining_carrier_id: UUID | None
    o_status: PortOutOrderStatus | None


class ShownFeedRow(CalendarFeedRow, total=False):
    """A calendar link with whose it is: of an account, of somebody of the staff."""

    a_name: str | None
    u_name: str | None


class ClosingWindow(TypedDict):
    id: UUID
    ready_until: datetime
    reminded_at: datetime | None


class UnpricedRow(TypedDict):
    """Numbers in service for whose port-out no fee holds."""

    country: str
    currency: str
    number_type: NumberType
    number_count: int


class CountedPapers(TypedDict):
    account_id: UUID
    n: int


class AttemptRow(PortingAttemptRow, total=False):
    number_count: int
    e164s: list[str]


class AttemptAnswerRow(PortingAttemptNumberRow, total=False):
    e164: str


class DriftRow(TypedDict, total=False):
    """What contradicts itself, of which order it is, and what is said of it on either side, as it was read."""

    id: UUID
    order_kind: str
    order_id: UUID
    reference: str
    account: str
    number: str
    other: str
    status: str
    stands: str
    flow: str
    told: int
    counted: int
    says: str
    has: str
    reversed: int
    billed: bool


class NamedRow(TypedDict):
    """Who somebody is, and no more."""

    id: UUID
    name: str
