"""The fees of an operator's file, each held against the fee that is kept for its days; a file may hold the prices of years to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Final

from portico.domain.actors import Actor
from portico.domain.sentences import Sentence
from portico.domain.statuses import NumberType
from portico.domain.words.mails import spoken_money
from portico.operations.desk import fees as pricing
from portico.operations.desk.fees import ChangeFee, EndFee, SetFee
from portico.operations.desk.setting_up.steps import Step, changed_fields, step
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Work
from portico.storage.desk import fees
from portico.storage.row_types.port_outs import FeeScheduleRow

_TWICE: Final = Sentence("setting_up.fee_twice", "Another fee of the file holds for the same numbers and currency from the same day on.")
_BESIDE: Final = Sentence("setting_up.fee_beside_another", "Another fee of the file begins before this one ends: on {begins}.")
_A_DAY: Final = timedelta(days=1)
_Kind = tuple[str, NumberType | None, str]


@dataclass(frozen=True, slots=True)
class Wished:
    """A fee of the file: where it stands there, its first day, and its last as far as it or the next of the file says."""

    place: int
    fee: SetFee
    begins: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Becoming:
    """What becomes of it: `kept` is the fee it is compared with, and with `begins` a new one takes its place; without both it is past."""

    wished: Wished
    kept: FeeScheduleRow | None
    begins: date | None = None
    last: date | None = None


async def judge(work: Work, given: Sequence[SetFee], problems: Problems) -> None:
    """Adds which fees of the file would hold on the same days as others of it, or as one that is kept."""
    for kind, several in _by_kind(given, work.now.date()).items():
        for one, other in pairwise(several):
            if one.begins == other.begins:
                problems.add(f"fees[{other.place}]", "TAKEN", _TWICE.said())
            elif one.fee.valid_until and one.fee.valid_until >= other.begins:
                problems.add(f"fees[{one.place}].valid_until", "OVERLAP", _BESIDE.said(begins=other.begins.isoformat()))
        kept = await _kept(work, kind)
        for due, left in _dues(several, kept, work.now.date()):
            if beside := _beside(due, left):
                problems.add(f"fees[{due.wished.place}].valid_until", "OVERLAP", pricing.beside(beside))


async def steps_of(work: Work, given: Sequence[SetFee]) -> list[Step]:
    """A step for each, by what it is for and the day it begins."""
    found: list[Step] = []
    for kind, several in _by_kind(given, work.now.date()).items():
        found += [_step(due) for due, _left in _dues(several, await _kept(work, kind), work.now.date())]
    return found


async def _kept(work: Work, kind: _Kind) -> list[FeeScheduleRow]:
    return await fees.alike(work.reader, *kind)


def _by_kind(given: Sequence[SetFee], today: date) -> dict[_Kind, list[Wished]]:
    """Each kind's in the order of their days: one that does not say when it ends does when the next of the file begins."""
    found: dict[_Kind, list[Wished]] = {}
    for place, fee in enumerate(given, 1):
        wished = Wished(place, fee, fee.valid_from or today, fee.valid_until)
        found.setdefault((fee.country, fee.number_type, fee.currency), []).append(wished)
    return {kind: list(_ended(sorted(several, key=lambda one: one.begins))) for kind, several in found.items()}


def _ended(several: Sequence[Wished]) -> Iterator[Wished]:
    for one, following in zip(several, [*several[1:], None], strict=True):
        yield replace(one, last=following.begins - _A_DAY) if following and one.last is None else one


def _dues(several: Sequence[Wished], kept: Sequence[FeeScheduleRow], today: date) -> Iterator[tuple[Becoming, Sequence[FeeScheduleRow]]]:
    """In the order of their days, each beside what the ones before leave of what is kept."""
    left = list(kept)
    for one in several:
        due = _due(one, left, today)
        yield due, left
        left = [_after(due, row) if due.kept and row["id"] == due.kept["id"] else row for row in left]


def _after(due: Becoming, row: FeeScheduleRow) -> FeeScheduleRow:
    """A fee that is kept as it is once this is done: ended the day before, or changed."""
    fee = due.wished.fee
    later: FeeScheduleRow = {**row, "version": row["version"] + 1}
    if due.begins:
        return {**later, "valid_until": due.begins - _A_DAY} if _holds_on(row, due.begins) else row
    if _costs_the_same(fee, row) and fee.valid_until in (None, row["valid_until"]):
        return row
    return {**later, "amount_minor": fee.amount_minor, "per": fee.per, "valid_until": fee.valid_until or row["valid_until"]}


