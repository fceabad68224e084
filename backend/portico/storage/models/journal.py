"""The journal: one entry per move, read by the timeline, the relay and the live feed; and what makes commands repeatable."""

from typing import Any

from tortoise import fields

from portico.storage.models.stamped import Plain
from portico.storage.row_types.journal import DatabaseFactRow, IdempotencyKeyRow, JournalEntryRow, ReferenceCounterRow


class JournalEntry(Plain):
    """One thing that happened. `position` is the commit order on SQLite; PostgreSQL orders by (xid, position), see its migration."""

    row: JournalEntryRow
    position = fields.BigIntField(primary_key=True, generated=True)
    id = fields.UUIDField(unique=True)
    subject_kind = fields.CharField(max_length=32)
    subject_id = fields.UUIDField()
    subject_version = fields.IntField()
    order_kind = fields.CharField(max_length=32)
    order_id = fields.UUIDField()
    order_sequence = fields.IntField()
    account_id = fields.UUIDField(null=True)
    move_id = fields.UUIDField()
    verb = fields.CharField(max_length=40)
    event = fields.CharField(max_length=80)
    actor_role = fields.CharField(max_length=16)
    actor_kind = fields.CharField(max_length=16)
    actor_id = fields.UUIDField(null=True)
    actor_name = fields.CharField(max_length=200)
    on_behalf = fields.BooleanField(default=False)
    internal = fields.BooleanField(default=False)
    told = fields.BooleanField(default=True)
    from_status = fields.CharField(max_length=32, null=True)
    to_status = fields.CharField(max_length=32, null=True)
    reason = fields.TextField()
    reason_code = fields.CharField(max_length=80, null=True)
    """Of the sentence that Portico said; null where a person or a carrier wrote the reason."""
    reason_params: Any = fields.JSONField(null=True)
    data: Any = fields.JSONField()
    at = fields.DatetimeField()
    relayed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "journal_entry"
        indexes = (("subject_id", "position"), ("order_id", "order_sequence"), ("account_id", "position"))


class IdempotencyKey(Plain):
    """A command done once: inserted first in its unit, so a second one waits for it and then sees its outcome."""

    row: IdempotencyKeyRow
    id = fields.CharField(max_length=64, primary_key=True)
    input_hash = fields.CharField(max_length=64)
    outcome: Any = fields.JSONField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "idempotency_key"
        indexes = (("created_at",),)


class ReferenceCounter(Plain):
    """The last number given out in a series such as PI-2026."""

    row: ReferenceCounterRow
    id = fields.CharField(max_length=16, primary_key=True)
    value = fields.IntField()

    class Meta:
        table = "reference_counter"


class DatabaseFact(Plain):
    """Facts about this database: its epoch (a cursor of another database is answered as expired)."""

    row: DatabaseFactRow
    id = fields.CharField(max_length=32, primary_key=True)
    value = fields.CharField(max_length=200)

    class Meta:
        table = "portico_meta"
