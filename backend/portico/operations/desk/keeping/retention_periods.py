"""How long what is kept, as staff choose it: within bounds, over what is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from portico.domain.actors import Actor
from portico.domain.desk import retention
from portico.domain.desk.retention import ANY, PeriodPlace, RetentionKind
from portico.domain.events import Happening
from portico.domain.formats import country
from portico.domain.ids import new_id
from portico.domain.reference.places import called
from portico.domain.refusals import invalid
from portico.domain.sentences import Phrase, Said, Sentence
from portico.domain.statuses import DocumentKind
from portico.operations.engine import installation
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk.keeping import retention_periods as storage
from portico.storage.engine.database import Connection
from portico.storage.row_types.keeping import RetentionPeriodRow

MOST_CHOSEN: Final = 100
_BOUNDS: Final = Sentence("retention.bounds", "From {least:,} to {most:,} days.")
_ONLY_DOCUMENTS: Final = Sentence("retention.only_documents", "Only documents are kept by kind and country.")
_TOO_MANY: Final = Sentence("retention.too_many", "At most {most} periods can be chosen; give back one that is not needed.")
_CHANGED: Final = Sentence("retention.period_changed", "Kept from now on for {after}, for {before} before: {what}.")
WORDS: Final[Mapping[RetentionKind, Phrase]] = {
    RetentionKind.DRAFT: Phrase("retention.drafts", "drafts that nobody touches"),
    RetentionKind.DOCUMENT: Phrase("retention.documents", "documents"),
    RetentionKind.ORDER: Phrase("retention.orders", "orders that have ended"),
    RetentionKind.ENTRY: Phrase("retention.entries", "entries of the journal, of orders that have ended"),
}
ONE: Final[Mapping[RetentionKind, Phrase]] = {
    RetentionKind.DRAFT: Phrase("retention.draft", "draft that nobody touches"),
    RetentionKind.DOCUMENT: Phrase("retention.document", "document"),
    RetentionKind.ORDER: Phrase("retention.order", "order that has ended"),
    RetentionKind.ENTRY: Phrase("retention.entry", "entry of the journal, of an order that has ended"),
}
_OF_KIND: Final = Phrase("retention.documents_of_kind", "documents of the kind {kind}")
_OF_COUNTRY: Final = Phrase("retention.documents_of_country", "documents of {country}")
_OF_BOTH: Final = Phrase("retention.documents_of_kind_and_country", "documents of the kind {kind} of {country}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRetention:
    kind: Annotated[RetentionKind, "What is kept."]
    document_kind: Annotated[DocumentKind | None, "Of documents: only of this kind; null: of any."] = None
    country: Annotated[str | None, "Of documents: only of requests of this country, ISO 3166; null: of any."] = None
    days: Annotated[int | None, "For how many days; null: as it is shipped, entries as long as their order."] = None


@dataclass(frozen=True, slots=True)
class Period:
    """How long things are kept, with what is shipped where staff chose otherwise: null where nothing is shipped for this alone."""

    place: PeriodPlace
    days: int
    shipped: int | None
    chosen: bool


async def listed(conn: Connection) -> list[Period]:
    """Every period that holds, in order."""
    chosen = await storage.chosen(conn)
    found = _holding(chosen)
    return [Period(place, found[place], retention.SHIPPED.get(place), place in chosen) for place in retention.in_order(found)]


async def change(work: Work, actor: Actor, command: ChangeRetention, key: Key | None = None) -> None:
    """From the next night on. Raises NotPermitted or InvalidInput."""
    actor = permitted(actor, "retention.change")
    place = _place(command)

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        chosen = await storage.chosen(unit.connection)
        before = _holding(chosen)
        await _write(unit, place, command.days, chosen)
        after = _holding(await storage.chosen(unit.connection))
        if before != after:
            was, now = (retention.days_of(each, place) for each in (before, after))
            said = _CHANGED.said(what=_what(place), before=retention.days(was), after=retention.days(now))
            installation.record(unit, actor, "change_retention", Happening.RETENTION_CHANGED, said)
        return [Outcome(INSTALLATION)]

    await once(work, actor, key, do)


async def _write(unit: Unit, place: PeriodPlace, days: int | None, chosen: dict[PeriodPlace, RetentionPeriodRow]) -> None:
    row = chosen.get(place)
    if days is None or days == retention.SHIPPED.get(place):
        if row:
            await storage.remove(unit.connection, row)
        return
    if row:
        await storage.change(unit.connection, row, days, unit.now)
        return
    if len(chosen) >= MOST_CHOSEN:
        raise invalid("kind", "TOO_MANY", _TOO_MANY.said(most=MOST_CHOSEN))
    row = {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "kind": place.kind,
        "document_kind": str(place.document_kind),
        "country": place.country,
        "days": days,
        "version": 1,
    }
    await storage.insert(unit.connection, row)


def _holding(chosen: Mapping[PeriodPlace, RetentionPeriodRow]) -> dict[PeriodPlace, int]:
    return retention.periods({place: row["days"] for place, row in chosen.items()})


def _place(command: ChangeRetention) -> PeriodPlace:
    """What is chosen for. Raises InvalidInput with every field at fault."""
    problems = Problems()
    of = problems.tidy("country", country, command.country) if command.country else ANY
    place = PeriodPlace(command.kind, str(command.document_kind or ANY), of or ANY)
    if command.kind is not RetentionKind.DOCUMENT and (command.document_kind or command.country):
        problems.add("documentKind" if command.document_kind else "country", "ONLY_DOCUMENTS", _ONLY_DOCUMENTS.said())
    bounds = retention.bounds(place)
    if command.days is not None and not bounds.least <= command.days <= bounds.most:
        problems.add("days", "OUT_OF_BOUNDS", _BOUNDS.said(least=bounds.least, most=bounds.most))
    problems.refuse()
    return place


def _what(place: PeriodPlace) -> Said:
    if place.country and place.document_kind:
        return _OF_BOTH.said(kind=place.document_kind, country=called(place.country))
    if place.country:
        return _OF_COUNTRY.said(country=called(place.country))
    return _OF_KIND.said(kind=place.document_kind) if place.document_kind else WORDS[place.kind].said()
