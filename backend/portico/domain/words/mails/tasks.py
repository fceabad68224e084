"""What staff have to do by hand at a carrier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.wording import Audience, Wording

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
            "The customer performed the porting, and the carrier is reached by hand.",
            "Tell the carrier to port now.",
            (),
        ),
        (
            "perform/by_itself",
            "Have {carrier} perform the porting",
            "The moment that was set for the porting has come, and the carrier is reached by hand.",
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
        (
            "snapback",
            "Snapback of {numbers}: tell {carrier}",
            "A port was a mistake and is to be undone, and the carrier is reached by hand.",
            "Tell the carrier where it stands. While it is sent, record its answer in Portico: returned or rejected.",
            ("direction", "snapback_status", "asked_because"),
        ),
    )
}
