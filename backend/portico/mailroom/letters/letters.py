"""A letter's facts turned into subject, text and HTML: words from `domain.words.mails`, layout from the templates of its language."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portico.domain.dates import calendar
from portico.domain.reasons import PORT_IN, ReasonCode, is_the_customers
from portico.domain.tables import LIFECYCLES
from portico.domain.words import mails
from portico.domain.words.mails import Audience, receiving
from portico.domain.words.mails.receiving import LetterGround
from portico.mailroom.letters import details, passages, spoken
from portico.mailroom.letters.passages import ARROW, Passage, PassageLine

TEMPLATES: Final = Path(__file__).parent / "templates"
WIDTH: Final = 76
SUBJECT_LENGTH: Final = 200
_CORRECTED: Final = ("porting_number.action_required", "porting_number.cancellation_rejected")
_LACKS: Final = {"papers": "papers_open", "unconfigured": "unconfigured"}
"""Ways of what happened to an order that lacks something, by the fact that says so."""
SETTINGS: Final = "/settings/notifications"
PAGES: Final = {
    "porting_request": "porting-requests",
    "port_out_request": "port-out-requests",
    "snapback": "snapbacks",
    "internal_move": "internal-moves",
}
ALWAYS_TOLD: Final = PAGES.keys() - {"porting_request"}
"""What is about numbers that leave an account is told whatever its people have chosen."""
ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(enabled_extensions=("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, without its envelope. `subject` is one line."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Head:
    """Whose letter it is: the operator's name and the address of its logo; empty where it has none."""

    operator: str = ""
    logo: str = ""


NO_HEAD: Final = Head()


def render(payload: Mapping[str, Any], *, base_url: str, locale: str = mails.FALLBACK_LOCALE, head: Head = NO_HEAD) -> Letter:
    """The letter of a payload made by `composing.letter`; a thousand numbers take a while, so call it on a thread."""
    locale = mails.locale_of(locale)
    happenings = payload["happenings"]
    order = {**payload["order"], "asks": any(_found(payload["order"], each, locale).to_do for each in happenings)}
    lead = happenings[payload["lead"]]
    words = [_wording(order, happened, locale) for happened in happenings]
    words = [_without_what_was_said(order, happened, wording, words) for happened, wording in zip(happenings, words, strict=True)]
    audience = words[payload["lead"]].to
    subject = words[payload["lead"]].subject
    title = _title(subject, lead, _told_by(lead, subject, happenings, words, locale), order, locale)
    nexts = _nexts(happenings, words, locale) + _asked_of_papers(order, happenings, locale)
    context = {
        "locale": locale,
        "title": title,
        "order": order,
        "kind": mails.VALUES[locale][f"kind:{order['kind']}"],
        "blocks": _blocks(order, happenings, words, locale),
        "numbers": [spoken.number(number) for number in order.get("numbers", ())],
        "direct_dial": [each.replace(" ", spoken.NO_BREAK) for each in order.get("direct_dial", ())],
        "to_do": [text for text, asks in nexts if asks],
        "next": [text for text, asks in nexts if not asks],
        "link": f"{base_url}/{PAGES[order['kind']]}/{order['id']}",
        "audience": str(audience),
        "why": _why(payload, audience, base_url, locale),
        "head": head,
        "wrap": wrap,
    }
    return Letter(
        subject=one_line(f"{order['reference']}: {title}")[:SUBJECT_LENGTH],
        text=ENVIRONMENT.get_template(f"{locale}/letter.txt").render(context),
        html=ENVIRONMENT.get_template(f"{locale}/letter.html").render(context),
    )


def _why(payload: Mapping[str, Any], audience: Audience, base_url: str, locale: str) -> list[str]:
    """Why this address has it: what was so when it was owed."""
    order = payload["order"]
    named = {"profile": order.get("profile") or "", "account": order.get("account") or "", "settings": f"{base_url}{SETTINGS}"}
    always = order["kind"] in ALWAYS_TOLD and audience is not Audience.STAFF
    return receiving.why([LetterGround(each) for each in payload.get("grounds", ())], audience, named, always=always, locale=locale)


def _wording(order: Mapping[str, Any], happened: Mapping[str, Any], locale: str) -> mails.Wording:
    """The words for what happened in the way it did, with what they name filled in but for the subject."""
    found = _found(order, happened, locale)
    values = spoken.values(order, happened, locale)
    return replace(found, sentence=spoken.filled(found.sentence, values), next=spoken.filled(found.next, values))


