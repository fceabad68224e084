"""What a grid's facts mean: a row of a grid as the subject `decide()` looks at, the actor, and what is asked.

Pure, and shared: the matrix of `tests/operations` writes the same subjects into a database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.actors import NOBODY_KNOWN, SYSTEM, Actor, carrier_actor
from portico.domain.dates import calendar
from portico.domain.grammar import Followed
from portico.domain.internal_moves.internal_move import InternalMoveView
from portico.domain.inventory.phone_number import PhoneNumberView
from portico.domain.people.freezing import Freeze, FreezeCause
from portico.domain.port_ins.documents.document import DocumentView as PaperView
from portico.domain.port_ins.editing import EditingView
from portico.domain.port_ins.porting_number import FocHistoryEntry, PortingNumberView
from portico.domain.port_ins.porting_request import (
    PortingRequestView,
    ProfileView,
    RequestDocument,
)
from portico.domain.port_outs.port_out_order import PortOutOrderView
from portico.domain.port_outs.port_out_request import PortOutRequestView, approval_digest
from portico.domain.port_outs.preparing import PreparingAct
from portico.domain.reasons import RaisedReason, ReasonCode, port_in_reason
from portico.domain.sentences import quoted
from portico.domain.snapbacks.snapback import SnapbackView
from portico.domain.statuses import (
    DocumentKind,
    DocumentStatus,
    Flow,
    InternalMoveStatus,
    Level,
    NumberSource,
    NumberType,
    OnDeadline,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutOrderStatus,
    PortOutRequestStatus,
    Role,
    SnapbackDirection,
    SnapbackStatus,
    Tier,
)
from tests.domain.asking import FOLLOWED, FOLLOWING, asked, followed_by
from tests.domain.lifecycles.cells import Row
from tests.domain.moments import (
    DAY,
    DEADLINE,
    FIRST_POSSIBLE,
    FOC_AT,
    HOUR,
    KNOWN,
    NOW,
    PERFORM_AT,
    REJECTED_AT,
    RELEASE_AT,
    REQUESTED_DATE,
    WINDOW,
)


def _id(place: int) -> UUID:
    return UUID(int=place)


@dataclass(frozen=True)
class Cast:
    """Who is who in the situations; the operations' matrix puts real rows behind them."""

    account_id: UUID
    losing_id: UUID
    network_id: UUID
    member_id: UUID
    agent_id: UUID
    other_agent_id: UUID
    profile_id: UUID
    strangers_profile_id: UUID
    foreign_id: UUID

    @property
    def member(self) -> Actor:
        return Actor(Role.CUSTOMER, Level.MEMBER, "user", self.member_id, "Ada", account_id=self.account_id)

    @property
    def agent(self) -> Actor:
        return Actor(Role.STAFF, Level.AGENT, "user", self.agent_id, "Sam")


ADMINISTRATORS = (SnapbackView, InternalMoveView)
"""What only administrators of an account act on."""
MADE_BY: Mapping[str, frozenset[UUID] | None] = {"token": frozenset({_id(95)}), "unknown_token": None}
"""Who made the token that somebody acts by; nobody knows."""
TYPED = "Telefonica Nordeste"
"""A losing carrier that is not on the list."""
CAST = Cast(*map(_id, range(1, 10)))


