"""What is typed, before any command: read as text is read at every other door, and parted from what nobody may type."""

from __future__ import annotations

import os
from typing import Any, Final

import typer
from typer.core import TyperGroup

from portico.cli.closed_values import wrongly_typed
from portico.cli.running import Given
from portico.domain.formats import Malformed, plain_text

PASSWORD_VARIABLE: Final = "PORTICO_USER_PASSWORD"  # noqa: S105 - the name of a variable, not a password
PASSPHRASE_VARIABLE: Final = "PORTICO_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable


class TypedWords(TyperGroup):
    """What is typed, read as text is read at every other door: without marks nobody sees, and refused where it is no text."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.obj = "--json" in args
        with wrongly_typed(as_json=ctx.obj):
            try:
                return super().parse_args(ctx, list(map(plain_text, args)))
            except Malformed as problem:
                raise typer.BadParameter(problem.message, ctx) from None

    def invoke(self, ctx: Any) -> Any:
        with wrongly_typed(as_json=ctx.obj):
            return super().invoke(ctx)


def shell() -> typer.Typer:
    """A command line without commands."""
    made = typer.Typer(cls=TypedWords, no_args_is_help=True, pretty_exceptions_enable=False)
    made.callback()(start)
    return made


def start(context: typer.Context) -> None:
    """Portico, the porting desk of a telecom operator."""
    # Taken away: they are no settings, and no child process needs them.
    context.obj = Given(os.environ.pop(PASSWORD_VARIABLE, None), os.environ.pop(PASSPHRASE_VARIABLE, None))
