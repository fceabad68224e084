"""Policy × deadline × freeze × two people × who acts: whether numbers may leave, derived here from the domain text and not from the tables.

A further dimension (a lock, a PIN) is a further entry of DIMENSIONS with how it changes the view, and its clause in `allowed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM, Actor, carrier_actor
from portico.domain.lifecycle import decide
from portico.domain.people.freezing import Freeze, FreezeCause
from portico.domain.port_outs.port_out_request import ApprovePart, PortOutRequestView, approval_digest
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.domain.refusals import Refusal
from portico.domain.statuses import Level, OnDeadline, PortOutRequestStatus, Role
from tests.domain.moments import NOW

ACCOUNT, CARRIER, ADA, BOB, ROBOT, SAM = (UUID(int=number) for number in range(1, 7))
NUMBERS: Final = ("+12127360001", "+12127360002")
DIGEST: Final = approval_digest(CARRIER, None, NUMBERS)
HOUR: Final = timedelta(hours=1)
EXPIRE, APPROVE = OnDeadline.EXPIRE, OnDeadline.APPROVE


def _freeze(ends: timedelta) -> dict[str, Any]:
    return {"freeze": Freeze(NOW + ends, (FreezeCause.ADDRESSES,), frozenset(), ())}


DIMENSIONS: Final[Mapping[str, Mapping[str, dict[str, Any]]]] = {
    "policy": {
        "expire": {"on_deadline": EXPIRE, "on_deadline_now": EXPIRE},
        "approve": {"on_deadline": APPROVE, "on_deadline_now": APPROVE},
        "approve_then_expire": {"on_deadline": APPROVE, "on_deadline_now": EXPIRE},
        "expire_then_approve": {"on_deadline": EXPIRE, "on_deadline_now": APPROVE},
    },
    "deadline": {"ahead": {"expires_at": NOW + HOUR}, "now": {"expires_at": NOW}, "passed": {"expires_at": NOW - HOUR}},
    "freeze": {"none": {}, "frozen": _freeze(HOUR), "ends_now": _freeze(timedelta(0)), "over": _freeze(-HOUR)},
    "people": {
        "one": {},
        "two": {"two_person": True},
        "two_first_ada": {"two_person": True, "first_approved_by": ADA, "first_approved_digest": DIGEST},
        "two_first_of_other_numbers": {"two_person": True, "first_approved_by": ADA, "first_approved_digest": "otherwise"},
    },
    "chosen": {"by_owner": {"chosen_by_owner": True}, "by_nobody_of_theirs": {"chosen_by_owner": False}},
    "pin": {"checked": {"pin_checked": True}, "unchecked": {"pin_checked": False}},
}


def _customer(actor_id: UUID, kind: str = "user") -> Actor:
    return Actor(Role.CUSTOMER, Level.MEMBER, kind, actor_id, "", account_id=ACCOUNT)


ACTORS: Final[Mapping[str, Actor]] = {
    "ada": _customer(ADA),
    "bob": _customer(BOB),
    "viewer": replace(_customer(BOB), level=Level.VIEWER),
    "token": replace(_customer(ROBOT, "token"), made_by=frozenset({ADA})),
    "token_of_nobody_knows_whom": _customer(ROBOT, "token"),
    "staff": Actor(Role.STAFF, Level.ADMIN, "user", SAM, ""),
    "carrier": carrier_actor(CARRIER, ""),
    "system": SYSTEM,
}
Case = Mapping[str, str]


def cases() -> Iterator[Case]:
    for values in product(*DIMENSIONS.values()):
        yield dict(zip(DIMENSIONS, values, strict=True))


def view(case: Case) -> PortOutRequestView:
    plain = PortOutRequestView(
        id=UUID(int=9),
        version=1,
        status=PortOutRequestStatus.ACTION_REQUIRED,
        account_id=ACCOUNT,
        gaining_carrier_id=CARRIER,
        expires_at=NOW,
        digest=DIGEST,
        number_count=len(NUMBERS),
        policy_set_by=ADA,
    )
    changes = [DIMENSIONS[name][value] for name, value in case.items()]
    return replace(plain, **{column: value for change in changes for column, value in change.items()})


def frozen(case: Case) -> bool:
    return case["freeze"] == "frozen"


def silence_approves(case: Case) -> bool:
    """An administrator's own choice at receipt that still stands, the PIN checked, no freeze, and not two people."""
    chosen = case["policy"] == "approve" and case["chosen"] == "by_owner"
    return chosen and case["pin"] == "checked" and not frozen(case) and case["people"] == "one"


def person_approves(case: Case, who: str) -> str | None:
    """Where a person's approval leads by the domain text; None where there is none."""
    if who not in {"ada", "bob", "token"} or case["deadline"] != "ahead" or frozen(case):
        return None
    if case["people"] == "one":
        return "APPROVED"
    if who == "token" or (case["people"] == "two_first_ada" and who == "ada"):
        return None
    return "APPROVED" if case["people"] == "two_first_ada" else "ACTION_REQUIRED"


def expected(case: Case, verb: str, who: str) -> str | None:
    if verb in {"approve", "approve_part"}:
        return person_approves(case, who)
    if who != "system" or case["deadline"] == "ahead":
        return None
    if verb == "approve_on_deadline":
        return "APPROVED" if silence_approves(case) else None
    return None if silence_approves(case) else "EXPIRED"


def found(case: Case, verb: str, who: str) -> str | None:
    asked = ApprovePart([NUMBERS[0]]) if verb == "approve_part" else None
    try:
        return str(decide(PORT_OUT_REQUEST, verb, view(case), asked, actor=ACTORS[who], now=NOW).to_status)
    except Refusal:
        return None


@pytest.mark.parametrize("verb", ["approve", "approve_part", "approve_on_deadline", "expire"])
def test_numbers_leave_exactly_where_the_domain_text_says_so(verb: str) -> None:
    wrong = [
        (case, who, is_so, wanted)
        for case in cases()
        for who in ACTORS
        if (is_so := found(case, verb, who)) != (wanted := expected(case, verb, who))
    ]
    assert wrong == []


def test_at_every_deadline_exactly_one_of_silence_and_expiry_happens() -> None:
    for case in cases():
        both = [verb for verb in ("approve_on_deadline", "expire") if found(case, verb, "system")]
        assert len(both) == (case["deadline"] != "ahead"), case


def test_the_matrix_meets_every_outcome_and_every_actor_that_may_never() -> None:
    """A matrix that never allows or never refuses would prove nothing."""
    outcomes = {
        (verb, expected(case, verb, who)) for case in cases() for who in ACTORS for verb in ("approve", "approve_on_deadline", "expire")
    }
    assert outcomes >= {
        ("approve", "APPROVED"),
        ("approve", "ACTION_REQUIRED"),
        ("approve", None),
        ("approve_on_deadline", "APPROVED"),
        ("expire", "EXPIRED"),
    }
    never = {who for who in ACTORS if not any(found(case, "approve", who) for case in cases())}
    assert never == {"viewer", "staff", "carrier", "system", "token_of_nobody_knows_whom"}
