"""What a phase of the gate took is counted in seconds of the machine that its budget was made on."""

from __future__ import annotations

import sys

import pytest

from tests import phase


def test_a_slow_machine_is_no_slow_gate() -> None:
    assert phase.told("tests", 501, 240, 2.7) == "== tests: 186 s of 240 s; 501 s here, where things take 2.7 times as long"
    assert "(over its budget)" not in phase.told("tests", 240, 240, 1)


def test_a_fast_machine_hides_no_slow_gate() -> None:
    assert "300 s of 240 s (over its budget)" in phase.told("tests", 150, 240, 0.5)


def test_the_same_loop_says_how_much_slower_this_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter([0.3, 0.252, 0.9, 0.4, 0.5])
    monkeypatch.setattr(phase, "_turn", lambda _number: next(turns))
    assert phase.slowness() == pytest.approx(3)


def test_a_phase_fails_where_its_command_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert phase.main("checks", 60, [sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert "s of 60 s; " in capsys.readouterr().out
