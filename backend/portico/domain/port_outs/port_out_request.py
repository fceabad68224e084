"""The port-out request: another carrier's claim on our numbers, and what its verbs ask.

DOMAIN.md §5, after the seed `port-out-requests.txt`. Its table is in `port_out_request_table`, with the conditions of its rows beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.conditions import ON_DEMAND, AtMost, Fact
from portico.domain.dates import calendar
from portico.domain.grammar import Explained
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.people.freezing import Freeze
from portico.domain.port_outs.preparing import PreparingAct
from portico.domain.reasons import PortOutRejectCode
from portico.domain.statuses import PORT_OUT_ENDED, Flow, OnDeadline, PortOutOrderStatus, WaitingOn
from portico.domain.statuses import PortOutRequestStatus as Status

BEHIND: Final = Fact("behind")
ZONES: Final = Fact("zones")
"""Where its numbers are on the clock, for the verbs that speak of days and hours there."""


@dataclass(frozen=True, slots=True)
class PortOutRequestView:
    """A port-out request with the facts its guards look at, loaded in one statement."""

    id: UUID
    version: int
    status: Status
    account_id: UUID
    gaining_carrier_id: UUID
    expires_at: datetime
    on_deadline: OnDeadline = OnDeadline.EXPIRE
    on_deadline_now: OnDeadline = OnDeadline.EXPIRE
    policy_set_by: UUID | None = None
    chosen_by_owner: bool = False
    """Whether whoever chose what happens when nobody decides is one of the account's own people: only theirs is a consent."""
    port_out_hours: int = 72
    two_person: bool = False
    """Whether two people of the account have to approve: as it was at receipt, or is now where that asks for more."""
    pin_checked: bool = False
    received_by: UUID | None = None
    received_by_role: str = "CARRIER"
    amended_by: tuple[UUID, ...] = ()
    """Whoever has changed it since."""
    approved_by: UUID | None = None
    approved_digest: str | None = None
    first_approved_by: UUID | None = None
    first_approved_digest: str | None = None
    digest: str = ""
    papers: tuple[str, ...] = ()
    fee_minor: int | None = None
    order_status: PortOutOrderStatus | None = None
    country: str = ""
    number_count: int = 1
    freeze: Freeze | None = None
    """What its account's port-outs are frozen for, if they are."""
    requested_date: date | None = None
    release_at: datetime | None = None
    account_zone: str | None = None
    """The clock on which its owner is told until when to decide."""
    zones: tuple[str, ...] = field(default=(), metadata=ON_DEMAND)
    day_overrides: calendar.Overrides = field(default_factory=dict, metadata=ON_DEMAND)
    gaining_completes_by_itself: bool = False
    prepared: tuple[PreparingAct, ...] = field(default=(), metadata=ON_DEMAND)
    """What of it whoever acts has done to the account within 30 days."""
    behind: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict, metadata=ON_DEMAND)
    """Who is behind each token that had a hand in it."""
    flow: Flow = Flow.STANDARD


class PortOutRequestColumns(Explained, total=False):
    """What a move may write; `status` and `waiting_on` come from the table."""

    carrier_version: int
    requested_date: date | None
    expires_at: datetime
    reject_code: str
    reject_comment: str | None
    amended_by: list[str]
    viewed_at: None
    approved_at: datetime | None
    approved_by: UUID | None
    approved_digest: str | None
    first_approved_at: datetime | None
    first_approved_by: UUID | None
    first_approved_digest: str | None
    release_at: datetime | None
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class RejectPortOut:
    code: Annotated[PortOutRejectCode, "Why the numbers may not leave; the gaining carrier reads it."]
    comment: Annotated[str | None, "Your own words; required for OTHER."] = None

    def __post_init__(self) -> None:
        """Words that the code says itself are not said beside it once more."""
        object.__setattr__(self, "comment", reasons.beside([self.code], self.comment))


@dataclass(frozen=True, slots=True)
class ApprovePart:
    numbers: Annotated[
        list[str], "The numbers you approve; the others become a request of their own with the same deadline.", AtMost(MOST_NUMBERS)
    ]


@dataclass(frozen=True, slots=True)
class ApproveRelease:
    release_at: Annotated[
        datetime | None, "When the numbers may leave, UTC; default: 09:00 of the requested date where they are, else now."
    ] = None


@dataclass(frozen=True, slots=True)
class NumberWithPin:
    """A number that is asked for, and the PIN without which it does not leave."""

    number: Annotated[str, "The number, in any spelling."]
    pin: Annotated[str | None, "Its port-out PIN, where it has one. Checked and not kept."] = field(default=None, repr=False)

    @property
    def kept_as(self) -> str:
        """What the journal keeps of it."""
        return self.number


@dataclass(frozen=True, slots=True)
class Amend:
    numbers: Annotated[
        list[NumberWithPin] | None,
        "The numbers now asked for, those that are new with their PINs; null keeps them.",
        AtMost(MOST_NUMBERS),
    ] = None
    requested_date: Annotated[date | None, "The date now asked for; null keeps it."] = None
    carrier_version: Annotated[int | None, "The gaining carrier's version of its reference."] = None


