"""Papers that prove an order: the row; the bytes lie in the object store under `storage_key`."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.documents import DocumentRow


class Document(Stamped):
    row: DocumentRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="documents", on_delete=fields.RESTRICT)
    request: Any = fields.ForeignKeyField("models.PortingRequest", related_name="documents", null=True, on_delete=fields.CASCADE)
    port_out_request: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="documents", null=True, on_delete=fields.CASCADE)
    from_carrier = fields.BooleanField(default=False, db_default=False)
    """Whether it is a paper of the gaining carrier's: what an approval is bound to, and what that carrier sees."""
    kind = fields.CharEnumField(DocumentKind, max_length=32)
    file_name = fields.CharField(max_length=255)
    media_type = fields.CharField(max_length=100)
    size = fields.BigIntField()
    sha256 = fields.CharField(max_length=64)
    storage_key = fields.CharField(max_length=200)
    issue_date = fields.DateField(null=True)
    signer = fields.CharField(max_length=200, null=True)
    signed_at = fields.DateField(null=True)
    status = fields.CharEnumField(DocumentStatus, max_length=16)
    status_reason = fields.TextField(null=True)
    status_reason_said: Any = fields.JSONField(null=True)
    named_fields: Any = fields.JSONField(null=True)
    version = fields.IntField(default=1)
    uploaded_by = fields.UUIDField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    """When retention took its content away; while `storage_key` is not empty its bytes are still to go."""

    class Meta:
        table = "document"
        indexes = (
            ("request_id", "created_at"),
            ("port_out_request_id", "created_at"),
            ("account_id", "created_at", "id"),
            ("storage_key",),
        )
