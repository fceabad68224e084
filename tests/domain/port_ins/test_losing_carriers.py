"""A typed name and the carrier of the list that is meant by it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from portico.domain.lifecycle import available_actions
from portico.domain.port_ins.losing_carriers import as_typed, listed_as
from portico.domain.tables import LIFECYCLES
from tests.domain.judging import GRIDS
from tests.domain.moments import NOW
from tests.domain.situations import CAST, situation

LISTED = {
    UUID(int=1): "KPN B.V.",
    UUID(int=2): "Telefónica Germany GmbH & Co. OHG",
    UUID(int=3): "Vodafone GmbH",
    UUID(int=4): "Vodafone Ltd.",
    UUID(int=5): "SE",
    UUID(int=6): "1&1 Versatel",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("KPN B.V.", 1),
        ("kpn", 1),
        ("KPN bv", 1),
        ("Telefonica Germany", 2),
        ("TELEFÓNICA GERMANY GMBH & CO OHG", 2),
        ("vodafone gmbh", 3),
        ("1&1 versatel GmbH", 6),
        ("se", 5),
    ],
)
def test_a_listed_name_is_found_however_it_is_capitalised_and_whatever_form_of_company_stands_behind_it(typed: str, found: int) -> None:
    assert listed_as(typed, LISTED) == UUID(int=found)


@pytest.mark.parametrize("typed", ["Vodafone", "KPN Mobile", "Versatel", "Germany", "B.V.", "GmbH"])
def test_people_choose_where_no_carrier_is_called_so_or_two_are(typed: str) -> None:
    assert listed_as(typed, LISTED) is None


def test_a_typed_name_is_marked_where_it_stands_for_a_carrier() -> None:
    assert str(as_typed("Nordtel")) == "Nordtel (not on the list yet)"
    assert as_typed(None) is None


@pytest.mark.parametrize(
    ("lifecycle", "flow", "verb", "status"),
    [("porting_number", "STANDARD", "start", "PORTABLE"), ("porting_request", "NL", "accept", "REQUESTED")],
)
def test_a_move_that_waits_for_the_name_to_be_matched_tells_the_name(lifecycle: str, flow: str, verb: str, status: str) -> None:
    rows = (row for row in GRIDS[lifecycle].rows if (row.flow, row.verb, row.status) == (flow, verb, status))
    view = replace(situation(lifecycle, next(rows)).subject, losing_carrier_name="Nordtel")
    (action,) = (each for each in available_actions(LIFECYCLES[lifecycle], view, actor=CAST.agent, now=NOW) if each.verb == verb)
    (blocker,) = (each for each in action.blockers if each.code == "LOSING_CARRIER_UNKNOWN")
    assert (blocker.said.code, blocker.said.params) == ("LOSING_CARRIER_UNKNOWN", {"name": "Nordtel"})
    assert blocker.message == "“Nordtel” is not on the list of carriers yet: staff match it with one before the request goes on."
