"""Answers to an attempt that another one followed: nothing moves by them, and staff hear what was said. DOMAIN.md §1 "carrier"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from portico.domain.actors import Actor
from portico.domain.conditions import S, refuse_unmet
from portico.domain.events import Happening
from portico.domain.grammar import Transition
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.refusals import invalid
from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.statuses import Role
from portico.domain.words.values import day

_LATE: Final = Sentence(
    "porting_number.answered_late", "“{action}” was said of attempt {attempt} after attempt {newest} had been sent: it moved nothing."
)
_SAID_DAY: Final = Sentence("fact.said_day", "The FOC date that was said: {day}.")
_SAID_WORDS: Final = Sentence("fact.said_words", "In the carrier's words: “{words}”.")
_UNNAMED: Final = Sentence("attempt.required", "Name the attempt you answer: the newest one of this number is {newest}.")
_UNKNOWN: Final = Sentence("attempt.not_found", "There is no attempt {attempt}: the newest one of this number is {newest}.")


def answered_late(number: PortingNumberView, action: Said, actor: Actor, attempt: int | None) -> Said | None:
    """What is kept of an answer to an earlier attempt; None for an answer to the newest, which a carrier names unless it is the first.

    Raises InvalidInput where a carrier names none, and for an attempt that the number was never in.
    """
    if attempt is None and actor.role is Role.CARRIER and number.attempt_no > 1:
        raise invalid("attempt", "REQUIRED", _UNNAMED.said(newest=number.attempt_no))
    if attempt is None or attempt == number.attempt_no:
        return None
    if attempt not in number.earlier_attempts:
        raise invalid("attempt", "NOT_FOUND", _UNKNOWN.said(attempt=attempt, newest=number.attempt_no))
    return _LATE.said(action=action, attempt=attempt, newest=number.attempt_no)


def check(rows: Iterable[Transition[S]], subject: S, asked: object, actor: Actor, now: datetime) -> None:
    """Raises InvalidInput for what could not have been said in time either: codes, words and dates are asked of it as then."""
    open_rows = [row for row in rows if subject.flow in row.flow and actor.role in row.by]
    checks = dict.fromkeys(check for row in open_rows for check in row.checks if not check.of_now)
    refuse_unmet(checks, subject, asked, actor, now)


def facts(event: str, data: Mapping[str, Any]) -> Iterator[Said]:
    """What was said by it, of which nothing was taken."""
    if event != Happening.PORTING_NUMBER_ANSWERED_LATE:
        return
    if said_day := data.get("foc_date"):
        yield _SAID_DAY.said(day=day(date.fromisoformat(said_day)))
    if words := data.get("said"):
        yield _SAID_WORDS.said(words=quoted(words))
