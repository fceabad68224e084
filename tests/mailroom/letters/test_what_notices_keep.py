"""What a letter about no order keeps until it is sent: codes with what they name, and by themselves only words that somebody chose."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import portico
from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.people.notifications import NewsCadence, NewsKind
from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.statuses import Level, WebhookDisabledReason
from portico.domain.words.notices import NoticeFact
from portico.mailroom.letters import noticing
from portico.mailroom.letters.digests import Digests
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.notices import Notice
from portico.operations.people import users
from portico.operations.people.accounts import accounts, notifications
from portico.operations.people.accounts.account_inputs import AccountContact, ChangeAccount
from portico.operations.people.accounts.notifications import ChangeNotifications, NotificationChoice
from portico.operations.people.user_fields import ChangeUser
from portico.storage import models
from portico.storage.engine.rows import Row
from portico.storage.row_types.webhooks import WebhookEndpointRow
from tests.clock import Clock
from tests.mailroom.conftest import Room, portable
from tests.operations.engine.archive import all_of, row_of
from tests.sentences import every_sentence

ORDER = ("installation", INSTALLATION, 1)
DESK = "desk@operator.example"


def own_words(kept: object) -> Iterator[str]:
    """The texts without a code in a fact; a bare text is one."""
    match kept:
        case str():
            yield kept
        case {"code": None, "text": str(text)}:
            yield text
        case {"code": str(code), "params": params, "text": text, "parts": parts}:
            assert not parts, "letters name one sentence a fact"
            assert every_sentence()[code].english, f"{text!r} has a code that nothing declares"
            for named in params.values():
                yield from own_words(named)


async def owed(room: Room, event: Happening) -> list[Row]:
    return [each for each in await room.deliveries("email") if each["event"] == event]


async def kept_of(room: Room, event: Happening) -> Mapping[str, Any]:
    """What the newest letter about this keeps, by the name of the fact; its lines as `lines`."""
    payload = (await owed(room, event))[-1]["payload"]
    return {**payload["facts"], "lines": payload.get("lines", [])}


async def text_of(room: Room, event: Happening) -> str:
    return noticing.render((await owed(room, event))[-1]["payload"]).text


async def test_what_of_an_account_changed_is_told_by_code_and_the_operator_has_no_english_name(room: Room) -> None:
    scene = room.scene
    contacts = [AccountContact(name="Ada")]
    await accounts.change(room.work, scene.staff_admin, scene.account_id, None, ChangeAccount(name="Acme", contacts=contacts))
    kept = await kept_of(room, Happening.ACCOUNT_CONTACTS_CHANGED)
    assert (kept["who"]["code"], kept["what"]["code"]) == ("actor.operator", "account.field.contacts")
    assert {text for fact in kept.values() for text in own_words(fact)} == {"Acme"}
    assert "Changed by the operator: contacts." in await text_of(room, Happening.ACCOUNT_CONTACTS_CHANGED)
    command = ChangeAccount(notification_emails=["new@acme.example"], contacts=None)
    await accounts.change(room.work, scene.admin, scene.account_id, None, command)
    kept = await kept_of(room, Happening.ACCOUNT_CONTACTS_CHANGED)
    assert {text for fact in kept.values() for text in own_words(fact)} == {"Acme", scene.admin.name}


async def test_why_a_webhook_endpoint_was_disabled_is_kept_by_code(room: Room) -> None:
    endpoint: WebhookEndpointRow = {"account_id": room.scene.account_id, "name": "crm", "url": "https://crm.example/hook"}

    async def tell(unit: Any) -> None:
        await unit.lock("account", [room.scene.account_id])
        await webhook_endings._tell(unit, endpoint, WebhookDisabledReason.FAILING)

    await room.work.unit(tell)
    kept, account = await kept_of(room, Happening.WEBHOOK_ENDPOINT_DISABLED), await row_of(room.work, models.Account, room.scene.account_id)
    assert account
    assert kept["reason"]["code"] == "webhook_endpoint.failing"
    assert {text for fact in kept.values() for text in own_words(fact)} == {account["name"], "crm", "crm.example"}
    assert "Nothing has arrived there for five days" in await text_of(room, Happening.WEBHOOK_ENDPOINT_DISABLED)


async def test_another_level_is_told_in_words_and_not_as_it_is_spelled_in_the_api(room: Room) -> None:
    member = room.scene.member.id
    assert member
    await users.change(room.work, room.scene.staff_admin, member, None, ChangeUser(level=Level.VIEWER))
    kept = await kept_of(room, Happening.USER_LEVEL_CHANGED)
    assert kept["level"]["code"] == "level.viewer"
    user = await row_of(room.work, models.User, member)
    assert user
    assert {text for fact in kept.values() for text in own_words(fact)} == {user["name"]}
    assert kept["by"]["code"] == "actor.operator"
    assert "you are a viewer now" in await text_of(room, Happening.USER_LEVEL_CHANGED)


async def choose(room: Room, actor: Actor, kind: NewsKind) -> None:
    asked = ChangeNotifications(choices=[NotificationChoice(kind=kind, cadence=NewsCadence.DAILY_DIGEST)])
    await notifications.change(room.work, actor, asked)


async def test_a_digest_keeps_what_happened_by_code_and_of_its_readers_words_the_references(room: Room, clock: Clock) -> None:
    await choose(room, room.scene.member, NewsKind.PROGRESS)
    await choose(room, room.scene.agent, NewsKind.QUEUE)
    request = await room.request(2, status="REQUESTED")
    await room.journal(request, portable(request), portable(request, 0))
    clock.advance(hours=24)
    await Digests(room.work, lambda: None).step()
    (found,) = await all_of(room.work, models.PortingRequest)
    (account,) = [row for row in await all_of(room.work, models.Account) if row["id"] == room.scene.account_id]
    kept = await kept_of(room, Happening.USER_DIGEST)
    (line,) = kept["lines"]
    named = line["params"]["happened"]
    assert (line["code"], named["code"], named["params"]["count"]) == ("digest.order", "digest.numbers", 2)
    assert named["params"]["happened"]["code"] == "event.porting_number.marked_portable"
    assert set(own_words(line)) == {found["reference"]}
    assert set(own_words(kept["account"])) == {account["name"]}
    assert list(kept["day"]) == ["day"]
    assert f"What happened until {clock.now.day} " in await text_of(room, Happening.USER_DIGEST)
    assert [(each["code"], each["params"]) for each in (await kept_of(room, Happening.USER_QUEUE_DIGEST))["lines"]] == [
        ("digest.porting_requests", {"count": 1}), ("digest.porting_numbers", {"count": 2}),
    ]  # fmt: skip


def test_what_is_kept_is_put_into_words_when_the_letter_is_sent() -> None:
    """By today's words for a code, by its receiver's clock; a code of another release by the words that were kept beside it."""
    mail = Happening.USER_LEVEL_CHANGED
    facts: dict[str, NoticeFact] = {
        "name": quoted("Ada"),
        "by": Said("since.gone", {"who": "Bo"}, "Bo (gone)"),
        "level": datetime(2026, 3, 1, 12, tzinfo=UTC),
    }
    letter = noticing.render(json.loads(json.dumps(Notice(event=mail, to=DESK, order=ORDER, facts=facts, zone="Asia/Tokyo").payload)))
    assert "changed by Bo (gone)" in letter.text
    assert "Sunday 1 March 2026, 21:00 (Asia/Tokyo), 12:00 UTC" in letter.text.replace("\n", " ")
    Sentence("test.notice", "{count:,} of {what}.")
    named = Said("test.notice", {"count": 1200, "what": quoted("them")}, "as it was worded once")
    digest = Notice(event=Happening.USER_QUEUE_DIGEST, to=DESK, order=ORDER, facts={"day": date(2026, 3, 1)}, lines=(named,), locale="nl")
    letter = noticing.render(json.loads(json.dumps(digest.payload)))
    assert letter.subject == "What waits for staff on 1 March 2026"
    assert "- 1,200 of them." in letter.text


def test_a_letter_that_was_owed_in_plain_words_before_an_upgrade_is_still_sent() -> None:
    """Facts and lines were texts once; what waited in the queue over the upgrade would have failed for ever."""
    order = {"kind": "account", "id": "acct_1"}
    disabled = {"name": "crm", "host": "crm.example", "reason": "Nothing has arrived there for five days: it was disabled."}
    payload: dict[str, Any] = {"notice": "webhook_endpoint.disabled", "order": order, "facts": disabled, "locale": None}
    assert "Nothing has arrived there for five days: it was disabled." in noticing.render(payload).text
    lines = ["PI-2026-000001: Found portable (2 numbers).", "and 3 more requests"]
    payload |= {"notice": "user.digest", "facts": {"day": "1 March 2026", "account": "Acme"}, "lines": lines, "locale": "de"}
    letter = noticing.render(payload)
    assert letter.subject == "What happened until 1 March 2026"
    assert [line[2:] for line in letter.text.splitlines() if line.startswith("- ")] == lines


def test_a_letter_whose_words_name_what_nobody_gave_is_refused_when_it_is_owed() -> None:
    with pytest.raises(TypeError, match=r"user\.level_changed names \['by', 'level'\]"):
        Notice(event=Happening.USER_LEVEL_CHANGED, to=DESK, order=ORDER, facts={"name": quoted("Ada")})


def test_nothing_that_portico_says_is_passed_off_as_somebodys_own_words() -> None:
    """`quoted` takes what people chose: a text of the program, or the English of a sentence, has a code that it would lose."""
    found = [
        f"{file.name}:{call.lineno}"
        for file in sorted((Path(portico.__file__).parent / "operations").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("quoted") and _is_ours(call.args[0])
    ]
    assert found == []


def _is_ours(given: ast.expr) -> bool:
    said = any(isinstance(each, ast.Attribute) and each.attr in ("english", "text", "message") for each in ast.walk(given))
    texts = [each.value for each in ast.walk(given) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return said or any(" " in text for text in texts)
