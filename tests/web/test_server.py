"""The door itself: what a served process does before it says where it listens."""

from __future__ import annotations

import gc

import pytest
from starlette.applications import Starlette

from portico.web import server


async def test_a_request_does_not_pay_for_a_look_through_all_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole collection walked the schema and everything imported: 130 ms of whichever request it fell into, and of the first."""
    done: list[str] = []
    for name in ("collect", "freeze", "set_threshold"):
        monkeypatch.setattr(gc, name, lambda *_, name=name: done.append(name))
    served = server._Announcing(server.configured(Starlette(), "127.0.0.1", 0), done.append)
    served.config.load()
    served.lifespan = served.config.lifespan_class(served.config)
    try:
        await served.startup()
        *before, address = done
    finally:
        await served.shutdown()
    assert before == ["freeze", "set_threshold"]
    assert address.startswith("http://localhost:")
