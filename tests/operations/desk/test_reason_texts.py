"""The operator's own words for reasons: shown beside the shipped ones, to everyone, and written in letters."""

from __future__ import annotations

import pytest

from portico.domain import ids
from portico.domain.reasons import PortOutRejectCode, ReasonCode, ReasonDirection
from portico.domain.refusals import InvalidInput, NotPermitted, StaleVersion
from portico.domain.statuses import PortingNumberStatus
from portico.domain.words.statuses_catalogue import Language
from portico.mailroom import composing
from portico.mailroom.letters import letters
from portico.operations.desk.reason_texts import WordPortInReason, WordPortOutReason, word_port_in_reason, word_port_out_reason
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.desk import addressees, reason_texts
from tests import factories
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine
NAME = ReasonCode.NAME_MISMATCH


def own(text: str | None, note: str | None = None, language: Language = Language.EN, expected: int | None = None) -> WordPortInReason:
    return WordPortInReason(code=NAME, language=language, text=text, note=note, expected_version=expected)


async def test_own_words_stand_beside_the_shipped_ones_and_are_journaled(work: Work) -> None:
    scene = await factories.scene(work)
    await word_port_in_reason(work, scene.staff_admin, own(" The name differs. ", "Send a bill."))
    await word_port_in_reason(work, scene.staff_admin, own("De naam wijkt af.", language=Language.NL))
    await word_port_in_reason(work, scene.staff_admin, own("The name differs.", "Call us.", expected=1))
    with pytest.raises(StaleVersion):
        await word_port_in_reason(work, scene.staff_admin, own("Late.", expected=1))
    document = "{ en: portInReasons { code text ownText ownNote ownVersion } nl: portInReasons(language: NL) { code ownText } }"
    found = await ask(work, None, document)
    (english,) = [each for each in found["en"] if each["code"] == "NAME_MISMATCH"]
    assert (english["ownText"], english["ownNote"], english["ownVersion"]) == ("The name differs.", "Call us.", 2)
    assert english["text"] != english["ownText"]
    assert [each["ownText"] for each in found["nl"] if each["ownText"]] == ["De naam wijkt af."]
    await word_port_in_reason(work, scene.staff_admin, own(None))
    assert await reason_texts.by_code(work.reader, ReasonDirection.IN, Language.EN) == {}
    entries = await all_of(work, models.JournalEntry, "position")
    assert [entry["data"]["changed"] for entry in entries] == [
        {"text": [None, "The name differs."], "note": [None, "Send a bill."]}, {"text": [None, "De naam wijkt af."]},
        {"note": ["Send a bill.", "Call us."]}, {"text": ["The name differs.", None], "note": ["Call us.", None]},
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        await word_port_in_reason(work, scene.staff_admin, own("x" * 501))
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await word_port_in_reason(work, actor, own("Mine."))


async def test_letters_and_screens_say_it_in_the_operators_words(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.ACTION_REQUIRED])
    await word_port_in_reason(work, scene.staff_admin, own("The name on the bill differs.", "Call us."))
    document = "query ($id: ID!) { portingNumber(id: $id) { correction { reasons { code ownText } } } }"
    shown = await ask(work, scene.member, document, id=ids.spelled("porting_number", placed.number))
    assert {"code": "NAME_MISMATCH", "ownText": "The name on the bill differs. Call us."} in shown["portingNumber"]["correction"]["reasons"]
    order = await addressees.told_order(work.reader, "porting_request", placed.id)
    assert order
    about = {"event": "porting_number.action_required", "subject": "porting_number", "from": "IN_PROCESS", "to": "ACTION_REQUIRED"}
    letter = letters.render(
        composing.letter(order, [about | {"codes": ["NAME_MISMATCH"], "number": placed.e164s[0]}]), base_url="https://x.example"
    )
    assert "The name on the bill differs. Call us." in " ".join(letter.text.split())
    out = WordPortOutReason(code=PortOutRejectCode.LOCKED, language=Language.EN, note="Unlock it first.")
    await word_port_out_reason(work, scene.staff_admin, out)
    assert (await reason_texts.mailed(work.reader, ReasonDirection.OUT))["LOCKED"].text.endswith("Unlock it first.")
