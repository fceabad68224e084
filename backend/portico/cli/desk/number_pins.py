"""`portico number pin`: the PINs without which numbers do not leave, made and printed once, read from a prompt, or taken away."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson
from portico.cli.asking import whoever
from portico.cli.nouns import BY_NAME
from portico.cli.numbers import number, tell_moved
from portico.cli.running import run_for
from portico.domain import ids
from portico.domain.port_outs.pins import as_csv
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.work import Work
from portico.operations.inventory.pins import GeneratePins, NumbersInService, PinOfNumber, PinsMade, SetPins, generate_pins, set_pins

NUMBER: Final = number
"""`portico number` with its PINs."""


@number.command("pin")
def number_pin(
    numbers: Annotated[list[str] | None, typer.Argument(help=BY_NAME["number"].called)] = None,
    *,
    account: Annotated[str | None, typer.Option(help="Instead: every number in service of this account.")] = None,
    without: Annotated[bool, typer.Option("--without", help="Of these only those that have none yet.")] = False,
    by_hand: Annotated[bool, typer.Option("--by-hand", help="Ask for the PIN instead of making one.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the PINs away.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make new port-out PINs and print them this once, as CSV. Ends with 1 where some numbers have none."""
    if bool(numbers) is (account is not None) or (by_hand and remove) or (account and (by_hand or remove)):
        raise typer.BadParameter("Name numbers, or an account whose numbers get new PINs; --by-hand or --remove go with numbers.")
    if by_hand or remove:
        pin = None if remove else typer.prompt("PIN", hide_input=True, confirmation_prompt=True)
        tell_moved(run_for(lambda work: _set(work, numbers or [], pin), as_json=as_json), "set", "SET", as_json=as_json)
    else:
        _show(run_for(lambda work: _made(work, numbers, account, without=without), as_json=as_json), as_json=as_json)


async def _set(work: Work, numbers: list[str], pin: str | None) -> list[tuple[str, Outcome]]:
    rows = [await BY_NAME["number"].named(work, each) for each in numbers]
    command = SetPins(numbers=[PinOfNumber(phone_number_id=row["id"], pin=pin) for row in rows])
    outcomes = await set_pins(work, whoever(), command)
    return [(row["e164"], outcome) for row, outcome in zip(rows, outcomes, strict=True)]


async def _made(work: Work, numbers: list[str] | None, account: str | None, *, without: bool) -> PinsMade:
    if account is None:
        named = [(await BY_NAME["number"].named(work, each))["id"] for each in numbers or ()]
        return await generate_pins(work, whoever(), GeneratePins(phone_number_ids=named))
    of = NumbersInService(account_id=(await BY_NAME["account"].named(work, account))["id"], has_pin=False if without else None)
    return await generate_pins(work, whoever(), GeneratePins(every=of))


def _show(made: PinsMade, *, as_json: bool) -> None:
    refused = [{"id": ids.spelled("phone_number", key), "message": why.message} for key, why in made.refused]
    if as_json:
        printing.as_json({"pins": made.pins, "refused": refused})
    else:
        typer.echo(as_csv(made.pins.items()), nl=False)
        for each in refused:
            typer.echo(f"{each['id']}: {each['message']}", err=True)
    if refused:
        raise typer.Exit(1)