@dataclass(frozen=True)
class Situation:
    """A grid's row made real: the subject, and for a role who acts and what is asked."""

    row: Row
    subject: Any
    cast: Cast = CAST
    e164s: tuple[str, ...] = ("+12127360001",)
    """The numbers of a port-out request."""
    number_id: UUID = field(default_factory=lambda: UUID(int=20))
    """A number of a porting request."""

    def actor(self, role: str) -> Actor:
        facts = self.row.facts
        if role == "carrier":
            return carrier_actor(self.cast.losing_id if facts.get("carrier") == "losing" else self.cast.network_id, "Carrier")
        if role == "customer" and isinstance(self.subject, InternalMoveView) and facts.get("customer") == "taker":
            return replace(self.cast.member, level=Level.ADMIN, account_id=self.subject.to_account_id or _id(96))
        if role == "customer" and (self.row.verb == "ask_unlock" or isinstance(self.subject, ADMINISTRATORS)):
            return replace(self.cast.member, level=Level.ADMIN)
        if role == "customer" and facts.get("customer") in MADE_BY:
            return replace(self.cast.member, kind="token", name="A program", made_by=MADE_BY[facts["customer"]])
        if role == "staff" and facts.get("staff_by") in MADE_BY:
            return replace(self.cast.agent, kind="token", id=_id(94), name="A program", made_by=self._makers(facts["staff_by"]))
        return {"customer": self.cast.member, "staff": self.cast.agent, "system": SYSTEM}[role]

    def _makers(self, kind: str) -> frozenset[UUID] | None:
        return None if kind == "unknown_token" else frozenset({self.cast.agent_id})

    def asked(self, role: str) -> Any:
        verb = self.row.verb
        if role == "system":
            follows = verb in FOLLOWING or isinstance(self.subject, (PhoneNumberView, PortOutOrderView))
            return Followed(quoted(FOLLOWED), followed_by(self)) if follows else None
        return asked(self)


def situation(lifecycle: str, row: Row, cast: Cast = CAST) -> Situation:
    """The subject of this row, each fact in its place."""
    return Situation(row, SUBJECTS[lifecycle](row, cast), cast)


# Subjects.


def _number(row: Row, cast: Cast) -> PortingNumberView:
    facts, status, standard = row.facts, PortingNumberStatus(row.status), row.flow == "STANDARD"
    at_carrier, listed = standard and status not in BEFORE_THE_CARRIER, facts["losing_carrier"] == "named"
    accepted = not standard and facts["request"] not in {"DRAFT", "REQUESTED", "REJECTED"}
    reasons = reasons_of(ReasonCode.NAME_MISMATCH) if "ACTION_REQUIRED" in {row.status, facts["resume"]} else ()
    foc_at = FOC_AT[facts["foc"]]
    history = EARLIER_FOC if at_carrier or foc_at else ()
    asked_to_cancel = standard and status in (*RESUMED, PortingNumberStatus.CANCELLATION_PENDING, PortingNumberStatus.CANCELLATION_REJECTED)
    rejected = asked_to_cancel and status is not PortingNumberStatus.CANCELLATION_PENDING
    return PortingNumberView(
        id=_id(20),
        version=3,
        status=status,
        flow=Flow.STANDARD if standard else Flow.NL,
        account_id=cast.account_id,
        request_id=_id(21),
        request_status=PortingRequestStatus(facts["request"]),
        country="US" if standard else "NL",
        number_type=NumberType.GEOGRAPHIC,
        e164="+12127360001" if standard else "+31207000001",
        review_started_at=NOW - 2 * DAY if facts["review"] == "started" else None,
        foc_at=foc_at,
        foc_history=(*history, _foc_entry(foc_at, NOW - DAY, "confirmed")) if foc_at else history,
        attempt_no=1 if at_carrier else 0,
        next_attempt_no=2 if at_carrier else 1,
        handed_over_at=NOW - DAY if at_carrier and facts["handed_over"] == "yes" else None,
        resume_status=None if facts["resume"] == "none" else PortingNumberStatus(facts["resume"]),
        cancellation_asked_at=NOW - 8 * DAY if asked_to_cancel else None,
        cancellation_decided_at=REJECTED_AT[facts["rejected"]] if rejected else None,
        provisioned_at=NOW - DAY if facts["provisioned"] == "yes" else None,
        status_reasons=reasons,
        reasons_raised_at=NOW - DAY if reasons else None,
        fields_changed_at={"subscriber.name": NOW - HOUR} if reasons and facts["reasons"] == "addressed" else {},
        accepted_documents=frozenset({DocumentKind.LOA, DocumentKind.INVOICE} if facts["documents"] == "accepted" else {DocumentKind.LOA}),
        cancel_cutoff_hours=_cutoff_hours(facts["cutoff"], foc_at),
        sent_to_id=cast.losing_id if listed and (at_carrier or accepted) else None,
        losing_carrier_id=cast.losing_id if listed else None,
        request_losing_carrier_id=(NAMED_SINCE if row.verb == "resubmit" else cast.losing_id) if listed else None,
        losing_carrier_name=None if listed else TYPED,
        losing_country=("US" if standard else "NL") if listed else None,
        losing_time_zone=("America/New_York" if standard else calendar.AMSTERDAM) if listed else None,
        network_carrier_id=cast.network_id,
        network_completes_by_itself=facts["gateway"] == "completes",
        configuration_profile_id=None if row.verb == "assign_profile" else cast.profile_id,
        request_perform_at=PERFORM_AT[facts["perform"]],
        request_first_possible_date=None if standard else FIRST_POSSIBLE["reached"].date(),
        asked_profile_account_id=cast.account_id if facts["asks.profile"] == "own_account" else _id(99),
        asked_profile_name="Main trunk",
    )


