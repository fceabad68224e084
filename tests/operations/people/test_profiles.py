"""Company and configuration profiles made and changed, on both engines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.ids import new_id
from portico.domain.inventory.destinations import DestinationKind
from portico.domain.refusals import InvalidInput, NotFound, NotPermitted, StaleVersion
from portico.operations.engine.idempotency import Key
from portico.operations.engine.work import Work
from portico.operations.people.accounts.profiles import (
    CreateCompanyProfile,
    CreateConfigurationProfile,
    UpdateCompanyProfile,
    UpdateConfigurationProfile,
    create_company_profile,
    create_configuration_profile,
    update_company_profile,
    update_configuration_profile,
)
from portico.storage import models
from portico.storage.engine.rows import Row
from tests import factories
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine


def company(**values: Any) -> CreateCompanyProfile:
    return CreateCompanyProfile(**{"label": "Office", "company_name": "Acme B.V.", "country": "NL", **values})


def trunk(**values: Any) -> CreateConfigurationProfile:
    defaults = {"name": "Desk", "destination_kind": DestinationKind.SIP_URI, "destination": "sip:desk@pbx.acme.example"}
    return CreateConfigurationProfile(**{**defaults, **values})


async def profile(work: Work, key: UUID) -> Row:
    row = await row_of(work, models.CompanyProfile, key) or await row_of(work, models.ConfigurationProfile, key)
    assert row
    return row


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


async def test_a_company_profile_is_made_tidy_and_journaled_without_what_it_holds(work: Work) -> None:
    scene = await factories.scene(work)
    emails = ["Desk@Acme.EXAMPLE", " desk@acme.example ", "board@bücher.example"]
    made = await create_company_profile(
        work, scene.member, company(country="nl", representative_phone="020 123 4567", emails=emails, vat_id="  NL 1 ")
    )
    row = await profile(work, made)
    assert (row["account_id"], row["country"], row["representative_phone"]) == (scene.account_id, "NL", "+31201234567")
    assert row["emails"] == ["Desk@acme.example", "board@xn--bcher-kva.example"]
    assert (row["vat_id"], row["version"]) == ("NL 1", 1)
    (entry,) = await all_of(work, models.JournalEntry)
    assert (entry["event"], entry["order_kind"], entry["order_id"]) == ("company_profile.created", "account", scene.account_id)
    assert (entry["told"], entry["internal"], entry["data"]) == (False, False, {"label": "Office"})


async def test_only_the_bare_necessities_are_required(work: Work) -> None:
    scene = await factories.scene(work)
    row = await profile(work, await create_company_profile(work, scene.member, company()))
    assert (row["emails"], row["city"], row["representative_phone"]) == ([], None, None)


async def test_everything_wrong_with_a_company_profile_is_told_at_once(work: Work) -> None:
    scene = await factories.scene(work)
    wrong = company(
        label=" ",
        company_name="x" * 201,
        country="Holland",
        representative_phone="1-800-FLOWERS",
        emails=["desk@acme.example", "Desk <desk@acme.example>", "a@b", "a@b.example, c@d.example", "x\r\nBcc: y@z.example"],
    )
    with pytest.raises(InvalidInput) as refused:
        await create_company_profile(work, scene.member, wrong)
    assert problems(refused).keys() == {
        "label",
        "companyName",
        "country",
        "representativePhone",
        *(f"emails.{place}" for place in range(1, 5)),
    }
    with pytest.raises(InvalidInput) as refused:
        await create_company_profile(work, scene.member, company(emails=[f"desk{n}@acme.example" for n in range(21)]))
    assert problems(refused) == {"emails": "TOO_MANY"}


async def test_a_profile_is_changed_where_something_differs(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create_company_profile(work, scene.member, company(city="Amsterdam", emails=["a@acme.example"]))
    await update_company_profile(work, scene.member, made, 1, UpdateCompanyProfile(city="Utrecht", emails=["b@acme.example"]))
    row = await profile(work, made)
    assert (row["city"], row["emails"], row["company_name"], row["version"]) == ("Utrecht", ["b@acme.example"], "Acme B.V.", 2)
    entry = (await all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["subject_version"]) == ("company_profile.updated", 2)
    frozen = (entry["at"] + timedelta(hours=72)).isoformat()
    assert entry["data"] == {"label": "Office", "fields": ["city", "emails"], "frozen_until": frozen, "account_zone": "America/New_York"}
    await update_company_profile(work, scene.member, made, 2, UpdateCompanyProfile(city=" Utrecht "))
    assert (await profile(work, made))["version"] == 2
    with pytest.raises(StaleVersion):
        await update_company_profile(work, scene.member, made, 1, UpdateCompanyProfile(city="Leiden"))
    await update_company_profile(work, scene.member, made, None, UpdateCompanyProfile(city=None))
    assert (await profile(work, made))["city"] is None


async def test_a_companys_numbers_are_kept_as_its_country_writes_them(work: Work) -> None:
    scene = await factories.scene(work)
    typed = company(country="GB", postal_code="ec2n1dl", vat_id="gb 980 7806 84", registration_number=" 0123 ")
    made = await create_company_profile(work, scene.member, typed)
    row = await profile(work, made)
    assert (row["postal_code"], row["vat_id"], row["registration_number"]) == ("EC2N 1DL", "GB980780684", "0123")
    await update_company_profile(work, scene.member, made, 1, UpdateCompanyProfile(postal_code="EC2N1DL", vat_id="980780684"))
    assert (await profile(work, made))["version"] == 1
    await update_company_profile(work, scene.member, made, 1, UpdateCompanyProfile(country="NL", postal_code="1012lm"))
    row = await profile(work, made)
    assert (row["postal_code"], row["vat_id"]) == ("1012 LM", "GB980780684"), "what has not the form there stays as it is"


async def test_profiles_of_others_are_not_found(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    for key in (scene.profile_id, new_id()):
        with pytest.raises(NotFound):
            await update_company_profile(work, other.admin, key, None, UpdateCompanyProfile(label="Mine"))
    with pytest.raises(InvalidInput) as refused:
        await create_company_profile(work, other.member, company(account_id=scene.account_id))
    assert problems(refused) == {"accountId": "NOT_FOUND"}
    for actor in (scene.viewer, scene.losing):
        with pytest.raises(NotPermitted):
            await create_company_profile(work, actor, company())
        with pytest.raises(NotPermitted):
            await update_configuration_profile(work, actor, scene.configuration_id, None, UpdateConfigurationProfile(name="x"))


async def test_staff_act_on_behalf_of_the_account_they_name(work: Work) -> None:
    scene = await factories.scene(work)
    await create_company_profile(work, scene.agent, company(account_id=scene.account_id))
    await update_configuration_profile(work, scene.agent, scene.configuration_id, 1, UpdateConfigurationProfile(name="New"))
    assert [entry["on_behalf"] for entry in await all_of(work, models.JournalEntry)] == [True, True]
    with pytest.raises(InvalidInput) as refused:
        await create_configuration_profile(work, scene.agent, trunk())
    assert problems(refused) == {"accountId": "REQUIRED"}


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (DestinationKind.SIP_URI, " sips:+31201234567@pbx.acme.example:5061;transport=tls ", None),
        (DestinationKind.SIP_URI, "sip:10.0.0.7", None),
        (DestinationKind.SIP_URI, "sip:desk@[2001:db8::1]:5060", None),
        (DestinationKind.TRUNK, "Amsterdam 1", None),
        (DestinationKind.DISTRIBUTION_GROUP, "Sales", None),
        (DestinationKind.FORWARD, "+31 (0)20 123 4567", "+31201234567"),
    ],
)
async def test_a_number_can_ring_at(work: Work, kind: DestinationKind, given: str, kept: str | None) -> None:
    scene = await factories.scene(work)
    row = await profile(
        work, await create_configuration_profile(work, scene.member, trunk(destination_kind=kind, destination=given, capacity=30))
    )
    assert (row["destination_kind"], row["destination"], row["capacity"]) == (kind, kept or given.strip(), 30)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (DestinationKind.SIP_URI, "desk@pbx.acme.example"),
        (DestinationKind.SIP_URI, "sip:desk@"),
        (DestinationKind.SIP_URI, "sip:desk@pbx.acme.example:99999"),
        (DestinationKind.SIP_URI, "sip:desk@pbx acme"),
        (DestinationKind.TRUNK, " "),
        (DestinationKind.FORWARD, "020 123 4567"),
        (DestinationKind.FORWARD, ""),
    ],
)
async def test_a_number_cannot_ring_at(work: Work, kind: DestinationKind, given: str) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await create_configuration_profile(work, scene.member, trunk(destination_kind=kind, destination=given, capacity=0))
    assert problems(refused).keys() == {"destination", "capacity"}


async def test_a_new_kind_of_destination_needs_a_destination_of_that_kind(work: Work) -> None:
    scene = await factories.scene(work)
    made = await create_configuration_profile(work, scene.member, trunk())
    forward = UpdateConfigurationProfile(destination_kind=DestinationKind.FORWARD)
    with pytest.raises(InvalidInput) as refused:
        await update_configuration_profile(work, scene.member, made, 1, forward)
    assert set(problems(refused)) == {"destination"}
    forward = UpdateConfigurationProfile(destination_kind=DestinationKind.FORWARD, destination="+442079460000")
    await update_configuration_profile(work, scene.member, made, 1, forward)
    assert (await profile(work, made))["destination"] == "+442079460000"


async def test_a_repeated_command_makes_one_profile(work: Work) -> None:
    scene = await factories.scene(work)
    key = Key("companyProfileCreate", "once", {})
    first = await create_company_profile(work, scene.member, company(), key)
    assert await create_company_profile(work, scene.member, company(), key) == first
    assert len([row for row in await all_of(work, models.CompanyProfile) if row["label"] == "Office"]) == 1
