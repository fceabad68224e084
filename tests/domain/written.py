"""What a cell says a move writes, held against the columns it does write: each word cleared, kept or appended as its grid means it.

A column that no word of the cell speaks of is kept. Columns the subject has no view of are `UNSEEN` before, so writing one shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portico.domain.grammar import Followed
from portico.domain.lifecycle import Decision
from portico.domain.port_outs.port_out_request import approval_digest
from portico.domain.reasons import port_in_reason, port_out_reason
from portico.domain.sentences import Said
from portico.domain.tables import LIFECYCLES
from tests.domain.asking import FOLLOWED, OWN_WORDS
from tests.domain.lifecycles.cells import GONE, Cell, Grid
from tests.domain.moments import NOW
from tests.domain.situations import Situation, reasons_of

UNSEEN = object()
OF_EVERY_MOVE = {"status", "waiting_on", "status_reason"}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Move:
    """A decision beside the situation it was made in."""

    of: Situation
    role: str
    cell: Cell
    found: Decision

    @property
    def asked(self) -> Any:
        return self.of.asked(self.role)

    @property
    def reason(self) -> str | None:
        """What the actor gave; nothing where it is blank, or where nobody gave any: it follows."""
        if isinstance(self.asked, Followed):
            return None
        return (getattr(self.asked, "reason", None) or "").strip() or None

    def before(self, column: str) -> Any:
        return _plain(getattr(self.of.subject, column, UNSEEN))

    def after(self, column: str) -> Any:
        return _plain(self.found.changes[column]) if column in self.found.changes else self.before(column)

    def codes(self, column: str) -> list[str | None]:
        """The code of each sentence that is said in a column; None for somebody's own words."""
        said = self.found.changes[column]
        return [part.code for part in said.parts or (said,)]

    def keeps(self, columns: Iterable[str]) -> bool:
        return all(self.after(column) == self.before(column) for column in columns)


def _plain(value: Any) -> Any:
    if isinstance(value, Said):
        return value.text
    return list(value) if isinstance(value, tuple) else value


def check(grid: Grid, move: Move) -> None:
    """Every word of the cell is true, every column without a word is kept, and the entry says whose reason it was and for whom."""
    assert ("porting_request.erase" in map(str, move.found.then)) == (move.cell.status == GONE)
    words = move.cell.changes
    for word, value in words.items():
        assert _is_true(grid, move, word, value), f"{word}={value}: {dict(move.found.changes)}"
    named = {column for word in words for column in grid.columns[word]} | OF_EVERY_MOVE
    touched = [column for column in move.found.changes if column not in named and move.after(column) != move.before(column)]
    assert touched == [], f"written, and in no word of the cell: {touched}"
    assert move.found.said.text == _reason(move, words.get("entry")), "the reason of its entry"
    assert "status_reason" in words or _says_why(grid, move), "why it stands there"
    assert move.found.on_behalf == ("on_behalf" in words), "on behalf"
    assert move.found.transition.owes == words.get("owes"), "what the carrier is owed"
    for word, kept in (("flagged", "flag"), ("overridden", "override")):
        assert (word in words) == any(kept in entry for entry in move.found.changes.get("foc_history", ()))
    assert ("overridden" in words) == move.found.data.get("override", False), "an override is told where it took effect"


ENTRIES = {
    "carried": FOLLOWED,
    "own": OWN_WORDS,
    "moment_set": "The moment at which it is ported by itself was set.",
    "no_moment": "No moment is set at which it is ported by itself.",
    "one_of_two": "One person of the owner's agreed; a second one has to agree as well.",
    "held_up": "The port cannot go on as it is.",
    "canceled_as_asked": "The losing carrier is ready, so the request was canceled as the customer had asked.",
}


def _reason(move: Move, entry: str | None) -> str:
    if entry in {"text", "text_and_given"}:
        return " ".join(filter(None, (port_in_reason(move.asked.code).text, move.reason)))
    if entry:
        return str(move.asked.comment) if entry == "comment" else ENTRIES[entry]
    return move.reason or move.found.transition.sentence


def _says_why(grid: Grid, move: Move) -> bool:
    """Where no word of the cell says otherwise: what leads to a status says there what its entry says, and what leads nowhere keeps it."""
    if not LIFECYCLES[grid.lifecycle].tells_why or not move.found.transition.targets:
        return "status_reason" not in move.found.changes
    return bool(move.found.changes["status_reason"] == move.found.said and move.found.said.text)


