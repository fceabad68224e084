"""`portico reason`: why ports are sent back or rejected, in the operator's own words."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import ApiAnswer, ask, whoever
from portico.cli.closed_values import one_of
from portico.cli.requests import Direction
from portico.cli.running import run_for
from portico.cli.whole_numbers import whole
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.words.statuses_catalogue import Language
from portico.operations.desk import reason_texts
from portico.operations.engine.work import Work

reason = typer.Typer(help="Why ports are sent back or rejected, in the operator's own words.", no_args_is_help=True)


_FIELDS: Final = {Direction.IN: "portInReasons", Direction.OUT: "portOutRejectReasons"}
_COLUMNS: Final = {"REASON": "code", "SHIPPED": "text", "OWN WORDS": "ownText", "NOTE TO CUSTOMERS": "ownNote"}
Which = Annotated[Direction, typer.Argument(help="Of port-ins (in) or of port-outs (out).", case_sensitive=False)]
Spoken = Annotated[Language, typer.Option(help="Of the words.", case_sensitive=False)]


@reason.command("list")
def reason_list(direction: Which, *, language: Spoken = Language.EN, as_json: AsJson = False) -> None:
    """List every reason: the shipped text, and the operator's own words in a language."""
    found = run_for(lambda work: _listed(work, direction, language), as_json=as_json)
    if as_json:
        printing.as_json(found)
    else:
        printing.as_table(_COLUMNS, found)


@reason.command("word")
def reason_word(
    direction: Which,
    code: Annotated[str, typer.Argument(help="Which reason, such as NAME_MISMATCH.")],
    *,
    language: Spoken = Language.EN,
    text: Annotated[str | None, typer.Option(help="What people read instead of the shipped text; without it, the shipped one.")] = None,
    note: Annotated[str | None, typer.Option(help="What customers read behind it; without it, nothing.")] = None,
    version: Annotated[
        int | None,
        typer.Option("--expect", parser=whole(), metavar="NUMBER", help="The version you looked at; refused where it has changed since."),
    ] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Say in the operator's own words what a reason means; without text and note it is as shipped again."""

    async def word(work: Work) -> ApiAnswer:
        said: dict[str, Any] = {"language": language, "text": text, "note": note, "expected_version": version}
        if direction is Direction.IN:
            asked = reason_texts.WordPortInReason(code=_code(ReasonCode, code), **said)
            await reason_texts.word_port_in_reason(work, whoever(), asked, key_of("reason word in", key, [asked]))
        else:
            of_port_out = reason_texts.WordPortOutReason(code=_code(PortOutRejectCode, code), **said)
            await reason_texts.word_port_out_reason(work, whoever(), of_port_out, key_of("reason word out", key, [of_port_out]))
        return next(each for each in await _listed(work, direction, language) if each["code"] == code.upper())

    found = run_for(word, as_json=as_json)
    printing.as_json(found) if as_json else printing.as_sheet(found)


async def _listed(work: Work, direction: Direction, language: Language) -> list[ApiAnswer]:
    document = (
        f"query ($language: Language!) {{ found: {_FIELDS[direction]}(language: $language) {{ code text ownText ownNote ownVersion }} }}"
    )
    found: list[ApiAnswer] = (await ask(work, document, {"language": language.name}))["found"]
    return found


def _code(kind: Any, code: str) -> Any:
    return kind[one_of("code", code, kind.__members__)]
