"""Statuses and roles are judged in `domain/` only: elsewhere a comparison with one of their members is found, but for those named here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import portico

PACKAGE: Final = Path(portico.__file__).parent
SAYING: Final = "says in words what a status says; nothing is allowed or refused by it"
SEEING: Final = "which rows a role may see is told here, and nowhere else"
PICKING: Final = "picks rows or facts by their status for the law to judge"
ADMITTED: Final = {
    "carriers/sandbox.py": "the simulated carrier reads what it is asked, as a real one would",
    "mailroom/composing.py": SAYING,
    "mailroom/foc_reminders.py": SAYING,
    "mailroom/happenings.py": SAYING,
    "storage/desk/awaited.py": SAYING,
    "operations/desk/foc_events.py": SAYING,
    "storage/desk/deadlines.py": "reads off the tables what is the clock's to do",
    "storage/desk/deliveries.py": "a delivery's status is the outbox's own, as are its tries",
    "graphql/desk/webhooks/webhook_deliveries.py": "the same",
    "graphql/port_ins/porting_requests.py": PICKING,
    "storage/port_ins/porting_numbers.py": PICKING,
    "storage/port_ins/porting_requests.py": PICKING,
    "operations/port_outs/charges.py": PICKING,
    "operations/port_outs/effects.py": PICKING,
    "operations/drift.py": "finds what contradicts itself, which the law cannot have allowed",
    "operations/people/token_inputs.py": "which field a role's token needs, judged field by field",
    "storage/engine/scope.py": SEEING,
    "demo/port_ins.py": PICKING,
}
"""Why a module outside compares with a status or a role."""


def compared(source: str) -> Iterator[str]:
    """The comparisons of a module with a role, a level, or one member of a status."""
    tree = ast.parse(source)
    imported = [alias for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    names = {alias.asname or alias.name for alias in imported if alias.name in {"Role", "Level"} or alias.name.endswith("Status")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            members = (each for side in (node.left, *node.comparators) for each in ast.walk(side) if isinstance(each, ast.Attribute))
            if any(isinstance(each.value, ast.Name) and each.value.id in names - {"HTTPStatus"} for each in members):
                yield ast.unparse(node)


def test_a_status_or_a_role_is_judged_outside_the_law() -> None:
    files = {file.relative_to(PACKAGE).as_posix(): file for file in sorted(PACKAGE.rglob("*.py"))}
    outside = {name: file for name, file in files.items() if not name.startswith(("domain/", "storage/migrations/"))}
    found = {name: list(compared(file.read_text(encoding="utf-8"))) for name, file in outside.items()}
    assert {name: what for name, what in found.items() if what and name not in ADMITTED} == {}
    assert [name for name in ADMITTED if not found.get(name)] == [], "admitted for nothing"


@pytest.mark.parametrize(
    "planted",
    [
        "from portico.domain.statuses import Role\nif actor.role is not Role.CARRIER: pass",
        "from portico.domain.statuses import Role\nif actor.role in Role.STAFF | Role.SYSTEM: pass",
        "from portico.domain.people.users import UserStatus\nfound = [one for one in all if one.status == UserStatus.ACTIVE]",
        "from portico.domain.statuses import PortingRequestStatus as Request\nopen_ = row['status'] in (Request.DRAFT, Request.REQUESTED)",
    ],
)
def test_a_planted_comparison_is_found(planted: str) -> None:
    assert list(compared(planted))
