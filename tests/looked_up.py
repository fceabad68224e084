"""Names by which code looks something up, of which nobody has one: `get` of a misspelt column is an object to mypy, and no error.

What somebody has: columns and fields of everything declared (models, typed rows, dataclasses, enums), and keys that are written somewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

OF_FILES: Final = frozenset(
    {"mail_sender", "network_carriers", "min", "max", "/EF", "/F", "/RF"}  # portico.toml, a country's requirements, PDF
)
"""Keys of files that others write."""


def unknown(package: Path, room: str) -> list[str]:
    """Where in this room something is looked up by a name that nothing in the package declares, each with its line."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(package.rglob("*.py"))}
    known = {name for tree in trees.values() for name in _declared(tree)}
    own = {file: tree for file, tree in trees.items() if file.relative_to(package).parts[0] == room}
    return [
        f"{file.relative_to(package)}:{line} {name}" for file, tree in own.items() for line, name in looked_up(tree) if name not in known
    ]


def looked_up(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text that stands where something is looked up: `row["e164"]`, `row.get("e164")`, `"e164" in row`."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(slice=ast.Constant(str(name)), ctx=ast.Load()):
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr="get" | "pop"), args=[ast.Constant(str(name)), *_]):
                yield node.lineno, name
            case ast.Compare(left=ast.Constant(str(name)), ops=[ast.In() | ast.NotIn()], comparators=[ast.Name()]):
                yield node.lineno, name


def _declared(tree: ast.AST) -> Iterator[str]:
    """Fields of classes and parameters of functions, keys of dictionaries that are made, and names of what is written into one."""
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef(body=body):
                yield from _fields(body)
            case ast.Dict(keys=keys):
                yield from (key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
            case ast.Call(keywords=keywords):
                yield from (each.arg for each in keywords if each.arg)
            case ast.Subscript(slice=ast.Constant(str(name)), ctx=ast.Store()):
                yield name


def _fields(body: Iterable[ast.stmt]) -> Iterator[str]:
    for each in body:
        match each:
            case ast.AnnAssign(target=ast.Name(name)):
                yield name
            case ast.Assign(targets=[ast.Name(name)]):
                yield name
