"""Things listed, shown and changed at a terminal: by the API's operations, journaled with who typed it, and no secret shown twice."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

from portico.cli.nouns import BY_NAME, NOUNS
from portico.cli.shell import PASSWORD_VARIABLE
from portico.cli.shell.commands import cli
from portico.cli.verbs import VERBS
from portico.domain import ids
from portico.domain.ids import new_id
from portico.domain.statuses import Level
from portico.graphql.commands import COMMANDS
from portico.operations.desk.comments import WriteCommentOnPortOut, comment_on_port_out_request
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.people import accounts
from tests import factories
from tests.cli.terminal import doing, found, typed
from tests.cli.test_journaled import NOT_KEYED, STEPS
from tests.operations.engine.archive import all_of, entries_of

pytestmark = pytest.mark.either_engine
NOT_HERE = {
    "porting_request", "port_out", "port_in", "requirement", "business_day", "calendar_feed",
    "viewer", "installation", "phone_numbers", "legal_hold", "evidence_pack", "retention", "operator", "user_second_factor",
}  # fmt: skip
"""Whose commands there are elsewhere (`held`, `doctor`, `number`, `evidence`, `retention`, `second-factor`), or none:
they are for people who are signed in, or for machines."""


def test_whatever_the_api_does_with_these_nouns_the_command_line_does_by_the_same_operation() -> None:
    mutations = {command.do for command in COMMANDS if not any(command.field.startswith(noun) for noun in NOT_HERE)}
    # Of tokens, callback secrets and exports: `cli.accounts`, and the dashboard's alone; of one delivery: `cli.desk.hooks`.
    # A freeze is lifted by persons alone, who answer for it; where its callbacks go a carrier's machine says itself.
    # Numbers are offered, and a code redeemed, for an account by its own administrators, who are no machine's operators.
    by_hand = {"create", "revoke", "rotate", "ask", "replay", "lift", "ask_to_lift", "set_callback", "offer", "redeem"}
    missing = {do.__qualname__ for do in mutations - {verb.do for verb in VERBS}}
    assert missing <= by_hand, missing


def test_every_command_of_a_noun_takes_json() -> None:
    """What is done with second factors, requirements, days and periods did not."""
    tree: Any = typer.main.get_command(cli)
    nouns = {noun: group.commands for noun, group in tree.commands.items() if hasattr(group, "commands") and noun != "keys"}
    lacking = [
        f"{noun} {name}"
        for noun, commands in nouns.items()
        for name, command in commands.items()
        if not any("--json" in parameter.opts for parameter in command.params)
    ]
    assert {"second-factor", "requirement", "business-day", "retention", *(noun.name for noun in NOUNS)} <= nouns.keys()
    assert lacking == []


def test_an_account_from_nothing_to_its_end(installation: Settings) -> None:
    made = found("account", "create", "Acme & Sons", "--email", "desk@acme.example", "--tier", "trial", "--contact", '{"name": "Ada"}')
    assert (made["slug"], made["tier"], made["contacts"][0]["name"]) == ("acme-sons", "TRIAL", "Ada")
    changed = found("account", "change", "acme-sons", "--tier", "STANDARD", "--clear", "email", "--expect", "1")
    assert (changed["tier"], changed["notificationEmails"], changed["version"]) == ("STANDARD", [], 2)
    refused = found("account", "change", "acme-sons", "--name", "Acme", "--expect", "1", code=2)
    assert refused["problem"]["code"] == "STALE_VERSION"
    refused = found("account", "close", "acme-sons", code=2)
    blocker = refused["problem"]["blockers"][0]
    assert blocker["code"] == "LIVE_DELIVERIES", "its old address is told of the change first"
    assert blocker["messageCode"], "another language is made of it"
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


def test_letters_to_customers_name_the_operator_and_not_the_user_of_the_machine(
    installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("account", "create", "Acme")
    monkeypatch.setenv(PASSWORD_VARIABLE, "a long password of Ada's")
    typed("user", "create", "ada@acme.example", "--name", "Ada", "--level", "ADMIN", "--account", "acme")
    typed("user", "invite", "bob@acme.example", "--name", "Bob", "--level", "VIEWER", "--account", "acme")
    typed("user", "change", "bob@acme.example", "--level", "MEMBER")
    typed("token", "create", "--role", "CUSTOMER", "--account", "acme", "--scopes", "portout:decide")
    typed("user", "invite", "otto@portico.example", "--name", "Otto", "--level", "AGENT")

    async def by(work: Work) -> set[tuple[str, str, str]]:
        letters = await all_of(work, models.Delivery)
        named = [each for each in letters if "by" in each["payload"]["facts"]]
        return {(each["destination"], each["event"], each["payload"]["facts"]["by"]["text"]) for each in named}

    assert doing(installation, by) >= {
        ("bob@acme.example", "user.invited", "the operator"),
        ("bob@acme.example", "user.level_changed", "the operator"),
        ("ada@acme.example", "api_token.created", "the operator"),
        ("otto@portico.example", "user.invited", f"{getpass.getuser()} at the command line"),
    }


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
    first = found("fee", "create", "GB", "GBP", "12.00", "--per", "request", "--key", "monday")
    assert found("fee", "create", "GB", "GBP", "12.00", "--per", "request", "--key", "monday")["id"] == first["id"]
    assert (
        found("fee", "create", "GB", "GBP", "13.00", "--key", "monday", code=2)["problem"]["fields"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    )
    assert found("fee", "change", first["id"], "--amount-minor", "1500")["amountMinor"] == 1500
    assert found("fee", "end", first["id"], "2099-12-31")["validUntil"] == "2099-12-31"
    assert "GB\t\t15.00 GBP\tREQUEST" in typed("fee", "list")
    assert typed("fee", "remove", first["id"]) == "The fee is gone.\n"
    assert found("fee", "show", first["id"], code=2)["problem"]["code"] == "NOT_FOUND"


def test_a_fee_is_typed_as_money_and_shown_so(installation: Settings) -> None:
    """`12.00` was taken for 12 cents, and `3.50` refused."""
    made = found("fee", "create", "FR", "EUR", "12.00")
    assert made["amountMinor"] == 1200
    assert "12.00 EUR" in typed("fee", "show", made["id"])
    assert found("fee", "change", made["id"], "--amount", "3.50")["amountMinor"] == 350
    assert found("fee", "change", made["id"], "--amount-minor", "1500")["amountMinor"] == 1500
    assert found("fee", "create", "NL", "JPY", "300")["amountMinor"] == 300, "the yen has no decimal places"
    assert found("fee", "create", "DE", "EUR", "--amount-minor", "1200")["amountMinor"] == 1200
    for words in (("create", "BE", "EUR"), ("create", "BE", "EUR", "1.005"), ("create", "BE", "EUR", "1", "--amount-minor", "100")):
        typed("fee", *words, code=2)
    assert {each["country"] for each in found("fee", "list")} == {"FR", "NL", "DE"}


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("amount-minor", ("fee", "change", "fee_x", "--amount-minor", "15.00")),
        ("expect", ("account", "change", "acme", "--expect", "1.0")),
        ("most", ("account", "list", "--most", "5.0")),
        ("days", ("retention", "change", "DRAFT", "40.0")),
        ("year", ("business-day", "list", "GB", "--year", "2027.0")),
        ("expires-days", ("token", "create", "--role", "staff", "--expires-days", "3.0")),
    ],
)
def test_a_whole_number_with_a_decimal_point_is_refused_by_the_name_of_its_argument(
    installation: Settings, argument: str, words: tuple[str, ...]
) -> None:
    done = CliRunner().invoke(cli, list(words))
    assert done.exit_code == 2, done.output
    said = " ".join(done.output.replace("│", " ").split()).lower()
    assert argument in said
    assert "is no whole number: write digits alone" in said


def test_every_whole_number_is_read_as_digits_alone_and_every_choice_in_small_letters_too() -> None:
    """Of every command there is: typer itself takes 12.00 for 12, and knows a choice only as it is spelled."""
    careless = [
        f"{command} {name}"
        for command, options in options_of_commands(cli)
        for name, kind, option in options
        if (kind is int and option.parser is None) or (issubclass(kind, Enum) and option.case_sensitive)
    ]
    assert careless == []


def test_whatever_changes_something_takes_a_key_that_makes_it_happen_once() -> None:
    """`number add` had none, where every command made of data has one; `token create` and `business-day remove` had none after it."""
    changing = {step.command for step in STEPS}
    keyed = {command for command, options in options_of_commands(cli) if any(name == "key" for name, _kind, _option in options)}
    assert changing - keyed == NOT_KEYED


def options_of_commands(group: typer.Typer, *names: str) -> Iterator[tuple[str, list[tuple[str, type, Any]]]]:
    """Every command with each of its options: its name, what it is, and how typer reads it."""
    for each in group.registered_commands:
        assert each.callback
        hints = get_type_hints(each.callback, include_extras=True)
        told = [(name, hint) for name, hint in hints.items() if get_origin(hint) is Annotated]
        kinds = [(name, kind, get_args(hint)[1]) for name, hint in told for kind in kinds_in(get_args(hint)[0])]
        yield " ".join((*names, each.name or each.callback.__name__)), kinds
    for one in group.registered_groups:
        assert one.typer_instance
        yield from options_of_commands(one.typer_instance, *names, str(one.name))


def kinds_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and get_origin(hint) is None:
        yield hint
    for each in get_args(hint):
        yield from kinds_in(each)


def test_profiles_are_kept_at_the_command_line(installation: Settings) -> None:
    typed("account", "create", "Acme")
    made = found(
        "company-profile", "create", "HQ", "--company-name", "Acme plc", "--country", "GB", "--account", "acme", "--email", "a@b.example"
    )
    assert (made["companyName"], made["emails"]) == ("Acme plc", ["a@b.example"])
    assert found("company-profile", "change", "hq", "--city", "London", "--clear", "email", "--expect", "1")["city"] == "London"
    assert found("company-profile", "change", "hq", "--label", "  ", code=2)["problem"]["fields"][0]["code"] == "REQUIRED"
    assert [each["emails"] for each in found("company-profile", "list", "--account", "acme")] == [[]]
    rings = found("configuration-profile", "create", "Desk", "trunk", "trunk-1", "--account", "acme", "--sms-enabled")
    assert (rings["destinationKind"], rings["smsEnabled"]) == ("TRUNK", True)
    assert found("configuration-profile", "change", rings["id"], "--capacity", "5")["capacity"] == 5
    assert found("configuration-profile", "show", "Desk")["version"] == 2
    assert found("configuration-profile", "show", "Nothing", code=2)["problem"]["code"] == "NOT_FOUND"


def test_whoever_signs_in_is_seen_with_sessions_tries_and_what_they_are_written_to_about(installation: Settings) -> None:
    """A user's notification choices, sessions and sign-in history had no door at the command line."""

    async def placed(work: Work) -> None:
        rows = factories.Rows(work.now)
        of = rows.scene("GB")
        eve = rows.user(Level.MEMBER, of.account_id, email="eve@acme.example", password_hash="x").id
        await rows.write(work)
        stamp = {"created_at": work.now, "updated_at": work.now, "user_id": eve, "network": "192.0.2.1", "user_agent": "Lynx"}
        session = {"token_hash": "x", "last_seen_at": work.now, "expires_at": work.now + timedelta(days=1)}
        async with work.database.transaction() as unit:
            await sql.insert(unit, models.Session, [{"id": new_id(work.now), **stamp, **session}])
            await sql.insert(unit, models.SignIn, [{"id": new_id(work.now), **stamp, "at": work.now, "outcome": "SIGNED_IN"}])

    doing(installation, placed)
    (session,) = found("user", "sessions", "eve@acme.example")
    assert (session["network"], session["userAgent"]) == ("192.0.2.1", "Lynx")
    assert [each["outcome"] for each in found("user", "sign-ins", "eve@acme.example")] == ["SIGNED_IN"]
    typed("user", "sessions", "nobody@acme.example", code=2)
    before = {each["kind"]: each["cadence"] for each in found("user", "notifications", "eve@acme.example")}
    assert before["ENDED"] == "OFF"
    assert "QUEUE" not in before
    after = found("user", "notify", "eve@acme.example", "ended", "daily_digest")
    assert {each["kind"]: each["cadence"] for each in after} == before | {"ENDED": "DAILY_DIGEST"}
    refused = found("user", "notify", "eve@acme.example", "security", "off", code=2)["problem"]["fields"]
    assert [(each["path"], each["code"]) for each in refused] == [("choices.0.cadence", "FIXED")]


