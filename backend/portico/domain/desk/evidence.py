"""What is evidence of an order that ended: when it is put together, which entries are decisions, and what of an address may be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from portico.domain.events import Happening
from portico.domain.sentences import Said, Sentence

FORM: Final = "portico-evidence"
VERSION: Final = 1
_NOT_ENDED: Final = Sentence("evidence_pack.not_ended", "Evidence is put together once the request has ended.")
MADE: Final = Sentence("evidence_pack.made", "Evidence of {entries:,} entries; the SHA-256 of its manifest is {checksum}.")
TRIMMED: Final = Sentence("evidence_pack.trimmed", "What happened before is in the evidence that the operator put together on {day}.")
BESIDE: Final = (Happening.EVIDENCE_PACK_MADE, Happening.EVIDENCE_PACK_TRIMMED, Happening.DOCUMENT_DELETED)
"""What happens to an order that ended without moving it."""


def refused(ended_at: datetime | None) -> Said | None:
    """Why no evidence is put together of such an order; None where it is."""
    return None if ended_at else _NOT_ENDED.said()


def is_decision(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of the journal says that somebody, or the clock, decided where its subject stands."""
    return entry["to_status"] is not None


def told(value: Any) -> Any:
    """A value in plain JSON as evidence tells it: of addresses only whose they are, as what follows may let in whoever reads it."""
    if isinstance(value, Mapping):
        return {key: told(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [told(each) for each in value]
    return _origin(value) if isinstance(value, str) and value.startswith(("http://", "https://")) else value


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "…"
    behind = "/…" if parts.path.strip("/") or parts.query or parts.fragment else ""
    return f"{parts.scheme}://{parts.hostname}{port}{behind}"
