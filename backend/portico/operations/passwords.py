"""Passwords: argon2id, off the event loop, a few at a time; checking one takes as long where there is no such user."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from portico.domain.refusals import TooManyRequests

LONGEST: Final = 1024
AT_ONCE: Final = 2  # each takes 64 MiB while it runs
WAITING: Final = 32
KEPT_FREE: Final = 8  # of these, for people where they have signed in before, and for those who are inside
_hasher: Final = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# What is compared where there is nothing to compare with: made with the parameters above, of a password nobody has.
NOBODYS: Final = "$argon2id$v=19$m=65536,t=3,p=4$pFEz09YskjypM1FPezJSAA$bJpPLvCRq2yGSly3Jxfx9EeZBnWTOnCmsCF6MO7HxSw"
_threads: Final = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="password")
_checks: Final = set[Future[bool]]()


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


def refuse_crowd(*, known: bool) -> None:
    """Raises TooManyRequests when more people wait for `matches` than it can serve soon; strangers are the first to be asked back."""
    if len(_checks) >= (WAITING if known else WAITING - KEPT_FREE):
        raise TooManyRequests(retry_after=2)


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; without a hash the same work is done and the answer is no."""
    check = _threads.submit(_verify, password_hash, password[: LONGEST + 1])
    _checks.add(check)
    check.add_done_callback(_checks.discard)
    return await asyncio.wrap_future(check)


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        _hasher.verify(password_hash or NOBODYS, password.encode(errors="surrogatepass"))
    except VerificationError:
        return False
    return password_hash is not None and len(password) <= LONGEST
