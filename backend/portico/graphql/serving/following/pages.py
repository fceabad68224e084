"""A page of a crowd: each thing on it is encoded once, and whoever narrowed their feed gets those that are theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import orjson
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from portico.graphql.serving.following.alike import Listed
from portico.live.frames import frame_head
from portico.live.place import FeedPlace
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row

Picked = tuple[int, ...]
encoded: Final[Callable[[Any], bytes]] = orjson.dumps
"""One thing of a page."""


class Beginnings(dict[int, bytes]):
    """The frame of a message without its end, by how long that is, made once: each operation has an id of its own."""

    def __init__(self, text: bytes) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, length: int) -> bytes:
        found = self[length] = frame_head(len(self._text) + length) + self._text
        return found


class Message:
    """What everybody is told who is told the same, ready to be sent to each under its own id."""

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.beginnings = Beginnings(self.text(b""))

    def text(self, ends: bytes) -> bytes:
        """The message that ends so (`ending`)."""
        return b'{"type":"next","payload":' + self.payload + ends


def ending(operation_id: str) -> bytes:
    """The end of a message that is about this operation."""
    return b',"id":' + orjson.dumps(operation_id) + b"}"


def message_of(result: ExecutionResult) -> Message:
    """What one listener is told alone."""
    return Message(orjson.dumps(_told(result.data, [error.formatted for error in result.errors or ()], result.extensions)))


def _told(data: Any, errors: Sequence[Any], extensions: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return {"data": data, **({"errors": errors} if errors else {}), **({"extensions": extensions} if extensions else {})}


class CrowdPage:
    """What was answered for everybody together; `cursor` is where it leads."""

    def __init__(self, result: ExecutionResult, place: FeedPlace, listed: Listed | None) -> None:
        self.cursor = place.told
        self._result, self._listed = result, listed
        self._entries, self._things = place.entries, place.things
        self._by_order: defaultdict[UUID, list[Row]] = defaultdict(list)
        for entry in self._entries:
            self._by_order[entry["order_id"]].append(entry)
        self._lists = self._encoded_lists()
        self._messages: dict[Picked | None, Message] = {}
        self._alike: dict[int, tuple[EntryFilter | None, Message | None]] = {}

    def whole(self) -> Message:
        return self._message(None)

    def empty(self) -> Message:
        """For whom nothing on it is, so that they know how far the feed is."""
        return self._message(())

    def for_all_alike(self, narrowed: EntryFilter | None) -> Message | None:
        """For those who know all up to the page before; they share one filter, where they narrowed their feeds alike."""
        found = self._alike.get(id(narrowed))
        if found is None:
            found = self._alike[id(narrowed)] = (narrowed, self.of(narrowed, None))  # kept, so that no other one has its id
        return found[1]

    def of(self, narrowed: EntryFilter | None, since: Cursor | None) -> Message | None:
        """What is new to whoever narrowed their feed so, and knows everything up to `since`; None where nothing is."""
        if since and self.cursor and self.cursor.place <= since.place:
            return None
        if not self._entries or (self._listed is None and not since):
            return self.whole()
        own = self._own(narrowed, since)
        if not own:
            return None
        part = self._part(own)  # empty for a thing that is not shown any more, or of which there is no list: something happened
        return self._message(None if len(part) == len(self._things) else part)

    def _own(self, narrowed: EntryFilter | None, since: Cursor | None) -> Sequence[Row]:
        near = self._entries if narrowed is None or narrowed.order_id is None else self._by_order.get(narrowed.order_id, ())
        new = near if since is None else [entry for entry in near if (entry["xid"], entry["position"]) > since.place]
        return new if narrowed is None else [entry for entry in new if narrowed.admits(entry)]

    def _part(self, own: Sequence[Row]) -> Picked:
        names = {entry[self._listed.names] for entry in own} if self._listed else set[Hashable]()
        return tuple(place for place, thing in enumerate(self._things) if thing in names)

    def _encoded_lists(self) -> Mapping[str, Sequence[orjson.Fragment]]:
        page = (self._result.data or {}).get(self._listed.root) if self._listed else None
        if self._listed is None or not isinstance(page, dict):
            return {}
        return {key: [orjson.Fragment(encoded(thing)) for thing in page[key]] for key in self._listed.lists if key in page}

    def _message(self, part: Picked | None) -> Message:
        if part not in self._messages:
            errors = _about(self._result.errors or (), self._lists, part)
            self._messages[part] = Message(orjson.dumps(_told(self._data(part), errors, self._result.extensions)))
        return self._messages[part]

    def _data(self, part: Picked | None) -> Any:
        if self._listed is None or not self._lists:
            return self._result.data
        lists = self._lists if part is None else {key: [things[place] for place in part] for key, things in self._lists.items()}
        return {**(self._result.data or {}), self._listed.root: {**(self._result.data or {})[self._listed.root], **lists}}


def _about(errors: Sequence[GraphQLError], lists: Mapping[str, Any], part: Picked | None) -> list[Any]:
    """The errors about what a part of a page shows, at the places where it stands there."""
    found = list[Any]()
    for error in errors:
        told, path = error.formatted, error.path or []
        if part is not None and len(path) > 2 and path[1] in lists:
            if path[2] not in part:
                continue
            told = {**told, "path": [*path[:2], part.index(int(path[2])), *path[3:]]}
        found.append(told)
    return found
