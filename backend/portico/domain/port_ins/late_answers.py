"""Answers to an attempt that another one followed: nothing moves by them, and staff hear what was said. DOMAIN.md §1 "carrier"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.refusals import invalid
from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.statuses import Role
from portico.domain.words.entry_data import EntryData
from portico.domain.words.values import day

_LATE: Final = Sentence(
    "porting_number.answered_late", "“{action}” was said of attempt {attempt} after attempt {newest} had been sent: it moved nothing."
)
_SAID_DAY: Final = Sentence("fact.said_day", "The FOC date that was said: {day}.")
_SAID_WORDS: Final = Sentence("fact.said_words", "In the carrier's words: {words}")
_UNNAMED: Final = Sentence("attempt.required", "Name the attempt you answer: the newest one of this number is {newest}.")
_UNKNOWN: Final = Sentence("attempt.not_found", "There is no attempt {attempt}: the newest one of this number is {newest}.")
_NONE_YET: Final = Sentence("attempt.none_yet", "There is no attempt {attempt}: this number has not been sent to its losing carrier yet.")
_KEPT: Final = Sentence(
    "attempt.answer_kept", "Attempt {attempt} of this number is over: the operator's staff hear what you said, and nothing moved."
)
_NOT_YOURS: Final = Sentence("attempt.not_yours", "You had no attempt {attempt} of this number.")
_STAFF_WORDS: Final = Sentence("fact.said_words.staff", "In the words of staff: {words}")


def answered_late(number: PortingNumberView, action: Said, actor: Actor, attempt: int | None) -> Said | None:
    """What is kept of an answer to an earlier attempt; None for an answer to the newest, which a carrier names unless it is the first.

    Raises InvalidInput where a carrier names none, and for an attempt that the number was never in, or that another carrier had.
    """
    if attempt is None and actor.role is Role.CARRIER and number.attempt_no > 1:
        raise invalid("attempt", "REQUIRED", _UNNAMED.said(newest=number.attempt_no))
    if attempt is None:
        return None
    if attempt != number.attempt_no and attempt not in number.earlier_attempts:
        raise invalid("attempt", "NOT_FOUND", _there_is_none(number, attempt))
    if _had_by_another(number, actor, attempt):
        raise invalid("attempt", "NOT_FOUND", _NOT_YOURS.said(attempt=attempt))
    if attempt == number.attempt_no:
        return None
    return _LATE.said(action=action, attempt=attempt, newest=number.attempt_no)


def _there_is_none(number: PortingNumberView, attempt: int) -> Said:
    """Attempts are counted from 1, so that the newest one of a number without any is none."""
    return _UNKNOWN.said(attempt=attempt, newest=number.attempt_no) if number.attempt_no else _NONE_YET.said(attempt=attempt)


def _had_by_another(number: PortingNumberView, actor: Actor, attempt: int) -> bool:
    """A carrier answers the attempts that it had; the network carrier passes on what any of them says."""
    if actor.role is not Role.CARRIER or actor.carrier_id == number.network_carrier_id:
        return False
    return number.attempt_carriers.get(attempt, actor.carrier_id) != actor.carrier_id


def kept(attempt: int) -> Said:
    """What whoever answers an attempt that is over is told where the number is another's by now: of it, nothing."""
    return _KEPT.said(attempt=attempt)


def facts(event: str, data: EntryData) -> Iterator[Said]:
    """What was said by it, of which nothing was taken."""
    if event != Happening.PORTING_NUMBER_ANSWERED_LATE:
        return
    if said_day := data.get("foc_date"):
        yield _SAID_DAY.said(day=day(date.fromisoformat(said_day)))
    if words := data.get("said"):
        yield (_STAFF_WORDS if data.get("said_by") == Role.STAFF.name else _SAID_WORDS).said(words=quoted(words))
