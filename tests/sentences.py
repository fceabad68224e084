"""Every sentence that Portico can say: what all of its modules declare."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

import portico
from portico.domain import sentences
from portico.domain.sentences import Sentence


@cache
def every_sentence() -> Mapping[str, Sentence]:
    """By its code; those that tests declare are left out."""
    for module in pkgutil.walk_packages(portico.__path__, "portico."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return {code: sentence for code, sentence in sentences.declared().items() if not code.startswith("test")}
