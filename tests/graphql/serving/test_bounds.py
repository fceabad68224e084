"""Every bound of a document and of a request, for who is signed in and for strangers: just below it is let through, just above refused.

The numbers stand here once more, so that a bound nobody keeps any longer is missed.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Final

import httpx
import pytest
from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLScalarType, Lexer, Source, TokenKind, get_named_type, is_required_argument

from portico.domain.statuses import Role
from portico.graphql.schema import schema
from portico.graphql.serving import given, weights
from portico.graphql.serving.documents import Door, Unready
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from tests.graphql.serving.test_documents import MEMBER, STRANGER, fresh

PUBLIC: Final = 'requirement(country: "US", numberType: GEOGRAPHIC)'
PRIVATE: Final = 'portingRequest(id: "preq_1")'
IF: Final = "@include(if: true)"


def parent(door: Door) -> tuple[str, GraphQLObjectType]:
    """A root field that answers one thing, and that thing's type."""
    name, field = ("PortingRequest", PRIVATE) if door.signed_in else ("Requirement", PUBLIC)
    kind = schema._schema.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    return field, kind


def leaves(kind: GraphQLObjectType) -> list[str]:
    """The fields of a type that stand for themselves."""
    return [
        name
        for name, field in kind.fields.items()
        if isinstance(get_named_type(field.type), GraphQLScalarType | GraphQLEnumType)
        and not any(is_required_argument(argument) for argument in field.args.values())
    ]


def characters(door: Door, count: int) -> str:
    text = f"{{ {parent(door)[0]} {{ country }} }} #"
    return text + "x" * (count - len(text))


