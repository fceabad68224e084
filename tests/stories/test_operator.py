"""An operator's own installation: from an empty folder to numbers that came and went, and to a machine that takes over from a backup.

It happens in the past, so that the machine's own clock is ahead of everything that happened: what was restored stands by it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Cluster
from tests.stories.client import Client, Node, eventually
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.servers import Installation
from tests.stories.story import Story, by_number, codes, numbers, provisioned, statuses

pytestmark = pytest.mark.either_engine

MONDAY = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)
FOC = MONDAY + timedelta(days=9, hours=-5)  # a Wednesday, ten in the morning in London
LEAVES = MONDAY + timedelta(days=15)
KEYS = "a-key-that-only-this-operator-has-0001"
PASSWORD = "correct horse battery staple"
DAAN, FEMKE, ADA = "daan@lowlands.example", "femke@lowlands.example", "ada@albion.example"
DESK, PROFILE = "desk@albion.example", ("ada@gb.example", "ops@gb.example")
OPERATOR = f"""
starter_carriers = ["GB"]

[operator]
name = "Lowlands Telecom"
country = "NL"
time_zone = "Europe/Amsterdam"
currency = "EUR"
countries = ["GB"]
mail_sender = "Lowlands porting desk <porting@lowlands.example>"

[network_carriers]
GB = "BT"

