"""What an export holds: all that the account may see of itself, no secret, and nothing of anybody else."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import ALL_SCOPES
from portico.domain.ids import new_id
from portico.domain.statuses import PortOutOrderStatus
from portico.operations.desk import comments
from portico.operations.desk.comments import WriteComment
from portico.operations.engine.work import Work
from portico.operations.exports import archive, shapes, shaping
from portico.storage import models
from portico.storage.desk.papers import object_store
from portico.storage.engine import rows, sql
from portico.storage.engine.rows import Row
from portico.storage.exports import reading
from portico.storage.exports.parts import EXEMPT, FILES, PARTS
from tests import factories
from tests.factories import Scene
from tests.graphql.asking import ask
from tests.operations.exports.opening import Opened, export

PLANTED = "planted-secret"
MODELS = [getattr(models, name) for name in models.__all__]


def test_a_new_table_is_exported_or_exempt_for_a_reason() -> None:
    exported = {rows.table_name(part.model) for part in PARTS}
    assert exported | EXEMPT.keys() == {rows.table_name(model) for model in MODELS}
    assert not exported & EXEMPT.keys()
    assert all(EXEMPT.values())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_new_column_is_exported_or_left_out_for_a_reason(part: Any) -> None:
    assert set(part.columns) | part.left_out.keys() == rows.columns(part.model).keys()
    assert not set(part.columns) & part.left_out.keys()
    assert all(part.left_out.values())


def test_no_column_that_is_sealed_or_hashed_is_taken() -> None:
    telling = ("sealed", "hash", "secret", "password", "payload", "exchange")
    taken = {f"{part.name}.{column}" for part in PARTS for column in part.columns if any(word in column for word in telling)}
    assert taken == {"account.callback_secret_before_until"}


async def furnished(work: Work) -> Scene:
    """An account with something in nearly every table."""
    made = factories.Rows(work.now)
    scene = made.scene()
    made.request(scene, 3)
    made.request(scene, 1, status="DRAFT")
    made.request(scene, 1, status="COMPLETED")
    made.port_out(scene, 2, status="APPROVED", order=PortOutOrderStatus.FEE_BILLED)
    made.snapback(scene, made.phone_number(scene), asked_by_role="CUSTOMER")
    made.internal_move(scene, [made.phone_number(scene)])
    hook = made.webhook_endpoint(scene.account_id)
    made.webhook_delivery(scene.account_id, hook)
    await made.write(work)
    stamp = {"created_at": work.now, "updated_at": work.now}
    person = {"user_id": scene.member.id}
    signed = {"at": work.now, "outcome": "SIGNED_IN", "network": "192.0.2.0", "user_agent": "Firefox"}
    token = {"name": "CI", "prefix": "abcdefgh", "role": "CUSTOMER", "level": "MEMBER", "scopes": []}
    tried = {"delivery_id": (await rows_of(work, models.Delivery))[-1]["id"], "no": 1, "ok": True, "duration_ms": 20}
    seen = {"expires_at": work.now + timedelta(hours=1), "last_seen_at": work.now, "token_hash": new_id(work.now).hex}
    given: list[tuple[Any, dict[str, Any]]] = [
        (models.SignIn, {**person, **signed}),
        (models.Session, {**person, **seen}),
        (models.SecondFactor, {**person, "secret_sealed": PLANTED, "last_step": 0, "confirmed_at": work.now}),
        (models.UserNotification, {**person, "kind": "COMMENTS", "cadence": "OFF"}),
        (models.ApiToken, {"account_id": scene.account_id, "token_hash": new_id(work.now).hex, **token}),
        (models.CalendarFeed, {"account_id": scene.account_id, "name": "Wall", "token_hash": new_id(work.now).hex, "user_id": None}),
        (models.DeliveryAttempt, tried),
    ]
    async with work.database.transaction() as unit:
        for model, row in given:
            await sql.insert(unit, model, [{"id": new_id(work.now), **(stamp if model is not None else {}), **row}])
    return scene


async def rows_of(work: Work, model: Any) -> list[dict[str, Any]]:
    return rows.decode_all(model, await work.reader.fetch(f"SELECT * FROM {rows.table_name(model)} ORDER BY id"))


async def said(work: Work, scene: Scene) -> None:
    """Comments and entries, some of them among the operator's people only."""
    (request, *_) = [row for row in await rows_of(work, models.PortingRequest) if row["account_id"] == scene.account_id]
    (leaving,) = [row for row in await rows_of(work, models.PortOutRequest) if row["account_id"] == scene.account_id]
    for actor, internal in ((scene.member, False), (scene.agent, False), (scene.agent, True)):
        command = WriteComment(text=f"Words, {internal=}", internal=internal)
        await comments.comment_on_porting_request(work, actor, request["id"], command)
        await comments.comment_on_port_out_request(work, actor, leaving["id"], command)


