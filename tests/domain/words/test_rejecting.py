"""The glossary's words: a person or carrier rejects, Portico refuses. No move of anybody is told in Portico's word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graphql import GraphQLEnumType

from portico.domain.tables import LIFECYCLES
from portico.domain.words import mails
from portico.domain.words.titles import EVENTS, LABELS
from portico.graphql.schema import schema

PORTICOS: Final = re.compile(r"refus", re.IGNORECASE)
WORDS: Final = Path(__file__).parents[3] / "frontend" / "src" / "i18n" / "en" / "words.ts"
STATUSES: Final = re.compile(r"(\w+Status): \{\n(.*?)\n  \},", re.DOTALL)
OF_A_RECEIVER: Final = "deliveryStatus"
"""A server that does not take what it is sent refuses it."""


def told() -> Iterator[tuple[str, str]]:
    """What is said of every move: on its button, in its history, in its letter and in the API; by where it stands."""
    yield from LABELS.items()
    for subject, table in LIFECYCLES.items():
        for row in table.transitions:
            yield f"{subject}.{row.verb}", row.said.text
            yield f"title of {row.event}", EVENTS.get(str(row.event), "")
        for status in table.statuses:
            yield f"{subject} as {status}", table.words_of(status).text
    for event, mail in mails.ENGLISH.items():
        yield f"mail of {event}", f"{mail.subject} {mail.sentence} {mail.next}"


def test_what_a_person_or_a_carrier_does_is_told_as_rejecting() -> None:
    found = list(told())
    assert len(found) > 300
    assert [(place, words) for place, words in found if PORTICOS.search(words)] == []


def test_a_status_is_described_as_rejected() -> None:
    kinds = [kind for kind in schema._schema.type_map.values() if isinstance(kind, GraphQLEnumType)]
    shown = {f"{kind.name}.{name}": value.description or "" for kind in kinds for name, value in kind.values.items() if name == "REFUSED"}
    assert shown.keys() >= {"SnapbackStatus.REFUSED", "InternalMoveStatus.REFUSED"}
    assert {name: words for name, words in shown.items() if PORTICOS.search(words)} == {}


def test_the_dashboard_shows_no_status_as_refused() -> None:
    found = {name: re.findall(r"'([^']*)'", lines) for name, lines in STATUSES.findall(WORDS.read_text(encoding="utf-8"))}
    assert found.keys() >= {"snapbackStatus", "internalMoveStatus"}
    assert [words for name, each in found.items() if name != OF_A_RECEIVER for words in each if PORTICOS.search(words)] == []
