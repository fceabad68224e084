"""What commands about port-ins answer where the thing itself is gone, or was not touched."""

from __future__ import annotations

import strawberry
from strawberry.scalars import JSON

from portico.graphql.engine.words import code_field, params_field


@strawberry.type(description="A draft that is gone.")
class PortingRequestDiscarded:
    id: strawberry.ID = strawberry.field(description="What its id was.")


@strawberry.type(
    description="An answer to an earlier attempt of a number that is with another carrier since: staff were told of it, and nothing moved."
)
class PortingNumberAnswerKept:
    id: strawberry.ID = strawberry.field(description="The number that was named.")
    attempt: int = strawberry.field(description="The attempt that was answered.")
    message: str = strawberry.field(description="For people.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()
