"""What the value of a field depends on beside what is stored and what it is given: who reads it, and when.

What is answered may be shared by whoever is alike in all that its selection depends on. A field that declares nothing depends
on everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLSchema

from portico.domain.actors import Actor
from portico.graphql.engine.pagination import Edge, Paged, PageInfo
from portico.graphql.engine.read_off_row import ReadOffRow
from portico.graphql.serving.asked import Names
from portico.graphql.serving.planned.plain_fields import TYPENAME, method_of, origin_of, types_of


class Dependence(Enum):
    """One thing in which readers may differ, in the order of a share key."""

    ROLE = "role"  # with its level, and whether a second factor is still to be set up
    ACCOUNT = "account"
    CARRIER = "carrier"
    SCOPES = "scopes"
    PERSON = "person"  # which person or token it is
    ACTOR = "actor"  # with its name, and what it was let in by
    LANGUAGE = "language"
    NOW = "now"


DependsOn = frozenset[Dependence]
NOTHING: Final[DependsOn] = frozenset()
EVERYTHING: Final[DependsOn] = frozenset(Dependence)
ROLE: Final[DependsOn] = frozenset({Dependence.ROLE})
ROWS: Final[DependsOn] = ROLE | {Dependence.ACCOUNT, Dependence.CARRIER, Dependence.SCOPES}
"""What decides which rows somebody is shown: all that `Actor.nobody` keeps of them."""
OFFERED: Final[DependsOn] = ROWS | {Dependence.NOW}
"""What decides what somebody can do, where nobody has to be another person than somebody else."""
PERSONAL: Final[DependsOn] = ROWS | {Dependence.PERSON}
"""What is told of somebody's own part in it."""


def _each(kind: str, names: str, on: DependsOn) -> dict[tuple[str, str], DependsOn]:
    return {(kind, name): on for name in names.split()}


_COUNTED: Final = ("PortingNumber", "PortingRequest", "PortOutRequest", "PhoneNumber", "Charge", "JournalEntry", "Comment")
DECLARED: Final[Mapping[tuple[str, str], DependsOn]] = {
    **_each("Query", "portingNumbers portingNumber portingRequests portingRequest", ROWS),
    **_each("Query", "portOutRequests portOutRequest phoneNumbers charges chargeTotals journalCursor dashboard", ROWS),
    **_each("Dashboard", "portingNumbers portingRequests portOutRequests portOutOrders", ROWS),
    **_each("Query", "portInReasons portOutRejectReasons portingRequestStatuses requirement requirements operator", NOTHING),
    **_each(
        "Subscription", "portingNumbersChanged portingRequestChanged portOutRequestChanged chargesChanged journal dashboardChanged", ROWS
    ),
    **_each("Carrier", "callbackUrl", ROWS),
    **{(f"{kind}Connection", "totalCount"): ROWS for kind in _COUNTED},
    **_each(
        "PortingNumber",
        "display statusReasons focHistory focDate cancellation correction typicalInterval losingCarrierUnknown losingCarrierTimeZone",
        NOTHING,
    ),
    **_each("PortingNumber", "configurationProfileId", ROLE),
    **_each("PortingNumber", "configurationProfile journal", ROWS),
    **_each("PortingNumber", "availableActions", OFFERED),
    **_each("StatusReason", "ownText", NOTHING),
    **_each("PortingRequest", "subscriber extraFields losingCarrierUnknown correction typicalInterval leftOutCount", NOTHING),
    **_each("PortingRequest", "account companyProfile configurationProfile losingCarrier networkCarrier", ROWS),
    **_each("PortingRequest", "callbackUrl", ROLE),
    **_each("PortingRequest", "attempts", ROWS),
    **_each("PortingAttempt", "numbers", ROWS),
    **_each("PortingRequest", "comments secretsRevealable", PERSONAL),
    **_each("PortingRequest", "numberCount openCount completedCount canceledCount numbers documents numberBlocks journal", ROWS),
    **_each("PortingRequest", "availableActions findings replaceable", OFFERED),
    **_each("Document", "availableActions", OFFERED),
    **_each("PhoneNumber", "availableActions", OFFERED),
    **_each("Snapback", "display", NOTHING),
    **_each("InternalMove", "numbers", NOTHING),
    **_each("InternalMoveNumber", "display", NOTHING),
    **_each("PhoneNumber", "display", NOTHING),
    **_each("PhoneNumber", "configurationProfile", ROWS),
    **_each("PortOutNumber", "display", NOTHING),
    **_each("PortOutRequest", "numbers", NOTHING),
    **_each("PortOutRequest", "journal documents evidence", ROWS),
    **_each("PortOutEvidence", "comparisons configuredCount", NOTHING),
    **_each("PortOutEvidence", "risks", frozenset({Dependence.NOW})),
    **_each("PortOutRequest", "consents", OFFERED),
    **_each("PortOutRequest", "comments", PERSONAL),
    **_each("PortOutRequest", "availableActions", OFFERED | PERSONAL),
    **_each("JournalEntry", "facts number data moveId", NOTHING),
    **_each("JournalEntry", "actor", ROWS),
    **_each("JournalActor", "name", ROWS),
}
"""Fields that are more than a part of their object: a column as it stands, or what was made with the object, depends on nothing."""


def depends_on(schema: GraphQLSchema, asked: Names) -> DependsOn:
    """What an answer to this selection depends on: the union over every field of it."""
    return NOTHING.union(*(of_field(schema, kind, name) for kind, names in asked.items() for name in names))


@cache
def of_field(schema: GraphQLSchema, kind: str, name: str) -> DependsOn:
    """What one field depends on, given the object that it is a field of."""
    if (kind, name) in DECLARED:
        return DECLARED[kind, name]
    return NOTHING if name == TYPENAME or _is_part_of_its_object(schema.type_map[kind], name) else EVERYTHING


def _is_part_of_its_object(kind: Any, name: str) -> bool:
    field = kind.fields.get(name) if isinstance(kind, GraphQLObjectType) else None
    method = method_of(field) if field else None
    if method is None or method.call:
        return False
    if not types_of(kind).isdisjoint({Paged, Edge, PageInfo}):
        return True
    origin = origin_of(kind)
    told = origin.TOLD.get(method.name) if origin and issubclass(origin, ReadOffRow) else None
    return told is None or told.column is not None or told.raw is not None


def share_key(actor: Actor | None, on: Collection[Dependence], now: datetime | None = None, language: str | None = None) -> tuple[Any, ...]:
    """What readers have in common who are shown the same of what depends on this. Scopes have an order that every process has."""
    who = actor and {
        Dependence.ROLE: (str(actor.role), str(actor.level), actor.must_enroll),
        Dependence.ACCOUNT: actor.account_id,
        Dependence.CARRIER: actor.carrier_id,
        Dependence.SCOPES: tuple(map(str, sorted(actor.scopes))),
        Dependence.PERSON: (actor.kind, actor.id),
        Dependence.ACTOR: (actor.kind, actor.id, actor.name, actor.credential),
    }
    parts: dict[Dependence, Any] = {**(who or {}), Dependence.NOW: now, Dependence.LANGUAGE: language}
    return tuple((each.value, parts.get(each)) for each in Dependence if each in on)
