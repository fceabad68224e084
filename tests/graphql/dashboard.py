"""The dashboard's own documents, as its build puts them together: an operation with every fragment it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graphql import FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode, Visitor, parse, print_ast, visit

DOCUMENTS = Path(__file__).parents[2] / "frontend" / "src"
Definition = OperationDefinitionNode | FragmentDefinitionNode


@cache
def _definitions() -> dict[str, Definition]:
    found = [each for file in sorted(DOCUMENTS.rglob("*.graphql")) for each in parse(file.read_text(encoding="utf-8")).definitions]
    return {each.name.value: each for each in found if isinstance(each, Definition) and each.name}


def document(name: str) -> str:
    """The operation of this name."""
    wanted = [name]
    for each in wanted:
        spreads = _Spreads()
        visit(_definitions()[each], spreads)
        wanted += [spread for spread in dict.fromkeys(spreads.names) if spread not in wanted]
    return "\n".join(print_ast(_definitions()[each]) for each in wanted)


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.append(node.name.value)
