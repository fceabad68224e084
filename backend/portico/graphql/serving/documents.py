"""Documents made ready to run: read, bounded, judged against the schema, and what they cost; the same text is judged once.

Nothing here takes longer than the text is long, so that it is known how long one document can hold up everybody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import orjson
from graphql import (
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types import ExecutionResult

from portico.domain.refusals import SecondFactorRequired
from portico.domain.sentences import Said, Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.serving import secret_arguments
from portico.graphql.serving.asked import Names, any_asked, is_fixed_below_root, names_asked
from portico.graphql.serving.bounds import ANONYMOUS, SIGNED_IN, Bounds, DocumentRefused, check, fields_of, fragments_of
from portico.graphql.serving.cost import ANONYMOUS_LIMIT, MOST_TOGETHER, Costs
from portico.graphql.serving.planned.plans import Collected
from portico.operations.people.signing_in.access import SIGN_IN

KEPT: Final = 256  # a dashboard has some sixty; the largest kept one takes about a megabyte
LONGEST_KEPT: Final = 2_000
"""How many bytes the variables of a query may have that is kept with them."""
MOST_ERRORS: Final = 5
RULES: Final = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
ANSWERED_ONCE: Final = frozenset({OperationType.QUERY, OperationType.MUTATION})
EVERY_KIND: Final = frozenset(OperationType)
IN_PIECES: Final = frozenset({"defer", "stream"})
BEFORE_ENROLLING: Final = frozenset({"viewer", "viewerSecondFactorEnroll", "viewerSecondFactorConfirm"})
MOST_DIGITS: Final = 100  # of a number, to be repeated in an answer
_TOO_LONG: Final = Sentence("document.too_long", "This document is too large: it has more than {most:,} characters.")
_SEVERAL: Final = Sentence("document.too_many_together", "Several commands in one document are about {most} things at most.")
_COSTLY: Final = Sentence("document.too_costly", "This document costs {cost:,}, and {limit:,} is the limit: ask for fewer rows or fields.")
_SAY_FIRST: Final = Sentence(
    "document.too_costly.first",
    "This document costs {cost:,}, and {limit:,} is the limit: ask for fewer rows. Say `{field}(first: …)`, which is {most:,} now.",
)
_DIGITS: Final = Sentence("document.too_many_digits", "A number with {count:,} digits cannot be read.")
_NO_SUCH_OPERATION: Final = Sentence("document.no_such_operation", "The document has no operation {name}.")
_NO_OPERATION: Final = Sentence("document.no_operation", "The document has no operation.")
_WHICH: Final = Sentence("document.several_operations", "The document has several operations: say which in `operationName`.")
POST: Final = Sentence("request.post", "GraphQL is asked with POST; with GET only what changes nothing.")
_SECRET: Final = Sentence("document.secret_by_get", "What takes a secret is asked with POST: an address is written down in many places.")
_SUBSCRIBE: Final = Sentence(
    "document.subscription_by_post",
    "Subscribe over a WebSocket (graphql-transport-ws), or accept text/event-stream or multipart/mixed;subscriptionSpec=1.0.",
)
_IN_ONE_PIECE: Final = Sentence("document.in_one_piece", "Answers come in one piece here: ask without @defer and @stream.")
_NUL: Final = Sentence("document.nul", "NUL (\\u0000) is no character of a text.")
_NUL_IN: Final = Sentence("document.nul_in_variable", "NUL (\\u0000) is no character of a text: it stands in ${name}.")
ESCAPED_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|\{0+\})")


def coded(errors: Iterable[GraphQLError] | None) -> list[GraphQLError]:
    """These errors of a request of which nothing ran, each with a code: what graphql-core finds wrong has none of its own."""
    found = list(errors or ())
    for error in found:
        error.extensions = {"code": str(ErrorCode.BAD_REQUEST), **(error.extensions or {})}
    return found


class Unready(Exception):
    """A document that will not be run, and why; nothing of it was started."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(errors[0].message)
        self.errors = coded(errors)


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that may run: the operation that was asked for, what it costs and what it may."""

    document: DocumentNode
    operation: OperationDefinitionNode
    cost: int
    limit: int
    names: Names
    """Every field that is asked of a type anywhere in it, also of an interface that it has: what is asked for nowhere need not be read."""
    collected: Collected = field(default_factory=Collected, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """Who asks, as far as documents care: strangers get the public root fields, and less room."""

    signed_in: bool
    kinds: frozenset[OperationType] = EVERY_KIND
    must_enroll: bool = False
    """Who has to set up a second factor first gets what is public, themselves, and that."""
    own: bool = False
    """A document of ours costs what it costs."""
    by_get: bool = False
    """What stands in an address is kept by whoever it passes: by it nothing is changed, and nothing secret told."""

    @property
    def bounds(self) -> Bounds:
        return SIGNED_IN if self.signed_in else ANONYMOUS


class Documents:
    """The documents of one schema. `public` names the root fields that need no sign-in."""

    def __init__(self, schema: GraphQLSchema, public: frozenset[str]) -> None:
        self._schema = schema
        self._public = public | {"__typename"}
        self._read = lru_cache(maxsize=KEPT)(self._read_anew)
        self._findings = lru_cache(maxsize=KEPT)(self._judge)
        self._ready = lru_cache(maxsize=KEPT)(lambda text, name, given, door: self._ready_anew(text, name, orjson.loads(given), door))
        self._only_asks = lru_cache(maxsize=KEPT)(lambda text, bounds: _only_asks(self._read(text, bounds)))
        self._is_fixed = lru_cache(maxsize=KEPT)(lambda text, name, bounds: is_fixed_below_root(self._read(text, bounds)))
        self._collected = lru_cache(maxsize=KEPT)(lambda text, name, bounds: Collected(exact=False))
        self._names = lru_cache(maxsize=KEPT)(lambda text, bounds: names_asked(schema, self._read(text, bounds)))

    def ready(self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, door: Door) -> Ready:
        """The document, ready to run. Raises Unready, whose errors carry the code that fits.

        A query that was ready before, with the same variables, is: its price hangs on nothing else. What commands are given may be secret,
        and is kept nowhere.
        """
        try:
            given = orjson.dumps(variables or {})
            if len(given) <= LONGEST_KEPT and self._only_asks(text, door.bounds):
                return self._ready(text, operation_name, given, door)
        except (TypeError, GraphQLError):  # an integer that no JSON of ours holds, or no document: said in its place
            pass
        return self._ready_anew(text, operation_name, variables, door)

    def follows(self, text: str, operation_name: str | None, bounds: Bounds) -> bool:
        """Whether a feed is asked for. What is no document asks for nothing, and says why in its place."""
        try:
            return _operation(self._read(text, bounds), operation_name, Door(signed_in=True)).operation is OperationType.SUBSCRIPTION
        except GraphQLError:
            return False

    def _ready_anew(self, text: str, operation_name: str | None, variables: Mapping[str, Any] | None, door: Door) -> Ready:
        try:
            document = self._read(text, door.bounds)
            operation = _operation(document, operation_name, door)
            _refuse_nul(text, operation, variables or {})
            if not door.signed_in:
                self._refuse_private(document, operation)
            if door.must_enroll:
                self._refuse_before_enrolling(document, operation)
            if errors := self._findings(text, door.bounds):
                raise Unready(*errors)
            if door.by_get and any_asked(secret_arguments.taking_secrets(self._schema), self._names(text, door.bounds)):
                raise DocumentRefused(_SECRET.said(), ErrorCode.METHOD_NOT_ALLOWED)
            ready = self._costed(document, operation, variables or {}, door, text)
            if operation.operation is OperationType.MUTATION and self._is_fixed(text, operation_name, door.bounds):
                return replace(ready, collected=self._collected(text, operation_name, door.bounds))
            return ready
        except GraphQLError as refused:
            raise Unready(refused) from None

    def _read_anew(self, text: str, bounds: Bounds) -> DocumentNode:
        if len(text) > bounds.characters:
            raise DocumentRefused(_TOO_LONG.said(most=bounds.characters))
        document = parse(text, max_tokens=bounds.tokens)
        check(document, bounds)
        return document

    def _judge(self, text: str, bounds: Bounds) -> tuple[GraphQLError, ...]:
        """What is wrong with a document; with one thing wrong also what may have been meant, which takes as long as all the rest."""
        document = self._read(text, bounds)
        errors = validate(self._schema, document, RULES, MOST_ERRORS, hide_suggestions=True)
        if len(errors) == 1:
            errors = validate(self._schema, document, RULES, MOST_ERRORS)
        return tuple(map(_in_own_words, errors))

    def _refuse_private(self, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        asked = {field.name.value for field in fields_of(operation.selection_set, fragments_of(document))}
        if operation.operation is not OperationType.QUERY or not asked <= self._public:
            raise DocumentRefused(SIGN_IN.said(), ErrorCode.UNAUTHENTICATED)

    def _refuse_before_enrolling(self, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        asked = {field.name.value for field in fields_of(operation.selection_set, fragments_of(document))}
        if not asked <= self._public | BEFORE_ENROLLING:
            raise DocumentRefused(SecondFactorRequired().said, ErrorCode.SECOND_FACTOR_REQUIRED)

    def _costed(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any], door: Door, text: str
    ) -> Ready:
        costs = Costs(self._schema, fragments_of(document), variables)
        cost = costs.total(operation)
        limit = costs.limit(operation) if door.signed_in else ANONYMOUS_LIMIT
        if not door.own and (costs.are_too_many or cost > limit):
            refused = DocumentRefused(_too_costly(costs, cost, limit), ErrorCode.TOO_COSTLY)
            refused.extensions = {**(refused.extensions or {}), "cost": told(cost, limit)}
            raise refused
        return Ready(document, operation, cost, limit, self._names(text, door.bounds))


def _only_asks(document: DocumentNode) -> bool:
    operations = [each.operation for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    return set(operations) == {OperationType.QUERY}


def _too_costly(costs: Costs, cost: int, limit: int) -> Said:
    if costs.are_too_many:
        return _SEVERAL.said(most=MOST_TOGETHER)
    if costs.unsaid is None:
        return _COSTLY.said(cost=cost, limit=limit)
    field, most = costs.unsaid
    return _SAY_FIRST.said(cost=cost, limit=limit, field=field, most=most)


def told(cost: int, limit: int) -> dict[str, int]:
    """A cost as an answer's `extensions` tell it."""
    return {"requested": cost, "limit": limit}


