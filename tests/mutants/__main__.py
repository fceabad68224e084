"""`make mutants`: alters every row of every lifecycle's table as data, and shows that its grid, or another test of the law, finds it.

Mutants that mean the same as the row they alter stand in `same.py` with the reason. One that is neither found nor listed, or listed
and found, or an entry of the list that fits none, ends this with 1.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import groupby

from portico.domain.tables import LIFECYCLES
from tests.mutants import same
from tests.mutants.altering import Mutant, mutants
from tests.mutants.judging import Bench


@dataclass(frozen=True)
class Tried:
    mutant: Mutant
    found: bool
    listed: tuple[str, ...]
    """The entries of `same.py` that speak of it."""


def tried(bench: Bench) -> list[Tried]:
    rows = bench.lifecycle.transitions
    every = [(mutant, same.reasons(mutant, rows[mutant.place])) for mutant in mutants(bench.lifecycle, bench.written)]
    return [Tried(mutant, bench.finds(mutant), tuple(entry for entry, _why in why)) for mutant, why in every]


def show(every: list[Tried]) -> None:
    print(f"{'lifecycle':<18}{'kind':<16}{'mutants':>8}{'killed':>8}{'same':>6}")
    for (lifecycle, kind), group in groupby(sorted(every, key=_group), key=_group):
        print(_line(f"{lifecycle:<18}{kind:<16}", list(group)))
    print(_line(f"{'all':<34}", every))


def _group(one: Tried) -> tuple[str, str]:
    return one.mutant.lifecycle, one.mutant.kind


def _line(head: str, group: list[Tried]) -> str:
    alike = sum(bool(one.listed) and not one.found for one in group)
    return f"{head}{len(group):>8}{sum(one.found for one in group):>8}{alike:>6}"


def problems(every: list[Tried]) -> list[str]:
    """What is not as it should be, in words."""
    survivors = [f"survives: {one.mutant.name}" for one in every if not one.found and not one.listed]
    killed = [f"listed as the same, and found: {one.mutant.name} ({', '.join(one.listed)})" for one in every if one.found and one.listed]
    fitting = {entry for one in every for entry in one.listed}
    return survivors + killed + [f"listed, and there is no such mutant: {entry}" for entry in same.SAME if entry not in fitting]


def main() -> int:
    benches = [Bench(lifecycle) for lifecycle in LIFECYCLES.values()]
    if disorder := [bench.lifecycle.subject for bench in benches if not bench.is_in_order()]:
        print(f"Not as their grids say, before anything is altered: {', '.join(disorder)}")
        return 2
    every = [one for bench in benches for one in tried(bench)]
    show(every)
    found = problems(every)
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
