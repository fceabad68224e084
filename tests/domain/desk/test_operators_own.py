"""Values of the operator's own things as the journal tells them, where a value is none, is of old, or is of a field nobody knows."""

from __future__ import annotations

from typing import Any, cast

import pytest

from portico.domain.desk.operators_own import facts
from portico.domain.sentences import Said
from portico.domain.words.entry_data import EntryData


def told(event: str, **data: Any) -> list[str]:
    return [said.text for said in facts(event, cast("EntryData", data))]


@pytest.mark.parametrize(
    ("event", "changed", "texts"),
    [
        ("carrier.changed", {"country": [None, "GB"]}, ["Country: the United Kingdom."]),
        ("carrier.changed", {"country": ["GB", ""]}, ["Country: the United Kingdom before."]),
        ("operator.changed", {"countries": [["NL", "GB"], []]}, ["Countries it ports in: the Netherlands, the United Kingdom before."]),
        ("carrier.changed", {"gateway": ["SANDBOX", "MANUAL"]}, ["Reached: by hand; simulated before."]),
        ("carrier.changed", {"gateway": ["CARRIER_PIGEON", "MANUAL"]}, ["Reached: by hand; CARRIER_PIGEON before."]),
        ("fee_schedule.set", {"currency": [None, "GBP"], "amount_minor": [None, 300]}, ["Fee: 3.00 GBP."]),
        ("fee_schedule.removed", {"currency": ["GBP", None], "amount_minor": [300, None]}, ["Fee: 3.00 GBP before."]),
        ("fee_schedule.set", {"currency": [None, "GBP"], "amount_minor": [None, 0]}, ["Fee: 0.00 GBP."]),
        ("requirement.overridden", {"answer_business_days": [None, 0]}, ["Business days to answer: 0."]),
        ("requirement.overridden", {"business_only": [None, False]}, ["Business only: no."]),
        ("operator.changed", {"name": [None, ""]}, []),
    ],
)
def test_a_value_is_told_in_words_and_where_there_is_none_not_at_all(event: str, changed: dict[str, Any], texts: list[str]) -> None:
    assert told(event, changed=changed) == texts


def test_a_field_that_nobody_knows_hides_no_other() -> None:
    changed = {"colour": ["red", "blue"], "name": ["Lowlands", "Highlands"], "logo_sha256": [None, "0123"], "region": [None, "GB"]}
    assert told("operator.changed", changed=changed) == ["Name: Highlands; Lowlands before.", "Changed: logo."]


def test_a_word_that_has_a_translation_keeps_its_code_and_one_that_is_gone_stays_as_it_was() -> None:
    (said,) = facts("carrier.changed", {"changed": {"gateway": ["CARRIER_PIGEON", "MANUAL"]}})
    parts = [said.params[name] for name in ("before", "after")]
    assert [part.code for part in parts if isinstance(part, Said)] == [None, "fact.gateway.manual"]


def test_what_becomes_of_others_has_no_name_here() -> None:
    assert told("porting_request.updated", name="Acme") == []
