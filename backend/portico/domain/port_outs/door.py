"""The door for port-outs: what a gaining carrier has to prove before it hears anything, and what it then hears. DOMAIN.md §5.

Whoever has not proved the account and every number hears one answer, whatever was wrong: a number is proved by its own PIN, or, where none
is required, by its account's number. One that was proved opens no answer about others. A carrier that guessed too often about a number gets
that same answer even when it guesses right: another one would tell it that the number is here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from portico.domain import reasons
from portico.domain.dates import calendar
from portico.domain.inventory.phone_numbers import display
from portico.domain.reasons import PortOutRejectCode as Code
from portico.domain.refusals import Blocker
from portico.domain.sentences import Sentence
from portico.domain.statuses import PhoneNumberStatus, PortOutRequestStatus

TRIES: Final = 5
ALARMING: Final = 20
"""So many wrong guesses about a number, whoever made them, and each time so many more, are told to its owner and to staff."""
TOLD: Final = 5
"""So often within that time the owner of a number hears of a carrier that proved the number and is refused for something else."""
TRIES_WITHIN: Final = timedelta(hours=24)
GUESSES: Final = frozenset({Code.ACCOUNT_MISMATCH, Code.PIN_INVALID, Code.PIN_REQUIRED})
"""What counts as a try: somebody said something about the account that is not so."""
AT_HOME: Final = frozenset({PhoneNumberStatus.ACTIVE, PhoneNumberStatus.PORTING_OUT})
SHOWN: Final = 20


class Pin(Enum):
    """What became of the PIN that was given."""

    NOT_NEEDED = "NOT_NEEDED"
    RIGHT = "RIGHT"
    WRONG = "WRONG"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number that was asked for, beside what is known of it; `id` is None for a number that is not in the inventory."""

    e164: str
    id: UUID | None = None
    version: int = 0
    account_id: UUID | None = None
    status: PhoneNumberStatus | None = None
    locked: bool = False
    account_named: bool = False
    pin: Pin = Pin.MISSING
    tries: int = 0
    """How often the carrier guessed wrong about it within `TRIES_WITHIN`."""
    told: int = 0
    """How often its owner heard of the carrier since then, and it was no guess."""
    failures: int = 0

    @property
    def is_home(self) -> bool:
        """In service here, on the account that was named."""
        return self.account_named and self.status in AT_HOME

    @property
    def is_proved(self) -> bool:
        """In service here, and asked for by who holds what it takes: for this number, whatever was proved of others."""
        by_account = self.pin is Pin.NOT_NEEDED and self.account_named
        return self.status in AT_HOME and (self.pin is Pin.RIGHT or by_account) and not self.is_out_of_tries

    @property
    def is_out_of_tries(self) -> bool:
        return self.tries >= TRIES


@dataclass(frozen=True, slots=True)
class Admission:
    """`blockers` is what the carrier hears, `true_codes` (by number) what was wrong; both empty lets the request in."""

    proved: bool
    blockers: tuple[Blocker, ...]
    true_codes: Mapping[str, Code]


def judge(asked: Sequence[AskedNumber], *, proved_before: bool = False) -> Admission:
    """Whether these numbers may be asked for together, by what was proved about them.

    `proved_before`: they come into a request whose carrier has named the account already; each still needs its own PIN.
    """
    proved = (proved_before or any(number.is_home for number in asked)) and all(number.is_proved for number in asked)
    codes = {number.e164: code for number in asked if (code := _true_code(number)) is not None}
    if not proved:
        return Admission(False, (_blocker(Code.ACCOUNT_MISMATCH),), codes)
    heard: dict[Code, list[str]] = {}
    for number in asked:
        if (code := _heard(number)) is not None:
            heard.setdefault(code, []).append(number.e164)
    return Admission(True, tuple(_blocker(code, numbers) for code, numbers in heard.items()), codes if heard else {})


def _heard(number: AskedNumber) -> Code | None:
    """What a carrier that proved itself hears of a number."""
    if not number.is_home:
        return Code.NUMBER_NOT_ON_ACCOUNT
    if number.status is PhoneNumberStatus.PORTING_OUT:
        return Code.DUPLICATE_REQUEST
    return Code.LOCKED if number.locked else None


def _true_code(number: AskedNumber) -> Code | None:
    """What was wrong with a number, for its owner; None where nothing was."""
    if number.id is None:
        return None
    if not number.account_named:
        return Code.ACCOUNT_MISMATCH
    if number.status not in AT_HOME:
        return Code.NUMBER_INACTIVE
    wrong_pin = {Pin.WRONG: Code.PIN_INVALID, Pin.MISSING: Code.PIN_REQUIRED}.get(number.pin)
    return wrong_pin or _heard(number)


_OF_NUMBERS: Final = Sentence("port_out_reason.of_numbers", "{why} ({numbers})")
_AND_MORE: Final = Sentence("port_out_reason.of_more_numbers", "{why} ({numbers} and {count} more)")


def _blocker(code: Code, numbers: Sequence[str] = ()) -> Blocker:
    said = reasons.port_out_reason(code).sentence.said()
    if not numbers:
        return Blocker(code, said)
    shown, more = ", ".join(map(display, numbers[:SHOWN])), len(numbers) - SHOWN
    return Blocker(code, _AND_MORE.said(why=said, numbers=shown, count=more) if more > 0 else _OF_NUMBERS.said(why=said, numbers=shown))


def is_guess(number: AskedNumber, code: Code) -> bool:
    """Whether this refusal counts as a try: nothing was proved of the number, or something said of its account is not so."""
    return code in GUESSES or not number.is_proved


def is_told(number: AskedNumber, code: Code) -> bool:
    """Whether its owner hears of this refusal: of so many within a day, and no more."""
    return not number.is_out_of_tries if is_guess(number, code) else number.told < TOLD


def is_alarming(failures: int) -> bool:
    return failures > 0 and failures % ALARMING == 0


def is_first_view(status: PortOutRequestStatus, viewed_at: datetime | None) -> bool:
    """Whether the owner opening a request is news: only while it waits for their decision."""
    return status is PortOutRequestStatus.ACTION_REQUIRED and viewed_at is None


def is_past(day: date, now: datetime, zones: Iterable[str]) -> bool:
    """Whether the day is over wherever the numbers are."""
    return all(day < calendar.day_in_zone(now, zone) for zone in zones)
