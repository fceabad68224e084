"""What happens to a number, in a letter to its people; of its FOC date says `foc_dates`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.phrases import STAYS_AT_CARRIER, STILL_TO_DECIDE
from portico.domain.words.mails.wording import Wording

_WAIT: Final = "We write as soon as the losing carrier answers. {idle} {typically}"
_CORRECT: Final = (
    "Open the request, correct what is named here (or confirm it as right) and resubmit. "
    "Send exactly what your current carrier has on file; it can tell you what that is."
)

NUMBERS: Final[Mapping[str, Wording]] = {
    "porting_number.submitted": Wording(
        subject="{numbers} received",
        sentence="Received, and waiting for our review.",
    ),
    "porting_number.marked_portable": Wording(
        subject="{numbers} can be ported",
        sentence="Reviewed: nothing stands in the way of porting.",
        next="We submit the order to the new carrier. {idle}",
        note=True,
    ),
    "porting_number.marked_portable/papers": Wording(
        subject="{numbers} can be ported once the documents are accepted",
        sentence="Reviewed: can be ported, once the documents of the request are accepted.",
        next="We submit the order to the new carrier as soon as they are. {idle}",
        note=True,
    ),
    "porting_number.marked_not_portable": Wording(
        subject="{numbers} cannot be ported",
        sentence="This port cannot be done, for the reason given here.",
        next=STAYS_AT_CARRIER,
        details=("foc_before",),
    ),
    "porting_number.canceled": Wording(
        subject="Port of {numbers} canceled",
        sentence="The port was canceled.",
        next=STAYS_AT_CARRIER,
    ),
    "porting_number.started": Wording(
        subject="Porting of {numbers} started",
        sentence="The order goes to the new carrier, which verifies it and passes it on to the losing carrier.",
        next="We write as soon as the carrier has taken the order. {idle}",
    ),
    "porting_number.handed_over": Wording(
        subject="{numbers} with the losing carrier",
        sentence="The order was verified and is now pending with the losing carrier.",
        next=_WAIT,
    ),
    "porting_number.action_required": Wording(
        subject="Correction needed for {numbers}",
        sentence="{held}",
        next=_CORRECT,
        to_do=True,
        details=("foc_before",),
    ),
    "porting_number.action_required/ours": Wording(
        subject="{held_up}",
        sentence="{held}",
        next="We take care of it, and write as soon as the port goes on. {idle}",
        details=("foc_before",),
    ),
    "porting_number.action_required:CANCELLATION_PENDING": Wording(
        subject="{held_up}",
        sentence="{held} Only if the cancellation is rejected you have to correct it.",
        next=STILL_TO_DECIDE,
        details=("foc_before",),
    ),
    "porting_number.action_required/ours_if_rejected": Wording(
        subject="{held_up}",
        sentence=("{held} Only if the cancellation is rejected it has to be put right, and then we take care of that."),
        next=STILL_TO_DECIDE,
        details=("foc_before",),
    ),
    "porting_number.resubmitted": Wording(
        subject="{numbers} resubmitted",
        sentence="The order goes to the carrier again.",
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
        next=STAYS_AT_CARRIER,
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
    "porting_number.cancellation_rejected/passed": Wording(
        subject="Cancellation rejected for {numbers}",
        sentence="The cancellation was rejected. The FOC date has passed, and service may have moved here already.",
        next=(
            "It is too late to ask again. We write as soon as the port is complete. "
            "If calls still arrive at your current carrier, write a comment on the request."
        ),
        details=("foc_at",),
    ),
    "porting_number.cancellation_rejected/to_correct": Wording(
        subject="Cancellation rejected, correction needed for {numbers}",
        sentence="The cancellation was rejected: the port goes on once you have corrected {wrong}.",
        next=f"{_CORRECT} You can ask to cancel again from {{again}} on.",
        to_do=True,
    ),
    "porting_number.cancellation_rejected/ours": Wording(
        subject="Cancellation rejected for {numbers}",
        sentence="The cancellation was rejected: the port goes on once {wrong} is put right.",
        next="We take care of that, and write as soon as the port goes on. You can ask to cancel again from {again} on.",
    ),
    "porting_number.provisioned": Wording(
        subject="{numbers} added to your inventory",
        sentence="Added to your inventory ahead of the port; calls arrive here from the date of the port on.",
        next="Set up your application now, to avoid any interruption of service when the port happens.",
        to_do=True,
        details=("foc_at", "configuration"),
    ),
    "porting_number.provisioned/passed": Wording(
        subject="{numbers} added to your inventory",
        sentence="Added to your inventory. The FOC date has passed, and calls may arrive here already.",
        next="Set up your application now, to avoid any interruption of service.",
        to_do=True,
        details=("foc_at", "configuration"),
    ),
    "porting_number.provisioned:CANCELLATION_PENDING": Wording(
        subject="{numbers} added to your inventory",
        sentence="Added to your inventory ahead of the port, which happens if the cancellation is rejected.",
        next=STILL_TO_DECIDE,
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
        next="Open your inventory and assign a configuration there.",
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
    "phone_number.removed": Wording(
        subject="{numbers} taken out of your inventory",
        sentence="Taken out of your inventory again, as no port is ahead.",
    ),
}
