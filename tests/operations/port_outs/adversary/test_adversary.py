"""An adversary: a stolen session, a stolen token, a rogue agent and an impatient carrier, who do anything in any order and with any delay.

No number leaves without two people who agree, one of whom is nobody the other let in; nothing is agreed to or unlocked in a freeze, and
every release is billed once, and given back once where the numbers stay. `known.py` says so from the domain text, `world.py` tries.
By hand, for longer: `make soak`, or `pytest -m soak tests/operations/port_outs/adversary`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from portico.domain.actors import Actor
from portico.domain.inventory.locks.locking import NOT_FROZEN
from portico.domain.port_outs import preparing
from portico.domain.port_outs.preparing import Deed
from portico.domain.statuses import Level, OnDeadline
from portico.mailroom.relay import Relay
from portico.operations.engine.ground import GROUND
from portico.operations.engine.work import Work
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy
from portico.operations.people.signing_in import fresh_password
from portico.operations.port_outs import turning_away
from portico.settings import Settings
from portico.storage.engine import database, outbox
from portico.storage.engine.database import Connection
from portico.storage.engine.keyring import KeyRing
from portico.storage.port_outs import port_out_orders
from portico.storage.row_types.port_outs import ChargeRow
from tests import factories
from tests.clock import START, Clock
from tests.forgetting import forget_sign_ins
from tests.operations.port_outs.adversary.world import Status, World

T = TypeVar("T")
WHO, WHICH, NUMBER = st.integers(0, 11), st.integers(0, 3), st.integers(0, 3)
FIRST = st.sampled_from([0, 0, 0, 1, 2, 3, 5, 7, 11])
LEVELS = st.sampled_from([Level.ADMIN, Level.ADMIN, Level.MEMBER, Level.VIEWER])
POLICIES = st.sampled_from(
    [
        SetPortOutPolicy(port_out_on_deadline=OnDeadline.APPROVE),
        SetPortOutPolicy(port_out_on_deadline=OnDeadline.EXPIRE),
        SetPortOutPolicy(port_out_two_person=True),
        SetPortOutPolicy(port_out_two_person=False),
    ]
)
STEPS = ["press"] * 5 + ["let_in"] * 3 + ["soften"] * 3 + ["receive"] * 2 + ["wait"] * 2 + ["hinder"] * 2
LOCKED = st.sampled_from([0, 0, 0, 3])
SOFTER = ["address", "choose", "lift", "lock", "ask_unlock", "ask_unlock", "keep_locked"]
MOSTLY = st.sampled_from([True, True, True, False])
PEOPLE = ["invite", "invite on", "invite on", "raise", "reset", "token", "gateway", "rotate"]
HOURS = st.sampled_from([0.5, 24, 73, 200, 400])


class Adversary(RuleBasedStateMachine):
    """Each example has an account of its own in one database; `run` is the loop that it was opened in."""

    run: ClassVar[Callable[[Coroutine[Any, Any, Any]], Any]]
    work: ClassVar[Work]
    clock: ClassVar[Clock]

    def __init__(self) -> None:
        super().__init__()
        self.clock.now = START
        forget_sign_ins()
        self.world: World = type(self).run(World.made(self.work, self.clock))

    def do(self, doing: Coroutine[Any, Any, None]) -> None:
        type(self).run(doing)
        type(self).run(self.world.look())

    def customer(self, who: int) -> Actor:
        return self.world.customers[who % len(self.world.customers)]

    def agent(self, who: int) -> Actor:
        return self.world.staff[who % len(self.world.staff)]

    def anybody(self, who: int) -> Actor:
        every = [*self.world.customers, *self.world.staff]
        return every[who % len(every)]

    def hands(self, who: int) -> Actor:
        every = [*self.world.carriers, *self.world.staff]
        return every[who % len(every)]

    @staticmethod
    def after(pool: Sequence[Actor], who: int) -> list[Actor]:
        """All of them, the newest first, from this one on: one after the other tries it."""
        start = who % len(pool)
        return [*reversed(pool)][start:] + [*reversed(pool)][:start]

    def request(self, data: st.DataObject) -> UUID | None:
        live = self.world.live()
        return data.draw(st.sampled_from(live)) if live else None

    @initialize(of_rogue=st.booleans(), of_thief=st.booleans(), puppets=st.integers(0, 2), by_rogue=st.booleans())
    def begin(self, of_rogue: bool, of_thief: bool, puppets: int, by_rogue: bool) -> None:
        """Tokens were stolen, the rogue agent has people in the account, one by the other, and something was asked for."""
        scene, world = self.world.scene, self.world
        for stolen, maker in ((of_rogue, scene.staff_admin), (of_thief, scene.admin)):
            if stolen:
                self.do(world.token(maker, of_carrier=False))
        for place in range(puppets):
            self.do(world.invite(world.customers[-1] if place else scene.staff_admin, Level.ADMIN))
        self.do(world.receive(scene.staff_admin if by_rogue else scene.network, [1, 2], with_pin=True))

    @rule(step=st.sampled_from(STEPS), data=st.data())
    def anything(self, step: str, data: st.DataObject) -> None:
        """One of them, as often as `STEPS` has it: by chance alone hardly any number would ever be about to leave."""
        getattr(self, step)(data)

    def receive(self, data: st.DataObject) -> None:
        numbers, with_pin = data.draw(st.sets(NUMBER, min_size=1, max_size=2)), data.draw(MOSTLY)
        self.do(self.world.receive(self.hands(data.draw(WHO)), sorted(numbers), with_pin=with_pin))

    def press(self, data: st.DataObject) -> None:
        """Somebody tries what brings a request a step further, at once or once a freeze has ended or the release has come."""
        key, world, who = self.request(data), self.world, data.draw(FIRST)
        if key is None:
            return
        match world.next_step(key):
            case "approve":
                part, patient = not data.draw(MOSTLY), data.draw(MOSTLY)
                self.do(world.approve(key, self.after(world.customers, who), part=part, patient=patient))
            case "release":
                self.do(world.release(key, self.after(world.staff, who)))
            case "complete":
                self.do(world.complete(key, self.hands(who), patient=data.draw(MOSTLY)))

    def hinder(self, data: st.DataObject) -> None:
        key, who, verb = self.request(data), data.draw(WHO), data.draw(st.sampled_from(["withdraw", "staff_reject", "reject", "amend"]))
        actor = {"reject": self.customer, "staff_reject": self.agent}.get(verb, self.hands)(who)
        if key:
            self.do(self.world.amend(key, actor, data.draw(WHICH)) if verb == "amend" else self.world.ends(key, actor, verb))

    def let_in(self, data: st.DataObject) -> None:
        """Whoever acts, and by what: people, and tokens."""
        actor, world, what = self.anybody(data.draw(WHO)), self.world, data.draw(st.sampled_from(PEOPLE))
        match what:
            case "invite":
                self.do(world.invite(actor, data.draw(LEVELS)))
            case "invite on":
                self.do(world.invite(world.customers[-1], data.draw(LEVELS)))
            case "raise":
                self.do(world.raise_level(actor, self.customer(data.draw(WHO)), data.draw(LEVELS)))
            case "reset":
                self.do(world.reset_factor(world.scene.staff_admin, world.clerk))
            case "rotate":
                machines = [each for each in (*world.staff, *world.customers, *world.carriers) if each.kind == "token"]
                if machines:
                    self.do(world.rotate(machines[data.draw(WHO) % len(machines)], actor))
            case _:
                self.do(world.token(actor, of_carrier=what == "gateway"))

    def soften(self, data: st.DataObject) -> None:
        """What stands in the way of a port-out."""
        world, who, what = self.world, data.draw(WHO), data.draw(st.sampled_from(SOFTER))
        match what:
            case "address":
                self.do(world.change_address(self.anybody(who)))
            case "choose":
                self.do(world.choose(self.anybody(who), data.draw(POLICIES)))
            case "lift":
                self.do(world.lift(self.agent(who)))
            case _:
                self.do(world.lock(data.draw(LOCKED), self.after(world.customers, who), what))

    def wait(self, data: st.DataObject) -> None:
        self.do(self.world.wait(data.draw(HOURS)))

    def teardown(self) -> None:
        """Whatever is left runs out, and of whatever left its owner was told beforehand."""
        self.do(self.world.wait(24 * 40))
        assert all(status is not Status.ACTION_REQUIRED for status in self.world.status.values())
        type(self).run(told(self.work, self.world))


async def told(work: Work, world: World) -> None:
    left = [key for key, status in world.status.items() if status is Status.PORTED_OUT]
    if not left:
        return

    async def no_callback(*_of: object) -> None:
        return None

    relay = Relay(work, no_callback, lambda: None)
    for key in left:
        for waiting in [each for each in await outbox.waiting(work.reader, 100_000, []) if each.order_id == key]:
            await relay.relay(waiting)
        found = await work.reader.fetch("SELECT event FROM delivery WHERE order_id = $1 AND kind = 'email'", key)
        events = {row["event"] for row in found}
        split = {"port_out_request.received", "port_out_request.split_off"}
        assert split & events, f"its owner was told of nothing but {events}"


@pytest.fixture
def adversary(migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Adversary]]:
    """With a database in memory where the machine keeps its temporary files there; passwords are known to whoever asks."""

    async def right(*_given: object) -> None:
        return None

    monkeypatch.setattr(fresh_password, "confirm_unless_system", right)
    monkeypatch.setattr(fresh_password, "confirm", right)
    monkeypatch.setattr(GROUND, "confirm", right)
    monkeypatch.setattr(turning_away, "TICK", 1e-6)  # how long a refusal takes is another test's
    clock, configured = Clock(), Settings(environment="test", database_url=migrated_sqlite_url, data_dir=tmp_path / "data")
    with asyncio.Runner() as runner:
        opened = runner.run(database.open(configured))
        work = Work(
            opened,
            configured,
            KeyRing(configured.secret_keys),
            clock=clock,
            machine=clock.machine,
            stopwatch=clock.stopwatch,
            random=Random(7),
        )
        runner.run(factories.fee(work))
        yield type("Adversary", (Adversary,), {"run": staticmethod(runner.run), "work": work, "clock": clock})
        runner.run(opened.close())


COMMON = settings(phases=[Phase.generate], deadline=None, database=None, print_blob=False, suppress_health_check=list(HealthCheck))
GATE = settings(COMMON, max_examples=80, stateful_step_count=25, derandomize=True)
BY_HAND = settings(COMMON, max_examples=400, stateful_step_count=60)


def walk(adversary: type[Adversary], how: settings) -> None:
    run_state_machine_as_test(adversary, settings=how)


def test_no_number_leaves_without_two_people_a_notice_and_one_fee_whoever_does_what_and_when(adversary: type[Adversary]) -> None:
    walk(adversary, GATE)


@pytest.mark.soak
def test_no_number_leaves_however_long_they_try(adversary: type[Adversary]) -> None:
    walk(adversary, BY_HAND)


# Faults, each planted once: an adversary that finds none of them proves nothing.


def tokens_are_others(patch: pytest.MonkeyPatch) -> None:
    """A token is compared as itself, and not as whoever made it."""
    patch.setattr(Actor, "people", property(lambda self: frozenset({self.id}) if self.id else frozenset()))


def locks_open_in_a_freeze(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(vars(NOT_FROZEN), "holds", lambda *_of: True)


def nothing_is_given_back(patch: pytest.MonkeyPatch) -> None:
    charge = port_out_orders.charge

    async def only_fees(conn: Connection, owed: Sequence[ChargeRow]) -> list[UUID]:
        return await charge(conn, [row for row in owed if row["amount_minor"] > 0])

    patch.setattr(port_out_orders, "charge", only_fees)


def invitations_are_followed_one_step(patch: pytest.MonkeyPatch) -> None:
    def one_step(approvers: Collection[UUID], upon: Collection[Deed]) -> frozenset[UUID]:
        return frozenset(approvers)

    patch.setattr(preparing, "let_in", one_step)


FAULTS = (tokens_are_others, locks_open_in_a_freeze, nothing_is_given_back, invitations_are_followed_one_step)


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_that_is_planted_is_found(
    adversary: type[Adversary], monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        walk(adversary, GATE)
