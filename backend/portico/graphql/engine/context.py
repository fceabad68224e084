"""What a resolver has at hand: the work, the actor, and loaders that read a level of the tree with one statement."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.inventory.phone_numbers import NumberType
from portico.domain.port_ins.editing import EditingView
from portico.domain.port_ins.requirements import requirements
from portico.domain.reasons import ReasonDirection
from portico.domain.statuses import Flow, PortingRequestStatus
from portico.domain.words.statuses_catalogue import Language
from portico.graphql.serving.documents import Ready
from portico.live.tail import Tail
from portico.operations import facts
from portico.operations.engine.work import Work
from portico.storage.desk import carriers, reason_texts, requirement_overrides
from portico.storage.desk.webhooks import webhook_deliveries
from portico.storage.people import accounts, profiles, sessions, sign_ins
from portico.storage.port_ins import attempts, documents, left_behind, number_blocks
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.desk import ReasonTextRow

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
    loaders: Loaders = field(init=False)
    _answered: Actor | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.loaders = Loaders(self)

    async def requirement(self, country: str, number_type: NumberType) -> requirements.Requirement | None:
        """What porting such numbers asks for, with what staff changed of it."""
        changes = await self.loaders.requirement_changes.load((country.upper(), number_type))
        return requirements.requirement_for(country, number_type, changes)

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
    def now(self) -> datetime:
        return self.work.now

    def asks(self, fields: frozenset[str]) -> bool:
        """Whether any of these stands in the document; what is read for everyone alike is read whole."""
        return self.ready is None or not self.ready.names.isdisjoint(fields)

    def of_everyone_alike(self) -> Context:
        """What everyone who sees the same reads through: it knows no person, so nothing of one can get into what is shared."""
        return Context(work=self.work, actor_or_none=self.actor.nobody, shared=True)

    def require(self, *operations: str) -> Actor:
        """The actor, if policy admits any of these operations at all. Raises NotPermitted or SignInRequired."""
        actor = self.actor
        if not any(policy.may(actor, each) for each in operations):
            raise policy.refusal(actor, operations[0])
        return actor


class Loaders:
    """One batch per level and kind; nothing is kept between batches, so a long connection never shows old rows.

    A node resolves what hangs on it by the loaders it was made with. Those of a shared context belong to one read of a feed: they keep
    what they read, so that it is read once for all who are told of it, and go when its nodes go.
    """

    def __init__(self, context: Context) -> None:
        self._context, self._batches = context, dict[str, DataLoader[Any, Any]]()
        self.company_profile = self._by_id(context, profiles.company_profiles)
        self.configuration_profile = self._by_id(context, profiles.configuration_profiles)
        self.carrier = self._by_id(context, carriers.by_ids)
        self.account = self._by_id(context, accounts.by_ids)
        self.e164s_asked_for = self._many(context, number_blocks.e164s_asked_for)
        self.documents = self._many(context, documents.list_documents)
        self.attempts = self._many(context, attempts.of_requests)
        self.sessions = self._many(context, partial(sessions.of_users, now=context.now))
        self.sign_ins = self._many(context, sign_ins.of_users)
        self.webhook_attempts = self._many(context, webhook_deliveries.attempts)
        self.requirement_changes = self._requirement_changes(context)
        self.standing = self._standing(context)
        self.editing = self._editing(context)
        self.cancelable_count = self._cancelable_count(context)
        self.left_out_count = self._left_out_count(context)
        self.own_reasons = self._own_reasons(context)
        self.carriers_live_orders = self._carriers_live_orders(context)
        self.port_out_numbers = self._firsts(context, lambda conn, _actor, ids, most: port_out_requests.first_numbers(conn, ids, most))
        self.attempt_answers = self._firsts(context, attempts.first_answers)

    def batched(self, name: str, load: Callable[[Context, list[K]], Awaitable[Sequence[T]]]) -> DataLoader[K, T]:
        """What a column reads for a whole level itself, by a name of its own."""
        if name not in self._batches:
            self._batches[name] = _loader(self._context, partial(load, self._context))
        return self._batches[name]

    @staticmethod
    def _by_id(context: Context, read: Any) -> DataLoader[UUID, dict[str, Any] | None]:
        async def load(ids: list[UUID]) -> list[dict[str, Any] | None]:
            found = {row["id"]: row for row in await read(context.work.reader, context.actor, ids)}
            return [found.get(key) for key in ids]

        return _loader(context, load)

    @staticmethod
    def _requirement_changes(context: Context) -> DataLoader[requirement_overrides.PlaceAndType, Mapping[str, Any] | None]:
        async def load(keys: list[requirement_overrides.PlaceAndType]) -> list[Mapping[str, Any] | None]:
            countries = {country for country, _number_type in keys}
            found = await requirement_overrides.changes(context.work.reader, countries.pop() if len(countries) == 1 else None)
            return [found.get(key) for key in keys]

        return _loader(context, load)

    @staticmethod
    def _standing(context: Context) -> DataLoader[tuple[UUID, PortingRequestStatus, Flow], documents.RequestStanding]:
        async def load(keys: list[tuple[UUID, PortingRequestStatus, Flow]]) -> list[documents.RequestStanding]:
            requests = [{"id": key, "status": status, "flow": flow} for key, status, flow in keys]
            found = await documents.standings(context.work.reader, requests)
            return [found[key] for key, _status, _flow in keys]

        return _loader(context, load)

    @staticmethod
    def _editing(context: Context) -> DataLoader[UUID, EditingView]:
        async def load(ids: list[UUID]) -> list[EditingView]:
            found = await documents.editing_of(context.work.reader, ids)
            return [found[key] for key in ids]

        return _loader(context, load)

    @staticmethod
    def _cancelable_count(context: Context) -> DataLoader[UUID, int]:
        async def load(ids: list[UUID]) -> list[int]:
            found = await facts.cancelable_counts(context.work.reader, context.actor, context.now, ids)
            return [found[key] for key in ids]

        return _loader(context, load)

    @staticmethod
    def _left_out_count(context: Context) -> DataLoader[UUID, int]:
        async def load(ids: list[UUID]) -> list[int]:
            found = await left_behind.left_out_counts(context.work.reader, ids)
            return [found.get(key, 0) for key in ids]

        return _loader(context, load)

    @staticmethod
    def _own_reasons(context: Context) -> DataLoader[Language, dict[str, ReasonTextRow]]:
        """What the operator says of reasons for port-ins in this language, by code."""

        async def load(languages: list[Language]) -> list[dict[str, ReasonTextRow]]:
            return [await reason_texts.by_code(context.work.reader, ReasonDirection.IN, each) for each in languages]

        return _loader(context, load)

    @staticmethod
    def _carriers_live_orders(context: Context) -> DataLoader[UUID, tuple[int, int]]:
        async def load(ids: list[UUID]) -> list[tuple[int, int]]:
            found = await carriers.live_orders(context.work.reader)
            return [found.get(key, (0, 0)) for key in ids]

        return _loader(context, load)

    @staticmethod
    def _firsts(context: Context, read: Any) -> DataLoader[tuple[UUID, int], list[Any]]:
        """The first rows of each, so many."""

        async def load(keys: list[tuple[UUID, int]]) -> list[list[Any]]:
            ids, most = list(dict.fromkeys(key for key, _first in keys)), max(first for _key, first in keys)
            found: dict[UUID, list[Any]] = await read(context.work.reader, context.actor, ids, most)
            return [found.get(key, [])[:first] for key, first in keys]

        return _loader(context, load)

    @staticmethod
    def _many(context: Context, read: Any) -> DataLoader[UUID, list[Any]]:
        async def load(ids: list[UUID]) -> list[list[Any]]:
            found: dict[UUID, list[Any]] = await read(context.work.reader, context.actor, ids)
            return [found.get(key, []) for key in ids]

        return _loader(context, load)


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
