"""Links to a calendar of FOC dates, for programs that only know addresses: whoever has the address reads, until it is revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.desk import calendar_feeds
from portico.domain.events import Happening
from portico.domain.formats import required_line
from portico.domain.ids import new_id
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Sentence
from portico.operations.desk import foc_events
from portico.operations.desk.foc_events import Port
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people.on_behalf import account_of, is_on_behalf
from portico.operations.people.signing_in.access import SECRET_LENGTH, SESSION_FORM, letters
from portico.storage.desk import calendar_feeds as storage
from portico.storage.desk import foc_calendar
from portico.storage.engine.keyring import digest
from portico.storage.row_types.desk import CalendarFeedRow

NAME_LENGTH: Final = 120
SENTENCES: Final = {
    "create": Sentence("calendar_feed.create", "The calendar link was created."),
    "revoke": Sentence("calendar_feed.revoke", "The calendar link was revoked."),
}
NOTED_EVERY: Final = timedelta(minutes=15)
PAST: Final = timedelta(days=60)
AHEAD: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCalendarFeed:
    name: Annotated[str, "What you call the link, e.g. where it is used."]
    account_id: Annotated[UUID | None, "Staff: only this account's dates; null: your own link, over all accounts."] = None


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A link just made. `url` can be read only now: its secret is kept as a hash; a repeated command answers None."""

    id: UUID
    url: str | None


@dataclass(frozen=True, slots=True)
class Published:
    """What a link shows now; `tag` changes exactly when that does."""

    name: str
    ports: Sequence[Port]
    tag: str


async def create(work: Work, actor: Actor, command: CreateCalendarFeed, key: Key | None = None) -> NewFeed:
    """A new link to the FOC dates of the account, or of a member of staff to everybody's. Raises NotPermitted or InvalidInput."""
    actor = permitted(actor, "calendar_feed.write")
    over_all = calendar_feeds.is_over_all(actor, command.account_id)
    secrets: list[str] = []

    async def do(unit: Unit) -> list[Outcome]:
        secrets.append(letters(work, SECRET_LENGTH))
        return [Outcome(await _create(unit, actor, command, secrets[-1], over_all=over_all), version=1)]

    (outcome,) = await once(work, actor, key, do)
    return NewFeed(outcome.id, f"{work.settings.base_url}/calendar/{secrets[-1]}.ics" if secrets else None)


async def _create(unit: Unit, actor: Actor, command: CreateCalendarFeed, secret: str, *, over_all: bool) -> UUID:
    problems = Problems()
    name = problems.tidy("name", required_line(NAME_LENGTH), command.name)
    account_id = None if over_all else await account_of(unit.connection, actor, command.account_id, problems)
    problems.refuse()
    feed_id = new_id(unit.now)
    row: CalendarFeedRow = {"id": feed_id, "created_at": unit.now, "updated_at": unit.now, "account_id": account_id, "name": name or ""}
    person = actor.id if actor.kind == "user" else None
    await storage.insert(unit.connection, {**row, "user_id": person, "token_hash": digest(secret)})
    await _record(unit, actor, row, event=Happening.CALENDAR_FEED_CREATED, verb="create", version=1)
    return feed_id


async def revoke(work: Work, actor: Actor, feed_id: UUID, key: Key | None = None) -> UUID:
    """The id of the link, which nobody can read any more. Raises NotPermitted or NotFound; once revoked it stays so."""
    actor = permitted(actor, "calendar_feed.write")

    async def do(unit: Unit) -> list[Outcome]:
        found = await storage.listed(unit.connection, actor, [feed_id])
        if not found:
            raise NotFound(Thing.CALENDAR_LINK)
        if await storage.revoke(unit.connection, feed_id, unit.now):
            await _record(unit, actor, found[0], event=Happening.CALENDAR_FEED_REVOKED, verb="revoke", version=2)
        return [Outcome(feed_id, version=2)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _record(unit: Unit, actor: Actor, row: CalendarFeedRow, *, event: Happening, verb: str, version: int) -> None:
    """In the account's journal; a link over all accounts belongs to none."""
    if row["account_id"] is None:
        return
    await unit.lock("account", [row["account_id"]])
    unit.record(
        subject_kind="calendar_feed",
        subject_id=row["id"],
        version=version,
        order_id=row["account_id"],
        verb=verb,
        event=event,
        reason=SENTENCES[verb].said(),
        data={"name": row["name"]},
        told=False,
        on_behalf=is_on_behalf(actor),
    )


async def published(work: Work, secret: str) -> Published:
    """What the link with this secret shows. Raises NotFound for an unknown or revoked one, and where its maker is no longer here."""
    row = await storage.by_hash(work.reader, digest(secret)) if SESSION_FORM.fullmatch(secret) else None
    if row is None:
        raise NotFound(Thing.CALENDAR)
    now, over_all = work.now, row["account_id"] is None
    actor = calendar_feeds.reader(row["id"], row["name"], row["account_id"])
    found = await foc_calendar.numbers(work.reader, actor, now - PAST, now + AHEAD)
    changes = await foc_calendar.changes(work.reader, {number["request_id"] for number in found})
    ports = foc_events.ports(found, changes, work.settings.base_url, name_accounts=over_all)
    if row["last_used_at"] is None or now - row["last_used_at"] >= NOTED_EVERY:
        await work.unit(lambda unit: storage.touch(unit.connection, row["id"], now))
    name = (foc_events.OVER_ALL.said() if over_all else foc_events.OF_ACCOUNT.said(name=str(row["a_name"]))).text
    return Published(name, ports, sha256(repr((foc_events.FORM_OF_TAGS, name, ports)).encode()).hexdigest()[:32])
