"""Every command there is: run an installation, look after it, and do at a terminal what the dashboard and the API do."""

from __future__ import annotations

from typing import Final

import typer

from portico.cli import accounts, acting, backups, doctor, generated, init, installation, requests, watching, whoever_signs_in
from portico.cli.desk import carriers, desk_rules, evidence, holding, hooks, keeping, number_pins, reasons, retention
from portico.cli.nouns import NOUNS
from portico.cli.shell import shell
from portico.cli.verbs import VERBS

cli = shell()
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
    "number": number_pins.NUMBER,
    "snapback": typer.Typer(help="Numbers asked back after a port that was a mistake.", no_args_is_help=True),
    "internal-move": typer.Typer(help="Numbers that go from one account to another.", no_args_is_help=True),
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
cli.add_typer(evidence.evidence, name="evidence")
cli.add_typer(keeping.operator, name="operator")
cli.add_typer(desk_rules.requirement, name="requirement")
cli.add_typer(desk_rules.business_day, name="business-day")
cli.add_typer(retention.retention, name="retention")
cli.command()(watching.watch)
cli.command()(doctor.doctor)
