"""The losing carrier of each number of a port-in: whatever their request says since, the one that it was handed over to."""

from __future__ import annotations

from typing import Final

JOIN: Final = "LEFT JOIN carrier lc ON lc.id = COALESCE(n.handed_to_id, n.sent_to_id, r.losing_carrier_id)"
"""The carrier `lc` of the porting number `n` of the request `r`: where it is, and by whose clock its dates are read."""

ANOTHER_NAMED: Final = """EXISTS (SELECT 1 FROM porting_attempt pa
        WHERE pa.request_id = r.id AND (r.losing_carrier_id IS NULL OR pa.losing_carrier_id <> r.losing_carrier_id))"""
"""Whether an attempt of the request `r` named another losing carrier than it does now."""
