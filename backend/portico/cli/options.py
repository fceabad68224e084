"""The options of a command, read off the input of its operation: each field with its type and its description, as the API has them."""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final, Union
from uuid import UUID

import typer

from portico.cli.closed_values import refuse_option
from portico.cli.nouns import BY_NAME
from portico.cli.whole_numbers import whole
from portico.domain import formats, ids
from portico.domain.port_outs.amounts import minor_units
from portico.operations.engine.unset import Unset
from portico.operations.engine.work import Work

SPELLED: Final = {
    "notification_emails": ("--email", "--notification-email"),
    "emails": ("--email",),
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
AMOUNTS: Final = {"amount_minor": "amount"}
"""Kept in minor units: typed as people write money, or under its own name as scripts have it."""
TWICE: Final = "give {option} or clear it, not both."
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
        read: dict[str, Any] = {"parser": whole(), "metavar": "NUMBER"} if self.kind is int else {"case_sensitive": False}
        required = inspect.Parameter(self.name, inspect.Parameter.KEYWORD_ONLY)
        if self.name in positional:
            argument = typer.Argument(help=says, **(read | {"metavar": self.name.upper()}))
            if self.required:
                return required.replace(annotation=Annotated[wanted, argument])
            return required.replace(default=None, annotation=Annotated[wanted | None, argument])
        option = typer.Option(*self._spelled, help=says, **read)
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
    found = [_asked(field, hints[field.name]) for field in dataclasses.fields(of) if field.name not in NOT_ASKED]
    return [each for field in found for each in _as_typed(field)]


def _as_typed(field: InputField) -> Iterator[InputField]:
    """The field; before one in minor units the amount as people write it, so that neither of the two has to be given."""
    if field.name in AMOUNTS:
        says = "The amount in its currency, such as 12.00."
        yield InputField(AMOUNTS[field.name], Decimal, says, is_list=False, required=False, empties=False)
        yield dataclasses.replace(
            field, says="For scripts: the amount in minor units (1200 for 12.00 EUR), as the API has it.", required=False
        )
    else:
        yield field


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


async def command_of(
    work: Work, of: type[Any], values: Mapping[str, Any], cleared: Sequence[str], about: Mapping[str, Any], *, beside: Sequence[str] = ()
) -> object:
    """The input with what was given, and nothing where it is to be emptied; `about` is what it changes, and `beside` what else can be."""
    fields, given = asked(of), dict[str, object]()
    for each in fields:
        value = values.get(each.name)
        if value not in (None, []):
            given[each.name] = [await _read(work, each, item) for item in value] if each.is_list else await _read(work, each, value)
    emptied = {each.option.removeprefix("--"): each for each in fields if each.empties}
    for name in cleared:
        one = emptied.get(name.removeprefix("--").replace("_", "-"))
        if one is None:
            refuse_option("--clear", f"takes {', '.join(sorted([*emptied, *beside]))}, not {name}.")
        if one.name in given:
            refuse_option("--clear", TWICE.format(option=one.option))
        given[one.name] = [] if one.is_list else None
    _take_amounts(of, given, about)
    return of(**given)


def _take_amounts(of: type[Any], given: dict[str, Any], about: Mapping[str, Any]) -> None:
    """Puts each amount in the place of its minor units: exactly, by the decimal places of its currency."""
    for field in dataclasses.fields(of):
        typed = given.pop(AMOUNTS[field.name], None) if field.name in AMOUNTS else None
        if typed is not None and field.name in given:
            refuse_option("--amount-minor", "give the amount or this, not both.")
        if typed is not None:
            given[field.name] = _minor(typed, str(given.get("currency") or about.get("currency") or ""))
        elif field.name in AMOUNTS and field.name not in given and field.default is dataclasses.MISSING:
            refuse_option("amount", "give it, such as 12.00.", "REQUIRED")


def _minor(typed: str, money: str) -> int:
    try:
        known = formats.currency(money)
    except formats.Malformed as problem:
        refuse_option("currency", problem.message, problem.code)
    try:
        return minor_units(typed, known)
    except formats.Malformed as problem:
        refuse_option("amount", problem.message, problem.code)


async def _read(work: Work, each: InputField, value: Any) -> object:
    try:
        if dataclasses.is_dataclass(each.kind):
            return _parts(each, value)
        if each.kind is UUID:
            return await _id(work, each.name, value)
        if each.kind is datetime:
            return formats.instant(value)
        return formats.day(value) if each.kind is date else value
    except formats.Malformed as problem:
        refuse_option(each.option, problem.message, problem.code)
    except (ValueError, TypeError) as problem:
        refuse_option(each.option, str(problem))


def _parts(each: InputField, value: str) -> object:
    """What is typed as JSON: its parts by name."""
    names = [part.name for part in dataclasses.fields(each.kind)]
    try:
        given = json.loads(value)
        return each.kind(**given)
    except (ValueError, TypeError, AttributeError):
        example = json.dumps(dict.fromkeys(names[:2], "…"), ensure_ascii=False)
        refuse_option(each.option, f"takes a JSON object of {', '.join(names)}, such as {example}.")


async def _id(work: Work, name: str, value: str) -> UUID:
    if name in NAMED:
        row = await BY_NAME[NAMED[name]].named(work, value)
        found: UUID = row["id"]
        return found
    return ids.read(name.removesuffix("_id"), value)
