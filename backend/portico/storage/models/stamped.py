"""What every table has: an id made by us (UUIDv7) and two UTC instants written by the operation, never by the database."""

from typing import Any

from tortoise import fields
from tortoise.models import Model, ModelMeta


class _Uncommented(ModelMeta):
    """Spares every start what Tortoise looks for in the source of each model, parsed as a whole: `#:` before a field. There is none."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        return super().__new__(cls, name, bases, {"_no_comments": True, **attrs})


class Plain(Model, metaclass=_Uncommented):
    """A table that says itself what it has."""

    class Meta:
        abstract = True


class Stamped(Plain):
    id = fields.UUIDField(primary_key=True)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        abstract = True
