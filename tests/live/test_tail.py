"""The ring: bounded, in order, and honest about what it does not hold."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from portico.live.tail import Ring
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row

EPOCH = "0123456789abcdef"


def at(xid: int, position: int) -> Cursor:
    """The cursor of the entry that stands there."""
    return Cursor.at(EPOCH, entry(xid, position))


def entry(xid: int, position: int) -> Row:
    return {"xid": xid, "position": position, "id": UUID(int=xid * 1000 + position)}


def filled(size: int, *places: tuple[int, int]) -> Ring:
    """A ring to which these entries came one by one."""
    ring = Ring(at(1, 0), size)
    for xid, position in places:
        ring.append([entry(xid, position)], at(xid, position))
    return ring


def kept(ring: Ring) -> list[tuple[int, int]]:
    entries: list[Row] = ring.part(ring.first, 1000)
    return [(one["xid"], one["position"]) for one in entries]


def test_it_keeps_at_least_its_size_and_never_more_than_a_quarter_above_it() -> None:
    ring = Ring(at(1, 0), 8)
    for position in range(1, 1001):
        ring.append([entry(1, position)], at(1, position))
        count = ring.end - ring.first
        assert min(position, 8) <= count < 10
        assert kept(ring) == [(1, place) for place in range(position - count + 1, position + 1)]
        assert ring.floor == at(1, position - count)


def test_one_long_page_leaves_only_the_newest() -> None:
    ring = Ring(at(1, 0), 8)
    ring.append([entry(1, position) for position in range(1, 501)], at(2, 7))
    assert kept(ring) == [(1, position) for position in range(493, 501)]
    assert (ring.floor, ring.head, ring.first, ring.end) == (at(1, 492), at(2, 7), 492, 500)


def test_order_is_by_transaction_first() -> None:
    ring = filled(8, (5, 30), (5, 31), (6, 10), (7, 12))
    assert [ring.number_after(at(*place)) for place in ((1, 0), (5, 30), (5, 99), (6, 9), (6, 10), (7, 12), (7, 999))] == [
        0,
        1,
        2,
        2,
        3,
        4,
        4,
    ]


@pytest.mark.parametrize(
    ("cursor", "holds"),
    [
        (at(1, 0), True),
        (at(5, 30), True),
        (at(7, 12), True),
        (at(5, 31), False),
        (replace(at(5, 30), tag="deadbeef"), False),
        (at(7, 13), False),
        (at(0, 9), False),
        (Cursor("f" * 16, 5, 30), False),
    ],
    ids=["the floor", "an entry", "the head", "no entry's place", "another entry's place", "ahead", "before the floor", "another database"],
)
def test_it_holds_what_follows_a_cursor_between_floor_and_head(cursor: Cursor, holds: bool) -> None:
    assert filled(8, (5, 30), (7, 12)).holds(cursor) is holds


def test_starting_over_leaves_nobody_a_place() -> None:
    ring = filled(8, (5, 30), (7, 12))
    place = ring.end
    ring.start_over(Cursor("f" * 16, 2, 1))
    assert place < ring.first == ring.end
    assert not ring.holds(at(7, 12))
    assert ring.holds(Cursor("f" * 16, 2, 1))
