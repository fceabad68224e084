"""What the operator keeps of carriers and fees has a door in the API: every column is set by a mutation and shown, or says why not."""

from __future__ import annotations

import re

import pytest

from portico.domain.reference.carrier_codes import CODES
from portico.graphql.schema import schema
from portico.storage import models
from portico.storage.engine import rows

STAMPS = {"id", "created_at", "updated_at"}
# Column → (where it is set, where it is shown); a text stands for a door of another kind.
CARRIER = {
    **{name: ({"CarrierCreateInput", "CarrierChangeInput"}, "Carrier") for name in (
        "name", "country", "region", "time_zone", "gateway", "completes_by_itself", "network_for", *CODES,
    )},
    **{name: ({"CarrierCreateInput", "CarrierChangeInput"}, "CarrierKept") for name in ("contacts", "callback_url")},
    "retired_at": "carrierRetire and carrierRestore",
    "callback_secret": "carrierRenewCallbackSecret shows it once",
    "version": "counted by every change",
}  # fmt: skip
FEE = {
    **{name: ({"FeeSetInput"}, "Fee") for name in ("country", "number_type", "currency")},
    **{name: ({"FeeSetInput", "FeeChangeInput"}, "Fee") for name in ("amount_minor", "per", "valid_from", "valid_until")},
    "billed_at": "written when something is billed by it",
    "version": "counted by every change",
}


def fields_of(place: str) -> set[str]:
    """What a type or an input of the schema has, as its columns are spelled."""
    named = schema._schema.type_map[place]
    return {re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name) for name in getattr(named, "fields", {})}


@pytest.mark.parametrize(("model", "doors"), [(models.Carrier, CARRIER), (models.FeeSchedule, FEE)])
def test_every_column_has_a_door(model: rows.Table, doors: dict[str, tuple[set[str], str] | str]) -> None:
    columns = set(rows.columns(model)) - STAMPS
    kept_together = {"codes"} if model is models.Carrier else set()  # each code is a field of its own
    assert columns - kept_together == doors.keys() - set(CODES)
    for column, door in doors.items():
        if isinstance(door, tuple):
            inputs, shown = door
            for place in (*inputs, shown):
                assert column in fields_of(place), f"{place} has no {column}"


def test_the_mutations_that_are_named_as_doors_are_there() -> None:
    mutation = schema._schema.mutation_type
    assert mutation
    assert {"carrierRetire", "carrierRestore", "carrierRenewCallbackSecret"} <= mutation.fields.keys()
