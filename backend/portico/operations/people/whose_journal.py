"""In whose journal what people and tokens do is written: their account's, or for the operator's own that of the installation."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Sentence
from portico.operations.engine import installation
from portico.operations.engine.work import Unit
from portico.operations.people.on_behalf import is_on_behalf
from portico.storage.engine.rows import Columns


class OwnedRow(TypedDict, total=False):
    """What is journaled of a row that is an account's, or the operator's own."""

    id: UUID
    version: int
    name: str
    account_id: UUID | None


async def take_turn(unit: Unit, account_id: UUID | None) -> None:
    """Before the unit writes anything: what is an account's, and what is the operator's, changes one command after the other."""
    if account_id is None:
        await installation.take_turn(unit)
    else:
        await unit.lock("account", [account_id])


def record(unit: Unit, actor: Actor, kind: str, row: OwnedRow, told: tuple[Happening, Sentence], *, data: Columns | None = None) -> None:
    """One entry about this row, named in the sentence, whose verb is the sentence's; the turn is taken."""
    event, sentence = told
    verb, reason = sentence.code.partition(".")[2], sentence.said(name=row["name"])
    if row["account_id"] is None:
        installation.record(unit, actor, verb, event, reason, subject=(kind, row["id"]), data=data)
        return
    unit.record(
        subject_kind=kind,
        subject_id=row["id"],
        version=row["version"],
        order_id=row["account_id"],
        verb=verb,
        event=event,
        reason=reason,
        data=data,
        told=False,
        on_behalf=is_on_behalf(actor),
        actor=actor,
    )
