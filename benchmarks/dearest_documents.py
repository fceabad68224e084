"""The dearest query that is let through of each root field, on orders of a thousand numbers: what it takes, and what it came to.

    PORTICO_DATA_DIR=FOLDER PORTICO_ENVIRONMENT=demo PYTHONPATH=backend:. .venv/bin/python -m benchmarks.dearest_documents [--root NAME]

FOLDER has what `benchmarks.large_orders` made. For each way down from a root field, two objects deep, there are documents that ask for
everything on the way, for one thing under many names, and for pages long and short, each as often as the price lets it; each is run in
this process by staff, by a customer and by a carrier. Processor time of the process, judging the document included; what took over 250 ms
is measured three times more, each time beside what `benchmarks.machine` says of the machine just then, and the least of it counts.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_list_type,
    is_required_argument,
    parse,
)
from graphql import is_leaf_type as is_leaf
from graphql.type import is_non_null_type

from benchmarks.machine import slowness
from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.graphql.serving.bounds import SIGNED_IN, DocumentRefused, check, fragments_of
from portico.graphql.serving.cost import Costs
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.settings import load
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing

LONG = 250.0  # milliseconds
TURNS = 3
PAGES = {"edges", "node"}
SIZES = ((200, 1), (100, 1), (30, 30), (1, 200))
TIMES = (45, 24, 12, 6, 3, 1)
SCHEMA = schema._schema
GIVEN = {"country": '"US"', "year": "2026", "from": '"2026-01-01"', "to": '"2026-03-01"', "search": '"212"', "selection": '"{id}"'}


@dataclass(frozen=True)
class Way:
    """A document with room for how often, and how much of each list."""

    name: str
    text: Callable[[int, int, int], str]


def ways(root: str, found: GraphQLField, keys: dict[str, str]) -> Iterator[Way]:
    target = get_named_type(found.type)
    objects = list(target.types) if hasattr(target, "types") else [target]
    for kind in objects:
        given = arguments(found, keys, kind.name)
        if given is None:
            continue
        wrapped = f"... on {kind.name}" if len(objects) > 1 else ""
        for path in down(kind, (), 2):
            for shape in ("whole", "field", "leaf"):
                yield Way(f"{root}.{'.'.join(path)} {shape}", document(root, given, kind, path, shape=shape, wrapped=wrapped))


def down(kind: Any, above: tuple[str, ...], deep: int) -> Iterator[tuple[str, ...]]:
    """The ways down from an object by fields that are objects; a page's edges are no level."""
    yield ()
    if not isinstance(kind, GraphQLObjectType):
        return
    for name, field in kind.fields.items():
        below = get_named_type(field.type)
        left = deep if name in PAGES else deep - 1
        if is_leaf(below) or left < 0 or below.name in above or below.name in {"Query", "PageInfo"}:
            continue
        for rest in down(below, (*above, below.name), left):
            yield (name, *rest)


def document(root: str, given: str, kind: Any, path: tuple[str, ...], *, shape: str, wrapped: str) -> Callable[[int, int, int], str]:
    def text(times: int, outer: int, inner: int) -> str:
        pages = iter([outer, inner, inner, inner])
        first = lambda field: f"(first:{next(pages)})" if "first" in field.args else ""  # noqa: E731
        assert SCHEMA.query_type
        head = f"{root}{(given[:-1] + f' first:{next(pages)})') if given and 'first' in SCHEMA.query_type.fields[root].args else given}"
        if not given and "first" in SCHEMA.query_type.fields[root].args:
            head = f"{root}{first(SCHEMA.query_type.fields[root])}"
        inside = selection(kind, path, shape, times, first)
        body = f"{{{wrapped}{{{inside}}}}}" if wrapped else f"{{{inside}}}" if inside else ""
        if shape == "whole" or not path:
            return "{" + " ".join(f"r{n}:{head}{body}" for n in range(times)) + "}"
        return f"{{{head}{body}}}"

    return text


