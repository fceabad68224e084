"""Codes that act as PINs, found in whatever spelling somebody quoted them, and nothing else."""

from __future__ import annotations

import json
import time

import pytest

from portico.storage.migrations.steps import seal_extra_fields
from portico.storage.migrations.steps.quoted_codes import Code, in_json, in_text

PAC, CVP, RIO = "QXA770301", "509912345601", "01P123456QZ+"
CODES = [Code(code, respelled=True) for code in (RIO, CVP, PAC)]
SPELLINGS = (
    "QXA770301", "qxa770301", "QXA 770301", "Qxa-770-301", "Q X A 7 7 0 3 0 1", "QXA.770.301", "QXA/770301", "QXA_770301", "QXA\n770301",
    "QXA\t 770301", "QXA\N{NO-BREAK SPACE}770301", "QXA\N{NARROW NO-BREAK SPACE}770301", "QXA\N{EN DASH}770301",
    "QXA\N{NON-BREAKING HYPHEN}770301", "QXA\N{MINUS SIGN}770301", "QXA\N{ZERO WIDTH SPACE}770301", "QXA\N{SOFT HYPHEN}770301",
    "QXA\N{WORD JOINER}\N{BYTE ORDER MARK}770301", "QXA\N{VARIATION SELECTOR-16}770301", "QXA\N{TAG SPACE}770301",
    "5099 1234 5601", "509.912.345.601", "01p123456qz+", "01 P 123456 QZ +",
)  # fmt: skip
DEPTHS = (0, 1, 2, 3)


def deep(text: str, depth: int, *, ascii_only: bool) -> str:
    """JSON inside JSON inside JSON …, as a callback's body has it."""
    for _ in range(depth):
        text = json.dumps({"text": text}, ensure_ascii=ascii_only)
    return text


def ground(text: str, depth: int) -> str:
    for _ in range(depth):
        text = json.loads(text)["text"]
    return text


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_a_code_is_found_in_every_spelling(spelled: str) -> None:
    for text in (spelled, f"Taken with {spelled}.", f"»{spelled}«", f"so:\n{spelled}\nyes", f"({spelled}), {spelled}"):
        assert in_text(text, CODES) == text.replace(spelled, "[sealed]")


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("spelled", SPELLINGS)
def test_a_code_is_found_in_json_at_any_depth_and_the_json_stays_whole(spelled: str, depth: int, ascii_only: bool) -> None:
    raw = deep(f'said:\n"{spelled}"\nÜ', depth + 1, ascii_only=ascii_only)
    assert ground(in_json(raw, CODES), depth + 1) == 'said:\n"[sealed]"\nÜ'


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("spelled", SPELLINGS)
def test_a_code_is_found_in_json_that_was_cut_off(spelled: str, depth: int) -> None:
    """What a receiver or a carrier answered is kept to its first letters."""
    raw = deep(f"so:\n{spelled}\nyes", depth + 1, ascii_only=True)[:-2]
    assert in_text(raw, CODES) == deep("so:\n[sealed]\nyes", depth + 1, ascii_only=True)[:-2]


@pytest.mark.parametrize(
    "text",
    ["AQXA 770301", "QXA 7703012", "xqxa770301", "1 509912345.6012", "50991234560 12", "QXA, 770301", "QXA 77030", "ÄQXA 770301",
     "QXA + 770301", "2026-11-18"],
)  # fmt: skip
def test_no_other_spelling_is_found_inside_something_longer(text: str) -> None:
    assert in_text(text, CODES) == text
    assert json.loads(in_json(json.dumps([text, {text: text}]), CODES)) == [text, {text: text}]


def test_a_code_as_it_was_given_is_found_wherever_it_stands() -> None:
    assert in_text("xQXA770301y", CODES) == "x[sealed]y"
    given = Code('A"b\\ü 12345', respelled=False)
    raw = deep('<A"b\\ü 12345>', 3, ascii_only=True)
    assert ground(in_json(raw, [given]), 3) == "<[sealed]>"
    assert in_text('a"b\\ü12345', [given]) == 'a"b\\ü12345'


def test_numbers_and_names_in_json_are_sealed_and_it_stays_json() -> None:
    raw = '{"qxa 770301": [509912345601, 5099.12345601, -1, true, null, 1.5], "body": "[509912345601, 2]", "broken": "[509912345601, "}'
    assert json.loads(in_json(raw, CODES)) == {
        "[sealed]": ["[sealed]", "[sealed]", -1, True, None, 1.5],
        "body": '["[sealed]",2]',
        "broken": "[[sealed], ",
    }


def test_instants_are_no_codes() -> None:
    day = Code("20261118", respelled=True)
    raw = json.dumps({"foc_at": "2026-11-18", "at": "2026-11-18 10:00:00+00:00", "text": "2026 11 18", "plain": "20261118"})
    assert json.loads(in_json(raw, [day])) == json.loads(raw) | {"text": "[sealed]", "plain": "[sealed]"}


def test_json_without_a_code_stays_as_it_was_written() -> None:
    raw = '{"a":  1.50, "text": "QXA, 770301"}'
    assert in_json(raw, CODES) == raw


def test_no_text_takes_long() -> None:
    """Whoever wrote it may have meant harm."""
    bad = ("\\" * 200_000, "Q\\u0020" * 40_000, "Q" + " " * 200_000, ("QXA77030" + "\\u0020" * 20) * 2000, "[" * 200_000 + "QXA 770301")
    before = time.process_time()
    for text in bad:
        in_text(text, CODES)
        in_json(json.dumps(["QXA 770301", text]), CODES)
    assert time.process_time() - before < 20


def test_a_code_of_letters_alone_is_looked_for_where_it_is_too_long_for_a_word() -> None:
    assert seal_extra_fields._is_found("TSTABCDEFGHIJKL", [], [])
    assert not seal_extra_fields._is_found("Rotterdam", [], [])


def test_every_secret_of_that_day_is_sealed_and_every_place_cleaned_in_which_somebody_may_have_quoted_one() -> None:
    """A name or a table that is taken off the step takes its own tests with it: here they stand once more."""
    assert set(seal_extra_fields.NAMES) == {"PAC", "RIO", "CVP", "MIGRATION_CODE", "SIM_NUMBER"}
    assert {(table, column) for table, (_rows, texts, values) in seal_extra_fields._QUOTED.items() for column in (*texts, *values)} == {
        *(("porting_request", column) for column in ("name", "customer_reference", "status_reason", "cancellation_reason")),
        *(("porting_number", column) for column in ("status_reason", "cancellation_reason", "cancellation_decision_reason")),
        *(("porting_number", column) for column in ("status_reasons", "reasons_confirmed", "foc_history")),
        ("porting_attempt", "snapshot"),
        ("porting_attempt_number", "answer_text"),
        ("document", "status_reason"),
        ("document", "file_name"),
        ("comment", "text"),
        ("journal_entry", "reason"),
        ("journal_entry", "data"),
        ("delivery", "last_error"),
        ("delivery", "payload"),
        ("delivery_attempt", "error"),
    }