def chose_approval(at_receipt: OnDeadline, now: OnDeadline) -> bool:
    """Whether the account's policy was at receipt, and still is, that silence approves."""
    return at_receipt is OnDeadline.APPROVE and now is OnDeadline.APPROVE


def on_deadline(chosen: bool, pin_checked: bool, two_person: bool, *, frozen: bool) -> OnDeadline:
    """What happens when nobody decides: only a choice of the owner's own that stands, with the PIN checked, stands in for them."""
    return OnDeadline.APPROVE if chosen and pin_checked and not two_person and not frozen else OnDeadline.EXPIRE


def is_frozen(request: PortOutRequestView, at: datetime) -> bool:
    """Whether its account's port-outs are frozen then."""
    return request.freeze is not None and at < request.freeze.until


def approves_on_deadline(request: PortOutRequestView, now: datetime) -> bool:
    """Whether the account's policy stands in for its owner, at the deadline or, once that has passed, now."""
    frozen = is_frozen(request, max(now, request.expires_at))
    chosen = request.chosen_by_owner and chose_approval(request.on_deadline, request.on_deadline_now)
    return on_deadline(chosen, request.pin_checked, request.two_person, frozen=frozen) is OnDeadline.APPROVE


def first_approver(request: PortOutRequestView) -> UUID | None:
    """Who gave the first of two approvals, while it is about the request as it stands."""
    return request.first_approved_by if request.first_approved_digest == request.digest else None


def hands(request: PortOutRequestView) -> tuple[UUID, ...]:
    """Whoever handed it in, changed it, or agreed that its numbers may leave, in person or by a policy."""
    policy = request.policy_set_by if chose_approval(request.on_deadline, request.on_deadline_now) else None
    found = (request.received_by, *request.amended_by, request.first_approved_by, request.approved_by, policy)
    return tuple(dict.fromkeys(each for each in found if each))


def people_behind(request: PortOutRequestView, hand: UUID) -> frozenset[UUID]:
    """The persons one of its hands may be: of a token whoever made it."""
    return request.behind.get(hand, frozenset({hand}))


def amended_by(request: PortOutRequestView, actor: Actor) -> list[str]:
    """Whoever has changed it, this actor with them."""
    return [str(each) for each in dict.fromkeys((*request.amended_by, actor.id)) if each]


def once_approved(request: PortOutRequestView) -> Status:
    """Where one more approval leads: of two the first is a fact."""
    return Status.ACTION_REQUIRED if request.two_person and first_approver(request) is None else Status.APPROVED


HOURS_BY_COUNTRY: Mapping[str, int] = {"US": 24, "CA": 24}
"""Where the law gives little time, it counts business days only: what comes in on Friday at 17:00 is to be answered by Monday, 17:00."""


def hours_to_expiry(chosen: int | None, country: str) -> int:
    """How long the owner has to answer: the account's own choice, else the country's default, else 72 hours."""
    return chosen or HOURS_BY_COUNTRY.get(country, 72)


def expires_at(now: datetime, hours: int, country: str, zones: Iterable[str], overrides: calendar.Overrides) -> datetime:
    """Until when the owner can answer what comes in now; where hours run on business days only, by the latest clock of the numbers."""
    if country not in HOURS_BY_COUNTRY:
        return now + timedelta(hours=hours)
    return max(calendar.add_business_hours(now, hours, country, zone, overrides) for zone in zones)


STALLS_AFTER_DAYS: Final = 5
"""How many business days after its release a port-out that nobody reports as done is a case for staff."""


def stalls_at(release_at: datetime, country: str, zones: Iterable[str], overrides: calendar.Overrides) -> datetime:
    """When that is, by the latest clock of its numbers."""
    return max(calendar.add_business_hours(release_at, 24 * STALLS_AFTER_DAYS, country, zone, overrides) for zone in zones)


def wanted_from(request: PortOutRequestView) -> datetime | None:
    """When the requested date begins: with business wherever one of the numbers is; None where no date was asked for."""
    return calendar.start_of_business(request.requested_date, request.zones) if request.requested_date else None


def approval_digest(gaining_carrier_id: UUID, requested_date: date | None, numbers: Iterable[str], papers: Iterable[str] = ()) -> str:
    """What an approval is about: these numbers, to this carrier, on this date, by these papers (SHA-256). A change makes it void."""
    said = "|".join([str(gaining_carrier_id), str(requested_date), *sorted(numbers), *(f"paper {paper}" for paper in sorted(papers))])
    return hashlib.sha256(said.encode()).hexdigest()


def stays_as_it_is(request: PortOutRequestView, asked: Amend, numbers: Iterable[str]) -> bool:
    """Whether an amendment asks for what the request asks for already: these numbers, and its date.

    A new version of the same is no change: an approval would be void for it.
    """
    day = asked.requested_date or request.requested_date
    return approval_digest(request.gaining_carrier_id, day, numbers, request.papers) == request.digest


def waiting_on(request: PortOutRequestView) -> WaitingOn:
    if request.status in PORT_OUT_ENDED:
        return WaitingOn.NOBODY
    if request.status is Status.ACTION_REQUIRED:
        return WaitingOn.CUSTOMER
    return WaitingOn.CARRIER if request.release_at else WaitingOn.STAFF
