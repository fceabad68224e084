"""The options of a command, read off the input of its operation: each field with its type and its description, as the API has them."""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Final, Union
from uuid import UUID

import typer

from portico.cli.nouns import BY_NAME
from portico.cli.running import refuse
from portico.domain import ids
from portico.domain.inventory import formats
from portico.operations.engine.unset import Unset
from portico.operations.engine.work import Work

SPELLED: Final = {
    "notification_emails": ("--email", "--notification-email"),
    "contacts": ("--contact",),
    "events": ("--event",),
    "lines": ("--line",),
    "account_id": ("--account",),
    "carrier_id": ("--carrier",),
    "configuration_profile_id": ("--profile",),
}
"""Where an option is not called as its field is: one is given at a time, and things are named as people name them."""
NOT_ASKED: Final = frozenset({"password"})
"""Nobody signs in at the command line."""
NAMED: Final = {"account_id": "account", "carrier_id": "carrier"}
_AS_JSON: Final = 'As JSON, such as \'{"name": "Ada"}\'; may be given more than once.'


@dataclasses.dataclass(frozen=True, slots=True)
class InputField:
    """A field of an input."""

    name: str
    kind: type
    says: str
    is_list: bool
    required: bool
    empties: bool
    """Whether it can be given as nothing."""

    @property
    def option(self) -> str:
        return SPELLED.get(self.name, (f"--{self.name.replace('_', '-')}",))[0]

    def parameter(self, positional: Sequence[str]) -> inspect.Parameter:
        """As typer takes it; what is not given is None."""
        many = " May be given more than once." if self.is_list else ""
        says = _AS_JSON if dataclasses.is_dataclass(self.kind) else _at_a_terminal(self.says) + many
        bare: Any = self.kind if self.kind in {int, bool} or issubclass(self.kind, Enum) else str
        wanted = list[bare] if self.is_list else bare
        required = inspect.Parameter(self.name, inspect.Parameter.KEYWORD_ONLY)
        if self.name in positional:
            return required.replace(annotation=Annotated[wanted, typer.Argument(help=says)])
        option = typer.Option(*self._spelled, help=says, case_sensitive=False)
        if self.required:
            return required.replace(annotation=Annotated[wanted, option])
        return required.replace(default=None, annotation=Annotated[wanted | None, option])

    @property
    def _spelled(self) -> tuple[str, ...]:
        spelled = SPELLED.get(self.name, (self.option,))
        return tuple(f"{each}/--no-{each.removeprefix('--')}" for each in spelled) if self.kind is bool else spelled


def _at_a_terminal(says: str) -> str:
    """The API's description, where nothing is null and everybody is the operator."""
    return says.removeprefix("Staff: ").replace("; null:", "; without it:").replace(" Null:", " Without it:")


def asked(of: type[Any] | None) -> list[InputField]:
    """The fields of an input that are asked for here."""
    if of is None:
        return []
    hints = typing.get_type_hints(of, include_extras=True)
    return [_asked(field, hints[field.name]) for field in dataclasses.fields(of) if field.name not in NOT_ASKED]


def _asked(field: dataclasses.Field[object], hint: Any) -> InputField:
    bare, says = typing.get_args(hint)[:2]
    choices = typing.get_args(bare) if typing.get_origin(bare) in {Union, types.UnionType} else (bare,)
    (kind,) = [each for each in choices if each not in {Unset, type(None)}]
    is_list = typing.get_origin(kind) is list
    return InputField(
        field.name,
        typing.get_args(kind)[0] if is_list else kind,
        says,
        is_list,
        required=field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
        empties=Unset in choices and (type(None) in choices or is_list),
    )


async def command_of(work: Work, of: type[Any], values: Mapping[str, Any], cleared: Sequence[str]) -> object:
    """The input with what was given, and nothing where it is to be emptied."""
    fields, given = asked(of), dict[str, object]()
    for each in fields:
        value = values.get(each.name)
        if value not in (None, []):
            given[each.name] = [await _read(work, each, item) for item in value] if each.is_list else await _read(work, each, value)
    emptied = {each.option.removeprefix("--"): each for each in fields if each.empties}
    for name in cleared:
        one = emptied.get(name.removeprefix("--"))
        if one is None:
            refuse(f"--clear takes {', '.join(sorted(emptied))}, not {name}.")
        given[one.name] = [] if one.is_list else None
    return of(**given)


async def _read(work: Work, each: InputField, value: Any) -> object:
    try:
        if dataclasses.is_dataclass(each.kind):
            return each.kind(**json.loads(value))
        if each.kind is UUID:
            return await _id(work, each.name, value)
        if each.kind is datetime:
            return formats.instant(value)
        return formats.day(value) if each.kind is date else value
    except (ValueError, TypeError) as problem:
        refuse(f"{each.option}: {getattr(problem, 'message', problem)}")


async def _id(work: Work, name: str, value: str) -> UUID:
    if name in NAMED:
        row = await BY_NAME[NAMED[name]].named(work, value)
        found: UUID = row["id"]
        return found
    return ids.read(name.removesuffix("_id"), value)