def _foc_entry(foc_at: datetime, at: datetime, change: str) -> FocHistoryEntry:
    return {"foc_at": foc_at.isoformat(), "at": at.isoformat(), "change": change}


NAMED_SINCE = _id(98)
"""The losing carrier that the request of a number to be resubmitted names since it was sent to another one."""
EARLIER_FOC = tuple(_foc_entry(NOW - 4 * DAY, NOW - days * DAY, change) for days, change in ((6, "confirmed"), (5, "withdrawn")))
RESUMED = (PortingNumberStatus.IN_PROCESS, PortingNumberStatus.ACTION_REQUIRED, PortingNumberStatus.FOC_DATE_SET)
BEFORE_THE_CARRIER = frozenset({PortingNumberStatus.DRAFT, PortingNumberStatus.PENDING, PortingNumberStatus.PORTABLE})


def reasons_of(*codes: ReasonCode) -> tuple[RaisedReason, ...]:
    """Reasons as a number carries them."""
    found = [port_in_reason(code) for code in codes]
    return tuple(
        {"code": r.code.value, "text": r.text, "fields": list(r.fields), "documents": [str(d) for d in r.documents]} for r in found
    )


def _cutoff_hours(cutoff: str, foc_at: datetime | None) -> int:
    """Such that foc_at - hours stands to now as the fact says."""
    if cutoff == "ahead" or foc_at is None:
        return 48
    ahead = (foc_at - NOW) // HOUR
    return ahead if cutoff == "now" else max(ahead + 1, 48)


# outcome → (completed, canceled, not portable)
OUTCOME = {
    "none": (0, 0, 0),
    "completed": (2, 0, 0),
    "canceled": (0, 2, 0),
    "not_portable": (0, 0, 2),
    "completed_and_canceled": (1, 1, 0),
    "completed_and_not_portable": (1, 0, 1),
    "canceled_and_not_portable": (0, 1, 1),
    "all_three": (1, 1, 1),
}
INVOICE_AGE = {"recent": 10, "sixty_days": 60, "too_old": 61}
PROFILE = ProfileView(
    label="Head office",
    company_name="Acme Ltd.",
    registration_number="12345678",
    vat_id=None,
    representative_first_name="Ada",
    representative_last_name="Byron",
    representative_phone="+12127360001",
    country="NL",
    city="Amsterdam",
    postal_code="1012 LM",
    street="Damrak 70",
    emails=["ada@acme.example"],
)


LISTED = {"named", "matched"}


