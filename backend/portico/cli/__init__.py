"""The command line: start Portico, make accounts, people and tokens, and write what is generated from the code."""

from __future__ import annotations

import os
from typing import Any

import typer
from typer.core import TyperGroup

from portico.cli import accounts, backups, carriers, generated, holding, installation
from portico.cli.accounts import PASSWORD_VARIABLE
from portico.cli.backups import PASSPHRASE_VARIABLE
from portico.cli.running import Given
from portico.domain.inventory.formats import Malformed, plain_text

__all__ = ["PASSWORD_VARIABLE", "cli", "main"]


class Words(TyperGroup):
    """What is typed, read as text is read at every other door: without marks nobody sees, and refused where it is no text."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, list(map(plain_text, args)))
        except Malformed as problem:
            raise typer.BadParameter(problem.message, ctx) from None


cli = typer.Typer(cls=Words, no_args_is_help=True, pretty_exceptions_enable=False)
for command in (*installation.COMMANDS, *backups.COMMANDS, *holding.COMMANDS):
    cli.command()(command)
cli.command("export-schema")(generated.export_schema)
cli.command()(generated.draw)
cli.add_typer(backups.keys, name="keys")
cli.add_typer(accounts.user, name="user")
cli.add_typer(accounts.account, name="account")
cli.add_typer(accounts.token, name="token")
cli.add_typer(accounts.second_factor, name="second-factor")
cli.add_typer(carriers.carrier, name="carrier")


def main() -> None:
    cli()


@cli.callback()
def start(context: typer.Context) -> None:
    """Portico, the porting desk of a telecom operator."""
    # Taken away: they are no settings, and no child process needs them.
    context.obj = Given(os.environ.pop(PASSWORD_VARIABLE, None), os.environ.pop(PASSPHRASE_VARIABLE, None))
