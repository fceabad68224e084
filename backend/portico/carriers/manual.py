"""MANUAL: a carrier that people talk to by portal, mail or telephone. What it is owed becomes a task for staff."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from portico.carriers.gateway import Task

MakeTask = Callable[[UUID, str, tuple[str, UUID], Sequence[str], Mapping[str, Any]], Awaitable[None]]
"""`(key, task, (order kind, order id), numbers, told)`: makes one task for staff; a second call with the same key makes no second one."""


class Manual:
    """Answers to every verb alike: staff are asked to do it. What they hear back they record by their own verbs."""

    def __init__(self, make_task: MakeTask) -> None:
        self._make_task = make_task

    async def submit(self, task: Task) -> None:
        await self._ask(task)

    async def cancel(self, task: Task) -> None:
        await self._ask(task)

    async def perform(self, task: Task) -> None:
        await self._ask(task)

    async def outcome(self, task: Task) -> None:
        await self._ask(task)

    async def _ask(self, task: Task) -> None:
        key = uuid5(task.delivery_id, task.name)
        await self._make_task(key, task.name, (task.order_kind, task.order_id), [number.e164 for number in task.numbers], task.told)
