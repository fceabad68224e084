"""A grid's situation in a database: the rows behind the subject that `tests/domain/situations.py` only imagines."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.models import Model

from portico.domain.actors import NOBODY_KNOWN
from portico.domain.ids import new_id
from portico.domain.port_outs.port_out_request import approval_digest
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import (
    DocumentKind,
    DocumentStatus,
    Flow,
    Level,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutOrderStatus,
)
from portico.storage import models
from portico.storage.engine import rows
from tests.domain.lifecycles.cells import Row
from tests.domain.moments import NOW
from tests.domain.situations import CARRIERS_TOKEN, EDITING, OTHERWISE, OUTCOME, Cast, Situation, papers, reasons_of, situation
from tests.factories import Rows, Scene

Number = PortingNumberStatus


@dataclass(frozen=True)
class Placed:
    """A situation with the ids of its rows; `of.subject` is the subject the database should give."""

    of: Situation
    id: UUID
    order_id: UUID


def place(made: Rows, lifecycle: str, row: Row, strangers_profile: UUID) -> Placed:
    """Adds the row's situation, in an account of its own."""
    facts = row.facts
    scene = made.scene(
        "NL" if row.flow == "NL" else "US",
        network={"completes_by_itself": facts.get("gateway", "completes") == "completes"},
        tier=facts.get("tier", "standard").upper(),
        closed_at=made.now if facts.get("account") == "closed" else None,
    )
    of = situation(lifecycle, row, _cast(scene, strangers_profile, made.carrier(country="GB").carrier_id or scene.losing_id))
    return PLACES[lifecycle](made, scene, of)


def _cast(scene: Scene, strangers_profile: UUID, foreign: UUID) -> Cast:
    ids = [scene.member.id, scene.agent.id, scene.staff_admin.id]
    member, agent, other = (one for one in ids if one)
    return Cast(
        scene.account_id, scene.losing_id, scene.network_id, member, agent, other, scene.configuration_id, strangers_profile, foreign
    )


def _account(made: Rows, scene: Scene, **values: Any) -> None:
    next(row for row in made.made[models.Account] if row["id"] == scene.account_id).update(values)


def _columns(view: Any, model: type[Model], *without: str) -> dict[str, Any]:
    """What of a view are columns of its row."""
    known = rows.columns(model).keys() - {"id", "version", "account_id", "request_id", "e164", *without}
    values = {field.name: getattr(view, field.name) for field in dataclasses.fields(view) if field.name in known}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _placed(of: Situation, subject_id: UUID, order_id: UUID, **more: Any) -> Placed:
    return Placed(dataclasses.replace(of, subject=dataclasses.replace(of.subject, id=subject_id, version=1, **more)), subject_id, order_id)


def _number(made: Rows, scene: Scene, of: Situation) -> Placed:
    view = of.subject
    _account(made, scene, cancel_cutoff_hours=view.cancel_cutoff_hours)
    request = made.request(
        scene,
        [_columns(view, models.PortingNumber)],
        status=view.request_status,
        country=view.country,
        papers=None,
        perform_at=view.request_perform_at,
        first_possible_date=view.request_first_possible_date,
        losing_carrier_id=view.losing_carrier_id,
        losing_carrier_name=view.losing_carrier_name,
        fields_changed_at={name: moment.isoformat() for name, moment in view.fields_changed_at.items()},
    )
    account = {"id": request.id, "account_id": scene.account_id}
    for kind in view.accepted_documents:
        made.document(account, kind, status=DocumentStatus.ACCEPTED)
    if DocumentKind.INVOICE not in view.accepted_documents:
        made.document(account, DocumentKind.INVOICE, status=DocumentStatus.UPLOADED)
    named = {"request_losing_carrier_id": view.losing_carrier_id}
    return _placed(of, request.number, request.id, request_id=request.id, e164=request.e164s[0], **named)


