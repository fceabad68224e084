"""The command line: run an installation, look after it, and do at a terminal what the dashboard and the API do."""

from __future__ import annotations

import os
from typing import Any, Final

import typer
from typer.core import TyperGroup

from portico.cli import accounts, acting, backups, doctor, generated, init, installation, numbers, requests, watching, whoever_signs_in
from portico.cli.accounts import PASSWORD_VARIABLE
from portico.cli.backups import PASSPHRASE_VARIABLE
from portico.cli.closed_values import wrongly_typed
from portico.cli.desk import carriers, desk_rules, holding, hooks, keeping, reasons, retention
from portico.cli.nouns import NOUNS
from portico.cli.running import Given
from portico.cli.verbs import VERBS
from portico.domain.formats import Malformed, plain_text

__all__ = ["PASSWORD_VARIABLE", "cli", "main"]


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


cli = typer.Typer(cls=TypedWords, no_args_is_help=True, pretty_exceptions_enable=False)
for command in (*installation.COMMANDS, init.init, *backups.COMMANDS, *holding.COMMANDS):
    cli.command()(command)
cli.command("export-schema")(generated.export_schema)
cli.command()(generated.draw)
cli.add_typer(backups.keys, name="keys")

GROUPS: Final = {
    "account": accounts.account,
    "user": accounts.user,
    "company-profile": typer.Typer(help="Who numbers are ported for, and who is written to.", no_args_is_help=True),
    "configuration-profile": typer.Typer(help="Where numbers ring.", no_args_is_help=True),
    "carrier": carriers.carrier,
    "fee": typer.Typer(help="What port-outs cost.", no_args_is_help=True),
    "number": numbers.number,
    "token": accounts.token,
    "webhook": hooks.webhook,
}
for name, made in whoever_signs_in.COMMANDS.items():
    accounts.user.command(name)(made)
for noun in NOUNS:
    for name, made in acting.commands_of(noun, VERBS):
        GROUPS[noun.name].command(name)(made)
    cli.add_typer(GROUPS[noun.name], name=noun.name)
cli.add_typer(accounts.second_factor, name="second-factor")
cli.add_typer(reasons.reason, name="reason")
cli.add_typer(requests.request, name="request")
cli.add_typer(keeping.legal_hold, name="legal-hold")
cli.add_typer(keeping.operator, name="operator")
cli.add_typer(desk_rules.requirement, name="requirement")
cli.add_typer(desk_rules.business_day, name="business-day")
cli.add_typer(retention.retention, name="retention")
cli.command()(watching.watch)
cli.command()(doctor.doctor)


def main() -> None:
    cli()


@cli.callback()
def start(context: typer.Context) -> None:
    """Portico, the porting desk of a telecom operator."""
    # Taken away: they are no settings, and no child process needs them.
    context.obj = Given(os.environ.pop(PASSWORD_VARIABLE, None), os.environ.pop(PASSPHRASE_VARIABLE, None))
