"""The commands that run for good, alone: what they need of the command line."""

from __future__ import annotations

from portico.cli import installation
from portico.cli.shell import shell

cli = shell()
cli.command()(installation.serve)
cli.command()(installation.worker)
