"""One move on one order, composed into what is owed: a letter per address, a callback, events to endpoints, what its carrier gets. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from portico.domain import entry_facts, events, ids
from portico.domain.desk import webhooks
from portico.domain.events import RowEvent
from portico.domain.people import notifications
from portico.domain.people.notifications import NewsKind
from portico.domain.statuses import PORT_OUT_ENDED, Role
from portico.domain.tables import ACTS_OF_CARRIERS
from portico.domain.words import mails
from portico.domain.words.mails import Audience
from portico.domain.words.mails.receiving import LetterGround
from portico.mailroom.happenings import BY_ITSELF, NUMBER_KINDS, NamesTold, of_move, of_the_clock
from portico.storage.desk.addressees import PORT_OUT_REQUEST, ToldOrder
from portico.storage.engine.outbox import DeliveryKind, endpoint, owing
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.outbox import DeliveryRow

ACKNOWLEDGED: Final = frozenset(
    f"port_out_request.{happened}"
    for happened in "approved approved_in_part first_approved_in_part split_off approved_on_deadline staff_approved".split()
)
"""What a gaining carrier hears beside the end of its request."""

TO_ADMINISTRATORS: Final = frozenset({"port_out_request.staff_approved"})
"""What the administrators of an account are told beside its addresses."""

SNAPBACK: Final = "snapback"
OF_ONE_NUMBER: Final = frozenset({"porting_number", SNAPBACK})
"""Entries that a carrier is owed something by are about their own number; those of a request about all that move with it."""

Whole = Mapping[str, Any]
RenderedContent = Mapping[str, Any]
"""What an event carries beside its type and its instant: `data`, and `errors` where a selection met some."""


@dataclass(frozen=True, slots=True)
class Hearer:
    """A webhook endpoint that hears of an order: the `whole` of it as it was rendered, or the content that its selection was answered."""

    id: UUID
    events: Sequence[str]
    rendered: Whole
    whole: bool


def moves(entries: Iterable[JournalEntryRow]) -> list[list[JournalEntryRow]]:
    """An order's entries, in its sequence, cut into moves: a unit holds the order's lock, so a move's entries lie together."""
    return [list(group) for _, group in groupby(entries, key=itemgetter("move_id"))]


def told(entries: Iterable[JournalEntryRow]) -> list[JournalEntryRow]:
    """The entries the world outside hears of."""
    return [entry for entry in entries if entry["told"] and not entry["internal"]]


def primary(entries: Sequence[JournalEntryRow]) -> int:
    """Which of a move's told entries it is about: the order's own (the last of them, as `concluded` follows), else the first one."""
    own = [place for place, entry in enumerate(entries) if entry["subject_kind"] == entry["order_kind"]]
    numbers = [place for place, entry in enumerate(entries) if entry["subject_kind"] == "porting_number"]
    return own[-1] if own else (numbers or [0])[0]


def compose(
    order: ToldOrder, entries: Sequence[JournalEntryRow], names: NamesTold, request: Whole | None, listeners: Iterable[Hearer] = ()
) -> list[DeliveryRow]:
    """The deliveries of one move; `request` is the rendered order for the callback, None where there is nobody to call back."""
    owed: list[DeliveryRow] = []
    if tellable := told(entries):
        owed += letters(order, entries, tellable, names)
        if request is not None and order.callback_url is not None:
            owed.append(_posted(order, tellable, (DeliveryKind.CALLBACK, order.callback_url), data(tellable, names, request)))
        owed += [heard for listener in listeners if (heard := _heard(order, tellable, names, listener))]
    if order.carrier_id is not None and (tasks := carrier_tasks(order, entries, names)):
        to_carrier = _carriers_callback if order.carrier_callback and order.kind == PORT_OUT_REQUEST else _carrier
        owed.append(to_carrier(order, order.carrier_id, entries, tasks))
    return owed


def letters(order: ToldOrder, moved: Sequence[JournalEntryRow], entries: Sequence[JournalEntryRow], names: NamesTold) -> list[DeliveryRow]:
    """One letter per address about a move's told `entries`: to the audience, and to people who want news of any kind that this is."""
    lead = primary(entries)
    event, status = entries[lead]["event"], entries[lead]["to_status"]
    payload = letter(order, of_move(moved, entries, names, order.cancel_cutoff_hours), lead)
    place, move = (order.kind, order.id, entries[-1]["order_sequence"]), entries[0]["move_id"]
    kinds = {notifications.kind_of(entry["event"], entry["to_status"]) for entry in entries}
    return [
        owing(DeliveryKind.EMAIL, address, each, event=RowEvent(event), move_id=move, order=place, account_id=order.account_id)
        for address, each in addressed(order, payload, mails.wording(event, status).to, kinds, event in TO_ADMINISTRATORS)
    ]


