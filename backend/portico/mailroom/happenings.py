"""What happened to one subject as a letter tells it: facts out of its journal entry, and in which way it happened. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from portico.domain.dates import calendar, foc_calendar
from portico.domain.port_ins.porting_number import PROVISION_AHEAD
from portico.domain.port_ins.porting_number_guards import ASK_AGAIN_AFTER, cancelable_until
from portico.domain.reasons import is_the_customers
from portico.domain.statuses import PortingNumberStatus, Role
from portico.mailroom.letters.spoken import somebodys_reason
from portico.storage.row_types.journal import JournalEntryRow

NUMBER_KINDS: Final = ("porting_number", "phone_number")
CANCELLATION_REJECTED: Final = "porting_number.cancellation_rejected"
STANDING_DATES: Final = ("answer_due_at", "first_possible_date", "ready_until")
"""Dates of a request that stand until a move changes them: a letter tells those of its own move."""
DATED: Final = ("porting_number.foc_confirmed", "porting_number.foc_revised")
"""Events that give a number its date, and so the moment until which a cancellation can be asked for."""
DETACHED: Final = "detached"
BY_ITSELF: Final = "by_itself"
PERFORMED: Final = "porting_request.performed"
_WAYS_OF_MOMENTS: Final = {(False, True): None, (True, True): "moved", (True, False): "dropped", (False, False): "none"}
"""By whether a moment of porting stood before and is set now."""

_WAYS_OF_MATCHES: Final = {
    (False, True): None, (False, False): "going_on", (True, True): "anew", (True, False): "anew_going_on"
}  # fmt: skip
"""By whether another carrier was matched before, and whether a number is to be resubmitted."""

_WAYS_BY_FACT: Final[Mapping[str, tuple[str, str | None, str | None]]] = {
    "port_out_request.amended": ("approval", "approved", None),
    "port_out_request.paper_added": ("approval", "approved", None),
    "porting_number.completed": ("configuration", None, "unconfigured"),
    "porting_request.delayed": ("cancellation_open", "undecided", None),
}
"""By event the fact that decides, and the ways with it and without."""


@dataclass(frozen=True, slots=True)
class NamesTold:
    """What journal entries mean to people, by the id of their subject: numbers, FOC dates, configurations, documents and comments."""

    numbers: Mapping[UUID, str] = field(default_factory=dict)
    foc_dates: Mapping[UUID, str] = field(default_factory=dict)
    configurations: Mapping[UUID, str] = field(default_factory=dict)
    documents: Mapping[UUID, Mapping[str, object]] = field(default_factory=dict)
    comments: Mapping[UUID, str] = field(default_factory=dict)
    rejections: Mapping[UUID, datetime] = field(default_factory=dict)
    """When the last cancellation was rejected, by number whose letter may say until when one can be asked for."""
    elsewhere: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    """The losing carrier and the zone of its dates, by number that is with another one than its request names."""

    def number(self, entry: JournalEntryRow) -> str | None:
        found = entry["data"].get("e164") or self.numbers.get(entry["subject_id"])
        return str(found) if found and entry["subject_kind"] in NUMBER_KINDS else None


def happening(entry: JournalEntryRow, names: NamesTold, cancel_cutoff_hours: int | None = None) -> dict[str, Any]:
    """One entry as a letter tells it: the reason that somebody gave, else the code of Portico's own, for which a letter has its words."""
    data, subject = entry["data"], entry["subject_id"]
    changed = data.get("changed", {})
    facts = {
        "foc_at": data.get("foc_at") or names.foc_dates.get(subject),
        "foc_before": _before(changed, "foc_at"),
        "perform_at": data.get("perform_at"),
        "release_zone": data.get("release_zone"),
        **{name: changed[name][1] for name in STANDING_DATES if name in changed},
        "perform_before": _before(changed, "perform_at"),
        "configuration": names.configurations.get(subject),
        "document": names.documents.get(subject),
        "fields": data.get("fields"),
        "quote": names.comments.get(subject) or data.get("words"),
        "codes": data.get("codes"),
        "resumes": data.get("resumes"),
        "to_resubmit": data.get("to_resubmit"),
        "carrier_before": data.get("carrier_before"),
        "approval": data.get("approval"),
        "cancellation_open": data.get("cancellation_open"),
        "blocking_code": data.get("code") if entry["subject_kind"] == "porting_number" else None,
        "reason": somebodys_reason(entry) or data.get("comment"),
        "reason_code": entry["reason_code"],
        "reason_params": entry["reason_params"],
        "number": names.number(entry),
        **names.elsewhere.get(subject, {}),
        BY_ITSELF: entry["event"] == PERFORMED and of_the_clock([entry]),
        "ported_at": entry["at"].isoformat() if entry["event"] == PERFORMED else None,
    }
    known = {name: value for name, value in facts.items() if value} | _deadlines(entry, facts["foc_at"], names, cancel_cutoff_hours)
    told = {"event": entry["event"], "subject": entry["subject_kind"], "from": entry["from_status"], "to": entry["to_status"], **known}
    return told | ({"way": way} if (way := _way(told, entry["at"])) else {})


