"""The words of a comment, and who is told of it."""

from __future__ import annotations

import pytest

from portico.domain.desk import comments
from portico.domain.formats import Malformed, paragraphs
from tests.domain.situations import CAST

READ = paragraphs(comments.LENGTH)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Hello.  ", "Hello."),
        ("One\r\nTwo\n\n\n\nThree\t!", "One\nTwo\n\nThree !"),
        ("Grüße, 日本, 👍", "Grüße, 日本, 👍"),
        ("x" * 4000, "x" * 4000),
    ],
)
def test_lines_stay_and_the_rest_is_tidied(given: str, kept: str) -> None:
    assert READ(given) == kept


@pytest.mark.parametrize(
    ("given", "code"),
    [(None, "REQUIRED"), (" \n ", "REQUIRED"), ("x" * 4001, "TOO_LONG"), ("a\x00b", "MALFORMED"), ("a\x1b[2J", "MALFORMED")],
)
def test_what_cannot_be_used_is_said(given: str | None, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        READ(given)
    assert refused.value.code == code


def test_the_customer_is_written_to_when_staff_wrote_for_them() -> None:
    assert comments.told(CAST.agent, internal=False)
    assert not comments.told(CAST.agent, internal=True)
    assert not comments.told(CAST.member, internal=False)
    assert comments.may_be_internal(CAST.agent)
    assert not comments.may_be_internal(CAST.member)
