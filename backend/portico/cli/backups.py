"""Commands that make backups, look them over and put them back, and that keep the keys apart from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from portico.cli.printing import counted
from portico.cli.running import load_plainly, plainly, refuse, run
from portico.operations.engine.work import Work
from portico.storage.engine import backups
from portico.storage.engine.backups import keys as safekeeping

Folder = Annotated[Path, typer.Argument(help="The backup: a folder.")]
KeyFile = Annotated[Path, typer.Argument(help="Where the keys lie, encrypted.")]

keys = typer.Typer(help="The keys of PORTICO_SECRET_KEYS for safekeeping, apart from what they seal.", no_args_is_help=True)


def backup(folder: Folder) -> None:
    """Back up database and documents into a new folder, beside whatever runs. The keys are not in it: `portico keys seal`."""
    settings = load_plainly()

    async def known(work: Work) -> backups.Facts:
        return await backups.facts(work.database)

    facts = run(known)
    with plainly():
        manifest = backups.take(settings, facts, folder)
        _, problems = backups.verify(folder)
    typer.echo(f"{folder}: {counted(len(manifest.files), 'file')}, the journal to {manifest.cursor}.")
    typer.echo("Keep PORTICO_SECRET_KEYS elsewhere: without them what is sealed in it opens for nobody (`portico keys seal`).")
    _tell(manifest, problems, "This backup is not whole:")


def restore(
    folder: Folder,
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Only look whether it is whole and can be restored here.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="In the place of the database that is there.")] = False,
    without_keys: Annotated[bool, typer.Option("--without-keys", help="Although what is sealed in it will open for nobody.")] = False,
) -> None:
    """Put a backup where the PORTICO_* variables point. Mail room and clock are held until `portico release`."""
    settings = load_plainly()
    with plainly():
        if verify:
            manifest, problems = backups.restorable(settings, folder, without_keys=without_keys)
            _tell(manifest, problems, "This backup cannot be restored here:")
            typer.echo(f"Whole: {manifest.engine}, taken {manifest.taken_at}, {counted(len(manifest.files), 'file')}.")
            return
        manifest = backups.restore(settings, folder, replace=replace, without_keys=without_keys)
    typer.echo(f"Restored, as it was {manifest.taken_at}. Cursors given out before have expired.")
    typer.echo("Mail room and clock are held: `portico migrate`, `portico serve`, then look (`portico held`) and `portico release`.")


@keys.command("seal")
def keys_seal(context: typer.Context, file: KeyFile) -> None:
    """Write the keys, encrypted under a passphrase: asked for, or taken from PORTICO_BACKUP_PASSPHRASE."""
    settings = load_plainly()
    passphrase = context.obj.passphrase or typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
    with plainly():
        beside = [settings.data_dir, *([settings.sqlite_path.parent] if settings.dialect == "sqlite" else [])]
        safekeeping.seal(settings.secret_keys, passphrase, file, beside)
    typer.echo(f"{file}: keep it and the passphrase apart from the backups, and from each other.")


@keys.command("open")
def keys_open(context: typer.Context, file: KeyFile) -> None:
    """Print the keys as PORTICO_SECRET_KEYS takes them."""
    passphrase = context.obj.passphrase or typer.prompt("Passphrase", hide_input=True)
    with plainly():
        typer.echo(",".join(safekeeping.unseal(file, passphrase)))


def _tell(manifest: backups.Manifest, problems: list[str], is_none: str) -> None:
    """Ends the command where there are problems with the backup; that documents were lost before it is said only."""
    if problems:
        refuse("\n".join([is_none, *problems]), code=1)
    for key in backups.lost_documents(manifest):
        typer.echo(f"The document {key} was gone, or another one, when the backup was taken.", err=True)


COMMANDS: Final = (backup, restore)
