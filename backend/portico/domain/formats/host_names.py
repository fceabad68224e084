"""Names of machines: in ASCII as they are kept and asked for, and in the script of whoever they belong to."""

from __future__ import annotations

import re
from typing import Final

import idna

HOST_LENGTH: Final = 253
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+(?=[A-Za-z])[A-Za-z0-9-]{{1,62}}[A-Za-z0-9]")


def ascii_host(host: str) -> str | None:
    """A dotted name in ASCII and lower case; None for what is none, numbers that only look like one (127.1) included.

    By IDNA 2008, as registries and browsers have it: by the older one straße.de was strasse.de, which is somebody else's.
    """
    if len(host) > HOST_LENGTH:
        return None
    try:
        name = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode()
    except UnicodeError:
        return None
    return name if len(name) <= HOST_LENGTH and _HOST.fullmatch(name) else None


def own_script(host: str) -> str:
    """The same as its owner writes it. Raises UnicodeError for what stands for nothing."""
    return idna.decode(host)
