"""Letters of the mailbox that quote what a migration has taken out of the deliveries since: each is written anew from what is owed now."""

from __future__ import annotations

import asyncio

from portico.domain import ids
from portico.domain.retry import Verdict
from portico.mailroom.letters.mail import FileMail
from portico.mailroom.letters.mailbox import Mailbox
from portico.settings import Settings
from portico.storage.desk import cleaned_letters
from portico.storage.engine.database import Database
from portico.storage.engine.outbox import Owed


async def write_anew(database: Database, settings: Settings) -> None:
    """Does what a migration left owed, if anything; a kill anywhere leaves it owed, and doing it twice changes nothing.

    Without a mailbox here it stays owed: `portico migrate` may run where the data folder is not.
    """
    mailbox, mail, last = Mailbox(settings.data_dir), FileMail(settings), cleaned_letters.FIRST
    if not await cleaned_letters.are_owed(database.reader) or not await asyncio.to_thread(mailbox.folder.is_dir):
        return
    while batch := await cleaned_letters.page(database.reader, last):
        for owed in batch:
            await _write_anew(owed, mailbox, mail)
        last = batch[-1].id
    async with database.transaction() as unit:
        await cleaned_letters.done(unit)


async def _write_anew(owed: Owed, mailbox: Mailbox, mail: FileMail) -> None:
    """The letter of one delivery where it has one; one that cannot be written any more is taken away."""
    letter = ids.spelled("delivery", owed.id)
    if await asyncio.to_thread(mailbox.has, letter) and (await mail(owed)).verdict is not Verdict.DELIVERED:
        await asyncio.to_thread(mailbox.remove, letter)
