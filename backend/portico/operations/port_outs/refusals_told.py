"""What was refused at the door, in letters: written once it is committed, by the relay, so that no knock takes longer for being heard of.

One letter per address and command, whatever it asked for: it names the numbers with what was really wrong with each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import SYSTEM
from portico.domain.events import Happening
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_outs.door import SHOWN, is_alarming
from portico.domain.reasons import PortOutRejectCode
from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.words.mails.receiving import LetterGround
from portico.domain.words.notices import TOLD_AS, NoticeFact
from portico.operations.engine.notices import Notice
from portico.storage.engine.database import Connection
from portico.storage.engine.outbox import DeliveryKind, owing
from portico.storage.people import accounts
from portico.storage.row_types.accounts import AccountRow
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.outbox import DeliveryRow

_LINE: Final = Sentence("port_out_request.refused.line", "{number}: {why}")
_MORE: Final = Sentence("port_out_request.refused.more", "And {count} more.")


async def letters(conn: Connection, account_id: UUID, move: Sequence[JournalEntryRow]) -> list[DeliveryRow]:
    """What this command's refusals owe to the account's addresses, and to staff where too much was guessed."""
    refused = [entry for entry in move if entry["event"] == Happening.PORT_OUT_REQUEST_REFUSED and entry["told"]]
    found = await accounts.by_ids(conn, SYSTEM, [account_id]) if refused else []
    if not found:
        return []
    (account,), place = found, ("account", account_id, refused[-1]["order_sequence"])
    guessed = [entry for entry in refused if is_alarming(entry["data"].get("failures", 0))]
    named = ", ".join(display(entry["data"]["e164"]) for entry in guessed[:SHOWN])
    facts: dict[str, NoticeFact] = {
        "account": quoted(account["name"]),
        "carrier": quoted(refused[0]["data"]["carrier"]),
        "numbers": quoted(named),
    }
    usual, alarming = TOLD_AS[Happening.PORT_OUT_REQUEST_REFUSED]
    about = _About(alarming if guessed else usual, account, place, facts, _lines(refused))
    staff = dict.fromkeys(await accounts.staff(conn)) if guessed else {}
    return [_owed(_notice(about, *to), refused[0]["move_id"]) for to in (staff | await _owners(conn, account)).items()]


@dataclass(frozen=True, slots=True)
class _About:
    """What all letters of one command say."""

    event: Happening
    account: AccountRow
    place: tuple[str, UUID, int]
    facts: Mapping[str, NoticeFact]
    lines: tuple[Said, ...]


async def _owners(conn: Connection, account: AccountRow) -> dict[str, LetterGround | None]:
    """The account's addresses; its administrators, where it has none."""
    if account["notification_emails"]:
        return dict.fromkeys(account["notification_emails"], LetterGround.ACCOUNT)
    return dict.fromkeys(await accounts.administrators(conn, account["id"]), LetterGround.ADMINISTRATOR)


def _lines(refused: Sequence[JournalEntryRow]) -> tuple[Said, ...]:
    """What was wrong, once for all numbers that it was wrong with; of very many with some."""
    more = (_MORE.said(count=len(refused) - SHOWN),) if len(refused) > SHOWN else ()
    alike: dict[str, list[str]] = {}
    for entry in refused[:SHOWN]:
        alike.setdefault(entry["data"]["code"], []).append(display(entry["data"]["e164"]))
    return (*(_line(code, numbers) for code, numbers in alike.items()), *more)


def _line(code: str, numbers: Sequence[str]) -> Said:
    return _LINE.said(number=", ".join(numbers), why=reasons.port_out_reason(PortOutRejectCode(code)).sentence.said())


def _notice(about: _About, address: str, ground: LetterGround | None) -> Notice:
    """What is for staff has no ground, and is not in the account's list of deliveries."""
    return Notice(
        event=about.event,
        to=address,
        order=about.place,
        account_id=about.account["id"] if ground else None,
        locale=about.account["locale"],
        zone=about.account["time_zone"],
        facts=about.facts,
        lines=about.lines,
        grounds=(ground,) if ground else (),
    )


def _owed(notice: Notice, move_id: UUID) -> DeliveryRow:
    return owing(
        DeliveryKind.EMAIL,
        notice.to,
        notice.payload,
        event=notice.event,
        move_id=move_id,
        order=notice.order,
        account_id=notice.account_id,
    )
