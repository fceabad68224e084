"""Mutations made from the tables: every verb a person or carrier may say, described from its rows. None is written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Final, Union
from uuid import UUID

import strawberry

from portico.domain import ids
from portico.domain.conditions import repeated
from portico.domain.grammar import NoInput
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.port_ins import late_answers
from portico.domain.refusals import FieldProblem, NotFound, Refusal
from portico.domain.refusals import InvalidInput as Invalid
from portico.domain.sentences import Sentence
from portico.domain.tables import LIFECYCLES
from portico.domain.words.titles import label
from portico.graphql.desk.papers import documents_read
from portico.graphql.engine.command import ByIds
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import verbs_of
from portico.graphql.engine.inputs import asked_of, camel, described_input, input_type, key_of
from portico.graphql.engine.problems import PROBLEMS, InvalidInput, NotPermitted, TooManyRequests, problem_of
from portico.graphql.engine.receipts import noting
from portico.graphql.engine.scalars import aimed_at
from portico.graphql.engine.words import worded
from portico.graphql.internal_moves import internal_moves
from portico.graphql.inventory import phone_numbers
from portico.graphql.inventory.phone_numbers import PhoneNumber
from portico.graphql.port_ins import porting_numbers, porting_requests
from portico.graphql.port_ins.answers import PortingNumberAnswerKept, PortingRequestDiscarded
from portico.graphql.port_ins.porting_numbers import PortingNumber
from portico.graphql.port_ins.porting_requests import PortingRequest
from portico.graphql.port_outs import port_out_requests as port_outs
from portico.graphql.port_outs.port_out_requests import PortOutRequest
from portico.graphql.snapbacks import snapbacks
from portico.operations.engine.moves import move, move_one
from portico.operations.engine.outcomes import Outcome, Target

_HOW_MANY: Final = Sentence("bulk.how_many", "Give from 1 to {most} numbers, not {given}; split what is more.")
_TWICE: Final = Sentence("bulk.twice", "This number is in the list already.")

LARGEST_BULK = 1000
ATTEMPT = (
    "The attempt you answer, its `attemptNo` when you were sent it. Null: the newest; a carrier names any but the first. "
    "An answer to an earlier one moves nothing: staff are told of it, also where the number is with another carrier by now."
)
ONCE = "Send the same key again to learn what became of a command, without doing it twice."


PortingNumberResult: Any = Annotated[
    Union[(PortingNumber, PortingNumberAnswerKept, *PROBLEMS)],
    strawberry.union("PortingNumberResult", description="The number, or why not."),
]


@strawberry.type(description="A request of which every number was tried by itself, as the request as a whole cannot take the command.")
class PortingRequestNumbersMoved:
    request: PortingRequest = strawberry.field(description="The request as it is now.")
    results: list[PortingNumberResult] = strawberry.field(description="One for each of its numbers. One refused never stops the others.")


PortingRequestResult: Any = Annotated[
    Union[(PortingRequest, PortingRequestDiscarded, PortingRequestNumbersMoved, *PROBLEMS)],
    strawberry.union("PortingRequestResult", description="The request, or why not."),
]
PortOutRequestResult: Any = Annotated[
    Union[(PortOutRequest, *PROBLEMS)], strawberry.union("PortOutRequestResult", description="The request, or why not.")
]


@strawberry.type(description="What became of each number, in the order they were given. One refused number never stops the others.")
class PortingNumbersMoved:
    results: list[PortingNumberResult] = strawberry.field(description="One per number given.")


PortingNumbersResult = Annotated[
    PortingNumbersMoved | InvalidInput | NotPermitted | TooManyRequests,
    strawberry.union("PortingNumbersResult", description="What became of each number, or why the command was not tried at all."),
]


PhoneNumberResult: Any = Annotated[
    Union[(PhoneNumber, *PROBLEMS)], strawberry.union("PhoneNumberResult", description="The number, or why not.")
]


@strawberry.type(
    description="What became of each number of the inventory, in the order they were given. One refused never stops the others."
)
class PhoneNumbersMoved:
    results: list[PhoneNumberResult] = strawberry.field(description="One per number given.")


PhoneNumbersResult = Annotated[
    PhoneNumbersMoved | InvalidInput | NotPermitted | TooManyRequests,
    strawberry.union("PhoneNumbersResult", description="What became of each number, or why the command was not tried at all."),
]


@strawberry.input(description="A number of the inventory, and the version you looked at.")
class PhoneNumberTarget:
    id: strawberry.ID = strawberry.field(description="The number.")
    expected_version: int | None = strawberry.field(default=None, description="The version you looked at; null: whatever it is.")


@strawberry.input(description="A number, and the version you looked at.")
class PortingNumberTarget:
    id: strawberry.ID = strawberry.field(description="The number.")
    expected_version: int | None = strawberry.field(default=None, description="The version you looked at; null: whatever it is.")
    attempt: int | None = strawberry.field(default=strawberry.UNSET, description=ATTEMPT)


def idempotency_key(said: str = ONCE) -> tuple[Any, Any]:
    """The field every mutation accepts."""
    return str | None, strawberry.field(default=None, description=said)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What many at once are given as, and answered with."""

    target: Any
    moved: Any


