"""A port whose code acts as a PIN, driven the whole way over the API, with the post and a carrier's machine at its ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from graphql import GraphQLObjectType, GraphQLUnionType, get_named_type

from portico.carriers.gateway import CarrierSender, Task
from portico.domain import ids
from portico.domain.actors import SYSTEM, Actor, Scope, account_itself
from portico.domain.retry import Verdict
from portico.domain.statuses import DocumentKind, DocumentStatus, GatewayKind, Level, Role
from portico.graphql.rendering import render_order
from portico.graphql.schema import schema
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch
from portico.mailroom.letters import mail
from portico.mailroom.relay import Relay
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import passwords
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.engine.outbox import Answer, Owed
from tests.clock import Clock
from tests.factories import Rows, Scene
from tests.graphql.asking import ask

PASSWORD = "correct horse battery"
ANSWERS = {
    "PortingRequest": "id",
    "PortingNumbersMoved": "results { __typename ... on Problem { message } }",
    "RevealedSecret": "field number value",
    "InvalidInput": "fields { path message }",
    "NotPermitted": "message",
    "ActionUnavailable": "message",
}


@dataclass(frozen=True)
class Port:
    """A kind of port with its code as first given, corrected in the draft, and corrected for the second attempt."""

    country: str
    number_type: str
    numbers: tuple[str, ...]
    name: str
    codes: tuple[str, str, str]
    others: Mapping[str, str]
    place: Mapping[str, str]

    @property
    def path(self) -> str:
        return f"extra_fields.{self.name}"


BRITISH = Port(
    country="GB",
    number_type="MOBILE",
    numbers=("+447911120401", "+447911120402"),
    name="PAC",
    codes=("KQZ918271", "KQZ918272", "KQZ918273"),
    others={},
    place={"serviceStreet": "10 Broad Street", "serviceCity": "London", "servicePostalCode": "EC2N 1DL"},
)
FRENCH = Port(
    country="FR",
    number_type="GEOGRAPHIC",
    numbers=("+33142680101",),
    name="RIO",
    codes=("01PKQZ917QYL", "01PKQZ918RMH", "01PKQZ919SAD"),  # each with the key of this number
    others={"SIRET": "73282932000074"},
    place={"serviceStreet": "12 rue de Rivoli", "serviceCity": "Paris", "servicePostalCode": "75004"},
)


@dataclass
class Machine:
    """A network carrier's gateway: what was submitted to it, and all else it got."""

    submitted: list[Task] = field(default_factory=list)
    others: list[Task] = field(default_factory=list)

    async def submit(self, task: Task) -> None:
        self.submitted.append(task)

    async def cancel(self, task: Task) -> None:
        self.others.append(task)

    perform = outcome = snapback = cancel


def root(name: str) -> GraphQLObjectType:
    found = schema._schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


