"""The fault that the comparison with graphql-core is there to find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLObjectType

from portico.graphql.serving.planned import plans
from portico.graphql.serving.planned.shapes import Shape


def swap_aliases(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on objects of more than three fields have each under the name of the one before."""
    honest = plans._shape

    def swapped(kind: GraphQLObjectType, plain: Mapping[str, Any]) -> Shape:
        shape = honest(kind, dict(plain))
        keys = [part.key for part in shape.parts]
        turned = zip([*keys[1:], *keys[:1]], shape.parts, strict=True)
        return replace(shape, parts=tuple(replace(part, key=key) for key, part in turned)) if len(keys) > 3 else shape

    monkeypatch.setattr(plans, "_shape", swapped)
