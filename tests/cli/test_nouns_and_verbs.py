"""Things listed, shown and changed at a terminal: by the API's operations, journaled with who typed it, and no secret shown twice."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from portico.cli import cli
from portico.cli.nouns import BY_NAME, NOUNS
from portico.cli.verbs import VERBS
from portico.domain import ids
from portico.graphql.commands import COMMANDS
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.people import accounts
from tests import factories
from tests.cli.terminal import doing, found, typed
from tests.operations.engine.archive import entries_of

pytestmark = pytest.mark.either_engine
NOT_HERE = {
    "porting_request", "company_profile", "configuration_profile", "port_out", "port_in", "requirement", "business_day", "calendar_feed",
    "viewer", "installation", "delivery", "phone_numbers", "legal_hold", "retention", "operator", "user_second_factor",
}  # fmt: skip
"""Whose commands there are elsewhere (`held`, `doctor`, `number`, `retention`, `second-factor`), or none:
they are for people who are signed in, or for machines."""


def test_whatever_the_api_does_with_these_nouns_the_command_line_does_by_the_same_operation() -> None:
    mutations = {command.do for command in COMMANDS if not any(command.field.startswith(noun) for noun in NOT_HERE)}
    # Of tokens, callback secrets and exports: `cli.accounts`, and the dashboard's alone.
    by_hand = {"create", "revoke", "rotate", "ask"}
    missing = {do.__qualname__ for do in mutations - {verb.do for verb in VERBS}}
    assert missing <= by_hand, missing


def test_every_command_takes_json() -> None:
    tree: Any = typer.main.get_command(cli)
    groups = {noun.name for noun in NOUNS} | {"request", "reason"}
    lacking = [
        f"{group} {name}"
        for group in groups
        for name, command in tree.commands[group].commands.items()
        if not any("--json" in parameter.opts for parameter in command.params)
    ]
    assert lacking == []


def test_an_account_from_nothing_to_its_end(installation: Settings) -> None:
    made = found("account", "create", "Acme & Sons", "--email", "desk@acme.example", "--tier", "trial", "--contact", '{"name": "Ada"}')
    assert (made["slug"], made["tier"], made["contacts"][0]["name"]) == ("acme-sons", "TRIAL", "Ada")
    changed = found("account", "change", "acme-sons", "--tier", "STANDARD", "--clear", "email", "--expect", "1")
    assert (changed["tier"], changed["notificationEmails"], changed["version"]) == ("STANDARD", [], 2)
    refused = found("account", "change", "acme-sons", "--name", "Acme", "--expect", "1", code=2)
    assert refused["problem"]["code"] == "STALE_VERSION"
    refused = found("account", "close", "acme-sons", code=2)
    assert refused["problem"]["blockers"][0]["code"] == "LIVE_DELIVERIES", "its old address is told of the change first"
    left = found("account", "create", "Left")
    assert found("account", "close", "left", "--reason", "They left.")["closedAt"]
    assert [each["slug"] for each in found("account", "list", "--closed")] == ["left"]
    assert [each["slug"] for each in found("account", "list", "--not-closed")] == ["acme-sons"]
    assert found("account", "reopen", left["id"])["closedAt"] is None

    async def journal(work: Work) -> list[tuple[str, str]]:
        row = await accounts.account_by_slug(work.reader, "left")
        assert row
        return [(entry["verb"], entry["actor_name"]) for entry in await entries_of(work, row["id"])]

    who = f"{getpass.getuser()} at the command line"
    assert doing(installation, journal) == [("create", who), ("close", who), ("reopen", who)]


def test_a_customer_reads_of_whoever_typed_it_as_the_operator(installation: Settings) -> None:
    from portico.domain.actors import account_itself  # noqa: PLC0415
    from portico.graphql.desk.journal import entry_node  # noqa: PLC0415

    typed("account", "create", "Acme")

    async def read(work: Work) -> str:
        row = await accounts.account_by_slug(work.reader, "acme")
        assert row
        (entry,) = await entries_of(work, row["id"])
        return entry_node(entry, account_itself(row["id"])).actor.name

    assert doing(installation, read) == "the operator"


def test_every_field_at_fault_is_named_by_its_option(installation: Settings) -> None:
    refused = found("carrier", "create", "Albion", "--country", "GB", "--time-zone", "Nowhere", "--spid", "!", code=2)
    assert {field["path"] for field in refused["problem"]["fields"]} == {"timeZone", "spid"}
    done = CliRunner().invoke(
        cli, ["account", "create", "Acme", "--currency", "euro", "--time-zone", "Nowhere", "--cancel-cutoff-hours", "-1"]
    )
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {"currency", "time-zone", "cancel-cutoff-hours"}


def test_a_carrier_and_its_secret_which_is_shown_once(installation: Settings) -> None:
    made = found("carrier", "create", "Albion Voice", "--country", "GB", "--cupid", "499", "--network-for", "GB")
    assert made["networkFor"] == ["GB"]
    assert found("carrier", "change", "albion voice", "--completes-by-itself")["completesByItself"] is True
    secret = typed("carrier", "callback-secret", "Albion Voice").strip()
    assert secret.startswith("whsec_")
    assert secret not in typed("carrier", "show", "Albion Voice", "--json") + typed("carrier", "list", "--json")
    assert found("carrier", "retire", made["id"])["retiredAt"]
    assert found("carrier", "list", "--not-retired") == []
    assert found("carrier", "restore", "Albion Voice")["retiredAt"] is None


def test_a_fee_is_set_once_whoever_repeats_the_command(installation: Settings) -> None:
    first = found("fee", "create", "GB", "GBP", "1200", "--per", "request", "--key", "monday")
    assert found("fee", "create", "GB", "GBP", "1200", "--per", "request", "--key", "monday")["id"] == first["id"]
    assert (
        found("fee", "create", "GB", "GBP", "1300", "--key", "monday", code=2)["problem"]["fields"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    )
    assert found("fee", "change", first["id"], "--amount-minor", "1500")["amountMinor"] == 1500
    assert found("fee", "end", first["id"], "2099-12-31")["validUntil"] == "2099-12-31"
    assert "GB\t\t1500\tGBP\tREQUEST" in typed("fee", "list")
    assert typed("fee", "remove", first["id"]) == "The fee is gone.\n"
    assert found("fee", "show", first["id"], code=2)["problem"]["code"] == "NOT_FOUND"


def test_people_are_invited_changed_and_kept_out(installation: Settings) -> None:
    typed("account", "create", "Acme")
    made = found("user", "invite", "ada@acme.example", "--name", "Ada", "--level", "MEMBER", "--account", "acme")
    assert (made["status"], made["accountName"]) == ("INVITED", "Acme")
    assert found("user", "change", "ADA@acme.example", "--level", "ADMIN")["level"] == "ADMIN"
    assert found("user", "disable", made["id"])["status"] == "DISABLED"
    assert found("user", "enable", "ada@acme.example")["status"] == "INVITED"
    assert found("user", "sessions-end", "ada@acme.example")["id"] == made["id"]
    refused = found("user", "invite-again", "ada@acme.example", code=2)
    assert refused["problem"]["code"] == "TOO_MANY_REQUESTS", "as in the dashboard"
    assert [each["email"] for each in found("user", "list", "--account", "acme", "--status", "invited")] == ["ada@acme.example"]


def test_a_tokens_secret_is_printed_once_and_nowhere_else(installation: Settings) -> None:
    typed("account", "create", "Acme")
    token = typed("token", "create", "--role", "customer", "--account", "acme", "--name", "Sync").strip()
    prefix = token.rsplit("_", 1)[0]
    (listed,) = found("token", "list")
    assert (listed["prefix"], listed["name"]) == (prefix, "Sync")
    rotated = found("token", "rotate", prefix, "--at-once")
    assert rotated["secret"].startswith(prefix)
    assert rotated["secret"] != token
    shown = typed("token", "show", prefix, "--json") + typed("token", "list", "--json") + typed("token", "show", prefix)
    assert token not in shown
    assert rotated["secret"] not in shown
    typed("token", "revoke", prefix)
    assert found("token", "list") == []


def test_a_webhook_endpoint_its_test_and_its_log(installation: Settings) -> None:
    typed("account", "create", "Acme")
    made = found("webhook", "create", "CRM", "https://crm.example/hook", "--account", "acme", "--event", "porting_number.*")
    assert made["secret"].startswith("whsec_")
    assert made["events"] == ["porting_number.*"]
    assert found("webhook", "change", "crm", "--selection", "{ nothing", code=2)["problem"]["fields"][0]["path"] == "selection"
    assert found("webhook", "change", "CRM", "--clear", "event")["events"] == []
    assert found("webhook", "rotate", made["id"], "--overlap-hours", "1")["secret"] != made["secret"]
    assert found("webhook", "disable", "CRM")["disabledReason"] == "BY_HAND"
    assert found("webhook", "enable", "CRM")["disabledAt"] is None
    typed("webhook", "test", "CRM")
    (sent,) = found("webhook", "log", "CRM")
    assert (sent["type"], sent["status"]) == ("portico.test", "PENDING")
    assert typed("webhook", "replay", "CRM", "--since", "2026-01-01T00:00:00Z").startswith("0 events")
    assert made["secret"] not in typed("webhook", "list", "--json") + typed("webhook", "show", "CRM", "--json")
    typed("webhook", "delete", "CRM")
    assert found("webhook", "list", "--account", "acme") == []


def test_numbers_are_put_into_service_and_taken_out(installation: Settings, tmp_path: Path) -> None:
    typed("account", "create", "Acme")
    Path("numbers.txt").write_text("020 7946 0018\nno number\n", encoding="utf-8")
    some = found("number", "add", "--account", "acme", "--file", "numbers.txt", "--country", "GB", code=1)
    assert (some["added"], [line["outcome"] for line in some["lines"]]) == (1, ["ACCEPTED", "REFUSED"])
    assert found("number", "add", "+44 20 7946 0019", "--account", "acme")["added"] == 1
    assert [each["e164"] for each in found("number", "list", "--account", "acme", "--status", "active")] == [
        "+442079460018",
        "+442079460019",
    ]
    assert found("number", "show", "+44 20 7946 0019")["status"] == "ACTIVE"
    assert found("number", "remove", "+44 20 7946 0019", "--yes")[0]["removed"] is True
    again = found("number", "remove", "+44 20 7946 0019", "--yes", code=1)
    assert again[0]["message"]
    assert found("number", "list", "--status", "removed")[0]["e164"] == "+442079460019"


def test_numbers_in_service_ring_elsewhere(installation: Settings) -> None:
    async def placed(work: Work) -> str:
        rows = factories.Rows(work.now)
        of = rows.scene("GB")
        rows.phone_number(of, "GB", e164="+442079460018", status="ACTIVE")
        rows.configuration_profile(of.account_id, name="Night desk")
        strange = rows.configuration_profile(rows.account(), name="Theirs")
        await rows.write(work)
        return ids.spelled("configuration_profile", strange)

    strange = doing(installation, placed)
    assert found("number", "ring", "020 7946 0018", "--profile", "night desk", code=2)["problem"]["code"] == "NOT_FOUND", "which country?"
    assert found("number", "ring", "+44 20 7946 0018", "--profile", "night desk") == [
        {"number": "+442079460018", "changed": True, "message": None}
    ]
    assert found("number", "show", "+442079460018")["configurationProfile"]["name"] == "Night desk"
    for unknown in (strange, "Theirs", "Nobody's"):
        assert found("number", "ring", "+442079460018", "--profile", unknown, code=2)["problem"]["code"] == "NOT_FOUND"
    typed("number", "ring", "+442079460018", "--profile", "Night desk", "--nowhere", code=2)
    typed("number", "ring", "+442079460018", "--nowhere")
    assert found("number", "show", "+442079460018")["configurationProfile"] is None
    typed("number", "remove", "+442079460018", "--yes")
    (refused,) = found("number", "ring", "+442079460018", "--nowhere", code=1)
    assert (refused["changed"], bool(refused["message"])) == (False, True)


def test_reasons_have_the_operators_own_words_by_language(installation: Settings) -> None:
    worded = found("reason", "word", "in", "name_mismatch", "--language", "nl", "--text", "Andere naam.", "--note", "Zie de factuur.")
    assert (worded["ownText"], worded["ownNote"], worded["ownVersion"]) == ("Andere naam.", "Zie de factuur.", 1)
    assert next(each for each in found("reason", "list", "in") if each["code"] == "NAME_MISMATCH")["ownText"] is None
    refused = found("reason", "word", "in", "NAME_MISMATCH", "--language", "nl", "--expect", "0", code=2)
    assert refused["problem"]["code"] == "STALE_VERSION"
    assert found("reason", "word", "in", "NAME_MISMATCH", "--language", "nl")["ownText"] is None
    assert found("reason", "word", "out", "LOCKED", "--note", "Unlock it first.")["ownNote"] == "Unlock it first."
    typed("reason", "word", "out", "NOT_A_CODE", "--text", "x", code=2)
    assert "LOCKED\t" in typed("reason", "list", "out")


def test_a_list_is_shown_as_far_as_was_asked_and_says_that_there_is_more(installation: Settings) -> None:
    for name in ("A", "B", "C"):
        typed("account", "create", f"Account {name}")
    assert len(found("account", "list", "--most", "2")) == 2
    assert typed("account", "list").splitlines()[1].startswith("account-a\tAccount A\t")


def test_a_stranger_is_not_found_whatever_it_is_called(installation: Settings) -> None:
    for noun in BY_NAME:
        assert found(noun, "show", "nobody", code=2)["problem"]["code"] == "NOT_FOUND", noun


def test_requests_are_listed_in_both_directions_and_shown_with_what_comes_next(installation: Settings) -> None:
    async def placed(work: Work) -> None:
        of = await factories.scene(work, "GB")
        await factories.request(work, of)
        await factories.port_out(work, of, country="GB")

    doing(installation, placed)
    listed = found("request", "list")
    assert {each["direction"] for each in listed} == {"in", "out"}
    assert [each["direction"] for each in found("request", "list", "--direction", "out", "--status", "action_required")] == ["out"]
    for each in listed:
        shown = found("request", "show", each["reference"])
        assert shown["waitingOn"] == each["waitingOn"]
        assert {action["action"] for action in shown["availableActions"]} >= ({"STAFF_REJECT"} if each["direction"] == "out" else set())
        assert shown["numbers"]
        assert each["reference"] in typed("request", "show", each["id"])
    assert json.loads(typed("request", "show", "PI-1999-000001", "--json", code=2))["problem"]["code"] == "NOT_FOUND"