class House:
    """An operator with its post, one customer and a carrier for the port's country that is reached by a machine."""

    def __init__(self, work: Work, clock: Clock, port: Port) -> None:
        self.work, self.clock, self.port, self.machine = work, clock, port, Machine()
        self.called_back: list[str] = []
        self.request_id = ""

    async def open(self) -> None:
        made = Rows(self.work.now)
        self.scene: Scene = made.scene("US", default_callback_url="https://hooks.acme.example/porting")
        place = {"country": self.port.country, "network_for": [self.port.country]}
        self.network = made.carrier(**place, time_zone="Europe/London", gateway=GatewayKind.SANDBOX)
        for carrier in made.made[models.Carrier]:
            carrier["country"] = self.port.country
        await made.write(self.work)
        hashed = await passwords.hash_password(PASSWORD)
        people = {person.id: {"password_hash": hashed} for person in (self.scene.agent, self.scene.staff_admin)}
        async with self.work.database.transaction() as unit:
            await sql.update_rows(unit, models.User, people)
        self._relay = Relay(self.work, self._render, lambda: None)
        self.post = mail.sender(self.work.settings)
        senders = (
            (dispatch.CARRIER, CarrierSender(self.work, {GatewayKind.SANDBOX: self.machine})),
            (dispatch.MAIL, self.post),
            (dispatch.CALLBACK, self._call_back),
        )
        self._sending = [Dispatch(self.work, route, sender, Bell()) for route, sender in senders]

    async def _render(self, kind: str, order_id: UUID, account_id: UUID) -> Mapping[str, Any] | None:
        return await render_order(self.work, kind, order_id, account_id)

    async def _call_back(self, owed: Owed) -> Answer:
        self.called_back.append(owed.payload["body"])
        return Answer(Verdict.DELIVERED)

    async def send(self) -> None:
        """Everything that is owed by now goes out."""
        while await self._relay.step():
            pass
        for sending in self._sending:
            while await sending.step() or sending._flying:
                await sending.finish(30)

    async def say(self, actor: Actor, mutation: str, **given: Any) -> dict[str, Any]:
        """One mutation about the request; it has to succeed."""
        self.clock.advance(minutes=1)
        kind = f"{mutation[0].upper()}{mutation[1:]}Input"
        result = get_named_type(root("Mutation").fields[mutation].type)
        assert isinstance(result, GraphQLUnionType)
        members = {member.name for member in result.types}
        parts = " ".join(f"... on {name} {{ {fields} }}" for name, fields in ANSWERS.items() if name in members)
        document = f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ __typename {parts} }} }}"
        found: dict[str, Any] = (await ask(self.work, actor, document, input=given))[mutation]
        done = [found, *found.get("results", ())]
        assert {each["__typename"] for each in done} <= {"PortingRequest", "PortingNumbersMoved", "PortingNumber", "RevealedSecret"}, found
        return found

    async def numbers(self) -> list[dict[str, Any]]:
        document = "query ($id: ID!) { portingRequest(id: $id) { numbers { edges { node { id attemptNo } } } } }"
        found = await ask(self.work, SYSTEM, document, id=self.request_id)
        return [{"id": edge["node"]["id"], "attempt": edge["node"]["attemptNo"]} for edge in found["portingRequest"]["numbers"]["edges"]]

    def extras(self, code: str) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in {**self.port.others, self.port.name: code}.items()]

    async def papers(self) -> None:
        made = Rows(self.work.now)
        account = {"id": ids.decode("preq", self.request_id), "account_id": self.scene.account_id}
        for kind in (DocumentKind.LOA, DocumentKind.INVOICE, DocumentKind.PROOF_OF_ADDRESS):
            made.document(account, kind, status=DocumentStatus.ACCEPTED)
        await made.write(self.work)

    async def ported(self) -> None:
        """The whole way: drafted, corrected, submitted, sent, refused for its code, corrected, sent again, confirmed."""
        scene, port = self.scene, self.port
        made = await self.say(
            scene.member, "portingRequestCreate", country=port.country, numberType=port.number_type, numbers=list(port.numbers),
            companyProfileId=ids.encode("prof", scene.profile_id), losingCarrierId=ids.encode("carr", scene.losing_id),
            subscriberName="Acme Ltd.", authorisedPerson="Ada Byron", serviceCountry=port.country, accountNumber="A-77",
            extraFields=self.extras(port.codes[0]), idempotencyKey="create", **port.place,
        )  # fmt: skip
        self.request_id = made["id"]
        await self.papers()
        await self.say(scene.member, "portingRequestUpdate", id=self.request_id, extraFields=self.extras(port.codes[1]), idempotencyKey="u")
        await self.say(scene.member, "portingRequestSubmit", id=self.request_id)
        await self.say(scene.agent, "portingRequestAccept", id=self.request_id)
        for verb in ("StartReview", "MarkPortable", "Start"):
            await self.say(scene.agent, f"portingNumbers{verb}", numbers=await self.numbers())
        await self.send()
        await self.say(self.network, "portingNumbersHandOver", numbers=await self.numbers())
        await self.say(self.network, "portingNumbersRequireAction", numbers=await self.numbers(), codes=["PIN_INVALID"])
        await self.say(scene.admin, "portingRequestUpdate", id=self.request_id, extraFields=self.extras(port.codes[2]))
        await self.say(scene.admin, "portingNumbersResubmit", numbers=await self.numbers())
        await self.send()
        await self.say(self.network, "portingNumbersHandOver", numbers=await self.numbers())
        foc = (self.work.now + timedelta(days=8)).isoformat()
        await self.say(self.network, "portingNumbersConfirmFoc", numbers=await self.numbers(), focAt=foc)
        await self.send()

    async def reveal(self, actor: Actor, path: str, password: str = PASSWORD) -> dict[str, Any]:
        return await self.say(actor, "portingRequestRevealSecret", id=self.request_id, field=path, password=password)

    def viewers(self) -> dict[str, Actor]:
        """Everybody who can look, but the operator's own people while they are shown a secret."""
        scene = self.scene
        carriers = {"network carrier": self.network, "losing carrier": scene.losing}
        tokens = {name: replace(carrier, kind="token", scopes=frozenset({Scope.CARRIER_ACT})) for name, carrier in carriers.items()}
        machine = Actor(role=Role.CUSTOMER, level=Level.ADMIN, kind="token", id=scene.admin.id, name="robot", account_id=scene.account_id)
        people = {"viewer": scene.viewer, "admin": scene.admin, "agent": scene.agent, "staff admin": scene.staff_admin}
        return {**people, **tokens, "customer's machine": machine, "callback": account_itself(scene.account_id)}
