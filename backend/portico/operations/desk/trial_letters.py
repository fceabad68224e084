"""A letter that shows whether mail arrives."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import email
from portico.domain.sentences import Sentence, quoted
from portico.operations.engine import installation, notices
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.notices import Notice
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work

_TESTED: Final = Sentence("installation.mail_tested", "A letter was sent to see whether mail arrives.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLetter:
    to: Annotated[str, "The address that the letter is sent to."]


async def send(work: Work, actor: Actor, command: TrialLetter, key: Key | None = None) -> UUID:
    """Owes a test letter to this address. Raises NotPermitted, or InvalidInput for what is no address."""
    actor = permitted(actor, "installation.test_mail")
    problems = Problems()
    to = problems.tidy("to", email, command.to)
    problems.refuse()

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        place = ("installation", INSTALLATION, unit.orders[INSTALLATION].sequence + 1)
        facts = {"host": quoted(socket.gethostname())}
        await notices.owe(unit, Notice(event=Happening.INSTALLATION_MAIL_TESTED, to=to or "", order=place, facts=facts))
        installation.record(unit, actor, "test_mail", Happening.INSTALLATION_MAIL_TESTED, _TESTED.said())
        return [Outcome(INSTALLATION)]

    await once(work, actor, key, do)
    return INSTALLATION


async def note(work: Work, actor: Actor) -> None:
    """Journals a test letter that whoever runs the installation handed over by themselves. Raises NotPermitted."""
    actor = permitted(actor, "installation.test_mail")

    async def do(unit: Unit) -> None:
        await installation.take_turn(unit)
        installation.record(unit, actor, "test_mail", Happening.INSTALLATION_MAIL_TESTED, _TESTED.said())

    await work.unit(do, actor)
