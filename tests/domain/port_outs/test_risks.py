"""What about a port-out deserves a second look: each at its edge, with the reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.domain.port_outs.risks import PortOutRiskKind, RiskFacts, judge_risks
from tests.domain.moments import NOW

Kind = PortOutRiskKind
HOURS, DAYS = timedelta(hours=1), timedelta(days=1)


def kinds(facts: RiskFacts) -> list[PortOutRiskKind]:
    return [found.risk for found in judge_risks(facts, NOW)]


@pytest.mark.parametrize(
    ("facts", "risks"),
    [
        (RiskFacts(), []),
        (RiskFacts(carrier_known=False), [Kind.FIRST_OF_CARRIER]),
        (RiskFacts(new_place_at=NOW - 72 * HOURS), []),
        (RiskFacts(new_place_at=NOW - 72 * HOURS + timedelta(seconds=1)), [Kind.NEW_PLACE]),
        (RiskFacts(ported_in_count=1, ported_in_at=NOW - 30 * DAYS), []),
        (RiskFacts(ported_in_count=1, ported_in_at=NOW - 30 * DAYS + timedelta(seconds=1)), [Kind.JUST_PORTED_IN]),
        (RiskFacts(leaving_count=2, of_account_count=10), []),
        (RiskFacts(leaving_count=3, of_account_count=10), [Kind.MANY_NUMBERS]),
        (RiskFacts(leaving_count=1, of_account_count=5), []),
        (RiskFacts(leaving_count=1, of_account_count=4), [Kind.MANY_NUMBERS]),
        (RiskFacts("X", False, NOW, 1, NOW, 1, 1), [Kind.FIRST_OF_CARRIER, Kind.NEW_PLACE, Kind.JUST_PORTED_IN, Kind.MANY_NUMBERS]),
    ],
)
def test_a_risk_is_one_from_its_edge_on(facts: RiskFacts, risks: list[PortOutRiskKind]) -> None:
    assert kinds(facts) == risks


def test_each_says_why() -> None:
    found = judge_risks(RiskFacts("Nobody Telecom", False, NOW - HOURS, 2, NOW - DAYS, 3, 10), NOW)
    texts = [each.said.text for each in found]
    assert texts[0] == "Nobody Telecom has never asked for numbers here before."
    assert texts[1].startswith("Somebody of the account signed in on ")
    assert texts[2].startswith("2 of its numbers came in by porting within 30 days, the last on ")
    assert texts[3] == "3 of the 10 numbers of the account are asked for at once."
