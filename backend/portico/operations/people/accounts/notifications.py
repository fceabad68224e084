"""What a person wants to be written to about: chosen by themselves, for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import AtMost
from portico.domain.events import Happening
from portico.domain.people.notifications import OFFERS, NewsCadence, NewsKind
from portico.domain.people.users import role_of
from portico.domain.refusals import NotFound, NotPermitted, Thing
from portico.domain.sentences import Sentence
from portico.domain.statuses import Role
from portico.operations.engine import installation
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import users as managing
from portico.operations.people import whose_journal
from portico.storage.people import notifications as storage
from portico.storage.people import users

_CHANGED: Final = Sentence("viewer.change_notifications", "A person changed what they are written to about.")
_CHANGED_OF: Final = Sentence("user.change_notifications", "What {name} is written to about was changed.")
_NOT_OFFERED: Final = Sentence("notifications.not_offered", "News of this kind is not offered to you.")
_FIXED: Final = Sentence("notifications.fixed", "News of this kind always goes out at once: nobody can hold it back.")
_NOT_SO: Final = Sentence("notifications.not_so", "News of this kind cannot be had so. Choose one of: {known}.")
_FOR_A_PERSON: Final = Sentence("notifications.for_a_person", "This is for a person who is signed in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationChoice:
    """How you want news of one kind."""

    kind: Annotated[NewsKind, "What it is about."]
    cadence: Annotated[NewsCadence, "How you want it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNotifications:
    choices: Annotated[list[NotificationChoice], "What changes; kinds that are left out stay as they are.", AtMost(len(NewsKind))]


async def choices(work: Work, actor: Actor) -> dict[NewsKind, NewsCadence]:
    """What this person has of each kind that is offered to them; nothing is offered to machines."""
    if actor.kind != "user" or actor.id is None:
        return {}
    return await _choices(work, actor.id, actor.role)


async def choices_of(work: Work, actor: Actor, user_id: UUID) -> dict[NewsKind, NewsCadence]:
    """What somebody else has of each kind that is offered to them. Raises NotPermitted or NotFound."""
    user = await users.one(work.reader, permitted(actor, "user.read"), user_id)
    if user is None:
        raise NotFound(Thing.USER)
    return await _choices(work, user_id, role_of(user["account_id"]))


async def _choices(work: Work, user_id: UUID, role: Role) -> dict[NewsKind, NewsCadence]:
    chosen = await storage.chosen(work.reader, user_id)
    return {kind: chosen.get(kind, offer.cadences[0]) for kind, offer in OFFERS.items() if role is offer.role}


async def change(work: Work, actor: Actor, command: ChangeNotifications, key: Key | None = None) -> UUID:
    """The id of the person, who is written to as they chose from now on.

    Raises NotPermitted, or InvalidInput for kinds that are not offered to them, or not so.
    """
    actor = permitted(actor, "viewer.change_notifications")
    if actor.id is None:
        raise NotPermitted(_FOR_A_PERSON.said())
    person, wanted = actor.id, _read(actor.role, command)

    async def do(unit: Unit) -> list[Outcome]:
        await whose_journal.take_turn(unit, actor.account_id)
        if changed := await _choose(unit, person, wanted):
            _record(unit, actor, person, changed)
        return [Outcome(person)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def change_of(work: Work, actor: Actor, user_id: UUID, command: ChangeNotifications, key: Key | None = None) -> UUID:
    """The id of somebody else, who is written to so from now on, as who manages them says.

    Raises NotPermitted, NotFound, or InvalidInput for kinds that are not offered to them, or not so.
    """
    actor = permitted(actor, "user.manage")

    async def do(unit: Unit) -> list[Outcome]:
        user = await managing.locked(unit, actor, user_id)
        wanted = _read(role_of(user["account_id"]), command)
        if changed := await _choose(unit, user_id, wanted):
            told = (Happening.USER_NOTIFICATIONS_CHANGED, _CHANGED_OF)
            whose_journal.record(unit, actor, "user", user, told, data={"notifications": changed})
        return [Outcome(user_id)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _choose(unit: Unit, person: UUID, wanted: Mapping[NewsKind, NewsCadence]) -> dict[str, str]:
    """What of it was otherwise until now."""
    before = await storage.chosen(unit.connection, person)
    changed = {kind: cadence for kind, cadence in wanted.items() if before.get(kind, OFFERS[kind].cadences[0]) is not cadence}
    if changed:
        await storage.choose(unit.connection, person, changed, unit.now)
    return {str(kind): str(cadence) for kind, cadence in changed.items()}


def _read(role: Role, command: ChangeNotifications) -> dict[NewsKind, NewsCadence]:
    problems = Problems()
    for place, choice in enumerate(command.choices):
        offer, path = OFFERS[choice.kind], f"choices.{place}"
        if role is not offer.role:
            problems.add(f"{path}.kind", "NOT_OFFERED", _NOT_OFFERED.said())
        elif choice.cadence in offer.cadences:
            continue
        elif offer.is_fixed:
            problems.add(f"{path}.cadence", "FIXED", _FIXED.said())
        else:
            problems.add(f"{path}.cadence", "NOT_OFFERED", _NOT_SO.said(known=", ".join(offer.cadences)))
    problems.refuse()
    return {choice.kind: choice.cadence for choice in command.choices}


def _record(unit: Unit, actor: Actor, person: UUID, changed: Mapping[str, str]) -> None:
    """In the journal of the account; of a member of staff in that of the installation."""
    said, event, data = _CHANGED.said(), Happening.USER_NOTIFICATIONS_CHANGED, {"notifications": changed}
    if actor.account_id is None:
        installation.record(unit, actor, "change_notifications", event, said, subject=("user", person), data=data)
        return
    unit.record(
        subject_kind="user",
        subject_id=person,
        version=1,
        order_id=actor.account_id,
        verb="change_notifications",
        event=event,
        reason=said,
        data=data,
        told=False,
    )
