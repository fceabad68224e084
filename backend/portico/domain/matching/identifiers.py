"""Numbers that name an account or the like: what parts their groups does not count, every sign does."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import OSA

from portico.domain.matching.comparing import DIFFERENT, SAME, Likeness, MatchReason, near
from portico.domain.matching.spelling import folded

_LONG: Final = 5
_PARTING: Final = re.compile(r"[\W_]+")


def compare_identifiers(given: str, on_record: str) -> Likeness:
    """The same but for what parts it; with one slip it is near, if it is so long that a slip is likelier than another account."""
    one, other = (_PARTING.sub("", folded(text)) for text in (given, on_record))
    if one == other:
        return SAME
    slip = min(len(one), len(other)) >= _LONG and OSA.distance(one, other) == 1
    return near(MatchReason.SPELLING) if slip else DIFFERENT
