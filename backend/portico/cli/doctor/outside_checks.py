"""What speaks to the world outside: the mail server, webhook endpoints, and the secrets that callbacks are signed with."""

from __future__ import annotations

from typing import Final

from portico.cli.asking import reader, whoever
from portico.cli.doctor.symptoms import Look, Severity, Symptom, Visit, symptom
from portico.domain.sentences import Sentence
from portico.domain.statuses import WebhookDisabledReason
from portico.mailroom import checking
from portico.operations.desk import trial_letters
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine.work import Work
from portico.operations.people import operator_settings
from portico.storage.desk import sealed
from portico.storage.desk.webhooks import webhook_endpoints
from portico.storage.engine.keyring import CannotOpen
from portico.storage.row_types.webhooks import WebhookEndpointRow

_NO_MAIL: Final = Sentence("doctor.mail_refused", "The mail server cannot be used: {why}")
_NOT_TAKEN: Final = Sentence("doctor.mail_not_taken", "The mail server did not take a letter to {to}: {why}")
_SENDER: Final = Sentence("doctor.mail_from_localhost", "Mails come from {sender}, which nobody can answer.")
_NOWHERE: Final = Sentence("doctor.mail_not_sent", "No letter was sent to {to}: there is no mail server.")
_DISABLED: Final = Sentence("doctor.webhook_disabled", "Nothing is sent to the webhook endpoint {name} any more. {reason}")
_FAILING: Final = Sentence("doctor.webhook_failing", "Nothing has arrived at the webhook endpoint {name} since {since}.")
_SEALED: Final = Sentence("doctor.secret_sealed", "A secret of {name} opens with none of PORTICO_SECRET_KEYS. Others like it: {others}.")
_SET_SMTP: Final = Sentence("doctor.act.set_smtp_url", "Set PORTICO_SMTP_URL.")
_SEE_TO_SMTP: Final = Sentence("doctor.act.see_to_smtp_url", "See to PORTICO_SMTP_URL, and to the way there.")
_SEE_TO_SENDER: Final = Sentence("doctor.act.see_to_mail_from", "See to PORTICO_MAIL_FROM, and to what the server admits.")
_SET_SENDER: Final = Sentence("doctor.act.set_mail_from", "Set it in the dashboard (Settings, Operator), or PORTICO_MAIL_FROM.")
_ENABLE: Final = Sentence(
    "doctor.act.enable_webhook", "Once it is mended: `portico webhook enable`, and `portico webhook replay` for what it missed ({name})."
)
_READ_LOG: Final = Sentence("doctor.act.webhook_log", "`portico webhook log` shows what it answers.")
_PUT_BACK: Final = Sentence(
    "doctor.act.put_key_back", "Put the key that is missing back into PORTICO_SECRET_KEYS, behind the first (`portico keys open`)."
)
_LETTER: Final = "This letter was sent by `portico doctor` to see whether mail arrives. It did, if you read this."


async def mail(work: Work, asked: Visit) -> list[Symptom]:
    """The server answers; where an address was given, it takes a letter."""
    to = asked.mail_to
    if not work.settings.mails_leave:
        return [symptom(Severity.FAULT, _NOWHERE, _SET_SMTP.said(), to=to)] if to else []
    try:
        await checking.greet(work)
    except checking.NoMail as problem:
        return [symptom(Severity.FAULT, _NO_MAIL, _SEE_TO_SMTP.said(), why=str(problem))]
    if to is None:
        return await _unanswerable(work)
    try:
        await checking.hand_over(work, to, _LETTER)
    except checking.NoMail as problem:
        return [symptom(Severity.FAULT, _NOT_TAKEN, _SEE_TO_SENDER.said(), to=to, why=str(problem))]
    await trial_letters.note(work, whoever())
    return await _unanswerable(work)


async def _unanswerable(work: Work) -> list[Symptom]:
    """In whose name letters really leave: what the operator has set goes before the environment."""
    sender = await operator_settings.mail_sender(work.reader, work.settings)
    if work.settings.environment != "production" or not sender.address.endswith("@localhost"):
        return []
    return [symptom(Severity.WARNING, _SENDER, _SET_SENDER.said(), sender=sender.address)]


async def callbacks(work: Work, _asked: Visit) -> list[Symptom]:
    """Endpoints that are sent nothing though nobody decided so, and those that do not answer."""
    found: list[Symptom] = []
    for row in await webhook_endpoints.listed(work.reader, reader()):
        if row["disabled_at"] is not None and row["disabled_reason"] is not WebhookDisabledReason.BY_HAND:
            act = _ENABLE.said(name=row["name"])
            found.append(symptom(Severity.WARNING, _DISABLED, act, name=row["name"], reason=_why(row)))
        elif row["disabled_at"] is None and row["failing_since"] is not None:
            since = f"{row['failing_since']:%Y-%m-%d %H:%M} UTC"
            found.append(symptom(Severity.WARNING, _FAILING, _READ_LOG.said(), name=row["name"], since=since))
    return found


def _why(row: WebhookEndpointRow) -> str:
    reason = row["disabled_reason"]
    return webhook_endings.SENTENCES[reason].said().text if reason else ""


async def secrets(work: Work, _asked: Visit) -> list[Symptom]:
    """What is sealed opens."""
    shut = [name for name, text in await sealed.samples(work.reader) if not _opens(work, text)]
    if not shut:
        return []
    return [symptom(Severity.FAULT, _SEALED, _PUT_BACK.said(), name=shut[0], others=len(shut) - 1)]


def _opens(work: Work, text: str) -> bool:
    try:
        work.keyring.open(text)
    except CannotOpen:
        return False
    return True


CHECKS: Final = (Look("mail", mail), Look("callbacks", callbacks), Look("secrets", secrets))
