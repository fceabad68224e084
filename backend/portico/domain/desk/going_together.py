"""Which statuses go together: of a request and its numbers, a number and its inventory row, a port-out request, its order and its numbers.

A pair that is in none of these tables cannot be so, and is told as a contradiction. What puts it right stands beside it, where the
act is certain: in NL a number follows its request, elsewhere a request is what became of its numbers. DOMAIN.md §3, §4, §5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.statuses import NUMBER_ENDED, NUMBER_LIVE, NUMBER_STAYED, ORDER_OPEN, PORT_OUT_ENDED, PORT_OUT_LIVE, Flow
from portico.domain.statuses import PhoneNumberStatus as Inventory
from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus as Request
from portico.domain.statuses import PortOutOrderStatus as Order
from portico.domain.statuses import PortOutRequestStatus as PortOut

InRequest = tuple[Flow, Request, Number]
InInventory = tuple[Number, Inventory]
OfOrder = tuple[PortOut, Order]
AskedFor = tuple[PortOut, Inventory]

_NOBODY: Final[frozenset[Number]] = frozenset()
_AT_THE_CARRIER: Final = frozenset({Number.IN_PROCESS, Number.CANCELLATION_PENDING})
NUMBERS_OF: Final[Mapping[tuple[Flow, Request], frozenset[Number]]] = {
    (Flow.STANDARD, Request.DRAFT): frozenset({Number.DRAFT}),
    (Flow.STANDARD, Request.REQUESTED): frozenset({Number.PENDING, Number.CANCELED}),
    (Flow.STANDARD, Request.IN_PROGRESS): NUMBER_LIVE | NUMBER_ENDED,
    (Flow.STANDARD, Request.DELAYED): _NOBODY,
    (Flow.STANDARD, Request.READY_TO_BE_PORTED): _NOBODY,
    (Flow.STANDARD, Request.BLOCKED): _NOBODY,
    (Flow.STANDARD, Request.CANCELED): frozenset({Number.CANCELED}),
    (Flow.STANDARD, Request.COMPLETED): NUMBER_ENDED,
    (Flow.STANDARD, Request.REJECTED): NUMBER_STAYED,
    (Flow.NL, Request.DRAFT): frozenset({Number.DRAFT}),
    (Flow.NL, Request.REQUESTED): frozenset({Number.PENDING}),
    (Flow.NL, Request.IN_PROGRESS): _AT_THE_CARRIER,
    (Flow.NL, Request.DELAYED): _AT_THE_CARRIER,
    (Flow.NL, Request.READY_TO_BE_PORTED): frozenset({Number.FOC_DATE_SET}),
    (Flow.NL, Request.BLOCKED): frozenset({Number.NOT_PORTABLE}),
    (Flow.NL, Request.CANCELED): frozenset({Number.CANCELED}),
    (Flow.NL, Request.COMPLETED): frozenset({Number.COMPLETED}),
    (Flow.NL, Request.REJECTED): _NOBODY,
}
"""Where the numbers of a request can stand; the mirror of §4 leaves one place in NL."""

ENDED_FOR: Final[Mapping[tuple[Flow, Request], Number]] = {
    (Flow.STANDARD, Request.COMPLETED): Number.COMPLETED,
    (Flow.STANDARD, Request.REJECTED): Number.NOT_PORTABLE,
}
"""Why a request ended so: at least one of its numbers did; of the others every number did."""

UNCOMMITTED: Final = frozenset({Number.PENDING, Number.PORTABLE, Number.IN_PROCESS, Number.ACTION_REQUIRED})
"""A number that is live and has no date."""

_FOLLOWED: Final[Mapping[tuple[Flow, Request], tuple[str, frozenset[Number]]]] = {
    (Flow.STANDARD, Request.CANCELED): ("mirror_canceled", UNCOMMITTED),
    (Flow.STANDARD, Request.REJECTED): ("mirror_rejected", UNCOMMITTED),
    (Flow.NL, Request.IN_PROGRESS): ("mirror_in_process", frozenset({Number.PENDING})),
    (Flow.NL, Request.DELAYED): ("mirror_in_process", frozenset({Number.PENDING})),
    (Flow.NL, Request.READY_TO_BE_PORTED): ("mirror_ready", _AT_THE_CARRIER),
    (Flow.NL, Request.BLOCKED): ("mirror_rejected", NUMBER_LIVE),
    (Flow.NL, Request.CANCELED): ("mirror_canceled", NUMBER_LIVE),
}
FOLLOWS: Final[Mapping[InRequest, str]] = {
    (flow, request, number): verb for (flow, request), (verb, numbers) in _FOLLOWED.items() for number in numbers
}
"""By which verb a number that was never in service comes to where its request says; with a date it may move at any moment."""

COMPLETES: Final[frozenset[InRequest]] = frozenset({(Flow.STANDARD, Request.COMPLETED, Number.FOC_DATE_SET)})
"""Numbers that are completed where the inventory says that they came into service."""
PERFORMED: Final[frozenset[InRequest]] = frozenset({(Flow.NL, Request.COMPLETED, Number.FOC_DATE_SET)})
"""Numbers that are completed whatever the inventory says: in NL all of a request are performed at once."""

CAME_INTO_SERVICE: Final = frozenset({Inventory.ACTIVE, Inventory.PORTING_OUT, Inventory.PORTED_OUT})
_TAKEN_OUT: Final = frozenset({Inventory.REMOVED})
"""What a date that was withdrawn leaves behind."""
_NEVER_THERE: Final[frozenset[Inventory]] = frozenset()
ROWS_OF: Final[Mapping[Number, frozenset[Inventory]]] = {
    Number.DRAFT: _NEVER_THERE,
    Number.PENDING: _NEVER_THERE,
    Number.PORTABLE: _NEVER_THERE,
    Number.IN_PROCESS: _TAKEN_OUT,
    Number.ACTION_REQUIRED: _TAKEN_OUT,
    Number.FOC_DATE_SET: _TAKEN_OUT | {Inventory.PROVISIONED},
    Number.COMPLETED: CAME_INTO_SERVICE,
    Number.NOT_PORTABLE: _TAKEN_OUT,
    Number.CANCELED: _TAKEN_OUT,
}
"""Where a row that a number has in the inventory can stand; a cancellation that is asked for or rejected leaves it where it goes on from.
Beside the row of a completed number those of its withdrawn dates stay."""

ORDERS_OF: Final[Mapping[PortOut, frozenset[Order]]] = {
    PortOut.ACTION_REQUIRED: frozenset(),
    PortOut.APPROVED: frozenset({Order.FEE_BILLED}),
    PortOut.PORTED_OUT: frozenset({Order.COMPLETED}),
    **dict.fromkeys(PORT_OUT_ENDED - {PortOut.PORTED_OUT}, frozenset({Order.CANCELED})),
}
"""Where the order of a port-out request can stand, if it has one: those that left have one."""

STAYED: Final = PORT_OUT_ENDED - {PortOut.PORTED_OUT}
ASKED_ROWS_OF: Final[Mapping[PortOut, frozenset[Inventory]]] = {
    **dict.fromkeys(PORT_OUT_LIVE, frozenset({Inventory.PORTING_OUT})),
    PortOut.PORTED_OUT: frozenset({Inventory.PORTED_OUT}),
    **dict.fromkeys(STAYED, frozenset({Inventory.ACTIVE, Inventory.REMOVED})),
}
"""Where a number can stand that a port-out request asks for, as far as no other one asks for it or took it."""

GOES_WITH_REQUEST: Final[frozenset[InRequest]] = frozenset((*key, each) for key, numbers in NUMBERS_OF.items() for each in numbers)
GOES_WITH_ROW: Final[frozenset[InInventory]] = frozenset((number, each) for number, rows in ROWS_OF.items() for each in rows)
GOES_WITH_ORDER: Final[frozenset[OfOrder]] = frozenset((request, each) for request, orders in ORDERS_OF.items() for each in orders)
GOES_WITH_ASKED: Final[frozenset[AskedFor]] = frozenset((request, each) for request, rows in ASKED_ROWS_OF.items() for each in rows)

CANCELS_ORDER: Final[frozenset[OfOrder]] = frozenset((request, order) for request in STAYED for order in ORDER_OPEN)
SETTLES_ORDER: Final[frozenset[OfOrder]] = frozenset((PortOut.PORTED_OUT, order) for order in ORDER_OPEN)
BILLS_ORDER: Final[frozenset[OfOrder]] = frozenset({(PortOut.APPROVED, Order.CREATED)})
BEGINS_TO_LEAVE: Final[frozenset[AskedFor]] = frozenset((request, Inventory.ACTIVE) for request in PORT_OUT_LIVE)
LEAVES: Final[frozenset[AskedFor]] = frozenset({(PortOut.PORTED_OUT, Inventory.PORTING_OUT)})
