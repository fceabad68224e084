"""An annotation is worked out once, and one whose names are not there yet is asked for again."""

from __future__ import annotations

from typing import Any

import pytest
from strawberry.annotation import StrawberryAnnotation

from portico.graphql.engine.annotations import remembering


class Asked:
    """How often something was worked out."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, annotation: StrawberryAnnotation) -> Any:
        self.texts.append(str(annotation.raw_annotation))
        return eval(str(annotation.raw_annotation), annotation.namespace or {})  # noqa: S307 - its own text


def test_the_same_text_with_the_same_names_is_worked_out_once() -> None:
    asked, names = Asked(), {"Here": int}
    evaluate = remembering(asked)
    assert [evaluate(StrawberryAnnotation("list[Here]", namespace=names)) for _ in range(3)] == [list[int]] * 3
    assert asked.texts == ["list[Here]"]
    assert evaluate(StrawberryAnnotation("list[Here]", namespace={"Here": str})) == list[str], "other names are other types"


def test_a_name_that_comes_later_is_found_then() -> None:
    evaluate, names = remembering(Asked()), dict[str, Any]()
    with pytest.raises(NameError):
        evaluate(StrawberryAnnotation("list[Later]", namespace=names))
    names["Later"] = int
    assert evaluate(StrawberryAnnotation("list[Later]", namespace=names)) == list[int]


def test_without_names_a_name_that_is_none_of_the_language_is_missed_once() -> None:
    asked = Asked()
    evaluate = remembering(asked)
    for _ in range(3):
        with pytest.raises(NameError, match="Nowhere"):
            evaluate(StrawberryAnnotation("Nowhere"))
    assert asked.texts == ["Nowhere"]


def test_strawberry_itself_remembers() -> None:
    names = {"Here": int}
    one, other = (StrawberryAnnotation("dict[str, Here]", namespace=names).evaluate() for _ in range(2))
    assert one is other
