"""`portico number`: where one is, in any spelling; and the inventory: numbers put into service and taken out of it."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID

import typer
from typer.core import TyperGroup

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import ApiAnswer, reader, whoever
from portico.cli.nouns import BY_NAME
from portico.cli.running import run_for
from portico.cli.whereabouts import where
from portico.domain import ids
from portico.domain.inventory.phone_number import RingElsewhere
from portico.domain.inventory.phone_numbers import display
from portico.domain.refusals import NotFound, Thing
from portico.domain.statuses import NumberType
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Work
from portico.operations.inventory.adding import Added, AddNumbers, add_numbers
from portico.storage.engine.rows import Row
from portico.storage.people import profiles

SOME_NOT: Final = 1
_DONE: Final = {"message": None, "messageCode": None, "messageParams": None}
_NO_TEXT: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How workbooks (.xlsx and .ods, .xls) and PDF begin."""
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NumberOrCommand(TyperGroup):
    """What is no command is a number."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        asks_help = args[:1] in (["--help"], [])
        return super().parse_args(ctx, args if asks_help or args[0] in self.commands else ["where", *args])


number = typer.Typer(
    cls=NumberOrCommand, help="`number +44 20 7946 0018`: where it is, why, what next. And the inventory.", no_args_is_help=True
)
number.command("where")(where)


@number.command("add")
def number_add(
    numbers: Annotated[list[str] | None, typer.Argument(help="Numbers, ranges or blocks, in any spelling.")] = None,
    *,
    account: Annotated[str, typer.Option(help=f"Whose they are to be. {BY_NAME['account'].called}")],
    file: Annotated[Path | None, typer.Option(help="A file of them, lines or a table; `-` reads standard input.", allow_dash=True)] = None,
    country: Annotated[str | None, typer.Option(help="Whose national spellings are understood, such as GB.")] = None,
    number_type: Annotated[NumberType | None, typer.Option("--type", help="What all of them have to be.", case_sensitive=False)] = None,
    profile: Annotated[str | None, typer.Option(help="Where they ring: the id of a configuration profile.")] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Put numbers of the operator's own into service for an account. Ends with 1 where some of them were not taken."""
    text = None if file is None else sys.stdin.read() if str(file) == "-" else as_text(file.read_bytes())

    async def add(work: Work) -> Added:
        command = AddNumbers(
            account_id=(await BY_NAME["account"].named(work, account))["id"],
            text=text,
            lines=numbers or None,
            country=country,
            number_type=number_type,
            configuration_profile_id=ids.read("configuration_profile", profile) if profile else None,
        )
        return await add_numbers(work, whoever(), command, key_of("number add", key, [command]))

    lines, left = _lines(added := run_for(add, as_json=as_json)), added.left
    if as_json:
        printing.as_json({"added": len(added.ids), "left": left, "lines": lines})
    else:
        printing.as_table({"LINE": "line", "READ": "text", "OUTCOME": "outcome", "WHY": "message"}, lines)
        typer.echo(f"{len(added.ids)} in service now.", err=True)
    if left or any(line["outcome"] != "ACCEPTED" for line in lines):
        raise typer.Exit(SOME_NOT)


