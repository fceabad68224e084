"""What counting the fields of an answer while it is made costs: two pages of the dashboard, with `serving/meter.py` and without it.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.metering [--turns 60]

A page of fifty requests and a page of two hundred numbers, by the dashboard's own documents, in this process on SQLite. Each turn asks
both ways, one right after the other and first in turns, so that a machine that gets slower does so for both; what is told is the median of
the ratios of the turns, with the quarter of them below and above, in processor time of the process.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.graphql.engine.context import Context
from portico.graphql.schema import schema
from portico.graphql.serving.meter import Metered
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.settings import load
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests.graphql.dashboard import document

HERE: Final = Path(__file__).parents[1]
DRAFTS: Final = "2000", "40"  # numbers, beside the demo's, and how many of them are in each request
PAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "50 requests": (document("PortingRequests"), {"first": 50, "orderBy": "UPDATED_DESC"}),
    "200 numbers": (document("PortingNumbers"), {"first": 200, "orderBy": "UPDATED_DESC"}),
}
WAYS: Final = {"with": Metered, "without": StrawberryGraphQLCoreExecutionContext}


async def asked(work: Work, way: str, text: str, variables: dict[str, Any]) -> float:
    """Milliseconds of processor time one answer took."""
    schema.execution_context_class = WAYS[way]
    staff = Actor(Role.STAFF, Level.ADMIN, "user", None, "Benchmark")
    gc.collect()
    gc.disable()
    begun = time.thread_time()
    result = await schema.execute(text, variables, context_value=Context(work=work, actor_or_none=staff))
    took = (time.thread_time() - begun) * 1e3
    gc.enable()
    assert not result.errors, result.errors
    return took


async def compare(turns: int) -> None:
    settings = load(environment="demo")
    tables.register()
    opened = await database.open(settings)
    try:
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        for name, (text, variables) in PAGES.items():
            took: dict[str, list[float]] = {way: [] for way in WAYS}
            for turn in range(turns + 3):
                for way in sorted(WAYS, reverse=turn % 2 == 0):
                    each = await asked(work, way, text, variables)
                    if turn >= 3:
                        took[way].append(each)
            ratios = [a / b - 1 for a, b in zip(took["with"], took["without"], strict=True)]
            low, middle, high = statistics.quantiles(ratios, n=4)
            tenths = {way: statistics.quantiles(times, n=10)[0] for way, times in took.items()}
            print(
                f"{name}: without {tenths['without']:.1f} ms, with {tenths['with']:.1f} ms ({tenths['with'] / tenths['without'] - 1:+.1%});"
                f" of the turns {middle:+.1%} ({low:+.1%} to {high:+.1%})"
            )
    finally:
        await opened.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=60)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = {"PYTHONPATH": f"{HERE / 'backend'}{os.pathsep}{HERE}", "PORTICO_ENVIRONMENT": "demo", "PORTICO_DATA_DIR": folder}
        subprocess.run([sys.executable, "-m", "benchmarks.filling", *DRAFTS], env=os.environ | chosen, check=True, cwd=HERE)
        os.environ |= chosen
        asyncio.run(compare(said.turns))


if __name__ == "__main__":
    main()
