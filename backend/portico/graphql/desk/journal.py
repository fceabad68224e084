"""The journal as people read it: the timeline of a subject or an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any, Final, cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain import entry_facts, ids, reasons
from portico.domain.actors import AT_THE_COMMAND_LINE, THE_CUSTOMER, THE_OPERATOR, Actor
from portico.domain.ids import PREFIXES
from portico.domain.reasons import PortOutRejectCode
from portico.domain.sentences import Said
from portico.graphql.desk import journal_data
from portico.graphql.desk.journal_enums import JournalStatus, JournalVerb, SubjectKind, kind_named, status_named, verb_named
from portico.graphql.engine.connections import connection, connection_of_each, place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import ActorRole, EventName, event_name
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.lists import Narrowed
from portico.graphql.engine.pagination import After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.read_off_row import OfALevel, ReadAs, ReadOffRow, columns, read_alike, spelled, told
from portico.graphql.engine.scalars import row_id
from portico.operations.desk.keeping.retention import REDACTED
from portico.storage.desk import journal
from portico.storage.engine.lazy_row import LazyRow
from portico.storage.engine.listing import Select
from portico.storage.engine.paging import Each, Place
from portico.storage.engine.rows import Columns, Row
from portico.storage.people import accounts

OPERATOR = THE_OPERATOR.english
_BEGINS: Final = {kind: f"{prefix}_" for kind, prefix in PREFIXES.items()}
"""How the ids of each kind of thing begin."""
ROLES: Final = {role.value: role for role in ActorRole}


@strawberry.type(description="Who did something.")
class JournalActor(ReadOffRow):
    role: ActorRole = strawberry.field(description="What kind of actor.")
    name: str = strawberry.field(
        description="Their name; customers see staff as the operator, carriers an account's people as the customer."
    )
    on_behalf: bool = strawberry.field(description="Whether staff acted on behalf of the customer.")
    row: strawberry.Private[Row]
    hidden: strawberry.Private[bool]
    outside: strawberry.Private[bool]


def _actor_name(actor: JournalActor) -> str:
    row = actor.row
    if actor.outside and row["actor_role"] == "CUSTOMER":
        return THE_CUSTOMER.english
    is_operator = row["actor_role"] == "STAFF" or row["actor_kind"] == AT_THE_COMMAND_LINE
    return OPERATOR if actor.hidden and is_operator else row["actor_name"]


JournalActor.TOLD = {
    "role": read_alike(lambda row: ROLES[row["actor_role"]], "actor_role"),
    "name": told(_actor_name, "actor_role actor_kind actor_name"),
    **columns(("on_behalf",)),
}


@strawberry.type(description="A fact of an entry: which date moved from when to when, what was changed, what was wrong.")
class JournalFact:
    text: str = strawberry.field(
        description="The fact as a sentence; days are those of the losing carrier's clock, instants are told on the clock their mails name."
    )
    code: str = strawberry.field(description="The sentence's code, to translate it by, e.g. `fact.foc_moved`.")
    params: JSON = strawberry.field(
        description="What it names, by parameter; a sentence or phrase within it as `{code, params, text}`, days and instants as ISO 8601."
    )

    @classmethod
    def of(cls, said: Said) -> JournalFact:
        return cls(text=said.text, code=said.code or "", params=cast("JSON", said.named))


@strawberry.type(
    description="One thing that happened. Entries are never changed, but for one thing: when retention deletes an order, "
    "what its entries say of people and why goes with it. Those of an order that ended go where the operator chose a period for them."
)
class JournalEntry(ReadOffRow, Fetchable):
    id: strawberry.ID = strawberry.field(description="Opaque id.")
    at: datetime = strawberry.field(description="When.")
    event: EventName = strawberry.field(description="What happened.")
    verb: JournalVerb = strawberry.field(description="The verb that did it.")
    actor: JournalActor = strawberry.field(description="Who did it.")
    subject_kind: SubjectKind = strawberry.field(description="What it happened to.")
    subject_id: strawberry.ID = strawberry.field(description="The id of what it happened to.")
    subject_version: int = strawberry.field(description="The version it reached.")
    order_id: strawberry.ID = strawberry.field(description="The request (or account) it belongs to.")
    order_sequence: int = strawberry.field(
        description="Its place in what happened to that porting or port-out request: it goes up, and what is not shown to you leaves gaps. "
        "Of accounts and carriers it says nothing."
    )
    move_id: str = strawberry.field(description="The command it was part of.")
    from_status: JournalStatus | None = strawberry.field(description="The status before.")
    to_status: JournalStatus | None = strawberry.field(description="The status after.")
    reason: str = strawberry.field(description="Why, for people.")
    reason_code: str | None = strawberry.field(
        description="The code of the sentence in `reason`, to translate it by, e.g. `porting_number.start`; null where somebody wrote it."
    )
    reason_params: JSON | None = strawberry.field(
        description="What the sentence names, by parameter; null where somebody wrote the reason."
    )
    facts: list[JournalFact] = strawberry.field(description="What became of what, beside the reason; empty where that says it all.")
    number: str | None = strawberry.field(description="The number it was about, E.164.")
    data: JSON = strawberry.field(
        description="What was asked, without secrets and with ids as they are spelled here, and what `changed` (name: before and after); "
        "of a FOC date its days, too: `foc_date`, `foc_date_before`."
    )
    row: strawberry.Private[Row]
    hidden: strawberry.Private[bool]
    outside: strawberry.Private[bool]


def entry_node(row: Row, actor: Actor) -> JournalEntry:
    """The entry as this viewer may read it: customers and carriers see who among the operator's people acted as the operator."""
    outside = actor.carrier_id is not None
    shown = _without_the_owners_words(row) if outside else row
    return JournalEntry.made(row=shown, hidden=actor.account_id is not None or outside, outside=outside)


