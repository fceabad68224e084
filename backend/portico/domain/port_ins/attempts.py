"""What changed from one attempt at the losing carrier to the next, read off the snapshots of what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from portico.domain.inventory.blocks import held, shown
from portico.domain.reference.shapes import PIN, REQUEST_ATTRIBUTES
from portico.domain.sentences import Phrase, Said, quoted

Snapshot = Mapping[str, Any]


class Difference(NamedTuple):
    """One field under the name the reasons use; before and after are for people, None where there was nothing.

    Without a code they are what was sent.
    """

    field: str
    before: Said | None
    after: Said | None


GIVEN: Final = Phrase("attempt.given", "given").said()
GIVEN_ANEW: Final = Phrase("attempt.given_anew", "given anew").said()
NEW_FILE: Final = Phrase("attempt.new_file", "{files} (a new file)")
_NAMES: Final[Mapping[str, str]] = {
    **{attribute: name for name, attribute in REQUEST_ATTRIBUTES.items() if name != PIN},
    "subscriber_kind": "subscriber.kind",
    "customer_reference": "customer_reference",
    "losing_carrier": "losing_carrier",
    "network_carrier": "network_carrier",
    "company_profile": "company_profile",
}


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """What was sent otherwise, fields first, then documents. A part that one of the snapshots does not know is not compared."""
    found = [Difference(name, _text(before[key]), _text(after[key])) for key, name in _NAMES.items() if key in before and key in after]
    if "number_blocks" in before and "number_blocks" in after:
        found.append(Difference("number_blocks", *(_listed(map(shown, held(each["number_blocks"]))) for each in (before, after))))
    found += _extras(before.get("extra_fields") or {}, after.get("extra_fields") or {})
    found += [_pin(before, after), *_secrets(before.get("secrets_given") or {}, after.get("secrets_given") or {})]
    if "documents" in before and "documents" in after:
        found += _documents(before["documents"], after["documents"])
    return [each for each in found if each.before != each.after]


def _extras(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    names = dict.fromkeys([*before, *after])
    return [Difference(f"extra_fields.{name}", _text(before.get(name)), _text(after.get(name))) for name in names]


def _pin(before: Snapshot, after: Snapshot) -> Difference:
    """No snapshot holds a PIN, only whether and when one was given."""
    first, second = (GIVEN if snapshot.get("has_pin") else None for snapshot in (before, after))
    anew = first and second and "pin_given_at" in before and before["pin_given_at"] != after.get("pin_given_at")
    return Difference(PIN, first, GIVEN_ANEW if anew else second)


def _secrets(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Extra fields that act as PINs: name → when it was given."""
    found = []
    for name in dict.fromkeys([*before, *after]):
        first, second = (GIVEN if name in given else None for given in (before, after))
        anew = first and second and before[name] != after[name]
        found.append(Difference(f"extra_fields.{name}", first, GIVEN_ANEW if anew else second))
    return found


def _documents(before: Iterable[Mapping[str, str]], after: Iterable[Mapping[str, str]]) -> list[Difference]:
    """By kind, the files of one attempt that are not in the other. A new file may have the old one's name."""
    earlier, later = _by_kind(before), _by_kind(after)
    found = []
    for kind in dict.fromkeys([*earlier, *later]):
        old, new = earlier.get(kind, {}), later.get(kind, {})
        gone = _listed(name for key, name in old.items() if key not in new)
        come = _listed(name for key, name in new.items() if key not in old)
        anew = NEW_FILE.said(files=come.text) if come and come == gone else come
        found.append(Difference(f"documents.{kind}", gone, anew))
    return found


def _by_kind(documents: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for document in documents:
        found.setdefault(document["kind"], {})[document["id"]] = document["file_name"]
    return found


def _listed(names: Iterable[str]) -> Said | None:
    return _text(", ".join(names))


def _text(value: object) -> Said | None:
    return None if value in (None, "") else quoted(str(value))