def _request(made: Rows, scene: Scene, of: Situation) -> Placed:
    view, facts = of.subject, of.row.facts
    request = made.request(
        scene,
        _numbers_of(of),
        status=view.status,
        country=view.country,
        papers=None,
        **_columns(view, models.PortingRequest, "status", "country", "waiting_on", "open_count", "number_count", "reference"),
    )
    for paper in papers(facts):
        values = {"issue_date": paper.issue_date, "signed_at": paper.signed_at, "signer": paper.signer, "status": paper.status}
        made.document({"id": request.id, "account_id": scene.account_id}, paper.kind, **values)
    if facts["profile"] == "invalid":
        next(row for row in made.made[models.PortingRequest] if row["id"] == request.id)["company_profile_id"] = None
    if view.match_unsent:
        _matched(made, scene, request.id)
    _elsewhere(made, facts["numbers_elsewhere"], view.country, request.e164s)
    if facts["hold"] == "legal":
        made.legal_hold(scene.account_id, request.id)
    own = request.numbers[0] if request.numbers else of.number_id
    return _placed(dataclasses.replace(of, number_id=own), request.id, request.id)


def _matched(made: Rows, scene: Scene, request_id: UUID) -> None:
    """That staff matched its losing carrier with a typed name, as its journal has it."""
    event, by = "porting_request.losing_carrier_matched", {"actor_role": "STAFF", "actor_kind": "user", "actor_name": "Agent"}
    about = {"subject_kind": "porting_request", "subject_id": request_id, "subject_version": 1}
    order = {"order_kind": "porting_request", "order_id": request_id, "order_sequence": 1, "account_id": scene.account_id}
    entry = made.add(
        models.JournalEntry,
        **about,
        **order,
        **by,
        event=event,
        verb="match_losing_carrier",
        move_id=request_id,
        reason="",
        data={},
        at=made.now,
    )
    for stamp in ("created_at", "updated_at"):
        del entry[stamp]


def _prepared(made: Rows, scene: Scene, agent_id: UUID) -> None:
    """That this member of staff changed how the account is reached, as its journal has it."""
    by = {"actor_role": "STAFF", "actor_kind": "user", "actor_name": "Agent", "actor_id": agent_id}
    about = {"subject_kind": "account", "subject_id": scene.account_id, "subject_version": 1}
    order = {"order_kind": "account", "order_id": scene.account_id, "order_sequence": 1, "account_id": scene.account_id}
    entry = made.add(
        models.JournalEntry,
        **about,
        **order,
        **by,
        event="account.contacts_changed",
        verb="change",
        move_id=scene.account_id,
        reason="",
        data={},
        at=made.now,
    )
    for stamp in ("created_at", "updated_at"):
        del entry[stamp]


def _carriers_token(made: Rows, scene: Scene, makers: frozenset[UUID]) -> UUID:
    """A token of the carrier's, by whoever is behind it."""
    made_by = None if NOBODY_KNOWN in makers else [*map(str, makers)]
    secret = {"token_hash": new_id(made.now).hex, "prefix": "abcdefgh", "scopes": ["carrier:act"]}
    speaks = {"carrier_id": scene.network_id, "role": "CARRIER", "level": Level.MEMBER, "name": "machine"}
    row = made.add(models.ApiToken, **speaks, **secret, made_by=made_by, version=1)
    return UUID(str(row["id"]))


def _elsewhere(made: Rows, elsewhere: str, country: str, e164s: tuple[str, ...]) -> None:
    """The same number of another account: on its way in, or in service."""
    if elsewhere == "live":
        made.request(made.scene(country), [{"status": Number.PENDING, "e164": e164s[0]}], country=country)
    if elsewhere == "in_service":
        made.phone_number(made.scene(country), country, e164=e164s[0], status=PhoneNumberStatus.ACTIVE)


def _numbers_of(of: Situation) -> list[dict[str, Any]]:
    view, facts = of.subject, of.row.facts
    completed, canceled, not_portable = OUTCOME[facts["outcome"]]
    statuses = [Number.COMPLETED] * completed + [Number.CANCELED] * canceled + [Number.NOT_PORTABLE] * not_portable
    numbers: list[dict[str, Any]] = [{"status": status} for status in statuses]
    return numbers + [_open_number(view, facts)] * view.open_count


