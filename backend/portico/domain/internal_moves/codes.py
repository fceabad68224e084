"""The code that a giver hands over: how one is made, how what somebody typed is read, and how often one may be wrong.

The first group names the offer, the others prove it: what is named can be looked up, and tries are counted whatever they name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from portico.domain.refusals import Blocked, Blocker
from portico.domain.sentences import Sentence

MOST_TRIES: Final = 5
"""Of one account; then every code is refused until they have aged."""
TRIES_WITHIN: Final = timedelta(hours=24)
_SIGNS: Final = "ABCDFGHJKLMNPQRSTUVWXYZ23456789"
_GROUP: Final = 5
_GROUPS: Final = 4
_WRONG: Final = Sentence("MOVE_CODE_WRONG", "This code fits no offer that can be redeemed.")
_USED_UP: Final = Sentence("MOVE_CODE_TRIES", "Too many wrong codes: try again a day after the first of them.")


class MoveCode(NamedTuple):
    """`handle` names the offer, `secret` proves it."""

    handle: str
    secret: str

    @property
    def spelled(self) -> str:
        """As it is handed over: in groups that can be read out."""
        whole = self.handle + self.secret
        return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def drawn(choice: Callable[[Sequence[str]], str]) -> MoveCode:
    """A new code: 24 random bits that name it and 74 that prove it."""
    return _cut("".join(choice(_SIGNS) for _ in range(_GROUP * _GROUPS)))


def read(text: str) -> MoveCode:
    """What somebody typed, in any spelling of it."""
    return _cut("".join(sign for sign in text.upper() if sign.isalnum()))


def _cut(signs: str) -> MoveCode:
    return MoveCode(signs[:_GROUP], signs[_GROUP:])


def wrong(tries: int) -> Blocked:
    """The one answer to a code that is none, is over, or is of an offer that was made to nobody."""
    said, code = (_USED_UP, "MOVE_CODE_TRIES") if is_used_up(tries) else (_WRONG, "MOVE_CODE_WRONG")
    return Blocked((Blocker(code, said.said()),))


def is_used_up(tries: int) -> bool:
    return tries >= MOST_TRIES
