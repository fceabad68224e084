"""Values within a sentence: what another language is made of, beside the English."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from portico.domain.sentences import KeptSaid, Said, Sentence, heard, retold
from portico.domain.words import values

PAID = Sentence("test.values", "{amount} from {day} on, at {at}.")


def said() -> Said:
    return PAID.said(amount=values.money(1250, "EUR"), day=values.day(date(2026, 12, 8)), at=values.moment("2026-12-08T10:00:00+01:00"))


def test_a_value_is_told_in_english_and_kept_for_other_languages() -> None:
    assert said().text == "12.50 EUR from 8 December 2026 on, at 8 December 2026, 09:00 UTC."
    assert {name: dict(it.params) for name, it in said().params.items() if isinstance(it, Said)} == {
        "amount": {"minor": 1250, "currency": "EUR"},
        "day": {"date": "2026-12-08"},
        "at": {"at": "2026-12-08T09:00:00+00:00"},
    }


def test_a_mail_tells_a_kept_value_as_it_was_told_and_not_as_it_is_kept() -> None:
    """`retold` put the parameters into the pattern: a mail said "from 2026-12-08 on"."""
    assert retold(heard(cast("KeptSaid", said().kept))) == said().text


@pytest.mark.parametrize(
    ("beside", "text"),
    [
        (None, "8 December 2026"),
        (date(2026, 12, 9), "8"),
        (date(2026, 3, 8), "8 December"),
        (date(2027, 12, 8), "8 December 2026"),
    ],
)
def test_a_day_leaves_out_what_the_next_one_says_again(beside: date | None, text: str) -> None:
    assert values.day(date(2026, 12, 8), beside).text == text


def test_an_hour_is_on_the_clock_its_day_is_of_and_the_same_instant() -> None:
    told = values.hour("2026-12-08T09:00:00+00:00", "Europe/Amsterdam")
    assert (told.text, told.params["at"]) == ("10:00 (Europe/Amsterdam)", "2026-12-08T09:00:00+00:00")
    assert values.hour("2026-12-08T09:00:00+00:00", None).text == "8 December 2026, 09:00 UTC"
