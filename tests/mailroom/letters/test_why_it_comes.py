"""What stands at the end of a letter: why this address receives it, as it was when the letter was owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.notifications import NewsCadence
from portico.domain.words.notices import COME_BY_CHOICE, ENGLISH
from portico.mailroom.letters import letters, noticing
from portico.operations.engine.notices import Notice
from portico.operations.people.accounts import accounts
from portico.operations.people.accounts.account_inputs import AccountContact, ChangeAccount
from tests.letters.notices import FACTS
from tests.mailroom.conftest import Room, portable
from tests.mailroom.letters.test_catalogue import ORDER
from tests.mailroom.letters.test_digests import address, choose

ALWAYS = "Letters like this one always go out and cannot be turned off."
OF_PROFILE = "You receive this because your address is in the company profile “Head office”"


def said(payload: dict[str, Any]) -> str:
    """The end of a letter, the same in text and HTML."""
    letter = letters.render(payload, base_url="https://port.example")
    end = " ".join(letter.text.partition("\n-- \n")[2].split())
    assert end == " ".join(letter.html.rpartition("opacity:.75")[2].partition(">")[2].partition("</p>")[0].replace("<br>", "").split())
    return end


async def ends(room: Room) -> dict[str, str]:
    return {each["destination"]: said(each["payload"]) for each in await room.deliveries("email")}


async def test_a_viewer_who_chose_news_is_not_told_of_a_profile_that_they_are_not_in(room: Room) -> None:
    await choose(room, room.scene.viewer, PROGRESS=NewsCadence.INSTANT)
    request = await room.request(1)
    await room.journal(request, portable(request))
    await room.turn("email")
    found = await ends(room)
    assert found.pop(await address(room, room.scene.viewer)) == (
        "You receive this because you chose to be told of such news at once."
        " What you chose you can turn off in your settings: https://port.example/settings/notifications"
    )
    assert sorted(end.partition(" because ")[2].partition(" ")[2].split(" ")[2] for end in found.values()) == ["among", "in"]
    assert not any("turn off" in end for end in found.values())


async def test_an_address_that_has_a_letter_for_several_reasons_is_told_each(room: Room) -> None:
    viewer = await address(room, room.scene.viewer)
    await choose(room, room.scene.viewer, PROGRESS=NewsCadence.INSTANT)
    async with room.work.database.transaction() as conn:
        await conn.execute("UPDATE account SET notification_emails = $1 WHERE id = $2", f'["{viewer.upper()}"]', room.scene.account_id)
    request = await room.request(1)
    await room.journal(request, portable(request))
    await room.turn("email")
    (end,) = [end for to, end in (await ends(room)).items() if to == viewer.upper()]
    assert "among the notification addresses of" in end
    assert " and because you chose to be told of such news at once. What you chose" in end


def ended(grounds: Sequence[str], event: str = "porting_number.marked_portable", **order: Any) -> str:
    subject = "port_out_request" if event.startswith("port_out") else "porting_number"
    happened = {"event": event, "subject": subject, "from": None, "to": None, "number": "+12127360001", "reason": ""}
    return said({"order": {**ORDER, "profile": "Head office", **order}, "happenings": [happened], "lead": 0, "grounds": grounds})


def test_a_profile_of_many_is_named() -> None:
    assert ended(["PROFILE"]) == f"{OF_PROFILE}."


def test_a_letter_owed_before_grounds_were_kept_claims_none() -> None:
    assert ended([]) == "You receive this because your address is among those that Acme Telecom named."


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        ("ACCOUNT", "your address is among the notification addresses of Acme Telecom."),
        ("ADMINISTRATOR", "you are an administrator of Acme Telecom, which has no notification addresses."),
    ],
)
def test_a_letter_about_a_port_out_says_that_it_always_comes(ground: str, words: str) -> None:
    end = ended([ground], "port_out_request.received", kind="port_out_request")
    assert end == f"You receive this because {words} {ALWAYS}"


@pytest.mark.parametrize("event", sorted(ENGLISH))
def test_a_notice_says_that_it_always_comes_unless_somebody_asked_for_it(event: Happening) -> None:
    notice = Notice(event=event, to="ada@acme.example", order=("user", new_id(datetime.now(UTC)), 1), facts=FACTS)
    letter = noticing.render(notice.payload)
    for text in (letter.text, letter.html):
        assert (ALWAYS in " ".join(text.split())) is (event not in COME_BY_CHOICE)


async def notice_ends(room: Room, event: Happening) -> dict[str, str]:
    """Why each address has the last letter about this."""
    owed = [each for each in await room.deliveries("email") if each["event"] == event]
    found = {}
    for each in owed:
        end = " ".join(noticing.render(each["payload"]).text.partition("\n-- \n")[2].split())
        assert end.endswith(ALWAYS)
        found[each["destination"]] = end.removesuffix(ALWAYS).strip()
    return found


async def test_a_letter_about_how_an_account_is_reached_says_why_this_address_has_it(room: Room) -> None:
    """Letters about orders said it, and this one left who was taken off the list to guess."""
    scene, receive = room.scene, "You receive this because your address"
    await accounts.change(
        room.work, scene.staff_admin, scene.account_id, None, ChangeAccount(name="Acme", notification_emails=["a@acme.example"])
    )
    assert (await notice_ends(room, Happening.ACCOUNT_CONTACTS_CHANGED)) == {
        "desk@acme.example": f"{receive} was among the notification addresses of Acme until now.",
        "a@acme.example": f"{receive} is among the notification addresses of Acme.",
    }


async def test_an_administrator_in_want_of_addresses_reads_why_they_have_letters_about_the_account(room: Room) -> None:
    scene = room.scene
    await accounts.change(room.work, scene.staff_admin, scene.account_id, None, ChangeAccount(name="Acme", notification_emails=[]))
    await accounts.change(room.work, scene.staff_admin, scene.account_id, None, ChangeAccount(contacts=[AccountContact(name="Ada")]))
    found = await notice_ends(room, Happening.ACCOUNT_CONTACTS_CHANGED)
    admin = await address(room, scene.admin)
    assert found[admin] == "You receive this because you are an administrator of Acme, which has no notification addresses."
