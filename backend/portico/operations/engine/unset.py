"""What a caller did not mention, as opposed to what they set to null."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Unset:
    """The one value of this class, UNSET, stands for "not given": the field stays as it is."""

    _only: Unset | None = None

    def __new__(cls) -> Unset:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


def given(command: DataclassInstance) -> dict[str, object]:
    """The fields of a command's dataclass that the caller mentioned."""
    values = {field.name: getattr(command, field.name) for field in dataclasses.fields(command)}
    return {name: value for name, value in values.items() if not isinstance(value, Unset)}