@dataclass(frozen=True, slots=True)
class MutationNoun:
    """How a lifecycle's mutations are named and answered."""

    prefix: str
    name: str
    result: Any
    by_ids: ByIds
    kind: str
    bulk: Bulk | None = None


NOUNS: Mapping[str, MutationNoun] = {
    "porting_request": MutationNoun("porting_request", "porting request", PortingRequestResult, porting_requests.by_ids, "porting_request"),
    "porting_number": MutationNoun("porting_numbers", "porting numbers", PortingNumbersResult, porting_numbers.by_ids, "porting_number",
                           Bulk(PortingNumberTarget, PortingNumbersMoved)),
    "port_out_request": MutationNoun("port_out_request", "port-out request", PortOutRequestResult, port_outs.by_ids, "port_out_request"),
    "snapback": MutationNoun("snapback", "snapback", snapbacks.SnapbackResult, snapbacks.by_ids, "snapback"),
    "internal_move": MutationNoun("internal_move", "move", internal_moves.InternalMoveResult, internal_moves.by_ids, "internal_move"),
    "phone_number": MutationNoun("phone_numbers", "phone numbers", PhoneNumbersResult, phone_numbers.by_ids, "phone_number",
                         Bulk(PhoneNumberTarget, PhoneNumbersMoved)),
    "document": MutationNoun("document", "document", documents_read.DocumentResult, documents_read.by_ids, "document"),
}  # fmt: skip


BY_CODE: Final = frozenset({"internal_move.redeem"})
"""What nobody sees who may do it: it is named by a code, and not by an id."""


def mutations() -> dict[str, Any]:
    """Field name → Strawberry field, for every verb of every lifecycle that a person or carrier may say."""
    return {
        f"{noun.prefix}_{verb}": _mutation(LIFECYCLES[subject], verb, noun)
        for subject, noun in NOUNS.items()
        for verb in verbs_of(LIFECYCLES[subject])
        if f"{subject}.{verb}" not in BY_CODE
    }


def _mutation(lifecycle: AnyLifecycle, verb: str, noun: MutationNoun) -> Any:
    asked = lifecycle.verbs[verb][0].asks
    field_name = camel(f"{noun.prefix}_{verb}")
    given = _input(field_name, lifecycle, verb, noun, asked)
    resolver = (
        _bulk_resolver(lifecycle, verb, noun, asked, field_name) if noun.bulk else _resolver(lifecycle, verb, noun, asked, field_name)
    )
    resolver.__annotations__ = {"info": Info, "input": described_input(given), "return": noun.result}
    resolver.__name__ = f"{noun.prefix}_{verb}"
    return strawberry.mutation(resolver=resolver, description=describe(lifecycle, verb))


def _input(field_name: str, lifecycle: AnyLifecycle, verb: str, noun: MutationNoun, asked: type) -> Any:
    name = field_name[0].upper() + field_name[1:] + "Input"
    if noun.bulk:
        targets: Any = list[noun.bulk.target]  # type: ignore[name-defined]
        numbers = strawberry.field(description=f"The numbers, at most {LARGEST_BULK}.")
        before: dict[str, tuple[Any, Any]] = {"numbers": (targets, numbers)}
    else:
        version = strawberry.field(default=None, description="The version you looked at; null: whatever it is.")
        before = {
            "id": (strawberry.ID, strawberry.field(description=f"The {noun.name}.")),
            "expected_version": (int | None, version),
        }
    after = {"idempotency_key": idempotency_key()}
    return input_type(name, f"{label(lifecycle.subject, verb)}: what it takes.", asked if asked is not NoInput else None, before, after)


