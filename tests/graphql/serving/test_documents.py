"""Documents before they run: what is too large, too costly or not for strangers is turned away for less than it would have cost."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    NameNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Visitor,
    get_introspection_query,
    get_named_type,
    parse,
    print_ast,
    visit,
)

from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.schema import documents, schema
from portico.graphql.serving import cost, given, selections, weights
from portico.graphql.serving.documents import Documents, Door, Ready, Unready
from portico.graphql.serving.request_form import what_is_wrong
from portico.graphql.serving.weights import SIZES
from portico.operations.engine.work import Work

ROOT = Path(__file__).parents[3]
FRONTEND = ROOT / "frontend" / "src"
API = ROOT / "docs" / "api.md"
MEMBER, STRANGER = Door(signed_in=True), Door(signed_in=False)
CPU_SECONDS = 0.25
PAGES = {"Deliveries": 50}  # letters are files: their list asks for no more at a time; every other for a hundred
THOUSAND = [{"id": f"pnum_{place}"} for place in range(1000)]
TYPE = FieldNode(name=NameNode(value="__typename"))


def fresh() -> Documents:
    """Nothing judged yet, so that a test pays for what it asks."""
    return Documents(schema._schema, documents._public)


def judged(text: str, door: Door = MEMBER, **variables: Any) -> Ready:
    return fresh().ready(text, None, variables, door)


def refusal(text: str, door: Door = MEMBER, **variables: Any) -> tuple[str, str]:
    """The code and the sentence with which a document is turned away."""
    with pytest.raises(Unready) as unready:
        judged(text, door, **variables)
    (error, *_) = unready.value.errors
    return str((error.extensions or {}).get("code")), error.message


class _Spreads(Visitor):
    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        super().__init__()
        self.found: dict[str, FragmentDefinitionNode] = {}
        self._fragments = fragments

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        name = node.name.value
        if name not in self.found:
            self.found[name] = self._fragments[name]
            visit(self.found[name], self)


def dashboard() -> Iterator[tuple[str, str]]:
    """Every operation of the dashboard, with the fragments it takes along."""
    definitions: list[Node] = []
    for path in sorted(FRONTEND.rglob("*.graphql")):
        definitions += parse(path.read_text(encoding="utf-8")).definitions
    fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    for operation in definitions:
        if isinstance(operation, OperationDefinitionNode):
            spreads = _Spreads(fragments)
            visit(operation, spreads)
            whole = DocumentNode(definitions=(operation, *spreads.found.values()))
            yield operation.name.value if operation.name else "?", print_ast(visit(whole, _AsSent()))


class _AsSent(Visitor):
    """The dashboard's cache asks the type of everything: it costs, too."""

    def leave_selection_set(self, node: SelectionSetNode, _key: object, parent: object, *_: object) -> SelectionSetNode:
        asked = any(isinstance(each, FieldNode) and each.name.value == TYPE.name.value for each in node.selections)
        if asked or isinstance(parent, OperationDefinitionNode):
            return node
        return SelectionSetNode(selections=(*node.selections, TYPE))


@pytest.mark.parametrize(("name", "text"), list(dashboard()), ids=lambda value: value if "{" not in value else "")
def test_every_document_of_the_dashboard_has_room(name: str, text: str) -> None:
    ready = judged(text, first=PAGES.get(name, 100), numbersFirst=100, input={"numbers": THOUSAND})
    assert ready.cost <= ready.limit * 0.9, f"{name} costs {ready.cost} of {ready.limit}"


@pytest.mark.parametrize("more", [{}, {"input_value_deprecation": True, "specified_by_url": True, "schema_description": True}])
def test_the_schema_can_be_asked_for_by_who_is_signed_in_alone(more: dict[str, bool]) -> None:
    text = get_introspection_query(**more)
    assert judged(text).cost < cost.LIMITS[OperationType.QUERY]
    assert refusal(text, STRANGER)[0] == "UNAUTHENTICATED"


