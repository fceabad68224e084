"""What Portico writes to people: for every event who is told, under which subject, in which sentence, and what comes next.

A table of words and nothing else. A test holds it against the lifecycles, so a new transition without wording fails there. A key is
an event; `event:STATUS` where one event ends in different statuses; `event/way` where it says something else in one flow (`/NL`) or
when something else is true (`/unconfigured`). Sentences fit one number and many. Facts a letter shows beside the sentence are named in
`details`; their labels stand in LABELS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

FALLBACK_LOCALE: Final = "en"


class Audience(StrEnum):
    """Who is written to."""

    PORTING_CONTACTS = "PORTING_CONTACTS"
    """The addresses of the request's company profile and the account's notification addresses."""
    ACCOUNT_CONTACTS = "ACCOUNT_CONTACTS"
    """The account's notification addresses; where there are none, its administrators."""
    STAFF = "STAFF"
    """The operator's own people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words for one event. In the subject `{numbers}`, `{foc}` and `{carrier}` stand for what it is about, `{window}` for its last day.

    Everywhere `{left}` says behind a colon how many days are left to act, `{when}` how far ahead a port is, `{until}` and `{again}` name
    moments, and `{typically}` is the sentence of how long such a port takes, where that is known. `to_do` says that `next` asks something
    of the reader. `covers` are events of the numbers that this one has said for all of them; with `note` the reason is somebody's note.
    """

    subject: str
    sentence: str
    next: str = ""
    to_do: bool = False
    details: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    note: bool = False
    to: Audience = Audience.PORTING_CONTACTS


def wording(event: str, to_status: str | None, locale: str = FALLBACK_LOCALE, ways: Iterable[str] = ()) -> Wording:
    """The words for an event that led to this status, in the first of these ways that has its own: every event that is told has some."""
    catalogue = CATALOGUES.get(locale, CATALOGUES[FALLBACK_LOCALE])
    keys = [*(f"{event}/{way}" for way in ways), f"{event}:{to_status}", event]
    return catalogue[next((key for key in keys if key in catalogue), event)]


def status_words(status: str, locale: str = FALLBACK_LOCALE) -> str:
    """A status as people read it: `FOC_DATE_SET` is "FOC date set"."""
    return STATUS_WORDS[locale](status)


def _english_status(status: str) -> str:
    return status.replace("_", " ").capitalize().replace("Foc", "FOC")


STATUS_WORDS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType({"en": _english_status})
"""How each language says a status; English says its name."""


_STAYS_AT_CARRIER: Final = "Service at the current carrier goes on unchanged."
_WAIT: Final = "There is nothing for you to do until the losing carrier answers. {typically}"
_SET_UP: Final = (
    "We add numbers to your inventory two days before their FOC date. "
    "Have your application set up and ready by then, to avoid any interruption of service."
)
_BE_READY: Final = "Have your application set up and ready by then. If the date does not suit you, write a comment on the request at once."
_SUITS: Final = (
    "Have your application set up and ready by then. If the moment does not suit you, open the request and set another one, or drop it."
)
_NEW_REQUEST: Final = (
    "If you still want to port, please create a new porting request with the valid information: on the page of this one, "
    "“Make it anew” makes a copy to start from."
)
_STILL_TO_DECIDE: Final = "Your cancellation is not decided yet; we write as soon as it is accepted or rejected."

