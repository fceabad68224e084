"""What the operator asks otherwise: laid over the shipped data, looked at by every guard, taken back without a trace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.refusals import Blocked, InvalidInput, NotFound, NotPermitted, Refusal, StaleVersion
from portico.domain.statuses import NumberType, PortingNumberStatus, PortType, RemainingNumbers
from portico.operations.desk import requirement_overrides
from portico.operations.desk.requirement_overrides import OverrideRequirement, RestoreRequirement
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_requests import CreateRequest, create
from portico.storage import models
from portico.storage.port_ins import porting_numbers, porting_requests
from tests import factories
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

GEOGRAPHIC = NumberType.GEOGRAPHIC
CSR_TOO: Mapping[str, Any] = {"documents": ["@loa_and_proof", {"kind": "CSR", "required": True}, {"kind": "INVOICE", "required": False}]}


async def override(work: Work, actor: Actor, changes: Any, country: str = "US", expected: int | None = None) -> None:
    command = OverrideRequirement(country=country, number_type=GEOGRAPHIC, changes=changes, expected_version=expected)
    await requirement_overrides.override(work, actor, command)


async def restore(work: Work, actor: Actor, expected: int | None = None) -> None:
    command = RestoreRequirement(country="US", number_type=GEOGRAPHIC, expected_version=expected)
    await requirement_overrides.restore(work, actor, command)


async def attempt(work: Work, actor: Actor, subject: str, verb: str, key: UUID, asked: Any = None) -> Refusal | None:
    try:
        await move_one(work, actor, subject, verb, Target(key), asked)
    except Refusal as refusal:
        return refusal
    return None


def blockers(refusal: Refusal | None) -> dict[str, str]:
    assert isinstance(refusal, Blocked)
    told: dict[str, str] = {}
    for blocker in refusal.blockers:
        told[blocker.code] = f"{told.get(blocker.code, '')} {blocker.message}".strip()
    return told


async def test_submit_asks_what_staff_ask_and_what_the_file_asks_once_it_is_restored(work: Work) -> None:
    scene = await factories.scene(work)
    draft = await factories.request(work, scene, status="DRAFT")
    await override(work, scene.staff_admin, CSR_TOO)
    refused = blockers(await attempt(work, scene.member, "porting_request", "submit", draft.id))
    assert refused == {"PROOF_OF_OWNERSHIP_MISSING": "Please upload the customer service record."}
    await restore(work, scene.staff_admin)
    assert await attempt(work, scene.member, "porting_request", "submit", draft.id) is None
    assert await archive.all_of(work, models.RequirementOverride) == []


async def test_an_override_that_is_there_already_writes_no_second_entry(work: Work) -> None:
    scene = await factories.scene(work)
    for _ in range(2):
        await override(work, scene.staff_admin, CSR_TOO)
    assert [row["version"] for row in await archive.all_of(work, models.RequirementOverride)] == [1]
    assert len(await archive.entries_of(work, INSTALLATION)) == 1


async def test_start_waits_for_the_documents_staff_ask(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PORTABLE])
    await override(work, scene.staff_admin, CSR_TOO)
    assert "DOCUMENTS_NOT_ACCEPTED" in blockers(await attempt(work, scene.agent, "porting_number", "start", placed.number))
    await override(work, scene.staff_admin, {"documents": [{"kind": "LOA", "required": True}]})
    assert await attempt(work, scene.agent, "porting_number", "start", placed.number) is None


async def test_a_company_profile_is_judged_by_what_staff_ask(work: Work) -> None:
    scene = await factories.scene(work)
    draft = await factories.request(work, scene, status="DRAFT")
    await override(work, scene.staff_admin, {"profile_fields": ["vat_id"]})
    assert "VAT id" in blockers(await attempt(work, scene.member, "porting_request", "submit", draft.id))["PROFILE_INVALID"]


async def test_an_override_of_another_type_or_country_changes_nothing(work: Work) -> None:
    scene = await factories.scene(work)
    draft = await factories.request(work, scene, status="DRAFT")
    await override(work, scene.staff_admin, CSR_TOO, country="CA")
    command = OverrideRequirement(country="US", number_type=NumberType.TOLL_FREE, changes=CSR_TOO)
    await requirement_overrides.override(work, scene.staff_admin, command)
    assert await attempt(work, scene.member, "porting_request", "submit", draft.id) is None


async def test_a_country_without_a_file_can_be_opened(work: Work) -> None:
    scene = await factories.scene(work)
    wanted = CreateRequest(country="SH", number_type=GEOGRAPHIC, numbers=["+290 22158"])
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, wanted)
    assert [field.code for field in refused.value.fields] == ["NOT_SUPPORTED"]
    await override(work, scene.staff_admin, {"fields": [{"name": "extra_fields.SEAL", "label": "Seal", "required": True}]}, country="sh")
    made = await create(work, scene.member, wanted)
    view = (await porting_requests.views(work.reader, [made]))[made]
    assert view.requirement_changes
    assert "Seal is missing." in blockers(await attempt(work, scene.member, "porting_request", "submit", made))["REQUIREMENTS_NOT_MET"]


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        (
            {"fields": [{"name": f"extra_fields.F{place}", "label": "F", "required": False} for place in range(51)]},
            {"changes.fields": "TOO_MANY"},
        ),
        ({"notes": ["A note."] * 51, "sources": ["x"] * 51}, {"changes.notes": "TOO_MANY", "changes.sources": "TOO_MANY"}),
        ({"interval": {"min": 1, "max": 2, "unit": "BUSINESS_DAYS", "variants": [{}] * 51}}, {"changes.interval.variants": "TOO_MANY"}),
    ],
)
async def test_a_list_longer_than_any_form_is_refused_before_any_of_it_is_read(
    work: Work, changes: Any, paths: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await factories.scene(work)
    monkeypatch.setattr(requirement_overrides, "requirement_for", None)
    with pytest.raises(InvalidInput) as refused:
        await override(work, scene.staff_admin, changes)
    assert {field.path: field.code for field in refused.value.fields} == paths
    assert "At most 50, please; these are 51." in refused.value.fields[0].message


@pytest.mark.parametrize("pattern", [r"(?=A)A+", r"(A)\1", "A" * 201, "(?:(?:A{0,900}){0,900}){0,900}", "("])
async def test_a_pattern_that_would_have_to_be_tried_again_and_again_is_refused(work: Work, pattern: str) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await override(
            work, scene.staff_admin, {"fields": [{"name": "extra_fields.X", "label": "X", "required": True, "pattern": pattern}]}
        )
    assert [(field.path, field.code) for field in refused.value.fields] == [("changes.fields.0.pattern", "MALFORMED")]


async def test_views_of_numbers_and_requests_carry_the_override(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 2)
    (view,) = (await porting_requests.views(work.reader, [placed.id])).values()
    assert view.requirement_changes is None
    await override(work, scene.staff_admin, {"business_only": True})
    numbers = await porting_numbers.views(work.reader, placed.numbers)
    assert [number.requirement_changes for number in numbers.values()] == [{"business_only": True}] * 2
    (view,) = (await porting_requests.views(work.reader, [placed.id])).values()
    assert view.requirement_changes == {"business_only": True}


async def test_who_looked_at_an_older_version_is_told(work: Work) -> None:
    scene = await factories.scene(work)
    await override(work, scene.staff_admin, {"business_only": True})
    await override(work, scene.staff_admin, {"business_only": False}, expected=1)
    (row,) = await archive.all_of(work, models.RequirementOverride)
    assert (row["changes"], row["version"], row["changed_by"]) == ({"business_only": False}, 2, scene.staff_admin.id)
    with pytest.raises(StaleVersion) as stale:
        await override(work, scene.staff_admin, {"business_only": True}, expected=1)
    assert stale.value.current_version == 2
    with pytest.raises(StaleVersion):
        await restore(work, scene.staff_admin, expected=1)
    await restore(work, scene.staff_admin, expected=2)
    with pytest.raises(NotFound):
        await restore(work, scene.staff_admin)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({}, "changes"),
        ([], "changes"),
        ("x", "changes"),
        ({"colour": "blue"}, "changes"),
        ({"notes": "x"}, "changes.notes"),
        ({"documents": [{"kind": "PASSPORT", "required": True}]}, "changes.documents.0.kind"),
        ({"documents": ["@loa_and_proof", "@nothing"]}, "changes.documents.1"),
        ({"fields": [{"name": "colour", "label": "Colour", "required": True}]}, "changes.fields.0"),
        ({"fields": [{"name": "extra_fields.X", "label": "X", "required": True, "check": "no.such"}]}, "changes.fields.0"),
        ({"sources": ["x"]}, "changes.sources.0"),
        ({"forbidden_fields": ["colour"]}, "changes.forbidden_fields.0"),
        ({"interval": {"min": 1, "max": 2, "unit": "BUSINESS_DAYS", "received_by": "noon"}}, "changes.interval"),
        (
            {"documents": [{"kind": "INVOICE", "required": True, "max_age_days": 10**9, "warn_age_days": 1}]},
            "changes.documents.0.max_age_days",
        ),
        ({"answer_business_days": -1}, "changes.answer_business_days"),
        ({"loa_template": ""}, "changes.loa_template"),
        ({"loa_template": " "}, "changes.loa_template"),
        ({"notes": ["Ask first.", ""]}, "changes.notes.1"),
        ({"fields": [{"name": "subscriber.pin", "label": " ", "required": True}]}, "changes.fields.0.label"),
    ],
)
async def test_changes_that_make_no_requirement_are_refused(work: Work, changes: Any, path: str) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await override(work, scene.staff_admin, changes)
    assert [field.path for field in refused.value.fields] == [path]
    assert await archive.all_of(work, models.RequirementOverride) == []


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"interval": {"min": 1}}, {"changes.interval.max": "REQUIRED", "changes.interval.unit": "REQUIRED"}),
        ({"interval": 3}, {"changes.interval": "MALFORMED"}),
        ({"interval": {"min": 1, "max": 2, "unit": "WEEKS"}}, {"changes.interval.unit": "UNKNOWN"}),
        ({"interval": {"min": 1, "max": 2, "unit": "BUSINESS_DAYS", "most": 3}}, {"changes.interval.most": "UNKNOWN"}),
        (
            {"interval": {"min": 1, "max": 2, "unit": "BUSINESS_DAYS", "variants": [{"label": "large"}, 1]}},
            {
                "changes.interval.variants.0.min": "REQUIRED",
                "changes.interval.variants.0.max": "REQUIRED",
                "changes.interval.variants.1": "MALFORMED",
            },
        ),
        ({"documents": [{"kind": "LOA"}, {}]}, {
            "changes.documents.0.required": "REQUIRED", "changes.documents.1.kind": "REQUIRED", "changes.documents.1.required": "REQUIRED",
        }),
        ({"fields": ["@subscriber", {"name": "subscriber.pin"}]}, {
            "changes.fields.1.label": "REQUIRED", "changes.fields.1.required": "REQUIRED",
        }),
        ({"fields": [None]}, {"changes.fields.0": "MALFORMED"}),
    ],
)  # fmt: skip
async def test_half_an_interval_was_refused_without_naming_what_it_lacks(work: Work, changes: Any, problems: dict[str, str]) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await override(work, scene.staff_admin, changes)
    assert {field.path: field.code for field in refused.value.fields} == problems


async def test_only_the_operators_administrators_change_what_everybody_is_asked(work: Work) -> None:
    scene = await factories.scene(work)
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await override(work, actor, {"business_only": True})
        with pytest.raises(NotPermitted):
            await restore(work, actor)


# A partial port that takes the billing number along.


async def test_a_partial_port_that_takes_the_billing_number_needs_a_new_one_that_stays(work: Work) -> None:
    scene = await factories.scene(work)
    first, second, staying = (f"+1646200000{place}" for place in (1, 2, 3))
    numbers = [{"status": PortingNumberStatus.DRAFT, "e164": number} for number in (first, second)]

    async def submitted(**values: Any) -> Refusal | None:
        draft = await factories.request(work, scene, numbers, status="DRAFT", port_type=PortType.PARTIAL, btn=first, **values)
        refusal = await attempt(work, scene.member, "porting_request", "submit", draft.id)
        if refusal is not None:
            await move_one(work, scene.member, "porting_request", "discard", Target(draft.id))
        return refusal

    assert "give a new billing telephone number" in blockers(await submitted())["REQUIREMENTS_NOT_MET"]
    moving_too = await submitted(new_btn=second, remaining_numbers=RemainingNumbers.KEEP)
    assert "moves with this request too" in blockers(moving_too)["REQUIREMENTS_NOT_MET"]
    assert "kept or disconnected" in blockers(await submitted(new_btn=staying))["REQUIREMENTS_NOT_MET"]
    assert await submitted(new_btn=staying, remaining_numbers=RemainingNumbers.KEEP) is None
