"""Passwords: argon2id, off the event loop, a few at a time and in turn; checking one takes as long where there is no such user."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from portico.domain.refusals import FieldProblem
from portico.domain.sentences import Sentence
from portico.operations.people.signing_in.password_queue import AT_ONCE, PasswordQueue

LONGEST: Final = 1024
SHORTEST: Final = 10
_UNTYPEABLE: Final = Sentence("password.malformed", "There are characters in it that cannot be printed, and so not typed again.")
_SHORT: Final = Sentence("password.length", "A password has at least {least} characters.")
_hasher: Final = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# What is compared where there is nothing to compare with: made with the parameters above, of a password nobody has.
NOBODYS: Final = "$argon2id$v=19$m=65536,t=3,p=4$pFEz09YskjypM1FPezJSAA$bJpPLvCRq2yGSly3Jxfx9EeZBnWTOnCmsCF6MO7HxSw"
_threads: Final = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="password")
queue: Final = PasswordQueue()
"""Whoever has a password checked over the network waits for a turn in it first."""


def unusable(password: str, path: str = "password") -> FieldProblem | None:
    """What keeps a new password from being taken; None where nothing does."""
    if not password.isprintable():
        return FieldProblem(path, "MALFORMED", _UNTYPEABLE.said())
    if not SHORTEST <= len(password) <= LONGEST:
        return FieldProblem(path, "LENGTH", _SHORT.said(least=SHORTEST))
    return None


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; without a hash the same work is done and the answer is no."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, password_hash, password[: LONGEST + 1])


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        _hasher.verify(password_hash or NOBODYS, password.encode(errors="surrogatepass"))
    except VerificationError:
        return False
    return password_hash is not None and len(password) <= LONGEST
