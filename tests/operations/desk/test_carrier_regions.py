"""Where a carrier works decides which days are business days: its region, else its country's default."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.refusals import InvalidInput, NotFound
from portico.domain.statuses import PortingNumberStatus
from portico.operations.desk.carriers import CreateCarrier, create_carrier, set_region
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.operations.engine import archive

EASTER_MONDAY = datetime(2027, 3, 29, 9, tzinfo=UTC)


async def confirm(work: Work, scene: factories.Scene, **carrier: Any) -> None:
    async with work.database.transaction() as connection:
        await sql.update_rows(connection, models.Carrier, {scene.losing_id: carrier})
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS], country="GB")
    await move_one(work, scene.agent, "porting_number", "confirm_foc", Target(placed.number), ConfirmFoc(EASTER_MONDAY))


async def test_a_british_foc_on_easter_monday_is_refused_unless_its_carrier_works_in_scotland(work: Work) -> None:
    scene = await factories.scene(work, "GB")
    with pytest.raises(InvalidInput, match=r"Easter Monday\) is not a business day in England; the next one is Tuesday 30 March 2027"):
        await confirm(work, scene, region=None)
    await confirm(work, scene, region="GB-SCT")


@pytest.mark.either_engine
async def test_a_region_is_one_of_the_carriers_country_whose_holidays_are_known(work: Work) -> None:
    scene = await factories.scene(work)

    async def make(country: str, region: str | None) -> Any:
        command = CreateCarrier(name=f"{country} {region}", country=country, region=region)
        return await archive.row_of(work, models.Carrier, await create_carrier(work, scene.staff_admin, command))

    assert (await make("gb", " gb-sct "))["region"] == "GB-SCT"
    assert (await make("GB", None))["region"] is None
    made = await make("GB", "GB-WLS")
    await set_region(work, scene.staff_admin, made["id"], "gb-nir")
    assert (await archive.row_of(work, models.Carrier, made["id"]) or {})["region"] == "GB-NIR"
    await set_region(work, scene.staff_admin, made["id"], None)
    assert (await archive.row_of(work, models.Carrier, made["id"]) or {})["region"] is None
    with pytest.raises(InvalidInput):
        await set_region(work, scene.staff_admin, made["id"], "US-NY")
    with pytest.raises(NotFound):
        await set_region(work, scene.staff_admin, scene.account_id, None)
    for country, region, told in (
        ("GB", "SCT", "GB-ENG, GB-NIR, GB-SCT, GB-WLS"),
        ("GB", "CH-ZH", "Name a region of this country"),
        ("NL", "NL-NH", "leave the region out"),
    ):
        with pytest.raises(InvalidInput, match=told) as refused:
            await make(country, region)
        assert [(field.path, field.code) for field in refused.value.fields] == [("region", "MALFORMED")]
