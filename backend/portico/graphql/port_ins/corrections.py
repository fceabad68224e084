"""What is wrong and what its correction form opens."""

from __future__ import annotations

from typing import Any

import strawberry

from portico.domain import reasons
from portico.domain.port_ins.corrections import Opened
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import DocumentKind
from portico.domain.words.statuses_catalogue import Language
from portico.graphql.desk.catalogue import ForReasons
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.read_off_row import ReadOffRow, of_each
from portico.graphql.port_ins.batches import OWN_REASONS

text = strawberry.field


@strawberry.type(description="Something that is wrong, with the fields and documents its correction opens.")
class StatusReason(ReadOffRow):
    code: ReasonCode = text(description="The code.")
    text: str = strawberry.field(description="What it means.")
    fields: list[str] = strawberry.field(description="The request's fields to correct, e.g. `subscriber.account_number`.")
    documents: list[DocumentKind] = strawberry.field(description="The kinds of document to replace.")

    @strawberry.field(description="What the operator says of it in its own words, and adds to it; null: `text` stands.")
    async def own_text(self, info: Info, language: ForReasons = Language.EN) -> str | None:
        return await _own_text(self, info.context, language)

    @classmethod
    def of(cls, reason: dict[str, Any]) -> StatusReason:
        known = reasons.port_in_reason(ReasonCode(reason["code"]))
        return cls(code=known.code, text=reason["text"], fields=list(known.fields), documents=list(known.documents))


async def _own_text(reason: StatusReason, context: Context, language: Language) -> str | None:
    own = (await context.loaders[OWN_REASONS].load(language)).get(reason.code.value)
    return " ".join(filter(None, (own["text"] or reason.text, own["note"]))) if own else None


StatusReason.OF_A_LEVEL = {"ownText": of_each(_own_text, "language")}


@strawberry.type(description="What the correction form opens now; everything else of the request stays closed.")
class Correction:
    fields: list[str] = text(description="The request's fields to correct, e.g. `subscriber.account_number`.")
    documents: list[DocumentKind] = text(description="The kinds of document to replace.")
    reasons: list[StatusReason] = text(
        description="What is wrong, each code once; one without fields and documents is confirmed with a comment when resubmitting."
    )

    @classmethod
    def of(cls, opened: Opened | None) -> Correction | None:
        if opened is None:
            return None
        found = [StatusReason.of(dict(reason)) for reason in opened.reasons]
        return cls(fields=list(opened.fields), documents=list(opened.documents), reasons=found)
