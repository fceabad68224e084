"""The grids once more, through the operations and both engines: what is written, what follows, and that a refusal writes nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tortoise.models import Model

from portico.domain.grammar import AnyRow, Followed
from portico.domain.reasons import ReasonCode, port_in_reason
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotPermitted, Refusal
from portico.domain.tables import LIFECYCLES
from portico.operations.engine.moves import follow_on_in, move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.registry import SUBJECTS
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from tests.domain.lifecycles.cells import GONE, Cell, Row, Verdict
from tests.domain.lifecycles.grid import read_all
from tests.domain.written import ENTRIES
from tests.factories import Rows
from tests.operations.engine import archive
from tests.operations.engine.placing import Placed, place

GRIDS = read_all()
VERBS = [(lifecycle, verb) for lifecycle, grid in GRIDS.items() for verb in grid.verbs]
FOLLOWS_ONLY = {"phone_number", "port_out_order"}
MODELS: dict[str, type[Model]] = {name: table.model for name, table in SUBJECTS.items()}
ORDERS: dict[str, type[Model]] = {
    "porting_request": models.PortingRequest,
    "port_out_request": models.PortOutRequest,
    "snapback": models.Snapback,
    "internal_move": models.InternalMove,
}
PLACED_IN = {name: table.order_kind for name, table in SUBJECTS.items()} | {"phone_number": "porting_request"}
"""What orders the subjects are placed in here: a number of the inventory follows the port-in that it arrived by."""
COUNTED = {"waits_for_customer", "waits_for_staff", "at_carrier", "to_resubmit", "losing_carrier_listed_as"}
OWN = {
    "porting_number": {"asked_profile_account_id", "asked_profile_name", "documents_uploaded_at", "raised_beside"},
    "porting_request": COUNTED
    | {"cancelable_count", "asked_carrier_name", "asked_carrier_country", "asked_numbers"}
    | {"live_elsewhere", "in_service_here", "profile", "reference"},
    "port_out_request": {"zones", "prepared", "behind"},
    "port_out_order": set(),
    "phone_number": {"porting_number_id", "profile_when_ported", "freeze", "asked_profile_account_id", "asked_profile_name"},
    "snapback": set(),
    "internal_move": {"side_prepared"},
    "document": {"editing", "country", "number_type", "requirement_changes"},
}
"""What the placed rows have of their own, or what is loaded for one verb only: the pure matrix knows no better."""


@dataclasses.dataclass(frozen=True)
class Case:
    """One cell, placed."""

    role: str
    cell: Cell
    placed: Placed

    def __str__(self) -> str:
        return f"{self.placed.of.row.title} by {self.role} (grid line {self.placed.of.row.line})"


@pytest.mark.parametrize(("lifecycle", "verb"), VERBS, ids=[".".join(pair) for pair in VERBS])
async def test_a_verb_does_what_its_grid_says(work: Work, lifecycle: str, verb: str) -> None:
    cases = await placed_cases(work, lifecycle, verb, allowed=True)
    await check_subjects(work, lifecycle, cases)
    for case in cases:
        await check_move(work, lifecycle, case)
    if lifecycle not in FOLLOWS_ONLY and verb != "mirror_submitted":  # which takes no claims: submit does
        await archive.check(work)


@pytest.mark.either_engine
@pytest.mark.parametrize(("lifecycle", "verb"), VERBS, ids=[".".join(pair) for pair in VERBS])
async def test_a_verb_refuses_what_its_grid_refuses(work: Work, lifecycle: str, verb: str) -> None:
    cases = await placed_cases(work, lifecycle, verb, allowed=False)
    await check_subjects(work, lifecycle, cases)
    for case in cases:
        await check_refusal(work, lifecycle, case)


async def placed_cases(work: Work, lifecycle: str, verb: str, *, allowed: bool) -> list[Case]:
    made = Rows(work.now)
    made.fee("US")
    strangers_profile = made.scene().configuration_id
    cells = [(role, row) for role, row in tried(lifecycle, verb) if (row.cells[role].verdict is Verdict.ALLOWED) is allowed]
    cases = [Case(role, row.cells[role], place(made, lifecycle, row, strangers_profile)) for role, row in cells]
    await made.write(work)
    return cases


def tried(lifecycle: str, verb: str) -> Iterator[tuple[str, Row]]:
    """Every allowed cell, every guard that refuses, and one of the other refusals."""
    plain = {Verdict.UNAVAILABLE, Verdict.NOT_PERMITTED}
    for row in GRIDS[lifecycle].rows:
        for role, cell in row.cells.items():
            if row.verb != verb or cell.verdict is Verdict.CANNOT_ARISE or is_hidden(lifecycle, role, row):
                continue
            if cell.verdict in {Verdict.UNAVAILABLE, Verdict.NOT_PERMITTED}:
                if cell.verdict not in plain or role == "carrier":
                    continue
                plain.discard(cell.verdict)
            yield role, row


def is_hidden(lifecycle: str, role: str, row: Row) -> bool:
    """What only follows has no other actor; the losing carrier sees nothing before the hand-over: to it that is not found."""
    if lifecycle in FOLLOWS_ONLY:
        return role != "system"
    if lifecycle == "document" and row.facts["request"] == "port_out":  # no command about papers that are reviewed finds it
        return True
    if lifecycle == "snapback":  # a carrier sees what it asked itself, and what was sent
        return role == "carrier" and row.status == "ASKED" and row.facts["asked_by"] != "carrier"
    if lifecycle == "internal_move":  # nobody sees an offer but by its code, which has tests of its own
        return role == "customer" and row.facts["customer"] == "taker" and row.status == "OFFERED"
    return role == "carrier" and row.facts.get("carrier") == "losing" and row.facts["handed_over"] == "no"


async def check_subjects(work: Work, lifecycle: str, cases: list[Case]) -> None:
    """The rows give exactly the subject that the pure matrix decided on."""

    async def load(unit: Unit) -> Any:
        return await SUBJECTS[lifecycle].views(unit, [case.placed.id for case in cases])

    views = await work.unit(load)
    for case in cases:
        wanted, found = case.placed.of.subject, views[case.placed.id]
        names = [field.name for field in dataclasses.fields(wanted) if field.name not in OWN[lifecycle]]
        assert {n: getattr(found, n) for n in names} == {n: getattr(wanted, n) for n in names}, str(case)


async def check_move(work: Work, lifecycle: str, case: Case) -> None:
    placed, of = case.placed, case.placed.of
    before = await archive.row_of(work, MODELS[lifecycle], placed.id)
    assert before
    refusal = await carried_out(work, lifecycle, case)
    assert refusal is None, f"{case}: {refusal!r}"
    after = await archive.row_of(work, MODELS[lifecycle], placed.id)
    assert (after is None) == (case.cell.status == GONE), case
    entries = await archive.entries_of(work, placed.order_id)
    if after:
        own = sum(entry["subject_id"] == placed.id for entry in entries)  # a follow-on may have moved it once more
        assert (after["status"], after["version"]) == (case.cell.status or of.row.status, before["version"] + own), case
    assert [entry["order_sequence"] for entry in entries] == list(range(1, len(entries) + 1)), case
    assert len({entry["move_id"] for entry in entries}) == 1, case
    check_entry(lifecycle, case, entries[0])
    assert [f"{entry['subject_kind']}.{entry['verb']}" for entry in entries[1:]] == list(expected(of.subject, case.cell, of.row)), case


def check_entry(lifecycle: str, case: Case, entry: Mapping[str, Any]) -> None:
    row, subject, asked = case.placed.of.row, case.placed.of.subject, case.placed.of.asked(case.role)
    written = transition(lifecycle, row, subject)
    to_status = row.status if case.cell.status in {None, GONE} else case.cell.status
    event = next((event for status, event in written.otherwise.items() if status == to_status), written.event)
    given = None if isinstance(asked, Followed) and not written.carries_reason else getattr(asked, "reason", None)
    assert (entry["subject_id"], entry["verb"], entry["event"]) == (case.placed.id, row.verb, event), case
    assert (entry["from_status"], entry["to_status"]) == (row.status, to_status), case
    text = port_in_reason(ReasonCode.CARRIER_UNKNOWN).text
    theirs = {"text": text, "text_and_given": f"{text} {given}", "comment": getattr(asked, "comment", None)}
    own = (ENTRIES | theirs).get(case.cell.changes.get("entry", ""))
    assert entry["reason"] == (own or given or written.sentence), case
    assert (entry["actor_role"], entry["told"], entry["subject_version"]) == (case.role.upper(), written.told, subject.version + 1), case


def transition(lifecycle: str, row: Row, subject: Any) -> AnyRow:
    rows = LIFECYCLES[lifecycle].rows[subject.flow, subject.status]
    return next(r for r in rows if r.verb == row.verb and (r.resumes is None or subject.resume_status in r.resumes))


BY_EFFECTS = {"provision": ["phone_number.provision"], "release": ["phone_number.move_away"]}
"""What an effect records in the order itself; who takes numbers over reads of it in its own journal."""


def expected(subject: Any, cell: Cell, row: Row) -> Iterator[str]:
    """What of a cell's follow-ons happens here, with what follows them in turn."""
    if row.verb == "amend" and row.facts["asks.amend"] == "numbers":
        yield "phone_number.return_to_service"  # the one that is left out
    yield from BY_EFFECTS.get(row.verb, ())
    for follow_on in cell.then:
        match follow_on.name:
            case "phone_number.remove":
                yield from ["phone_number.remove"] if subject.provisioned_at else []
            case "phone_number.activate":
                yield from ["phone_number.activate"] if subject.provisioned_at else ["phone_number.provision", "phone_number.activate"]
            case "porting_number.provision":
                yield from provisioned(subject, row)
            case "port_out_order.cancel":
                yield from ["port_out_order.cancel"] if subject.order_status else []
            case name if name.startswith("porting_number.mirror_"):
                yield name
                yield from MIRRORED.get((name, row.status), [])
            case name if not follow_on.optional:
                yield name


