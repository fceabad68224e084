"""The instants and days that a grid's facts speak of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""A Monday; with the losing carrier in New York no holiday is near but the one in HOLIDAY."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOLIDAY = datetime(2026, 5, 25, 18, 0, tzinfo=UTC)  # Memorial Day
ASKED_FOC = datetime(2026, 3, 16, 18, 0, tzinfo=UTC)
FOC_ASKED = {"ahead": ASKED_FOC, "today": NOW + 2 * HOUR, "past": NOW - 3 * DAY, "weekend": ASKED_FOC - DAY, "holiday": HOLIDAY}
FOC_AT = {
    "none": None,
    "ahead": NOW + 10 * DAY,
    "in_48h": NOW + 48 * HOUR,
    "near": NOW + DAY,
    "now": NOW,
    "passed": NOW - HOUR,
    "at_perform": NOW + 2 * DAY,
}
REJECTED_AT = {"long_ago": NOW - 7 * DAY, "24h_ago": NOW - DAY, "recently": NOW - 23 * HOUR}
FIRST_POSSIBLE = {"reached": NOW - 7 * DAY, "today": NOW, "tomorrow": NOW + DAY}
KNOWN = {"no": None, "yes": (NOW + 9 * DAY).date()}
WINDOW = {"open": NOW + 60 * DAY, "ends_now": NOW, "closed": NOW - HOUR}
PERFORM_AT = {"none": None, "scheduled": NOW + 2 * DAY, "due_now": NOW, "due": NOW - HOUR}
DEADLINE = {"ahead": NOW + 20 * HOUR, "now": NOW, "passed": NOW - HOUR}
RELEASE_AT = {"reached": NOW - HOUR, "now": NOW, "ahead": NOW + DAY}
REQUESTED_DATE = date(2026, 3, 9)
