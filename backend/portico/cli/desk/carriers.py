"""What of carriers has a command of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import whoever
from portico.cli.closed_values import refuse_option
from portico.cli.running import run_for
from portico.operations.desk import carriers as desk
from portico.operations.engine.work import Work
from portico.storage.desk import carriers

carrier = typer.Typer(help="Other providers.", no_args_is_help=True)


@carrier.callback()
def _carrier() -> None:
    """Other providers."""


@carrier.command("region")
def carrier_region(
    name: Annotated[str, typer.Argument(help="The carrier's name.")],
    region: Annotated[str | None, typer.Argument(help="ISO 3166-2, such as GB-SCT; without it the default of its country.")] = None,
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Say where in its country a carrier works: on that region's holidays no number is ported."""

    async def move(work: Work) -> None:
        found = await carriers.by_name(work.reader, name)
        carrier_id = found["id"] if found else refuse_option("name", f"There is no carrier {name}.", "NOT_FOUND")
        await desk.set_region(work, whoever(), carrier_id, region, key_of("carrier region", key, [carrier_id, region]))

    run_for(move, as_json=as_json)
    words = f"{name} keeps the holidays of {region or 'its country'}."
    printing.as_json({"message": words}) if as_json else typer.echo(words)
