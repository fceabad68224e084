"""The losing carrier of each number of a port-in: whatever their request says since, the one that it was handed over to."""

from __future__ import annotations

from typing import Final

_HANDED_OVER_IN: Final = """(SELECT MAX(earlier.no) FROM porting_attempt earlier, porting_attempt_number part
        WHERE part.number_id = n.id AND part.handed_over_at IS NOT NULL AND earlier.id = part.attempt_id)"""
_SENT_IN: Final = f"""CASE WHEN n.handed_over_at IS NOT NULL OR n.attempt_no < 2 THEN n.attempt_no
        ELSE COALESCE({_HANDED_OVER_IN}, n.attempt_no) END"""
_HANDED_TO: Final = f"""(SELECT sent.losing_carrier_id FROM porting_attempt sent
        WHERE sent.request_id = n.request_id AND sent.no = {_SENT_IN})"""
"""That of the newest attempt it was handed over in, or else of its newest one; nothing before it has any."""

JOIN: Final = f"LEFT JOIN carrier lc ON lc.id = COALESCE({_HANDED_TO}, r.losing_carrier_id)"
"""The carrier `lc` of the porting number `n` of the request `r`: where it is, and by whose clock its dates are read."""

ANOTHER_NAMED: Final = """EXISTS (SELECT 1 FROM porting_attempt pa
        WHERE pa.request_id = r.id AND (r.losing_carrier_id IS NULL OR pa.losing_carrier_id <> r.losing_carrier_id))"""
"""Whether an attempt of the request `r` named another losing carrier than it does now."""
