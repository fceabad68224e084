"""What a process has at hand of who signs in: tests share one, and each begins as if it had just started."""

from __future__ import annotations

from portico.operations.people import links, own_password
from portico.operations.people.signing_in import access, last_seen, sign_in_history


def forget_sign_ins() -> None:
    """What was counted, and what was noted and not written."""
    last_seen.forget()
    sign_in_history.forget()
    links.failures.clear()
    access.limits.clear()


def forget_asked_passwords() -> None:
    """What was asked for and not yet answered."""
    own_password._asked.clear()
    own_password.limits.clear()
