"""graphql-sse's single connection: one stream that is reserved first and told of several operations, each sent by a request of its own.

A reservation lives in the process that made it and belongs to the credential that asked for it: to any other it is not there.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from time import monotonic
from typing import Any, Final

from portico.domain.actors import Credential
from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.serving.following.callers import MOST_OPERATIONS
from portico.graphql.serving.messages import LONGEST_ID
from portico.graphql.serving.streams.stream import Stream

OPENED_WITHIN: Final = 60.0
MOST_RESERVED: Final = 10  # by one credential
_NOT_THERE: Final = Sentence("stream.not_found", "There is no open stream under this token: reserve one with PUT, and open it.")
_TAKEN: Final = Sentence("stream.already_open", "This stream is open already.")
_TAKEN_ID: Final = Sentence("stream.operation_exists", "This stream has an operation with this id already.")
_NO_ID: Final = Sentence("stream.no_operation_id", "Say in `extensions.operationId` which operation this is: 1 to {most} characters.")
_TOO_MANY_RESERVED: Final = Sentence("stream.too_many_reserved", "At most {most} streams are reserved at a time: end one first.")
_TOO_MANY: Final = Sentence("stream.too_many_operations", "At most {most} operations at a time on one stream: end one first.")


class Reserved:
    """A stream of several operations, before it is opened and while it is open."""

    def __init__(self, credential: Credential | None) -> None:
        self.credential, self.made_at = credential, monotonic()
        self.stream: Stream | None = None
        self._operations: dict[str, asyncio.Task[None]] = {}

    def refuse_second(self) -> None:
        """Raises RequestError for a stream that is open."""
        if self.stream is not None:
            raise RequestError(_TAKEN.said(), ErrorCode.ALREADY_OPEN)

    async def last(self) -> None:
        """As long as its response does; then all its operations are over."""
        try:
            await asyncio.Event().wait()
        finally:
            for each in self._operations.values():
                each.cancel()

    def make_room(self, key: Any) -> str:
        """The id, if there may be an operation of it. Raises RequestError."""
        if not isinstance(key, str) or not 0 < len(key) <= LONGEST_ID:
            raise RequestError(_NO_ID.said(most=LONGEST_ID))
        if key in self._operations:
            raise RequestError(_TAKEN_ID.said(), ErrorCode.ALREADY_OPEN)
        if len(self._operations) >= MOST_OPERATIONS:
            raise RequestError(_TOO_MANY.said(most=MOST_OPERATIONS), ErrorCode.TOO_MANY_OPERATIONS)
        return key

    def start(self, key: str, operation: Coroutine[Any, Any, None]) -> None:
        task = self._operations[key] = asyncio.create_task(operation, name="operation of a stream")
        task.add_done_callback(lambda _: self._operations.pop(key, None))

    def complete(self, key: str) -> None:
        """Ends an operation; one that is not there has ended already."""
        if task := self._operations.get(key):
            task.cancel()


class Reservations:
    """Those of this process."""

    def __init__(self) -> None:
        self._reserved: dict[str, Reserved] = {}

    def make(self, credential: Credential | None) -> str:
        """A token for a stream that is to be opened within a minute. Raises RequestError for too many."""
        late = monotonic() - OPENED_WITHIN
        self._reserved = {token: each for token, each in self._reserved.items() if each.stream or each.made_at > late}
        if sum(each.credential == credential for each in self._reserved.values()) >= MOST_RESERVED:
            raise RequestError(_TOO_MANY_RESERVED.said(most=MOST_RESERVED), ErrorCode.TOO_MANY_OPERATIONS)
        token = secrets.token_urlsafe(24)
        self._reserved[token] = Reserved(credential)
        return token

    def of(self, token: str, credential: Credential | None) -> Reserved:
        """Raises RequestError where there is none for this credential."""
        found = self._reserved.get(token)
        if found is None or found.credential != credential:
            raise RequestError(_NOT_THERE.said(), ErrorCode.STREAM_NOT_FOUND)
        return found

    def opened(self, token: str, credential: Credential | None) -> tuple[Reserved, Stream]:
        """Raises RequestError where none is open for this credential."""
        found = self.of(token, credential)
        if found.stream is None:
            raise RequestError(_NOT_THERE.said(), ErrorCode.STREAM_NOT_FOUND)
        return found, found.stream

    def forget(self, token: str) -> None:
        self._reserved.pop(token, None)
