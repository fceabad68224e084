"""The table that `make bench` prints, in Markdown, so that it can be put into a page as it is."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator

from benchmarks.peers.windows import Row

HEAD = "| | requests a second | processor, ms each | PostgreSQL's | Portico's rate is × | answer |\n|---|---|---|---|---|---|"


def lines(name: str, rows: list[Row]) -> Iterator[str]:
    """Median and range of the windows; ratios are of windows of the same round."""
    yield f"\n### {name}\n\n{HEAD}"
    portico = rows[0]
    for row in rows:
        rates = [window.rate for window in row.windows]
        own = statistics.median(window.own for window in row.windows)
        database = statistics.median(window.database for window in row.windows)
        ratio = "" if row is portico else spread(a.rate / b.rate for a, b in zip(portico.windows, row.windows, strict=True) if b.rate)
        answer = f"{row.answer} {row.failed} FAILED" if row.failed else row.answer
        yield f"| {row.name} | {spread(rates)} | {own:.2f} | {database:.2f} | {ratio} | {answer} |"


def spread(values: Iterable[float]) -> str:
    """Median, least and most, with as many digits as mean something."""
    found = sorted(values)
    if not found:
        return "no answer"
    digits = 0 if found[0] >= 100 else 1 if found[0] >= 10 else 2
    least, middle, most = (f"{each:.{digits}f}" for each in (found[0], statistics.median(found), found[-1]))
    return f"{middle} ({least} to {most})"
