"""The command line: run an installation, look after it, and do at a terminal what the dashboard and the API do."""

from __future__ import annotations

import sys

from portico.live.importing import for_good, without


def main() -> None:
    """Does what is typed. Who only serves does without the words of all other commands, and is there sooner."""
    with for_good():
        with without("rich"):  # for tracebacks in colour, which nobody asks it for: a thirtieth of the time of a start
            import structlog  # noqa: F401, PLC0415
        if sys.argv[1:] in (["serve"], ["worker"]):
            from portico.cli.shell.servers import cli  # noqa: PLC0415
        else:
            from portico.cli.shell.commands import cli  # noqa: PLC0415
    cli()
