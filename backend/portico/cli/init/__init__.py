"""The command that makes an installation an operator's own: it shows what it would change, asks, and does it as the API would.

Exit codes: 0 done, or nothing to change; 1 the person said no; 2 refused, with every reason; 3 a dry run found something to change.
"""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, TypeAlias

import typer

from portico.cli.asking import whoever
from portico.cli.init import asking
from portico.cli.init.showing import show
from portico.cli.logo_files import logo_in
from portico.cli.printing import counted
from portico.cli.running import load_plainly, nothing, once, plainly, refuse
from portico.domain.people.links import Purpose
from portico.domain.refusals import FieldProblem, InvalidInput
from portico.operations.desk.setting_up import plan as planning
from portico.operations.desk.setting_up import wanted as files
from portico.operations.desk.setting_up.steps import Step
from portico.operations.desk.setting_up.wanted import Wanted
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Work
from portico.operations.people import links
from portico.settings import Settings
from portico.storage import migrations
from portico.storage.engine import database
from portico.storage.engine.installation.folders import private
from portico.storage.people import accounts
from portico.storage.people import links as stored_links

FOUND_CHANGES: Final = 3
MOST_BYTES: Final = 1_000_000
OnTheLine: TypeAlias = tuple[str | None, str | None, str | None]
"""Starter countries, the administrator's address and name, as the command line has them."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command was told beside what is wanted."""

    dry_run: bool
    yes: bool
    as_json: bool
    print_link: bool


@dataclass(frozen=True, slots=True)
class WantedAndLogo:
    """What is wanted, the logo's bytes, and what is wrong with where both were read."""

    wanted: Wanted
    logo: bytes | None
    problems: Sequence[FieldProblem] = ()


def init(
    *,
    file: Annotated[Path | None, typer.Option("--from", help="Take it from this file instead of asking: see docs/operating.md.")] = None,
    starter: Annotated[str | None, typer.Option(help="Countries whose well-known carriers are added, comma list: GB,DE.")] = None,
    admin: Annotated[str | None, typer.Option(help="Invite this address as an administrator of the operator's.")] = None,
    admin_name: Annotated[str | None, typer.Option(help="What the administrator is called.")] = None,
    print_link: Annotated[bool, typer.Option(help="Print the invitation's link here: whoever has it comes in.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking whether to do it.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Only show what would change; exits with 3 where anything would.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for scripts; needs --yes or --dry-run.")] = False,
) -> None:
    """Set up an operator's own installation: its name, carriers, fees and first administrator. Safe to run again."""
    if as_json and not (yes or dry_run):
        refuse("--json asks nothing: say --yes or --dry-run with it.")
    told = Options(dry_run=dry_run, yes=yes, as_json=as_json, print_link=print_link)
    settings = load_plainly()
    with plainly(as_json=as_json), naming_problems(as_json=as_json):
        read = _of_file(file) if file else None
        code = asyncio.run(_run(settings, read, (starter, admin, admin_name), told))
    raise typer.Exit(code)


@contextmanager
def naming_problems(*, as_json: bool = False) -> Iterator[None]:
    """What is wrong with what was given is said a line each, with its place; a script has the fields."""
    try:
        yield
    except InvalidInput as problem:
        if as_json:
            raise
        refuse("\n".join(f"{field.path}: {field.message}" for field in problem.fields))


def _of_file(path: Path) -> WantedAndLogo:
    """What an `operator.toml` says; its logo lies beside it."""
    try:
        text = path.read_bytes()[:MOST_BYTES].decode()
        wanted = files.gathered(tomllib.loads(text, parse_float=Decimal), problems := Problems())
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        refuse(f"{path} is no text in UTF-8.")
    except tomllib.TOMLDecodeError as problem:
        refuse(f"{path} is no TOML: {problem}")
    logo = problems.tidy("operator.logo", logo_in, path.parent / wanted.logo) if wanted.logo else None
    return WantedAndLogo(wanted, logo, problems.found)


def _with_options(wanted: Wanted, problems: Problems, starter: str | None, admin: str | None, name: str | None) -> Wanted:
    """What is wanted, and what was said on the command line beside it."""
    countries = [each.strip().upper() for each in (starter or "").split(",") if each.strip()]
    asked = files.admin_of(admin, name, problems) if admin else wanted.admin
    return replace(wanted, starters=list(dict.fromkeys([*wanted.starters, *countries])), admin=asked)


