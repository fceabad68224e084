"""Where it is written what was done to a user: the journal of their account, or for the operator's people that of the installation."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.people.users import role_of
from portico.domain.sentences import Sentence, quoted
from portico.domain.words.notices import NoticeFact
from portico.operations.engine import installation, notices
from portico.operations.engine.notices import Notice
from portico.operations.engine.work import Unit
from portico.operations.people import whose_journal
from portico.storage.engine.rows import Columns
from portico.storage.row_types.accounts import UserRow

SENTENCES: Final = {
    Happening.USER_CREATED: Sentence("user.create", "{name} was made a user, with a password from the command line."),
    Happening.USER_INVITED: Sentence("user.invite", "{name} was invited."),
    Happening.USER_INVITED_AGAIN: Sentence("user.invite_again", "{name} was sent a new invitation."),
    Happening.USER_JOINED: Sentence("user.join", "{name} accepted the invitation."),
    Happening.USER_CHANGED: Sentence("user.change", "{name} was changed."),
    Happening.USER_LEVEL_CHANGED: Sentence("user.change_level", "{name} has another level now."),
    Happening.USER_DISABLED: Sentence("user.disable", "{name} was disabled: all sessions ended."),
    Happening.USER_ENABLED: Sentence("user.enable", "{name} may sign in again."),
    Happening.USER_SESSIONS_ENDED: Sentence("user.end_sessions", "Sessions of {name} were ended."),
    Happening.USER_PASSWORD_CHANGED: Sentence("user.change_password", "{name} changed their password."),
    Happening.USER_PASSWORD_FORGOTTEN: Sentence("user.forget_password", "A link for a new password was sent to {name}."),
    Happening.USER_PASSWORD_RESET: Sentence("user.reset_password", "The password of {name} was reset by a link; other sessions ended."),
    Happening.USER_ADDRESS_CHANGE_ASKED: Sentence("user.ask_address_change", "{name} asked for another address."),
    Happening.USER_ADDRESS_CHANGE_CONFIRMED: Sentence("user.confirm_address_change", "The old address of {name} agreed to the new one."),
    Happening.USER_ADDRESS_CHANGED: Sentence("user.change_address", "{name} has another address now."),
    Happening.USER_SECOND_FACTOR_ENROLLED: Sentence("user.enroll", "{name} turned on the second factor."),
    Happening.USER_SECOND_FACTOR_REMOVED: Sentence("user.remove_second_factor", "{name} turned off the second factor."),
    Happening.USER_RECOVERY_CODE_USED: Sentence("user.use_recovery_code", "{name} used a recovery code."),
    Happening.USER_RECOVERY_CODES_RENEWED: Sentence("user.renew_recovery_codes", "{name} made new recovery codes."),
    Happening.USER_SECOND_FACTOR_RESET_ASKED: Sentence(
        "user.ask_second_factor_reset", "A reset of the second factor of {name} was asked for."
    ),
    Happening.USER_SECOND_FACTOR_RESET_CONFIRMED: Sentence(
        "user.confirm_second_factor_reset", "The reset of the second factor of {name} was confirmed: it is reset a day later."
    ),
    Happening.USER_SECOND_FACTOR_RESET_STOPPED: Sentence(
        "user.stop_second_factor_reset", "The reset of the second factor of {name} was stopped."
    ),
    Happening.USER_SECOND_FACTOR_RESET: Sentence("user.reset_second_factor", "The second factor of {name} was reset; all sessions ended."),
}
"""By event, whose verb is the sentence's: who it was done to stands in it, who did it beside it."""


def record(unit: Unit, actor: Actor, user: UserRow, event: Happening, data: Columns | None = None) -> None:
    """One entry about this user; the turn is taken. `data` says what changed, from what to what, and holds no secret."""
    whose_journal.record(unit, actor, "user", user, (event, SENTENCES[event]), data=data)


async def write_to(
    unit: Unit, user: UserRow, event: Happening, to: str | None = None, *, link: UUID | None = None, **facts: NoticeFact
) -> None:
    """Owes a letter about what was just recorded, to the user or another address of theirs."""
    order_id = user["account_id"] or installation.INSTALLATION
    order = unit.orders[order_id]
    await notices.owe(
        unit,
        Notice(
            event=event,
            to=to or user["email"],
            account_id=user["account_id"],
            order=(order.kind, order_id, order.sequence),
            facts={"name": quoted(user["name"]), **facts},
            locale=user["locale"],
            zone=user["time_zone"],
            link=link,
        ),
    )


def themselves(user: UserRow) -> Actor:
    """Whoever showed a link of this user: they act as this user, and were let in by nothing else."""
    role = role_of(user["account_id"])
    return Actor(role=role, level=user["level"], kind="user", id=user["id"], name=user["name"], account_id=user["account_id"])
