"""How many statements a command takes on either engine, to the last: each is a turn with the database.

Beside them a unit begins and commits. What takes turns (`pg_advisory_xact_lock`) takes none on SQLite, which has one writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pytest

from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.statuses import NumberType, PortingNumberStatus
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_request_inputs import CreateRequest
from portico.operations.port_ins.porting_requests import create
from tests import factories
from tests.factories import Scene
from tests.operations.engine.test_bulk import counted

Do = Callable[[Work, Scene, Sequence[Target]], Any]
Number = PortingNumberStatus
CREATED: Final = CreateRequest(
    country="US", number_type=NumberType.GEOGRAPHIC, numbers=[f"+1212555{place:04}" for place in range(20)], name="New York"
)


async def created(work: Work, scene: Scene, _targets: Sequence[Target]) -> None:
    await create(work, scene.member, CREATED)


async def canceled(work: Work, scene: Scene, targets: Sequence[Target]) -> None:
    await move(work, scene.member, "porting_number", "cancel", targets[:1], GiveReason("We stay."))


async def confirmed(work: Work, scene: Scene, targets: Sequence[Target], key: Key | None = None) -> None:
    outcomes = await move(work, scene.losing, "porting_number", "confirm_foc", targets, ConfirmFoc(factories.foc(work.now)), key)
    assert [outcome.refusal for outcome in outcomes] == [None] * len(targets)


async def confirmed_under_a_key(work: Work, scene: Scene, targets: Sequence[Target]) -> None:
    await confirmed(work, scene, targets, ONCE)


ONCE: Final = Key("portingNumbersConfirmFoc", "k1", "all of them")
COMMANDS: Final[Mapping[str, tuple[Do, dict[str, int]]]] = {
    "create with twenty numbers": (created, {"sqlite": 7, "postgres": 5}),
    "one number moved": (canceled, {"sqlite": 11, "postgres": 12}),
    "a thousand numbers moved": (confirmed, {"sqlite": 13, "postgres": 14}),
    "a thousand numbers moved under a key": (confirmed_under_a_key, {"sqlite": 15, "postgres": 17}),
}


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_takes_so_many_statements(work: Work, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    do, expected = COMMANDS[name]
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 1000)
    with counted(monkeypatch) as sent:
        await do(work, scene, [Target(key) for key in placed.numbers])
    assert len(sent) == expected[work.database.dialect], "\n".join(" ".join(each.split())[:110] for each in sent)


async def test_a_repeated_command_about_a_thousand_numbers_only_looks_its_key_up(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * 1000)
    targets = [Target(key) for key in placed.numbers]
    await confirmed(work, scene, targets, ONCE)
    with counted(monkeypatch) as sent:
        await confirmed(work, scene, targets, ONCE)
    assert len(sent) == {"sqlite": 1, "postgres": 2}[work.database.dialect], "\n".join(" ".join(each.split())[:110] for each in sent)
