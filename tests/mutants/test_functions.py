"""What `make mutmut` promises of itself, shown on a law of two functions."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.functions.__main__ import HERE, Tried, percentage, problems
from tests.mutants.functions.alike import ALIKE
from tests.mutants.functions.altered import body_of
from tests.mutants.functions.bench import Found, Ran, import_others_code

PACKAGE_OF_THE_LAW = HERE / "backend/portico/domain"
LAW = '''
"""A law."""

EVERY = []


def registered(name):
    EVERY.append(name + "!")
    return name


registered("one")


def is_enough(many: int, least: int = 3) -> bool:
    """Promises."""
    return many >= least
'''
PACKAGE = """
def double(many: int) -> int:
    return many + many
"""
TESTS = """
from portico.domain.law import is_enough
from portico.domain.sums import double


def test_three_are_enough():
    assert is_enough(3)


def test_two_are_not():
    assert not is_enough(2)


def test_three_doubled():
    assert double(3) == 6
"""
RUN = """
import sys
from pathlib import Path
from tests.mutants.functions.__main__ import results
from tests.mutants.functions.altered import altered_copy
from tests.mutants.functions.bench import tried

here = Path(sys.argv[1])
every = altered_copy(here / "code/portico", here / "copy")
killed = tried(every, here / "copy", [here / "test_law.py"], here).killed
print(*(f"{one.killed} {one.name}" for one in results(every, killed, {})), sep="\\n")
"""


def run(folder: Path) -> str:
    law = folder / "code/portico/domain"
    law.mkdir(parents=True)
    (law.parent / "__init__.py").touch()
    (law / "__init__.py").touch()
    (law / "law.py").write_text(LAW, encoding="utf-8")
    (law / "sums").mkdir()
    (law / "sums/__init__.py").write_text(PACKAGE, encoding="utf-8")
    (folder / "test_law.py").write_text(TESTS, encoding="utf-8")
    return subprocess.run([sys.executable, "-c", RUN, str(folder)], cwd=HERE, capture_output=True, text=True, check=True).stdout


def test_each_alteration_is_told_and_whether_a_test_finds_it(tmp_path: Path) -> None:
    """Those of a function that only runs while the law is put together, too; nobody looks at what this one registers.

    What stood in a package's own file was told as surviving, as its alterations had another name than Python calls its module.
    """
    assert [line for line in run(tmp_path).splitlines() if line] == [
        "False law.registered: () EVERY.append(«name + '!' → None») return name",
        "True law.registered: () EVERY.append(name «+ → -» '!') return name",
        "False law.registered: () EVERY.append(name + '«! → XX!XX»') return name",
        "True law.is_enough: («3 → 4»,) return many >= least",
        "True law.is_enough: (3,) return many >«= → » least",
        "True sums.double: () return many «+ → -» many",
    ]


def test_nothing_is_tried_by_tests_that_fail_already_or_would_never_fail() -> None:
    passed, failed = Ran(True, 0.1, frozenset()), Ran(False, 0.1, frozenset())
    assert Found({"one": passed}, failed_when_all_do=True).disorder == []
    assert Found({"one": passed, "two": failed}, failed_when_all_do=True).disorder == ["two fails"]
    assert Found({"one": passed}, failed_when_all_do=False).disorder == ["they pass where every function fails"]
    assert Found({}, failed_when_all_do=True).disorder == ["there are no tests"]


def test_what_compiled_code_puts_among_the_modules_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """`cython_runtime` ended a run when all but the last of it was done: it is no module, and has no spec."""
    monkeypatch.setitem(sys.modules, "compiled_runtime", ModuleType("compiled_runtime"))
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with redirect_stdout(StringIO()):
        import_others_code(["compiled_runtime", "no_such_module", "this"])
    assert "this" in sys.modules


def tried(name: str, *, killed: bool, why_alike: str | None = None) -> Tried:
    return Tried(name, "law", killed, why_alike)


def test_what_is_alike_does_not_count_and_has_to_be_there_and_to_survive() -> None:
    many = [tried(f"law.{place}: a → b", killed=place > 5) for place in range(101)]
    same = tried("law.same: a → b", killed=False, why_alike="because")
    assert percentage([*many, same]) == 100 * 95 / 101
    assert list(problems([*many, same], {same.name: "because"})) == ["94.1 % are killed: less than 95 %"]
    assert list(problems([*many[1:], same], {same.name: "because"})) == []
    assert list(problems(many[1:], {same.name: "because"})) == [f"listed as alike, and there is no such alteration: {same.name}"]
    found = tried(same.name, killed=True, why_alike="because")
    assert list(problems([*many[1:], found], {same.name: "because"})) == [f"listed as alike, and found: {same.name}"]


def test_what_is_listed_as_alike_stands_where_it_is_said_to() -> None:
    """Whether each is found is the command's to say; that it is there costs nothing."""
    bodies = {f"{module}.{name}": body for module in modules_of(ALIKE) for name, body in functions_of(module)}
    gone = [each for each in ALIKE if altered_text(each) not in bodies.get(each.partition(":")[0], "")]
    assert gone == []
    assert altered_text("one.two: a «b → c»d (2)") == "a bd"


def modules_of(alike: Iterable[str]) -> set[str]:
    names = {each.partition(":")[0] for each in alike}
    parts = {".".join(name.split(".")[:length]) for name in names for length in range(1, name.count(".") + 1)}
    return {name for name in parts if file_of(name)}


def file_of(module: str) -> Path | None:
    folder = PACKAGE_OF_THE_LAW / module.replace(".", "/")
    return next((path for path in (folder.with_suffix(".py"), folder / "__init__.py") if path.is_file()), None)


def functions_of(module: str) -> Iterator[tuple[str, str]]:
    """Each function and method by its name, with its text as it is told in changes."""
    path = file_of(module)
    for node in ast.parse(path.read_text(encoding="utf-8") if path else "").body:
        within = node.body if isinstance(node, ast.ClassDef) else [node]
        lead = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        yield from ((f"{lead}{each.name}", body_of(each)) for each in within if isinstance(each, ast.FunctionDef))


def altered_text(entry: str) -> str:
    """What stands there before the alteration."""
    change = entry.partition(": ")[2]
    lead, _, rest = change.partition("«")
    old, _, after = rest.partition(" → ")
    return lead + old + re.sub(r" \(\d+\)$", "", after.partition("»")[2])
