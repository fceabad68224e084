"""What can be said to have happened: what the rows of the tables name, and here what happens without one.

Whatever writes an event takes an `Event`, so that none is written that the API does not name; `domain.tables` has all of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NewType

RowEvent = NewType("RowEvent", str)
"""The event of a row. Only `grammar.RowsOf.row` makes one."""


class Happening(StrEnum):
    """What happens without a row of a table: what operations do, what the clock tells, and what carriers are owed."""

    PORTING_REQUEST_CREATED = "porting_request.created"
    PORTING_REQUEST_UPDATED = "porting_request.updated"
    PORTING_REQUEST_COMMENTED = "porting_request.commented"
    PORTING_REQUEST_SECRET_REVEALED = "porting_request.secret_revealed"  # noqa: S105 - a name
    PORTING_REQUEST_WINDOW_CLOSING = "porting_request.window_closing"
    PORTING_NUMBER_FOC_IN_THREE_DAYS = "porting_number.foc_in_three_days"
    PORTING_NUMBER_FOC_TOMORROW = "porting_number.foc_tomorrow"
    PORTING_NUMBER_FOC_TODAY = "porting_number.foc_today"
    PORTING_NUMBER_FOC_OVERDUE = "porting_number.foc_overdue"
    PORTING_NUMBER_PROFILE_MISSING = "porting_number.profile_missing"
    PORTING_NUMBER_ANSWERED_LATE = "porting_number.answered_late"
    DOCUMENT_UPLOADED = "document.uploaded"
    DOCUMENT_DELETED = "document.deleted"
    PORT_OUT_REQUEST_RECEIVED = "port_out_request.received"
    PORT_OUT_REQUEST_REFUSED = "port_out_request.refused"
    PORT_OUT_REQUEST_VIEWED = "port_out_request.viewed"
    PORT_OUT_REQUEST_FIRST_APPROVED = "port_out_request.first_approved"
    PORT_OUT_REQUEST_FIRST_APPROVED_IN_PART = "port_out_request.first_approved_in_part"
    PORT_OUT_REQUEST_SPLIT_OFF = "port_out_request.split_off"
    PORT_OUT_REQUEST_STALLED = "port_out_request.stalled"
    PORT_OUT_REQUEST_COMMENTED = "port_out_request.commented"
    PORT_OUT_REQUEST_COMMENTED_BY_CARRIER = "port_out_request.commented_by_carrier"
    PORT_OUT_ORDER_CREATED = "port_out_order.created"
    SNAPBACK_ASKED = "snapback.asked"
    INTERNAL_MOVE_OFFERED = "internal_move.offered"
    INTERNAL_MOVE_CODE_REFUSED = "internal_move.code_refused"
    INTERNAL_MOVE_CODE_TAKEN = "internal_move.code_taken"
    INTERNAL_MOVE_TAKEN = "internal_move.taken"
    INTERNAL_MOVE_NOT_TAKEN = "internal_move.not_taken"
    PORTING_NUMBER_SNAPPED_BACK = "porting_number.snapped_back"
    PHONE_NUMBER_MOVED_AWAY = "phone_number.moved_away"
    PHONE_NUMBER_MOVED_HERE = "phone_number.moved_here"
    PORT_OUT_ORDER_CORRECTED = "port_out_order.corrected"
    PHONE_NUMBER_ADDED = "phone_number.added"
    PHONE_NUMBER_PROVISIONED = "phone_number.provisioned"
    PHONE_NUMBER_PIN_SET = "phone_number.pin_set"
    PHONE_NUMBER_PIN_REMOVED = "phone_number.pin_removed"
    COMPANY_PROFILE_CREATED = "company_profile.created"
    COMPANY_PROFILE_UPDATED = "company_profile.updated"
    CONFIGURATION_PROFILE_CREATED = "configuration_profile.created"
    CONFIGURATION_PROFILE_UPDATED = "configuration_profile.updated"
    CALENDAR_FEED_CREATED = "calendar_feed.created"
    CALENDAR_FEED_REVOKED = "calendar_feed.revoked"
    USER_CREATED = "user.created"
    USER_INVITED = "user.invited"
    USER_INVITED_AGAIN = "user.invited_again"
    USER_JOINED = "user.joined"
    USER_CHANGED = "user.changed"
    USER_LEVEL_CHANGED = "user.level_changed"
    USER_DISABLED = "user.disabled"
    USER_ENABLED = "user.enabled"
    USER_SESSIONS_ENDED = "user.sessions_ended"
    USER_PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - a name
    USER_PASSWORD_FORGOTTEN = "user.password_forgotten"  # noqa: S105 - a name
    USER_PASSWORD_RESET = "user.password_reset"  # noqa: S105 - a name
    USER_ADDRESS_CHANGE_ASKED = "user.address_change_asked"
    USER_ADDRESS_CHANGE_CONFIRMED = "user.address_change_confirmed"
    USER_ADDRESS_CHANGED = "user.address_changed"
    USER_SECOND_FACTOR_ENROLLED = "user.second_factor_enrolled"
    USER_SECOND_FACTOR_REMOVED = "user.second_factor_removed"
    USER_RECOVERY_CODE_USED = "user.recovery_code_used"
    USER_RECOVERY_CODES_RENEWED = "user.recovery_codes_renewed"
    USER_SECOND_FACTOR_RESET_ASKED = "user.second_factor_reset_asked"
    USER_SECOND_FACTOR_RESET_CONFIRMED = "user.second_factor_reset_confirmed"
    USER_SECOND_FACTOR_RESET_STOPPED = "user.second_factor_reset_stopped"
    USER_SECOND_FACTOR_RESET = "user.second_factor_reset"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_CONTACTS_CHANGED = "account.contacts_changed"
    ACCOUNT_PORT_OUT_POLICY_SET = "account.port_out_policy_set"
    ACCOUNT_PORT_OUTS_FROZEN = "account.port_outs_frozen"
    ACCOUNT_PORT_OUTS_UNFREEZE_ASKED = "account.port_outs_unfreeze_asked"
    ACCOUNT_PORT_OUTS_UNFROZEN = "account.port_outs_unfrozen"
    ACCOUNT_CALLBACK_SECRET_ROTATED = "account.callback_secret_rotated"  # noqa: S105 - a name
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_REOPENED = "account.reopened"
    ACCOUNT_EXPORTED = "account.exported"
    CHARGE_EXPORTED = "charge.exported"
    ACCOUNT_NUMBERS_UNLOCKING = "account.numbers_unlocking"
    ACCOUNT_NUMBERS_UNLOCKED = "account.numbers_unlocked"
    ACCOUNT_NUMBERS_REFUSED = "account.numbers_refused"
    ACCOUNT_NUMBERS_GUESSED_AT = "account.numbers_guessed_at"
    LEGAL_HOLD_SET = "legal_hold.set"
    LEGAL_HOLD_LIFTED = "legal_hold.lifted"
    RETENTION_CHANGED = "retention.changed"
    RETENTION_ORDER_DELETED = "retention.order_deleted"
    EVIDENCE_PACK_MADE = "evidence_pack.made"
    EVIDENCE_PACK_TRIMMED = "evidence_pack.trimmed"
    USER_NOTIFICATIONS_CHANGED = "user.notifications_changed"
    USER_DIGEST = "user.digest"
    USER_QUEUE_DIGEST = "user.queue_digest"
    API_TOKEN_CREATED = "api_token.created"  # noqa: S105 - a name
    API_TOKEN_ROTATED = "api_token.rotated"  # noqa: S105 - a name
    API_TOKEN_REVOKED = "api_token.revoked"  # noqa: S105 - a name
    WEBHOOK_ENDPOINT_CREATED = "webhook_endpoint.created"
    WEBHOOK_ENDPOINT_CHANGED = "webhook_endpoint.changed"
    WEBHOOK_ENDPOINT_ROTATED = "webhook_endpoint.rotated"
    WEBHOOK_ENDPOINT_ENABLED = "webhook_endpoint.enabled"
    WEBHOOK_ENDPOINT_DISABLED = "webhook_endpoint.disabled"
    WEBHOOK_ENDPOINT_DELETED = "webhook_endpoint.deleted"
    WEBHOOK_ENDPOINT_TESTED = "webhook_endpoint.tested"
    WEBHOOK_ENDPOINT_REPLAYED = "webhook_endpoint.replayed"
    PORTICO_TEST = "portico.test"
    INSTALLATION_HELD = "installation.held"
    INSTALLATION_RELEASED = "installation.released"
    INSTALLATION_MAIL_TESTED = "installation.mail_tested"
    INSTALLATION_REPAIRED = "installation.repaired"
    OPERATOR_CHANGED = "operator.changed"
    INSTALLATION_DEMANDS_CHANGED = "installation.demands_changed"
    CARRIER_CREATED = "carrier.created"
    CARRIER_CHANGED = "carrier.changed"
    CARRIER_RETIRED = "carrier.retired"
    CARRIER_RESTORED = "carrier.restored"
    CARRIER_SECRET_RENEWED = "carrier.callback_secret_renewed"  # noqa: S105 - a name
    FEE_SET = "fee_schedule.set"
    FEE_CHANGED = "fee_schedule.changed"
    FEE_ENDED = "fee_schedule.ended"
    FEE_REMOVED = "fee_schedule.removed"
    REASON_WORDED = "reason.worded"
    REQUIREMENT_OVERRIDDEN = "requirement.overridden"
    REQUIREMENT_RESTORED = "requirement.restored"
    BUSINESS_DAY_SET = "business_day.set"
    BUSINESS_DAY_REMOVED = "business_day.removed"
    CARRIER_SUBMIT = "carrier.submit"
    CARRIER_CANCEL = "carrier.cancel"
    CARRIER_PERFORM = "carrier.perform"
    CARRIER_OUTCOME = "carrier.outcome"
    CARRIER_SNAPBACK = "carrier.snapback"


Event = RowEvent | Happening

ABOUT_PORT_OUTS: Final = frozenset(
    {
        Happening.ACCOUNT_PORT_OUT_POLICY_SET,
        Happening.ACCOUNT_PORT_OUTS_FROZEN,
        Happening.ACCOUNT_PORT_OUTS_UNFREEZE_ASKED,
        Happening.ACCOUNT_PORT_OUTS_UNFROZEN,
        Happening.ACCOUNT_NUMBERS_UNLOCKING,
        Happening.ACCOUNT_NUMBERS_UNLOCKED,
        Happening.ACCOUNT_NUMBERS_REFUSED,
        Happening.ACCOUNT_NUMBERS_GUESSED_AT,
    }
)
"""What happens to an account and is about numbers leaving it: for whoever reads port-outs, like all that happens to these themselves."""

JOURNALED_ONLY: Final = frozenset(
    {
        Happening.PORTING_REQUEST_UPDATED,
        Happening.PORTING_REQUEST_SECRET_REVEALED,
        Happening.PORTING_NUMBER_ANSWERED_LATE,
        Happening.DOCUMENT_UPLOADED,
        Happening.DOCUMENT_DELETED,
        Happening.PORT_OUT_REQUEST_VIEWED,
        Happening.PORT_OUT_ORDER_CREATED,
        Happening.INTERNAL_MOVE_CODE_REFUSED,
        Happening.INTERNAL_MOVE_CODE_TAKEN,
        Happening.INTERNAL_MOVE_TAKEN,
        Happening.INTERNAL_MOVE_NOT_TAKEN,
        Happening.PORTING_NUMBER_SNAPPED_BACK,
        Happening.PHONE_NUMBER_MOVED_AWAY,
        Happening.PHONE_NUMBER_MOVED_HERE,
        Happening.PORT_OUT_ORDER_CORRECTED,
        Happening.PHONE_NUMBER_ADDED,
        Happening.PHONE_NUMBER_PROVISIONED,
        Happening.PHONE_NUMBER_PIN_SET,
        Happening.PHONE_NUMBER_PIN_REMOVED,
        Happening.COMPANY_PROFILE_CREATED,
        Happening.COMPANY_PROFILE_UPDATED,
        Happening.CONFIGURATION_PROFILE_CREATED,
        Happening.CONFIGURATION_PROFILE_UPDATED,
        Happening.CALENDAR_FEED_CREATED,
        Happening.CALENDAR_FEED_REVOKED,
        Happening.USER_CREATED,
        Happening.USER_INVITED,
        Happening.USER_INVITED_AGAIN,
        Happening.USER_JOINED,
        Happening.USER_CHANGED,
        Happening.USER_LEVEL_CHANGED,
        Happening.USER_DISABLED,
        Happening.USER_ENABLED,
        Happening.USER_SESSIONS_ENDED,
        Happening.USER_PASSWORD_CHANGED,
        Happening.USER_PASSWORD_FORGOTTEN,
        Happening.USER_PASSWORD_RESET,
        Happening.USER_ADDRESS_CHANGE_ASKED,
        Happening.USER_ADDRESS_CHANGE_CONFIRMED,
        Happening.USER_ADDRESS_CHANGED,
        Happening.USER_SECOND_FACTOR_ENROLLED,
        Happening.USER_SECOND_FACTOR_REMOVED,
        Happening.USER_RECOVERY_CODE_USED,
        Happening.USER_RECOVERY_CODES_RENEWED,
        Happening.USER_SECOND_FACTOR_RESET_ASKED,
        Happening.USER_SECOND_FACTOR_RESET_CONFIRMED,
        Happening.USER_SECOND_FACTOR_RESET_STOPPED,
        Happening.USER_SECOND_FACTOR_RESET,
        Happening.ACCOUNT_CREATED,
        Happening.ACCOUNT_CHANGED,
        Happening.ACCOUNT_CONTACTS_CHANGED,
        Happening.ACCOUNT_PORT_OUT_POLICY_SET,
        Happening.ACCOUNT_PORT_OUTS_FROZEN,
        Happening.ACCOUNT_PORT_OUTS_UNFREEZE_ASKED,
        Happening.ACCOUNT_PORT_OUTS_UNFROZEN,
        Happening.ACCOUNT_CALLBACK_SECRET_ROTATED,
        Happening.ACCOUNT_CLOSED,
        Happening.ACCOUNT_REOPENED,
        Happening.ACCOUNT_EXPORTED,
        Happening.CHARGE_EXPORTED,
        Happening.ACCOUNT_NUMBERS_UNLOCKING,
        Happening.ACCOUNT_NUMBERS_UNLOCKED,
        Happening.ACCOUNT_NUMBERS_REFUSED,
        Happening.ACCOUNT_NUMBERS_GUESSED_AT,
        Happening.LEGAL_HOLD_SET,
        Happening.LEGAL_HOLD_LIFTED,
        Happening.RETENTION_CHANGED,
        Happening.RETENTION_ORDER_DELETED,
        Happening.EVIDENCE_PACK_MADE,
        Happening.EVIDENCE_PACK_TRIMMED,
        Happening.USER_NOTIFICATIONS_CHANGED,
        Happening.USER_DIGEST,
        Happening.USER_QUEUE_DIGEST,
        Happening.API_TOKEN_CREATED,
        Happening.API_TOKEN_ROTATED,
        Happening.API_TOKEN_REVOKED,
        Happening.WEBHOOK_ENDPOINT_CREATED,
        Happening.WEBHOOK_ENDPOINT_CHANGED,
        Happening.WEBHOOK_ENDPOINT_ROTATED,
        Happening.WEBHOOK_ENDPOINT_ENABLED,
        Happening.WEBHOOK_ENDPOINT_DISABLED,
        Happening.WEBHOOK_ENDPOINT_DELETED,
        Happening.WEBHOOK_ENDPOINT_TESTED,
        Happening.WEBHOOK_ENDPOINT_REPLAYED,
        Happening.PORTICO_TEST,
        Happening.INSTALLATION_HELD,
        Happening.INSTALLATION_RELEASED,
        Happening.INSTALLATION_MAIL_TESTED,
        Happening.INSTALLATION_REPAIRED,
        Happening.OPERATOR_CHANGED,
        Happening.INSTALLATION_DEMANDS_CHANGED,
        Happening.CARRIER_CREATED,
        Happening.CARRIER_CHANGED,
        Happening.CARRIER_RETIRED,
        Happening.CARRIER_RESTORED,
        Happening.CARRIER_SECRET_RENEWED,
        Happening.FEE_SET,
        Happening.FEE_CHANGED,
        Happening.FEE_ENDED,
        Happening.FEE_REMOVED,
        Happening.REASON_WORDED,
        Happening.REQUIREMENT_OVERRIDDEN,
        Happening.REQUIREMENT_RESTORED,
        Happening.BUSINESS_DAY_SET,
        Happening.BUSINESS_DAY_REMOVED,
    }
)
"""What the journal tells nobody of; every other happening has its letter in `words.mails`. Some of these have a notice of their own."""


def task(named: str) -> Happening:
    """That a carrier is owed this. Raises ValueError for what no carrier is ever owed."""
    owed = Happening(f"carrier.{named}")
    if owed in JOURNALED_ONLY:
        raise ValueError(f"{owed} is no task")
    return owed
