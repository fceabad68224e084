"""What a resolver has at hand: the work, the actor, and the loaders of what columns read for a level of the tree."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from portico.domain import policy
from portico.domain.actors import Actor
from portico.graphql.engine.batches import Batch
from portico.graphql.serving.allowances import Allowances, principal_of
from portico.graphql.serving.documents import Ready
from portico.live.place import FeedPlace
from portico.live.tail import Tail
from portico.operations.engine.work import Work

K = TypeVar("K")
T = TypeVar("T")


class SignInRequired(Exception):
    """Nobody is signed in, and this is not public."""


@dataclass
class Context:
    """One request's or one connection's surroundings.

    `connection_params` is what `connection_init` brought; `ready` is the document of this operation, judged.
    With `own` the document is ours, and is answered whole, whatever it costs: nobody else says what is in it.
    With `shared` it is nobody's in particular: what is read through it is kept, for everyone who is handed one of its nodes.
    What came `by_get` changes nothing.
    """

    work: Work
    actor_or_none: Actor | None
    tail: Tail | None = None
    request: Any = None
    connection_params: dict[str, Any] | None = None
    client: str = ""
    read_letter: Callable[[str], Any] | None = None
    ready: Ready | None = None
    own: bool = False
    shared: bool = False
    by_get: bool = False
    allowances: Allowances | None = None
    """What whoever asks may spend; None for what we ask ourselves."""
    place: FeedPlace = field(default_factory=FeedPlace)
    """Where the feed of this operation stands."""
    loaders: Loaders = field(init=False)
    _answered: Actor | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.loaders = Loaders(self)

    @property
    def sender(self) -> Actor:
        """Who acts. Raises SignInRequired."""
        if self.actor_or_none is None:
            raise SignInRequired
        return self.actor_or_none

    @property
    def actor(self) -> Actor:
        """Who reads: the sender, or what a mutation is answered to. Raises SignInRequired."""
        return self._answered or self.sender

    def answering(self, operation: str) -> None:
        """From here on is read what this operation is answered with. A document's mutations are done and answered one after the other."""
        self._answered = policy.doing(self.sender, operation)

    @property
    def principal(self) -> str:
        """Whose allowance this is."""
        return principal_of(self.actor_or_none, self.client)

    def spend(self, ready: Ready) -> None:
        """Pays for this document. Raises RateLimited."""
        if self.allowances:
            self.allowances.spend(self.principal, ready.cost)

    @property
    def now(self) -> datetime:
        return self.work.now

    def asks(self, kind: str, fields: frozenset[str]) -> bool:
        """Whether the document asks any of these of things of this type; what is read for everyone alike is read whole."""
        return self.ready is None or not self.ready.names.get(kind, frozenset()).isdisjoint(fields)

    def of_everyone_alike(self) -> Context:
        """What everyone who sees the same reads through: it knows no person, so nothing of one can get into what is shared."""
        return Context(work=self.work, actor_or_none=self.actor.nobody, shared=True)

    def require(self, *operations: str) -> Actor:
        """The actor, if policy admits any of these operations at all. Raises NotPermitted or SignInRequired."""
        actor = self.actor
        if not any(policy.may(actor, each) for each in operations):
            raise policy.refusal(actor, operations[0])
        return actor


class Loaders(dict[Batch[Any, Any], DataLoader[Any, Any]]):
    """One batch per level and kind; nothing is kept between batches, so a long connection never shows old rows.

    A node resolves what hangs on it by the loaders it was made with. Those of a shared context belong to one read of a feed: they keep
    what they read, so that it is read once for all who are told of it, and go when its nodes go.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    if TYPE_CHECKING:

        def __getitem__(self, batch: Batch[K, T]) -> DataLoader[K, T]: ...

    def __missing__(self, batch: Batch[K, T]) -> DataLoader[K, T]:
        loader = self[batch] = _loader(self._context, partial(batch.load, self._context))
        return loader


def _loader(context: Context, load: Callable[[list[K]], Awaitable[Sequence[T]]]) -> DataLoader[K, T]:
    return _Shared(load) if context.shared else DataLoader(load_fn=load, cache=False)


class _Shared(DataLoader[K, T]):
    """Keeps what it has read and no failure; who is canceled while waiting takes nobody else's answer away."""

    def __init__(self, load: Callable[[list[K]], Awaitable[Sequence[T]]]) -> None:
        async def kept(keys: list[K]) -> Sequence[T]:
            try:
                return await load(keys)
            except BaseException:
                self.clear_many(keys)
                raise

        super().__init__(load_fn=kept, cache=True)

    def load(self, key: K) -> Awaitable[T]:
        return asyncio.shield(super().load(key))


Info = strawberry.Info[Context, None]
