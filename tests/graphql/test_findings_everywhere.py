"""What is found about a draft is what refuses it: in every country, for every type of number, over the API alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, Final, TypeVar

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from portico.domain import ids, reference
from portico.domain.port_ins.requirements import requirements
from portico.domain.port_ins.requirements.requirements import Requirement
from portico.domain.reference import forms
from portico.domain.statuses import DocumentKind, NumberType
from portico.operations.engine.work import Work
from tests.factories import PLACES, Rows, Scene
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine
CREATE: Final = """mutation ($i: PortingRequestCreateInput!) { portingRequestCreate(input: $i) { __typename
    ... on PortingRequest { id } ... on InvalidInput { fields { path code } } } }"""
FOUND: Final = """query ($id: ID!) { portingRequest(id: $id) { findings { code path blocks }
    availableActions { action blockers { code path } } } }"""
SUBMIT: Final = """mutation ($i: PortingRequestSubmitInput!) { portingRequestSubmit(input: $i) { __typename
    ... on Blocked { blockers { code path } } } }"""
POSTAL: Final[Mapping[str, Any]] = reference.load("countries.json")["countries"]
OF_TYPE: Final = {
    NumberType.GEOGRAPHIC: (PhoneNumberType.FIXED_LINE,),
    NumberType.MOBILE: (PhoneNumberType.MOBILE,),
    NumberType.TOLL_FREE: (PhoneNumberType.TOLL_FREE,),
    NumberType.PREMIUM: (PhoneNumberType.PREMIUM_RATE,),
    NumberType.NATIONAL: (PhoneNumberType.VOIP, PhoneNumberType.UAN, PhoneNumberType.SHARED_COST),
}
ONE_IN: Final = 16  # so often each single thing is amiss
Value = TypeVar("Value")


class Chance:
    """What is right, and now and then is not."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def amiss(self) -> bool:
        return self.random.randrange(ONE_IN) == 0

    def maybe(self, right: Value, *wrong: Value | None) -> Value | None:
        return self.random.choice(wrong or (None,)) if self.amiss() else right


def numbers_of(asked: Requirement, chance: Chance) -> list[str]:
    kinds = (phonenumbers.example_number_for_type(asked.country, kind) for kind in OF_TYPE[asked.number_type])
    example = phonenumbers.format_number(next(filter(None, kinds)), PhoneNumberFormat.E164)
    return [f"{example[:-4]}{last}" for last in chance.random.sample(range(1000, 9999), chance.random.randint(1, 3))]


def fields_of(asked: Requirement, numbers: Sequence[str], chance: Chance) -> list[dict[str, Any]]:
    found = []
    for field in asked.fields:
        _, _, name = field.name.partition("extra_fields.")
        if not name or chance.amiss():
            continue
        value = chance.maybe(field.example or "A", "zz", " ")
        if name == "RIO":
            nine = "01P123456" if asked.number_type is NumberType.MOBILE else "01X123456"
            value = nine + forms.rio_key(f"{nine}0{numbers[0][3:]}")
        each = {"name": name, "value": value}
        found += [each | {"number": number} for number in numbers] if field.secret and chance.random.randrange(3) == 0 else [each]
    return found


def draft_of(asked: Requirement, scene: Scene, losing: str, chance: Chance) -> dict[str, Any]:
    numbers, country = numbers_of(asked, chance), asked.country
    postal = (POSTAL.get(country, {}).get("postal_code") or {}).get("example", "D02 AF30")
    given: dict[str, Any] = {
        "country": country,
        "numberType": asked.number_type.value,
        "name": "x",
        "numbers": numbers,
        "subscriberName": chance.maybe("Acme"),
        "authorisedPerson": chance.maybe("Ada Byron"),
        "serviceStreet": chance.maybe("1 Main St", "PO Box 12", "  ", "Postfach 12"),
        "serviceCity": chance.maybe("City"),
        "servicePostalCode": chance.maybe(postal, "xx", "00000", None),
        "serviceCountry": chance.maybe(country, "NL", "US", None),
        "accountNumber": chance.maybe("12-34", "  ", None),
        "btn": chance.maybe(None, numbers[0]),
        "newBtn": chance.maybe(None, numbers[-1]),
        "portType": chance.maybe("FULL", "PARTIAL"),
        "pin": chance.maybe("1234"),
        "subscriberKind": chance.maybe("BUSINESS", "INDIVIDUAL"),
        "companyProfileId": chance.maybe(ids.spelled("company_profile", scene.profile_id)),
        "losingCarrierId": chance.maybe(losing),
        "extraFields": fields_of(asked, numbers, chance),
    }
    return {name: value for name, value in given.items() if value is not None}


def papers(made: Rows, asked: Requirement, scene: Scene, key: str, chance: Chance) -> None:
    draft = {"id": ids.decode("preq", key), "account_id": scene.account_id}
    for each in asked.documents:
        old = {"issue_date": (made.now - timedelta(days=400)).date()} if chance.amiss() else {}
        if not chance.amiss():
            made.document(draft, DocumentKind(each.kind), **old)


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_is_found_about_a_draft_refuses_it_in_every_country_for_every_type(work: Work, seed: int) -> None:
    """The comparison knew three countries and geographic numbers; account numbers, RIOs, postal codes and papers differ in all of them."""
    chance, seen, submitted = Chance(seed), Counter[str](), set[str]()
    for asked in requirements.all_requirements():
        made = Rows(work.now)
        scene = made.scene(asked.country if asked.country in PLACES else "NL")
        carrier_id = made.carrier(country=asked.country).carrier_id
        assert carrier_id is not None
        losing = ids.encode("carr", carrier_id)
        await made.write(work)
        draft = (await ask(work, scene.member, CREATE, i=draft_of(asked, scene, losing, chance)))["portingRequestCreate"]
        seen[draft["__typename"]] += 1
        if draft["__typename"] != "PortingRequest":
            continue
        paper = Rows(work.now)
        papers(paper, asked, scene, draft["id"], chance)
        await paper.write(work)
        shown = (await ask(work, scene.member, FOUND, id=draft["id"]))["portingRequest"]
        found = sorted((each["code"], each["path"] or "") for each in shown["findings"] if each["blocks"])
        done = (await ask(work, scene.member, SUBMIT, i={"id": draft["id"]}))["portingRequestSubmit"]
        told = sorted((each["code"], each["path"] or "") for each in done.get("blockers", []))
        assert (asked.country, asked.number_type, done["__typename"], told) == (
            asked.country,
            asked.number_type,
            "Blocked" if found else "PortingRequest",
            found,
        )
        submitted |= set() if found else {asked.country}
        seen["submitted" if not found else "refused"] += 1
    assert seen["submitted"] > len(requirements.all_requirements()) / 10, seen
    assert seen["refused"] > len(requirements.all_requirements()) / 10, seen
    assert len(submitted) >= 5, submitted
