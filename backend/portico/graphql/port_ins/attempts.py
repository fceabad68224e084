"""Attempts at the losing carrier as clients see them: what was sent, what came back, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain.inventory.blocks import held, left_of
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.port_ins import attempts
from portico.domain.port_ins.field_words import label_of
from portico.domain.port_ins.requirements.requirements import requirement_for
from portico.domain.reference.shapes import Requirement
from portico.domain.statuses import CarrierAnswer
from portico.graphql.engine.context import Loaders
from portico.graphql.engine.enums import register
from portico.graphql.engine.scalars import edge_id
from portico.graphql.engine.words import coded
from portico.graphql.inventory.phone_numbers import FirstNumbers
from portico.graphql.port_ins.batches import ATTEMPT_ANSWERS
from portico.storage.engine.rows import Row
from portico.storage.port_ins import number_blocks

text = strawberry.field
register(CarrierAnswer, "CarrierAnswer", "What a carrier answered to an attempt. It grows: take what you do not know yet.", {
    "FOC_CONFIRMED": "It named the date on which it ports.",
    "FOC_REVISED": "It named another date.",
    "FOC_WITHDRAWN": "It withdrew the date.",
    "ACTION_REQUIRED": "It asks for a correction.",
})  # fmt: skip
_IDS = {"losing_carrier_id": "carrier", "network_carrier_id": "carrier", "company_profile_id": "company_profile"}
_ANSWER = ("e164", "answer", "answer_text", "answered_at")
_NOT_FOR_CARRIERS = frozenset({"company_profile", "company_profile_id"})


@strawberry.type(description="A number's part in an attempt.")
class AttemptNumber:
    e164: str = text(description="The number.")
    answer: CarrierAnswer | None = text(description="The carrier's answer.")
    answer_text: str | None = text(description="The carrier's words; null where it gave none.")
    answered_at: datetime | None = text(description="When it answered.")


@strawberry.type(description="Something that was sent otherwise than in the attempt before.")
class AttemptDifference:
    field: str = text(description="The field or kind of document, e.g. `subscriber.name` or `documents.LOA`.")
    label: str = text(description="What people call it.")
    label_code: str | None = text(
        description="The code of `label`, to translate it by; null where it is a name that only some country has."
    )
    before: str | None = text(description="What was sent before; null: nothing. A secret is never shown, a document by its file's name.")
    after: str | None = text(description="What was sent now; null: nothing.")
    before_sentence: JSON | None = text(description="Of `before`, where Portico says it, `{code, params}`, to translate it by.")
    after_sentence: JSON | None = text(description="Of `after`, where Portico says it, `{code, params}`, to translate it by.")

    @classmethod
    def of(cls, found: attempts.Difference, requirement: Requirement | None) -> AttemptDifference:
        before, after, label = found.before, found.after, label_of(found.field, requirement)
        return cls(
            field=found.field,
            label=label.text,
            label_code=label.code,
            before=before.text if before else None,
            after=after.text if after else None,
            before_sentence=coded(before),
            after_sentence=coded(after),
        )


@strawberry.type(description="One go at the losing carrier; what was sent is never changed.")
class PortingAttempt:
    id: strawberry.ID = text(description="Opaque id.")
    no: int = text(description="Counts from 1 in its request.")
    created_at: datetime = text(description="When it was sent.")
    verified_at: datetime | None = text(description="When the network carrier verified it.")
    handed_over_at: datetime | None = text(description="When it went to the losing carrier.")
    snapshot: JSON = text(description="What was sent; of PINs and the like only that they were given (`secrets_given`: name → when).")
    diff: list[AttemptDifference] = text(description="What was sent otherwise than in the attempt before; empty for the first one.")
    number_count: int = text(description="How many numbers it was about, as far as you see them.")
    key: strawberry.Private[UUID]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="Its numbers and the answers to them. A document costs by `first`: in a list of requests say how many.")
    async def numbers(self, first: FirstNumbers = MOST_NUMBERS) -> list[AttemptNumber]:
        found = await self.loaders[ATTEMPT_ANSWERS].load((self.key, min(max(first, 1), MOST_NUMBERS)))
        answers: list[Row] = [*found]
        return [AttemptNumber(**{name: each[name] for name in _ANSWER}) for each in answers]

    @classmethod
    def of(cls, row: Row, before: Row | None, loaders: Loaders, *, for_carrier: bool) -> PortingAttempt:
        found = attempts.differences(_seen(before), _seen(row)) if before else []
        shown = [each for each in found if not (for_carrier and each.field in _NOT_FOR_CARRIERS)]
        return cls(
            id=edge_id("porting_attempt", row["id"]),
            key=row["id"],
            loaders=loaders,
            snapshot=_snapshot(_seen(row), for_carrier=for_carrier),  # type: ignore[arg-type]
            diff=[AttemptDifference.of(each, _requirement(row["snapshot"])) for each in shown],
            **{name: row[name] for name in ("no", "created_at", "verified_at", "handed_over_at", "number_count")},
        )


def in_order(rows: Sequence[Row], loaders: Loaders, *, for_carrier: bool) -> list[PortingAttempt]:
    """A request's attempts, each against the one before it."""
    return [PortingAttempt.of(row, before, loaders, for_carrier=for_carrier) for before, row in zip([None, *rows], rows, strict=False)]


def _requirement(snapshot: Mapping[str, Any]) -> Requirement | None:
    """What such a request asks for, as it ships."""
    country, number_type = snapshot.get("country"), snapshot.get("number_type")
    return requirement_for(country, number_type) if country and number_type else None


def _seen(row: Row) -> dict[str, Any]:
    """The snapshot, of blocks no more than the numbers that are seen."""
    snapshot: dict[str, Any] = row["snapshot"]
    if "number_blocks" not in snapshot:
        return snapshot
    left = left_of(held(snapshot["number_blocks"]), row["e164s"])
    return snapshot | {"number_blocks": number_blocks.stored(left) or []}


def _snapshot(snapshot: dict[str, Any], *, for_carrier: bool) -> dict[str, Any]:
    """The snapshot with its ids as clients know them; a carrier sees no profiles."""
    shown = {name: value for name, value in snapshot.items() if not (for_carrier and name in _NOT_FOR_CARRIERS)}
    for name, kind in _IDS.items():
        if shown.get(name):
            shown[name] = edge_id(kind, UUID(shown[name]))
    if "documents" in shown:
        shown["documents"] = [{**each, "id": edge_id("document", UUID(each["id"]))} for each in shown["documents"]]
    return shown