NUMBERS: Final[Mapping[str, Wording]] = {
    "porting_number.submitted": Wording(
        subject="{numbers} received",
        sentence="Received, and waiting for our review.",
    ),
    "porting_number.marked_portable": Wording(
        subject="{numbers} can be ported",
        sentence="Reviewed: nothing stands in the way of porting.",
        next="We submit the order to the new carrier. There is nothing for you to do.",
        note=True,
    ),
    "porting_number.marked_not_portable": Wording(
        subject="{numbers} cannot be ported",
        sentence="This port cannot be done, for the reason given here.",
        next=_STAYS_AT_CARRIER,
        details=("foc_before",),
    ),
    "porting_number.canceled": Wording(
        subject="Port of {numbers} canceled",
        sentence="The port was canceled.",
        next=_STAYS_AT_CARRIER,
    ),
    "porting_number.started": Wording(
        subject="Porting of {numbers} started",
        sentence="The order goes to the new carrier, which verifies it and passes it on to the losing carrier.",
        next="We write as soon as the carrier has taken the order. There is nothing for you to do.",
    ),
    "porting_number.handed_over": Wording(
        subject="{numbers} with the losing carrier",
        sentence="The order was verified and is now pending with the losing carrier.",
        next=_WAIT,
    ),
    "porting_number.foc_confirmed": Wording(
        subject="FOC date for {numbers}: {foc}",
        sentence="The losing carrier confirmed the date of the port (FOC, firm order commitment).",
        next=_SET_UP,
        details=("foc_at", "cancel_until"),
    ),
    "porting_number.foc_confirmed:CANCELLATION_PENDING": Wording(
        subject="FOC date for {numbers}: {foc}",
        sentence="The losing carrier confirmed a date (FOC, firm order commitment). It stands if the cancellation is rejected.",
        next=_STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_revised": Wording(
        subject="FOC date changed for {numbers}: {foc}",
        sentence="The losing carrier changed the date of the port.",
        next=_SET_UP,
        details=("foc_at", "foc_before", "cancel_until"),
    ),
    "porting_number.foc_revised:CANCELLATION_PENDING": Wording(
        subject="FOC date changed for {numbers}: {foc}",
        sentence="The losing carrier changed the date of the port. The new one stands if the cancellation is rejected.",
        next=_STILL_TO_DECIDE,
        details=("foc_at", "foc_before"),
    ),
    "porting_number.foc_withdrawn": Wording(
        subject="FOC date withdrawn for {numbers}",
        sentence="The losing carrier withdrew its date. There is no date for this port at the moment.",
        next="We write again as soon as the losing carrier names a new date. There is nothing for you to do.",
        details=("foc_before",),
    ),
    "porting_number.foc_withdrawn:CANCELLATION_PENDING": Wording(
        subject="FOC date withdrawn for {numbers}",
        sentence="The losing carrier withdrew its date. There is no date for this port at the moment.",
        next=_STILL_TO_DECIDE,
        details=("foc_before",),
    ),
    "porting_number.action_required": Wording(
        subject="Correction needed for {numbers}",
        sentence="The losing carrier did not accept the order as it is.",
        next=(
            "Open the request, correct what is named here (or confirm it as right) and resubmit. "
            "Send exactly what your current carrier has on file; it can tell you what that is."
        ),
        to_do=True,
        details=("foc_before",),
    ),
    "porting_number.action_required/ours": Wording(
        subject="Order for {numbers} not accepted as it is",
        sentence="The losing carrier did not accept the order as it is.",
        next="We take care of it, and write as soon as the port goes on. There is nothing for you to do.",
        details=("foc_before",),
    ),
    "porting_number.action_required:CANCELLATION_PENDING": Wording(
        subject="Order for {numbers} not accepted as it is",
        sentence="The losing carrier did not accept the order as it is. Only if the cancellation is rejected you have to correct it.",
        next=_STILL_TO_DECIDE,
        details=("foc_before",),
    ),
    "porting_number.resubmitted": Wording(
        subject="{numbers} resubmitted",
        sentence="The corrected order goes to the carrier again.",
        next=_WAIT,
        note=True,
    ),
    "porting_number.cancellation_asked": Wording(
        subject="Cancellation asked for {numbers}",
        sentence="The cancellation was asked for and is not decided yet. The port may still go on.",
        next="We write as soon as the cancellation is accepted or rejected.",
    ),
    "porting_number.cancellation_accepted": Wording(
        subject="Cancellation accepted for {numbers}",
        sentence="The cancellation was accepted: this port is canceled.",
        next=_STAYS_AT_CARRIER,
    ),
    "porting_number.cancellation_rejected": Wording(
        subject="Cancellation rejected for {numbers}",
        sentence="The cancellation was rejected: the port goes on.",
        next="You can ask again from {again} on.",
    ),
    "porting_number.cancellation_rejected/dated": Wording(
        subject="Cancellation rejected for {numbers}",
        sentence="The cancellation was rejected: the port goes on.",
        next="You can ask again from {again} on, until {until}.",
        details=("foc_at",),
    ),
    "porting_number.cancellation_rejected/final": Wording(
        subject="Cancellation rejected for {numbers}",
        sentence="The cancellation was rejected: the port goes on.",
        next="It is too near to be canceled: have your application set up and ready by the FOC date.",
        details=("foc_at",),
    ),
    "porting_number.provisioned": Wording(
        subject="{numbers} added to your inventory",
        sentence="Added to your inventory ahead of the port; calls arrive here from the date of the port on.",
        next="Set up your application now, to avoid any interruption of service when the port happens.",
        to_do=True,
        details=("foc_at", "configuration"),
    ),
    "porting_number.provisioned:CANCELLATION_PENDING": Wording(
        subject="{numbers} added to your inventory",
        sentence="Added to your inventory ahead of the port, which happens if the cancellation is rejected.",
        next=_STILL_TO_DECIDE,
        details=("foc_at", "configuration"),
    ),
    "porting_number.provisioned/NL": Wording(
        subject="{numbers} added to your inventory",
        sentence="Added to your inventory ahead of the port; calls arrive here once the porting is performed.",
        next="Set up your application before you perform the porting, to avoid any interruption of service.",
        to_do=True,
        details=("configuration",),
    ),
    "porting_number.completed": Wording(
        subject="{numbers} ported",
        sentence="The port is complete: in service here.",
        next="You can begin using what was ported.",
        details=("configuration",),
    ),
    "porting_number.completed/unconfigured": Wording(
        subject="{numbers} ported",
        sentence="The port is complete: in service here, but without a configuration, so that calls are not answered yet.",
        next="Tell us where calls are to go: write a comment on the request.",
        to_do=True,
    ),
    "porting_number.in_process": Wording(
        subject="{numbers} with the losing carrier",
        sentence="With the losing carrier.",
    ),
    "porting_number.ready": Wording(
        subject="{numbers} ready to be ported",
        sentence="Ready to be ported.",
        details=("foc_at",),
    ),
    "porting_number.rejected": Wording(
        subject="{numbers} not ported",
        sentence="Not ported: the request ended.",
        details=("blocking_code",),
    ),
    "porting_number.foc_in_three_days": Wording(
        subject="Ported in three days: {numbers}, {foc}",
        sentence="A reminder: this port is in three days.",
        next=_BE_READY,
        details=("foc_at",),
    ),
    "porting_number.foc_tomorrow": Wording(
        subject="Ported tomorrow: {numbers}, {foc}",
        sentence="A reminder: this port is tomorrow.",
        next=_BE_READY,
        details=("foc_at",),
    ),
    "porting_number.foc_in_three_days:CANCELLATION_PENDING": Wording(
        subject="Ported in three days, unless canceled: {numbers}, {foc}",
        sentence="A reminder: this port is in three days if the cancellation is rejected.",
        next=_STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_tomorrow:CANCELLATION_PENDING": Wording(
        subject="Ported tomorrow, unless canceled: {numbers}, {foc}",
        sentence="A reminder: this port is tomorrow if the cancellation is rejected.",
        next=_STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_today:CANCELLATION_PENDING": Wording(
        subject="Ported today, unless canceled: {numbers}, {foc}",
        sentence="A reminder: this port is today if the cancellation is rejected.",
        next=_STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.profile_missing:CANCELLATION_PENDING": Wording(
        subject="No configuration yet, ported {when} unless canceled: {numbers}, {foc}",
        sentence="Ported {when} if the cancellation is rejected. There is no configuration yet: without one calls will not be answered.",
        next=_STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_in_three_days/NL": Wording(
        subject="Ported in three days: {numbers}, {foc}",
        sentence="A reminder: this port is in three days.",
        next=_SUITS,
        details=("foc_at",),
    ),
    "porting_number.foc_tomorrow/NL": Wording(
        subject="Ported tomorrow: {numbers}, {foc}",
        sentence="A reminder: this port is tomorrow.",
        next=_SUITS,
        details=("foc_at",),
    ),
    "porting_number.foc_today": Wording(
        subject="Ported today: {numbers}, {foc}",
        sentence="A reminder: this port is today.",
        next="From then on calls arrive here. We write as soon as the port is complete.",
        details=("foc_at",),
    ),
    "porting_number.profile_missing": Wording(
        subject="No configuration yet, ported {when}: {numbers}, {foc}",
        sentence="Ported {when}, and there is no configuration yet. Without one calls will not be answered.",
        next="Open the request and assign a configuration before the date of the port.",
        to_do=True,
        details=("foc_at",),
    ),
    "porting_number.foc_overdue": Wording(
        subject="FOC date passed unreported for {numbers}",
        sentence="The FOC date has passed and nobody has reported what happened.",
        next="Ask the carrier, then complete the numbers, change their FOC date or ask for a correction.",
        to_do=True,
        details=("foc_at",),
        to=Audience.STAFF,
    ),
    "phone_number.removed": Wording(
        subject="{numbers} taken out of your inventory",
        sentence="Taken out of your inventory again, as no port is ahead.",
    ),
}

