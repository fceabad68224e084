"""A request's head, of which a dozen things are asked: read once, as Starlette goes through all of it for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request


class _Read(Headers):
    """Of headers that are there twice, the first, as with Starlette."""

    def __init__(self, scope: Any) -> None:
        super().__init__(scope=scope)
        self._first: Mapping[bytes, bytes] = dict(reversed(self._list))

    def get(self, name: str, default: Any = None) -> Any:
        value = self._first.get(name.lower().encode("latin-1"))
        return default if value is None else value.decode("latin-1")


class Asking(Request):
    """A request to the endpoint."""

    @property
    def headers(self) -> Headers:
        if not hasattr(self, "_headers"):
            self._headers = _Read(self.scope)
        return self._headers
