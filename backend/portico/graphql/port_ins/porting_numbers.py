"""Porting numbers as clients see them."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain.actors import reads_as_carrier
from portico.domain.dates import foc_calendar
from portico.domain.inventory import phone_numbers
from portico.domain.port_ins import corrections
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.port_ins.porting_number_table import JUDGED_BY_PAPERS
from portico.domain.port_ins.requirements import requirements
from portico.domain.statuses import Flow, NumberType, PortingNumberStatus, WaitingOn
from portico.graphql.desk.catalogue import Interval
from portico.graphql.desk.journal import JournalConnection, timeline, timelines
from portico.graphql.engine.actions import actions, offered
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.lists import Lists, Narrowed
from portico.graphql.engine.pagination import After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.read_off_row import OfALevel, ReadAs, ReadOffRow, column, columns, of_each, spelled, told
from portico.graphql.engine.scalars import edge_id, row_id
from portico.graphql.people.profiles import CONFIGURATION_PROFILE, ConfigurationProfile
from portico.graphql.port_ins.cancellations import CANCELLATION, Cancellation, cancellation
from portico.graphql.port_ins.corrections import Correction, StatusReason
from portico.graphql.port_ins.enums import AvailablePortingNumberAction, PortingNumberAction, PortingNumberOrdering
from portico.graphql.port_ins.filters import PortingNumberFilter
from portico.graphql.port_ins.foc_changes import FocChange, foc_change, foc_date
from portico.operations.engine.registry import SUBJECTS
from portico.storage import lists
from portico.storage.desk import carriers
from portico.storage.engine.paging import Place
from portico.storage.engine.rows import Row
from portico.storage.lists import NUMBER_ORDERINGS, NumberFilter
from portico.storage.port_ins import porting_numbers

text = strawberry.field
Actions = list[AvailablePortingNumberAction]


@strawberry.type(description="One number on its way in; it moves by itself.")
class PortingNumber(ReadOffRow, Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    e164: str = text(description="The number, E.164.")
    number_type: NumberType = text(description="What kind of number it is.")
    status: PortingNumberStatus = text(description="Where it stands.")
    status_reason: str = text(description="Why, for people: what was given as the reason, else what happened.")
    status_reason_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where somebody wrote it."
    )
    status_reason_code: str | None = text(description="NL: the losing carrier's blocking code.")
    status_reasons: list[StatusReason] = text(description="What is wrong, in codes.")
    waiting_on: WaitingOn = text(description="Who must act next.")
    flow: Flow = text(description="Which process its request follows.")
    country: str = text(description="ISO 3166 code.")
    foc_at: datetime | None = text(description="The date the losing carrier committed to.")
    foc_date: date | None = text(description="Its day on the losing carrier's clock: the same in every list, mail and calendar.")
    foc_history: list[FocChange] = text(description="Every change of that date.")
    review_started_at: datetime | None = text(description="When staff began to look.")
    attempt_no: int = text(description="How often it was sent to the carrier.")
    verified_at: datetime | None = text(description="When the network carrier verified this attempt.")
    handed_over_at: datetime | None = text(description="When this attempt went to the losing carrier.")
    cancellation: Cancellation | None = text(description="The last cancellation asked for.")
    provisioned_at: datetime | None = text(description="When it entered the inventory.")
    completed_at: datetime | None = text(description="When it was in service here.")
    created_at: datetime = text(description="When it was added.")
    updated_at: datetime = text(description="When it last changed.")
    request_id: strawberry.ID = text(description="The porting request it belongs to.")
    request_reference: str = text(description="That request's reference.")
    account_id: strawberry.ID = text(description="Whose it is.")
    account_name: str = text(description="Whose it is.")
    losing_carrier_id: strawberry.ID | None = text(description="Where it is now.")
    losing_carrier_name: str | None = text(description="Where it is now: a carrier of the list, or a name that was typed.")
    losing_carrier_unknown: bool = text(description="Whether that name was typed, and staff have yet to match it with a carrier.")
    losing_carrier_time_zone: str | None = text(description="The zone its FOC date is read in.")
    configuration_profile_id: strawberry.ID | None = text(description="Its own configuration; null: its request's.")
    row: strawberry.Private[Row]
    papers: strawberry.Private[Sequence[Row] | None]
    for_carrier: strawberry.Private[bool]
    view: strawberry.Private[PortingNumberView]
    loaders: strawberry.Private[Loaders]
    alike: strawberry.Private[dict[Any, Actions] | None]

    @strawberry.field(description="The number as people write it.")
    def display(self) -> str:
        return phone_numbers.display(self.e164)

    @strawberry.field(description="What you can do to it now.")
    def available_actions(self, info: Info) -> list[AvailablePortingNumberAction]:
        return _actions(self, info.context, {} if self.alike is None else self.alike)  # type: ignore[return-value]  # or to be awaited

    @strawberry.field(description="What its correction form opens now; null when nothing is asked of the customer.")
    def correction(self) -> Correction | None:
        row = self.row
        return Correction.of(
            corrections.of_number(row["status"], row["resume_status"], row["status_reasons"], row["r_status"], row["r_flow"])
        )

    @strawberry.field(description="How long such a port typically takes; null is unknown.")
    def typical_interval(self) -> Interval | None:
        found = requirements.requirement_for(self.row["r_country"], self.row["number_type"], self.row["ro_changes"])
        return Interval.of(found.interval) if found else None

    @strawberry.field(description="Where it will ring: its own configuration, null when it has none.")
    async def configuration_profile(self, info: Info) -> ConfigurationProfile | None:
        return await _configuration(self, info.context)

    @strawberry.field(description="What happened to it, newest first.")
    async def journal(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> JournalConnection:
        return await timeline(info.context, "subject_id", self.row["id"], place_at(first, after, last, before))  # type: ignore[no-any-return]


async def _configuration(number: PortingNumber, _context: Context) -> ConfigurationProfile | None:
    key = row_id("configuration_profile", number.configuration_profile_id) if number.configuration_profile_id else None
    row = await number.loaders[CONFIGURATION_PROFILE].load(key) if key else None
    return ConfigurationProfile.of(row) if row else None


def _view(number: PortingNumber) -> PortingNumberView:
    if number.papers is None:
        raise RuntimeError("what is read off its view belongs into VIEWED")
    return porting_numbers.view_of(number.row, number.papers)


def _actions(number: PortingNumber, context: Context, found: dict[Any, Actions]) -> Actions | Awaitable[Actions]:
    """What can be done to it, found out once for all to which the same can be done; what is loaded for one is its own."""
    if SUBJECTS["porting_number"].facts_of_guards:
        return actions(AvailablePortingNumberAction, PortingNumberAction, "porting_number", number, context)
    key = porting_numbers.judged_by(number.row, number.papers or ())
    if key not in found:
        found[key] = _offered(number, context)
    return found[key]


async def _actions_of_level(context: Context, numbers: Sequence[PortingNumber], _given: Any) -> Sequence[Any]:
    found: dict[Any, Actions] = {}
    each = [_actions(number, context, found) for number in numbers]
    return [actions if isinstance(actions, list) else await actions for actions in each]


@dataclass(frozen=True, slots=True)
class NumberRows(Rows[PortingNumber]):
    """Rows of numbers, with what the requests of those have on paper on which their lifecycle hangs; None where nobody asks it."""

    papers: Mapping[UUID | None, Sequence[Row]] | None = None

    def papers_of(self, row: Row) -> Sequence[Row]:
        return self.papers.get(UUID(str(row["request_id"])), ()) if self.papers else ()


async def _actions_of_rows(context: Context, rows: NumberRows) -> Sequence[Actions]:
    """The same of the rows of a page: a node is made only of one of those that are alike."""
    if SUBJECTS["porting_number"].facts_of_guards:
        return await _actions_of_level(context, [node for _row, node in rows], {})
    found, every = dict[Any, Actions](), list[Actions]()
    for row in rows.raw:
        key = porting_numbers.judged_by(row, rows.papers_of(row))
        offer = found.get(key)
        if offer is None:
            offer = found[key] = _offered(rows.make(row)[1], context)
        every.append(offer)
    return every


def _offered(number: PortingNumber, context: Context) -> Actions:
    return offered(AvailablePortingNumberAction, PortingNumberAction, "porting_number", number.view, context)


VIEWED = frozenset({"availableActions"})
"""The fields that ask the lifecycle: only for them is read what a request has on paper."""


PortingNumber.TOLD = {
    **columns(
        "version e164 number_type status status_reason status_reason_code waiting_on foc_at review_started_at attempt_no"
        " verified_at handed_over_at provisioned_at completed_at created_at updated_at account_name".split()
    ),
    "id": spelled("porting_number", "id"),
    "status_reason_sentence": column("status_reason_said"),
    "status_reasons": told(lambda number: [StatusReason.of(reason) for reason in number.row["status_reasons"]], "status_reasons"),
    "foc_history": told(
        lambda number: [foc_change(change, number.row) for change in number.row["foc_history"]], "foc_history l_time_zone r_country"
    ),
    "cancellation": told(lambda number: cancellation(number.row), " ".join(CANCELLATION)),
    "foc_date": told(
        lambda number: foc_date(number.row["foc_at"], number.row) if number.row["foc_at"] else None, "foc_at l_time_zone r_country"
    ),
    "flow": column("r_flow"),
    "country": column("r_country"),
    "request_id": spelled("porting_request", "request_id"),
    "request_reference": column("r_reference"),
    "account_id": spelled("account", "account_id"),
    "losing_carrier_id": spelled("carrier", "l_id"),
    "losing_carrier_name": column("l_name"),
    "losing_carrier_unknown": told(
        lambda number: number.row["l_id"] is None and number.row["r_losing_carrier_name"] is not None, "l_id r_losing_carrier_name"
    ),
    "losing_carrier_time_zone": told(
        lambda number: foc_calendar.zone_of(number.row["l_time_zone"], number.row["r_country"]), "l_time_zone r_country"
    ),
    "configuration_profile_id": told(
        lambda number: None if number.for_carrier else edge_id("configuration_profile", number.row["configuration_profile_id"]),
        "configuration_profile_id",
    ),
    "view": ReadAs(_view),
}
PortingNumber.OF_A_LEVEL = {
    "availableActions": OfALevel(frozenset(), _actions_of_level, _actions_of_rows),
    "configurationProfile": of_each(_configuration),
    "journal": timelines("subject_id"),
}
PortingNumber.column = staticmethod(porting_numbers.column)
PortingNumber.LOOKED_AT = {
    "display": "e164",
    "correction": "status resume_status status_reasons r_status r_flow",
    "typical_interval": "r_country number_type ro_changes",
    "configuration_profile": "configuration_profile_id",
    "journal": "id",
    "available_actions": " ".join((*porting_numbers.JUDGED, *porting_numbers.WHICH_ONE)),
}


PortingNumberConnection = Paged[PortingNumber]


async def nodes(context: Context, raw: Sequence[Row]) -> Rows[PortingNumber]:
    """Raw rows as (typed row, node): documents of all of them, where somebody asks for them, in one further statement."""
    reader, typed = context.work.reader, porting_numbers.decoder(raw)
    papers = (
        await porting_numbers.documents_of(reader, {row["request_id"] for row in raw if row["status"] in JUDGED_BY_PAPERS})
        if context.asks("PortingNumber", VIEWED)
        else None
    )
    loaders, for_carrier = context.loaders, reads_as_carrier(context.actor)
    alike: dict[Any, Actions] | None = None if context.shared else {}  # a feed's nodes are many people's

    def made(row_as_read: Row) -> tuple[Row, PortingNumber]:
        row = typed(row_as_read)
        of_request = None if papers is None else papers.get(row["request_id"], ())
        return row, PortingNumber.made(row=row, papers=of_request, loaders=loaders, for_carrier=for_carrier, alike=alike)

    return NumberRows(raw, made, papers)


_ROWS = Narrowed(PortingNumber, porting_numbers.OF_A_ROW)
LISTS = Lists("porting_number", "porting.read", lists.numbers, lambda ids: NumberFilter(ids=ids), NUMBER_ORDERINGS, nodes, _ROWS)
by_ids = LISTS.by_ids


async def page(context: Context, wanted: NumberFilter, order: str, place: Place) -> Any:
    """A page of the numbers the viewer may see; ordered by FOC, only those that have one are listed."""
    return await LISTS.page(context, await dated(context, wanted, order), order, place)


async def dated(context: Context, wanted: NumberFilter, order: str) -> NumberFilter:
    """The filter with what its order and its days need: only numbers with a FOC are ordered by it, and each zone has its own days."""
    from_first = wanted if order != "FOC_ASC" or wanted.foc_from else dataclasses.replace(wanted, foc_from=lists.FIRST_DATE)
    if from_first.foc_date_from or from_first.foc_date_to:
        return dataclasses.replace(from_first, zones=await carriers.zones(context.work.reader))
    return from_first


Filter = Annotated[PortingNumberFilter | None, strawberry.argument(description="Which numbers.")]
OrderingArgument = Annotated[PortingNumberOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: Filter = None,
                       order_by: OrderingArgument = PortingNumberOrdering.UPDATED_DESC) -> PortingNumberConnection:  # fmt: skip
    wanted = filter.rows() if filter else NumberFilter()
    return await page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_one(info: Info, id: Id) -> PortingNumber | None:
    return await LISTS.one(info, id)
