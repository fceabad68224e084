"""What is kept and for how long: links to exports, legal holds, evidence, periods, and what each night took away."""

from typing import Any

from tortoise import fields

from portico.domain.desk.retention import RetentionKind
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.keeping import AccountExportRow, EvidencePackRow, LegalHoldRow, RetentionNightRow, RetentionPeriodRow


class AccountExport(Stamped):
    """A link to all that is kept of an account: for the one who asked for it, once, for a short while."""

    row: AccountExportRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="exports", on_delete=fields.CASCADE)
    user: Any = fields.ForeignKeyField("models.User", related_name="exports", on_delete=fields.CASCADE)
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "account_export"
        indexes = (("user_id",), ("expires_at",))


class LegalHold(Stamped):
    """An order of which nothing may be deleted, until staff lift it: then this row is gone, and the journal says that it was."""

    row: LegalHoldRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="legal_holds", on_delete=fields.RESTRICT)
    request: Any = fields.OneToOneField("models.PortingRequest", related_name="legal_hold", null=True, on_delete=fields.RESTRICT)
    port_out_request: Any = fields.OneToOneField("models.PortOutRequest", related_name="legal_hold", null=True, on_delete=fields.RESTRICT)
    reason = fields.TextField()
    set_by = fields.UUIDField(null=True)
    set_by_name = fields.CharField(max_length=200)

    class Meta:
        table = "legal_hold"
        indexes = (("account_id",),)


class EvidencePack(Stamped):
    """What is kept of an order that ended, as a ZIP made once: its entries up to and with `order_sequence`, and all that belongs to it.

    `sha256` and `size` are of what lies under `storage_key`, all but the documents; `manifest_sha256` names it to others.
    The journal has forgotten its entries up to and with `trimmed_upto`.
    """

    row: EvidencePackRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="evidence_packs", on_delete=fields.RESTRICT)
    order_kind = fields.CharField(max_length=32)
    order_id = fields.UUIDField(unique=True)
    reference = fields.CharField(max_length=20)
    storage_key = fields.CharField(max_length=200)
    sha256 = fields.CharField(max_length=64)
    size = fields.BigIntField()
    manifest_sha256 = fields.CharField(max_length=64)
    order_sequence = fields.IntField()
    entry_count = fields.IntField()
    trimmed_upto = fields.IntField(default=0)
    trimmed_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    """When its order was deleted; its bytes are still to go."""

    class Meta:
        table = "evidence_pack"
        indexes = (("account_id",),)


class RetentionPeriod(Stamped):
    """How long something is kept where staff chose otherwise than what is shipped; '' stands for any kind of document, any country."""

    row: RetentionPeriodRow
    kind = fields.CharEnumField(RetentionKind, max_length=16)
    document_kind = fields.CharField(max_length=32)
    country = fields.CharField(max_length=2)
    days = fields.IntField()
    version = fields.IntField(default=1)

    class Meta:
        table = "retention_period"
        unique_together = (("kind", "document_kind", "country"),)


class RetentionNight(Stamped):
    """What one night's job has taken away; `finished_at` is null while it is at it."""

    row: RetentionNightRow
    day = fields.DateField(unique=True)
    finished_at = fields.DatetimeField(null=True)
    drafts = fields.IntField(default=0)
    documents = fields.IntField(default=0)
    orders = fields.IntField(default=0)
    entries = fields.IntField(default=0)

    class Meta:
        table = "retention_night"
