"""GraphQL inputs made from the dataclasses that verbs and operations ask for, and the way back.

The dataclass's `Annotated` texts become descriptions, UUIDs become ids of the kind their name says, `reason` stays `reason`.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain.conditions import TOO_MANY, AtMost, Longer
from portico.domain.formats import TEXT_LENGTH, Malformed, given_text, idempotency_key, plain_text
from portico.domain.refusals import FieldProblem, InvalidInput
from portico.domain.sentences import Sentence
from portico.graphql.engine.scalars import row_id
from portico.operations.engine.idempotency import Key
from portico.operations.engine.unset import UNSET

_NOT_EMPTIED: Final = Sentence("input.not_emptied", "This cannot be emptied; leave it out to keep it.")
_NO_SUCH: Final = Sentence("input.no_such", "No such thing, or not yours.")
_TOO_DEEP: Final = Sentence("input.too_deep", "At most {most} levels, please.")

KINDS = {
    "account_id": "account",
    "carrier_id": "carrier",
    "company_profile_id": "company_profile",
    "configuration_profile_id": "configuration_profile",
    "losing_carrier_id": "carrier",
    "network_carrier_id": "carrier",
    "gaining_carrier_id": "carrier",
    "replaces_id": "porting_request",
    "request_id": "porting_request",
    "port_out_request_id": "port_out_request",
    "number_id": "porting_number",
    "phone_number_id": "phone_number",
    "phone_number_ids": "phone_number",
    "remove_numbers": "porting_number",
    "document_ids": "document",
}
DEEPEST = 8
NEVER_SHOWN: Final = {"never_shown": True}


def input_type(
    name: str, description: str, asked: type | None, before: dict[str, tuple[Any, Any]], after: dict[str, tuple[Any, Any]]
) -> Any:
    """A Strawberry input: the fields of `before`, those the dataclass asks, then `after`; fields are name → (type, strawberry.field)."""
    fields = {**before, **(_fields_of(asked) if asked else {}), **after}
    required = {k: v for k, v in fields.items() if _has_no_default(v[1])}
    ordered = {**required, **{k: v for k, v in fields.items() if k not in required}}
    namespace = {"__annotations__": {key: kind for key, (kind, _) in ordered.items()}, **{key: f for key, (_, f) in ordered.items()}}
    documented = {"__doc__": description, **namespace}  # else each gets its signature written out at every start
    return strawberry.input(type(name, (), documented), name=name, description=description)


def described_input(given: Any) -> Any:
    """The one argument of every mutation."""
    return Annotated[given, strawberry.argument(description="What it takes.")]


def _has_no_default(field: Any) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@cache
def _nested(asked: type) -> Any:
    return input_type(f"{asked.__name__}Input", (asked.__doc__ or "").split("\n")[0], asked, {}, {})


def _fields_of(asked: type) -> dict[str, tuple[Any, Any]]:
    hints = get_type_hints(asked, include_extras=True)
    return {field.name: _field(asked, field, hints[field.name]) for field in dataclasses.fields(asked)}


def _field(asked: type, field: dataclasses.Field[Any], hint: Any) -> tuple[Any, Any]:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{asked.__name__}.{field.name} needs a description")
    kind, (description, *more) = hint.__origin__, hint.__metadata__
    if any(get_origin(part) is list for part in _parts(kind)) and not any(isinstance(each, AtMost) for each in more):
        raise TypeError(f"{asked.__name__}.{field.name} needs a bound: AtMost, behind its description")
    spelled, optional = _spelled(kind)
    about: dict[str, Any] = {"description": description, "metadata": NEVER_SHOWN if not field.repr else {}}
    if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
        return spelled, strawberry.field(**about)
    if field.default is UNSET or optional:
        return spelled if optional else spelled | None, strawberry.field(**about, default=strawberry.UNSET)
    if field.default_factory is not dataclasses.MISSING:
        return spelled, strawberry.field(**about, default_factory=field.default_factory)
    return spelled, strawberry.field(**about, default=field.default)


def is_secret(taken: Any) -> bool:
    """Whether what is given for this argument, or field of an input, is shown nowhere: the dataclass leaves it out of its own text."""
    return bool(getattr(taken, "metadata", {}).get("never_shown"))


def _spelled(kind: Any) -> tuple[Any, bool]:
    """The annotation as Strawberry takes it, and whether null is one of its values."""
    if get_origin(kind) in (Union, types.UnionType):
        parts = [part for part in get_args(kind) if part is not type(UNSET) and part is not type(None)]
        if len(parts) != 1:
            raise TypeError(f"{kind} is no input type")
        nullable = type(None) in get_args(kind)
        spelled = _spelled(parts[0])[0]
        return spelled | None if nullable else spelled, nullable
    if get_origin(kind) is list:
        return list[_spelled(get_args(kind)[0])[0]], False  # type: ignore[misc]
    if get_origin(kind) is Mapping:
        return JSON, False
    if kind is UUID:
        return strawberry.ID, False
    if dataclasses.is_dataclass(kind):
        return _nested(kind), False  # type: ignore[arg-type]
    return kind, False


def asked_of(asked: type, given: Any, path: str = "") -> Any:
    """The dataclass a client's input stands for. Raises InvalidInput for an id of another kind, or a list longer than its bound."""
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for field in dataclasses.fields(asked):
        value = getattr(given, field.name, strawberry.UNSET)
        if value is strawberry.UNSET:
            continue
        if value is None and not _nullable(asked, field):
            problems.append(FieldProblem(f"{path}{camel(field.name)}", "REQUIRED", _NOT_EMPTIED.said()))
            continue
        if isinstance(value, list) and (most := _most(asked, field)) is not None and len(value) > most:
            problems.append(FieldProblem(f"{path}{camel(field.name)}", "TOO_MANY", TOO_MANY.said(most=most, given=len(value))))
            continue
        try:
            values[field.name] = _value(field, value, f"{path}{camel(field.name)}", asked)
        except InvalidInput as invalid:
            problems += invalid.fields
    if problems:
        raise InvalidInput(*problems)
    return asked(**values)


