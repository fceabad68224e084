"""A sealed secret shown to a member of staff who has to send it: once per command, after a fresh password, journaled and limited."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.formats import Malformed
from portico.domain.ids import new_id
from portico.domain.inventory.reading import phone_number
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.port_ins import revealing
from portico.domain.reference.shapes import EXTRA, PIN
from portico.domain.refusals import ActionUnavailable, NotFound, NotPermitted, Thing, TooManyRequests, invalid
from portico.domain.sentences import Sentence
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people.signing_in import fresh_password
from portico.operations.people.signing_in.sign_in_limits import seconds_until
from portico.storage.engine import turns
from portico.storage.engine.keyring import CannotOpen, KeyRing
from portico.storage.port_ins import porting_request_writes, porting_requests, reveals, sealed_fields
from portico.storage.port_ins.sealed_fields import Secret
from portico.storage.row_types.port_ins import PortingRequestRow

_TO_PEOPLE: Final = Sentence("porting_request.reveal_secret.to_people", "Secrets are shown to people.")
_OTHERS: Final = Sentence("porting_request.reveal_secret.others", "No such secret is stored with this request; these are: {fields}.")
_NONE: Final = Sentence("porting_request.reveal_secret.none", "No such secret is stored with this request; nothing is.")
_NO_KEY: Final = Sentence(
    "porting_request.reveal_secret.no_key", "No key of this installation opens it any more: ask the customer to give it anew."
)
_WHICH: Final = Sentence("porting_request.reveal_secret.which_number", "Its numbers have different ones: name one of {numbers}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealSecret:
    field: Annotated[str, "Which one: subscriber.pin, or the path of a secret extra field, e.g. extra_fields.PAC."]
    number: Annotated[str | None, "Where the numbers have different ones: the number, in any spelling."] = None
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Revealed:
    """`number` is set where the value is this number's own."""

    field: str
    number: str | None
    value: str = dataclasses.field(repr=False)


async def reveal(work: Work, actor: Actor, request_id: UUID, command: RevealSecret) -> Revealed:
    """One secret of a request in progress, after its entry in the journal was committed.

    Raises NotPermitted, NotFound, ActionUnavailable, InvalidInput (the password, the field, the number) or TooManyRequests. Nothing of
    it can be repeated under an idempotency key: nothing of it is kept.
    """
    actor = permitted(actor, "porting_request.reveal_secret")
    if actor.id is None:
        raise NotPermitted(_TO_PEOPLE.said())
    await fresh_password.confirm(work, actor, command.password, command.one_time_code)
    person = actor.id

    async def do(unit: Unit) -> Revealed:
        await turns.take(unit.connection, turns.KEY, [f"reveal {person}"])
        return await _reveal(unit, actor, person, request_id, command)

    return await work.unit(do, actor)


async def _reveal(unit: Unit, actor: Actor, person: UUID, request_id: UUID, command: RevealSecret) -> Revealed:
    if not await porting_requests.seen(unit.connection, actor, [request_id]):
        raise NotFound(Thing.PORTING_REQUEST)
    await unit.lock("porting_request", [request_id])
    row = await porting_request_writes.request(unit.connection, request_id)
    if refusal := revealing.not_revealable(row["status"]):
        raise ActionUnavailable(refusal)
    await _refuse_too_many(unit, person)
    found = _one(_secret(unit.work.keyring, row, command.field), row, command)
    unit.record(
        subject_kind="secret_reveal",
        subject_id=new_id(unit.now),
        version=1,
        order_id=request_id,
        verb=revealing.VERB,
        event=revealing.EVENT,
        reason=revealing.said(found.field, found.number),
        data={"field": found.field, **({"e164": found.number} if found.number else {})},
        told=False,
        internal=True,
    )
    return found


async def _refuse_too_many(unit: Unit, person: UUID) -> None:
    shown = await reveals.since(unit.connection, person, unit.now - revealing.WITHIN)
    if len(shown) >= revealing.MOST_REVEALED:
        raise TooManyRequests(seconds_until(shown[-revealing.MOST_REVEALED] + revealing.WITHIN, unit.now))


def _secret(keyring: KeyRing, row: PortingRequestRow, path: str) -> Secret:
    """What is stored under this path."""
    given = [PIN] * bool(row["pin_sealed"]) + [f"{EXTRA}{name}" for name in row["secrets_sealed"] or {}]
    if path not in given:
        raise invalid("field", "NOT_GIVEN", _OTHERS.said(fields=", ".join(given)) if given else _NONE.said())
    try:
        if path == PIN:
            return Secret(keyring.open(row["pin_sealed"] or ""))
        return sealed_fields.opened(keyring, row["secrets_sealed"], path.removeprefix(EXTRA)) or Secret()
    except CannotOpen:
        raise ActionUnavailable(_NO_KEY.said()) from None


def _one(secret: Secret, row: PortingRequestRow, command: RevealSecret) -> Revealed:
    """The value for all numbers, or that of the number asked for."""
    if secret.all:
        return Revealed(command.field, None, secret.all)
    try:
        number = phone_number(row["country"])(command.number)
    except Malformed as problem:
        raise invalid("number", problem.code, problem.said) from None
    value = secret.numbers.get(number or "")
    if value is None:
        code, known = "NOT_GIVEN" if number else "REQUIRED", ", ".join(sorted(secret.numbers))
        raise invalid("number", code, _WHICH.said(numbers=known))
    return Revealed(command.field, number, value)
