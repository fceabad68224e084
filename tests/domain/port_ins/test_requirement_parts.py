"""A requirement as staff change it: by the names of the files, every set written out, and what is wrong with a change at its own place."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import reference
from portico.domain.port_ins.requirements.requirements import WrongPart, asked_parts, requirement_for, shipped_parts
from portico.domain.statuses import NumberType as T

PARTS = (
    "loa_template documents fields profile_fields forbidden_fields partial_port po_box_allowed business_only interval"
    " answer_business_days notes sources"
).split()
SUBSCRIBER = [
    "subscriber.name",
    "subscriber.authorised_person",
    "subscriber.service_address.street",
    "subscriber.service_address.city",
    "subscriber.service_address.postal_code",
    "subscriber.service_address.country",
    "subscriber.service_address.region",
    "subscriber.account_number",
    "subscriber.btn",
]


def kinds(parts: reference.Entry) -> list[str]:
    return [need["kind"] for need in parts["documents"]]


def names(parts: reference.Entry) -> list[str]:
    return [need["name"] for need in parts["fields"]]


@pytest.mark.parametrize("number_type", [T.MOBILE, "MOBILE"])
@pytest.mark.parametrize("country", ["US", "us"])
def test_a_shipped_requirement_is_written_out_whole(country: str, number_type: T | str) -> None:
    parts = shipped_parts(country, number_type)
    assert parts
    assert list(parts) == PARTS
    assert kinds(parts) == ["LOA", "INVOICE", "CSR"]
    assert names(parts) == [*SUBSCRIBER, "subscriber.pin"]
    fields = {need["name"]: need for need in parts["fields"]}
    assert fields["subscriber.account_number"]["required"] is True, "the file's own entry stands where the set's did"
    assert fields["subscriber.service_address.region"]["label"] == "State"
    assert (parts["loa_template"], parts["partial_port"], parts["po_box_allowed"]) == ("us-local", True, False)
    assert (parts["interval"]["max"], parts["sources"]) == (10, ["domain", "fcc-52.35", "fcc-52.36", "fcc-64.1130"])


def test_of_each_kind_its_own_requirement_is_shipped_and_none_where_nothing_is_known() -> None:
    toll_free = shipped_parts("US", T.TOLL_FREE)
    assert toll_free
    assert (toll_free["loa_template"], toll_free["business_only"], names(toll_free)) == ("us-toll-free", True, SUBSCRIBER)
    assert shipped_parts("AQ", T.GEOGRAPHIC) is None
    assert shipped_parts("US", T.PREMIUM) is None


def test_what_was_written_out_asks_the_same() -> None:
    parts = shipped_parts("US", T.MOBILE)
    assert parts
    before, after = requirement_for("US", T.MOBILE), requirement_for("US", T.MOBILE, parts)
    assert before
    assert after
    assert [(need.name, need.required, need.label.text) for need in after.fields] == [
        (need.name, need.required, need.label.text) for need in before.fields
    ]
    assert [(need.kind, need.one_of, need.max_age_days) for need in after.documents] == [
        (need.kind, need.one_of, need.max_age_days) for need in before.documents
    ]


@pytest.mark.parametrize("country", ["US", "us"])
def test_changes_are_laid_over_what_is_shipped_and_their_sets_written_out_too(country: str) -> None:
    own = {"documents": ["@loa_and_proof", {"kind": "ID", "required": True}], "notes": ["Ask first."]}
    parts = asked_parts(country, "TOLL_FREE", own)
    assert list(parts) == PARTS
    assert (kinds(parts), names(parts)) == (["LOA", "INVOICE", "CSR", "ID"], SUBSCRIBER)
    assert (parts["notes"], parts["business_only"], parts["loa_template"]) == (["Ask first."], True, "us-toll-free")
    assert asked_parts(country, T.TOLL_FREE, {}) == shipped_parts("US", T.TOLL_FREE)


def test_changes_alone_ask_for_letter_proof_and_subscriber_beside_what_they_say() -> None:
    parts = asked_parts("AQ", T.GEOGRAPHIC, {"fields": ["@subscriber", "@pin"], "partial_port": False})
    assert list(parts) == PARTS
    assert (kinds(parts), names(parts)) == (["LOA", "INVOICE", "CSR"], [*SUBSCRIBER, "subscriber.pin"])
    assert (parts["partial_port"], parts["interval"], parts["notes"], parts["sources"]) == (False, None, [], [])


SHARED = {"name": "subscriber.name", "label": "Name", "required": True}


@pytest.mark.parametrize(
    ("changes", "told", "path"),
    [
        ({"shape": "round", "colour": "blue"}, "no such part of a requirement: colour, shape", ""),
        ({"notes": "One"}, "not a list: notes", "notes"),
        ({"sources": "me", "notes": "One", "documents": {}}, "not a list: documents, notes, sources", "documents"),
        ({"documents": ["@nothing"]}, "not a requirement: 'nothing'", "documents.0"),
        ({"answer_business_days": "three"}, "not of the right kind: answer_business_days", "answer_business_days"),
        ({"interval": {"min": -2, "max": 3, "unit": "BUSINESS_DAYS"}}, "not of the right kind: interval.min_days", "interval.min"),
        ({"interval": {"min": 5, "max": "9", "unit": "BUSINESS_DAYS"}}, "not of the right kind: interval.max_days", "interval.max"),
        ({"fields": [SHARED, {**SHARED, "name": "new_btn", "label": 7}]}, "not of the right kind: fields.1.label", "fields.1.label"),
        ({"fields": ["@subscriber", {**SHARED, "name": "new_btn", "label": 7}]}, "not of the right kind: fields.9.label", "fields"),
        ({"profile_fields": ["@vat", "vat_id", 7]}, "not of the right kind: profile_fields.2", "profile_fields"),
    ],
)
def test_changes_that_make_no_requirement_are_refused_where_they_were_written(changes: dict[str, Any], told: str, path: str) -> None:
    with pytest.raises(WrongPart) as refused:
        requirement_for("US", T.GEOGRAPHIC, changes)
    assert (str(refused.value), refused.value.path) == (told, path)


def test_a_wrong_part_is_nowhere_until_its_place_is_known() -> None:
    assert WrongPart("Not so.").path == ""
    assert (str(WrongPart("Not so.", "notes")), WrongPart("Not so.", "notes").path) == ("Not so.", "notes")
