"""Extra fields by the thousand: no number of theirs is parsed that stands in the request already, and none after a stranger."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from portico.domain.inventory.phone_numbers import Unreadable, ValidNumber
from portico.domain.inventory.reading import read
from portico.domain.port_ins.requirements.requirements import secret_extras
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import NumberType
from portico.operations.engine.work import Work
from portico.operations.port_ins import request_fields, spelled_numbers
from portico.operations.port_ins.porting_requests import CreateRequest, ExtraField, UpdateRequest, create, update
from tests import factories
from tests.operations.port_ins.test_porting_requests import problems, stored

pytestmark = pytest.mark.either_engine
OWN = [f"+4474009{place:05d}" for place in range(40)]
STRANGE = [f"+4474008{place:05d}" for place in range(40)]


def spaced(number: str) -> str:
    return f"{number[:3]} {number[3:7]} {number[7:]}"


def draft(numbers: list[str], *extras: ExtraField) -> CreateRequest:
    return CreateRequest(country="GB", number_type=NumberType.MOBILE, numbers=numbers, extra_fields=list(extras))


def codes(numbers: list[str]) -> list[ExtraField]:
    return [ExtraField("PAC", "ABC123456", number) for number in numbers]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is parsed for extra fields; never by the thread that serves everybody."""
    texts: list[str] = []
    here = threading.get_ident()

    def counted(text: str, country: str | None) -> ValidNumber | Unreadable:
        assert threading.get_ident() != here
        texts.append(text)
        return read(text, country)

    monkeypatch.setattr(spelled_numbers, "read", counted)
    return texts


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """How often the names of the secret fields were gathered."""
    calls: list[Any] = []

    def counted(requirement: Any) -> frozenset[str]:
        calls.append(requirement)
        return secret_extras(requirement)

    monkeypatch.setattr(request_fields, "secret_extras", counted)
    return calls


async def test_codes_for_numbers_that_are_none_of_the_request_cost_one_reading(work: Work, parsed: list[str], asked: list[Any]) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(OWN[:1], *codes(STRANGE)))
    assert problems(refused) == {"extraFields": "NOT_FOUND"}
    assert parsed == STRANGE[:1]
    assert len(asked) == 2, "once for what is secret, once for what is not"


async def test_a_code_for_every_number_parses_none_of_them_again(work: Work, parsed: list[str]) -> None:
    scene = await factories.scene(work)
    given = [spaced(number) for number in OWN]
    made = await create(work, scene.member, draft(given, *codes(given[:20]), *codes(OWN[20:])))
    assert parsed == []
    assert len((await stored(work, made))["secrets_sealed"]["PAC"]["numbers"]) == len(OWN)


async def test_codes_by_another_spelling_of_the_numbers_are_found(work: Work, parsed: list[str]) -> None:
    scene = await factories.scene(work)
    given = [spaced(number) for number in OWN]
    made = await create(work, scene.member, draft(OWN, *codes(given)))
    assert parsed == given
    assert len((await stored(work, made))["secrets_sealed"]["PAC"]["numbers"]) == len(OWN)


async def test_a_change_finds_its_numbers_as_the_request_has_them_and_as_they_are_added(work: Work, parsed: list[str]) -> None:
    scene = await factories.scene(work)
    made = await create(work, scene.member, draft(OWN[:20]))
    added = [spaced(number) for number in OWN[20:]]
    await update(work, scene.member, made, None, UpdateRequest(add_numbers=added, extra_fields=codes([*OWN[:20], *added])))
    assert parsed == []
    assert len((await stored(work, made))["secrets_sealed"]["PAC"]["numbers"]) == len(OWN)
    with pytest.raises(InvalidInput) as refused:
        await update(work, scene.member, made, None, UpdateRequest(extra_fields=codes(["nonsense", *STRANGE])))
    assert problems(refused) == {"extraFields": "NOT_A_NUMBER"}
    assert parsed == ["nonsense"]


async def test_a_number_given_twice_in_two_spellings_is_refused(work: Work) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, draft(OWN, *codes([OWN[0], spaced(OWN[0])])))
    assert problems(refused) == {"extraFields": "DUPLICATE"}
