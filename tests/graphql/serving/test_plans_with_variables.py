"""The same documents with variables: each asked again with other values, with nulls, without some, and with what no such variable takes.

What is kept of a document is kept for whoever asks it next, with other variables; so each is asked several times in a row.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from graphql import GraphQLArgument, GraphQLField, GraphQLNonNull, parse_value, value_from_ast_untyped

from portico.graphql.serving.execution import Execution
from portico.graphql.serving.meter import Metered
from portico.operations.engine.work import Work
from tests.graphql.serving.swapping import swap_aliases
from tests.graphql.serving.test_plans import KINDS, Drawn, asked, asked_again, breaks
from tests.graphql.test_every_read import ROLES, World, make

__all__ = ("breaks",)
DOCUMENTS: Final = int(os.environ.get("DRAWN_DOCUMENTS", "50"))  # of each part of a role; a million by hand
PARTS: Final = range(3)
TIMES: Final = 3
WRONG: Final[tuple[Any, ...]] = (7, -1, 1.5, "", "nothing of the kind", True, [], ["x", None], {}, {"strange": 1}, 2**40)


@dataclass(frozen=True)
class Variable:
    """As it is declared, and a value it takes, as a document spells it."""

    declared: str
    value: str


class Varying(Drawn):
    """Documents some of whose arguments are variables."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._variables: dict[str, Variable] = {}

    def document(self) -> str:
        self._variables = {}
        return super().document()

    def values(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """Those of the last document, drawn anew."""
        given: dict[str, Any] = {name: self._chance.random() < 0.5 for name in KINDS}
        for name, variable in self._variables.items():
            chance = self._chance.random()
            if chance < 0.65:
                given[name] = value_from_ast_untyped(parse_value(variable.value), dict(keys))
            elif chance < 0.8:
                given[name] = None
            elif chance < 0.88:
                given[name] = self._chance.choice(WRONG)
        return given

    def _declared(self) -> list[str]:
        return [f"${name}: {variable.declared}" for name, variable in self._variables.items()]

    def _given(self, field: GraphQLField, target: str) -> str:
        text = super()._given(field, target)
        for name, argument in field.args.items():
            spelled = _spelled(text, name)
            if spelled and self._chance.random() < 0.4:
                text = text.replace(f"{name}: {spelled}", f"{name}: ${self._variable(argument, spelled)}", 1)
        return text

    def _variable(self, argument: GraphQLArgument, value: str) -> str:
        """Of the argument's type, or a stricter one, or one with a default."""
        name, kind = f"v{len(self._variables)}", argument.type
        plain = "$" not in value
        if isinstance(kind, GraphQLNonNull):
            declared = f"{kind.of_type} = {value}" if plain and self._chance.random() < 0.4 else str(kind)
        else:
            declared = self._chance.choice([str(kind), f"{kind}!", f"{kind} = {value}" if plain else str(kind), f"{kind} = null"])
        self._variables[name] = Variable(declared, value)
        return name


def _spelled(text: str, name: str) -> str | None:
    """What stands behind this name among arguments that are written on one level: up to the comma or the bracket that ends it."""
    begin = text.find(f"({name}: ")
    begin = begin if begin >= 0 else text.find(f", {name}: ")
    if begin < 0:
        return None
    rest, depth = text[text.index(": ", begin) + 2 :], 0
    for place, letter in enumerate(rest):
        if depth == 0 and letter in ",)":
            return rest[:place]
        depth += (letter in "[{(") - (letter in "]})")
    return None


async def compared(world: World, work: Work, role: str, part: int, documents: int = DOCUMENTS) -> int:
    """How often documents were answered with data, alike by both."""
    drawn, answered = Varying(1_000 * part + ROLES.index(role)), 0
    for _ in range(documents):
        document = drawn.document()
        for _ in range(TIMES):
            given = drawn.values(world.keys)
            ordinary = await asked(world, work, world.actors[role], document, Metered, given)
            assert await asked_again(world, work, world.actors[role], document, Execution, given) == ordinary, f"{document} {given}"
            answered += ordinary[0] != b"null"
    return answered


@pytest.mark.either_engine
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", ROLES)
async def test_plans_answer_what_graphql_core_answers_whatever_variables_hold(work: Work, role: str, part: int) -> None:
    world = await make(work)
    assert await compared(world, work, role, part) > DOCUMENTS * TIMES / 10


@pytest.mark.either_engine
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", ["member", "staff_admin", "network"])
async def test_plans_answer_what_graphql_core_answers_of_broken_data_whatever_variables_hold(
    work: Work, role: str, part: int, breaks: list[str]
) -> None:
    world = await make(work)
    await compared(world, work, role, part + len(PARTS))
    assert breaks


@pytest.mark.either_engine
async def test_an_alias_that_is_swapped_is_found_among_documents_with_variables(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    swap_aliases(monkeypatch)
    world = await make(work)
    with pytest.raises(AssertionError, match=r"^(query|\{)"):
        await compared(world, work, "staff_admin", 0, max(DOCUMENTS, 60))
