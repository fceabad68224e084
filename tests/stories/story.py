"""What every story begins with: an installation with its people at hand, and a request ready to be submitted."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.stories.client import Client, Listener, Node, eventually
from tests.stories.correspondence import Correspondence
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.servers import Installation
from tests.web.papers import png

PIN = "Q7Z-83-KLM"
"""A subscriber's PIN that nothing else could look like."""
NUMBERS = Path(__file__).parent / "numbers"
ADDRESSES = {
    "US": {"street": "350 Fifth Avenue", "city": "New York", "region": "NY", "postalCode": "10118"},
    "GB": {"street": "10 Broad Street", "city": "London", "postalCode": "EC2N 1DL"},
    "NL": {"street": "Damrak 70", "city": "Amsterdam", "postalCode": "1012 LM"},
}
LOSING = {"US": "Empire Bell", "GB": "Thames Telecom", "NL": "Delta Telefonie"}
OWN: dict[str, dict[str, Any]] = {
    "US": {"accountNumber": "4451-98", "pin": PIN},
    "GB": {"accountNumber": "GB-77120", "extraFields": [{"name": "LINE_TYPE", "value": "MULTI"}], "pin": PIN},
    "NL": {"pin": PIN},
}


class Story:
    """One installation and everyone around it. Every client waits for the `watchers` after its verbs on porting numbers.

    `papers_are` what customers upload, a letter and a bill: pictures, which are read in a third of the time that a PDF takes.
    """

    def __init__(self, house: Installation, cast: Mapping[str, Any], mail: MailServer, receiver: Receiver) -> None:
        self.house, self.cast, self.mail, self.receiver = house, cast, mail, receiver
        self.papers_are = (png(), png(3))
        self._clients: dict[str, Client] = {}
        self.watchers: list[Listener] = []
        self.staff = self.client("desk")
        self.post = Correspondence(house, self.staff, mail, receiver)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.http.aclose()

    def client(self, name: str) -> Client:
        """Whoever holds the token of this name."""
        if name not in self._clients:
            self._clients[name] = Client(self.house.url, self.cast["tokens"][name], self.watchers)
        return self._clients[name]

    async def person(self, email: str) -> Client:
        """Someone who signs in with a password; call again after the clock moved by more than a session lasts."""
        client = Client(self.house.url, watchers=self.watchers)
        self._clients[f"{email} {len(self._clients)}"] = client
        await client.sign_in(email, self.cast["password"])
        return client

    def listener(self, name: str, query: str, **variables: Any) -> Listener:
        return Listener(self.house.socket_url, self.cast["tokens"][name], query, **variables)

    def beside(self) -> Installation:
        """A second server on the same database and data, not yet started."""
        home = self.house.home / "beside"
        home.mkdir()
        other = Installation(home, self.house.database_url, self.mail.url, self.house.data, works=False)
        other.offset = self.house.offset
        return other

    def secret(self, account: str) -> str:
        found: str = self.cast["callback_secrets"][account]
        return found

    async def move_clock(self, to: datetime) -> None:
        """Lets what is owed go out first: days passing would look like a mail server that was slow for days."""
        await self.post.settled()
        self.house.move_clock(to)

    async def ended(self, kind: str, key: str, status: str) -> None:
        """Until the clock has moved an order to this status by itself."""
        read = {"porting_request": self.staff.request, "port_out_request": self.staff.port_out}[kind]

        async def there() -> bool:
            return str((await read(key))["status"]) == status

        await eventually(there, status)

    async def configuration(self, client: Client, name: str) -> Node:
        return await client.do("configurationProfileCreate", name=name, destinationKind="SIP_URI", destination="sip:desk@acme.example")

    async def draft(self, client: Client, country: str, **more: Any) -> Node:
        """A request as a customer fills it in, its numbers as they stand in the country's file."""
        address = ADDRESSES[country]
        profile = await client.do(
            "companyProfileCreate",
            label=f"Head office {country}",
            companyName="Acme Communications",
            registrationNumber={"NL": "12345678", "GB": "01234567"}.get(country),
            representativeFirstName="Ada",
            representativeLastName="Byron",
            representativePhone=numbers(country)[0],
            country=country,
            emails=[f"ada@{country.lower()}.example", f"ops@{country.lower()}.example"],
            **{name: text for name, text in address.items() if name != "region"},
        )
        given = {
            "country": country,
            "numberType": "GEOGRAPHIC",
            "numbers": numbers(country),
            "name": f"Moving the {country} office",
            "companyProfileId": profile["id"],
            "losingCarrierId": self.cast["carriers"][LOSING[country]],
            "subscriberName": "Acme Communications",
            "authorisedPerson": "Ada Byron",
            "serviceCountry": country,
            "callbackUrl": f"{self.receiver.url}/{country.lower()}",
            **{f"service{name[0].upper()}{name[1:]}": text for name, text in address.items()},
            **OWN[country],
        }
        return await client.do("portingRequestCreate", **{**given, **more})

    async def papers(self, client: Client, request: Node) -> list[str]:
        """Uploads what the requirement asks; answers the documents' ids."""
        recently = (self.house.now - timedelta(days=7)).date().isoformat()
        signed = {"signer": "Ada Byron", "signedAt": recently}
        made = [
            await client.upload(request["id"], "LOA", self.papers_are[0], **signed),
            await client.upload(request["id"], "INVOICE", self.papers_are[1], issueDate=recently),
        ]
        assert [response.status_code for response in made] == [201, 201], [response.text for response in made]
        return [response.json()["document"]["id"] for response in made]

    async def submitted(self, client: Client, country: str, **more: Any) -> tuple[Node, list[str]]:
        """A request that was handed in, and its documents."""
        draft = await self.draft(client, country, **more)
        documents = await self.papers(client, draft)
        await client.do("portingRequestSubmit", id=draft["id"], expectedVersion=draft["version"])
        return await client.request(draft["id"]), documents

    async def at_the_carrier(self, client: Client, country: str, **more: Any) -> Node:
        """A STANDARD request all of whose numbers are with the losing carrier."""
        request, documents = await self.submitted(client, country, **more)
        await self.staff.do("portingRequestAccept", id=request["id"])
        for document in documents:
            await self.staff.do("documentAccept", id=document)
        for verb in ("startReview", "markPortable", "start", "handOver"):
            await self.staff.move(verb, request["numbers"])
        return await client.request(request["id"])


def numbers(country: str) -> list[str]:
    """The country's numbers, spelled as people spell them."""
    with (NUMBERS / f"{country.lower()}.csv").open(encoding="utf-8", newline="") as file:
        return [row["number"] for row in csv.DictReader(file)]


def by_number(request: Node) -> dict[str, Node]:
    return {number["e164"]: number for number in request["numbers"]}


def statuses(request: Node) -> dict[str, str]:
    return {number["e164"]: number["status"] for number in request["numbers"]}


def codes(problem: Node) -> list[str]:
    """The codes of what blocked a verb."""
    return [blocker["code"] for blocker in problem["blockers"]]


async def provisioned(story: Story, key: str, count: int) -> bool:
    """Whether so many numbers of the request have entered the inventory."""
    request = await story.staff.request(key)
    return sum(number["provisionedAt"] is not None for number in request["numbers"]) == count
