"""The form of a port-out PIN, and when it may be set."""

from __future__ import annotations

import random

import pytest

from portico.domain.formats import Malformed
from portico.domain.port_outs.pins import as_csv, generated, not_settable, port_out_pin
from portico.domain.statuses import PhoneNumberStatus


@pytest.mark.parametrize("text", ["1234", "aB3z", "A" * 20, "  1234  "])
def test_a_pin_has_four_to_twenty_letters_and_digits(text: str) -> None:
    assert port_out_pin(text) == text.strip()


@pytest.mark.parametrize("text", [None, "", "    ", "123", "A" * 21, "12 34", "1234-", "ünf5"])
def test_anything_else_is_no_pin(text: str | None) -> None:
    with pytest.raises(Malformed, match=r"^A port-out PIN has 4 to 20 letters and digits\.$"):
        port_out_pin(text)


def test_a_pin_is_set_only_while_the_number_is_in_service_and_nobody_asks_for_it() -> None:
    why = {status: not_settable(status) for status in PhoneNumberStatus}
    assert [status for status, sentence in why.items() if sentence is None] == [PhoneNumberStatus.ACTIVE]
    assert str(why[PhoneNumberStatus.PORTING_OUT]).startswith("Another carrier")
    assert str(why[PhoneNumberStatus.PROVISIONED]).startswith("Only a number that is in service")


def test_a_made_pin_is_one_that_can_be_read_out_and_that_a_spreadsheet_leaves_alone() -> None:
    chance = random.Random(7)
    made = [generated(chance.choice) for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert all(port_out_pin(pin) == pin and len(pin) == 12 and pin[0].isalpha() for pin in made)
    assert not set("".join(made)) & set("01EIO")
    assert len(set("".join(made))) == 31


def test_the_table_of_made_pins_has_a_line_for_each_number() -> None:
    assert as_csv([("+12127360001", "ABCD"), ("+442079460000", "F2GH")]) == "number,pin\r\n+12127360001,ABCD\r\n+442079460000,F2GH\r\n"
    assert as_csv([]) == "number,pin\r\n"