async def test_it_holds_a_row_of_every_table_as_json_and_as_csv(work: Work) -> None:
    scene = await furnished(work)
    await said(work, scene)
    found = await export(work, scene.account_id)
    assert (found.told["form"], found.told["version"], found.told["account"]) == (
        "portico-account-export",
        1,
        ids.encode("acct", scene.account_id),
    )
    assert [name for name, table in found.tables.items() if not table] == []
    for part in PARTS:
        sheet = found.sheet(part.name)
        assert [shapes.cell(row[part.columns[0]]) for row in found.tables[part.name]] == [row[part.columns[0]] for row in sheet]
        assert all(tuple(row) == part.columns for row in sheet)


async def test_no_secret_is_in_it_wherever_one_is_kept(work: Work) -> None:
    """Every text that is left out of every table is made a secret; none is found."""
    scene = await furnished(work)
    planted = 0
    async with work.database.transaction() as unit:
        for part in PARTS:
            kept = rows.columns(part.model)
            for name in part.left_out:
                if (kept[name].kind, kept[name].enum) == ("text", None) and kept[name].max_length not in range(1, 30):
                    planted += await unit.execute(f"UPDATE {rows.table_name(part.model)} SET {name} = substr($1 || id, 1, 30)", PLANTED)
    assert planted > 20
    found = await export(work, scene.account_id)
    assert [name for name, content in found.files.items() if PLANTED.encode() in content] == []


async def test_nothing_of_another_account_is_in_it_and_nothing_that_staff_keep_to_themselves(work: Work) -> None:
    scene, other = await furnished(work), await furnished(work)
    await said(work, scene)
    found = await export(work, scene.account_id)
    everything = b"".join(found.files.values())
    assert str(other.account_id).encode() not in everything
    assert ids.encode("acct", other.account_id).encode() not in everything
    theirs = await export(work, other.account_id)
    for name, table in found.tables.items():
        if name != "carriers":
            assert not {row["id"] for row in table} & {row["id"] for row in theirs.tables[name]}, name
    assert b"internal=True" not in everything
    assert scene.agent.name.encode() not in everything
    assert {row["author_name"] for row in found.tables["comments_on_porting_requests"]} == {"the operator", scene.member.name}


SEEN = """{ portingRequests(first: 9) { edges { node { id subscriber { name } documents { id } attempts { id }
        comments(first: 9) { edges { node { id text } } } journal(first: 9) { edges { node { id reason } } } } } }
    portingNumbers(first: 9) { edges { node { id e164 } } } phoneNumbers(first: 9) { edges { node { id e164 } } }
    portOutRequests(first: 9) { edges { node { id order { id } comments(first: 9) { edges { node { id text } } }
        journal(first: 9) { edges { node { id reason } } } } } }
    users(first: 9) { edges { node { id email sessions { id } signIns { id } } } } apiTokens { id } calendarFeeds { id }
    webhookEndpoints { id } deliveries(first: 9) { edges { node { id } } } companyProfiles { id } configurationProfiles { id } }"""


def nodes(found: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in found["edges"]]


async def test_it_holds_what_the_accounts_administrator_sees_and_no_more(work: Work) -> None:
    scene = await furnished(work)
    await said(work, scene)
    shown = await ask(work, scene.admin, SEEN)
    tables = (await export(work, scene.account_id)).tables
    requests, leaving, people = nodes(shown["portingRequests"]), nodes(shown["portOutRequests"]), nodes(shown["users"])

    def same(name: str, seen: list[dict[str, Any]], *columns: str) -> None:
        wanted = ("id", *columns)
        assert sorted(tuple(row[c] for c in wanted) for row in tables[name]) == sorted(tuple(each[c] for c in wanted) for each in seen), (
            name
        )

    same("porting_requests", requests)
    same("porting_numbers", nodes(shown["portingNumbers"]), "e164")
    same("phone_numbers", nodes(shown["phoneNumbers"]), "e164")
    same("documents", [paper for each in requests for paper in each["documents"]])
    same("attempts", [attempt for each in requests for attempt in each["attempts"]])
    same("port_out_requests", leaving)
    same("port_out_orders", [each["order"] for each in leaving if each["order"]])
    same("comments_on_porting_requests", [one for each in requests for one in nodes(each["comments"])], "text")
    same("comments_on_port_out_requests", [one for each in leaving for one in nodes(each["comments"])], "text")
    same("journal", [one for each in (*requests, *leaving) for one in nodes(each["journal"])], "reason")
    same("users", people, "email")
    same("sessions", [one for each in people for one in each["sessions"]])
    same("sign_ins", [one for each in people for one in each["signIns"]])
    for name, asked in (("api_tokens", "apiTokens"), ("calendar_links", "calendarFeeds"), ("webhook_endpoints", "webhookEndpoints"),
                        ("company_profiles", "companyProfiles"), ("configuration_profiles", "configurationProfiles")):  # fmt: skip
        same(name, shown[asked])
    assert {each["id"] for each in nodes(shown["deliveries"])} <= {row["id"] for row in tables["deliveries"]}


