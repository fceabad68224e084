"""What of people who sign in has a command of its own: where they are signed in, who tried to, and what they are written to about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import ApiAnswer, ask, whoever
from portico.cli.nouns import BY_NAME
from portico.cli.running import run_for
from portico.domain import ids
from portico.domain.people.notifications import OFFERS, NewsCadence, NewsKind
from portico.domain.refusals import NotFound, Thing
from portico.operations.engine.work import Work
from portico.operations.people.accounts import notifications
from portico.operations.people.accounts.notifications import ChangeNotifications, NotificationChoice

Who = Annotated[str, typer.Argument(help=BY_NAME["user"].called)]
_SESSIONS: Final = {"SIGNED IN": "createdAt", "LAST SEEN": "lastSeenAt", "ENDS": "expiresAt", "FROM": "network", "BROWSER": "userAgent"}
_SIGN_INS: Final = {"AT": "at", "OUTCOME": "outcome", "FROM": "network", "BROWSER": "userAgent"}
_CHOICES: Final = {"ABOUT": "kind", "HAD": "cadence", "OFFERED": "offered"}


def user_sessions(email: Who, *, as_json: AsJson = False) -> None:
    """List where somebody is signed in, last used first; `sessions-end` ends them."""
    fields = "id createdAt lastSeenAt expiresAt network userAgent"
    _tell(_SESSIONS, run_for(lambda work: _part(work, email, "sessions", fields), as_json=as_json), as_json=as_json)


def user_sign_ins(email: Who, *, as_json: AsJson = False) -> None:
    """List who signed in as somebody and who failed to, newest first: the last fifty of half a year."""
    found = run_for(lambda work: _part(work, email, "signIns", "id at outcome network userAgent"), as_json=as_json)
    _tell(_SIGN_INS, found, as_json=as_json)


def user_notifications(email: Who, *, as_json: AsJson = False) -> None:
    """List what somebody is written to about, and how each kind of news can be had."""
    _tell(_CHOICES, run_for(lambda work: _choices(work, email), as_json=as_json), as_json=as_json)


def user_notify(
    email: Who,
    kind: Annotated[NewsKind, typer.Argument(help="What it is about.", case_sensitive=False)],
    cadence: Annotated[NewsCadence, typer.Argument(help="How they have it.", case_sensitive=False)],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Write to somebody about a kind of news at once, once a day, or not at all."""
    command = ChangeNotifications(choices=[NotificationChoice(kind=kind, cadence=cadence)])

    async def change(work: Work) -> list[ApiAnswer]:
        row = await BY_NAME["user"].named(work, email)
        await notifications.change_of(work, whoever(), row["id"], command, key_of("user notify", key, [row["id"], command]))
        return await _choices(work, email)

    _tell(_CHOICES, run_for(change, as_json=as_json), as_json=as_json)


async def _choices(work: Work, email: str) -> list[ApiAnswer]:
    row = await BY_NAME["user"].named(work, email)
    found = await notifications.choices_of(work, whoever(), row["id"])
    return [{"kind": kind.name, "cadence": chosen.name, "offered": _offered(kind)} for kind, chosen in found.items()]


def _offered(kind: NewsKind) -> list[str]:
    return [each.name for each in OFFERS[kind].cadences]


async def _part(work: Work, email: str, part: str, fields: str) -> list[ApiAnswer]:
    row = await BY_NAME["user"].named(work, email)
    users = f"users(first: 50, filter: {{search: $search}}) {{ edges {{ node {{ id {part} {{ {fields} }} }} }} }}"
    found = await ask(work, f"query ($search: String!) {{ {users} }}", {"search": row["email"]})
    key = ids.spelled("user", row["id"])
    parts: list[list[ApiAnswer]] = [edge["node"][part] for edge in found["users"]["edges"] if edge["node"]["id"] == key]
    if not parts:
        raise NotFound(Thing.USER)
    return parts[0]


def _tell(columns: Any, found: list[ApiAnswer], *, as_json: bool) -> None:
    printing.as_json(found) if as_json else printing.as_table(columns, found)


COMMANDS: Final[Mapping[str, Callable[..., None]]] = {
    "sessions": user_sessions,
    "sign-ins": user_sign_ins,
    "notifications": user_notifications,
    "notify": user_notify,
}
