"""Letters about what belongs to no order: owed in the unit that gives the reason for them, written when they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from portico.domain import ids
from portico.domain.events import Happening
from portico.domain.sentences import Said
from portico.domain.words.mails.receiving import LetterGround
from portico.domain.words.notices import NoticeFact, gaps, kept
from portico.operations.engine.work import Unit
from portico.storage.engine.outbox import DeliveryKind, owing


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One letter to one address, worded by `domain.words.notices`.

    `order` is what it is about: kind, id, and its place in that order's sequence; letters of one order form a thread. `facts` are what
    the words name, `lines` what is listed below them: what Portico says has its code, what somebody chose is `quoted`, and neither
    holds a secret. `zone` is whose clock instants are told by. The address of a single-use link is made of its id when the letter is sent.
    `grounds` are what `to` is of the account, which the facts name then: it stands at the end of the letter.
    """

    event: Happening
    to: str
    order: tuple[str, UUID, int]
    account_id: UUID | None = None
    locale: str | None = None
    zone: str = "UTC"
    facts: Mapping[str, NoticeFact] = field(default_factory=dict)
    lines: tuple[Said, ...] = ()
    link: UUID | None = None
    grounds: tuple[LetterGround, ...] = ()

    def __post_init__(self) -> None:
        named = {"account"} if self.grounds else set()
        if missing := (gaps(self.event) | named) - self.facts.keys():
            raise TypeError(f"a letter about {self.event} names {sorted(missing)}, too")

    @property
    def payload(self) -> dict[str, object]:
        kind, key, _ = self.order
        about = {"kind": kind, "id": ids.spelled(kind, key)}
        facts = {name: kept(fact) for name, fact in self.facts.items()}
        payload: dict[str, object] = {"notice": str(self.event), "order": about, "facts": facts, "locale": self.locale, "zone": self.zone}
        payload |= {"lines": [line.kept for line in self.lines]} if self.lines else {}
        payload |= {"grounds": [str(ground) for ground in self.grounds]} if self.grounds else {}
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
