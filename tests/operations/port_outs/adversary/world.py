"""One account with its people, the operator's and a carrier: what each of them tries, and what the onlooker has to say to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.models import Model

from portico.domain.actors import SYSTEM, Actor, Scope
from portico.domain.giving_reasons import GiveReason
from portico.domain.inventory.locks.locking import AskUnlock
from portico.domain.port_outs.port_out_request import Amend, ApprovePart, ApproveRelease, NumberWithPin, RejectPortOut
from portico.domain.reasons import PortOutRejectCode
from portico.domain.refusals import Refusal
from portico.domain.statuses import PORT_OUT_ENDED, PORT_OUT_LIVE, Level, OnDeadline, PortOutRequestStatus, Role
from portico.operations.desk.deadlines import DEADLINES
from portico.operations.engine.moves import move, move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people import freezes, invitations, links, second_factor_resets, tokens, users
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy, set_policy
from portico.operations.people.freezes import LiftFreeze
from portico.operations.people.invitations import Acceptance
from portico.operations.people.second_factor_resets import AskForReset, ConfirmReset
from portico.operations.people.signing_in import access
from portico.operations.people.token_inputs import CreateToken, RotateToken
from portico.operations.people.user_fields import ChangeUser, InviteUser
from portico.operations.port_outs.port_out_requests import ReceivePortOut, receive
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.port_outs.adversary.known import Onlooker, Seen

Status = PortOutRequestStatus
PIN = "KOTRYGIN4711"
WEAKER = {Level.VIEWER: False, Level.MEMBER: True, Level.ADMIN: True}
OF_CUSTOMERS = [Scope.PORTOUT_DECIDE, Scope.PORTOUT_READ, Scope.ACCOUNT_ADMIN]
OF_STAFF = [*OF_CUSTOMERS, Scope.CARRIER_ACT]


@dataclass
class World:
    """`thief` has the session of the account's administrator and their password; `rogue` is an administrator of the operator's."""

    work: Work
    clock: Clock
    scene: Scene
    clerk: Actor
    numbers: dict[str, UUID]
    seen: Onlooker = field(default_factory=Onlooker)
    customers: list[Actor] = field(default_factory=list)
    staff: list[Actor] = field(default_factory=list)
    carriers: list[Actor] = field(default_factory=list)
    status: dict[UUID, Status] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    @classmethod
    async def made(cls, work: Work, clock: Clock) -> World:
        rows_ = factories.Rows(work.now)
        scene = rows_.scene(account_number=f"A-{factories.e164('US')}", port_out_hours=400, notification_emails=["desk@acme.example"])
        e164s = [factories.e164("US") for _ in range(4)]
        pin = work.keyring.seal(PIN)
        made = [rows_.phone_number(scene, e164=e164, port_out_pin_sealed=pin) for e164 in e164s]
        made[0]["locked_at"] = work.now
        rows_.add(models.SecondFactor, user_id=scene.member.id, secret_sealed="-", confirmed_at=work.now, last_step=0)
        clerk = rows_.user(Level.ADMIN)
        await rows_.write(work)
        world = cls(work, clock, scene, clerk, dict(zip(e164s, (row["id"] for row in made), strict=True)))
        world.customers = [scene.member, scene.admin, scene.viewer]
        world.staff, world.carriers = [scene.agent, clerk, scene.staff_admin], [scene.network]
        return world

    async def tried(self, what: str, doing: Awaitable[object]) -> bool:
        """Whether it was done; a refusal is an answer."""
        try:
            await doing
        except Refusal:
            return False
        self.done[what] += 1
        return True

    async def moves(self, who: Actor, subject: str, verb: str, key: UUID, asked: object = None) -> bool:
        return await self.tried(verb, move_one(self.work, who, subject, verb, Target(key), asked))

    # Of port-outs.

    async def receive(self, who: Actor, places: Sequence[int], *, with_pin: bool) -> None:
        asked = [list(self.numbers)[place] for place in places]
        command = ReceivePortOut(
            gaining_carrier_id=None if who.carrier_id else self.scene.network_id,
            carrier_reference=f"P-{sum(self.done.values())}-{factories.e164('US')}",
            numbers=[NumberWithPin(e164, PIN if with_pin else None) for e164 in asked],
            account_number=await self._account_number(),
        )
        if await self.tried("receive", receive(self.work, who, command)):
            (key,) = [row["id"] for row in await self._requests() if row["id"] not in self.status]
            silence = self.seen.silence if with_pin else None
            self.seen.requests[key] = Seen({*self.seen.people(who)}, two_people=self.seen.two_people, silence=silence)
            self.status[key] = Status.ACTION_REQUIRED

    async def amend(self, key: UUID, who: Actor, days: int) -> None:
        day = (self.work.now + timedelta(days=days)).date()
        if await self.moves(who, "port_out_request", "amend", key, Amend(requested_date=day)):
            self.seen.requests[key].handed |= self.seen.people(who)
            self.seen.requests[key].approved = []
            self.status[key] = Status.ACTION_REQUIRED

    def next_step(self, key: UUID) -> str:
        if self.status[key] is Status.ACTION_REQUIRED:
            return "approve"
        return "complete" if self.seen.requests[key].released else "release"

    async def approve(self, key: UUID, who: Sequence[Actor], *, part: bool, patient: bool) -> None:
        """By the first of these who may."""
        if patient:
            await self.wait_for(self.seen.frozen_until)
        verb = "approve_part" if part else "approve"
        for actor in who if self.status[key] is Status.ACTION_REQUIRED else ():
            asked = ApprovePart((await self._numbers_of(key))[:1]) if part else None
            if await self.moves(actor, "port_out_request", verb, key, asked):
                await self._approved(key, actor)
                return

    async def _approved(self, key: UUID, who: Actor) -> None:
        self.seen.approves(key, self.seen.people(who), self.work.now)
        self.seen.requests[key].two_people |= self.seen.two_people
        for row in await self._requests():
            if row["id"] not in self.status:
                self.seen.requests[row["id"]], self.status[row["id"]] = self.seen.requests[key].part(), Status.ACTION_REQUIRED
            if row["id"] == key and row["status"] is Status.APPROVED:
                self.seen.is_approved(key)
                self.status[key] = Status.APPROVED

    async def release(self, key: UUID, who: Sequence[Actor]) -> None:
        """By the first of these who may: whoever may not comes before, as often as not."""
        for actor in who:
            if await self.moves(actor, "port_out_request", "staff_approve", key, ApproveRelease()):
                self.seen.releases(key, self.seen.people(actor), self.work.now)
                return

    async def complete(self, key: UUID, who: Actor, *, patient: bool) -> None:
        (row,) = await self._all(models.PortOutRequest, "id", key)
        if patient:
            await self.wait_for(row["release_at"])
        await self.ends(key, who, "complete")

    async def ends(self, key: UUID, who: Actor, verb: str) -> None:
        asked = {"reject": RejectPortOut(PortOutRejectCode.MISSING_LOA), "complete": None}.get(verb, GiveReason("Because of this."))
        await self.moves(who, "port_out_request", verb, key, asked)

    # Of locks.

    async def lock(self, place: int, who: Sequence[Actor], verb: str) -> None:
        """By the first of these who may."""
        key = list(self.numbers.values())[place]
        for actor in who:
            if await self.moves(actor, "phone_number", verb, key, AskUnlock("x") if verb == "ask_unlock" else None):
                if verb == "ask_unlock":
                    self.seen.asks_to_unlock(self.work.now)
                return

    # Of people.

    async def token(self, maker: Actor, *, of_carrier: bool) -> None:
        staff = maker.role is Role.STAFF
        carrier = self.scene.network_id if of_carrier and staff else None
        scopes = [Scope.CARRIER_ACT] if carrier else OF_STAFF if staff else OF_CUSTOMERS
        level = None if carrier else Level.ADMIN
        command = CreateToken(name="Robot", scopes=scopes, level=level, password="x", carrier_id=carrier)
        if machine := await self._machine("token", tokens.create(self.work, maker, command)):
            self._read_by(maker, machine)
            (self.carriers if carrier else self.staff if staff else self.customers).append(machine)

    async def rotate(self, machine: Actor, who: Actor) -> None:
        """Whoever gives a token a new secret has it from then on."""
        assert machine.id
        if again := await self._machine("rotate", tokens.rotate(self.work, who, machine.id, RotateToken(password="x"))):
            self._read_by(who, again)
            for pool in (self.customers, self.staff, self.carriers):
                pool[:] = [again if each.id == machine.id else each for each in pool]

    async def _machine(self, what: str, making: Awaitable[tokens.ShownToken]) -> Actor | None:
        shown: list[tokens.ShownToken] = []

        async def make() -> None:
            shown.append(await making)

        if not await self.tried(what, make()):
            return None
        return await access.actor_of_token(self.work, shown[0].token or "")

    def _read_by(self, who: Actor, machine: Actor) -> None:
        assert machine.id
        self.seen.tokens.setdefault(machine.id, set()).update(self.seen.people(who))
        if machine.account_id:
            self.seen.freezes(self.seen.people(who), self.work.now)

    async def invite(self, who: Actor, level: Level) -> None:
        """Somebody comes by the link they were sent."""
        email = f"{factories.e164('US')[1:]}@acme.example"
        account = None if who.account_id else self.scene.account_id
        command = InviteUser(account_id=account, name="P.", email=email, level=level, locale="en", password="x")
        if not await self.tried("invite", invitations.invite(self.work, who, command)):
            return
        (user,) = await self._all(models.User, "email", email)
        link = (await self._all(models.SingleUseLink, "user_id", user["id"]))[-1]["id"]
        secret = (await links.address_of(self.work, link) or "").partition("#")[2]
        said = Acceptance(name="P.", password="correct horse battery", locale="en", time_zone="UTC")
        await invitations.accept(self.work, secret, said, "192.0.2.1", None)
        self.customers.append(Actor(Role.CUSTOMER, level, "user", user["id"], "P.", account_id=self.scene.account_id))
        self._let_in(who, user["id"])
        if WEAKER[level]:
            self.seen.freezes(self.seen.people(who) | {user["id"]}, self.work.now)

    async def raise_level(self, who: Actor, whom: Actor, level: Level) -> None:
        if whom.kind != "user" or whom.id is None:
            return
        if await self.tried("raise", users.change(self.work, who, whom.id, None, ChangeUser(level=level, password="x"))):
            before = whom.level
            self.customers[self.customers.index(whom)] = Actor(whom.role, level, whom.kind, whom.id, whom.name, account_id=whom.account_id)
            if level is not before:
                self._let_in(who, whom.id)
            if (WEAKER[level] and not WEAKER[before or Level.VIEWER]) or (level is Level.ADMIN and before is not Level.ADMIN):
                self.seen.freezes(self.seen.people(who), self.work.now)

    async def reset_factor(self, who: Actor, then: Actor) -> None:
        """Two administrators of the operator's agree that the member has lost their second factor; one was taken in."""
        key = self.scene.member.id
        assert key
        if await self.tried("reset", second_factor_resets.ask(self.work, who, key, AskForReset(reason="Lost.", password="x"))):
            self._let_in(who, key)
        if await self.tried("confirm reset", second_factor_resets.confirm(self.work, then, key, ConfirmReset(password="x"))):
            self._let_in(then, key)

    def _let_in(self, who: Actor, whom: UUID) -> None:
        self.seen.lets_in(self.seen.people(who), whom, self.work.now)

    # Of the account.

    async def change_address(self, who: Actor) -> None:
        command = ChangeAccount(notification_emails=[f"{factories.e164('US')[1:]}@thief.example"])
        if await self.tried("address", accounts.change(self.work, who, self.scene.account_id, None, command)):
            self.seen.freezes(self.seen.people(who), self.work.now)
            self.seen.prepared.append((self.seen.people(who), self.work.now))

    async def choose(self, who: Actor, policy: SetPortOutPolicy) -> None:
        before = (self.seen.two_people, self.seen.silence is not None)
        if not await self.tried("policy", set_policy(self.work, who, self.scene.account_id, None, policy)):
            return
        two, chosen = policy.port_out_two_person, policy.port_out_on_deadline
        after = (two if isinstance(two, bool) else before[0], chosen is OnDeadline.APPROVE if isinstance(chosen, OnDeadline) else before[1])
        if after == before:
            return
        if after[1] != before[1]:
            self.seen.silence = who.id if after[1] else None
        self.seen.two_people = after[0]
        self.seen.prepared.append((self.seen.people(who), self.work.now))
        if (before[0] and not after[0]) or (after[1] and not before[1]):
            self.seen.freezes(self.seen.people(who), self.work.now)

    async def lift(self, who: Actor) -> None:
        if await self.tried("lift", freezes.lift(self.work, who, self.scene.account_id, LiftFreeze(reason="They called."))):
            self.seen.lifts(self.seen.people(who), self.work.now)

    # The clock, and what stands at the end of every step.

    async def wait(self, hours: float) -> None:
        self.clock.advance(hours=hours)
        await self.strike()

    async def wait_for(self, moment: datetime | None) -> None:
        if moment and moment > self.work.now:
            await self.wait((moment - self.work.now).total_seconds() / 3600)

    async def strike(self) -> None:
        """What is due is done as the system, as the loop of the deadlines has it done."""
        for deadline in DEADLINES:
            ids = [each.id for each in await deadline.due(self.work.reader, self.work.now, ()) if self._is_ours(each.id)]
            for verb in deadline.verbs if ids else ():
                await move(self.work, SYSTEM, deadline.subject, verb, [Target(key) for key in ids])
            await self.look()

    def _is_ours(self, key: UUID) -> bool:
        return key in self.status or key in self.numbers.values()

    async def look(self) -> None:
        """What became of each request, and that its fee is billed where it was released and given back where it stays."""
        charges = await self._all(models.Charge, "account_id", self.scene.account_id)
        for row in await self._requests():
            key, now_is = row["id"], Status(row["status"])
            if self.status[key] is Status.ACTION_REQUIRED and now_is is Status.APPROVED:
                self.seen.is_approved_by_silence(key, self.work.now)
            if now_is is Status.PORTED_OUT:
                self.seen.leaves(key)
            self.status[key] = now_is
            kinds = Counter(each["kind"] for each in charges if each["port_out_request_id"] == key)
            self._fee_is_right(now_is, kinds["PORT_OUT_FEE"], kinds["PORT_OUT_FEE_REVERSAL"], released=self.seen.requests[key].released)

    @staticmethod
    def _fee_is_right(status: Status, fees: int, reversals: int, *, released: object) -> None:
        billed = 1 if released else 0
        assert fees == billed, f"{status}: {fees} fees where {billed} is right"
        stays = status in PORT_OUT_ENDED and status is not Status.PORTED_OUT
        assert reversals == (billed if stays else 0), f"{status}: {reversals} reversals of {fees} fees"

    def live(self) -> list[UUID]:
        return [key for key, status in self.status.items() if status in PORT_OUT_LIVE]

    async def _account_number(self) -> str:
        (account,) = await self._all(models.Account, "id", self.scene.account_id)
        return str(account["account_number"])

    async def _requests(self) -> list[Row]:
        return await self._all(models.PortOutRequest, "account_id", self.scene.account_id)

    async def _numbers_of(self, key: UUID) -> list[str]:
        return [row["e164"] for row in await self._all(models.PortOutNumber, "port_out_request_id", key)]

    async def _all(self, model: type[Model], column: str, value: object) -> list[Row]:
        table = model._meta.db_table
        return rows.decode_all(model, await self.work.reader.fetch(f"SELECT * FROM {table} WHERE {column} = $1 ORDER BY id", value))
