"""What happened to rows that are there, written by a few statements over all of them: entries, deliveries, claims and figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from benchmarks.plain_rows import PER_REQUEST
from portico.storage.engine.rows import Dialect
from portico.storage.figures import CELL, THERE_ARE

_STEPS: Final = {
    "submitted": ("mirror_submitted", "DRAFT", "PENDING"),
    "marked_portable": ("mark_portable", "PENDING", "PORTABLE"),
    "started": ("start", "PORTABLE", "IN_PROCESS"),
    "handed_over": ("hand_over", "IN_PROCESS", "IN_PROCESS"),
    "action_required": ("require_action", "IN_PROCESS", "ACTION_REQUIRED"),
    "foc_confirmed": ("confirm_foc", "IN_PROCESS", "FOC_DATE_SET"),
    "completed": ("complete", "FOC_DATE_SET", "COMPLETED"),
}
"""Events of a number, with their verb, and what they lead from and to."""
PATHS: Final = {
    "PENDING": ("submitted",),
    "PORTABLE": ("submitted", "marked_portable"),
    "IN_PROCESS": ("submitted", "marked_portable", "started", "handed_over"),
    "ACTION_REQUIRED": ("submitted", "marked_portable", "started", "handed_over", "action_required"),
    "FOC_DATE_SET": ("submitted", "marked_portable", "started", "handed_over", "foc_confirmed"),
    "COMPLETED": ("submitted", "marked_portable", "started", "handed_over", "foc_confirmed", "completed"),
}
"""What happened to a number that stands so."""
UNRELAYED: Final = 20
"""So many of the newest requests are still to be told of, and so many deliveries wait."""
WRITTEN: Final = [
    *("porting_request", "porting_number", "phone_number", "port_out_request", "port_out_number", "port_out_order", "charge"),
    *("journal_entry", "delivery", "delivery_attempt", "number_claim"),
]
"""The tables that grow."""

_DRAWN: Final = """(SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(h, 14, 3) || '-8' || substr(h, 18, 3) || '-'
    || substr(h, 21) FROM (SELECT lower(hex(randomblob(16))) AS h, {of}))"""
_ENTRY: Final = """id, subject_kind, subject_id, subject_version, order_kind, order_id, order_sequence, account_id, move_id, verb, event,
    actor_role, actor_kind, actor_name, on_behalf, internal, told, from_status, to_status, reason, data, at, relayed_at"""
_SAID: Final = "'STAFF', 'user', 'Desk', FALSE, FALSE, TRUE"
_NEW: Final = f"(SELECT reference FROM porting_request ORDER BY reference DESC LIMIT 1 OFFSET {UNRELAYED})"


def _key(dialect: Dialect, of: str) -> str:
    """A new one for each row: SQLite draws once for what hangs on none."""
    return "gen_random_uuid()" if dialect == "postgres" else _DRAWN.replace("{of}", of)


def statements(dialect: Dialect) -> Iterator[str]:
    """In this order, where nothing of it is there yet."""
    yield "CREATE TEMP TABLE step (status TEXT, no INT, verb TEXT, event TEXT, before TEXT, after TEXT, PRIMARY KEY (status, no))"
    yield f"INSERT INTO step VALUES {', '.join(_steps())}"
    yield from _entries(dialect)
    yield from _deliveries(dialect)
    claim = "INSERT INTO number_claim (id, kind, e164, holder, created_at) SELECT"
    yield f"{claim} 'PORT_IN:' || e164, 'PORT_IN', e164, id, created_at FROM porting_number WHERE status <> 'COMPLETED'"
    yield f"""{claim} 'PORT_OUT:' || w.e164, 'PORT_OUT', w.e164, q.id, q.created_at FROM port_out_number w
        JOIN port_out_request q ON q.id = w.port_out_request_id WHERE q.status = 'ACTION_REQUIRED'"""
    yield f"INSERT INTO figure ({CELL}, change) {THERE_ARE}"


def _steps() -> Iterator[str]:
    for status, path in PATHS.items():
        for no, event in enumerate(path, 1):
            verb, before, after = _STEPS[event]
            yield f"('{status}', {no}, '{verb}', 'porting_number.{event}', '{before}', '{after}')"


def _entries(dialect: Dialect) -> Iterator[str]:
    """Of each request its creation and sending, of each of its numbers one step after the other, and its end; port-outs were received."""
    for at, verb, status in ((1, "created", "DRAFT"), (2, "submitted", "REQUESTED")):
        yield _of_orders(dialect, f"'{verb}', 'porting_request.{verb}', {_SAID}, NULL, '{status}'", str(at), str(at))
    yield _of_numbers(dialect)
    concluded = f"'conclude', 'porting_request.concluded', {_SAID}, 'IN_PROGRESS', 'COMPLETED'"
    yield _of_orders(dialect, concluded, "r.version", "r.sequence") + " WHERE r.status = 'COMPLETED'"
    received = f"'receive', 'port_out_request.received', {_SAID}, NULL, 'ACTION_REQUIRED'"
    yield _of_orders(dialect, received, "1", "1", "port_out_request")


def _of_orders(dialect: Dialect, what: str, version: str, sequence: str, kind: str = "porting_request") -> str:
    relayed = f"CASE WHEN r.reference <= {_NEW} OR '{kind}' = 'port_out_request' THEN r.updated_at END"
    return f"""INSERT INTO journal_entry ({_ENTRY}) SELECT {_key(dialect, "r.id")}, '{kind}', r.id, {version}, '{kind}', r.id, {sequence},
        r.account_id, {_key(dialect, "r.reference")}, {what}, 'So it went.', '{{}}', r.updated_at, {relayed} FROM {kind} r"""


def _of_numbers(dialect: Dialect) -> str:
    in_order = "LATERAL (SELECT * FROM step WHERE step.status = n.status ORDER BY no) s"
    steps = in_order if dialect == "postgres" else "step s WHERE s.status = n.status"
    before = f"(CAST(substr(n.e164, 3) AS BIGINT) % {PER_REQUEST}) * (n.version - 1)"
    relayed = f"CASE WHEN n.created_at <= (SELECT created_at FROM porting_request WHERE reference = {_NEW}) THEN n.updated_at END"
    return f"""INSERT INTO journal_entry ({_ENTRY}) SELECT {_key(dialect, "s.no, n.id")}, 'porting_number', n.id, s.no + 1,
        'porting_request', n.request_id, 2 + {before} + s.no, n.account_id, {_key(dialect, "n.id, s.no")}, s.verb, s.event, {_SAID},
        s.before, s.after, 'So it went.', '{{}}', n.updated_at, {relayed} FROM porting_number n CROSS JOIN {steps}"""


def _deliveries(dialect: Dialect) -> Iterator[str]:
    """A letter about each request, sent at the first try but for the newest."""
    sent = f"r.reference <= {_NEW}"
    yield f"""INSERT INTO delivery (id, created_at, updated_at, account_id, kind, destination, unique_key, move_id, order_kind, order_id,
        order_sequence, event, payload, status, attempt_count, next_attempt_at, delivered_at)
        SELECT {_key(dialect, "r.id")}, r.created_at, r.updated_at, r.account_id, 'email', 'desk@example.com', 'grown:' || r.reference,
        {_key(dialect, "r.reference")}, 'porting_request', r.id, r.sequence, 'porting_request.submitted', '{{"happenings": []}}',
        CASE WHEN {sent} THEN 'DELIVERED' ELSE 'PENDING' END, CASE WHEN {sent} THEN 1 ELSE 0 END, r.updated_at,
        CASE WHEN {sent} THEN r.updated_at END FROM porting_request r"""
    yield f"""INSERT INTO delivery_attempt (id, created_at, updated_at, delivery_id, no, ok, duration_ms)
        SELECT {_key(dialect, "d.id")}, d.created_at, d.updated_at, d.id, 1, TRUE, 12 FROM delivery d WHERE d.status = 'DELIVERED'"""
