"""What staff wrote of a requirement, before it is read: each thing that is wrong with it is told at its own place, by code and in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from portico.domain.port_ins.requirements.written_parts import at_fault, problems_of

DOCUMENT = {"kind": "LOA", "required": True}
FIELD = {"name": "extra_fields.code", "label": "Code", "required": True}
INTERVAL = {"min": 1, "max": None, "unit": "BUSINESS_DAYS"}
PARTS_OF_A_DOCUMENT = "kind, required, one_of, max_age_days, warn_age_days, name, notes"
PARTS_OF_A_FIELD = "name, label, required, one_of, applies_to, pattern, check, compact, example, hint, secret, key, shared"


def told(changes: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(path, code, said.text) for path, code, said in problems_of(changes)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"documents": [DOCUMENT, "us-local"], "fields": ["subscriber", FIELD], "interval": INTERVAL},
        {"documents": None, "fields": None, "interval": None},
        {"documents": "us-local", "fields": 3},
        {"interval": {**INTERVAL, "variants": [{"label": "Fast", "min": None, "max": 2}]}},
        {"interval": {**INTERVAL, "variants": None, "unit": None}},
        {"fields": [{**FIELD, "applies_to": "BUSINESS"}], "notes": ["Ask first.", 3, None]},
    ],
)
def test_nothing_is_said_of_what_is_whole_of_a_named_set_and_of_what_is_left_out(changes: dict[str, Any]) -> None:
    assert told(changes) == []


@pytest.mark.parametrize(
    ("changes", "path", "text"),
    [
        ({"documents": [DOCUMENT, {"kind": "LOA"}]}, "documents.1.required", "required is missing."),
        ({"fields": [{"name": "subscriber.pin", "required": False}]}, "fields.0.label", "label is missing."),
        ({"interval": {"min": 1, "unit": "BUSINESS_DAYS"}}, "interval.max", "max is missing; where it is not known, write null."),
        ({"interval": {"max": 1, "unit": "BUSINESS_DAYS"}}, "interval.min", "min is missing; where it is not known, write null."),
        ({"interval": {"min": 1, "max": 2}}, "interval.unit", "unit is missing."),
        ({"interval": {**INTERVAL, "variants": [{"min": 1, "max": 2}]}}, "interval.variants.0.label", "label is missing."),
    ],
)
def test_a_part_that_is_missing_is_named_where_it_belongs(changes: dict[str, Any], path: str, text: str) -> None:
    assert told(changes) == [(path, "REQUIRED", text)]


@pytest.mark.parametrize(
    ("changes", "path", "needed"),
    [
        ({"interval": "a week"}, "interval", "min, max, unit"),
        ({"documents": [DOCUMENT, 7]}, "documents.1", "kind, required"),
        ({"fields": [["subscriber.pin"]]}, "fields.0", "name, label, required"),
        ({"interval": {**INTERVAL, "variants": ["fast"]}}, "interval.variants.0", "label, min, max"),
    ],
)
def test_what_is_no_object_is_told_what_it_is_written_with(changes: dict[str, Any], path: str, needed: str) -> None:
    assert told(changes) == [(path, "MALFORMED", f"Write this as an object with {needed}.")]


@pytest.mark.parametrize(
    ("changes", "path", "part", "known"),
    [
        ({"documents": [{**DOCUMENT, "age": 3}]}, "documents.0.age", "age", PARTS_OF_A_DOCUMENT),
        ({"fields": [{**FIELD, "kind": "BAG"}]}, "fields.0.kind", "kind", PARTS_OF_A_FIELD),
        ({"interval": {**INTERVAL, "min_days": 3}}, "interval.min_days", "min_days", "min, max, unit, received_by, note, variants"),
    ],
)
def test_what_is_no_part_of_it_is_told_with_the_parts_there_are(changes: dict[str, Any], path: str, part: str, known: str) -> None:
    assert told(changes) == [(path, "UNKNOWN", f"{part} is no part of it: there are {known}.")]


@pytest.mark.parametrize(
    ("changes", "path", "text"),
    [
        ({"interval": {**INTERVAL, "unit": "WEEKS"}}, "interval.unit", "WEEKS is none of BUSINESS_DAYS, CALENDAR_DAYS."),
        ({"interval": {**INTERVAL, "unit": 7}}, "interval.unit", "7 is none of BUSINESS_DAYS, CALENDAR_DAYS."),
        ({"interval": {**INTERVAL, "unit": "W" * 61}}, "interval.unit", f"{'W' * 60} is none of BUSINESS_DAYS, CALENDAR_DAYS."),
        ({"fields": [{**FIELD, "applies_to": "CATS"}]}, "fields.0.applies_to", "CATS is none of BUSINESS, INDIVIDUAL."),
    ],
)
def test_a_value_that_is_none_of_those_there_are_is_told_with_them(changes: dict[str, Any], path: str, text: str) -> None:
    assert told(changes) == [(path, "UNKNOWN", text)]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"loa_template": ""}, "loa_template"),
        ({"XL": ""}, "XL"),
        ({"notes": ["Ask first.", " \t"]}, "notes.1"),
        ({"documents": [{**DOCUMENT, "notes": " "}]}, "documents.0.notes"),
        ({"interval": {**INTERVAL, "note": ""}}, "interval.note"),
    ],
)
def test_a_text_that_says_nothing_is_told_however_deep_it_stands(changes: dict[str, Any], path: str) -> None:
    assert told(changes) == [(path, "REQUIRED", "This says nothing: write what it is, or leave it out.")]


class Unreadable(Exception):
    pass


def read(part: Mapping[str, Any]) -> None:
    """Reads numbers, by themselves and in lists of one, each under the name of its part."""
    ((name, value),) = part.items()
    if not (name.isalpha() and isinstance(value[0] if isinstance(value, list) else value, int)):
        raise Unreadable


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, ""),
        ({"one": 1, "two": [1, 2]}, ""),
        ({"one": 1, "two": "2", "three": "3"}, "two"),
        ({"one": [1, 2, "3"], "two": "2"}, "one.2"),
        ({"one": []}, ""),
    ],
)
def test_the_first_part_that_cannot_be_read_by_itself_is_at_fault(changes: dict[str, Any], path: str) -> None:
    assert at_fault(changes, read, (Unreadable,)) == path
