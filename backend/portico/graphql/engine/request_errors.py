"""Errors of a request as a whole, each with a code of one list and, where Portico words it, the code of its sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from graphql import GraphQLError, Node

from portico.domain import formats
from portico.domain.sentences import Said, Sentence
from portico.graphql.engine.words import sentence


class ErrorCode(StrEnum):
    """`extensions.code` of an entry of `errors`; a refusal of the law that ends a whole request has its own `ProblemCode` there."""

    BAD_REQUEST = "BAD_REQUEST"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    TOO_LARGE = "TOO_LARGE"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    NOT_PERMITTED = "NOT_PERMITTED"
    SECOND_FACTOR_REQUIRED = "SECOND_FACTOR_REQUIRED"
    TOO_COSTLY = "TOO_COSTLY"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"
    TOO_MANY_OPERATIONS = "TOO_MANY_OPERATIONS"
    RATE_LIMITED = "RATE_LIMITED"
    STREAM_NOT_FOUND = "STREAM_NOT_FOUND"
    ALREADY_OPEN = "ALREADY_OPEN"
    INCREMENTAL_DELIVERY = "INCREMENTAL_DELIVERY"
    SLOW_LISTENER = "SLOW_LISTENER"
    RESTARTING = "RESTARTING"
    COMMITTED = "COMMITTED"
    INTERNAL = "INTERNAL"


TOO_MANY_DAYS: Final = Sentence("request.too_many_days", "`to` is at most {most} days after `from`.")
FAILED: Final = Sentence("request.failed", "Something went wrong here. It has been logged.")


class RequestError(GraphQLError):
    """What Portico says is wrong with a request; the words of graphql-core about a document have a code only."""

    def __init__(self, said: Said, code: ErrorCode = ErrorCode.BAD_REQUEST, nodes: Node | None = None) -> None:
        super().__init__(said.text, nodes, extensions={"code": str(code), **sentence(said)})
        self.said, self.code = said, code


def asked_country(given: str) -> str:
    """The ISO 3166 code of a country that there is: nothing is answered about another one. Raises RequestError."""
    try:
        return formats.country(given)
    except formats.Malformed as malformed:
        raise RequestError(malformed.said) from None