def _is_true(grid: Grid, move: Move, word: str, value: str) -> bool:
    special = SPECIAL.get((grid.lifecycle, word, value)) or SPECIAL.get((grid.lifecycle, word, "*"))
    if special:
        return special(move, value)
    return all(PLAIN[value](move, column) for column in grid.columns[word])


PLAIN: Mapping[str, Callable[[Move, str], bool]] = {
    "now": lambda move, column: bool(move.after(column) == NOW),
    "cleared": lambda move, column: move.after(column) in (None, []),
    "asked": lambda move, column: bool(move.after(column) == getattr(move.asked, column)),
    "given": lambda move, column: bool(move.after(column) == move.reason),
}
"""Values that mean the same in every grid."""

Check = Callable[[Move, str], bool]


def are(**values: Callable[[Move], Any]) -> Check:
    """These columns have these values."""
    return lambda move, _value: all(move.after(column) == value(move) for column, value in values.items())


def nothing(_move: Move) -> None:
    """None."""


def now(_move: Move) -> datetime:
    return NOW


# Porting numbers.

HISTORY_SAYS = {
    "withdraw_foc": "withdrawn",
    "require_action": "correction needed",
    "mark_not_portable": "not portable",
    "accept_cancellation": "canceled",
    "mirror_canceled": "ended with the request",
    "mirror_rejected": "ended with the request",
}

FLAGS = {"yes": "outside business days", "passed": "passed already"}


def _foc(move: Move, value: str) -> bool:
    """The history is what it was and one entry more: of the new date, or of the one that was dropped."""
    old = move.before("foc_at")
    moment = _moment(move, value)
    spoken_of = moment or old
    if spoken_of is None:
        return move.keeps(["foc_at", "foc_history"])
    change = ("revised" if old else "confirmed") if moment else HISTORY_SAYS[move.of.row.verb]
    change = "performed" if value == "performed" else change
    entry = {"foc_at": spoken_of.isoformat(), "at": NOW.isoformat(), "change": change}
    return bool(move.after("foc_at") == moment and move.after("foc_history") == [*move.before("foc_history"), entry | _looks(move)])


def _looks(move: Move) -> dict[str, object]:
    """What a date is that deserves a look, whoever took it; of one that staff took, that they did. A holiday is named."""
    cells, asked = move.cell.changes, move.of.row.facts.get("asks.foc_at")
    flag = {"flag": FLAGS[cells["flagged"]]} if "flagged" in cells else {}
    own = {"override": True, "why": FLAGS["passed" if asked == "past" else "yes"]} if "overridden" in cells else {}
    return {**flag, **own, **({"holiday": "Memorial Day"} if (flag or own) and asked == "holiday" else {})}


def _moment(move: Move, value: str) -> Any:
    match value:
        case "asked":
            return move.asked.foc_at
        case "first_possible_date":
            return datetime.combine(move.of.subject.request_first_possible_date, time(9), AMSTERDAM).astimezone(UTC)
        case "perform_at":
            return move.of.subject.request_perform_at
        case "performed":
            return NOW
    return None


def _given_or_texts(move: Move, _value: str) -> bool:
    texts = " ".join(port_in_reason(code).text for code in move.asked.codes)
    codes = [None] if move.reason else [f"port_in_reason.{code}" for code in move.asked.codes]
    return bool(move.after("status_reason") == (move.reason or texts)) and move.codes("status_reason") == codes


def _raised(move: Move) -> list[Mapping[str, Any]]:
    """The codes, each with the words that were said beside them."""
    words = {"words": move.reason} if move.reason else {}
    return [reason | words for reason in reasons_of(*move.asked.codes)]


def _given_and_wrong(move: Move, _value: str) -> bool:
    (wrong,) = move.before("status_reasons")
    said = f"{move.reason} To be corrected now: {wrong['text'][0].lower()}{wrong['text'][1:]}"
    return bool(move.after("status_reason") == said) and move.codes("status_reason") == [None, "reasons.to_correct_now"]


def _confirmed(move: Move, _value: str) -> bool:
    confirmed = [{"code": str(one.code), "comment": one.comment} for one in move.asked.confirmed or []]
    return bool(move.after("reasons_confirmed") == confirmed)


def _kept_or_now(move: Move, _value: str) -> bool:
    return bool(move.after("provisioned_at") == (move.before("provisioned_at") or NOW))


def _decided(move: Move, _value: str) -> bool:
    decided = move.after("cancellation_decided_at") == NOW and move.after("cancellation_decision_reason") == move.reason
    return decided and move.keeps(["cancellation_asked_at", "cancellation_reason"])