async def test_documents_come_as_they_were_sent_and_one_that_was_lost_is_named(work: Work) -> None:
    scene = await furnished(work)
    (first, second, *_) = sorted(await rows_of(work, models.Document), key=lambda row: str(row["id"]))
    await object_store.put(work.settings.data_dir, first["storage_key"], io.BytesIO(b"%PDF of the first"))
    found = await export(work, scene.account_id)
    told = {each["id"]: each for each in found.told["files"]}
    path = told[ids.encode("doc", first["id"])]["path"]
    assert found.files[path] == b"%PDF of the first"
    assert told[ids.encode("doc", second["id"])]["path"] is None
    assert len([name for name in found.files if name.startswith("documents/")]) == 1


async def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe_and_numbers_stay_numbers(work: Work) -> None:
    made = factories.Rows(work.now)
    scene = made.scene(name='=HYPERLINK("http://evil.example")')
    made.request(scene, 1, customer_reference="@SUM(A1)", name="-1+1", subscriber_name="\tTab")
    await made.write(work)
    found = await export(work, scene.account_id)
    assert found.sheet("account")[0]["name"] == '\'=HYPERLINK("http://evil.example")'
    assert found.tables["account"][0]["name"] == '=HYPERLINK("http://evil.example")'
    (request,) = found.sheet("porting_requests")
    assert (request["customer_reference"], request["name"], request["subscriber_name"]) == ("'@SUM(A1)", "'-1+1", "'\tTab")
    assert found.sheet("porting_numbers")[0]["e164"].startswith("+1")


async def test_an_account_of_many_pages_is_whole_each_row_once(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await furnished(work)
    await said(work, scene)
    whole: Opened = await export(work, scene.account_id)
    monkeypatch.setattr(reading, "PAGE", 1)
    assert (await export(work, scene.account_id)).tables == whole.tables


async def test_no_more_than_a_page_of_rows_is_ever_held(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.Rows(work.now)
    scene = made.scene()
    made.request(scene, 25)
    await made.write(work)
    monkeypatch.setattr(reading, "PAGE", 10)
    part = next(part for part in PARTS if part.name == "porting_numbers")
    assert [len(page) async for page in reading.pages(work.reader, part, scene.account_id)] == [10, 10, 5]


async def test_what_is_more_than_a_page_is_turned_into_text_by_another_process(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.Rows(work.now)
    scene = made.scene()
    made.request(scene, 25)
    await made.write(work)
    here: list[str] = []

    def shape(part: str, raw: Sequence[Row]) -> shaping.Shaped:
        here.append(part)
        return shaping.shape(part, raw)

    monkeypatch.setattr(archive, "shape", shape)
    monkeypatch.setattr(reading, "PAGE", 10)
    assert len((await export(work, scene.account_id)).tables["porting_numbers"]) == 25
    assert here.count("porting_numbers") == 1, "its first page, before there was another process"


async def test_an_export_whose_process_dies_is_no_export() -> None:
    async with shaping.shaper() as shaper:
        assert json.loads(f"[{shaper.shaped('account', []).told.decode()}]") == []
        shaper._process.kill()
        shaper._process.wait()
        with pytest.raises(shaping.ShaperLost):
            shaper.shaped("account", [])
    assert shaper._process.returncode is not None


async def test_every_part_is_read_by_an_index_of_its_account(work: Work) -> None:
    """On SQLite the plan shows it: a part that is walked whole, or sorted anew for each page, would cost all accounts' rows."""
    if work.database.dialect != "sqlite":
        return
    scene = await furnished(work)
    for part in (*PARTS, FILES):
        statement, values = reading.statement(part, scene.account_id, ())
        plan = " ".join(str(row["detail"]) for row in await work.reader.fetch(f"EXPLAIN QUERY PLAN {statement}", *values))
        assert "SCAN" not in plan or part.name in {"carriers", "calendar_links"}, (part.name, plan)


async def test_others_are_served_while_an_export_is_made(work: Work) -> None:
    scene = await furnished(work)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    watching = asyncio.create_task(others())
    await export(work, scene.account_id)
    watching.cancel()
    assert turns > len(PARTS)


def test_the_reader_of_an_export_is_the_accounts_administrator() -> None:
    reader = reading.reader_of(new_id())
    assert (reader.scopes, reader.id) == (ALL_SCOPES, None)
