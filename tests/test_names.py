"""One name means one thing: what is defined in two modules is the same thing twice, or two things of which one is called wrongly."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[1] / "backend" / "portico"
OTHER_SIDES = {"graphql", "models"}
"""A thing of the law has its row and its type of the API beside it, under the same name."""
WORDS_OF_ARGUMENTS = ("Annotated", "TypeVar")


def named(path: Path) -> Iterator[str]:
    """The classes of a module and what it calls other types by, without what is its own affair."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and _is_a_type(node):
            yield ast.unparse(node.targets[0])


def _is_a_type(node: ast.Assign) -> bool:
    name = ast.unparse(node.targets[0])
    return name[0].isupper() and not name.isupper() and not ast.unparse(node.value).startswith(WORDS_OF_ARGUMENTS)


def test_a_type_is_defined_once() -> None:
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(set(CODE.rglob("*.py")) - set((CODE / "storage" / "migrations").rglob("*.py"))):
        rooms = path.relative_to(CODE).parts
        side = next((part for part in rooms if part in OTHER_SIDES), "")
        for name in named(path):
            if not name.startswith("_"):
                places[side, name].append("/".join(rooms))
    assert len(places) > 800
    assert {name: found for (_, name), found in places.items() if len(found) > 1} == {}


def constants(path: Path) -> Iterator[tuple[str, str]]:
    """The facts a module makes and the lists of names it has, each with what it is called."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        names = node.value.elts if isinstance(node.value, ast.Tuple | ast.Set) else []
        if ast.unparse(node.value).startswith("Fact(") or len([each for each in names if isinstance(each, ast.Constant)]) > 1:
            yield ast.unparse(target), ast.unparse(node.value)


def test_a_fact_and_a_list_of_names_are_written_once() -> None:
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(set(CODE.rglob("*.py")) - set((CODE / "storage" / "migrations").rglob("*.py"))):
        for constant in constants(path):
            places[constant].append(str(path.relative_to(CODE)))
    assert len(places) > 30
    assert {constant: found for constant, found in places.items() if len(found) > 1} == {}


def test_a_reference_is_a_requests_own_and_nothing_else_is_called_so() -> None:
    """`PI-…` or `PO-…`. A carrier's and a customer's are `carrier_reference` and `customer_reference`."""
    given = re.compile(r"(\S+) AS reference\b|\breference=(\S*(?:carrier|customer)_reference)")
    found = {
        f"{path.relative_to(CODE)}: {match[0]}"
        for path in sorted(CODE.rglob("*.py"))
        for match in given.finditer(path.read_text(encoding="utf-8"))
        if match[2] or not re.search(r"\.reference\)?$", match[1])
    }
    assert found == set()


def test_a_function_of_the_dashboard_is_exported_once() -> None:
    """What two screens call the same is one thing, or two of which one is called wrongly. Components go by the folder they are of."""
    sources = CODE.parents[1] / "frontend" / "src"
    exported = re.compile(r"^export (?:async )?function ([a-z]\w*)|^export const ([a-z]\w*) = (?:async )?\(", re.MULTILINE)
    places: dict[str, list[str]] = defaultdict(list)
    for path in sorted({*sources.rglob("*.ts"), *sources.rglob("*.tsx")} - set((sources / "gql").rglob("*"))):
        for match in exported.finditer(path.read_text(encoding="utf-8")):
            places[match[1] or match[2]].append(path.relative_to(sources).as_posix())
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