REQUESTS: Final[Mapping[str, Wording]] = {
    "porting_request.created": Wording(
        subject="Draft created",
        sentence="A draft was created. Nothing has been sent to a carrier.",
        next="Complete the draft and submit it.",
        to_do=True,
    ),
    "porting_request.submitted": Wording(
        subject="Request received",
        sentence="We have received your request and will look into it as soon as possible.",
        next="We check the numbers and your documents. There is nothing for you to do.",
        covers=("porting_number.submitted",),
    ),
    "porting_request.accepted": Wording(
        subject="Request in progress",
        sentence="We are looking into your request, and you will receive an update as soon as possible.",
        next="We write about every change. There is nothing for you to do.",
    ),
    "porting_request.accepted/NL": Wording(
        subject="Request in progress",
        sentence="We have accepted your request, and it goes to the losing carrier.",
        next="We write as soon as the losing carrier answers. There is nothing for you to do.",
        details=("answer_due_at",),
        covers=("porting_number.in_process",),
    ),
    "porting_request.rejected:REJECTED": Wording(
        subject="Request rejected",
        sentence=f"The request was rejected. Nothing is ported. {_STAYS_AT_CARRIER}",
        next=_NEW_REQUEST,
        to_do=True,
        covers=("porting_number.rejected",),
    ),
    "porting_request.rejected:BLOCKED": Wording(
        subject="Request declined",
        sentence=f"Your request has been declined. Nothing is ported. {_STAYS_AT_CARRIER}",
        next=_NEW_REQUEST,
        to_do=True,
        covers=("porting_number.rejected",),
    ),
    "porting_request.canceled": Wording(
        subject="Request canceled",
        sentence="The request was canceled. Nothing is ported.",
        next=_STAYS_AT_CARRIER,
        covers=("porting_number.canceled",),
    ),
    "porting_request.cancellation_asked": Wording(
        subject="Cancellation of the request asked for",
        sentence=(
            "Your account asked to cancel every number of the request. Those that are not with the carrier yet are canceled at once; "
            "of the others we ask the carrier."
        ),
    ),
    "porting_request.cancellation_asked/NL": Wording(
        subject="Cancellation of the request asked for",
        sentence="Your account asked to cancel the request. That is not decided yet: the port may still go on.",
        next="We write as soon as the cancellation is accepted or rejected.",
        covers=("porting_number.cancellation_asked",),
    ),
    "porting_request.cancellation_accepted": Wording(
        subject="Cancellation accepted",
        sentence="The cancellation was accepted: the request is canceled and nothing is ported.",
        next=_STAYS_AT_CARRIER,
        covers=("porting_number.canceled",),
    ),
    "porting_request.cancellation_rejected": Wording(
        subject="Cancellation rejected",
        sentence="The cancellation was rejected: the port goes on.",
        next="We write about every change.",
        covers=("porting_number.in_process",),
    ),
    "porting_request.concluded:COMPLETED": Wording(
        subject="Request completed",
        sentence="Your porting request is completed.",
        details=("outcome",),
    ),
    "porting_request.concluded:CANCELED": Wording(
        subject="Request canceled",
        sentence="Every number of the request was canceled, and so the request is.",
    ),
    "porting_request.concluded:REJECTED": Wording(
        subject="Request ended without a port",
        sentence="No number of this request was ported.",
        next=_NEW_REQUEST,
        details=("outcome",),
    ),
    "porting_request.delayed": Wording(
        subject="Request delayed",
        sentence="There has been a delay at the losing carrier.",
        next="We write as soon as the losing carrier answers. There is nothing for you to do.",
        details=("answer_due_at", "first_possible_date"),
    ),
    "porting_request.made_ready:READY_TO_BE_PORTED": Wording(
        subject="Ready to be ported",
        sentence="Your request is ready to be ported as soon as you are.",
        next=(
            "Open the request and choose “Perform porting”, now or at a moment you schedule, from the first possible date on "
            "and while the window is open. The window cannot be extended. If you no longer want to port, choose “Cancel porting”."
        ),
        to_do=True,
        details=("first_possible_date", "ready_until"),
        covers=("porting_number.ready",),
        note=True,
    ),
    "porting_request.made_ready:CANCELED": Wording(
        subject="Request canceled",
        sentence="The losing carrier has answered, and as you had asked to cancel, the request is canceled.",
        next=_STAYS_AT_CARRIER,
        covers=("porting_number.canceled",),
        note=True,
    ),
    "porting_request.blocked": Wording(
        subject="Request declined by the losing carrier",
        sentence=f"The losing carrier declined the request. Nothing is ported. {_STAYS_AT_CARRIER}",
        next=_NEW_REQUEST,
        to_do=True,
        details=("blocking_code",),
        covers=("porting_number.rejected",),
    ),
    "porting_request.perform_scheduled": Wording(
        subject="Moment of porting set",
        sentence="The moment of the port was set.",
        next="At that moment the port happens by itself. There is nothing for you to do.",
        details=("perform_at",),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/moved": Wording(
        subject="Moment of porting changed",
        sentence="The moment of the port was changed.",
        next="At that moment the port happens by itself. There is nothing for you to do.",
        details=("perform_at", "perform_before"),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/dropped": Wording(
        subject="Moment of porting dropped",
        sentence="No moment is set any more at which the port happens by itself.",
        next="Perform the porting, or set another moment, while the window is open.",
        to_do=True,
        details=("perform_before", "ready_until"),
        covers=("porting_number.ready",),
    ),
    "porting_request.performed": Wording(
        subject="Request completed",
        sentence="The porting was performed, and your porting request is completed.",
    ),
    "porting_request.expired": Wording(
        subject="Porting window passed, request canceled",
        sentence=(
            "The window in which your request could be ported was open until {until}. It passed and nobody performed the porting, "
            "so the request was canceled and nothing is ported."
        ),
        next=(f"{_STAYS_AT_CARRIER} If you still want to port, open the request: “Make it anew” makes a copy to start from."),
        covers=("porting_number.canceled",),
    ),
    "porting_request.window_closing": Wording(
        subject="Perform the porting by {window}{left}",
        sentence="Your request is ready to be ported, and the window for it closes soon{left}.",
        next=(
            "Open the request and choose “Perform porting”, now or at a moment you schedule. "
            "The window cannot be extended: when it closes, the request is canceled."
        ),
        to_do=True,
        details=("first_possible_date", "ready_until"),
    ),
    "porting_request.window_closing/scheduled": Wording(
        subject="Ported by itself before {window}{left}",
        sentence="Your request is ported by itself at the moment you set; the window for it closes soon{left}.",
        next=(
            "There is nothing for you to do. If you drop that moment, perform the porting before the window closes: it cannot be extended."
        ),
        details=("perform_at", "ready_until"),
    ),
    "porting_request.commented": Wording(
        subject="New comment from our staff",
        sentence="Our staff wrote a comment on this request:",
        next="To answer, open the request and write a comment there.",
    ),
    "document.rejected": Wording(
        subject="Document cannot be used",
        sentence="A document of this request cannot be used.",
        next="Open the request and upload a new file in its place.",
        to_do=True,
        details=("document", "fields"),
    ),
}


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
    "port_out_request.refused": _port_out(
        "Another carrier was refused {numbers}", "Another carrier asked for a number of yours and was refused: what it gave did not fit.",
        f"{_STAY} If you expect to port it out, give the gaining carrier what your account has on file.",
    ),
    "port_out_request.amended": _port_out(
        "Port-out request changed, please decide",
        "The gaining carrier changed its request. An approval given before no longer counts.", _DECIDE,
        "gaining_carrier", "end_user", "requested_date", "expires_at", "on_deadline", to_do=True,
    ),
    "port_out_request.approved": _port_out(
        "Port-out approved", "Your account approved the request. Nothing is billed yet.",
        "Our staff check the request. Only when they approve the release, the port-out fee is billed.", "gaining_carrier", "requested_date",
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
    "port_out_request.completed": _port_out(
        "Port-out complete", "Service is with the gaining carrier now.", "Calls arrive there; the configuration here was detached.",
        "gaining_carrier",
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

TASKS: Final[Mapping[str, Wording]] = {
    f"carrier.{task}": Wording(
        subject=subject,
        sentence=sentence,
        next=following,
        to_do=True,
        details=details,
        to=Audience.STAFF,
    )
    for task, subject, sentence, following, details in (
        (
            "submit/NL",
            "Submit {numbers} to {carrier}",
            "An order is ready for the carrier, who is reached by hand.",
            "Send it to the carrier. Its answer (a delay, that the request is ready, or a block) is recorded in Portico.",
            ("answer_due_at",),
        ),
        (
            "submit",
            "Submit {numbers} to {carrier}",
            "An order is ready for the carrier, who is reached by hand.",
            "Send it to the carrier. Once the carrier has verified it and passed it on, hand the numbers over in Portico.",
            (),
        ),
        (
            "cancel",
            "Cancel {numbers} at {carrier}",
            "An order has to be canceled at the carrier, who is reached by hand.",
            "Tell the carrier. Where the cancellation is still to be decided, record its answer in Portico.",
            (),
        ),
        (
            "perform",
            "Have {carrier} perform the porting",
            "The customer performs the porting, and the carrier is reached by hand.",
            "Tell the carrier to port now.",
            (),
        ),
        (
            "outcome",
            "Tell {carrier} what became of its port-out request",
            "A port-out request has moved on, and its carrier is reached by hand.",
            "Tell the carrier the status and, where there is one, the code.",
            ("carrier_reference", "reject_code", "release_at"),
        ),
    )
}

ENGLISH: Final[Mapping[str, Wording]] = MappingProxyType({**NUMBERS, **REQUESTS, **PORT_OUTS, **TASKS})
CATALOGUES: Final[Mapping[str, Mapping[str, Wording]]] = MappingProxyType({"en": ENGLISH})
"""By locale. Another language is another catalogue with the same keys, labels, and templates in its folder."""

LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "answer_due_at": "Losing carrier answers by",
                "blocking_code": "Blocking code",
                "cancel_until": "A cancellation can be asked for until",
                "carrier_reference": "Carrier's reference",
                "document": "Document",
                "end_user": "End user",
                "configuration": "Configuration",
                "expires_at": "Decide by",
                "fee": "Port-out fee",
                "fields": "To be corrected as well",
                "first_possible_date": "First possible date",
                "foc_at": "FOC date",
                "foc_before": "FOC date that no longer stands",
                "gaining_carrier": "Gaining carrier",
                "on_deadline": "If nobody decides",
                "outcome": "Outcome",
                "perform_at": "Ported by itself",
                "perform_before": "Moment that no longer stands",
                "ready_until": "Window open until",
                "reject_code": "Code",
                "reject_reason": "Reject reason",
                "release_at": "Released from",
                "requested_date": "Requested date",
            }
        )
    }
)

