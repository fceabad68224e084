"""The law's enums as GraphQL enums, every value with its sentence; a column registers its own."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any

import strawberry

from portico.domain import policy, statuses
from portico.domain.actors import Scope
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.reasons import PORT_IN, PORT_OUT, PortOutRejectCode, ReasonCode
from portico.domain.statuses import NumberType, Role
from portico.domain.words import titles
from portico.domain.words.titles import happened, label
from portico.storage.engine.outbox import DeliveryKind, DeliveryStatus

PEOPLE = Role.CUSTOMER | Role.STAFF | Role.CARRIER


class ProblemCode(StrEnum):
    NOT_FOUND = "NOT_FOUND"
    NOT_PERMITTED = "NOT_PERMITTED"
    SECOND_FACTOR_REQUIRED = "SECOND_FACTOR_REQUIRED"
    ACTION_UNAVAILABLE = "ACTION_UNAVAILABLE"
    BLOCKED = "BLOCKED"
    STALE_VERSION = "STALE_VERSION"
    INVALID_INPUT = "INVALID_INPUT"
    TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"


class ActorRole(StrEnum):
    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"
    CARRIER = "CARRIER"
    SYSTEM = "SYSTEM"


def register(enum: type[Enum], name: str, description: str, values: dict[str, str]) -> Any:
    registered = strawberry.enum(enum, name=name, description=description)
    for value in registered.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]
    return registered


def orderings(name: str, noun: str, values: dict[str, str]) -> Any:
    """An enum of the orderings a list can be had in: an order is what is ordered of a carrier."""
    enum = StrEnum(name, {value: value for value in values})  # type: ignore[misc]
    return register(enum, name, f"In which order {noun} are listed.", values)


def verbs_of(lifecycle: AnyLifecycle) -> list[str]:
    """The verbs a person or carrier may say, in table order: the mutations."""
    return [verb for verb in lifecycle.verbs if lifecycle.roles_of(verb) & PEOPLE]


def actions_of(lifecycle: AnyLifecycle, name: str, noun: str, but: str | None = None) -> Any:
    """The verbs of a lifecycle as an enum, to be named by whom they are open to."""
    verbs = [verb for verb in verbs_of(lifecycle) if verb != but]
    enum = StrEnum(name, {verb.upper(): verb for verb in verbs})  # type: ignore[misc]
    described = {verb.upper(): label(lifecycle.subject, verb) + "." for verb in verbs}
    return register(enum, name, f"What can be done to a {noun}.", described)


def _variants() -> Any:
    """Of every lifecycle together: a variant says the same wherever it stands."""
    described = {variant.upper(): f"{said}." for variant, said in sorted(titles.VARIANTS.items())}
    enum = StrEnum("ActionVariant", {name: name.lower() for name in described})  # type: ignore[misc]
    return register(
        enum, "ActionVariant", "What a verb does from where its subject stands, where that is not what it usually does.", described
    )


def _events() -> Any:
    """The events by name, `PORTING_NUMBER_FOC_CONFIRMED`; callbacks say them as text, `porting_number.foc_confirmed`."""
    described = {_name_of(event): happened(event) + "." for event in titles.EVENTS}
    described["UNKNOWN"] = "Event of an older version."
    enum = StrEnum("EventName", {_name_of(event): event for event in titles.EVENTS} | {"UNKNOWN": "unknown"})  # type: ignore[misc]
    said = "What happened. It grows: take a value you do not know yet as one more thing that happened."
    return register(enum, "EventName", said, described)


def _name_of(event: str) -> str:
    return event.upper().replace(".", "_")


def _permissions() -> Any:
    enum = StrEnum("Permission", {policy.permission_name(operation): operation for operation in policy.NAMED})  # type: ignore[misc]
    described = {policy.permission_name(operation): policy.purpose(operation) for operation in policy.NAMED}
    said = "What somebody may do, as far as role, level and scopes say. Verbs of requests, numbers and documents are `availableActions`."
    return register(enum, "Permission", said, described)


EventName = _events()
Permission = _permissions()
_EVENTS_BY_TEXT = {event.value: event for event in EventName}


def event_name(text: str) -> Any:
    """The event that is written as this text; UNKNOWN for one that only an old journal has, so that it can be read."""
    return _EVENTS_BY_TEXT.get(text, EventName.UNKNOWN)


ActionVariant = _variants()

register(ActorRole, "ActorRole", "Who acted.", {
    "CUSTOMER": "A member of the owning account.", "STAFF": "The operator's own people.",
    "CARRIER": "Another provider, or the gateway that speaks for it.", "SYSTEM": "The clock, and what follows from other moves.",
})  # fmt: skip
register(ProblemCode, "ProblemCode", "Stable codes of problems.", {
    "NOT_FOUND": "No such thing, or not yours.", "NOT_PERMITTED": "Your role never allows this.",
    "SECOND_FACTOR_REQUIRED": "A second factor is demanded of you: set it up first.",
    "ACTION_UNAVAILABLE": "Not from this status.", "BLOCKED": "A condition does not hold.",
    "STALE_VERSION": "It changed since you looked.", "INVALID_INPUT": "A field cannot be used.",
    "TOO_MANY_REQUESTS": "Slow down.", "CURSOR_EXPIRED": "Read everything anew.",
})  # fmt: skip
register(statuses.Flow, "Flow", "Which process a porting request follows.", {
    "STANDARD": "Each number goes its own way.", "NL": "The Dutch process: the request moves as one.",
})  # fmt: skip
register(NumberType, "NumberType", "What kind of number it is.", {
    "GEOGRAPHIC": "Local or fixed-line.", "NATIONAL": "Nationwide, tied to no place.", "MOBILE": "Mobile or wireless.",
    "TOLL_FREE": "Free for the caller.", "PREMIUM": "The caller pays more.",
})  # fmt: skip
register(statuses.PortingRequestStatus, "PortingRequestStatus", "Where a porting request stands.", {
    "DRAFT": "Being written by the customer.", "REQUESTED": "Handed in, not yet accepted.",
    "IN_PROGRESS": "Accepted; on its way.", "DELAYED": "NL: the losing carrier needs longer.",
    "READY_TO_BE_PORTED": "NL: the customer may perform it.", "BLOCKED": "NL: rejected; a new request is needed.",
    "CANCELED": "Ended without a port.", "COMPLETED": "Ported.", "REJECTED": "Rejected; nothing is ported.",
})  # fmt: skip
register(statuses.PortingNumberStatus, "PortingNumberStatus", "Where a porting number stands.", {
    "DRAFT": "Its request is not submitted.", "PENDING": "Waits for review.", "PORTABLE": "Reviewed; can be ported.",
    "IN_PROCESS": "On its way to or at the losing carrier.", "ACTION_REQUIRED": "Something must be put right before it goes on.",
    "FOC_DATE_SET": "The losing carrier committed to a date.", "CANCELLATION_PENDING": "A cancellation waits for an answer.",
    "CANCELLATION_REJECTED": "The cancellation was rejected; the port goes on.", "COMPLETED": "In service here.",
    "NOT_PORTABLE": "Cannot be ported.", "CANCELED": "Not ported, as wished.",
})  # fmt: skip
register(statuses.PortOutRequestStatus, "PortOutRequestStatus", "Where a port-out request stands.", {
    "ACTION_REQUIRED": "The owner must decide.",
    "APPROVED": "The owner agreed, or their policy did at the deadline; the operator releases.",
    "REJECTED": "Rejected: the numbers stay.", "EXPIRED": "Nobody answered in time: the numbers stay.",
    "WITHDRAWN": "The gaining carrier took it back.", "PORTED_OUT": "The numbers are with the gaining carrier.",
})  # fmt: skip
register(statuses.PortOutOrderStatus, "PortOutOrderStatus", "Where a port-out order stands.", {
    "CREATED": "Made.", "FEE_BILLED": "Its fee is billed.", "COMPLETED": "Done.", "CANCELED": "Canceled; its fee is reversed.",
})  # fmt: skip
register(statuses.PhoneNumberStatus, "PhoneNumberStatus", "Where a number of the inventory stands.", {
    "PROVISIONED": "Added ahead of its port.", "ACTIVE": "In service.", "PORTING_OUT": "Another carrier asked for it.",
    "PORTED_OUT": "Left.", "REMOVED": "Taken out: its port did not happen.",
})  # fmt: skip
register(statuses.DocumentStatus, "DocumentStatus", "Where a document stands.", {
    "UPLOADED": "Waits for review.", "ACCEPTED": "In order.", "REJECTED": "Cannot be used; upload another.",
})  # fmt: skip
register(statuses.DocumentKind, "DocumentKind", "What a document is.", {
    "LOA": "Letter of authorization.", "INVOICE": "Recent bill of the losing carrier.", "CSR": "Customer service record.",
    "ID": "Identity document.", "COMPANY_REGISTRATION": "Extract of the company register.",
    "PROOF_OF_ADDRESS": "Proof of the service address.", "OTHER": "Anything else.",
})  # fmt: skip
register(statuses.WaitingOn, "WaitingOn", "Who must act next.", {
    "CUSTOMER": "The customer.", "STAFF": "The operator's staff.", "CARRIER": "A carrier.",
    "NOBODY": "Nobody: it has ended, or happens by itself at the moment that was set.",
})  # fmt: skip
register(statuses.PortType, "PortType", "How much of the losing account is ported.", {
    "FULL": "Every number.", "PARTIAL": "Some numbers stay behind.",
})  # fmt: skip
register(statuses.RemainingNumbers, "RemainingNumbers", "What happens to numbers that stay behind.", {
    "KEEP": "They go on.", "DISCONNECT": "They are ended.",
})  # fmt: skip
register(statuses.SubscriberKind, "SubscriberKind", "Who the subscriber is.", {"BUSINESS": "A company.", "INDIVIDUAL": "A person."})
register(statuses.NumberSource, "NumberSource", "How a number came here.", {"PORTED_IN": "Ported in.", "NATIVE": "From our own ranges."})
register(statuses.OnDeadline, "OnDeadline", "What happens to a port-out nobody answers.", {
    "EXPIRE": "It expires: the numbers stay.", "APPROVE": "It is approved, by an admin's recorded choice.",
})  # fmt: skip
register(statuses.Tier, "Tier", "What an account may do.", {"TRIAL": "Draft requests.", "STANDARD": "Submit them too."})
register(statuses.GatewayKind, "GatewayKind", "How a carrier is reached.", {"MANUAL": "By people.", "SANDBOX": "The simulated carrier."})
register(statuses.Level, "Level", "What a person may do among those they belong with.", {
    "VIEWER": "Of an account: read.", "MEMBER": "Of an account: act.", "AGENT": "Of the operator: review, decide, act on behalf.",
    "ADMIN": "What the others may, and manage people and settings.",
})  # fmt: skip
register(Scope, "TokenScope", "What a token may be used for, as far as its role and level go.", {
    "PORTING_READ": "Read requests, numbers, profiles and the inventory.",
    "PORTING_WRITE": "Make and change requests and profiles, and move port-ins on.",
    "PORTING_PERFORM": "Perform a Dutch porting, and schedule it.",
    "DOCUMENTS_READ": "Download papers.", "DOCUMENTS_WRITE": "Upload papers; staff: review them.",
    "PORTOUT_READ": "See port-outs.", "PORTOUT_DECIDE": "Decide port-outs, and comment on them.",
    "CHARGES_READ": "See and follow what is charged, and nothing else of it.",
    "WEBHOOKS_WRITE": "Have an account's events posted to endpoints, for tokens of the level ADMIN.",
    "ACCOUNT_ADMIN": "Set port-out PINs, make calendar links, manage people; staff: what the operator keeps.",
    "CARRIER_ACT": "Speak for a carrier; staff: hand in port-outs that came by letter.",
})  # fmt: skip
register(DeliveryKind, "DeliveryKind", "How it travels.", {
    "EMAIL": "A mail.", "CALLBACK": "A signed POST to a callback URL.", "CARRIER": "A message to a carrier's gateway.",
    "WEBHOOK": "A signed POST to a webhook endpoint.",
})  # fmt: skip
register(DeliveryStatus, "DeliveryStatus", "Where a delivery stands.", {
    "PENDING": "To be sent, or to be tried again.", "DELIVERED": "It arrived.",
    "GIVEN_UP": "It was refused for good, or tried for days; it is tried no more.",
})  # fmt: skip
register(ReasonCode, "ReasonCode", "Why a port-in cannot go on.", {code.name: reason.text for code, reason in PORT_IN.items()})
register(
    PortOutRejectCode, "PortOutRejectCode", "Why numbers may not leave.", {code.name: reason.text for code, reason in PORT_OUT.items()}
)