def test_the_sizes_of_the_schema_itself_are_what_its_cost_assumes() -> None:
    kinds = list(schema._schema.type_map.values())
    objects = [kind for kind in kinds if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)]
    fields = sum(len(kind.fields) for kind in objects)
    assert len(kinds) <= SIZES["__Schema", "types"] * 1.2
    assert fields / len(kinds) <= SIZES["__Type", "fields"] * 1.2
    assert sum(len(field.args) for kind in objects for field in kind.fields.values()) / fields <= SIZES["__Field", "args"]
    for kind, name, attribute in (
        (GraphQLInputObjectType, "inputFields", "fields"),
        (GraphQLEnumType, "enumValues", "values"),
        (GraphQLUnionType, "possibleTypes", "types"),
    ):
        listed = sum(len(getattr(each, attribute)) for each in kinds if isinstance(each, kind))
        assert listed / len(kinds) <= SIZES["__Type", name] * 1.2


FIELDS = "{ viewer { name role } }"
HOSTILE = {
    "700 aliases of two leaves": "{ viewer {" + "x:name " * 700 + "} }",
    "the same object 400 times": "{" + "viewer { name role accountId carrierId }" * 400 + "}",
    "an object repeated in an object": "{" + "viewer { name name name name name name }" * 60 + "}",
    "aliases in a chain of fragments": "{ ...F0 }"
    + "".join(f"fragment F{place} on Query {{ ...F{place + 1} ...F{place + 1} }}" for place in range(30))
    + "fragment F30 on Query { viewer { name } }",
    "a fragment inside itself": "{ ...F } fragment F on Query { viewer { name } ...F }",
    "two fragments inside each other": "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "many spreads": "{" + " ...F" * 100 + "} fragment F on Query { viewer { name } }",
    "many fragments": "{"
    + "".join(f"...F{place} " for place in range(100))
    + "}"
    + "".join(f"fragment F{n} on Query {FIELDS}" for n in range(100)),
    "many directives": "{ viewer " + "@include(if: true) " * 200 + "{ name } }",
    "many operations": " ".join(f"query Q{place} {FIELDS}" for place in range(150)),
    "a deep document": "{ portingRequests { edges { node " * 20 + "{ id }" + "} } }" * 20 + "}",
    "brackets": "{ a " * 700 + "}" * 700,
    "a list in a list": "{ portingRequest(id: " + "[" * 700 + "]" * 700 + ") { id } }",
    "unknown fields with near names": "mutation {" + " ".join(f"portingRequestAcceptCancellatiox{place:03d}" for place in range(600)) + "}",
    "unknown types with near names": FIELDS
    + "".join(f" fragment F{n} on PortingRequestAcceptCancellationInpux{n:03d} {{ a }}" for n in range(200)),
    "a text of 200 kB": '{ portingRequest(id: "' + "x" * 200_000 + '") { id } }',
    "a comment of 200 kB": "#" + "x" * 200_000 + "\n" + FIELDS,
    "2,000 tokens": "{ " + "viewer { name } " * 500 + "}",
    "80 aliases of a page of 200": "{"
    + " ".join(f"a{n}: portingNumbers(first: 200) {{ edges {{ node {{ id }} }} }}" for n in range(80))
    + "}",
    "pages in pages": "{ portingRequests(first: 200) { edges { node { numbers(first: 200) { edges { node { journal(first: 200) "
    "{ edges { node { id } } } } } } } } } }",
    "pages whose size is the default of a variable": "query($n: Int = 200) { portingRequests(first: $n) { edges { node "
    "{ numbers(first: $n) { edges { node { id } } } } } } }",
    "the schema many times": "{"
    + "".join(f"a{place}: __schema {{ types {{ fields {{ name args {{ name }} }} }} }}" for place in range(45))
    + "}",
    "no operation": "fragment F on Query { viewer { name } }",
    "nothing": "",
    "half a document": "{ viewer {",
    "a NUL": "{ viewer { \x00 } }",
    "half a letter": "{ viewer { \udc00 } }",
    "a number of 5,000 digits": "{ portingNumbers(first: " + "9" * 5_000 + ") { totalCount } }",
    "a number of 20,000 digits": "{ portingNumbers(first: " + "9" * 20_000 + ") { totalCount } }",
    "an exponent": "{ portingNumbers(first: 1e99999999) { totalCount } }",
}


