"""The docs hold: links lead somewhere, settings and commands exist, GraphQL examples are valid, numbers of decisions have no gap."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from graphql import build_schema, parse, validate

from portico.cli.nouns import NOUNS
from portico.cli.numbers import NumberOrCommand
from portico.cli.shell import PASSWORD_VARIABLE
from portico.cli.shell.commands import cli
from portico.graphql.schema import schema
from portico.settings import PREFIX, SECRETS, Settings

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = [page for page in PAGES if page.name != "lifecycles.md"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
VARIABLES = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
FILES = {f"{PREFIX}{name.upper()}_FILE" for name in SECRETS}
COMMANDS: dict[str, Any] = typer.main.get_command(cli).commands  # type: ignore[attr-defined]
ONE_PAGE = 60  # lines

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CURL_BODY = re.compile(r"-d '(\{.*?\})'", re.DOTALL)
REFUSED_CANCELLATION = re.compile(r"refused cancellation|cancellation\W(?:\w+\W+){0,2}refused|pending or (?:was )?refused")
COMMAND = re.compile(r"(?<![\w./-])portico ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    prose = FENCE.sub("", text_of(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(prose)}


def documents() -> Iterator[tuple[str, str]]:
    """Every GraphQL document of the docs: fenced ones, those in curl's body, and those in fenced Python."""
    for page in WRITTEN:
        for language, code in FENCE.findall(text_of(page)):
            if language == "graphql":
                yield name(page), code
            elif language == "sh":
                yield from ((name(page), json.loads(body)["query"]) for body in CURL_BODY.findall(code))
            elif language == "python":
                yield from ((name(page), found) for found in re.findall(r'"""((?:subscription|query|mutation)\b.*?)"""', code, re.DOTALL))


def test_there_are_examples_to_check() -> None:
    found = list(documents())
    assert len(found) >= 12
    assert {"README.md", "docs/api.md"} <= {page for page, _ in found}


@pytest.mark.parametrize(("page", "document"), list(documents()), ids=lambda value: value.split("{")[0].strip() if "{" in value else value)
def test_graphql_examples_are_valid(page: str, document: str) -> None:
    assert [error.message for error in validate(build_schema(schema.as_str()), parse(document))] == [], page


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", text_of(page))):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{target}: no such file"
        assert not anchor or anchor in anchors(found), f"{target}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_settings_that_are_named_exist(page: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", text_of(page)))
    assert named <= VARIABLES | FILES | {PASSWORD_VARIABLE}


def test_every_setting_is_explained() -> None:
    table = text_of(ROOT / "docs" / "operating.md")
    assert [variable for variable in sorted(VARIABLES) if f"`{variable}`" not in table] == []


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_commands_that_are_shown_exist(page: Path) -> None:
    for command, sub in COMMAND.findall("\n".join(code_in(page))):
        found = COMMANDS.get(command)
        assert found is not None, f"portico {command}"
        names = {*found.commands, *[""] * isinstance(found, NumberOrCommand)} if hasattr(found, "commands") else {sub}
        assert sub in names, f"portico {command} {sub}"


def test_every_command_of_a_noun_stands_in_the_table_of_nouns_and_verbs() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (`[^|]*) \|", text_of(ROOT / "docs" / "command-line.md"), re.MULTILINE)
    written = {noun: set(re.findall(r"`([a-z-]+)(?: [A-Z]+)?`", verbs)) for noun, verbs in rows}
    groups = {noun: group.commands for noun, group in COMMANDS.items() if hasattr(group, "commands") and noun != "keys"}
    assert {noun: written.get(noun) for noun in groups} == {noun: set(verbs) for noun, verbs in groups.items()}


def test_a_command_that_shows_one_thing_says_so_in_a_sentence() -> None:
    for noun in NOUNS:
        said = COMMANDS[noun.name].commands["show"].help
        assert re.fullmatch(r"Show (an? |another |somebody |what an? )[a-z -]+\.", said), said


def code_in(page: Path) -> list[str]:
    fenced = FENCE.findall(text_of(page))
    return [code for language, code in fenced if language == "sh"] + re.findall(r"`([^`\n]+)`", FENCE.sub("", text_of(page)))


def test_the_glossary_says_where_things_are() -> None:
    named = re.findall(r"`([^`\s]+/[^`\s]*)`", text_of(ROOT / "docs" / "glossary.md").partition("## In the code")[2])
    assert len(named) > 40
    assert [place for place in named if not any(list(room.glob(place)) for room in (ROOT / "backend" / "portico", ROOT))] == []


FOLDERS = ("backend/portico", "backend/hatch_build.py", "frontend/src", "frontend/e2e", "frontend/scripts", "docs", "tests", "benchmarks")
PLACE = re.compile(r"`((?:[\w.*{},-]+/)+[\w.*{},-]+\.(?:py|tsx?|mjs|json|toml|sql|grid|graphql))`")


@functools.cache
def places() -> str:
    """Every file the docs may send somebody to, a line each."""
    found = [path for folder in FOLDERS for path in ((ROOT / folder).rglob("*") if (ROOT / folder).is_dir() else [ROOT / folder])]
    return "\n".join(f"/{path.relative_to(ROOT).as_posix()}" for path in found if "__pycache__" not in path.parts)


def spelled_out(place: str) -> Iterator[str]:
    """`{en,nl}/verbs.ts` is two places; `xx` stands for any country."""
    head, brace, rest = place.partition("{")
    several, _, tail = rest.partition("}")
    yield from (f"{head}{each}{tail}" for each in several.split(",")) if brace else [place.replace("xx.", "*.")]


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=name)
def test_files_that_are_named_by_their_path_are_there(page: Path) -> None:
    named = [place for found in PLACE.findall(FENCE.sub("", text_of(page))) for place in spelled_out(found)]
    gone = [place for place in named if not re.search(rf"/{re.escape(place).replace(chr(92) + '*', '[^/]*')}$", places(), re.MULTILINE)]
    assert gone == []


def test_decisions_are_numbered_without_gap_and_one_page_long() -> None:
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]
    for page in DECISIONS:
        assert len(text_of(page).splitlines()) <= ONE_PAGE, page.name
        assert set(HEADING.findall(text_of(page))[1:]) == {"Context", "Decision", "Consequences"}, page.name


def test_a_cancellation_is_rejected_and_never_refused() -> None:
    """A person or carrier rejects, Portico refuses; only the code, which is a contract, says it otherwise."""
    law = [*(ROOT / "backend" / "portico").rglob("*.py"), *(ROOT / "tests" / "domain" / "lifecycles").glob("*.grid"), *PAGES]
    old = "reason_codes.py"  # what was said before, word for word
    said = [
        (path.name, line) for path in law if path.name != old for line in text_of(path).splitlines() if REFUSED_CANCELLATION.search(line)
    ]
    assert said == []
