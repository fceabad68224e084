"""How many fields a query answers, counted while it runs: its price knows no list's real length, and may be wrong about one.

Then it is wrong about one document, which is refused with its first field too many, and not about how long everybody else waits.
"""

from __future__ import annotations

from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLOutputType, OperationType
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError

MOST: Final = 18_000  # at some 13 µs; the dashboard's largest answer has 12,000, four attempts with all about a thousand numbers 16,000
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
        self._is_metered = self.operation.operation is OperationType.QUERY and not self.context_value.own
        self.counted = 0
        self._refusal: RequestError | None = None

    def execute_fields(self, parent_type: GraphQLObjectType, source_value: Any, path: Path | None, fields: Any, position: Any) -> Any:
        """The fields of one object, before which they are counted."""
        if not parent_type.name.startswith("__"):
            self.count(len(fields))
        return super().execute_fields(parent_type, source_value, path, fields, position)

    def count(self, fields: int) -> None:
        """That so many more are answered. Raises RequestError past the bound."""
        self.counted += fields
        if self._is_metered and self.counted > MOST:
            self._refusal = self._refusal or RequestError(_TOO_MANY.said(most=MOST), ErrorCode.TOO_COSTLY)
            raise self._refusal

    def handle_field_error(self, raw_error: Exception, return_type: GraphQLOutputType, field_details_list: Any, path: Path) -> None:
        """Past the bound nothing is answered in part: whatever is nullable would be told so, each with an error of its own."""
        if self._refusal is not None:
            raise self._refusal
        super().handle_field_error(raw_error, return_type, field_details_list, path)
