"""What tests of lists watch."""

from __future__ import annotations

from typing import Any

import pytest

from portico.storage.engine.database import Connection
from portico.storage.engine.rows import LooseRow


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been asked since it was emptied."""
    asked, fetch = list[str](), Connection.fetch

    async def watched(self: Connection, statement: str, *args: Any) -> list[LooseRow]:
        asked.append(statement)
        return await fetch(self, statement, *args)

    monkeypatch.setattr(Connection, "fetch", watched)
    return asked
