"""Where a user stands, whose they are, who became an admin, and that an account is never left without one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from portico.domain.people.users import (
    UserStatus,
    facts,
    is_awaited,
    is_raised,
    levels_of,
    refuse_to_lose_the_last_admin,
    role_of,
    signs_in,
    status_of,
    usual_level,
)
from portico.domain.refusals import Blocked
from portico.domain.statuses import Level, Role
from portico.domain.words.entry_data import EntryData

ADA, BEN = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("has_password", "disabled", "status"),
    [
        (True, False, UserStatus.ACTIVE),
        (False, False, UserStatus.INVITED),
        (True, True, UserStatus.DISABLED),
        (False, True, UserStatus.DISABLED),
    ],
)
def test_whoever_has_no_password_was_invited_and_whoever_is_disabled_is_nothing_else(
    has_password: bool, disabled: bool, status: UserStatus
) -> None:
    assert status_of(has_password=has_password, disabled=disabled) is status


def test_whoever_belongs_to_no_account_is_the_operators() -> None:
    assert (role_of(None), role_of(UUID(int=7))) == (Role.STAFF, Role.CUSTOMER)


def test_whoever_names_another_level_is_told_those_of_the_role() -> None:
    assert (levels_of(Role.STAFF).text, levels_of(Role.CUSTOMER).text) == (
        "Levels here: AGENT, ADMIN.",
        "Levels here: VIEWER, MEMBER, ADMIN.",
    )


@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        (None, Level.ADMIN, True),
        (Level.MEMBER, Level.ADMIN, True),
        (Level.ADMIN, Level.ADMIN, False),
        (None, Level.MEMBER, False),
        (Level.ADMIN, Level.MEMBER, False),
        (Level.VIEWER, Level.MEMBER, False),
    ],
)
def test_only_who_becomes_an_admin_is_raised(before: Level | None, after: Level, raised: bool) -> None:
    assert is_raised(before, after) is raised


@pytest.mark.parametrize("admins", [[ADA], [ADA, ADA], {ADA}])
def test_the_last_admin_cannot_be_lost(admins: Any) -> None:
    with pytest.raises(Blocked) as refused:
        refuse_to_lose_the_last_admin(ADA, admins)
    (blocker,) = refused.value.blockers
    assert (blocker.code, blocker.said.code, blocker.path) == ("LAST_ADMIN", "user.last_admin", None)
    assert blocker.message == "Make somebody else an admin first: nobody here could manage people any more."


@pytest.mark.parametrize("admins", [[ADA, BEN], [BEN], []])
def test_whoever_is_no_admin_or_not_the_only_one_can_go(admins: list[UUID]) -> None:
    refuse_to_lose_the_last_admin(ADA, admins)


@pytest.mark.parametrize(
    ("event", "data", "told"),
    [
        ("user.level_changed", {"changed": {"level": ["AGENT", "ADMIN"]}}, ["An agent before, an administrator now."]),
        ("user.changed", {"changed": {"name": ["Ada", "Ida"]}}, []),
        ("user.disabled", {}, []),
        ("account.changed", {"changed": {"level": ["VIEWER", "MEMBER"]}}, []),
    ],
)
def test_the_journal_tells_another_level_of_users_and_of_nothing_else(event: str, data: EntryData, told: list[str]) -> None:
    assert [said.text for said in facts(event, data)] == told


def test_links_about_a_password_are_for_who_signs_in_and_invitations_for_who_has_not_come() -> None:
    assert [status for status in UserStatus if signs_in(status)] == [UserStatus.ACTIVE]
    assert [status for status in UserStatus if is_awaited(status)] == [UserStatus.INVITED]


def test_a_token_of_nobodys_choosing_acts_and_administers_nothing() -> None:
    found = {role: usual_level(role) for role in (Role.CUSTOMER, Role.STAFF, Role.CARRIER)}
    assert found == {Role.CUSTOMER: Level.MEMBER, Role.STAFF: Level.AGENT, Role.CARRIER: Level.MEMBER}
