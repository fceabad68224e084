"""What happens to a port-out, in a letter to the account it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.wording import Audience, Wording


def _port_out(
    subject: str, sentence: str, following: str = "", *details: str, to_do: bool = False, covers: tuple[str, ...] = ()
) -> Wording:
    to = Audience.ACCOUNT_CONTACTS
    return Wording(subject=subject, sentence=sentence, next=following, details=details, to_do=to_do, covers=covers, to=to)


_DECIDE: Final = (
    "Open the request, check who asks for which numbers, and approve or reject it. After the deadline nobody can decide any more."
)
_STAY: Final = "Service here goes on unchanged."

PORT_OUTS: Final[Mapping[str, Wording]] = {
    "port_out_request.received": _port_out(
        "Another carrier asks for your numbers", "Another carrier asks to take over numbers of your account.", _DECIDE,
        "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.amended": _port_out(
        "Port-out request changed, please decide",
        "The gaining carrier changed its request.", _DECIDE,
        "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.amended/approved": _port_out(
        "Port-out request changed, please decide",
        "The gaining carrier changed its request. The approval given before no longer counts.", _DECIDE,
        "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.paper_added": _port_out(
        "Port-out request has a new paper, please decide",
        "The gaining carrier handed in a paper.", _DECIDE,
        "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.paper_added/approved": _port_out(
        "Port-out request has a new paper, please decide",
        "The gaining carrier handed in a paper. The approval given before no longer counts.", _DECIDE,
        "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.commented_by_carrier": _port_out(
        "New comment from the gaining carrier", "The gaining carrier wrote a comment on this request:",
        "It reads what you write only where you address it to the carrier.",
    ),
    "port_out_request.approved": _port_out(
        "Port-out approved", "Your account approved the request. Nothing is billed yet.",
        "Our staff check the request. Only when they approve the release, the port-out fee is billed.", "gaining_carrier", "requested_date",
    ),
    "port_out_request.approved_in_part": _port_out(
        "Port-out approved for some numbers", "Your account approved these numbers only. Nothing is billed yet.",
        "The other numbers are a request of their own, to be decided by the same deadline. Of these our staff check the release; only when"
        " they approve it, the port-out fee is billed.", "gaining_carrier", "requested_date",
    ),
    "port_out_request.first_approved_in_part": _port_out(
        "Port-out of some numbers approved once, a second approval is needed",
        "One person approved these numbers only; your account asks for two. The other numbers are a request of their own.",
        "A second person of your account has to approve before the deadline.", "gaining_carrier", "expires_at", to_do=True,
    ),
    "port_out_request.split_off": _port_out(
        "Numbers still to decide about", "Your account approved only other numbers that the carrier asked for. These are a request of their"
        " own now.", _DECIDE, "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.first_approved": _port_out(
        "Port-out approved once, a second approval is needed",
        "One person approved; your account asks for two.", "A second person of your account has to approve before the deadline.",
        "gaining_carrier", "expires_at", to_do=True,
    ),
    "port_out_request.approved_on_deadline": _port_out(
        "Port-out approved by your policy",
        "Nobody answered in time, and your account's policy approves such requests. Nothing is billed yet.",
        "Our staff check the request. Only when they approve the release, the port-out fee is billed.", "gaining_carrier", "requested_date",
    ),
    "port_out_request.rejected": _port_out(
        "Port-out rejected", "Your account rejected the request.", _STAY, "gaining_carrier", "reject_reason",
    ),
    "port_out_request.staff_rejected": _port_out("Port-out rejected", "Our staff rejected the request.", _STAY, "gaining_carrier"),
    "port_out_request.expired": _port_out(
        "Port-out request expired", "Nobody answered in time, so the request has expired.", _STAY, "gaining_carrier",
    ),
    "port_out_request.withdrawn": _port_out(
        "Port-out request withdrawn", "The gaining carrier withdrew its request.", _STAY, "gaining_carrier",
    ),
    "port_out_request.staff_approved": _port_out(
        "Port-out released, fee billed", "Our staff approved the release, and the port-out fee was billed.",
        "The port-out happens on the release date; until then service here goes on unchanged.", "gaining_carrier", "release_at", "fee",
        covers=("port_out_order.fee_billed",),
    ),
    "port_out_request.stalled": Wording(
        subject="Port-out released and not activated",
        sentence="It was released and billed, and five business days later nobody has reported that the numbers left.",
        next="Ask the gaining carrier; then release the numbers, or reject the request, which gives the fee back.",
        to_do=True, details=("gaining_carrier", "release_at", "fee"), to=Audience.STAFF,
    ),
    "port_out_request.completed": _port_out(
        "Port-out complete", "Service is with the gaining carrier now.", "Calls arrive there.", "gaining_carrier",
    ),
    "port_out_request.completed/detached": _port_out(
        "Port-out complete", "Service is with the gaining carrier now.",
        "Calls arrive there. Where a number had a configuration here, it was detached.", "gaining_carrier",
    ),
    "port_out_request.commented": _port_out(
        "New comment from our staff", "Our staff wrote a comment on this request:",
        "To answer, open the request and write a comment there.",
    ),
    "port_out_order.fee_billed": _port_out("Port-out fee billed", "The port-out fee was billed to your account.", "", "fee"),
    "port_out_order.canceled": _port_out(
        "Port-out order canceled, fee reversed", "The port-out order was canceled, and its fee reversed.", "", "fee",
    ),
}  # fmt: skip
