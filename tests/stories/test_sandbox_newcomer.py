"""A newcomer ports a number alone, with real processes and a fast clock: everyone else is simulated."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Built
from tests.stories.mailserver import MailServer
from tests.stories.receiver import Receiver
from tests.stories.sandboxed import by_itself, request_is, said, sandboxed
from tests.stories.story import statuses

pytestmark = pytest.mark.either_engine

NUMBER = "+12125550161"
DESK, NETWORK, LOSING = "Sandbox desk", "Liberty Network", "Empire Bell"


async def test_a_newcomer_ports_a_number_alone(engine: str, build: Built, mailserver: MailServer, receiver: Receiver) -> None:
    async with sandboxed(engine, build, mailserver, receiver, speed=100_000) as story:
        ada = await story.person("ada@acme.example")
        main = await story.configuration(ada, "Main trunk")
        request, _ = await story.submitted(ada, "US", numbers=[NUMBER], configurationProfileId=main["id"])
        await by_itself(story, request["id"], request_is("COMPLETED"), "the port")
        ended = await ada.request(request["id"])
        assert statuses(ended) == {NUMBER: "COMPLETED"}
        assert (ended["statusReason"], ended["waitingOn"]) == ("The number was ported.", "NOBODY")
        held = await ada.inventory(NUMBER)
        assert held is not None
        assert (held["status"], held["configurationProfile"]["id"]) == ("ACTIVE", main["id"])
        journal = await story.staff.journal("portingRequest", request["id"])
        assert said(journal)[0] == ("accept", DESK)
        assert {verb for verb, who in said(journal) if who == DESK} == {"accept", "start_review", "mark_portable", "start"}
        assert [one for one in said(journal) if one[1] != DESK] == [("hand_over", NETWORK), ("confirm_foc", LOSING)]
        moves = await story.post.check(
            "porting_request",
            request["id"],
            to=("ada@us.example", "desk@acme.example"),
            secret=story.secret("acme"),
            numbers=[NUMBER],
        )
        assert [move.name for move in moves][-1] == "completed"
