"""What the journal keeps of a number in service beside what was asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from portico.domain.inventory.phone_number import PHONE_NUMBER, PhoneNumberView
from portico.domain.statuses import PhoneNumberStatus
from tests.domain.moments import NOW

PROFILE = UUID(int=7)


def number(**values: Any) -> PhoneNumberView:
    ids = {"id": UUID(int=1), "account_id": UUID(int=2)}
    return PhoneNumberView(**{**ids, "version": 1, "status": PhoneNumberStatus.ACTIVE, "e164": "+31201234567", **values})


@pytest.mark.parametrize(
    ("values", "changes", "kept"),
    [
        ({"asked_profile_name": "Main trunk"}, {"configuration_profile_id": PROFILE}, {"configuration": "Main trunk"}),
        ({"asked_profile_name": None}, {"configuration_profile_id": PROFILE}, {}),
        ({"asked_profile_name": "Main trunk"}, {"configuration_profile_id": None}, {}),
        ({"asked_profile_name": "Main trunk"}, {"configuration_profile_id": PROFILE, "activated_at": NOW}, {}),
        ({"asked_profile_name": "Main trunk"}, {}, {}),
        ({"configuration_profile_id": PROFILE}, {"ended_at": NOW, "configuration_profile_id": None}, {"detached": True}),
        ({"configuration_profile_id": None}, {"ended_at": NOW, "configuration_profile_id": None}, {}),
        ({"configuration_profile_id": PROFILE}, {"configuration_profile_id": None}, {}),
    ],
)
def test_the_journal_keeps_what_a_configuration_given_by_hand_is_called_and_that_one_was_left(
    values: dict[str, Any], changes: Any, kept: dict[str, Any]
) -> None:
    assert PHONE_NUMBER.notes
    assert PHONE_NUMBER.notes(number(**values), changes) == kept
