"""The letters of a database as they would arrive: each shape once, with who gets it and what it was written about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from portico.carriers.gateway import CarrierSender
from portico.carriers.manual import Manual
from portico.domain.statuses import GatewayKind
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch
from portico.mailroom.letters import letters, noticing
from portico.mailroom.letters.letters import Letter
from portico.mailroom.relay import Relay
from portico.mailroom.tasks import StaffTasks
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.row_types.outbox import DeliveryRow

BASE_URL: Final = "https://port.example"
MANY: Final = 6


@dataclass
class Printed:
    """A letter, to whom it goes, and in which situations it is written."""

    letter: Letter
    event: str
    to: tuple[str, ...]
    about: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """`porting_number.completed.desk`, to be numbered."""
        return f"{self.event}.{'-'.join(address.partition('@')[0] for address in self.to)}"

    @property
    def text(self) -> str:
        more = [f"… and {len(self.about) - MANY} more"] if len(self.about) > MANY else []
        about = [f"# {line}" for line in [*self.about[:MANY], *more]]
        return "\n".join([*about, f"To: {', '.join(self.to)}", f"Subject: {self.letter.subject}", "", self.letter.text])


async def send(work: Work) -> None:
    """Relays whatever was told, and turns what carriers are owed into tasks, for one member of staff."""
    await work.unit(_leave_one_of_staff)
    relay = Relay(work, _nobody_called_back, _no_bell)
    while await relay.step():
        pass
    gateway = Manual(work, StaffTasks(work, _no_bell))
    carriers = Dispatch(work, dispatch.CARRIER, CarrierSender(work, dict.fromkeys(GatewayKind, gateway)), Bell())
    while await carriers.step() or carriers._flying:
        await carriers.finish(30)


async def _leave_one_of_staff(unit: Unit) -> None:
    one = "SELECT min(email) FROM app_user WHERE account_id IS NULL"
    await unit.connection.execute(f"DELETE FROM app_user WHERE account_id IS NULL AND email <> ({one})")


async def _nobody_called_back(_kind: str, _id: UUID, _account: UUID) -> Mapping[str, Any] | None:
    return None


def _no_bell() -> None:
    """Nobody waits."""


Shapes = dict[tuple[str, tuple[str, ...], str], Printed]


async def collect(work: Work, about: Mapping[UUID, str], shapes: Shapes) -> None:
    """Every letter owed, those of one shape (alike but for numbers and dates) together; `about` names the situation of an order."""
    statement = "SELECT * FROM delivery WHERE kind = 'email' ORDER BY event, order_id, order_sequence, id"
    found: dict[tuple[UUID, UUID, str], tuple[DeliveryRow, list[str]]] = {}
    for row in rows.decode_all(models.Delivery, await work.reader.fetch(statement)):
        _, to = found.setdefault((row["order_id"], row["move_id"], row["event"]), (row, []))
        to.append(re.sub(r"^staff\..*@", "staff@", row["destination"]))
    for row, to in found.values():
        letter = _printed(row["payload"])
        one = shapes.setdefault((row["event"], tuple(to), _shape(letter)), Printed(letter, row["event"], tuple(to)))
        one.about.append(about[row["order_id"]])


def _printed(payload: Mapping[str, Any]) -> Letter:
    return noticing.render(payload) if "notice" in payload else letters.render(payload, base_url=BASE_URL)


def _shape(letter: Letter) -> str:
    months = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June")
    return re.sub(r"\d+", "#", months.sub("", f"{letter.subject}\n{letter.text}".partition("See the request:")[0]))


def write(found: Iterable[Printed], folder: Path) -> int:
    """Lays each into the folder as a text and as the page a mail program shows; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.txt"), *folder.glob("*.html")]:
        old.unlink()
    sorted_by_name = sorted(found, key=lambda each: each.name)
    for count, one in enumerate(sorted_by_name, 1):
        name = f"{count:03d} {one.name}"
        (folder / f"{name}.txt").write_text(one.text, encoding="utf-8")
        (folder / f"{name}.html").write_text(one.letter.html, encoding="utf-8")
    return len(sorted_by_name)
