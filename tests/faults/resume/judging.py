"""What each listener must have heard, as the database has it, and how what it heard differs from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import asyncpg

from portico.domain.ids import spelled
from tests.faults.resume.casting import Cast
from tests.faults.resume.writing import GIVEN_UP

JOURNAL: Final = """subscription Follow($after: String, $filter: JournalFilter) { journal(after: $after, filter: $filter) { __typename
    ... on JournalPage { cursor entries { id } } ... on Problem { code } } }"""
WRITTEN: Final = """SELECT id, subject_id, subject_version, event, reason, order_id, account_id, internal, told FROM journal_entry
    WHERE (xid, position) > ($1::text::xid8, $2::bigint) ORDER BY xid, position"""


@dataclass(frozen=True)
class Verdict:
    """Entries that one listener missed, got more than once, got though they are not its own, and how many stood before an earlier one."""

    lost: int
    doubled: int
    strange: int
    misplaced: int

    @property
    def clean(self) -> bool:
        return self == Verdict(0, 0, 0, 0)


def judged(heard: Sequence[str], wanted: Sequence[str]) -> Verdict:
    counts, places = Counter(heard), {entry: place for place, entry in enumerate(wanted)}
    own = [places[entry] for entry in heard if entry in places]
    return Verdict(
        lost=len(places.keys() - counts.keys()),
        doubled=sum(count - 1 for count in counts.values()),
        strange=len(counts.keys() - places.keys()),
        misplaced=sum(later < earlier for earlier, later in pairwise(own)),
    )


@dataclass(frozen=True)
class Side:
    """A kind of listener: whose token it has, how it narrows its feed, and the same as a condition on a row of the journal."""

    token: str
    filter: Mapping[str, Any]
    column: str | None = None
    value: object = None

    def feed(self, cast: Cast, after: str) -> Mapping[str, Any]:
        """As a client asks for it."""
        return {"token": cast.tokens[self.token], "query": JOURNAL, "variables": {"after": after, "filter": dict(self.filter)}}

    def wanted(self, entries: Sequence[asyncpg.Record]) -> list[str]:
        return [spelled("journal_entry", entry["id"]) for entry in entries if self.column is None or entry[self.column] == self.value]


def sides(cast: Cast) -> Sequence[Side]:
    """The carrier has the first account's numbers, so it hears what that account does, but for what a carrier is not told."""
    first, second = cast.accounts
    order = spelled("porting_request", cast.orders[0])
    return (
        Side("staff", {}),
        Side("account 0", {}, "account_id", first),
        Side("account 1", {}, "account_id", second),
        Side("carrier", {}, "account_id", first),
        Side("staff", {"orderId": order}, "order_id", cast.orders[0]),
        Side("staff", {"events": ["PORTING_NUMBER_FOC_REVISED"]}, "event", "porting_number.foc_revised"),
    )


async def written(url: str, after: str) -> Sequence[asyncpg.Record]:
    """All that was committed behind the cursor, as PostgreSQL's own order of commits has it."""
    _epoch, xid, position, _tag = after.split(".")
    connection = await asyncpg.connect(url)
    try:
        found: Sequence[asyncpg.Record] = await connection.fetch(WRITTEN, xid, int(position))
        return found
    finally:
        await connection.close()


def check_what_was_answered(acknowledged: set[tuple[str, int]], entries: Sequence[asyncpg.Record]) -> None:
    """What a server has said is so stands in the journal once, and of what was given up nothing does."""
    there = Counter((spelled("porting_number", entry["subject_id"]), entry["subject_version"]) for entry in entries)
    assert [each for each in acknowledged if there[each] != 1] == []
    assert not any(entry["reason"] == GIVEN_UP for entry in entries)
