"""When a sealed secret is shown, and what the journal says of it."""

from __future__ import annotations

from portico.domain.port_ins.revealing import not_revealable, said
from portico.domain.statuses import PortingRequestStatus


def test_a_secret_is_shown_only_while_the_request_is_in_progress() -> None:
    assert [status for status in PortingRequestStatus if not_revealable(status) is None] == [PortingRequestStatus.IN_PROGRESS]


def test_the_journal_says_which_secret_was_shown_and_of_which_number_never_what_it_is() -> None:
    assert said("PIN", None).text == "PIN was shown, to be sent to the carrier."
    assert said("PAC", "+442079460120").text == "PAC of +442079460120 was shown, to be sent to the carrier."
