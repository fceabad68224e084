"""`make mutmut`: alters the functions of the law with mutmut, an expression at a time, and shows that its pure tests find it.

mutmut makes the alterations (of what has no decorator) and switches them on. Its own runner starts pytest anew for each and collects every
test that runs the function, which may be a thousand; here each is tried in a fork of one pytest instead. What does the same as before is
listed in `alike.py` with the reason. Less than 95 % killed of the others, or an entry of the list that no survivor needs, ends this with 1.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Final

from tests.mutants.functions.alike import ALIKE
from tests.mutants.functions.altered import Altered, altered_copy
from tests.mutants.functions.bench import tried

HERE: Final = Path(__file__).parents[3]
PACKAGE: Final = HERE / "backend/portico"
TESTS: Final = (HERE / "tests/domain/test_matrix.py", HERE / "tests/domain")
"""The grids first: they find most of what goes wrong while the law is put together."""
ELSEWHERE: Final = "Asia/Kathmandu"
"""The clock of the machine is none of anybody's."""
ENOUGH: Final = 95.0


@dataclass(frozen=True)
class Tried:
    name: str
    module: str
    killed: bool
    why_alike: str | None


def results(every: Iterable[Altered], killed: Mapping[str, bool], alike: Mapping[str, str]) -> list[Tried]:
    return [Tried(one.name, one.module, killed[one.key], alike.get(one.name)) for one in every]


def lines(every: Sequence[Tried]) -> Iterator[str]:
    yield f"{'module':<36}{'altered':>8}{'killed':>8}{'alike':>7}{'survived':>10}{'%':>7}"
    for module, group in groupby(sorted(every, key=lambda one: one.module), key=lambda one: one.module):
        yield _line(module, list(group))
    yield _line("all", every)


def _line(head: str, group: Sequence[Tried]) -> str:
    killed, alike = sum(one.killed for one in group), sum(_is_alike(one) for one in group)
    return f"{head:<36}{len(group):>8}{killed:>8}{alike:>7}{len(group) - killed - alike:>10}{percentage(group):>7.1f}"


def _is_alike(one: Tried) -> bool:
    return not one.killed and one.why_alike is not None


def percentage(every: Sequence[Tried]) -> float:
    """Of what is not the same as before."""
    different = [one for one in every if not _is_alike(one)]
    return 100 * sum(one.killed for one in different) / (len(different) or 1)


def problems(every: Sequence[Tried], alike: Mapping[str, str]) -> Iterator[str]:
    """What is not as it should be, in words."""
    there = {one.name: one for one in every}
    yield from (f"listed as alike, and there is no such alteration: {name}" for name in alike if name not in there)
    yield from (f"listed as alike, and found: {name}" for name in alike if name in there and there[name].killed)
    if percentage(every) < ENOUGH:
        yield f"{percentage(every):.1f} % are killed: less than {ENOUGH:.0f} %"


def main(patterns: Sequence[str]) -> int:
    os.environ["TZ"] = ELSEWHERE
    time.tzset()
    os.chdir(HERE)
    with tempfile.TemporaryDirectory() as folder:
        every = altered_copy(PACKAGE, Path(folder))
        chosen = [one for one in every if not patterns or any(fnmatchcase(one.name, pattern) for pattern in patterns)]
        print(f"{len(chosen)} alterations of {len({one.target for one in chosen})} functions", flush=True)
        found = results(chosen, tried(chosen, Path(folder), TESTS, HERE).killed, ALIKE)
    alike = {name: why for name, why in ALIKE.items() if not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)}
    print(*lines(found), "", sep="\n")
    print(*(f"alike: {one.name} ({one.why_alike})" for one in found if _is_alike(one)), sep="\n")
    print(*(f"survives: {one.name}" for one in found if not one.killed and one.why_alike is None), sep="\n")
    wrong = list(problems(found, alike))
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
