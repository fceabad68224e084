"""Rows of an account, a request and a number with what a page shows of them and nothing else, for whoever writes thousands."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Final

PER_REQUEST: Final = 20
START: Final = datetime(2026, 1, 1, tzinfo=UTC)


def key(chance: random.Random) -> str:
    text = f"{chance.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-7{text[13:16]}-8{text[17:20]}-{text[20:]}"


def account(own: str, at: str) -> dict[str, object]:
    return {"id": own, "created_at": at, "updated_at": at, "name": "Bench", "slug": "bench", "currency": "USD", "time_zone": "UTC",
            "notification_emails": "[]", "tier": "STANDARD", "cancel_cutoff_hours": 48, "port_out_on_deadline": "EXPIRE",
            "port_out_pin_required": 0, "port_out_two_person": 0, "account_number": "1000000001"}  # fmt: skip


def counts(status: str, waiting_on: str) -> dict[str, int]:
    """What a request's row says of its numbers, which all stand here."""
    true = {
        "open_count": status != "COMPLETED", "completed_count": status == "COMPLETED", "canceled_count": False,
        "waits_for_customer_count": waiting_on == "CUSTOMER", "waits_for_staff_count": waiting_on == "STAFF",
        "at_carrier_count": status not in {"COMPLETED", "PENDING", "PORTABLE"}, "to_resubmit_count": status == "ACTION_REQUIRED",
        "handed_elsewhere_count": False,
    }  # fmt: skip
    return {name: PER_REQUEST if so else 0 for name, so in true.items()}


def request(own: str, holder: str, place: int, at: str, ended: bool) -> dict[str, object]:
    return {"id": own, "created_at": at, "updated_at": at, "account_id": holder, "reference": f"PI-2026-{place:06d}", "country": "US",
            "number_type": "GEOGRAPHIC", "flow": "STANDARD", "status": "COMPLETED" if ended else "IN_PROGRESS", "version": 1, "sequence": 0,
            "status_reason": "Submitted", "number_count": PER_REQUEST,
            **(counts("COMPLETED", "NOBODY") if ended else counts("IN_PROCESS", "CARRIER")),
            "waiting_on": "NOBODY" if ended else "CARRIER", "subscriber_kind": "BUSINESS", "extra_fields": "{}",
            "fields_changed_at": "{}", "port_type": "FULL"}  # fmt: skip


def number(own: str, order: str, holder: str, place: int, at: str, *, ended: bool) -> dict[str, object]:
    return {"id": own, "created_at": at, "updated_at": at, "account_id": holder, "request_id": order, "e164": f"+1{2000000000 + place}",
            "number_type": "GEOGRAPHIC", "status": "COMPLETED" if ended else "IN_PROCESS", "status_reason": "Submitted",
            "status_reasons": "[]", "reasons_confirmed": "[]", "version": 1, "waiting_on": "NOBODY" if ended else "CARRIER",
            "foc_history": "[]", "attempt_no": 1}  # fmt: skip


def carrier(own: str, name: str, at: str) -> dict[str, object]:
    return {"id": own, "created_at": at, "updated_at": at, "name": name, "country": "US", "time_zone": "America/New_York", "codes": "{}",
            "network_for": "[]", "gateway": "MANUAL", "completes_by_itself": 0, "contacts": "[]", "version": 1}  # fmt: skip
