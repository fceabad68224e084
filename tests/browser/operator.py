"""An operator's own machine for the browser: nothing but what `portico init` made of it, its letters in a mail server beside it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from tests.stories import forks
from tests.stories.mailserver import MailServer
from tests.stories.servers import Installation, run

LETTER_WITHIN: Final = 20.0
BEGINS: Final = datetime(2025, 3, 5, 13, 0, tzinfo=UTC)
"""A Wednesday that is over: what a restored machine has in its books is older than the machine's own clock."""
KEYS: Final = "a-key-that-only-this-operator-has-0002"
AS_FOR_CUSTOMERS: Final = {
    "PORTICO_ENVIRONMENT": "production",
    "PORTICO_BASE_URL": "https://port.lowlands.example",
    "PORTICO_TRUSTED_PROXIES": "127.0.0.1",
    "PORTICO_ALLOW_PRIVATE_CALLBACKS": "false",
}
OPERATOR: Final = """
starter_carriers = ["GB"]

[operator]
name = "Lowlands Telecom"
country = "NL"
time_zone = "Europe/Amsterdam"
currency = "EUR"
countries = ["GB"]
mail_sender = "Lowlands porting desk <porting@lowlands.example>"

[network_carriers]
GB = "BT"

[admin]
email = "daan@lowlands.example"
name = "Daan Bakker"
"""


class Own:
    """Like a demo, but empty; `stop` ends it together with its mail server, and the machine that took over from it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._mail = MailServer()
        self._folder = folder
        self._house = self._machine("first")
        self.data = self._house.data

    @property
    def url(self) -> str:
        return self._house.url

    def start(self) -> None:
        self._mail.start()
        self._house.move_clock(BEGINS)
        (self._folder / "operator.toml").write_text(OPERATOR)
        run(["init", "--from", str(self._folder / "operator.toml"), "--yes"], self._house.environment)
        asyncio.run(self._house.start())

    def stop(self) -> None:
        self._house.stop()
        self._next.stop()
        self._mail.stop()

    def link(self, address: str) -> str:
        """The link in the newest letter to this address, once there is one."""
        deadline = time.monotonic() + LETTER_WITHIN
        while time.monotonic() < deadline:
            for letter in reversed(self._mail.to(address)):
                if found := re.search(rf"{re.escape(self.url)}/\S+#link_\S+", letter.text):
                    return found[0]
            time.sleep(0.05)
        raise LookupError(f"no letter with a link came to {address}")

    def portico(self, *arguments: str) -> dict[str, object]:
        """A command beside the server, as it is typed in the operator's folder."""
        return self._typed(self._house, arguments)

    def restored(self, backup: str) -> dict[str, object]:
        """Ends the machine that was backed up; another one begins with the backup, and its address is answered."""
        self._house.stop()
        clock = (self.data / "clock-offset").read_text(encoding="ascii")
        self._next.data.mkdir(mode=0o700)
        (self._next.data / "clock-offset").write_text(clock, encoding="ascii")
        answer = self._typed(self._next, ("restore", backup))
        if not answer["code"]:
            asyncio.run(self._next.start())
        return answer | {"url": self._next.url}

    def doctor(self) -> dict[str, object]:
        """What the doctor finds of the machine that took over, set up as customers will see it and at the machine's own time."""
        self._next.stop()
        (self._next.data / "clock-offset").unlink()
        return self._typed(self._next, ("doctor", "--json"), AS_FOR_CUSTOMERS)

    @cached_property
    def _next(self) -> Installation:
        return self._machine("second")

    def _machine(self, name: str) -> Installation:
        home = self._folder / name
        home.mkdir()
        machine = Installation(home, f"sqlite://{home / 'data' / 'portico.sqlite3'}", self._mail.url, home / "data")
        machine.environment["PORTICO_SECRET_KEYS"] = KEYS
        return machine

    def _typed(self, machine: Installation, arguments: Sequence[str], variables: Mapping[str, str] | None = None) -> dict[str, object]:
        words = [word.replace("FOLDER", str(self._folder)) for word in arguments]
        code, said, complained = forks.run(words, {**machine.environment, **(variables or {})})
        return {"code": code, "said": said.strip(), "complained": complained.strip()}
