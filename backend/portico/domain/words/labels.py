"""What a button says: one label per verb, and one per variant of a verb that does something else from another status.

A key is `subject.verb`, or `subject.verb:variant`. `domain.tables` refuses a row without a label and a label without a row. Another
language is another catalogue with the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FALLBACK_LOCALE: Final = "en"

ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
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
CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": ENGLISH})
"""By locale."""


def key(subject: str, verb: str, variant: str | None = None) -> str:
    """Where the label of a row stands."""
    return f"{subject}.{verb}:{variant}" if variant else f"{subject}.{verb}"


def label(subject: str, verb: str, variant: str | None = None, locale: str = FALLBACK_LOCALE) -> str:
    """What a button says that does this verb, as this variant of it."""
    return CATALOGUES[locale][key(subject, verb, variant)]
