"""Every verb and kind that is written into the journal has a name in the API."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from portico.domain.tables import LIFECYCLES
from portico.graphql.desk.journal_enums import KINDS, VERBS

OPERATIONS = Path(__file__).parents[3] / "backend" / "portico" / "operations"


def _texts(node: ast.AST) -> Iterator[str]:
    yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _given(name: str) -> Iterator[str]:
    """What operations say of a column of an entry, as it stands in their text."""
    for path in OPERATIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == name and isinstance(node.value, ast.Constant | ast.IfExp):
                yield from _texts(node.value)


def _of_installation(place: int) -> Iterator[str]:
    """What stands at a place, or as `subject`, of what is recorded of the installation."""
    for path in OPERATIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "installation.record":
                if place == 2:
                    yield from _texts(node.args[2])
                for each in node.keywords:
                    if place == 0 and each.arg == "subject" and isinstance(each.value, ast.Tuple):
                        yield from _texts(each.value.elts[0])


def _tables(name: str) -> Iterator[str]:
    for path in OPERATIONS.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name and isinstance(node.value, ast.Dict):
                for value in node.value.values:
                    yield from list(_texts(value))[:1]


def test_every_verb_that_is_written_has_a_name() -> None:
    of_sentences = {code.rpartition(".")[2] for code in _tables("SENTENCES")}
    written = {*_given("verb"), *_of_installation(2), *_tables("VERBS"), *of_sentences}
    assert written - VERBS.keys() == set()
    assert {verb for lifecycle in LIFECYCLES.values() for verb in lifecycle.verbs} <= VERBS.keys()
    assert len(written) > 50


def test_every_kind_that_is_written_has_a_name() -> None:
    written = {*_given("subject_kind"), *_of_installation(0), *LIFECYCLES}
    assert written - KINDS.keys() == set()
    assert len(written) > 15
