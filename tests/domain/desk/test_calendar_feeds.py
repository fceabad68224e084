"""Whose calendar link may be over all accounts, and what one lets its holder read."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from portico.domain.actors import Actor, Scope
from portico.domain.desk.calendar_feeds import is_over_all, reader
from portico.domain.refusals import NotPermitted
from portico.domain.statuses import Level, Role
from tests.domain.situations import CAST

FEED, ACCOUNT = UUID(int=1), UUID(int=2)
PERSON = replace(CAST.agent, kind="user")


def test_only_staff_who_name_no_account_make_a_link_over_all_of_them() -> None:
    assert is_over_all(PERSON, None) is True
    assert [is_over_all(PERSON, ACCOUNT), is_over_all(CAST.member, None), is_over_all(CAST.member, ACCOUNT)] == [False] * 3


def test_a_link_over_all_accounts_belongs_to_no_token() -> None:
    token = replace(PERSON, kind="token")
    with pytest.raises(NotPermitted, match="belongs to a person"):
        is_over_all(token, None)
    assert is_over_all(token, ACCOUNT) is False
    assert is_over_all(replace(CAST.member, kind="token"), None) is False


@pytest.mark.parametrize(("account_id", "role", "level"), [(ACCOUNT, Role.CUSTOMER, Level.VIEWER), (None, Role.STAFF, Level.AGENT)])
def test_whoever_holds_a_link_reads_porting_and_nothing_else(account_id: UUID | None, role: Role, level: Level) -> None:
    assert reader(FEED, "Wall", account_id) == Actor(
        role=role, level=level, kind="calendar", id=FEED, name="Wall", account_id=account_id, scopes=frozenset({Scope.PORTING_READ})
    )
