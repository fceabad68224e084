"""`python -m tests.browser.serve SEED`: a demo on a fresh copy of the seed for every line of standard input, until it ends.

Says in one line of JSON where each is: `{"url": "http://127.0.0.1:…", "data": "/…"}`; the one before is stopped first. A worker of
Playwright has one of these, and asks it for a demo per file of specs: what a demo imports is imported once.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.browser.demo import Demo, copy_of


def main(seed: str) -> None:
    demo: Demo | None = None
    with tempfile.TemporaryDirectory(prefix="portico-browser-") as folder:
        try:
            for number, _ in enumerate(iter(sys.stdin.readline, "")):
                if demo is not None:
                    demo.stop()
                demo = copy_of(Path(seed), Path(folder) / str(number))
                demo.start()
                sys.stdout.write(json.dumps({"url": demo.url, "data": str(demo.data)}) + "\n")
                sys.stdout.flush()
        finally:
            if demo is not None:
                demo.stop()


if __name__ == "__main__":
    main(sys.argv[1])