def describe(lifecycle: AnyLifecycle, verb: str) -> str:
    """The rows of a verb in words: from where, to where, by whom, and what must hold."""
    lines = [f"{label(lifecycle.subject, verb)}."]
    for row in lifecycle.verbs[verb]:
        targets = " or ".join(row.targets) or "unchanged"
        roles = ", ".join(str(role.name).lower() for role in row.by)
        flow = f" ({', '.join(sorted(row.flow))})" if len(row.flow) == 1 else ""
        codes = [guard.code for guard in row.guards]
        needs = f"; blocked by {', '.join(codes)}" if codes else ""
        lines.append(f"From {', '.join(sorted(row.source))} to {targets}{flow}, by {roles}{needs}.")
    return "\n".join(dict.fromkeys(lines))


def _resolver(lifecycle: AnyLifecycle, verb: str, noun: MutationNoun, asked: type, field_name: str) -> Any:
    async def resolve(info: Any, input: Any) -> Any:
        context: Context = info.context
        actor = context.sender
        work, receipt = noting(info)
        try:
            target = Target(aimed_at(noun.kind, input.id), input.expected_version)
            command = None if asked is NoInput else asked_of(asked, input)
            key = key_of(field_name, input)
            outcome = await move_one(work, actor, lifecycle.subject, verb, target, command, key)
        except Refusal as refusal:
            return problem_of(refusal)
        receipt.committed = True
        context.answering(f"{lifecycle.subject}.{verb}")
        found = (await noun.by_ids(context, [outcome.id])).get(outcome.id)
        if found and outcome.tried:
            return PortingRequestNumbersMoved(request=found, results=await _results(context, porting_numbers.by_ids, outcome.tried))
        return found or (PortingRequestDiscarded(id=input.id) if verb == "discard" else problem_of(NotFound()))

    return resolve


def _bulk_resolver(lifecycle: AnyLifecycle, verb: str, noun: MutationNoun, asked: type, field_name: str) -> Any:
    moved: Any = noun.bulk.moved if noun.bulk else None

    async def resolve(info: Any, input: Any) -> Any:
        context: Context = info.context
        actor = context.sender
        work, receipt = noting(info)
        try:
            targets = _targets(noun.kind, input.numbers)
            command = None if asked is NoInput else asked_of(asked, input)
            key = key_of(field_name, input)
            outcomes = await move(work, actor, lifecycle.subject, verb, targets, command, key)
        except Refusal as refusal:
            return problem_of(refusal)
        receipt.committed = any(outcome.refusal is None for outcome in outcomes)
        context.answering(f"{lifecycle.subject}.{verb}")
        answered = {target.id: target.attempt for target in targets}
        return moved(results=await _results(context, noun.by_ids, outcomes, answered))

    return resolve


async def _results(
    context: Context, by_ids: ByIds, outcomes: Sequence[Outcome], answered: Mapping[UUID, int | None] = MappingProxyType({})
) -> list[Any]:
    """Each moved one as it is now, or why it was not; `answered` are the attempts that were named."""
    moved = [outcome.id for outcome in outcomes if outcome.refusal is None]
    found = await by_ids(context, moved) if moved else {}
    return [problem_of(o.refusal) if o.refusal else found.get(o.id) or _unseen(o, answered.get(o.id)) for o in outcomes]


def _unseen(outcome: Outcome, attempt: int | None) -> Any:
    """What is said of a number that whoever moved it, or answered an earlier attempt of it, sees no more."""
    if not outcome.kept or attempt is None:
        return problem_of(NotFound())
    return PortingNumberAnswerKept(
        id=strawberry.ID(ids.spelled("porting_number", outcome.id)), attempt=attempt, **worded(late_answers.kept(attempt))
    )


async def phone_numbers_moved(context: Context, outcomes: Sequence[Outcome]) -> PhoneNumbersMoved:
    """What became of each number of the inventory."""
    return PhoneNumbersMoved(results=await _results(context, phone_numbers.by_ids, outcomes))


def _targets(kind: str, given: list[Any]) -> list[Target]:
    """Raises InvalidInput for none, too many, or one twice."""
    if not 1 <= len(given) <= LARGEST_BULK:
        said = _HOW_MANY.said(most=LARGEST_BULK, given=len(given))
        raise Invalid(FieldProblem("numbers", "TOO_MANY" if given else "REQUIRED", said))
    if twice := repeated(target.id for target in given):
        raise Invalid(*(FieldProblem(f"numbers.{place}", "DUPLICATE", _TWICE.said()) for place in twice))
    return [Target(aimed_at(kind, target.id), target.expected_version, _attempt(target)) for target in given]


def _attempt(target: Any) -> int | None:
    """The attempt that is answered; the newest where none is named, and of what has none."""
    named = getattr(target, "attempt", strawberry.UNSET)
    return None if named is strawberry.UNSET else named
