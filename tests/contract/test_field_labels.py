"""The dashboard has words of its own for every label that ships with the requirements."""

from __future__ import annotations

import re
from pathlib import Path

from portico.domain.port_ins.requirements.requirements import all_requirements

LABELS = Path(__file__).parents[2] / "frontend" / "src" / "subjects" / "fieldLabels.ts"


def test_every_label_of_a_requirement_is_translated_by_its_code() -> None:
    shipped = {(each.label.code or "").removeprefix("requirement.label.") for one in all_requirements() for each in one.fields}
    known = set(re.findall(r"^  '([a-zA-Z_.]+)',$", LABELS.read_text(encoding="utf-8"), re.MULTILINE))
    assert known == shipped
