"""The freeze of an account's port-outs after what a thief would do first: what causes it, how long it lasts, and who may lift it.

DOMAIN.md §5. It is kept with its account as plain JSON. Deadlines run on meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from portico.domain.actors import Actor, may_be_one
from portico.domain.conditions import Found, Guard
from portico.domain.refusals import ActionUnavailable, Blocked, Blocker
from portico.domain.sentences import Phrase, Said, Sentence, listed
from portico.domain.words.values import moment

FREEZE_LASTS: Final = timedelta(hours=72)
REMEMBERED: Final = timedelta(days=30)
"""So long after a freeze the addresses from before are still told of what would let numbers go."""


class Freezable(Protocol):
    @property
    def freeze(self) -> Freeze | None: ...


class FreezeCause(StrEnum):
    """What was done to an account."""

    ADDRESSES = "ADDRESSES"
    ENDPOINT = "ENDPOINT"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - a name
    SECOND_FACTOR_RESET = "SECOND_FACTOR_RESET"
    ADMINISTRATOR = "ADMINISTRATOR"
    DECIDER = "DECIDER"
    TOKEN = "TOKEN"  # noqa: S105 - a name
    POLICY = "POLICY"


CAUSES: Final[Mapping[FreezeCause, Phrase]] = {
    FreezeCause.ADDRESSES: Phrase("freeze_cause.ADDRESSES", "how the account is reached was changed"),
    FreezeCause.ENDPOINT: Phrase("freeze_cause.ENDPOINT", "where its events are sent was changed"),
    FreezeCause.PASSWORD_RESET: Phrase("freeze_cause.PASSWORD_RESET", "a password was reset"),
    FreezeCause.SECOND_FACTOR_RESET: Phrase("freeze_cause.SECOND_FACTOR_RESET", "a second factor was reset"),
    FreezeCause.ADMINISTRATOR: Phrase("freeze_cause.ADMINISTRATOR", "it has a new administrator"),
    FreezeCause.DECIDER: Phrase("freeze_cause.DECIDER", "somebody new may decide about its port-outs"),
    FreezeCause.TOKEN: Phrase("freeze_cause.TOKEN", "it has a new token that decides port-outs"),
    FreezeCause.POLICY: Phrase("freeze_cause.POLICY", "its policy lets port-outs go more easily"),
}
FROZEN: Final = Sentence("FROZEN", "Port-outs of this account are frozen until {until}: {causes}.")
_NOT_FROZEN: Final = Sentence("freeze.not_frozen", "The port-outs of this account are not frozen.")
_OWN_CHANGE: Final = Sentence("FROZEN_BY_YOU", "You made a change that froze the port-outs: somebody else has to lift the freeze.")


@dataclass(frozen=True, slots=True)
class Freeze:
    """A freeze as it is kept: what caused it, by whom, until when, and the addresses that the account had before."""

    until: datetime
    causes: tuple[FreezeCause, ...]
    by: frozenset[UUID]
    """The persons who may have made a change that caused it."""
    addresses: tuple[str, ...]

    @property
    def said(self) -> Said:
        """Until when, and why."""
        return FROZEN.said(until=moment(self.until.isoformat()), causes=words_of_causes(self.causes))


def words_of_causes(causes: Sequence[FreezeCause]) -> Said:
    """What was done, one thing after the other."""
    return listed(CAUSES[cause].said() for cause in causes)


def standing(kept: Mapping[str, Any] | None, now: datetime) -> Freeze | None:
    """The freeze that is kept with an account, while it lasts: at its last instant it is over."""
    freeze = as_kept(kept)
    return freeze if freeze and now < freeze.until else None


def not_frozen(subject: Freezable, _actor: Actor, now: datetime) -> bool:
    """Whether what belongs to an account is in no freeze of it."""
    return subject.freeze is None or now >= subject.freeze.until


def why_frozen(subject: Freezable, _now: datetime) -> Said | list[Found]:
    """Until when it is, and why."""
    return subject.freeze.said if subject.freeze else []


NOT_FROZEN: Final = Guard("FROZEN", why_frozen, not_frozen)
"""Of whatever reads the freeze with its row; who asks for it as a fact has a guard of its own that names the fact."""


def addresses_before(kept: Mapping[str, Any] | None, now: datetime) -> tuple[str, ...]:
    """Where an account was reached before the changes of its last freeze, for a while after that is over, too."""
    freeze = as_kept(kept)
    return freeze.addresses if freeze and now < freeze.until + REMEMBERED else ()


def as_kept(kept: Mapping[str, Any] | None) -> Freeze | None:
    """The freeze that is kept with an account, also one that is over."""
    if not kept:
        return None
    until = datetime.fromisoformat(kept["until"])
    return Freeze(until, tuple(map(FreezeCause, kept["causes"])), frozenset(map(UUID, kept["by"])), tuple(kept["addresses"]))


def frozen_anew(before: Freeze | None, cause: FreezeCause, by: Iterable[UUID], addresses: Sequence[str], now: datetime) -> dict[str, Any]:
    """What is kept from now on; the addresses stay those from before the first of several changes."""
    causes = dict.fromkeys([*(before.causes if before else ()), cause])
    people = (before.by if before else frozenset()) | set(by)
    return _kept(Freeze(now + FREEZE_LASTS, tuple(causes), people, tuple(before.addresses if before else addresses)))


def lifted(freeze: Freeze, now: datetime) -> dict[str, Any]:
    """What is kept of a freeze that is lifted now: where the account was reached before is not forgotten with it."""
    return _kept(replace(freeze, until=now))


def _kept(freeze: Freeze) -> dict[str, Any]:
    return {
        "until": freeze.until.isoformat(),
        "causes": [str(each) for each in freeze.causes],
        "by": sorted(map(str, freeze.by)),
        "addresses": list(freeze.addresses),
    }


def refuse_to_lift(freeze: Freeze | None, people: frozenset[UUID]) -> Freeze:
    """The freeze; raises ActionUnavailable where there is none, Blocked for persons who caused it, or may have."""
    if freeze is None:
        raise ActionUnavailable(_NOT_FROZEN.said())
    if may_be_one(people, freeze.by):
        raise Blocked((Blocker("FROZEN_BY_YOU", _OWN_CHANGE.said()),))
    return freeze
