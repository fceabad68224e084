"""`python -m tests.browser.serve SEED`: a house for every `"demo"` or `"empty"` on standard input, until it ends.

Says in one line of JSON where each is: `{"url": "http://127.0.0.1:…", "data": "/…"}`; the one before is stopped first. A `demo` is a
fresh copy of the seed, an `empty` one what `portico init` makes; of it `["link", ADDRESS]`, `["portico", WORD, …]`,
`["restored", BACKUP]` and `["doctor"]` are answered, too. A worker of Playwright has one of these, and asks it for a house per file of
specs: what a server imports is imported once.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.demo import Demo, copy_of
from tests.browser.operator import Own


def main(seed: str) -> None:
    house: Demo | Own | None = None
    with tempfile.TemporaryDirectory(prefix="portico-browser-") as folder:
        try:
            for number, line in enumerate(iter(sys.stdin.readline, "")):
                asked = json.loads(line)
                if isinstance(asked, list):
                    assert isinstance(house, Own)
                    say(answer(house, *asked))
                    continue
                if house is not None:
                    house.stop()
                home = Path(folder) / str(number)
                house = Own(home) if asked == "empty" else copy_of(Path(seed), home)
                house.start()
                say({"url": house.url, "data": str(house.data)})
        finally:
            if house is not None:
                house.stop()


def answer(house: Own, what: str, *words: str) -> dict[str, Any]:
    if what == "link":
        return {"link": house.link(*words)}
    asked: dict[str, Callable[..., dict[str, Any]]] = {"portico": house.portico, "restored": house.restored, "doctor": house.doctor}
    return asked[what](*words)


def say(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
