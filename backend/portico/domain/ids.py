"""Identifiers: UUIDv7 inside, an opaque prefixed spelling at the edge (`pnum_01hw3v…`).

Time comes first in a UUIDv7, so rows written together lie together in every index; Python 3.11 has no `uuid7` of its own.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Final
from uuid import UUID

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: sorts like the number and has no i, l, o, u to misread
LENGTH: Final = 26
SPELLED_KEPT: Final = 16_384
"""Of some 300 bytes each."""
_SIXTY_BITS: Final = (1 << 60) - 1
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_RANDOM_BITS: Final = 74  # 12 beside the version and 62 beside the variant


PREFIXES: Final[Mapping[str, str]] = {
    "porting_request": "preq",
    "porting_number": "pnum",
    "port_out_request": "pout",
    "port_out_order": "pono",
    "snapback": "snap",
    "internal_move": "imov",
    "account": "acct",
    "user": "user",
    "company_profile": "prof",
    "configuration_profile": "conf",
    "document": "doc",
    "carrier": "carr",
    "phone_number": "phon",
    "journal_entry": "jrnl",
    "porting_attempt": "attm",
    "delivery": "dlvr",
    "charge": "chrg",
    "comment": "cmnt",
    "secret_reveal": "rvsc",
    "business_day_override": "bday",
    "requirement_override": "rqov",
    "fee_schedule": "fees",
    "reason_text": "rtxt",
    "calendar_feed": "cale",
    "api_token": "tokn",
    "link": "link",
    "session": "sess",
    "sign_in": "sgin",
    "webhook_endpoint": "hook",
    "installation": "inst",
    "legal_hold": "hold",
    "retention_period": "rtnp",
    "evidence_pack": "evid",
}
"""How the ids of each kind of row begin at the edge."""


class _Clock:
    """Gives the random part of the next id: fresh in a new millisecond, a little larger in the same one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = -1
        self._random = 0

    def next(self, millisecond: int) -> int:
        with self._lock:
            if millisecond == self._millisecond:
                self._random += 1 + secrets.randbits(32)
            else:
                # The top bit starts at zero: room for 2**40 steps of the largest size before it could overflow.
                self._millisecond, self._random = millisecond, secrets.randbits(_RANDOM_BITS - 1)
            return self._random


_clock = _Clock()


def new_id(now: datetime | None = None) -> UUID:
    """A UUIDv7 of this instant, larger than every id this process made in the same millisecond.

    `now` is an aware datetime (the unit's clock, so that a test's time shows in the ids too); without it the system's clock.
    """
    return _of(_millisecond(now or datetime.now(UTC)))


def new_ids(count: int, now: datetime) -> list[UUID]:
    """So many of them, in order."""
    millisecond = _millisecond(now)
    return [_of(millisecond) for _ in range(count)]


def _millisecond(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(milliseconds=1)


def _of(millisecond: int) -> UUID:
    random = _clock.next(millisecond)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=millisecond << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def spelled(kind: str, value: UUID | str) -> str:
    """The edge's spelling of a row's id, or of its text."""
    return encode(PREFIXES[kind], value)


def read(kind: str, text: str) -> UUID:
    """The row's id behind the edge's spelling; anything else, another kind's id too, raises ValueError."""
    return decode(PREFIXES[kind], text)


def encode(prefix: str, value: UUID | str) -> str:
    """The edge's spelling of an id: `encode("pnum", uuid)` is `pnum_` and 26 lowercase letters and digits."""
    return f"{prefix}_{body(value)}"


@lru_cache(maxsize=SPELLED_KEPT)
def body(value: UUID | str) -> str:
    """The edge's spelling of an id, or of its text, without its prefix. Who looks at a row looks at it again, so the last ones are kept."""
    number = int(value.replace("-", ""), 16) if isinstance(value, str) else value.int
    pairs, triples = _syllables()
    high, low = number >> 60, number & _SIXTY_BITS
    middle = high & _SIXTY_BITS
    return (
        f"{pairs[high >> 60]}"
        f"{triples[middle >> 45]}{triples[middle >> 30 & 32767]}{triples[middle >> 15 & 32767]}{triples[middle & 32767]}"
        f"{triples[low >> 45]}{triples[low >> 30 & 32767]}{triples[low >> 15 & 32767]}{triples[low & 32767]}"
    )


@cache
def _syllables() -> tuple[Sequence[str], Sequence[str]]:
    """Two letters by ten bits, and three by fifteen: an id is spelled by nine of them, hundreds of ids in an answer."""
    pairs = [one + other for one in ALPHABET for other in ALPHABET]
    return pairs, [pair + letter for pair in pairs for letter in ALPHABET]


def decode(prefix: str, text: str) -> UUID:
    """The UUID behind an edge id of this kind; anything else, another kind's id too, raises ValueError."""
    found, value = split(text)
    if found != prefix:
        raise ValueError(f"expected an id that begins with {prefix}_")
    return value


def split(text: str) -> tuple[str, UUID]:
    """The prefix and UUID of any edge id (what `node(id)` needs); a malformed one raises ValueError.

    Each id has exactly one spelling: upper case and padding are refused, so ids can be compared as text.
    """
    prefix, mark, body = text.rpartition("_")
    if not mark or not prefix or len(body) != LENGTH or not _VALUES.keys() >= set(body):
        raise ValueError("not an id of Portico")
    number = 0
    for letter in body:
        number = number << 5 | _VALUES[letter]
    if number >> 128:
        raise ValueError("not an id of Portico")
    return prefix, UUID(int=number)
