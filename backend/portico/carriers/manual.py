"""MANUAL: a carrier that people talk to by portal, mail or telephone. What it is owed becomes a task for staff.

What it only has to be told it may know already: a carrier that follows by API reads it there, and nobody is asked to tell it again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from portico.carriers.gateway import Task
from portico.domain.inventory import blocks
from portico.operations.desk import carriers
from portico.operations.engine.work import Work

MakeTask = Callable[[UUID, str, tuple[str, UUID], Sequence[str], Mapping[str, Any]], Awaitable[None]]
"""`(key, task, (order kind, order id), numbers, told)`: makes one task for staff; a second call with the same key makes no second one."""


class Manual:
    """Staff are asked to do it. What they hear back they record by their own verbs."""

    def __init__(self, work: Work, make_task: MakeTask) -> None:
        self._work, self._make_task = work, make_task

    async def submit(self, task: Task) -> None:
        """An order has secrets and papers that no carrier reads by API: it is always sent by hand."""
        await self._ask(task)

    async def cancel(self, task: Task) -> None:
        await self._tell(task)

    async def perform(self, task: Task) -> None:
        await self._tell(task)

    async def outcome(self, task: Task) -> None:
        await self._tell(task)

    async def snapback(self, task: Task) -> None:
        await self._tell(task)

    async def _tell(self, task: Task) -> None:
        if not await carriers.follows_by_api(self._work, task.carrier.id, (task.order_kind, task.order_id)):
            await self._ask(task)

    async def _ask(self, task: Task) -> None:
        key = uuid5(task.delivery_id, task.name)
        named = {"blocks": [blocks.shown(each) for each in task.blocks]} if task.blocks else {}
        await self._make_task(
            key, task.name, (task.order_kind, task.order_id), [number.e164 for number in task.numbers], {**task.told, **named}
        )
