"""The command line: start Portico, make accounts, people and tokens, and write what is generated from the code."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn, TypeVar

import structlog
import typer
from typer.core import TyperGroup

from portico.domain import drawing
from portico.domain.actors import Scope
from portico.domain.inventory.formats import Malformed, plain_text
from portico.domain.refusals import Refusal
from portico.domain.statuses import Level, Role, Tier
from portico.domain.tables import LIFECYCLES
from portico.live import bells as live_bells
from portico.operations.engine import clock
from portico.operations.engine.work import Work
from portico.operations.people import credentials
from portico.settings import Settings, SettingsRefused, load
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.server_lock import ServedElsewhere, only_server
from portico.storage.people import accounts
from portico.web import server

T = TypeVar("T")
PASSWORD_VARIABLE: Final = "PORTICO_USER_PASSWORD"  # noqa: S105 - the name of a variable, not a password


class Words(TyperGroup):
    """What is typed, read as text is read at every other door: without marks nobody sees, and refused where it is no text."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, list(map(plain_text, args)))
        except Malformed as problem:
            raise typer.BadParameter(problem.message, ctx) from None


cli = typer.Typer(cls=Words, no_args_is_help=True, pretty_exceptions_enable=False)
user = typer.Typer(help="People who sign in.", no_args_is_help=True)
account = typer.Typer(help="Customers of the operator.", no_args_is_help=True)
token = typer.Typer(help="Credentials for machines.", no_args_is_help=True)
cli.add_typer(user, name="user")
cli.add_typer(account, name="account")
cli.add_typer(token, name="token")


def main() -> None:
    cli()


@cli.callback()
def start(context: typer.Context) -> None:
    """Portico, the porting desk of a telecom operator."""
    context.obj = os.environ.pop(PASSWORD_VARIABLE, None)  # taken away: it is no setting, and no child process needs it


@cli.command()
def serve() -> None:
    """Serve this installation, as its PORTICO_* variables describe it; on SQLite the mail room runs inside."""
    with _plainly():
        settings = load()
        with only_server(settings):
            asyncio.run(_once(settings, _nothing))
            _serve(settings, lambda address: structlog.get_logger("portico").info("serving", address=address))


@cli.command()
def demo() -> None:
    """Serve a demo operator with believable data; makes its database on the first start."""
    from portico import demo as demo_data  # noqa: PLC0415 - only this command needs it

    with _plainly():
        settings = load(environment="demo")
        with only_server(settings):
            typer.echo("Preparing the demo; the first time takes some seconds …", err=True)
            asyncio.run(_once(settings, demo_data.seed, migrating=True))
            _serve(settings, lambda address: typer.echo(demo_data.welcome(address)))


@cli.command()
def worker() -> None:
    """Run the mail room beside servers of the same PostgreSQL."""
    with _plainly():
        settings = load()
        if settings.dialect == "sqlite":
            _refuse("On SQLite the server is its own worker: `portico serve` runs the mail room inside.")
        asyncio.run(_once(settings, _nothing))
        from portico import app  # noqa: PLC0415 - the other commands start faster without it

        _configure_logging(settings)
        asyncio.run(app.run_worker(settings))


@cli.command()
def migrate() -> None:
    """Bring the database up to date; safe to run from many places at once."""
    from portico.mailroom import cleaned_letters  # noqa: PLC0415 - the other commands start faster without it

    async def run(settings: Settings) -> list[str]:
        opened = await database.open(settings)
        try:
            applied = await opened.migrate()
            await cleaned_letters.write_anew(opened, settings)
            return applied
        finally:
            await opened.close()

    with _plainly():
        applied = asyncio.run(run(load()))
    for name in applied:
        typer.echo(f"applied {name}")
    typer.echo("The database is up to date.")


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

    typer.echo(_run(make))


@account.command("callback-secret")
def account_callback_secret(slug: Annotated[str, typer.Argument(help="The account's short name.")]) -> None:
    """Print the secret that its callbacks are signed with, for whoever checks them."""
    typer.echo(_run(lambda work: credentials.callback_secret(work, slug)))


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
    password = context.obj or typer.prompt("Password", hide_input=True, confirmation_prompt=True)

    async def make(work: Work) -> None:
        account_id = await _account_id(work, account)
        await credentials.create_user(
            work, email=email, name=name, level=level, account_id=account_id, password=password, time_zone=time_zone, locale=locale
        )

    _run(make)
    typer.echo(f"{email} can sign in.")


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

    typer.echo(_run(make))
    typer.echo("Keep it: it cannot be shown again.", err=True)


