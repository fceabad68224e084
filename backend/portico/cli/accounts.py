"""Commands that make accounts, people and tokens."""

from __future__ import annotations

import getpass
from datetime import timedelta
from typing import Annotated, Any, Final

import typer

from portico.cli.running import refuse, run
from portico.domain.actors import Scope
from portico.domain.statuses import Level, Role, Tier
from portico.operations.engine.work import Work
from portico.operations.people import second_factor_resets
from portico.operations.people.signing_in import credentials
from portico.storage.desk import carriers
from portico.storage.people import accounts

PASSWORD_VARIABLE: Final = "PORTICO_USER_PASSWORD"  # noqa: S105 - the name of a variable, not a password

user = typer.Typer(help="People who sign in.", no_args_is_help=True)
account = typer.Typer(help="Customers of the operator.", no_args_is_help=True)
token = typer.Typer(help="Credentials for machines.", no_args_is_help=True)
second_factor = typer.Typer(help="What is asked beside a password.", no_args_is_help=True)


@account.command("create")
def account_create(
    name: Annotated[str, typer.Argument(help="The customer's name.")],
    *,
    slug: Annotated[str | None, typer.Option(help="Its short name for these commands; default: made from the name.")] = None,
    currency: Annotated[str, typer.Option(help="What it is billed in.")] = "EUR",
    time_zone: Annotated[str, typer.Option(help="Such as Europe/Amsterdam.")] = "UTC",
    email: Annotated[list[str] | None, typer.Option(help="Where notices about the account go; may be given more than once.")] = None,
    tier: Annotated[Tier, typer.Option(help="TRIAL drafts requests but may not submit them.")] = Tier.STANDARD,
) -> None:
    """Make an account."""

    async def make(work: Work) -> str:
        key = await credentials.create_account(
            work, name=name, slug=slug, currency=currency, time_zone=time_zone, tier=tier, notification_emails=email or []
        )
        row = await accounts.account_by_id(work.reader, key)
        return f"{row['slug']} (account number {row['account_number']})"

    typer.echo(run(make))


@account.command("callback-secret")
def account_callback_secret(slug: Annotated[str, typer.Argument(help="The account's short name.")]) -> None:
    """Print the secret that its callbacks are signed with, for whoever checks them."""
    typer.echo(run(lambda work: credentials.callback_secret(work, slug)))


@user.command("create")
def user_create(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="What they sign in with.")],
    *,
    name: Annotated[str, typer.Option(help="Their name, as others see it.")],
    level: Annotated[Level, typer.Option(help="VIEWER, MEMBER or ADMIN in an account; AGENT or ADMIN as staff.")],
    account: Annotated[str | None, typer.Option(help="The slug of their account; without it they are the operator's staff.")] = None,
    time_zone: Annotated[str, typer.Option(help="Such as Europe/Amsterdam.")] = "UTC",
    locale: Annotated[str, typer.Option(help="en, nl or de.")] = "en",
) -> None:
    """Make a user; the password is asked for, or taken from PORTICO_USER_PASSWORD."""
    password = context.obj.password or typer.prompt("Password", hide_input=True, confirmation_prompt=True)

    async def make(work: Work) -> None:
        account_id = await _account_id(work, account)
        await credentials.create_user(
            work, email=email, name=name, level=level, account_id=account_id, password=password, time_zone=time_zone, locale=locale
        )

    run(make)
    typer.echo(f"{email} can sign in.")


@second_factor.command("remove")
def second_factor_remove(email: Annotated[str, typer.Argument(help="Whose.")]) -> None:
    """Take away a second factor at once, where no second administrator is left to confirm it. Its user is told; it is journaled."""
    run(lambda work: second_factor_resets.remove_at_server(work, email, getpass.getuser()))
    typer.echo(f"{email} signs in with the password alone, until a new second factor is set up.")


@token.command("create")
def token_create(
    *,
    role: Annotated[str, typer.Option(help="CUSTOMER, STAFF or CARRIER.")],
    name: Annotated[str, typer.Option(help="What it is for; the journal shows it.")] = "Command line",
    account: Annotated[str | None, typer.Option(help="The slug of the account a CUSTOMER token is for.")] = None,
    carrier: Annotated[str | None, typer.Option(help="The name of the carrier a CARRIER token speaks for.")] = None,
    scopes: Annotated[str | None, typer.Option(help="Comma list, such as porting:read,porting:write; default: all of the role.")] = None,
    level: Annotated[Level | None, typer.Option(help="As for users; default MEMBER, for staff AGENT.")] = None,
    expires_days: Annotated[int | None, typer.Option(min=1, max=36_500, help="Good for so many days; default: until revoked.")] = None,
) -> None:
    """Make an API token and print it, this once."""

    async def make(work: Work) -> str:
        made = await credentials.create_token(
            work,
            role=_member(Role, role.upper()),
            name=name,
            account_id=await _account_id(work, account),
            carrier_id=await _carrier_id(work, carrier),
            scopes=None if scopes is None else [_value(Scope, scope) for scope in scopes.replace(",", " ").split()],
            level=level,
            expires_in=timedelta(days=expires_days) if expires_days else None,
        )
        return made.token

    typer.echo(run(make))
    typer.echo("Keep it: it cannot be shown again.", err=True)


@token.command("revoke")
def token_revoke(
    prefix: Annotated[str, typer.Argument(help="The letters between the first two underscores, ptc_PREFIX_…, with or without ptc_.")],
) -> None:
    """End a token at once."""
    prefix = prefix.removeprefix("ptc_")
    run(lambda work: credentials.revoke_token(work, prefix))
    typer.echo(f"ptc_{prefix}_… opens nothing any more.")


async def _account_id(work: Work, slug: str | None) -> Any:
    if slug is None:
        return None
    found = await accounts.account_by_slug(work.reader, slug)
    return found["id"] if found else refuse(f"There is no account {slug}.")


async def _carrier_id(work: Work, name: str | None) -> Any:
    if name is None:
        return None
    found = await carriers.by_name(work.reader, name)
    return found["id"] if found else refuse(f"There is no carrier {name}.")


def _member(enum: Any, name: str) -> Any:
    return enum[name] if name in enum.__members__ else refuse(f"{name} is none of {', '.join(enum.__members__)}.")


def _value(enum: Any, value: str) -> Any:
    return enum(value) if value in {member.value for member in enum} else refuse(f"{value} is none of {', '.join(enum)}.")
