"""What a notice says: a letter about an account or the installation, which belongs to no order. English is the first catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from portico.domain.events import Event, Happening
from portico.domain.words.mails import FALLBACK_LOCALE


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """Subject, paragraphs, and what the button says where there is an address to follow; `{names}` stand for the notice's facts."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str | None = None


ENGLISH: Final[Mapping[Event, NoticeWords]] = MappingProxyType(
    {
        Happening.INSTALLATION_MAIL_TESTED: NoticeWords(
            subject="Portico can send mail",
            paragraphs=("This letter was asked for at {host}, to see whether mail arrives. There is nothing to do.",),
        ),
        Happening.WEBHOOK_ENDPOINT_DISABLED: NoticeWords(
            subject="Webhook endpoint disabled: {name}",
            paragraphs=(
                "No more events are sent to the webhook endpoint {name} at {host}.",
                "{reason}",
                "What had not arrived can be sent anew: enable the endpoint in the settings, then replay what failed.",
            ),
        ),
    }
)
CATALOGUES: Final[Mapping[str, Mapping[Event, NoticeWords]]] = MappingProxyType({"en": ENGLISH})


def notice_words(event: str, locale: str = FALLBACK_LOCALE) -> NoticeWords:
    """The words of a notice about this; every event that is noticed has some."""
    return CATALOGUES.get(locale, ENGLISH)[Happening(event)]


def holds_a_link(event: str) -> bool:
    """Whether a letter about this lets in whoever reads it: then nobody but its receiver may."""
    return any(words.button is not None for noticed, words in ENGLISH.items() if noticed == event)