def addressed(
    order: ToldOrder, payload: Mapping[str, Any], audience: Audience, kinds: Collection[NewsKind], administrators: bool = False
) -> list[tuple[str, dict[str, Any]]]:
    """The letter for everyone of this audience but staff (who belong to no order), then for who wants such news, each with its grounds.

    Without doubles in another spelling: one address has one letter, whatever all it receives it for.
    """
    profile = order.profile_emails if audience is Audience.PORTING_CONTACTS else ()
    account = LetterGround.ADMINISTRATOR if order.told_administrators else LetterGround.ACCOUNT
    listed = [(email, LetterGround.PROFILE) for email in profile] + [(email, account) for email in order.account_emails]
    listed += [(email, LetterGround.ADMINISTRATOR) for email in order.administrators if administrators]
    listed += [(each.email, LetterGround.CHOSEN) for each in order.subscribers if each.kind in kinds]
    found: dict[str, tuple[str, list[LetterGround]]] = {}
    for address, ground in ((email.strip(), ground) for email, ground in listed if email.strip()):
        _, grounds = found.setdefault(address.casefold(), (address, []))
        grounds += [] if ground in grounds else [ground]
    return [(address, {**payload, "grounds": grounds}) for address, grounds in found.values()]


def letter(order: ToldOrder, happenings: Sequence[Mapping[str, Any]], lead: int = 0) -> dict[str, Any]:
    """A letter's payload: facts only, so that its wording is made when it is sent and its size stays small."""
    about = {"kind": order.kind, "id": ids.spelled(order.kind, order.id), "reference": order.reference, **order.facts}
    return {"order": about, "happenings": list(happenings), "lead": lead}


def data(entries: Sequence[JournalEntryRow], names: NamesTold, request: Whole) -> RenderedContent:
    """What an event carries where nobody selects anything else."""
    about = {"move": str(entries[0]["move_id"]), "sequence": entries[-1]["order_sequence"]}
    return {"data": about | {"events": [_event(entry, names) for entry in entries], "request": request}}


def _heard(order: ToldOrder, entries: Sequence[JournalEntryRow], names: NamesTold, listener: Hearer) -> DeliveryRow | None:
    """What an endpoint is owed of a move: the events that it hears, or nothing."""
    heard = [entry for entry in entries if webhooks.hears(listener.events, entry["event"])]
    if not heard:
        return None
    content = data(heard, names, listener.rendered) if listener.whole else listener.rendered
    return _posted(order, heard, (DeliveryKind.WEBHOOK, endpoint(listener.id)), content, listener.id)


def _posted(
    order: ToldOrder,
    entries: Sequence[JournalEntryRow],
    way: tuple[DeliveryKind, str],
    content: RenderedContent,
    endpoint_id: UUID | None = None,
) -> DeliveryRow:
    """The event as Standard Webhooks wants it, kept as the very text that is sent, so that every try sends the same bytes."""
    lead = entries[primary(entries)]
    body = {"type": lead["event"], "timestamp": instant(entries[0]["at"]), **content}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return owing(
        *way,
        {"body": text},
        event=RowEvent(lead["event"]),
        move_id=lead["move_id"],
        order=(order.kind, order.id, entries[-1]["order_sequence"]),
        account_id=order.account_id,
        endpoint_id=endpoint_id,
    )


def _event(entry: JournalEntryRow, names: NamesTold) -> dict[str, Any]:
    kind = entry["subject_kind"]
    return {
        "event": entry["event"],
        "number": names.number(entry),
        "numberId": ids.spelled(kind, entry["subject_id"]) if kind in NUMBER_KINDS else None,
        "from": entry["from_status"],
        "to": entry["to_status"],
        "reason": entry["reason"],
        "reasonCode": entry["reason_code"],
        "reasonParams": entry["reason_params"],
        "facts": [fact.kept for fact in entry_facts.facts(entry["event"], entry["data"])],
        "at": instant(entry["at"]),
    }