def provisioned(number: Any, row: Row) -> list[str]:
    """At a confirmed date: at once when it is nearer than 48 hours, in NL always; what is provisioned stays."""
    foc_soon = row.facts["asks.foc_at"] in {"today", "past"} or row.verb.startswith("mirror_")
    return ["porting_number.provision", "phone_number.provision"] if foc_soon and not number.provisioned_at else []


# What follows the mirrors of one number, by where the request came from.
MIRRORED = {
    ("porting_number.mirror_ready", "IN_PROGRESS"): ["porting_number.provision", "phone_number.provision"],
    ("porting_number.mirror_ready", "DELAYED"): ["porting_number.provision", "phone_number.provision"],
    ("porting_number.mirror_completed", "READY_TO_BE_PORTED"): ["phone_number.activate"],
    ("porting_number.mirror_canceled", "READY_TO_BE_PORTED"): ["phone_number.remove"],
}


async def check_refusal(work: Work, lifecycle: str, case: Case) -> None:
    """The right refusal, and not a row, counter or entry more than before."""
    before = await written_of(work, lifecycle, case)
    refusal = await carried_out(work, lifecycle, case)
    if lifecycle not in FOLLOWS_ONLY:
        assert answers(refusal, case.cell), f"{case}: {refusal!r}"
    assert await written_of(work, lifecycle, case) == before, case


