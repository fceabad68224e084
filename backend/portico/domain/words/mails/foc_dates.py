"""What happens to the FOC date of a number, and what is said as it comes near, in a letter to its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.phrases import STILL_TO_DECIDE
from portico.domain.words.mails.wording import Audience, Wording

_SET_UP: Final = (
    "We add numbers to your inventory two days before their FOC date. "
    "Have your application set up and ready by then, to avoid any interruption of service."
)
_SET_UP_BY_THEN: Final = "Have your application set up and ready by then, to avoid any interruption of service."
_SET_UP_NOW: Final = "Have your application set up now: calls may arrive here already. We write as soon as the port is complete."
_STILL_SET_UP: Final = (
    "Numbers that are not in your inventory yet are added two days before their FOC date. "
    "Have your application set up and ready by then, to avoid any interruption of service."
)
_BE_READY: Final = "Have your application set up and ready by then. If the date does not suit you, write a comment on the request at once."
_SUITS: Final = (
    "Have your application set up and ready by then. If the moment does not suit you, open the request and set another one, or drop it."
)

FOC_DATES: Final[Mapping[str, Wording]] = {
    "porting_number.foc_confirmed": Wording(
        subject="FOC date for {numbers}: {foc}",
        sentence="The losing carrier confirmed the date of the port (FOC, firm order commitment).",
        next=_SET_UP,
        details=("foc_at", "ask_again_at", "cancel_until"),
    ),
    "porting_number.foc_confirmed/near": Wording(
        subject="FOC date for {numbers}: {foc}",
        sentence="The losing carrier confirmed the date of the port (FOC, firm order commitment).",
        next=_SET_UP_BY_THEN,
        details=("foc_at", "ask_again_at", "cancel_until"),
    ),
    "porting_number.foc_confirmed/passed": Wording(
        subject="FOC date for {numbers}: {foc}",
        sentence="The losing carrier confirmed a date of the port (FOC, firm order commitment) that has passed already.",
        next=_SET_UP_NOW,
        details=("foc_at",),
    ),
    "porting_number.foc_confirmed:CANCELLATION_PENDING": Wording(
        subject="FOC date for {numbers}: {foc}",
        sentence="The losing carrier confirmed a date (FOC, firm order commitment). It stands if the cancellation is rejected.",
        next=STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_revised": Wording(
        subject="FOC date changed for {numbers}: {foc}",
        sentence="The losing carrier changed the date of the port.",
        next=_STILL_SET_UP,
        details=("foc_at", "foc_before", "ask_again_at", "cancel_until"),
    ),
    "porting_number.foc_revised/near": Wording(
        subject="FOC date changed for {numbers}: {foc}",
        sentence="The losing carrier changed the date of the port.",
        next=_SET_UP_BY_THEN,
        details=("foc_at", "foc_before", "ask_again_at", "cancel_until"),
    ),
    "porting_number.foc_revised/passed": Wording(
        subject="FOC date changed for {numbers}: {foc}",
        sentence="The losing carrier changed the date of the port, to one that has passed already.",
        next=_SET_UP_NOW,
        details=("foc_at", "foc_before"),
    ),
    "porting_number.foc_revised:CANCELLATION_PENDING": Wording(
        subject="FOC date changed for {numbers}: {foc}",
        sentence="The losing carrier changed the date of the port. The new one stands if the cancellation is rejected.",
        next=STILL_TO_DECIDE,
        details=("foc_at", "foc_before"),
    ),
    "porting_number.foc_withdrawn": Wording(
        subject="FOC date withdrawn for {numbers}",
        sentence="The losing carrier withdrew its date. There is no date for this port at the moment.",
        next="We write again as soon as the losing carrier names a new date. {idle}",
        details=("foc_before",),
    ),
    "porting_number.foc_withdrawn:CANCELLATION_PENDING": Wording(
        subject="FOC date withdrawn for {numbers}",
        sentence="The losing carrier withdrew its date. There is no date for this port at the moment.",
        next=STILL_TO_DECIDE,
        details=("foc_before",),
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
        next=STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_tomorrow:CANCELLATION_PENDING": Wording(
        subject="Ported tomorrow, unless canceled: {numbers}, {foc}",
        sentence="A reminder: this port is tomorrow if the cancellation is rejected.",
        next=STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.foc_today:CANCELLATION_PENDING": Wording(
        subject="Ported today, unless canceled: {numbers}, {foc}",
        sentence="A reminder: this port is today if the cancellation is rejected.",
        next=STILL_TO_DECIDE,
        details=("foc_at",),
    ),
    "porting_number.profile_missing:CANCELLATION_PENDING": Wording(
        subject="No configuration yet, ported {when} unless canceled: {numbers}, {foc}",
        sentence="Ported {when} if the cancellation is rejected. There is no configuration yet: without one calls will not be answered.",
        next=STILL_TO_DECIDE,
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
    "porting_number.profile_missing/today": Wording(
        subject="No configuration yet, ported {when}: {numbers}, {foc}",
        sentence="Ported {when}, and there is no configuration yet. Without one calls will not be answered.",
        next=(
            "Open the request and assign a configuration at once: that can be done until the port is complete. "
            "After that, assign it to the number in your inventory."
        ),
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
}
