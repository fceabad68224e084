"""What a rejected paper still asks of its customer, by when it was rejected and what came since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portico.domain.port_ins.documents.rejections import (
    JudgedPaper,
    PaperColumns,
    fields_to_correct,
    judged_paper,
    kinds_to_replace,
    moments,
)
from portico.domain.statuses import DocumentKind, DocumentStatus

SENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
REJECTED = judged_paper(
    {
        "kind": DocumentKind.LOA,
        "status": DocumentStatus.REJECTED,
        "created_at": SENT,
        "updated_at": SENT + 2 * HOUR,
        "named_fields": ["subscriber.name"],
    }
)


@pytest.mark.parametrize(
    ("changed", "open_still"),
    [(SENT - HOUR, True), (SENT + HOUR, True), (SENT + 2 * HOUR, True), (SENT + 3 * HOUR, False)],
)
def test_a_correction_made_before_the_rejection_counted_as_one_made_after(changed: datetime, *, open_still: bool) -> None:
    sent_since = judged_paper(
        {
            "kind": DocumentKind.LOA,
            "status": DocumentStatus.UPLOADED,
            "created_at": SENT + 3 * HOUR,
            "updated_at": SENT + 3 * HOUR,
            "named_fields": None,
        }
    )
    assert fields_to_correct([REJECTED, sent_since], {"subscriber.name": changed}) == ({"subscriber.name"} if open_still else set())


@pytest.mark.parametrize(("sent", "awaited"), [(SENT + HOUR, True), (SENT + 2 * HOUR, True), (SENT + 3 * HOUR, False)])
def test_a_file_sent_before_the_rejection_replaced_the_rejected_one(sent: datetime, *, awaited: bool) -> None:
    another = judged_paper(
        {
            "kind": DocumentKind.LOA,
            "status": DocumentStatus.UPLOADED,
            "created_at": sent,
            "updated_at": sent + HOUR,
            "named_fields": None,
        }
    )
    assert kinds_to_replace([REJECTED, another]) == ({DocumentKind.LOA} if awaited else set())


def test_a_paper_is_read_with_everything_that_is_kept_of_it() -> None:
    row: PaperColumns = {
        "kind": DocumentKind.INVOICE,
        "status": DocumentStatus.ACCEPTED,
        "created_at": SENT,
        "updated_at": SENT + HOUR,
        "named_fields": ["subscriber.name", "subscriber.pin"],
    }
    read = (DocumentKind.INVOICE, DocumentStatus.ACCEPTED, SENT, SENT + HOUR)
    assert judged_paper(row) == JudgedPaper(*read, ("subscriber.name", "subscriber.pin"))
    assert judged_paper({**row, "named_fields": None}) == JudgedPaper(*read, ())


def test_a_field_that_was_corrected_stays_open_until_a_new_file_came() -> None:
    assert fields_to_correct([REJECTED], {"subscriber.name": SENT + 3 * HOUR}) == {"subscriber.name"}


def test_when_a_field_was_changed_is_read_as_a_moment() -> None:
    assert moments({"subscriber.name": "2026-03-02T09:00:00+00:00"}) == {"subscriber.name": SENT}