@token.command("revoke")
def token_revoke(prefix: Annotated[str, typer.Argument(help="The letters between the first two underscores: ptc_PREFIX_….")]) -> None:
    """End a token at once."""
    _run(lambda work: credentials.revoke_token(work, prefix))
    typer.echo(f"ptc_{prefix}_… opens nothing any more.")


@cli.command("export-schema")
def export_schema(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when the file is not what the code says.")] = False,
    output: Annotated[Path, typer.Option(help="Where to.")] = Path("schema.graphql"),
) -> None:
    """Write the GraphQL schema."""
    from portico.graphql import schema  # noqa: PLC0415 - the other commands start faster without it

    _generated(output, schema.sdl(), check=check, command="export-schema")


@cli.command()
def draw(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when the file is not what the tables say.")] = False,
    output: Annotated[Path, typer.Option(help="Where to.")] = Path("docs/lifecycles.md"),
) -> None:
    """Write the page of lifecycles: a diagram and a table of each."""
    _generated(output, drawing.page(LIFECYCLES.values()), check=check, command="draw")


def _serve(settings: Settings, announce: Callable[[str], None]) -> None:
    from portico.app import create_app  # noqa: PLC0415 - the other commands start faster without it

    _configure_logging(settings)
    if not server.run(create_app(settings), settings.host, settings.port, announce):
        raise typer.Exit(3)


def _configure_logging(settings: Settings) -> None:
    """One line per event on standard error: for people at a terminal, else JSON."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(level=max(level, logging.INFO), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True)
    logging.getLogger("uvicorn").setLevel(max(level, logging.WARNING))
    for_machines: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)] if sys.stderr.isatty() else for_machines),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@asynccontextmanager
async def _opened(settings: Settings, *, migrating: bool = False) -> AsyncIterator[Work]:
    opened = await database.open(settings)
    try:
        if migrating:
            await opened.migrate()
        elif missing := await opened.pending():
            _refuse(f"The database lacks {len(missing)} migration(s): run `portico migrate` first.")
        yield Work(opened, settings, KeyRing(settings.secret_keys), clock=clock.of(settings))
    finally:
        await opened.close()


async def _once(settings: Settings, do: Callable[[Work], Awaitable[T]], *, migrating: bool = False) -> T:
    async with _opened(settings, migrating=migrating) as work:
        bells = live_bells.hang_for(work.database, settings)
        work.bells.append(bells)
        try:
            done = await do(work)
            await bells.carry()
            return done
        finally:
            await bells.close()


async def _nothing(_work: Work) -> None:
    """Opening the database is the check."""


def _run(do: Callable[[Work], Awaitable[T]]) -> T:
    with _plainly():
        return asyncio.run(_once(load(), do))


async def _account_id(work: Work, slug: str | None) -> Any:
    if slug is None:
        return None
    found = await accounts.account_by_slug(work.reader, slug)
    return found["id"] if found else _refuse(f"There is no account {slug}.")


async def _carrier_id(work: Work, name: str | None) -> Any:
    if name is None:
        return None
    found = await accounts.carrier_by_name(work.reader, name)
    return found["id"] if found else _refuse(f"There is no carrier {name}.")


def _member(enum: Any, name: str) -> Any:
    return enum[name] if name in enum.__members__ else _refuse(f"{name} is none of {', '.join(enum.__members__)}.")


def _value(enum: Any, value: str) -> Any:
    return enum(value) if value in {member.value for member in enum} else _refuse(f"{value} is none of {', '.join(enum)}.")


def _generated(path: Path, text: str, *, check: bool, command: str) -> None:
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        _refuse(f"{path} is not what the code says: run `portico {command}` and commit it.", code=1)


@contextmanager
def _plainly() -> Iterator[None]:
    """What Portico itself refuses is said in a sentence, without a traceback."""
    try:
        yield
    except (SettingsRefused, ServedElsewhere) as refused:
        _refuse(str(refused))
    except Refusal as refused:
        _refuse(refused.message)


def _refuse(message: str, code: int = 2) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
