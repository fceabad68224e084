"""What every table has: an id made by us (UUIDv7) and two UTC instants written by the operation, never by the database."""

from tortoise import fields
from tortoise.models import Model


class Stamped(Model):
    id = fields.UUIDField(primary_key=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        abstract = True
