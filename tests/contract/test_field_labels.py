"""The dashboard has words of its own for every text that ships with the requirements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portico.domain.port_ins import attempts
from portico.domain.port_ins.field_words import label_of
from portico.domain.port_ins.requirements.requirements import all_requirements, requirement_for
from portico.domain.reference.shapes import PIN, Requirement
from portico.domain.sentences import Said
from portico.domain.statuses import NumberType

SOURCES = Path(__file__).parents[2] / "frontend" / "src"
LABELS = SOURCES / "subjects" / "fieldLabels.ts"
TEXT = re.compile(r"^  ['\"]?([\w.]+)['\"]?:\s+['\"](.+)['\"],$", re.MULTILINE)


def test_every_label_of_a_requirement_is_translated_by_its_code() -> None:
    shipped = {(each.label.code or "").removeprefix("requirement.label.") for one in all_requirements() for each in one.fields}
    known = set(re.findall(r"'([a-zA-Z_.]+)',", LABELS.read_text(encoding="utf-8").partition("const KNOWN = [")[2].partition("]")[0]))
    assert known == shipped


def test_every_field_that_an_attempt_may_send_otherwise_is_translated_by_its_code() -> None:
    """The dashboard made English of a path that the API had words for: `New btn`."""
    sent = {*attempts._NAMES.values(), PIN, "number_blocks"}
    assert {label_of(name).code for name in sent} == {f"field.{name}" for name in sent}
    text = LABELS.read_text(encoding="utf-8")
    of_requirements, others = (
        set(re.findall(r"'([a-zA-Z_.]+)',", part)) for part in re.findall(r"(?s)const (?:KNOWN|SENT) = \[(.*?)\]", text)
    )
    assert sent - of_requirements == others


def test_an_attempt_calls_a_field_as_its_requirement_does_and_a_document_by_its_kind() -> None:
    french = requirement_for("FR", NumberType.GEOGRAPHIC)
    found = [label_of(name, french) for name in ("extra_fields.RIO", "documents.LOA", "new_btn", "extra_fields.line_of_1998")]
    assert [(each.text, each.code) for each in found] == [
        ("RIO", "requirement.label.extra_fields.RIO.FR"),
        ("Letter of authorization", "document.called.LOA"),
        ("New billing telephone number", "field.new_btn"),
        ("Line of 1998", None),
    ]


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
