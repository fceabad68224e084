"""What the desk brings to the API's enums, every value with its sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from portico.domain import heard
from portico.graphql.engine.enums import register


def _kinds() -> Any:
    enum = StrEnum("WebhookEventKind", {kind.upper(): kind for kind in heard.KINDS})  # type: ignore[misc]
    described = {kind.upper(): f"Heard as `{kind}.*`." for kind in heard.KINDS}
    return register(enum, "WebhookEventKind", "What events happen to that webhook endpoints can hear.", described)


WebhookEventKind = _kinds()
