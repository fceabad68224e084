"""The settings, where they can be used and nonetheless are not what an installation for customers wants; files, and the disk."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Final

from portico.cli.doctor.symptoms import EarlyLook, Severity, Symptom, symptom
from portico.domain.sentences import Sentence
from portico.settings import PREFIX, SECRETS, Settings
from portico.storage.engine.installation import health

LEAST_FREE: Final = 200_000_000
LITTLE_FREE: Final = 2_000_000_000
_PLAIN_HTTP: Final = Sentence("doctor.base_url_plain", "People reach this installation at {url}, without https.")
_NO_PROXY: Final = Sentence("doctor.no_trusted_proxy", "No proxy is trusted, so everybody seems to come from the one that speaks https.")
_PRIVATE: Final = Sentence("doctor.private_callbacks", "Callbacks may go to private addresses.")
_NO_MAIL: Final = Sentence("doctor.no_mail_server", "No mail leaves this installation: it has no mail server.")
_READABLE: Final = Sentence("doctor.file_readable", "Everybody on this machine may read {path}.")
_FULL: Final = Sentence("doctor.disk_full", "Nothing can be written where {path} lies.")
_LITTLE: Final = Sentence("doctor.disk_low", "Where {path} lies, {free} MB are free.")

_SET_BASE_URL: Final = Sentence("doctor.act.set_base_url", "Set {setting} to its https address.")
_SET_PROXIES: Final = Sentence("doctor.act.set_trusted_proxies", "Set {setting} to the address of the proxy.")
_TAKE_AWAY: Final = Sentence("doctor.act.take_away", "Take {setting} away.")
_SET: Final = Sentence("doctor.act.set", "Set {setting}.")
_FOR_ITS_OWNER: Final = Sentence("doctor.act.for_its_owner", "chmod o-rwx {path}")
_SEE_TO_FOLDER: Final = Sentence("doctor.act.see_to_folder", "See to {path}: {why}")
_MAKE_ROOM: Final = Sentence("doctor.act.make_room", "Make room.")


def settings(given: Settings) -> list[Symptom]:
    """What a demo and a test may have, and production should not."""
    if given.environment != "production":
        return []
    found = []
    if not given.is_https:
        found.append(symptom(Severity.WARNING, _PLAIN_HTTP, _SET_BASE_URL.said(setting=f"{PREFIX}BASE_URL"), url=given.base_url))
    elif not given.trusted_proxies:
        found.append(symptom(Severity.WARNING, _NO_PROXY, _SET_PROXIES.said(setting=f"{PREFIX}TRUSTED_PROXIES")))
    if given.allow_private_callbacks:
        found.append(symptom(Severity.WARNING, _PRIVATE, _TAKE_AWAY.said(setting=f"{PREFIX}ALLOW_PRIVATE_CALLBACKS")))
    if not given.mails_leave:
        found.append(symptom(Severity.WARNING, _NO_MAIL, _SET.said(setting=f"{PREFIX}SMTP_URL")))
    return found


def files(given: Settings) -> list[Symptom]:
    """Secrets in files, the database and the documents are for their owner and group."""
    if given.environment != "production":
        return []
    secrets = [Path(os.environ[name]) for name in sorted(f"{PREFIX}{each.upper()}_FILE" for each in SECRETS) if name in os.environ]
    data = [given.data_dir, *([given.sqlite_path] if given.dialect == "sqlite" else [])]
    return [_readable(path) for path in (*secrets, *data) if _is_readable(path)]


def _is_readable(path: Path) -> bool:
    """A file in a folder nobody else may enter is nobody else's to read."""
    return path.exists() and all(stat.S_IMODE(each.stat().st_mode) & stat.S_IROTH for each in (path, path.absolute().parent))


def _readable(path: Path) -> Symptom:
    return symptom(Severity.WARNING, _READABLE, _FOR_ITS_OWNER.said(path=str(path)), path=str(path))


def disk(given: Settings) -> list[Symptom]:
    """Room for what is written next."""
    try:
        if not health.has_room(given):
            return [symptom(Severity.FAULT, _FULL, _MAKE_ROOM.said(), path=str(given.data_dir))]
    except OSError as trouble:
        return [symptom(Severity.FAULT, _FULL, _SEE_TO_FOLDER.said(path=str(given.data_dir), why=str(trouble)), path=str(given.data_dir))]
    free = shutil.disk_usage(given.data_dir).free
    if free >= LITTLE_FREE:
        return []
    severity = Severity.FAULT if free < LEAST_FREE else Severity.WARNING
    return [symptom(severity, _LITTLE, _MAKE_ROOM.said(), path=str(given.data_dir), free=free // 1_000_000)]


CHECKS: Final = (EarlyLook("settings", settings), EarlyLook("files", files), EarlyLook("disk", disk))
