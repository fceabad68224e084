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


SAYS_ONE_THING = re.compile(
    r"'[a-z_]+\.(?!json')[a-z_]+'|Happening\.\w+|\{'\w+': .+\}|(?:Guard|Check|Sentence|Phrase)\(.+\)|reference\.load\(.+", re.DOTALL
)
"""What modules would call by names of their own though it is one thing: an operation, an event, a mapping, a condition, a file's part."""
OF_TWO_SUBJECTS = {
    "Check('NOT_FOUND', NO_SUCH_PROFILE, _profile_of_account, path='configurationProfileId', facts=(ASKED_PROFILE,))",
    "Guard('GATEWAY_DOES_NOT_COMPLETE', 'This carrier reports completion itself or through staff.', _completes_by_itself)",
    "Guard('LOSING_CARRIER_UNKNOWN', _called, _losing_carrier_listed)",
}
"""Conditions that read alike and whose functions look at rows of other types, in columns that do not know each other."""
NEVER_CHANGE = "a code never changes: both were given out before there was one for it"
SAID_ALIKE = {
    "From 0 to {most} hours.": NEVER_CHANGE,
    "Name a time zone such as Europe/Amsterdam.": NEVER_CHANGE,
    "This carrier reports completion itself or through staff.": "one code, in two columns that do not know each other",
    "This is for a person who is signed in.": NEVER_CHANGE,
    "This is required.": NEVER_CHANGE,
    "This number is in the list already.": NEVER_CHANGE,
    "the customer": "who did it, and which role may: other languages tell them apart",
    "{count} numbers": "within a sentence, and as a calendar's heading",
    "{given} is not an email address.": NEVER_CHANGE,
    "{name} is retired: restore it first, or name another.": "asked at the terminal, and of a file",
}
"""Words that are declared in more than one place → why."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(set(CODE.rglob("*.py")) - set((CODE / "storage" / "migrations").rglob("*.py"))):
        yield path.relative_to(CODE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def values(module: ast.Module) -> Iterator[tuple[str, str]]:
    """What a module's constants are, each with its name, also of those that are given several at once."""
    for node in module.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from ((ast.unparse(value), ast.unparse(name)) for name, value in zip(target.elts, node.value.elts, strict=True))
        else:
            yield ast.unparse(node.value), ast.unparse(target)


def declared(module: ast.Module) -> Iterator[str]:
    """The English of every sentence that a module declares, a condition's among them."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Sentence", "Phrase", "Guard", "Check"}:
            words = node.args[1] if len(node.args) > 1 else None
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def test_two_modules_have_no_names_of_their_own_for_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file, module in _modules():
        for value, name in values(module):
            if SAYS_ONE_THING.fullmatch(value):
                places[value].append(f"{file}: {name}")
    assert len(places) > 800
    twice = {value: found for value, found in places.items() if len(found) > 1}
    assert {value: found for value, found in twice.items() if value not in OF_TWO_SUBJECTS} == {}
    assert twice.keys() == OF_TWO_SUBJECTS  # what is listed and mended is taken off


def test_words_are_declared_in_one_place() -> None:
    """Two codes with one text are translated twice, and drift; one code in two places is found out at import only once they have."""
    places: dict[str, list[str]] = defaultdict(list)
    for file, module in _modules():
        for words in declared(module):
            places[words].append(file)
    assert len(places) > 800
    twice = {words: found for words, found in places.items() if len(found) > 1}
    assert {words: found for words, found in twice.items() if words not in SAID_ALIKE} == {}
    assert twice.keys() == SAID_ALIKE.keys()
