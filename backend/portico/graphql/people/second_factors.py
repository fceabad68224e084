"""The second factor as its user sees it, as others see it of them, and what is shown of it once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from portico.domain.actors import is_of_the_operator
from portico.domain.people.second_factors import is_asked, is_enrolled
from portico.graphql.engine.context import Context, Info
from portico.operations.people import second_factors as setting_up
from portico.operations.people.second_factors import NewKey
from portico.storage.people import accounts
from portico.storage.people import second_factors as storage
from portico.storage.row_types.second_factors import SecondFactorRow

text = strawberry.field


@strawberry.type(description="A second factor that two of the operator's administrators take away, as its device was lost.")
class SecondFactorReset:
    reason: str = text(description="How the first of them knows that it is the user who lost it.")
    asked_at: datetime = text(description="When it was asked for; another administrator has seven days to confirm.")
    asked_by: str | None = text(description="Who asked; null for a customer: the operator.")
    asked_by_viewer: bool = text(description="Whether it was you who asked: then another administrator has to confirm.")
    confirmed_at: datetime | None = text(description="When another administrator confirmed.")
    due_at: datetime | None = text(description="When the factor is taken away unless somebody stops it.")

    @classmethod
    def of(cls, row: SecondFactorRow, context: Context) -> SecondFactorReset | None:
        asked_at = row["reset_asked_at"]
        if asked_at is None or not is_enrolled(row) or not is_asked(row, context.now):
            return None
        return cls(
            reason=row["reset_reason"] or "",
            asked_at=asked_at,
            asked_by=row["reset_asked_by_name"] if is_of_the_operator(context.actor) else None,
            asked_by_viewer=row["reset_asked_by"] is not None and row["reset_asked_by"] == context.actor.id,
            confirmed_at=row["reset_confirmed_at"],
            due_at=row["reset_due_at"],
        )


@strawberry.type(description="How somebody's second factor stands.")
class UserSecondFactor:
    enrolled_at: datetime | None = text(description="Since when a code is asked beside the password; null: it is not.")
    reset: SecondFactorReset | None = text(description="A reset that is under way.")

    @classmethod
    def of(cls, row: SecondFactorRow, context: Context) -> UserSecondFactor:
        return cls(enrolled_at=row["confirmed_at"], reset=SecondFactorReset.of(row, context))


@strawberry.type(description="How your own second factor stands.")
class ViewerSecondFactor:
    enrolled_at: datetime | None = text(description="Since when a code is asked beside your password; null: it is not.")
    demanded: bool = text(description="Whether your account, or the operator, demands it of you.")
    recovery_codes_left: int = text(description="How many recovery codes you have not used.")
    reset: SecondFactorReset | None = text(description="A reset that was asked for: stop it if you lost nothing.")


@strawberry.type(description="A key for an app that makes codes. It counts for nothing until a code of it was confirmed.")
class SecondFactorKey:
    key: str = text(description="The key as it is typed into an app; shown this once.")
    address: str = text(description="The same as an `otpauth:` address.")
    image: str = text(description="The same as a QR code: SVG.")


@strawberry.type(description="Codes that stand in for a lost device, each good once.")
class RecoveryCodes:
    codes: list[str] = text(description="All ten, shown this once; those from before are good no more.")


async def viewer_second_factor(info: Info) -> ViewerSecondFactor | None:
    """The person's who asks; none where a token does."""
    return await _of_viewer(info.context)


async def _of_viewer(context: Context) -> ViewerSecondFactor | None:
    actor, reader = context.actor, context.work.reader
    if actor.kind != "user" or actor.id is None:
        return None
    row = await storage.of_user(reader, actor.id)
    on = row if row and is_enrolled(row) else None
    if actor.account_id is None:
        demanded = await storage.staff_must(reader)
    else:
        demanded = (await accounts.account_by_id(reader, actor.account_id))["second_factor_demanded"]
    return ViewerSecondFactor(
        enrolled_at=on["confirmed_at"] if on else None,
        demanded=demanded,
        recovery_codes_left=len(await storage.unused_codes(reader, actor.id)) if on else 0,
        reset=SecondFactorReset.of(on, context) if on else None,
    )


async def changed(context: Context, _user: UUID) -> Any:
    """What the viewer's mutations answer."""
    return await _of_viewer(context)


async def shown_key(_context: Context, made: NewKey) -> SecondFactorKey:
    return SecondFactorKey(key=made.key, address=made.address, image=setting_up.picture(made))


async def shown_codes(_context: Context, codes: list[str]) -> RecoveryCodes:
    return RecoveryCodes(codes=codes)
