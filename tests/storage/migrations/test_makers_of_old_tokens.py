"""Tokens and port-outs from before it was kept who made or changed them: whoever the journal names, and where it names nobody, nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Scope
from portico.domain.ids import new_id
from portico.domain.statuses import Level, OnDeadline
from portico.operations.engine.work import Work
from portico.operations.people import tokens
from portico.operations.people.signing_in import fresh_password
from portico.operations.people.token_inputs import CreateToken, RotateToken
from portico.storage import migrations, models
from tests import factories
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine

MIGRATION = "0040_people_behind_tokens.sql"


async def filled(work: Work) -> None:
    """What the migration writes into the columns, once more: each had nothing in it."""
    folder = Path(migrations.__file__).parent
    text = (folder / work.reader.dialect / MIGRATION).read_text(encoding="utf-8")
    updates = [statement for statement in text.split(";\n") if statement.lstrip().startswith("UPDATE")]
    assert len(updates) == 3

    async def run(unit: Any) -> None:
        await unit.connection.execute("UPDATE api_token SET made_by = NULL")
        await unit.connection.execute("UPDATE port_out_request SET amended_by = NULL")
        for update in updates:
            await unit.connection.execute(update)

    await work.unit(run)


async def test_a_token_is_whoever_the_journal_says_made_it_or_gave_it_a_new_secret(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    async def right(*_given: object) -> None:
        return None

    monkeypatch.setattr(fresh_password, "confirm_unless_system", right)
    scene = await factories.scene(work)
    command = CreateToken(name="Robot", scopes=[Scope.PORTING_READ], password="x")
    mine = await tokens.create(work, scene.staff_admin, command)
    other = await tokens.create(work, scene.admin, command)
    again = await factories.user(work, Level.ADMIN)
    await tokens.rotate(work, again, mine.id, RotateToken(password="x"))
    forgotten = await tokens.create(work, scene.staff_admin, command)
    await work.unit(lambda unit: unit.connection.execute("DELETE FROM journal_entry WHERE subject_id = $1", forgotten.id))
    await filled(work)
    found = {row["id"]: row["made_by"] for row in await all_of(work, models.ApiToken)}
    assert sorted(found[mine.id] or ()) == sorted([str(scene.staff_admin.id), str(again.id)])
    assert (found[other.id], found[forgotten.id]) == ([str(scene.admin.id)], None)


async def test_silence_is_nobodys_consent_where_nobody_of_the_account_chose_it(work: Work) -> None:
    staff, nobody = new_id(work.now), None
    kept = {}
    for chooser in (staff, nobody):
        scene = await factories.scene(work, port_out_on_deadline=OnDeadline.APPROVE, port_out_policy_set_by=chooser)
        kept[scene.account_id] = OnDeadline.EXPIRE
    own = await factories.scene(work, port_out_on_deadline=OnDeadline.APPROVE)
    own_admin: UUID | None = own.admin.id
    await work.unit(
        lambda unit: unit.connection.execute("UPDATE account SET port_out_policy_set_by = $1 WHERE id = $2", own_admin, own.account_id)
    )
    kept[own.account_id] = OnDeadline.APPROVE
    await filled(work)
    for account, on_deadline in kept.items():
        row = await row_of(work, models.Account, account)
        assert row
        assert row["port_out_on_deadline"] is on_deadline
