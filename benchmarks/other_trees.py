"""Modules of Portico by the names they have in whichever tree is measured: before its rooms had columns they had shorter ones."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

COLUMNS = re.compile(r"\.(engine|port_ins|port_outs|desk|inventory|people|dates|words)\b(?=\.)")


def module(name: str) -> Any:
    """The module, in a tree of today or of before."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        return import_module(COLUMNS.sub("", name))


def register() -> None:
    """What a tree of today asks for before anything is done in it."""
    try:
        import_module("portico.operations.tables").register()
    except ModuleNotFoundError:
        return