def answers(refusal: Refusal | None, cell: Cell) -> bool:
    match refusal:
        case Blocked():
            return cell.verdict is Verdict.BLOCKED and cell.takes_codes({blocker.code for blocker in refusal.blockers})
        case InvalidInput():
            return cell.verdict is Verdict.INVALID and {field.path.partition(".")[0] for field in refusal.fields} == set(cell.paths)
        case ActionUnavailable():
            return cell.verdict is Verdict.UNAVAILABLE
        case NotPermitted():
            return cell.verdict is Verdict.NOT_PERMITTED
    return False


async def written_of(work: Work, lifecycle: str, case: Case) -> Any:
    order = await archive.row_of(work, ORDERS[PLACED_IN[lifecycle]], case.placed.order_id)
    subject = await archive.row_of(work, MODELS[lifecycle], case.placed.id)
    return order, subject, await archive.entries_of(work, case.placed.order_id)


async def carried_out(work: Work, lifecycle: str, case: Case) -> Refusal | None:
    placed, of, verb = case.placed, case.placed.of, case.placed.of.row.verb
    if lifecycle not in FOLLOWS_ONLY:
        (outcome,) = await move(work, of.actor(case.role), lifecycle, verb, [Target(placed.id, 1)], of.asked(case.role))
        return outcome.refusal

    async def follow(unit: Unit) -> None:
        await unit.lock(PLACED_IN[lifecycle], [placed.order_id])
        await follow_on_in(unit)(lifecycle, verb, {placed.id: placed.order_id})

    await work.unit(follow)
    return None
