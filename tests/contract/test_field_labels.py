"""The dashboard has words of its own for every text that ships with the requirements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portico.domain.port_ins.requirements.requirements import all_requirements
from portico.domain.reference.shapes import Requirement
from portico.domain.sentences import Said

SOURCES = Path(__file__).parents[2] / "frontend" / "src"
LABELS = SOURCES / "subjects" / "fieldLabels.ts"
TEXT = re.compile(r"^  ['\"]?([\w.]+)['\"]?:\s+['\"](.+)['\"],$", re.MULTILINE)


def test_every_label_of_a_requirement_is_translated_by_its_code() -> None:
    shipped = {(each.label.code or "").removeprefix("requirement.label.") for one in all_requirements() for each in one.fields}
    known = set(re.findall(r"^  '([a-zA-Z_.]+)',$", LABELS.read_text(encoding="utf-8"), re.MULTILINE))
    assert known == shipped


def texts_of(requirement: Requirement) -> Iterator[Said | None]:
    """What the dashboard shows of a requirement beside the labels of its fields."""
    yield from requirement.notes
    yield from (each.hint for each in requirement.fields)
    for document in requirement.documents:
        yield from (document.name, document.notes)
    if requirement.interval:
        yield requirement.interval.note


@pytest.mark.parametrize("language", ["nl", "de"])
def test_hints_and_notes_of_a_requirement_were_english_in_every_language(language: str) -> None:
    shipped = {(said.code or "").removeprefix("requirement.") for one in all_requirements() for said in texts_of(one) if said}
    catalogue = (SOURCES / "i18n" / language / "requirements.ts").read_text(encoding="utf-8")
    assert {code for code, _words in TEXT.findall(catalogue)} == shipped
