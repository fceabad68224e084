"""What Strawberry generates for whoever asks: types for every query of the docs in two languages, and a schema of its own from ours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, build_schema, parse
from strawberry.codegen import QueryCodegen, QueryCodegenPlugin
from strawberry.codegen.exceptions import MultipleOperationsProvidedError
from strawberry.codegen.plugins.python import PythonPlugin
from strawberry.codegen.plugins.typescript import TypeScriptPlugin
from strawberry.schema_codegen import codegen

from portico.graphql.schema import schema
from tests.test_docs import documents

SCHEMA = Path(__file__).parents[2] / "schema.graphql"
NAMED = [
    (page, text)
    for page, text in documents()
    for found in [[each for each in parse(text).definitions if isinstance(each, OperationDefinitionNode)]]
    if len(found) == 1 and found[0].name
]


@pytest.mark.parametrize(("page", "document"), NAMED, ids=lambda value: value.split("{")[0].strip() if "{" in value else value)
def test_a_query_of_the_docs_has_types_in_both_languages(page: str, document: str) -> None:
    made = {}
    for plugin in (PythonPlugin, TypeScriptPlugin):
        plugins: list[QueryCodegenPlugin] = [plugin(Path("query.graphql"))]
        [file] = QueryCodegen(schema, plugins).run(document).files
        made[file.path] = file.content
    assert any(isinstance(each, ast.ClassDef) for each in ast.parse(made["query.py"]).body), page
    assert "type " in made["query.ts"]


def test_there_are_documents_to_generate_from() -> None:
    assert len(NAMED) > 15


def test_two_operations_in_one_text_are_strawberrys_to_refuse() -> None:
    with pytest.raises(MultipleOperationsProvidedError):
        QueryCodegen(schema, [PythonPlugin(Path("query.graphql"))]).run("query A { journalCursor } query B { journalCursor }")


def test_strawberry_makes_types_of_the_whole_schema() -> None:
    """By `strawberry schema-codegen`, as whoever builds a stand-in of Portico does: a class for each type there is."""
    text = SCHEMA.read_text()
    classes = {each.name for each in ast.parse(codegen(text)).body if isinstance(each, ast.ClassDef)}
    kinds = build_schema(text).type_map.values()
    wanted = {
        kind.name for kind in kinds if kind.ast_node and kind.ast_node.kind.endswith(("object_type_definition", "enum_type_definition"))
    }
    assert wanted - classes == set()
    assert len(wanted) > 200
