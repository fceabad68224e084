"""The letters that belong to no order, with facts as their operations name them: each once, to be read beside those of the lifecycles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.account_settings import words_of
from portico.domain.people.users import LEVEL_WORDS
from portico.domain.sentences import Said, quoted
from portico.domain.statuses import Level, WebhookDisabledReason
from portico.domain.words.notices import ENGLISH, NoticeFact, gaps, holds_a_link
from portico.mailroom.letters import noticing
from portico.operations.desk.webhooks.webhook_endings import ADVICE, SENTENCES
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.notices import Notice
from tests.letters.printing import BASE_URL, Printed

TO: Final = "ada@acme.example"
FACTS: Final[dict[str, NoticeFact]] = {
    "account": quoted("Acme Telecom"),
    "advice": ADVICE[WebhookDisabledReason.FAILING].said(),
    "at": datetime(2026, 3, 3, 14, 5, tzinfo=UTC),
    "by": quoted("Femke de Vries"),
    "carrier": quoted("Albion Voice"),
    "day": date(2026, 3, 2),
    "email": quoted("ada.byron@acme.example"),
    "host": quoted("hooks.acme.example"),
    "left": 9,
    "level": LEVEL_WORDS[Level.ADMIN].said(),
    "name": quoted("Ada Byron"),
    "numbers": quoted("+1 212-736-0001, +1 212-736-0002"),
    "place": quoted("Acme Telecom"),
    "prefix": quoted("abcdefgh"),
    "reason": SENTENCES[WebhookDisabledReason.FAILING].said(),
    "token": quoted("CI"),
    "what": words_of(["contacts", "notification_emails"]),
    "who": quoted("Femke de Vries"),
}
OWN: Final[dict[Happening, dict[str, NoticeFact]]] = {
    Happening.ACCOUNT_PORT_OUT_POLICY_SET: {"what": words_of(["port_out_on_deadline", "port_out_two_person"])},
}
LINES: Final[dict[Happening, tuple[Said, ...]]] = {
    **dict.fromkeys(
        (Happening.ACCOUNT_NUMBERS_REFUSED, Happening.ACCOUNT_NUMBERS_GUESSED_AT), (quoted("+1 212-736-0001: The PIN is wrong."),)
    ),
    Happening.USER_DIGEST: (quoted("PI-2026-000016: FOC date set (3 numbers)."),),
    Happening.USER_QUEUE_DIGEST: (quoted("Porting requests that wait for staff: 2."),),
}


def every_notice() -> list[Printed]:
    """One letter of each kind, on the clock of Amsterdam."""
    return [_printed(Happening(event)) for event in ENGLISH]


def _printed(event: Happening) -> Printed:
    facts = {name: (FACTS | OWN.get(event, {}))[name] for name in gaps(event)}
    link = new_id(datetime(2026, 3, 2, tzinfo=UTC)) if holds_a_link(event) else None
    order = ("installation", INSTALLATION, 1)
    notice = Notice(event=event, to=TO, order=order, zone="Europe/Amsterdam", facts=facts, lines=LINES.get(event, ()), link=link)
    letter = noticing.render(notice.payload, address=f"{BASE_URL}/link#secret" if link else None)
    return Printed(letter, event, (TO,), ["what belongs to no order, with facts made up"])
