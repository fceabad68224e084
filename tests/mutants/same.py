"""Mutants that mean the same as the row they alter, and why. Whatever is listed here and found all the same is an error of the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final

from portico.domain.grammar import AnyRow
from tests.mutants.altering import Mutant

_AT_THE_CARRIER = ("STANDARD IN_PROCESS", "STANDARD ACTION_REQUIRED", "STANDARD FOC_DATE_SET", "STANDARD */*")
_READY = ("NL READY_TO_BE_PORTED",)
_UNDER_WAY = ("NL IN_PROGRESS", "NL DELAYED")

FULL: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "porting_number": {
        "review_started_at": ("STANDARD [!D]*",),
        "foc_at": ("* FOC_DATE_SET", "STANDARD */FOC_DATE_SET"),
        "foc_history": (*_AT_THE_CARRIER, "NL FOC_DATE_SET"),
        "provisioned_at": ("* FOC_DATE_SET", "STANDARD */FOC_DATE_SET"),
        "status_reasons": ("STANDARD ACTION_REQUIRED", "STANDARD */ACTION_REQUIRED"),
        "reasons_raised_at": ("STANDARD ACTION_REQUIRED", "STANDARD */ACTION_REQUIRED"),
        "handed_over_at": _AT_THE_CARRIER,
        "sent_to_id": (*_AT_THE_CARRIER, "NL IN_PROCESS", "NL FOC_DATE_SET", "NL CANCELLATION_PENDING"),
        "resume_status": ("STANDARD */*",),
        "cancellation_asked_at": _AT_THE_CARRIER,
        "cancellation_decided_at": (*_AT_THE_CARRIER[:3], "STANDARD CANCELLATION_REJECTED/*"),
    },
    "porting_request": {
        "answer_due_at": _UNDER_WAY,
        "cancellation_asked_at": _UNDER_WAY,
        "first_possible_date": ("NL DELAYED", *_READY),
        "ready_until": _READY,
        "perform_at": _READY,
        "losing_carrier_name": ("* DRAFT", "* REQUESTED", "STANDARD IN_PROGRESS"),
    },
    "port_out_request": {"approved_by": ("* APPROVED",), "approved_digest": ("* APPROVED",), "release_at": ("* APPROVED",)},
    "phone_number": {"detached_profile_id": ("* PORTED_OUT",)},
    "internal_move": {"redeemed_by": ("* REDEEMED", "* MOVED")},
}
"""The columns of a view that are empty but in these statuses: emptied or left alone elsewhere, they are the same."""

_NOT_IN_NL = ("PORTABLE", "ACTION_REQUIRED", "CANCELLATION_REJECTED")
_IN_NL = ("PENDING", "IN_PROCESS", "FOC_DATE_SET", "CANCELLATION_PENDING")
_OF_STANDARD = ("status_reasons", "reasons_raised_at", "handed_over_at", "cancellation_asked_at", "cancellation_decided_at")
_BY_REQUESTS_ONLY = ("[!c]*", "ca*")
"""The mirrors but `mirror_completed`, which outside NL puts a number right that is with the carrier."""
_WITH_A_FOC = ("foc_at", "foc_history", "provisioned_at")
_CANNOT_ARISE = "the request's own moves find no number there: where they go, its numbers go, all at once"
_EACH_ITS_ROWS = "each writes rows the other does not look at, in the same unit"
_CONCLUDED = "the request has ended already, and in NL nothing concludes"
_NOT_LOOKED_AT = "its changes do not look at what is asked"
_MATCHED_BEFORE = "in NL no carrier is matched once the request is accepted, and elsewhere it is always empty"
_CLOCK = "only the clock brings it: it follows nothing"

SAME: Final[Mapping[str, str]] = {
    # then
    "* | then | phone_number.remove before number_claim.release": _EACH_ITS_ROWS,
    "* | then | porting_number.provision before porting_attempt.answer": _EACH_ITS_ROWS,
    "* | then | phone_number.remove before porting_attempt.answer": _EACH_ITS_ROWS,
    "* | then | port_out_number.release before phone_number.*": _EACH_ITS_ROWS,
    "* | then | port_out_order.cancel before port_out_number.release": _EACH_ITS_ROWS,
    "porting_request.submit from DRAFT | then | porting_number.mirror_submitted before number_claim.take": _EACH_ITS_ROWS
    + "; a number claimed elsewhere undoes both",
    "porting_request.make_ready * | then | porting_number.mirror_canceled before porting_number.mirror_ready": "only one of them happens",
    "snapback.return * | then | snapback.settle before phone_number.come_back": _EACH_ITS_ROWS,
    "port_out_request.* from ACTION_REQUIRED | then | without port_out_order.cancel": "there is no order before the second approval",
    "porting_number.mirror_c[!a]* | then | and porting_request.conclude": _CONCLUDED,
    "porting_number.mirror_canceled * | then | and porting_request.conclude": _CONCLUDED,
    "porting_number.mirror_rejected * | then | and porting_request.conclude": _CONCLUDED,
    # source and flow
    **{f"porting_number.mirror_canceled * | source | without {status}": _CANNOT_ARISE for status in (*_NOT_IN_NL, "IN_PROCESS")},
    **{f"porting_number.mirror_rejected * | source | without {status}": _CANNOT_ARISE for status in (*_NOT_IN_NL, "FOC_DATE_SET")},
    **{f"porting_number.mirror_* NL from * | source | and {status}": _CANNOT_ARISE for status in (*_NOT_IN_NL, *_IN_NL)},
    "porting_number.mirror_ready * | source | without CANCELLATION_PENDING": "a request asked to be canceled is canceled, never made ready",
    "porting_number.* resuming * | flow | and NL": "in NL nothing is resumed",
    # by, asks, carries_reason
    "phone_number.assign_profile * | by | and SYSTEM": "the policy lets no clock say where a number rings",
    "phone_number.lock * | by | and SYSTEM": "the policy lets no clock lock",
    "phone_number.ask_unlock * | by | and SYSTEM": "the policy lets no clock ask",
    "phone_number.keep_locked * | by | and SYSTEM": "the policy lets no clock keep a lock",
    "phone_number.lock * | columns | unlocks_at emptied as well": "of a number that is not locked it is empty",
    "snapback.* | by | and SYSTEM": "the policy lets no clock undo a port",
    "internal_move.redeem * | by | and SYSTEM": "the policy lets no clock redeem",
    "internal_move.withdraw * | by | and SYSTEM": "the policy lets no clock withdraw",
    "internal_move.expire * | carries_reason | yes": _CLOCK,
    "porting_request.schedule_perform * | by | and SYSTEM": "the policy lets no clock schedule",
    "porting_number.mirror_[!cr]* | asks | nothing": _NOT_LOOKED_AT,
    "porting_number.mirror_cancellation_asked * | asks | nothing": _NOT_LOOKED_AT,
    "porting_number.mirror_ready * | asks | nothing": _NOT_LOOKED_AT,
    "porting_number.complete * | carries_reason | yes": _CLOCK,
    "porting_request.perform * | carries_reason | yes": _CLOCK,
    "porting_request.expire * | carries_reason | yes": _CLOCK,
    "port_out_request.* | carries_reason | yes": _CLOCK,
    # needs
    "porting_number.*_foc * | needs | FOC_DATE_UNUSABLE at focAt without its facts": "a verb loads the facts of all its rows",
    "porting_number.resubmit * | needs | NOT_RAISED at confirmed without its facts": "a verb loads the facts of all its rows",
    "porting_request.match_losing_carrier * | needs | * at carrierId without its facts": "both needs ask for the same",
    "port_out_request.staff_approve * | needs | APPROVED_BY_SAME_PERSON without its facts": "two needs ask for the same",
    "port_out_request.staff_approve * | needs | HANDED_BY_UNKNOWN without its facts": "two needs ask for the same",
    "document.reject * | needs | FIELD_STAYS_CLOSED at fields without its facts": "both needs ask for the same",
    # columns
    "porting_request.discard * | columns | losing_carrier_name emptied as well": "the request is gone",
    "porting_request.accept * | columns | losing_carrier_name emptied as well": "nothing is accepted before its carrier is matched",
    "porting_request.match_losing_carrier * | columns | answer_due_at emptied as well": _MATCHED_BEFORE,
    "porting_request.match_losing_carrier * | columns | cancellation_asked_at emptied as well": _MATCHED_BEFORE,
    "porting_number.cancel * from CANCELLATION_REJECTED | columns | resume_status not written": "the same is resumed as before",
    "porting_number.revise_foc * from CANCELLATION_PENDING * | columns | resume_status not written": "the same is resumed as before",
    "port_out_request.amend * | columns | release_at emptied as well": "there is none before the order; then nothing is amended",
    "port_out_request.take_paper * | columns | release_at emptied as well": "there is none before the order; then no paper is taken",
    **{
        f"porting_number.mirror_{mirror} | columns | {column} emptied as well": _CANNOT_ARISE
        for mirror in _BY_REQUESTS_ONLY
        for column in _OF_STANDARD
    },
    "porting_number.mirror_* | columns | resume_status not emptied": _CANNOT_ARISE,
    **{f"porting_number.mirror_rejected * | columns | {column} emptied as well": _CANNOT_ARISE for column in _WITH_A_FOC},
}
"""Pattern of a mutant's name → why."""


def reasons(mutant: Mutant, row: AnyRow) -> Iterator[tuple[str, str]]:
    """What of the lists speaks of this mutant: the entry and its reason."""
    for pattern, why in SAME.items():
        if fnmatchcase(mutant.name, pattern):
            yield pattern, why
    full = FULL.get(mutant.lifecycle, {}).get(mutant.column or "")
    if full and mutant.what.endswith((" emptied as well", " not emptied")) and not _can_be_full(row, full):
        yield f"{mutant.lifecycle}.{mutant.column}", "it is empty there"


def _can_be_full(row: AnyRow, full: tuple[str, ...]) -> bool:
    return any(fnmatchcase(where, pattern) for where in _wheres(row) for pattern in full)


def _wheres(row: AnyRow) -> Iterator[str]:
    """The statuses it starts from with the flow, and in a detour, what would be resumed."""
    for flow in row.flow:
        for status in row.source:
            resumed = row.resumes or ({"IN_PROCESS", "ACTION_REQUIRED", "FOC_DATE_SET"} if status.startswith("CANCELLATION_") else ())
            yield from (f"{flow} {status}/{each}" for each in resumed) if resumed else (f"{flow} {status}",)
