"""What a port-out costs: set from a day on, ended, and while nothing was billed by it changed or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import country, currency
from portico.domain.ids import new_id
from portico.domain.port_outs.fees import FeePer
from portico.domain.refusals import ActionUnavailable, NotFound, StaleVersion, Thing
from portico.domain.sentences import Phrase, Said, Sentence, quoted
from portico.domain.statuses import NumberType
from portico.domain.words.mails import spoken_money
from portico.operations.engine import installation
from portico.operations.engine.fields import differing
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import UNSET, Unset, given
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import fees as storage
from portico.storage.engine.rows import Columns
from portico.storage.row_types.port_outs import FeeScheduleRow

__all__ = ["ChangeFee", "EndFee", "FeePer", "SetFee", "beside", "change_fee", "end_fee", "remove_fee", "set_fee"]

_AMOUNT: Final = Sentence("fee.amount_out_of_range", "Give the amount in minor units, from 0.")
_OVERLAP: Final = Sentence("fee.overlap", "It would hold beside another fee: {fee}. End or change that one first.")
_BACKWARDS: Final = Sentence("fee.backwards", "The last day lies before the first.")
_PAST: Final = Sentence("fee.past", "Something was billed by this fee: it holds until today at least.")
_BILLED: Final = Sentence(
    "fee.billed", "Something was billed by this fee, so it stays as it is: end it, and set another from the next day on."
)
_FEE: Final = Phrase("fee.shown", "{amount} from {first} to {last}")
_ENDLESS: Final = Phrase("fee.shown.until_further_notice", "further notice")
SENTENCES: Final = {
    Happening.FEE_SET: Sentence("fee.set", "The fee was set."),
    Happening.FEE_CHANGED: Sentence("fee.change", "The fee was changed before anything was billed by it."),
    Happening.FEE_ENDED: Sentence("fee.end", "The fee has a last day."),
    Happening.FEE_REMOVED: Sentence("fee.remove", "The fee was taken back before anything was billed by it."),
}
MOST_MINOR: Final = 10**12
_ONE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFee:
    country: Annotated[str, "The country of the numbers, ISO 3166: two letters."]
    currency: Annotated[str, "ISO 4217: three letters. It is billed to accounts of this currency."]
    amount_minor: Annotated[int, "The amount in minor units (cents)."]
    per: Annotated[FeePer, "What it is counted by."] = FeePer.NUMBER
    number_type: Annotated[NumberType | None, "For numbers of this type only; null: of any that has no fee of its own."] = None
    valid_from: Annotated[date | None, "The first day it holds; default: today."] = None
    valid_until: Annotated[date | None, "The last day it holds; null: until further notice."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFee:
    """What is left out stays."""

    amount_minor: Annotated[int | Unset, "The amount in minor units (cents)."] = UNSET
    per: Annotated[FeePer | Unset, "What it is counted by."] = UNSET
    valid_from: Annotated[date | Unset, "The first day it holds."] = UNSET
    valid_until: Annotated[date | Unset | None, "The last day it holds; null: until further notice."] = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class EndFee:
    valid_until: Annotated[date, "The last day it holds."]


async def set_fee(work: Work, actor: Actor, command: SetFee, key: Key | None = None) -> UUID:
    """The id of the new fee; one without an end that began earlier ends the day before. The same fee again is the one there is.

    Raises NotPermitted, or InvalidInput with every field at fault (OVERLAP: another holds on some of these days).
    """
    actor = permitted(actor, "fee_schedule.set")

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        problems = Problems()
        row = _row(unit, command, problems)
        _check(row, problems)
        problems.refuse()
        others = await storage.alike(unit.connection, row["country"], row["number_type"], row["currency"])
        if same := next((each for each in others if _is_same(each, row)), None):
            return [Outcome(same["id"], version=same["version"])]
        before = next((each for each in others if _gives_way(each, row, unit.now.date())), None)
        _refuse_overlap(row, [each for each in others if each is not before], problems)
        if before:
            ends: FeeScheduleRow = {"valid_until": row["valid_from"] - _ONE}
            await _write(unit, actor, before, ends, Happening.FEE_ENDED)
        await storage.insert(unit.connection, row)
        _record(unit, actor, row, Happening.FEE_SET, (dict.fromkeys(_TOLD), row))
        return [Outcome(row["id"], version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def change_fee(
    work: Work, actor: Actor, fee_id: UUID, expected_version: int | None, command: ChangeFee, *, key: Key | None = None
) -> UUID:
    """The id of the fee, changed. Raises NotPermitted, NotFound, StaleVersion, InvalidInput, or ActionUnavailable once it was billed."""
    actor = permitted(actor, "fee_schedule.set")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, fee_id, expected_version)
        _refuse_billed(row)
        return [await _change(unit, actor, row, _read(command), Happening.FEE_CHANGED)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def end_fee(work: Work, actor: Actor, fee_id: UUID, expected_version: int | None, command: EndFee, *, key: Key | None = None) -> UUID:
    """The id of the fee, which holds until that day. Raises NotPermitted, NotFound, StaleVersion, or InvalidInput."""
    actor = permitted(actor, "fee_schedule.set")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, fee_id, expected_version)
        problems = Problems()
        if row["billed_at"] and command.valid_until < unit.now.date():
            problems.add("validUntil", "IN_THE_PAST", _PAST.said())
        problems.refuse()
        return [await _change(unit, actor, row, {"valid_until": command.valid_until}, Happening.FEE_ENDED)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def remove_fee(work: Work, actor: Actor, fee_id: UUID, expected_version: int | None, *, key: Key | None = None) -> UUID:
    """The id of what is gone. Raises NotPermitted, NotFound, StaleVersion, or ActionUnavailable once it was billed."""
    actor = permitted(actor, "fee_schedule.set")

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, fee_id, expected_version)
        _refuse_billed(row)
        await storage.delete(unit.connection, fee_id)
        _record(unit, actor, row, Happening.FEE_REMOVED, (row, dict.fromkeys(_TOLD)))
        return [Outcome(fee_id)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _row(unit: Unit, command: SetFee, problems: Problems) -> FeeScheduleRow:
    return {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "version": 1,
        "country": problems.tidy("country", country, command.country) or "",
        "currency": problems.tidy("currency", currency, command.currency) or "",
        "number_type": command.number_type,
        "amount_minor": command.amount_minor,
        "per": command.per,
        "valid_from": command.valid_from or unit.now.date(),
        "valid_until": command.valid_until,
    }


def _read(command: ChangeFee) -> FeeScheduleRow:
    """What is given of it; its fields are called as the columns are."""
    return cast("FeeScheduleRow", given(command))


def _check(row: FeeScheduleRow, problems: Problems) -> None:
    ends = row["valid_until"]
    if not 0 <= row["amount_minor"] <= MOST_MINOR:
        problems.add("amountMinor", "OUT_OF_RANGE", _AMOUNT.said())
    if ends is not None and ends < row["valid_from"]:
        problems.add("validUntil", "OUT_OF_RANGE", _BACKWARDS.said())


def _is_same(other: Columns, row: Columns) -> bool:
    return all(other[name] == row[name] for name in ("amount_minor", "per", "valid_from", "valid_until"))


def _gives_way(other: FeeScheduleRow, row: FeeScheduleRow, today: date) -> bool:
    """Whether a fee without an end makes room for one that begins later; what was billed by it today stays within it."""
    endless = other["valid_until"] is None and row["valid_until"] is None and other["valid_from"] < row["valid_from"]
    return endless and (other["billed_at"] is None or row["valid_from"] > today)


def _refuse_overlap(row: FeeScheduleRow, others: list[FeeScheduleRow], problems: Problems) -> None:
    for other in others:
        if other["id"] != row["id"] and storage.fee_of(other).overlaps(row["valid_from"], row["valid_until"]):
            problems.add("validFrom", "OVERLAP", beside(other))
    problems.refuse()


def beside(other: FeeScheduleRow) -> Said:
    """Why a fee cannot hold on days on which another one does."""
    return _OVERLAP.said(fee=_shown(other))


async def _locked(unit: Unit, fee_id: UUID, expected_version: int | None) -> FeeScheduleRow:
    await installation.take_turn(unit)
    row = await storage.locked(unit.connection, fee_id)
    if row is None:
        raise NotFound(Thing.FEE)
    if expected_version not in (None, row["version"]):
        raise StaleVersion(row["version"])
    return row


def _refuse_billed(row: FeeScheduleRow) -> None:
    if row["billed_at"]:
        raise ActionUnavailable(_BILLED.said())


async def _change(unit: Unit, actor: Actor, row: FeeScheduleRow, columns: FeeScheduleRow, event: Happening) -> Outcome:
    changed = differing(columns, row)
    after, problems = row | changed, Problems()
    _check(after, problems)
    problems.refuse()
    _refuse_overlap(after, await storage.alike(unit.connection, row["country"], row["number_type"], row["currency"]), problems)
    if changed:
        await _write(unit, actor, row, changed, event)
    return Outcome(row["id"], version=row["version"] + bool(changed))


async def _write(unit: Unit, actor: Actor, row: FeeScheduleRow, columns: FeeScheduleRow, event: Happening) -> None:
    if not await storage.change(unit.connection, row, columns, unit.now):
        raise StaleVersion(row["version"] + 1)
    _record(unit, actor, row, event, (row, row | columns))


_TOLD: Final = ("currency", "amount_minor", "per", "valid_from", "valid_until")


def _record(unit: Unit, actor: Actor, row: FeeScheduleRow, event: Happening, became: tuple[Columns, Columns]) -> None:
    """In the installation's journal: which fee, and what of it became what."""
    before, after = became
    changed = {name: [_plain(before[name]), _plain(after[name])] for name in _TOLD if before[name] != after[name]}
    which = {name: row[name] for name in ("country", "number_type", "currency") if name not in changed}
    data = {**which, "changed": changed}
    verb = SENTENCES[event].code.rpartition(".")[2]
    installation.record(unit, actor, verb, event, SENTENCES[event].said(), subject=("fee_schedule", row["id"]), data=data)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _shown(row: FeeScheduleRow) -> Said:
    last = row["valid_until"]
    amount = spoken_money(row["amount_minor"], row["currency"])
    return _FEE.said(amount=amount, first=row["valid_from"].isoformat(), last=quoted(last.isoformat()) if last else _ENDLESS.said())
