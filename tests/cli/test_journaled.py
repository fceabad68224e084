"""Every command that changes something is journaled with who typed it: each command of the terminal stands in one of two lists here."""

from __future__ import annotations

import getpass
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import typer
from typer.testing import CliRunner

from portico.cli.shell.commands import cli
from portico.domain.events import Happening
from portico.domain.ids import new_id, spelled
from portico.domain.statuses import Level
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.cli.terminal import doing
from tests.operations.engine.archive import all_of
from tests.web import papers

pytestmark = pytest.mark.either_engine
H = Happening
PASSWORD: Final = "correct horse battery"
CHANGES_NOTHING: Final = frozenset({
    "serve", "demo", "worker", "migrate", "backup", "restore", "held", "export-schema", "draw", "watch", "keys seal", "keys open",
    "account list", "account show", "user list", "user show", "carrier list", "carrier show", "fee list", "fee show", "number where",
    "number list", "number show", "token list", "token show", "webhook log", "webhook list", "webhook show", "company-profile list",
    "company-profile show", "configuration-profile list", "configuration-profile show", "user sessions", "user sign-ins",
    "user notifications", "request list", "request show", "legal-hold list", "operator show", "requirement list", "requirement show",
    "business-day list", "reason list", "retention show", "snapback list", "snapback show", "internal-move list", "internal-move show",
})  # fmt: skip
"""They read, or they are about the machine: what a restored database is held for is journaled when it is served."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is typed, and what the journal says it was; `{names}` stand for ids that steps before `keep`."""

    command: str
    words: tuple[str, ...]
    event: str
    keep: str | None = None
    said: str = ""


