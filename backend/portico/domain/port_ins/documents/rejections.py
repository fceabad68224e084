"""What rejected papers of a request still ask of its customer: a new file, and the fields that staff named with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from portico.domain.statuses import DocumentKind, DocumentStatus


@dataclass(frozen=True, slots=True)
class JudgedPaper:
    """A paper with when it came, when it last changed, and the fields staff named as they rejected it."""

    kind: DocumentKind
    status: DocumentStatus
    created_at: datetime
    updated_at: datetime
    named_fields: tuple[str, ...] = ()


class PaperColumns(TypedDict, total=False):
    """What of a row of a paper is read here."""

    kind: DocumentKind
    status: DocumentStatus
    created_at: datetime
    updated_at: datetime
    named_fields: list[str] | None


def judged_paper(row: PaperColumns) -> JudgedPaper:
    """A row of a paper as what was rejected of a request is read."""
    return JudgedPaper(row["kind"], row["status"], row["created_at"], row["updated_at"], tuple(row["named_fields"] or ()))


def moments(kept: Mapping[str, str]) -> dict[str, datetime]:
    """When each field of a request was last changed, as its row keeps it."""
    return {name: datetime.fromisoformat(moment) for name, moment in kept.items()}


def kinds_to_replace(papers: Iterable[JudgedPaper]) -> frozenset[DocumentKind]:
    """Kinds of which a paper was rejected and none was sent since."""
    papers = list(papers)
    return frozenset(paper.kind for paper in _rejected(papers) if not _since(paper, papers))


def fields_to_correct(papers: Iterable[JudgedPaper], changed_at: Mapping[str, datetime]) -> frozenset[str]:
    """Fields named with a rejection: open while a new file is awaited, and then until they are corrected or a new file is accepted."""
    papers = list(papers)
    return frozenset(
        name
        for paper in _rejected(papers)
        if not any(later.status is DocumentStatus.ACCEPTED for later in _since(paper, papers))
        for name in paper.named_fields
        if not _since(paper, papers) or name not in changed_at or changed_at[name] <= paper.updated_at
    )


def _rejected(papers: list[JudgedPaper]) -> list[JudgedPaper]:
    return [paper for paper in papers if paper.status is DocumentStatus.REJECTED]


def _since(rejected: JudgedPaper, papers: list[JudgedPaper]) -> list[JudgedPaper]:
    """The papers of its kind that came after it was rejected."""
    return [paper for paper in papers if paper.kind is rejected.kind and paper.created_at > rejected.updated_at]
