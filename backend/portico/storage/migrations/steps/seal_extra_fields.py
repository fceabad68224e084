"""PAC, RIO, CVP and their like were extra fields as any other: here they are sealed, and what else held them is cleaned.

Of every request that has one, or had one in an attempt: the value in its row is sealed; snapshots keep only that it was given, and when;
where people or carriers quoted it (reasons, comments, answers, what is owed and was sent about the order), a mark stands in its place.
A queued callback stays what it is, valid JSON, and goes out with the mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from portico.storage.keyring import KeyRing
from portico.storage.migrations.steps import MigrationRefused, StepConnection

VERSION: Final = 1
NAMES: Final = ("PAC", "RIO", "CVP", "MIGRATION_CODE", "SIM_NUMBER")
MARK: Final = "[sealed]"
BATCH: Final = 100
SHORTEST: Final = 8
"""Anything shorter is found by chance where it means something else."""
_FIRST: Final = "00000000-0000-0000-0000-000000000000"
_OPEN: Final = "reference service_postal_code subscriber_name".split()
_NUMBERED: Final = "account_number btn new_btn".split()
_OF_NUMBERS: Final = "(SELECT n.id FROM porting_number n WHERE n.request_id = $1)"
_OF_DELIVERIES: Final = "(SELECT d.id FROM delivery d WHERE d.order_id = $1)"
_QUOTED: Final[Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "porting_request": ("id = $1", ("name", "customer_reference", "status_reason", "cancellation_reason"), ()),
    "porting_number": (
        "request_id = $1",
        ("status_reason", "cancellation_reason", "cancellation_decision_reason"),
        ("status_reasons", "reasons_confirmed", "foc_history"),
    ),
    "porting_attempt": ("request_id = $1", (), ("snapshot",)),
    "porting_attempt_number": (f"number_id IN {_OF_NUMBERS}", ("answer_text",), ()),
    "document": ("request_id = $1", ("status_reason", "file_name"), ()),
    "comment": ("request_id = $1", ("text",), ()),
    "journal_entry": ("order_id = $1", ("reason",), ("data",)),
    "delivery": ("order_id = $1", ("last_error",), ("payload",)),
    "delivery_attempt": (f"delivery_id IN {_OF_DELIVERIES}", ("error",), ()),
}
"""Table → which rows belong to the request $1, and its columns of text and of JSON in which somebody may have quoted a code."""


async def run(conn: StepConnection, keyring: KeyRing | None) -> int:
    """Seals and cleans all there is, a batch of requests at a time; answers how many requests that were."""
    count, last = 0, _FIRST
    while batch := await conn.fetch(_requests(conn.dialect), last):
        for request in batch:
            await _seal(conn, keyring, request)
        count, last = count + len(batch), str(batch[-1]["id"])
    return count


def _requests(dialect: str) -> str:
    """The next requests behind the id $1 that hold a secret in their row or in a snapshot."""
    named = " OR ".join(f"{{column}} LIKE '%\"{name}\"%'" for name in NAMES)
    in_row, in_snapshot = named.format(column="CAST(r.extra_fields AS TEXT)"), named.format(column="CAST(a.snapshot AS TEXT)")
    behind = "$1::uuid" if dialect == "postgres" else "$1"
    return f"""SELECT r.* FROM porting_request r WHERE r.id > {behind} AND (({in_row})
        OR EXISTS (SELECT 1 FROM porting_attempt a WHERE a.request_id = r.id AND ({in_snapshot}))) ORDER BY r.id LIMIT {BATCH}"""


async def _seal(conn: StepConnection, keyring: KeyRing | None, request: Mapping[str, Any]) -> None:
    """One request and everything of its order."""
    key = request["id"]
    attempts = await conn.fetch("SELECT id, created_at, snapshot FROM porting_attempt WHERE request_id = $1 ORDER BY no", key)
    snapshots = [_read(attempt["snapshot"]) for attempt in attempts]
    extras, changed_at = _read(request["extra_fields"]), _read(request["fields_changed_at"])
    given = _given_at([(_secrets_of(s), _instant(a["created_at"])) for s, a in zip(snapshots, attempts, strict=True)])
    for attempt, snapshot, at in zip(attempts, snapshots, given, strict=True):
        kept = {name: value for name, value in (snapshot.get("extra_fields") or {}).items() if name not in NAMES}
        await _write(conn, "porting_attempt", attempt["id"], {"snapshot": {**snapshot, "extra_fields": kept, "secrets_given": at}})
    now, before = _secrets_of({"extra_fields": extras}), _secrets_of(snapshots[-1]) if snapshots else {}
    since = changed_at.get("extra_fields") or _instant(request["created_at"])
    sealed = {
        name: {"given_at": given[-1][name] if before.get(name) == value else since, "all": _sealed(keyring, value)}
        for name, value in now.items()
    }
    plain = {name: value for name, value in extras.items() if name not in NAMES}
    await _write(conn, "porting_request", key, {"extra_fields": plain, **({"secrets_sealed": sealed} if sealed else {})})
    values = {value for found in (now, *map(_secrets_of, snapshots)) for value in found.values()}
    await _clean(conn, request, _to_clean(request, values, await conn.fetch("SELECT e164 FROM porting_number WHERE request_id = $1", key)))


def _sealed(keyring: KeyRing | None, value: str) -> str:
    if keyring is None:
        raise MigrationRefused("codes that act as PINs are to be sealed: migrate with PORTICO_SECRET_KEYS, by `portico migrate`")
    return keyring.seal(value)


def _secrets_of(holder: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in (holder.get("extra_fields") or {}).items() if name in NAMES and value}


def _given_at(attempts: Iterable[tuple[dict[str, str], str]]) -> list[dict[str, str]]:
    """Per attempt when each of its codes was given: with the first attempt that had it, so that equal ones still compare as equal."""
    found: list[dict[str, str]] = []
    before: dict[str, str] = {}
    for secrets, at in attempts:
        found.append({name: found[-1][name] if before.get(name) == value else at for name, value in secrets.items()})
        before = secrets
    return found


def _to_clean(request: Mapping[str, Any], values: Iterable[str], numbers: Iterable[Mapping[str, Any]]) -> list[str]:
    """The codes that are looked for in texts, the longest first: those that are long enough, and stand for nothing else of the request."""
    inside = [str(request[name] or "") for name in _NUMBERED] + [row["e164"] for row in numbers]
    same = {str(request[name] or "") for name in _OPEN}
    codes = [
        v for v in values if len(v) >= SHORTEST and any(map(str.isdigit, v)) and v not in same and not any(v in each for each in inside)
    ]
    return sorted(codes, key=len, reverse=True)


async def _clean(conn: StepConnection, request: Mapping[str, Any], codes: Iterable[str]) -> None:
    for code in codes:
        for spelled in dict.fromkeys(_spellings(code)):
            for table, (where, texts, jsons) in _QUOTED.items():
                await conn.fetch(_replacing(conn.dialect, table, where, texts, jsons), request["id"], spelled)


def _spellings(code: str) -> Iterable[str]:
    """The code as it is, as it stands inside JSON, and inside JSON that stands inside JSON (the body of a callback)."""
    yield code
    for ascii_only in (True, False):
        once = json.dumps(code, ensure_ascii=ascii_only)[1:-1]
        yield from (once, json.dumps(once, ensure_ascii=ascii_only)[1:-1])


def _replacing(dialect: str, table: str, where: str, texts: Iterable[str], jsons: Iterable[str]) -> str:
    """Puts the mark where the code $2 stands, in the rows that have it; nothing is loaded."""
    code = "$2::text" if dialect == "postgres" else "$2"
    json_again = "::jsonb" if dialect == "postgres" else ""
    new = {name: f"replace({name}, {code}, '{MARK}')" for name in texts}
    new |= {name: f"replace(CAST({name} AS TEXT), {code}, '{MARK}'){json_again}" for name in jsons}
    has = " OR ".join(f"replace(CAST({name} AS TEXT), {code}, '') <> CAST({name} AS TEXT)" for name in new)
    return f"UPDATE {table} SET {', '.join(f'{name} = {value}' for name, value in new.items())} WHERE {where} AND ({has}) RETURNING id"


async def _write(conn: StepConnection, table: str, key: Any, columns: Mapping[str, Any]) -> None:
    cast = "::text::jsonb" if conn.dialect == "postgres" else ""
    sets = ", ".join(f"{name} = ${place}{cast}" for place, name in enumerate(columns, 2))
    values = [json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in columns.values()]
    await conn.fetch(f"UPDATE {table} SET {sets} WHERE id = $1 RETURNING id", key, *values)


def _read(value: Any) -> dict[str, Any]:
    """JSON as a driver gives it: text, or read already."""
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}


def _instant(value: Any) -> str:
    """An instant as the rows spell it: ISO 8601 with a T."""
    return value.replace(" ", "T") if isinstance(value, str) else value.isoformat()
