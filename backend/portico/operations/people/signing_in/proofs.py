"""Whether whoever comes in is who they say: by the password and, where they have a second factor, a code beside it.

The password comes first and takes as long whoever there is. Only who showed the right one is told that a code is asked for; a wrong
code counts as a wrong password does, so that neither is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from portico.domain.refusals import TooManyRequests
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import one_time_codes, passwords
from portico.operations.people.signing_in.one_time_codes import CodeRequired, CodeUsed, Match
from portico.operations.people.signing_in.sign_in_limits import SignInLimits, site_of
from portico.storage.engine.keyring import digest
from portico.storage.row_types.accounts import UserRow

limits: Final = SignInLimits()
"""Kept by this process: who failed to sign in."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody shows: their password, and a code if they were asked for one or know that they will be."""

    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether it was right, and the code that is still to be spent."""

    right: bool
    match: Match | None = None


async def check(work: Work, user: UserRow | None, proof: Proof, email: str, network: str) -> Checked:
    """Whether it is this user's; without one the same work is done. Raises TooManyRequests or CodeRefused."""
    try:
        return await _as_anybody(work, user, proof, email, network)
    except TooManyRequests:
        found = await _as_known_there(work, user, proof, email, network) if user else None
        if found is None or not found.right:
            raise
        return found


async def _as_anybody(work: Work, user: UserRow | None, proof: Proof, email: str, network: str) -> Checked:
    """Raises TooManyRequests, whoever the user is, whether or not there is one; CodeRefused to who showed the right password."""
    async with limits.trying(email, network, work.now) as was_right:
        async with passwords.queue.turn(site_of(network)):
            right = await passwords.matches(user["password_hash"] if user else None, proof.password)
        return await beside_password(work, user, proof.code, was_right) if right and user else Checked(False)


async def _as_known_there(work: Work, user: UserRow, proof: Proof, email: str, network: str) -> Checked | None:
    """Where the owner is back where they have signed in before: nothing that others do keeps them out. No waiting of its own is told."""
    if of_user(user, network) not in (user["usual_networks"] or ()):
        return None
    try:
        async with limits.trying_where_known(email, network, work.now) as was_right:
            async with passwords.queue.turn(user["id"], known=True):
                right = await passwords.matches(user["password_hash"], proof.password)
            return await beside_password(work, user, proof.code, was_right) if right else Checked(False)
    except TooManyRequests:
        return None


async def beside_password(work: Work, user: UserRow, code: str | None, was_right: Callable[[], None]) -> Checked:
    """The second factor, after the right password; a try without a code, or with one that was right before, was no wrong one."""
    try:
        match = await one_time_codes.check(work, user["id"], code)
    except (CodeRequired, CodeUsed):
        was_right()
        raise
    was_right()
    return Checked(True, match)


def of_user(user: UserRow, network: str) -> str:
    """How a network is remembered: enough to recognise it, for this user only."""
    return digest(f"{user['id']} {network}")[:16]
