"""What is to be weighed before numbers leave, as owner and staff read it; no carrier does, nor papers and words not for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.statuses import DocumentKind, NumberSource
from portico.domain.statuses import PortOutRequestStatus as Status
from portico.operations.desk.comments import WriteCommentOnPortOut, comment_on_port_out_request
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, passwords
from portico.operations.port_outs.port_out_papers import PortOutUpload, hand_in_paper
from portico.storage import models
from portico.storage.engine import rows, sql
from tests import factories
from tests.clock import Clock
from tests.factories import PortOut, Scene
from tests.graphql.asking import ask
from tests.operations.port_ins.test_documents_upload import pieces
from tests.web import papers

pytestmark = pytest.mark.either_engine

EVIDENCE = """query ($id: ID!) { portOutRequest(id: $id) { evidence {
    comparisons { field verdict why severity given onRecord recordKind recordName }
    risks { kind message messageCode messageParams } } } }"""
LISTED = "{ portOutRequests(first: 10) { edges { node { id evidence { risks { kind } } } } } }"
ALL = """query ($id: ID!) { portOutRequest(id: $id) { evidence { risks { kind } comparisons { onRecord } }
    documents { id fileName fromCarrier availableActions { action } }
    comments(first: 10) { edges { node { text toCarrier authorName authorRole } } }
    journal(first: 50) { edges { node { event data } } } } }"""
SAID = {
    "end_user": "ACME Inc", "authorised_name": "Zed Unknown", "service_street": "1 Main St", "service_city": "Springfield",
    "service_postal_code": "10001",
}  # fmt: skip


async def evidence(work: Work, actor: Actor, placed: PortOut) -> Any:
    answer = await ask(work, actor, EVIDENCE, id=ids.spelled("port_out_request", placed.id))
    return answer["portOutRequest"]["evidence"]


async def asked_before(work: Work, scene: Scene) -> None:
    """So that the carrier is known, and what else there is, is much."""
    await factories.port_out(work, scene, status=Status.REJECTED, created_at=work.now - timedelta(days=9))
    for _ in range(10):
        await factories.phone_number(work, scene)


async def risks(work: Work, actor: Actor, placed: PortOut) -> list[str]:
    return [each["kind"] for each in (await evidence(work, actor, placed))["risks"]]


async def test_what_the_carrier_says_stands_beside_the_record_for_owner_and_staff_and_not_for_the_carrier(work: Work) -> None:
    scene = await factories.scene(work)
    address = {"street": "1 Main Street", "city": "Springfield", "postal_code": "10001-1234"}
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE account SET name = 'Acme' WHERE id = $1", scene.account_id)
        stamp = {"id": new_id(work.now), "created_at": work.now, "updated_at": work.now, "account_id": scene.account_id}
        profile = {**stamp, "label": "Head office", "company_name": "Acme, Inc.", "country": "US", "emails": [], **address}
        await sql.insert(unit, models.CompanyProfile, [profile])
    placed = await factories.port_out(work, scene, **SAID)
    for actor in (scene.viewer, scene.agent):
        found = {each["field"]: each for each in (await evidence(work, actor, placed))["comparisons"]}
        assert {field: each["verdict"] for field, each in found.items()} == {
            "NAME": "SAME", "AUTHORISED_PERSON": "DIFFERENT", "STREET": "SAME", "POSTAL_CODE": "NEAR", "CITY": "SAME",
            "ACCOUNT_NUMBER": "MISSING",
        }  # fmt: skip
        assert found["NAME"] == {
            "field": "NAME", "verdict": "SAME", "why": None, "severity": "NONE", "given": "ACME Inc", "onRecord": "Acme, Inc.",
            "recordKind": "COMPANY_PROFILE", "recordName": "Head office",
        }  # fmt: skip
        assert (found["POSTAL_CODE"]["why"], found["POSTAL_CODE"]["severity"]) == ("EXTENSION", "LOW")
    assert await evidence(work, scene.network, placed) is None


async def test_a_carrier_that_never_asked_here_is_a_risk_until_it_has(work: Work) -> None:
    scene = await factories.scene(work)
    for _ in range(10):
        await factories.phone_number(work, scene)
    first = await factories.port_out(work, scene)
    (risk,) = (await evidence(work, scene.member, first))["risks"]
    assert (risk["kind"], risk["messageCode"]) == ("FIRST_OF_CARRIER", "port_out_risk.FIRST_OF_CARRIER")
    later = await factories.port_out(work, scene, created_at=work.now + timedelta(minutes=1))
    assert await risks(work, scene.member, later) == []
    assert await risks(work, scene.member, first) == ["FIRST_OF_CARRIER"]


async def test_numbers_that_came_lately_and_a_fifth_of_all_are_risks(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    await asked_before(work, scene)
    placed = await factories.port_out(work, scene, 2)
    assert await risks(work, scene.agent, placed) == []
    async with work.database.transaction() as unit:
        lately = clock.now - timedelta(days=29)
        await sql.update_rows(
            unit, models.PhoneNumber, {placed.numbers[0]: {"source": NumberSource.PORTED_IN, "activated_at": lately}}, clock.now
        )
    assert await risks(work, scene.agent, placed) == ["JUST_PORTED_IN"]
    clock.advance(days=1, seconds=1)
    assert await risks(work, scene.agent, placed) == []
    await factories.port_out(work, scene, 1)
    assert await risks(work, scene.agent, placed) == ["MANY_NUMBERS"], "three of thirteen, by two requests"


async def test_a_sign_in_from_a_new_place_is_a_risk_for_three_days(work: Work, clock: Clock) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    await asked_before(work, scene)
    placed = await factories.port_out(work, scene)
    email = rows.decode_all(models.User, await work.reader.fetch("SELECT email FROM app_user WHERE id = $1", scene.member.id))[0]["email"]
    async with work.database.transaction() as unit:
        hashed = await passwords.hash_password("correct horse battery")
        await sql.update_rows(unit, models.User, {scene.member.id: {"password_hash": hashed}}, clock.now)
    await access.sign_in(work, email, "correct horse battery", "192.0.2.1")
    assert await risks(work, scene.agent, placed) == [], "the first place of all is no new one"
    await access.sign_in(work, email, "correct horse battery", "198.51.100.7")
    assert await risks(work, scene.agent, placed) == ["NEW_PLACE"]
    strangers = await factories.port_out(work, other)
    assert "NEW_PLACE" not in await risks(work, scene.agent, strangers)
    clock.advance(hours=72, seconds=1)
    assert await risks(work, scene.agent, placed) == []


async def test_a_list_shows_the_risks_of_what_is_under_way_and_a_carrier_none(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.port_out(work, scene, status=Status.REJECTED, created_at=work.now - timedelta(days=9))
    placed = await factories.port_out(work, scene)
    for actor, wanted in ((scene.viewer, ["MANY_NUMBERS"]), (scene.agent, ["MANY_NUMBERS"]), (scene.network, None)):
        edges = (await ask(work, actor, LISTED))["portOutRequests"]["edges"]
        found = {edge["node"]["id"]: edge["node"]["evidence"] for edge in edges}
        live = found[ids.spelled("port_out_request", placed.id)]
        assert (live and [each["kind"] for each in live["risks"]]) == wanted
        others = [each["risks"] for key, each in found.items() if each and key != ids.spelled("port_out_request", placed.id)]
        assert others == ([] if wanted is None else [[]])


async def test_nothing_that_is_not_for_a_carrier_is_in_what_it_is_answered(work: Work) -> None:
    """Planted as a leak would be: a word, a paper and an entry of each side, and one of each for the carrier."""
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)

    async def leave(actor: Actor, text: str, **to: bool) -> None:
        await comment_on_port_out_request(work, actor, placed.id, WriteCommentOnPortOut(text=text, **to))
        said = PortOutUpload(placed.id, DocumentKind.OTHER, f"{text}.pdf")
        await hand_in_paper(work, actor, said, pieces(papers.pdf()))

    await leave(scene.member, "LEAK owner")
    await leave(scene.agent, "LEAK staff", internal=True)
    await leave(scene.agent, "LEAK to the owner")
    await leave(scene.network, "ours")
    await comment_on_port_out_request(work, scene.admin, placed.id, WriteCommentOnPortOut(text="Yes?", to_carrier=True))
    asked = {"id": ids.spelled("port_out_request", placed.id)}
    seen = (await ask(work, scene.network, ALL, **asked))["portOutRequest"]
    assert "LEAK" not in str(seen)
    assert [edge["node"] for edge in seen["comments"]["edges"]] == [
        {"text": "Yes?", "toCarrier": True, "authorName": "The account holder", "authorRole": "CUSTOMER"},
        {"text": "ours", "toCarrier": True, "authorName": scene.network.name, "authorRole": "CARRIER"},
    ]
    assert [(each["fileName"], each["fromCarrier"], each["availableActions"]) for each in seen["documents"]] == [("ours.pdf", True, [])]
    assert [edge["node"]["event"] for edge in seen["journal"]["edges"]] == [
        "PORT_OUT_REQUEST_COMMENTED", "PORT_OUT_REQUEST_PAPER_ADDED", "PORT_OUT_REQUEST_COMMENTED_BY_CARRIER",
    ]  # fmt: skip
    for actor, count in ((scene.viewer, 4), (scene.agent, 5)):
        all_of_it = (await ask(work, actor, ALL, **asked))["portOutRequest"]
        assert (len(all_of_it["comments"]["edges"]), len(all_of_it["documents"])) == (count, 4)
        assert all(each["availableActions"] == [] for each in all_of_it["documents"])
