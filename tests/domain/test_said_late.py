"""What is asked of an answer that came too late to move anything: what could not have been said in time either, and nothing of now."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TypedDict
from uuid import UUID

import pytest

from portico.domain.actors import Actor, carrier_actor
from portico.domain.conditions import Check
from portico.domain.grammar import RowsOf, Transition, at, check_late
from portico.domain.refusals import InvalidInput
from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.statuses import DocumentStatus as Status
from portico.domain.statuses import Flow, Role
from tests.domain.situations import CAST

NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
CARRIER = carrier_actor(CAST.network_id, "Carrier")


@dataclasses.dataclass(frozen=True)
class ParcelView:
    id: UUID
    version: int
    status: Status
    flow: Flow


class ParcelColumns(TypedDict, total=False):
    weighed_at: datetime


@dataclasses.dataclass(frozen=True)
class Weigh:
    grams: int


PARCEL = ParcelView(UUID(int=1), 1, Status.REJECTED, Flow.STANDARD)
ASKED = Weigh(0)
parcel = RowsOf(ParcelView, ParcelColumns)


def _has_weight(view: ParcelView, asked: Weigh, actor: Actor, now: datetime) -> bool:
    assert (view, actor.role in Role.CARRIER | Role.STAFF, now) == (PARCEL, True, NOW)
    return asked.grams > 0


def _never(_view: ParcelView, _asked: Weigh, _actor: Actor, _now: datetime) -> bool:
    return False


def _weight(view: ParcelView, asked: Weigh, now: datetime) -> Said:
    return quoted(f"{view.status} {asked.grams} {now:%H:%M}")


WEIGHT = Check("TOO_LIGHT", _weight, _has_weight, "grams")
STANDS = Check("NOT_HERE", Sentence("tested.parcel_not_here", "It is not here."), _never, "grams", of_now=True)
OTHERS = Check("OTHERS", Sentence("tested.parcel_others", "It is another's."), _never, "grams")


def row(flow: Flow, by: Role, *needs: Check[ParcelView, Weigh]) -> Transition[ParcelView]:
    return parcel.row(
        verb="weigh",
        event="parcel.weighed",
        asks=Weigh,
        source=at(Status.UPLOADED),
        target=Status.ACCEPTED,
        by=by,
        flow=frozenset({flow}),
        needs=needs,
        sentence="It was weighed.",
    )


ROWS = (
    row(Flow.STANDARD, Role.CARRIER | Role.STAFF, WEIGHT, STANDS),
    row(Flow.STANDARD, Role.CARRIER, WEIGHT),
    row(Flow.NL, Role.CARRIER | Role.STAFF, OTHERS),
    row(Flow.STANDARD, Role.CUSTOMER, OTHERS),
)


@pytest.mark.parametrize("actor", [CARRIER, CAST.agent])
def test_what_could_not_be_said_in_time_either_is_refused_once(actor: Actor) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_late(ROWS, PARCEL, ASKED, actor, NOW)
    assert [(each.path, each.code, each.message) for each in refused.value.fields] == [("grams", "TOO_LIGHT", "REJECTED 0 15:00")]


@pytest.mark.parametrize("actor", [CARRIER, CAST.agent])
def test_how_it_stands_now_and_what_others_are_asked_is_asked_of_nobody_who_is_late(actor: Actor) -> None:
    check_late(ROWS, PARCEL, Weigh(1), actor, NOW)