NUMBER: Mapping[tuple[str, str], Check] = {
    ("attempt", "new"): are(
        attempt_no=lambda move: move.of.subject.next_attempt_no,
        verified_at=nothing,
        handed_over_at=nothing,
        sent_to_id=lambda move: move.of.subject.request_losing_carrier_id,
        sent_through_id=lambda move: move.of.subject.network_carrier_id,
    ),
    ("handed_over", "now"): are(verified_at=now, handed_over_at=now, handed_to_id=lambda move: move.of.subject.sent_to_id),
    ("carriers", "both"): are(
        sent_to_id=lambda move: move.of.subject.request_losing_carrier_id,
        sent_through_id=lambda move: move.of.subject.network_carrier_id,
        handed_to_id=lambda move: move.of.subject.request_losing_carrier_id,
    ),
    ("foc", "*"): _foc,
    ("flagged", "*"): lambda _move, _value: True,  # looked at with every entry of the history, as the next is
    ("overridden", "yes"): lambda _move, _value: True,
    ("provisioned_at", "kept_or_now"): _kept_or_now,
    ("reasons", "raised"): are(status_reasons=_raised, reasons_raised_at=now),
    ("status_reason", "given_or_texts"): _given_or_texts,
    ("status_reason", "given_and_wrong"): _given_and_wrong,
    ("status_reason", "own"): are(status_reason=lambda _move: OWN_WORDS),
    ("status_reason_code", "own"): are(status_reason_code=lambda _move: "63"),
    ("status_reason", "of_the_request"): are(status_reason=lambda _move: FOLLOWED),
    ("reasons_confirmed", "asked"): _confirmed,
    ("cancellation", "asked"): are(
        cancellation_asked_at=now,
        cancellation_reason=lambda move: move.reason,
        cancellation_decided_at=nothing,
        cancellation_decision_reason=nothing,
    ),
    ("cancellation", "decided"): _decided,
    **{
        ("resume", status): lambda move, value: bool(move.after("resume_status") == value)
        for status in ("IN_PROCESS", "ACTION_REQUIRED", "FOC_DATE_SET")
    },
    **{("entry", whose): lambda _move, _value: True for whose in ("carried", "own")},  # looked at with every entry
    ("owes", "*"): lambda _move, _value: True,  # likewise
}

# Porting requests.

COUNTS = {
    "completed": "2 of 2 numbers ported.",
    "canceled": "0 of 2 numbers ported, 2 canceled.",
    "not_portable": "0 of 2 numbers ported, 2 not portable.",
    "completed_and_canceled": "1 of 2 numbers ported, 1 canceled.",
    "completed_and_not_portable": "1 of 2 numbers ported, 1 not portable.",
    "canceled_and_not_portable": "0 of 2 numbers ported, 1 canceled, 1 not portable.",
    "all_three": "1 of 3 numbers ported, 1 canceled, 1 not portable.",
}


def _day_90(move: Move) -> datetime:
    """The midnight after the 90th day."""
    return datetime.combine(move.asked.first_possible_date + timedelta(days=91), time(0), AMSTERDAM).astimezone(UTC)


def _text_of_the_code(move: Move, _value: str) -> bool:
    code = move.asked.code
    same = move.after("status_reason") == " ".join(filter(None, (port_in_reason(code).text, move.reason)))
    return bool(same and move.codes("status_reason") == [f"port_in_reason.{code}", *([None] if move.reason else [])])


REQUEST: Mapping[tuple[str, str], Check] = {
    ("answer_due_at", "third_working_day"): are(answer_due_at=lambda _move: datetime(2026, 3, 5, 23, tzinfo=UTC)),  # a Thursday's end
    ("ready_until", "day_90"): are(ready_until=_day_90),
    ("cancellation", "asked"): are(cancellation_asked_at=now),
    ("cancellation", "none"): are(cancellation_asked_at=nothing),
    ("status_reason", "counts"): are(status_reason=lambda move: COUNTS[move.of.row.facts["outcome"]]),
    ("status_reason", "text"): _text_of_the_code,
    ("status_reason", "text_and_given"): _text_of_the_code,
    ("status_reason_code", "asked"): are(status_reason_code=lambda move: move.asked.code),
    ("losing_carrier", "matched"): are(losing_carrier_id=lambda move: move.asked.carrier_id, losing_carrier_name=nothing),
    **{
        ("entry", whose): lambda _move, _value: True for whose in ("text", "text_and_given", "moment_set", "no_moment")
    },  # looked at with every entry
    ("on_behalf", "yes"): lambda _move, _value: True,  # looked at with every entry
    ("owes", "*"): lambda _move, _value: True,  # likewise
}

