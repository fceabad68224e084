"""What a gaining carrier says beside what is on record: each thing beside the likest, an address beside one address."""

from __future__ import annotations

from portico.domain.matching.comparing import MatchReason, MatchVerdict
from portico.domain.port_outs.claimed_data import ClaimCompared, ClaimedData, ClaimField, RecordedData, RecordKind, compare_claim

ACCOUNT = RecordedData(RecordKind.ACCOUNT, "Acme", name="Acme", account_number="PT-100200")
OFFICE = RecordedData(
    RecordKind.COMPANY_PROFILE, "Office", name="Acme B.V.", person="Ada Byron", street="Kerkstraat 3", city="Utrecht", postal_code="3511 AB"
)
SHOP = RecordedData(RecordKind.PORT_IN, "PI-1", name="Acme Winkels BV", street="Damrak 1", city="Amsterdam", postal_code="1012 LG")
RECORD = [ACCOUNT, OFFICE, SHOP]


def found(claim: ClaimedData, record: list[RecordedData]) -> dict[ClaimField, ClaimCompared]:
    return {each.field: each for each in compare_claim(claim, record)}


def test_each_thing_stands_beside_the_likest_on_record_and_says_where_that_is() -> None:
    said = ClaimedData("ACME BV", "A. Byron", "Kerkstr. 3", "utrecht", "3511ab", "pt 100200")
    compared = found(said, RECORD)
    assert {field: each.compared.likeness.verdict.value for field, each in compared.items()} == {
        ClaimField.NAME: "SAME",
        ClaimField.AUTHORISED_PERSON: "NEAR",
        ClaimField.STREET: "SAME",
        ClaimField.POSTAL_CODE: "SAME",
        ClaimField.CITY: "SAME",
        ClaimField.ACCOUNT_NUMBER: "SAME",
    }
    assert compared[ClaimField.NAME].stands == OFFICE
    assert compared[ClaimField.ACCOUNT_NUMBER].stands == ACCOUNT
    assert compared[ClaimField.AUTHORISED_PERSON].compared.likeness.why is MatchReason.INITIALS


def test_an_address_is_beside_one_address_and_not_put_together_from_two() -> None:
    """The street of the one and the city of the other were each the same, and nobody lives there."""
    compared = found(ClaimedData(street="Kerkstraat 3", city="Amsterdam", postal_code="3511 AB"), RECORD)
    assert [compared[field].stands for field in (ClaimField.STREET, ClaimField.POSTAL_CODE, ClaimField.CITY)] == [OFFICE] * 3
    assert compared[ClaimField.CITY].compared.likeness.verdict is MatchVerdict.DIFFERENT
    assert compared[ClaimField.CITY].compared.on_record == "Utrecht"


def test_what_nobody_said_and_what_nobody_knows_is_missing() -> None:
    nothing = found(ClaimedData(), RECORD)
    assert {each.compared.likeness.why for each in nothing.values()} == {MatchReason.NOT_GIVEN}
    unknown = found(ClaimedData("Acme", "Ada", "Damrak 1", "Amsterdam", "1012 LG", "1"), [])
    assert {each.compared.likeness.why for each in unknown.values()} == {MatchReason.NOT_ON_RECORD}
    assert [each.stands for each in unknown.values()] == [None] * 6
