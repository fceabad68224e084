"""How Portico spells ids, moments and cursors, written by hand for those who answer the same without Portico."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Final
from uuid import UUID

LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
PAIRS: Final = [first + second for first in LETTERS for second in LETTERS]
PREFIXES: Final = {"porting_request": "preq", "porting_number": "pnum"}


def edge_id(prefix: str, key: UUID) -> str:
    n, pairs = key.int, PAIRS
    return (
        f"{prefix}_{pairs[n >> 120 & 1023]}{pairs[n >> 110 & 1023]}{pairs[n >> 100 & 1023]}{pairs[n >> 90 & 1023]}{pairs[n >> 80 & 1023]}"
        f"{pairs[n >> 70 & 1023]}{pairs[n >> 60 & 1023]}{pairs[n >> 50 & 1023]}{pairs[n >> 40 & 1023]}{pairs[n >> 30 & 1023]}"
        f"{pairs[n >> 20 & 1023]}{pairs[n >> 10 & 1023]}{pairs[n & 1023]}"
    )


def key_of(text: str) -> UUID:
    number = 0
    for letter in text.partition("_")[2]:
        number = number << 5 | LETTERS.index(letter)
    return UUID(int=number)


def moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def cursor(order: str, at: datetime, key: UUID) -> str:
    return base64.urlsafe_b64encode(json.dumps([order, [at.isoformat(), str(key)]]).encode()).decode().rstrip("=")
