"""What the inventory's buttons say is what their verbs are called: refusals and the history name them by that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portico.domain.words.titles import label

LATER = (Path(__file__).parents[3] / "frontend" / "src" / "i18n" / "en" / "later.ts").read_text(encoding="utf-8")


@pytest.mark.parametrize(("verb", "button"), [("assign_profile", "inventory.ring"), ("remove", "inventory.remove")])
def test_a_verb_of_a_number_in_service_has_one_name(verb: str, button: str) -> None:
    """“Assign configuration” was refused to who had clicked “Where they ring”."""
    (shown,) = re.findall(rf"^  '{re.escape(button)}': '([^']+)'", LATER, re.MULTILINE)
    assert shown == label("phone_number", verb)
