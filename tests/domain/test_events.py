"""What can be said to have happened without a row of a table."""

from __future__ import annotations

import pytest

from portico.domain.events import ABOUT_PORT_OUTS, Happening, task


@pytest.mark.parametrize(
    ("named", "owed"),
    [
        ("submit", Happening.CARRIER_SUBMIT),
        ("cancel", Happening.CARRIER_CANCEL),
        ("perform", Happening.CARRIER_PERFORM),
        ("outcome", Happening.CARRIER_OUTCOME),
    ],
)
def test_what_a_carrier_is_owed_is_a_happening(named: str, owed: Happening) -> None:
    assert task(named) is owed


@pytest.mark.parametrize(
    ("named", "told"), [("created", "^carrier.created is no task$"), ("applaud", "^'carrier.applaud' is not a valid Happening$")]
)
def test_what_happens_to_a_carrier_is_nothing_that_it_is_owed(named: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        task(named)


def test_what_is_told_of_an_account_is_about_port_outs_or_about_nothing_that_leaves() -> None:
    """Freezes, policies, locks and refusals were kept from who reads port-outs, and told who reads port-ins."""
    told_of_accounts = {each for each in Happening if each.startswith("account.")}
    others = "created changed contacts_changed callback_secret_rotated closed reopened exported".split()
    assert told_of_accounts - {f"account.{each}" for each in others} == ABOUT_PORT_OUTS
