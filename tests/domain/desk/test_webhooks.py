"""Webhook endpoints: what one hears, as whom it reads, whether who made it still could, and when it is taken as gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from portico.domain import heard
from portico.domain.actors import ALL_SCOPES, Actor, Scope
from portico.domain.desk import webhooks
from portico.domain.events import JOURNALED_ONLY, Happening
from portico.domain.formats import Malformed
from portico.domain.statuses import Level, Role
from tests.domain.situations import CAST

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
ENDPOINT = UUID(int=20)
ADMIN = replace(CAST.member, level=Level.ADMIN)
STAFF = replace(CAST.agent, level=Level.ADMIN)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, []),
        ([], []),
        ([" Porting_Number.Completed "], ["porting_number.completed"]),
        (["porting_number.*", "porting_request.commented"], ["porting_number.*", "porting_request.commented"]),
        (
            ["port_out_request.received", "porting_number.completed", "port_out_request.received"],
            ["port_out_request.received", "porting_number.completed"],
        ),
    ],
)
def test_a_filter_is_kept_as_events_and_kinds_each_once(given: list[str] | None, kept: list[str]) -> None:
    assert heard.events(given) == kept


TOLD_OTHERWISE = {
    *(Happening.PORTING_NUMBER_FOC_IN_THREE_DAYS, Happening.PORTING_NUMBER_FOC_TOMORROW, Happening.PORTING_NUMBER_FOC_TODAY),
    Happening.PORT_OUT_REQUEST_STALLED,
    *(Happening.PORTING_NUMBER_FOC_OVERDUE, Happening.PORTING_NUMBER_PROFILE_MISSING, Happening.PORTING_REQUEST_WINDOW_CLOSING),
    Happening.PORT_OUT_REQUEST_REFUSED,
    *(Happening.CARRIER_SUBMIT, Happening.CARRIER_CANCEL, Happening.CARRIER_PERFORM, Happening.CARRIER_OUTCOME),
    Happening.CARRIER_SNAPBACK,
}
"""What no endpoint hears though it is told: reminders, which go to people; a port-out that never became one; what carriers are owed."""


def test_a_happening_that_is_told_was_left_out_of_what_endpoints_hear() -> None:
    told = set(Happening) - JOURNALED_ONLY
    heard_of = {event for event in told if str(event) in heard.HEARD}
    assert heard_of.isdisjoint(TOLD_OTHERWISE)
    assert told == heard_of | TOLD_OTHERWISE
    assert not {str(event) for event in JOURNALED_ONLY} & set(heard.HEARD)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["porting_number.flown"], "porting_number.flown"),
        (["porting_number.completed", "one", "two"], "one"),
        (["user.level_changed"], "user.level_changed"),
        (["user.*"], "user.*"),
        (["porting_number"], "porting_number"),
        ([""], ""),
        (["x" * 81], "x" * 80),
    ],
)
def test_what_nobody_can_hear_is_refused_by_its_name(given: list[str], named: str) -> None:
    with pytest.raises(Malformed) as refused:
        heard.events(given)
    assert (refused.value.code, refused.value.said.code) == ("UNKNOWN", "webhook_endpoint.event_unknown")
    assert refused.value.said.params == {"given": named, "kinds": "porting_request.*"}
    assert refused.value.message == f"There is no event {named}. Write it as it is sent, or a kind as porting_request.*."


@pytest.mark.parametrize(
    ("asked", "event", "hears"),
    [
        ([], "porting_number.completed", True),
        (["porting_number.completed"], "porting_number.completed", True),
        (["porting_number.canceled"], "porting_number.completed", False),
        (["porting_number.*"], "porting_number.completed", True),
        (["porting_number.*"], "porting_request.submitted", False),
        (["porting_number.*", "porting_request.submitted"], "porting_request.submitted", True),
    ],
)
def test_an_endpoint_hears_its_events_its_kinds_and_without_a_filter_everything(asked: list[str], event: str, hears: bool) -> None:
    assert webhooks.hears(asked, event) is hears


def test_an_endpoint_reads_as_a_viewer_of_its_account_by_the_scopes_it_was_made_with() -> None:
    found = webhooks.reader(ENDPOINT, "ERP", CAST.account_id, ["portout:read", "porting:read", "of:old", "carrier:act"])
    scopes = frozenset({Scope.PORTOUT_READ, Scope.PORTING_READ})
    assert found == Actor(Role.CUSTOMER, Level.VIEWER, "webhook", ENDPOINT, "ERP", account_id=CAST.account_id, scopes=scopes)


@pytest.mark.parametrize(
    ("scopes", "heard"),
    [
        (["porting:read"], {"porting_request"}),
        (["portout:read"], {"port_out_request"}),
        (["porting:read", "portout:read"], {"porting_request", "port_out_request"}),
        (["webhooks:write"], set()),
    ],
)
def test_an_endpoint_is_told_of_the_side_that_its_scopes_read(scopes: list[str], heard: set[str]) -> None:
    endpoint = webhooks.reader(ENDPOINT, "ERP", CAST.account_id, scopes)
    kinds = ["porting_request", "port_out_request", "phone_number", "account"]
    assert {kind for kind in kinds if webhooks.may_hear_of(endpoint, kind)} == heard


WRITING = Scope.WEBHOOKS_WRITE


@pytest.mark.parametrize(
    ("creator", "scopes", "stands"),
    [
        (ADMIN, ["porting:read"], True),
        (STAFF, ["porting:read"], True),
        (ADMIN, [str(scope) for scope in Scope], True),
        (replace(ADMIN, scopes=frozenset({WRITING, Scope.PORTING_READ})), ["porting:read"], True),
        (replace(ADMIN, scopes=frozenset({WRITING, Scope.PORTING_READ})), ["porting:read", "webhooks:write"], True),
        (replace(ADMIN, scopes=frozenset({WRITING, Scope.PORTING_READ})), ["porting:read", "portout:read"], False),
        (replace(ADMIN, scopes=frozenset({WRITING})), ["webhooks:write", "carrier:act"], True),
        (replace(ADMIN, scopes=ALL_SCOPES - {WRITING}), ["porting:read"], False),
        (replace(ADMIN, level=Level.MEMBER), ["porting:read"], False),
        (CAST.agent, ["porting:read"], False),
        (replace(ADMIN, account_id=UUID(int=99)), ["porting:read"], False),
        (None, ["porting:read"], False),
    ],
)
def test_an_endpoint_stands_while_who_made_it_could_make_it_with_no_less(creator: Actor | None, scopes: list[str], stands: bool) -> None:
    assert webhooks.still_stands(creator, CAST.account_id, scopes) is stands


@pytest.mark.parametrize(
    ("failing_since", "is_over"),
    [
        (None, False),
        (NOW - timedelta(days=5) + timedelta(seconds=1), False),
        (NOW - timedelta(days=5), True),
        (NOW - timedelta(days=6), True),
    ],
)
def test_an_endpoint_is_taken_as_gone_after_five_days_of_failing(failing_since: datetime | None, is_over: bool) -> None:
    assert webhooks.is_over(failing_since, NOW) is is_over
