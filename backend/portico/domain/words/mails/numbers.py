"""What happens to a number, in a letter to its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.phrases import STAYS_AT_CARRIER
from portico.domain.words.mails.wording import Audience, Wording

_WAIT: Final = "There is nothing for you to do until the losing carrier answers. {typically}"
_SET_UP: Final = (
    "We add numbers to your inventory two days before their FOC date. "
    "Have your application set up and ready by then, to avoid any interruption of service."
)
_STILL_SET_UP: Final = (
    "Numbers that are not in your inventory yet are added two days before their FOC date. "
    "Have your application set up and ready by then, to avoid any interruption of service."
)
_BE_READY: Final = "Have your application set up and ready by then. If the date does not suit you, write a comment on the request at once."
_SUITS: Final = (
    "Have your application set up and ready by then. If the moment does not suit you, open the request and set another one, or drop it."
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
        next=_STILL_SET_UP,
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
