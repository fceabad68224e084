"""What Portico itself said in the journal gets the code of its sentence; what a person or a carrier wrote gets none.

A sentence is known by what it is, word for word, on an entry of the verb that says it: somebody who began the same way, or who used the
same words elsewhere, wrote them. A number that follows its request was told the request's reason. Letters that quoted Portico to its
readers keep the code in place of the words; callbacks are bytes that stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from portico.storage.engine.keyring import KeyRing
from portico.storage.migrations.steps import StepConnection

VERSION: Final = 1
BATCH: Final = 1000
FOLLOWS: Final = "mirror_"
_FIRST: Final = "00000000-0000-0000-0000-000000000000"
Said = tuple[str, Mapping[str, str]]

SENTENCES: Final[Mapping[tuple[str, str, str], str]] = {
    ("calendar_feed", "create", "calendar_feed.create"): "The calendar link was created.",
    ("calendar_feed", "revoke", "calendar_feed.revoke"): "The calendar link was revoked.",
    ("carrier", "receive", "port_out_request.receive.refused"): "A carrier asked for the number and was refused at the door.",
    ("comment", "comment", "order.comment"): "A comment was added.",
    ("company_profile", "create", "profile.create"): "The profile was created.",
    ("company_profile", "update", "profile.update"): "The profile was updated.",
    ("configuration_profile", "create", "profile.create"): "The profile was created.",
    ("configuration_profile", "update", "profile.update"): "The profile was updated.",
    ("document", "accept", "document.accept"): "The document is in order.",
    ("document", "reject", "document.reject"): "The document cannot be used.",
    ("document", "upload", "document.upload"): "The document was uploaded.",
    ("phone_number", "activate", "phone_number.activate"): "The number is in service with its configuration.",
    ("phone_number", "add", "phone_number.add"): "The number was put into service.",
    ("phone_number", "begin_port_out", "phone_number.begin_port_out"): "Another carrier asked for this number.",
    ("phone_number", "port_out", "phone_number.port_out"): "The number is with the gaining carrier.",
    ("phone_number", "provision", "phone_number.provision"): "The number was added to the inventory.",
    ("phone_number", "receive", "port_out_request.receive.refused"): "A carrier asked for the number and was refused at the door.",
    ("phone_number", "remove", "phone_number.remove"): "The number was taken out of your inventory: it will not be ported on that date.",
    ("phone_number", "return_to_service", "phone_number.return_to_service"): "The number stays, with its configuration.",
    ("phone_number", "set_port_out_pin", "phone_number.set_port_out_pin"): "The port-out PIN was set.",
    ("phone_number", "set_port_out_pin", "phone_number.set_port_out_pin.removed"): "The port-out PIN was removed.",
    ("port_out_order", "bill", "port_out_order.bill"): "The port-out fee was billed.",
    ("port_out_order", "cancel", "port_out_order.cancel"): "The port-out order was canceled and its fee reversed.",
    ("port_out_order", "complete", "port_out_order.complete"): "The port-out order is done.",
    ("port_out_order", "create", "port_out_order.create"): "The port-out order was created.",
    ("port_out_request", "amend", "port_out_request.amend"): "The gaining carrier changed its request: it has to be decided anew.",
    ("port_out_request", "approve", "port_out_request.approve"): "The owner agreed that the numbers may leave. Nothing is billed yet.",
    (
        "port_out_request",
        "approve_on_deadline",
        "port_out_request.approve_on_deadline",
    ): "Nobody answered in time, and the account's policy approves such requests.",
    ("port_out_request", "complete", "port_out_request.complete"): "The numbers are with the gaining carrier.",
    ("port_out_request", "expire", "port_out_request.expire"): "Nobody answered in time: the numbers stay.",
    ("port_out_request", "open", "port_out_request.open"): "The owner opened the request.",
    ("port_out_request", "receive", "port_out_request.receive"): "Another carrier asked for these numbers.",
    ("port_out_request", "reject", "port_out_request.reject"): "The owner refused: the numbers stay.",
    (
        "port_out_request",
        "staff_approve",
        "port_out_request.staff_approve",
    ): "The operator approved the release; the port-out fee is billed.",
    ("port_out_request", "staff_reject", "port_out_request.staff_reject"): "The operator refused: the numbers stay.",
    ("port_out_request", "withdraw", "port_out_request.withdraw"): "The gaining carrier withdrew its request: the numbers stay.",
    ("porting_number", "accept_cancellation", "porting_number.accept_cancellation"): "The cancellation was accepted.",
    ("porting_number", "assign_profile", "porting_number.assign_profile"): "The number has its configuration.",
    ("porting_number", "cancel", "porting_number.cancel"): "The port of this number was canceled.",
    ("porting_number", "cancel", "porting_number.cancel.asked"): "The customer asked to cancel the port of this number.",
    ("porting_number", "cancel", "porting_number.cancel.asked_again"): "The customer asked again to cancel the port of this number.",
    ("porting_number", "complete", "porting_number.complete"): "The number is in service here.",
    ("porting_number", "confirm_foc", "porting_number.confirm_foc"): "The losing carrier committed to a date.",
    ("porting_number", "hand_over", "porting_number.hand_over"): "The order is with the losing carrier; there is nothing for you to do.",
    ("porting_number", "mark_not_portable", "porting_number.mark_not_portable"): "The number cannot be ported.",
    ("porting_number", "mark_portable", "porting_number.mark_portable"): "The number can be ported.",
    ("porting_number", "mirror_canceled", "porting_number.mirror_canceled"): "The request was canceled.",
    (
        "porting_number",
        "mirror_cancellation_asked",
        "porting_number.mirror_cancellation_asked",
    ): "A cancellation of the request was asked for.",
    ("porting_number", "mirror_completed", "porting_number.mirror_completed"): "The number is in service here.",
    ("porting_number", "mirror_in_process", "porting_number.mirror_in_process"): "The number is with the carrier.",
    ("porting_number", "mirror_ready", "porting_number.mirror_ready"): "The number is ready to be ported.",
    ("porting_number", "mirror_rejected", "porting_number.mirror_rejected"): "The request was rejected.",
    ("porting_number", "mirror_submitted", "porting_number.mirror_submitted"): "The request was submitted.",
    (
        "porting_number",
        "provision",
        "porting_number.provision",
    ): "The number was added to your inventory: set up your application before it is ported.",
    ("porting_number", "reject_cancellation", "porting_number.reject_cancellation"): "The cancellation was refused; the port goes on.",
    ("porting_number", "require_action", "porting_number.require_action"): "The losing carrier needs something corrected.",
    ("porting_number", "resubmit", "porting_number.resubmit"): "The corrected order goes to the carrier again.",
    ("porting_number", "revise_foc", "porting_number.revise_foc"): "The losing carrier changed the date.",
    ("porting_number", "start", "porting_number.start"): "The order for this number goes to the carrier.",
    ("porting_number", "start_review", "porting_number.start_review"): "The review of this number has started.",
    ("porting_number", "withdraw_foc", "porting_number.withdraw_foc"): "The losing carrier withdrew the date.",
    ("porting_request", "accept", "porting_request.accept"): "We are looking into your request; each number now goes its own way.",
    (
        "porting_request",
        "accept",
        "porting_request.accept.nl",
    ): "We are looking into your request; the losing carrier answers within three working days.",
    ("porting_request", "accept_cancellation", "porting_request.accept_cancellation"): "The cancellation was accepted.",
    ("porting_request", "block", "porting_request.block"): "The losing carrier declined the request.",
    ("porting_request", "cancel", "porting_request.cancel"): "The request was canceled.",
    ("porting_request", "cancel", "porting_request.cancel.asked_in_nl"): "The customer asked to cancel the request.",
    ("porting_request", "cancel", "porting_request.cancel.every_number"): "The customer asked to cancel every number of the request.",
    ("porting_request", "cancel", "porting_request.cancel.nl"): "You canceled the request.",
    ("porting_request", "conclude", "porting_request.conclude"): "Every number of the request has come to its end.",
    ("porting_request", "create", "porting_request.create"): "A draft was created. Nothing has been sent to a carrier.",
    ("porting_request", "delay", "porting_request.delay"): "There has been a delay at the losing carrier.",
    ("porting_request", "discard", "porting_request.discard"): "The draft was discarded.",
    ("porting_request", "expire", "porting_request.expire"): "The window to port has closed, so the request was canceled.",
    ("porting_request", "make_ready", "porting_request.make_ready"): "Your request is ready to be ported: perform it when you are.",
    ("porting_request", "perform", "porting_request.perform"): "The numbers are in service here.",
    ("porting_request", "reject", "porting_request.reject"): "The request was rejected.",
    ("porting_request", "reject", "porting_request.reject.nl"): "The request was declined. Please make a new one with valid information.",
    ("porting_request", "reject_cancellation", "porting_request.reject_cancellation"): "The cancellation was refused; the port goes on.",
    ("porting_request", "schedule_perform", "porting_request.schedule_perform"): "The moment of porting was set.",
    ("porting_request", "submit", "porting_request.submit"): "We have received your request and will look into it as soon as possible.",
    ("porting_request", "update", "porting_request.update"): "The request was changed.",
}
"""(Kind of subject, verb, code) → the sentence: all there ever were, from the first released Portico to this migration."""
_CODES: Final = {(kind, verb, text): code for (kind, verb, code), text in SENTENCES.items()}
_OF_REQUESTS: Final = {text: code for (kind, _, code), text in SENTENCES.items() if kind == "porting_request"}
_IN_LETTERS: Final = {
    "port_out_request.received": ("port_out_request", "receive"),
    "port_out_request.refused": ("phone_number", "receive"),
}
"""The events whose letters quoted Portico to its readers: it was known by the sentences of the tables, and these stand in none."""
_WRITE: Final = {
    "sqlite": """UPDATE journal_entry SET reason_code = json_extract(given.value, '$[0]'), reason_params = json_extract(given.value, '$[1]')
        FROM json_each($1) AS given WHERE position = CAST(given.key AS INTEGER) RETURNING position""",
    "postgres": """UPDATE journal_entry SET reason_code = given.value ->> 0, reason_params = given.value -> 1
        FROM jsonb_each($1::text::jsonb) AS given WHERE position = given.key::bigint RETURNING position""",
}


async def run(conn: StepConnection, _keyring: KeyRing | None) -> int:
    """Back-fills entries and letters, a batch at a time; answers 0, as no secret was taken away."""
    last = 0
    read = f"""SELECT position, subject_kind, verb, reason, CAST(data AS TEXT) AS data FROM journal_entry
        WHERE position > $1 ORDER BY position LIMIT {BATCH}"""
    while batch := await conn.fetch(read, last):
        found = {str(entry["position"]): said for entry in batch if (said := said_of(entry)) is not None}
        await conn.fetch(_WRITE[conn.dialect], json.dumps(found))
        last = batch[-1]["position"]
    await _letters(conn)
    return 0


def said_of(entry: Mapping[str, Any]) -> Said | None:
    """The code and parameters of Portico's own sentence on this entry; None where somebody gave the reason."""
    kind, verb, text = entry["subject_kind"], entry["verb"], entry["reason"]
    if kind == "secret_reveal":
        return _revealed(text, json.loads(entry["data"]))
    if verb.startswith(FOLLOWS) and (code := _OF_REQUESTS.get(text)):
        return code, {}
    code = _CODES.get((kind, verb, text))
    return None if code is None else (code, {})


