"""What a letter about an order keeps of what Portico says in it: codes with what they name, as letters about no order do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.documents.document_words import with_its_file
from portico.domain.port_ins.losing_carriers import as_typed
from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PORT_OUT, PortOutRejectCode
from portico.domain.sentences import Said, heard
from portico.domain.statuses import DocumentKind, DocumentStatus, PortingNumberStatus
from portico.domain.words import mails
from portico.domain.words.statuses_catalogue import Language
from portico.mailroom.letters import letters
from portico.operations.desk.reason_texts import WordPortOutReason, word_port_out_reason
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.mailroom.conftest import Room
from tests.mailroom.letters.test_letters import happened, render
from tests.mailroom.test_real_moves import move
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine

FOC_SET = PortingNumberStatus.FOC_DATE_SET
PIN = PortOutRejectCode.PIN_INVALID
NAME = "port_out_reason.NAME_MISMATCH"
WHY = "It is too late to cancel."


async def newest(room: Room) -> dict[str, Any]:
    payload: dict[str, Any] = (await room.deliveries("email"))[-1]["payload"]
    return payload


def in_one_line(payload: dict[str, Any]) -> str:
    return " ".join(letters.render(payload, base_url="https://port.example").text.split())


async def test_why_a_number_stays_when_its_order_is_canceled_is_kept_by_code(room: Room, clock: Clock) -> None:
    """Only its English was, though the journal had the code of it."""
    numbers: list[dict[str, Any]] = [
        {"status": PortingNumberStatus.PENDING},
        {"status": FOC_SET, "foc_at": clock.now + timedelta(hours=24)},
    ]
    request = await factories.request(room.work, room.scene, numbers)
    await move(room, room.scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    payload = await newest(room)
    (why,) = [told["why"] for told in payload["happenings"] if "why" in told]
    (entry,) = [entry for entry in await all_of(room.work, models.JournalEntry) if entry["data"].get("stay")]
    assert why == entry["data"]["stay"][0]["why"]
    assert why["code"]
    assert f"the port goes on. {heard(why).text}" in in_one_line(payload)


async def test_which_document_was_rejected_is_kept_by_its_kind_and_its_file(room: Room) -> None:
    """`letter of authorization, loa.pdf` was kept as it reads in English."""
    request = await factories.request(room.work, room.scene, papers=DocumentStatus.UPLOADED)
    await move(room, room.scene.agent, "document", "reject", [request.documents[DocumentKind.LOA]], RejectDocument("Page two.", []))
    payload = await newest(room)
    (document,) = [told["document"] for told in payload["happenings"]]
    assert (document["code"], document["params"]["document"]["code"]) == ("document.with_its_file", "document.called.LOA")
    assert f"Document: letter of authorization, {document['params']['file']}" in in_one_line(payload)


async def test_a_losing_carrier_that_was_typed_is_kept_by_the_name_that_was_typed(room: Room) -> None:
    """`Nordtel (not on the list yet)` was kept as if the carrier were called so."""
    typed: dict[str, Any] = {"losing_carrier_id": None, "losing_carrier_name": "Nordtel"}
    request = await factories.request(room.work, room.scene, [PortingNumberStatus.PENDING], status="REQUESTED", **typed)
    await move(room, room.scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    payload = await newest(room)
    kept = payload["order"]["losing_carrier"]
    assert (kept["code"], kept["params"]) == ("losing_carrier.unlisted", {"name": "Nordtel"})


@pytest.mark.parametrize(
    ("own", "codes"), [({}, [NAME]), ({"text": "That is not who we know."}, [None]), ({"note": "Ask your customer."}, [NAME, None])]
)
async def test_why_a_port_out_is_rejected_is_kept_by_code_but_for_the_operators_own_words(
    room: Room, own: dict[str, str], codes: list[str | None]
) -> None:
    """Behind a note of the operator's stood Portico's English as if it were the operator's, too."""
    code = PortOutRejectCode.NAME_MISMATCH
    worded = WordPortOutReason(code=code, language=Language.EN, text=own.get("text"), note=own.get("note"))
    await word_port_out_reason(room.work, room.scene.staff_admin, worded)
    request = await factories.port_out(room.work, room.scene, status="ACTION_REQUIRED")
    await move(room, room.scene.member, "port_out_request", "reject", [request.id], RejectPortOut(code))
    payload = await newest(room)
    said = heard(payload["order"]["reject_reason"])
    assert [part.code for part in said.parts or [said]] == codes
    assert f"Reject reason: {said.text}" in in_one_line(payload)
    assert all(words in said.text for words in own.values())


@pytest.mark.parametrize(
    ("event", "name", "before", "now"),
    [
        ("document.rejected", "document", "letter of authorization, loa.pdf", with_its_file(DocumentKind.LOA, "loa.pdf")),
        ("porting_request.losing_carrier_matched", "losing_carrier", "Nordtel (not on the list yet)", as_typed("Nordtel")),
        ("port_out_request.rejected", "reject_reason", PORT_OUT[PIN].text, PORT_OUT[PIN].sentence.said()),
    ],
)
def test_a_letter_that_was_owed_in_english_before_an_upgrade_reads_as_it_would_have(event: str, name: str, before: str, now: Said) -> None:
    letter = render(happened(event, **{name: before}))
    assert before in " ".join(letter.text.split())
    kept: dict[str, Any] = {name: now.kept}
    assert render(happened(event, **kept)) == letter


def test_a_number_that_stays_says_why_in_a_letter_that_was_owed_before_an_upgrade() -> None:
    stays = happened("porting_request.cancellation_asked", "+12125550142", *["FOC_DATE_SET"] * 2, subject="porting_number", way="stays")
    assert f"the port goes on. {WHY}" in " ".join(render(stays | {"why": WHY}).text.split())


def test_what_is_named_in_a_letter_is_named_in_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers, fields, reasons and documents were named in English in whatever letter."""
    monkeypatch.setattr(mails, "SAID_IN", {"en": lambda said: f"«{said.code}»"})
    fields, document = ["subscriber.name"], with_its_file(DocumentKind.LOA, "loa.pdf").kept
    lacks = happened("porting_request.accepted", None, "REQUESTED", "IN_PROGRESS", fields=fields, document=document)
    text = " ".join(
        render(lacks, happened("document.rejected", fields=fields, document=document), papers=["LOA"], named_fields=fields).text.split()
    )
    wrong = happened("porting_number.action_required", "+13125550100", "IN_PROCESS", "ACTION_REQUIRED", codes=["NAME_MISMATCH"])
    named = {"document.called.LOA", "field.subscriber.name", "document.with_its_file"}
    assert [code for code in named if f"«{code}»" not in text] == []
    assert "«port_in_reason.NAME_MISMATCH»" in render(wrong).text
