"""The Sandbox desk: in the demo a staff user of that name accepts, reviews and starts sandbox orders by itself, by the people's verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.lifecycles.porting_number import GiveReason
from portico.domain.statuses import Flow, Level, PortingNumberStatus, PortingRequestStatus, Role
from portico.operations.moves import move
from portico.operations.outcomes import Target
from portico.operations.work import Work
from portico.storage import accounts, sandbox

NAME: Final = "Sandbox desk"
EMAIL: Final = "sandbox-desk@portico.example"
THINKS: Final = timedelta(hours=2)
"""How long it takes over each step, at the calendar's own pace."""
Asked = Any


async def hired(work: Work) -> SandboxDesk | None:
    """The desk, where this installation has a staff user for it: the demo makes one, nobody else should."""
    user = await accounts.user_by_email(work.reader, EMAIL)
    if user is None or user["account_id"] is not None or user["disabled_at"] is not None:
        return None
    return SandboxDesk(work, Actor(role=Role.STAFF, level=Level.AGENT, kind="user", id=user["id"], name=user["name"]))


class SandboxDesk:
    """One turn looks for everything a clerk would see, and does it."""

    def __init__(self, work: Work, actor: Actor) -> None:
        self._work, self._actor = work, actor

    async def step(self) -> bool:
        """True when it did something, so that it looks again at once."""
        before = self._work.now - THINKS / self._work.settings.sandbox_speed
        did = [
            await self._requests(before),
            await self._do("document", "accept", await sandbox.documents_for_the_desk(self._work.reader, before)),
            await self._numbers(PortingNumberStatus.PENDING, "start_review", before, reviewed=False),
            await self._numbers(PortingNumberStatus.PENDING, "mark_portable", before, reviewed=True, asked=GiveReason()),
            await self._numbers(PortingNumberStatus.PORTABLE, "start", before),
            await self._numbers(PortingNumberStatus.CANCELLATION_PENDING, "accept_cancellation", before, asked=GiveReason()),
        ]
        return any(did)

    async def _requests(self, before: datetime) -> bool:
        live = (PortingRequestStatus.REQUESTED, PortingRequestStatus.IN_PROGRESS, PortingRequestStatus.DELAYED)
        found = await sandbox.requests_for_the_desk(self._work.reader, live, before)
        new = [row["id"] for row in found if row["status"] is PortingRequestStatus.REQUESTED]
        canceled = [row["id"] for row in found if row["flow"] is Flow.NL and row["cancellation_asked_at"]]
        accepted = await self._do("porting_request", "accept", new)
        return await self._do("porting_request", "accept_cancellation", canceled, GiveReason()) or accepted

    async def _numbers(
        self, status: PortingNumberStatus, verb: str, before: datetime, *, reviewed: bool | None = None, asked: Asked = None
    ) -> bool:
        found = await sandbox.numbers_for_the_desk(self._work.reader, status, reviewed=reviewed, before=before)
        return await self._do("porting_number", verb, found, asked)

    async def _do(self, subject: str, verb: str, ids: Sequence[UUID], asked: Asked = None) -> bool:
        """Whether anything moved: what is refused now would be refused at once again, and waits for the next turn."""
        if not ids:
            return False
        outcomes = await move(self._work, self._actor, subject, verb, [Target(id_) for id_ in ids], asked)
        return any(outcome.refusal is None for outcome in outcomes)