# Port-out requests.


def _given_or_text(move: Move, _value: str) -> bool:
    codes = [None] if move.asked.comment else [f"port_out_reason.{move.asked.code}"]
    said = move.asked.comment or port_out_reason(move.asked.code).text
    return bool(move.after("status_reason") == said) and move.codes("status_reason") == codes


def _requested_day(move: Move) -> datetime:
    """Nine o'clock on the requested date, where the numbers are."""
    return datetime.combine(move.of.subject.requested_date, time(9), ZoneInfo("America/New_York"))


def _digest_of_part(move: Move) -> str:
    return approval_digest(move.of.subject.gaining_carrier_id, move.of.subject.requested_date, move.asked.numbers)


PORT_OUT: Mapping[tuple[str, str], Check] = {
    ("approval", "by_customer"): are(
        approved_at=now, approved_by=lambda move: move.of.actor(move.role).id, approved_digest=lambda move: move.of.subject.digest
    ),
    ("approval", "by_policy_setter"): are(
        approved_at=now, approved_by=lambda move: move.of.subject.policy_set_by, approved_digest=lambda move: move.of.subject.digest
    ),
    ("first", "by_customer"): are(
        first_approved_at=now,
        first_approved_by=lambda move: move.of.actor(move.role).id,
        first_approved_digest=lambda move: move.of.subject.digest,
    ),
    ("approval", "of_part"): are(approved_at=now, approved_by=lambda move: move.of.actor(move.role).id, approved_digest=_digest_of_part),
    ("first", "of_part"): are(
        first_approved_at=now, first_approved_by=lambda move: move.of.actor(move.role).id, first_approved_digest=_digest_of_part
    ),
    ("first", "kept_of_part"): are(first_approved_digest=_digest_of_part),
    ("first", "void"): are(first_approved_at=nothing, first_approved_by=nothing, first_approved_digest=nothing),
    ("amended", "actor"): are(amended_by=lambda move: [*map(str, move.of.subject.amended_by), str(move.of.actor(move.role).id)]),
    ("approval", "void"): are(approved_at=nothing, approved_by=nothing, approved_digest=nothing),
    ("expires_at", "anew"): are(expires_at=lambda move: NOW + timedelta(hours=move.of.subject.port_out_hours)),
    ("release_at", "requested_date"): are(release_at=_requested_day),
    ("reject", "asked"): are(reject_code=lambda move: str(move.asked.code), reject_comment=lambda move: move.asked.comment),
    ("status_reason", "given_or_text"): _given_or_text,
    **{("entry", whose): lambda _move, _value: True for whose in ("comment", "one_of_two")},  # looked at with every entry
}
PHONE_NUMBER: Mapping[tuple[str, str], Check] = {
    ("unlocks", "in_a_day"): are(unlocks_at=lambda _move: NOW + timedelta(hours=24)),
    ("detached", "as_it_was"): are(detached_profile_id=lambda move: move.of.subject.configuration_profile_id),
    ("profile", "as_it_was"): are(configuration_profile_id=lambda move: move.of.subject.detached_profile_id),
    ("profile", "of_the_port"): are(configuration_profile_id=lambda move: move.of.subject.profile_when_ported),
}
DOCUMENT: Mapping[tuple[str, str], Check] = {
    ("named_fields", "asked"): are(named_fields=lambda move: move.asked.fields),
}
SNAPBACK: Mapping[tuple[str, str], Check] = {("owes", "*"): lambda _move, _value: True}  # looked at with every entry
INTERNAL_MOVE: Mapping[tuple[str, str], Check] = {
    ("redeemed", "by_customer"): are(redeemed_at=now, redeemed_by=lambda move: move.of.actor(move.role).id),
}
# A row of its own: looked at by the operations' matrix.
ORDER: Mapping[tuple[str, str], Check] = {("fee", "*"): lambda _move, _value: True}

SPECIAL: Mapping[tuple[str, str, str], Check] = {
    (lifecycle, *said): check
    for lifecycle, special in (
        ("porting_number", NUMBER),
        ("porting_request", REQUEST),
        ("port_out_request", PORT_OUT),
        ("phone_number", PHONE_NUMBER),
        ("document", DOCUMENT),
        ("snapback", SNAPBACK),
        ("internal_move", INTERNAL_MOVE),
        ("port_out_order", ORDER),
    )
    for said, check in special.items()
}
