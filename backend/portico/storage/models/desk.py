"""What a desk adds of its own: comments, changed requirements, its own holidays, and calendar links."""

from __future__ import annotations

from typing import Any

from tortoise import fields

from portico.domain.reasons import ReasonDirection
from portico.domain.statuses import NumberType
from portico.domain.words.statuses_catalogue import Language
from portico.storage.models.stamped import Plain, Stamped
from portico.storage.row_types.desk import (
    BusinessDayOverrideRow,
    CalendarFeedRow,
    CommentRow,
    FigureRow,
    ReasonTextRow,
    RequirementOverrideRow,
    SandboxTaskRow,
)


class Comment(Stamped):
    """Words about an order: for everyone on it, or among the operator's staff only."""

    row: CommentRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="comments", on_delete=fields.RESTRICT)
    request: Any = fields.ForeignKeyField("models.PortingRequest", related_name="comments", null=True, on_delete=fields.CASCADE)
    port_out_request: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="comments", null=True, on_delete=fields.CASCADE)
    internal = fields.BooleanField(default=False)
    to_carrier = fields.BooleanField(default=False, db_default=False)
    """Whether the gaining carrier of the port-out reads it, too."""
    text = fields.TextField()
    author_id = fields.UUIDField(null=True)
    author_name = fields.CharField(max_length=200)
    author_role = fields.CharField(max_length=16)

    class Meta:
        table = "comment"
        indexes = (("request_id", "created_at"), ("port_out_request_id", "created_at"), ("account_id", "id"))


class RequirementOverride(Stamped):
    """What staff changed of a shipped requirement; laid over the file's entry."""

    row: RequirementOverrideRow
    country = fields.CharField(max_length=2)
    number_type = fields.CharEnumField(NumberType, max_length=16)
    changes: Any = fields.JSONField()
    version = fields.IntField(default=1)
    changed_by = fields.UUIDField(null=True)

    class Meta:
        table = "requirement_override"
        unique_together = (("country", "number_type"),)


class BusinessDayOverride(Stamped):
    """A day the operator counts otherwise than the calendar of its country."""

    row: BusinessDayOverrideRow
    country = fields.CharField(max_length=2)
    day = fields.DateField()
    is_business_day = fields.BooleanField()
    note = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "business_day_override"
        unique_together = (("country", "day"),)


class ReasonText(Stamped):
    """What the operator says of a code of its reasons in its own words, in one language; null stays as it is shipped."""

    row: ReasonTextRow
    direction = fields.CharEnumField(ReasonDirection, max_length=8)
    code = fields.CharField(max_length=40)
    language = fields.CharEnumField(Language, max_length=8)
    text = fields.CharField(max_length=500, null=True)
    note = fields.CharField(max_length=1000, null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "reason_text"
        unique_together = (("direction", "code", "language"),)


class CalendarFeed(Stamped):
    """A secret link to the FOC dates of an account (or of all, for staff); only its hash is kept, and it can be revoked."""

    row: CalendarFeedRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="calendar_feeds", null=True, on_delete=fields.CASCADE)
    user: Any = fields.ForeignKeyField("models.User", related_name="calendar_feeds", null=True, on_delete=fields.CASCADE)
    name = fields.CharField(max_length=120)
    token_hash = fields.CharField(max_length=64, unique=True)
    last_used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "calendar_feed"


class SandboxTask(Stamped):
    """What the simulated carrier will say, and when: its memory between a submission and its answer."""

    row: SandboxTaskRow
    carrier: Any = fields.ForeignKeyField("models.Carrier", related_name="sandbox_tasks", on_delete=fields.CASCADE)
    unique_key = fields.CharField(max_length=200, unique=True)
    due_at = fields.DatetimeField()
    subject = fields.CharField(max_length=32)
    verb = fields.CharField(max_length=40)
    targets: Any = fields.JSONField()
    asked: Any = fields.JSONField()
    done_at = fields.DatetimeField(null=True)
    outcome = fields.TextField(null=True)

    class Meta:
        table = "sandbox_task"
        indexes = (("done_at", "due_at", "id"),)


class Figure(Plain):
    """By how much the number of what stands so has changed. Triggers write it beside the row that changed; see `storage.figures`."""

    row: FigureRow
    position = fields.BigIntField(primary_key=True, generated=True)
    kind = fields.CharField(max_length=32)
    account_id = fields.UUIDField()
    status = fields.CharField(max_length=32)
    waiting_on = fields.CharField(max_length=16)
    carrier_id = fields.UUIDField(null=True)
    other_carrier_id = fields.UUIDField(null=True)
    to_match = fields.BooleanField()
    change = fields.IntField()

    class Meta:
        table = "figure"
