"""Accounts made, changed, closed and opened again, on both engines."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM, Actor, Scope
from portico.domain.entry_facts import facts
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted, StaleVersion
from portico.domain.statuses import Level, PhoneNumberStatus, PortingNumberStatus, Role, Tier
from portico.operations.engine.idempotency import Key
from portico.operations.engine.work import Work
from portico.operations.people.accounts import account_closing, accounts, callback_rotation, profiles
from portico.operations.people.accounts.account_inputs import (
    AccountContact,
    ChangeAccount,
    CloseAccount,
    CreateAccount,
    RotateCallbackSecret,
)
from portico.operations.people.accounts.profile_inputs import CreateCompanyProfile
from portico.operations.people.signing_in import access, credentials
from portico.storage import models
from portico.storage.engine.rows import Row
from portico.storage.people import accounts as storage
from tests import factories
from tests.clock import Clock
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
EMAILS = ["desk@acme.example", "board@acme.example"]


async def row(work: Work, key: UUID) -> Row:
    found = await row_of(work, models.Account, key)
    assert found
    return found


async def entries(work: Work) -> list[Row]:
    return [entry for entry in await all_of(work, models.JournalEntry) if entry["subject_kind"] == "account"]


async def told(work: Work, event: str) -> set[str]:
    """The addresses that are owed a notice of this."""
    found = await all_of(work, models.Delivery)
    assert all("whsec" not in str(each["payload"]) for each in found)
    return {each["destination"] for each in found if each["event"] == event}


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


async def test_an_account_is_made_with_everything_and_journaled_once(work: Work) -> None:
    scene = await factories.scene(work)
    contact = AccountContact(name=" Ada  Byron ", email="Ada@ACME.example", phone="+44 20 7946 0018")
    command = CreateAccount(
        name="Acme & Sons", currency="gbp", time_zone="Europe/London", locale="nl", tier=Tier.TRIAL, contacts=[contact],
        notification_emails=["desk@acme.example", "DESK@acme.example"], default_callback_url="https://acme.example/hook",
        cancel_cutoff_hours=24,
    )  # fmt: skip
    key = Key("accountCreate", "one", {})
    made = await accounts.create(work, scene.staff_admin, command, key)
    assert await accounts.create(work, scene.staff_admin, command, key) == made
    found = await row(work, made)
    expected = {"slug": "acme-sons", "currency": "GBP", "locale": "nl", "tier": Tier.TRIAL, "cancel_cutoff_hours": 24, "version": 1,
                "notification_emails": ["desk@acme.example"], "closed_at": None, "default_callback_url": "https://acme.example/hook",
                "contacts": [{"name": "Ada Byron", "email": "Ada@acme.example", "phone": "+442079460018"}]}  # fmt: skip
    assert {name: found[name] for name in expected} == expected
    (entry,) = await entries(work)
    assert (entry["event"], entry["order_id"], entry["account_id"], entry["data"]) == (
        "account.created",
        made,
        made,
        {"name": "Acme & Sons"},
    )


async def test_everything_wrong_with_a_new_account_is_told_at_once(work: Work) -> None:
    scene = await factories.scene(work)
    wrong = CreateAccount(
        name=" ", slug="Not a slug", currency="euro", time_zone="Mars/North", locale="xx", notification_emails=["desk@acme.example", "no"],
        default_callback_url="http://localhost/hook", cancel_cutoff_hours=-1, contacts=[AccountContact(name="", phone="1-800-FLOWERS")],
    )  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        await accounts.create(work, scene.staff_admin, wrong)
    assert problems(refused).keys() == {
        "name", "slug", "currency", "timeZone", "locale", "notificationEmails.1", "defaultCallbackUrl", "cancelCutoffHours",
        "contacts.0.name", "contacts.0.phone",
    }  # fmt: skip
    with pytest.raises(InvalidInput, match="already"):
        await accounts.create(work, scene.staff_admin, CreateAccount(name="X", slug=(await row(work, scene.account_id))["slug"]))
    for actor in (scene.admin, scene.agent):
        with pytest.raises(NotPermitted, match="create accounts"):
            await accounts.create(work, actor, CreateAccount(name="Other"))


async def test_plain_settings_change_and_the_journal_says_from_what_to_what(work: Work) -> None:
    scene = await factories.scene(work, name="Acme", locale="en", notification_emails=EMAILS)
    await accounts.change(work, scene.admin, scene.account_id, 1, ChangeAccount(name="Acme plc", locale=" DE"))
    found, (entry,) = await row(work, scene.account_id), await entries(work)
    assert (found["name"], found["locale"], found["version"], found["contacts_changed_at"]) == ("Acme plc", "de", 2, None)
    assert entry["data"] == {
        "name": "Acme plc",
        "settings": ["locale", "name"],
        "changed": {"name": ["Acme", "Acme plc"], "locale": ["en", "de"]},
    }
    assert [said.text for said in facts(entry["event"], entry["data"])] == ["Name: Acme plc; Acme before.", "Language: de; en before."]
    assert await told(work, "account.changed") == set()
    assert await accounts.change(work, scene.admin, scene.account_id, 2, ChangeAccount(name="Acme plc")) == scene.account_id
    assert len(await entries(work)) == 1, "nothing has changed"
    with pytest.raises(StaleVersion):
        await accounts.change(work, scene.admin, scene.account_id, 1, ChangeAccount(name="Other"))


async def test_who_is_reached_otherwise_is_told_at_the_old_addresses_too(work: Work, clock: Clock) -> None:
    """DOMAIN §5: a change of addresses, contacts or callback freezes port-outs; whoever was written to before has to hear of it."""
    scene = await factories.scene(work, notification_emails=EMAILS)
    hook = "https://acme.example/hook?token=s3cret"
    command = ChangeAccount(notification_emails=["new@thief.example", "Desk@acme.example"], default_callback_url=hook)
    await accounts.change(work, scene.admin, scene.account_id, None, command)
    assert (await row(work, scene.account_id))["contacts_changed_at"] == clock.now
    assert {each.casefold() for each in await told(work, "account.contacts_changed")} == {*EMAILS, "new@thief.example"}
    (entry,) = await entries(work)
    assert (entry["event"], entry["data"]["settings"]) == ("account.contacts_changed", ["default_callback_url", "notification_emails"])
    assert "s3cret" not in str(entry["data"]), "an address may hold a token"


async def test_an_account_without_addresses_hears_by_its_administrators(work: Work) -> None:
    scene = await factories.scene(work, notification_emails=[])
    await accounts.change(work, scene.staff_admin, scene.account_id, None, ChangeAccount(contacts=[AccountContact(name="Ada")]))
    assert await told(work, "account.contacts_changed") == set(await storage.administrators(work.reader, scene.account_id))
    assert (await entries(work))[0]["on_behalf"]


async def test_each_setting_is_set_by_whom_policy_names(work: Work) -> None:
    scene, other = await factories.scene(work, tier=Tier.TRIAL), await factories.scene(work)
    terms = ChangeAccount(tier=Tier.STANDARD, currency="GBP", cancel_cutoff_hours=2, name="Mine")
    with pytest.raises(InvalidInput) as refused:
        await accounts.change(work, scene.admin, scene.account_id, None, terms)
    assert problems(refused) == dict.fromkeys(("tier", "currency", "cancelCutoffHours"), "NOT_PERMITTED")
    await accounts.change(work, scene.staff_admin, scene.account_id, None, terms)
    found = await row(work, scene.account_id)
    assert (found["tier"], found["currency"], found["cancel_cutoff_hours"]) == (Tier.STANDARD, "GBP", 2)
    for actor in (scene.member, scene.agent):
        with pytest.raises(NotPermitted):
            await accounts.change(work, actor, scene.account_id, None, ChangeAccount(name="X"))
    with pytest.raises(NotFound):
        await accounts.change(work, other.admin, scene.account_id, None, ChangeAccount(name="X"))


# The secret of the callbacks.


async def signed_in(work: Work, account_id: UUID | None, level: Level) -> tuple[Actor, str]:
    """A person with a password, and their session."""
    email = f"{level.value.lower()}{len(await all_of(work, models.User))}@acme.example"
    await credentials.create_user(work, email=email, name="Ada", level=level, account_id=account_id, password=PASSWORD)
    token = await access.sign_in(work, email, PASSWORD, "192.0.2.1")
    return await access.actor_of_session(work, token), token


async def test_a_rotated_secret_is_shown_once_and_the_old_one_holds_for_a_day(work: Work, clock: Clock) -> None:
    account = await credentials.create_account(work, name="Acme", notification_emails=EMAILS)
    admin, _ = await signed_in(work, account, Level.ADMIN)
    member, _ = await signed_in(work, account, Level.MEMBER)

    async def held() -> list[str]:
        return [work.keyring.open(each) for each in await storage.callback_secrets(work.reader, account, work.now)]

    (before,) = await held()
    with pytest.raises(InvalidInput, match="not your password"):
        await callback_rotation.rotate(work, admin, account, RotateCallbackSecret(password="wrong one here"))
    with pytest.raises(NotPermitted):
        await callback_rotation.rotate(work, member, account, RotateCallbackSecret(password=PASSWORD))
    made = await callback_rotation.rotate(work, admin, account, RotateCallbackSecret(password=PASSWORD))
    assert (await held(), made.before_until) == ([made.secret, before], clock.now + timedelta(hours=24))
    assert await told(work, "account.callback_secret_rotated") == set(EMAILS)
    rotation = (await entries(work))[-1]
    assert (rotation["verb"], rotation["data"]) == ("rotate_callback_secret", {"name": "Acme"})
    clock.advance(hours=24)
    assert await held() == [made.secret]


async def test_no_token_rotates_a_secret(work: Work) -> None:
    account = await credentials.create_account(work, name="Acme")
    token = (await credentials.create_token(work, role=Role.CUSTOMER, name="x", account_id=account, level=Level.ADMIN)).token
    with pytest.raises(NotPermitted):
        await callback_rotation.rotate(work, await access.actor_of_token(work, token), account, RotateCallbackSecret(password=PASSWORD))


# Closing.


async def test_an_account_with_something_live_is_not_closed_and_each_thing_is_named(work: Work) -> None:
    rows = factories.Rows(work.now)
    scene = rows.scene()
    rows.request(scene, [PortingNumberStatus.PENDING])
    rows.request(scene, 1, status="DRAFT")
    rows.port_out(scene)
    await rows.write(work)
    await factories.phone_number(work, scene, status=PhoneNumberStatus.REMOVED)
    await accounts.change(work, scene.staff_admin, scene.account_id, None, ChangeAccount(notification_emails=EMAILS))
    with pytest.raises(Blocked) as refused:
        await account_closing.close(work, scene.staff_admin, scene.account_id, None, CloseAccount())
    found = {blocker.code: blocker.message for blocker in refused.value.blockers}
    assert found.keys() == {"LIVE_PORTING_REQUESTS", "LIVE_PORT_OUT_REQUESTS", "LIVE_PHONE_NUMBERS", "LIVE_DELIVERIES"}
    assert found["LIVE_PORTING_REQUESTS"] == "Porting requests that have not ended: 1."
    assert (await row(work, scene.account_id))["closed_at"] is None


async def test_of_a_closed_account_nobody_comes_in_and_what_it_was_stays(work: Work) -> None:
    account = await credentials.create_account(work, name="Acme", notification_emails=EMAILS)
    staff, _ = await signed_in(work, None, Level.ADMIN)
    admin, session = await signed_in(work, account, Level.ADMIN)
    token = (await credentials.create_token(work, role=Role.CUSTOMER, name="x", account_id=account, scopes=[Scope.PORTING_READ])).token
    shown = [each.credential for each in (admin, await access.actor_of_token(work, token), staff) if each.credential]
    with pytest.raises(NotPermitted):
        await account_closing.close(work, admin, account, None, CloseAccount())
    key = Key("accountClose", "one", {})
    for _ in range(2):
        assert await account_closing.close(work, staff, account, 1, CloseAccount(reason="They moved away."), key=key) == account
    assert await told(work, "account.closed") == set(EMAILS)
    assert (await access.ended(work, shown)) == set(shown[:2]), "staff stay"
    with pytest.raises(access.NotSignedIn):
        await access.actor_of_session(work, session)
    with pytest.raises(access.NotSignedIn):
        await access.actor_of_token(work, token)
    with pytest.raises(access.WrongCredentials):
        await access.sign_in(work, "admin1@acme.example", PASSWORD, "192.0.2.1")
    with pytest.raises(InvalidInput) as refused:
        await profiles.create_company_profile(
            work, staff, CreateCompanyProfile(account_id=account, label="A", company_name="A", country="NL")
        )
    assert problems(refused) == {"accountId": "CLOSED"}
    closing = (await entries(work))[-1]
    assert (closing["event"], closing["reason"]) == ("account.closed", "They moved away.")
    await account_closing.reopen(work, staff, account, None)
    assert await access.sign_in(work, "admin1@acme.example", PASSWORD, "192.0.2.1")
    with pytest.raises(access.NotSignedIn):
        await access.actor_of_token(work, token)


async def test_a_credential_of_a_closed_account_ends_even_if_it_was_made_since(work: Work) -> None:
    """A sign-in that began before the closing and ends behind it leaves a session behind."""
    account = await credentials.create_account(work, name="Acme")
    token = (await credentials.create_token(work, role=Role.CUSTOMER, name="x", account_id=account)).token
    await account_closing.close(work, SYSTEM, account, None, CloseAccount())
    await work.unit(lambda unit: unit.connection.execute("UPDATE api_token SET revoked_at = NULL"))
    with pytest.raises(access.NotSignedIn, match="revoked"):
        await access.actor_of_token(work, token)
    with pytest.raises(ActionUnavailable, match="closed"):
        await credentials.create_token(work, role=Role.CUSTOMER, name="y", account_id=account)


async def test_at_the_terminal_a_closed_account_takes_no_person_and_no_secret_either(work: Work) -> None:
    """Whoever was invited there was refused; `portico user create` made an administrator with a password."""
    account = await credentials.create_account(work, name="Acme")
    await account_closing.close(work, SYSTEM, account, None, CloseAccount())
    before = await row(work, account)
    with pytest.raises(ActionUnavailable, match="closed"):
        await credentials.create_user(work, level=Level.ADMIN, name="Z", email="z@acme.example", password=PASSWORD, account_id=account)
    with pytest.raises(ActionUnavailable, match="closed"):
        await callback_rotation.renew(work, SYSTEM, account)
    assert await work.reader.fetch("SELECT id FROM app_user") == []
    assert await row(work, account) == before


def test_the_inputs_say_no_password() -> None:
    assert PASSWORD not in repr(RotateCallbackSecret(password=PASSWORD))
