"""The port-ins of the demo, each a story in steps: put on the stage's agenda, played through the same operations people use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from portico.demo import papers
from portico.demo.cast import numbered
from portico.demo.stage import Stage, StagePlace
from portico.domain.actors import Actor
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.porting_number import PROVISION_AHEAD
from portico.domain.reference.money import PAID_IN
from portico.domain.statuses import DocumentKind, DocumentStatus, NumberType
from portico.operations.engine.idempotency import Key
from portico.operations.port_ins import documents, porting_requests
from portico.operations.port_ins.documents import Upload
from portico.operations.port_ins.porting_requests import CreateRequest, ExtraField, UpdateRequest
from portico.storage.port_ins import documents as kept
from portico.storage.port_ins import porting_request_writes

OPERATOR: Final = "Lowlands Telecom"
INVOICE_AGE: Final = timedelta(days=12)
WISHED_AFTER: Final = 14  # business days from the beginning to the date asked for
JITTER_MINUTES: Final = 12
A_MINUTE: Final = timedelta(minutes=1)
WITH_FOC: Final = frozenset({"confirm_foc", "revise_foc"})


class PortIn:
    """One request of the data file."""

    def __init__(self, stage: Stage, told: dict[str, Any]) -> None:
        self.stage, self.told = stage, told
        carrier = stage.carriers[told["losing"]]
        self.where = StagePlace(told["country"], carrier["time_zone"])
        self.jitter = timedelta(minutes=stage.random.randrange(JITTER_MINUTES))
        self.request_id = UUID(int=0)
        self.numbers: list[UUID] = []
        self.papers_sent = 0

    def plan(self, usual: Sequence[Sequence[str]]) -> None:
        """Puts the usual first steps up to the opening, and then this story's own, on the agenda."""
        place = 0
        for when, who, verb in usual:
            actor = self.told.get(who) or f"network {self.told['country']}"
            at = self.stage.times.moment(when, self.where.country, shift=self.told["created"]) + self.jitter
            self._plan(place, at, actor, verb)
            place += 1
            if verb == self.told["opening"]:
                break
        for when, actor, verb, *more in self.told.get("steps", ()):
            self._plan(place, self.stage.times.moment(when, self.where.country), actor, verb, *more)
            place += 1

    def _plan(self, place: int, at: datetime, who: str, verb: str, *more: Any) -> None:
        """`more` is what was asked, and which numbers, as far as the step says it."""
        name, actor = f"{self.told['key']} {place}", self.stage.actors[who]
        said: dict[str, Any] = more[0] if more else {}
        which = more[1] if len(more) > 1 else ""
        special = _SPECIAL.get(verb)
        if special:
            self.stage.plan(at, partial(special, self, actor, said, name))
        elif verb.startswith("request."):
            self.stage.plan(at, partial(self._move_request, actor, verb.removeprefix("request."), said, name))
        else:
            self.stage.plan(at, partial(self._move_numbers, actor, verb, said, name, which))

    async def create(self, actor: Actor, _said: dict[str, Any], name: str) -> None:
        """Begins the request as a draft."""
        told, ids = self.told, self.stage.ids
        subscriber = dict(told["subscriber"])
        extra = [ExtraField(field, value) for field, value in subscriber.pop("extra_fields", {}).items()]
        wished = None if told["country"] == "NL" else self.stage.times.day(str(told["created"]), told["country"], WISHED_AFTER)
        command = CreateRequest(
            country=told["country"],
            number_type=NumberType(told.get("number_type", "GEOGRAPHIC")),
            numbers=numbered(*told["numbers"]),
            name=told["name"],
            customer_reference=told["customer_reference"],
            company_profile_id=ids.get(told.get("profile", "")),
            configuration_profile_id=ids.get(told.get("configuration", "")),
            losing_carrier_id=ids[told["losing"]],
            service_country=told["country"] if subscriber.get("service_street") else None,
            extra_fields=extra,
            requested_date=wished,
            **subscriber,
        )
        self.request_id = await porting_requests.create(self.stage.work, actor, command, Key("demo", name, None))
        await self._read_numbers()

    async def update(self, actor: Actor, said: dict[str, Any], name: str) -> None:
        """Corrects fields; what is told of the subscriber stands in later papers, too."""
        self.told["subscriber"] |= said
        key = Key("demo", name, None)
        await porting_requests.update(self.stage.work, actor, self.request_id, None, UpdateRequest(**said), key=key)

    async def replace(self, actor: Actor, _said: dict[str, Any], name: str) -> None:
        """Makes the blocked request anew; the story goes on with the draft."""
        self.request_id = await porting_requests.replace(self.stage.work, actor, self.request_id, Key("demo", name, None))
        await self._read_numbers()

    async def send_papers(self, actor: Actor, said: dict[str, Any], _name: str) -> None:
        """Uploads letter and invoice, or the kinds that are said; what is there under its name is not sent again."""
        self.papers_sent += 1
        suffix = "" if self.papers_sent == 1 else f"-{self.papers_sent}"
        there = await kept.list_documents(self.stage.work.reader, actor, [self.request_id])
        names = {row["file_name"] for row in there.get(self.request_id, [])}
        uploads = []
        for kind in said.get("kinds", ("LOA", "INVOICE")):
            file_name = f"{kind.lower()}-{self.told['key']}{suffix}.pdf"
            if file_name not in names:
                uploads.append(self._upload(actor, DocumentKind(kind), file_name))
        await asyncio.gather(*uploads)  # each is looked at by a process of its own

    async def _upload(self, actor: Actor, kind: DocumentKind, file_name: str) -> None:
        holder, carrier = papers.holder_of(self.told["subscriber"]), self.stage.carriers[self.told["losing"]]["name"]
        numbers = [display(number) for number in numbered(*self.told["numbers"])]
        today = self.stage.work.now.date()
        if kind is DocumentKind.LOA:
            content = papers.letter_of_authorization(holder, numbers, carrier, OPERATOR, today)
            said = Upload(self.request_id, kind, file_name, signer=holder.person, signed_at=today)
        else:
            issued = today - INVOICE_AGE
            content = papers.invoice(holder, numbers, carrier, issued, PAID_IN[self.told["country"]])
            said = Upload(self.request_id, kind, file_name, issue_date=issued)
        await documents.upload(self.stage.work, actor, said, _whole(content))

    async def accept_papers(self, actor: Actor, _said: dict[str, Any], name: str) -> None:
        """Staff read what was uploaded and find it in order."""
        there = await kept.list_documents(self.stage.work.reader, actor, [self.request_id])
        waiting = [row["id"] for row in there.get(self.request_id, []) if row["status"] is DocumentStatus.UPLOADED]
        if waiting:
            await self.stage.moved(actor, "document", "accept", waiting, None, name=name)

    async def _move_request(self, actor: Actor, verb: str, said: dict[str, Any], name: str) -> None:
        asked = self.stage.asked("porting_request", verb, said, self.where)
        await self.stage.moved(actor, "porting_request", verb, [self.request_id], asked, name=name)

    async def _move_numbers(self, actor: Actor, verb: str, said: dict[str, Any], name: str, which: str) -> None:
        asked = self.stage.asked("porting_number", verb, said, self.where)
        chosen = [self.numbers[place] for place in chosen_places(which, len(self.numbers))]
        await self.stage.moved(actor, "porting_number", verb, chosen, asked, name=name)
        if verb in WITH_FOC:
            due = max(asked.foc_at - PROVISION_AHEAD, self.stage.clock.now) + A_MINUTE
            self.stage.plan(due, partial(self.stage.tried, "porting_number", "provision", chosen))

    async def _read_numbers(self) -> None:
        rows = await porting_request_writes.numbers(self.stage.work.reader, self.request_id)
        self.numbers = [row["id"] for row in rows]


def chosen_places(which: str, count: int) -> list[int]:
    """`0-2,5` as places in a list; nothing said is all of them."""
    if not which:
        return list(range(count))
    spans = [part.partition("-") for part in which.split(",")]
    return [place for first, _, last in spans for place in range(int(first), int(last or first) + 1)]


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


_SPECIAL: Final[dict[str, Callable[[PortIn, Actor, dict[str, Any], str], Awaitable[None]]]] = {
    "create": PortIn.create,
    "papers": PortIn.send_papers,
    "accept_papers": PortIn.accept_papers,
    "request.update": PortIn.update,
    "request.replace": PortIn.replace,
}
