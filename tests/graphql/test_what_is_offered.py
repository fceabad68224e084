"""What is offered can be done, and what is found is what refuses: over generated drafts, and over the situations of every grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.conditions import Guard
from portico.domain.dates.calendar import DAY_OVERRIDES
from portico.domain.giving_reasons import GiveReason
from portico.domain.grammar import NoInput
from portico.domain.inventory.locks.locking import AskUnlock
from portico.domain.inventory.phone_number import RingElsewhere
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import Block, Delay, MakeReady, MatchLosingCarrier, RejectRequest, SchedulePerform
from portico.domain.port_outs.port_out_request import Amend, ApproveRelease, RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.refusals import Blocked, Refusal
from portico.domain.statuses import DocumentKind, DocumentStatus, PhoneNumberStatus, PortingNumberStatus
from portico.domain.tables import LIFECYCLES
from portico.graphql.schema import schema
from portico.graphql.transitions import NOUNS
from portico.operations.engine import registry
from portico.operations.engine.moves import carry_out, move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from tests import factories
from tests.domain.judging import GRIDS
from tests.domain.lifecycles.cells import Row, Verdict
from tests.factories import Rows, Scene
from tests.graphql.asking import ask
from tests.operations.engine.placing import Placed, place

pytestmark = pytest.mark.either_engine
KINDS = {
    "porting_request": "PortingRequest",
    "porting_number": "PortingNumber",
    "port_out_request": "PortOutRequest",
    "document": "Document",
    "phone_number": "PhoneNumber",
    "snapback": "Snapback",
    "internal_move": "InternalMove",
}

# Drafts: nothing but findings keeps one from being submitted, and every one of them does.

FOUND = """query ($id: ID!) { portingRequest(id: $id) { findings { code path blocks }
    availableActions { action blockers { code path } } } }"""
DRAFTS = 60
STAFF_ASK = {
    "GB": {"po_box_allowed": True, "documents": [{"kind": "LOA", "required": True}]},
    "NL": {"forbidden_fields": ["requested_date"]},
}
"""What the requirement editor laid over what is shipped."""
ONE_IN = 14  # so often each single thing is amiss, so that about half of the drafts are ready


def drafts(made: Rows, chance: Random) -> Iterator[tuple[Scene, factories.Request]]:
    def amiss() -> bool:
        return chance.randrange(ONE_IN) == 0

    for _ in range(DRAFTS):
        country = chance.choice(["US", "US", "NL", "GB"])
        scene = made.scene(country, tier="TRIAL" if amiss() else "STANDARD", closed_at=made.now if amiss() else None)
        lacking: dict[str, Any] = {
            name: None for name in ("company_profile_id", "losing_carrier_id", "subscriber_name", "account_number") if amiss()
        }
        if amiss():
            lacking["company_profile_id"] = made.company_profile(scene.account_id, country, emails=[])
        if amiss():
            lacking["service_street"] = "PO Box 12"
        if amiss():
            lacking["requested_date"] = (made.now - timedelta(days=3)).date()
        numbers = [] if amiss() else [{"status": PortingNumberStatus.DRAFT} for _ in range(chance.randint(1, 3))]
        draft = made.request(scene, numbers, status="DRAFT", country=country, papers=None, **lacking)
        for e164 in draft.e164s[:1]:
            if amiss():
                made.request(made.scene(country), [{"status": PortingNumberStatus.PENDING, "e164": e164}], country=country)
            elif amiss():
                made.phone_number(made.scene(country), country, e164=e164, status=PhoneNumberStatus.ACTIVE)
        papers(made, scene, draft, amiss)
        yield scene, draft


def papers(made: Rows, scene: Scene, draft: factories.Request, amiss: Callable[[], bool]) -> None:
    of = {"id": draft.id, "account_id": scene.account_id}
    for kind in (DocumentKind.LOA, DocumentKind.INVOICE):
        old = {"issue_date": (made.now - timedelta(days=400)).date()} if amiss() else {}
        if not amiss():
            made.document(of, kind, status=DocumentStatus.REJECTED if amiss() else DocumentStatus.UPLOADED, **old)


async def test_a_draft_without_a_blocking_finding_is_submitted_and_every_other_is_refused_for_its_findings(work: Work) -> None:
    """TIER_TRIAL, PROFILE_INVALID, LOSING_CARRIER_MISSING, NUMBER_IN_SERVICE and NUMBER_LIVE_ELSEWHERE were heard of on submission only."""
    made = Rows(work.now)
    for country, changes in STAFF_ASK.items():
        made.add(models.RequirementOverride, country=country, number_type="GEOGRAPHIC", changes=changes)
    placed = list(drafts(made, Random(8)))
    await made.write(work)
    seen: set[str] = set()
    for scene, draft in placed:
        shown = (await ask(work, scene.member, FOUND, id=ids.encode("preq", draft.id)))["portingRequest"]
        found = [(each["code"], each["path"]) for each in shown["findings"] if each["blocks"]]
        (offer,) = (each for each in shown["availableActions"] if each["action"] == "SUBMIT")
        (outcome,) = await move(work, scene.member, "porting_request", "submit", [Target(draft.id)])
        refused = outcome.refusal.blockers if isinstance(outcome.refusal, Blocked) else ()
        assert [(each.code, each.path) for each in refused] == found == [(each["code"], each["path"]) for each in offer["blockers"]]
        assert (outcome.refusal is None) == (not found)
        seen |= {code for code, _path in found} or {"nothing"}
    assert seen >= {
        "nothing",
        "ACCOUNT_CLOSED",
        "TIER_TRIAL",
        "PROFILE_INVALID",
        "LOSING_CARRIER_MISSING",
        "NUMBER_IN_SERVICE",
        "NUMBER_LIVE_ELSEWHERE",
    }


# Whatever is offered without a blocker is tried.

SAMPLE = 60  # situations of each lifecycle; the soak tries all


def apt(asks: type[Any], now: datetime, carrier_id: UUID) -> Any:
    """An input that nothing can be said against."""
    ahead = (now + timedelta(days=10)).date()
    inputs: Mapping[type[Any], Any] = {
        NoInput: None,
        GiveReason: GiveReason("Because of this."),
        NameReasons: NameReasons([ReasonCode.NAME_MISMATCH]),
        ConfirmFoc: ConfirmFoc(factories.foc(now) + timedelta(minutes=1), reason="Because of this."),
        Resubmit: Resubmit(),
        AssignProfile: AssignProfile(None),
        RingElsewhere: RingElsewhere(None),
        AskUnlock: AskUnlock(),
        Delay: Delay(now + timedelta(days=2), None, "Because of this."),
        MakeReady: MakeReady(ahead),
        Block: Block("27", "Because of this."),
        RejectRequest: RejectRequest(code=ReasonCode.CARRIER_UNKNOWN),
        MatchLosingCarrier: MatchLosingCarrier(carrier_id),
        SchedulePerform: SchedulePerform(None),
        RejectDocument: RejectDocument("Because of this."),
        RejectPortOut: RejectPortOut(PortOutRejectCode.NAME_MISMATCH),
        ApproveRelease: ApproveRelease(None),
        Amend: Amend(requested_date=ahead),
    }
    return inputs[asks]


def states(lifecycle: str) -> list[Row]:
    """One row of the grid for each situation of its subject, whatever is asked."""
    found: dict[Any, Row] = {}
    for row in GRIDS[lifecycle].rows:
        if any(cell.verdict is not Verdict.CANNOT_ARISE for cell in row.cells.values()):
            facts = {name: value for name, value in row.facts.items() if not name.startswith("asks.")}
            found.setdefault((row.flow, row.status, *sorted(facts.items())), row)
    return list(found.values())


class TakenBackError(Exception):
    """What was tried is not kept: the next offer stands on the same rows."""


async def tried(work: Work, actor: Actor, lifecycle: str, verb: str, placed: Placed) -> Refusal | None:
    outcomes: list[Outcome] = []

    async def do(unit: Unit) -> None:
        asked = apt(LIFECYCLES[lifecycle].verbs[verb][0].asks, work.now, placed.of.cast.network_id)
        target = Target(placed.id, attempt=getattr(placed.of.subject, "attempt_no", None))
        outcomes.extend(await carry_out(unit, actor, lifecycle, verb, [target], asked))
        raise TakenBackError

    try:
        await work.unit(do, actor)
    except TakenBackError:
        return outcomes[0].refusal
    except Refusal as refusal:
        return refusal
    raise AssertionError("nothing was tried")


NEVER_A_CARRIERS = frozenset({"document", "phone_number", "internal_move"})
OFFERED = "query ($id: ID!) {{ node(id: $id) {{ ... on {} {{ availableActions {{ action blockers {{ code }} }} }} }} }}"
INVENTORY = "{ phoneNumbers(first: 100) { edges { node { id availableActions { action blockers { code } } } } } }"


async def offers_of(work: Work, actor: Actor, lifecycle: str, key: UUID) -> list[Any]:
    """What somebody can do to it; nothing where they do not see it."""
    named = ids.spelled(lifecycle, key)
    if lifecycle != "phone_number":
        node = (await ask(work, actor, OFFERED.format(KINDS[lifecycle]), id=named))["node"]
        return list(node["availableActions"]) if node else []
    edges = (await ask(work, actor, INVENTORY))["phoneNumbers"]["edges"]
    return [offer for edge in edges if edge["node"]["id"] == named for offer in edge["node"]["availableActions"]]


async def try_what_is_offered(work: Work, lifecycle: str, rows: list[Row]) -> None:
    made = Rows(work.now)
    made.fee("US")
    made.add(models.BusinessDayOverride, country="US", day=work.now.date(), is_business_day=False)
    strangers_profile = made.scene().configuration_id
    placed = [place(made, lifecycle, row, strangers_profile) for row in rows]
    await made.write(work)
    offers = 0
    for each in placed:
        for role in ("customer", "staff") if lifecycle in NEVER_A_CARRIERS else ("customer", "staff", "carrier"):
            actor = each.of.actor(role)
            for offer in await offers_of(work, actor, lifecycle, each.id):
                if not offer["blockers"]:
                    offers += 1
                    refusal = await tried(work, actor, lifecycle, offer["action"].lower(), each)
                    assert refusal is None, f"{offer['action']} in {each.of.row.title} by {role}: {refusal!r}"
    assert offers > len(rows) // 3


@pytest.mark.parametrize("lifecycle", KINDS)
async def test_what_is_offered_without_a_blocker_is_done_when_it_is_tried(work: Work, lifecycle: str) -> None:
    """A request offered to cancel its numbers when every one of them would refuse."""
    found = states(lifecycle)
    await try_what_is_offered(work, lifecycle, Random(lifecycle).sample(found, min(SAMPLE, len(found))))


@pytest.mark.soak
@pytest.mark.parametrize("lifecycle", KINDS)
async def test_what_is_offered_is_done_in_every_situation_of_the_grids(work: Work, lifecycle: str) -> None:
    await try_what_is_offered(work, lifecycle, states(lifecycle))


# What a button hangs on is loaded for it, whatever it is.

PLANTED = Guard[Any]("COUNTED_OTHERWISE", "Today counts otherwise.", lambda it, _actor, _now: not it.day_overrides, (DAY_OVERRIDES,))


@pytest.mark.parametrize("lifecycle", ["porting_request", "porting_number", "port_out_request"])
async def test_a_fact_that_a_guard_names_is_loaded_for_its_button(work: Work, lifecycle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A button stood without its blocker: the fact was loaded for the doing only. For a day that is counted otherwise nothing asks yet."""
    table = registry.SUBJECTS[lifecycle]
    rows = tuple(replace(row, needs=(PLANTED, *row.needs)) for row in table.lifecycle.transitions)
    monkeypatch.setitem(registry.SUBJECTS, lifecycle, replace(table, lifecycle=replace(table.lifecycle, transitions=rows)))
    made = Rows(work.now)
    made.add(models.BusinessDayOverride, country="US", day=work.now.date(), is_business_day=False)
    scene = made.scene("US")
    placed = made.request(scene, [{"status": PortingNumberStatus.FOC_DATE_SET}])
    leaving = made.port_out(scene)
    await made.write(work)
    subject = {"porting_request": placed.id, "porting_number": placed.number, "port_out_request": leaving.id}[lifecycle]
    offers = await offers_of(work, scene.member, lifecycle, subject)
    assert offers
    assert all({"code": PLANTED.code} in offer["blockers"] for offer in offers)


def test_whatever_people_have_verbs_for_says_what_can_be_done_and_nothing_else_does() -> None:
    """Numbers of the inventory had two verbs, and said of neither that it was open; orders only follow."""
    offering = {name for name, kind in schema._schema.type_map.items() if "availableActions" in getattr(kind, "fields", {})}
    assert offering == set(KINDS.values())
    assert KINDS.keys() == NOUNS.keys()
