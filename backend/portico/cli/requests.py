"""`portico request`: port-ins and port-outs as one list, and each with what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, Most, OnceKey, key_of
from portico.cli.asking import ApiAnswer, ask, reader
from portico.cli.closed_values import one_of, refuse_option
from portico.cli.nouns import BY_NAME
from portico.cli.running import run_for
from portico.domain import ids
from portico.domain.port_ins.porting_request import MatchLosingCarrier
from portico.domain.refusals import NotFound, Thing
from portico.domain.statuses import PortingRequestStatus, PortOutRequestStatus, WaitingOn
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work

request = typer.Typer(help="Port-ins and port-outs, and what comes next.", no_args_is_help=True)
PAGE: Final = 50


class Direction(StrEnum):
    """Port-ins, or port-outs."""

    IN = "in"
    OUT = "out"


_ACTIONS: Final = "availableActions { action label blockers { code message } }"
_ENTRIES: Final = "journal(first: 10) { edges { node { at event actor { name role } number fromStatus toStatus reason facts { text } } } }"
_ACCOUNT: Final = "accountId accountName"
_PORT_IN: Final = f"""id reference {_ACCOUNT} name customerReference country numberType status statusReason waitingOn numberCount
    openCount losingCarrierName networkCarrierName requestedDate answerDueAt firstPossibleDate readyUntil
    performAt submittedAt endedAt updatedAt version"""
_PORT_OUT: Final = f"""id reference {_ACCOUNT} country status statusReason waitingOn numberCount gainingCarrierName
    carrierReference expiresAt releaseAt requestedDate endedAt updatedAt version"""
_OF_NUMBERS: Final = "numbers(first: 50) { edges { node { e164 status statusReason focAt focDate waitingOn } } }"
_WEIGHED: Final = """evidence { risks { kind message } comparisons { field verdict why severity given onRecord } }
    documents { id kind fileName fromCarrier sha256 }
    comments(first: 20) { edges { node { createdAt authorName toCarrier internal text } } }"""
_KINDS: Final = {
    "in": ("portingRequests", "PortingRequestFilter", _PORT_IN),
    "out": ("portOutRequests", "PortOutRequestFilter", _PORT_OUT),
}
_ONE: Final = {
    "in": f"query ($id: ID!) {{ found: portingRequest(id: $id) {{ {_PORT_IN} {_ACTIONS} {_OF_NUMBERS} {_ENTRIES} }} }}",
    "out": f"""query ($id: ID!) {{ found: portOutRequest(id: $id) {{ {_PORT_OUT} numbers {{ e164 }}
        order {{ status fee {{ amount currency }} reversedFee {{ amount currency }} }} {_WEIGHED} {_ACTIONS} {_ENTRIES} }} }}""",
}
_COLUMNS: Final = {
    "REQUEST": "reference", "ACCOUNT": "accountName", "STATUS": "status", "NUMBERS": "numberCount", "WAITS ON": "waitingOn",
    "CARRIER": "carrier", "UNTIL": "until", "WHY": "statusReason",
}  # fmt: skip
_KIND_OF: Final = {"PI": "in", "PO": "out"}


@request.command("list")
def request_list(
    *,
    direction: Annotated[Direction | None, typer.Option(help="Only port-ins (in) or port-outs (out).", case_sensitive=False)] = None,
    account: Annotated[str | None, typer.Option(help="Only of this account.")] = None,
    search: Annotated[str | None, typer.Option(help="Only what holds this text: a reference, a name, a number.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Only these statuses; may be repeated. Needs --direction.")] = None,
    waiting_on: Annotated[list[WaitingOn] | None, typer.Option(help="Whoever acts next; may be repeated.", case_sensitive=False)] = None,
    most: Most = PAGE,
    as_json: AsJson = False,
) -> None:
    """List port-ins and port-outs, the latest change first."""

    async def look(work: Work) -> list[ApiAnswer]:
        kinds = [direction] if direction else list(_KINDS)
        wanted: ApiAnswer = {"search": search, "statuses": _statuses(direction, status or ())}
        wanted["waitingOn"] = [each.name for each in waiting_on or ()] or None
        if account:
            wanted["accountId"] = ids.spelled("account", (await BY_NAME["account"].named(work, account))["id"])
        found = [node for kind in kinds for node in await _page(work, kind, wanted, most)]
        return sorted(found, key=lambda node: str(node["updatedAt"]), reverse=True)[:most]

    found = run_for(look, as_json=as_json)
    if as_json:
        printing.as_json(found)
    else:
        printing.as_table(_COLUMNS, [node | _beside(node) for node in found])


async def _page(work: Work, kind: str, wanted: ApiAnswer, most: int) -> list[ApiAnswer]:
    field, filters, fields = _KINDS[kind]
    document = f"""query ($first: Int!, $after: String, $filter: {filters}) {{
        found: {field}(first: $first, after: $after, filter: $filter, orderBy: UPDATED_DESC) {{
            edges {{ node {{ {fields} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    nodes: list[ApiAnswer] = []
    place: ApiAnswer = {"hasNextPage": True, "endCursor": None}
    while place["hasNextPage"] and len(nodes) < most:
        variables = {"first": min(PAGE, most - len(nodes)), "after": place["endCursor"], "filter": wanted}
        page = (await ask(work, document, variables))["found"]
        nodes, place = nodes + [{"direction": kind, **edge["node"]} for edge in page["edges"]], page["pageInfo"]
    return nodes


@request.command("show")
def request_show(
    reference: Annotated[str, typer.Argument(help="Its reference, such as PI-2026-000042, or its id.")], *, as_json: AsJson = False
) -> None:
    """Show a request: why it is where it is, whom it waits on, and what can be done."""
    found = run_for(lambda work: found_by(work, reference), as_json=as_json)
    if as_json:
        printing.as_json(found)
        return
    lists = {"availableActions", "numbers", "journal", *_WEIGHED_LISTS}
    printing.as_sheet(found, leave_out=lists)
    printing.as_sheet(
        {
            "numbers": "\n".join(map(_number, found["numbers"])),
            **_weighed(found),
            "next": "\n".join(
                " – ".join([each["label"], *(it["message"] for it in each["blockers"])]) for each in found["availableActions"]
            ),
            "journal": "\n".join(map(printing.entry, found["journal"])),
        }
    )


async def found_by(work: Work, text: str) -> ApiAnswer:
    """The request that is called so, with what comes next. Raises NotFound."""
    for kind, key in await _candidates(work, text.strip()):
        found = (await ask(work, _ONE[kind], {"id": key}))["found"]
        if found:
            paged = {name: _nodes(found[name]) for name in ("numbers", "journal", "comments") if name in found}
            return {"direction": kind, **found, **paged}
    raise NotFound(Thing.REQUEST)


async def _candidates(work: Work, text: str) -> list[tuple[str, str]]:
    for kind, row_kind in (("in", "porting_request"), ("out", "port_out_request")):
        if text.startswith(f"{ids.PREFIXES[row_kind]}_"):
            return [(kind, text)]
    named = _KIND_OF.get(text[:2].upper())
    found = await _page(work, named, {"search": text}, PAGE) if named else []
    return [(node["direction"], node["id"]) for node in found if node["reference"].casefold() == text.casefold()]


@request.command("match")
def request_match(
    reference: Annotated[str, typer.Argument(help="The port-in whose losing carrier was typed: its reference, or its id.")],
    carrier: Annotated[str, typer.Argument(help="Which carrier of the list it is: its name, or its id.")],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Say which carrier of the list was meant by the name that was typed: until then the request cannot be accepted."""

    async def match(work: Work) -> ApiAnswer:
        found = await found_by(work, reference)
        if found["direction"] != "in":
            raise NotFound(Thing.REQUEST)
        asked = MatchLosingCarrier((await BY_NAME["carrier"].named(work, carrier))["id"])
        target = Target(ids.read("porting_request", found["id"]))
        once = key_of("request match", key, [target, asked])
        await moves.move_one(work, reader(), "porting_request", "match_losing_carrier", target, asked, once)
        return await found_by(work, found["id"])

    done = run_for(match, as_json=as_json)
    if as_json:
        printing.as_json(done)
    else:
        typer.echo(f"{done['reference']}: the numbers are with {done['losingCarrierName']}.")


_WEIGHED_LISTS: Final = ("evidence", "documents", "comments")


def _weighed(found: ApiAnswer) -> ApiAnswer:
    """What is to be weighed of a port-out, a line each; nothing of a port-in."""
    if not found.get("evidence"):
        return {}
    evidence = found["evidence"]
    return {
        "look twice": "\n".join(each["message"] for each in evidence["risks"]),
        "said": "\n".join(map(_comparison, evidence["comparisons"])),
        "papers": "\n".join(f"{each['kind']} {each['fileName']}{_CARRIERS * each['fromCarrier']}" for each in found["documents"]),
        "comments": "\n".join(f"{each['authorName']}{_CARRIERS * each['toCarrier']}: {each['text']}" for each in found["comments"]),
    }


_CARRIERS: Final = " (the gaining carrier sees it)"


def _comparison(each: ApiAnswer) -> str:
    why = f" ({each['why']})" if each["why"] else ""
    return f"{each['field']} {each['verdict']}{why}: {each['given'] or '–'} / {each['onRecord'] or '–'}"


def _number(node: ApiAnswer) -> str:
    return " ".join(filter(None, (node["e164"], node.get("status"), node.get("focAt") and printing.foc(node))))


def _nodes(found: Any) -> list[ApiAnswer]:
    return [edge["node"] for edge in found["edges"]] if isinstance(found, dict) else found


def _beside(node: ApiAnswer) -> ApiAnswer:
    until = next((node[name] for name in ("readyUntil", "answerDueAt", "expiresAt") if node.get(name)), None)
    return {"carrier": node.get("gainingCarrierName") or node.get("losingCarrierName"), "until": until}


def _statuses(direction: Direction | None, texts: Sequence[str]) -> list[str] | None:
    """Statuses are of port-ins or of port-outs: which, has to be said."""
    if texts and direction is None:
        refuse_option("--status", "say --direction, in or out, too: each has statuses of its own.", "REQUIRED")
    known = PortOutRequestStatus if direction is Direction.OUT else PortingRequestStatus
    return [one_of("--status", text, list(known.__members__)) for text in texts] or None
