"""Those who write: dates of numbers, changed through whichever server answers, some refused and some given up by the database."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

import httpx

from tests.faults.resume.casting import Cast
from tests.stories.client import Node, plain_http

AT_ONCE: Final = (1, 1, 2, 5, 20, 40)  # numbers of a command
GIVEN_UP: Final = "This unit is given up at its end."
PLANTED: Final = f"""
CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
CREATE CONSTRAINT TRIGGER give_up AFTER INSERT ON journal_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.reason = '{GIVEN_UP}') EXECUTE FUNCTION give_up();
"""
"""A unit with this reason has written everything, and has its places in the journal, when its commit fails."""
REVISE: Final = """mutation($input: PortingNumbersReviseFocInput!) { portingNumbersReviseFoc(input: $input) { __typename
    ... on PortingNumbersMoved { results { __typename ... on PortingNumber { id version } ... on Problem { code } } } } }"""


class Writers:
    """`acknowledged` are (number, version) that a server said are so; `answers` counts how commands and numbers were answered."""

    def __init__(self, cast: Cast, urls: Sequence[str]) -> None:
        self.acknowledged: set[tuple[str, int]] = set()
        self.answers = Counter[str]()
        self._cast, self._urls = cast, urls
        self._made = 0

    async def write(self, chance: Random, enough: asyncio.Event) -> None:
        """One of them."""
        headers = {"authorization": f"Bearer {self._cast.tokens['staff']}"}
        async with plain_http("", headers=headers, timeout=20) as client:
            while not enough.is_set():
                numbers = chance.sample(self._cast.numbers, chance.choice(AT_ONCE))
                how = chance.choices([self.command, self._refused_in_part, self._given_up], weights=[6, 3, 1])[0]
                await self.one(client, chance, how(numbers))

    def command(self, numbers: Sequence[str], reason: str = "Later.") -> Node:
        """A date that none of them has, under a key of its own."""
        self._made += 1
        at = (datetime.now(UTC) + timedelta(days=40)).isoformat()
        given = [{"id": key} for key in numbers]
        return {"numbers": given, "focAt": at, "override": True, "reason": reason, "idempotencyKey": f"command {self._made}"}

    def _refused_in_part(self, numbers: Sequence[str]) -> Node:
        given = self.command(numbers)
        given["numbers"][-1]["expectedVersion"] = 999_999_999
        return given

    def _given_up(self, numbers: Sequence[str]) -> Node:
        return self.command(numbers, GIVEN_UP)

    async def one(self, client: httpx.AsyncClient, chance: Random, given: Node) -> None:
        """One command, asked again under its key where the server was gone before it answered: done once, or not at all."""
        url, given_up = chance.choice(self._urls), given["reason"] == GIVEN_UP
        while (answered := await self._asked(client, url, given)) is None:
            self.answers["asked again"] += 1
            url = self._urls[1 - self._urls.index(url)]
            await asyncio.sleep(0.05)
        assert bool(answered.get("errors")) is given_up, answered
        self.answers["given up"] += given_up
        for result in [] if given_up else answered["data"]["portingNumbersReviseFoc"]["results"]:
            self._take(result)

    @staticmethod
    async def _asked(client: httpx.AsyncClient, url: str, given: Node) -> Node | None:
        """None where nobody answered."""
        try:
            response = await client.post(url, json={"query": REVISE, "variables": {"input": given}})
        except httpx.TransportError:
            return None
        found: Node = response.json()
        return found

    def _take(self, result: Node) -> None:
        self.answers[result.get("code", "moved")] += 1
        if result["__typename"] == "PortingNumber":
            self.acknowledged.add((result["id"], result["version"]))
