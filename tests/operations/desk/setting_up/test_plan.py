"""An installation made what it is wanted to be: the plan says what becomes what, and made once, there is nothing left to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.port_outs.fees import FeePer
from portico.domain.refusals import InvalidInput
from portico.domain.setting_up.starter import STARTERS
from portico.operations.desk import carriers as desk
from portico.operations.desk.fees import SetFee
from portico.operations.desk.setting_up.plan import carry_out, plan
from portico.operations.desk.setting_up.steps import Does, Step
from portico.operations.desk.setting_up.wanted import Admin, Wanted
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.desk import carriers, fees
from portico.storage.people import accounts, operator_settings
from tests import factories
from tests.operations.engine.archive import all_of
from tests.web import papers

pytestmark = pytest.mark.either_engine
TYPIST = replace(SYSTEM, name="otto at the command line")
FEE = SetFee(country="NL", currency="EUR", amount_minor=2500, per=FeePer.REQUEST)
WANTED = Wanted(
    operator={"name": "Lowlands", "countries": ["NL", "GB"]},
    carriers=[
        {"name": "Deltaport", "country": "NL", "coin": "DLTP", "contacts": [{"name": "Desk", "email": None, "phone": None, "note": None}]}
    ],
    networks={"NL": "Deltaport", "GB": "bt"},
    starters=["GB"],
    fees=[FEE],
    admin=Admin("daan@lowlands.nl", "Daan"),
)


def said(steps: Sequence[Step]) -> list[tuple[str, str, str]]:
    return [(step.does.value, step.what, step.name) for step in steps]


async def made(work: Work, wanted: Wanted, logo: bytes | None = None) -> list[Step]:
    steps = await plan(work, wanted, logo)
    await carry_out(work, TYPIST, steps)
    return steps


async def test_everything_is_made_once_and_then_nothing_is_left_to_do(work: Work) -> None:
    first = await made(work, WANTED, papers.png())
    assert {step.does for step in first} == {Does.CREATE}
    assert len(first) == 1 + 1 + len(STARTERS["GB"]) + 1 + 2 + 1 + 1
    deltaport, bt = [await carriers.by_name(work.reader, name) for name in ("Deltaport", "BT")]
    assert deltaport
    assert bt
    assert (deltaport["codes"], deltaport["network_for"], bt["network_for"]) == ({"COIN": "DLTP"}, ["NL"], ["GB"])
    assert [row["amount_minor"] for row in await fees.alike(work.reader, "NL", None, "EUR")] == [2500]
    invited = await accounts.user_by_email(work.reader, "daan@lowlands.nl")
    assert invited
    assert (invited["level"].value, invited["account_id"], invited["password_hash"]) == ("ADMIN", None, None)
    entries = await all_of(work, models.JournalEntry, "position")
    assert {entry["actor_name"] for entry in entries} == {TYPIST.name}
    again = await made(work, WANTED, papers.png())
    assert {step.does for step in again} == {Does.SAME}
    assert len(await all_of(work, models.JournalEntry, "position")) == len(entries)


async def test_what_differs_is_shown_from_what_to_what_and_changed(work: Work) -> None:
    await made(work, WANTED)
    later: dict[str, Any] = {
        "operator": {"name": "Lowlands Voice"},
        "carriers": [{"name": "DELTAPORT", "coin": None}],
        "networks": {"GB": "EE"},
        "fees": [replace(FEE, amount_minor=3000)],
    }
    changed = replace(WANTED, starters=[], **later)
    steps = await plan(work, changed)
    told = [(step.what, field.name, field.before, field.after) for step in steps for field in step.fields]
    assert told == [
        ("operator", "name", "Lowlands", "Lowlands Voice"),
        ("carrier", "name", "Deltaport", "DELTAPORT"),
        ("carrier", "coin", "DLTP", None),
        ("network carrier", "carrier", "BT", "EE"),
        ("fee", "amount", "25.00 EUR", "30.00 EUR"),
    ]
    await carry_out(work, TYPIST, steps)
    holders = {country: row["name"] for country, row in (await carriers.networks(work.reader)).items()}
    assert holders == {"NL": "DELTAPORT", "GB": "EE"}
    assert (await operator_settings.kept(work.reader))["countries"] == ["NL", "GB"]
    assert {step.does for step in await plan(work, changed)} == {Does.SAME}


async def test_a_fee_that_was_billed_gives_way_the_day_after_and_an_older_one_today(work: Work) -> None:
    await made(work, Wanted(fees=[FEE]))
    (row,) = await fees.alike(work.reader, "NL", None, "EUR")
    async with work.database.transaction() as unit:
        await fees.bill(unit, [row["id"]], work.now)
    dearer = Wanted(fees=[replace(FEE, amount_minor=4000)])
    await made(work, dearer)
    first, second = await fees.alike(work.reader, "NL", None, "EUR")
    today = work.now.date()
    assert (first["valid_until"], second["valid_from"], second["amount_minor"]) == (today, today + timedelta(days=1), 4000)
    assert said(await plan(work, dearer)) == [("same", "fee", "NL EUR")]


async def test_what_is_not_there_is_named_before_anything_is_done(work: Work) -> None:
    scene = await factories.scene(work)
    mine = await accounts.user_by_id(work.reader, scene.admin.id or SYSTEM.id)  # type: ignore[arg-type]
    retired = await desk.create_carrier(work, SYSTEM, desk.CreateCarrier(name="Gone", country="FR"))
    await desk.retire(work, SYSTEM, retired, None, desk.RetireCarrier())
    wanted = Wanted(
        operator={"name": "Lowlands"},
        networks={"GB": "Nobody", "FR": "Gone"},
        starters=["AQ"],
        admin=Admin(mine["email"] if mine else "", "Ada"),
    )
    with pytest.raises(InvalidInput) as refused:
        await plan(work, wanted, b"no picture")
    assert {field.path for field in refused.value.fields} == {
        "operator.logo", "starter_carriers[1]", "network_carriers.GB", "network_carriers.FR", "admin.email",
    }  # fmt: skip
    assert (await operator_settings.kept(work.reader))["version"] == 0