def of_the_clock(entries: Iterable[JournalEntryRow]) -> bool:
    """Whether nobody did it: the moment that was set for it had come."""
    return all(entry["actor_role"] == Role.SYSTEM.name for entry in entries)


def of_move(
    entries: Sequence[JournalEntryRow], told: Sequence[JournalEntryRow], names: NamesTold, cancel_cutoff_hours: int | None
) -> list[dict[str, Any]]:
    """What a letter tells of one move: its `told` entries, and what it did to others or left undone as far as that is to be known."""
    found = [happening(entry, names, cancel_cutoff_hours) for entry in told]
    if any(entry["data"].get(DETACHED) for entry in entries):
        found = [each | {"way": DETACHED} if each["event"] == "port_out_request.completed" else each for each in found]
    return [*found, *(stays for entry in told for stays in _staying(entry, names))]


def undone(facts: Mapping[str, Any], move: Iterable[JournalEntryRow]) -> dict[str, Any]:
    """What letters tell of an order as it stood before this move of its own."""
    moved = [entry["data"].get("changed", {}) for entry in move if entry["subject_kind"] == "porting_request"]
    before = {name: changed[name][0] for changed in reversed(moved) for name in (*STANDING_DATES, "perform_at") if name in changed}
    return {name: value for name, value in {**facts, **before}.items() if value is not None}


def dates_undone(foc_dates: Mapping[UUID, str], move: Iterable[JournalEntryRow]) -> dict[UUID, str]:
    """The FOC dates as they stood before this move."""
    before = {entry["subject_id"]: _before(entry["data"].get("changed", {}), "foc_at") for entry in move if _moves_a_date(entry)}
    return {key: value for key, value in {**foc_dates, **before}.items() if value}


def _moves_a_date(entry: JournalEntryRow) -> bool:
    return entry["subject_kind"] == "porting_number" and "foc_at" in entry["data"].get("changed", {})


def left_out(entries: Iterable[JournalEntryRow]) -> list[UUID]:
    """The numbers that these moves of their order did not reach."""
    return [UUID(key) for entry in entries for group in entry["data"].get("stay", ()) for key in group["numbers"]]


def _staying(entry: JournalEntryRow, names: NamesTold) -> Iterator[dict[str, Any]]:
    """The numbers that a move of their order did not reach, each with why it stays as it is."""
    for group in entry["data"].get("stay", ()):
        status, why = group["status"], group["why"]
        way = "pending" if status == PortingNumberStatus.CANCELLATION_PENDING else "stays"
        told = {"event": entry["event"], "subject": "porting_number", "from": status, "to": status, "way": way, "why": why}
        for key, number in group["numbers"].items():
            foc_at = names.foc_dates.get(UUID(key))
            yield {**told, "number": number, **names.elsewhere.get(UUID(key), {})} | ({"foc_at": foc_at} if foc_at else {})


