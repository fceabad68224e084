"""The mail room, put together: relay, one dispatch per kind, the clock and the reminders, as loops of one process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.live.bells import Bell, Bells
from portico.live.loops import GRACE, Loop
from portico.mailroom import dispatch
from portico.mailroom.deadlines import Clock, Move, Reminders
from portico.mailroom.dispatch import Dispatch, Sender
from portico.mailroom.foc_reminders import FocReminders
from portico.mailroom.gate import Gate
from portico.mailroom.letters import mail
from portico.mailroom.letters.digests import Digests
from portico.mailroom.letters.erased_letters import Nights
from portico.mailroom.listening import RenderEvent, nothing
from portico.mailroom.relay import Relay, RenderOrder
from portico.mailroom.tasks import StaffTasks
from portico.mailroom.webhooks import Callbacks, Webhooks
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit, Work
from portico.operations.people import links, operator_settings, second_factor_resets
from portico.operations.people.operator_settings import MailSender
from portico.storage.engine import claims
from portico.storage.engine.outbox import DeliveryKind

RELAY_SECONDS: Final = 1.0
DISPATCH_SECONDS: Final = 1.0
CLOCK_SECONDS: Final = 1.0
REMINDER_SECONDS: Final = 5.0
FOC_REMINDER_SECONDS: Final = 30.0
DIGEST_SECONDS: Final = 60.0
ENDINGS_SECONDS: Final = 60.0
RETENTION_SECONDS: Final = 60.0
RESETS_SECONDS: Final = 60.0
ROUTES: Final = (dispatch.MAIL, dispatch.CALLBACK, dispatch.WEBHOOK, dispatch.CARRIER)


class MailRoom:
    """Give `loops` to the loop runner; when it has stopped, `close`."""

    def __init__(
        self,
        work: Work,
        *,
        render_order: RenderOrder,
        render_event: RenderEvent = nothing,
        senders: Mapping[str, Sender],
        bells: Bells,
        move: Move | None = None,
    ) -> None:
        self._work = work
        self._fresh = True
        self._journal_bell = bells.hang()
        # Bells of their own: what they wait for is the relay's word, not every commit.
        self._dispatches = [Dispatch(work, route, senders[route.kind], Bell()) for route in ROUTES]
        self._relay = Relay(work, render_order, self.ring, render_event)
        self._clock = Clock(work, move or as_system(work))
        self._reminders = Reminders(work, self.ring)
        self._foc_reminders = FocReminders(work, self.ring)
        self._digests = Digests(work, self.ring)
        self._nights = Nights(work)
        self._closers: list[Callable[[], Awaitable[None]]] = []
        self.gate = Gate(work)

    @property
    def loops(self) -> Sequence[Loop]:
        return self.gate.before(
            Loop("relay", self._relay_step, self._journal_bell, RELAY_SECONDS),
            *(Loop(f"dispatch {sending.route.kind}", sending.step, sending.bell, DISPATCH_SECONDS) for sending in self._dispatches),
            Loop("clock", self._clock.step, every=CLOCK_SECONDS),
            Loop("reminders", self._reminders.step, every=REMINDER_SECONDS),
            Loop("webhook endings", partial(webhook_endings.sweep, self._work), every=ENDINGS_SECONDS),
            Loop("second factor resets", partial(second_factor_resets.sweep, self._work), every=RESETS_SECONDS),
            Loop("FOC reminders", self._foc_reminders.step, every=FOC_REMINDER_SECONDS),
            Loop("digests", self._digests.step, every=DIGEST_SECONDS),
            Loop("retention", self._nights.step, every=RETENTION_SECONDS),
        )

    def ring(self) -> None:
        """Wakes the dispatches: something is owed."""
        for sending in self._dispatches:
            sending.bell.ring()

    def when_closed(self, *closers: Callable[[], Awaitable[None]]) -> None:
        """What to close after the last try has ended: the senders' connections."""
        self._closers += closers

    async def close(self, grace: float = GRACE) -> None:
        """Lets tries under way end within `grace` seconds, then closes the connections."""
        for sending in self._dispatches:
            await sending.finish(grace)
        for closer in self._closers:
            await closer()

    async def _relay_step(self) -> bool:
        if self._fresh:
            await self._take_over()
            self._fresh = False
        return await self._relay.step()

    async def _take_over(self) -> None:
        """On SQLite this process is the only mail room: what a dead one had claimed is free at once, without a lease's wait."""
        if self._work.database.dialect == "sqlite":

            async def release(unit: Unit) -> int:
                return await claims.give_back_all(unit.connection, [sending.name for sending in self._dispatches])

            await self._work.unit(release)


def open_room(
    work: Work,
    bells: Bells,
    render_order: Callable[[Work, str, UUID, UUID], Awaitable[Mapping[str, Any] | None]],
    render_event: Callable[[Work, str, UUID, Actor, str | None], Awaitable[Mapping[str, Any] | None]],
    *,
    carrier: Callable[[StaffTasks], Sender],
) -> MailRoom:
    """The mail room of this installation. `carrier` makes the sender to carriers, given what makes tasks for staff."""

    async def sender_of() -> MailSender:
        return await operator_settings.mail_sender(work.reader, work.settings)

    post = mail.sender(work.settings, partial(links.address_of, work), sender_of)
    callbacks, webhooks = Callbacks(work), Webhooks(work)
    room: MailRoom

    def ring() -> None:
        room.ring()

    senders: dict[str, Sender] = {
        DeliveryKind.EMAIL: post,
        DeliveryKind.CALLBACK: callbacks,
        DeliveryKind.WEBHOOK: webhooks,
        DeliveryKind.CARRIER: carrier(StaffTasks(work, ring)),
    }
    room = MailRoom(work, render_order=partial(render_order, work), render_event=partial(render_event, work), senders=senders, bells=bells)
    room.when_closed(post.close, callbacks.close, webhooks.close)
    return room


def as_system(work: Work) -> Move:
    """Commands by the system; refusals are the ordinary answer where a person was quicker, and are left at that."""

    async def move(subject: str, verb: str, ids: Sequence[UUID]) -> object:
        return await moves.move(work, SYSTEM, subject, verb, [Target(id_) for id_ in ids])

    return move
