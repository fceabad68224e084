"""Modules are imported for good, and some without what they would only like to have."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import pytest

from portico.live.importing import for_good, without


def test_what_is_imported_for_good_is_never_looked_over() -> None:
    with for_good():
        assert not gc.isenabled()
        made: list[object] = []
        made.append(made)
    assert gc.isenabled()
    assert not any(each is made for each in gc.get_objects()), "it is looked over"


def test_a_module_that_is_done_without_can_be_had_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with without("colorsys"), pytest.raises(ImportError):
        import_module("colorsys")
    assert import_module("colorsys").__name__ == "colorsys"


def test_a_module_that_is_there_stays_there() -> None:
    with without("gc"):
        assert import_module("gc") is gc
