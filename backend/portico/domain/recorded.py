"""What was asked, as the journal keeps it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Protocol, runtime_checkable

from portico.domain.giving_reasons import REASON
from portico.domain.grammar import Followed

NOTED: Final[Mapping[str, bool]] = MappingProxyType({"noted": True})
"""The metadata of an input that matters only where it took effect, which the move itself notes then: that it was asked tells nothing."""


@runtime_checkable
class _Kept(Protocol):
    """What is kept in one word, and not part by part: of what came with a secret, all but that."""

    @property
    def kept_as(self) -> str: ...


def recorded(asked: object) -> dict[str, object]:
    """What was asked, as the journal keeps it: no reason (it has its own place), nothing secret, no empty fields, plain JSON values."""
    if asked is None or isinstance(asked, Followed):
        return {}
    values = {name: value for name, value in _parts(asked).items() if name != REASON}
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _parts(asked: object) -> dict[str, object]:
    if not dataclasses.is_dataclass(asked):
        raise TypeError(f"what is asked is a dataclass, not {type(asked).__name__}")
    return {
        each.name: _plain(getattr(asked, each.name)) for each in dataclasses.fields(asked) if each.repr and "noted" not in each.metadata
    }


def _plain(value: object) -> object:
    if isinstance(value, _Kept):
        return value.kept_as
    if dataclasses.is_dataclass(value):
        return _parts(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def changed(before: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Of these columns as they stand, those that a move writes otherwise: each before and after, in plain JSON, under `changed`.

    `before` is made by the name of its type, `PortingNumberColumns(foc_at=…)`: a dictionary could hold a misspelling.
    """
    moved = {name: [_plain(stood), _plain(changes[name])] for name, stood in before.items() if name in changes and stood != changes[name]}
    return {"changed": moved} if moved else {}
