"""Numbers offered to another account, and taken by their code. (What happens to an offer afterwards are moves.)"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.conditions import AtMost
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.internal_moves import codes
from portico.domain.internal_moves.codes import MoveCode
from portico.domain.internal_moves.internal_move import OFFER_LASTS, is_redeemable, may_be_offered
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.people.freezing import standing
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.refusals import Blocked, Blocker, NotPermitted
from portico.domain.sentences import Phrase, Said, Sentence
from portico.domain.statuses import InternalMoveStatus, WaitingOn
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.moves import carry_out
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.inventory.phone_number_lists import NumberList, read_numbers
from portico.operations.people.signing_in import fresh_password
from portico.storage.engine import series
from portico.storage.engine.keyring import CannotOpen, KeyRing
from portico.storage.internal_moves import internal_moves as storage
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.people import accounts
from portico.storage.row_types.afterwards import InternalMoveRow
from portico.storage.row_types.phone_numbers import PhoneNumberRow

SERIES: Final = "IM"
DECOY: Final = "no offer has this code"
_OFFERED: Final = Sentence("internal_move.offer", "An administrator offered the numbers to another account.")
_TRIED: Final = Sentence("internal_move.redeem.refused", "Somebody tried a code that fits no offer.")
_REDEEMED: Final = Sentence("internal_move.redeem.own", "An administrator redeemed a code for numbers of another account.")
SOMEBODY: Final = Phrase("actor.other_account", "another account")
_NONE: Final = Sentence("internal_move.numbers_required", "Name the numbers to offer.")
_NOT_HERE: Final = Sentence("internal_move.number_not_here", "This number is not in service with your account.")
_NOT_ACTIVE: Final = Sentence("internal_move.number_not_active", "Only a number in service that nobody asks for can be offered.")
_LOCKED: Final = Sentence("internal_move.number_locked", "This number is locked: unlock it first.")
_OFFERED_ALREADY: Final = Sentence("NUMBER_OFFERED", "Some of these numbers are offered to another account already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferNumbers:
    numbers: Annotated[list[str], "The numbers in service, with their country code; at most 1,000.", AtMost(MOST_NUMBERS)]
    password: Annotated[str, "Your password, once more."] = field(default="", repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemCode:
    code: Annotated[str, "The code that you were given, in any spelling."] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer just made, with its code, which nobody is shown again."""

    id: UUID
    code: str = field(repr=False)


async def offer(work: Work, actor: Actor, command: OfferNumbers) -> Offered:
    """The offer and its code; nothing of the code is kept to be answered again.

    Raises NotPermitted, TooManyRequests, InvalidInput: the password, numbers that cannot be offered; Blocked: FROZEN, NUMBER_OFFERED.
    """
    actor = permitted(actor, "internal_move.offer")
    read = await read_numbers("numbers", command.numbers, None)
    await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code)
    code = codes.drawn(work.random.choice)

    async def do(unit: Unit) -> UUID:
        return await _offer(unit, actor, read, code)

    return Offered(await work.unit(do, actor), code.spelled)


async def _offer(unit: Unit, actor: Actor, read: NumberList, code: MoveCode) -> UUID:
    account_id = actor.account_id
    if account_id is None:
        raise NotPermitted(_NOT_HERE.said())
    await unit.lock("account", [account_id])
    numbers = await _offerable(unit, actor, read)
    await _refuse_frozen(unit, account_id)
    row = await _row(unit, actor, account_id, len(numbers), code)
    taken = await inventory.claim(unit.connection, storage.CLAIM, {number["e164"]: row["id"] for number in numbers}, unit.now)
    if taken:
        raise Blocked((Blocker("NUMBER_OFFERED", _OFFERED_ALREADY.said()),))
    await storage.insert(unit.connection, {**row, "status_reason": _OFFERED.said()}, {number["e164"]: number["id"] for number in numbers})
    unit.new_order("internal_move", row["id"], account_id)
    _record(unit, row, actor, [number["e164"] for number in numbers])
    return row["id"]


async def _offerable(unit: Unit, actor: Actor, read: NumberList) -> list[PhoneNumberRow]:
    """The numbers, in service and unlocked; raises InvalidInput with every one that is not."""
    problems = Problems(read.problems)
    if not read.numbers and not read.problems:
        problems.add("numbers", "REQUIRED", _NONE.said())
    found = {row["e164"]: row for row in await storage.offerable(unit.connection, actor, read.e164s)}
    for place, number in read.numbers:
        if why := _why_not(found.get(number.e164)):
            problems.add(f"numbers.{place}", *why)
    problems.refuse()
    return [found[e164] for e164 in read.e164s]


def _why_not(row: PhoneNumberRow | None) -> tuple[str, Said] | None:
    if row is None:
        return "NOT_FOUND", _NOT_HERE.said()
    if not may_be_offered(row["status"]):
        return "NOT_ACTIVE", _NOT_ACTIVE.said()
    return ("LOCKED", _LOCKED.said()) if row["locked_at"] is not None else None


async def _refuse_frozen(unit: Unit, account_id: UUID) -> None:
    account = await accounts.account_by_id(unit.connection, account_id)
    if account and (freeze := standing(account["port_out_freeze"], unit.now)):
        raise Blocked((Blocker("FROZEN", freeze.said),))