def _open_number(view: Any, facts: Mapping[str, str]) -> dict[str, Any]:
    """Where an open number of such a request stands; one that takes no cancellation has its FOC within the cut-off.

    Of a request of which nothing was sent, as is so of one that is matched anew, it is still before its first attempt.
    """
    if view.status is PortingRequestStatus.DRAFT:
        return {"status": Number.DRAFT}
    if view.flow is Flow.STANDARD:
        near = {"status": Number.FOC_DATE_SET, "foc_at": NOW + timedelta(hours=24), "provisioned_at": NOW}
        under_way = near if facts["cancelable"] == "none" else {"status": Number.IN_PROCESS}
        return under_way if view.status is PortingRequestStatus.IN_PROGRESS and not view.match_unsent else {"status": Number.PENDING}
    if view.status is PortingRequestStatus.READY_TO_BE_PORTED:
        return {"status": Number.FOC_DATE_SET, "provisioned_at": NOW}
    if view.status in {PortingRequestStatus.IN_PROGRESS, PortingRequestStatus.DELAYED}:
        return {"status": Number.CANCELLATION_PENDING if view.cancellation_asked_at else Number.IN_PROCESS}
    return {"status": Number.PENDING}


def _port_out(made: Rows, scene: Scene, of: Situation) -> Placed:
    view = of.subject
    freeze = view.freeze and {
        "until": view.freeze.until.isoformat(),
        "causes": list(view.freeze.causes),
        "by": [],
        "addresses": list(view.freeze.addresses),
    }
    _account(made, scene, port_out_freeze=freeze)
    _account(
        made, scene, port_out_hours=view.port_out_hours, port_out_on_deadline=view.on_deadline_now, port_out_two_person=view.two_person
    )
    if view.prepared:
        _prepared(made, scene, of.cast.agent_id)
    approved = {"approved_at": NOW - timedelta(hours=2)} if view.approved_digest else {}
    handed = {"received_by": _carriers_token(made, scene, view.behind[CARRIERS_TOKEN])} if view.received_by == CARRIERS_TOKEN else {}
    placed = made.port_out(
        scene,
        2 if of.row.facts["asks.amend"] == "numbers" or (of.row.verb, of.row.facts["numbers"]) == ("approve_part", "several") else 1,
        order=view.order_status,
        country="US" if of.row.facts["fee"] == "exists" else "CA",
        **(_columns(view, models.PortOutRequest, "approved_digest", "approved_at", "country", "number_count") | approved | handed),
    )
    digest = approval_digest(view.gaining_carrier_id, view.requested_date, placed.e164s)
    now_approved = OTHERWISE if view.approved_digest == OTHERWISE else digest
    if view.approved_digest:
        next(row for row in made.made[models.PortOutRequest] if row["id"] == placed.id)["approved_digest"] = now_approved
    first = OTHERWISE if view.first_approved_digest == OTHERWISE else digest if view.first_approved_digest else None
    next(row for row in made.made[models.PortOutRequest] if row["id"] == placed.id)["first_approved_digest"] = first
    of = dataclasses.replace(of, e164s=placed.e164s[:1])  # an amendment of the numbers leaves out the other
    fee = view.fee_minor and view.fee_minor * len(placed.e164s)
    approval = now_approved if view.approved_digest else None
    return _placed(
        of,
        placed.id,
        placed.id,
        received_by=handed.get("received_by", view.received_by),
        digest=digest,
        approved_digest=approval,
        first_approved_digest=first,
        number_count=len(placed.e164s),
        fee_minor=fee,
    )


def _order(made: Rows, scene: Scene, of: Situation) -> Placed:
    placed = made.port_out(scene, status="APPROVED", order=PortOutOrderStatus(of.row.status))
    assert placed.order_id
    return _placed(of, placed.order_id, placed.id, port_out_request_id=placed.id)


