"""What the world outside was told, held against the journal: each told move once, to everyone, in the order's own sequence.

The journal is read through the API; which of its events are told is written down here from DOMAIN.md, not asked of the code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from tests.stories.client import Client, Node, eventually
from tests.stories.mailserver import Mail, MailServer
from tests.stories.receiver import Callback, Receiver
from tests.stories.servers import Installation

NOT_TOLD = {
    "PORTING_REQUEST_CREATED",
    "PORTING_REQUEST_UPDATED",
    "PORTING_REQUEST_DISCARDED",
    "PORTING_NUMBER_REVIEW_STARTED",
    "PORTING_NUMBER_PROFILE_ASSIGNED",
    "PORT_OUT_REQUEST_VIEWED",
    "PORT_OUT_ORDER_CREATED",
    "PORT_OUT_ORDER_COMPLETED",
    "DOCUMENT_UPLOADED",
    "DOCUMENT_ACCEPTED",
    "PHONE_NUMBER_PROVISIONED",
    "PHONE_NUMBER_ACTIVATED",
    "PHONE_NUMBER_PORT_OUT_BEGAN",
    "PHONE_NUMBER_RETURNED_TO_SERVICE",
    "PHONE_NUMBER_PORTED_OUT",
}
AGO = timedelta(minutes=10)
NOTICES = {"PORTING_REQUEST_WINDOW_CLOSING"}
"""Letters that no move stands behind."""
FIELDS = {"porting_request": "portingRequest", "port_out_request": "portOutRequest"}


@dataclass(frozen=True)
class Move:
    """One command on an order, as its journal has it; `told` are the entries the world outside hears of."""

    id: str
    told: tuple[Node, ...]

    @property
    def sequence(self) -> int:
        return int(self.told[-1]["orderSequence"])

    @property
    def name(self) -> str:
        """What it did first, without the subject."""
        return short(self.told[0])


def short(entry: Node) -> str:
    """An entry's event without the kind of its subject: `foc_confirmed`."""
    return str(entry["event"]).removeprefix(f"{entry['subjectKind']}_".upper()).lower()


def named(text: str) -> str:
    """As the API names an event that callbacks say as text."""
    return text.upper().replace(".", "_")


class Correspondence:
    """Everything one installation sent, seen from outside."""

    def __init__(self, house: Installation, staff: Client, mail: MailServer, receiver: Receiver) -> None:
        self.house, self.staff, self.mail, self.receiver = house, staff, mail, receiver

    async def settled(self) -> None:
        """Until nothing is owed any more: every entry relayed, every delivery at its end, seen twice in a row."""
        seen: list[Any] = [None]

        async def quiet() -> bool:
            ready = (await self.staff.http.get("/readyz")).json()
            owed = await self.staff.deliveries()
            now = [(one["id"], one["status"]) for one in owed]
            still = ready.get("relayLagSeconds") == 0 and all(status != "PENDING" for _, status in now) and seen[0] == now
            seen[0] = now
            return still

        await eventually(quiet, "the end of everything owed")

    async def told(self, kind: str, key: str) -> list[Move]:
        """The told moves of an order; its sequence has to be gapless, and a move's entries have to lie together."""
        entries = await self.staff.journal(FIELDS[kind], key)
        assert [entry["orderSequence"] for entry in entries] == list(range(1, len(entries) + 1))
        assert all(entry["reason"].strip() for entry in entries), "every entry has a reason a person can read"
        moves = [(move, list(found)) for move, found in groupby(entries, key=lambda entry: str(entry["moveId"]))]
        assert len({move for move, _ in moves}) == len(moves)
        told = [(move, [entry for entry in found if entry["event"] not in NOT_TOLD]) for move, found in moves]
        return [Move(move, tuple(found)) for move, found in told if found]

    async def check(
        self, kind: str, key: str, *, to: Iterable[str], secret: str, numbers: Iterable[str], again: bool = False
    ) -> list[Move]:
        """Every address and the callback URL heard each told move once and in order; `again`: an id may have come more than once."""
        await self.settled()
        moves = await self.told(kind, key)
        self._check_callbacks(key, moves, secret, sorted(numbers), again=again)
        deliveries = {one["id"]: one for one in await self.staff.deliveries() if one["orderId"] == key and one["event"] not in NOTICES}
        for address in to:
            self._check_mails(moves, address, deliveries, again=again)
        return moves

    def callbacks_of(self, key: str) -> list[Callback]:
        return [came for came in self.receiver.callbacks if came.data["request"]["id"] == key]

    def _check_callbacks(self, key: str, moves: list[Move], secret: str, numbers: list[str], *, again: bool) -> None:
        came = _once(self.callbacks_of(key), again=again)
        assert [callback.data["move"] for callback in came] == [move.id for move in moves]
        for callback, move in zip(came, moves, strict=True):
            assert callback.is_signed_with(secret)
            assert abs(datetime.now(UTC) - callback.signed_at) < AGO, "signed by the machine's own clock, whatever day it is in the story"
            said = [(named(event["event"]), event["number"], event["from"], event["to"]) for event in callback.data["events"]]
            assert said == [(entry["event"], entry["number"], entry["fromStatus"], entry["toStatus"]) for entry in move.told]
            assert callback.data["sequence"] == move.sequence
            assert sorted(number["e164"] for number in callback.data["request"]["numbers"]) == numbers, "the full request, every number"

    def _check_mails(self, moves: list[Move], address: str, deliveries: dict[str, Node], *, again: bool) -> None:
        came = _once([mail for mail in self.mail.to(address) if mail.id in deliveries], again=again)
        assert [deliveries[mail.id]["orderSequence"] for mail in came] == [move.sequence for move in moves], f"mails to {address}"
        for mail, move in zip(came, moves, strict=True):
            digits = re.sub(r"\D", "", mail.text)
            for number in {entry["number"] for entry in move.told if entry["number"]}:
                assert number.removeprefix("+") in digits, f"{number} in {mail.subject!r}"

    async def nowhere(self, secret: str, *orders: tuple[str, str]) -> None:
        """A secret stands in no mail, no callback, no log and no journal."""
        for mail in self.mail.mails:
            assert secret not in mail.subject + mail.text + mail.html + mail.raw.decode(errors="replace")
        for callback in self.receiver.callbacks:
            assert secret.encode() not in callback.raw
        assert secret not in self.house.logs
        for kind, key in orders:
            assert secret not in json.dumps(await self.staff.journal(FIELDS[kind], key))


def _once(came: list[Any], *, again: bool) -> list[Any]:
    """What came, by its id: once each, or after a crash also twice, then with the very same content."""
    first: dict[str, Mail | Callback] = {}
    for one in came:
        before = first.setdefault(one.id, one)
        assert before is one or (again and before.raw == one.raw), f"{one.id} came twice"
    return list(first.values())