async def _row(unit: Unit, actor: Actor, account_id: UUID, count: int, code: MoveCode) -> InternalMoveRow:
    return {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": account_id,
        "reference": await series.draw(unit.connection, SERIES, unit.now.year),
        "status": InternalMoveStatus.OFFERED,
        "version": 1,
        "sequence": 0,
        "waiting_on": WaitingOn.CUSTOMER,
        "number_count": count,
        "code_handle": code.handle,
        "code_sealed": unit.work.keyring.seal(code.secret),
        "expires_at": unit.now + OFFER_LASTS,
        "offered_by": actor.id,
    }


def _record(unit: Unit, row: InternalMoveRow, actor: Actor, e164s: Sequence[str]) -> None:
    unit.record(
        subject_kind="internal_move",
        subject_id=row["id"],
        version=1,
        order_id=row["id"],
        verb="offer",
        event=Happening.INTERNAL_MOVE_OFFERED,
        reason=_OFFERED.said(),
        to_status=InternalMoveStatus.OFFERED,
        data={"numbers": len(e164s), "expires_at": row["expires_at"].isoformat()},
        actor=actor,
    )


# Taken by the code.


async def redeem(work: Work, actor: Actor, command: RedeemCode, key: Key | None = None) -> UUID:
    """The id of the move, which this account takes from now on.

    Raises NotPermitted, and Blocked: one answer to a code that is none, of an offer that is over, or wrong; OWN_OFFER for one's own.
    A wrong code is not remembered as an answer, but counted.
    """
    actor = permitted(actor, "internal_move.redeem")

    async def do(unit: Unit) -> list[Outcome]:
        return [await _redeem(unit, actor, codes.read(command.code))]

    (outcome,) = await once(work, actor, key, do)
    if outcome.refusal:
        raise outcome.refusal
    return outcome.id


async def _redeem(unit: Unit, actor: Actor, code: MoveCode) -> Outcome:
    """The same statements whether the code names an offer or none: nobody learns from an answer what there is."""
    account_id = actor.account_id
    if account_id is None:
        raise NotPermitted(_NOT_HERE.said())
    named = await storage.named(unit.connection, code.handle)
    await unit.lock("internal_move", [named["id"]] if named else [account_id])
    await unit.lock("account", sorted({account_id, named["account_id"] if named else account_id}))
    row = await storage.named(unit.connection, code.handle)
    tries = await storage.wrong_codes(unit.connection, account_id, unit.now - codes.TRIES_WITHIN)
    proved = _is_right(unit.work.keyring, row, code.secret)
    opens = row is not None and is_redeemable(row["status"], row["expires_at"], unit.now)
    if row is None or not (proved and opens) or codes.is_used_up(tries):
        return _refused(unit, account_id, row, tries)
    if row["account_id"] != account_id:
        await storage.give_to(unit.connection, row["id"], account_id)
    (outcome,) = await carry_out(unit, actor, "internal_move", "redeem", [Target(row["id"])], None)
    if outcome.refusal:
        raise outcome.refusal
    _tell_each_side_its_own(unit, actor, row["id"], account_id)
    return outcome


def _tell_each_side_its_own(unit: Unit, actor: Actor, move_id: UUID, account_id: UUID) -> None:
    """The giver reads that somebody redeemed it, the taker that this one did: who reads the one entry does not read the other."""
    redeemed = next(entry for entry in unit.entries if entry["subject_id"] == move_id)
    redeemed |= {"actor_id": None, "actor_kind": "account", "actor_name": SOMEBODY.english}
    unit.record(
        subject_kind="internal_move",
        subject_id=move_id,
        version=redeemed["subject_version"],
        order_id=account_id,
        verb="redeem",
        event=Happening.INTERNAL_MOVE_CODE_TAKEN,
        reason=_REDEEMED.said(),
        from_status=redeemed["from_status"],
        to_status=redeemed["to_status"],
        told=False,
        actor=actor,
    )


def _is_right(keyring: KeyRing, row: InternalMoveRow | None, given: str) -> bool:
    """Compared by their hashes; where there is none, with a decoy, at the same cost."""
    sealed = row["code_sealed"] if row else None
    known = _open(keyring, sealed or keyring.seal(DECOY))
    right = hmac.compare_digest(sha256(given.encode()).digest(), sha256(known.encode()).digest())
    return right and sealed is not None


def _open(keyring: KeyRing, sealed: str) -> str:
    """A code that no key opens any more matches nothing anybody could give."""
    try:
        return keyring.open(sealed)
    except CannotOpen:
        return sealed


def _refused(unit: Unit, account_id: UUID, row: InternalMoveRow | None, tries: int) -> Outcome:
    """Who tried has an entry, which counts; the giver of an offer that was named hears that somebody did, and not who."""
    if not codes.is_used_up(tries):
        _note_try(unit, "account", account_id, account_id, unit.actor)
        if row is not None:
            _note_try(unit, "internal_move", row["id"], row["id"], SYSTEM)
    return Outcome(new_id(unit.now), refusal=codes.wrong(tries))


def _note_try(unit: Unit, kind: str, subject_id: UUID, order_id: UUID, actor: Actor) -> None:
    unit.record(
        subject_kind=kind,
        subject_id=subject_id,
        version=1,
        order_id=order_id,
        verb="redeem",
        event=Happening.INTERNAL_MOVE_CODE_REFUSED,
        reason=_TRIED.said(),
        told=False,
        actor=actor,
    )