def _due(wished: Wished, kept: Sequence[FeeScheduleRow], today: date) -> Becoming:
    held = _held_against(wished, kept, today)
    if held is None:
        return _begun(wished, None, wished.begins, kept)
    if _is_over(wished, today):
        return Becoming(wished, None)
    if _costs_the_same(wished.fee, held) or not (held["billed_at"] or held["valid_from"] < wished.begins):
        return Becoming(wished, held)
    billed_by_then = held["billed_at"] and wished.begins <= max(today, held["valid_from"])
    begins = max(today, held["valid_from"]) + _A_DAY if billed_by_then else max(wished.begins, held["valid_from"] + _A_DAY)
    if wished.last and begins > wished.last:
        return Becoming(wished, None)
    after = next((row for row in kept if row is not held and _holds_on(row, begins)), None)
    return Becoming(wished, after) if after else _begun(wished, held, begins, kept)


def _held_against(wished: Wished, kept: Sequence[FeeScheduleRow], today: date) -> FeeScheduleRow | None:
    """The one that begins with it, else the one that holds on its first day that has not passed."""
    begun = next((row for row in kept if wished.fee.valid_from == row["valid_from"]), None)
    day = wished.begins if _is_over(wished, today) else max(wished.begins, today)
    return begun or next((row for row in kept if _holds_on(row, day)), None)


def _is_over(wished: Wished, today: date) -> bool:
    return wished.last is not None and wished.last < today


def _begun(wished: Wished, instead_of: FeeScheduleRow | None, begins: date, kept: Sequence[FeeScheduleRow]) -> Becoming:
    """A new fee from that day on, until it says, or until what it takes the place of ends, or the next one begins."""
    ends = [wished.last] if instead_of is None else [wished.last, instead_of["valid_until"]]
    following = [row["valid_from"] - _A_DAY for row in kept if row["valid_from"] > begins and row is not instead_of]
    known = [day for day in (*ends, *following) if day and day >= begins]
    return Becoming(wished, instead_of, begins, wished.fee.valid_until or min(known, default=None))


def _beside(due: Becoming, kept: Sequence[FeeScheduleRow]) -> FeeScheduleRow | None:
    """Another fee that is kept for some of the days on which this one is to hold."""
    first, last = due.begins, due.last
    if first is None and due.kept:
        first, last = due.kept["valid_from"], due.wished.fee.valid_until or due.kept["valid_until"]
    if first is None:
        return None
    return next((row for row in kept if row is not due.kept and fees.fee_of(row).overlaps(first, last)), None)


def _holds_on(row: FeeScheduleRow, day: date) -> bool:
    return fees.fee_of(row).holds_on(day)


def _costs_the_same(fee: SetFee, row: FeeScheduleRow) -> bool:
    return (fee.amount_minor, fee.per) == (row["amount_minor"], row["per"])


def _step(due: Becoming) -> Step:
    fee, kept = due.wished.fee, due.kept
    name = " ".join(filter(None, (fee.country, fee.number_type and fee.number_type.value, fee.currency)))
    changed = changed_fields(_shown(kept) if kept else {}, _wanted(due)) if kept or due.begins else ()
    return step("fee", name, changed, partial(_begin if due.begins else _change, due), new=kept is None)


def _wanted(due: Becoming) -> dict[str, str | None]:
    """What it is to be, with the days that are said."""
    fee = due.wished.fee
    days = {"valid_from": due.begins, "valid_until": due.last} if due.begins else {"valid_until": fee.valid_until}
    told = {name: day.isoformat() for name, day in days.items() if day}
    return {"amount": spoken_money(fee.amount_minor, fee.currency), "per": fee.per.value, **told}


async def _begin(due: Becoming, work: Work, actor: Actor) -> None:
    """What holds until then ends the day before; where neither has an end, it gives way by itself, in the same unit."""
    fee, kept, begins = due.wished.fee, due.kept, due.begins
    if begins is None:
        return
    if kept and (due.last or kept["valid_until"]) and fees.fee_of(kept).holds_on(begins):
        await pricing.end_fee(work, actor, kept["id"], kept["version"], EndFee(valid_until=begins - _A_DAY))
    await pricing.set_fee(work, actor, replace(fee, valid_from=begins, valid_until=due.last))


async def _change(due: Becoming, work: Work, actor: Actor) -> None:
    fee, kept = due.wished.fee, due.kept
    if kept and kept["billed_at"] and fee.valid_until:
        await pricing.end_fee(work, actor, kept["id"], kept["version"], EndFee(valid_until=fee.valid_until))
    elif kept:
        command = ChangeFee(amount_minor=fee.amount_minor, per=fee.per, valid_until=fee.valid_until or kept["valid_until"])
        await pricing.change_fee(work, actor, kept["id"], kept["version"], command)


def _shown(row: FeeScheduleRow) -> dict[str, str | None]:
    until = row["valid_until"]
    days = {"valid_from": row["valid_from"].isoformat(), "valid_until": until.isoformat() if until else None}
    return {"amount": spoken_money(row["amount_minor"], row["currency"]), "per": row["per"], **days}