def _revealed(text: str, data: Mapping[str, Any]) -> Said | None:
    """A secret that was shown: the only sentences that named something."""
    named = {"field": str(data.get("field") or "")} | ({"number": str(data["e164"])} if data.get("e164") else {})
    of = f" of {named['number']}" if "number" in named else ""
    code = f"porting_request.reveal_secret{'.of_number' if of else ''}"
    return (code, named) if text == f"{named['field']}{of} was shown, to be sent to the carrier." else None


async def _letters(conn: StepConnection) -> None:
    """Letters that quoted Portico, whether sent or owed, keep the code in place of the words."""
    last, behind = _FIRST, "$1::uuid" if conn.dialect == "postgres" else "$1"
    read = f"""SELECT id, CAST(payload AS TEXT) AS payload FROM delivery WHERE id > {behind} AND kind = 'email'
        AND CAST(payload AS TEXT) LIKE '%port_out_request.re%' ORDER BY id LIMIT {BATCH}"""
    cast = "::text::jsonb" if conn.dialect == "postgres" else ""
    while batch := await conn.fetch(read, last):
        for row in batch:
            payload = json.loads(row["payload"])
            if (happenings := [_by_code(each) for each in payload["happenings"]]) != payload["happenings"]:
                text = json.dumps({**payload, "happenings": happenings}, ensure_ascii=False, separators=(",", ":"))
                await conn.fetch(f"UPDATE delivery SET payload = $2{cast} WHERE id = $1 RETURNING id", row["id"], text)
        last = str(batch[-1]["id"])


def _by_code(happened: Mapping[str, Any]) -> Mapping[str, Any]:
    """What happened, as a letter tells it since: no reason where Portico gave it."""
    kind, verb = _IN_LETTERS.get(happened["event"], ("", ""))
    code = _CODES.get((kind, verb, happened.get("reason", "")))
    return happened if code is None else {**{name: value for name, value in happened.items() if name != "reason"}, "reason_code": code}
