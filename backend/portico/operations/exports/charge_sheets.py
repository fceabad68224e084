"""An account's charges as a sheet: noted in whose journal it belongs, then handed out page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from portico.domain import ids
from portico.domain.actors import Actor, sees_every_account
from portico.domain.events import Happening
from portico.domain.port_outs.amounts import amount
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Sentence
from portico.operations.engine import installation
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.exports import shapes
from portico.operations.people.accounts import account_journal
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts
from portico.storage.port_outs import charges
from portico.storage.port_outs.charges import ChargeFilter
from portico.storage.row_types.joined import ShownChargeRow

HEADINGS: Final = ("id", "created_at", "account", "kind", "port_out_request", "order_status", "amount", "currency")
EXPORTED: Final = Sentence("charge.export", "What was charged was downloaded.")


async def note(work: Work, actor: Actor, wanted: ChargeFilter) -> None:
    """An entry that says who took which charges. Raises NotPermitted, or NotFound for an account that is none for the actor."""
    actor = permitted(actor, "charge.read")
    account_id = wanted.account_id if sees_every_account(actor) else actor.account_id
    told: Columns = {"from": _day(wanted.first_day), "until": _day(wanted.last_day), "currency": wanted.currency}

    async def do(unit: Unit) -> None:
        if account_id is None:
            await installation.take_turn(unit)
            installation.record(unit, actor, "export_charges", Happening.CHARGE_EXPORTED, EXPORTED.said(), data=told)
            return
        await unit.lock("account", [account_id])
        rows = await accounts.by_ids(unit.connection, actor, [account_id])
        if not rows or wanted.account_id not in (None, account_id):
            raise NotFound(Thing.ACCOUNT)
        account_journal.record(unit, actor, rows[0], Happening.CHARGE_EXPORTED, EXPORTED.said(), **told)

    await work.unit(do, actor)


def _day(day: object) -> str | None:
    return None if day is None else str(day)


async def pieces(work: Work, actor: Actor, wanted: ChargeFilter) -> AsyncIterator[bytes]:
    """The sheet, oldest first, as CSV in which nothing is a formula."""
    yield shapes.sheet([HEADINGS])
    async for page in charges.pages(work.reader, permitted(actor, "charge.read"), wanted):
        yield shapes.sheet(map(_line, page))


def _line(row: ShownChargeRow) -> tuple[object, ...]:
    return (
        ids.spelled("charge", row["id"]),
        row["created_at"].isoformat(),
        row["a_name"],
        row["kind"],
        row["q_reference"],
        row["o_status"],
        str(amount(row["amount_minor"], row["currency"])),
        row["currency"],
    )
