"""The clock of a process: the system's, unless a demo or test moves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portico.settings import Settings

OFFSET_FILE = "clock-offset"


def of(settings: Settings) -> Callable[[], datetime]:
    """Now, in UTC. Outside production, seconds written to `<data_dir>/clock-offset` are added, so that days can be made to pass."""
    if settings.environment == "production":
        return lambda: datetime.now(UTC)
    moved = settings.data_dir / OFFSET_FILE
    return lambda: datetime.now(UTC) + timedelta(seconds=_offset(moved))


def _offset(path: Path) -> float:
    try:
        return float(path.read_text(encoding="ascii").strip() or 0)
    except (FileNotFoundError, ValueError):
        return 0.0
