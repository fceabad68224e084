"""The commands that list, show and do, made of their nouns and verbs."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

import typer

from portico.cli import printing
from portico.cli.asking import ApiAnswer, ask, whoever
from portico.cli.nouns import BY_NAME, Noun
from portico.cli.options import asked, command_of
from portico.cli.running import run_for
from portico.cli.verbs import Answers, Verb
from portico.cli.whole_numbers import whole
from portico.domain import ids
from portico.domain.people.users import UserStatus
from portico.domain.refusals import NotFound
from portico.domain.statuses import InternalMoveStatus, PhoneNumberStatus, SnapbackStatus, Tier
from portico.operations.engine.idempotency import Key
from portico.operations.engine.work import Work
from portico.storage.engine.rows import Row

PAGE: Final = 100
AsJson = Annotated[bool, typer.Option("--json", help="For scripts: one JSON document, the names as in the API.")]
Most = Annotated[int, typer.Option("--most", parser=whole(1, 100_000), metavar="NUMBER", help="At most so many.")]
_KEY: Final = typer.Option("--key", help="An idempotency key: the same command with the same key is done once.")
OnceKey = Annotated[str | None, _KEY]
_VERSION: Final = typer.Option(
    "--expect", parser=whole(), metavar="NUMBER", help="The version you looked at; refused where it has changed since."
)
_CLEAR: Final = typer.Option("--clear", help="Empty this field; may be given more than once.")
_KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY
_OPTIONS: Final[Mapping[str, Any]] = {
    "String": str, "ID": str, "Boolean": bool, "Tier": Tier, "UserStatus": UserStatus, "PhoneNumberStatus": PhoneNumberStatus,
    "SnapbackStatus": SnapbackStatus, "InternalMoveStatus": InternalMoveStatus,
}  # fmt: skip
"""What a list is narrowed by: the API's types, and what is typed of each."""


def commands_of(noun: Noun, verbs: Sequence[Verb]) -> list[tuple[str, Callable[..., None]]]:
    """By name: list and show, then what is done."""
    made = [("list", listing(noun)), ("show", showing(noun))]
    return made + [(verb.name, doing(noun, verb)) for verb in verbs if verb.noun == noun.name]


def listing(noun: Noun) -> Callable[..., None]:
    def command(**given: Any) -> None:
        as_json, most = given.pop("as_json"), given.pop("most")
        found, more = run_for(lambda work: _listed(work, noun, given, most), as_json=as_json)
        if as_json:
            printing.as_json(found)
        else:
            printing.as_table(noun.columns, list(map(noun.spoken, found)))
        if more:
            typer.echo(f"There are more than these {most}: --most shows them.", err=True)

    narrowing = [_narrowing(name, kind) for name, kind in noun.narrows.items()]
    most = inspect.Parameter("most", _KEYWORD, default=PAGE, annotation=Most)
    return _shaped(command, f"List {noun.plural}.", [*narrowing, most, _json()])


def _narrowing(name: str, kind: str) -> inspect.Parameter:
    many, bare = kind.startswith("["), kind.strip("[]!")
    says = {"ID": "Only of this account.", "String": "Only what holds this text.", "Boolean": "Only these, or only the others."}
    one: Any = _OPTIONS[bare]
    wanted = list[one] if many else one
    spelled = f"--{name}" if bare != "Boolean" else f"--{name}/--not-{name}"
    option = typer.Option(spelled, help=says.get(bare, "Only these; may be repeated."), case_sensitive=False)
    return inspect.Parameter(name, _KEYWORD, default=None, annotation=Annotated[wanted | None, option])


async def _listed(work: Work, noun: Noun, given: Mapping[str, Any], most: int) -> tuple[list[ApiAnswer], bool]:
    variables = {name: await _variable(work, noun.narrows[name], value) for name, value in given.items()}
    document = _document(noun, noun.listed, noun.narrows)
    if "$first" not in noun.listed:
        found = (await ask(work, document, variables, noun.reads_as()))["found"]
        return found[:most], len(found) > most
    nodes: list[ApiAnswer] = []
    place: ApiAnswer = {"hasNextPage": True, "endCursor": None}
    while place["hasNextPage"] and len(nodes) < most:
        paged = {"first": min(PAGE, most - len(nodes)), "after": place["endCursor"]}
        page = (await ask(work, document, {**variables, **paged}, noun.reads_as()))["found"]
        nodes, place = nodes + [edge["node"] for edge in page["edges"]], page["pageInfo"]
    return nodes, place["hasNextPage"]


async def _variable(work: Work, kind: str, value: Any) -> Any:
    if kind == "ID" and value is not None:
        return ids.spelled("account", (await BY_NAME["account"].named(work, value))["id"])
    return [each.name for each in value] or None if isinstance(value, list) else value


def _document(noun: Noun, field: str, narrows: Mapping[str, str]) -> str:
    declared = {**narrows, **{name: kind for name, kind in _PLACES.items() if f"${name}" in field}}
    head = f"({', '.join(f'${name}: {kind}' for name, kind in declared.items())})" if declared else ""
    is_paged = "first:" in field
    fields = f"edges {{ node {{ {noun.fields} }} }} pageInfo {{ hasNextPage endCursor }}" if is_paged else noun.fields
    return f"query {head} {{ found: {field} {{ {fields} }} }}"


_PLACES: Final = {"first": "Int!", "after": "String", "id": "ID!", "text": "String", "account": "ID"}


def showing(noun: Noun) -> Callable[..., None]:
    def command(**given: Any) -> None:
        async def look(work: Work) -> ApiAnswer:
            return await shown(work, noun, await noun.named(work, given["what"]))

        tell(noun, run_for(look, as_json=given["as_json"]), as_json=given["as_json"])

    return _shaped(command, f"Show {noun.one_of_them}.", [_what(noun), _json()])