@pytest.mark.parametrize("door", [MEMBER, STRANGER], ids=["signed in", "stranger"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_turned_away_for_little(text: str, door: Door) -> None:
    spent = []
    for _ in range(2):  # the collector of garbage may look through everything that all the tests before have left, once
        judging = fresh()
        begun = time.process_time()
        with pytest.raises(Unready) as unready:
            judging.ready(text, None, {}, door)
        spent.append(time.process_time() - begun)
        assert all(error.message and "Traceback" not in error.message for error in unready.value.errors)
    assert min(spent) < CPU_SECONDS


@pytest.mark.parametrize("value", ["9" * 5_000, "-" + "9" * 5_000])
def test_a_number_without_end_is_told_in_our_own_words(value: str) -> None:
    code, message = refusal(f"{{ portingNumbers(first: {value}) {{ totalCount }} }}")
    assert (code, message) == ("BAD_REQUEST", f"A number with {len(value):,} digits cannot be read.")


@pytest.mark.parametrize("text", ["{ viewer {", "{ viewer { secret } }", "{ portingNumbers(first: 1.5) { totalCount } }"])
def test_whatever_is_wrong_with_a_document_has_a_code(text: str) -> None:
    assert refusal(text)[0] == "BAD_REQUEST"


def test_one_mistake_is_told_with_what_may_have_been_meant() -> None:
    assert "Did you mean" in refusal("{ viewer { nam } }")[1]
    assert "Did you mean" not in refusal("{ viewer { nam rol scops } }")[1]


@pytest.mark.parametrize(
    "text",
    [
        FIELDS,
        "{ journalCursor }",
        "{ __schema { types { name } } }",
        '{ __type(name: "Query") { name } }',
        '{ ...F } fragment F on Query { requirements(country: "NL") { country } ... on Query { viewer { name } } }',
        '{ node(id: "pnum_1") { __typename } nonsense }',
        'mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC }) { __typename } }',
        "subscription { journal { __typename } }",
    ],
)
def test_a_stranger_is_asked_to_sign_in_before_anything_is_judged(text: str) -> None:
    assert refusal(text, STRANGER) == ("UNAUTHENTICATED", "Sign in first.")


def test_a_stranger_may_read_what_is_public() -> None:
    text = '{ __typename requirements(country: "NL") { country numberType documents { kind } } portInReasons { code text } }'
    assert judged(text, STRANGER).cost < cost.ANONYMOUS_LIMIT


def test_a_document_that_costs_too_much_says_what_it_costs() -> None:
    with pytest.raises(Unready) as unready:
        judged("{ portingRequests(first: 200) { edges { node { numbers(first: 200) { edges { node { id } } } } } } }")
    (error,) = unready.value.errors
    assert error.extensions is not None
    assert error.extensions["code"] == "TOO_COSTLY"
    assert error.extensions["cost"]["requested"] > error.extensions["cost"]["limit"] == cost.LIMITS[OperationType.QUERY]


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("{ portingNumbers(first: 10) { edges { node { id } } } }", {}),
        ("query($n: Int = 10) { portingNumbers(first: $n) { edges { node { id } } } }", {}),
        ("query($n: Int = 200) { portingNumbers(first: $n) { edges { node { id } } } }", {"n": 10}),
        (
            "query($n: Int!) { ... { portingNumbers(first: $n) { edges { ...E } } } } fragment E on PortingNumberEdge { node { id } }",
            {"n": 10},
        ),
    ],
)
def test_a_page_costs_the_same_however_it_is_asked_for(text: str, variables: dict[str, Any]) -> None:
    plain = judged("{ portingNumbers(first: 10) { edges { node { id } } } }").cost
    assert judged(text, **variables).cost == plain
    ten_more = judged("{ portingNumbers(first: 20) { edges { node { id } } } }").cost - plain
    larger: dict[str, Any] = dict.fromkeys(variables, 200)
    assert judged(text.replace("10", "200"), **larger).cost == plain + 19 * ten_more
    assert ten_more >= 100


def test_a_bulk_costs_by_what_it_is_about() -> None:
    verb = "mutation($input: PortingNumbersStartReviewInput!) { portingNumbersStartReview(input: $input) { __typename "
    text = verb + "... on PortingNumbersMoved { results { __typename ... on PortingNumber { id } } } } }"
    one, two, thousand = (judged(text, input={"numbers": THOUSAND[:count]}).cost for count in (1, 2, 1000))
    assert thousand - one >= 999 * (two - one) >= 9_990


