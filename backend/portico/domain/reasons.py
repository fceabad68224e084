"""Why a port is sent back: codes with a text for people, who acts, and what the correction form opens (reference/reasons.json)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Generic, NotRequired, TypedDict, TypeVar

from portico.domain import reference
from portico.domain.sentences import Said, Sentence, behind_a_colon, quoted
from portico.domain.statuses import DocumentKind, WaitingOn

Code = TypeVar("Code", bound=StrEnum)
_TO_CORRECT: Final = Sentence("reasons.to_correct_now", "To be corrected now: {reasons}")
_OURS: Final = Sentence("reasons.being_corrected", "Staff put right what the losing carrier did not accept: {reasons}")
_HELD_UP: Final = Sentence("reasons.held_up", "Holding up the port: {reasons}")


class ReasonCode(StrEnum):
    """Why a port-in needs a correction or cannot be done."""

    ACCOUNT_NUMBER_MISMATCH = "ACCOUNT_NUMBER_MISMATCH"
    ACCOUNT_NUMBER_REQUIRED = "ACCOUNT_NUMBER_REQUIRED"
    AUTH_PERSON_MISMATCH = "AUTH_PERSON_MISMATCH"
    BTN_MISMATCH = "BTN_MISMATCH"
    NAME_MISMATCH = "NAME_MISMATCH"
    SERVICE_ADDRESS_MISMATCH = "SERVICE_ADDRESS_MISMATCH"
    POSTAL_CODE_MISMATCH = "POSTAL_CODE_MISMATCH"
    PIN_INVALID = "PIN_INVALID"
    PIN_REQUIRED = "PIN_REQUIRED"
    LOA_ILLEGIBLE = "LOA_ILLEGIBLE"
    LOA_EXPIRED = "LOA_EXPIRED"
    LOA_MISSING_NUMBERS = "LOA_MISSING_NUMBERS"
    INVOICE_TOO_OLD = "INVOICE_TOO_OLD"
    INVOICE_MISMATCH = "INVOICE_MISMATCH"
    CSR_REQUIRED = "CSR_REQUIRED"
    NUMBER_NOT_PORTABLE = "NUMBER_NOT_PORTABLE"
    NUMBER_INACTIVE = "NUMBER_INACTIVE"
    NUMBER_NOT_WITH_CARRIER = "NUMBER_NOT_WITH_CARRIER"
    CARRIER_UNKNOWN = "CARRIER_UNKNOWN"
    NUMBER_HAS_FEATURE = "NUMBER_HAS_FEATURE"
    FREEZE_ON_LINE = "FREEZE_ON_LINE"
    PENDING_ORDER = "PENDING_ORDER"
    PORT_TYPE_INCORRECT = "PORT_TYPE_INCORRECT"
    SPLIT_REQUIRED = "SPLIT_REQUIRED"
    RATE_CENTER_NOT_PORTABLE = "RATE_CENTER_NOT_PORTABLE"
    DATE_UNAVAILABLE = "DATE_UNAVAILABLE"
    FOC_EXPIRED = "FOC_EXPIRED"
    FOC_REJECTED = "FOC_REJECTED"
    CARRIER_UNRESPONSIVE = "CARRIER_UNRESPONSIVE"
    OTHER = "OTHER"


class PortOutRejectCode(StrEnum):
    """Why a port-out is rejected, by the owner, by staff or at the door."""

    PIN_INVALID = "PIN_INVALID"
    PIN_REQUIRED = "PIN_REQUIRED"
    ACCOUNT_MISMATCH = "ACCOUNT_MISMATCH"
    NAME_MISMATCH = "NAME_MISMATCH"
    ADDRESS_MISMATCH = "ADDRESS_MISMATCH"
    NOT_AUTHORISED = "NOT_AUTHORISED"
    NUMBER_NOT_ON_ACCOUNT = "NUMBER_NOT_ON_ACCOUNT"
    NUMBER_INACTIVE = "NUMBER_INACTIVE"
    LOCKED = "LOCKED"
    DUPLICATE_REQUEST = "DUPLICATE_REQUEST"
    MISSING_LOA = "MISSING_LOA"
    OTHER = "OTHER"


class ReasonDirection(StrEnum):
    """Which way the numbers go that a reason is about."""

    IN = "IN"
    OUT = "OUT"


PORT_IN_FIELDS: Final = frozenset(
    {
        "subscriber.name",
        "subscriber.authorised_person",
        "subscriber.service_address.street",
        "subscriber.service_address.city",
        "subscriber.service_address.postal_code",
        "subscriber.service_address.region",
        "subscriber.service_address.country",
        "subscriber.account_number",
        "subscriber.btn",
        "subscriber.pin",
        "losing_carrier",
        "port_type",
        "new_btn",
        "remaining_numbers",
        "requested_date",
        "extra_fields",
    }
)


@dataclass(frozen=True)
class Reason(Generic[Code]):
    """One code: `fields` and `documents` are what its correction form opens; both empty means confirming with a comment.

    `comment_needed` asks a comment of whoever raises it.
    """

    code: Code
    text: str
    who_acts: WaitingOn
    fields: tuple[str, ...]
    documents: tuple[DocumentKind, ...]
    comment_needed: bool
    sentence: Sentence
    rejection: bool | None
    """Whether with it the losing carrier did not accept the order; None where only the comment beside it can tell."""


class RaisedReason(TypedDict):
    """A reason as a number carries it: its words as they were when it was raised, and what was said beside its codes."""

    code: str
    text: str
    fields: list[str]
    documents: list[str]
    words: NotRequired[str]


@dataclass(frozen=True)
class Correction:
    """What the correction form of several reasons opens together, in the order of the codes."""

    fields: tuple[str, ...]
    documents: tuple[DocumentKind, ...]


class _ReasonRow(TypedDict):
    """One of `reasons.json`; port-outs have no `rejection`."""

    code: str
    text: str
    who_acts: str
    fields: Sequence[str]
    documents: Sequence[str]
    comment_needed: bool
    rejection: NotRequired[bool | None]


def _read(direction: str, codes: type[Code]) -> Mapping[Code, Reason[Code]]:
    rows = {row["code"]: row for row in _FILE[direction]}
    if different := rows.keys() ^ set(codes):
        raise ValueError(f"either in reasons.json ({direction}) or in {codes.__name__}, not in both: {', '.join(sorted(different))}")
    return MappingProxyType({codes(code): _reason(codes(code), row, f"{direction}_reason") for code, row in rows.items()})


def _reason(code: Code, row: _ReasonRow, of: str) -> Reason[Code]:
    return Reason(
        code=code,
        text=row["text"],
        who_acts=WaitingOn(row["who_acts"]),
        fields=tuple(row["fields"]),
        documents=tuple(DocumentKind(kind) for kind in row["documents"]),
        comment_needed=row["comment_needed"],
        sentence=Sentence(f"{of}.{code}", row["text"]),
        rejection=row.get("rejection"),
    )


_FILE: Final[Mapping[str, Sequence[_ReasonRow]]] = reference.load("reasons.json")
_COIN: Final[Mapping[str, str]] = reference.load("coin.json")["formats"]
PORT_IN: Final[Mapping[ReasonCode, Reason[ReasonCode]]] = _read("port_in", ReasonCode)
PORT_OUT: Final[Mapping[PortOutRejectCode, Reason[PortOutRejectCode]]] = _read("port_out", PortOutRejectCode)


def port_in_reason(code: ReasonCode) -> Reason[ReasonCode]:
    """What a port-in reason code means and opens."""
    return PORT_IN[code]


def raised(codes: Iterable[str], words: str | None = None) -> list[Said]:
    """What these codes say, and the words beside them; that it is something else, those words say themselves."""
    said = [PORT_IN[ReasonCode(code)].sentence.said() for code in codes if not (words and code == ReasonCode.OTHER)]
    return [*said, quoted(words)] if words else said


def beside(codes: Iterable[ReasonCode | PortOutRejectCode], words: str | None) -> str | None:
    """What is said beside these codes; None where one of them says just that."""
    texts = (PORT_IN[code].text if isinstance(code, ReasonCode) else PORT_OUT[code].text for code in codes)
    return None if words and _alike(words) in map(_alike, texts) else words


def _alike(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def still_wrong(codes: Iterable[str], words: str | None = None) -> list[Said]:
    """What keeps the port from going on, once nothing else is waited for: what the customer corrects, and what is wrong beside it."""
    named = list(codes)
    theirs = [code for code in named if is_the_customers([code])]
    others = [code for code in named if code not in theirs]
    said = [_TO_CORRECT.said(reasons=behind_a_colon(raised(theirs, words)))] if theirs or not named else []
    if others:
        sentence = _OURS if is_a_rejection(others) else _HELD_UP
        said.append(sentence.said(reasons=behind_a_colon(raised(others, None if theirs else words))))
    return said


def is_the_customers(codes: Iterable[str]) -> bool:
    """Whether any of these asks something of the customer; what names nothing does, too: somebody wrote what it is."""
    who = [PORT_IN[ReasonCode(code)].who_acts for code in codes]
    return not who or WaitingOn.CUSTOMER in who


def is_a_rejection(codes: Iterable[str]) -> bool:
    """Whether with these the losing carrier did not accept the order: not where one says what no carrier rejected."""
    found = {PORT_IN[ReasonCode(code)].rejection for code in codes}
    return True in found and False not in found


def port_out_reason(code: PortOutRejectCode) -> Reason[PortOutRejectCode]:
    """What a port-out reject code means."""
    return PORT_OUT[code]


def correction(codes: Iterable[ReasonCode]) -> Correction:
    """Everything the correction form opens for these reasons, each field and document kind once."""
    raised = [PORT_IN[code] for code in codes]
    fields = dict.fromkeys(name for reason in raised for name in reason.fields)
    documents = dict.fromkeys(kind for reason in raised for kind in reason.documents)
    return Correction(tuple(fields), tuple(documents))


def coin_format(name: str) -> str:
    """The pattern of a COIN field."""
    return _COIN[name]


def coin_format_holds(name: str, text: str) -> bool:
    """Whether a value fits a COIN field: `dossier_id`, `operator_code`, `house_number`, `postal_code` or `blocking_code`."""
    return re.fullmatch(_COIN[name], text, re.ASCII) is not None
