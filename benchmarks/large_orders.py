"""Makes the demo with orders of a thousand numbers beside its own, in the environment's data folder: `python -m benchmarks.large_orders`.

Of each kind there are some: what stands in a document several times is then really done several times.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, Final

from portico import demo
from portico.demo import cast
from portico.demo.port_ins import PortIn
from portico.demo.port_outs import PortOut
from portico.demo.stage import Stage, told
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.inventory import phone_numbers as inventory
from portico.settings import load
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing

EACH: Final = 1_000
RESENT: Final = 3
KINDS: Final = {"submit": ("accept_papers", 3), "requested": ("request.submit", 10), "accepted": ("request.accept", 5)}
DUTCH: Final[dict[str, Any]] = {
    "by": "anna", "desk": "femke", "profile": "northsea-nl", "configuration": "front-desks", "losing": "polder", "country": "NL",
    "subscriber": {
        "subscriber_name": "Grand Amstel Hotel B.V.", "authorised_person": "Anna Visser", "service_street": "Prins Hendrikkade 108",
        "service_postal_code": "1011 AJ", "service_city": "Amsterdam", "account_number": "PT-440172",
    },
}  # fmt: skip
AMERICAN: Final[dict[str, Any]] = {
    "by": "grace", "desk": "priya", "profile": "meridian-us", "configuration": "reception", "losing": "great-plains", "country": "US",
    "subscriber": {
        "subscriber_name": "Meridian Clinics, Inc.", "authorised_person": "Grace Miller", "service_street": "350 Park Avenue",
        "service_postal_code": "10022", "service_city": "New York", "service_region": "NY", "account_number": "4471-0002",
    },
}  # fmt: skip
BLOCKED: Final = ["-4 10:05", "polder", "request.block", {"code": "27", "reason": "The customer number does not belong to these numbers."}]
ASKED: Final = ["-6 16:05", "continental", "require_action", {"codes": ["SERVICE_ADDRESS_MISMATCH"], "reason": "Another suite."}]


def dutch() -> list[dict[str, Any]]:
    found = []
    for place in range(20):
        opening, steps = ("request.submit", []) if place < 10 else ("request.accept", [])
        if place >= 16:
            steps = [BLOCKED]
        elif place >= 13:
            steps = [["-4 10:05", "polder", "request.make_ready", {"first_possible_date": "-3"}]]
        elif 7 <= place < 10:
            opening = "papers"
        story = {"key": f"large-nl-{place}", "name": f"Block {place}", "customer_reference": f"L-{place}", "created": -8 if steps else -5}
        found.append(DUTCH | story | {"numbers": [f"+3120{2_000_000 + place * EACH}", EACH], "opening": opening, "steps": steps})
    return [story | {"subscriber": dict(story["subscriber"])} for story in found]


def american() -> list[dict[str, Any]]:
    found = []
    for place in range(4):
        numbers = f"+1212{2_000_000 + place * EACH}"
        steps: list[Any] = []
        for day in range(RESENT if place == 0 else 0):
            when = 12 - 3 * day
            steps += [
                [f"-{when} 16:05", *ASKED[1:]],
                [f"-{when} 17:05", "grace", "resubmit", {"confirmed": [{"code": "SERVICE_ADDRESS_MISMATCH", "comment": "It is right."}]}],
                [f"-{when - 1} 17:05", "continental", "hand_over"],
            ]
        story = {"key": f"large-us-{place}", "name": f"Exchange {place}", "customer_reference": f"U-{place}", "created": -18}
        subscriber = dict(AMERICAN["subscriber"]) | {"btn": numbers}
        opening = "hand_over" if place < 2 else "request.accept" if place == 2 else "request.submit"
        found.append(AMERICAN | story | {"numbers": [numbers, EACH], "opening": opening, "steps": steps, "subscriber": subscriber})
    return found


def leaving() -> list[dict[str, Any]]:
    found = []
    for place in range(8):
        numbers = cast.numbered(f"+1646{2_000_000 + place * EACH}", EACH)
        story = {"key": f"large-out-{place}", "account": "meridian", "carrier": "great-plains", "reference": f"L-{place}"}
        steps = [["-1 11:50", "grace", "approve"]] if place >= 5 else []
        days = {"received": "-1 11:00", "requested_date": "+4", "end_user": "Meridian Clinics, Inc.", "authorised_name": "Grace Miller"}
        found.append(story | days | {"numbers": numbers, "steps": steps})
    return found


async def fill() -> None:
    settings = load(environment="demo")
    tables.register()
    opened = await database.open(settings)
    try:
        await opened.migrate()
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        await demo.seed(work)
        stage = Stage(work)
        stage.clock.now = stage.times.moment(demo.OPENED, "NL")
        await cast.enter(stage, told("operator.json"))
        usual = told("port_ins.json")["usual"]
        for story in dutch() + american():
            PortIn(stage, story).plan(usual)
        for story in leaving():
            own = stage.ids["meridian"], story["numbers"], stage.ids["reception"]
            await inventory.add_native_numbers(stage.work, stage.actors[cast.FIRST_ADMIN], *own)
            PortOut(stage, story).plan()
        await stage.play()
    finally:
        await opened.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(fill()))
