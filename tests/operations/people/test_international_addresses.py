"""An address under an international domain is one person's, whichever spelling they sign in with, are invited or looked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from portico.domain.refusals import InvalidInput
from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.operations.people import invitations, own_password
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.signing_in import access, credentials
from portico.operations.people.user_fields import InviteUser
from portico.storage import models
from tests import factories
from tests.domain.inventory.spellings import KEPT, SHOWN, SPELLINGS
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of
from tests.operations.people.letters_of import letters_to

pytestmark = pytest.mark.either_engine
PASSWORD, HERE = "correct horse battery", "192.0.2.1"


@pytest.mark.parametrize("spelled", SPELLINGS)
async def test_whoever_was_made_in_one_spelling_signs_in_with_any(work: Work, spelled: str) -> None:
    await credentials.create_user(work, email=SHOWN, name="Ada", level=Level.ADMIN, password=PASSWORD)
    found = await access.signed_in(work, await access.sign_in(work, spelled, PASSWORD, HERE))
    assert found.email == KEPT


async def test_whoever_was_kept_as_typed_before_still_signs_in(work: Work) -> None:
    key = await credentials.create_user(work, email="old@acme.example", name="Ada", level=Level.ADMIN, password=PASSWORD)
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE app_user SET email = $2 WHERE id = $1", key, SHOWN)
    assert (await access.signed_in(work, await access.sign_in(work, SHOWN, PASSWORD, HERE))).actor.id == key


async def test_two_spellings_are_not_twice_as_many_tries(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    await credentials.create_user(work, email=SHOWN, name="Ada", level=Level.ADMIN, password=PASSWORD)
    tried: set[str] = set()
    trying = access.limits.trying

    def noted(email: str, network: str, now: datetime) -> Any:
        tried.add(email)
        return trying(email, network, now)

    monkeypatch.setattr(access.limits, "trying", noted)
    for spelled in SPELLINGS:
        await access.sign_in(work, spelled, PASSWORD, HERE)
    assert tried == {KEPT}


async def test_a_forgotten_password_is_asked_for_in_either_spelling(work: Work) -> None:
    await credentials.create_user(work, email=KEPT, name="Ada", level=Level.ADMIN, password=PASSWORD)
    await own_password.forgotten(work, SHOWN, HERE)
    await own_password.settle(work)
    assert len(await letters_to(work, KEPT)) == 1


async def test_nobody_is_invited_twice_as_two_spellings_and_lists_show_their_own(work: Work) -> None:
    scene = await factories.scene(work)
    await invitations.invite(work, scene.staff_admin, InviteUser(email=SHOWN, name="Ada", level=Level.MEMBER, account_id=scene.account_id))
    with pytest.raises(InvalidInput):
        await invitations.invite(
            work, scene.staff_admin, InviteUser(email=KEPT, name="Ada", level=Level.MEMBER, account_id=scene.account_id)
        )
    for looked_for in (SHOWN, KEPT, "b\u00fccher.example"):
        document = "query ($search: String) { users(filter: {search: $search}) { edges { node { email } } } }"
        found = await ask(work, scene.staff_admin, document, search=looked_for)
        assert found["users"]["edges"] == [{"node": {"email": SHOWN}}], looked_for


async def test_addresses_of_an_account_are_shown_as_people_write_them(work: Work) -> None:
    scene = await factories.scene(work)
    await accounts.change(work, scene.admin, scene.account_id, None, ChangeAccount(notification_emails=[SHOWN]))
    assert [row["notification_emails"] for row in await all_of(work, models.Account)] == [[KEPT]]
    shown = await ask(work, scene.admin, "{ accounts { notificationEmails } }")
    assert shown["accounts"] == [{"notificationEmails": [SHOWN]}]
