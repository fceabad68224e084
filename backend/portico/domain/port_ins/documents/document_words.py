"""What people call the kinds of document: in requirements, refusals, mails and the journal."""

from __future__ import annotations

from typing import Final

from portico.domain.sentences import Phrase, Said
from portico.domain.statuses import DocumentKind

_ENGLISH: Final = {
    DocumentKind.LOA: "letter of authorization",
    DocumentKind.INVOICE: "invoice",
    DocumentKind.CSR: "customer service record",
    DocumentKind.ID: "proof of identity",
    DocumentKind.COMPANY_REGISTRATION: "company registration",
    DocumentKind.PROOF_OF_ADDRESS: "proof of address",
    DocumentKind.OTHER: "further document",
}
_WITH_ITS_FILE: Final = Phrase("document.with_its_file", "{document}, {file}")
_WORDS: Final = {kind: Phrase(f"document.called.{kind}", english) for kind, english in _ENGLISH.items()}


def called(kind: DocumentKind) -> Said:
    """A kind of document within a sentence: `letter of authorization`."""
    return _WORDS[kind].said()


def with_its_file(kind: DocumentKind, file: str) -> Said:
    """Which document: its kind, and its file by the name that somebody gave it."""
    return _WITH_ITS_FILE.said(document=called(kind), file=file)
