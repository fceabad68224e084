"""What happens to a porting request and its documents, in a letter to its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.phrases import STAYS_AT_CARRIER
from portico.domain.words.mails.wording import Wording

_NEW_REQUEST: Final = "If you still want to port, please create a new porting request with the valid information{copy}."

_CONFIGURE: Final = (
    "There is no configuration yet{for_some}, and without one calls are not answered: open the request and assign one before then."
)

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
        next="We check the numbers and your documents. {idle}",
        covers=("porting_number.submitted",),
    ),
    "porting_request.accepted": Wording(
        subject="Request in progress",
        sentence="We are looking into your request, and you will receive an update as soon as possible.",
        next="We write about every change. {idle}",
    ),
    "porting_request.accepted/NL": Wording(
        subject="Request in progress",
        sentence="We have accepted your request, and it goes to the losing carrier.",
        next="We write as soon as the losing carrier answers. {idle}",
        details=("answer_due_at",),
        covers=("porting_number.in_process",),
    ),
    "porting_request.losing_carrier_matched": Wording(
        subject="Losing carrier found on the list",
        sentence="The losing carrier that you typed was found on our list, so what you corrected can go on.",
        next="Look whether it is the one you mean, correct what else is named at the number, and resubmit it.",
        to_do=True,
        details=("losing_carrier",),
    ),
    "porting_request.losing_carrier_matched/going_on": Wording(
        subject="Losing carrier found on the list",
        sentence="The losing carrier that you typed was found on our list, and the request goes on with it.",
        next="{idle} If it is not the one you mean, write a comment on the request.",
        details=("losing_carrier",),
    ),
    "porting_request.losing_carrier_matched/anew": Wording(
        subject="Losing carrier matched anew",
        sentence="We have put another carrier in place of the one that we had matched before, and what you corrected can go on with it.",
        next="Look whether it is the one you mean, correct what else is named at the number, and resubmit it.",
        to_do=True,
        details=("losing_carrier", "carrier_before"),
    ),
    "porting_request.losing_carrier_matched/anew_going_on": Wording(
        subject="Losing carrier matched anew",
        sentence="We have put another carrier in place of the one that we had matched before, and the request goes on with it.",
        next="{idle} If it is not the one you mean, write a comment on the request.",
        details=("losing_carrier", "carrier_before"),
    ),
    "porting_request.rejected": Wording(
        subject="Request rejected",
        sentence=f"The request was rejected. Nothing is ported. {STAYS_AT_CARRIER}",
        next=_NEW_REQUEST,
        to_do=True,
        covers=("porting_number.rejected",),
    ),
    "porting_request.canceled": Wording(
        subject="Request canceled",
        sentence="The request was canceled. Nothing is ported.",
        next=STAYS_AT_CARRIER,
        covers=("porting_number.canceled",),
    ),
    "porting_request.cancellation_asked": Wording(
        subject="Cancellation of the request asked for",
        sentence=(
            "Your account asked to cancel every number of the request that is still on its way. What came of it stands at each number."
        ),
    ),
    "porting_request.cancellation_asked/stays": Wording(
        subject="Cancellation of the request asked for",
        sentence="Not canceled, and nobody is asked to: the port goes on. {why}",
        details=("foc_at",),
    ),
    "porting_request.cancellation_asked/pending": Wording(
        subject="Cancellation of the request asked for",
        sentence="The cancellation was asked for before and is not decided yet. The port may still go on.",
        next="We write as soon as the cancellation is accepted or rejected.",
        details=("foc_at",),
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
        next=STAYS_AT_CARRIER,
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
        next="We write as soon as the losing carrier answers. {idle}",
        details=("answer_due_at", "first_possible_date"),
    ),
    "porting_request.delayed/undecided": Wording(
        subject="Request delayed",
        sentence="There has been a delay at the losing carrier. The cancellation that was asked for is not decided yet.",
        next="We write as soon as the cancellation is accepted or rejected. {idle}",
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
        next=STAYS_AT_CARRIER,
        covers=("porting_number.canceled",),
        note=True,
    ),
    "porting_request.blocked": Wording(
        subject="Request rejected by the losing carrier",
        sentence=f"The losing carrier rejected the request. Nothing is ported. {STAYS_AT_CARRIER}",
        next=_NEW_REQUEST,
        to_do=True,
        details=("blocking_code",),
        covers=("porting_number.rejected",),
    ),
    "porting_request.perform_scheduled": Wording(
        subject="Moment of porting set",
        sentence="The moment of the port was set.",
        next="At that moment the port happens by itself. {idle}",
        details=("perform_at",),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/unconfigured": Wording(
        subject="Moment of porting set",
        sentence="The moment of the port was set.",
        next=f"At that moment the port happens by itself. {_CONFIGURE}",
        to_do=True,
        details=("perform_at",),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/moved/unconfigured": Wording(
        subject="Moment of porting changed",
        sentence="The moment of the port was changed.",
        next=f"At that moment the port happens by itself. {_CONFIGURE}",
        to_do=True,
        details=("perform_at", "perform_before"),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/moved": Wording(
        subject="Moment of porting changed",
        sentence="The moment of the port was changed.",
        next="At that moment the port happens by itself. {idle}",
        details=("perform_at", "perform_before"),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/dropped": Wording(
        subject="Moment of porting dropped",
        sentence="No moment is set any more at which the port happens by itself.",
        next="Perform the porting, or set another moment, from the first possible date on and while the window is open.",
        to_do=True,
        details=("perform_before", "first_possible_date", "ready_until"),
        covers=("porting_number.ready",),
    ),
    "porting_request.perform_scheduled/none": Wording(
        subject="No moment of porting set",
        sentence="No moment is set at which the port happens by itself.",
        next="Perform the porting, or set a moment, from the first possible date on and while the window is open.",
        to_do=True,
        details=("first_possible_date", "ready_until"),
        covers=("porting_number.ready",),
    ),
    "porting_request.performed": Wording(
        subject="Request completed",
        sentence="The porting was performed, and your porting request is completed.",
    ),
    "porting_request.performed/by_itself": Wording(
        subject="Request completed",
        sentence="The porting was performed at the moment that was set, and your porting request is completed.",
    ),
    "porting_request.performed/late": Wording(
        subject="Request completed",
        sentence="The porting was performed later than at the moment that was set, and your porting request is completed.",
        details=("ported_at",),
    ),
    "porting_request.expired": Wording(
        subject="Porting window passed, request canceled",
        sentence=(
            "The window in which your request could be ported was open until {until}. It passed and nobody performed the porting, "
            "so the request was canceled and nothing is ported."
        ),
        next=(f"{STAYS_AT_CARRIER} If you still want to port, open the request: “Make it anew” makes a copy to start from{{left_out}}."),
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
        subject="Ported by itself on {perform}",
        sentence="Your request is ported by itself at the moment you set; the window for it closes soon{left}.",
        next=("{idle} If you drop that moment, perform the porting before the window closes: it cannot be extended."),
        details=("perform_at", "ready_until"),
    ),
    "porting_request.window_closing/scheduled/unconfigured": Wording(
        subject="Ported by itself on {perform}",
        sentence="Your request is ported by itself at the moment you set; the window for it closes soon{left}.",
        next=f"{_CONFIGURE} If you drop that moment, perform the porting before the window closes: it cannot be extended.",
        to_do=True,
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
