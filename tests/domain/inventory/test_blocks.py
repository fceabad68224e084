"""What is left of direct-dial blocks when numbers leave them, and how people write it."""

from __future__ import annotations

import pytest

from portico.domain.inventory.blocks import left_of, shown
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import DialedBlock, LineReading

STEM = "+493023456"
WHOLE = DialedBlock(STEM, "0", "00", "09")
NUMBERS = [f"{STEM}0", *(f"{STEM}{each:02}" for each in range(10))]


def without(*dialed: str) -> tuple[DialedBlock, ...]:
    return left_of([WHOLE], [number for number in NUMBERS if number.removeprefix(STEM) not in dialed])


def test_a_block_of_which_nothing_left_is_the_block() -> None:
    assert left_of([WHOLE], NUMBERS) == (WHOLE,)
    assert (WHOLE.count, shown(WHOLE)) == (11, "+49 30 23456-0 (00-09)")


def test_a_letter_does_not_name_numbers_that_left_the_block() -> None:
    assert without("05") == (DialedBlock(STEM, "0", "00", "04"), DialedBlock(STEM, None, "06", "09"))
    assert without("00", "08") == (DialedBlock(STEM, "0", "01", "07"), DialedBlock(STEM, None, "09", "09"))
    assert without("0") == (DialedBlock(STEM, None, "00", "09"),)
    assert without(*(f"{each:02}" for each in range(10))) == (DialedBlock(STEM, None, "0", "0"),)
    assert left_of([WHOLE], ["+4930234567"]) == ()


def test_an_attendant_inside_its_block_is_one_number_and_stays_with_it() -> None:
    block = DialedBlock(STEM, "5", "1", "9")
    assert left_of([block], [f"{STEM}{each}" for each in (1, 2, 4, 5, 9)]) == (
        DialedBlock(STEM, None, "1", "2"),
        DialedBlock(STEM, "5", "4", "5"),
        DialedBlock(STEM, None, "9", "9"),
    )
    assert (block.count, left_of([block], [f"{STEM}{each}" for each in range(1, 10)])) == (9, (block,))


def test_what_is_left_is_written_as_it_is_read() -> None:
    parts = without("05")
    assert [shown(each) for each in parts] == ["+49 30 23456-0 (00-04)", "+49 30 23456-06..09"]
    for each in parts:
        found = read_line(shown(each), "DE")
        assert isinstance(found, LineReading)
        assert found.block == each


@pytest.mark.parametrize("block", [DialedBlock(STEM, None, "7", "7"), DialedBlock(STEM, "0", "07", "07")])
def test_one_number_that_is_left_is_no_range(block: DialedBlock) -> None:
    assert block.extent == block.first
    assert ".." not in shown(block)
