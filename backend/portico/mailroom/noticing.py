"""A notice's facts turned into subject, text and HTML: words from `domain.words.notices`, layout from one template of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portico.domain.words import mails
from portico.domain.words.notices import notice_words
from portico.mailroom import spoken
from portico.mailroom.letters import ENVIRONMENT, NO_HEAD, SUBJECT_LENGTH, Head, Letter, one_line, wrap


def render(payload: Mapping[str, Any], *, address: str | None = None, head: Head = NO_HEAD) -> Letter:
    """The letter of a payload made by `operations.engine.notices`; `address` is where its button leads, where it has one."""
    locale = payload.get("locale") or mails.FALLBACK_LOCALE
    words = notice_words(payload["notice"], locale)
    facts = {name: str(value) for name, value in payload["facts"].items()}
    context = {
        "title": spoken.filled(words.subject, facts),
        "paragraphs": [spoken.filled(each, facts) for each in words.paragraphs],
        "lines": payload.get("lines", ()),
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