def _request(row: Row, cast: Cast) -> PortingRequestView:
    facts, status, standard = row.facts, PortingRequestStatus(row.status), row.flow == "STANDARD"
    completed, canceled, not_portable = OUTCOME[facts["outcome"]]
    still_open = 1 if facts["numbers"] == "some" and facts["open_numbers"] == "some" else 0
    at_the_carrier = not standard and status in {PortingRequestStatus.IN_PROGRESS, PortingRequestStatus.DELAYED}
    ready, elsewhere = status is PortingRequestStatus.READY_TO_BE_PORTED, facts["numbers_elsewhere"]
    return PortingRequestView(
        id=_id(30),
        version=3,
        status=status,
        flow=Flow.STANDARD if standard else Flow.NL,
        account_id=cast.account_id,
        country="US" if standard else "NL",
        number_type=NumberType.GEOGRAPHIC,
        tier=Tier(facts["tier"].upper()),
        account_closed=facts["account"] == "closed",
        number_count=completed + canceled + not_portable + still_open,
        open_count=still_open,
        completed_count=completed,
        canceled_count=canceled,
        cancelable_count=1 if facts["cancelable"] == "some" else 0,
        losing_carrier_id=cast.losing_id if facts["losing_carrier"] in LISTED else None,
        match_unsent=facts["losing_carrier"] == "matched",
        losing_carrier_name=TYPED if facts["losing_carrier"] == "typed" else None,
        asked_numbers=frozenset({_id(20)}),
        asked_carrier_name=None if facts["asks.carrier"] == "unknown" else "Carrier",
        asked_carrier_country="GB" if facts["asks.carrier"] == "foreign" else None,
        losing_country=("US" if standard else "NL") if facts["losing_carrier"] in LISTED else None,
        losing_time_zone=("America/New_York" if standard else calendar.AMSTERDAM) if facts["losing_carrier"] in LISTED else None,
        network_carrier_id=cast.network_id,
        answer_due_at=NOW + DAY if at_the_carrier else None,
        first_possible_date=FIRST_POSSIBLE[facts["first_possible"]].date() if ready else KNOWN[facts["known"]],
        ready_until=WINDOW[facts["window"]] if ready else None,
        perform_at=PERFORM_AT[facts["perform"]],
        cancellation_asked_at=NOW - HOUR if facts["cancellation"] == "asked" else None,
        live_elsewhere=("+12127360001",) if elsewhere == "live" else (),
        in_service_here=("+12127360001",) if elsewhere == "in_service" else (),
        under_legal_hold=facts["hold"] == "legal",
        profile=PROFILE if facts["profile"] == "valid" else None,
        documents=tuple(papers(facts)),
        subscriber_name="Acme Ltd.",
        authorised_person="Ada Byron" if facts["requirements"] == "met" else None,
        service_street="350 Fifth Avenue" if standard else "Damrak 70",
        service_city="New York" if standard else "Amsterdam",
        service_region="NY" if standard else "Noord-Holland",
        service_postal_code="10118" if standard else "1012 LM",
        service_country="US" if standard else "NL",
        account_number="4451-99" if standard else None,
        extra_fields={},
    )


def papers(facts: Mapping[str, str]) -> list[RequestDocument]:
    """The papers of a draft, as the facts say."""
    dated = (NOW - INVOICE_AGE[facts["invoice"]] * DAY).date()
    kinds = [DocumentKind.LOA] if facts["loa"] == "present" else []
    kinds += {"invoice": [DocumentKind.INVOICE], "csr": [DocumentKind.CSR], "missing": []}[facts["proof"]]
    return [
        RequestDocument(kind, DocumentStatus.UPLOADED, dated, dated if kind is DocumentKind.LOA else None, "Ada Byron") for kind in kinds
    ]


POLICY = {
    "EXPIRE": (OnDeadline.EXPIRE, OnDeadline.EXPIRE),
    "APPROVE": (OnDeadline.APPROVE, OnDeadline.APPROVE),
    "APPROVE_then_EXPIRE": (OnDeadline.APPROVE, OnDeadline.EXPIRE),
    "EXPIRE_then_APPROVE": (OnDeadline.EXPIRE, OnDeadline.APPROVE),
}


OTHERWISE = approval_digest(_id(98), REQUESTED_DATE, ["+12127360001"])


def _freeze(until: datetime) -> Freeze:
    return Freeze(until, (FreezeCause.ADDRESSES,), frozenset(), ("desk@acme.example",))


FREEZE = {"none": None, "frozen": _freeze(NOW + HOUR), "ends_now": _freeze(NOW), "over": _freeze(NOW - HOUR)}


