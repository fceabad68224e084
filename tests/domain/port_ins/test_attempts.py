"""What changed from one attempt to the next, as a person should read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portico.domain.port_ins.attempts import differences

SENT: dict[str, Any] = {
    "reference": "PI-2026-000042",
    "customer_reference": None,
    "subscriber_name": "Acme Ltd.",
    "subscriber_kind": "BUSINESS",
    "service_postal_code": "10118",
    "service_region": None,
    "losing_carrier_id": "0190",
    "losing_carrier": "Old Bell",
    "extra_fields": {"LINE_TYPE": "MULTI"},
    "has_pin": True,
    "pin_given_at": "2026-03-02T15:00:00+00:00",
    "documents": [{"id": "a", "kind": "LOA", "file_name": "loa.pdf"}, {"id": "b", "kind": "INVOICE", "file_name": "bill.pdf"}],
}


def plain(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """The differences in English."""
    return [(it.field, it.before.text if it.before else None, it.after.text if it.after else None) for it in differences(before, after)]


def changed(**values: Any) -> list[tuple[str, str | None, str | None]]:
    return plain(SENT, SENT | values)


def test_the_same_order_sent_again_has_no_differences() -> None:
    assert plain(SENT, dict(SENT)) == []


def test_fields_are_named_as_the_reasons_name_them() -> None:
    assert changed(subscriber_name="Acme Limited", service_postal_code="10119", service_region="NY") == [
        ("subscriber.name", "Acme Ltd.", "Acme Limited"),
        ("subscriber.service_address.postal_code", "10118", "10119"),
        ("subscriber.service_address.region", None, "NY"),
    ]
    assert changed(subscriber_name="") == [("subscriber.name", "Acme Ltd.", None)]


def test_another_carrier_is_told_by_its_name_and_not_by_its_id() -> None:
    assert changed(losing_carrier_id="0191", losing_carrier="New Bell") == [("losing_carrier", "Old Bell", "New Bell")]


def test_further_fields_are_compared_one_by_one() -> None:
    assert changed(extra_fields={"LINE_TYPE": "MULTI", "CITY": "Bath"}) == [("extra_fields.CITY", None, "Bath")]
    assert changed(extra_fields={}) == [("extra_fields.LINE_TYPE", "MULTI", None)]


def test_of_a_pin_only_that_it_was_given_anew_is_told() -> None:
    assert changed(pin_given_at="2026-03-04T15:00:00+00:00") == [("subscriber.pin", "given", "given anew")]
    assert changed(has_pin=False, pin_given_at="2026-03-04T15:00:00+00:00") == [("subscriber.pin", "given", None)]
    assert plain(SENT | {"has_pin": False, "pin_given_at": None}, SENT) == [("subscriber.pin", None, "given")]


def test_a_replaced_document_is_told_by_its_files() -> None:
    papers = [{"id": "c", "kind": "LOA", "file_name": "loa-2.pdf"}, SENT["documents"][1]]
    assert changed(documents=papers) == [("documents.LOA", "loa.pdf", "loa-2.pdf")]


def test_a_new_file_of_the_same_name_is_a_difference_too() -> None:
    papers = [{"id": "c", "kind": "LOA", "file_name": "loa.pdf"}, SENT["documents"][1]]
    assert changed(documents=papers) == [("documents.LOA", "loa.pdf", "loa.pdf (a new file)")]


def test_a_further_document_stands_alone() -> None:
    papers = [*SENT["documents"], {"id": "c", "kind": "CSR", "file_name": "csr.pdf"}]
    assert changed(documents=papers) == [("documents.CSR", None, "csr.pdf")]


def test_papers_that_are_gone_are_told_all_of_them() -> None:
    assert changed(documents=SENT["documents"][:1]) == [("documents.INVOICE", "bill.pdf", None)]
    two = SENT | {"documents": [*SENT["documents"], {"id": "c", "kind": "INVOICE", "file_name": "second bill.pdf"}]}
    assert plain(two, SENT) == [("documents.INVOICE", "second bill.pdf", None)]
    assert plain(two, SENT | {"documents": SENT["documents"][:1]}) == [("documents.INVOICE", "bill.pdf, second bill.pdf", None)]


def test_a_direct_dial_block_that_lost_a_number_is_told_as_letters_name_it() -> None:
    """A correction that took numbers out of a block was shown without a difference."""
    block = {"stem": "+493023456", "attendant": "0", "first": "00", "last": "99"}
    before = SENT | {"number_blocks": [block]}
    assert plain(before, before | {"number_blocks": [block | {"last": "49"}, block | {"attendant": None, "first": "51"}]}) == [
        ("number_blocks", "+49 30 23456-0 (00-99)", "+49 30 23456-0 (00-49), +49 30 23456-51..99")
    ]
    assert plain(before, SENT | {"number_blocks": []}) == [("number_blocks", "+49 30 23456-0 (00-99)", None)]
    assert plain(SENT, before) == [], "an older snapshot knows of none"


def test_what_an_older_snapshot_does_not_know_is_not_compared() -> None:
    older = {name: value for name, value in SENT.items() if name not in {"documents", "losing_carrier", "pin_given_at"}}
    assert plain(older, SENT) == []
    assert plain({"reference": "PI-2026-000042"}, {"reference": "PI-2026-000042"}) == []


def test_of_a_transfer_code_only_that_it_was_given_is_told() -> None:
    first, later = "2026-03-01T12:00:00+00:00", "2026-03-02T12:00:00+00:00"
    assert changed(secrets_given={"PAC": first}) == [("extra_fields.PAC", None, "given")]
    before = SENT | {"secrets_given": {"PAC": first}}
    told = plain(before, before | {"secrets_given": {"PAC": later}})
    assert told == [("extra_fields.PAC", "given", "given anew")]
    assert differences(before, before) == []
    assert plain(before, SENT) == [("extra_fields.PAC", "given", None)]


def test_what_portico_says_of_a_difference_has_a_code_and_what_was_sent_has_none() -> None:
    """English words stood in every language."""
    later = [SENT["documents"][0], SENT["documents"][1] | {"id": "c"}]
    changes = {"pin_given_at": "2026-03-04T15:00:00+00:00", "subscriber_name": "Acme Limited", "documents": later}
    said = {each.field: [it and it.coded for it in (each.before, each.after)] for each in differences(SENT, SENT | changes)}
    assert said == {
        "subscriber.name": [None, None],
        "subscriber.pin": [{"code": "attempt.given", "params": {}}, {"code": "attempt.given_anew", "params": {}}],
        "documents.INVOICE": [None, {"code": "attempt.new_file", "params": {"files": "bill.pdf"}}],
    }
