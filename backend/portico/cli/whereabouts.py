"""`portico number <any spelling>`: where a number is, why, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, NoReturn

import typer

from portico.cli import closed_values, printing
from portico.cli.acting import AsJson
from portico.cli.asking import ApiAnswer, ask
from portico.cli.national_spellings import anywhere, where_the_operator_works
from portico.cli.running import at_a_terminal, refuse, run_for
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, display
from portico.domain.inventory.reading import read, read_line
from portico.domain.inventory.readings import Ambiguous, LineReadAs
from portico.operations.engine.work import Work

AMBIGUOUS: Final = 3
NOT_HERE: Final = 4
_LARGEST: Final = 1_000
_ENTRIES: Final = "journal(first: 5) { edges { node { at event verb actor { name role } fromStatus toStatus reason facts { text } } } }"
_ACTIONS: Final = "availableActions { action label blockers { code message } }"
_SAID: Final = "status statusReason waitingOn updatedAt accountId accountName"
_HERE_NOW: Final = """query ($number: String!) { phoneNumbers(first: 20, filter: {search: $number}, orderBy: CREATED_DESC) { edges { node {
    id e164 status source accountId configurationProfile { id name } lockedAt activatedAt endedAt } } } }"""
_ON_THEIR_WAY: Final = """query ($number: String!) {
    portingNumbers(first: 20, filter: {search: $number}, orderBy: CREATED_DESC) { edges { node { id e164 status } } } }"""
_LEAVING: Final = """query ($number: String!) {
    portOutRequests(first: 20, filter: {search: $number}, orderBy: CREATED_DESC) { edges { node { id status } } } }"""
_PORT_IN: Final = f"""query ($id: ID!) {{ found: portingNumber(id: $id) {{
    id e164 requestId requestReference {_SAID} statusReasons {{ code text }} losingCarrierName
    focAt focDate attemptNo completedAt typicalInterval {{ minDays maxDays unit }} {_ACTIONS} {_ENTRIES} }} }}"""
_PORT_OUT: Final = f"""query ($id: ID!) {{ found: portOutRequest(id: $id) {{
    id reference {_SAID} gainingCarrierName rejectCode expiresAt releaseAt endedAt
    numbers(first: {_LARGEST}) {{ e164 }} order {{ status fee {{ amount currency }} }} {_ACTIONS} {_ENTRIES} }} }}"""
_ACCOUNT: Final = "query ($id: ID!) { account(id: $id) { id slug name } }"
_REQUEST: Final = f"query ($id: ID!) {{ found: portingRequest(id: $id) {{ status answerDueAt readyUntil performAt {_ACTIONS} }} }}"
_ENDED: Final = frozenset({"COMPLETED", "NOT_PORTABLE", "CANCELED", "REJECTED", "EXPIRED", "WITHDRAWN", "PORTED_OUT", "REMOVED"})
_HERE: Final = {
    "PROVISIONED": "prepared for service", "ACTIVE": "in service", "PORTING_OUT": "in service, and another carrier asks for it",
    "PORTED_OUT": "ported out", "REMOVED": "taken out of the inventory",
}  # fmt: skip


def where(
    spelling: Annotated[list[str], typer.Argument(help="The number, in any spelling.")],
    *,
    country: Annotated[str | None, typer.Option(help="Whose national spellings are understood, such as GB.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say where a number is, why, and what comes next."""

    async def look(work: Work) -> ApiAnswer:
        known = closed_values.country("--country", country) if country else None
        return await look_up(work, await _number(work, Asked(" ".join(spelling), known, as_json=as_json)))

    found = run_for(look, as_json=as_json)
    if as_json:
        printing.as_json(found)
    else:
        _tell(found)
    if found["where"] == "NOT_HERE":
        raise typer.Exit(NOT_HERE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, whose national spellings are understood, and whether a script asks."""

    text: str
    country: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """A number that may be meant: how it is written, and how that is understood."""

    number: ValidNumber
    written: str
    says: str


async def _number(work: Work, asked: Asked) -> ValidNumber:
    found = read(asked.text, asked.country)
    if isinstance(found, ValidNumber):
        return found
    if found.reason is NumberProblem.NO_COUNTRY:
        return await _of_some_country(work, asked, found)
    line = read_line(asked.text, asked.country) if found.reason is NumberProblem.AMBIGUOUS else None
    singles = [each for each in line.readings if each.read_as is LineReadAs.NUMBER] if isinstance(line, Ambiguous) else []
    if not singles:
        _unread(found.reason, found.said.text, asked)
    return _choice(asked, found.said.text, [Meant(each.first, each.written, each.understood.text) for each in singles])


async def _of_some_country(work: Work, asked: Asked, found: Unreadable) -> ValidNumber:
    """The number that is known here in this national spelling, else what it is in the countries where the operator works."""
    known = [each for each in anywhere(asked.text) if (await look_up(work, each))["where"] != "NOT_HERE"]
    meant = known or await where_the_operator_works(work, asked.text)
    if len(meant) == 1:
        return meant[0]
    if not meant:
        _unread(found.reason, f"{found.said.text} Or name its country: --country NL.", asked)
    says = f"{asked.text} may be a number of several countries: name one with --country."
    return _choice(asked, says, [Meant(each, each.e164, f"{display(each.e164)} {each.country or ''}".strip()) for each in meant])


def _choice(asked: Asked, says: str, meant: Sequence[Meant]) -> ValidNumber:
    """The one that whoever sits at the terminal chooses; a script is told of all."""
    if not asked.as_json and at_a_terminal():
        for place, each in enumerate(meant, 1):
            typer.echo(f"{place}  {each.says}")
        chosen = typer.prompt("Which").strip()
        places = {str(place): each.number for place, each in enumerate(meant, 1)}
        return places.get(chosen) or refuse(says, AMBIGUOUS)
    if asked.as_json:
        printing.as_json({"where": "AMBIGUOUS", "readings": [{"written": each.written, "says": each.says} for each in meant]})
    else:
        typer.echo(says, err=True)
        for each in meant:
            typer.echo(each.written)
    raise typer.Exit(AMBIGUOUS)


def _unread(reason: NumberProblem, says: str, asked: Asked) -> NoReturn:
    if asked.as_json:
        printing.as_json({"problem": {"code": reason, "message": says, "fields": []}})
        raise typer.Exit(2)
    refuse(says)


async def look_up(work: Work, number: ValidNumber) -> ApiAnswer:
    """All that is known of the number; `where` is its state in a word."""
    rows = await _listed(work, _HERE_NOW, number)
    ports = await _listed(work, _ON_THEIR_WAY, number)
    inventory = _foremost([each for each in rows if each["e164"] == number.e164])
    port_in = await _whole(work, _PORT_IN, _foremost([each for each in ports if each["e164"] == number.e164]))
    port_out = await _leaving(work, number)
    if port_in:
        port_in["request"] = await _whole(work, _REQUEST, {"id": port_in["requestId"]})
    owner = next((each["accountId"] for each in (inventory, port_in, port_out) if each), None)
    return {
        "number": {"e164": number.e164, "display": display(number.e164), "country": number.country, "numberType": number.number_type},
        "where": _where(inventory, port_in, port_out),
        "account": (await ask(work, _ACCOUNT, {"id": owner}))["account"] if owner else None,
        "inventory": inventory,
        "portIn": _plain(port_in),
        "portOut": _plain(port_out),
        "next": _next(port_in, port_out),
    }


async def _listed(work: Work, document: str, number: ValidNumber) -> list[ApiAnswer]:
    (page,) = (await ask(work, document, {"number": number.e164})).values()
    return [edge["node"] for edge in page["edges"]]


def _foremost(found: list[ApiAnswer]) -> ApiAnswer | None:
    """What is under way, else what was last."""
    return next((each for each in found if each["status"] not in _ENDED), found[0] if found else None)


async def _whole(work: Work, document: str, found: ApiAnswer | None) -> ApiAnswer | None:
    return (await ask(work, document, {"id": found["id"]}))["found"] if found else None


async def _leaving(work: Work, number: ValidNumber) -> ApiAnswer | None:
    """The port-out of the number: a search finds those that only name it in a reference, too."""
    for each in sorted(await _listed(work, _LEAVING, number), key=lambda each: each["status"] in _ENDED):
        whole = await _whole(work, _PORT_OUT, each)
        if whole and {"e164": number.e164} in whole["numbers"]:
            return whole
    return None


def _where(inventory: ApiAnswer | None, port_in: ApiAnswer | None, port_out: ApiAnswer | None) -> str:
    """What is under way first, then where it stands, then where it was."""
    if port_out and port_out["status"] not in _ENDED:
        return "PORTING_OUT"
    if port_in and port_in["status"] == "DRAFT":
        return str(inventory["status"]) if inventory and inventory["status"] not in _ENDED else "DRAFT"
    if port_in and port_in["status"] not in _ENDED:
        return "PORTING_IN"
    if inventory:
        return str(inventory["status"])
    return "NOT_PORTED" if port_in else "NOT_HERE"


def _plain(order: ApiAnswer | None) -> ApiAnswer | None:
    return order and order | {"journal": [edge["node"] for edge in order["journal"]["edges"]]}


def _next(*orders: ApiAnswer | None) -> list[ApiAnswer]:
    """Of what is under way: who acts, what can be done, what is in its way, and until when.

    In some flows it is the request that moves: what can be done with all of its numbers stands apart from what can be with this one.
    """
    return [
        {
            "of": order.get("reference") or order["requestReference"],
            "waitingOn": order["waitingOn"],
            "deadlines": _deadlines(order | (order.get("request") or {"status": None})),
            "actions": order["availableActions"],
            "requestActions": (order.get("request") or {}).get("availableActions", []),
        }
        for order in orders
        if order and order["status"] not in _ENDED
    ]


def _deadlines(order: ApiAnswer) -> dict[str, Any]:
    names = ("focAt", "focDate", "answerDueAt", "readyUntil", "performAt", "expiresAt", "releaseAt")
    return {name: order[name] for name in names if order.get(name)}


def _tell(found: ApiAnswer) -> None:
    number, account = found["number"], found["account"]
    sheet: ApiAnswer = {
        number["display"]: f"{number['country'] or ''} {number['numberType'].lower()}",
        "where": found["where"].lower().replace("_", " "),
    }
    if account:
        sheet["account"] = f"{account['name']} ({account['slug']})"
    if row := found["inventory"]:
        sheet["inventory"] = f"{_HERE[row['status']]}, {'ported in' if row['source'] == 'PORTED_IN' else 'a number of our own'}"
        sheet["rings at"] = row["configurationProfile"] and row["configurationProfile"]["name"]
    for name, order in (("port-in", found["portIn"]), ("port-out", found["portOut"])):
        if order:
            other = order.get("gainingCarrierName") or order.get("losingCarrierName")
            reference = order.get("reference") or order["requestReference"]
            sheet[name] = f"{reference} {order['status']}{' with ' + other if other else ''}"
            sheet[f"{name}: why"] = order["statusReason"]
            sheet[f"{name}: the last"] = "\n".join(map(printing.entry, order["journal"]))
    for each in found["next"]:
        sheet[f"{each['of']} waits on"] = each["waitingOn"].lower()
        sheet[f"{each['of']} until"] = ", ".join(_until(each["deadlines"]))
        sheet[f"{each['of']} next"] = "\n".join(_action(action) for action in each["actions"])
        sheet[f"{each['of']} next, all of it"] = "\n".join(_action(action) for action in each["requestActions"])
    printing.as_sheet(sheet)


def _until(deadlines: ApiAnswer) -> Iterator[str]:
    if "focAt" in deadlines:
        yield f"FOC date {printing.foc(deadlines)}"
    yield from (f"{printing.title(name).lower()} {printing.instant(at)}" for name, at in deadlines.items() if not name.startswith("foc"))


def _action(action: ApiAnswer) -> str:
    return " ".join([action["label"], *(f"– {each['message']}" for each in action["blockers"])])