def test_one_delivery_is_sent_anew_and_the_log_shows_the_heads_of_each_try(installation: Settings) -> None:
    """There was a replay of all since a moment alone, and a log without the heads that the API shows."""

    async def placed(work: Work) -> tuple[str, str]:
        rows = factories.Rows(work.now)
        of = rows.scene("GB")
        endpoint = rows.webhook_endpoint(of.account_id, name="CRM")
        gone = [rows.webhook_delivery(of.account_id, endpoint) for _ in range(2)]
        await rows.write(work)
        tried = {"delivery_id": gone[0], "no": 1, "ok": False, "status_code": 503, "error": "503", "duration_ms": 12}
        heads = {"url": "https://crm.example/hook", "request": [["webhook-id", "msg"]], "response": [["retry-after", "7"]]}
        async with work.database.transaction() as unit:
            await unit.execute("UPDATE delivery SET status = 'GIVEN_UP'")
            stamp = {"id": new_id(work.now), "created_at": work.now, "updated_at": work.now}
            await sql.insert(unit, models.DeliveryAttempt, [stamp | tried | {"exchange": heads | {"body": "later"}}])
        return (ids.spelled("delivery", gone[0]), ids.spelled("delivery", gone[1]))

    first, second = doing(installation, placed)
    shown = typed("webhook", "log", "CRM", "--heads")
    assert "> webhook-id: msg" in shown
    assert "< retry-after: 7" in shown
    (tried,) = [attempt for each in found("webhook", "log", "CRM") for attempt in each["attempts"]]
    assert tried["responseHeaders"] == [{"name": "retry-after", "value": "7"}]
    assert typed("webhook", "replay-one", first, "--key", "monday") == f"{first} is sent anew.\n"
    typed("webhook", "replay-one", first, "--key", "monday")
    assert {each["id"]: each["status"] for each in found("webhook", "log", "CRM")} == {first: "PENDING", second: "GIVEN_UP"}
    assert found("webhook", "replay-one", "dlvr_nothing", code=2)["problem"]["code"] == "NOT_FOUND"


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
    for _ in range(2):
        assert found("number", "add", "+44 20 7946 0019", "--account", "acme", "--key", "monday")["added"] == 1
    assert [each["e164"] for each in found("number", "list", "--account", "acme", "--status", "active")] == [
        "+442079460018",
        "+442079460019",
    ]
    assert found("number", "show", "+44 20 7946 0019")["status"] == "ACTIVE"
    for _ in range(2):
        assert found("number", "remove", "+44 20 7946 0019", "--yes", "--key", "tuesday")[0]["removed"] is True
    again = found("number", "remove", "+44 20 7946 0019", "--yes", code=1)
    assert again[0]["messageCode"], "another language is made of it"
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
        {"number": "+442079460018", "changed": True, "message": None, "messageCode": None, "messageParams": None}
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


def test_of_a_port_out_is_shown_what_is_to_be_weighed(installation: Settings) -> None:
    async def placed(work: Work) -> str:
        of = await factories.scene(work)
        key = (await factories.port_out(work, of, end_user="Nobody Ltd")).id
        await comment_on_port_out_request(work, of.network, key, WriteCommentOnPortOut(text="Please hurry."))
        return ids.spelled("port_out_request", key)

    key = doing(installation, placed)
    shown = found("request", "show", key)
    assert {each["kind"] for each in shown["evidence"]["risks"]} == {"FIRST_OF_CARRIER", "MANY_NUMBERS"}
    assert [each["text"] for each in shown["comments"]] == ["Please hurry."]
    sheet = typed("request", "show", key)
    assert "has never asked for numbers here before." in sheet
    assert "NAME DIFFERENT: Nobody Ltd / " in sheet
    assert "(the gaining carrier sees it): Please hurry." in sheet
