"""Everything wrong with one input, collected and answered at once: a form is corrected in one go, not field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from portico.domain.formats import Malformed
from portico.domain.refusals import FieldProblem, InvalidInput
from portico.domain.sentences import Said, Sentence

JSON_ONLY: Final = Sentence("http.json_only", "Send JSON, with the content type application/json.")
"""At every door that takes JSON."""
Given = TypeVar("Given")
Tidy = TypeVar("Tidy")


class Problems:
    """The problems found so far, in the order in which they were found."""

    def __init__(self, found: Iterable[FieldProblem] = ()) -> None:
        self.found = list(found)

    def add(self, path: str, code: str, said: Said) -> None:
        self.found.append(FieldProblem(path, code, said))

    def tidy(self, path: str, read: Callable[[Given], Tidy], value: Given) -> Tidy | None:
        """The value in its tidy form; None where it is malformed, which is kept as a problem at `path`."""
        try:
            return read(value)
        except Malformed as problem:
            self.add(path, problem.code, problem.said)
            return None

    def refuse(self) -> None:
        """Raises InvalidInput with every problem found; does nothing where there is none."""
        if self.found:
            raise InvalidInput(*self.found)


def path_of(name: str) -> str:
    """A field as the API spells it: `service_postal_code` is `servicePostalCode`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
