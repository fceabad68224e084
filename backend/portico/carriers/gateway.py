"""Gateways: how what is owed to a carrier reaches it. They answer nothing; the carrier's answer comes back as an ordinary command.

A move never talks to a carrier. It owes a delivery of kind `carrier`, which is sent outside any transaction, at least once: a gateway
uses a task's `key` as its idempotency key, and hands the same on with the command that answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol
from uuid import UUID

from portico.domain.inventory.blocks import held, left_of
from portico.domain.inventory.readings import DialedBlock
from portico.domain.retry import Verdict
from portico.domain.sentences import Phrase
from portico.domain.statuses import GatewayKind
from portico.operations.engine.work import Work
from portico.storage.desk import addressees, carriers
from portico.storage.engine.outbox import Answer, Owed
from portico.storage.port_ins import sealed_fields

DESTINATION: Final = "carrier:"
SUBMIT: Final = "submit"


@dataclass(frozen=True, slots=True)
class GatewayCarrier:
    """Who is spoken to."""

    id: UUID
    name: str
    country: str
    time_zone: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number a task is about: the porting number's id, and the number itself.

    With a submission come the secrets that go along with it, by the field's path (`subscriber.pin`, `extra_fields.PAC`): they are
    opened for this one call, and a gateway keeps them nowhere.
    """

    id: UUID
    e164: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing owed to a carrier about one order. `key` is the same for every try. `told` is what an outcome tells: status, code …

    `blocks` are what a submission's numbers fill of the direct-dial blocks they came in with.
    """

    key: str
    carrier: GatewayCarrier
    name: str
    order_kind: str
    order_id: UUID
    delivery_id: UUID
    numbers: tuple[Number, ...]
    told: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[DialedBlock, ...] = ()


class Gateway(Protocol):
    """One way of talking to carriers. A call that raises is made again later, with the same key."""

    async def submit(self, task: Task) -> None:
        """Sends the order for these numbers, each with its secrets, and names the blocks they came in with."""

    async def cancel(self, task: Task) -> None:
        """Asks to cancel what was submitted."""

    async def perform(self, task: Task) -> None:
        """Has the numbers ported now (NL)."""

    async def outcome(self, task: Task) -> None:
        """Tells a gaining carrier where its port-out request stands: `told` holds status, event, code and release_at."""

    async def snapback(self, task: Task) -> None:
        """Asks to undo the port of a number, or takes that back: `told` holds status and direction."""


_GONE: Final = Phrase("delivery.carrier_gone", "the carrier is gone")
_NO_GATEWAY: Final = Phrase("delivery.no_gateway", "there is no gateway {gateway} here")


class CarrierSender:
    """The sender of kind `carrier`: picks the gateway of the carrier's row and has each task of a delivery done, in order."""

    def __init__(self, work: Work, gateways: Mapping[GatewayKind, Gateway]) -> None:
        self._work, self._gateways = work, gateways

    async def __call__(self, owed: Owed) -> Answer:
        row = await carriers.by_id(self._work.reader, UUID(owed.destination.removeprefix(DESTINATION)))
        if row is None:
            return Answer(Verdict.GIVE_UP, error=_GONE.said())
        gateway = self._gateways.get(row["gateway"])
        if gateway is None:
            return Answer(Verdict.RETRY, error=_NO_GATEWAY.said(gateway=str(row["gateway"])))
        carrier = GatewayCarrier(row["id"], row["name"], row["country"], row["time_zone"], row["codes"])
        for said in owed.payload["tasks"]:
            task = _task(owed, carrier, said)
            await _DOORS[task.name](gateway, await self._with_what_goes_along(task))
        return Answer(Verdict.DELIVERED)

    async def _with_what_goes_along(self, task: Task) -> Task:
        """Of a port-in that is submitted; anything else needs none."""
        if task.name != SUBMIT or task.order_kind != "porting_request":
            return task
        row = await addressees.goes_along(self._work.reader, task.order_id)
        if row is None:
            return task
        numbers = (replace(each, secrets=sealed_fields.of_number(self._work.keyring, row, each.e164)) for each in task.numbers)
        blocks = left_of(held(row["number_blocks"]), [each.e164 for each in task.numbers])
        return replace(task, numbers=tuple(numbers), blocks=blocks)


def _task(owed: Owed, carrier: GatewayCarrier, said: Mapping[str, Any]) -> Task:
    return Task(
        key=f"{owed.id}:{said['task']}",
        carrier=carrier,
        name=said["task"],
        order_kind=owed.order_kind,
        order_id=owed.order_id,
        delivery_id=owed.id,
        numbers=tuple(Number(UUID(number["id"]), number["e164"]) for number in said["numbers"]),
        told={name: value for name, value in said.items() if name not in {"task", "numbers"} and value is not None},
    )


_DOORS: Final = {
    SUBMIT: lambda gateway, task: gateway.submit(task),
    "cancel": lambda gateway, task: gateway.cancel(task),
    "perform": lambda gateway, task: gateway.perform(task),
    "outcome": lambda gateway, task: gateway.outcome(task),
    "snapback": lambda gateway, task: gateway.snapback(task),
}
"""The verbs a transition may owe (`Transition.owes`), and `outcome`, which every move of a port-out that its carrier hears of owes."""
