"""Why something stands where it stands: the words of reason codes, and the counts of a request that is through, get their code.

Words of reason codes are known by the codes the row carries, counts by the row's own, and what a number was told of its request by its
entry in the journal. Everything else was written by somebody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from portico.storage.engine.keyring import KeyRing
from portico.storage.migrations.steps import StepConnection

VERSION: Final = 1
BATCH: Final = 1000
_FIRST: Final = "00000000-0000-0000-0000-000000000000"
Said = Mapping[str, Any]
_COUNTS: Final = re.compile(
    r"(?P<ported>\d+) of (?P<count>\d+) numbers ported(?:, (?P<canceled>\d+) canceled)?(?:, (?P<others>\d+) not portable)?\."
)
_OUTCOMES: Final = {
    (False, False): "porting_request.outcome",
    (True, False): "porting_request.outcome.canceled",
    (False, True): "porting_request.outcome.not_portable",
    (True, True): "porting_request.outcome.both",
}
_READ: Final = {
    "porting_request": "SELECT t.id, t.status_reason, t.number_count, t.status FROM porting_request t",
    "porting_number": """SELECT t.id, t.status_reason, CAST(t.status_reasons AS TEXT) AS status_reasons, j.reason_code,
        CAST(j.reason_params AS TEXT) AS reason_params FROM porting_number t LEFT JOIN journal_entry j ON j.position = (
            SELECT max(e.position) FROM journal_entry e
            WHERE e.subject_id = t.id AND e.reason_code IS NOT NULL AND e.reason = t.status_reason)""",
    "port_out_request": "SELECT t.id, t.status_reason, t.reject_code, t.reject_comment FROM port_out_request t",
}
_WRITE: Final = {
    "sqlite": "UPDATE {table} SET status_reason_said = given.value FROM json_each($1) AS given"
    " WHERE {table}.id = given.key RETURNING {table}.id",
    "postgres": "UPDATE {table} SET status_reason_said = given.value FROM jsonb_each($1::text::jsonb) AS given"
    " WHERE {table}.id = given.key::uuid RETURNING {table}.id",
}


async def run(conn: StepConnection, _keyring: KeyRing | None) -> int:
    """Back-fills a batch of a table at a time; answers 0, as no secret was taken away."""
    for table, read in _READ.items():
        last, behind = _FIRST, "$1::uuid" if conn.dialect == "postgres" else "$1"
        batch_of = f"{read} WHERE t.status_reason IS NOT NULL AND t.id > {behind} ORDER BY t.id LIMIT {BATCH}"
        while batch := await conn.fetch(batch_of, last):
            found = {str(row["id"]): said for row in batch if (said := _SAID[table](row)) is not None}
            await conn.fetch(_WRITE[conn.dialect].format(table=table), json.dumps(found))
            last = str(batch[-1]["id"])
    return 0


def _of_request(row: Mapping[str, Any]) -> Said | None:
    """The counts of a request that is through; somebody who wrote the like of another one wrote it."""
    counts = _COUNTS.fullmatch(row["status_reason"])
    if counts is None or int(counts["count"]) != row["number_count"]:
        return None
    named = {name: int(count) for name, count in counts.groupdict().items() if count is not None}
    return {"code": _OUTCOMES[bool(counts["canceled"]), bool(counts["others"])], "params": named}


def _of_number(row: Mapping[str, Any]) -> Said | None:
    """The words of the reasons it carries, or what it was told of its request."""
    raised = [each for each in json.loads(row["status_reasons"] or "[]") if isinstance(each, dict)]
    if raised and row["status_reason"] == " ".join(str(reason.get("text")) for reason in raised):
        parts = [{"code": f"port_in_reason.{each['code']}", "params": {}, "text": each["text"], "parts": []} for each in raised]
        return {"code": parts[0]["code"], "params": {}} if len(parts) == 1 else {"code": "together", "params": {"parts": parts}}
    return row["reason_code"] and {"code": row["reason_code"], "params": json.loads(row["reason_params"] or "{}")}


def _of_port_out(row: Mapping[str, Any]) -> Said | None:
    """Without a comment a refusal has the words of its code."""
    own = (row["reject_comment"] or "").strip()
    return {"code": f"port_out_reason.{row['reject_code']}", "params": {}} if row["reject_code"] and not own else None


_SAID: Final = {"porting_request": _of_request, "porting_number": _of_number, "port_out_request": _of_port_out}
