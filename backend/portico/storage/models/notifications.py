"""What people want to be written to about, and which digests they were sent."""

from typing import Any

from tortoise import fields

from portico.domain.people.notifications import NewsCadence, NewsKind
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.notifications import UserDigestRow, UserNotificationRow


class UserNotification(Stamped):
    """How a user has news of one kind; what is not here is as it is offered."""

    row: UserNotificationRow
    user: Any = fields.ForeignKeyField("models.User", related_name="notifications", on_delete=fields.CASCADE)
    kind = fields.CharEnumField(NewsKind, max_length=24)
    cadence = fields.CharEnumField(NewsCadence, max_length=16)

    class Meta:
        table = "user_notification"
        unique_together = (("user_id", "kind"),)


class UserDigest(Stamped):
    """One day's digest of one user: written once, whether or not there was anything to tell. It tells of what happened before `upto`."""

    row: UserDigestRow
    user: Any = fields.ForeignKeyField("models.User", related_name="digests", on_delete=fields.CASCADE)
    day = fields.DateField()
    upto = fields.DatetimeField()

    class Meta:
        table = "user_digest"
        unique_together = (("user_id", "day"),)
