"""PAC, RIO, CVP and their like were extra fields as any other: here they are sealed, and what else held them is cleaned.

Of every request that has one, or had one in an attempt: the value in its row is sealed; snapshots keep only that it was given, and when;
where people or carriers quoted it, in whatever spelling (reasons, comments, answers, what is owed and was sent about the order), a mark
stands in its place. A queued callback stays what it is, valid JSON, and goes out with the mark. Letters that lie in the mailbox as files
are owed anew (`storage.cleaned_letters`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from portico.storage.engine.keyring import KeyRing
from portico.storage.migrations.steps import MigrationRefused, StepConnection
from portico.storage.migrations.steps.quoted_codes import Code, folded, in_json, in_text

VERSION: Final = 1
NAMES: Final = ("PAC", "RIO", "CVP", "MIGRATION_CODE", "SIM_NUMBER")
BATCH: Final = 100
LONG: Final = 12
"""Of letters alone, something shorter may be a word."""
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


def _to_clean(request: Mapping[str, Any], values: Iterable[str], numbers: Iterable[Mapping[str, Any]]) -> list[Code]:
    """The codes that are looked for, the longest first: those that are long enough, and stand for nothing else of the request.

    In other spellings only those of which both is true without regard to spelling, too.
    """
    inside = [str(request[name] or "") for name in _NUMBERED] + [row["e164"] for row in numbers]
    same = [str(request[name] or "") for name in _OPEN]
    alike, parts = list(map(folded, same)), list(map(folded, inside))
    codes = sorted((v for v in values if _is_found(v, same, inside)), key=lambda code: (len(folded(code)), len(code)), reverse=True)
    return [Code(code, respelled=_is_found(folded(code), alike, parts)) for code in codes]


def _is_found(code: str, same: Iterable[str], inside: Iterable[str]) -> bool:
    telling = any(map(str.isdigit, code)) or len(code) >= LONG
    return len(code) >= SHORTEST and telling and code not in same and not any(code in each for each in inside)


async def _clean(conn: StepConnection, request: Mapping[str, Any], codes: Sequence[Code]) -> None:
    """Every row of the request, a batch at a time; what changed is written."""
    for table, (where, _, _) in _QUOTED.items() if codes else ():
        keys = [row["id"] for row in await conn.fetch(f"SELECT id FROM {table} WHERE {where}", request["id"])]
        for start in range(0, len(keys), BATCH):
            if await _clean_rows(conn, table, keys[start : start + BATCH], codes) and table == "delivery":
                await conn.fetch("INSERT INTO portico_meta (id, value) VALUES ('letters', 'owed') ON CONFLICT DO NOTHING")


async def _clean_rows(conn: StepConnection, table: str, keys: Sequence[Any], codes: Sequence[Code]) -> bool:
    """Whether any of the rows had a code."""
    _, texts, jsons = _QUOTED[table]
    columns = ", ".join([*texts, *(f"CAST({name} AS TEXT) AS {name}" for name in jsons)])
    these = ", ".join(f"${place}" for place in range(1, len(keys) + 1))
    changed = False
    for row in await conn.fetch(f"SELECT id, {columns} FROM {table} WHERE id IN ({these})", *keys):
        cleaned = {name: in_text(row[name], codes) for name in texts if row[name]}
        cleaned |= {name: in_json(row[name], codes) for name in jsons if row[name]}
        if new := {name: value for name, value in cleaned.items() if value != row[name]}:
            await _put(conn, table, row["id"], new, jsons)
            changed = True
    return changed


async def _write(conn: StepConnection, table: str, key: Any, columns: Mapping[str, Any]) -> None:
    values = {name: json.dumps(value, ensure_ascii=False, separators=(",", ":")) for name, value in columns.items()}
    await _put(conn, table, key, values, tuple(columns))


async def _put(conn: StepConnection, table: str, key: Any, columns: Mapping[str, str], jsons: Sequence[str]) -> None:
    """Writes texts into these columns of one row, of which `jsons` are JSON."""
    cast = "::text::jsonb" if conn.dialect == "postgres" else ""
    sets = ", ".join(f"{name} = ${place}{cast if name in jsons else ''}" for place, name in enumerate(columns, 2))
    await conn.fetch(f"UPDATE {table} SET {sets} WHERE id = $1 RETURNING id", key, *columns.values())


def _read(value: Any) -> dict[str, Any]:
    """JSON as a driver gives it: text, or read already."""
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}


def _instant(value: Any) -> str:
    """An instant as the rows spell it: ISO 8601 with a T."""
    return value.replace(" ", "T") if isinstance(value, str) else value.isoformat()
