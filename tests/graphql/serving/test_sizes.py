"""How long lists may get: each has a size that its price reckons with, and what the code bounds is reckoned as long as it gets."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, get_nullable_type, is_list_type

from portico.domain.desk.webhooks import MOST_ENDPOINTS, MOST_SECRETS
from portico.domain.heard import HEARD
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.policy import RULES
from portico.domain.port_ins.requirements import requirements
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.setting_up.starter import STARTERS
from portico.domain.statuses import PortingRequestStatus
from portico.graphql.schema import schema
from portico.graphql.serving.weights import AS_ASKED, PAGED, SIZES
from portico.operations.engine.fields import MOST_LISTED

Field = tuple[str, str]
BOUNDS: Mapping[Field, int] = {
    ("Account", "contacts"): MOST_LISTED,
    ("Account", "notificationEmails"): MOST_LISTED,
    ("Carrier", "networkFor"): MOST_LISTED,
    ("CarrierKept", "contacts"): MOST_LISTED,
    ("CompanyProfile", "emails"): MOST_LISTED,
    ("ExtraFieldValue", "numbers"): MOST_NUMBERS,
    ("PortingRequestNumbersMoved", "results"): MOST_NUMBERS,
    ("Query", "portInReasons"): len(ReasonCode),
    ("Query", "portOutRejectReasons"): len(PortOutRejectCode),
    ("Query", "portingRequestStatuses"): len(PortingRequestStatus),
    ("Query", "requirements"): len(requirements._REQUIREMENTS),
    ("Query", "starterCountries"): len(STARTERS),
    ("Query", "webhookEvents"): len(HEARD),
    ("Viewer", "permissions"): len(RULES),
    ("Query", "webhookEndpoints"): MOST_ENDPOINTS,
    ("WebhookEndpoint", "secrets"): MOST_SECRETS,
}
"""What the code lets a list be at the most."""


def lists() -> set[Field]:
    kinds = [kind for kind in schema._schema.type_map.values() if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)]
    every = [(kind.name, name, field) for kind in kinds for name, field in kind.fields.items()]
    return {(kind, name) for kind, name, field in every if is_list_type(get_nullable_type(field.type))}


def test_no_list_is_taken_for_short_because_nobody_has_looked_how_long_it_gets() -> None:
    """The numbers of a port-out were five to their price, and are a thousand."""
    as_asked = {each for each in lists() if each[1] in PAGED} | AS_ASKED
    assert lists() - as_asked - SIZES.keys() == set(), "each of these needs its size in serving/weights.py"
    assert SIZES.keys() - lists() == set()


@pytest.mark.parametrize("field", BOUNDS, ids=".".join)
def test_a_list_that_the_code_bounds_is_reckoned_as_long_as_it_gets(field: Field) -> None:
    assert SIZES[field] >= BOUNDS[field]
