"""One name means one thing: what is defined in two modules is the same thing twice, or two things of which one is called wrongly."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[1] / "backend" / "portico"
HANDED_ON = {
    "portico.graphql.desk.catalogue": {"portico.domain.reference.shapes"},  # by `requirements`
    "portico.graphql.desk.carriers": {"portico.operations.desk.carrier_inputs"},  # it shows what was given there
    "portico.graphql.desk.deliveries": {"portico.mailroom.letters.letters"},  # by a function that the doorway hands in
    "portico.graphql.engine.problems": {"portico.storage.engine.journal"},  # feeds answer the problem for the error
}
"""What the API shows under its own name and does not import, by the module that shows it."""
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
    """The API's types may be called as what they show: a model, or what their module imports from elsewhere."""
    places: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(set(CODE.rglob("*.py")) - set((CODE / "storage" / "migrations").rglob("*.py"))):
        for name in named(path):
            if not name.startswith("_"):
                places[name].append(path)
    assert len(places) > 800
    assert {name: paths for name, paths in places.items() if len(paths) > 1 and not _are_sides_of_one(name, paths)} == {}


def _are_sides_of_one(name: str, paths: list[Path]) -> bool:
    shown = [path for path in paths if _is_of_the_api(name, path)]
    models = [path for path in paths if "models" in path.parts]
    law = [path for path in paths if path not in shown and path not in models]
    sides_differ = len(shown) <= 1 and len(models) <= 1 and len(law) <= 1
    return sides_differ and all(_module(path) in _imported(api) | HANDED_ON.get(_module(api), set()) for api in shown for path in law)


def _is_of_the_api(name: str, path: Path) -> bool:
    """A class with a decorator of Strawberry's, or a type that one of its functions makes."""
    found = next(node for node in ast.parse(path.read_text(encoding="utf-8")).body if _names(node, name))
    return "graphql" in path.relative_to(CODE).parts and "strawberry." in ast.unparse(found).partition("class ")[0]


def _names(node: ast.stmt, name: str) -> bool:
    return (isinstance(node, ast.ClassDef) and node.name == name) or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name)


def _module(path: Path) -> str:
    return ".".join(("portico", *path.relative_to(CODE).with_suffix("").parts))


def _imported(path: Path) -> set[str]:
    """The modules that one imports, whole or something of them."""
    imports = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {str(node.module) for node in imports} | {f"{node.module}.{alias.name}" for node in imports for alias in node.names}


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
