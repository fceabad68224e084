"""What is expensive in every process and no test's subject, made cheap once: passwords, building the models, colours in tracebacks.

For the run itself (tests/conftest.py) and for the processes it forks (tests/stories/forks.py). What starts from nothing pays full prices.
"""

from __future__ import annotations

from copy import copy
from typing import Any, Final

import pytest
import structlog
from argon2 import PasswordHasher
from tortoise.apps import Apps
from tortoise.models import MetaInfo

from portico.operations.people.signing_in import passwords

SHIPPED_PASSWORDS: Final = (passwords._hasher, passwords.NOBODYS)


def begin(patch: pytest.MonkeyPatch | None = None) -> None:
    """For as long as the patch lasts; without one, for as long as the process."""
    patch = patch or pytest.MonkeyPatch()
    _passwords_cost_little(patch)
    _models_are_built_once(patch)
    _tracebacks_are_plain()


def _passwords_cost_little(patch: pytest.MonkeyPatch) -> None:
    """What an operator's passwords should cost is wasted on a test's."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(passwords, "_hasher", cheap)
    patch.setattr(passwords, "NOBODYS", cheap.hash("nobody's"))


def _models_are_built_once(patch: pytest.MonkeyPatch) -> None:
    """Once per engine; Tortoise does it whenever a database is opened, for half of what a test needs to begin."""
    built: dict[tuple[MetaInfo, type[Any]], dict[str, Any]] = {}
    build = Apps._build_initial_querysets

    def build_once(apps: Apps) -> None:
        metas = [model._meta for app in apps.apps.values() for model in app.values()]
        if any((meta, meta.db.executor_class) not in built for meta in metas):
            build(apps)
            built.update({(meta, meta.db.executor_class): _kept(meta) for meta in metas})
        for meta in metas:
            for name, value in built[meta, meta.db.executor_class].items():
                setattr(meta, name, _own(value))

    patch.setattr(Apps, "_build_initial_querysets", build_once)


def _tracebacks_are_plain() -> None:
    """As `portico serve` writes them. Unless told otherwise structlog draws each in colours with all variables, for half a second."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


def _kept(meta: MetaInfo) -> dict[str, Any]:
    return {name: _own(getattr(meta, name)) for name in MetaInfo.__slots__ if hasattr(meta, name)}


def _own(value: Any) -> Any:
    """A copy of a container: the next build empties and fills the same one."""
    return copy(value) if isinstance(value, dict | list | set) else value
