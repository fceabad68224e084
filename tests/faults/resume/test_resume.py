"""Listeners that lose one server after the other hear everything once and in the order of the commits, whatever is given up meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.resume.judging import Verdict, judged
from tests.faults.resume.running import Plan, run
from tests.postgres import Cluster

WANTED = [str(place) for place in range(10)]


def test_listeners_of_servers_that_are_killed_in_turn_hear_everything_once_and_in_order(postgres_cluster: Cluster, tmp_path: Path) -> None:
    outcome = run(postgres_cluster, tmp_path, Plan(listeners=12, deliveries=2_000, kills=2))
    assert outcome.verdicts == [Verdict(0, 0, 0, 0)] * 12
    assert outcome.comings_back >= 12, "each lost a server"
    assert min(outcome.answers[how] for how in ("moved", "STALE_VERSION", "given up")) > 0, outcome.answers


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        (WANTED, Verdict(0, 0, 0, 0)),
        (WANTED[:4] + WANTED[5:], Verdict(1, 0, 0, 0)),
        (WANTED[:5] + WANTED[4:], Verdict(0, 1, 0, 0)),
        (WANTED[:6] + WANTED[3:], Verdict(0, 3, 0, 1)),
        ([*WANTED, "another's"], Verdict(0, 0, 1, 0)),
        (["1", "0", *WANTED[2:]], Verdict(0, 0, 0, 1)),
        ([], Verdict(10, 0, 0, 0)),
    ],
)
def test_what_was_heard_otherwise_than_it_was_written_is_found(heard: list[str], found: Verdict) -> None:
    assert judged(heard, WANTED) == found
