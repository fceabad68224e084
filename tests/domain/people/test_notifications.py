"""What kind of news each event is: what a person can choose, and what nobody can have kept from an account."""

from __future__ import annotations

import pytest

from portico.domain.people.notifications import NewsKind, kind_of
from portico.domain.words import mails


def test_every_letter_to_customers_is_news_of_some_kind() -> None:
    kinds = {kind_of(key.partition("/")[0].partition(":")[0], key.partition(":")[2] or None) for key in mails.CATALOGUES["en"]}
    assert kinds == set(NewsKind) - {NewsKind.SECURITY, NewsKind.QUEUE}


@pytest.mark.parametrize(
    ("event", "to_status", "kind"),
    [
        ("porting_number.completed", "COMPLETED", NewsKind.ENDED),
        ("porting_request.concluded", "COMPLETED", NewsKind.ENDED),
        ("porting_number.canceled", "CANCELED", NewsKind.ENDED),
        ("porting_number.action_required", "ACTION_REQUIRED", NewsKind.ACTION_REQUIRED),
        ("document.rejected", "REJECTED", NewsKind.ACTION_REQUIRED),
        ("porting_request.window_closing", None, NewsKind.ACTION_REQUIRED),
        ("porting_number.foc_tomorrow", None, NewsKind.FOC_DATES),
        ("porting_number.foc_confirmed", "FOC_DATE_SET", NewsKind.FOC_DATES),
        ("porting_request.commented", None, NewsKind.COMMENTS),
        ("porting_request.accepted", "IN_PROGRESS", NewsKind.PROGRESS),
        ("port_out_request.expired", "EXPIRED", NewsKind.PORT_OUTS),
        ("port_out_request.commented", None, NewsKind.PORT_OUTS),
        ("port_out_order.fee_billed", "FEE_BILLED", NewsKind.PORT_OUTS),
    ],
)
def test_an_event_is_news_of_what_it_asks_for_or_brings(event: str, to_status: str | None, kind: NewsKind) -> None:
    assert kind_of(event, to_status) is kind