def selection(kind: Any, path: tuple[str, ...], shape: str, times: int, first: Callable[[GraphQLField], str]) -> str:
    if not isinstance(kind, GraphQLObjectType):
        return "" if is_leaf(kind) else "__typename"
    leaves = [
        name
        for name, each in kind.fields.items()
        if is_leaf(get_named_type(each.type)) and not any(map(is_required_argument, each.args.values()))
    ]
    if not path:
        if shape == "leaf":
            dear = (
                [name for name in ("display", "text", "label", "e164", "message", "snapshot") if name in leaves] or leaves or ["__typename"]
            )
            return " ".join(f"l{n}:{dear[0]}" for n in range(times))
        return " ".join(leaves or ["__typename"])
    name, *rest = path
    field = kind.fields[name]
    args = first(field)
    below = selection(get_named_type(field.type), tuple(rest), shape, times if shape == "leaf" or rest else 1, first)
    here = " ".join(leaves) if shape == "whole" else ""
    if shape == "field" and not rest:
        return " ".join(f"f{n}:{name}{args}{{{below}}}" for n in range(times))
    return f"{here} {name}{args}{{{below}}}"


def arguments(found: GraphQLField, keys: dict[str, str], target: str) -> str | None:
    given = {}
    for name, each in found.args.items():
        if name == "first" or (not is_required_argument(each) and name not in {"accountId"} | ({"id"} if target in keys else set())):
            continue
        value = _value(name, each, keys, target)
        if value is None:
            return None
        given[name] = value
    return f"({' '.join(f'{name}:{value}' for name, value in given.items())})" if given else ""


def _value(name: str, argument: Any, keys: dict[str, str], target: str) -> str | None:
    kind = get_named_type(argument.type)
    if name in {"id", "orderId", "requestId"}:
        value = f'"{keys.get(target, keys["PortingRequest"])}"'
    elif name == "accountId":
        value = f'"{keys["Account"]}"'
    elif isinstance(kind, GraphQLInputObjectType):
        return None
    elif hasattr(kind, "values"):
        value = next(iter(kind.values))
    else:
        value = GIVEN.get(name) or {"DateTime": '"2026-03-01T12:00:00Z"', "Date": '"2026-03-01"', "Boolean": "true"}.get(kind.name, '"x"')
    plain = argument.type.of_type if is_non_null_type(argument.type) else argument.type
    return f"[{value}]" if is_list_type(plain) else value


def priced(text: str) -> tuple[int, int] | None:
    """What it costs and may cost; None for one that is too large before it is priced."""
    try:
        read = parse(text, max_tokens=SIGNED_IN.tokens)
        check(read, SIGNED_IN)
    except DocumentRefused:
        return None
    except Exception as problem:
        if "Document contains more that" in str(problem) or "tokens" in str(problem):
            return None
        raise
    costs = Costs(SCHEMA, fragments_of(read), {})
    operation = next(each for each in read.definitions if isinstance(each, OperationDefinitionNode))
    return costs.total(operation), costs.limit(operation)


def let_through(way: Way) -> Iterator[str]:
    seen = set()
    for outer, inner in SIZES:
        for times in TIMES:
            text = way.text(times, outer, inner)
            cost = priced(text)
            if cost and cost[0] <= cost[1]:
                if text not in seen and cost[0] > 1_500:
                    seen.add(text)
                    yield text
                break


