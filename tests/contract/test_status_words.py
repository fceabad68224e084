"""A status is called the same in the public catalogue of the API and on the dashboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portico.domain.words import statuses_catalogue
from portico.domain.words.statuses_catalogue import Language

WORDS = Path(__file__).parents[2] / "frontend" / "src" / "i18n"
LABEL = re.compile(r"(\w+): \{\s*label: (['\"])(.+?)\2")


def dashboard(language: Language) -> dict[str, str]:
    text = (WORDS / language / "words.ts").read_text(encoding="utf-8")
    block = text.split("portingRequestStatus: {")[1].split("\n  },\n")[0]
    return {status: label for status, _quote, label in LABEL.findall(block)}


@pytest.mark.parametrize("language", Language)
def test_a_status_has_one_label_in_each_language(language: Language) -> None:
    """In German a blocked request was "Blockiert" on the dashboard and "Abgelehnt (blockiert)" in the catalogue."""
    assert dashboard(language) == {entry.status: entry.label(language) for entry in statuses_catalogue.statuses()}
