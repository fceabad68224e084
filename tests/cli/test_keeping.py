"""What may not be deleted and what the operator says of itself, at a terminal."""

from __future__ import annotations

import pytest

from portico.settings import Settings
from tests.cli.terminal import found, typed

pytestmark = pytest.mark.either_engine


def test_what_the_operator_says_of_itself_is_changed_field_by_field(installation: Settings) -> None:
    changed = found("operator", "change", "--name", "Lowlands", "--country", "nl", "--countries", "NL", "--countries", "BE")
    assert (changed["name"], changed["country"], changed["countries"]) == ("Lowlands", "NL", ["NL", "BE"])
    assert found("operator", "change", "--country", "")["country"] is None
    assert found("operator", "show")["name"] == "Lowlands"
    typed("operator", "change", "--currency", "guilders", code=2)
    assert found("operator", "show")["currency"] is None


def test_how_long_things_are_kept_is_changed_and_shown(installation: Settings) -> None:
    assert "60 days  drafts" in typed("retention", "change", "DRAFT", "60")
    assert "30 days  drafts" in typed("retention", "change", "DRAFT")


def test_a_hold_on_what_is_not_there_is_refused(installation: Settings) -> None:
    assert found("legal-hold", "list") == []
    typed("legal-hold", "set", "PI-2026-000001", "--reason", "Case 12", code=2)
