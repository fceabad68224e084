"""What speaks to the world outside: the mail server, webhook endpoints, and the secrets that callbacks are signed with."""

from __future__ import annotations

from typing import Final

from portico.cli.asking import reader, whoever
from portico.cli.doctor.findings import Asked, Check, Finding, Severity, finding
from portico.domain.sentences import Sentence
from portico.domain.statuses import DisabledReason
from portico.mailroom import checking
from portico.operations.desk import trial_letters
from portico.operations.engine.work import Work
from portico.operations.people import operator_settings
from portico.storage.desk import sealed, webhook_endpoints
from portico.storage.engine.keyring import CannotOpen

_NO_MAIL: Final = Sentence("doctor.mail_refused", "The mail server cannot be used: {why}")
_NOT_TAKEN: Final = Sentence("doctor.mail_not_taken", "The mail server did not take a letter to {to}: {why}")
_SENDER: Final = Sentence("doctor.mail_from_localhost", "Mails come from {sender}, which nobody can answer.")
_NOWHERE: Final = Sentence("doctor.mail_not_sent", "No letter was sent to {to}: there is no mail server.")
_DISABLED: Final = Sentence("doctor.webhook_disabled", "Nothing is sent to the webhook endpoint {name} any more: {reason}.")
_FAILING: Final = Sentence("doctor.webhook_failing", "Nothing has arrived at the webhook endpoint {name} since {since}.")
_SEALED: Final = Sentence("doctor.secret_sealed", "A secret of {name} opens with none of PORTICO_SECRET_KEYS. Others like it: {others}.")
_LETTER: Final = "This letter was sent by `portico doctor` to see whether mail arrives. It did, if you read this."


async def mail(work: Work, asked: Asked) -> list[Finding]:
    """The server answers; where an address was given, it takes a letter."""
    to = asked.mail_to
    if not work.settings.mails_leave:
        return [finding(Severity.FAULT, _NOWHERE, "Set PORTICO_SMTP_URL.", to=to)] if to else []
    try:
        await checking.greet(work)
    except checking.NoMail as problem:
        return [finding(Severity.FAULT, _NO_MAIL, "See to PORTICO_SMTP_URL, and to the way there.", why=str(problem))]
    if to is None:
        return await _unanswerable(work)
    try:
        await checking.hand_over(work, to, _LETTER)
    except checking.NoMail as problem:
        return [finding(Severity.FAULT, _NOT_TAKEN, "See to PORTICO_MAIL_FROM, and to what the server admits.", to=to, why=str(problem))]
    await trial_letters.note(work, whoever())
    return await _unanswerable(work)


async def _unanswerable(work: Work) -> list[Finding]:
    """In whose name letters really leave: what the operator has set goes before the environment."""
    sender = await operator_settings.mail_sender(work.reader, work.settings)
    if work.settings.environment != "production" or not sender.address.endswith("@localhost"):
        return []
    act = "Set it in the dashboard (Settings, Operator), or PORTICO_MAIL_FROM."
    return [finding(Severity.WARNING, _SENDER, act, sender=sender.address)]


async def callbacks(work: Work, _asked: Asked) -> list[Finding]:
    """Endpoints that are sent nothing though nobody decided so, and those that do not answer."""
    found: list[Finding] = []
    for row in await webhook_endpoints.listed(work.reader, reader()):
        if row["disabled_at"] is not None and row["disabled_reason"] is not DisabledReason.BY_HAND:
            act = f"Once it is mended: `portico webhook enable`, and `portico webhook replay` for what it missed ({row['name']})."
            found.append(finding(Severity.WARNING, _DISABLED, act, name=row["name"], reason=str(row["disabled_reason"])))
        elif row["disabled_at"] is None and row["failing_since"] is not None:
            since = f"{row['failing_since']:%Y-%m-%d %H:%M} UTC"
            act = "`portico webhook log` shows what it answers."
            found.append(finding(Severity.WARNING, _FAILING, act, name=row["name"], since=since))
    return found


async def secrets(work: Work, _asked: Asked) -> list[Finding]:
    """What is sealed opens."""
    shut = [name for name, text in await sealed.samples(work.reader) if not _opens(work, text)]
    if not shut:
        return []
    act = "Put the key that is missing back into PORTICO_SECRET_KEYS, behind the first (`portico keys open`)."
    return [finding(Severity.FAULT, _SEALED, act, name=shut[0], others=len(shut) - 1)]


def _opens(work: Work, text: str) -> bool:
    try:
        work.keyring.open(text)
    except CannotOpen:
        return False
    return True


CHECKS: Final = (Check("mail", mail), Check("callbacks", callbacks), Check("secrets", secrets))
