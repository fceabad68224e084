"""Evidence of an order that ended: whole, verified by a stranger, made once, and without a secret; on both engines."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from portico.cli.doctor import evidence_checks
from portico.cli.doctor.symptoms import Visit
from portico.domain import ids
from portico.domain.refusals import ActionUnavailable, InvalidInput, NotFound, NotPermitted
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.exports import evidence_packs
from portico.operations.exports.evidence_packs import MakeEvidencePack
from portico.storage import models
from portico.storage.desk.papers import object_store
from portico.storage.desk.papers.object_store import BytesMissing
from portico.storage.engine import backups, rows
from portico.storage.exports import evidence as parts
from portico.storage.exports.parts import PARTS
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine.archive import all_of, entries_of
from tests.operations.exports.evidence import PDF, fetched, files_of, ported_in, ported_out, sent

PLANTED = "planted-secret"


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


def verified(folder: Path, content: bytes) -> str:
    """What `sha256sum -c` says, after unzipping."""
    folder.mkdir()
    (folder / "e.zip").write_bytes(content)
    with zipfile.ZipFile(folder / "e.zip") as found:
        found.extractall(folder / "e")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder / "e", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def test_it_holds_everything_of_a_port_in_and_a_stranger_verifies_it(work: Work, scene: Scene, tmp_path: Path) -> None:
    order = await ported_in(work, scene)
    await sent(work, "email", (*order, scene.account_id), "desk@acme.example", {"order": {"reference": "PI-1"}, "happenings": []})
    row = await evidence_packs.make(work, scene.agent, order)
    files = files_of(await fetched(work, row))
    papers = [name for name in files if name.startswith("papers/")]
    notices = sorted(name for name in files if name.startswith("notices/"))
    assert len(papers) == 2
    assert all(files[name] == PDF for name in papers)
    assert {name.split("/")[0] for name in files} == {
        "journal.jsonl", "decisions.json", "request.json", "fee.json", "notices", "manifest.json", "papers", "SHA256SUMS"
    }  # fmt: skip
    lines = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    before = [entry for entry in await entries_of(work, order[1]) if entry["event"] != "evidence_pack.made"]
    assert [line["id"] for line in lines] == [ids.spelled("journal_entry", entry["id"]) for entry in before]
    assert [(line["reason"], line["reason_code"], line["reason_params"]) for line in lines] == [
        (entry["reason"], entry["reason_code"], entry["reason_params"]) for entry in before
    ]
    assert {line["actor_name"] for line in lines} == {scene.member.name, scene.agent.name}, "staff are named to staff"
    request = json.loads(files["request.json"])
    assert (request["request"]["id"], len(request["numbers"])) == (ids.spelled(*order), 2)
    assert {each["text"] for each in request["comments"]} == {"Words, internal=False", "Words, internal=True"}
    assert json.loads(files["fee.json"]) == {"orders": [], "charges": [], "total_minor": {}}
    told_now = [json.loads(files[name]) for name in notices]
    assert [(each["ok"], each["status_code"]) for each in next(each for each in told_now if each["attempts"])["attempts"]] == [
        (False, 503),
        (True, 204),
    ]
    assert set(verified(tmp_path / "in", await fetched(work, row)).splitlines()) == {
        f"{name}: OK" for name in files if name != "SHA256SUMS"
    }


async def test_it_holds_everything_of_a_port_out_with_its_fee_and_digest(work: Work, scene: Scene, tmp_path: Path) -> None:
    order = await ported_out(work, scene)
    row = await evidence_packs.make(work, scene.agent, order)
    files = files_of(await fetched(work, row))
    (charge,) = await all_of(work, models.Charge)
    fee = json.loads(files["fee.json"])
    assert [each["amount_minor"] for each in fee["charges"]] == [charge["amount_minor"]]
    assert fee["total_minor"] == {"USD": charge["amount_minor"]}
    assert [each["status"] for each in fee["orders"]] == ["COMPLETED"]
    (leaving,) = await all_of(work, models.PortOutRequest)
    assert files["digest.txt"].decode().strip() == leaving["approved_digest"]
    assert "account_number" not in json.loads(files["request.json"])["request"], "a proof of who somebody is"
    assert "digest.txt: OK" in verified(tmp_path / "out", await fetched(work, row))


async def test_what_is_decided_is_told_with_who_decided(work: Work, scene: Scene) -> None:
    leaving = await factories.port_out(work, scene, 1)
    await moves.move(work, scene.network, "port_out_request", "withdraw", [Target(leaving.id)])
    row = await evidence_packs.make(work, scene.agent, ("port_out_request", leaving.id))
    decisions = json.loads(files_of(await fetched(work, row))["decisions.json"])
    assert ("withdraw", scene.network.name) in {(each["verb"], each["actor_name"]) for each in decisions}


async def test_it_is_made_once_and_is_the_same_whenever_it_is_fetched(work: Work, scene: Scene, clock: Clock) -> None:
    order = await ported_in(work, scene)
    row = await evidence_packs.make(work, scene.agent, order)
    first = await fetched(work, row)
    clock.advance(days=40)
    again = await evidence_packs.make(work, scene.staff_admin, order)
    assert (again["id"], again["sha256"]) == (row["id"], row["sha256"])
    assert await fetched(work, again) == first
    made = [entry for entry in await entries_of(work, order[1]) if entry["event"] == "evidence_pack.made"]
    assert [(entry["internal"], entry["told"]) for entry in made] == [(True, False)], "once, and for staff"
    manifest = files_of(first)["manifest.json"]
    assert hashlib.sha256(manifest).hexdigest() == row["manifest_sha256"] == made[0]["reason_params"]["checksum"]


async def test_a_document_that_retention_took_away_is_no_more_in_it_and_the_rest_still_verifies(
    work: Work, scene: Scene, tmp_path: Path
) -> None:
    """Evidence kept papers beyond their period."""
    order = await ported_in(work, scene)
    row = await evidence_packs.make(work, scene.agent, order)
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE document SET deleted_at = $1 WHERE kind = 'LOA'", work.now)
    content = await fetched(work, row)
    files = files_of(content)
    papers = [name for name in files if name.startswith("papers/")]
    assert len(papers) == 1
    named = json.loads(files["manifest.json"])["papers"]
    assert [each["sha256"] for each in named] == [hashlib.sha256(PDF).hexdigest()] * 2, "the manifest still says which there were"
    verified(tmp_path / "later", content)
    stored = b"".join([piece async for piece in await object_store.open_stream(work.settings.data_dir, row["storage_key"])])
    assert not [name for name in files_of(stored) if name.startswith("papers/")]


@pytest.mark.parametrize("make", [ported_in, ported_out])
async def test_no_secret_is_in_it_wherever_one_is_kept(work: Work, scene: Scene, make: Any) -> None:
    """Every text that no part takes is made a secret, and so is what stands behind the host of every address; none is found."""
    order = await make(work, scene)
    address = f"https://hook:{PLANTED}@erp.example/{PLANTED}?key={PLANTED}#{PLANTED}"
    body = json.dumps({"type": "x", "data": {"request": {"callbackUrl": address}}})
    await sent(work, "callback", (*order, scene.account_id), address, {"body": body})
    taken = {
        (rows.table_name(part.model), column)
        for part in (
            *parts.REQUEST[order[0]].values(),
            parts.PAPERS[order[0]],
            parts.JOURNAL,
            parts.DELIVERIES,
            parts.ATTEMPTS,
            parts.CHARGES,
        )
        for column in part.columns
    } | {("porting_request", "callback_url"), ("legal_hold", "reason")}
    planted = 0
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE porting_request SET callback_url = $1", address)
        for part in PARTS:
            table, kept = rows.table_name(part.model), rows.columns(part.model)
            for name in part.left_out:
                if (
                    (table, name) not in taken
                    and (kept[name].kind, kept[name].enum) == ("text", None)
                    and kept[name].max_length not in range(1, 30)
                ):
                    planted += await unit.execute(f"UPDATE {table} SET {name} = substr($1 || id, 1, 30)", PLANTED)
    assert planted
    files = files_of(await fetched(work, await evidence_packs.make(work, scene.agent, order)))
    assert [name for name, content in files.items() if PLANTED.encode() in content] == []
    assert any(b'"https://erp.example/\xe2\x80\xa6"' in content for content in files.values()), "whose address it was is told"


def test_no_column_that_is_sealed_or_hashed_is_taken() -> None:
    telling = ("sealed", "hash", "secret", "password", "exchange", "account_number", "unique_key")
    every = [*(part for kind in parts.REQUEST.values() for part in kind.values()), *parts.PAPERS.values()]
    every += [parts.JOURNAL, parts.DELIVERIES, parts.ATTEMPTS, parts.CHARGES]
    taken = {f"{part.name}.{column}" for part in every for column in part.columns if any(word in column for word in telling)}
    assert taken == {"porting_requests.account_number"}, "which a customer has with the carrier it leaves, and staff see"


async def test_an_order_that_has_not_ended_has_none(work: Work, scene: Scene) -> None:
    moving = await factories.request(work, scene, 1)
    with pytest.raises(ActionUnavailable, match="has ended"):
        await evidence_packs.make(work, scene.agent, ("porting_request", moving.id))
    with pytest.raises(NotFound):
        await evidence_packs.make(work, scene.agent, ("port_out_request", moving.id))
    with pytest.raises(InvalidInput):
        await evidence_packs.make_by_command(work, scene.agent, MakeEvidencePack())


async def test_it_is_the_operators_own(work: Work, scene: Scene) -> None:
    order = await ported_in(work, scene)
    row = await evidence_packs.make(work, scene.agent, order)
    for actor in (scene.admin, scene.member, scene.network):
        with pytest.raises(NotPermitted):
            await evidence_packs.make_by_command(work, actor, MakeEvidencePack(request_id=order[1]))
        with pytest.raises(NotPermitted):
            await evidence_packs.seen(work, actor, row["id"])


async def test_something_that_happens_meanwhile_is_in_it_or_it_is_not_made(work: Work, scene: Scene, monkeypatch: Any) -> None:
    order = await ported_in(work, scene)
    put = object_store.put
    tries: list[int] = []

    async def slow(*given: Any) -> None:
        if not tries:
            async with work.database.transaction() as unit:
                await unit.execute("UPDATE porting_request SET sequence = sequence + 1")
        tries.append(1)
        await put(*given)

    monkeypatch.setattr(object_store, "put", slow)
    row = await evidence_packs.make(work, scene.agent, order)
    assert len(tries) == 2
    assert row["order_sequence"] == 4
    assert len([path for path in (work.settings.data_dir / "documents").rglob("*") if path.is_file()]) == 3, "two papers, one pack"


async def test_a_paper_that_is_another_one_now_is_found_by_its_sum(work: Work, scene: Scene, tmp_path: Path) -> None:
    order = await ported_in(work, scene)
    row = await evidence_packs.make(work, scene.agent, order)
    (paper, _other) = [each for each in await all_of(work, models.Document) if each["request_id"] == order[1]]
    await object_store.put(work.settings.data_dir, paper["storage_key"], io.BytesIO(b"%PDF of somebody else"))
    with pytest.raises(AssertionError, match="FAILED"):
        verified(tmp_path / "forged", await fetched(work, row))


async def test_what_is_not_as_it_was_made_is_not_handed_out(work: Work, scene: Scene) -> None:
    order = await ported_in(work, scene)
    row = await evidence_packs.make(work, scene.agent, order)
    path = work.settings.data_dir / "documents" / row["storage_key"]
    content = bytearray(path.read_bytes())
    content[60] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(BytesMissing):
        await fetched(work, row)


async def test_what_is_lost_is_found_and_made_anew_while_the_journal_still_has_it(work: Work, scene: Scene) -> None:
    order, other = await ported_in(work, scene), await ported_out(work, scene)
    row, trimmed = [await evidence_packs.make(work, scene.agent, each) for each in (order, other)]
    assert await evidence_packs.lost(work) == []
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE evidence_pack SET trimmed_upto = 1 WHERE id = $1", trimmed["id"])
    for each in (row, trimmed):
        (work.settings.data_dir / "documents" / each["storage_key"]).unlink()
    assert [each["id"] for each in await evidence_packs.lost(work)] == [row["id"], trimmed["id"]]
    told_of = await evidence_checks.lost(work, Visit())
    assert [(each.code, each.severity.name) for each in told_of] == [("evidence_alone", "FAULT"), ("evidence_lost", "WARNING")]
    anew = await evidence_packs.make_by_command(work, scene.agent, MakeEvidencePack(request_id=order[1]))
    assert anew["id"] != row["id"]
    assert files_of(await fetched(work, anew))["SHA256SUMS"]
    kept = await evidence_packs.make_by_command(work, scene.agent, MakeEvidencePack(port_out_request_id=other[1]))
    assert kept["id"] == trimmed["id"], "of what the journal has forgotten nothing else is made"
    assert [each["id"] for each in await evidence_packs.lost(work)] == [trimmed["id"]]


async def test_a_backup_takes_it_with_the_documents(work: Work, scene: Scene) -> None:
    """Where the journal has forgotten what happened, nothing else says it."""
    row = await evidence_packs.make(work, scene.agent, await ported_in(work, scene))
    assert (await backups.facts(work.database)).documents[row["storage_key"]] == row["sha256"]
