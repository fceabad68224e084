"""The words for where a thing stands, and the named sets of them that queries may use."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, Flag, StrEnum, auto


class Flow(StrEnum):
    """Which process a porting request follows: NL exactly when its country is NL."""

    STANDARD = "STANDARD"
    NL = "NL"

    @classmethod
    def of(cls, country: str) -> Flow:
        return cls.NL if country == "NL" else cls.STANDARD


class PortingRequestStatus(StrEnum):
    DRAFT = "DRAFT"
    REQUESTED = "REQUESTED"
    IN_PROGRESS = "IN_PROGRESS"
    DELAYED = "DELAYED"
    READY_TO_BE_PORTED = "READY_TO_BE_PORTED"
    BLOCKED = "BLOCKED"
    CANCELED = "CANCELED"
    COMPLETED = "COMPLETED"
    REJECTED = "REJECTED"


class PortingNumberStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    PORTABLE = "PORTABLE"
    IN_PROCESS = "IN_PROCESS"
    ACTION_REQUIRED = "ACTION_REQUIRED"
    FOC_DATE_SET = "FOC_DATE_SET"
    CANCELLATION_PENDING = "CANCELLATION_PENDING"
    CANCELLATION_REJECTED = "CANCELLATION_REJECTED"
    COMPLETED = "COMPLETED"
    NOT_PORTABLE = "NOT_PORTABLE"
    CANCELED = "CANCELED"


class PortOutRequestStatus(StrEnum):
    ACTION_REQUIRED = "ACTION_REQUIRED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"
    PORTED_OUT = "PORTED_OUT"


class PortOutOrderStatus(StrEnum):
    CREATED = "CREATED"
    FEE_BILLED = "FEE_BILLED"
    COMPLETED = "COMPLETED"
    CANCELED = "CANCELED"


class PhoneNumberStatus(StrEnum):
    PROVISIONED = "PROVISIONED"
    ACTIVE = "ACTIVE"
    PORTING_OUT = "PORTING_OUT"
    PORTED_OUT = "PORTED_OUT"
    REMOVED = "REMOVED"


class SnapbackDirection(StrEnum):
    """Which way the port went that was a mistake."""

    OUT = "OUT"
    IN = "IN"


class SnapbackStatus(StrEnum):
    ASKED = "ASKED"
    SENT = "SENT"
    WITHDRAWN = "WITHDRAWN"
    RETURNED = "RETURNED"
    REFUSED = "REFUSED"


class InternalMoveStatus(StrEnum):
    OFFERED = "OFFERED"
    REDEEMED = "REDEEMED"
    MOVED = "MOVED"
    WITHDRAWN = "WITHDRAWN"
    REFUSED = "REFUSED"
    EXPIRED = "EXPIRED"


class DocumentStatus(StrEnum):
    UPLOADED = "UPLOADED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


class WaitingOn(StrEnum):
    """Who must act next."""

    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"
    CARRIER = "CARRIER"
    NOBODY = "NOBODY"


class Tier(StrEnum):
    """What an account may do: `TRIAL` drafts but may not submit."""

    TRIAL = "TRIAL"
    STANDARD = "STANDARD"


class PortType(StrEnum):
    FULL = "FULL"
    PARTIAL = "PARTIAL"


class RemainingNumbers(StrEnum):
    KEEP = "KEEP"
    DISCONNECT = "DISCONNECT"


class SubscriberKind(StrEnum):
    BUSINESS = "BUSINESS"
    INDIVIDUAL = "INDIVIDUAL"


class OnDeadline(StrEnum):
    """What happens to a port-out request nobody answered in time."""

    EXPIRE = "EXPIRE"
    APPROVE = "APPROVE"


class NumberType(StrEnum):
    """What a porting request is for; all numbers of a request share one type."""

    GEOGRAPHIC = "GEOGRAPHIC"  # tied to a place; in the US and Canada also every wireless number, nobody can tell them apart
    NATIONAL = "NATIONAL"  # no place and no special tariff by name: NL 085/088, GB 03/084/087, DE 032, FR 09, shared cost, UAN, VoIP
    MOBILE = "MOBILE"
    TOLL_FREE = "TOLL_FREE"
    PREMIUM = "PREMIUM"


class DocumentKind(StrEnum):
    LOA = "LOA"
    INVOICE = "INVOICE"
    CSR = "CSR"
    ID = "ID"
    COMPANY_REGISTRATION = "COMPANY_REGISTRATION"
    PROOF_OF_ADDRESS = "PROOF_OF_ADDRESS"
    OTHER = "OTHER"


class GatewayKind(StrEnum):
    """How Portico talks to a carrier: by people, or to the simulated one."""

    MANUAL = "MANUAL"
    SANDBOX = "SANDBOX"


class NumberSource(StrEnum):
    PORTED_IN = "PORTED_IN"
    NATIVE = "NATIVE"


NUMBER_ENDED = frozenset({PortingNumberStatus.COMPLETED, PortingNumberStatus.NOT_PORTABLE, PortingNumberStatus.CANCELED})
NUMBER_STAYED = NUMBER_ENDED - {PortingNumberStatus.COMPLETED}
"""Where a number ended that was not ported."""
NUMBER_LIVE = frozenset(PortingNumberStatus) - NUMBER_ENDED - {PortingNumberStatus.DRAFT}
REQUEST_ENDED = frozenset(
    {PortingRequestStatus.BLOCKED, PortingRequestStatus.CANCELED, PortingRequestStatus.COMPLETED, PortingRequestStatus.REJECTED}
)
REQUEST_LIVE = frozenset(PortingRequestStatus) - REQUEST_ENDED - {PortingRequestStatus.DRAFT}
PORT_OUT_LIVE = frozenset({PortOutRequestStatus.ACTION_REQUIRED, PortOutRequestStatus.APPROVED})
PORT_OUT_ENDED = frozenset(PortOutRequestStatus) - PORT_OUT_LIVE
IN_SERVICE = frozenset({PhoneNumberStatus.PROVISIONED, PhoneNumberStatus.ACTIVE, PhoneNumberStatus.PORTING_OUT})
ORDER_OPEN = frozenset({PortOutOrderStatus.CREATED, PortOutOrderStatus.FEE_BILLED})
SNAPBACK_LIVE = frozenset({SnapbackStatus.ASKED, SnapbackStatus.SENT})
INTERNAL_MOVE_LIVE = frozenset({InternalMoveStatus.OFFERED, InternalMoveStatus.REDEEMED})


_USUALLY: Mapping[PortingRequestStatus, WaitingOn] = {
    PortingRequestStatus.DRAFT: WaitingOn.CUSTOMER,
    PortingRequestStatus.REQUESTED: WaitingOn.STAFF,
    PortingRequestStatus.IN_PROGRESS: WaitingOn.CARRIER,
    PortingRequestStatus.DELAYED: WaitingOn.CARRIER,
    PortingRequestStatus.READY_TO_BE_PORTED: WaitingOn.CUSTOMER,
    PortingRequestStatus.BLOCKED: WaitingOn.NOBODY,
    PortingRequestStatus.CANCELED: WaitingOn.NOBODY,
    PortingRequestStatus.COMPLETED: WaitingOn.NOBODY,
    PortingRequestStatus.REJECTED: WaitingOn.NOBODY,
}
_MAY_WAIT_ON: Mapping[tuple[Flow, PortingRequestStatus], tuple[WaitingOn, ...]] = {
    (Flow.STANDARD, PortingRequestStatus.REQUESTED): (WaitingOn.STAFF, WaitingOn.CUSTOMER),  # who rejected a paper asks for another one
    (Flow.STANDARD, PortingRequestStatus.IN_PROGRESS): (WaitingOn.STAFF, WaitingOn.CARRIER, WaitingOn.CUSTOMER),
    (Flow.NL, PortingRequestStatus.IN_PROGRESS): (WaitingOn.CARRIER, WaitingOn.STAFF),  # who was asked to cancel decides
    (Flow.NL, PortingRequestStatus.DELAYED): (WaitingOn.CARRIER, WaitingOn.STAFF),
    (Flow.NL, PortingRequestStatus.READY_TO_BE_PORTED): (WaitingOn.CUSTOMER, WaitingOn.NOBODY),  # at a moment that is set, by itself
}


def may_wait_on(status: PortingRequestStatus, flow: Flow) -> tuple[WaitingOn, ...]:
    """Whom a request in this status can wait on, the usual one first: what the catalogue of statuses says."""
    return _MAY_WAIT_ON.get((flow, status)) or (_USUALLY[status],)


class Role(Flag):
    """The four kinds of actor."""

    CUSTOMER = auto()
    STAFF = auto()
    CARRIER = auto()
    SYSTEM = auto()


class Level(Enum):
    """What a member of an account, or of the operator's staff, may do within their role."""

    VIEWER = "VIEWER"
    MEMBER = "MEMBER"
    AGENT = "AGENT"
    ADMIN = "ADMIN"


