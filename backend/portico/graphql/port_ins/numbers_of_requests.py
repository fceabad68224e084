"""The first numbers of porting requests, read for a whole level of them in one statement."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from portico.graphql.engine.batches import Batch
from portico.graphql.engine.context import Context, Loaders
from portico.graphql.port_ins.porting_numbers import LISTS, dated
from portico.storage.engine.listing import Each
from portico.storage.lists import NumberFilter


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The first page of a request's numbers."""

    wanted: NumberFilter
    order: str
    first: int


async def first_of_request(loaders: Loaders, request_id: UUID, page: FirstPage) -> Any:
    """The first page of its numbers, read with those of every request beside it."""
    return await loaders[FIRST_NUMBERS].load((request_id, page))


async def first_of_level(context: Context, requests: Sequence[Any], given: Mapping[str, Any]) -> Sequence[Any]:
    """The first page of each of these porting requests, of the arguments of `numbers`."""
    page = FirstPage(NumberFilter(), given["orderBy"].value, given["first"])
    if all(request.loaders is context.loaders for request in requests):
        return await _first_of_requests(context, [(request.row["id"], page) for request in requests])
    return await asyncio.gather(*(first_of_request(request.loaders, request.row["id"], page) for request in requests))


async def _first_of_requests(context: Context, keys: list[tuple[UUID, FirstPage]]) -> list[Any]:
    found: dict[tuple[UUID, FirstPage], Any] = {}
    for page in dict.fromkeys(page for _key, page in keys):
        each = Each("n.request_id", list(dict.fromkeys(key for key, asked in keys if asked == page)))
        wanted = dataclasses.replace(await dated(context, page.wanted, page.order), of_requests=True)
        pages = await LISTS.first_of_each(context, each, wanted, page.order, page.first)
        found |= {(key, page): numbers for key, numbers in zip(each.keys, pages, strict=True)}
    return [found[key] for key in keys]


FIRST_NUMBERS: Final = Batch(_first_of_requests)
