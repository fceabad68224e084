"""A password asked for once more, and a code where there is a second factor: a session that was left open must not be enough."""

from __future__ import annotations

from typing import Final

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.refusals import NotPermitted, invalid
from portico.domain.sentences import Sentence
from portico.operations.engine.idempotency import Key, was_done
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import one_time_codes, passwords, proofs
from portico.operations.people.signing_in.one_time_codes import CodeRefused, Match, WrongCode
from portico.operations.people.signing_in.sign_in_limits import FREE_FAILURES, FailureCounts, counted
from portico.storage.people import accounts
from portico.storage.row_types.accounts import UserRow

_FOR_A_PERSON: Final = Sentence("password.for_a_person", "This is for a person who is signed in.")
_WRONG: Final = Sentence("password.wrong", "This is not your password.")

failures: Final = FailureCounts(FREE_FAILURES)
"""Kept by this process, by person; a failure counts as one of a sign-in, too, so that this is no second door to guess at."""


async def confirm(work: Work, actor: Actor, password: str, one_time_code: str | None = None, key: Key | None = None) -> None:
    """Returns where it is this person's password, and the code beside it is right, which is spent by this.

    What was done under the key before is only answered, so nothing is asked for it: its code is spent, its password perhaps another one
    since. Raises NotPermitted, TooManyRequests or InvalidInput (either).
    """
    if await was_done(work, actor, key):
        return
    user = await accounts.user_by_id(work.reader, actor.id) if actor.id and actor.kind == "user" else None
    if user is None:
        raise NotPermitted(_FOR_A_PERSON.said())
    person, now = user["id"].bytes, work.now
    async with counted(now, (failures, person)) as was_right:
        async with passwords.queue.turn(user["id"], known=True):
            right = await passwords.matches(None if user["disabled_at"] else user["password_hash"], password)
        if not right:
            proofs.limits.failed(user["email"], now)
            raise invalid("password", "WRONG_PASSWORD", _WRONG.said())
        try:
            found = await proofs.beside_password(work, user, one_time_code, was_right)
            if found.match is not None:
                await _spend(work, user, found.match)
        except CodeRefused as refused:
            if isinstance(refused, WrongCode):
                proofs.limits.failed(user["email"], now)
            raise invalid("oneTimeCode", refused.code, refused.said) from None
    failures.forget(person)


async def _spend(work: Work, user: UserRow, match: Match) -> None:
    await work.unit(lambda unit: one_time_codes.spend(unit, match, user))


async def confirm_unless_system(
    work: Work, actor: Actor, password: str | None, one_time_code: str | None = None, key: Key | None = None
) -> None:
    """The same for what whoever runs the installation may do as well: nobody signs in at the command line. Raises as `confirm`."""
    if policy.is_asked_again(actor):
        await confirm(work, actor, password or "", one_time_code, key)