def _phone_number(made: Rows, scene: Scene, of: Situation) -> Placed:
    """Of a port-in's order, like every number of the inventory that has just arrived."""
    request = made.request(scene, [Number.COMPLETED])
    row = next(row for row in made.made[models.PhoneNumber] if row["e164"] == request.e164s[0])
    row.update(status=of.subject.status, source=of.subject.source, configuration_profile_id=of.subject.configuration_profile_id)
    row.update(locked_at=of.subject.locked_at, unlocks_at=of.subject.unlocks_at, detached_profile_id=of.subject.detached_profile_id)
    return _placed(of, row["id"], request.id, e164=row["e164"])


def _document(made: Rows, scene: Scene, of: Situation) -> Placed:
    stands = EDITING[of.row.facts["stands"]]
    number: dict[str, Any] = {"status": next(iter(stands.number_statuses))}
    if stands.opened_documents:
        number["status_reasons"] = reasons_of(ReasonCode.LOA_ILLEGIBLE)
    country = "NL" if stands.flow is Flow.NL else "US"
    request = made.request(scene, [number], status=stands.request_status, country=country, papers=None)
    named = request.id if of.subject.request_id else None
    belongs: dict[str, Any] = {"request_id": None, "port_out_request_id": made.port_out(scene).id} if of.subject.of_port_out else {}
    document = made.document({"id": named, "account_id": scene.account_id}, status=of.subject.status, **belongs)
    return _placed(of, document["id"], request.id, request_id=named)


def _frozen(made: Rows, scene: Scene, view: Any) -> None:
    freeze = view.freeze and {
        "until": view.freeze.until.isoformat(),
        "causes": list(view.freeze.causes),
        "by": [],
        "addresses": list(view.freeze.addresses),
    }
    _account(made, scene, port_out_freeze=freeze)


def _snapback(made: Rows, scene: Scene, of: Situation) -> Placed:
    """Of a port-out with its order, or of a port-in: whatever the number has become since."""
    view, facts = of.subject, of.row.facts
    _frozen(made, scene, view)
    if facts["direction"] == "out":
        port = made.port_out(scene, status="PORTED_OUT", order=PortOutOrderStatus.COMPLETED, ended_at=NOW - timedelta(days=1))
        more = {"port_out_request_id": port.id}
    else:
        request = made.request(scene, [{"status": Number.COMPLETED}])
        more = {"porting_number_id": request.number}
    number = made.made[models.PhoneNumber][-1]
    number.update(status=view.number_status, locked_at=view.locked_at)
    by_token = facts["staff"] in {"own_token", "unknown_token"}
    columns = _columns(view, models.Snapback, "carrier_id")
    columns["asked_by"] = _carriers_token(made, scene, view.askers) if by_token else next(iter(view.askers))
    sent = {} if of.row.status == "ASKED" else {"sent_at": NOW}
    row = made.snapback(scene, number, **columns, **more, **sent)
    if view.taken_elsewhere:
        made.phone_number(made.scene(), e164=number["e164"])
    return _placed(of, row["id"], row["id"], e164=number["e164"])


def _internal_move(made: Rows, scene: Scene, of: Situation) -> Placed:
    view, facts = of.subject, of.row.facts
    _frozen(made, scene, view)
    if view.side_prepared:
        _prepared(made, scene, of.cast.agent_id)
    status = PhoneNumberStatus.REMOVED if facts["numbers"] == "gone" else PhoneNumberStatus.ACTIVE
    number = made.phone_number(scene, status=status, locked_at=NOW if facts["numbers"] == "locked" else None)
    taker = made.account() if view.to_account_id else None
    row = made.internal_move(scene, [number], **(_columns(view, models.InternalMove) | {"to_account_id": taker}))
    return _placed(of, row["id"], row["id"], to_account_id=taker)


PLACES: Mapping[str, Callable[[Rows, Scene, Situation], Placed]] = {
    "porting_number": _number,
    "porting_request": _request,
    "port_out_request": _port_out,
    "port_out_order": _order,
    "phone_number": _phone_number,
    "document": _document,
    "snapback": _snapback,
    "internal_move": _internal_move,
}
