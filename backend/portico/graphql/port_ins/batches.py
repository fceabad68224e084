"""What a list of porting requests reads for all of them at once."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.reasons import ReasonDirection
from portico.domain.statuses import Flow, PortingRequestStatus
from portico.domain.words.statuses_catalogue import Language
from portico.graphql.engine.batches import Batch, firsts, many
from portico.graphql.engine.context import Context
from portico.storage.desk import awaited, reason_texts
from portico.storage.port_ins import attempts, documents, number_blocks
from portico.storage.row_types.desk import ReasonTextRow

StandingKey = tuple[UUID, PortingRequestStatus, Flow]


async def _standing(context: Context, keys: list[StandingKey]) -> list[documents.RequestStanding]:
    requests = [{"id": key, "status": status, "flow": flow} for key, status, flow in keys]
    found = await documents.standings(context.work.reader, requests)
    return [found[key] for key, _status, _flow in keys]


async def _left_out_count(context: Context, ids: list[UUID]) -> list[int]:
    found = await awaited.left_out_counts(context.work.reader, ids)
    return [found.get(key, 0) for key in ids]


async def _own_reasons(context: Context, languages: list[Language]) -> list[dict[str, ReasonTextRow]]:
    return [await reason_texts.by_code(context.work.reader, ReasonDirection.IN, each) for each in languages]


E164S_ASKED_FOR: Final = many(number_blocks.e164s_asked_for)
DOCUMENTS: Final = many(documents.list_documents)
ATTEMPTS: Final = many(attempts.of_requests)
ATTEMPT_ANSWERS: Final = firsts(attempts.first_answers)
STANDING: Final = Batch(_standing)
LEFT_OUT_NUMBERS: Final = Batch(_left_out_count)
OWN_REASONS: Final = Batch(_own_reasons)
"""What the operator says of reasons for port-ins in a language, by code."""