@cache
def _nullable(asked: type, field: dataclasses.Field[Any]) -> bool:
    return type(None) in get_args(get_type_hints(asked)[field.name])


@cache
def _most(asked: type, field: dataclasses.Field[Any]) -> int | None:
    """How many entries this list may have, before any is looked at, as some cost half a millisecond to read; None for one that is JSON."""
    hint = get_type_hints(asked, include_extras=True)[field.name]
    return next((each.entries for each in hint.__metadata__ if isinstance(each, AtMost)), None)


@cache
def _letters(asked: type, field: dataclasses.Field[Any]) -> int:
    hint = get_type_hints(asked, include_extras=True)[field.name]
    return next((each.letters for each in getattr(hint, "__metadata__", ()) if isinstance(each, Longer)), TEXT_LENGTH)


def _value(field: dataclasses.Field[Any], value: Any, path: str, asked: type) -> Any:
    if isinstance(value, list):
        return [_value(field, item, f"{path}.{place}", asked) for place, item in enumerate(value)]
    if isinstance(value, str) and not isinstance(value, Enum):
        return _text(asked, field, value, path)
    if isinstance(value, dict):
        return _json(value, path)
    if hasattr(value, "__strawberry_definition__") and not isinstance(value, (Enum, date, datetime)):
        return asked_of(_dataclass_of(asked, field), value, f"{path}.")
    return value


def _text(asked: type, field: dataclasses.Field[Any], value: str, path: str) -> Any:
    """The id of a row, or text as it can be seen: here every string of every command comes by, whoever reads it later."""
    if field.name in KINDS:
        found = row_id(KINDS[field.name], value)
        if found is None:
            raise InvalidInput(FieldProblem(path, "NOT_FOUND", _NO_SUCH.said()))
        return found
    return _tidy(partial(given_text, most=_letters(asked, field)), value, path)


def _json(value: Any, path: str, levels: int = DEEPEST) -> Any:
    if not levels:
        raise InvalidInput(FieldProblem(path, "TOO_DEEP", _TOO_DEEP.said(most=DEEPEST)))
    if isinstance(value, dict):
        return {_tidy(plain_text, str(name), path): _json(each, f"{path}.{name}"[:200], levels - 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_json(each, f"{path}.{place}", levels - 1) for place, each in enumerate(value)]
    return _tidy(plain_text, value, path) if isinstance(value, str) else value


def _tidy(read: Callable[[str], str], value: str, path: str) -> str:
    try:
        return read(value)
    except Malformed as problem:
        raise InvalidInput(FieldProblem(path, problem.code, problem.said)) from None


def key_of(field_name: str, given: Any) -> Key | None:
    """The idempotency key a command was sent with; raises InvalidInput for one that is none."""
    if given.idempotency_key is None:
        return None
    return Key(field_name, _tidy(idempotency_key, given.idempotency_key, "idempotencyKey"), plain(given))


@cache
def _dataclass_of(asked: type, field: dataclasses.Field[Any]) -> type:
    return next(part for part in _parts(get_type_hints(asked)[field.name]) if isinstance(part, type) and dataclasses.is_dataclass(part))


def _parts(kind: Any) -> list[Any]:
    return [kind, *(part for arg in get_args(kind) for part in _parts(arg))]


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


NOT_REPEATED: Final = frozenset({"idempotency_key", "password", "new_password", "one_time_code"})
"""What is no part of what a command does: a code is another one each time, and of a password nothing is kept, not even sealed."""


def plain(given: Any) -> Any:
    """The normalised input an idempotency key stands for: what was given, without the key itself and what shows who sends it."""
    if isinstance(given, list):
        return [plain(item) for item in given]
    if hasattr(given, "__strawberry_definition__") and not isinstance(given, Enum):
        found = {f.name: getattr(given, f.name) for f in dataclasses.fields(given) if f.name not in NOT_REPEATED}
        return {name: plain(value) for name, value in found.items() if value is not strawberry.UNSET}
    return given.isoformat() if isinstance(given, (date, datetime)) else given
