"""What may not be deleted and what the operator says of itself, at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from portico.domain.ids import spelled
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.people import second_factors
from tests import factories
from tests.cli.terminal import doing, found, typed
from tests.web import papers

pytestmark = pytest.mark.either_engine


def test_what_the_operator_says_of_itself_is_changed_field_by_field(installation: Settings) -> None:
    changed = found("operator", "change", "--name", "Lowlands", "--country", "nl", "--countries", "NL", "--countries", "BE")
    assert (changed["name"], changed["country"], changed["countries"]) == ("Lowlands", "NL", ["NL", "BE"])
    assert found("operator", "change", "--country", "")["country"] is None
    assert found("operator", "show")["name"] == "Lowlands"
    typed("operator", "change", "--currency", "guilders", code=2)
    assert found("operator", "show")["currency"] is None


def test_what_was_given_and_emptied_in_one_line_was_dropped_without_a_word(installation: Settings) -> None:
    typed("account", "create", "Acme", "--email", "desk@acme.example")
    line = ("account", "change", "acme", "--email", "new@acme.example", "--clear", "email")
    (problem,) = found(*line, code=2)["problem"]["fields"]
    assert (problem["path"], problem["message"]) == ("clear", "--clear: give --email or clear it, not both.")
    assert found("account", "show", "acme")["notificationEmails"] == ["desk@acme.example"]


def test_the_logo_of_a_running_installation_is_put_and_taken_away_at_the_command_line(installation: Settings) -> None:
    Path("logo.png").write_bytes(papers.png())
    Path("logo.txt").write_text("no picture", encoding="utf-8")
    assert found("operator", "change", "--logo", "logo.png", "--name", "Lowlands")["logoPath"].startswith("/operator/logo")
    typed("operator", "change", "--logo", "logo.txt", "--name", "Highlands", code=2)
    typed("operator", "change", "--logo", "nowhere.png", code=2)
    typed("operator", "change", "--logo", "logo.png", "--clear", "logo", code=2)
    typed("operator", "change", "--clear", "colour", code=2)
    kept = found("operator", "change", "--country", "NL")
    assert (kept["name"], bool(kept["logoPath"])) == ("Lowlands", True), "refused, nothing is changed"
    kept = found("operator", "change", "--clear", "logo", "--clear", "country")
    assert (kept["name"], kept["logoPath"], kept["country"]) == ("Lowlands", None, None)


def test_a_second_factor_is_demanded_of_the_operators_people_at_the_command_line(installation: Settings) -> None:
    async def demanded(work: Work) -> bool:
        return await second_factors.staff_must(work.reader)

    for word, wanted in (("STAFF", True), ("NOBODY", False)):
        typed("second-factor", "demand", word)
        assert doing(installation, demanded) is wanted
    typed("second-factor", "demand", "EVERYBODY", code=2)


def test_a_losing_carrier_that_was_typed_is_matched_at_the_command_line(installation: Settings) -> None:
    async def placed(work: Work) -> tuple[str, str]:
        rows = factories.Rows(work.now)
        of = rows.scene("GB")
        rows.carrier(name="Deltaport", country="GB")
        request = rows.request(of, country="GB", status="REQUESTED", losing_carrier_id=None, losing_carrier_name="Delta port")
        known = rows.request(of, country="GB", status="REQUESTED")
        await rows.write(work)
        return spelled("porting_request", request.id), spelled("porting_request", known.id)

    request, known = doing(installation, placed)
    typed("request", "match", request, "Nobody", code=2)
    assert found("request", "match", request, "deltaport")["losingCarrierName"] == "Deltaport"
    typed("request", "match", request, "Deltaport", code=2)
    typed("request", "match", known, "Deltaport", code=2)
    typed("request", "match", "PI-2026-999999", "Deltaport", code=2)


def test_how_long_things_are_kept_is_changed_and_shown(installation: Settings) -> None:
    assert "60 days  drafts" in typed("retention", "change", "DRAFT", "60")
    assert "30 days  drafts" in typed("retention", "change", "DRAFT")


def test_a_hold_on_what_is_not_there_is_refused(installation: Settings) -> None:
    assert found("legal-hold", "list") == []
    typed("legal-hold", "set", "PI-2026-000001", "--reason", "Case 12", code=2)
