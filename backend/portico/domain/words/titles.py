"""The short words of the law: what a button says, and what is said once it was pressed.

A label is kept by `subject.verb`, and by `subject.verb:variant` where a verb does something else from another status; an event, whether
a row of a table or an operation has it, by its own name. `domain.tables` refuses what has no words, and words that nothing has. Another
language is another catalogue with the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FALLBACK_LOCALE: Final = "en"

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "porting_request.submit": "Submit",
        "porting_request.discard": "Discard draft",
        "porting_request.accept": "Accept",
        "porting_request.reject": "Reject",
        "porting_request.cancel": "Cancel request",
        "porting_request.cancel:cancel_all_numbers": "Cancel all numbers",
        "porting_request.cancel:cancel_porting": "Cancel porting",
        "porting_request.cancel:request_cancellation": "Request cancellation",
        "porting_request.accept_cancellation": "Accept cancellation",
        "porting_request.reject_cancellation": "Reject cancellation",
        "porting_request.delay": "Report delay",
        "porting_request.make_ready": "Mark ready to be ported",
        "porting_request.block": "Block",
        "porting_request.schedule_perform": "Schedule porting",
        "porting_request.perform": "Perform porting",
        "porting_request.expire": "Expire",
        "porting_request.conclude": "Conclude",
        "porting_number.start_review": "Start review",
        "porting_number.mark_portable": "Mark portable",
        "porting_number.mark_not_portable": "Mark not portable",
        "porting_number.start": "Start porting",
        "porting_number.hand_over": "Mark handed over",
        "porting_number.confirm_foc": "Confirm FOC date",
        "porting_number.revise_foc": "Change FOC date",
        "porting_number.withdraw_foc": "Withdraw FOC date",
        "porting_number.require_action": "Require action",
        "porting_number.resubmit": "Resubmit",
        "porting_number.cancel": "Cancel",
        "porting_number.cancel:request_cancellation": "Request cancellation",
        "porting_number.accept_cancellation": "Accept cancellation",
        "porting_number.reject_cancellation": "Reject cancellation",
        "porting_number.complete": "Complete",
        "porting_number.assign_profile": "Assign configuration",
        "porting_number.provision": "Provision",
        "porting_number.mirror_submitted": "Mirror submitted",
        "porting_number.mirror_in_process": "Mirror in process",
        "porting_number.mirror_cancellation_asked": "Mirror cancellation asked",
        "porting_number.mirror_ready": "Mirror ready",
        "porting_number.mirror_completed": "Mirror completed",
        "porting_number.mirror_canceled": "Mirror canceled",
        "porting_number.mirror_rejected": "Mirror rejected",
        "port_out_request.approve": "Approve",
        "port_out_request.reject": "Reject",
        "port_out_request.approve_on_deadline": "Approve on deadline",
        "port_out_request.expire": "Expire",
        "port_out_request.amend": "Amend",
        "port_out_request.withdraw": "Withdraw",
        "port_out_request.staff_reject": "Reject as staff",
        "port_out_request.staff_approve": "Approve release",
        "port_out_request.complete": "Release numbers",
        "port_out_order.bill": "Bill the fee",
        "port_out_order.complete": "Complete",
        "port_out_order.cancel": "Cancel",
        "phone_number.activate": "Activate",
        "phone_number.remove": "Remove",
        "phone_number.begin_port_out": "Begin port-out",
        "phone_number.return_to_service": "Return to service",
        "phone_number.port_out": "Port out",
        "document.accept": "Accept document",
        "document.reject": "Reject document",
    }
)
EVENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "porting_request.submitted": "Request submitted",
        "porting_request.discarded": "Draft discarded",
        "porting_request.canceled": "Request canceled",
        "porting_request.accepted": "Request accepted",
        "porting_request.rejected": "Request rejected",
        "porting_request.cancellation_asked": "Cancellation asked",
        "porting_request.concluded": "Request concluded",
        "porting_request.delayed": "Delay reported",
        "porting_request.made_ready": "Ready to be ported",
        "porting_request.blocked": "Blocked by the losing carrier",
        "porting_request.perform_scheduled": "Port scheduled",
        "porting_request.performed": "Port performed",
        "porting_request.expired": "Window expired",
        "porting_request.cancellation_accepted": "Cancellation accepted",
        "porting_request.cancellation_rejected": "Cancellation rejected",
        "porting_number.review_started": "Review started",
        "porting_number.marked_portable": "Found portable",
        "porting_number.marked_not_portable": "Found not portable",
        "porting_number.canceled": "Number canceled",
        "porting_number.started": "Porting started",
        "porting_number.handed_over": "Handed over to the losing carrier",
        "porting_number.foc_confirmed": "FOC date confirmed",
        "porting_number.foc_revised": "FOC date changed",
        "porting_number.foc_withdrawn": "FOC date withdrawn",
        "porting_number.action_required": "Action required",
        "porting_number.resubmitted": "Resubmitted",
        "porting_number.cancellation_asked": "Cancellation asked",
        "porting_number.cancellation_accepted": "Cancellation accepted",
        "porting_number.cancellation_rejected": "Cancellation rejected",
        "porting_number.completed": "Number completed",
        "porting_number.profile_assigned": "Configuration assigned",
        "porting_number.provisioned": "Number prepared for service",
        "porting_number.submitted": "Submitted",
        "porting_number.in_process": "In process",
        "porting_number.ready": "Ready to be ported",
        "porting_number.rejected": "Number rejected",
        "port_out_request.approved": "Approved by the customer",
        "port_out_request.rejected": "Rejected by the customer",
        "port_out_request.approved_on_deadline": "Approved at the deadline",
        "port_out_request.expired": "Deadline passed, expired",
        "port_out_request.amended": "Amended by the gaining carrier",
        "port_out_request.withdrawn": "Withdrawn by the gaining carrier",
        "port_out_request.staff_rejected": "Rejected by staff",
        "port_out_request.staff_approved": "Approved by staff, fee billed",
        "port_out_request.completed": "Numbers ported out",
        "port_out_order.fee_billed": "Port-out fee billed",
        "port_out_order.completed": "Port-out order completed",
        "port_out_order.canceled": "Port-out order canceled",
        "phone_number.activated": "Number in service",
        "phone_number.removed": "Number taken out again",
        "phone_number.port_out_began": "Port-out began",
        "phone_number.returned_to_service": "Number back in service",
        "phone_number.ported_out": "Number left",
        "document.accepted": "Document accepted",
        "document.rejected": "Document rejected",
        "porting_request.created": "Request created",
        "porting_request.updated": "Request changed",
        "porting_request.commented": "Comment added",
        "porting_request.secret_revealed": "A secret was shown to staff",
        "porting_request.window_closing": "Window about to close",
        "porting_number.foc_in_three_days": "Reminder: ported in three days",
        "porting_number.foc_tomorrow": "Reminder: ported tomorrow",
        "porting_number.foc_today": "Reminder: ported today",
        "porting_number.foc_overdue": "FOC date passed without a report",
        "porting_number.profile_missing": "Reminder: no configuration yet",
        "porting_number.answered_late": "Answer to an earlier attempt",
        "document.uploaded": "Document uploaded",
        "port_out_request.received": "Port-out request received",
        "port_out_request.refused": "Port-out request refused at the door",
        "port_out_request.viewed": "Opened for the first time",
        "port_out_request.first_approved": "First approval given",
        "port_out_request.commented": "Comment added",
        "port_out_order.created": "Port-out order created",
        "phone_number.added": "Number added to the inventory",
        "phone_number.provisioned": "Number prepared for service",
        "phone_number.pin_set": "Port-out PIN set",
        "phone_number.pin_removed": "Port-out PIN removed",
        "company_profile.created": "Company profile created",
        "company_profile.updated": "Company profile changed",
        "configuration_profile.created": "Configuration profile created",
        "configuration_profile.updated": "Configuration profile changed",
        "calendar_feed.created": "Calendar link created",
        "calendar_feed.revoked": "Calendar link revoked",
        "webhook_endpoint.created": "Webhook endpoint created",
        "webhook_endpoint.changed": "Webhook endpoint changed",
        "webhook_endpoint.rotated": "Secret of a webhook endpoint rotated",
        "webhook_endpoint.enabled": "Webhook endpoint enabled",
        "webhook_endpoint.disabled": "Webhook endpoint disabled",
        "webhook_endpoint.deleted": "Webhook endpoint deleted",
        "webhook_endpoint.replayed": "Deliveries to a webhook endpoint replayed",
        "portico.test": "Test event",
        "installation.held": "Mail room and clock held",
        "installation.released": "Mail room and clock released",
        "installation.mail_tested": "Test letter sent",
        "carrier.submit": "Task: submit to the carrier",
        "carrier.cancel": "Task: cancel at the carrier",
        "carrier.perform": "Task: have the porting performed",
        "carrier.outcome": "Task: tell the carrier the outcome",
    }
)
LABELS_BY_LOCALE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": LABELS})
EVENTS_BY_LOCALE: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": EVENTS})


def key(subject: str, verb: str, variant: str | None = None) -> str:
    """Where the label of a row stands."""
    return f"{subject}.{verb}:{variant}" if variant else f"{subject}.{verb}"


def label(subject: str, verb: str, variant: str | None = None, locale: str = FALLBACK_LOCALE) -> str:
    """What a button says that does this verb, as this variant of it."""
    return LABELS_BY_LOCALE[locale][key(subject, verb, variant)]


def happened(event: str, locale: str = FALLBACK_LOCALE) -> str:
    """What is said to have happened."""
    return EVENTS_BY_LOCALE[locale][event]
