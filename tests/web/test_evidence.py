"""Evidence over HTTP: made by a mutation, seen and fetched by staff, and by nobody else."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.ids import new_id
from portico.operations.engine.work import Work
from tests import factories
from tests.factories import Scene
from tests.graphql.asking import ask, errors
from tests.operations.exports.evidence import files_of, pack_of, ported_in
from tests.web.conftest import Acting, Caller

pytestmark = pytest.mark.either_engine
MAKE = """mutation ($id: ID!) { made: evidencePackMake(input: { requestId: $id }) { __typename ... on Problem { code message }
    ... on EvidencePack { id orderId reference madeAt entries manifestSha256 path trimmedAt } } }"""
SEEN = "query ($id: ID!) { evidencePack(orderId: $id) { id path } }"


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


async def test_staff_make_it_see_it_and_fetch_it(work: Work, scene: Scene, acting: Acting) -> None:
    order = await ported_in(work, scene)
    spelled = ids.spelled(*order)
    assert (await ask(work, scene.agent, SEEN, id=spelled))["evidencePack"] is None
    made = (await ask(work, scene.agent, MAKE, id=spelled))["made"]
    row = await pack_of(work, order[1])
    assert (made["orderId"], made["entries"], made["manifestSha256"], made["trimmedAt"]) == (spelled, 3, row["manifest_sha256"], None)
    assert (await ask(work, scene.agent, SEEN, id=spelled))["evidencePack"] == {"id": made["id"], "path": made["path"]}
    async with acting(scene.agent) as client:
        got = await client.get(made["path"])
    assert (got.status_code, got.headers["content-type"]) == (200, "application/zip")
    assert (got.headers["cache-control"], got.headers["x-content-type-options"]) == ("private, no-store", "nosniff")
    assert got.headers["content-disposition"] == f'attachment; filename="{row["reference"]}-evidence.zip"'
    assert got.headers["content-length"] == str(len(got.content))
    assert "SHA256SUMS" in files_of(got.content)


async def test_nobody_else_does(work: Work, scene: Scene, acting: Acting, caller: Caller) -> None:
    order = await ported_in(work, scene)
    spelled = ids.spelled(*order)
    path = (await ask(work, scene.agent, MAKE, id=spelled))["made"]["path"]
    for actor in (scene.admin, scene.member, scene.network):
        assert await errors(work, actor, SEEN, id=spelled) == ["NOT_PERMITTED"]
        assert (await ask(work, actor, MAKE, id=spelled))["made"]["code"] == "NOT_PERMITTED"
        async with acting(actor) as client:
            assert (await client.get(path)).status_code == 403
    async with caller() as stranger:
        assert (await stranger.get(path)).status_code == 401
    async with acting(scene.agent) as client:
        for missing in ("evid_nothing", ids.spelled("evidence_pack", new_id()), ids.spelled("document", new_id())):
            assert (await client.get(f"/evidence/{missing}")).status_code == 404


async def test_of_an_order_that_goes_on_there_is_none(work: Work, scene: Scene) -> None:
    moving = ids.spelled("porting_request", (await factories.request(work, scene, 1)).id)
    refused = (await ask(work, scene.agent, MAKE, id=moving))["made"]
    assert (refused["code"], refused["message"]) == ("ACTION_UNAVAILABLE", "Evidence is put together once the request has ended.")


async def test_a_key_makes_one_and_never_another(work: Work, scene: Scene) -> None:
    keyed = """mutation ($i: EvidencePackMakeInput!) { made: evidencePackMake(input: $i) {
        ... on EvidencePack { id } ... on InvalidInput { fields { code } } } }"""
    first, second = [ids.spelled(*(await ported_in(work, scene))) for _ in range(2)]
    made = [(await ask(work, scene.agent, keyed, i={"requestId": first, "idempotencyKey": "once"}))["made"] for _ in range(2)]
    assert made[0] == made[1]
    other = (await ask(work, scene.agent, keyed, i={"requestId": second, "idempotencyKey": "once"}))["made"]
    assert [each["code"] for each in other["fields"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert len([path for path in (work.settings.data_dir / "documents").rglob("*") if path.is_file()]) == 5, "four papers, one pack"
