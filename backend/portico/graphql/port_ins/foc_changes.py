"""What became of a number's FOC date, as clients see it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry

from portico.domain.dates import foc_calendar
from portico.domain.port_ins.porting_number import FocChangeKind, FocFlag
from portico.storage.engine.rows import Row

text = strawberry.field


@strawberry.type(description="A change of the FOC date.")
class FocChange:
    foc_at: datetime = text(description="The date it was about.")
    foc_date: date = text(description="Its day on the losing carrier's clock.")
    at: datetime = text(description="When it changed.")
    kind: FocChangeKind = text(description="What became of it.")
    flagged: FocFlag | None = text(description="Set when the carrier's own date was taken outside the rules.")
    change: str = text(description="What became of it, in English; `kind` is to branch on and to translate.")
    flag: str | None = text(description="What deserves a look, in English; `flagged` is to branch on and to translate.")


def foc_date(foc_at: datetime, row: Row) -> date:
    """The day of a number's date where its losing carrier is."""
    return foc_calendar.day_of(foc_at, row["l_time_zone"], row["r_country"])


def foc_change(change: Row, row: Row) -> FocChange:
    kind, flag, foc_at = FocChangeKind(change["change"]), change.get("flag"), datetime.fromisoformat(change["foc_at"])
    words: dict[str, Any] = {"kind": kind, "change": kind.value, "flagged": FocFlag(flag) if flag else None, "flag": flag}
    return FocChange(foc_at=foc_at, foc_date=foc_date(foc_at, row), at=datetime.fromisoformat(change["at"]), **words)
