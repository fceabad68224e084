"""What an account's administrators decide about port-outs before any comes in: recorded with who and when, and told to every address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import Malformed
from portico.domain.people.account_settings import words_of
from portico.domain.people.freezing import FreezeCause
from portico.domain.people.port_out_policy import (
    LONGEST_HOURS,
    SET_POLICY,
    SHORTEST_HOURS,
    PortOutPolicy,
    may_consent_for_good,
    weakens,
)
from portico.domain.sentences import Sentence
from portico.domain.statuses import OnDeadline
from portico.operations.engine.fields import Fields, differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import UNSET, Unset, given
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes
from portico.operations.people.accounts.account_journal import record
from portico.operations.people.accounts.accounts import locked, warn
from portico.operations.people.on_behalf import refuse_closed
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts as storage
from portico.storage.row_types.accounts import AccountRow

_CHANGED: Final = Sentence("account.set_port_out_policy", "What the account decided about port-outs was changed.")
_HOURS: Final = Sentence("account.port_out_hours.out_of_range", "From {least} to {most} hours.")
_OWN_CONSENT: Final = Sentence(
    "account.port_out_on_deadline.own_consent",
    "Only an administrator of the account chooses this: where nobody answers, it is their consent that counts.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPortOutPolicy:
    """What is left out stays. Requests that are in already keep the policy they found, unless the new one asks for more."""

    port_out_hours: Annotated[
        int | Unset | None,
        "Hours to answer a port-out, 4 to 720; null: the country's default. Where ports have to be answered by law, silence may be no"
        " lawful refusal.",
    ] = UNSET
    port_out_on_deadline: Annotated[
        OnDeadline | Unset, "What happens to a port-out nobody answers. APPROVE is an account administrator's own consent in advance."
    ] = UNSET
    port_out_two_person: Annotated[bool | Unset, "Whether a port-out needs the approval of two people."] = UNSET
    port_out_pin_required: Annotated[
        bool | Unset, "Whether a number leaves with its port-out PIN only; one that has none cannot be asked for."
    ] = UNSET


def _hours(value: int | None, _around: Columns) -> int | None:
    if value is not None and not SHORTEST_HOURS <= value <= LONGEST_HOURS:
        raise Malformed(_HOURS.said(least=SHORTEST_HOURS, most=LONGEST_HOURS), "OUT_OF_RANGE")
    return value


_FIELDS: Final = Fields(
    AccountRow,
    one={
        "port_out_hours": _hours,
        "port_out_on_deadline": lambda value, _around: OnDeadline(value),
        "port_out_two_person": lambda value, _around: bool(value),
        "port_out_pin_required": lambda value, _around: bool(value),
    },
)


async def set_policy(
    work: Work, actor: Actor, account_id: UUID, expected_version: int | None, command: SetPortOutPolicy, *, key: Key | None = None
) -> UUID:
    """The id of the account, by whose new policy port-outs are received from now on; every address of it is told.

    Raises NotPermitted, NotFound, StaleVersion, ActionUnavailable (a closed account) or InvalidInput.
    """
    actor = permitted(actor, SET_POLICY)

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, account_id, expected_version)
        await refuse_closed(unit.connection, account_id)
        changed = differing(_read(actor, command, row), row)
        if not changed:
            return [Outcome(account_id, version=row["version"])]
        await _change(unit, actor, row, changed)
        return [Outcome(account_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _read(actor: Actor, command: SetPortOutPolicy, row: AccountRow) -> AccountRow:
    problems = Problems()
    columns = _FIELDS.read(given(command), row, problems)
    on_deadline: OnDeadline | None = columns.get("port_out_on_deadline")
    if OnDeadline.APPROVE is on_deadline is not row["port_out_on_deadline"] and not may_consent_for_good(actor):
        problems.add("portOutOnDeadline", "NOT_PERMITTED", _OWN_CONSENT.said())
    problems.refuse()
    return columns


async def _change(unit: Unit, actor: Actor, row: AccountRow, changed: AccountRow) -> None:
    chosen: AccountRow = {"port_out_policy_set_by": actor.id, "port_out_policy_set_at": unit.now}
    stamp = chosen if "port_out_on_deadline" in changed else AccountRow()
    await storage.change_account(unit.connection, row, {**changed, **stamp}, unit.now)
    after = row | changed | {"version": row["version"] + 1}
    event, settings = Happening.ACCOUNT_PORT_OUT_POLICY_SET, sorted(changed)
    record(unit, actor, after, event, _CHANGED.said(), settings=settings, changed=from_to(row, changed))
    await warn(unit, actor, event, after, what=words_of(settings))
    if weakens(_policy(row), _policy(after)):
        await freezes.freeze(unit, actor, row["id"], FreezeCause.POLICY)


def _policy(row: AccountRow) -> PortOutPolicy:
    return {
        "port_out_hours": row["port_out_hours"],
        "port_out_on_deadline": row["port_out_on_deadline"],
        "port_out_two_person": row["port_out_two_person"],
        "port_out_pin_required": row["port_out_pin_required"],
    }
