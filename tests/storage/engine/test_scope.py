"""Two ways to say who may see an entry of the journal, one for the table and one for the feeds: over every kind and event they agree."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import UUID

import portico
from portico.domain.actors import SYSTEM, Actor, Scope
from portico.domain.events import Happening
from portico.domain.ids import PREFIXES, new_id
from portico.domain.statuses import PortingNumberStatus
from portico.domain.tables import EVENTS
from portico.operations.engine.work import Work
from portico.storage.desk import journal as timelines
from portico.storage.engine import journal, listing
from portico.storage.engine.feeds import entry_filters
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import HEARD_BY_CARRIERS, admits, needs_the_table
from tests import factories
from tests.factories import Scene
from tests.journaled import write_entries
from tests.storage.conftest import entry

KINDS: Final = (*PREFIXES, "of another release")
ABOUT: Final = (
    {"order_kind": "porting_request", "event": "porting_number.started"},
    {"order_kind": "port_out_request", "event": "phone_number.porting_out"},
    {"order_kind": "port_out_request", "event": Happening.PORT_OUT_REQUEST_RECEIVED},
    {"order_kind": "account", "event": Happening.PORT_OUT_REQUEST_REFUSED},
    {"order_kind": "account", "event": Happening.ACCOUNT_PORT_OUTS_FROZEN},
    {"order_kind": "account", "event": Happening.COMPANY_PROFILE_CREATED},
)
"""Port-ins and port-outs in every way an entry tells which of them it is about: by its order, by its event, by both."""
NARROW: Final = ("reads port-ins only", "reads port-outs only", "reads papers only")
SCOPES: Final = dict(zip(NARROW, (Scope.PORTING_READ, Scope.PORTOUT_READ, Scope.DOCUMENTS_READ), strict=True))
Subjects = Mapping[str, UUID]


async def an_order(work: Work, scene: Scene, status: PortingNumberStatus) -> Subjects:
    """What can be in a journal of this scene, by kind: a port-in with a number in this status, a port-out, and anything else."""
    placed, leaving = await factories.request(work, scene, [status]), await factories.port_out(work, scene)
    real = {"porting_request": placed.id, "porting_number": placed.number, "port_out_request": leaving.id}
    return {kind: real.get(kind) or new_id() for kind in KINDS}


def entries_of(scene: Scene, subjects: Subjects) -> list[Row]:
    """One of every kind: about a port-in or a port-out, told or not, internal or not."""
    kinds = list(itertools.product(subjects.items(), (True, False), (True, False)))
    orders = [(about, new_id()) for about in ABOUT]
    whose = {"account_id": scene.account_id}
    return [
        entry(order, place, subject_kind=kind, subject_id=subject, told=told, internal=internal, **whose, **about)
        for about, order in orders
        for place, ((kind, subject), told, internal) in enumerate(kinds, 1)
    ] + of_every_event(subjects, whose)


def of_every_event(subjects: Subjects, whose: Subjects) -> list[Row]:
    """One of every event there is, about each kind that a carrier hears of, in every kind of order: told, and not internal."""
    return [
        entry(order, place, subject_kind=kind, subject_id=subjects[kind], told=True, order_kind=of, event=event, **whose)
        for of, order in [(of, new_id()) for of in sorted({about["order_kind"] for about in ABOUT})]
        for place, (event, kind) in enumerate(itertools.product(EVENTS, sorted(HEARD_BY_CARRIERS)), 1)
    ]


def everybody(scene: Scene) -> dict[str, Actor]:
    tokens = {
        f"{name}, a token that {narrow}": replace(getattr(scene, name), kind="token", scopes=frozenset({SCOPES[narrow]}))
        for name, narrow in itertools.product(("member", "agent"), NARROW)
    }
    people = {name: getattr(scene, name) for name in ("viewer", "member", "admin", "agent", "staff_admin", "network", "losing")}
    return people | tokens | {"system": SYSTEM}


async def append(work: Work, written: list[list[Row]]) -> None:
    async with work.database.transaction() as unit:
        for entries in written:
            await write_entries(unit, entries)


async def everything(work: Work) -> list[Row]:
    start = Cursor((await journal.head(work.reader)).epoch, 0, 0)
    page = await journal.page(work.reader, start, 100_000)
    assert not page.full
    return list(page.entries)


async def test_what_a_feed_admits_is_what_a_list_shows(work: Work) -> None:
    ours, theirs = await factories.scene(work), await factories.scene(work)
    places = [(ours, "IN_PROCESS"), (ours, "PORTABLE"), (theirs, "IN_PROCESS")]
    written = [entries_of(scene, await an_order(work, scene, PortingNumberStatus(status))) for scene, status in places]
    await append(work, written)
    present = await everything(work)
    assert {row["subject_kind"] for row in present} >= set(KINDS)
    for scene in (ours, theirs):
        for name, actor in everybody(scene).items():
            await compare(work, name, actor, present)


async def compare(work: Work, name: str, actor: Actor, present: list[Row]) -> None:
    may_see = admits(actor)
    shown = await entry_filters.seen(work.reader, actor, [row["position"] for row in present])
    admitted = {row["position"] for row in present if may_see(row)}
    assert shown <= admitted, f"a feed keeps from {name} what a list shows"
    if needs_the_table(actor):
        heard = [row for row in present if row["position"] in shown]
        assert {row["subject_kind"] for row in heard} <= HEARD_BY_CARRIERS, name
        its_own = {row["subject_id"] for row in heard}
        assert {row["position"] for row in present if row["subject_id"] in its_own} & admitted == shown, (
            f"what {name} is not told of is one list"
        )
    else:
        assert admitted == shown, f"a feed shows {name} what a list does not"
    for order in {row["order_id"] for row in present}:
        listed = await listing.all_of(work.reader, timelines.timeline(actor, "order_id", order))
        assert {row["position"] for row in listed} == {row["position"] for row in present if row["order_id"] == order} & shown, name


async def test_a_carrier_is_not_told_whom_else_the_customer_named(work: Work) -> None:
    """Every other event about what it sees, it hears where it is told outside."""
    scene = await factories.scene(work)
    await append(work, [of_every_event(await an_order(work, scene, PortingNumberStatus.IN_PROCESS), {"account_id": scene.account_id})])
    present = await everything(work)
    for carrier in (scene.network, scene.losing):
        heard = await entry_filters.seen(work.reader, carrier, [row["position"] for row in present])
        assert set(EVENTS) - {row["event"] for row in present if row["position"] in heard} == {"porting_request.losing_carrier_matched"}


async def test_every_role_sees_something_and_only_the_operator_everything(work: Work) -> None:
    """Else the comparison would say nothing."""
    ours, theirs = await factories.scene(work), await factories.scene(work)
    written = [entries_of(scene, await an_order(work, scene, PortingNumberStatus.IN_PROCESS)) for scene in (ours, theirs)]
    await append(work, written)
    present = await everything(work)
    assert {row["event"] for row in present} >= set(EVENTS)
    positions = [row["position"] for row in present]
    counts = {name: len(await entry_filters.seen(work.reader, actor, positions)) for name, actor in everybody(ours).items()}
    assert {name for name, count in counts.items() if count == 0} == {name for name in counts if "papers" in name}
    assert {name for name, count in counts.items() if count == len(present)} == {"agent", "staff_admin", "system"}
    for name in ("member", "agent"):
        parts = [counts[f"{name}, a token that {narrow}"] for narrow in NARROW]
        assert sum(parts) == counts[name], "what a token of either scope sees is the whole, and nothing twice"


def test_every_kind_of_entry_is_among_them() -> None:
    """A subject that operations write about and this test does not know would not be compared."""
    written = re.compile(r'subject_kind="(\w+)"')
    package = Path(portico.__file__).parent / "operations"
    named = {kind for file in package.rglob("*.py") for kind in written.findall(file.read_text(encoding="utf-8"))}
    assert named
    assert named <= set(KINDS)
