"""`portico legal-hold` and `portico operator`: what may not be deleted, and what the operator says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import ApiAnswer, ask, whoever
from portico.cli.closed_values import refuse_option
from portico.cli.logo_files import logo_in
from portico.cli.options import TWICE, command_of
from portico.cli.requests import found_by
from portico.cli.running import run_for
from portico.domain import ids
from portico.domain.setting_up import logos
from portico.operations.desk.keeping import legal_holds
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Work
from portico.operations.people import operator_settings
from portico.operations.people.operator_settings import ChangeOperator

legal_hold = typer.Typer(help="Orders of which nothing may be deleted.", no_args_is_help=True)
operator = typer.Typer(help="What the operator says of itself.", no_args_is_help=True)
Reference = Annotated[str, typer.Argument(help="The request's reference, such as PI-2026-000042, or its id.")]
_HOLD: Final = "reference requestId portOutRequestId accountName reason createdAt setByName"
_OPERATOR: Final = "operatorSettings { name country timeZone currency countries mailName mailAddress mailFrom logoPath version }"
_COLUMNS: Final = {"REQUEST": "reference", "ACCOUNT": "accountName", "SINCE": "createdAt", "BY": "setByName", "WHY": "reason"}
LOGO: Final = "logo"
_INPUT: Final = {"in": "request_id", "out": "port_out_request_id"}


@legal_hold.command("list")
def legal_hold_list(*, as_json: AsJson = False) -> None:
    """List what is held, the newest first."""

    async def look(work: Work) -> list[ApiAnswer]:
        found = await ask(work, f"{{ legalHolds(first: 200) {{ edges {{ node {{ {_HOLD} }} }} }} }}", {})
        return [edge["node"] for edge in found["legalHolds"]["edges"]]

    holds = run_for(look, as_json=as_json)
    if as_json:
        printing.as_json(holds)
    else:
        printing.as_table(_COLUMNS, holds)


@legal_hold.command("set")
def legal_hold_set(
    reference: Reference,
    *,
    reason: Annotated[str, typer.Option(help="Why, and on whose word.")],
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Let nothing of a request be deleted, by retention or by anybody. The account does not hear of it."""

    async def hold(work: Work) -> None:
        command = legal_holds.SetLegalHold(**await named_order(work, reference), reason=reason)
        await legal_holds.set_hold(work, whoever(), command, key_of("legal-hold set", key, [command]))

    run_for(hold, as_json=as_json)
    _told(f"Nothing of {reference} is deleted from now on.", as_json=as_json)


@legal_hold.command("lift")
def legal_hold_lift(
    reference: Reference,
    *,
    reason: Annotated[str | None, typer.Option(help="Why.")] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Let a request go its way again."""

    async def lift(work: Work) -> None:
        command = legal_holds.LiftLegalHold(**await named_order(work, reference), reason=reason)
        await legal_holds.lift_hold(work, whoever(), command, key_of("legal-hold lift", key, [command]))

    run_for(lift, as_json=as_json)
    _told(f"{reference} is kept as long as others of its kind.", as_json=as_json)


@operator.command("show")
def operator_show(*, as_json: AsJson = False) -> None:
    """Show what the operator has set of itself."""
    _shown(run_for(_settings, as_json=as_json), as_json=as_json)


@operator.command("change")
def operator_change(  # noqa: PLR0913 - the operator, setting by setting
    *,
    name: Annotated[str | None, typer.Option(help="What the operator is called, on every screen and in letters.")] = None,
    country: Annotated[str | None, typer.Option(help="Where it is, ISO 3166.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Such as Europe/Amsterdam: of its new people and accounts.")] = None,
    currency: Annotated[str | None, typer.Option(help="What it bills new accounts in, ISO 4217.")] = None,
    countries: Annotated[list[str] | None, typer.Option(help="Whose numbers it ports in; may be repeated.")] = None,
    mail_name: Annotated[str | None, typer.Option(help="In whose name letters leave.")] = None,
    mail_address: Annotated[str | None, typer.Option(help="From which address.")] = None,
    logo: Annotated[Path | None, typer.Option(help="A PNG, JPEG or WebP file: the logo of letters and screens.")] = None,
    cleared: Annotated[list[str] | None, typer.Option("--clear", help="Empty this field, such as logo; may be repeated.")] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Change what the operator says of itself; what is left out stays, and an empty text takes it back."""
    said: dict[str, Any] = {"name": name, "country": country, "time_zone": time_zone, "currency": currency, "countries": countries}
    said |= {"mail_name": mail_name, "mail_address": mail_address}

    async def change(work: Work) -> ApiAnswer:
        picture = _picture(logo) if logo else None
        if picture and LOGO in (cleared or ()):
            refuse_option("--clear", TWICE.format(option="--logo"))
        command = await _command(work, said, cleared or ())
        await operator_settings.change_operator(work, whoever(), command, key_of("operator change", key, [command]))
        if picture is not None:
            await operator_settings.put_logo(work, whoever(), picture)
        return await _settings(work)

    _shown(run_for(change, as_json=as_json), as_json=as_json)


async def _command(work: Work, said: Mapping[str, Any], cleared: Sequence[str]) -> ChangeOperator:
    """What is to change: an empty text is as `--clear`, and so is the logo, which is no field of its own."""
    empty = [name for name, value in said.items() if value in ("", [""])]
    given = {name: value for name, value in said.items() if name not in empty} | {"remove_logo": LOGO in cleared or None}
    fields = [*(name for name in cleared if name != LOGO), *empty]
    command = await command_of(work, ChangeOperator, given, fields, {}, beside=(LOGO,))
    assert isinstance(command, ChangeOperator)  # noqa: S101 - for the type checker: it is of what was asked
    return command


def _picture(path: Path) -> bytes | None:
    """Looked at before anything else is changed."""
    problems = Problems()
    picture = problems.tidy("logo", logo_in, path)
    if picture is not None:
        problems.tidy("logo", logos.media_type, picture)
    problems.refuse()
    return picture


async def named_order(work: Work, reference: str) -> dict[str, Any]:
    found = await found_by(work, reference)
    kind, key = found["direction"], found["id"]
    return {_INPUT[kind]: ids.read("porting_request" if kind == "in" else "port_out_request", key)}


async def _settings(work: Work) -> ApiAnswer:
    found: ApiAnswer = (await ask(work, f"{{ {_OPERATOR} }}", {}))["operatorSettings"]
    return found


def _shown(found: ApiAnswer, *, as_json: bool) -> None:
    printing.as_json(found) if as_json else printing.as_sheet(found)


def _told(words: str, *, as_json: bool) -> None:
    printing.as_json({"message": words}) if as_json else typer.echo(words)