def _port_out(row: Row, cast: Cast) -> PortOutRequestView:
    facts, status = row.facts, PortOutRequestStatus(row.status)
    at_receipt, changed_to = POLICY[facts["policy"]]
    approved = status is PortOutRequestStatus.APPROVED
    digest = approval_digest(cast.network_id, REQUESTED_DATE, ["+12127360001"])
    by_staff, ordered = facts["received_by"] == "staff", facts["order"] != "none"
    return PortOutRequestView(
        id=_id(40),
        version=3,
        status=status,
        account_id=cast.account_id,
        gaining_carrier_id=cast.network_id,
        expires_at=DEADLINE[facts["deadline"]],
        on_deadline=at_receipt,
        on_deadline_now=changed_to,
        policy_set_by=cast.agent_id if facts["staff"] == "policy_setter" else _choosers(cast)[facts["chosen"]],
        chosen_by_owner=facts["staff"] != "policy_setter" and facts["chosen"] == "owner",
        port_out_hours=24,
        two_person=facts["two_person"] == "yes",
        pin_checked=facts["pin"] == "checked",
        received_by=(cast.agent_id if facts["staff"] == "receiver" else cast.other_agent_id) if by_staff else _carrier_hand(facts, cast),
        received_by_role="STAFF" if by_staff else "CARRIER",
        amended_by=(cast.agent_id if facts["staff"] == "amender" else _id(98),),
        behind={CARRIERS_TOKEN: frozenset({NOBODY_KNOWN if facts["received_by"] == "unknown_token" else cast.agent_id})},
        approved_by=(cast.agent_id if facts["staff"] == "approver" else cast.member_id) if approved else None,
        first_approved_by={"none": None, "own": cast.member_id}.get(facts["first"], _id(97)),
        first_approved_digest={"none": None, "otherwise": OTHERWISE}.get(facts["first"], digest),
        approved_digest=(digest if facts["approved"] == "as_it_is" else OTHERWISE) if approved else None,
        digest=digest,
        fee_minor=1500 if facts["fee"] == "exists" else None,
        country="US" if facts["fee"] == "exists" else "CA",
        zones=("America/New_York",),
        account_zone="America/New_York",
        number_count=2 if facts["numbers"] == "several" else 1,
        freeze=FREEZE[facts["freeze"]],
        prepared=(PreparingAct.ADDRESS,) if facts["staff"] == "preparer" else (),
        order_status=PortOutOrderStatus(facts["order"]) if ordered else None,
        requested_date=REQUESTED_DATE,
        release_at=RELEASE_AT[facts["release"]] if ordered else None,
        gaining_completes_by_itself=facts["gateway"] == "completes",
    )


CARRIERS_TOKEN = _id(93)
"""A token of the gaining carrier's, as the agent or nobody knows who made it."""


def _carrier_hand(facts: Mapping[str, str], cast: Cast) -> UUID:
    return CARRIERS_TOKEN if facts["received_by"] in {"own_token", "unknown_token"} else cast.network_id


def _choosers(cast: Cast) -> Mapping[str, UUID | None]:
    return {"owner": cast.member_id, "staff": cast.other_agent_id, "nobody": None}


def _order(row: Row, cast: Cast) -> PortOutOrderView:
    return PortOutOrderView(_id(50), 1, PortOutOrderStatus(row.status), cast.account_id, _id(40), 1500, "USD")


LOCKED_AT = {"open": None, "locked": NOW - 9 * DAY, "unlocking": NOW - 9 * DAY, "due": NOW - 9 * DAY}
UNLOCKS_AT = {"open": None, "locked": None, "unlocking": NOW + DAY - HOUR, "due": NOW}


def _phone_number(row: Row, cast: Cast) -> PhoneNumberView:
    return PhoneNumberView(
        id=_id(60),
        version=1,
        status=PhoneNumberStatus(row.status),
        account_id=cast.account_id,
        e164="+12127360001",
        configuration_profile_id=None if row.verb == "assign_profile" or row.status == "PORTED_OUT" else cast.profile_id,
        detached_profile_id=cast.profile_id if row.status == "PORTED_OUT" else None,
        profile_when_ported=_id(61) if row.facts["ported_with"] == "profile" else None,
        source=NumberSource.PORTED_IN if row.facts["source"] == "ported_in" else NumberSource.NATIVE,
        locked_at=LOCKED_AT[row.facts["lock"]],
        unlocks_at=UNLOCKS_AT[row.facts["lock"]],
        account_zone="America/New_York",
        asked_profile_account_id=cast.account_id if row.facts["asks.profile"] == "own_account" else _id(99),
        asked_profile_name="Main trunk",
        freeze=FREEZE[row.facts["freeze"]],
    )


