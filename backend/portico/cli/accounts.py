"""Commands that make people and tokens, and print what is kept sealed: what no list of options says."""

from __future__ import annotations

import asyncio
import os
import shutil
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of, shown, tell_secret
from portico.cli.asking import ApiAnswer, whoever
from portico.cli.closed_values import one_of, refuse_option
from portico.cli.nouns import BY_NAME
from portico.cli.running import refuse, run_for
from portico.cli.whole_numbers import whole
from portico.domain.actors import Scope
from portico.domain.statuses import Level, Role
from portico.operations.engine.work import Work
from portico.operations.exports import archive, links
from portico.operations.people import demands, second_factor_resets
from portico.operations.people.demands import ChangeDemands
from portico.operations.people.signing_in import credentials
from portico.operations.people.token_inputs import SCOPES
from portico.storage.desk import carriers
from portico.storage.people import accounts

user = typer.Typer(help="People who sign in.", no_args_is_help=True)
account = typer.Typer(help="Customers of the operator.", no_args_is_help=True)
token = typer.Typer(help="Credentials for machines.", no_args_is_help=True)
second_factor = typer.Typer(help="What is asked beside a password.", no_args_is_help=True)


@user.command("create")
def user_create(  # noqa: PLR0913 - a person, fact by fact
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="What they sign in with.")],
    *,
    name: Annotated[str, typer.Option(help="Their name, as others see it.")],
    level: Annotated[Level, typer.Option(help="VIEWER, MEMBER or ADMIN in an account; AGENT or ADMIN as staff.", case_sensitive=False)],
    account: Annotated[str | None, typer.Option(help="The slug of their account; without it they are the operator's staff.")] = None,
    time_zone: Annotated[str, typer.Option(help="Such as Europe/Amsterdam.")] = "UTC",
    locale: Annotated[str, typer.Option(help="en, nl or de.")] = "en",
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Make a user; the password is asked for, or taken from PORTICO_USER_PASSWORD."""
    password = context.obj.password or typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=as_json)

    async def make(work: Work) -> ApiAnswer:
        wanted: dict[str, Any] = {"email": email, "name": name, "level": level, "time_zone": time_zone, "locale": locale}
        wanted["account_id"] = await _account_id(work, account)
        once = key_of("user create", key, [wanted])
        await credentials.create_user(work, **wanted, password=password, actor=whoever(), key=once)
        return await shown(work, BY_NAME["user"], await BY_NAME["user"].named(work, email)) if as_json else {}

    made = run_for(make, as_json=as_json)
    if as_json:
        printing.as_json(made)
    else:
        typer.echo(f"{email} can sign in.")


@second_factor.command("remove")
def second_factor_remove(email: Annotated[str, typer.Argument(help="Whose.")], *, key: OnceKey = None, as_json: AsJson = False) -> None:
    """Take away a second factor at once, where no second administrator is left to confirm it. Its user is told; it is journaled."""
    once = key_of("second-factor remove", key, [email])
    run_for(lambda work: second_factor_resets.remove_at_server(work, whoever(), email, once), as_json=as_json)
    printing.message(f"{email} signs in with the password alone, until a new second factor is set up.", as_json=as_json)


class DemandedOf(StrEnum):
    STAFF = "STAFF"
    NOBODY = "NOBODY"


@second_factor.command("demand")
def second_factor_demand(
    of: Annotated[DemandedOf, typer.Argument(help="STAFF: all of the operator's own people; NOBODY: no more.", case_sensitive=False)],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Demand a second factor of the operator's own people: who has none is let in to set one up, and to nothing else.

    What an account demands of its people is `account change --second-factor-demanded`.
    """
    command = ChangeDemands(staff_second_factor=of is DemandedOf.STAFF)
    run_for(lambda work: demands.change(work, whoever(), command, key_of("second-factor demand", key, [command])), as_json=as_json)
    words = "A second factor is demanded of the operator's people." if of is DemandedOf.STAFF else "No second factor is demanded of them."
    printing.message(words, as_json=as_json)


