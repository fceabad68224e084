"""`portico number <any spelling>`: where a number is, why, and what comes next."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson
from portico.cli.asking import Answer, ask
from portico.cli.running import at_a_terminal, refuse, run_for
from portico.domain.inventory.phone_numbers import PhoneNumber, Unread, Unreadable, display
from portico.domain.inventory.reading import read, read_line
from portico.domain.inventory.readings import Ambiguous, ReadAs
from portico.operations.engine.work import Work

AMBIGUOUS: Final = 3
NOT_HERE: Final = 4
_ENTRIES: Final = "journal(first: 5) { edges { node { at event verb actor { name role } fromStatus toStatus reason } } }"
_ACTIONS: Final = "availableActions { action label blockers { code message } }"
_DOCUMENTS: Final = (
    """query ($number: String!) { phoneNumbers(first: 20, filter: {search: $number}, orderBy: CREATED_DESC) { edges { node {
        id e164 status source accountId configurationProfile { id name } lockedAt activatedAt endedAt } } } }""",
    f"""query ($number: String!) {{ portingNumbers(first: 8, filter: {{search: $number}}) {{ edges {{ node {{
        id e164 requestId requestReference accountId accountName
        status statusReason statusReasons {{ code text }} waitingOn losingCarrierName
        focAt attemptNo completedAt updatedAt typicalInterval {{ minDays maxDays unit }} {_ACTIONS} {_ENTRIES} }} }} }} }}""",
    f"""query ($number: String!) {{ portOutRequests(first: 8, filter: {{search: $number}}, orderBy: UPDATED_DESC) {{ edges {{ node {{
        id reference accountId accountName gainingCarrierName status statusReason rejectCode waitingOn expiresAt releaseAt endedAt updatedAt
        numbers {{ e164 }} order {{ status fee {{ amount currency }} }} {_ACTIONS} {_ENTRIES} }} }} }} }}""",
)
"""One each, so that each stays under what one document may cost."""
_ACCOUNT: Final = "query ($id: ID!) { account(id: $id) { id slug name } }"
_REQUEST: Final = "query ($id: ID!) { portingRequest(id: $id) { status answerDueAt readyUntil performAt } }"
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
    number = _number(" ".join(spelling), country, as_json=as_json)
    found = run_for(lambda work: look_up(work, number), as_json=as_json)
    if as_json:
        printing.as_json(found)
    else:
        _tell(found)
    if found["where"] == "NOT_HERE":
        raise typer.Exit(NOT_HERE)


def _number(text: str, country: str | None, *, as_json: bool) -> PhoneNumber:
    found = read(text, country)
    if isinstance(found, PhoneNumber):
        return found
    line = read_line(text, country) if found.reason is Unread.AMBIGUOUS else None
    singles = [each for each in line.readings if each.read_as is ReadAs.NUMBER] if isinstance(line, Ambiguous) else []
    if not singles:
        return _unread(found, as_json=as_json)
    if not as_json and at_a_terminal():
        for place, reading in enumerate(singles, 1):
            typer.echo(f"{place}  {reading.understood.text}")
        chosen: int = typer.prompt("Which", type=int)
        return singles[chosen - 1].first if 0 < chosen <= len(singles) else refuse(found.said.text, AMBIGUOUS)
    if as_json:
        printing.as_json({"where": "AMBIGUOUS", "readings": [{"written": each.written, "says": each.understood.text} for each in singles]})
    else:
        typer.echo(found.said.text, err=True)
        for reading in singles:
            typer.echo(reading.written)
    raise typer.Exit(AMBIGUOUS)


def _unread(found: Unreadable, *, as_json: bool) -> PhoneNumber:
    if as_json:
        printing.as_json({"problem": {"code": found.reason, "message": found.said.text, "fields": []}})
        raise typer.Exit(2)
    refuse(found.said.text)


async def look_up(work: Work, number: PhoneNumber) -> Answer:
    """All that is known of the number; `where` is its state in a word."""
    known: Answer = {}
    for document in _DOCUMENTS:
        known |= await ask(work, document, {"number": number.e164})
    rows = [edge["node"] for edge in known["phoneNumbers"]["edges"] if edge["node"]["e164"] == number.e164]
    ports = [edge["node"] for edge in known["portingNumbers"]["edges"] if edge["node"]["e164"] == number.e164]
    outs = [edge["node"] for edge in known["portOutRequests"]["edges"] if {"e164": number.e164} in edge["node"]["numbers"]]
    inventory = next((each for each in rows if each["status"] not in _ENDED), rows[0] if rows else None)
    port_in = next((each for each in ports if each["status"] not in _ENDED), ports[0] if ports else None)
    port_out = next((each for each in outs if each["status"] not in _ENDED), outs[0] if outs else None)
    if port_in:
        port_in["request"] = (await ask(work, _REQUEST, {"id": port_in["requestId"]}))["portingRequest"]
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


def _where(inventory: Answer | None, port_in: Answer | None, port_out: Answer | None) -> str:
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


def _plain(order: Answer | None) -> Answer | None:
    return order and order | {"journal": [edge["node"] for edge in order["journal"]["edges"]]}


def _next(*orders: Answer | None) -> list[Answer]:
    """Of what is under way: who acts, what can be done, what is in its way, and until when."""
    return [
        {
            "of": order.get("reference") or order["requestReference"],
            "waitingOn": order["waitingOn"],
            "deadlines": _deadlines(order | (order.get("request") or {"status": None})),
            "actions": [
                {"action": each["action"], "label": each["label"], "blockers": each["blockers"]} for each in order["availableActions"]
            ],
        }
        for order in orders
        if order and order["status"] not in _ENDED
    ]


def _deadlines(order: Answer) -> dict[str, Any]:
    return {name: order[name] for name in ("focAt", "answerDueAt", "readyUntil", "performAt", "expiresAt", "releaseAt") if order.get(name)}


def _tell(found: Answer) -> None:
    number, account = found["number"], found["account"]
    sheet: Answer = {
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
            sheet[f"{name}: the last"] = "\n".join(_entry(each) for each in order["journal"])
    for each in found["next"]:
        sheet[f"{each['of']} waits on"] = each["waitingOn"].lower()
        sheet[f"{each['of']} until"] = ", ".join(
            f"{printing.title(name).lower()} {printing.instant(at)}" for name, at in each["deadlines"].items()
        )
        sheet[f"{each['of']} next"] = "\n".join(_action(action) for action in each["actions"])
    printing.as_sheet(sheet)


def _entry(entry: Answer) -> str:
    return f"{printing.instant(entry['at'])}  {entry['reason']} ({entry['actor']['name']})"


def _action(action: Answer) -> str:
    return " ".join([action["label"], *(f"– {each['message']}" for each in action["blockers"])])