BULK = "portingNumbersStartReview(input: $i) { __typename }"
STATUSES = "query ($s: [PortingNumberStatus!]) { %s }"
FILTER = "query ($f: PortingNumberFilter) { %s }"
FEED = "subscription { portingNumbersChanged { ... on PortingNumbersPage { numbers { %s } } } }"
DRAFTS = ["DRAFT"] * 28_000
MANY = range(45)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            f"mutation ($i: PortingNumbersStartReviewInput!) {{ {' '.join(f'a{n}: {BULK}' for n in range(25))} }}",
            {"i": {"numbers": THOUSAND}},
        ),
        (STATUSES % " ".join(f"a{n}: portingNumbers(first: 1, filter: {{ statuses: $s }}) {{ totalCount }}" for n in MANY), {"s": DRAFTS}),
        (
            FILTER % " ".join(f"a{n}: portingNumbers(first: 1, filter: $f) {{ edges {{ cursor }} }}" for n in MANY),
            {"f": {"statuses": DRAFTS}},
        ),
        ("{ portingNumbers(first: 200) { edges { node {" + " ".join(f"a{n}: display" for n in MANY) + "} } } }", {}),
        (
            FILTER % " ".join(f"a{n}: portingNumbers(first: 1, filter: $f) {{ edges {{ cursor }} }}" for n in MANY),
            {"f": {"search": "%" * 200_000}},
        ),
        (
            "query ($c: String!) {" + " ".join(f"a{n}: requirements(country: $c) {{ country }}" for n in MANY) + "}",
            {"c": "x" * 250_000},
        ),
        (FEED % " ".join(f"a{n}: display" for n in MANY), {}),
    ],
    ids=[
        "commands whose answer nobody reads",
        "a long list given often",
        "a long list in a filter",
        "numbers laid out often",
        "a long text in a filter",
        "a long text given often",
        "a feed",
    ],
)
def test_what_is_not_to_be_seen_in_the_selection_has_its_price_too(text: str, given: dict[str, Any]) -> None:
    code, message = refusal(text, **given)
    assert code == "TOO_COSTLY"
    assert "is the limit" in message or f"{cost.MOST_TOGETHER} things at most" in message


GIVEN = [{"name": "PAC", "value": "ABC123456", "number": f"+44 7400 9{place:05d}"} for place in range(1000)]
MAKE = "mutation ($i: PortingRequestCreateInput!) { portingRequestCreate(input: $i) { __typename } }"


