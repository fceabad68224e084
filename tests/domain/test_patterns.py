"""Patterns of forms: the shipped ones mean what they say, and none, whoever wrote it, takes longer than its value is long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portico.domain import reference
from portico.domain.port_ins.requirements.requirements import all_requirements
from portico.domain.reference import Entry, patterns
from portico.operations.desk.requirement_overrides import MOST_ENTRIES


def shipped() -> list[str]:
    """Every pattern in the files, wherever it stands."""
    pending: list[object] = [reference.load(name) for name in reference.names("requirements")]
    pending += [reference.load("countries.json"), reference.load("companies.json")]
    found: set[str] = set()
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            found |= {value for name, value in each.items() if name == "pattern" and isinstance(value, str)}
            pending += each.values()
        elif isinstance(each, list):
            pending += each
    return sorted(found)


SHIPPED = shipped()


def test_the_files_have_patterns() -> None:
    assert len(SHIPPED) >= 15


@pytest.mark.parametrize("pattern", SHIPPED)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_shipped_pattern_means_what_it_meant_to_python(pattern: str, data: st.DataObject) -> None:
    alphabet = st.characters(max_codepoint=127)
    fitting = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True, alphabet=alphabet))
    place, letter = data.draw(st.integers(0, len(fitting))), data.draw(alphabet)
    for text in (fitting, fitting[:place] + letter + fitting[place:], fitting[:place] + letter + fitting[place + 1 :], fitting[:-1]):
        assert patterns.holds(pattern, text) == (re.fullmatch(pattern, text) is not None), text
    assert patterns.compiled(pattern) is not None


def test_a_digit_is_one_of_ten() -> None:
    assert patterns.holds(r"\d{2}", "42")
    assert not patterns.holds(r"\d{2}", "\u0664\u0662")


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "a*a*a*a*a*a*b", "(.*)*b", "((a{0,9}){0,9}){0,9}b"])
def test_no_pattern_costs_more_with_every_letter(pattern: str) -> None:
    """23 letters took 0.4 s of everybody's time, and each further one doubled it."""
    begun = time.process_time()
    assert not patterns.holds(pattern, "a" * 200)
    assert time.process_time() - begun < 0.1


def test_a_pattern_from_before_that_cannot_be_matched_asks_nothing() -> None:
    assert patterns.holds("(?=a)a", "b")
    assert patterns.holds("a" * 201, "b")


def test_no_shipped_list_is_longer_than_staff_may_write_it() -> None:
    lists: list[Entry] = [reference.load(name) for name in reference.names("requirements")]
    rows = [row for file in lists for row in file.get("requirements", ())]
    assert max(len(value) for row in rows for value in row.values() if isinstance(value, list)) <= MOST_ENTRIES
    assert max(len(each.fields) for each in all_requirements()) <= MOST_ENTRIES