def _in_own_words(error: GraphQLError) -> GraphQLError:
    """The same, but for what is asked in pieces, and for a number with digits without end, about which Python's words repeat them all."""
    for node in error.nodes or ():
        if isinstance(node, DirectiveNode) and node.name.value in IN_PIECES:
            return RequestError(_IN_ONE_PIECE.said(), ErrorCode.INCREMENTAL_DELIVERY, nodes=node)
        if isinstance(node, IntValueNode) and len(node.value) > MOST_DIGITS:
            return RequestError(_DIGITS.said(count=len(node.value)), nodes=node)
    return error


def _operation(document: DocumentNode, name: str | None, door: Door) -> OperationDefinitionNode:
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if name is not None:
        operations = [each for each in operations if each.name and each.name.value == name]
    if not operations:
        raise DocumentRefused(_NO_OPERATION.said() if name is None else _NO_SUCH_OPERATION.said(name=name))
    if len(operations) > 1:
        raise DocumentRefused(_WHICH.said())
    if door.by_get and operations[0].operation is OperationType.MUTATION:
        raise DocumentRefused(POST.said(), ErrorCode.METHOD_NOT_ALLOWED)
    if operations[0].operation not in door.kinds:
        raise DocumentRefused(_SUBSCRIBE.said())
    return operations[0]


def _refuse_nul(text: str, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
    """NUL is no text, and PostgreSQL does not take it. Only a command's input object is let by: it answers with the field's path."""
    if "\0" in text or ESCAPED_NUL.search(text):
        raise DocumentRefused(_NUL.said())
    commands = operation.operation is OperationType.MUTATION
    for name, value in variables.items():
        if not (commands and isinstance(value, dict)) and _has_nul(value):
            raise DocumentRefused(_NUL_IN.said(name=name[:60]))


def _has_nul(value: Any) -> bool:
    """Without recursion: a client's JSON may be as deep as its reader allows."""
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, str) and "\0" in each:
            return True
        if isinstance(each, dict):
            pending += (*each.keys(), *each.values())
        elif isinstance(each, list):
            pending += each
    return False


def never_ran(result: ExecutionResult) -> bool:
    """Whether this is the answer to a request of which nothing was started."""
    return result.data is None and bool(result.errors) and all(error.path is None for error in result.errors or ())
