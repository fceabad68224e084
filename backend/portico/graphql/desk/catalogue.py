"""What anybody may read without sign-in: requirements, status and reason catalogues."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from portico.domain import reasons
from portico.domain.port_ins.requirements import requirements
from portico.domain.reasons import PortOutRejectCode, ReasonCode, ReasonDirection
from portico.domain.sentences import Said
from portico.domain.statuses import DocumentKind, Flow, NumberType, PortingRequestStatus, WaitingOn
from portico.domain.words import statuses_catalogue
from portico.domain.words.statuses_catalogue import Language
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.request_errors import asked_country
from portico.graphql.people.requirements import requirement
from portico.operations.desk.reason_texts import WordPortInReason, WordPortOutReason
from portico.storage.desk import reason_texts, requirement_overrides
from portico.storage.engine.rows import Row

text = strawberry.field
register(Language, "Language", "A language of the catalogues.", {"EN": "English.", "NL": "Dutch.", "DE": "German."})
FOR_A_CATALOGUE = ", for a catalogue in another language; null where there is no text, and where the operator's staff wrote it."
Country = Annotated[str, strawberry.argument(description="ISO 3166 code of the country.")]


@strawberry.type(description="A document that a port asks for.")
class DocumentNeed:
    kind: DocumentKind = text(description="What kind.")
    required: bool = text(description="Whether the port cannot be submitted without it.")
    one_of: str | None = text(description="Of the needs that share this, any one is enough.")
    max_age_days: int | None = text(description="The age at submission from which it is refused.")
    warn_age_days: int | None = text(description="The age at submission from which it is warned about.")
    name: str | None = text(description="What it is called there.")
    name_code: str | None = text(description=f"The code of `name`{FOR_A_CATALOGUE}")
    notes: str | None = text(description="What to look out for.")
    notes_code: str | None = text(description=f"The code of `notes`{FOR_A_CATALOGUE}")


@strawberry.type(description="A field that a port asks for.")
class FieldNeed:
    name: str = text(description="Its path, e.g. subscriber.account_number or extra_fields.PAC.")
    label: str = text(description="For people.")
    label_code: str | None = text(description=f"The code of `label`{FOR_A_CATALOGUE}")
    required: bool = text(description="Whether the port cannot be submitted without it.")
    pattern: str | None = text(description="A regular expression the whole value matches as it is stored; other spellings are read too.")
    example: str | None = text(description="What a right value looks like.")
    hint: str | None = text(description="Where to find it.")
    hint_code: str | None = text(description=f"The code of `hint`{FOR_A_CATALOGUE}")
    secret: bool = text(description="Whether it acts as a PIN: kept sealed, never answered, and given per number where numbers differ.")


@strawberry.type(description="How long a port typically takes; null is unknown.")
class Interval:
    min_days: int | None = text(description="At least.")
    max_days: int | None = text(description="At most.")
    unit: str = text(description="BUSINESS_DAYS or CALENDAR_DAYS.")
    note: str | None = text(description="What it depends on.")
    note_code: str | None = text(description=f"The code of `note`{FOR_A_CATALOGUE}")

    @classmethod
    def of(cls, found: requirements.Interval | None) -> Interval | None:
        return cls(min_days=found.min_days, max_days=found.max_days, unit=found.unit.value, **_said(found, "note")) if found else None


@strawberry.type(description="Where a fact comes from.")
class Source:
    name: str = text(description="Its name.")
    name_code: str | None = text(description="The code of `name` where these are Portico's words; null where a source is cited.")
    url: str | None = text(description="Its address.")


@strawberry.type(description="What porting numbers of one country and type asks for; null stands for unknown.")
class Requirement:
    country: str = text(description="ISO 3166 code.")
    number_type: NumberType = text(description="What kind of numbers.")
    flow: Flow = text(description="Which process it follows.")
    documents: list[DocumentNeed] = text(description="Papers.")
    fields: list[FieldNeed] = text(description="Data of the losing carrier.")
    profile_fields: list[str] = text(description="What the company profile must have beyond the usual.")
    partial_port: bool | None = text(description="Whether some numbers may stay behind.")
    po_box_allowed: bool | None = text(description="Whether a PO box is an address there.")
    business_only: bool | None = text(description="Whether only companies may port.")
    interval: Interval | None = text(description="How long it typically takes.")
    invoice_max_age_days: int | None = text(description="The age at which an invoice is refused.")
    notes: list[str] = text(description="What else to know.")
    note_codes: list[str | None] = text(description=f"The code of each of `notes`, in their order{FOR_A_CATALOGUE}")
    sources: list[Source] = text(description="Where this comes from.")

    @classmethod
    def of(cls, found: requirements.Requirement) -> Requirement:
        plain = {name: getattr(found, name) for name in _PLAIN}
        return cls(
            **plain,
            documents=[
                DocumentNeed(**{n: getattr(need, n) for n in _DOCUMENT}, **_said(need, "name", "notes")) for need in found.documents
            ],
            fields=[FieldNeed(**{n: getattr(need, n) for n in _FIELD}, **_said(need, "label", "hint")) for need in found.fields],
            profile_fields=list(found.profile_fields),
            interval=Interval.of(found.interval),
            notes=[note.text for note in found.notes],
            note_codes=[note.code for note in found.notes],
            sources=[Source(url=source.url, **_said(source, "name")) for source in found.sources],
        )


_PLAIN = "country number_type flow partial_port po_box_allowed business_only invoice_max_age_days".split()
_DOCUMENT = "kind required one_of max_age_days warn_age_days".split()
_FIELD = "name required pattern example secret".split()


def _said(of: object, *names: str) -> dict[str, Any]:
    """What it says under these names, each beside its code."""
    said: dict[str, Said | None] = {name: getattr(of, name) for name in names}
    texts = {name: each.text if each else None for name, each in said.items()}
    return texts | {f"{name}_code": each.code if each else None for name, each in said.items()}


@strawberry.type(description="A status of porting requests, explained.")
class PortingRequestStatusInfo:
    status: PortingRequestStatus = text(description="The status.")
    label: str = text(description="In two or three words.")
    description: str = text(description="What it means.")
    waiting_on: WaitingOn = text(description="Who usually acts next.")
    may_wait_on: list[WaitingOn] = text(
        description="Everyone whom `waitingOn` of a request in this status can name, the usual one first: it follows numbers and papers."
    )
    typical_wait: str = text(description="How long it typically lasts, or until when.")
    nl_only: bool = text(description="Whether only Dutch requests have it.")


OWN_TEXT = "What the operator says of it in its own words, in the language asked for; null: what is shipped stands."
OWN_NOTE = "What the operator adds for its customers; null: nothing."
OWN_VERSION = "The version of these words, 0 where there are none; give it as expectedVersion."
ForReasons = Annotated[Language, strawberry.argument(description="Of the operator's own words.")]


@strawberry.type(description="A reason why a port-in cannot go on.")
class PortInReason:
    code: ReasonCode = text(description="The code.")
    text: str = strawberry.field(description="For people, as it is shipped.")
    own_text: str | None = strawberry.field(description=OWN_TEXT)
    own_note: str | None = strawberry.field(description=OWN_NOTE)
    own_version: int = strawberry.field(description=OWN_VERSION)
    who_acts: WaitingOn = strawberry.field(description="Who must act on it.")
    fields: list[str] = strawberry.field(description="The fields its correction opens.")
    documents: list[DocumentKind] = strawberry.field(description="The documents its correction opens.")
    comment_needed: bool = strawberry.field(description="Whether whoever names it must add words.")


@strawberry.type(description="A reason why numbers may not leave.")
class PortOutRejectReason:
    code: PortOutRejectCode = text(description="The code.")
    text: str = strawberry.field(description="For people, as it is shipped.")
    own_text: str | None = strawberry.field(description=OWN_TEXT)
    own_note: str | None = strawberry.field(description=OWN_NOTE)
    own_version: int = strawberry.field(description=OWN_VERSION)
    comment_needed: bool = strawberry.field(description="Whether whoever names it must add words.")


async def resolve_requirement(
    info: Info, country: Country, number_type: Annotated[NumberType, strawberry.argument(description="What kind of numbers.")]
) -> Requirement | None:
    found = await requirement(info.context, country, number_type)
    return Requirement.of(found) if found else None


async def resolve_requirements(
    info: Info, country: Annotated[str | None, strawberry.argument(description="ISO 3166 code; null: every country.")] = None
) -> list[Requirement]:
    changes = await requirement_overrides.changes(info.context.work.reader, country.upper() if country else None)
    known = requirements.all_requirements(changes)
    return [Requirement.of(found) for found in known if country is None or found.country == country.upper()]


async def resolve_statuses(
    info: Info,
    country: Annotated[str | None, strawberry.argument(description="ISO 3166 code; null: every status.")] = None,
    language: Annotated[Language, strawberry.argument(description="Of the texts.")] = Language.EN,
) -> list[PortingRequestStatusInfo]:
    intervals = None
    if country is not None:
        country = asked_country(country)
        changes = await requirement_overrides.changes(info.context.work.reader, country)
        intervals = [found.interval for found in requirements.all_requirements(changes) if found.country == country]
    return [
        PortingRequestStatusInfo(
            status=entry.status,
            label=entry.label(language),
            description=entry.description(language),
            waiting_on=entry.may_wait_on[0],
            may_wait_on=list(entry.may_wait_on),
            typical_wait=entry.typical_wait(language, intervals),
            nl_only=entry.nl_only,
        )
        for entry in statuses_catalogue.statuses(country)
    ]


async def resolve_port_in_reasons(info: Info, language: ForReasons = Language.EN) -> list[PortInReason]:
    return await _port_in_reasons(info.context, language)


async def resolve_port_out_reasons(info: Info, language: ForReasons = Language.EN) -> list[PortOutRejectReason]:
    return await _port_out_reasons(info.context, language)


async def _port_in_reasons(context: Context, language: Language) -> list[PortInReason]:
    own = await reason_texts.by_code(context.work.reader, ReasonDirection.IN, language)
    return [
        PortInReason(
            code=r.code,
            text=r.text,
            who_acts=r.who_acts,
            fields=list(r.fields),
            documents=list(r.documents),
            comment_needed=r.comment_needed,
            **_own(own.get(r.code.value)),
        )
        for r in reasons.PORT_IN.values()
    ]


async def _port_out_reasons(context: Context, language: Language) -> list[PortOutRejectReason]:
    own = await reason_texts.by_code(context.work.reader, ReasonDirection.OUT, language)
    return [
        PortOutRejectReason(code=r.code, text=r.text, comment_needed=r.comment_needed, **_own(own.get(r.code.value)))
        for r in reasons.PORT_OUT.values()
    ]


def _own(row: Row | None) -> dict[str, Any]:
    return {"own_text": row and row["text"], "own_note": row and row["note"], "own_version": row["version"] if row else 0}


# What the mutations answer.


async def port_in_reason_worded(context: Context, worded: WordPortInReason) -> PortInReason:
    return next(each for each in await _port_in_reasons(context, worded.language) if each.code is worded.code)


async def port_out_reason_worded(context: Context, worded: WordPortOutReason) -> PortOutRejectReason:
    return next(each for each in await _port_out_reasons(context, worded.language) if each.code is worded.code)