REJECTED: Final = "port_out_request.rejected"
TO_JUDGE: Final = ("event", "data")
"""What is read of every entry that a carrier is shown, whatever it asks for."""


def _without_the_owners_words(row: Row) -> Row:
    """A gaining carrier is told the reason that was chosen, and not what the owner wrote beside it."""
    instead, names = _told_carriers(row), (row.as_read if isinstance(row, LazyRow) else row).keys()
    return {name: instead.get(name, row[name]) for name in names} if instead else row


def _told_carriers(row: Row) -> Columns:
    """What stands in an entry of a rejection for whoever is not the owner; nothing of any other entry."""
    if row["event"] != REJECTED or "code" not in row["data"]:
        return {}
    chosen = reasons.port_out_reason(PortOutRejectCode(row["data"]["code"])).sentence.said()
    kept = {name: value for name, value in row["data"].items() if name != "comment"}
    return {"reason": chosen.text, "reason_code": chosen.code, "reason_params": chosen.named, "data": kept}


def plainly(entry: JournalEntry) -> dict[str, Any]:
    """All of an entry, by the names of its fields."""
    found = {name: getattr(entry, name) for name in JournalEntry.TOLD}
    actor = {name: getattr(entry.actor, name) for name in JournalActor.TOLD}
    return found | {"actor": actor, "facts": [asdict(fact) for fact in entry.facts]}


def _actor(entry: JournalEntry) -> JournalActor:
    return JournalActor.made(row=entry.row, hidden=entry.hidden, outside=entry.outside)


def _subject_id(row: Mapping[str, Any]) -> str:
    begins = _BEGINS.get(row["subject_kind"])
    return begins + ids.body(row["subject_id"]) if begins else ""


def _order_id(row: Mapping[str, Any]) -> str:
    return _BEGINS[row["order_kind"]] + ids.body(row["order_id"])