[admin]
email = "{DAAN}"
name = "Daan Bakker"
"""
NO_SETTINGS: dict[str, Any] = {"tokens": {"desk": None}, "carriers": {}, "password": PASSWORD}
"""Nobody has a token yet: the desk is a client without one, which somebody signs in."""
Places = Callable[[str], Installation]


@pytest.fixture
def places(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, mailserver: MailServer, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Places]:
    """Makes a machine where nothing is: a folder, and on PostgreSQL an empty database."""
    made: list[Installation] = []
    drop: list[Callable[[], None]] = []

    def place(name: str) -> Installation:
        home = tmp_path / name
        home.mkdir()
        url = f"sqlite://{home / 'data' / 'portico.sqlite3'}"
        if engine == "postgres":
            cluster: Cluster = request.getfixturevalue("postgres_cluster")
            cluster.let_go()
            monkeypatch.setenv("PATH", f"{cluster.binaries}{os.pathsep}{os.environ['PATH']}")
            database = cluster.create_database()
            url = cluster.url(database)
            drop.append(lambda: cluster.drop_database(database))
        house = Installation(home, url, mailserver.url, home / "data")
        house.environment["PORTICO_SECRET_KEYS"] = KEYS
        made.append(house)
        return house

    mailserver.start()
    mailserver.clear()
    receiver.clear()
    yield place
    for house in made:
        house.stop()
    for dropped in drop:
        dropped()


async def test_an_operator_goes_from_an_empty_machine_to_numbers_that_come_and_go_and_to_a_restored_one(
    places: Places, tmp_path: Path, mailserver: MailServer, receiver: Receiver
) -> None:
    house = places("first")
    await set_up(house, tmp_path)
    story = Story(house, NO_SETTINGS, mailserver, receiver)
    try:
        await invited(story, story.staff, DAAN, "Daan Bakker")
        carriers = await kept_what_is_missing(story)
        story.cast = {**story.cast, "carriers": carriers}
        account, customer, secret = await a_customer(story)
        request = await raised_from_trial(story, account, customer)
        await ported(story, customer, request, secret)
        await ported_out(story, account, customer, secret)
        await story.post.settled()
    finally:
        await story.close()
    await taken_over(house, places("second"), tmp_path, request["id"])


async def set_up(house: Installation, folder: Path) -> None:
    """`init` in an empty folder, and once more, which changes nothing; then it runs."""
    (folder / "operator.toml").write_text(OPERATOR)
    house.move_clock(MONDAY)
    asked = ("init", "--from", str(folder / "operator.toml"), "--yes", "--json")
    done = json.loads(await house.command(*asked))
    assert done["applied"] is True
    assert {step["what"] for step in done["steps"]} == {"operator", "carrier", "network carrier", "admin"}
    again = json.loads(await house.command(*asked))
    assert {step["does"] for step in again["steps"]} == {"same"}
    await house.start()


async def invited(story: Story, client: Client, email: str, name: str) -> None:
    """The letter comes, its link is looked at without being used up, and lets its reader in once."""
    await eventually(lambda: bool(story.mail.to(email)), f"the invitation of {email}")
    letter = story.mail.to(email)[-1]
    assert "Lowlands porting desk <porting@lowlands.example>" in letter.raw.decode()
    found = re.search(rf"{re.escape(story.house.url)}/invitation#(link_\S+)", letter.text)
    assert found, letter.text
    token = found[1]
    looked = await client.http.post("/auth/link", json={"purpose": "INVITATION", "token": token})
    assert looked.status_code == 200, looked.text
    await client.come_in(token, name, PASSWORD)
    second = await client.http.post(
        "/auth/invitation", json={"token": token, "name": name, "password": PASSWORD, "locale": "en", "timeZone": "UTC"}
    )
    assert second.status_code != 200, "a link works once"
    await client.sign_in(email, PASSWORD)


async def kept_what_is_missing(story: Story) -> dict[str, str]:
    """The checklist says what is missing until it is there; answers the carriers by name."""
    staff = story.staff
    assert await missing(staff) == ["ACCOUNTS_MISSING", "FEE_MISSING"]
    thames = await staff.do("carrierCreate", name="Thames Telecom", country="GB", cupid="312")
    fee = await staff.do("feeSet", country="GB", currency="EUR", amountMinor=1200, per="REQUEST")
    assert (fee["amountMinor"], fee["currency"]) == (1200, "EUR")
    assert await missing(staff) == ["ACCOUNTS_MISSING"]
    found = await staff.ask("{ carriers { id name networkFor } }")
    known = {carrier["name"]: carrier for carrier in found["carriers"]}
    assert known["BT"]["networkFor"] == ["GB"]
    assert known["Thames Telecom"]["id"] == thames["id"]
    return {name: carrier["id"] for name, carrier in known.items()}


async def missing(staff: Client) -> list[str]:
    found = await staff.ask("{ setupChecklist(severity: BLOCKING) { code path } }")
    assert all(item["path"].startswith("/") for item in found["setupChecklist"])
    return [item["code"] for item in found["setupChecklist"]]


async def a_customer(story: Story) -> tuple[Node, Client, str]:
    """An account, its administrator who was invited, and what its callbacks are signed with."""
    url = f"{story.receiver.url}/albion"
    account = await story.staff.do(
        "accountCreate",
        name="Albion Trading",
        slug="albion",
        timeZone="Europe/London",
        tier="TRIAL",
        notificationEmails=[DESK],
        defaultCallbackUrl=url,
    )
    assert (account["tier"], account["defaultCallbackUrl"]) == ("TRIAL", url)
    assert await missing(story.staff) == []
    await story.staff.do("userInvite", accountId=account["id"], email=ADA, name="Ada", level="ADMIN", password=PASSWORD)
    customer = Client(story.house.url)
    story._clients[ADA] = customer
    await invited(story, customer, ADA, "Ada Byron")
    rotated = await customer.do("accountCallbackSecretRotate", id=account["id"], password=PASSWORD)
    return account, customer, rotated["secret"]


async def raised_from_trial(story: Story, account: Node, customer: Client) -> Node:
    """A trial account drafts and may not submit, until the operator raises it; it cannot raise itself."""
    draft = await story.draft(customer, "GB", callbackUrl=None)
    await story.papers(customer, draft)
    refused = await customer.say("portingRequestSubmit", id=draft["id"])
    assert codes(refused) == ["TIER_TRIAL"]
    oneself = await customer.say("accountChange", id=account["id"], tier="STANDARD")
    assert oneself["__typename"] != "Account"
    raised = await story.staff.do("accountChange", id=account["id"], tier="STANDARD")
    assert raised["tier"] == "STANDARD"
    sent = await customer.do("portingRequestSubmit", id=draft["id"])
    assert (sent["status"], sent["waitingOn"]) == ("REQUESTED", "STAFF")
    return await customer.request(draft["id"])


async def ported(story: Story, customer: Client, request: Node, secret: str) -> None:
    """Accepted, reviewed, sent, confirmed by the losing carrier, provisioned two days ahead and completed on the day."""
    staff, key = story.staff, request["id"]
    documents = (await staff.ask("query($id: ID!) { portingRequest(id: $id) { documents { id } } }", id=key))["portingRequest"]["documents"]
    for document in documents:
        await staff.do("documentAccept", id=document["id"])
    await staff.do("portingRequestAccept", id=key)
    for verb in ("startReview", "markPortable", "start", "handOver"):
        await staff.move(verb, request["numbers"])
    await staff.move("confirmFoc", request["numbers"], focAt=FOC.isoformat())
    await days_pass(story, FOC - timedelta(hours=47), customer)
    await eventually(lambda: provisioned(story, key, 3), "provisioning two days ahead")
    await days_pass(story, FOC, customer)
    await staff.move("complete", request["numbers"])
    ended = await customer.request(key)
    assert set(statuses(ended).values()) == {"COMPLETED"}
    assert (ended["status"], ended["statusReason"]) == ("COMPLETED", "3 of 3 numbers ported.")
    rows = [await customer.inventory(number) for number in by_number(ended)]
    assert [row and row["status"] for row in rows] == ["ACTIVE"] * 3
    moves = await story.post.check("porting_request", key, to=(*PROFILE, DESK), secret=secret, numbers=by_number(ended))
    assert [move.name for move in moves][-2:] == ["provisioned", "completed"]
    assert {callback.path for callback in story.post.callbacks_of(key)} == {"/albion"}


async def days_pass(story: Story, to: datetime, customer: Client) -> None:
    """Whoever was signed in signs in again."""
    await story.move_clock(to)
    await story.staff.sign_in(DAAN, PASSWORD)
    await customer.sign_in(ADA, PASSWORD)


async def ported_out(story: Story, account: Node, customer: Client, secret: str) -> None:
    """Another carrier's machine asks for a number, its owner agrees, and a second person of the operator's releases and bills it."""
    token = await story.staff.do(
        "apiTokenCreate", name="Sky's machine", carrierId=story.cast["carriers"]["Sky"], scopes=["CARRIER_ACT"], password=PASSWORD
    )
    await story.staff.do("userInvite", email=FEMKE, name="Femke", level="AGENT")
    femke = Client(story.house.url)
    story._clients[FEMKE] = femke
    await invited(story, femke, FEMKE, "Femke de Vries")
    wanted = [numbers("GB")[0]]
    async with Client(story.house.url, token["secret"]) as sky:
        received = await sky.do(
            "portOutRequestReceive",
            carrierReference="SKY-1",
            numbers=[{"number": each} for each in wanted],
            accountNumber=account["accountNumber"],
            requestedDate=LEAVES.date().isoformat(),
        )
        key = received["id"]
        await customer.do("portOutRequestApprove", id=key)
        released = await femke.do("portOutRequestStaffApprove", id=key)
        assert (released["order"]["status"], released["order"]["fee"]) == ("FEE_BILLED", {"amount": "12.00", "currency": "EUR"})
        await days_pass(story, LEAVES, customer)
        done = await sky.do("portOutRequestComplete", id=key)
    assert (done["status"], done["order"]["status"]) == ("PORTED_OUT", "COMPLETED")
    gone = await customer.inventory("+442079460101")
    assert gone
    assert gone["status"] == "PORTED_OUT"
    moves = await story.post.check("port_out_request", key, to=(DESK,), secret=secret, numbers=["+442079460101"])
    assert [move.name for move in moves] == ["received", "approved", "staff_approved", "completed"]


async def taken_over(first: Installation, second: Installation, folder: Path, request: str) -> None:
    """A backup beside the running server comes back on another machine, held; once released the doctor finds nothing."""
    backup = str(folder / "backup")
    assert "files, the journal to" in await first.command("backup", backup)
    first.stop()
    assert "Restored" in await second.command("restore", backup)
    second.move_clock(first.now)
    await second.start()
    async with Client(second.url) as staff:
        await staff.sign_in(DAAN, PASSWORD)
        kept = await staff.request(request)
        assert (kept["status"], len(kept["numbers"])) == ("COMPLETED", 3)
    assert "A release would have at once:\n        nothing" in await second.command("held")
    await second.command("release", "--yes")
    await told(second)
    second.stop()
    (second.data / "clock-offset").unlink()
    as_for_customers = {
        "PORTICO_ENVIRONMENT": "production",
        "PORTICO_BASE_URL": "https://port.lowlands.example",
        "PORTICO_TRUSTED_PROXIES": "127.0.0.1",
        "PORTICO_ALLOW_PRIVATE_CALLBACKS": "false",
    }
    found = json.loads(await second.command("doctor", "--json", **as_for_customers))
    assert found["worst"] == "FINE", found


async def told(house: Installation) -> None:
    """Until the release itself is told, too."""

    async def nothing_waits() -> bool:
        return await house.fetch("SELECT id FROM journal_entry WHERE relayed_at IS NULL") == []

    await eventually(nothing_waits, "the release being told")