VALUES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "on_deadline:EXPIRE": "the request expires and nothing is ported",
                "on_deadline:APPROVE": "your account's policy approves it",
                "foc:several": "several dates",
                "interval:one": "Such a port typically takes {most} {unit}.",
                "interval:range": "Such a port typically takes {least} to {most} {unit}.",
                "interval:up_to": "Such a port typically takes up to {most} {unit}.",
                "left:many": ": {count} days left",
                "left:one": ": today is the last day",
                "note": "Note",
                "numbers:many": "{count} numbers",
                "reason": "Reason",
                "unit:BUSINESS_DAYS": "business days",
                "unit:BUSINESS_DAYS:one": "business day",
                "unit:CALENDAR_DAYS": "days",
                "unit:CALENDAR_DAYS:one": "day",
                "when:many": "in {count} days",
                "when:one": "tomorrow",
                "when:several": "soon",
                "when:today": "today",
            }
        )
    }
)
"""How values are put that are no dates, amounts or names."""
MONTHS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
    }
)  # fmt: skip
WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
)


def spoken_day(of: date, locale: str = FALLBACK_LOCALE) -> str:
    """A day as people write it: 24 November 2026."""
    return f"{of.day} {MONTHS[locale][of.month - 1]} {of.year}"


def spoken_weekday(of: date, locale: str = FALLBACK_LOCALE) -> str:
    """The day with its weekday in front: Tuesday 24 November 2026."""
    return f"{WEEKDAYS[locale][of.weekday()]} {spoken_day(of, locale)}"


WITHOUT_MINOR: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "UGX", "VND", "XAF", "XOF", "XPF"})  # ISO 4217: no minor unit


def spoken_money(minor: int, currency: str) -> str:
    """An amount of integer minor units: 1250 EUR is "12.50 EUR"."""
    if currency in WITHOUT_MINOR:
        return f"{minor} {currency}"
    sign, amount = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{amount // 100}.{amount % 100:02d} {currency}"