def _document(row: Row, cast: Cast) -> PaperView:
    named = _id(21) if row.facts["request"] == "named" else None
    stands, leaving = EDITING[row.facts["stands"]] if named else None, row.facts["request"] == "port_out"
    status, kind = DocumentStatus(row.status), DocumentKind.LOA
    return PaperView(_id(70), 1, status, cast.account_id, named, kind=kind, file_name="loa.pdf", editing=stands, of_port_out=leaving)


EDITING = {
    "review": EditingView(PortingRequestStatus.IN_PROGRESS, Flow.STANDARD, frozenset({PortingNumberStatus.PENDING})),
    "at_carrier": EditingView(PortingRequestStatus.IN_PROGRESS, Flow.STANDARD, frozenset({PortingNumberStatus.IN_PROCESS})),
    "dutch": EditingView(PortingRequestStatus.IN_PROGRESS, Flow.NL, frozenset({PortingNumberStatus.IN_PROCESS})),
    "ended": EditingView(PortingRequestStatus.CANCELED, Flow.STANDARD, frozenset({PortingNumberStatus.CANCELED})),
    "correction": EditingView(
        PortingRequestStatus.IN_PROGRESS,
        Flow.STANDARD,
        frozenset({PortingNumberStatus.ACTION_REQUIRED}),
        opened_documents=frozenset({DocumentKind.LOA}),
    ),
}
"""Where the request of a paper stands."""


PORTED_TO = {SnapbackDirection.OUT: PhoneNumberStatus.PORTED_OUT, SnapbackDirection.IN: PhoneNumberStatus.ACTIVE}


def _snapback(row: Row, cast: Cast) -> SnapbackView:
    facts, direction = row.facts, SnapbackDirection(row.facts["direction"].upper())
    asked_by = {"customer": cast.member_id, "carrier": cast.network_id}.get(facts["asked_by"], cast.other_agent_id)
    return SnapbackView(
        id=_id(80),
        version=1,
        status=SnapbackStatus(row.status),
        direction=direction,
        account_id=cast.account_id,
        carrier_id=cast.network_id,
        e164="+12127360001",
        askers=frozenset(
            {{"asker": cast.agent_id, "own_token": cast.agent_id, "unknown_token": NOBODY_KNOWN}.get(facts["staff"], asked_by)}
        ),
        asked_by_role=facts["asked_by"].upper(),
        number_status=PORTED_TO[direction] if facts["number"] == "as_ported" else PhoneNumberStatus.REMOVED,
        taken_elsewhere=facts["taken"] == "yes" and row.status in {"ASKED", "SENT"},
        locked_at=NOW - DAY if facts["lock"] == "locked" else None,
        freeze=FREEZE[facts["freeze"]],
    )


def _internal_move(row: Row, cast: Cast) -> InternalMoveView:
    facts, status = row.facts, InternalMoveStatus(row.status)
    live, redeemed = row.status in {"OFFERED", "REDEEMED"}, row.status in {"REDEEMED", "MOVED"}
    return InternalMoveView(
        id=_id(90),
        version=1,
        status=status,
        account_id=cast.account_id,
        to_account_id=_id(96) if redeemed else None,
        expires_at=DEADLINE[facts["offer"]],
        offered_by=cast.agent_id if facts["staff"] == "offerer" else cast.member_id,
        redeemed_by=(cast.agent_id if facts["staff"] == "redeemer" else _id(95)) if redeemed else None,
        gone_count=1 if facts["numbers"] == "gone" and live else 0,
        locked_count=1 if facts["numbers"] == "locked" and live else 0,
        account_closed=facts["account"] == "closed",
        freeze=FREEZE[facts["freeze"]],
        side_prepared=facts["staff"] == "preparer",
    )


SUBJECTS: Mapping[str, Callable[[Row, Cast], Any]] = {
    "porting_number": _number,
    "porting_request": _request,
    "port_out_request": _port_out,
    "port_out_order": _order,
    "phone_number": _phone_number,
    "document": _document,
    "snapback": _snapback,
    "internal_move": _internal_move,
}