async def shown(work: Work, noun: Noun, row: Mapping[str, Any]) -> ApiAnswer:
    """The thing of this row as it is now. Raises NotFound."""
    key = ids.spelled(noun.kind, row["id"])
    account = row.get("account_id")
    known = {"id": key, "text": row.get(noun.text), "account": account and ids.spelled("account", account)}
    variables = {name: value for name, value in known.items() if f"${name}" in noun.one}
    found = (await ask(work, _document(noun, noun.one, {}), variables, noun.reads_as()))["found"]
    nodes = [edge["node"] for edge in found["edges"]] if isinstance(found, dict) and "edges" in found else found
    nodes = nodes if isinstance(nodes, list) else [nodes]
    node: ApiAnswer | None = next((each for each in nodes if each and each["id"] == key), None)
    if node is None:
        raise NotFound(noun.thing)
    return node


def tell(noun: Noun, node: ApiAnswer, *, as_json: bool) -> None:
    if as_json:
        printing.as_json(node)
    else:
        printing.as_sheet(noun.spoken(node))


def doing(noun: Noun, verb: Verb) -> Callable[..., None]:
    def command(**given: Any) -> None:
        as_json = given.pop("as_json")
        answer, made, node = run_for(lambda work: _done(work, noun, verb, given), as_json=as_json)
        if verb.answers is Answers.WORDS:
            words = verb.words.format(answer=made)
            printing.as_json({"message": words, "answer": made}) if as_json else typer.echo(words)
        elif verb.answers is Answers.SECRET:
            tell_secret(answer, node, as_json=as_json)
        elif verb.answers is Answers.LINE and not as_json:
            typer.echo(verb.words.format(**node))
        else:
            tell(noun, node, as_json=as_json)

    fields = [each.parameter(verb.positional) for each in asked(verb.asks)]
    first = [_what(noun)] if verb.aimed else []
    last = [_option("version", int, _VERSION)] if verb.versioned else []
    last += [_option("cleared", list[str], _CLEAR)] if any(each.empties for each in asked(verb.asks)) else []
    return _shaped(command, verb.says, [*first, *fields, *last, _option("key", str, _KEY), _json()])


def tell_secret(secret: str | None, node: ApiAnswer, *, as_json: bool) -> None:
    """A secret, this once; alone on standard output, so that a script can take it."""
    if as_json:
        printing.as_json({"secret": secret, **node})
    elif secret is None:
        typer.echo("This command was done before: its secret was shown then.", err=True)
    else:
        typer.echo(secret)
        typer.echo("Keep it: it cannot be shown again.", err=True)


async def _done(work: Work, noun: Noun, verb: Verb, given: dict[str, Any]) -> tuple[str | None, Any, ApiAnswer]:
    """The secret that was made, what the operation answered, and the thing as it is now."""
    row = await _aimed_at(work, noun, given["what"], given.get("key")) if verb.aimed else {"id": None}
    places = [row["id"]] if verb.aimed else []
    places += [given.get("version")] if verb.versioned else []
    named: dict[str, Any] = {"judge": _judge()} if verb.judges else {}
    if verb.asks:
        places.append(await command_of(work, verb.asks, given, given.get("cleared") or (), row))
    if key := given.get("key"):
        named["key"] = key_of(f"{noun.name} {verb.name}", key, places)
    made = await verb.do(work, whoever(), *places, **named)
    if verb.answers is Answers.WORDS:
        return None, str(made) if isinstance(made, UUID) else made, {}
    made_id = made if isinstance(made, UUID) else getattr(made, "id", None) or made.carrier_id
    secret = getattr(made, "secret", None) or getattr(made, "token", None)
    again = await BY_NAME[noun.name].by_id(work, ids.spelled(noun.kind, made_id))
    return secret, made, await shown(work, noun, again or {**row, "id": made_id})


async def _aimed_at(work: Work, noun: Noun, text: str, key: str | None) -> Row:
    """What is named so; what is gone has its id still, as it may be that the same command took it away before."""
    try:
        return await noun.named(work, text)
    except NotFound:
        gone = noun.id_in(text) if key else None
        if gone is None:
            raise
        return {"id": gone}


def key_of(command: str, key: str | None, places: Sequence[Any]) -> Key | None:
    """The key as it was typed, of this command about these things; nothing where none was."""
    return Key(command, key, _plain(places)) if key else None


def _plain(places: Sequence[Any]) -> list[object]:
    return [dataclasses.asdict(each) if dataclasses.is_dataclass(each) and not isinstance(each, type) else each for each in places]


def _judge() -> Callable[[str], str]:
    from portico.graphql.schema import schema  # noqa: PLC0415 - the other commands start faster without it
    from portico.graphql.serving import selections  # noqa: PLC0415

    return partial(selections.judged, schema._schema)


def _what(noun: Noun) -> inspect.Parameter:
    return inspect.Parameter("what", _KEYWORD, annotation=Annotated[str, typer.Argument(help=noun.called, metavar=noun.name.upper())])


def _option(name: str, kind: Any, option: Any) -> inspect.Parameter:
    return inspect.Parameter(name, _KEYWORD, default=None, annotation=Annotated[kind | None, option])


def _json() -> inspect.Parameter:
    return inspect.Parameter("as_json", _KEYWORD, default=False, annotation=AsJson)


def _shaped(command: Callable[..., None], says: str, parameters: Sequence[inspect.Parameter]) -> Callable[..., None]:
    """The function as typer reads it: its parameters by signature, its help by its docstring."""
    command.__doc__ = says
    ordered = sorted(parameters, key=lambda each: each.default is not inspect.Parameter.empty)
    command.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in ordered}
    return command
