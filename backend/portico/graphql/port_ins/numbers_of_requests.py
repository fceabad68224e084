"""The first numbers of porting requests, or the last, read for a whole level of them in one statement."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from portico.graphql.engine.batches import Batch
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Loaders
from portico.graphql.port_ins.porting_numbers import LISTS, dated
from portico.storage.engine.paging import Each
from portico.storage.lists import NumberFilter


@dataclass(frozen=True, slots=True)
class EndPage:
    """The first page of a request's numbers, or the last."""

    wanted: NumberFilter
    order: str
    first: int | None
    last: int | None


async def end_of_request(loaders: Loaders, request_id: UUID, page: EndPage) -> Any:
    """That page of its numbers, read with those of every request beside it."""
    return await loaders[END_NUMBERS].load((request_id, page))


async def end_of_level(context: Context, requests: Sequence[Any], given: Mapping[str, Any]) -> Sequence[Any]:
    """The first page of each of these porting requests, or the last, of the arguments of `numbers`."""
    page = EndPage(_OF_REQUESTS, given["orderBy"].value, given["first"], given["last"])
    if all(request.loaders is context.loaders for request in requests):
        keys = [request.row["id"] for request in requests]
        found = await _of_page(context, list(dict.fromkeys(keys)), page)
        return [found[key] for key in keys]
    return await asyncio.gather(*(end_of_request(request.loaders, request.row["id"], page) for request in requests))


async def _ends_of_requests(context: Context, keys: list[tuple[UUID, EndPage]]) -> list[Any]:
    found: dict[tuple[UUID, EndPage], Any] = {}
    for page in dict.fromkeys(page for _key, page in keys):
        numbers = await _of_page(context, list(dict.fromkeys(key for key, asked in keys if asked == page)), page)
        found |= {(key, page): of_request for key, of_request in numbers.items()}
    return [found[key] for key in keys]


async def _of_page(context: Context, keys: list[UUID], page: EndPage) -> Mapping[UUID, Any]:
    wanted = await dated(context, page.wanted, page.order)
    if not wanted.of_requests:
        wanted = dataclasses.replace(wanted, of_requests=True)
    place = place_at(page.first, None, page.last, None)
    pages = await LISTS.page_of_each(context, Each("n.request_id", keys), wanted, page.order, place)
    return dict(zip(keys, pages, strict=True))


_OF_REQUESTS: Final = NumberFilter(of_requests=True)
END_NUMBERS: Final = Batch(_ends_of_requests)
