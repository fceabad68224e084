"""A command under a key is done once; what comes again is answered as the first time was."""

from __future__ import annotations

from typing import Any, cast

import pytest

from portico.domain.actors import Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import AssignProfile
from portico.domain.refusals import (
    ActionUnavailable,
    Blocked,
    Blocker,
    FieldProblem,
    InvalidInput,
    NotFound,
    NotPermitted,
    Refusal,
    StaleVersion,
    Thing,
    TooManyRequests,
)
from portico.domain.sentences import Sentence, quoted
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine import idempotency
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from portico.storage.engine.keyring import KeyRing
from tests import factories
from tests.operations.engine import archive

Number = PortingNumberStatus


def told(outcomes: list[Outcome]) -> list[tuple[Any, ...]]:
    """Outcomes so that two refusals of the same kind, text and details are equal."""
    return [(o.id, o.version, type(o.refusal), o.refusal and vars(o.refusal)) for o in outcomes]


async def cancel(work: Work, actor: Actor, targets: list[Target], key: Key | None) -> list[Outcome]:
    return await move(work, actor, "porting_number", "cancel", targets, GiveReason("We stay."), key)


async def test_a_replay_answers_the_same_and_does_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    near = {"status": Number.FOC_DATE_SET, "foc_at": work.now, "provisioned_at": work.now}
    placed = await factories.request(work, scene, [Number.IN_PROCESS, Number.IN_PROCESS, near, Number.CANCELED])
    stranger = await factories.request(work, await factories.scene(work))
    targets = [Target(placed.numbers[0], 1), Target(placed.numbers[1], 9), *map(Target, placed.numbers[2:]), Target(stranger.number)]
    key = Key("portingNumbersCancel", "k1", {"numbers": [str(target.id) for target in targets]})
    first = await cancel(work, scene.member, targets, key)
    assert [type(outcome.refusal) for outcome in first] == [type(None), StaleVersion, Blocked, ActionUnavailable, NotFound]
    await move(work, scene.member, "porting_number", "assign_profile", [Target(placed.numbers[0])], AssignProfile(scene.configuration_id))
    entries = await archive.entries_of(work, placed.id)
    again = await cancel(work, scene.member, targets, key)
    assert told(again) == told(first)
    assert await archive.entries_of(work, placed.id) == entries


async def test_another_input_under_the_same_key_is_refused(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 2)
    first, second = placed.numbers
    await cancel(work, scene.member, [Target(first)], Key("portingNumbersCancel", "k1", [str(first)]))
    with pytest.raises(InvalidInput) as refused:
        await cancel(work, scene.member, [Target(second)], Key("portingNumbersCancel", "k1", [str(second)]))
    assert [(field.path, field.code) for field in refused.value.fields] == [("idempotencyKey", "IDEMPOTENCY_KEY_REUSED")]
    row = await archive.row_of(work, models.PortingNumber, second)
    assert row
    assert row["version"] == 1


async def test_a_key_belongs_to_who_sent_it_and_to_the_mutation(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 3)
    for number, actor, field in zip(placed.numbers, (scene.member, scene.admin, scene.member), ("cancel", "cancel", "other"), strict=True):
        (outcome,) = await cancel(work, actor, [Target(number)], Key(field, "k1", str(number)))
        assert outcome.refusal is None


async def test_a_command_without_effect_stores_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.COMPLETED])
    key = Key("portingNumbersCancel", "k1", "same")
    (refused,) = await cancel(work, scene.member, [Target(placed.number)], key)
    assert isinstance(refused.refusal, ActionUnavailable)
    assert await archive.all_of(work, models.IdempotencyKey) == []


async def test_a_command_refused_as_a_whole_stores_nothing_and_can_be_sent_again(work: Work) -> None:
    """The effect that takes the claims refuses; the guard saw nothing yet."""
    first, second = await factories.scene(work), await factories.scene(work)
    number = factories.e164()
    draft = await factories.request(work, first, [{"status": Number.DRAFT, "e164": number}], status="DRAFT")
    rival = await factories.request(work, second, [{"status": Number.PENDING, "e164": number}], status="REQUESTED")
    key = Key("portingRequestSubmit", "k1", "same")
    (refused,) = await move(work, first.member, "porting_request", "submit", [Target(draft.id)], None, key)
    assert isinstance(refused.refusal, Blocked)
    assert await archive.all_of(work, models.IdempotencyKey) == []
    await move(work, second.member, "porting_request", "cancel", [Target(rival.id)], GiveReason())
    (submitted,) = await move(work, first.member, "porting_request", "submit", [Target(draft.id)], None, key)
    assert submitted.refusal is None


async def test_every_refusal_survives_being_stored(work: Work) -> None:
    scene = await factories.scene(work)
    refusals: list[Refusal] = [
        NotFound(Thing.PORTING_NUMBER),
        StaleVersion(4),
        Blocked((Blocker("FOC_PASSED", Sentence("test.passed", "The FOC date of {number} has passed.").said(number="1")),)),
        InvalidInput(FieldProblem("focAt", "FOC_DATE_UNUSABLE", quoted("Sunday is no business day."))),
        TooManyRequests(30),
        ActionUnavailable(quoted("You cannot do this now.")),
    ]
    outcomes = [Outcome(scene.account_id, 2), *(Outcome(scene.account_id, refusal=refusal) for refusal in refusals)]

    async def command(_unit: Unit) -> list[Outcome]:
        return outcomes

    key = Key("anything", "k1", None)
    await once(work, scene.member, key, command)
    assert told(await once(work, scene.member, key, command)) == told(outcomes)


@pytest.mark.parametrize(
    ("stored", "refusal"),
    [
        ({"refusal": "NotPermitted", "message": "Not yours."}, NotPermitted(quoted("Not yours."))),
        ({"refusal": "NotFound", "message": "This porting number was not found."}, NotFound(Thing.PORTING_NUMBER)),
        (
            {"refusal": "InvalidInput", "fields": [{"path": "pin", "code": "REQUIRED", "message": "Give it."}], "message": "Give it."},
            InvalidInput(FieldProblem("pin", "REQUIRED", quoted("Give it."))),
        ),
    ],
)
def test_a_refusal_kept_before_sentences_had_codes_has_its_words(stored: dict[str, Any], refusal: Refusal) -> None:
    heard = idempotency._refusal(cast("idempotency.KeptOutcome", stored))
    assert (type(heard), heard.message) == (type(refusal), refusal.message)
    assert getattr(heard, "fields", None) == getattr(refusal, "fields", None)


async def test_a_pin_cannot_be_guessed_from_a_commands_hash(work: Work) -> None:
    """It is a code under the key ring: whoever has the rows and knows all but four digits cannot try them one by one."""
    scene = await factories.scene(work)
    key = Key("portingRequestUpdate", "k1", {"pin": "4071"})

    async def do(_unit: Unit) -> list[Outcome]:
        return [Outcome(scene.account_id, version=1)]

    await once(work, scene.member, key, do)
    (row,) = await archive.all_of(work, models.IdempotencyKey)
    assert row["input_hash"] != key.input_hash
    assert work.keyring.is_mac(key.input_hash, row["input_hash"])
    work.keyring = KeyRing(["a new key in front of the old one .......", *work.settings.secret_keys])
    assert [outcome.id for outcome in await once(work, scene.member, key, do)] == [scene.account_id]
    with pytest.raises(InvalidInput, match="another input"):
        await once(work, scene.member, Key("portingRequestUpdate", "k1", {"pin": "4072"}), do)
