"""The data of entries as clients see it."""

from __future__ import annotations

from uuid import UUID

from portico.domain.ids import spelled
from portico.graphql.desk import journal_data

ROW = UUID("019caf10-3180-71bb-9353-13780e4ab41c")


def test_no_entry_tells_the_ids_of_rows() -> None:
    """Customers read bare UUIDs of numbers and carriers, which no field of the API takes."""
    number, carrier, row = spelled("porting_number", ROW), spelled("carrier", ROW), str(ROW)
    kept = {
        "e164": "+31201234567",
        "carrier_id": row,
        "numbers": [{"number_id": row, "code": "63", "text": "Not ours."}],
        "stay": [{"status": "COMPLETED", "numbers": {row: "+31201234567"}}],
        "changed": {"configuration_profile_id": [None, row], "perform_at": [None, "2026-03-12T08:00:00+00:00"]},
        "elsewhere": row,
        "several": [row, "FOC"],
        "left": None,
    }
    assert journal_data.told(kept) == {
        "carrier_id": carrier,
        "numbers": [{"number_id": number, "code": "63", "text": "Not ours."}],
        "stay": [{"status": "COMPLETED", "numbers": {number: "+31201234567"}}],
        "changed": {
            "configuration_profile_id": [None, spelled("configuration_profile", ROW)],
            "perform_at": [None, "2026-03-12T08:00:00+00:00"],
        },
        "several": ["FOC"],
        "left": None,
    }
