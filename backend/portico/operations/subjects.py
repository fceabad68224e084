"""What a move needs to know of each subject: its table, its order, how it is loaded, and what hangs on it.

One row per lifecycle, for `operations.tables` to register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from portico.domain.dates.calendar import DAY_OVERRIDES
from portico.domain.internal_moves.internal_move import SIDE_PREPARED
from portico.domain.internal_moves.internal_move_table import INTERNAL_MOVE
from portico.domain.inventory.locks.locking import FREEZE
from portico.domain.inventory.phone_number import ASKED_PROFILE, ASKED_PROFILE_NAME, PHONE_NUMBER
from portico.domain.port_ins.documents.document import DOCUMENT, EDITING
from portico.domain.port_ins.porting_number import RAISED_BESIDE
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request import ASKED_CARRIER_COUNTRY, ASKED_CARRIER_NAME, ASKED_NUMBERS, CANCELABLE_COUNT
from portico.domain.port_ins.porting_request_table import PORTING_REQUEST
from portico.domain.port_outs.port_out_order import PORT_OUT_ORDER
from portico.domain.port_outs.port_out_request import BEHIND, ZONES
from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.domain.port_outs.preparing import PREPARED
from portico.domain.refusals import Thing
from portico.domain.snapbacks.snapback_table import SNAPBACK
from portico.operations import facts
from portico.operations.engine.registry import AnySubjectTable, SubjectTable
from portico.operations.port_outs.amendments import check_amend
from portico.operations.port_outs.hands import behind_port_outs, prepared_port_outs
from portico.operations.port_outs.parts import check_part
from portico.storage import models
from portico.storage.engine.database import Connection
from portico.storage.internal_moves import internal_moves
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.port_ins import document_reviews, porting_numbers, porting_requests
from portico.storage.port_outs import port_out_orders, port_out_requests
from portico.storage.snapbacks import snapbacks


async def _requests_of_numbers(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    return [(number, view.request_id) for number, view in (await porting_numbers.views(conn, ids)).items()]


async def _same(_conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    return [(key, key) for key in ids]


SUBJECTS: Final[Mapping[str, AnySubjectTable]] = {
    "porting_request": SubjectTable(
        PORTING_REQUEST,
        models.PortingRequest,
        "porting_request",
        porting_requests.seen,
        lambda unit, ids: porting_requests.views(unit.connection, ids),
        {"porting_number": porting_numbers.of_requests},
        Thing.PORTING_REQUEST,
        facts={
            DAY_OVERRIDES: facts.days_of_requests,
            CANCELABLE_COUNT: facts.cancelable_numbers,
            ASKED_CARRIER_NAME: facts.asked_carrier_name,
            ASKED_CARRIER_COUNTRY: facts.asked_carrier_country,
            ASKED_NUMBERS: facts.asked_numbers,
        },
    ),
    "porting_number": SubjectTable(
        PORTING_NUMBER,
        models.PortingNumber,
        "porting_request",
        porting_numbers.seen,
        lambda unit, ids: porting_numbers.views(unit.connection, ids),
        {"porting_request": _requests_of_numbers, "phone_number": inventory.of_porting_numbers, "porting_number": _same},
        Thing.PORTING_NUMBER,
        facts={
            DAY_OVERRIDES: facts.days_of_numbers,
            ASKED_PROFILE: facts.asked_profile,
            ASKED_PROFILE_NAME: facts.asked_profile_name,
            RAISED_BESIDE: facts.raised_beside,
        },
        answerable=porting_numbers.answerable_late,
    ),
    "document": SubjectTable(
        DOCUMENT,
        models.Document,
        "porting_request",
        document_reviews.seen,
        lambda unit, ids: document_reviews.views(unit.connection, ids),
        {},
        Thing.DOCUMENT,
        facts={EDITING: facts.editing_of_documents},
    ),
    "phone_number": SubjectTable(
        PHONE_NUMBER,
        models.PhoneNumber,
        "account",
        inventory.seen,
        lambda unit, ids: inventory.views(unit.connection, ids),
        {},
        Thing.PHONE_NUMBER,
        facts={
            ASKED_PROFILE: facts.asked_profile,
            ASKED_PROFILE_NAME: facts.asked_profile_name,
            FREEZE: facts.freezes_of_numbers,
        },
    ),
    "port_out_request": SubjectTable(
        PORT_OUT_REQUEST,
        models.PortOutRequest,
        "port_out_request",
        port_out_requests.seen,
        lambda unit, ids: port_out_requests.views(unit.connection, ids, unit.now.date()),
        {"phone_number": port_out_requests.phone_numbers_of, "port_out_order": port_out_requests.open_orders_of},
        Thing.PORT_OUT_REQUEST,
        facts={
            DAY_OVERRIDES: facts.days_of_port_outs,
            ZONES: facts.zones_of_port_outs,
            PREPARED: prepared_port_outs,
            BEHIND: behind_port_outs,
        },
        doors={"amendment": check_amend, "part": check_part},
    ),
    "port_out_order": SubjectTable(
        PORT_OUT_ORDER,
        models.PortOutOrder,
        "port_out_request",
        port_out_orders.none_seen,
        lambda unit, ids: port_out_orders.views(unit.connection, ids),
        {},
        Thing.PORT_OUT_ORDER,
    ),
    "snapback": SubjectTable(
        SNAPBACK,
        models.Snapback,
        "snapback",
        snapbacks.seen,
        lambda unit, ids: snapbacks.views(unit.connection, ids),
        {"phone_number": snapbacks.phone_numbers_of},
        Thing.SNAPBACK,
        beside=snapbacks.orders_beside,
    ),
    "internal_move": SubjectTable(
        INTERNAL_MOVE,
        models.InternalMove,
        "internal_move",
        internal_moves.seen,
        lambda unit, ids: internal_moves.views(unit.connection, ids),
        {},
        Thing.INTERNAL_MOVE,
        facts={SIDE_PREPARED: facts.prepared_internal_moves},
        beside=internal_moves.orders_beside,
    ),
}
