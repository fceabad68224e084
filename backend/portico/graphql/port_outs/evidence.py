"""What is to be weighed before numbers leave: what the carrier says beside the record, and what deserves a second look; never for it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain import policy
from portico.domain.matching.comparing import MatchReason, MatchSeverity, MatchVerdict
from portico.domain.port_outs.claimed_data import ClaimCompared, ClaimedData, ClaimField, RecordedData, RecordKind, compare_claim
from portico.domain.port_outs.risks import PortOutRiskKind, RiskFound, judge_risks
from portico.domain.statuses import PORT_OUT_LIVE
from portico.graphql.engine.batches import Batch
from portico.graphql.engine.context import Context, Loaders
from portico.graphql.engine.words import code_field, params_field, worded
from portico.graphql.port_outs import enums as _described  # noqa: F401 - an enum that is not known yet would be one without words
from portico.storage.engine.rows import Row
from portico.storage.port_outs import on_record, port_out_requests, risk_facts

text = strawberry.field


@strawberry.type(description="One thing the gaining carrier says, beside what is likest to it on record.")
class PortOutComparison:
    field: ClaimField = text(description="What it is.")
    verdict: MatchVerdict = text(description="How they compare.")
    why: MatchReason | None = text(description="What keeps them from being the same, where that is known.")
    severity: MatchSeverity = text(description="How much that deserves a look.")
    given: str | None = text(description="What the carrier gave.")
    on_record: str | None = text(description="What is on record.")
    record_kind: RecordKind | None = text(description="Where on record that stands.")
    record_name: str | None = text(description="What the profile, port-in or person is called where it stands.")

    @classmethod
    def of(cls, found: ClaimCompared) -> PortOutComparison:
        likeness = found.compared.likeness
        return cls(
            field=found.field,
            verdict=likeness.verdict,
            why=likeness.why,
            severity=likeness.severity,
            given=found.compared.given,
            on_record=found.compared.on_record,
            record_kind=found.stands.kind if found.stands else None,
            record_name=found.stands.called if found.stands else None,
        )


@strawberry.type(description="Something about a port-out that deserves a second look. It stops nothing by itself.")
class PortOutRisk:
    kind: PortOutRiskKind = text(description="What it is.")
    message: str = text(description="Why, for people.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()

    @classmethod
    def of(cls, found: RiskFound) -> PortOutRisk:
        return cls(kind=found.risk, **worded(found.said))


@strawberry.type(description="What is to be weighed before numbers leave; for the owner and staff only.")
class PortOutEvidence:
    row: strawberry.Private[Row]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="What the gaining carrier says, each thing beside what is likest to it on record.")
    async def comparisons(self) -> list[PortOutComparison]:
        record = await self.loaders[RECORD].load(self.row["id"])
        return [PortOutComparison.of(found) for found in compare_claim(_claimed(self.row), record)]

    @strawberry.field(description="How many of its numbers ring somewhere here: that configuration is detached once they leave.")
    async def configured_count(self) -> int:
        return int(await self.loaders[CONFIGURED].load(self.row["id"]))

    @strawberry.field(description="What deserves a second look, as things stand; nothing of a request that has ended.")
    async def risks(self) -> list[PortOutRisk]:
        if self.row["status"] not in PORT_OUT_LIVE:
            return []
        return list(map(PortOutRisk.of, await self.loaders[RISKS].load(self.row["id"])))


def evidence(context: Context, row: Row, loaders: Loaders) -> PortOutEvidence | None:
    """None for carriers: what they would be told of the record they could find out by asking again and again."""
    return PortOutEvidence(row=row, loaders=loaders) if policy.may(context.actor, "port_out_request.read_evidence") else None


def _claimed(row: Row) -> ClaimedData:
    return ClaimedData(
        name=row["end_user"],
        person=row["authorised_name"],
        street=row["service_street"],
        city=row["service_city"],
        postal_code=row["service_postal_code"],
        account_number=row["account_number"],
    )


async def _records(context: Context, ids: list[UUID]) -> list[list[RecordedData]]:
    found = await on_record.on_record(context.work.reader, ids)
    return [found.get(key, []) for key in ids]


async def _risks(context: Context, ids: list[UUID]) -> list[tuple[RiskFound, ...]]:
    rows = await port_out_requests.rows_of(context.work.reader, ids)
    facts = await risk_facts.of_requests(context.work.reader, rows, context.now)
    return [judge_risks(facts[key], context.now) if key in facts else () for key in ids]


async def _configured(context: Context, ids: list[UUID]) -> list[int]:
    found = await on_record.configured_counts(context.work.reader, ids)
    return [found.get(key, 0) for key in ids]


CONFIGURED: Final = Batch(_configured)
RECORD: Final = Batch(_records)
RISKS: Final = Batch(_risks)
