"""Refusals as members of every result: one type per way of saying no, each with a stable code and a sentence for people."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.scalars import JSON

from portico.domain import refusals
from portico.graphql.engine.enums import ProblemCode
from portico.graphql.engine.words import code_field, params_field, worded


@strawberry.interface(description="Why something was not done. Nothing was changed.")
class Problem:
    code: ProblemCode = strawberry.field(description="Stable; branch on this.")
    message: str = strawberry.field(description="For people.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()


@strawberry.type(description="No such thing, or not yours.")
class NotFound(Problem):
    pass


@strawberry.type(description="Your role, level or token scope never allows this.")
class NotPermitted(Problem):
    pass


@strawberry.type(description="The verb exists, but not from the status the thing is in.")
class ActionUnavailable(Problem):
    pass


@strawberry.type(description="A condition that does not hold (yet).")
class Blocker:
    code: str = strawberry.field(description="Stable; branch on this.")
    message: str = strawberry.field(description="What to do about it, for people.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()
    path: str | None = strawberry.field(description="The field or document it is about, as `findings` names it; null: the whole.")

    @classmethod
    def of(cls, blocker: refusals.Blocker) -> Blocker:
        return cls(code=blocker.code, path=blocker.path, **worded(blocker.said))


@strawberry.type(description="The verb is right and conditions do not hold; every one is listed.")
class Blocked(Problem):
    blockers: list[Blocker] = strawberry.field(description="Every condition that does not hold.")


@strawberry.type(description="Somebody else changed it first: look again, then decide.")
class StaleVersion(Problem):
    current_version: int = strawberry.field(description="The version it has now.")


@strawberry.type(description="What is wrong with one field.")
class FieldProblem:
    path: str = strawberry.field(description="The field as you wrote it, e.g. `numbers.3`.")
    code: str = strawberry.field(description="Stable; branch on this.")
    message: str = strawberry.field(description="What is wrong and how to mend it.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()


@strawberry.type(description="Input that cannot be used; every field at fault is named.")
class InvalidInput(Problem):
    fields: list[FieldProblem] = strawberry.field(description="Every field at fault.")


@strawberry.type(description="Slow down.")
class TooManyRequests(Problem):
    retry_after: int = strawberry.field(description="Seconds to wait.")


@strawberry.type(description="The feed cannot be continued from this cursor: read everything anew, then subscribe without `after`.")
class CursorExpired(Problem):
    pass


PROBLEMS = (NotFound, NotPermitted, ActionUnavailable, Blocked, StaleVersion, InvalidInput, TooManyRequests)


def problem_of(refusal: refusals.Refusal) -> Any:
    """The refusal as its GraphQL type."""
    said: dict[str, Any] = {"code": ProblemCode(refusal.code), **worded(refusal.said)}
    match refusal:
        case refusals.Blocked():
            return Blocked(**said, blockers=list(map(Blocker.of, refusal.blockers)))
        case refusals.InvalidInput():
            return InvalidInput(**said, fields=[FieldProblem(path=f.path, code=f.code, **worded(f.said)) for f in refusal.fields])
        case refusals.StaleVersion():
            return StaleVersion(**said, current_version=refusal.current_version)
        case refusals.TooManyRequests():
            return TooManyRequests(**said, retry_after=refusal.retry_after)
    return _PLAIN[type(refusal)](**said)


_PLAIN: dict[type[refusals.Refusal], Any] = {
    refusals.NotFound: NotFound,
    refusals.NotPermitted: NotPermitted,
    refusals.SecondFactorRequired: NotPermitted,
    refusals.ActionUnavailable: ActionUnavailable,
}
