"""`python -m tests.browser.serve SEED`: a demo on a copy of the seed, until standard input ends.

Says in one line of JSON where it is: `{"url": "http://127.0.0.1:…", "data": "/…"}`. Playwright's workers start one per file of specs.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.browser.demo import copy_of


def main(seed: str) -> None:
    with tempfile.TemporaryDirectory(prefix="portico-browser-") as folder:
        demo = copy_of(Path(seed), Path(folder))
        demo.start()
        try:
            sys.stdout.write(json.dumps({"url": demo.url, "data": str(demo.data)}) + "\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            demo.stop()


if __name__ == "__main__":
    main(sys.argv[1])