def _found(order: Mapping[str, Any], happened: Mapping[str, Any], locale: str) -> mails.Wording:
    return mails.wording(happened["event"], happened["to"], locale, _ways(order, happened))


def _ways(order: Mapping[str, Any], happened: Mapping[str, Any]) -> list[str]:
    """In which ways it happened, the most particular first: with what the order lacks as the letter is composed, in its flow, by itself."""
    way = happened.get("way")
    lacks = [name for name, fact in _LACKS.items() if order.get(fact)]
    return [*(f"{way}/{name}" if way else name for name in lacks), *filter(None, (order.get("flow"), way))]


def _without_what_was_said(
    order: Mapping[str, Any], happened: Mapping[str, Any], wording: mails.Wording, words: Sequence[mails.Wording]
) -> mails.Wording:
    """What another of the letter's events has said for all numbers is not said again at each; what is otherwise for one is."""
    if not any(happened["event"] in each.covers for each in words):
        return wording
    own = tuple(name for name in wording.details if name in order and happened.get(name, order[name]) != order[name])
    return replace(wording, sentence="", next="", details=own)


def _told_by(
    lead: Mapping[str, Any], subject: str, happenings: Sequence[Mapping[str, Any]], words: Sequence[mails.Wording], locale: str
) -> list[Mapping[str, Any]]:
    """The happenings of which the subject's words are true: those of the lead's event that have the same."""

    def said(happened: Mapping[str, Any], of: str) -> str:
        return spoken.filled(of, {"held_up": spoken.by_who_rejected("held_up", happened, locale)})

    told = zip(happenings, words, strict=True)
    return [each for each, own in told if each["event"] == lead["event"] and said(each, own.subject) == said(lead, subject)]


def _title(subject: str, lead: Mapping[str, Any], alike: Sequence[Mapping[str, Any]], order: Mapping[str, Any], locale: str) -> str:
    numbers = list(dict.fromkeys(happened["number"] for happened in alike if happened.get("number")))
    days = {spoken.day(happened["foc_at"], spoken.foc_zone({**order, **happened}), locale) for happened in alike if happened.get("foc_at")}
    many = spoken.numbers(len(numbers), locale)
    named = spoken.number(numbers[0]) if len(numbers) == 1 else many
    parts = {
        "held_up": spoken.by_who_rejected("held_up", lead, locale),
        "numbers": named if numbers else order["reference"],
        "foc": days.pop() if len(days) == 1 else mails.VALUES[locale]["foc:several"],
        "carrier": order.get("carrier", ""),
        "window": spoken.day(spoken.last_moment(order["ready_until"]), calendar.AMSTERDAM, locale) if "ready_until" in order else "",
        "perform": spoken.day(order["perform_at"], spoken.foc_zone(order), locale) if order.get("perform_at") else "",
        "left": spoken.left(lead, locale),
        "when": spoken.when([happened.get("days_ahead") for happened in alike], locale),
    }
    return spoken.filled(subject, parts)


def _asked_of_papers(order: Mapping[str, Any], happenings: Sequence[Mapping[str, Any]], locale: str) -> list[tuple[str, bool]]:
    """What the request asks of its papers, in a letter that would else say that nothing is asked."""
    says_so = any("{idle}" in _found(order, each, locale).next for each in happenings)
    return [(text, True) for text in spoken.asked_of_papers(order, locale)] if says_so else []


def _nexts(happenings: Sequence[Mapping[str, Any]], words: Sequence[mails.Wording], locale: str) -> list[tuple[str, bool]]:
    """What comes next and whether it is asked of the reader, each once; of several things that happened to a number the last one tells.

    What comes next for some of the letter's numbers only names them.
    """
    last: dict[tuple[str | None, int], mails.Wording] = {}
    for place, (happened, wording) in enumerate(zip(happenings, words, strict=True)):
        if wording.next:
            number = happened.get("number")
            last[number, 0 if number else place] = wording
    alike: dict[tuple[str, bool], list[str | None]] = {}
    for (number, _), wording in last.items():
        alike.setdefault((wording.next, wording.to_do), []).append(number)
    every = {happened["number"] for happened, wording in zip(happenings, words, strict=True) if wording.sentence and "number" in happened}
    return [(_of_whom(text, numbers, every, locale), asks) for (text, asks), numbers in alike.items()]