STEPS: Final = (
    Step("init", ("--from", "operator.toml", "--yes"), H.OPERATOR_CHANGED),
    Step("operator change", ("--country", "NL"), H.OPERATOR_CHANGED),
    Step("operator change", ("--logo", "logo.png"), H.OPERATOR_CHANGED),
    Step("operator change", ("--clear", "logo"), H.OPERATOR_CHANGED),
    Step("second-factor demand", ("STAFF",), H.INSTALLATION_DEMANDS_CHANGED),
    Step("second-factor demand", ("NOBODY",), H.INSTALLATION_DEMANDS_CHANGED),
    Step("account create", ("Acme",), H.ACCOUNT_CREATED),
    Step("account change", ("acme", "--name", "Acme & Sons"), H.ACCOUNT_CHANGED),
    Step("account port-out-policy", ("acme", "--port-out-two-person"), H.ACCOUNT_PORT_OUT_POLICY_SET),
    Step("account callback-secret", ("acme",), H.ACCOUNT_CALLBACK_SECRET_ROTATED),
    Step("account close", ("acme",), H.ACCOUNT_CLOSED),
    Step("account reopen", ("acme",), H.ACCOUNT_REOPENED),
    Step("account export", ("acme", "--to", "acme.zip"), H.ACCOUNT_EXPORTED),
    Step("user create", ("sue@portico.example", "--name", "Sue", "--level", "ADMIN"), H.USER_CREATED),
    Step("user create", ("ada@acme.example", "--name", "Ada", "--level", "ADMIN", "--account", "acme"), H.USER_CREATED),
    Step("user invite", ("bob@acme.example", "--name", "Bob", "--level", "MEMBER", "--account", "acme"), H.USER_INVITED),
    Step("user invite-again", ("old@acme.example",), H.USER_INVITED_AGAIN),
    Step("user change", ("bob@acme.example", "--level", "ADMIN"), H.USER_LEVEL_CHANGED),
    Step("user change", ("bob@acme.example", "--name", "Robert"), H.USER_CHANGED),
    Step("user disable", ("old@acme.example",), H.USER_DISABLED),
    Step("user enable", ("old@acme.example",), H.USER_ENABLED),
    Step("user sessions-end", ("eve@acme.example",), H.USER_SESSIONS_ENDED),
    Step("second-factor remove", ("eve@acme.example",), H.USER_SECOND_FACTOR_RESET),
    Step("user notify", ("bob@acme.example", "progress", "instant"), H.USER_NOTIFICATIONS_CHANGED),
    Step("company-profile create", ("HQ", "--company-name", "Acme", "--country", "GB", "--account", "acme"), H.COMPANY_PROFILE_CREATED),
    Step("company-profile change", ("HQ", "--city", "London"), H.COMPANY_PROFILE_UPDATED),
    Step("configuration-profile create", ("Desk", "TRUNK", "trunk-1", "--account", "acme"), H.CONFIGURATION_PROFILE_CREATED),
    Step("configuration-profile change", ("Desk", "--capacity", "5"), H.CONFIGURATION_PROFILE_UPDATED),
    Step("carrier create", ("Albion Voice", "--country", "GB"), H.CARRIER_CREATED),
    Step("carrier region", ("Albion Voice", "GB-SCT"), H.CARRIER_CHANGED),
    Step("carrier change", ("Albion Voice", "--cupid", "499"), H.CARRIER_CHANGED),
    Step("carrier callback-secret", ("Albion Voice",), H.CARRIER_SECRET_RENEWED),
    Step("carrier retire", ("Albion Voice",), H.CARRIER_RETIRED),
    Step("carrier restore", ("Albion Voice",), H.CARRIER_RESTORED),
    Step("fee create", ("GB", "GBP", "12.00", "--json"), H.FEE_SET, keep="fee"),
    Step("fee change", ("{fee}", "--amount-minor", "1500"), H.FEE_CHANGED),
    Step("fee end", ("{fee}", "2099-12-31"), H.FEE_ENDED),
    Step("fee remove", ("{fee}",), H.FEE_REMOVED),
    Step("number add", ("+44 20 7946 0018", "--account", "acme"), H.PHONE_NUMBER_ADDED),
    Step("number ring", ("+44 20 7946 0018", "--nowhere"), "phone_number.profile_assigned"),
    Step("number pin", ("+44 20 7946 0018",), H.PHONE_NUMBER_PIN_SET),
    Step("number lock", ("+44 20 7946 0018",), "phone_number.locked"),
    Step("number remove", ("+44 20 7946 0018", "--yes"), "phone_number.removed"),
    Step("token create", ("--role", "staff", "--json"), H.API_TOKEN_CREATED, keep="prefix"),
    Step("token rotate", ("{prefix}",), H.API_TOKEN_ROTATED),
    Step("token revoke", ("{prefix}",), H.API_TOKEN_REVOKED),
    Step("webhook create", ("CRM", "https://crm.example/hook", "--account", "acme"), H.WEBHOOK_ENDPOINT_CREATED),
    Step("webhook change", ("CRM", "--name", "ERP"), H.WEBHOOK_ENDPOINT_CHANGED),
    Step("webhook rotate", ("ERP",), H.WEBHOOK_ENDPOINT_ROTATED),
    Step("webhook disable", ("ERP",), H.WEBHOOK_ENDPOINT_DISABLED),
    Step("webhook enable", ("ERP",), H.WEBHOOK_ENDPOINT_ENABLED),
    Step("webhook test", ("ERP",), H.WEBHOOK_ENDPOINT_TESTED),
    Step("webhook replay-one", ("{delivery}",), H.WEBHOOK_ENDPOINT_REPLAYED),
    Step("webhook replay", ("Failed", "--since", "2020-01-01T00:00:00Z"), H.WEBHOOK_ENDPOINT_REPLAYED),
    Step("webhook delete", ("ERP",), H.WEBHOOK_ENDPOINT_DELETED),
    Step("request match", ("{request}", "Deltaport"), "porting_request.losing_carrier_matched"),
    Step("legal-hold set", ("{request}", "--reason", "Case 12"), H.LEGAL_HOLD_SET),
    Step("legal-hold lift", ("{request}",), H.LEGAL_HOLD_LIFTED),
    Step("reason word", ("in", "NAME_MISMATCH", "--text", "The name differs."), H.REASON_WORDED),
    Step("requirement override", ("GB", "MOBILE", "-"), H.REQUIREMENT_OVERRIDDEN, said='{"notes": ["Ask twice."]}'),
    Step("requirement reset", ("GB", "MOBILE"), H.REQUIREMENT_RESTORED),
    Step("business-day set", ("GB", "2027-12-24", "free"), H.BUSINESS_DAY_SET),
    Step("business-day remove", ("GB", "2027-12-24"), H.BUSINESS_DAY_REMOVED),
    Step("evidence make", ("{ended}",), H.EVIDENCE_PACK_MADE),
    Step("evidence save", ("{other}", "evidence.zip"), H.EVIDENCE_PACK_MADE),
    Step("retention change", ("DRAFT", "40"), H.RETENTION_CHANGED),
    Step("retention run", (), H.RETENTION_ORDER_DELETED),
    Step("doctor", ("--repair", "--yes"), H.INSTALLATION_REPAIRED),
    Step("hold", (), H.INSTALLATION_HELD),
    Step("release", ("--yes",), H.INSTALLATION_RELEASED),
)
"""In this order, on one installation."""
NOT_KEYED: Final = frozenset({"init", "retention run", "doctor", "evidence make", "evidence save", "number pin"})
"""What finds out by itself what is left to do, and does only that: evidence is made once. PINs are others each time."""
NOT_THERE_AGAIN: Final = frozenset({"webhook change", "webhook delete", "account export"})
"""What is no more called as it was, or would write over a file: a second time is refused before the key is looked at."""


