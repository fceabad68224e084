"""The demo: an invented operator whose desk has been busy for weeks, made by the same operations that people use."""

from __future__ import annotations

from typing import Final

from portico.demo import cast
from portico.demo.cast import PASSWORD
from portico.demo.port_ins import OPERATOR, PortIn
from portico.demo.port_outs import PortOut
from portico.demo.stage import Stage, told
from portico.operations.engine.work import Work
from portico.storage.people import accounts

OPENED: Final = "-30 08:00"
"""When the operator opened its desk: before everything else on the agenda."""
CUSTOMER: Final = "anna"
STAFF: Final = "femke"
MAILS_STAY: Final = "No mail leaves this computer: read them in the dashboard under Sent messages."
MAILS_LEAVE: Final = "Mails LEAVE this computer: PORTICO_SMTP_URL is set, so each goes to that mail server, for the addresses of the demo."


async def seed(work: Work) -> None:
    """Fills the database with the demo, once: a full one is left alone, one whose making was broken off is made complete.

    Only in the demo's own environment, as its people have a password that everybody knows.
    """
    if not work.settings.is_demo:
        raise RuntimeError("the demo's people have a known password: they are made with PORTICO_ENVIRONMENT=demo only")
    operator = told("operator.json")
    last = operator["hired_last"]
    if await accounts.user_by_email(work.reader, list(last.values())[-1]["email"]):
        return
    stage = Stage(work)
    stage.clock.now = stage.times.moment(OPENED, "NL")
    await cast.enter(stage, operator)
    port_ins = told("port_ins.json")
    for story in port_ins["requests"]:
        PortIn(stage, story).plan(port_ins["usual"])
    for story in told("port_outs.json")["requests"]:
        PortOut(stage, story).plan()
    await stage.play()
    for person in last.values():
        await cast.hire(stage, person)


def welcome(address: str, *, mails_leave: bool) -> str:
    """What the terminal says once the demo can be visited, and whether its mails reach anybody."""
    people = told("operator.json")["people"]
    mails = MAILS_LEAVE if mails_leave else MAILS_STAY
    return f"""
  Portico shows {OPERATOR}, an invented operator, at {address}

    as a customer   {people[CUSTOMER]["email"]:<32}  {PASSWORD}
    as staff        {people[STAFF]["email"]:<32}  {PASSWORD}

  Everyone else of the demo has the same password.
  {mails}
  Stop with Ctrl-C. To begin anew, delete the data folder.
"""
