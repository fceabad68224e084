"""What an annotation says is worked out once: Strawberry asks up to six times for each, and parses, prints and evaluates it anew.

That was a fifteenth of the time of a start. Strawberry is kept to one minor version (pyproject.toml) and offers no other way in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from strawberry.annotation import StrawberryAnnotation

_FOUND: Final[dict[tuple[str, int], tuple[Any, Any]]] = {}
"""By text and the names it is read with: those names, so that no others come to lie there, and what the text says."""


def remembering(evaluate: Callable[[StrawberryAnnotation], Any]) -> Callable[[StrawberryAnnotation], Any]:
    """The same, which works out no text twice. What names something that is not there yet is asked for again."""

    def remembered(annotation: StrawberryAnnotation) -> Any:
        text, names = annotation.raw_annotation, annotation.namespace
        if not isinstance(text, str):
            return evaluate(annotation)
        found = _FOUND.get((text, id(names)))
        if found is None:
            found = _FOUND[text, id(names)] = names, _evaluated(evaluate, annotation)
        if isinstance(found[1], NameError):
            raise found[1]
        return found[1]

    return remembered


def _evaluated(evaluate: Callable[[StrawberryAnnotation], Any], annotation: StrawberryAnnotation) -> Any:
    """What it says; as long as it is not known whose names it is read with, that a name is missing is an answer, too."""
    try:
        return evaluate(annotation)
    except NameError as missing:
        if annotation.namespace is None:
            return missing.with_traceback(None)
        raise


StrawberryAnnotation.evaluate = remembering(StrawberryAnnotation.evaluate)  # type: ignore[assignment,method-assign]
