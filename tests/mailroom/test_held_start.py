"""A restored system starts held: the clock meets no deadline that passed since the backup, until somebody has looked and releases it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from portico import app, delivering
from portico.domain.actors import SYSTEM
from portico.domain.statuses import HeldKind, PortOutRequestStatus
from portico.mailroom import gate
from portico.operations.desk import holding
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage import models
from portico.storage.engine.installation import identity
from tests import factories
from tests.clock import Clock
from tests.operations.engine.archive import all_of, entries_of, row_of
from tests.operations.port_ins.test_waiting_papers import upload

SECONDS = 20


async def status(work: Work, order: factories.PortOut) -> PortOutRequestStatus:
    found = await row_of(work, models.PortOutRequest, order.id)
    assert found is not None
    return PortOutRequestStatus(found["status"])


async def test_a_restored_system_starts_held_and_goes_on_once_it_is_released(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "LOOK_SECONDS", 0.05)
    settings = Settings(environment="test", database_url=migrated_sqlite_url, data_dir=tmp_path / "data")
    async with app.opened(settings) as house:
        scene = await factories.scene(house.work)
        order = await factories.port_out(house.work, scene, expires_at=house.work.now - timedelta(hours=1))
    identity.mark_of(settings).unlink()  # as if this file had been put here
    async with app.opened(settings) as house, delivering.with_mail_room(house):
        await asyncio.sleep(0.5)  # the clock's first look is over
        assert await status(house.work, order) is PortOutRequestStatus.ACTION_REQUIRED
        assert [held.kind for held in await holding.would_happen(house.work)] == [HeldKind.EXPIRY]
        assert [entry["reason_code"] for entry in await entries_of(house.work, INSTALLATION)] == ["installation.restored"]
        await holding.release(house.work, SYSTEM)
        async with asyncio.timeout(SECONDS):
            while await status(house.work, order) is not PortOutRequestStatus.EXPIRED:  # noqa: ASYNC110 - nobody tells when it does
                await asyncio.sleep(0.05)


async def test_no_waiting_paper_goes_while_the_installation_is_held(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "LOOK_SECONDS", 0.0)
    settings = Settings(environment="test", database_url=migrated_sqlite_url, data_dir=tmp_path / "data")
    now = Clock()
    async with app.opened(settings, clock_source=now) as house:
        scene = await factories.scene(house.work)
        await upload(house.work, scene.member)
        await holding.hold_back(house.work, SYSTEM)
        now.advance(hours=48)
        (sweep, *_others) = app.paper_loops(house.work)
        await sweep.step()
        assert await all_of(house.work, models.Document)
        await holding.release(house.work, SYSTEM)
        await sweep.step()
        assert not await all_of(house.work, models.Document)
