"""How many fields an answer has, counted while it is made: its price knows no list's real length, and may be wrong about one.

Then it is wrong about one document, which is refused with its first field too many, and not about how long everybody else waits. A long
answer that is owed, as that of a command about a thousand numbers, is made a piece at a time, with everybody else's turn in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from math import inf
from typing import Any, Final

from graphql import GraphQLList, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, OperationType
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError

MOST: Final = 18_000  # at some 13 µs; the dashboard's largest answer has 12,000, four attempts with all about a thousand numbers 16,000
PIECE: Final = 1_000  # fields that are answered in one go; what is loaded for rows is loaded for those of a piece together
LONG: Final = 20  # things of a list, which is looked at between them
_TOO_MANY: Final = Sentence(
    "document.too_many_fields", "The answer would have more than {most:,} fields: ask for fewer rows or fields, page by page (`first`)."
)


class Metered(StrawberryGraphQLCoreExecutionContext):
    """Runs one document, and a query only as far as there is room.

    A command's answer is never cut, as it may be all that its sender hears of what was done; nor is a feed's page, whose cursor would be
    lost with it, nor a document of ours. The schema's own fields cost a tenth of others and are as many as their price says.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        metered = self.operation.operation is OperationType.QUERY and not self.context_value.own
        self._most = MOST if metered else inf
        self.counted = self._rested_at = 0
        self._refusal: RequestError | None = None

    def execute_fields(self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: Any, position: Any) -> Any:
        """The fields of one object, before which they are counted."""
        if parent_type.name[:2] != "__":
            self.count(len(fields))
        return super().execute_fields(parent_type, source_value, path, fields, position)

    def count(self, fields: int) -> None:
        """That so many more are answered. Raises RequestError past the bound."""
        self.counted += fields
        if self.counted > self._most:
            self._refusal = self._refusal or RequestError(_TOO_MANY.said(most=MOST), ErrorCode.TOO_COSTLY)
            raise self._refusal

    def complete_list_value(  # noqa: PLR0917 - as graphql-core calls it
        self, return_type: GraphQLList[Any], details: Any, info: GraphQLResolveInfo[Any], path: Path, result: Any, position: Any
    ) -> Any:
        """A list, the long ones with a rest wherever a piece has been answered."""
        if isinstance(result, list) and len(result) > LONG:
            result = self._with_rests(result)
        return super().complete_list_value(return_type, details, info, path, result, position)

    async def _with_rests(self, things: list[Any]) -> AsyncIterator[Any]:
        for each in things:
            if self.is_tired:
                await self.rest()
            yield each

    @property
    def is_tired(self) -> bool:
        """Whether a piece has been answered since the last rest."""
        return self.counted - self._rested_at >= PIECE

    async def rest(self) -> None:
        """Everybody else's turn."""
        self._rested_at = self.counted
        await asyncio.sleep(0)

    def handle_field_error(self, raw_error: Exception, return_type: GraphQLOutputType, field_details_list: Any, path: Path) -> None:
        """Past the bound nothing is answered in part: whatever is nullable would be told so, each with an error of its own."""
        if self._refusal is not None:
            raise self._refusal
        super().handle_field_error(raw_error, return_type, field_details_list, path)