def _before(changed: Mapping[str, Any], name: str) -> Any:
    return changed.get(name, [None])[0]


def _deadlines(entry: JournalEntryRow, foc_at: str | None, names: NamesTold, cancel_cutoff_hours: int | None) -> dict[str, str]:
    rejected = entry["event"] == CANCELLATION_REJECTED
    rejected_at = entry["at"] if rejected else names.rejections.get(entry["subject_id"])
    again = rejected_at + ASK_AGAIN_AFTER if rejected_at and rejected_at <= entry["at"] else None
    until = cancelable_until(datetime.fromisoformat(foc_at), cancel_cutoff_hours) if foc_at and cancel_cutoff_hours is not None else None
    found = deadlines(entry["at"], again, until)
    return found | ({"ask_again_at": again.isoformat()} if rejected and again else {})


def deadlines(at: datetime, again: datetime | None, until: datetime | None) -> dict[str, str]:
    """From when on a cancellation can be asked for once more and until when: only where somebody can act before it is too late."""
    if until is None or until <= max(at, again or at):
        return {}
    once_more = {"ask_again_at": again.isoformat()} if again and again > at else {}
    return {**once_more, "cancel_until": until.isoformat()}


def _way(told: Mapping[str, Any], at: datetime) -> str | None:
    """In which way an event happened that has words for several."""
    match told["event"]:
        case "porting_request.perform_scheduled":
            return _WAYS_OF_MOMENTS["perform_before" in told, "perform_at" in told]
        case "porting_number.action_required" if not is_the_customers(told.get("codes", ())):
            return "ours" if told["to"] == PortingNumberStatus.ACTION_REQUIRED else "ours_if_rejected"
        case event if event in _WAYS_BY_FACT:
            fact, known, unknown = _WAYS_BY_FACT[event]
            return known if told.get(fact) else unknown
        case "porting_number.foc_confirmed" | "porting_number.foc_revised" | "porting_number.provisioned":
            return _nearness(told, at)
        case event if event in _WAYS_BY_MOMENT:
            return _WAYS_BY_MOMENT[event](told, at)
    return None


def _performed(told: Mapping[str, Any], at: datetime) -> str | None:
    """By itself, or late: where the clock came long after the moment that was set for it, that is no date of the port."""
    moment = told.get("perform_before")
    in_time = moment is None or foc_calendar.was_at(datetime.fromisoformat(moment), at, calendar.AMSTERDAM)
    return None if not told.get(BY_ITSELF) else BY_ITSELF if in_time else "late"


def _nearness(told: Mapping[str, Any], at: datetime) -> str | None:
    """Of a date that stands: behind, or so near that its number is added at once."""
    if told["to"] != PortingNumberStatus.FOC_DATE_SET or "foc_at" not in told:
        return None
    foc = datetime.fromisoformat(told["foc_at"])
    return "passed" if foc_calendar.has_passed(foc, at) else "near" if foc - PROVISION_AHEAD <= at else None


def _way_on(told: Mapping[str, Any], at: datetime) -> str | None:
    """With what a port goes on whose cancellation was rejected: a correction, a date behind or ahead, or neither yet."""
    if told.get("resumes") == PortingNumberStatus.ACTION_REQUIRED:
        return "to_correct" if is_the_customers(told.get("codes", ())) else "ours"
    if "foc_at" not in told:
        return None
    if foc_calendar.has_passed(datetime.fromisoformat(told["foc_at"]), at):
        return "passed"
    return "dated" if "cancel_until" in told else "final"


def _matched(told: Mapping[str, Any], _at: datetime) -> str | None:
    return _WAYS_OF_MATCHES["carrier_before" in told, "to_resubmit" in told]


_WAYS_BY_MOMENT: Final[Mapping[str, Callable[[Mapping[str, Any], datetime], str | None]]] = {
    CANCELLATION_REJECTED: _way_on,
    PERFORMED: _performed,
    "porting_request.losing_carrier_matched": _matched,
}
"""By event what tells its way by more than one fact, or by when it happened."""
