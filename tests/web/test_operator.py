"""The operator's name and logo over plain HTTP: public, kept for ever under the address of their version, changed by its admins only."""

from __future__ import annotations

from hashlib import sha256

import httpx
import pytest

from portico.operations.engine.work import Work
from portico.operations.people.operator_settings import ChangeOperator, change_operator
from tests import factories
from tests.web import papers
from tests.web.conftest import Acting

pytestmark = pytest.mark.either_engine


async def test_a_stranger_reads_name_and_logo_and_keeps_the_logo_by_its_version(
    work: Work, client: httpx.AsyncClient, acting: Acting
) -> None:
    assert (await client.get("/operator")).json() == {"name": None, "logo": None}
    assert (await client.get("/operator/logo")).status_code == 404
    scene = await factories.scene(work)
    await change_operator(work, scene.staff_admin, ChangeOperator(name="Lowlands"))
    async with acting(scene.staff_admin) as admin:
        answer = await admin.put("/operator/logo", content=papers.png())
    logo = answer.json()["logo"]
    assert (await client.get("/operator")).json() == {"name": "Lowlands", "logo": logo}
    got = await client.get(logo)
    assert (got.content, got.headers["content-type"]) == (papers.png(), "image/png")
    assert "immutable" in got.headers["cache-control"]
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["cross-origin-resource-policy"] == "cross-origin"
    for path in ("/operator/logo", "/operator/logo?v=another"):
        assert (await client.get(path)).headers["cache-control"] == "public, no-cache"
    again = await client.get("/operator/logo", headers={"if-none-match": f'"{sha256(papers.png()).hexdigest()}"'})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_logo_is_taken_of_staff_admins_only_and_refused_by_its_field(work: Work, client: httpx.AsyncClient, acting: Acting) -> None:
    scene = await factories.scene(work)
    assert (await client.put("/operator/logo", content=papers.png())).status_code == 401
    for actor in (scene.agent, scene.admin):
        async with acting(actor) as other:
            assert (await other.put("/operator/logo", content=papers.png())).status_code == 403
    async with acting(scene.staff_admin) as admin:
        refused = await admin.put("/operator/logo", content=papers.pdf())
        assert [field["path"] for field in refused.json()["problem"]["fields"]] == ["logo"]
        assert (await admin.put("/operator/logo", content=bytes(200_001))).status_code == 413
