"""Selections of people's own on what an event is about: made a document, and judged as every document is, with the same room.

The root is ours, a `node` by the event's own id, so that nothing else can be asked; what is answered is read by whom it is run as.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    print_ast,
    visit,
)

from portico.domain.formats import Malformed
from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import RequestError
from portico.graphql.serving.bounds import SIGNED_IN, DocumentRefused
from portico.graphql.serving.cost import LIMITS
from portico.graphql.serving.documents import Documents, Door, Ready, Unready

ROOT: Final = "node"
LIMIT: Final = LIMITS[OperationType.QUERY]  # as it is asked over HTTP; what is let in here runs with every event
DOOR: Final = Door(signed_in=True, kinds=frozenset({OperationType.QUERY}))
SECRET: Final = frozenset({("Account", "accountNumber")})
"""What proves to another carrier whose numbers they are: it is shown to whoever signs in, and posted to nobody."""
_UNUSABLE: Final = Sentence("webhook_endpoint.selection", "This selection cannot be used: {problem}")
_COSTLY: Final = Sentence("webhook_endpoint.selection.costly", "This selection costs {cost:,}, and {limit:,} is the limit: ask for less.")
_SECRET: Final = Sentence("webhook_endpoint.selection.secret", "{field} is never sent anywhere; leave it out.")
_ONE: Final = Sentence("webhook_endpoint.selection.one", "Write one selection in braces, without variables, with its fragments behind it.")
_EMPTY: Final = Sentence("webhook_endpoint.selection.empty", "A pair of braces is empty: say in it what is to be sent.")


def document(text: str) -> str:
    """The selection as a document that asks it of the node `$id`. Raises GraphQLError for what is none."""
    read = parse(text, no_location=True, max_tokens=SIGNED_IN.tokens)
    _refuse_empty(read)
    operations = [each for each in read.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = [each for each in read.definitions if isinstance(each, FragmentDefinitionNode)]
    if len(operations) != 1 or len(operations) + len(fragments) != len(read.definitions):
        raise DocumentRefused(_ONE.said())
    (asked,) = operations
    if asked.operation is not OperationType.QUERY or asked.variable_definitions or asked.directives:
        raise DocumentRefused(_ONE.said())
    root = f"query Webhook($id: ID!) {{ {ROOT}(id: $id) {print_ast(asked.selection_set)} }}"
    return "\n\n".join([root, *map(print_ast, fragments)])


def _refuse_empty(read: DocumentNode) -> None:
    """The parser takes empty braces, which would be sent as they are with every event."""

    class Looking(Visitor):
        def enter_selection_set(self, node: SelectionSetNode, *_: object) -> None:
            if not node.selections:
                raise DocumentRefused(_EMPTY.said())

    visit(read, Looking())


def ready(schema: GraphQLSchema, text: str) -> Ready:
    """The selection, ready to run. Raises Malformed, which says what is wrong with it."""
    try:
        found = _documents(schema).ready(document(text), None, {"id": ""}, DOOR)
    except Unready as refused:
        raise _malformed(refused.errors[0]) from None
    except GraphQLError as refused:
        raise _malformed(refused) from None
    if secret := _secret(schema, found):
        raise Malformed(_SECRET.said(field=secret), "SECRET")
    if found.cost > LIMIT:
        raise _too_costly(found.cost)
    return found


def judged(schema: GraphQLSchema, text: str) -> str:
    """The selection in its tidy form: as it was written, without the space around it. Raises Malformed."""
    ready(schema, text)
    return text.strip()


def _malformed(error: GraphQLError) -> Malformed:
    cost = (error.extensions or {}).get("cost")
    problem = error.said if isinstance(error, RequestError) else error.message
    return _too_costly(cost["requested"]) if cost else Malformed(_UNUSABLE.said(problem=problem))


def _too_costly(cost: int) -> Malformed:
    return Malformed(_COSTLY.said(cost=cost, limit=LIMIT), "TOO_COSTLY")


@cache
def _documents(schema: GraphQLSchema) -> Documents:
    return Documents(schema, frozenset())


def _secret(schema: GraphQLSchema, asked: Ready) -> str | None:
    """The first field of it that is sent nowhere."""
    info, found = TypeInfo(schema), list[str]()

    class Looking(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            parent = info.get_parent_type()
            if parent is not None and (parent.name, node.name.value) in SECRET:
                found.append(f"{parent.name}.{node.name.value}")

    visit(asked.document, TypeInfoVisitor(info, Looking()))
    return found[0] if found else None
