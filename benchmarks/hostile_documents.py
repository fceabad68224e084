"""What hostile documents cost a server: generated ones, and those that once stopped it, by the processor time of the serving process.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.hostile_documents [--documents 5000] [--numbers 2000] [--seed 7] [--against TREE]

A server of this tree, and with `--against` one of another checkout of Portico, is started on loopback on the demo's database with more
numbers; both get the same documents, in turns, by HTTP, with a staff token and without one. The time is the kernel's own account of the
process's threads, so what else the machine does is not in it; the mail room is, which runs in the same process, so what took over 250 ms
is asked three times more, judged anew each time, and the least of it counts. A server error (5xx) or INTERNAL ends the run with status 1.
With `--large` the database has orders of a thousand numbers (some minutes to make), and only documents about these are sent, once each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from graphql import GraphQLNonNull, GraphQLObjectType, build_schema, get_named_type

from benchmarks.machine import slowness
from tests.stories.servers import free_port

HERE = Path(__file__).parents[1]
PORTICO = (sys.executable, "-c", "from portico.cli import main; main()")
LONG = 250  # milliseconds
LISTED = {
    "700 aliases of a leaf (4.9 kB), nobody": "{viewer{" + "x:name " * 700 + "}}",
    "the same object 400 times (15 kB), nobody": "{" + "viewer{name role accountId carrierId}\n" * 400 + "}",
    "45 aliases of a page of 200": "{" + "".join(f"a{n}:portingNumbers(first:200){{edges{{node{{id e164}}}}}}" for n in range(45)) + "}",
    "80 aliases of a page of 200": "{" + "".join(f"a{n}:portingNumbers(first:200){{edges{{node{{id e164}}}}}}" for n in range(80)) + "}",
    "the whole schema": "{__schema{types{name fields{name description args{name type{name ofType{name}}} type{name ofType{name}}}}}}",
    "a thousand numbers to be read, none of them clear": '{numbersRead(country:"DE",lines:['
    + " ".join(f'"0451 {n}-99"' for n in range(100_000, 101_000))
    + "]){lines{outcome readings{written}}}}",
    "a page of 50 requests": "{portingRequests(first:50){edges{node{id reference status openCount completedCount canceledCount}}}}",
}


ADD = 'a{n}:phoneNumbersAdd(input:{{accountId:"{account}" text:"+4420795{n}0000 - +4420795{n}0999"}}){{__typename}}'
LARGE: dict[str, Callable[[Mapping[str, str]], str]] = {
    "9 x a thousand numbers added as a range": lambda ids: (
        "mutation{" + " ".join(ADD.format(n=n, account=ids["account"]) for n in range(9)) + "}"
    ),
    "the numbers of a port-out, 45 names": lambda ids: (
        f'{{portOutRequest(id:"{ids["L-0 out"]}"){{' + " ".join(f"a{n}:numbers{{e164}}" for n in range(45)) + "}}"
    ),
    "a page of port-outs": lambda _ids: "{portOutRequests(first:200){edges{node{id}}}}",
    "20 x a port-out": lambda ids: "{" + " ".join(f'a{n}:portOutRequest(id:"{ids["L-0 out"]}"){{id}}' for n in range(20)) + "}",
    "the numbers of attempts, 31 names": lambda ids: (
        f'{{portingRequest(id:"{ids["U-0"]}"){{attempts{{' + " ".join(f"a{n}:numbers{{e164}}" for n in range(31)) + "}}}"
    ),
    "attempts": lambda ids: f'{{portingRequest(id:"{ids["U-0"]}"){{attempts{{id}}}}}}',
    "attempts and their numbers": lambda ids: f'{{portingRequest(id:"{ids["U-0"]}"){{attempts{{numbers{{e164 answer}}}}}}}}',
    "a page of requests": lambda _ids: "{portingRequests(first:200){edges{node{id}}}}",
    "6 pages of requests": lambda _ids: "{" + " ".join(f"a{n}:portingRequests(first:200){{edges{{node{{id}}}}}}" for n in range(6)) + "}",
    "6 requests accepted": lambda ids: (
        "mutation{" + " ".join(f'a{n}:portingRequestAccept(input:{{id:"{ids[f"L-{n}"]}"}}){{__typename}}' for n in range(6)) + "}"
    ),
    "4 requests made anew": lambda ids: (
        "mutation{" + " ".join(f'a{n}:portingRequestReplace(input:{{id:"{ids[f"L-{n}"]}"}}){{__typename}}' for n in range(16, 20)) + "}"
    ),
    "one request accepted, as it may": lambda ids: f'mutation{{portingRequestAccept(input:{{id:"{ids["L-6"]}"}}){{__typename}}}}',
}
"""About orders of a thousand numbers, each by the ids of what `benchmarks.large_orders` made."""
IDS = (
    "{portingRequests(first:200){edges{node{id customerReference}}}"
    "portOutRequests(first:50){edges{node{id carrierReference}}} accounts{id}}"
)


@dataclass
class Server:
    """A served tree, and what its answers cost."""

    name: str
    url: str
    token: str
    pid: int
    cpu: list[float] = field(default_factory=list)
    worst: tuple[float, str] = (0.0, "")
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def ask(self, client: httpx.Client, body: bytes, *, signed_in: bool = True) -> tuple[float, httpx.Response]:
        """The milliseconds of processor time an answer took, and the answer."""
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {self.token}"} if signed_in else {})
        before = spent(self.pid)
        answer = client.post(f"{self.url}/graphql", content=body, headers=headers)
        return (spent(self.pid) - before) * 1e3, answer

    def note(self, took: float, answer: httpx.Response, document: str) -> None:
        self.cpu.append(took)
        self.statuses[answer.status_code] += 1
        if took > self.worst[0]:
            self.worst = took, document
        if answer.status_code >= 500 or '"INTERNAL"' in answer.text:
            self.failures.append(document)


def spent(pid: int) -> float:
    """Seconds the threads of a process have been on a processor."""
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with_thread = thread / "schedstat"
        try:
            total += int(with_thread.read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended
    return total / 1e9


@contextmanager
def serving(name: str, tree: Path, *filling: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        chosen = {
            **os.environ,
            "PYTHONPATH": f"{tree / 'backend'}{os.pathsep}{HERE}",
            "PORTICO_DATA_DIR": folder,
            "PORTICO_PORT": str(port),
        }
        chosen |= {"PORTICO_ENVIRONMENT": "demo", "PORTICO_LOG_LEVEL": "error"}
        subprocess.run([sys.executable, "-m", *filling], env=chosen, check=True, cwd=HERE)
        made = [*PORTICO, "token", "create", "--role", "STAFF"]
        token = subprocess.run(made, env=chosen, check=True, capture_output=True, text=True).stdout.strip()
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen([*PORTICO, "serve"], env=chosen, stdout=log, stderr=log)
        try:
            server = Server(name, f"http://127.0.0.1:{port}", token, process.pid)
            wait_for(server.url, process, Path(folder) / "log")
            yield server
        finally:
            process.terminate()
            process.wait(30)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"{url}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            if process.poll() is not None:
                break
        time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{log.read_text(errors='replace')[-2_000:]}")


class Hostile:
    """Documents that mean harm or are nonsense, made from the schema's own words; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._schema = build_schema((HERE / "schema.graphql").read_text(encoding="utf-8"))
        self._kinds: list[Callable[[], str]] = [
            self.selection, self.selection, self.aliases, self.repeats, self.fragments, self.deep, self.directives, self.near_misses,
            self.literals, self.introspection, self.pages, self.many_operations, self.mutation, self.noise,
            self.given, self.leaves, self.bulks,
        ]  # fmt: skip
        self._given: dict[str, Any] = {}

    def body(self) -> bytes:
        """A request body; now and then not even JSON."""
        self._given = {}
        document = self._random.choice(self._kinds)()
        roll = self._random.random()
        if roll < 0.03:
            return self._random.choice([b"[" * 60_000, b"{", b'{"query": 7}', b"\xff", b'{"query": "\\ud800"}', b'{"a":' * 20_000])
        variables = {"n": self._random.choice([1, 200, -1, 10**18, "x", None, [1], {"a": {"b": 1}}])}

        said: dict[str, Any] = {"query": document, "variables": variables | self._given}
        if roll > 0.95:
            said["operationName"] = self._random.choice(["A", "Q3", "", "é"])
        return json.dumps(said).encode()

    def _fields(self, kind: Any, depth: int, room: list[int]) -> str:
        """A selection of a type, random and often far too large."""
        if not isinstance(kind, GraphQLObjectType) or depth == 0:
            return "{__typename}"
        chosen = []
        for name, found in self._random.sample(sorted(kind.fields.items()), min(len(kind.fields), self._random.randint(1, 9))):
            room[0] -= 1
            if room[0] < 0:
                break
            arguments = "(first:200)" if "first" in found.args else ""
            if any(isinstance(each.type, GraphQLNonNull) and each.default_value is None for each in found.args.values()):
                continue
            inner = get_named_type(found.type)
            selected = self._fields(inner, depth - 1, room) if hasattr(inner, "fields") or hasattr(inner, "types") else ""
            chosen.append(f"a{room[0]}:{name}{arguments}{selected}" if self._random.random() < 0.2 else f"{name}{arguments}{selected}")
        return "{" + " ".join(chosen or ["__typename"]) + "}"

    def selection(self) -> str:
        return self._fields(self._schema.query_type, self._random.randint(2, 9), [self._random.choice([40, 300, 1200])])

    def aliases(self) -> str:
        count, leaf = (
            self._random.choice([10, 45, 300, 1000]),
            self._random.choice(["viewer{name role}", "accounts{id name}", "carriers{id}"]),
        )
        return "{" + " ".join(f"a{place}:{leaf}" for place in range(count)) + "}"

    def repeats(self) -> str:
        inner = "viewer" + "{name role}" * 1
        return "{" + inner * self._random.choice([15, 80, 400]) + "}"

    def fragments(self) -> str:
        count = self._random.choice([5, 25, 120])
        links = [
            f"fragment F{n} on Query {{ ...F{n + 1} ...F{self._random.randint(n + 1, count)} viewer {{ name }} }}" for n in range(count)
        ]
        if self._random.random() < 0.2:
            links.append(f"fragment F{count} on Query {{ ...F0 }}")
        else:
            links.append(f"fragment F{count} on Query {{ viewer {{ name role }} }}")
        return "{ ...F0 }" + "".join(links)

    def deep(self) -> str:
        levels = self._random.choice([5, 15, 100, 5000])
        link = self._random.choice(["portingRequests{edges{node", "a", "... on Query"])
        return "{" + (link + "{") * levels + "__typename" + "}" * (levels * (1 + link.count("{"))) + "}"

    def directives(self) -> str:
        return "{ viewer " + "@include(if:true) @skip(if:false) " * self._random.choice([1, 20, 400]) + "{ name } }"

    def near_misses(self) -> str:
        names = [*self._schema.mutation_type.fields] if self._schema.mutation_type else []
        wrong = (f"{self._random.choice(names)[:-1]}x{place}" for place in range(self._random.choice([1, 5, 400])))
        kinds = (
            f" fragment G{n} on {self._random.choice(sorted(self._schema.type_map))}x {{ a }}" for n in range(self._random.choice([0, 150]))
        )
        return "mutation {" + " ".join(wrong) + "}" + "".join(kinds)

    def literals(self) -> str:
        size = self._random.choice([10, 2_000, 200_000])
        value = self._random.choice(
            [
                '"' + "x" * size + '"',
                '"""' + "x\n" * (size // 2) + '"""',
                "9" * size,
                "[" * (size // 20) + "]" * (size // 20),
                '"' + "\\u0041" * (size // 6) + '"',
            ]
        )
        return "{ portingRequest(id: " + value + ") { id } }"

    def introspection(self) -> str:
        inner = self._random.choice(
            ["types{name}", "types{fields{name args{name}}}", "types{fields{type{ofType{ofType{name}}}}}", "directives{name}"]
        )
        return "{" + " ".join(f"a{place}:__schema{{{inner}}}" for place in range(self._random.choice([1, 3, 10, 45]))) + "}"

    def pages(self) -> str:
        inner = self._random.choice(["id e164", "id journal(first:200){edges{node{id}}}", "availableActions{action blockers{code}}", "id"])
        first = self._random.choice(["1", "50", "200", "$n"])
        place = self._random.choice([1, 8, 40])
        body = " ".join(f"a{n}:portingNumbers(first:{first}){{totalCount edges{{node{{{inner}}}}}}}" for n in range(place))
        return f"query($n:Int){{ {body} }}"

    def given(self) -> str:
        """What is small in the document and large in its variables."""
        deep: Any = 1
        for _ in range(self._random.choice([3, 60, 900])):
            deep = [deep]
        texts = ["%" * 200, "%" * 24_000, "é" * 60_000, "x" * 100_000]
        lists = [["DRAFT"] * self._random.choice([3, 900, 20_000]), deep]
        self._given = {"f": self._random.choice([{"search": self._random.choice(texts)}, {"statuses": self._random.choice(lists)}, deep])}
        field, kind = self._random.choice([("portingNumbers", "PortingNumberFilter"), ("portingRequests", "PortingRequestFilter")])
        count = self._random.choice([1, 8, 45])
        return f"query($f:{kind}){{" + " ".join(f"a{n}:{field}(first:1,filter:$f){{edges{{node{{id}}}}}}" for n in range(count)) + "}"

    def leaves(self) -> str:
        """One field of every row, under many names."""
        leaf = self._random.choice(["display", "e164", "status", "typicalInterval{__typename}", "configurationProfile{id}", "version"])
        names = " ".join(f"a{n}:{leaf}" for n in range(self._random.choice([4, 12, 20, 31, 45])))
        return f"{{portingNumbers(first:{self._random.choice([50, 200])}){{edges{{node{{{names}}}}}}}}}"

    def bulks(self) -> str:
        """Commands about many numbers that do not exist."""
        numbers = [{"id": "pnum_" + f"{place:026d}"} for place in range(self._random.choice([1, 100, 1000]))]
        self._given = {"i": {"numbers": numbers}}
        count = self._random.choice([1, 5, 25])
        verbs = " ".join(f"a{n}:portingNumbersStartReview(input:$i){{__typename}}" for n in range(count))
        return f"mutation($i:PortingNumbersStartReviewInput!){{{verbs}}}"

    def many_operations(self) -> str:
        return " ".join(f"query Q{place} {{ viewer {{ name }} }}" for place in range(self._random.choice([2, 9, 250])))

    def mutation(self) -> str:
        fields = self._schema.mutation_type.fields if self._schema.mutation_type else {}
        return f'mutation {{ {self._random.choice(sorted(fields))}(input: {{ id: "nonsense", numbers: [] }}) {{ __typename }} }}'

    def noise(self) -> str:
        letters = "{}()[]:!$@ \n\t#,.\"'abcé\u202e\x00|&=0123456789"
        return "".join(self._random.choice(letters) for _ in range(self._random.choice([5, 300, 20_000])))


def compare_listed(servers: list[Server], client: httpx.Client) -> None:
    print("\nmilliseconds of processor time, the median of five (a document is judged once: the first time is shown before it)")
    print(f"{'document':44}" + "".join(f"{server.name:>28}" for server in servers))
    for name, document in LISTED.items():
        cells = []
        for server in servers:
            took = [server.ask(client, _body(document), signed_in=not name.endswith("nobody")) for _ in range(6)]
            times = [each for each, _answer in took]
            cells.append(f"{times[0]:7.0f} {statistics.median(times[1:]):7.0f} ({took[0][1].status_code})")
        print(f"{name:44}" + "".join(f"{cell:>28}" for cell in cells))


def ask_large(server: Server, client: httpx.Client) -> None:
    """What documents about orders of a thousand numbers take, on a server that sends nothing and is quiet before each."""
    server.ask(client, _body("mutation{installationHold(input:{}){__typename}}"))
    found = server.ask(client, _body(IDS))[1].json()["data"]
    ids = {each["node"]["customerReference"]: each["node"]["id"] for each in found["portingRequests"]["edges"]}
    ids |= {f"{each['node']['carrierReference']} out": each["node"]["id"] for each in found["portOutRequests"]["edges"]}
    ids["account"] = found["accounts"][0]["id"]
    for name, document in LARGE.items():
        settle(server)
        took, answer = server.ask(client, _body(document(ids)))
        print(f"{name:44}{took:8.0f} ms ({answer.status_code})")


def settle(server: Server) -> None:
    """Waits until the process has nothing else to do."""
    for _ in range(200):
        before = spent(server.pid)
        time.sleep(0.15)
        if spent(server.pid) - before < 0.004:
            return


def _body(document: str) -> bytes:

    return json.dumps({"query": document}).encode()


def anew(body: bytes) -> Iterator[bytes]:
    """The same request again, so that it is judged again: what took long once may have been the mail room in the same process."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    for place in range(3):
        yield json.dumps(said | {"query": f"{said['query']} #{place}"}).encode() if isinstance(said, dict) and said.get("query") else body


def report(server: Server) -> None:
    times = sorted(server.cpu)
    places = {"p50": 0.5, "p99": 0.99, "p100": 1.0}
    said = "  ".join(f"{name} {times[min(int(len(times) * part), len(times) - 1)]:.1f} ms" for name, part in places.items())
    print(f"\n{server.name}: {len(times)} documents, {said}; statuses {dict(server.statuses)}; server errors {len(server.failures)}")
    print(f"  the machine is {slowness():.1f} times as slow as the one that figures are of (benchmarks/machine.py)")
    print(f"  above {LONG} ms: {sum(each > LONG for each in times)}; the worst ({server.worst[0]:.0f} ms): {server.worst[1][:160]}")
    for document in server.failures[:5]:
        print(f"  failed: {document[:300]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--numbers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--large", action="store_true")
    said = parser.parse_args()
    if said.large:
        with serving("large orders", HERE, "benchmarks.large_orders") as here, httpx.Client(trust_env=False, timeout=120) as client:
            ask_large(here, client)
        return 0
    filling, hostile = ("benchmarks.filling", str(said.numbers)), Hostile(said.seed)
    anew_each_time = httpx.Limits(max_keepalive_connections=0)  # a server shuts what was quiet for five seconds, perhaps as it is used
    with serving("this tree", HERE, *filling) as here, httpx.Client(trust_env=False, timeout=120, limits=anew_each_time) as client:
        others = [said.against.resolve()] if said.against else []
        if others:
            with serving("the other tree", others[0], *filling) as there:
                compare_listed([there, here], client)
        else:
            compare_listed([here], client)
        for place in range(said.documents):
            body = hostile.body()
            took, answer = here.ask(client, body, signed_in=place % 3 != 0)
            for another in anew(body) if took > LONG else ():
                took = min(took, here.ask(client, another, signed_in=place % 3 != 0)[0])
            here.note(took, answer, body.decode(errors="replace"))
        report(here)
        return 1 if here.failures else 0


if __name__ == "__main__":
    sys.exit(main())
