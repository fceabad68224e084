"""How large a document may be before anybody looks at what it means: one pass over the parsed text, without the schema.

graphql-core's rule about overlapping fields compares every pair of fields that answer under one name, so its work grows with the
square of what a short text repeats, and fragments multiply it again. Here the same pairs are counted, which takes one walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from portico.domain.sentences import Phrase, Sentence
from portico.graphql.engine.request_errors import RequestError

Fragments = Mapping[str, FragmentDefinitionNode]


class DocumentRefused(RequestError):
    """A document that is not looked at any further; worded for whoever wrote it, answered with 400."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most there may be of each; everything but the first two is counted with fragments written out where they are spread."""

    characters: int
    tokens: int
    depth: int
    fields: int
    aliases: int
    repeats: int
    spreads: int
    directives: int
    operations: int


# The dashboard's largest documents have 390 tokens, 9 levels, 7 aliases and 10 spreads; tools ask for the schema in 16 levels.
SIGNED_IN: Final = Bounds(
    characters=32_768, tokens=1_500, depth=20, fields=2_000, aliases=50, repeats=400, spreads=60, directives=50, operations=10
)
ANONYMOUS: Final = Bounds(
    characters=8_192, tokens=500, depth=20, fields=400, aliases=20, repeats=100, spreads=20, directives=10, operations=4
)
WORDS: Final = {
    "depth": Phrase("document.counted.depth", "levels"),
    "fields": Phrase("document.counted.fields", "fields"),
    "aliases": Phrase("document.counted.aliases", "aliases"),
    "repeats": Phrase("document.counted.repeats", "fields answered under a name that is taken"),
    "spreads": Phrase("document.counted.spreads", "fragment spreads"),
    "directives": Phrase("document.counted.directives", "directives"),
    "operations": Phrase("document.counted.operations", "operations"),
}
_TOO_LARGE: Final = Sentence("document.too_large", "This document is too large: it has more than {most:,} {what}.")
_IN_ITSELF: Final = Sentence("document.fragment_in_itself", "The fragment {fragment} is spread inside itself.")


@dataclass(slots=True)
class Size:
    """What was counted."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    repeats: int = 0
    spreads: int = 0
    directives: int = 0
    operations: int = 0

    def add(self, inner: Size, levels: int) -> None:
        """Takes in what stands `levels` further in."""
        self.depth = max(self.depth, inner.depth + levels)
        self.fields += inner.fields
        self.aliases += inner.aliases
        self.spreads += inner.spreads
        self.directives += inner.directives


def check(document: DocumentNode, bounds: Bounds) -> None:
    """Raises DocumentRefused for a document with more of anything than the bounds allow, or with a fragment inside itself."""
    counting = _Counting(document)
    size = counting.document()
    _compare(size, bounds)
    size.repeats = counting.repeats(bounds.repeats)
    _compare(size, bounds)


def _compare(size: Size, bounds: Bounds) -> None:
    for field in fields(size):
        most = getattr(bounds, field.name)
        if getattr(size, field.name) > most:
            raise DocumentRefused(_TOO_LARGE.said(most=most, what=WORDS[field.name].said()))


class _Counting:
    """Each fragment is measured once, so that a text whose fragments double each other costs no more than it is long."""

    def __init__(self, document: DocumentNode) -> None:
        self._operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        self._fragments = fragments_of(document)
        self._directives = sum(len(each.directives or ()) for each in document.definitions if hasattr(each, "directives"))
        self._measured: dict[str, Size | None] = {}

    def document(self) -> Size:
        size = Size(operations=len(self._operations), directives=self._directives)
        for operation in self._operations:
            size.add(self._selections(operation.selection_set), 1)
        for fragment in self._fragments.values():  # also those nobody spreads: validation reads them all
            if fragment.name.value not in self._measured:
                size.add(self._fragment(fragment), 0)
        return size

    def _selections(self, selected: SelectionSetNode) -> Size:
        size = Size()
        for selection in selected.selections:
            size.directives += len(selection.directives or ())
            if isinstance(selection, FieldNode):
                size.fields += 1
                size.aliases += selection.alias is not None
                if selection.selection_set:
                    size.add(self._selections(selection.selection_set), 1)
            elif isinstance(selection, InlineFragmentNode):
                size.add(self._selections(selection.selection_set), 0)
            elif isinstance(selection, FragmentSpreadNode):
                size.spreads += 1
                if fragment := self._fragments.get(selection.name.value):
                    size.add(self._fragment(fragment), 0)
        return size

    def _fragment(self, fragment: FragmentDefinitionNode) -> Size:
        name = fragment.name.value
        if name not in self._measured:
            self._measured[name] = None
            self._measured[name] = self._selections(fragment.selection_set)
        measured = self._measured[name]
        if measured is None:
            raise DocumentRefused(_IN_ITSELF.said(fragment=name), nodes=fragment)
        return measured

    def repeats(self, most: int) -> int:
        """How many pairs of fields answer under one name; stops counting above `most`. Only for what has few fields written out."""
        found = 0
        pending = [[operation.selection_set] for operation in self._operations]
        pending += [[fragment.selection_set] for fragment in self._fragments.values()]
        while pending and found <= most:
            for together in self._by_name(pending.pop()).values():
                found += len(together) * (len(together) - 1) // 2
                if inner := [field.selection_set for field in together if field.selection_set]:
                    pending.append(inner)
        return found

    def _by_name(self, selected: Iterable[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        groups: dict[str, list[FieldNode]] = {}
        for selection_set in selected:
            for field in fields_of(selection_set, self._fragments):
                groups.setdefault((field.alias or field.name).value, []).append(field)
        return groups


def fragments_of(document: DocumentNode) -> Fragments:
    return {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}


def fields_of(selected: SelectionSetNode, fragments: Fragments) -> Iterator[FieldNode]:
    """The fields of one level with its fragments written out (none is inside itself: `check` refuses that)."""
    for selection in selected.selections:
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, InlineFragmentNode):
            yield from fields_of(selection.selection_set, fragments)
        elif isinstance(selection, FragmentSpreadNode) and (fragment := fragments.get(selection.name.value)):
            yield from fields_of(fragment.selection_set, fragments)
