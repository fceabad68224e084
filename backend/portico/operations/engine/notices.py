"""Letters about what belongs to no order: owed in the unit that gives the reason for them, written when they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from portico.domain import ids
from portico.domain.events import Happening
from portico.operations.engine.work import Unit
from portico.storage.engine.outbox import DeliveryKind, owing


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One letter to one address, worded by `domain.words.notices`.

    `order` is what it is about: kind, id, and its place in that order's sequence; letters of one order form a thread. `facts` are what
    the words name, `lines` what is listed below them; neither holds a secret. The address of a single-use link is made of the link's id
    when the letter is sent.
    """

    event: Happening
    to: str
    order: tuple[str, UUID, int]
    account_id: UUID | None = None
    locale: str | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    link: UUID | None = None

    @property
    def payload(self) -> dict[str, object]:
        kind, key, _ = self.order
        about = {"kind": kind, "id": ids.spelled(kind, key)}
        payload: dict[str, object] = {"notice": str(self.event), "order": about, "facts": dict(self.facts), "locale": self.locale}
        payload |= {"lines": list(self.lines)} if self.lines else {}
        return payload | ({"link": str(self.link)} if self.link else {})


async def owe(unit: Unit, *notices: Notice) -> None:
    """Owes these letters, once each: the same event of one move to one address is one letter."""
    await unit.owe(
        [
            owing(
                DeliveryKind.EMAIL,
                notice.to,
                notice.payload,
                event=notice.event,
                move_id=unit.move_id,
                order=notice.order,
                account_id=notice.account_id,
            )
            for notice in notices
        ]
    )