@number.command("ring")
def number_ring(
    numbers: Annotated[list[str], typer.Argument(help=BY_NAME["number"].called)],
    *,
    profile: Annotated[str | None, typer.Option(help="Where they ring: a configuration profile of their account, its name or id.")] = None,
    nowhere: Annotated[bool, typer.Option("--nowhere", help="Let them ring nowhere.")] = False,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Say where numbers in service ring from now on. Ends with 1 where some of them ring on as they did."""
    if (profile is None) is not nowhere:
        raise typer.BadParameter("Say --profile or --nowhere.")

    async def assign(work: Work) -> list[tuple[str, Outcome]]:
        rows = [await BY_NAME["number"].named(work, each) for each in numbers]
        return [(row["e164"], await _ring(work, row, profile, key)) for row in rows]

    tell_moved(run_for(assign, as_json=as_json), "changed", "RINGS THERE", as_json=as_json)


async def _ring(work: Work, row: Row, profile: str | None, key: str | None) -> Outcome:
    asked = RingElsewhere(await _profile_of(work, row, profile) if profile else None)
    once = key_of(f"number ring {row['id']}", key, [row["id"], asked])
    (outcome,) = await moves.move(work, reader(), "phone_number", "assign_profile", [Target(row["id"])], asked, once)
    return outcome


async def _profile_of(work: Work, row: Row, text: str) -> UUID:
    """The profile of the number's account that is called so, or has this id. Raises NotFound."""
    found = await profiles.configuration_list(work.reader, reader(), row["account_id"])
    named = [each["id"] for each in found if text.casefold() in (each["name"].casefold(), ids.spelled("configuration_profile", each["id"]))]
    if len(named) != 1:
        raise NotFound(Thing.CONFIGURATION_PROFILE)
    key: UUID = named[0]
    return key


def as_text(data: bytes) -> str:
    """What a file says: in UTF-16 where it begins with that mark, else in UTF-8 with or without its own, else in Windows-1252.

    A workbook or a PDF is refused, by whichever name: it says nothing as text.
    """
    if data.startswith(_NO_TEXT):
        raise typer.BadParameter("This is no text: save a spreadsheet as CSV first.", param_hint="--file")
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _lines(added: Added) -> list[ApiAnswer]:
    taken = [{"line": each.line, "text": each.text, "outcome": "ACCEPTED", "message": None} for each in added.accepted]
    unclear = [{"line": each.line, "text": each.text, "outcome": "AMBIGUOUS", "message": each.unclear.message} for each in added.unclear]
    refused = [{"line": each.line, "text": each.text, "outcome": "REFUSED", "message": each.problem.message} for each in added.refused]
    return sorted([*taken, *unclear, *refused], key=lambda each: int(each["line"]))


@number.command("lock")
def number_lock(
    numbers: Annotated[list[str], typer.Argument(help=BY_NAME["number"].called)],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Lock numbers: no carrier can ask for them. Only an administrator of their account has a lock ended, in the dashboard."""

    async def lock(work: Work) -> list[tuple[str, Outcome]]:
        rows = [await BY_NAME["number"].named(work, each) for each in numbers]
        once = key_of("number lock", key, [row["id"] for row in rows])
        outcomes = await moves.move(work, reader(), "phone_number", "lock", [Target(row["id"]) for row in rows], key=once)
        return [(row["e164"], outcome) for row, outcome in zip(rows, outcomes, strict=True)]

    tell_moved(run_for(lock, as_json=as_json), "locked", "LOCKED", as_json=as_json)


@number.command("remove")
def number_remove(
    numbers: Annotated[list[str], typer.Argument(help=BY_NAME["number"].called)],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Take numbers of the operator's own out of the inventory. Ends with 1 where some of them stay."""
    if not yes:
        typer.confirm(f"Take {', '.join(numbers)} out of service?", abort=True, err=True)

    async def remove(work: Work) -> list[tuple[str, Outcome]]:
        rows = [await BY_NAME["number"].named(work, each) for each in numbers]
        targets = [Target(row["id"]) for row in rows]
        once = key_of("number remove", key, [row["id"] for row in rows])
        outcomes = await moves.move(work, reader(), "phone_number", "remove", targets, key=once)
        return [(row["e164"], outcome) for row, outcome in zip(rows, outcomes, strict=True)]

    tell_moved(run_for(remove, as_json=as_json), "removed", "GONE", as_json=as_json)


def tell_moved(done: list[tuple[str, Outcome]], name: str, heading: str, *, as_json: bool) -> None:
    told = [{"number": e164, name: not each.refusal, **(each.refusal.said.worded if each.refusal else _DONE)} for e164, each in done]
    if as_json:
        printing.as_json(told)
    else:
        printing.as_table(
            {"NUMBER": "display", heading: name, "WHY NOT": "message"},
            [each | {"display": display(str(each["number"]))} for each in told],
        )
    if any(each.refusal for _e164, each in done):
        raise typer.Exit(SOME_NOT)
