"""What contradicts itself, told, and put right: each kind with its sentence, and the act that repairs it, where there is one.

A repair runs the moves of the tables wherever one leads out of it, as the system, and is journaled with who asked for it. Where only a
person can know what is true (money, a number in two places) there is none.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.desk import going_together as together
from portico.domain.events import Happening
from portico.domain.sentences import Said, Sentence, Speaks
from portico.domain.statuses import Flow, PortingNumberStatus, PortingRequestStatus, PortOutOrderStatus
from portico.operations.effects import PORT_IN
from portico.operations.engine import installation, moves
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.port_outs import charges, effects
from portico.storage import drift as storage
from portico.storage import figures
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.port_ins import porting_numbers
from portico.storage.port_outs import port_out_orders
from portico.storage.row_types.joined import DriftRow

Mending = Callable[[Unit, DriftRow], Awaitable[None]]
ONLY_A_PERSON: Final = Sentence("drift.act.person", "A person has to look at it: nothing here tells what is true.")
_REPAIRED: Final = Sentence("installation.repair", "A contradiction was repaired: {what}")


@dataclass(frozen=True, slots=True)
class DriftKind:
    """One way in which things can contradict each other: what it is in a sentence, what puts it right, and how."""

    sentence: Sentence
    act_sentence: Sentence = ONLY_A_PERSON
    act: Mending | None = None


@dataclass(frozen=True, slots=True)
class Contradiction(Speaks):
    """Something that cannot be so. `act` says what would put it right."""

    code: str
    said: Said
    act: Said
    repairable: bool
    row: DriftRow


def _kind(code: str, english: str, act_code: str | None = None, act_english: str = "", act: Mending | None = None) -> DriftKind:
    sentence = Sentence(f"drift.{code}", english)
    return DriftKind(sentence, Sentence(f"drift.act.{act_code}", act_english) if act_code else ONLY_A_PERSON, act)


def _moved(subject: str, *verbs: str) -> Mending:
    async def act(unit: Unit, row: DriftRow) -> None:
        for verb in verbs:
            await moves.follow_on_in(unit)(subject, verb, {row["id"]: row["order_id"]})

    return act


async def _follow_request(unit: Unit, row: DriftRow) -> None:
    """As its request says; where that was performed the number is in service."""
    place = Flow(row["flow"]), PortingRequestStatus(row["status"]), PortingNumberStatus(row["stands"])
    await _moved("porting_number", together.FOLLOWS.get(place, "mirror_completed"))(unit, row)
    unit.recount(row["order_id"])


async def _recount(unit: Unit, row: DriftRow) -> None:
    """What an order derives of its numbers is written with its counters, at the end of the unit."""
    unit.recount(row["order_id"])


async def _recount_numbers(unit: Unit, row: DriftRow) -> None:
    await storage.count_numbers(unit.connection, row["order_kind"], row["order_id"], row["counted"], unit.now)


async def _count_figures(unit: Unit, _row: DriftRow) -> None:
    await figures.count_anew(unit.connection)


async def _let_go(unit: Unit, row: DriftRow) -> None:
    await inventory.release_some(unit.connection, row["id"], [row["number"]])


def _claimed(kind: str) -> Mending:
    async def act(unit: Unit, row: DriftRow) -> None:
        await inventory.claim(unit.connection, kind, {row["number"]: row["id"]}, unit.now)

    return act


async def _put_into_inventory(unit: Unit, row: DriftRow) -> None:
    view = (await porting_numbers.views(unit.connection, [row["id"]]))[row["id"]]
    made = inventory.provisioned(view, unit.now)
    await inventory.insert(unit.connection, [made])
    await _moved("phone_number", "activate")(unit, {**row, "id": made["id"]})


async def _cancel_order(unit: Unit, row: DriftRow) -> None:
    """With what it was billed given back, also where it stands as if it never was: charged and reversed, each once."""
    await _moved("port_out_order", "cancel")(unit, row)
    missing: dict[charges.ChargeKey, int] = {"fee": row["counted"], "reversal": row["reversed"]}
    for key, count in missing.items():
        if row["billed"] and count == 0:
            await _charged(key)(unit, row)


async def _settle_order(unit: Unit, row: DriftRow) -> None:
    verbs = ("bill", "complete") if row["stands"] == PortOutOrderStatus.CREATED else ("complete",)
    await _moved("port_out_order", *verbs)(unit, row)


def _charged(key: charges.ChargeKey) -> Mending:
    async def act(unit: Unit, row: DriftRow) -> None:
        view = (await port_out_orders.views(unit.connection, [row["id"]]))[row["id"]]
        await charges.write(unit, [(view, [charges.charge_row(unit, view, key)])])

    return act


_RECOUNT: Final = ("recount", "Count them anew.")
_LET_GO: Final = ("release_claim", "Let the claim go, so that the number can be ported.")
_CLAIM: Final = ("claim", "Claim it, so that nothing else can port it meanwhile.")
_REOPEN: Final = ("reopen_account", "A person has to look at it: open the account again, or end what is live of it, then close it.")
_ASK_THE_CARRIER: Final = (
    "ask_losing_carrier",
    "A person has to look at it: ask the losing carrier whether it moved, and look where it rings and what the journal says.",
)
KINDS: Final[Mapping[str, DriftKind]] = {
    "prepared_without_a_foc": _kind(
        "prepared_without_a_foc", "{number} is prepared for service, and has no FOC date in {reference}.",
        "remove", "Take it out of the inventory.", _moved("phone_number", "remove")),
    "number_behind_its_request": _kind(
        "number_behind_its_request", "{number} is {stands} in {reference}, which is {status}.",
        "follow_request", "Let the number follow its request.", _follow_request),
    "in_service_before_it_was_completed": _kind(
        "in_service_before_it_was_completed",
        "{number} is {stands} in {reference}, which is {status}, and the inventory says that it came into service.",
        "complete", "Complete the number.", _follow_request),
    "number_and_request_apart": _kind(
        "number_and_request_apart", "{number} is {stands} in {reference}, which is {status}.", *_ASK_THE_CARRIER),
    "number_and_inventory_apart": _kind(
        "number_and_inventory_apart", "{number} is {stands} in {reference}, and its row in the inventory is {status}.",
        *_ASK_THE_CARRIER),
    "request_ended_otherwise": _kind(
        "request_ended_otherwise", "{reference} is {status}, and none of its numbers ended so.",
        "read_numbers", "A person has to look at it: the journal tells how its numbers ended, and what the customer was told."),
    "request_without_open_numbers": _kind(
        "request_without_open_numbers", "{reference} is under way, and none of its numbers is.",
        "conclude", "Conclude the request as its numbers ended.", _moved("porting_request", "conclude")),
    "request_of_closed_account": _kind(
        "request_of_closed_account", "{reference} is live, and its account {account} is closed.", *_REOPEN),
    "port_out_of_closed_account": _kind(
        "port_out_of_closed_account", "{reference} is live, and its account {account} is closed.", *_REOPEN),
    "number_of_closed_account": _kind(
        "number_of_closed_account", "{number} is in service, and its account {account} is closed.", *_REOPEN),
    "open_count": _kind(
        "open_count", "How the numbers of {reference} stand: it says {says} and has {has}.", *_RECOUNT, _recount),
    "number_count": _kind(
        "number_count", "Numbers of {reference}: it says {told} and has {counted}.", *_RECOUNT, _recount_numbers),
    "port_in_claim_left": _kind(
        "port_in_claim_left", "{number} is held for a port-in that is not under way.", *_LET_GO, _let_go),
    "port_out_claim_left": _kind(
        "port_out_claim_left", "{number} is held for a port-out request that is not under way.", *_LET_GO, _let_go),
    "port_in_unclaimed": _kind(
        "port_in_unclaimed", "{number} is being ported in by {reference} and not held for it.", *_CLAIM, _claimed(PORT_IN)),
    "port_out_unclaimed": _kind(
        "port_out_unclaimed", "{number} is asked for by {reference} and not held for it.", *_CLAIM, _claimed(effects.PORT_OUT)),
    "ported_in_not_in_inventory": _kind(
        "ported_in_not_in_inventory", "{number} was ported in by {reference} and is not in the inventory.",
        "put_into_service", "Put it into service for its account.", _put_into_inventory),
    "ported_in_not_in_service": _kind(
        "ported_in_not_in_service", "{number} was ported in by {reference} and is not in service.",
        "activate", "Put it into service with its configuration.", _moved("phone_number", "activate")),
    "prepared_though_it_stays": _kind(
        "prepared_though_it_stays", "{number} is prepared for service, though {reference} did not port it.",
        "remove", "Take it out of the inventory.", _moved("phone_number", "remove")),
    "prepared_for_nothing": _kind(
        "prepared_for_nothing", "{number} is prepared for service, and nothing ports it in.",
        "remove", "Take it out of the inventory.", _moved("phone_number", "remove")),
    "inventory_of_another_number": _kind(
        "inventory_of_another_number", "{number} is ported in by {reference}, and its row in the inventory is of {other}."),
    "in_service_twice": _kind("in_service_twice", "{number} is in service twice."),
    "porting_in_what_is_here": _kind(
        "porting_in_what_is_here", "{number} is being ported in by {reference} and in service here already."),
    "porting_out_unasked": _kind(
        "porting_out_unasked", "{number} is marked as leaving, and no port-out request that is under way asks for it.",
        "return_to_service", "Return it to service.", _moved("phone_number", "return_to_service")),
    "ported_out_still_here": _kind(
        "ported_out_still_here", "{number} left by {reference} and still stands in the inventory.",
        "port_out", "Mark it as ported out, and detach its configuration.", _moved("phone_number", "port_out")),
    "asked_for_not_porting_out": _kind(
        "asked_for_not_porting_out", "{number} is asked for by {reference} and not marked as leaving.",
        "begin_port_out", "Mark it as leaving.", _moved("phone_number", "begin_port_out")),
    "port_out_and_inventory_apart": _kind(
        "port_out_and_inventory_apart", "{number} is {stands} in the inventory, and asked for by {reference}, which is {status}.",
        "ask_gaining_carrier",
        "A person has to look at it: ask the gaining carrier whether it moved, and look where it rings and what the journal says."),
    "order_of_ended_request": _kind(
        "order_of_ended_request", "The order of {reference} is {stands}, though the request is {status}.",
        "cancel_order", "Cancel the order, and reverse its fee where it was billed.", _cancel_order),
    "order_of_ported_out_request": _kind(
        "order_of_ported_out_request", "The order of {reference} is {stands}, though its numbers have left.",
        "complete_order", "Complete the order, and bill its fee where it was not.", _settle_order),
    "order_not_billed": _kind(
        "order_not_billed", "The order of {reference} is {stands}, though the request is {status}.",
        "bill_order", "Bill its fee, once.", _moved("port_out_order", "bill")),
    "order_and_request_apart": _kind(
        "order_and_request_apart", "The order of {reference} is {stands}, though the request is {status}.",
        "read_order", "A person has to look at it: the journal tells whether staff released it, and the gaining carrier whether it moved."),
    "left_without_an_order": _kind(
        "left_without_an_order", "The numbers of {reference} have left, and it has no order.",
        "read_release", "A person has to look at it: the journal tells whether staff released it, and whether its fee is owed."),
    "fee_not_charged": _kind(
        "fee_not_charged", "The fee of {reference} was billed and is not among the charges.",
        "charge", "Write the charge, once.", _charged("fee")),
    "fee_not_reversed": _kind(
        "fee_not_reversed", "The order of {reference} was canceled, and its fee was not reversed.",
        "reverse", "Reverse the fee, once.", _charged("reversal")),
    "fee_charged_twice": _kind(
        "fee_charged_twice", "The fee of {reference} was charged {counted} times and reversed {reversed} times."),
    "fee_reversed_twice": _kind(
        "fee_reversed_twice", "The fee of {reference} was charged {counted} times and reversed {reversed} times."),
    "fee_charged_though_not_billed": _kind(
        "fee_charged_though_not_billed", "A fee is among the charges of {reference}, and its order was not billed."),
    "fee_reversed_though_it_stands": _kind(
        "fee_reversed_though_it_stands", "The fee of {reference} was reversed, though its order stands."),
    "charge_differs": _kind("charge_differs", "What was charged for {reference} is not what its order says."),
    "figures": _kind("figures", "The dashboard's figures say {told} {number} of an account that has {counted}.", *_RECOUNT, _count_figures),
    "port_out_number_count": _kind(
        "port_out_number_count", "Numbers of {reference}: it says {told} and has {counted}.", *_RECOUNT, _recount_numbers),
}  # fmt: skip


async def contradictions(conn: Connection, code: str) -> list[Contradiction]:
    """Everything of this kind that cannot be so, at most `storage.MOST_CONTRADICTIONS` of it."""
    return [_told(code, row) for row in await storage.found(conn, code)]


def _told(code: str, row: DriftRow) -> Contradiction:
    kind = KINDS[code]
    columns: Row = row
    said = kind.sentence.said(**{name: columns[name] for name in kind.sentence.parameters})
    return Contradiction(code, said, kind.act_sentence.said(), kind.act is not None, row)


class _StillSo(Exception):
    """The act did not put it right: what it did is taken back."""


async def repair(work: Work, actor: Actor, found: Contradiction) -> bool:
    """Puts it right, if it is still so; journaled under who asked for it. False where it would be so afterwards: nothing is changed then.

    Raises NotPermitted.
    """
    actor = permitted(actor, "installation.repair")
    act = KINDS[found.code].act
    if act is None:
        return False

    async def do(unit: Unit) -> bool:
        await installation.take_turn(unit)
        if found.row["order_kind"] != "porting_number":  # a claim that was left behind may belong to nothing any more
            await unit.lock(found.row["order_kind"], [found.row["order_id"]])
        still = await _same(unit.connection, found)
        if still is None:
            return True
        await act(unit, still)
        await unit.count()
        if await _same(unit.connection, found) is not None:
            raise _StillSo
        installation.record(
            unit, actor, "repair", Happening.INSTALLATION_REPAIRED, _REPAIRED.said(what=found.said), data={"code": found.code}
        )
        return True

    try:
        return await work.unit(do, actor)
    except _StillSo:
        return False


async def _same(conn: Connection, found: Contradiction) -> DriftRow | None:
    """The contradiction as it is now."""
    rows = await storage.found(conn, found.code)
    return next((row for row in rows if _identity(row) == _identity(found.row)), None)


def _identity(row: DriftRow) -> tuple[UUID, UUID, object]:
    return row["id"], row["order_id"], row.get("number")
