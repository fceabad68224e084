"""What an onlooker knows who saw everything: whose hands were in a port-out, what was done when, and what has to hold by the domain text.

DOMAIN.md §5, written down once more and not taken from the code: who let whom in, when a freeze ends, who is behind a token.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from portico.domain.actors import Actor

People = frozenset[UUID]
COUNTS = timedelta(days=30)
FROZEN = timedelta(hours=72)
COOLING = timedelta(hours=24)


@dataclass(frozen=True)
class LetIn:
    """That somebody invited, raised or reset somebody else."""

    by: People
    whom: UUID
    at: datetime


@dataclass
class Seen:
    """One port-out request: whoever handed it in or changed it, whoever approved it as it stands, and whoever released it."""

    handed: set[UUID] = field(default_factory=set)
    approved: list[People] = field(default_factory=list)
    released: People | None = None
    two_people: bool = False
    silence: UUID | None = None
    """Whoever of the account had chosen, when it came in, that silence approves."""

    def part(self) -> Seen:
        return Seen(handed=set(self.handed), two_people=self.two_people, silence=self.silence)


@dataclass
class Onlooker:
    """`now` is handed in; nothing here asks the database."""

    tokens: dict[UUID, set[UUID]] = field(default_factory=dict)
    let_in: list[LetIn] = field(default_factory=list)
    prepared: list[tuple[People, datetime]] = field(default_factory=list)
    frozen_until: datetime | None = None
    frozen_by: set[UUID] = field(default_factory=set)
    two_people: bool = False
    silence: UUID | None = None
    requests: dict[UUID, Seen] = field(default_factory=dict)

    def people(self, actor: Actor) -> People:
        """Whoever acts there: of a token all who have had its secret."""
        return frozenset(self.tokens.get(actor.id, {actor.id})) if actor.id else frozenset()

    def behind(self, people: People, now: datetime) -> People:
        """These, and whoever let them in within thirty days, in any number of steps."""
        found = set(people)
        while more := {by for each in self.let_in if each.whom in found and each.at > now - COUNTS for by in each.by} - found:
            found |= more
        return frozenset(found)

    def is_frozen(self, now: datetime) -> bool:
        return self.frozen_until is not None and now < self.frozen_until

    def freezes(self, by: People, now: datetime) -> None:
        if not self.is_frozen(now):
            self.frozen_by = set()
        self.frozen_by |= by
        self.frozen_until = now + FROZEN

    def lets_in(self, by: People, whom: UUID, now: datetime) -> None:
        self.let_in.append(LetIn(by, whom, now))

    # What has to hold when something was done.

    def approves(self, key: UUID, by: People, now: datetime) -> None:
        assert not self.is_frozen(now), "approved in a freeze"
        self.requests[key].approved.append(by)

    def lifts(self, by: People, now: datetime) -> None:
        assert not self.frozen_by & by, "lifted by whoever made the change"
        self.prepared.append((by, now))
        self.frozen_until = None

    def asks_to_unlock(self, now: datetime) -> None:
        assert not self.is_frozen(now), "a lock asked to be ended in a freeze"

    def releases(self, key: UUID, by: People, now: datetime) -> None:
        seen = self.requests[key]
        assert seen.approved, "released and approved by nobody"
        assert not by & seen.handed, "released by whoever handed it in or changed it"
        for consent in seen.approved:
            assert not by & self.behind(consent, now), "released by whoever approved it, or let in who did"
        acts = [each for each, at in self.prepared if each & by and at > now - COUNTS]
        assert not acts, "released by whoever prepared it"
        seen.released = by

    def is_approved(self, key: UUID) -> None:
        """It stands as approved: by one, or where two people were asked for by two."""
        seen = self.requests[key]
        assert seen.approved, "approved by nobody"
        if seen.two_people:
            first, *others = seen.approved
            assert any(not first & other for other in others), "two approvals of one person"

    def is_approved_by_silence(self, key: UUID, now: datetime) -> None:
        seen = self.requests[key]
        assert seen.silence is not None, "nobody of the account chose that silence approves"
        assert self.silence is not None, "they have changed their mind since"
        assert not seen.two_people, "silence is one person"
        assert not self.is_frozen(now), "silence approved in a freeze"
        seen.approved.append(frozenset({seen.silence}))

    def leaves(self, key: UUID) -> None:
        assert self.requests[key].approved, "left and approved by nobody"
        assert self.requests[key].released is not None, "left and released by nobody"
