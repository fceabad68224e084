"""Set-based writes and typed reads, the same on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from tortoise.models import Model

from portico.domain.ids import new_id
from portico.domain.statuses import DocumentKind, DocumentStatus, OnDeadline, Tier
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Database
from portico.storage.engine.sql import Change
from portico.storage.models import Account, CompanyProfile, Document, NumberClaim, ReferenceCounter
from tests.storage.conftest import NOW, account, company_profile


async def stored(db: Database, model: type[Model], order: str = "id") -> list[rows.Row]:
    return rows.decode_all(model, await db.reader.fetch(f"SELECT * FROM {model._meta.db_table} ORDER BY {order}"))


async def test_every_kind_of_column_comes_back_as_it_went_in(db: Database) -> None:
    elsewhere = datetime(2026, 7, 1, 9, 0, 0, 1, tzinfo=timezone(timedelta(hours=2)))
    person = new_id()
    owner = account(
        "Ada & Sön \U0001f4de $1 ?1 'quoted' \"double\" \\ %s",
        tier=Tier.TRIAL,
        notification_emails=["é@x.example", {"nested": [1, 2.5, None, True, "$1"]}],
        port_out_hours=None,
        port_out_pin_required=True,
        port_out_policy_set_by=person,
        port_out_policy_set_at=elsewhere,
        slug="ada",
        account_number="0012",
    )
    paper = {
        "id": new_id(),
        "created_at": NOW,
        "updated_at": NOW,
        "account_id": owner["id"],
        "kind": DocumentKind.LOA,
        "file_name": "loa.pdf",
        "media_type": "application/pdf",
        "size": 9_876_543_210,
        "sha256": "0" * 64,
        "storage_key": "k",
        "issue_date": date(2026, 2, 28),
        "status": DocumentStatus.UPLOADED,
    }
    async with db.transaction() as unit:
        assert await sql.insert(unit, Account, [owner]) == [owner["id"]]
        assert await sql.insert(unit, Document, [paper]) == [paper["id"]]
    [found] = await stored(db, Account)
    assert {name: found[name] for name in owner} == owner
    assert (found["port_out_on_deadline"], found["cancel_cutoff_hours"], found["port_out_two_person"]) == (OnDeadline.EXPIRE, 48, False)
    assert isinstance(found["id"], UUID)
    assert found["tier"] is Tier.TRIAL
    assert found["port_out_pin_required"] is True
    assert found["port_out_policy_set_at"].utcoffset() == timedelta(0)
    [found] = await stored(db, Document)
    assert {name: found[name] for name in paper} == paper
    assert type(found["issue_date"]) is date
    assert found["request_id"] is None


async def test_a_joined_row_is_decoded_by_its_prefix(db: Database) -> None:
    owner = account("Acme", port_out_two_person=True)
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [owner])
        await sql.insert(unit, CompanyProfile, [company_profile(owner["id"], "main")])
    [raw] = await db.reader.fetch(
        "SELECT p.id, p.label, p.emails, a.id AS a_id, a.port_out_two_person AS a_port_out_two_person, 7 AS extra "
        "FROM company_profile p JOIN account a ON a.id = p.account_id"
    )
    assert rows.decode(Account, raw, "a_") == {"id": owner["id"], "port_out_two_person": True}
    profile: rows.Row = rows.decode(CompanyProfile, raw)
    assert (profile["emails"], profile["extra"]) == (["desk@acme.example"], 7)


async def test_a_thousand_rows_are_written_and_changed_in_one_statement_each(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = account("Acme")
    profiles = [company_profile(owner["id"], f"no. {number}") for number in range(1000)]
    async with db.transaction() as unit:
        statements: list[str] = []
        fetch = unit.fetch_stored

        async def counted(statement: str, *args: object) -> list[dict[str, Any]]:
            statements.append(statement)
            return await fetch(statement, *args)

        await sql.insert(unit, Account, [owner])
        monkeypatch.setattr(unit, "fetch_stored", counted)
        assert await sql.insert(unit, CompanyProfile, profiles) == [profile["id"] for profile in profiles]
        changes = [Change(profile["id"], 1, {"label": f"new {place}", "city": None}) for place, profile in enumerate(profiles)]
        later = NOW + timedelta(hours=1)
        assert await sql.update_versioned(unit, CompanyProfile, changes, later) == {profile["id"] for profile in profiles}
        assert len(statements) == 2
    found = await stored(db, CompanyProfile)
    assert [row["label"] for row in found] == [f"new {place}" for place in range(1000)]
    assert {(row["version"], row["updated_at"], row["created_at"]) for row in found} == {(2, later, NOW)}


async def test_a_change_of_a_row_that_moved_on_is_stale(db: Database) -> None:
    owner = account("Acme")
    first, second, third = (company_profile(owner["id"], label) for label in ("a", "b", "c"))
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [owner])
        await sql.insert(unit, CompanyProfile, [first, second, third])
        assert await sql.update_versioned(unit, CompanyProfile, [Change(second["id"], 1, {"label": "b2"})], NOW) == {second["id"]}
    async with db.transaction() as unit:
        changes = [
            Change(first["id"], 1, {"label": "a2"}),
            Change(second["id"], 1, {"label": "lost"}),
            Change(third["id"], 1, {"emails": [], "vat_id": "NL1"}),
            Change(new_id(), 1, {"label": "nobody"}),
        ]
        assert await sql.update_versioned(unit, CompanyProfile, changes, NOW) == {first["id"], third["id"]}
    assert [(row["label"], row["version"], row["emails"]) for row in await stored(db, CompanyProfile, "label")] == [
        ("a2", 2, ["desk@acme.example"]),
        ("b2", 2, ["desk@acme.example"]),
        ("c", 2, []),
    ]


async def test_a_change_without_columns_still_counts_the_version(db: Database) -> None:
    owner = account("Acme")
    profile = company_profile(owner["id"], "a")
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [owner])
        await sql.insert(unit, CompanyProfile, [profile])
        assert await sql.update_versioned(unit, CompanyProfile, [Change(profile["id"], 1, {})], NOW) == {profile["id"]}
    assert [row["version"] for row in await stored(db, CompanyProfile)] == [2]


async def test_rows_without_a_version_are_changed_by_their_key(db: Database) -> None:
    async with db.transaction() as unit:
        await sql.insert(unit, ReferenceCounter, [{"id": "PI-2026", "value": 1}, {"id": "PO-2026", "value": 1}])
        assert await sql.update_rows(unit, ReferenceCounter, {"PI-2026": {"value": 5}, "PX": {"value": 9}}) == {"PI-2026"}
    assert {row["id"]: row["value"] for row in await stored(db, ReferenceCounter)} == {"PI-2026": 5, "PO-2026": 1}


async def test_losing_a_claim_is_an_answer(db: Database) -> None:
    def claim(number: str) -> dict[str, object]:
        return {"id": f"in:{number}", "kind": "in", "e164": number, "holder": new_id(), "created_at": NOW}

    async with db.transaction() as unit:
        assert await sql.insert(unit, NumberClaim, [claim("+31201234567")], ignore_conflicts=True) == ["in:+31201234567"]
    async with db.transaction() as unit:
        taken = await sql.insert(unit, NumberClaim, [claim("+31201234567"), claim("+31201234568")], ignore_conflicts=True)
        assert taken == ["in:+31201234568"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"currency": "EURO"}, "at most 3"),
        ({"slug": "a\x00b"}, "NUL"),
        ({"notification_emails": ["a\x00b"]}, "NUL"),
        ({"cancel_cutoff_hours": 1 << 31}, "so large"),
        ({"cancel_cutoff_hours": True}, "takes int"),
        ({"tier": "GOLD"}, "GOLD"),
        ({"created_at": datetime(2026, 1, 1)}, "time zone"),  # noqa: DTZ001 - what is refused
        ({"created_at": None}, "missing"),
        ({"id": "no uuid"}, "takes UUID"),
        ({"nickname": "x"}, "no column nickname"),
    ],
)
async def test_a_value_that_does_not_fit_is_refused_alike(db: Database, values: dict[str, object], reason: str) -> None:
    async with db.transaction() as unit:
        with pytest.raises(ValueError, match=reason):
            await sql.insert(unit, Account, [{**account("Acme"), **values}])


async def test_one_row_is_not_changed_twice_in_one_write(db: Database) -> None:
    twice = new_id()
    async with db.transaction() as unit:
        with pytest.raises(ValueError, match="twice"):
            await sql.update_versioned(unit, CompanyProfile, [Change(twice, 1, {"label": "a"}), Change(twice, 1, {"city": "b"})], NOW)


@pytest.mark.parametrize("column", ["id", "version", "updated_at"])
async def test_the_columns_of_the_guard_are_not_written_by_hand(db: Database, column: str) -> None:
    async with db.transaction() as unit:
        with pytest.raises(ValueError, match="by hand"):
            await sql.update_rows(unit, CompanyProfile, {new_id(): {column: 1}})


async def test_a_list_is_one_parameter_and_an_empty_one_matches_nothing(db: Database) -> None:
    owners = [account(name) for name in ("Acme", "Beta", "Coda")]
    async with db.transaction() as unit:
        await sql.insert(unit, Account, owners)
    by_id = f"SELECT name FROM account WHERE id {sql.any_of(db.dialect, 1, 'uuid')} AND tier = $2 ORDER BY name"
    assert [row["name"] for row in await db.reader.fetch(by_id, [owners[0]["id"], owners[2]["id"]], Tier.STANDARD)] == ["Acme", "Coda"]
    assert await db.reader.fetch(by_id, [], Tier.STANDARD) == []
    by_name = f"SELECT name FROM account WHERE name {sql.any_of(db.dialect, 1, 'text')}"
    assert [row["name"] for row in await db.reader.fetch(by_name, ["Beta", "it's"])] == ["Beta"]
    by_hours = f"SELECT count(*) AS n FROM account WHERE cancel_cutoff_hours {sql.any_of(db.dialect, 1, 'bigint')}"
    assert await db.reader.fetch(by_hours, [48, 7]) == [{"n": 3}]


async def test_instants_compare_alike_whatever_their_zone_and_fraction(db: Database) -> None:
    whole = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    instants = [whole, whole + timedelta(microseconds=1), whole + timedelta(milliseconds=500), whole + timedelta(seconds=1)]
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [account(f"a{place}", created_at=instant) for place, instant in enumerate(instants)])
    query = "SELECT count(*) AS n FROM account WHERE created_at < $1"
    for place, instant in enumerate(instants):
        there = instant.astimezone(timezone(timedelta(hours=-5)))
        assert await db.reader.fetch(query, there) == [{"n": place}]
    found = await db.reader.fetch("SELECT created_at FROM account ORDER BY created_at")
    assert [row["created_at"] for row in rows.decode_all(Account, found)] == instants
