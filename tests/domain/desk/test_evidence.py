"""What of an order is evidence, and what of it is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portico.domain.desk import evidence

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://erp.example", "https://erp.example"),
        ("https://erp.example/", "https://erp.example"),
        ("https://erp.example/hook", "https://erp.example/…"),
        ("https://erp.example?key=1", "https://erp.example/…"),
        ("https://erp.example#key", "https://erp.example/…"),
        ("http://a:b@erp.example:8080/x?y#z", "http://erp.example:8080/…"),
        ("https://erp.example:99999/x", "…"),
        ("https://[", "…"),
        ("desk@acme.example", "desk@acme.example"),
        ("see https://erp.example/hook", "see https://erp.example/hook"),
    ],
)
def test_of_an_address_only_whose_it_is_is_told(address: str, shown: str) -> None:
    assert evidence.told({"to": [address, {"of": address}], "n": 1, "none": None}) == {"to": [shown, {"of": shown}], "n": 1, "none": None}


def test_there_is_evidence_of_what_has_ended() -> None:
    assert evidence.refused(NOW) is None
    said = evidence.refused(None)
    assert said
    assert said.code == "evidence_pack.not_ended"


def test_a_decision_says_where_something_stands() -> None:
    assert evidence.is_decision({"to_status": "APPROVED"})
    assert not evidence.is_decision({"to_status": None})
