"""Whatever lives bring about, no English of Portico's is delivered or written down without its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import portico
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.documents.document_words import with_its_file
from portico.domain.port_ins.losing_carriers import as_typed
from portico.domain.statuses import DocumentKind
from tests.letters import driving, stories
from tests.letters.keeping import is_ours, said_without_a_code
from tests.letters.stories import a_dutch_port_performed, papers_and_comments, port_outs, six_american_numbers


async def test_no_sentence_is_kept_in_english_only(tmp_path: Path) -> None:
    """Why a number stayed, which document it was and a carrier's name as it was typed had no code in what was delivered."""
    told = partial(stories.told, told=(six_american_numbers, papers_and_comments, a_dutch_port_performed, port_outs))
    assert await driving.looked_at(tmp_path, told, said_without_a_code) == set()


@pytest.mark.soak
@pytest.mark.parametrize("lives", [partial(stories.told, told=stories.STORIES), driving.grids], ids=["stories", "grids"])
async def test_no_sentence_of_any_life_is_kept_in_english_only(tmp_path: Path, lives: driving.Lives) -> None:
    assert await driving.looked_at(tmp_path, lives, said_without_a_code) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Your last cancellation was rejected less than 24 hours ago.",
        with_its_file(DocumentKind.LOA, "loa.pdf").text,
        str(as_typed("Nordtel")),
        "the United States, all numbers",
    ],
)
def test_english_that_has_lost_its_code_is_recognised(text: str) -> None:
    assert is_ours(text)


@pytest.mark.parametrize("text", ["Acme Telecom", "FOC_DATE_SET", "2026-03-04", "Page two is missing.", display("+12125550142"), "loa.pdf"])
def test_what_somebody_chose_is_not_taken_for_portico_s(text: str) -> None:
    assert not is_ours(text)


ENGLISH_ALONE = {
    "operations.desk.calendar_feeds.published": "a calendar link knows no language of its reader",
    "operations.desk.foc_events._summary": "a calendar link knows no language of its reader",
    "operations.desk.foc_events._status": "a calendar link knows no language of its reader",
    "operations.desk.foc_events._description": "a calendar link knows no language of its reader",
    "operations.desk.foc_events._with_whom": "a calendar link knows no language of its reader",
    "operations.engine.moves._note_what_stays": "those alike are told together; what is kept is all of it",
    "operations.engine.work.record": "the code and what it named stand beside it",
    "operations.internal_moves.internal_moves._tell_each_side_its_own": "a name, as every entry keeps that of its actor",
    "storage.desk.keeping.erasing.redact": "the code stands beside it",
    "storage.engine.outbox._clean": "it stays in what was said",
    "storage.migrations.steps.status_reasons._of_number": "an old text that was found is given its code",
    "storage.engine.sql._as_stored": "the code and what it named stand beside it",
}
"""Functions that take the English out of what was said, and why nothing loses its code by it."""
GIVEN = ("command.text", "written.text", "line.text", "row['text']")
"""What people wrote, which is called so, too."""


def test_nobody_who_stores_or_delivers_takes_the_english_out_of_what_was_said() -> None:
    """Take `said.kept` (or its code beside it), and word it where it is read."""
    rooms = Path(portico.__file__).parent
    files = [file for room in ("mailroom", "operations", "storage") for file in sorted((rooms / room).rglob("*.py"))]
    outside = [file for file in files if rooms / "mailroom/letters" not in file.parents]
    found = {name for file in outside for name in _takers(ast.parse(file.read_text("utf-8")), file.relative_to(rooms).with_suffix(""))}
    assert found == ENGLISH_ALONE.keys()


def _takers(tree: ast.Module, module: Path) -> Iterator[str]:
    functions = (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    for function in functions:
        if any(_is_taken(each) and ast.unparse(each) not in GIVEN for each in ast.walk(function)):
            yield ".".join((*module.parts, function.name))


def _is_taken(each: ast.AST) -> bool:
    kept = isinstance(each, ast.Subscript) and ast.unparse(each.slice) == "'text'"
    return kept or (isinstance(each, ast.Attribute) and each.attr in ("text", "english"))
