"""One thing is one thing: `1 files`, `1 mails sent` and `Try again in 1 seconds` stood in the terminal and in answers."""

from __future__ import annotations

import re

import pytest

from portico.cli.desk.holding import WORDS
from portico.cli.printing import counted
from portico.domain.desk import retention
from portico.domain.refusals import TooManyRequests
from portico.operations.desk.keeping import retention_periods


@pytest.mark.parametrize(("count", "said"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1_234, "1,234 files")])
def test_one_file_is_not_called_files(count: int, said: str) -> None:
    assert counted(count, "file") == said


def test_what_a_release_lets_happen_once_is_said_of_one() -> None:
    for one, many in WORDS.values():
        assert one != many
        assert not re.search(r"^(daily |Dutch )?(requests|numbers|mails|callbacks|events|messages|entries|papers|drafts|digests)\b", one)


def test_one_day_and_one_second_are_not_told_as_several() -> None:
    assert [retention.days(count).text for count in (1, 30, 2_557)] == ["1 day", "30 days", "2,557 days"]
    assert TooManyRequests(1).message == "Too many requests. Try again in a second."
    assert retention_periods.ONE.keys() == retention_periods.WORDS.keys()
