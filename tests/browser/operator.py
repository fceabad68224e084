"""An operator's own machine for the browser: nothing but what `portico init` made of it, its letters in a mail server beside it."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path
from typing import Final

from tests.browser.demo import TODAY
from tests.stories import forks
from tests.stories.mailserver import MailServer
from tests.stories.servers import Installation, run

LETTER_WITHIN: Final = 20.0
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
    """Like a demo, but empty; `stop` ends it together with its mail server."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._mail = MailServer()
        self._folder = folder
        self.data = folder / "data"
        self._house = Installation(folder, f"sqlite://{self.data / 'portico.sqlite3'}", self._mail.url, self.data)

    @property
    def url(self) -> str:
        return self._house.url

    def start(self) -> None:
        self._mail.start()
        self._house.move_clock(TODAY)
        (self._folder / "operator.toml").write_text(OPERATOR)
        run(["init", "--from", str(self._folder / "operator.toml"), "--yes"], self._house.environment)
        asyncio.run(self._house.start())

    def stop(self) -> None:
        self._house.stop()
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
        words = [word.replace("FOLDER", str(self._folder)) for word in arguments]
        code, said, complained = forks.run(words, self._house.environment)
        return {"code": code, "said": said.strip(), "complained": complained.strip()}
