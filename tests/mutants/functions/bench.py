"""Tries alterations of the law with its pure tests: they are collected once, and each alteration is tried in a fork of that process.

What only runs while the law is put together is altered before that, in a fork that collects the tests itself: a law that does not come
together is found as well.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Final

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.workers.isolation import run_in_fork, run_in_fork_with_result

from tests.mutants.functions.altered import Altered

PATIENCE: Final = 10
"""How many times as much of the processor a test may take as it did unaltered, beside two seconds; what never ends is found."""
MEMORY: Final = 4 << 30
OPTIONS: Final = tuple("-qqq --noconftest --assert=plain --tb=native --capture=no -p no:cacheprovider".split())


@dataclass(frozen=True)
class Ran:
    """What a test did while nothing was altered."""

    passed: bool
    seconds: float
    functions: frozenset[str]


@dataclass
class Found:
    """What became of the alterations, by their keys; those of functions that no test reaches wait for another try."""

    ran: Mapping[str, Ran] = field(default_factory=dict)
    at_import: frozenset[str] = frozenset()
    failed_when_all_do: bool = False
    killed: dict[str, bool] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)
    """Whatever was imported on the way."""

    @property
    def disorder(self) -> list[str]:
        """What shows that nothing could be told from the tests, before anything is altered."""
        failing = [f"{name} fails" for name, ran in self.ran.items() if not ran.passed]
        none = [] if self.ran else ["there are no tests"]
        return failing + none + ([] if self.failed_when_all_do else ["they pass where every function fails"])

    @property
    def seconds(self) -> float:
        return sum(ran.seconds for ran in self.ran.values())


class _InPlaceOfRunning:
    """A plugin of pytest that tries alterations instead of running the tests once."""

    def __init__(self, every: Sequence[Altered]) -> None:
        self.every = every
        self.found = Found()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        found = self.found = Found(at_import=frozenset(state()._stats))
        set_mutant_under_test("")
        gc.collect()
        gc.freeze()
        found.ran = run_in_fork_with_result(_run_unaltered, items)
        found.failed_when_all_do = self._is_found("fail", items, found.ran)
        if not found.disorder:
            reached = frozenset().union(*(ran.functions for ran in found.ran.values()))
            found.killed = {one.key: self._is_found(one.key, items, self._reaching(one)) for one in self.every if one.target in reached}
        return True

    def _reaching(self, one: Altered) -> list[str]:
        return [name for name, ran in self.found.ran.items() if one.target in ran.functions]

    def _is_found(self, key: str, items: Mapping[str, pytest.Item], tests: Iterable[str]) -> bool:
        """By any of the tests, the quickest first."""
        seconds = sorted((self.found.ran[name].seconds, name) for name in tests)
        return run_in_fork(_fails, key, [(items[name], took) for took, name in seconds]) != 0


def _run_unaltered(items: Mapping[str, pytest.Item]) -> dict[str, Ran]:
    """In a fork of its own too: what the law remembers from here would hide what is altered."""
    set_mutant_under_test("stats")
    found = {}
    for name, item in items.items():
        state()._stats.clear()
        began = process_time()
        passed = _passes(item)
        found[name] = Ran(passed, process_time() - began, frozenset(state()._stats))
    return found


def _fails(key: str, tests: Sequence[tuple[pytest.Item, float]]) -> int:
    """Whether one of the tests does with this alteration; a test that takes far too long ends the fork, which is found as well."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    set_mutant_under_test(key)
    for item, seconds in tests:
        signal.setitimer(signal.ITIMER_PROF, 2 + PATIENCE * seconds)
        if not _passes(item):
            return 1
    return 0


def _passes(item: pytest.Item) -> bool:
    return all(report.passed or report.skipped for report in runtestprotocol(item, log=False, nextitem=None))


def tried(every: Sequence[Altered], folder: Path, tests: Sequence[Path], root: Path) -> Found:
    """Every alteration of the copy in the folder, by these tests of the root. Raises RuntimeError where they do not pass as it is."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hypothesis.settings.register_profile(__name__, derandomize=True, database=None)
    hypothesis.settings.load_profile(__name__)
    settings = folder / "pytest.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")
    sys.path[:0] = [str(folder)]
    arguments = [*OPTIONS, "-c", str(settings), f"--rootdir={root}", *map(str, tests)]
    found: Found = run_in_fork_with_result(_collect_and_try, every, arguments)
    if found.disorder:
        raise RuntimeError(f"not in order before anything is altered: {', '.join(found.disorder)}")
    import_others_code(found.modules)
    for one in every:
        if one.key not in found.killed:
            found.killed[one.key] = one.target in found.at_import and _is_found_from_the_start(one, arguments, found)
    return found


def import_others_code(modules: Iterable[str]) -> None:
    """So that a fork has only the law and its tests to import."""
    for name in modules:
        with suppress(ImportError, ValueError):  # ValueError: what compiled code puts among the modules (`cython_runtime`) has no spec
            if name.partition(".")[0] not in {"portico", "tests", "__main__"} and find_spec(name.partition(".")[0]):
                import_module(name)


def _is_found_from_the_start(one: Altered, arguments: list[str], found: Found) -> bool:
    return run_in_fork(_fails_from_the_start, one.key, arguments, found.seconds) != 0


def _collect_and_try(every: Sequence[Altered], arguments: list[str]) -> Found:
    os.environ["MUTMUT_DEPENDENCY_DEPTH"] = "-1"
    set_mutant_under_test("stats")
    bench = _InPlaceOfRunning(every)
    pytest.main(arguments, plugins=[bench])
    bench.found.modules = sorted(sys.modules)
    return bench.found


def _fails_from_the_start(key: str, arguments: list[str], seconds: float) -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_PROF, 10 + PATIENCE * seconds)
    set_mutant_under_test(key)
    with Path(os.devnull).open("w", encoding="utf-8") as nobody, redirect_stdout(nobody), redirect_stderr(nobody):
        return int(pytest.main(["-x", *arguments]))