def carrier_tasks(order: ToldOrder, entries: Sequence[JournalEntryRow], names: NamesTold) -> list[dict[str, Any]]:
    """What the order's carrier is owed by this move, each task once with its numbers; of a port-out it hears status and code, no words."""
    numbers = [entry for entry in entries if entry["subject_kind"] == "porting_number"]
    tasks: dict[str, list[JournalEntryRow]] = {}
    for entry in entries:
        if task := entry["data"].get("owes"):
            own = entry["subject_kind"] in OF_ONE_NUMBER
            tasks.setdefault(task, []).extend([entry] if own else numbers)
    by_itself = {BY_ITSELF: True} if of_the_clock(entries) else {}
    owed = [
        {"task": task, "numbers": [_named(entry, names) for entry in _once(found)], **_due(order, task), **by_itself}
        for task, found in tasks.items()
    ]
    return owed + ([outcome] if order.kind == PORT_OUT_REQUEST and (outcome := _outcome(order, entries)) else [])


def _due(order: ToldOrder, task: str) -> dict[str, Any]:
    """By when what is submitted is answered, as it stands with this move; of a snapback where it stands, and which way it goes."""
    if task == SNAPBACK:
        return {"status": order.facts["snapback_status"], "direction": order.facts["direction"]}
    due = order.facts.get("answer_due_at") if task == "submit" else None
    return {"answer_due_at": due} if due else {}


def _outcome(order: ToldOrder, entries: Iterable[JournalEntryRow]) -> dict[str, Any] | None:
    """What its carrier is told; nothing of what it did itself. Of what others recorded for it, its machine still hears."""
    for entry in entries:
        if entry["actor_role"] == Role.CARRIER.name or (order.carrier_callback is None and entry["event"] in ACTS_OF_CARRIERS):
            return None
        ended = entry["to_status"] in PORT_OUT_ENDED and entry["from_status"] != entry["to_status"]
        if entry["subject_kind"] == PORT_OUT_REQUEST and (ended or entry["event"] in ACKNOWLEDGED):
            said = {"status": entry["to_status"], "event": entry["event"], "code": order.facts.get("reject_code")}
            return {"task": "outcome", "numbers": [], **said, "release_at": order.facts.get("release_at")}
    return None


def _named(entry: JournalEntryRow, names: NamesTold) -> dict[str, Any]:
    return {"id": str(entry["subject_id"]), "e164": entry["data"].get("e164") or names.number(entry)}


def _once(entries: Iterable[JournalEntryRow]) -> list[JournalEntryRow]:
    return list({entry["subject_id"]: entry for entry in entries}.values())


def _carrier(order: ToldOrder, carrier_id: UUID, entries: Sequence[JournalEntryRow], tasks: list[dict[str, Any]]) -> DeliveryRow:
    return owing(
        DeliveryKind.CARRIER,
        f"carrier:{carrier_id}",
        {"tasks": tasks},
        event=events.task(tasks[0]["task"]),
        move_id=entries[0]["move_id"],
        order=(order.kind, order.id, entries[-1]["order_sequence"]),
        account_id=order.account_id,
    )


def _carriers_callback(order: ToldOrder, carrier_id: UUID, entries: Sequence[JournalEntryRow], tasks: list[dict[str, Any]]) -> DeliveryRow:
    """The outcome of its port-out, posted to a gaining carrier: its own reference, status and code, and nothing of what the owner said.

    It is the operator's own delivery: the owner's account sees neither it nor the address.
    """
    (told,) = tasks
    data = {
        "portOutRequest": order.reference,
        "carrierReference": order.facts.get("carrier_reference"),
        "carrierVersion": order.carrier_version,
        "numbers": order.facts.get("numbers", []),
        "status": told["status"],
        "code": told["code"],
        "releaseAt": told["release_at"],
    }
    body = {"type": told["event"], "timestamp": instant(entries[0]["at"]), "data": data}
    return owing(
        DeliveryKind.CALLBACK,
        order.carrier_callback or "",
        {"body": json.dumps(body, ensure_ascii=False, separators=(",", ":")), "carrier": str(carrier_id)},
        event=events.task(told["task"]),
        move_id=entries[0]["move_id"],
        order=(order.kind, order.id, entries[-1]["order_sequence"]),
        account_id=None,
    )


def instant(value: datetime) -> str:
    """An instant as callbacks spell it: RFC 3339 with a Z."""
    return value.isoformat().replace("+00:00", "Z")
