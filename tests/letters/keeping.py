"""What an installation keeps of what it said, read through for English that has lost its code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from portico.domain.port_ins.porting_number import FocFlag
from portico.domain.sentences import Sentence, Value
from portico.operations.engine.work import Work
from portico.storage import models
from tests.operations.engine.archive import all_of
from tests.sentences import every_sentence

BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("code",),
    "reason": ("reason_code", "reasonCode", "codes"),
    "statusReason": ("statusReasonCode", "statusReasonSaid"),
    "message": ("code", "messageCode"),
    "outcome": ("outcome_said",),
    "note": ("noteCode",),
}
"""By where English may stand, where its code and what it named stand beside it."""
FEWEST: Final = 2
"""Words of a sentence's own, one more where it names something: what has fewer is somebody's words as well."""
VALUES: Final = frozenset(map(str, FocFlag))
"""Of closed sets, spelled as they read: each is its own code."""


async def said_without_a_code(work: Work) -> set[tuple[str, str]]:
    """Where English stands without a code in what is delivered and in the journal: path and text."""
    found = set()
    for delivery in await all_of(work, models.Delivery):
        found |= set(_uncoded(_read(delivery["payload"]), delivery["kind"]))
    for entry in await all_of(work, models.JournalEntry):
        kept = {name: entry[name] for name in ("reason", "reason_code", "reason_params", "data")}
        found |= set(_uncoded(kept, "journal"))
    return found


def _read(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the body of a callback opened."""
    return {**payload, "body": json.loads(payload["body"])} if "body" in payload else payload


def _uncoded(kept: object, path: str, *, coded: bool = False) -> Iterator[tuple[str, str]]:
    match kept:
        case str():
            if not coded and is_ours(kept):
                yield path, kept
        case list():
            for each in kept:
                yield from _uncoded(each, path)
        case dict():
            for name, value in kept.items():
                beside = any(kept.get(code) for code in BESIDE.get(name, ()))
                yield from _uncoded(value, f"{path}.{name}", coded=beside)


def is_ours(text: str) -> bool:
    """Whether a sentence or a phrase of Portico reads like this, whatever it names, or something of a list does."""
    return text not in VALUES and any(_reads_so(part) for part in (text, *text.split(", ")))


@cache
def _reads_so(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    told = [each for each in every_sentence().values() if not isinstance(each, Value)]
    return tuple(_pattern(each) for each in told if _own_words(each) >= FEWEST + bool(each.parameters))


def _own_words(sentence: Sentence) -> int:
    return len(re.findall(r"[a-z]{2,}", re.sub(r"{.*?}", "", sentence.english)))


def _pattern(sentence: Sentence) -> re.Pattern[str]:
    parts = re.split(r"{.*?}", sentence.english)
    return re.compile("(.+)".join(map(re.escape, parts)), re.DOTALL | re.IGNORECASE)
