"""Whatever the API says to people of a requirement has a code beside it, unless staff wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest

from portico.domain import sentences
from portico.domain.port_ins.requirements import requirements
from portico.domain.reference.shapes import DocumentNeed, Requirement
from portico.domain.sentences import quoted
from portico.domain.statuses import DocumentKind
from portico.domain.statuses import NumberType as T
from portico.graphql.desk import catalogue

SHIPPED = {f"{each.country}-{each.number_type}": each for each in requirements.all_requirements()}
NOT_FOR_TRANSLATION = {
    "Requirement": {"country", "profile_fields"},
    "DocumentNeed": {"one_of"},
    "FieldNeed": {"name", "pattern", "example"},
    "Interval": {"unit"},
    "Source": {"name", "url"},
}
"""Names, forms and addresses; a source is cited as it calls itself."""


def uncoded(served: Any, path: str = "") -> Iterator[str]:
    """The path of every text without the code that says just it."""
    for each in fields(served):
        value, here = getattr(served, each.name), f"{path}{each.name}"
        texts = value if isinstance(value, list) else [value]
        if all(isinstance(text, str) and not isinstance(text, Enum) for text in texts):
            if not each.name.endswith(("_code", "_codes")) and each.name not in NOT_FOR_TRANSLATION.get(type(served).__name__, ()):
                codes = _codes(served, each.name)
                yield from (here for text, code in zip(texts, codes or [None] * len(texts), strict=True) if not _says(code, text))
            continue
        for place, part in enumerate(texts):
            if is_dataclass(part):
                yield from uncoded(part, f"{here}.{place}." if isinstance(value, list) else f"{here}.")


def _codes(served: Any, name: str) -> list[str | None]:
    """`label_code` of a `label`, `note_codes` of `notes`."""
    if isinstance(getattr(served, name), list):
        found: list[str | None] = getattr(served, f"{name.removesuffix('s')}_codes", [])
        return found
    return [getattr(served, f"{name}_code", None)]


def _says(code: str | None, text: str) -> bool:
    said = sentences.declared().get(code) if code else None
    return said is not None and said.english == text


@pytest.mark.parametrize("asked", SHIPPED.values(), ids=SHIPPED)
def test_every_text_of_a_shipped_requirement_has_its_code(asked: Requirement) -> None:
    assert list(uncoded(catalogue.Requirement.of(asked))) == []


@dataclass
class Served:
    """A type of the API that somebody gave a text, and forgot its code."""

    warning: str = "Mind the step."


OWN = quoted("Our words.")
BRITISH = SHIPPED["GB-GEOGRAPHIC"]
DUTCH = SHIPPED["NL-NATIONAL"]


@pytest.mark.parametrize(
    ("served", "found"),
    [
        (catalogue.Requirement.of(replace(BRITISH, fields=(replace(BRITISH.fields[0], label=OWN),))), ["fields.0.label"]),
        (catalogue.Requirement.of(replace(BRITISH, fields=(replace(BRITISH.fields[0], hint=OWN),))), ["fields.0.hint"]),
        (catalogue.Requirement.of(replace(DUTCH, documents=(DocumentNeed(DocumentKind.OTHER, True, name=OWN),))), ["documents.0.name"]),
        (catalogue.Requirement.of(replace(DUTCH, documents=(DocumentNeed(DocumentKind.OTHER, True, notes=OWN),))), ["documents.0.notes"]),
        (catalogue.Requirement.of(replace(DUTCH, notes=(OWN, *DUTCH.notes))), ["notes"]),
        (catalogue.Requirement.of(replace(DUTCH, interval=DUTCH.interval and replace(DUTCH.interval, note=OWN))), ["interval.note"]),
        (replace(catalogue.Requirement.of(DUTCH), note_codes=["requirement.label.subscriber.name"] * len(DUTCH.notes)), ["notes"] * 3),
        (Served(), ["warning"]),
    ],
)  # fmt: skip
def test_a_text_without_its_code_is_found(served: Any, found: list[str]) -> None:
    assert list(uncoded(served)) == found


def test_words_of_staff_have_no_code_and_words_they_took_over_keep_theirs() -> None:
    name, postal_code = "subscriber.name", "subscriber.service_address.postal_code"
    fields_of_staff = [
        {"name": name, "label": "Name on the bill", "required": True},
        {"name": postal_code, "label": "Postcode", "required": True, "hint": "On the bill."},
    ]
    found = requirements.requirement_for("GB", T.GEOGRAPHIC, {"fields": fields_of_staff, "notes": ["Ask first.", BRITISH.notes[0].text]})
    assert found is not None
    served = catalogue.Requirement.of(found)
    assert [(each.label_code, each.hint_code) for each in served.fields] == [(None, None), (f"requirement.label.{postal_code}.GB", None)]
    assert served.note_codes == [None, BRITISH.notes[0].code]
    assert (served.sources[-1].name, served.sources[-1].name_code) == ("Set by the operator", "requirement.source.operator")
    assert {source.name_code for source in served.sources[:-1]} == {None}


def test_the_words_of_one_country_are_nobodys_in_another() -> None:
    """Only what is shared is said everywhere: the same letters may mean something else abroad."""
    both = [
        {"name": "extra_fields.NIF", "label": "NIF or CIF", "required": True},
        {"name": "subscriber.btn", "label": "City", "required": True},
    ]
    for country, code in (("ES", "requirement.label.extra_fields.NIF.ES"), ("PT", None), ("AQ", None)):
        found = requirements.requirement_for(country, T.GEOGRAPHIC, {"fields": ["@subscriber", *both]})
        assert found is not None
        labels = {need.name: need.label.code for need in found.fields}
        assert labels["extra_fields.NIF"] == code
        assert labels["subscriber.btn"] is None
        assert labels["subscriber.name"] == "requirement.label.subscriber.name"