async def actors(work: Work) -> tuple[dict[str, Actor], dict[str, str]]:
    staff = Actor(Role.STAFF, Level.ADMIN, "user", None, "Desk")
    keys = {}
    asked = (
        "{portingRequests(first:200){edges{node{id customerReference account{id}}}}"
        " portOutRequests(first:50){edges{node{id carrierReference}}} portingNumbers(first:1){edges{node{id}}} carriers{id name}}"
    )
    told = (await schema.execute(asked, context_value=Context(work=work, actor_or_none=staff))).data
    assert told
    for edge in told["portingRequests"]["edges"]:
        if edge["node"]["customerReference"] == "U-0":
            keys["PortingRequest"], keys["Account"] = edge["node"]["id"], edge["node"]["account"]["id"]
    keys["PortOutRequest"] = next(e["node"]["id"] for e in told["portOutRequests"]["edges"] if e["node"]["carrierReference"] == "L-0")
    keys["PortingNumber"] = told["portingNumbers"]["edges"][0]["node"]["id"]
    carrier = next(each["id"] for each in told["carriers"] if "Continental" in each["name"] or "Polder" in each["name"])
    account, losing = ids.decode("acct", keys["Account"]), ids.decode("carr", carrier)
    return {
        "staff admin": staff,
        "staff agent": Actor(Role.STAFF, Level.MEMBER, "user", None, "Agent"),
        "customer": Actor(Role.CUSTOMER, Level.ADMIN, "user", None, "Customer", account_id=account),
        "carrier": Actor(Role.CARRIER, None, "token", losing, "Carrier", carrier_id=losing),
    }, keys


async def measured(work: Work, actor: Actor, text: str) -> tuple[float, str]:
    """Milliseconds, and how it was answered."""
    context = Context(work=work, actor_or_none=actor)
    begun = time.process_time()
    result = await schema.execute(text, context_value=context)
    took = (time.process_time() - begun) * 1e3
    codes = {str((error.extensions or {}).get("code")) for error in result.errors or ()}
    return took, ",".join(sorted(codes)) or "answered"


async def judged(work: Work, actor: Actor, text: str) -> tuple[float, str]:
    """As the machine that figures are of would have it; what is short on this one is short there, too."""
    took, answer = await measured(work, actor, text)
    for turn in range(TURNS if took > LONG else 0):
        slow = slowness()
        again, answer = await measured(work, actor, f"{text} #{turn}")
        took = min(took, again / max(slow, slowness()))
    return took, answer


async def sweep(only: str | None, seconds: float, who: list[str]) -> int:
    tables.register()
    opened = await database.open(load(environment="demo"))
    try:
        work = Work(
            opened,
            opened.settings if hasattr(opened, "settings") else load(environment="demo"),
            KeyRing(load(environment="demo").secret_keys),
        )
        people, keys = await actors(work)
        long, times = 0, []
        assert SCHEMA.query_type
        for root, found in SCHEMA.query_type.fields.items():
            if only and root != only:
                continue
            worst: dict[str, tuple[float, str, str, str]] = {}
            ended = time.monotonic() + seconds
            for way in ways(root, found, keys):
                if time.monotonic() > ended:
                    print(f"  {root}: not all ways were gone")
                    break
                for text in let_through(way):
                    for name in who:
                        took, answer = await judged(work, people[name], text)
                        times.append(took)
                        long += took > LONG
                        if took > LONG:
                            print(f"  over: {took:.0f} ms {name} {priced(text)} {answer} {way.name}: {text[:170]}", flush=True)
                        worst[name] = max(worst.get(name, (0.0, "", "", "")), (took, answer, way.name, text))
            print(
                root
                + ": "
                + "; ".join(f"{name} {each[0]:.0f} ms ({each[1]}, {each[2].split('.', 1)[-1]})" for name, each in worst.items()),
                flush=True,
            )
        times.sort()
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"{len(times)} documents: p50 {p50:.0f}, p99 {p99:.0f}, p100 {times[-1]:.0f} ms; over {LONG:.0f}: {long}")
        print(f"the machine is {slowness():.1f} times as slow as the one that figures are of")
        return 1 if long else 0
    finally:
        await opened.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root")
    parser.add_argument("--seconds", type=float, default=20.0, help="for each root field")
    parser.add_argument("--who", nargs="*", default=["staff admin", "staff agent", "customer", "carrier"])
    said = parser.parse_args()
    sys.exit(asyncio.run(sweep(said.root, said.seconds, said.who)))
