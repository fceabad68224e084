"""`portico number <any spelling>`: where it is, why, what next, and an exit code that a script can use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portico.domain.statuses import PhoneNumberStatus, PortingNumberStatus, PortingRequestStatus
from portico.operations.engine.work import Work
from portico.settings import Settings
from tests import factories
from tests.cli.terminal import doing, found, typed
from tests.factories import Rows

pytestmark = pytest.mark.either_engine


def test_a_number_on_its_way_in_says_why_it_waits_on_whom_and_what_can_be_done(installation: Settings) -> None:
    async def placed(work: Work) -> tuple[str, str]:
        of = await factories.scene(work, "GB")
        made = await factories.request(work, of, [PortingNumberStatus.IN_PROCESS], country="GB", status=PortingRequestStatus.IN_PROGRESS)
        return made.e164s[0], "0" + made.e164s[0].removeprefix("+44")

    e164, national = doing(installation, placed)
    told = found("number", e164)
    assert (told["where"], told["number"]["e164"], told["number"]["country"]) == ("PORTING_IN", e164, "GB")
    assert told["portIn"]["statusReason"]
    (step,) = told["next"]
    assert step["of"] == told["portIn"]["requestReference"]
    assert {"CONFIRM_FOC", "REQUIRE_ACTION"} <= {action["action"] for action in step["actions"]}
    assert found("number", "--country", "gb", *national.partition("20")) == told, "in any spelling"
    shown = typed("number", e164)
    assert told["portIn"]["statusReason"] in shown
    assert "Confirm" in shown


def test_the_foc_date_in_the_terminal_is_the_day_on_the_losing_carriers_clock(installation: Settings) -> None:
    """Of a Chicago FOC at 02:00 UTC on 15 December `portico number` said the 15th, and letters and calendars the 14th."""

    async def placed(work: Work) -> str:
        made = Rows(work.now)
        of = made.scene()
        chicago = made.carrier(name="Great Plains", time_zone="America/Chicago").carrier_id
        late = {"status": PortingNumberStatus.FOC_DATE_SET, "foc_at": datetime(2026, 12, 15, 2, tzinfo=UTC)}
        request = made.request(of, [late], losing_carrier_id=chicago)
        await made.write(work)
        return request.e164s[0]

    e164 = doing(installation, placed)
    told = found("number", e164)
    assert told["next"][0]["deadlines"]["focDate"] == "2026-12-14"
    assert "FOC date 2026-12-14 (2026-12-15 02:00 UTC)" in typed("number", e164)
    assert "FOC_DATE_SET 2026-12-14 (2026-12-15 02:00 UTC)" in typed("request", "show", told["portIn"]["requestReference"])


def test_a_number_in_service_says_whose_it_is(installation: Settings) -> None:
    async def placed(work: Work) -> None:
        await factories.phone_number(work, await factories.scene(work, "GB"), "GB", e164="+442079460018")

    doing(installation, placed)
    told = found("number", "0044 (0)20 7946-0018")
    assert (told["where"], told["inventory"]["status"], told["next"]) == ("ACTIVE", "ACTIVE", [])
    assert told["account"]["slug"] in typed("number", "+442079460018")


def test_a_number_that_another_carrier_asks_for_says_until_when(installation: Settings) -> None:
    async def placed(work: Work) -> str:
        return (await factories.port_out(work, await factories.scene(work, "GB"))).e164s[0]

    told = found("number", doing(installation, placed))
    assert told["where"] == "PORTING_OUT"
    assert told["inventory"]["status"] == PhoneNumberStatus.PORTING_OUT
    assert "expiresAt" in told["next"][0]["deadlines"]


def test_what_is_not_here_is_read_in_several_ways_or_in_none_ends_with_a_code_of_its_own(installation: Settings) -> None:
    assert found("number", "+44 20 7946 0999", code=4)["where"] == "NOT_HERE"
    assert found("number", "no number at all", code=2)["problem"]["message"]
    both = found("number", "493312345", "--country", "DE", code=3)
    assert both["where"] == "AMBIGUOUS"
    assert len(both["readings"]) > 1
    for reading in both["readings"]:
        assert found("number", reading["written"], code=4)["number"]["e164"] == reading["written"]


def test_a_number_of_a_request_that_moves_as_a_whole_says_what_can_be_done_with_the_request(installation: Settings) -> None:
    """Of a Dutch number nothing came next but its configuration, and a draft could not be submitted."""

    async def placed(work: Work) -> list[str]:
        of = await factories.scene(work, "NL")
        statuses = (PortingRequestStatus.REQUESTED, PortingRequestStatus.DRAFT)
        return [(await factories.request(work, of, country="NL", status=status)).e164s[0] for status in statuses]

    requested, draft = doing(installation, placed)
    offered = {number: found("number", number)["next"][0] for number in (requested, draft)}
    assert {"ACCEPT", "REJECT"} <= {action["action"] for action in offered[requested]["requestActions"]}
    assert {"SUBMIT", "DISCARD"} <= {action["action"] for action in offered[draft]["requestActions"]}
    shown = typed("number", requested)
    assert f"{offered[requested]['of']} next, all of it" in shown, "a reference as it is written"
    assert "Accept" in shown


def test_a_port_out_that_only_names_the_number_in_its_reference_is_not_its_port_out(installation: Settings) -> None:
    async def placed(work: Work) -> str:
        of = await factories.scene(work, "GB")
        await factories.phone_number(work, of, "GB", e164="+442079460019")
        await factories.port_out(work, of, carrier_reference="+442079460019")
        return "+442079460019"

    told = found("number", doing(installation, placed))
    assert (told["where"], told["portOut"]) == ("ACTIVE", None)


def test_a_national_spelling_finds_the_number_that_is_here_and_what_the_operator_works_with(installation: Settings) -> None:
    """`portico number 020 7946 0018` was refused although the number stood in the inventory."""
    refused = found("number", "020 7946 0018", code=2)["problem"]
    assert "--country" in refused["message"]

    async def placed(work: Work) -> None:
        of = await factories.scene(work, "GB")
        await factories.phone_number(work, of, "GB", e164="+442079460018")
        await factories.phone_number(work, of, "DE", e164="+493012345678")

    doing(installation, placed)
    assert found("number", "020 7946 0018")["number"]["e164"] == "+442079460018"
    typed("operator", "change", "--countries", "GB", "--countries", "NL")
    assert found("number", "020 7946 0999", code=4)["number"]["e164"] == "+442079460999", "it is one of a single country"


def test_a_national_spelling_of_several_countries_is_listed_until_one_is_named(installation: Settings) -> None:
    typed("operator", "change", "--countries", "FR", "--countries", "ES", "--countries", "BE", "--countries", "IT", "--countries", "NL")
    several = found("number", "06 12 34 56 78", code=3)
    written = [each["written"] for each in several["readings"]]
    assert {"+33612345678", "+31612345678"} <= set(written)
    assert found("number", "06 12 34 56 78", "--country", "FR", code=4)["number"]["e164"] == "+33612345678"
    assert typed("number", "06 12 34 56 78", code=3).split() == written

    async def placed(work: Work) -> None:
        await factories.phone_number(work, await factories.scene(work, "NL"), "NL", e164="+31612345678")

    doing(installation, placed)
    assert found("number", "06 12 34 56 78")["where"] == "ACTIVE"