def tokens_of(text: str) -> int:
    lexer, count = Lexer(Source(text)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        count += 1
    return count


def tokens(door: Door, count: int) -> str:
    """Selections within selections, of three tokens each, and single fields for the rest."""
    field, kind = parent(door)
    names = leaves(kind)

    def written(pairs: int, more: int) -> str:
        chains = [pairs // 5 + (place < pairs % 5) for place in range(5)]
        nested = " ".join("... { " * deep + name + " }" * deep for deep, name in zip(chains, names, strict=False))
        return f"{{ {field} {{ {nested} {' '.join(names[5 : 5 + more])} }} }}"

    left = count - tokens_of(written(0, 0))
    return written(left // 3, left % 3)


def depth(_door: Door, count: int) -> str:
    return '{ __type(name: "Query") ' + "{ ofType " * (count - 2) + "{ name }" + " }" * (count - 2) + " }"


def fields(door: Door, count: int) -> str:
    """One fragment under many names, in an operation that is not asked for: what is written once counts wherever it is spread."""
    field, kind = parent(door)
    parents, part = (45, "subscriber") if door.signed_in else (19, "fields")
    inner = (count - 11) // parents - 1
    rest = (count - 11) % parents
    within = get_named_type(kind.fields[part].type)
    assert isinstance(within, GraphQLObjectType)
    names = leaves(kind)
    nested = f"{part} {{ {' '.join(leaves(within)[: inner - len(names) - 1])} }}"
    many = " ".join(f"a{place}: {field} {{ ...F }}" for place in range(parents))
    more = f"{field} {{ {' '.join(names[: rest - 1])} }}" if rest > 1 else "__typename"
    return f"""query Q0 {{ {field} {{ {" ".join(names[:10])} }} }} query Q1 {{ {many} }} {f"query Q2 {{ {more} }}" if rest else ""}
        fragment F on {kind.name} {{ {" ".join(names)} {nested} }}"""


def aliases(door: Door, count: int) -> str:
    field, _ = parent(door)
    return f"{{ {field} {{ {' '.join(f'a{place}: country' for place in range(count))} }} }}"


def repeats(door: Door, count: int) -> str:
    """So many fields of one name that their pairs are as many, the largest group first."""
    field, kind = parent(door)
    names, selected = iter(leaves(kind)), list[str]()
    while count:
        together = max(size for size in range(2, 40) if size * (size - 1) // 2 <= count)
        selected += [next(names)] * together
        count -= together * (together - 1) // 2
    return f"{{ {field} {{ {' '.join(selected)} }} }}"


def spreads(door: Door, count: int) -> str:
    field, kind = parent(door)
    links = "".join(f" fragment F{place} on {kind.name} {{ ...F{place + 1} }}" for place in range(1, count))
    return f"{{ {field} {{ ...F1 }} }}{links} fragment F{count} on {kind.name} {{ country }}"


def directives(door: Door, count: int) -> str:
    return f"{{ {parent(door)[0]} {{ " + f"... {IF} {{ " * count + "country" + " }" * count + " } }"


def operations(door: Door, count: int) -> str:
    return " ".join(f"query Q{place} {{ {parent(door)[0]} {{ country }} }}" for place in range(count))


BOUNDS: Final[list[tuple[Callable[[Door, int], str], int, int, str]]] = [
    (characters, 32_768, 8_192, "This document is too large: it has more than {:,} characters."),
    (tokens, 1_500, 500, "Syntax Error: Document contains more than {} tokens. Parsing aborted."),
    (depth, 20, 20, "This document is too large: it has more than {:,} levels."),
    (fields, 2_000, 400, "This document is too large: it has more than {:,} fields."),
    (aliases, 50, 20, "This document is too large: it has more than {:,} aliases."),
    (repeats, 400, 100, "This document is too large: it has more than {:,} fields answered under a name that is taken."),
    (spreads, 60, 20, "This document is too large: it has more than {:,} fragment spreads."),
    (directives, 50, 10, "This document is too large: it has more than {:,} directives."),
    (operations, 10, 4, "This document is too large: it has more than {:,} operations."),
]


def told(document: str, door: Door, **variables: object) -> str | None:
    """What a document is turned away with; None when it may run."""
    name = "Q0" if "query Q0" in document else None
    try:
        fresh().ready(document, name, variables, door)
    except Unready as refused:
        return refused.errors[0].message
    return None


@pytest.mark.parametrize("door", [MEMBER, STRANGER], ids=["signed in", "stranger"])
@pytest.mark.parametrize(("document", "signed_in", "stranger", "sentence"), BOUNDS, ids=[bound[0].__name__ for bound in BOUNDS])
def test_each_bound_holds_where_it_stands(
    document: Callable[[Door, int], str], signed_in: int, stranger: int, sentence: str, door: Door
) -> None:
    most = signed_in if door.signed_in else stranger
    private = document is depth and not door.signed_in  # nothing public is that deep: let through is to be asked to sign in
    assert told(document(door, most), door) == ("Sign in first." if private else None)
    assert told(document(door, most + 1), door) == sentence.format(most)


FILLED: Final = {
    "query": "query ($text: String!) { requirements(country: $text) { country } }",
    "mutation": """mutation ($text: String!) {
        portingRequestCreate(input: { country: "US", numberType: MOBILE, name: $text }) { __typename } }""",
    "subscription": "subscription ($text: ID!) { portingNumbersChanged(requestId: $text) { __typename } }",
}


@pytest.mark.parametrize(
    ("kind", "door", "limit"),
    [("query", MEMBER, 40_000), ("mutation", MEMBER, 40_000), ("subscription", MEMBER, 24_000), ("query", STRANGER, 5_000)],
    ids=["query", "mutation", "subscription", "stranger"],
)
def test_each_limit_of_cost_holds_where_it_stands(kind: str, door: Door, limit: int) -> None:
    text, unit = FILLED[kind], "x" * (given.LETTERS * weights.ELEMENTS)
    plain = fresh().ready(text, None, {"text": ""}, MEMBER).cost
    assert told(text, door, text=unit * (limit - plain)) is None
    over = told(text, door, text=unit * (limit - plain + 1))
    assert over == f"This document costs {limit + 1:,}, and {limit:,} is the limit: ask for fewer rows or fields."


@pytest.fixture
async def served(work: Work) -> AsyncIterator[httpx.AsyncClient]:
    tail = await Tail.open(work.reader, Bell())
    endpoint = GraphQLEndpoint(lambda: (work, tail))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=endpoint), base_url="http://portico.test") as client:
        yield client


@pytest.mark.parametrize(("signed_in", "kilobytes"), [(True, 256), (False, 16)], ids=["signed in", "stranger"])
async def test_each_body_is_as_long_as_it_may_be(work: Work, served: httpx.AsyncClient, signed_in: bool, kilobytes: int) -> None:
    made = await credentials.create_token(work, role=Role.STAFF, name="Machine")
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {made.token}"} if signed_in else {})
    body = json.dumps({"query": '{ requirements(country: "NL") { country } }'}).encode()
    longest = await served.post("/graphql", content=body.ljust(kilobytes * 1024), headers=headers)
    longer = await served.post("/graphql", content=body.ljust(kilobytes * 1024 + 1), headers=headers)
    assert (longest.status_code, longest.json()["data"]["requirements"][0]["country"]) == (200, "NL")
    assert (longer.status_code, longer.json()["errors"][0]["message"]) == (413, f"A request has at most {kilobytes} kB.")
