"""From a client's input to the dataclass an operation asks for: left out, null and given are three things."""

from __future__ import annotations

from dataclasses import dataclass, field, make_dataclass
from typing import Annotated, Any
from uuid import UUID

import pytest
from graphql import GraphQLError

from portico.domain.conditions import AtMost
from portico.domain.refusals import InvalidInput
from portico.graphql.engine.inputs import asked_of, camel, input_type, plain
from portico.graphql.engine.scalars import edge_id
from portico.operations.engine.unset import UNSET, Unset

KEY = UUID("01900000-0000-7000-8000-000000000001")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of it."""

    number_id: Annotated[UUID, "Which number."]
    text: Annotated[str, "Words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked."""

    label: Annotated[str | Unset, "Stays when left out; never empty."] = UNSET
    note: Annotated[str | Unset | None, "Stays when left out; null empties it."] = UNSET
    account_id: Annotated[UUID | None, "Whose."] = None
    parts: Annotated[list[Part] | None, "Its parts.", AtMost(3)] = None
    tags: Annotated[list[str], "Its tags.", AtMost(2)] = field(default_factory=list)


Given: Any = input_type("AskedInput", "What is asked.", Asked, {}, {})


def given(**values: Any) -> Any:
    return Given(**values)


def part(**values: Any) -> Any:
    """A nested input, as Strawberry makes it."""
    kind = next(found for found in Given.__strawberry_definition__.fields if found.python_name == "parts").type.of_type.of_type
    return kind(**values)


def test_what_is_left_out_takes_the_operations_default() -> None:
    assert asked_of(Asked, given()) == Asked()


def test_a_text_that_would_fill_the_journal_of_a_thousand_numbers_is_refused_at_its_place() -> None:
    assert asked_of(Asked, given(label="x" * 5000)).label == "x" * 5000
    with pytest.raises(InvalidInput) as refused:
        asked_of(Asked, given(tags=["fine", "x" * 5001]))
    assert [(each.path, each.code, each.said.params) for each in refused.value.fields] == [
        ("tags.1", "TOO_LONG", {"most": 5000, "given": 5001})
    ]


def test_a_list_longer_than_its_bound_is_refused_before_any_of_it_is_read() -> None:
    wrong = part(number_id="nonsense", text="\0")
    assert asked_of(Asked, given(tags=["a", "b"])).tags == ["a", "b"]
    with pytest.raises(InvalidInput) as refused:
        asked_of(Asked, given(tags=["\0"] * 3, parts=[wrong] * 4))
    told = [(problem.path, problem.code, problem.message) for problem in refused.value.fields]
    assert told == [
        ("parts", "TOO_MANY", "At most 3, please; these are 4."),
        ("tags", "TOO_MANY", "At most 2, please; these are 3."),
    ]


def test_a_list_without_a_bound_makes_no_input() -> None:
    unbounded = make_dataclass("Unbounded", [("tags", Annotated[list[str] | None, "Its tags."], None)])
    with pytest.raises(TypeError, match=r"Unbounded\.tags needs a bound"):
        input_type("UnboundedInput", "Too much.", unbounded, {}, {})


def test_null_empties_what_may_be_empty_and_is_refused_elsewhere() -> None:
    assert asked_of(Asked, given(note=None)).note is None
    with pytest.raises(InvalidInput) as refused:
        asked_of(Asked, given(label=None))
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [("label", "REQUIRED")]


def test_ids_become_uuids_and_those_of_another_kind_are_named_by_their_path() -> None:
    assert asked_of(Asked, given(account_id=edge_id("account", KEY))).account_id == KEY
    wrong = given(
        account_id=edge_id("user", KEY),
        parts=[part(number_id=edge_id("porting_number", KEY), text="a"), part(number_id=edge_id("document", KEY), text="b")],
    )
    with pytest.raises(InvalidInput) as refused:
        asked_of(Asked, wrong)
    assert [(problem.path, problem.code) for problem in refused.value.fields] == [
        ("accountId", "NOT_FOUND"),
        ("parts.1.numberId", "NOT_FOUND"),
    ]


def test_what_is_no_id_at_all_is_an_error_of_the_request() -> None:
    with pytest.raises(GraphQLError, match="Not an id"):
        asked_of(Asked, given(account_id="7"))


def test_nested_inputs_become_the_dataclasses_they_stand_for() -> None:
    read = asked_of(Asked, given(parts=[part(number_id=edge_id("porting_number", KEY), text="a")], tags=["x"]))
    assert (read.parts, read.tags) == ([Part(KEY, "a")], ["x"])


def test_the_normalised_input_knows_left_out_from_null() -> None:
    assert plain(given(note=None, tags=["x"])) != plain(given(tags=["x"]))
    assert plain(given(label="a")) == plain(given(label="a"))


def test_python_names_are_spelled_as_clients_spell_them() -> None:
    assert [camel(name) for name in ("id", "foc_at", "porting_numbers_confirm_foc")] == ["id", "focAt", "portingNumbersConfirmFoc"]


def test_a_field_without_a_description_is_a_defect_found_at_the_start() -> None:
    @dataclass
    class Bare:
        name: str

    with pytest.raises(TypeError, match="needs a description"):
        input_type("BareInput", "Bare.", Bare, {}, {})
