"""What a document costs, known before it runs: a field costs one, and what is listed costs as often as it is listed.

The unit is what one plain field of one row takes, some 13 µs on the machine that these weights were measured on. Sizes of lists that
nobody bounds are estimates; `benchmarks/hostile_documents.py` holds the estimate against the processor time documents really took.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    Node,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    StringValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from portico.graphql.engine.pagination import USUAL_PAGE
from portico.graphql.serving import given
from portico.graphql.serving.bounds import Fragments, fields_of
from portico.graphql.serving.weights import (
    AS_ASKED,
    BEYOND,
    CUT,
    ELEMENTS,
    ITEM,
    LISTED,
    NUMBER,
    PAGED,
    READ,
    READ_AGAIN,
    READS,
    ROWS,
    SIZES,
    TEXTS,
    WEIGHTS,
    moves_whole_request,
)
from portico.storage.engine.listing import LARGEST_PAGE

ANSWERED: Final = frozenset({"PortingNumberTarget", "PinOfNumberInput"})  # what a command is given of each thing that it answers
TARGET: Final = 150  # by which the limit of a mutation grows for each of these
MOST_TARGETS: Final = 1_000  # of a command; several in one document have MOST_TOGETHER
MOST_TOGETHER: Final = 50
WHOLE: Final = 40  # of these is a command about a whole request, whose numbers nobody counts here: two do not stand together
READ_LINES: Final = 4  # of a text that is read are answered as shortly as one thing of a bulk
SEVERAL: Final[Mapping[str, int]] = {"row": 2, "root": 6, "introspection": 1}
"""Under how many names one field of a selection may well be asked for."""
AGAIN: Final = 4  # for every further one: nobody needs it, so no estimate of it is generous
COMMAND: Final = 2_000  # a unit of work of its own
ROOT: Final = 20
LIST: Final = 200  # found among everything there is, and searched
SEARCH: Final = 7_000  # among all numbers there are
FURTHER_ROW: Final = 80  # of the lists of a document together, behind as many as the largest page has
PAGE: Final = 250  # a statement of its own, wherever it stands: some 2 to 4 ms
FEW: Final = 10  # rows of a list, about which a refusal says nothing
ROW: Final = 10  # found, typed and wrapped, whatever is asked of it
INTROSPECTION: Final = frozenset({"__schema", "__type"})
OF_THE_SCHEMA: Final = (5, 8)  # what is asked of the schema is all there: nothing of it is read from anywhere
WRAPPED: Final = 2  # every second type is another one's list or non-null, and asking goes on only there
LIMITS: Final[Mapping[OperationType, int]] = {
    OperationType.QUERY: 40_000,  # the dashboard's home costs nine tenths of this
    OperationType.MUTATION: 40_000,  # and more for what it is about
    OperationType.SUBSCRIPTION: 24_000,  # a page of a feed, over and over; the dashboard asks for __typename at every level beside its own
}
ANONYMOUS_LIMIT: Final = 5_000
LONGEST_NUMBER: Final = 10  # digits of an Int; Python refuses to read some thousands


class Costs:
    """One document's arithmetic: `total` answers one operation's cost.

    Then `targets` are how many things each of its commands is about, and `answered` how many of them the answer tells of;
    `unsaid` is the longest list of which nobody says how much, and how long that makes it.
    """

    def __init__(self, schema: GraphQLSchema, fragments: Fragments, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._defaults: dict[str, Node | None] = {}
        self.targets: list[int] = []
        self.answered = 0
        self.unsaid: tuple[str, int] | None = None
        self._has_read = False
        self._rows = 0
        self._texts: dict[tuple[str, str | None], given.Reading] = {}
        self._roots = {schema.query_type, schema.mutation_type, schema.subscription_type}
        self._lengths = {name: given.elements(value) for name, value in variables.items()}

    def total(self, operation: OperationDefinitionNode) -> int:
        root = self._schema.get_root_type(operation.operation)
        self._defaults = {each.variable.name.value: each.default_value for each in operation.variable_definitions or ()}
        return self._selections(operation.selection_set, root, None)

    def limit(self, operation: OperationDefinitionNode) -> int:
        """What it may cost: a command about a thousand numbers answers a thousand. What is only given buys nothing."""
        return LIMITS[operation.operation] + TARGET * min(self.answered, MOST_TARGETS)

    @property
    def are_too_many(self) -> bool:
        return len(self.targets) > 1 and sum(self.targets) > MOST_TOGETHER

    def _selections(self, selected: SelectionSetNode, parent: Any, page: int | None) -> int:
        """`page` is how long the lists are of whose fields these are: a page's edges, the results of a bulk."""
        total = 0
        times: Counter[str] = Counter()
        for selection in selected.selections:
            if isinstance(selection, FieldNode):
                name = selection.name.value
                times[name] += 1
                again = AGAIN if times[name] > self._several(name, parent) else 1
                total += self._field(selection, parent, page) * max(again, READ_AGAIN if self._reads_again(name, parent) else 1)
            elif isinstance(selection, InlineFragmentNode):
                total += self._selections(selection.selection_set, self._narrowed(selection, parent), page)
            elif isinstance(selection, FragmentSpreadNode) and (fragment := self._fragments.get(selection.name.value)):
                total += self._selections(fragment.selection_set, self._narrowed(fragment, parent), page)
        return total

    def _of_root(self, node: FieldNode, parent: Any, found: GraphQLField, asked: int | None) -> int:
        if parent is not self._schema.query_type:
            return 0
        if "first" not in found.args:
            return ROOT
        beyond = max(self._rows + (asked or 0) - max(self._rows, LARGEST_PAGE), 0)
        self._rows += asked or 0
        searched = self._said(_argument(node, "filter")).get("search") if "filter" in found.args else None
        return LIST + FURTHER_ROW * beyond + (SEARCH if searched else 0)

    def _several(self, name: str, parent: Any) -> int:
        return SEVERAL["introspection" if name in INTROSPECTION else "root" if parent in self._roots else "row"]

    def _reads_again(self, name: str, parent: Any) -> bool:
        """Whether another field of the document, in whatever fragment, reads what it is given: its lines would be as many once more."""
        found = self._definition(parent, name)
        reads = found is not None and found.args.keys() >= READS
        again, self._has_read = reads and self._has_read, reads or self._has_read
        return again

    def _narrowed(self, node: InlineFragmentNode | FragmentDefinitionNode, parent: Any) -> Any:
        return self._schema.get_type(node.type_condition.name.value) if node.type_condition else parent

    def _field(self, node: FieldNode, parent: Any, page: int | None) -> int:
        name = node.name.value
        weight = WEIGHTS.get(f"{parent.name}.{name}", WEIGHTS.get(name, 1)) + self._given(node)
        found = self._definition(parent, name)
        if found is None or node.selection_set is None:
            return weight + (self._size(parent, name, None) // TEXTS if found and _is_list(found) else 0)
        asked = self._page(node, found)
        if found.args.keys() >= READS:
            reading = self._reading({each.name.value: self._value(each.value, None) for each in node.arguments or ()})
            weight, asked = weight + reading.cost, reading.lines
        if parent is self._schema.mutation_type:
            dear, asked = self._command(node, found, asked or 0)
            weight += COMMAND + dear
        inner = self._selections(node.selection_set, get_named_type(found.type), asked)
        if name in INTROSPECTION:
            return inner * OF_THE_SCHEMA[0] // OF_THE_SCHEMA[1]
        if name == "ofType":
            return weight + inner // WRAPPED
        if "first" in found.args and not _is_list(found):
            weight += PAGE + (BEYOND if self._value(_argument(node, "before"), None) else 0)
            weight += self._unseen(node.selection_set, get_named_type(found.type), asked or 0)
        weight += self._of_root(node, parent, found, asked)
        return weight + (self._listed(inner, parent, name, asked if "first" in found.args else page) if _is_list(found) else inner)

    def _unseen(self, selected: SelectionSetNode, kind: Any, asked: int) -> int:
        """What the rows of a page take of which only the count is asked, or where it ends: they are found all the same."""
        seen = any(each.name.value in PAGED for each in fields_of(selected, self._fragments))
        return 0 if seen else ROWS.get(kind.name, ROW) * asked

    def _listed(self, inner: int, parent: Any, name: str, page: int | None) -> int:
        """What is asked of each, as often as it is listed."""
        size = self._size(parent, name, page)
        item = ITEM if size > LISTED and not parent.name.startswith("__") else 0
        return (inner + (ROWS.get(parent.name, ROW) if name in PAGED or ("Query", name) in SIZES else item)) * size

    def _size(self, parent: Any, name: str, page: int | None) -> int:
        """How long a list is: as long as was asked for, else as it gets."""
        if page is not None and (name in PAGED or (parent.name, name) in AS_ASKED):
            return page
        return SIZES.get((parent.name, name), LISTED)

    def _command(self, node: FieldNode, found: GraphQLField, asked: int) -> tuple[int, int]:
        """What reading the lists and texts of a command costs beside their being given, and how many things it is about: they are noted."""
        kind = get_named_type(found.args["input"].type) if "input" in found.args else None
        if not isinstance(kind, GraphQLInputObjectType):
            return 0, asked
        said = self._said(_argument(node, "input"))
        lists = given.lists(said.items())
        self.answered += sum(len(each) for name, each in lists.items() if name in kind.fields and _is_answered(kind.fields[name]))
        dear = {name: READ.get((kind.name, name), 0) for name in lists}
        total = sum(dear[name] * (given.numbers_of(each) if dear[name] == NUMBER else len(each)) for name, each in lists.items())
        if kind.fields.keys() >= READS:
            reading = self._reading(said)
            asked = max(reading.lines, reading.numbers)
            total += reading.cost + NUMBER * asked
            self.answered += asked // READ_LINES
        self.targets.append(WHOLE if moves_whole_request(node.name.value, kind.fields) else asked)
        return total, asked

    def _reading(self, said: Mapping[str, Any]) -> given.Reading:
        """What it costs to read the lines that are given, or the text that they are cut out of."""
        text, country = said.get("text"), said.get("country")
        own = country.strip().upper() if isinstance(country, str) else None
        if not isinstance(text, str) or not text:
            lines = said.get("lines")
            return given.price(lines if isinstance(lines, list | tuple) else [], own)
        if (text, own) not in self._texts:
            reading = given.price(given.entries_of(text), own)
            self._texts[text, own] = reading._replace(cost=reading.cost + len(text) // CUT)
        return self._texts[text, own]

    def _definition(self, parent: Any, name: str) -> GraphQLField | None:
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return None
        return self._schema.get_field(parent, name)

    def _given(self, node: FieldNode) -> int:
        """What reading its arguments costs. (Those that stand in the document are few: its tokens are counted.)"""
        return sum(self._length(argument.value) for argument in node.arguments) // ELEMENTS if node.arguments else 0

    def _length(self, value: Node) -> int:
        if isinstance(value, VariableNode):
            return self._lengths.get(value.name.value, 0)
        if isinstance(value, StringValueNode):
            return len(value.value) // given.LETTERS
        parts = value.values if isinstance(value, ListValueNode) else value.fields if isinstance(value, ObjectValueNode) else ()
        return sum(self._length(part.value if isinstance(part, ObjectFieldNode) else part) for part in parts)

    def _page(self, node: FieldNode, found: GraphQLField) -> int | None:
        """The page that is asked for, or how many things a command is about; None where the field says neither."""
        if "first" in found.args:
            said = found.args["first"].default_value
            default = said if isinstance(said, int) else USUAL_PAGE
            lengths = [self._value(_argument(node, name), None) for name in ("first", "last")]
            asked = next((each for each in lengths if each is not None), None)
            if asked is None and default > (self.unsaid[1] if self.unsaid else FEW):
                self.unsaid = node.name.value, default
            length, most = default if asked is None else asked, max(default, LARGEST_PAGE)
            return min(max(length, 1), most) if isinstance(length, int) else most
        if "input" in found.args:
            return max(map(len, given.lists(self._said(_argument(node, "input")).items()).values()), default=1)
        return None

    def _said(self, node: Node | None) -> dict[str, Any]:
        """The lists and texts of an input, by their names."""
        if isinstance(node, VariableNode):
            name = node.name.value
            if name not in self._variables:
                return self._said(self._defaults.get(name))
            said = self._variables[name]
            return said if isinstance(said, dict) else {}
        fields = node.fields if isinstance(node, ObjectValueNode) else ()
        return {each.name.value: self._value(each.value, None) for each in fields}

    def _value(self, node: Node | None, default: Any) -> Any:
        """A number, a text or a list as it is said, by a variable or by that variable's own default too; else `default`."""
        if isinstance(node, VariableNode):
            name = node.name.value
            return self._variables[name] if name in self._variables else self._value(self._defaults.get(name), default)
        if isinstance(node, IntValueNode) and len(node.value) <= LONGEST_NUMBER:
            return int(node.value)
        return node.values if isinstance(node, ListValueNode) else node.value if isinstance(node, StringValueNode) else default


def _is_list(found: GraphQLField) -> bool:
    return is_list_type(get_nullable_type(found.type))


def _is_answered(field: GraphQLInputField) -> bool:
    return get_named_type(field.type).name in ANSWERED


def _argument(node: FieldNode, name: str) -> Node | None:
    return next((argument.value for argument in node.arguments or () if argument.name.value == name), None)
