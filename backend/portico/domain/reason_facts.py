"""What a journal entry tells of reasons: what was wrong, with which code it was rejected, and what was confirmed as right. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portico.domain.port_ins.field_words import words_of
from portico.domain.reasons import PORT_IN, PORT_OUT, PortOutRejectCode, ReasonCode, is_a_rejection, raised, still_wrong
from portico.domain.sentences import Said, Sentence, behind_a_colon, quoted
from portico.domain.words.entry_data import EntryData

_REJECTED: Final = Sentence("fact.rejected", "Rejected: {reasons}")
_HELD_UP: Final = Sentence("fact.held_up", "Held up: {reasons}")
_NOT_PORTABLE: Final = Sentence("fact.not_portable", "Not portable: {reasons}")
_CONFIRMED: Final = Sentence("fact.confirmed", "Confirmed as right: {what}. The comment: {comment}")
_CONFIRMED_SO: Final = Sentence("fact.confirmed.so", "Confirmed as right: {reason} The comment: {comment}")
_BLOCKING_CODE: Final = Sentence("fact.blocking_code", "Blocking code {code}.")
_TURNED_AWAY: Final = Sentence("fact.turned_away", "{carrier} asked for it: {reason}")


def facts(event: str, data: EntryData) -> Iterator[Said]:
    """What an entry tells of reasons, in the order in which it is read."""
    yield from _codes(event, data)
    yield from _code(event, data)
    yield from _confirmed(data)


def _codes(event: str, data: EntryData) -> Iterator[Said]:
    codes = [code for code in data.get("codes", ()) if code in set(ReasonCode)]
    if codes and event == "porting_number.cancellation_rejected":
        yield from still_wrong(codes, data.get("words"))
    elif codes:
        sentence = _NOT_PORTABLE if event == "porting_number.marked_not_portable" else _REJECTED if is_a_rejection(codes) else _HELD_UP
        yield sentence.said(reasons=behind_a_colon(raised(codes)))


def _code(event: str, data: EntryData) -> Iterator[Said]:
    code = data.get("code")
    if event in {"porting_request.blocked", "porting_number.rejected"} and code:
        yield _BLOCKING_CODE.said(code=code)
    elif code in set(PortOutRejectCode) and event != "porting_request.rejected":  # that is its reason
        reason = PORT_OUT[PortOutRejectCode(code)].sentence.said()
        carrier = data.get("carrier")
        yield _TURNED_AWAY.said(carrier=carrier, reason=reason) if carrier else _REJECTED.said(reasons=behind_a_colon([reason]))


def _confirmed(data: EntryData) -> Iterator[Said]:
    for each in data.get("confirmed", ()):
        reason = PORT_IN[ReasonCode(each["code"])]
        own = [name for name in reason.fields if name != "extra_fields"] or reason.fields
        comment = quoted(each["comment"])
        if own:
            yield _CONFIRMED.said(what=words_of(own), comment=comment)
        else:
            yield _CONFIRMED_SO.said(reason=behind_a_colon([reason.sentence.said()]), comment=comment)
