"""A notice's facts turned into subject, text and HTML: words from `domain.words.notices`, layout from one template of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portico.domain.words import mails
from portico.domain.words.mails import receiving
from portico.domain.words.mails.receiving import LetterGround
from portico.domain.words.notices import COME_BY_CHOICE, notice_words
from portico.mailroom.letters import spoken
from portico.mailroom.letters.letters import ENVIRONMENT, NO_HEAD, SUBJECT_LENGTH, Head, Letter, one_line, wrap


def render(payload: Mapping[str, Any], *, address: str | None = None, head: Head = NO_HEAD) -> Letter:
    """The letter of a payload made by `operations.engine.notices`; `address` is where its button leads, where it has one."""
    locale = mails.locale_of(payload.get("locale"))
    zone = payload.get("zone", "UTC")
    words = notice_words(payload["notice"], locale)
    facts = {name: spoken_fact(fact, zone, locale) for name, fact in payload["facts"].items()}
    context = {
        "locale": locale,
        "title": spoken.filled(words.subject, facts),
        "paragraphs": [spoken.filled(each, facts) for each in words.paragraphs],
        "lines": [spoken_fact(line, zone, locale) for line in payload.get("lines", ())],
        "why": _why(payload, facts, locale),
        "button": words.button if address else None,
        "address": address,
        "head": head,
        "wrap": wrap,
    }
    return Letter(
        subject=one_line(str(context["title"]))[:SUBJECT_LENGTH],
        text=ENVIRONMENT.get_template("notice.txt").render(context),
        html=ENVIRONMENT.get_template("notice.html").render(context),
    )


def _why(payload: Mapping[str, Any], facts: Mapping[str, str], locale: str) -> list[str]:
    """What the address is of the account it is about, as it was when the letter was owed; and that it always comes."""
    said = receiving.because([LetterGround(each) for each in payload.get("grounds", ())], facts, locale=locale)
    return said + (receiving.always_said(locale) if payload["notice"] not in COME_BY_CHOICE else [])


def spoken_fact(fact: Any, zone: str, locale: str) -> str:
    """A fact in words: an instant and a day by the receiver's clock."""
    match fact:
        case {"at": instant}:
            return spoken.moment(instant, zone, locale)
        case {"day": day}:
            return mails.spoken_day(date.fromisoformat(day), locale)
        case _:
            return spoken.in_words(fact, locale)
