"""What comes of comparing what somebody gave with what is on record: the same, near with why, different, or missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class MatchVerdict(StrEnum):
    """How two values compare, the better one first."""

    SAME = "SAME"
    NEAR = "NEAR"
    DIFFERENT = "DIFFERENT"
    MISSING = "MISSING"


class MatchReason(StrEnum):
    """Why they are near and not the same, or what is missing."""

    COMPANY_FORM_LEFT_OUT = "COMPANY_FORM_LEFT_OUT"
    MIDDLE_NAME = "MIDDLE_NAME"
    INITIALS = "INITIALS"
    WORD_ORDER = "WORD_ORDER"
    SPACING = "SPACING"
    EXTENSION = "EXTENSION"
    UNIT_LEFT_OUT = "UNIT_LEFT_OUT"
    COMPANY_FORM = "COMPANY_FORM"
    SPELLING = "SPELLING"
    PART = "PART"
    HOUSE_NUMBER = "HOUSE_NUMBER"
    NOT_GIVEN = "NOT_GIVEN"
    NOT_ON_RECORD = "NOT_ON_RECORD"


class MatchSeverity(StrEnum):
    """How much it deserves a look."""

    NONE = "NONE"
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


_SEVERITY: Final = {
    MatchReason.COMPANY_FORM_LEFT_OUT: MatchSeverity.LOW,
    MatchReason.MIDDLE_NAME: MatchSeverity.LOW,
    MatchReason.INITIALS: MatchSeverity.MEDIUM,
    MatchReason.WORD_ORDER: MatchSeverity.LOW,
    MatchReason.SPACING: MatchSeverity.LOW,
    MatchReason.EXTENSION: MatchSeverity.LOW,
    MatchReason.UNIT_LEFT_OUT: MatchSeverity.LOW,
    MatchReason.COMPANY_FORM: MatchSeverity.MEDIUM,
    MatchReason.SPELLING: MatchSeverity.MEDIUM,
    MatchReason.PART: MatchSeverity.MEDIUM,
    MatchReason.HOUSE_NUMBER: MatchSeverity.HIGH,
    MatchReason.NOT_GIVEN: MatchSeverity.LOW,
    MatchReason.NOT_ON_RECORD: MatchSeverity.LOW,
}
_RANK: Final = {verdict: place for place, verdict in enumerate(MatchVerdict)}
_WEIGHT: Final = {severity: place for place, severity in enumerate(MatchSeverity)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one value is like another; `why` says what keeps them from being the same, where that is known."""

    verdict: MatchVerdict
    why: MatchReason | None = None

    @property
    def severity(self) -> MatchSeverity:
        if self.why is not None:
            return _SEVERITY[self.why]
        return MatchSeverity.HIGH if self.verdict is MatchVerdict.DIFFERENT else MatchSeverity.NONE

    @property
    def distance(self) -> tuple[int, int]:
        """What sorts the likest first."""
        return _RANK[self.verdict], _WEIGHT[self.severity]


SAME: Final = Likeness(MatchVerdict.SAME)
DIFFERENT: Final = Likeness(MatchVerdict.DIFFERENT)
NOT_GIVEN: Final = Likeness(MatchVerdict.MISSING, MatchReason.NOT_GIVEN)
NOT_ON_RECORD: Final = Likeness(MatchVerdict.MISSING, MatchReason.NOT_ON_RECORD)


def near(why: MatchReason) -> Likeness:
    return Likeness(MatchVerdict.NEAR, why)


@dataclass(frozen=True, slots=True)
class Compared:
    """One value beside the one on record that is likest to it; `place` is where in the list that stood, None where there was none."""

    likeness: Likeness
    given: str | None
    on_record: str | None
    place: int | None = None


Comparer = Callable[[str, str], Likeness]


def compared(given: str | None, on_record: Iterable[str | None], by: Comparer) -> Compared:
    """What was given beside the likest of several things on record, the first of them where several are as like."""
    kept = [(place, text) for place, text in enumerate(on_record) if text and text.strip()]
    if not given or not given.strip():
        return Compared(NOT_GIVEN, None, kept[0][1] if kept else None, kept[0][0] if kept else None)
    if not kept:
        return Compared(NOT_ON_RECORD, given, None)
    place, text, likeness = min(((place, text, by(given, text)) for place, text in kept), key=lambda found: found[2].distance)
    return Compared(likeness, given, text, place)
