"""Nobody releases what he prepared: each act within 30 days, through the operations that are such acts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from portico.domain.port_outs.port_out_request import ApproveRelease
from portico.domain.refusals import Blocked
from portico.domain.statuses import Level
from portico.operations.desk.webhooks import webhook_endpoints
from portico.operations.desk.webhooks.webhook_inputs import RotateWebhookSecret
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people import freezes, users
from portico.operations.people.accounts import accounts, port_out_policies, profiles
from portico.operations.people.accounts.account_inputs import ChangeAccount
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy
from portico.operations.people.accounts.profile_inputs import UpdateCompanyProfile
from portico.operations.people.freezes import LiftFreeze
from portico.operations.people.user_fields import ChangeUser
from tests import factories
from tests.clock import Clock
from tests.factories import PortOut, Scene

pytestmark = pytest.mark.either_engine


async def address(work: Work, scene: Scene) -> None:
    await accounts.change(work, scene.staff_admin, scene.account_id, None, ChangeAccount(notification_emails=["new@acme.example"]))


async def profile(work: Work, scene: Scene) -> None:
    command = UpdateCompanyProfile(emails=["new@acme.example"])
    await profiles.update_company_profile(work, scene.staff_admin, scene.profile_id, None, command)


async def policy(work: Work, scene: Scene) -> None:
    await port_out_policies.set_policy(work, scene.staff_admin, scene.account_id, None, SetPortOutPolicy(port_out_hours=48))


async def lifted(work: Work, scene: Scene) -> None:
    await accounts.change(work, scene.admin, scene.account_id, None, ChangeAccount(notification_emails=["new@acme.example"]))
    await freezes.lift(work, scene.staff_admin, scene.account_id, LiftFreeze(reason="They called."))


async def raised(work: Work, scene: Scene) -> None:
    assert scene.member.id
    await users.change(work, scene.staff_admin, scene.member.id, None, ChangeUser(level=Level.VIEWER))


def endpoint(done: Callable[[Work, Scene, UUID], Awaitable[object]]) -> Callable[[Work, Scene], Awaitable[None]]:
    """What a member of staff does with an endpoint that was there before."""

    async def act(work: Work, scene: Scene) -> None:
        made = factories.Rows(work.now)
        key = made.webhook_endpoint(scene.account_id)
        await made.write(work)
        await done(work, scene, key)

    return act


async def enabled(work: Work, scene: Scene, key: UUID) -> None:
    await webhook_endpoints.disable(work, scene.admin, key)
    await webhook_endpoints.enable(work, scene.staff_admin, key)


ROTATE = RotateWebhookSecret()
REACHED = "changed how the account is reached"
ACTS: dict[str, Callable[[Work, Scene], Awaitable[None]]] = {
    REACHED: address,
    f"{REACHED} ": profile,
    f"{REACHED}  ": endpoint(enabled),
    f"{REACHED}   ": endpoint(lambda work, scene, key: webhook_endpoints.disable(work, scene.staff_admin, key)),
    f"{REACHED}    ": endpoint(lambda work, scene, key: webhook_endpoints.rotate(work, scene.staff_admin, key, None, ROTATE)),
    f"{REACHED}     ": endpoint(lambda work, scene, key: webhook_endpoints.delete(work, scene.staff_admin, key)),
    "changed what the account decided about port-outs": policy,
    "lifted the freeze of its port-outs": lifted,
    "invited whoever approved it or let them in, or raised them or let them in anew": raised,
}


async def release(work: Work, scene: Scene, placed: PortOut) -> None:
    await move_one(work, scene.staff_admin, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease())


@pytest.mark.parametrize("words", ACTS)
async def test_who_prepared_it_does_not_release_it_for_thirty_days_and_hears_which_act_it_was(work: Work, clock: Clock, words: str) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, status="APPROVED")
    await ACTS[words](work, scene)
    with pytest.raises(Blocked) as refused:
        await release(work, scene, placed)
    assert [(each.code, each.message) for each in refused.value.blockers] == [
        ("PREPARED_BY_YOU", f"Somebody else has to release this: within 30 days you {words.strip()}.")
    ]
    clock.advance(days=30)
    await release(work, scene, placed)


async def test_what_was_done_to_another_account_or_to_nobody_who_approved_stops_nobody(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene, status="APPROVED")
    for act in (address, policy, raised):
        await act(work, other)
    assert scene.viewer.id
    await users.change(work, scene.staff_admin, scene.viewer.id, None, ChangeUser(level=Level.MEMBER))
    await profiles.update_company_profile(work, scene.staff_admin, scene.profile_id, None, UpdateCompanyProfile(city="Utrecht"))
    await release(work, scene, placed)
