"""What tests of lists watch."""

from __future__ import annotations

from typing import Any

import pytest

from portico.storage.engine.database import Connection


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been asked since it was emptied."""
    asked = list[str]()

    def watched(ask: Any) -> Any:
        async def asking(self: Connection, statement: str, *args: Any) -> Any:
            asked.append(statement)
            return await ask(self, statement, *args)

        return asking

    for name in ("fetch", "read"):
        monkeypatch.setattr(Connection, name, watched(getattr(Connection, name)))
    return asked