async def _run(settings: Settings, read: WantedAndLogo | None, options: OnTheLine, told: Options) -> int:
    if read:
        await _judge(settings, read, options)
    async with _database(settings, dry_run=told.dry_run) as (opened, migrated):
        if migrated and not told.as_json:
            typer.echo(f"A new database: {counted(len(migrated), 'migration')} applied.", err=True)

        async def do(work: Work) -> int:
            found = read or WantedAndLogo(*await asking.ask(work, admin=options[1]))
            wanted = _with_options(found.wanted, problems := Problems(), *options)
            problems.refuse()
            return await _do(work, WantedAndLogo(wanted, found.logo), told, migrated)

        return await once(opened, do)


async def _judge(settings: Settings, read: WantedAndLogo, options: OnTheLine) -> None:
    """Refuses with everything that is wrong in the file, beside it and against what is kept, before a database is made."""
    async with _database(settings, dry_run=True) as (opened, _):

        async def judge(work: Work) -> None:
            problems = Problems(read.problems)
            await planning.judge(work, _with_options(read.wanted, problems, *options), read.logo, problems)
            problems.refuse()

        await once(opened, judge)


@asynccontextmanager
async def _database(settings: Settings, *, dry_run: bool) -> AsyncIterator[tuple[Settings, Sequence[str]]]:
    """The installation's database, made where there is none; a dry run leaves no trace and looks at an empty one elsewhere."""
    missing = [migration.name for migration in migrations.known(settings.dialect)]
    is_new = settings.dialect == "sqlite" and not settings.sqlite_path.exists()
    if not is_new:
        opened = await database.open(settings)
        try:
            is_new = await opened.pending() == missing
        finally:
            await opened.close()
    if not is_new:
        yield settings, ()
    elif dry_run:
        with TemporaryDirectory() as folder:
            elsewhere = settings.model_copy(update={"database_url": f"sqlite://{folder}/portico.sqlite3"})
            await once(elsewhere, nothing, migrating=True)
            yield elsewhere, ()
    else:
        private(settings.data_dir)
        await once(settings, nothing, migrating=True)
        yield settings, missing


async def _do(work: Work, read: WantedAndLogo, told: Options, migrated: Sequence[str]) -> int:
    steps = await planning.plan(work, read.wanted, read.logo)
    to_do = [step for step in steps if step.do]
    if not told.as_json:
        show(steps)
    if told.dry_run:
        _tell_json(steps, migrated, told, applied=False, link=None)
        return FOUND_CHANGES if to_do else 0
    if to_do and not told.yes:
        typer.confirm(f"Carry out {counted(len(to_do), 'change')}?", default=True, abort=True)
    await planning.carry_out(work, whoever(), to_do)
    link = await _link(work, read.wanted) if told.print_link else None
    _tell_json(steps, migrated, told, applied=True, link=link)
    if not told.as_json:
        _say_done(work.settings, read.wanted, len(to_do), link, told)
    return 0


async def _link(work: Work, wanted: Wanted) -> str | None:
    """Where the invitation of the administrator leads, while it works; a secret that nothing keeps."""
    user = await accounts.user_by_email(work.reader, wanted.admin.email) if wanted.admin else None
    row = await stored_links.newest_of(work.reader, user["id"], Purpose.INVITATION) if user else None
    return await links.address_of(work, row["id"]) if row else None


def _say_done(settings: Settings, wanted: Wanted, count: int, link: str | None, told: Options) -> None:
    typer.echo(f"{counted(count, 'change')} made." if count else "Nothing to change.")
    if link:
        typer.echo(f"Whoever opens this link comes in as {wanted.admin.email if wanted.admin else ''}, once, within seven days:")
        typer.echo(link)
    elif wanted.admin and told.print_link:
        typer.echo(f"{wanted.admin.email} has no open invitation: they came in already, or it ended.")
    elif wanted.admin and count and not settings.mails_leave:
        typer.echo("No mail leaves yet, as PORTICO_SMTP_URL is not set: --print-link shows the invitation's link here.")


def _tell_json(steps: Sequence[Step], migrated: Sequence[str], told: Options, *, applied: bool, link: str | None) -> None:
    if not told.as_json:
        return
    listed = [
        {
            "does": step.does.value,
            "what": step.what,
            "name": step.name,
            "fields": [{"name": each.name, "before": each.before, "after": each.after} for each in step.fields],
        }
        for step in steps
    ]
    shown: dict[str, Any] = {"migrated": list(migrated), "applied": applied, "steps": listed, "link": link}
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
