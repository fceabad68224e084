"""The schema as clients read it: committed, explained to the last enum value, and made of every verb the tables have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    is_specified_directive,
    is_specified_scalar_type,
)

from portico.domain.statuses import Role
from portico.domain.tables import LIFECYCLES
from portico.graphql.schema import sdl

COMMITTED = Path(__file__).parents[2] / "schema.graphql"
PEOPLE_AND_CARRIERS = Role.CUSTOMER | Role.STAFF | Role.CARRIER
IN_BULK = {"PortingNumbersResult", "PhoneNumbersResult"}
NOUNS = {
    "porting_request": "portingRequest",
    "porting_number": "portingNumbers",
    "port_out_request": "portOutRequest",
    "document": "document",
    "phone_number": "phoneNumbers",
    "port_out_order": "portOutOrder",
    "snapback": "snapback",
    "internal_move": "internalMove",
}
MADE = {
    "portingRequestCreate",
    "portingRequestUpdate",
    "portingRequestReplace",
    "companyProfileCreate",
    "companyProfileUpdate",
    "configurationProfileCreate",
    "configurationProfileUpdate",
    "portOutRequestReceive",
    "portOutRequestOpen",
}
"""What is done and is no transition."""
FEEDS = {"journal", "portingNumbersChanged", "portingRequestChanged", "portOutRequestChanged"}


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(sdl())


def test_the_committed_schema_is_the_codes() -> None:
    assert COMMITTED.read_text(encoding="utf-8").rstrip() == sdl().rstrip(), "run `portico export-schema`"


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Everything in the schema that has a description or should have one."""
    for name, kind in schema.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        yield name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{name}.{value}", found.description) for value, found in kind.values.items())
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{name}.{field}", found.description) for field, found in kind.fields.items())
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, found in kind.fields.items():
                yield f"{name}.{field}", found.description
                yield from ((f"{name}.{field}({argument}:)", given.description) for argument, given in found.args.items())
    for directive in schema.directives:
        if not is_specified_directive(directive):
            yield f"@{directive.name}", directive.description


def test_everything_is_described(schema: GraphQLSchema) -> None:
    bare = [name for name, text in described(schema) if not (text or "").strip()]
    assert bare == []


def test_no_description_is_what_python_made_up(schema: GraphQLSchema) -> None:
    """A dataclass without a docstring describes itself as its own signature."""
    made_up = [name for name, text in described(schema) if text and ("Annotated[" in text or "UUID" in text or text.startswith(f"{name}("))]
    assert made_up == []


def test_every_verb_of_a_person_or_carrier_is_a_mutation_and_no_other(schema: GraphQLSchema) -> None:
    assert schema.mutation_type
    said = {
        f"{NOUNS[subject]}{''.join(part.capitalize() for part in verb.split('_'))}"
        for subject, lifecycle in LIFECYCLES.items()
        for verb, rows in lifecycle.verbs.items()
        if any(row.by & PEOPLE_AND_CARRIERS for row in rows)
    }
    assert said | MADE <= set(schema.mutation_type.fields)
    verbs_of_the_system = {
        f"{NOUNS[subject]}{''.join(part.capitalize() for part in verb.split('_'))}"
        for subject, lifecycle in LIFECYCLES.items()
        for verb, rows in lifecycle.verbs.items()
        if not any(row.by & PEOPLE_AND_CARRIERS for row in rows)
    }
    assert verbs_of_the_system & set(schema.mutation_type.fields) == set()


def test_every_mutation_takes_one_input_with_an_idempotency_key_and_answers_a_union(schema: GraphQLSchema) -> None:
    assert schema.mutation_type
    for name, field in schema.mutation_type.fields.items():
        assert list(field.args) == ["input"], name
        given = field.args["input"].type.of_type
        assert isinstance(given, GraphQLInputObjectType), name
        assert given.name == f"{name[0].upper()}{name[1:]}Input"
        assert "idempotencyKey" in given.fields, name
        assert isinstance(field.type.of_type, GraphQLUnionType), name


def test_every_result_can_be_each_problem(schema: GraphQLSchema) -> None:
    """Single commands answer any problem; bulk commands answer those of the whole command, and each number its own."""
    problem = schema.type_map["Problem"]
    assert isinstance(problem, GraphQLInterfaceType)
    every = {kind.name for kind in schema.get_possible_types(problem)} - {"CursorExpired"}
    results = [kind for name, kind in schema.type_map.items() if name.endswith("Result") and isinstance(kind, GraphQLUnionType)]
    assert results
    for union in results:
        members = {member.name for member in union.types}
        assert members >= ({"InvalidInput", "NotPermitted", "TooManyRequests"} if union.name in IN_BULK else every), union.name


def test_every_feed_resumes_by_cursor_and_answers_an_expired_one(schema: GraphQLSchema) -> None:
    assert schema.subscription_type
    assert set(schema.subscription_type.fields) >= FEEDS
    for name, field in schema.subscription_type.fields.items():
        assert {"after", "batchMs"} <= set(field.args), name
        union = field.type.of_type
        assert isinstance(union, GraphQLUnionType)
        members = {member.name for member in union.types}
        assert members >= {"CursorExpired", "NotPermitted"}, name
        (page,) = (member for member in union.types if member.name.endswith("Page"))
        assert "cursor" in page.fields


def test_statuses_verbs_and_reasons_are_enums(schema: GraphQLSchema) -> None:
    from portico.domain import reasons, statuses  # noqa: PLC0415 - read beside what it is compared with

    for name, kind in (
        ("PortingRequestStatus", statuses.PortingRequestStatus),
        ("PortingNumberStatus", statuses.PortingNumberStatus),
        ("PortOutRequestStatus", statuses.PortOutRequestStatus),
        ("PhoneNumberStatus", statuses.PhoneNumberStatus),
        ("DocumentStatus", statuses.DocumentStatus),
        ("ReasonCode", reasons.ReasonCode),
        ("PortOutRejectCode", reasons.PortOutRejectCode),
    ):
        found = schema.type_map[name]
        assert isinstance(found, GraphQLEnumType)
        assert set(found.values) == {member.value for member in kind}


def test_how_a_list_is_sorted_is_an_ordering_and_never_an_order(schema: GraphQLSchema) -> None:
    sorted_by = {
        get_named_type(field.args["orderBy"].type).name
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for field in type_.fields.values()
        if "orderBy" in field.args
    }
    assert len(sorted_by) >= 6
    assert {name for name in sorted_by if not name.endswith("Ordering")} == set()
    assert {name for name, type_ in schema.type_map.items() if isinstance(type_, GraphQLEnumType) and name.endswith("Order")} == set()


@pytest.mark.parametrize("name", ["pin", "pinSealed", "portOutPin", "passwordHash", "tokenHash", "callbackSecret"])
def test_no_secret_can_be_asked_for(schema: GraphQLSchema, name: str) -> None:
    holders = [kind.name for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType) and name in kind.fields]
    assert holders == []
