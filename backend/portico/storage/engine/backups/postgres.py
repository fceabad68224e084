"""PostgreSQL: `pg_dump`, and back by `psql` in one transaction, in which the new epoch begins and the mail room is held, too."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from portico.settings import Settings
from portico.storage.engine.backups.files import BackupRefused
from portico.storage.engine.feeds import epochs

FILE: Final = "database.dump"
HEAD: Final = 30  # lines, in which a script sets its session up
_UNKNOWN_OF_OLD: Final = {b"SET transaction_timeout = 0;"}
"""What programs of release 17 say to every server, and one of 16 refuses."""
PLAIN: Final = ("--no-owner", "--no-privileges")
_TABLES: Final = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_OTHERS: Final = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'"""


def dump(settings: Settings, folder: Path) -> None:
    target = folder / FILE
    target.touch(mode=0o600)
    _run(settings, "pg_dump", "--format=custom", *PLAIN, f"--file={target}")


def problems(folder: Path) -> list[str]:
    """What `pg_restore` finds wrong with the dump, read to its end."""
    done = _called("pg_restore", f"--file={os.devnull}", str(folder / FILE))
    return [f"pg_restore cannot read it: {done.stderr.strip()[:300]}"] if done.returncode else []


def restore(settings: Settings, folder: Path, put_documents: Callable[[], None], *, replace: bool) -> None:
    tables = _run(settings, "psql", *_ASKING, _TABLES).split()
    if tables and not replace:
        raise BackupRefused("The database is not empty: --replace puts the backup in the place of what is there.")
    if tables and "portico_migration" not in tables:
        raise BackupRefused("The database holds tables of something else than Portico: it is not replaced.")
    if int(_run(settings, "psql", *_ASKING, _OTHERS)):
        raise BackupRefused("The database is in use: stop every `portico serve` and `portico worker`, and whoever else is connected.")
    with tempfile.TemporaryDirectory(prefix="portico-restore-") as home:  # for its owner only
        script = Path(home, "restore.sql")
        _run(settings, "pg_restore", *PLAIN, f"--file={script}", str(folder / FILE), connected=False)
        _frame(script, tables)
        put_documents()
        _run(settings, "psql", *_QUIET, "--single-transaction", f"--file={script}")


_FUNCTIONS_GONE: Final = """DO $$ DECLARE each regprocedure; BEGIN
    FOR each IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND (proname LIKE 'figures\\_of\\_%' OR proname = 'words_of')
    LOOP EXECUTE format('DROP FUNCTION %s', each); END LOOP; END $$;
"""
_QUIET: Final = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
_ASKING: Final = (*_QUIET, "--tuples-only", "--no-align", "--command")


def _frame(script: Path, tables: list[str]) -> None:
    """What was there goes first; last the history begins anew. Transaction numbers are settled whatever cluster this is."""
    named = ", ".join(f"public.{name}" for name in tables)
    dropped = [f"DROP TABLE {named} CASCADE;\n", _FUNCTIONS_GONE] if tables else []
    begun = [f"{statement};\n" for statement in epochs.after_a_restore("public.", settled=True)]
    framed = script.with_name("framed.sql")
    with framed.open("wb") as whole, script.open("rb") as restoring:
        whole.writelines(line.encode() for line in dropped)
        whole.writelines(line for line in islice(restoring, HEAD) if line.strip() not in _UNKNOWN_OF_OLD)
        shutil.copyfileobj(restoring, whole)
        whole.writelines(line.encode() for line in ["\n", *begun])
    framed.replace(script)


def _run(settings: Settings, tool: str, *arguments: str, connected: bool = True) -> str:
    """What the tool said. The password goes by its environment: everybody may read a command line. Raises BackupRefused."""
    address = urlsplit(settings.database_direct_url)
    server = address.netloc.rpartition("@")
    user = f"{server[0].partition(':')[0]}@" if server[1] else ""
    plain = address._replace(scheme="postgresql", netloc=f"{user}{server[2]}").geturl()
    password = {"PGPASSWORD": unquote(address.password)} if address.password else {}
    to = [f"--dbname={plain}"] if connected else []
    done = _called(tool, *to, *arguments, **password)
    if done.returncode:
        raise BackupRefused(f"{tool} failed: {done.stderr.strip()[:1000]}")
    return done.stdout


def _called(tool: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    found = shutil.which(tool)
    if found is None:
        raise BackupRefused(f"{tool} is not installed: backups of PostgreSQL are made with its client programs (`postgresql-client`).")
    command = [found, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)  # noqa: S603 - no shell