@token.command("create")
def token_create(  # noqa: PLR0913 - a token, fact by fact
    *,
    role: Annotated[str, typer.Option(help="CUSTOMER, STAFF or CARRIER.")],
    name: Annotated[str, typer.Option(help="What it is for; the journal shows it.")] = "Command line",
    account: Annotated[str | None, typer.Option(help="The slug of the account a CUSTOMER token is for.")] = None,
    carrier: Annotated[str | None, typer.Option(help="The name of the carrier a CARRIER token speaks for.")] = None,
    scopes: Annotated[str | None, typer.Option(help="Comma list, such as porting:read,porting:write; default: all of the role.")] = None,
    level: Annotated[Level | None, typer.Option(help="As for users; default MEMBER, for staff AGENT.", case_sensitive=False)] = None,
    expires_days: Annotated[
        int | None, typer.Option(parser=whole(1, 36_500), metavar="NUMBER", help="Good for so many days; default: until revoked.")
    ] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Make an API token and print it, this once."""

    async def make(work: Work) -> tuple[str | None, ApiAnswer]:
        wanted: dict[str, Any] = {
            "role": Role[one_of("--role", role, [str(each.name) for each in SCOPES])],
            "name": name,
            "account_id": await _account_id(work, account),
            "carrier_id": await _carrier_id(work, carrier),
            "scopes": None if scopes is None else [_scope(each) for each in scopes.replace(",", " ").split()],
            "level": level,
            "expires_in": timedelta(days=expires_days) if expires_days else None,
        }
        made = await credentials.create_token(work, **wanted, actor=whoever(), key=key_of("token create", key, [wanted]))
        return made.token or None, await shown(work, BY_NAME["token"], {"id": made.id}) if as_json else {}

    tell_secret(*run_for(make, as_json=as_json), as_json=as_json)


@token.command("revoke")
def token_revoke(
    prefix: Annotated[str, typer.Argument(help="The letters between the first two underscores, ptc_PREFIX_…, with or without ptc_.")],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """End a token at once."""
    prefix = prefix.removeprefix("ptc_")
    run_for(lambda work: credentials.revoke_token(work, prefix, whoever(), key_of("token revoke", key, [prefix])), as_json=as_json)
    words = f"ptc_{prefix}_… opens nothing any more."
    printing.as_json({"message": words}) if as_json else typer.echo(words)


def _scope(text: str) -> Scope:
    return Scope(one_of("--scopes", text, list(Scope)))


async def _account_id(work: Work, slug: str | None, option: str = "--account") -> Any:
    if slug is None:
        return None
    found = await accounts.account_by_slug(work.reader, slug)
    return found["id"] if found else refuse_option(option, f"There is no account {slug}.", "NOT_FOUND")


async def _carrier_id(work: Work, name: str | None) -> Any:
    if name is None:
        return None
    found = await carriers.by_name(work.reader, name)
    return found["id"] if found else refuse_option("--carrier", f"There is no carrier {name}.", "NOT_FOUND")


@account.command("export")
def account_export(
    slug: Annotated[str, typer.Argument(help="The account's short name.")],
    to: Annotated[Path, typer.Option("--to", help="The ZIP to write; it must not be there yet.")],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Write all that is kept of an account into a ZIP, as JSON and CSV with its documents; the account is told."""
    if to.exists():
        refuse(f"{to} is there already.")

    async def write(work: Work) -> None:
        account_id = await _account_id(work, slug, "slug")
        await links.note_by_command(work, whoever(), account_id, key_of("account export", key, [account_id]))
        async with archive.made(work, account_id) as file:
            await asyncio.to_thread(keep_for_owner, file, to)

    run_for(write, as_json=as_json)
    if as_json:
        printing.as_json({"account": slug, "file": str(to)})
    else:
        typer.echo(f"{to} holds all that is kept of {slug}.")


def keep_for_owner(file: IO[bytes], to: Path) -> None:
    """For its owner only, and whole or not at all."""
    beside = to.with_name(f".{to.name}.partial")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        shutil.copyfileobj(file, written)
    beside.replace(to)
