"""Every column that is kept has a door in the API, or says why nobody sets it; and every door that is named is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import GraphQLInputObjectType, get_named_type

from portico.graphql.schema import schema
from portico.storage import models
from portico.storage.engine import rows
from portico.web import auth, calendar_feeds, exports, operator, uploads
from tests.contract.doors import DOORS, WRITTEN, Door, NoDoor, camel

STAMPS = {"id", "created_at", "updated_at"}
ROUTES = (*auth.ROUTES, *calendar_feeds.ROUTES, *exports.ROUTES, *operator.ROUTES, *uploads.ROUTES)
# What is set can be read again, under the column's own name, on one of these types; else it stands in NOT_SHOWN.
SHOWN: dict[rows.Table, tuple[str, ...]] = {
    models.Account: ("Account",),
    models.ApiToken: ("ApiToken",),
    models.BusinessDayOverride: ("BusinessDayOverride",),
    models.Carrier: ("Carrier", "CarrierKept"),
    models.CompanyProfile: ("CompanyProfile",),
    models.ConfigurationProfile: ("ConfigurationProfile",),
    models.FeeSchedule: ("Fee",),
    models.OperatorSettings: ("OperatorSettings",),
    models.RetentionPeriod: ("RetentionPeriod",),
    models.User: ("User",),
    models.WebhookEndpoint: ("WebhookEndpoint",),
}
NOT_SHOWN = {
    (models.Account, "callback_secret"): "shown once by its rotation",
    (models.ApiToken, "token_hash"): "shown once",
    (models.ApiToken, "replaced_hash"): "shown once",
    (models.ApiToken, "replaced_until"): "as oldSecretUntil",
    (models.Carrier, "callback_secret"): "shown once by its renewal",
    (models.Carrier, "codes"): "each by its own name",
    (models.OperatorSettings, "logo_sha256"): "as logoPath",
    (models.User, "password_hash"): "never",
    (models.User, "disabled_at"): "as status",
    (models.WebhookEndpoint, "deleted_at"): "gone from the lists",
}


def ways() -> Iterator[tuple[str, str]]:
    """Every door that is named, with whose it is."""
    for model, doors in DOORS.items():
        for column, door in doors.items():
            if isinstance(door, Door):
                for way in door.ways:
                    yield f"{rows.table_name(model)}.{column}", way


def is_there(way: str) -> bool:
    """Whether the schema has the mutation and its field, or the server the address."""
    if "/" in way:
        method, path = way.split()
        return any(getattr(route, "path", None) == path and method in getattr(route, "methods", ()) for route in ROUTES)
    name, _, field = way.partition(".")
    assert schema._schema.mutation_type
    mutation = schema._schema.mutation_type.fields.get(name)
    if mutation is None:
        return False
    takes = get_named_type(mutation.args["input"].type)
    assert isinstance(takes, GraphQLInputObjectType)
    return not field or field in takes.fields


def test_every_table_is_set_by_somebody_or_says_why_not() -> None:
    every = {getattr(models, name) for name in models.__all__}
    assert DOORS.keys() | WRITTEN.keys() == every
    assert not DOORS.keys() & WRITTEN.keys()


@pytest.mark.parametrize("model", DOORS, ids=rows.table_name)
def test_every_column_has_a_door_or_says_why_not(model: rows.Table) -> None:
    assert set(rows.columns(model)) - STAMPS == DOORS[model].keys()
    assert all(door.why for door in DOORS[model].values() if isinstance(door, NoDoor))


def test_every_door_that_is_named_is_there() -> None:
    assert [(whose, way) for whose, way in ways() if not is_there(way)] == []
    assert not is_there("accountChange.portOutHours"), "a field that no mutation has is found missing"
    assert not is_there("PUT /nowhere")


@pytest.mark.parametrize("model", SHOWN, ids=rows.table_name)
def test_what_can_be_set_can_be_read_again(model: rows.Table) -> None:
    shown = {field for name in SHOWN[model] for field in getattr(schema._schema.type_map[name], "fields", {})}
    unseen = {column for column, door in DOORS[model].items() if isinstance(door, Door) and camel(column) not in shown}
    assert unseen == {column for of, column in NOT_SHOWN if of is model}
