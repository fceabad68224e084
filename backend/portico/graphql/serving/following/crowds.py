"""Listeners who are told the same: each page is read, answered and encoded once, and written to all of them.

A subscription begins alone. Once it stands where a crowd stands that is told the same (the same document and variables, by somebody
alike in all that the selection depends on) it joins that crowd, and its own feed ends; where there is none, its feed becomes one. What
a member costs from then on is its bytes.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Hashable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import orjson
from graphql import SKIP, DocumentNode, FieldNode, GraphQLSchema, VariableDefinitionNode, VariableNode, Visitor, visit
from strawberry.types import ExecutionResult

from portico.domain.actors import Actor
from portico.graphql.serving.dependences import depends_on, share_key
from portico.graphql.serving.documents import Ready
from portico.live.frames import frame_of
from portico.live.place import FeedPlace
from portico.storage.engine.journal import Cursor
from portico.tallies import EXECUTIONS

Results = AsyncGenerator[ExecutionResult, None]
AT_ONCE: Final = 250
"""Members that are written to before everybody else has a turn."""


def crowd_key(schema: GraphQLSchema, ready: Ready, actor: Actor, asked: tuple[str, str | None, Mapping[str, Any] | None]) -> Hashable:
    """What listeners have in common who are told the same from the same place on: all but from where on (`after`).

    `asked` is the document, the operation's name and the variables.
    """
    query, named, variables = asked
    after = _resumes_by(ready)
    given = {name: value for name, value in (variables or {}).items() if name not in after}
    return query, named, orjson.dumps(given, option=orjson.OPT_SORT_KEYS), share_key(actor, depends_on(schema, ready.names))


def _resumes_by(ready: Ready) -> frozenset[str]:
    """The variables that are `after` of the feed, and are used for nothing else."""
    fields = [each for each in ready.operation.selection_set.selections if isinstance(each, FieldNode)]
    given = [argument.value for each in fields for argument in each.arguments or () if argument.name.value == "after"]
    names = {each.name.value for each in given if isinstance(each, VariableNode)}
    used = Counter(_variables_used(ready.document))
    return frozenset(name for name in names if used[name] == 1)


def _variables_used(document: DocumentNode) -> list[str]:
    found = list[str]()

    class Uses(Visitor):
        def enter_variable_definition(self, _node: VariableDefinitionNode, *_: object) -> Any:
            return SKIP

        def enter_variable(self, node: VariableNode, *_: object) -> None:
            found.append(node.name.value)

    visit(document, Uses())
    return found


class Message:
    """What everybody is told, ready to be sent to each under its own id."""

    def __init__(self, result: ExecutionResult) -> None:
        told: dict[str, Any] = {"data": result.data}
        if result.errors:
            told["errors"] = [error.formatted for error in result.errors]
        if result.extensions:
            told["extensions"] = result.extensions
        self.payload = orjson.dumps(told)
        self._frames: dict[bytes, bytes] = {}

    def text(self, ends: bytes) -> bytes:
        """The message that ends so (`ending`)."""
        return b'{"type":"next","payload":' + self.payload + ends

    def frame(self, ends: bytes) -> bytes:
        """The same as a frame, made once for all whose operations have the same id."""
        found = self._frames.get(ends)
        if found is None:
            found = self._frames[ends] = frame_of(self.text(ends))
        return found


def ending(operation_id: str) -> bytes:
    """The end of a message that is about this operation."""
    return b',"id":' + orjson.dumps(operation_id) + b"}"


class Sink(Protocol):
    """Where a member's messages go; nothing any more, as soon as it does not keep up."""

    def tell(self, message: Message) -> None: ...


@dataclass(slots=True, eq=False)
class Member:
    """One listener of a crowd. `over` is set once the feed has ended: to None, or to a last result, for the member to judge."""

    sink: Sink
    over: asyncio.Future[ExecutionResult | None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Crowd:
    """A feed and who is told of it; `told` is the cursor of the page that everybody has."""

    def __init__(self, results: Results, place: FeedPlace, ends: Callable[[ExecutionResult], bool]) -> None:
        self.members: dict[Member, None] = {}
        self.told = place.told
        self._results, self._place, self._ends = results, place, ends
        self.task: asyncio.Task[None] | None = None

    def goes_on_from(self, cursor: Cursor | None) -> bool:
        """Whether everybody who has been told all up to this cursor is told what follows it here, from the first on."""
        if cursor is None:
            return False
        in_the_making = self._place.told != self.told
        return cursor == self.told or (not in_the_making and cursor == self._place.idle())

    async def run(self) -> None:
        """Tells everybody, until the feed ends."""
        last: ExecutionResult | None = None
        try:
            async with aclosing(self._results) as results:
                async for result in results:
                    told = self._place.told
                    if self._ends(result):
                        last = result
                        break
                    EXECUTIONS.add("together")
                    self._place.told_to(await self._tell(Message(result)))
                    self.told = told
        finally:
            for member in self.members:
                if not member.over.done():
                    member.over.set_result(last)

    async def _tell(self, message: Message) -> int:
        """Answers how many were told. Who joins meanwhile stands where everybody stood before, and is told as well."""
        told = set[Member]()
        while missing := [member for member in self.members if member not in told]:
            for member in missing[:AT_ONCE]:
                member.sink.tell(message)
            told.update(missing[:AT_ONCE])
            if len(missing) > AT_ONCE:
                await asyncio.sleep(0)
        return len(told)


class Crowds:
    """Those of this process."""

    def __init__(self) -> None:
        self._crowds: dict[Hashable, Crowd] = {}

    @property
    def sizes(self) -> Iterable[int]:
        """How many listen to each."""
        return [len(crowd.members) for crowd in self._crowds.values()]

    def join(self, key: Hashable, results: Results, place: FeedPlace, sink: Sink, ends: Callable[[ExecutionResult], bool]) -> Joined | None:
        """A place in the crowd of this key, if what it is told next is what comes next for this feed; None where it is not, yet.

        Where there is no crowd this feed is one from now on, and is read here: who joined it must not do so any more.
        """
        crowd = self._crowds.get(key)
        if crowd is not None and not crowd.goes_on_from(place.told):
            return None
        founds = crowd is None
        if crowd is None:
            crowd = self._crowds[key] = Crowd(results, place, ends)
        member = Member(sink)
        crowd.members[member] = None
        if founds:
            crowd.task = asyncio.create_task(self._kept(key, crowd), name="crowd")
        return Joined(self, key, crowd, member, founds)

    async def _kept(self, key: Hashable, crowd: Crowd) -> None:
        try:
            await crowd.run()
        finally:
            if self._crowds.get(key) is crowd:
                del self._crowds[key]

    def leave(self, key: Hashable, crowd: Crowd, member: Member) -> None:
        """A crowd of nobody ends."""
        crowd.members.pop(member, None)
        if not crowd.members and crowd.task is not None:
            if self._crowds.get(key) is crowd:
                del self._crowds[key]
            crowd.task.cancel()


@dataclass(frozen=True, slots=True)
class Joined:
    """A listener's place; `founded`: its own feed became the crowd's."""

    crowds: Crowds
    key: Hashable
    crowd: Crowd
    member: Member
    founded: bool

    async def ended(self) -> ExecutionResult | None:
        """What the feed ended with. Whoever waits no more has left."""
        try:
            return await self.member.over
        finally:
            self.crowds.leave(self.key, self.crowd, self.member)
