"""Rows through their models: under the same guards as our own SQL, with the same types, and refused for the same reasons."""

from __future__ import annotations

from typing import cast

import pytest
from tortoise.exceptions import IntegrityError

from portico.domain.ids import new_id
from portico.storage.desk import business_days
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Database, UnitSpoiled
from portico.storage.models import Account, BusinessDayOverride, CompanyProfile
from portico.storage.people import accounts
from portico.storage.row_types.accounts import AccountRow
from tests.storage.conftest import NOW, account, company_profile


async def test_a_row_made_through_its_model_is_the_row_our_sql_makes(db: Database) -> None:
    """Every kind of column: ids, text, enums, JSON, instants, numbers, nothing."""
    first, second = account("First"), account("Second", notification_emails=["a@acme.example", "ü@acme.example"])
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [first])
        await records.insert(unit, Account, second)
    for given in (first, second):
        (raw,) = await db.reader.fetch("SELECT * FROM account WHERE id = $1", given["id"])
        assert await records.first(db.reader, Account.filter(id=given["id"])) == rows.decode(Account, raw)
    plain = await db.reader.fetch("SELECT created_at, port_out_pin_required, tier FROM account ORDER BY name")
    assert plain[0] == plain[1], "and stored in the same form"


async def test_a_taken_value_is_an_answer_and_the_unit_goes_on(db: Database) -> None:
    async with db.transaction() as unit:
        assert await accounts.insert_account(unit, cast("AccountRow", account("Acme")))
        assert not await accounts.insert_account(unit, cast("AccountRow", account("Acme")))
        assert await accounts.insert_account(unit, cast("AccountRow", account("Other")))
    assert [row["n"] for row in await db.reader.fetch("SELECT COUNT(*) AS n FROM account")] == [2]


async def test_a_change_counts_the_version_and_refuses_a_stale_one(db: Database) -> None:
    owner = account("Acme")
    profile = company_profile(owner["id"], "Main")
    async with db.transaction() as unit:
        await records.insert(unit, Account, owner)
        await records.insert(unit, CompanyProfile, profile)
        read = await records.first(unit, CompanyProfile.filter(id=profile["id"]))
        assert read is not None
        assert await records.change(unit, CompanyProfile, read, {"label": "Renamed", "emails": ["x@acme.example"]}, NOW)
        assert not await records.change(unit, CompanyProfile, read, {"label": "Late"}, NOW)
    now = await records.first(db.reader, CompanyProfile.filter(id=profile["id"]))
    assert now is not None
    assert (now["label"], now["emails"], now["version"]) == ("Renamed", ["x@acme.example"], 2)


@pytest.mark.parametrize("wrong", [{"name": "x" * 201}, {"name": "a\0b"}, {"tier": "GOLD"}, {"currency": 5}, {"colour": "red"}])
async def test_what_does_not_fit_is_refused_on_both_engines(db: Database, wrong: dict[str, object]) -> None:
    async with db.transaction() as unit:
        with pytest.raises(ValueError):  # noqa: PT011 - each column says it in its own words
            await records.insert(unit, Account, account("Acme") | wrong)
        assert await records.all_of(unit, Account.all()) == []


async def test_what_no_column_holds_is_found_nowhere(db: Database) -> None:
    """Whoever signs in with an endless address is told what everybody is told."""
    assert await accounts.user_by_email(db.reader, "x" * 9000) is None
    assert await accounts.account_by_slug(db.reader, "x" * 81) is None
    assert await business_days.listed(db.reader, "HOLLAND") == []


async def test_models_write_in_units_only(db: Database) -> None:
    """Neither through the reader nor, naming no connection, through the writer."""
    with pytest.raises(RuntimeError, match="only reads"):
        await records.insert(db.reader, Account, account("Acme"))
    with pytest.raises(RuntimeError, match="only reads"):
        await Account.create(**account("Acme"))
    with pytest.raises(RuntimeError, match="only reads"):
        await Account.filter(name="Acme").using_db(db.reader.client).update(name="Other")
    with pytest.raises(RuntimeError, match="only reads"):
        await business_days.delete(db.reader, new_id())
    async with db.transaction() as unit:
        assert await records.all_of(unit, Account.all()) == []


async def test_a_unit_does_not_read_past_itself_through_models(db: Database) -> None:
    async with db.transaction() as unit:
        with pytest.raises(RuntimeError, match="inside a unit"):
            await records.first(db.reader, Account.all())
        assert await records.first(unit, Account.all()) is None


async def test_an_error_of_a_model_caught_inside_a_unit_spoils_it(db: Database) -> None:
    with pytest.raises(UnitSpoiled):  # noqa: PT012 - it is raised where the unit ends
        async with db.transaction() as unit:
            await records.insert(unit, Account, account("Acme"))
            with pytest.raises(IntegrityError):
                await records.insert(unit, Account, account("Acme"))
    assert await records.all_of(db.reader, Account.all()) == []


async def test_a_day_is_put_twice_and_stands_once(db: Database) -> None:
    day = NOW.date()
    async with db.transaction() as unit:
        first = await business_days.put(unit, "NL", day, {"is_business_day": False, "note": None}, NOW)
        again = await business_days.put(unit, "NL", day, {"is_business_day": True, "note": "Open after all."}, NOW)
    assert first == again
    assert await business_days.overrides(db.reader, ["NL", "BE"]) == {("NL", day): True}
    assert [row["note"] for row in await records.all_of(db.reader, BusinessDayOverride.all())] == ["Open after all."]