JournalEntry.TOLD = {
    "id": spelled("journal_entry", "id"),
    **columns(("at",)),
    "verb": read_alike(lambda row: verb_named(row["verb"]), "verb"),
    "event": read_alike(lambda row: event_name(row["event"]), "event"),
    "actor": ReadAs(_actor, frozenset(("actor_role", "actor_kind", "actor_name", "on_behalf")), same_row=True),
    "subject_kind": read_alike(lambda row: kind_named(row["subject_kind"]), "subject_kind"),
    "subject_id": read_alike(_subject_id, "subject_kind subject_id"),
    **columns(("subject_version",)),
    "order_id": read_alike(_order_id, "order_kind order_id"),
    **columns(("order_sequence",)),
    "move_id": told(lambda entry: str(entry.row["move_id"]), "move_id"),
    "from_status": read_alike(lambda row: status_named(row["from_status"]), "from_status"),
    "to_status": read_alike(lambda row: status_named(row["to_status"]), "to_status"),
    **columns(("reason", "reason_code", "reason_params")),
    "facts": told(lambda entry: [JournalFact.of(said) for said in _facts(entry.row)], "event data reason_code"),
    "number": told(lambda entry: entry.row["data"].get("e164"), "data"),
    "data": told(lambda entry: journal_data.told(entry.row["data"]), "data"),
}
JournalEntry.column = JournalActor.column = staticmethod(journal.column)
_ROWS = Narrowed(JournalEntry, journal.OF_A_ROW)


def _facts(row: Row) -> Iterable[Said]:
    """Of an order that was deleted nothing is told any more, not even what could be read off an entry that holds nothing."""
    return () if row["reason_code"] == REDACTED.code else entry_facts.facts(row["event"], row["data"])


async def timeline(context: Context, of: journal.Of, value: UUID, place: Place) -> Any:
    """What happened to a subject (`subject_id`) or an order (`order_id`), newest first."""
    actor = context.actor

    def make() -> Select:
        return _ROWS.narrow(context, journal.timeline(actor, of, value), journal.NEWEST, *_to_judge(actor))

    return await connection(context, make, journal.NEWEST, place, partial(_read, actor))


def timelines(of: journal.Of) -> OfALevel:
    """The first page of the timeline of every node of a level, or the last, in one statement for all of it."""

    async def read(context: Context, nodes: Sequence[Any], given: Mapping[str, Any]) -> Sequence[Any]:
        actor, each = context.actor, Each(f"j.{of}", list(dict.fromkeys(node.row["id"] for node in nodes)))

        def make() -> Select:
            return _ROWS.narrow(context, journal.told_to(actor), journal.NEWEST, of, *_to_judge(actor))

        place = place_at(given["first"], None, given["last"], None)
        pages = await connection_of_each(context, make, each, journal.NEWEST, place, partial(_read, actor))
        found = dict(zip(each.keys, pages, strict=True))
        return [found[node.row["id"]] for node in nodes]

    return OfALevel(frozenset({"first", "last"}), read)


def _to_judge(actor: Actor) -> Sequence[str]:
    return TO_JUDGE if actor.carrier_id is not None else ()


async def _read(actor: Actor, found: Sequence[Row]) -> Rows[JournalEntry]:
    typed = journal.decoder(found)
    raw = found if actor.carrier_id is None else [journal.instead(row, _told_carriers(typed(row))) for row in found]

    def made(row_as_read: Row) -> tuple[Row, JournalEntry]:
        row = typed(row_as_read)
        return row, entry_node(row, actor)

    return Rows(raw, made)


JournalConnection = Paged[JournalEntry]


async def resolve_of_account(
    info: Info, id: Id, *, first: First = None, after: After = None, last: Last = None, before: Before = None
) -> JournalConnection | None:
    """What happened to the account's own things; None where there is no such account for the viewer."""
    actor, key = info.context.require("account.read"), row_id("account", id)
    if key is None or not await accounts.by_ids(info.context.work.reader, actor, [key]):
        return None
    return await timeline(info.context, "order_id", key, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def by_ids(context: Context, ids: list[UUID]) -> dict[UUID, JournalEntry]:
    """These entries, as far as the viewer may see them."""
    found = await journal.by_ids(context.work.reader, context.actor, ids)
    return {row["id"]: entry_node(row, context.actor) for row in found}