def _of_whom(text: str, numbers: Sequence[str | None], every: Collection[str], locale: str) -> str:
    """What comes next, behind its numbers where it is not so for each one of the letter; of many numbers behind how many they are."""
    of = list(filter(None, numbers))
    if len(of) < len(numbers) or len(of) >= len(every):
        return text
    return f"{spoken.named(of, locale)}: {text}"


def _blocks(
    order: Mapping[str, Any], happenings: Sequence[Mapping[str, Any]], words: Sequence[mails.Wording], locale: str
) -> list[Passage]:
    """First what happened to the order, then what happened to its numbers, in the order of the journal."""
    said = {happened.get("reason") for happened in happenings if not happened.get("number")}
    lines: dict[str | None, list[PassageLine]] = {}
    for happened, wording in zip(happenings, words, strict=True):
        number = happened.get("number")
        reason = happened.get("reason") or ""
        lines.setdefault(number, []).append(_line(order, happened, wording, "" if number and reason in said else reason, locale))
    of_the_order = [Passage((), tuple(lines.pop(None)))] if None in lines else []
    of_numbers = {spoken.number(str(number)): happened_to for number, happened_to in lines.items()}
    return of_the_order + passages.of_numbers(of_numbers, alone=not of_the_order)


def _line(order: Mapping[str, Any], happened: Mapping[str, Any], wording: mails.Wording, reason: str, locale: str) -> PassageLine:
    known = {**order, **happened}
    labels = mails.LABELS[locale]
    facts = ((labels[name], details.value(name, known, locale)) for name in wording.details if known.get(name))
    label = mails.VALUES[locale]["note" if wording.note else "reason"]
    return PassageLine(
        status=change_of_status(happened, locale) if wording.sentence or happened.get("number") else "",
        sentence=wording.sentence,
        details=tuple(facts),
        codes=_codes(order, happened, locale),
        reason=(label, reason.strip()) if reason.strip() else None,
        quote=happened.get("quote") or "",
    )


def _codes(order: Mapping[str, Any], happened: Mapping[str, Any], locale: str) -> tuple[str, ...]:
    """Reason codes in words, the operator's own where it has some; that it is something else says whoever wrote what it is."""
    explained = happened.get("quote" if "resumes" in happened else "reason")  # where it resumes, the reason is that of the decision
    codes = [code for code in happened.get("codes", ()) if not (code == ReasonCode.OTHER and explained)]
    told = {code: _reason_text(order, code, locale) for code in codes}
    return tuple(_not_yours(text, locale) if code in _of_others(happened) else text for code, text in told.items())


def _reason_text(order: Mapping[str, Any], code: str, locale: str) -> str:
    own = order.get("reason_texts", {}).get(code)
    if own is None and code in PORT_IN:
        return mails.said_in(locale, PORT_IN[ReasonCode(code)].sentence.said())
    return spoken.in_words(own or code, locale)


def _of_others(happened: Mapping[str, Any]) -> frozenset[str]:
    """Of reasons of which only some ask a correction of the customer, the others."""
    codes = happened.get("codes", ()) if happened["event"] in _CORRECTED else ()
    others = frozenset(code for code in codes if code in PORT_IN and not is_the_customers([code]))
    return others if others < set(codes) else frozenset()


def _not_yours(text: str, locale: str) -> str:
    return spoken.filled(mails.VALUES[locale]["not_yours"], {"reason": text})


def change_of_status(happened: Mapping[str, Any], locale: str) -> str:
    """The change of status in the words of its table; nothing where it stayed."""
    before, after, table = happened["from"], happened["to"], LIFECYCLES.get(happened["subject"])
    if table is None or after is None or before == after:
        return ""
    return ARROW.join(mails.said_in(locale, table.words_of(table.statuses(status))) for status in (before, after) if status)


def one_line(text: str) -> str:
    """Text that may stand in a header: line breaks and control characters become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def wrap(text: str, indent: int = 0, mark: str = "") -> str:
    """A text's paragraphs, at most 76 wide, behind a list's `mark`; a number or a link is never cut."""
    first, margin = " " * indent + mark, " " * (indent + len(mark))
    layout = textwrap.TextWrapper(WIDTH, first, margin, break_long_words=False, break_on_hyphens=False)
    return "\n".join(layout.fill(part) for part in text.splitlines() if part.strip()).replace(spoken.NO_BREAK, " ")
