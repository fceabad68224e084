"""`portico` processes forked from one that has imported everything: most of the seconds a start takes are imports, and stories start many.

What runs is the same: the command, its environment, its working folder, its signals, its exit code; only passwords cost less
(tests/thrift.py). That the package starts from nothing is for tests/cli/test_cli.py to see. Where Linux is missing, every process does.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

from tests.postgres import _end_with_parent

ROOT: Final = Path(__file__).parents[2]
PORTICO: Final = (sys.executable, "-c", "from portico.cli import main; main()")
CLI: Final = "portico.cli.shell.commands"
FORKS: Final = sys.platform == "linux"


class Forked:
    """A process that is no child of ours; what `subprocess.Popen` has for one that is."""

    def __init__(self, pid: int) -> None:
        self._process = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """0 when it has ended, however it did."""
        return 0 if self._ended(0) else None

    def wait(self, timeout: float | None = None) -> None:
        if not self._ended(timeout) and timeout is not None:
            raise subprocess.TimeoutExpired("portico", timeout)

    def send_signal(self, how: signal.Signals) -> None:
        try:
            signal.pidfd_send_signal(self._process, how)
        except ProcessLookupError:
            return

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def __del__(self) -> None:
        os.close(self._process)

    def _ended(self, timeout: float | None) -> bool:
        return bool(select.select([self._process], [], [], timeout)[0])


class _Nursery:
    """The process that forks, and what is said to it; ends with this one."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=without_installation(os.environ),
        )

    def ask(self, **order: Any) -> int:
        with self._turn:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())


_nurseries: Final[list[_Nursery]] = []


def start(command: str, environment: Mapping[str, str], log: Path) -> Forked | subprocess.Popen[bytes]:
    """A server or worker that runs, its words in the log."""
    if FORKS:
        place = {"out": str(log), "err": str(log), "folder": str(log.parent)}
        return Forked(_nursery().ask(program=CLI, arguments=[command], environment=dict(environment), waited_for=False, **place))
    with log.open("ab") as file:
        pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": file, "stderr": file}
        return subprocess.Popen([*PORTICO, command], cwd=log.parent, env=dict(environment), **pipes)


def run(arguments: Sequence[str], environment: Mapping[str, str], program: str = CLI) -> tuple[int, str, str]:
    """A command to its end: its exit code, what it printed, and what it complained about. Another `program` is a module with a `main`."""
    if not FORKS:
        command = PORTICO if program == CLI else (sys.executable, "-m", program)
        done = subprocess.run([*command, *arguments], env=dict(environment), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr
    with tempfile.TemporaryDirectory(prefix="portico-command-") as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        place = {"out": str(out), "err": str(err), "folder": folder}
        code = _nursery().ask(program=program, arguments=list(arguments), environment=dict(environment), waited_for=True, **place)
        return code, out.read_text(), err.read_text()


def _nursery() -> _Nursery:
    if not _nurseries:
        _nurseries.append(_Nursery())
    return _nurseries[0]


def without_installation(environment: Mapping[str, str]) -> dict[str, str]:
    """Without what names an installation: whoever is forked brings its own."""
    kept = {name: value for name, value in environment.items() if not name.startswith("PORTICO_")}
    return kept | {"PYTHONPATH": f"{ROOT / 'backend'}{os.pathsep}{ROOT}"}


def main() -> None:
    for name in (CLI, "portico.app", "portico.delivering", "portico.demo"):
        import_module(name)
    from tests import thrift  # noqa: PLC0415 - like the rest, only where it is forked from

    thrift.begin()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if not pid:
            _become(order)
        answer = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if order["waited_for"] else pid
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
        _bury()


def _bury() -> None:
    """Takes away those that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _become(order: Mapping[str, Any]) -> NoReturn:
    _end_with_parent()
    for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, order["out"], os.O_WRONLY), (2, order["err"], os.O_WRONLY)):
        os.dup2(os.open(path, how | os.O_CREAT | (os.O_APPEND if number else 0), 0o644), number)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    code = 1
    try:
        program = import_module(order["program"])
        if order["program"] == CLI:
            program.cli(order["arguments"])
        else:
            program.main(*order["arguments"])
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    finally:  # as the interpreter would end; what was forked may not go on below
        if (problem := sys.exc_info()[1]) is not None:
            sys.excepthook(type(problem), problem, problem.__traceback__)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
