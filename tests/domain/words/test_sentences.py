"""What Portico says to people: each sentence a code, named parameters and its English."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

import portico
from portico.domain.sentences import Phrase, Said, Sentence, given, heard, one_after_the_other, quoted, retold, together
from tests.sentences import every_sentence


def test_a_code_says_one_thing() -> None:
    Sentence("test.once", "It was said.")
    assert Sentence("test.once", "It was said.").said().text == "It was said."
    with pytest.raises(ValueError, match=r"test\.once says two things"):
        Sentence("test.once", "It was said otherwise.")


def test_what_is_said_keeps_what_it_named() -> None:
    said = Sentence("test.named", "{count} of {whole} numbers.").said(count=3, whole="all")
    assert (said.code, said.params, said.text) == ("test.named", {"count": 3, "whole": "all"}, "3 of all numbers.")


@pytest.mark.parametrize("params", [{}, {"counts": 3}, {"count": 3, "more": 4}])
def test_parameters_are_those_that_the_sentence_names(params: dict[str, int]) -> None:
    with pytest.raises(TypeError, match=r"test\.counted takes \['count'\]"):
        Sentence("test.counted", "{count} numbers.").said(**params)


def test_somebodys_own_words_have_no_code() -> None:
    assert (quoted("Because {of} that.").code, quoted("Because {of} that.").text) == (None, "Because {of} that.")


def test_every_sentence_has_a_code_that_lasts_and_plain_parameters() -> None:
    found = every_sentence()
    assert len(found) >= 80
    assert [code for code in found if not re.fullmatch(r"[A-Za-z_]+(\.[A-Za-z0-9_]+)*", code) or len(code) > 80] == []
    named = [(code, name) for code, each in found.items() for _, name, _, _ in Formatter().parse(each.english) if name is not None]
    assert [(code, name) for code, name in named if not re.fullmatch(r"[a-z][a-z_]*", name)] == []


def test_lines_of_the_calendar_are_phrases_with_codes() -> None:
    """They were English text, which no language can be put in the place of."""
    found = {code for code in every_sentence() if code.startswith("calendar.")}
    lines = {"port", "ported", "possible", "numbers", "account", "customers_reference", "losing_carrier", "foc_date"}
    assert found >= {f"calendar.{line}" for line in lines}


def test_what_somebody_gave_is_said_in_their_words_and_nothing_is_not_said() -> None:
    assert given("  Because of that. ") == quoted("Because of that.")
    assert [given(""), given(" "), given(None)] == [None] * 3


def test_several_sentences_name_each_of_them() -> None:
    both = together([quoted("One."), Sentence("test.two", "{what}.").said(what="Two")])
    assert (both.code, both.text) == ("together", "One. Two.")
    assert both.named == {
        "parts": [
            {"code": None, "params": {}, "text": "One.", "parts": []},
            {"code": "test.two", "params": {"what": "Two"}, "text": "Two.", "parts": []},
        ]
    }


def test_every_sentence_ends_as_a_sentence_does() -> None:
    whole = {code: each.english.rstrip() for code, each in every_sentence().items() if not isinstance(each, Phrase)}
    assert [code for code, english in whole.items() if not english.endswith((".", "?", ":", "}", ")"))] == []
    assert len(whole) >= 200


def test_a_phrase_is_part_of_a_sentence_and_none_itself() -> None:
    """What ends as a sentence does is held to be one."""
    phrases = {code: each.english for code, each in every_sentence().items() if isinstance(each, Phrase)}
    assert [code for code, english in phrases.items() if english.endswith((".", "?", ":", "!"))] == []
    assert len(phrases) >= 50


def test_what_was_said_is_heard_again_with_all_its_parts() -> None:
    inner = Sentence("test.why", "It is {what}.").said(what="late")
    said = together([Sentence("test.because", "No: {why}").said(why=inner), quoted("So there.")])
    assert heard(json.loads(json.dumps(said.kept))) == said
    assert said.text == "No: It is late. So there."
    assert together([inner]) is inner


def test_things_that_happened_one_after_the_other_are_named_in_that_order() -> None:
    found = one_after_the_other(map(quoted, ("drawn up", "signed", "sent")))
    assert (found.code, found.text) == ("then", "drawn up; signed; sent")
    assert found.params["other"] == quoted("sent")
    assert isinstance(found.params["one"], Said)
    assert found.params["one"].params == {"one": quoted("drawn up"), "other": quoted("signed")}
    assert one_after_the_other([quoted("sent")]) == quoted("sent")


TODAYS = Sentence("test.retold", "It arrives on {day}, {why}.")
BEFORE = Said(TODAYS.code, {"day": "Monday", "why": quoted("at last")}, "Comes Monday (at last).")
INNER = Said("test.retold.why", {"who": "Ada"}, "by Ada")
Phrase("test.retold.why", "brought by {who}")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (BEFORE, "It arrives on Monday, at last."),
        (Said(TODAYS.code, {"day": "Monday", "why": INNER}, "Comes Monday, by Ada."), "It arrives on Monday, brought by Ada."),
        (Said(TODAYS.code, {"day": "Monday"}, "Comes Monday."), "Comes Monday."),
        (Said(TODAYS.code, {"day": "Monday", "why": INNER, "how": "late"}, "Comes Monday, late."), "Comes Monday, late."),
        (Said("test.forgotten", {"day": "Monday"}, "Comes Monday."), "Comes Monday."),
        (quoted("Comes {day}."), "Comes {day}."),
        (together([quoted("Well."), BEFORE]), "Well. It arrives on Monday, at last."),
    ],
)
def test_what_was_said_before_is_told_in_todays_words_as_long_as_they_take_what_it_named(said: Said, text: str) -> None:
    assert retold(said) == text


def test_a_sentence_is_declared_in_one_place() -> None:
    """The same words stood under the same code in two modules or three: to change what is said was to find them all."""
    declared = re.compile(r'\b(?:Sentence|Phrase|Value)\(\s*"([^"]+)"')
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(portico.__path__[0]).rglob("*.py")))
    counts = Counter(declared.findall(sources))
    assert len(counts) > 500
    assert [code for code, count in counts.items() if count > 1] == []
