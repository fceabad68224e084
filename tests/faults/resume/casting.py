"""Who takes part: two accounts with numbers that have a date, and everybody's tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from portico.domain.ids import spelled
from portico.domain.statuses import PortingNumberStatus, Role
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests import factories

ORDERS, NUMBERS = 3, 12
"""Of each account, and of each order: few enough that writers meet at the same rows."""
SIDES = ("staff", "carrier", "account 0", "account 1")


@dataclass(frozen=True)
class Cast:
    """`tokens` are those of `SIDES`, of which the carrier has the first account's numbers; `numbers` are as clients spell them."""

    tokens: Mapping[str, str]
    accounts: Sequence[UUID]
    orders: Sequence[UUID]
    numbers: Sequence[str]


async def seeded(url: str, data: Path) -> Cast:
    """Migrates and fills an empty database."""
    settings = Settings(environment="test", database_url=url, data_dir=data)
    tables.register()
    opened = await database.open(settings)
    try:
        await opened.migrate()
        return await _filled(Work(opened, settings, KeyRing(settings.secret_keys)))
    finally:
        await opened.close()


async def _filled(work: Work) -> Cast:
    rows = factories.Rows(work.now)
    scenes = [rows.scene() for _ in range(2)]
    placed = [rows.request(scene, [PortingNumberStatus.FOC_DATE_SET] * NUMBERS) for scene in scenes for _ in range(ORDERS)]
    await rows.write(work)
    made = [
        await credentials.create_token(work, role=Role.STAFF, name="staff"),
        await credentials.create_token(work, role=Role.CARRIER, name="carrier", carrier_id=scenes[0].losing_id),
        *[await credentials.create_token(work, role=Role.CUSTOMER, name="account", account_id=scene.account_id) for scene in scenes],
    ]
    tokens = dict(zip(SIDES, [each.token for each in made], strict=True))
    numbers = [spelled("porting_number", number) for request in placed for number in request.numbers]
    return Cast(tokens, [scene.account_id for scene in scenes], [request.id for request in placed], numbers)
