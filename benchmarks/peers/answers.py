"""Whether two answer the same: word for word, or but for how ids, cursors, moments and events are spelled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

DIFFERS: Final = "DIFFERS"
NAMES: Final = re.compile(r"id|cursor|endCursor|pageInfo|[a-z]+Id")
"""What each spells in its own way, or leaves out."""
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


def compared(portico: Any, peers: Any) -> str:
    """For the table: what a peer's data are beside Portico's."""
    if portico == peers:
        return "the same"
    return "the same but for spelling" if plain(portico) == plain(peers) else DIFFERS


def plain(told: Any) -> Any:
    """Without what is spelled differently, and moments as such."""
    if isinstance(told, Mapping):
        return {name: _event(value) if name == "event" else plain(value) for name, value in told.items() if not NAMES.fullmatch(name)}
    if isinstance(told, list):
        return [plain(each) for each in told]
    if isinstance(told, str) and MOMENT.fullmatch(told):
        return datetime.fromisoformat(told)
    return told


def _event(told: str) -> str:
    return told.upper().replace(".", "_")


def from_postgraphile(told: Any) -> Any:
    """Its answer with Portico's names: it tells what another row says as an object of that row."""
    if isinstance(told, list):
        return [from_postgraphile(each) for each in told]
    if not isinstance(told, Mapping):
        return told
    named = {name: from_postgraphile(value) for name, value in told.items() if name not in {"losing", "account", "request", "actorRole"}}
    named |= _lifted(told.get("request"), reference="requestReference")
    named |= _lifted(told.get("account"), name="accountName")
    if "actorRole" in told:
        named["actor"] = {"role": told["actorRole"]}
    if "losing" in told:
        named |= _lifted(told["losing"] or {"name": None}, name="losingCarrierName", timeZone="losingCarrierTimeZone")
    return named


def _lifted(row: Any, **names: str) -> dict[str, Any]:
    if row is None:
        return {}
    carrier = _lifted(row["losing"], name="losingCarrierName", timeZone="losingCarrierTimeZone") if "losing" in row else {}
    return carrier | {names[name]: value for name, value in row.items() if name in names}