def commands(group: Any, *names: str) -> set[str]:
    """Every command there is, as it is typed."""
    below = getattr(group, "commands", None)
    return {" ".join(names)} if below is None else {each for name, one in below.items() for each in commands(one, *names, name)}


def test_every_command_is_known_to_change_something_or_nothing() -> None:
    changing = {step.command for step in STEPS}
    assert not changing & CHANGES_NOTHING
    assert changing | CHANGES_NOTHING == commands(typer.main.get_command(cli))


def test_whatever_is_changed_at_a_terminal_is_journaled_with_who_typed_it(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("operator.toml").write_text('[operator]\nname = "Lowlands"\n', encoding="utf-8")
    Path("logo.png").write_bytes(papers.png())
    kept = doing(installation, placed)
    who = f"{getpass.getuser()} at the command line"
    for place, step in enumerate(STEPS):
        monkeypatch.setenv("PORTICO_USER_PASSWORD", PASSWORD)  # each command takes it away
        before = journal(installation)
        words = [word.format(**kept) if word.startswith("{") else word for word in step.words]
        line = [*step.command.split(), *words, *(["--key", f"step {place}"] if step.command not in NOT_KEYED else [])]
        done = CliRunner().invoke(cli, line, input=step.said)
        assert not done.exception or isinstance(done.exception, SystemExit), (step, done.exception)
        written = journal(installation)[len(before) :]
        assert (step.event, who) in written, (step, written, done.output)
        assert {name for _event, name in written} == {who}, step
        if step.command not in NOT_KEYED:
            monkeypatch.setenv("PORTICO_USER_PASSWORD", PASSWORD)
            again = CliRunner().invoke(cli, line, input=step.said)
            assert again.exit_code == done.exit_code or step.command in NOT_THERE_AGAIN, (step, again.output, again.exception)
            assert journal(installation)[len(before) :] == written, (step, "with the same key it was done twice")
        if step.keep:
            answer = json.loads(done.stdout)
            kept[step.keep] = answer["id" if step.keep == "fee" else step.keep]


def journal(settings: Settings) -> list[tuple[str, str]]:
    """Every entry: what happened, and who did it."""

    async def read(work: Work) -> list[tuple[str, str]]:
        return [(entry["event"], entry["actor_name"]) for entry in await all_of(work, models.JournalEntry, "position")]

    return doing(settings, read)


async def placed(work: Work) -> dict[str, str]:
    """What some commands are about and none makes: people who have come or have not, failures, a draft, a claim of nothing; ids of some."""
    rows = factories.Rows(work.now)
    of = rows.scene("GB")
    rows.user(Level.MEMBER, of.account_id, email="old@acme.example", password_hash=None)
    eve = rows.user(Level.MEMBER, of.account_id, email="eve@acme.example", password_hash="x").id
    rows.add(models.SecondFactor, user_id=eve, secret_sealed="", confirmed_at=work.now, last_step=0)
    failed = rows.webhook_delivery(of.account_id, endpoint := rows.webhook_endpoint(of.account_id, name="Failed"))
    once_more = rows.webhook_delivery(of.account_id, endpoint)
    request = rows.request(of, country="GB", losing_carrier_id=None, losing_carrier_name="Delta port")
    ended, other = (rows.request(of, country="GB", status="COMPLETED", ended_at=work.now) for _ in range(2))
    rows.carrier(name="Deltaport", country="GB")
    rows.request(of, country="GB", status="DRAFT", updated_at=work.now - timedelta(days=365))
    rows.claim("PORT_IN", "+442079460099", new_id(work.now))
    await rows.write(work)
    session = {"token_hash": "x", "user_id": eve, "last_seen_at": work.now, "expires_at": work.now + timedelta(days=1)}
    async with work.database.transaction() as unit:
        await sql.insert(unit, models.Session, [{"id": new_id(work.now), "created_at": work.now, "updated_at": work.now, **session}])
        await unit.execute("UPDATE delivery SET status = 'GIVEN_UP', order_kind = 'porting_request' WHERE id = $1", failed)
        await unit.execute("UPDATE delivery SET status = 'DELIVERED', order_kind = 'porting_request' WHERE id = $1", once_more)
    named = {name: spelled("porting_request", each.id) for name, each in (("ended", ended), ("other", other))}
    return {**named, "request": spelled("porting_request", request.id), "delivery": spelled("delivery", once_more)}
