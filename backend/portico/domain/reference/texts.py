"""What requirement files say to people, and the code of each of their texts: read off where it stands, never written into a file.

What a shared set says is called after what it says it of (`requirement.label.subscriber.name`), also where a country repeats it word
for word. A country's own words carry the country (`….GB`), and the type of number too (`….FR.MOBILE`) where its types have different
ones. So no country's words come under the code of another's, and a new country changes no code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from portico.domain.reference import Entry
from portico.domain.sentences import Phrase, Said, Sentence, quoted
from portico.domain.statuses import NumberType

TextPlace = tuple[str, NumberType]
Say = Callable[[str, object], object]
"""Told what a text is and its words; what comes back stands in their place."""


class Text(NamedTuple):
    """`of` is what it says of what: `label.subscriber.name`, `document_notes.LOA`. A note has no name: its first words are its name."""

    of: str
    words: str


Spoken = Mapping[tuple[TextPlace | None, Text], Said]
"""What each text of the files is as a sentence, by where it stands; None is every place."""

_SAYS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "documents": ("kind", {"name": "document_name", "notes": "document_notes"}),
    "fields": ("name", {"label": "label", "hint": "hint"}),
}
"""By what the entries of a list are told apart, and which of their parts are for people."""
_NAMES: Final = ("label.", "document_name.", "interval_label.")
_TELLING_WORDS: Final = 6


def spoken(shared: Entry, rows: Mapping[TextPlace, Entry]) -> Spoken:
    """Every text of the files, declared under its code; a code that would say two things raises ValueError."""
    own = {place: _texts(worded, row) for place, row in rows.items()}
    return {key: _declared(code, key[1]).said() for key, code in codes(_texts(worded_sets, shared), own).items()}


def codes(shared: Iterable[Text], own: Mapping[TextPlace, Iterable[Text]]) -> dict[tuple[TextPlace | None, Text], str]:
    """The code of each text by where it stands."""
    everywhere = frozenset(shared)
    theirs = [(*place, text) for place, texts in own.items() for text in frozenset(texts) - everywhere]
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for country, _, text in theirs:
        told[country, text.of].add(text.words)
    found: dict[tuple[TextPlace | None, Text], str] = {(None, text): f"requirement.{text.of}" for text in everywhere}
    for country, number_type, text in theirs:
        differing = len(told[country, text.of]) > 1
        found[(country, number_type), text] = f"requirement.{text.of}.{country}" + (f".{number_type}" if differing else "")
    return found


def said_at(place: TextPlace | None, of: str, words: object, found: Spoken) -> object:
    """Words as the files' own sentence where these say just so at this place, else as somebody's own; what is no text stays as it is."""
    if not isinstance(words, str):
        return words
    text = Text(of, words)
    return found.get((place, text)) or found.get((None, text)) or quoted(words)


def worded(row: Entry, say: Say) -> Entry:
    """One entry of a country's file with what `say` makes of its texts."""
    interval = row["interval"]
    return {
        **row,
        **{part: _needs(part, row[part], say) for part in _SAYS},
        "interval": None if interval is None else _interval(interval, say),
        "notes": [say(_named("note", note), note) for note in row["notes"]],
    }


def worded_sets(shared: Entry, say: Say) -> Entry:
    """The file of the shared sets with what `say` makes of its texts."""
    return {**shared, **{part: {name: _needs(part, needs, say) for name, needs in shared[part].items()} for part in _SAYS}}


def _needs(part: str, needs: Iterable[str | Entry], say: Say) -> list[str | Entry]:
    """These documents or fields; the name of a set stays as it is."""
    key, says = _SAYS[part]
    return [
        need
        if isinstance(need, str)
        else {**need, **{each: say(f"{of}.{need[key]}", need[each]) for each, of in says.items() if need.get(each) is not None}}
        for need in needs
    ]


def _interval(row: Entry, say: Say) -> Entry:
    note = row.get("note")
    return {
        **row,
        "note": None if note is None else say("interval_note", note),
        "variants": [{**each, "label": say(_named("interval_label", each["label"]), each["label"])} for each in row.get("variants", ())],
    }


def _named(of: str, words: object) -> str:
    return f"{of}.{'_'.join(re.findall('[a-z0-9]+', str(words).lower())[:_TELLING_WORDS])}"


def _texts(read: Callable[[Entry, Say], object], entry: Entry) -> list[Text]:
    found: list[Text] = []
    read(entry, lambda of, words: found.append(Text(of, str(words))))
    return found


def _declared(code: str, text: Text) -> Sentence:
    return (Phrase if text.of.startswith(_NAMES) else Sentence)(code, text.words)
