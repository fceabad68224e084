"""Who runs this installation: set by its administrators, read by everybody, and in force over the server's environment."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.refusals import InvalidInput, NotPermitted, StaleVersion
from portico.domain.statuses import Level
from portico.operations.engine.idempotency import Key
from portico.operations.engine.input_problems import path_of
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Work
from portico.operations.people import invitations
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import CreateAccount
from portico.operations.people.operator_settings import ChangeOperator, change_operator, mail_sender, put_logo
from portico.operations.people.user_fields import InviteUser
from portico.storage import models
from portico.storage.people import operator_settings as storage
from tests import factories
from tests.graphql.asking import ask
from tests.operations.engine.archive import entries_of, row_of
from tests.web import papers

pytestmark = pytest.mark.either_engine
SENDER = ChangeOperator(name="Lowlands", mail_name="Porting desk", mail_address="porting@lowlands.nl")


async def test_what_is_set_is_kept_and_journaled_with_what_it_was(work: Work) -> None:
    scene = await factories.scene(work)
    key = Key("operatorChange", "once", "same")
    for _ in range(2):
        await change_operator(work, scene.staff_admin, ChangeOperator(name=" Lowlands  Voice ", country="nl", countries=["nl", "NL"]), key)
    await change_operator(work, scene.staff_admin, ChangeOperator(name="Lowlands", country=None, expected_version=1))
    await change_operator(work, scene.staff_admin, ChangeOperator(name="Lowlands"))
    kept = await storage.kept(work.reader)
    assert (kept["version"], kept["name"], kept["country"], kept["countries"]) == (2, "Lowlands", None, ["NL"])
    entries = [entry for entry in await entries_of(work, INSTALLATION) if entry["event"] == "operator.changed"]
    assert [entry["data"]["changed"] for entry in entries] == [
        {"name": [None, "Lowlands Voice"], "country": [None, "NL"], "countries": [[], ["NL"]]},
        {"name": ["Lowlands Voice", "Lowlands"], "country": ["NL", None]},
    ]
    with pytest.raises(StaleVersion):
        await change_operator(work, scene.staff_admin, ChangeOperator(name="Late", expected_version=1))


async def test_every_field_at_fault_is_named_at_once_and_nothing_is_kept(work: Work) -> None:
    scene = await factories.scene(work)
    wrong = ChangeOperator(
        name="x" * 121, country="Netherlands", time_zone="Mars/Base", currency="euro", countries=["NL", "?"], mail_name="Desk"
    )
    with pytest.raises(InvalidInput) as refused:
        await change_operator(work, scene.staff_admin, wrong)
    assert {problem.path for problem in refused.value.fields} == {
        "name", "country", "timeZone", "currency", "countries.1", "mailAddress",
    }  # fmt: skip
    assert (await storage.kept(work.reader))["version"] == 0


@pytest.mark.parametrize("field", ["name", "country", "time_zone", "currency", "mail_name", "mail_address"])
async def test_blank_is_nothing_that_can_be_set(work: Work, field: str) -> None:
    """Two blanks were taken for a name, and took the operator's name away; null takes back what was set."""
    scene = await factories.scene(work)
    blank: dict[str, Any] = {field: "  "}
    await change_operator(work, scene.staff_admin, SENDER)
    with pytest.raises(InvalidInput) as refused:
        await change_operator(work, scene.staff_admin, ChangeOperator(**blank))
    assert [problem.path for problem in refused.value.fields] == [path_of(field)]
    assert (await storage.kept(work.reader))["name"] == "Lowlands"
    await change_operator(work, scene.staff_admin, ChangeOperator(name=None, mail_name=None, mail_address=None))
    assert (await storage.kept(work.reader))["name"] is None


async def test_only_staff_admins_change_it_and_staff_read_it(work: Work) -> None:
    scene = await factories.scene(work)
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await change_operator(work, actor, SENDER)
        with pytest.raises(NotPermitted):
            await put_logo(work, actor, papers.png())
    await change_operator(work, scene.staff_admin, SENDER)
    assert await ask(work, None, "{ operator { name logoPath } }") == {"operator": {"name": "Lowlands", "logoPath": None}}
    found = await ask(work, scene.agent, "{ operatorSettings { mailFrom version } }")
    assert found["operatorSettings"] == {"mailFrom": "Porting desk <porting@lowlands.nl>", "version": 1}


async def test_letters_come_from_the_operators_sender_else_from_the_servers(work: Work) -> None:
    scene = await factories.scene(work)
    usual = await mail_sender(work.reader, work.settings)
    assert f"{usual.name} <{usual.address}>" == work.settings.mail_from
    await change_operator(work, scene.staff_admin, SENDER)
    own = await mail_sender(work.reader, work.settings)
    assert (own.name, own.address) == ("Porting desk", "porting@lowlands.nl")
    await change_operator(work, scene.staff_admin, ChangeOperator(mail_name=None))
    assert (await mail_sender(work.reader, work.settings)).name == "Lowlands"
    await change_operator(work, scene.staff_admin, ChangeOperator(mail_address=None))
    assert (await mail_sender(work.reader, work.settings)).address == usual.address


async def test_new_accounts_and_people_begin_with_the_operators_zone_and_currency(work: Work) -> None:
    scene = await factories.scene(work)
    before = await accounts.create(work, scene.staff_admin, CreateAccount(name="Before"))
    await change_operator(work, scene.staff_admin, ChangeOperator(time_zone="Europe/Lisbon", currency="gbp"))
    usual = await accounts.create(work, scene.staff_admin, CreateAccount(name="Usual"))
    own = await accounts.create(work, scene.staff_admin, CreateAccount(name="Own", currency="USD", time_zone="Europe/Rome"))
    rows = [await row_of(work, models.Account, key) or {} for key in (before, usual, own)]
    assert [(row["currency"], row["time_zone"]) for row in rows] == [("EUR", "UTC"), ("GBP", "Europe/Lisbon"), ("USD", "Europe/Rome")]
    invited = await invitations.invite(work, SYSTEM, InviteUser(email="ivy@lowlands.nl", name="Ivy", level=Level.AGENT))
    assert (await row_of(work, models.User, invited) or {})["time_zone"] == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "TYPE_NOT_ACCEPTED"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "TYPE_NOT_ACCEPTED"),
        (papers.pdf(), "TYPE_NOT_ACCEPTED"), (papers.png()[:-4], "DAMAGED"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 \xff\xff\x00\x00", "DAMAGED"), (b"\x89PNG" + bytes(200_001), "TOO_LARGE"),
    ],
)  # fmt: skip
async def test_a_logo_is_judged_by_its_bytes(work: Work, content: bytes, code: str) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await put_logo(work, scene.staff_admin, content)
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("logo", code)]


async def test_the_same_logo_again_changes_nothing_and_one_taken_away_is_gone(work: Work) -> None:
    scene = await factories.scene(work)
    webp = b"RIFF" + (4 + 8 + 4).to_bytes(4, "little") + b"WEBP" + b"VP8L" + (4).to_bytes(4, "little") + b"\x2f\0\0\0"
    first, again = [await put_logo(work, scene.staff_admin, papers.png()) for _ in range(2)]
    other = await put_logo(work, scene.staff_admin, webp)
    assert first == again != other
    picture = await storage.logo(work.reader)
    assert picture
    assert (picture.media_type, picture.content) == ("image/webp", webp)
    await change_operator(work, scene.staff_admin, ChangeOperator(remove_logo=True))
    assert await storage.logo(work.reader) is None
    kept = await storage.kept(work.reader)
    assert (kept["logo_sha256"], kept["version"]) == (None, 3)