def test_what_a_command_is_given_costs_what_reading_it_takes_and_buys_no_room() -> None:
    """3,500 codes cost a second, and raised the limit by half a million."""
    made = {"country": "GB", "numberType": "MOBILE"}
    plain = judged(MAKE, i=made)
    coded = judged(MAKE, i=made | {"extraFields": GIVEN})
    numbered = judged(MAKE, i=made | {"numbers": [each["number"] for each in GIVEN]})
    assert coded.limit == numbered.limit == plain.limit == cost.LIMITS[OperationType.MUTATION]
    assert coded.cost - plain.cost >= 1000 * (weights.SECRET + given.OBJECT // weights.ELEMENTS)
    assert numbered.cost - plain.cost >= 1000 * weights.NUMBER
    listed = " ".join(f'"{each["number"]}"' for each in GIVEN[:50])
    literal = f'mutation {{ portingRequestCreate(input: {{ country: "GB", numberType: MOBILE, numbers: [{listed}] }}) {{ __typename }} }}'
    assert judged(literal).cost >= cost.COMMAND + 50 * weights.NUMBER
    assert refusal(MAKE, i=made | {"extraFields": GIVEN * 10})[0] == "TOO_COSTLY"


def test_every_list_that_is_read_as_numbers_has_its_price() -> None:
    kinds = [kind for kind in schema._schema.type_map.values() if isinstance(kind, GraphQLInputObjectType)]
    read = {
        (kind.name, name)
        for kind in kinds
        for name, field in kind.fields.items()
        if name in {"numbers", "addNumbers"} and get_named_type(field.type).name in {"String", "NumberWithPinInput"}
    }
    extras = {(kind.name, "extraFields") for kind in kinds if "extraFields" in kind.fields}
    assert weights.READ.keys() == read | extras


def test_a_bulk_costs_the_same_by_the_default_of_its_variable() -> None:
    picked = "{ __typename ... on PortingNumbersMoved { results { __typename } } }"
    listed = "[" + " ".join(f'{{ id: "pnum_{place}" }}' for place in range(50)) + "]"
    literal = f"mutation {{ portingNumbersStart(input: {{ numbers: {listed} }}) {picked} }}"
    some = f"mutation ($n: [PortingNumberTarget!]! = {listed}) {{ portingNumbersStart(input: {{ numbers: $n }}) {picked} }}"
    whole = f"mutation ($i: PortingNumbersStartInput! = {{ numbers: {listed} }}) {{ portingNumbersStart(input: $i) {picked} }}"
    costs = {judged(text).cost for text in (literal, some, whole)}
    assert len(costs) == 1
    assert costs.pop() > 50


@pytest.mark.parametrize("depth", [65, 500, 960, 1_023])
def test_variables_nested_deeper_than_any_input_are_no_request(depth: int) -> None:
    deep: Any = 1
    for place in range(depth):
        deep = [deep] if place % 2 else {"a": deep}
    assert str(what_is_wrong({"query": FIELDS, "variables": {"x": deep}})) == "The variables are nested deeper than 64 levels."
    assert judged("{ viewer { name } }", x=deep).cost, "and to price them takes no recursion"


def test_a_default_of_5000_digits_costs_what_any_other_does() -> None:
    text = "query ($a: ID! = " + "9" * 5_000 + ") { node(id: $a) { __typename } }"
    assert judged(text).cost == judged('{ node(id: "pnum_1") { __typename } }').cost


def test_a_document_is_judged_once_for_each_door() -> None:
    judging = fresh()
    for _ in range(3):
        judging.ready(FIELDS, None, {}, MEMBER)
        judging.ready('{ requirements(country: "NL") { country } }', None, {}, STRANGER)
    assert judging._read.cache_info().misses == 2


def test_the_operation_that_was_named_is_the_one_that_is_judged() -> None:
    text = f'query Private {FIELDS} query Public {{ requirements(country: "NL") {{ country }} }}'
    assert fresh().ready(text, "Public", {}, STRANGER).operation.name
    with pytest.raises(Unready, match="Sign in first"):
        fresh().ready(text, "Private", {}, STRANGER)
    with pytest.raises(Unready, match="no operation Other"):
        fresh().ready(text, "Other", {}, MEMBER)
    with pytest.raises(Unready, match="several operations"):
        fresh().ready(text, None, {}, MEMBER)


async def test_an_answer_tells_what_it_cost_and_what_it_may_cost(work: Work) -> None:
    staff = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Desk")
    result = await schema.execute("{ portingRequests(first: 7) { totalCount } }", context_value=Context(work=work, actor_or_none=staff))
    assert result.errors is None
    asked = judged("{ portingRequests(first: 7) { totalCount } }")
    assert (result.extensions or {})["cost"] == {"requested": asked.cost, "limit": asked.limit}


RANGE = "+442079460000 - +442079460999"
ADDED = "a{n}: phoneNumbersAdd(input: {{ {given} }}) {{ __typename }}"
UNBOUNDED = {
    "selections judged": "query ($s: String!) {" + " ".join(f"a{n}: webhookSelection(selection: $s) {{ cost }}" for n in range(50)) + "}",
    "everybody's sign-ins, over and over": "{"
    + " ".join(f"a{n}: users(first: 100) {{ edges {{ node {{ signIns {{ id at outcome userAgent }} }} }} }}" for n in range(3))
    + "}",
    "what would happen, over and over": "{"
    + " ".join(f"a{n}: installation {{ hold {{ wouldHappen {{ kind count }} }} }}" for n in range(5))
    + "}",
    "fees that are missing, over and over": "{" + " ".join(f"a{n}: feesMissing {{ country }}" for n in range(20)) + "}",
    "the numbers that were added, over and over": f'mutation {{ phoneNumbersAdd(input: {{ text: "{RANGE}" }}) '
    "{ ... on PhoneNumbersAdded { " + " ".join(f"a{n}: numbers {{ id }}" for n in range(45)) + " } } }",
    "the lines that were read, over and over": "mutation ($l: [String!]) { phoneNumbersAdd(input: { lines: $l }) "
    "{ ... on PhoneNumbersAdded { " + " ".join(f"a{n}: lines {{ message }}" for n in range(20)) + " } } }",
    "the numbers of a port-out, over and over": '{ portOutRequest(id: "pout_1") { '
    + " ".join(f"a{n}: numbers {{ e164 }}" for n in range(45))
    + " } }",
    "the numbers of a page of port-outs": "{ portOutRequests(first: 50) { edges { node { numbers { e164 } } } } }",
    "the numbers of each attempt, over and over": '{ portingRequest(id: "preq_1") { attempts { '
    + " ".join(f"a{n}: numbers {{ e164 }}" for n in range(31))
    + " } } }",
    "attempts with their numbers, over and over": '{ portingRequest(id: "preq_1") { '
    + " ".join(f"a{n}: attempts {{ numbers {{ e164 }} }}" for n in range(31))
    + " } }",
    "the attempts of a page of requests": "{ portingRequests(first: 200) { edges { node { attempts { id } } } } }",
    "the numbers of codes, over and over": '{ portingRequest(id: "preq_1") { extraFields { '
    + " ".join(f"a{n}: numbers" for n in range(45))
    + " } } }",
    "every carrier, over and over": "{" + " ".join(f"a{n}: carriers {{ id }}" for n in range(13)) + "}",
    "every fee, over and over": "{" + " ".join(f"a{n}: fees {{ id amountMinor currency country }}" for n in range(30)) + "}",
}


@pytest.mark.parametrize("text", UNBOUNDED.values(), ids=UNBOUNDED.keys())
def test_what_no_page_bounds_costs_what_it_takes(text: str) -> None:
    """Each passed, at a tenth of its price, and took half a second to a second."""
    assert "is the limit" in refusal(text, s="{ __typename }" * 20, l=[f"0451 {place}-99" for place in range(1_000)])[1]


@pytest.mark.parametrize("given", [f'text: "{RANGE}"', f'lines: ["{RANGE}"]', "lines: $l", "text: $t"])
def test_a_range_within_a_command_is_as_many_numbers_as_it_stands_for(given: str) -> None:
    """Nine commands of a thousand numbers each, every one given as a range, took two seconds for the price of nine numbers."""
    names = " ".join(ADDED.format(n=n, given=given) for n in range(2))
    said: dict[str, Any] = {"l": ["+442079460000"] * 999, "t": RANGE}
    head = "mutation" + {"lines: $l": " ($l: [String!])", "text: $t": " ($t: String)"}.get(given, "")
    code, message = refusal(f"{head} {{ {names} }}", **said)
    assert (code, f"{cost.MOST_TOGETHER} things at most" in message) == ("TOO_COSTLY", True)
    one = f"{head} {{ {ADDED.format(n=0, given=given)} }}"
    assert judged(one, **said).cost >= cost.COMMAND + 999 * weights.NUMBER
    assert judged(one.replace("999", "004"), l=["+442079460000"] * 5, t="+442079460000 - +442079460004").cost < cost.COMMAND * 2


def test_a_few_numbers_are_added_by_several_commands() -> None:
    few = " ".join(ADDED.format(n=n, given='text: "+442079460000 - +442079460009"') for n in range(4))
    assert judged(f"mutation {{ {few} }}").cost


assert schema._schema.mutation_type
ABOUT = {
    name
    for name, field in schema._schema.mutation_type.fields.items()
    if name.startswith(("portingRequest", "portOutRequest")) and "id" in get_named_type(field.args["input"].type).fields
}
"""What is done to one request."""


@pytest.mark.parametrize("verb", sorted(ABOUT - weights.BESIDE_THE_NUMBERS))
def test_requests_of_a_thousand_numbers_are_moved_one_at_a_time(verb: str) -> None:
    """Eight acceptances in one document took two seconds, at the price of eight plain commands."""
    kind = f"{verb[0].upper()}{verb[1:]}Input!"
    one = f"mutation ($i: {kind}) {{ a: {verb}(input: $i) {{ __typename }} }}"
    assert judged(one, i={"id": "preq_1"}).cost
    code, message = refusal(one.replace("a:", f"b: {verb}(input: $i) {{ __typename }} a:"), i={"id": "preq_1"})
    assert (code, f"{cost.MOST_TOGETHER} things at most" in message) == ("TOO_COSTLY", True)


def test_two_commands_about_two_whole_requests_do_not_stand_together_though_they_differ() -> None:
    accept, cancel = (f'portingRequest{verb}(input: {{ id: "preq_1" }}) {{ __typename }}' for verb in ("Accept", "Cancel"))
    comment = 'portingRequestComment(input: { id: "preq_1", text: "Done.", internal: false }) { __typename }'
    assert refusal(f"mutation {{ {accept} {cancel} }}")[0] == "TOO_COSTLY"
    assert judged(f"mutation {{ {accept} {comment} }}").cost


@pytest.mark.parametrize("verb", sorted(weights.BESIDE_THE_NUMBERS))
def test_commands_about_none_of_a_requests_numbers_stand_together(verb: str) -> None:
    one = f"{verb}(input: $i) {{ __typename }}"
    assert verb in ABOUT
    assert judged(f"mutation ($i: {verb[0].upper()}{verb[1:]}Input!) {{ a: {one} b: {one} }}", i={"id": "preq_1"}).cost


def test_a_verb_of_a_request_that_nobody_has_weighed_counts_as_one_about_all_its_numbers() -> None:
    """It had to be entered in a list by hand, which no list of what to do for a verb named."""
    assert weights.moves_whole_request("portingRequestHurry", ["id", "note"])
    assert weights.moves_whole_request("portOutRequestHurry", ["id"])
    assert not weights.moves_whole_request("portingRequestCreate", ["numbers"])
    assert not weights.moves_whole_request("documentAccept", ["id"])


def test_a_refusal_names_the_list_whose_length_was_not_said() -> None:
    """A page of port-outs with their numbers was refused with a figure, and nothing of it told that the numbers were the reason."""
    code, message = refusal("{ portOutRequests(first: 50) { edges { node { numbers { e164 } } } } }")
    assert code == "TOO_COSTLY"
    assert message.endswith("Say `numbers(first: …)`, which is 1,000 now.")
    assert judged("{ portOutRequests(first: 50) { edges { node { numbers(first: 20) { e164 } } } } }").cost
    said = refusal("{ portOutRequests(first: 50) { edges { node { numbers(first: 1000) { e164 } } } } }")[1]
    assert said.endswith("ask for fewer rows or fields.")


WRITTEN = {
    "requests, their state and how far they are": "{ portingRequests(first: 50) { totalCount edges { node { id reference status waitingOn"
    " numberCount openCount completedCount canceledCount findings { code message path } } } pageInfo { hasNextPage endCursor } } }",
    "a request with its numbers": '{ portingRequest(id: "preq_1") { reference status numbers(first: 100) { edges { node { e164 status focAt'
    " statusReason correction { fields } availableActions { action blockers { code message } } } } } } }",
    "a request with its attempts": '{ portingRequest(id: "preq_1") { attempts { no createdAt numberCount numbers { e164 answer answerText'
    " answeredAt } diff { field before after } } } }",
    "a page of requests with some of their numbers": "{ portingRequests(first: 20) { edges { node { id numbers(first: 10) { edges { node"
    " { e164 status } } } } } } }",
    "a page of attempts": "{ portingRequests(first: 20) { edges { node { id attempts { no numberCount handedOverAt } } } } }",
    "a port-out with its numbers": '{ portOutRequest(id: "pout_1") { status numbers { e164 } availableActions { action } } }',
    "port-outs with their first numbers": "{ portOutRequests(first: 50) { edges { node { id status numbers(first: 20) { e164 } } } } }",
    "numbers that are looked for": '{ portingNumbers(first: 100, filter: { search: "2127" }) { edges { node { id e164 status } } } }',
    "the inventory": "{ phoneNumbers(first: 200) { totalCount edges { node { e164 status } } } }",
    "what porting asks for": "{ requirements { country numberType documents { kind required } fields { name label required } } }",
    "what happened": '{ portingRequest(id: "preq_1") { journal(first: 100) { edges { node { at event reason fromStatus toStatus } } } } }',
}
"""What people write who look at the schema and not at prices."""
EXAMPLES = re.findall(r"```graphql\n(.*?)```", "\n".join(each.read_text(encoding="utf-8") for each in (ROOT / "README.md", API)), re.DOTALL)


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_documents_that_people_write_have_room(text: str) -> None:
    assert judged(text).cost


def test_the_documents_of_the_handbook_have_room() -> None:
    whole = [text for text in EXAMPLES if re.match(r"\s*(query|mutation|subscription|\{)", text)]
    assert len(whole) > 3
    for text in whole:
        assert judged(text).cost


def test_the_numbers_of_port_outs_and_attempts_cost_as_many_as_are_asked_for() -> None:
    for text in (
        '{ portOutRequest(id: "pout_1") { numbers%s { e164 } } }',
        '{ portingRequest(id: "preq_1") { attempts { numbers%s { e164 } } } }',
    ):
        few, some, default, most = (judged(text % first).cost for first in ("(first: 10)", "(first: 20)", "", "(first: 1000)"))
        assert some - few >= 10 * (1 + weights.ITEM)
        assert most == default == few + 99 * (some - few)


def test_a_search_costs_more_than_a_list_of_the_same_length() -> None:
    page = "portingNumbers(first: 10, filter: %s) { edges { node { id } } }"
    by_variable = f"query ($f: PortingNumberFilter) {{ {page % '$f'} }}"
    plain = judged("{ portingNumbers(first: 10) { edges { node { id } } } }").cost
    assert judged(by_variable, f={"statuses": ["DRAFT"]}).cost < plain + cost.LIST
    assert judged(by_variable, f={"search": "212"}).cost >= plain + cost.SEARCH
    assert judged("{" + page % '{ search: "212" }' + "}").cost >= plain + cost.SEARCH


def test_rows_of_further_lists_of_a_document_cost_more_than_those_of_its_first() -> None:
    """Behind as many as the largest page has: six pages of 200 requests took a second at the price of six hundred rows."""
    one = judged("{ a: portingNumbers(first: 200) { edges { node { id } } } }").cost
    two = judged("{ a: portingNumbers(first: 200) { edges { node { id } } } b: portingNumbers(first: 10) { edges { node { id } } } }").cost
    ten = judged("{ b: portingNumbers(first: 10) { edges { node { id } } } }").cost
    assert two - one == ten + 10 * cost.FURTHER_ROW


def test_a_page_of_which_only_the_count_is_asked_costs_the_rows_it_finds() -> None:
    """Of a request with two hundred of its numbers under twenty-four names, none of them looked at, all were read."""
    for field in ("pageInfo { hasNextPage }", "totalCount"):
        few, many = (judged(f"{{ portingNumbers(first: {first}) {{ {field} }} }}").cost for first in (1, 200))
        assert many - few == 199 * cost.ROW
    named = " ".join(f'r{n}: portingRequest(id: "preq_1") {{ numbers(first: 200) {{ totalCount }} }}' for n in range(24))
    assert refusal(f"{{ {named} }}")[0] == "TOO_COSTLY"


def test_a_calendar_costs_the_year_that_is_reckoned_for_it() -> None:
    """Forty-five years of which nothing but their number was asked took half a second at the price of a few hundred fields."""
    assert judged('{ businessCalendar(country: "US", year: 2026) { year days { day } } }').cost < 2_000
    assert (
        refusal("{" + " ".join(f'a{n}: businessCalendar(country: "US", year: 2026) {{ year }}' for n in range(45)) + "}")[0] == "TOO_COSTLY"
    )


def test_what_a_callback_carries_fits_in_a_selection_of_a_webhook() -> None:
    """All numbers of all attempts with every field of theirs were priced over what a selection may cost, and are read in a moment."""
    whole = "attempts { id no createdAt snapshot numberCount numbers { e164 answer answerText answeredAt } diff { field before after } }"
    numbers = "numbers(first: 100) { edges { node { id e164 status statusReason focAt cancellation { askedAt reason } } } }"
    assert selections.ready(schema._schema, f"{{ ... on PortingRequest {{ id reference status {whole} {numbers} }} }}").cost


def test_a_query_is_priced_once_for_the_same_variables_and_anew_for_others() -> None:
    judging, text = fresh(), "query($n: Int!) { portingNumbers(first: $n) { edges { node { id } } } }"
    few = judging.ready(text, None, {"n": 10}, MEMBER)
    assert judging.ready(text, None, {"n": 10}, MEMBER) is few
    assert judging.ready(text, None, {"n": 100}, MEMBER).cost > few.cost
    with pytest.raises(Unready):
        judging.ready(text, None, {"n": 10}, STRANGER)


def test_what_a_command_is_given_is_kept_nowhere() -> None:
    """A password among the variables would lie in memory for as long as its document is asked again."""
    judging, text = fresh(), "mutation($id: ID!) { apiTokenRevoke(input: { id: $id }) { __typename } }"
    first = judging.ready(text, None, {"id": "a secret"}, MEMBER)
    assert judging.ready(text, None, {"id": "a secret"}, MEMBER) is not first
    assert judging._ready.cache_info().currsize == 0