class WebhookDisabledReason(StrEnum):
    """Why nothing is sent to a webhook endpoint any more."""

    BY_HAND = "BY_HAND"
    GONE = "GONE"
    FAILING = "FAILING"
    CREATOR_ENDED = "CREATOR_ENDED"
    SELECTION = "SELECTION"


class CarrierAnswer(StrEnum):
    """What a carrier answers to an attempt: what a number's row that answers one is called as an event, without its subject."""

    FOC_CONFIRMED = "FOC_CONFIRMED"
    FOC_REVISED = "FOC_REVISED"
    FOC_WITHDRAWN = "FOC_WITHDRAWN"
    ACTION_REQUIRED = "ACTION_REQUIRED"

    @classmethod
    def of(cls, event: str) -> CarrierAnswer:
        """The answer that this event is."""
        return cls(event.partition(".")[2].upper())


class HoldReason(StrEnum):
    """Why the mail room and the clock stand still."""

    RESTORED = "RESTORED"
    BY_HAND = "BY_HAND"


class HeldKind(StrEnum):
    """What would happen if they did not: deadlines that have come, by their verb, what time alone brings, and what is owed, by its way."""

    PERFORM = "porting_request.perform"
    WINDOW_CLOSED = "porting_request.expire"
    APPROVAL = "port_out_request.approve_on_deadline"
    EXPIRY = "port_out_request.expire"
    RELEASE = "port_out_request.complete"
    OFFER_EXPIRY = "internal_move.expire"
    UNLOCKING = "phone_number.unlock"
    COMPLETION = "porting_number.complete"
    PROVISIONING = "porting_number.provision"
    REMINDER = "reminder"
    DIGEST = "digest"
    ENDING = "ending"
    CLEARING = "clearing"
    SIMULATED = "simulated"
    FACTOR_RESET = "second_factor_reset"
    MAIL = "email"
    CALLBACK = "callback"
    WEBHOOK = "webhook"
    CARRIER = "carrier"
    NEWS = "news"
    RETENTION = "retention"
