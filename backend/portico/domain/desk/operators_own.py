"""Which of the operator's own things a journal entry is about: the entry stands on no screen of its carrier, fee, day or word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.words.mails import spoken_day

_KINDS: Final = ("calendar_feed.", "carrier.", "fee_schedule.", "reason.")
_CALLED: Final = Sentence("fact.called", "{name}.")
_DAY_OF: Final = Sentence("fact.day_of", "{day} ({place}).")


def facts(event: str, data: Mapping[str, Any]) -> Iterator[Said]:
    """What it is called; of a business day which day it is, and where."""
    name = data.get("name")
    if name and event.startswith("business_day."):
        place, _, day = name.rpartition(" ")
        yield _DAY_OF.said(day=quoted(spoken_day(date.fromisoformat(day))), place=place)
    elif name and event.startswith(_KINDS):
        yield _CALLED.said(name=name)
